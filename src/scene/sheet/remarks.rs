//! What a page says beside its numbers: why figures differ, what its map draws of a zone, and what stands where
//! a zone has no figures.

use super::{figures, page::Page, strip};
use crate::{
    model::{
        as_of::Clock,
        audit::audit,
        figure::Figure,
        measure,
        milestone::Milestone,
        promises::{Outcome, plan_outcome},
        source::{Citation, Dating},
        sums::sums,
        units::AreaUnit,
        zone::Zone,
    },
    style::MapPlace,
    text::{Weight, shape::width_em},
    words,
};

/// What is drawn of a zone.
pub(super) enum Drawn {
    /// No area: why.
    Nothing(String),
    Area {
        /// In the unit of the page.
        value: String,
        /// In each unit, without it.
        numbers: [String; 3],
        /// What the area says of the figures.
        audit: Option<String>,
        /// How the outline was made, and how accurate it is.
        quality: String,
    },
}

/// What is drawn of a zone on the day of the page.
pub(super) fn drawn(page: &Page<'_>, zone: &Zone) -> Drawn {
    let (lang, at) = (page.main_lang(), page.input.as_of());
    let catalogue = page.input.catalogue;
    if !zone.is_known_on(catalogue, at) {
        return Drawn::Nothing(page.words("sheet-not-yet-known"));
    }
    let Some(outline) = zone.outline_on(at) else {
        let key = if zone.boundaries.is_empty() { "no-boundary" } else { "no-outline-yet" };
        return Drawn::Nothing(page.words(key));
    };
    let m2 = measure::area_m2(&outline.geometry);
    if m2 > 0.0 {
        let headline = zone.headline_on(at);
        let audit = headline.and_then(|figure| audit(catalogue, figure, outline));
        let audit = audit.map(|result| words::audit_class(lang, result.class));
        return Drawn::Area {
            value: words::drawn_area(lang, page.input.unit, outline),
            numbers: AreaUnit::ALL.map(|unit| words::drawn_number(unit, outline)),
            audit: audit.or_else(|| of_scope(page, zone)),
            quality: words::outline_quality(lang, outline),
        };
    }
    let Some(metres) = outline.accuracy_m else {
        return Drawn::Nothing(page.words("no-boundary"));
    };
    // Beside an area the circle would be taken for it.
    let has_circle = page.circle && page.input.layout.map != MapPlace::Absent;
    let key = if has_circle { "no-boundary-circle" } else { "no-boundary-position" };
    let distance = words::rough_length(lang, metres);
    Drawn::Nothing(words::t_with(lang, key, &[("distance", &distance)]))
}

/// What is drawn, where the areas that are published are of other scopes.
fn of_scope(page: &Page<'_>, zone: &Zone) -> Option<String> {
    let lang = page.main_lang();
    let shown = figures::figures_of(page, zone);
    if zone.headline_on(page.input.as_of()).is_some()
        || !shown.iter().any(|figure| figure.quantity.is_ground_area())
    {
        return None;
    }
    let scope = page.input.catalogue.scope(&zone.scope)?.name.get(lang);
    Some(words::t_with(lang, "drawn-of-scope", &[("scope", scope)]))
}

/// A longer note of a figure is left out of a page that is to be read from afar.
const LONG_NOTE_EM: f32 = 34.0;

/// What stands below the name of a figure: its stage, when it was stated, feet in metres, why it differs from the
/// one that leads, and what the catalogue notes of it. A page that is to be read from afar tells why of figures of
/// one scope alone, which bear one name.
pub(super) fn of_figure(page: &Page<'_>, figure: &Figure, from_afar: bool) -> String {
    let lang = page.main_lang();
    let catalogue = page.input.catalogue;
    let stated = words::stated(lang, catalogue, &figure.cite, &figure.stated);
    // Behind its stage a mere date would be that of the works.
    let stated = match catalogue.dating(&figure.cite, &figure.stated) {
        Dating::Stated => words::t_with(lang, "stated-on", &[("date", &stated)]),
        Dating::Bounded | Dating::Estimated => stated,
    };
    let note = figure.note.as_ref().map(|note| note.get(lang).trim_end_matches(['.', '。']));
    let why = why_different(page, figure, (from_afar, note.is_some()));
    let is_short = |note: &&str| !from_afar || width_em(note, Weight::Regular) <= LONG_NOTE_EM;
    let parts = [
        Some(words::basis(lang, figure.basis)),
        Some(stated),
        words::feet_in_metres(lang, figure),
        why,
        note.filter(is_short).map(str::to_owned),
    ];
    parts.into_iter().flatten().collect::<Vec<String>>().join(" · ")
}

/// Why a figure differs. A note of its own says it better than a guess.
fn why_different(
    page: &Page<'_>,
    figure: &Figure,
    (from_afar, has_note): (bool, bool),
) -> Option<String> {
    let catalogue = page.input.catalogue;
    let owner = catalogue.zones.iter().find(|zone| zone.figures.contains(figure))?;
    let at = page.input.as_of();
    if from_afar && words::is_of_another_scope(catalogue, owner, figure, at)
        || has_note && words::differs_by_guess(catalogue, owner, figure, at)
    {
        return None;
    }
    let shown = (at, page.input.unit);
    let why = words::why_different(page.main_lang(), catalogue, owner, figure, shown)?;
    Some(why.trim_end_matches(['.', '。']).to_owned())
}

/// Where the shown numbers of a whole and its parts miss each other by rounding.
pub(super) fn rounding(page: &Page<'_>, shown: &[&Figure]) -> Vec<String> {
    let (catalogue, at) = (page.input.catalogue, page.input.as_of());
    let is_shown = |figure: &Figure| shown.iter().any(|other| other.id == figure.id);
    let has_whole = |zone: &&Zone| {
        zone.figures.iter().any(|figure| figure.quantity.is_ground_area() && is_shown(figure))
    };
    catalogue
        .zones
        .iter()
        .filter(has_whole)
        .flat_map(|zone| sums(catalogue, zone, at))
        .filter(|sum| is_shown(sum.whole) && sum.parts.iter().all(|part| is_shown(part)))
        .filter_map(|sum| words::rounded_sum(page.main_lang(), &sum, page.input.unit))
        .collect()
}

/// The date of a milestone; of a plan also what has become of it.
pub(super) fn when(page: &Page<'_>, zone: &Zone, milestone: &Milestone) -> String {
    let lang = page.chrome_lang();
    let date = words::date(lang, &milestone.date);
    if !milestone.planned {
        return date;
    }
    let (catalogue, at) = (page.input.catalogue, page.input.as_of());
    let outcome = plan_outcome(catalogue, &zone.milestones, milestone, at);
    format!("{date} · {}", words::plan_state(lang, &outcome))
}

/// The sources of what a page says of a milestone: its own, and of a plan also that of what became of it.
pub(super) fn cites<'a>(page: &Page<'a>, milestone: &'a Milestone) -> Vec<&'a Citation> {
    let (catalogue, at) = (page.input.catalogue, page.input.as_of());
    let mut cites = vec![&milestone.cite];
    let zone = page.title_zone().map(|index| &catalogue.zones[index]);
    if let Some(zone) = zone.filter(|_| milestone.planned) {
        let event = match plan_outcome(catalogue, &zone.milestones, milestone, at) {
            Outcome::Came { event, .. } => Some(event),
            Outcome::Since(events) => events.first().copied(),
            Outcome::Description | Outcome::Due | Outcome::Nothing => None,
        };
        cites.extend(event.map(|event| &event.cite));
    }
    cites.dedup_by(|one, other| one.source == other.source && one.locator == other.locator);
    cites
}

/// Why a zone without figures is drawn, as far as that can be said of the day.
pub(super) fn why_drawn<'a>(page: &Page<'a>, zone: &'a Zone) -> Option<&'a str> {
    let at = page.input.as_of();
    let known_now = page.input.catalogue.information_to().is_none_or(|known| known <= at.day);
    let known = zone.is_known_on(page.input.catalogue, at);
    let note = zone.notes.first().filter(|_| known && (known_now || at.clock == Clock::True))?;
    Some(note.get(page.main_lang()).trim_end_matches(['.', '。']))
}

/// The milestones that are told in the place of figures: those of a zone that has none, on a page without a
/// strip of them.
pub(super) fn in_place_of_figures<'a>(page: &Page<'a>, zone: &'a Zone) -> Vec<&'a Milestone> {
    // One of two maps has none.
    let has_strip = page.input.layout.map != MapPlace::Pair && page.has_strip();
    if has_strip { Vec::new() } else { strip::known(page.input, zone) }
}
