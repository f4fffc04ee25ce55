//! The scope note (口径说明): why the areas under one name differ, ready to paste.

use super::{
    basis, citation_after_stated, day as day_words, figure, figure_in, figure_title, stated, t,
    t_with,
};
use crate::model::{
    Lang,
    as_of::AsOf,
    catalogue::Catalogue,
    competing::{Competitor, Difference, Nesting, competitor, difference},
    figure::Figure,
    ruling::Ruling,
    source::Dating,
    units::AreaUnit,
    zone::Zone,
};

/// The ground areas that go by a zone's name, its headline first, then the largest: its own and those
/// of the scopes of its family.
pub fn competing<'a>(catalogue: &'a Catalogue, zone: &'a Zone, at: AsOf) -> Vec<&'a Figure> {
    let family = |scope: &str| catalogue.scope(scope).and_then(|scope| scope.family.as_deref());
    let own = family(&zone.scope);
    let shown = |figure: &&'a Figure| figure.quantity.is_ground_area() && figure.is_known_on(at);
    let mut all: Vec<&Figure> = zone.figures.iter().filter(shown).collect();
    if own.is_some() {
        let others = catalogue.zones.iter().filter(|other| other.id != zone.id);
        all.extend(
            others
                .flat_map(|other| &other.figures)
                .filter(|figure| family(&figure.scope) == own)
                .filter(shown),
        );
    }
    let headline = zone.headline_on(at).map(|figure| figure.id.as_str());
    let area = |figure: &Figure| figure.area_m2().unwrap_or_default();
    all.sort_by(|a, b| {
        let first = |figure: &Figure| Some(figure.id.as_str()) != headline;
        first(a).cmp(&first(b)).then(area(b).total_cmp(&area(a)))
    });
    all
}

/// Why a figure differs from another, in one sentence that names the other: a ground area in the unit that the
/// reader has chosen, as the figure itself is shown, but for a slip of units, which is seen as printed.
pub fn difference_words(lang: Lang, how: Difference, with: &Figure, unit: AreaUnit) -> String {
    let key = match how {
        Difference::Supersedes => "difference-supersedes",
        Difference::Superseded => "difference-superseded",
        Difference::Scope(Nesting::Inside { stated: true }) => "difference-scope-inside",
        Difference::Scope(Nesting::Inside { stated: false }) => "difference-scope-inside-ours",
        Difference::Scope(Nesting::Holds { stated: true }) => "difference-scope-holds",
        Difference::Scope(Nesting::Holds { stated: false }) => "difference-scope-holds-ours",
        Difference::Scope(Nesting::Apart) => "difference-scope",
        Difference::Quantity => "difference-quantity",
        Difference::Misnamed => "difference-misnamed",
        Difference::Same => "difference-same",
        Difference::Rounded => "difference-rounded",
        Difference::Truncated => "difference-truncated",
        Difference::Bound => "difference-bound",
        Difference::UnitSlip => "difference-unit-slip",
        Difference::OtherUnit => "difference-other-unit",
        Difference::Year => "difference-year",
        Difference::Stage => "difference-stage",
        Difference::Unexplained => "difference-unexplained",
    };
    let other = match how {
        Difference::UnitSlip | Difference::OtherUnit => figure(lang, with),
        _ => figure_in(lang, with, unit),
    };
    t_with(lang, key, &[("figure", &other)])
}

/// Why a figure of a zone differs from the one it is held against. `None` for the one that leads.
pub fn why_different(
    lang: Lang,
    catalogue: &Catalogue,
    zone: &Zone,
    figure: &Figure,
    (at, unit): (AsOf, AreaUnit),
) -> Option<String> {
    let Competitor { with, how } = competitor(catalogue, zone, figure, at)?;
    Some(difference_words(lang, how, with, unit))
}

/// The same in short, where it is said once for all that other scopes are not compared.
pub fn why_different_briefly(
    lang: Lang,
    catalogue: &Catalogue,
    zone: &Zone,
    of: &Figure,
    (at, unit): (AsOf, AreaUnit),
) -> Option<String> {
    let Competitor { with, how } = competitor(catalogue, zone, of, at)?;
    let Difference::Scope(nesting) = how else {
        return Some(difference_words(lang, how, with, unit));
    };
    let key = match nesting {
        Nesting::Inside { stated: true } => "nested-inside",
        Nesting::Inside { stated: false } => "nested-inside-ours",
        Nesting::Holds { stated: true } => "nested-holds",
        Nesting::Holds { stated: false } => "nested-holds-ours",
        Nesting::Apart => "nested-apart",
    };
    Some(t_with(lang, key, &[("figure", &figure_in(lang, with, unit))]))
}

/// Whether a figure is of another scope than the one it is held against.
pub fn is_of_another_scope(catalogue: &Catalogue, zone: &Zone, of: &Figure, at: AsOf) -> bool {
    let found = competitor(catalogue, zone, of, at);
    found.is_some_and(|found| matches!(found.how, Difference::Scope(_)))
}

/// Whether no more is known of a difference than that it is there, or that the stages are others.
pub fn differs_by_guess(catalogue: &Catalogue, zone: &Zone, of: &Figure, at: AsOf) -> bool {
    let found = competitor(catalogue, zone, of, at);
    found.is_some_and(|found| matches!(found.how, Difference::Stage | Difference::Unexplained))
}

/// A ruling in one line: why, by whom, when.
pub fn ruling(lang: Lang, ruling: &Ruling) -> String {
    let date = day_words(lang, ruling.on);
    let values = [("reason", ruling.reason.as_str()), ("by", &ruling.by), ("date", &date)];
    t_with(lang, "ruling-line", &values)
}

/// The note as paragraphs. `None` where nothing was published.
pub fn scope_note(
    lang: Lang,
    catalogue: &Catalogue,
    zone: &Zone,
    at: AsOf,
    unit: AreaUnit,
) -> Option<String> {
    let figures = competing(catalogue, zone, at);
    let headline = *figures.first()?;
    let name = match lang {
        Lang::En => &zone.name.en,
        Lang::Zh => &zone.name.zh,
    };
    let known = catalogue.information_to().map_or(at.day, |known| known.min(at.day));
    let date_text = day_words(lang, known);
    let count = figures.len().to_string();
    let values = [("zone", name.as_str()), ("date", date_text.as_str()), ("count", count.as_str())];
    let mut note = t_with(lang, "scope-note-head", &values);
    for (at, each) in figures.iter().enumerate() {
        let printed = figure(lang, each);
        let shown = figure_in(lang, each, unit);
        let value =
            if printed == shown { printed } else { super::with_remark(lang, &printed, &shown) };
        let (open, close) = match lang {
            Lang::En => (" (", ")"),
            Lang::Zh => ("（", "）"),
        };
        let value = value.replace(" (", open).replace(')', close);
        let why = if at == 0 {
            t(lang, "scope-note-used")
        } else {
            difference(catalogue, each, headline)
                .map(|how| difference_words(lang, how, headline, unit))
                .unwrap_or_default()
        };
        let title = figure_title(lang, catalogue, each);
        let basis = basis(lang, each.basis);
        let when = stated(lang, catalogue, &each.cite, &each.stated);
        let on = match catalogue.dating(&each.cite, &each.stated) {
            Dating::Stated => t_with(lang, "scope-note-stated", &[("date", &when)]),
            Dating::Bounded | Dating::Estimated => when,
        };
        let source = citation_after_stated(lang, catalogue, &each.cite);
        let number = (at + 1).to_string();
        let values = [
            ("number", number.as_str()),
            ("title", title.as_str()),
            ("value", value.as_str()),
            ("basis", basis.as_str()),
            ("date", on.as_str()),
            ("source", source.as_str()),
            ("why", why.as_str()),
        ];
        note.push('\n');
        note.push_str(&t_with(lang, "scope-note-row", &values));
    }
    if let Some(decided) = &zone.ruling {
        note.push('\n');
        note.push_str(&ruling(lang, decided));
    }
    note.push('\n');
    // Where it is pasted, a plain space serves better.
    Some(note.replace('\u{a0}', " "))
}
