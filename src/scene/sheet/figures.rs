//! The columns beside or below the map: figures, sources, legend.

use super::{
    PagePart, Seen, SeenLayer, Subject,
    column::{Column, LEADING},
    legend,
    page::Page,
    remarks::{self, Drawn},
    sources::{Notes, sources},
};
use crate::{
    model::{
        Lang,
        as_of::AsOf,
        audit::{AuditClass, audit},
        catalogue::Catalogue,
        figure::Figure,
        measure,
        milestone::Milestone,
        source::Grade,
        zone::{Group, Zone},
    },
    scene::{item::Rect, labels::LabelLang, presence::Presence},
    text::{Weight, shape::width_em},
    words,
};

/// So many figures give way to the sources of milestones.
const MOST_GIVEN_UP: usize = 2;
/// The legend takes at most this share of a column's height beside figures.
const LEGEND_SHARE: f32 = 0.6;
/// Distance of the sources from figures above them, and from the legend below.
const SOURCES_GAP: f32 = 4.0;
const LEGEND_GAP: f32 = 8.0;
pub(super) const BODY: f32 = 14.0;
/// The type of the figure that stands for a zone.
const HEADLINE: f32 = 22.0;
pub(super) const NOTE: f32 = 11.5;
/// Room for the sign of a zone before its name.
const SIGN_ROOM: f32 = 30.0;

/// Columns as they were filled.
pub(super) struct Filled<'a> {
    /// The height that stays free, which is below 0 where not all has room.
    pub free: f32,
    pub notes: Notes<'a>,
}

/// Fills the columns. As many figures are shown as leave room for all their sources; those of the
/// milestones that the page tells are listed too, where that hides no more than a few figures, which
/// stand on an annex or are counted.
pub(super) fn fill<'a>(
    page: &mut Page<'a>,
    frame: Rect,
    seen: &Seen,
    told: &[&'a Milestone],
) -> Filled<'a> {
    let (mut column, side) = page.columns(frame);
    // The legend stands at the foot of the last column.
    let last = side.as_ref().unwrap_or(&column);
    let (legend_x, legend_width, foot) = (last.x, last.width, last.bottom);
    let has_legend = page.input.has(PagePart::Legend);
    let share = if page.input.has(PagePart::Figures) { LEGEND_SHARE } else { 1.0 };
    let legend_room = *page.legend_room.get_or_insert(last.left_over() * share);
    let layout = page.input.layout;
    let most = if page.title_zone().is_some() { layout.figures } else { layout.zones };
    let mut sources_column = match side {
        Some(side) => side,
        None => Column { ..column },
    };
    let below_figures = sources_column.x == column.x;
    let (items, start) = (page.items.len(), column.y);
    let sources_start = sources_column.y;
    let (mut rows, mut legend_top) = (Vec::new(), foot);
    let mut filled = Filled { free: -1.0, notes: Notes::default() };
    let fewest = most.saturating_sub(MOST_GIVEN_UP).max(1);
    let told_first = (fewest..=most).rev().map(|limit| (limit, told));
    // What explains the base map and the strip takes the place of no figure.
    let tries = told_first
        .chain((1..=most).rev().flat_map(|limit| [(limit, told), (limit, &[])]))
        .flat_map(|(limit, told)| [(limit, told, legend_room), (limit, told, 0.0)]);
    for (limit, told, for_small) in tries {
        let mut notes = Notes::default();
        page.items.truncate(items);
        column.y = start;
        // The zones of a table have their signs in it.
        let in_table = if has_legend { in_table(page, seen, limit) } else { Vec::new() };
        let room = (legend_width, legend_room, for_small);
        rows = legend::legend_rows(page, seen, room, &in_table);
        legend_top = if has_legend { foot - legend::legend_height(&rows) } else { foot };
        sources_column.bottom = legend_top - LEGEND_GAP;
        if below_figures {
            column.bottom = sources_column.bottom;
        }
        if page.input.has(PagePart::Figures) {
            of_page(page, &mut column, (seen, &in_table), limit, &mut notes);
            for cite in told.iter().flat_map(|milestone| remarks::cites(page, milestone)) {
                notes.number(cite);
            }
        } else {
            page.left_out = 0;
        }
        sources_column.y = if below_figures { column.y + SOURCES_GAP } else { sources_start };
        let fits = column.left_over() >= 0.0
            && sources(page, &mut sources_column, &notes)
            && free_note(page, &mut sources_column);
        filled.notes = notes;
        if fits {
            filled.free = column.left_over().min(sources_column.left_over());
            break;
        }
    }
    let mut legend_column =
        Column { x: legend_x, y: legend_top, width: legend_width, bottom: foot };
    if has_legend {
        legend::legend(page, &mut legend_column, &rows);
    }
    filled
}

/// The zones that the table of a page names, which may be colored there.
fn in_table(page: &Page<'_>, seen: &Seen, limit: usize) -> Vec<usize> {
    let has_table =
        page.title_zone().is_none() && page.input.has(PagePart::Figures) && page.theming.is_none();
    if !has_table {
        return Vec::new();
    }
    rows_in_view(page, &seen.zones).into_iter().take(limit).collect()
}

/// The areas of a page about a zone, or the headline areas of all, as `id=printed unit`, one a line:
/// what the page can be compared with later.
pub fn remembered(catalogue: &Catalogue, zone: Option<usize>, at: AsOf) -> String {
    /// A page of a large layer does not name them all.
    const MOST: usize = 400;
    let line = |figure: &Figure| format!("{}={} {}", figure.id, figure.printed, figure.unit.code());
    let lines: Vec<String> = match zone {
        Some(index) => catalogue.zones[index]
            .figures
            .iter()
            .filter(|figure| figure.is_known_on(at) && figure.quantity.is_ground_area())
            .map(line)
            .collect(),
        None => {
            let headlines = catalogue.zones.iter().filter_map(|zone| zone.headline_on(at));
            headlines.take(MOST).map(line).collect()
        }
    };
    lines.join("\n")
}

/// The figures of the zone that a page is about, else the zones and layers in view, so many at most. Zones
/// that the legend leaves to the table have their signs there.
pub(super) fn of_page<'a>(
    page: &mut Page<'a>,
    column: &mut Column,
    (seen, signs): (&Seen, &[usize]),
    limit: usize,
    notes: &mut Notes<'a>,
) {
    if let Some(zone) = page.title_zone().map(|index| &page.input.catalogue.zones[index]) {
        zone_figures(page, column, zone, limit, notes);
        return;
    }
    page.left_out = 0;
    if !seen.zones.is_empty() || seen.layers.is_empty() {
        zone_table(page, column, (&seen.zones, signs), limit, notes);
    }
    for layer in &seen.layers {
        layer_figures(page, column, layer);
    }
}

/// The note that whoever makes the page gave it. Says whether it had room.
fn free_note(page: &mut Page<'_>, column: &mut Column) -> bool {
    let note = page.input.marks.note.trim();
    if note.is_empty() {
        return true;
    }
    let ui = page.palette.ui;
    column.y += 4.0;
    let heading = page.words("sheet-note");
    column.heading(page, &heading);
    column.paragraph(page, note, (Weight::Regular, NOTE + 1.0, ui.text), 0.0, 0.0);
    column.left_over() >= 0.0
}

/// The figures of a zone in the order in which a page shows them: its own areas, the headline first; a few of
/// the other areas that go by its name, its parts before the rest; what else is known of it; the others
/// of its name; and last what was replaced or says the same again.
pub(super) fn figures_of<'a>(page: &Page<'a>, zone: &'a Zone) -> Vec<&'a Figure> {
    figures_on(page.input.catalogue, zone, page.input.as_of())
}

/// The same on a day.
pub(super) fn figures_on<'a>(
    catalogue: &'a Catalogue,
    zone: &'a Zone,
    at: AsOf,
) -> Vec<&'a Figure> {
    let shown =
        |figure: &&'a Figure| figure.is_known_on(at) && catalogue.grade(&figure.cite) != Grade::U;
    let headline = zone.headline_on(at).map(|figure| figure.id.as_str());
    let (mut figures, rest): (Vec<&Figure>, Vec<&Figure>) =
        zone.figures.iter().filter(shown).partition(|figure| figure.quantity.is_ground_area());
    figures.sort_by_key(|figure| Some(figure.id.as_str()) != headline);
    let mut later = Vec::new();
    let mut set_apart = |of: &mut Vec<&'a Figure>| {
        let (now, last) = of.iter().partition(|figure| !is_said_better(zone, figure, of));
        *of = now;
        later.extend::<Vec<&Figure>>(last);
    };
    let mut rest = rest;
    set_apart(&mut figures);
    set_apart(&mut rest);
    let mut remaining = Vec::new();
    let family = |scope: &str| catalogue.scope(scope).and_then(|scope| scope.family.as_deref());
    if let Some(name) = family(&zone.scope) {
        let mut others: Vec<&Figure> = catalogue
            .zones
            .iter()
            .filter(|other| other.id != zone.id && family(&other.scope) == Some(name))
            .filter_map(|other| other.headline_on(at))
            .filter(shown)
            .filter(|figure| !figures.iter().any(|own| own.scope == figure.scope))
            .collect();
        others.sort_by(|a, b| b.area_m2().unwrap_or(0.0).total_cmp(&a.area_m2().unwrap_or(0.0)));
        let is_part = |figure: &&Figure| {
            let scope = catalogue.scope(&figure.scope);
            scope.is_some_and(|scope| scope.within.iter().any(|whole| whole.scope == zone.scope))
        };
        others.sort_by_key(|figure| !is_part(figure));
        let parts = others.iter().filter(|figure| is_part(figure)).count();
        remaining = others.split_off(others.len().min(parts.max(MOST_OTHERS)));
        figures.append(&mut others);
    }
    figures.extend(rest);
    figures.append(&mut remaining);
    figures.append(&mut later);
    figures
}

/// So many areas of other zones go before what else is known of a zone.
const MOST_OTHERS: usize = 2;

/// Whether a figure was replaced by another of its zone, or says what one before it says.
fn is_said_better(zone: &Zone, figure: &Figure, among: &[&Figure]) -> bool {
    let is_replaced = zone.figures.iter().any(|other| {
        other.supersedes.as_ref() == Some(&figure.id) && among.iter().any(|at| at.id == other.id)
    });
    let is_same = |other: &&&Figure| {
        other.scope == figure.scope
            && other.quantity == figure.quantity
            && other.unit == figure.unit
            && other.printed == figure.printed
            && other.precision == figure.precision
    };
    let first = among.iter().find(is_same);
    is_replaced || first.is_some_and(|first| first.id != figure.id)
}

fn zone_figures<'a>(
    page: &mut Page<'a>,
    column: &mut Column,
    zone: &'a Zone,
    limit: usize,
    notes: &mut Notes<'a>,
) {
    let heading = page.words("sheet-figures");
    column.heading(page, &heading);
    let known = figures_of(page, zone);
    let weak = page.palette.ui.weak;
    let is_known = zone.is_known_on(page.input.catalogue, page.input.as_of());
    if known.is_empty() && is_known {
        instead_of_figures(page, column, zone, limit, notes);
    }
    let headline = zone.headline_on(page.input.as_of()).map(|figure| figure.id.as_str());
    for figure in known.iter().take(limit) {
        let size = if Some(figure.id.as_str()) == headline { HEADLINE } else { BODY };
        figure_row(page, column, figure, size, notes);
    }
    for sum in remarks::rounding(page, &known[..known.len().min(limit)]) {
        column.paragraph(page, &sum, (Weight::Regular, NOTE, weak), 0.0, 0.0);
        column.rule(page);
    }
    page.left_out = known.len().saturating_sub(limit);
    page.annex_from = limit;
    if page.left_out > 0 {
        let more = page.more(page.left_out);
        column.paragraph(page, &more, (Weight::Regular, NOTE, weak), 0.0, 0.0);
        column.rule(page);
    }
    drawn_row(page, column, zone);
}

/// That a zone has no figures, why it is drawn, and what is told of it instead.
fn instead_of_figures<'a>(
    page: &mut Page<'a>,
    column: &mut Column,
    zone: &'a Zone,
    limit: usize,
    notes: &mut Notes<'a>,
) {
    let ui = page.palette.ui;
    let none = page.words("sheet-none-published");
    column.paragraph(page, &none, (Weight::Regular, BODY, ui.weak), 0.0, 0.0);
    if let Some(why) = remarks::why_drawn(page, zone) {
        column.paragraph(page, why, (Weight::Regular, NOTE, ui.weak), 0.0, 0.0);
    }
    column.rule(page);
    let told = remarks::in_place_of_figures(page, zone);
    for milestone in told.iter().take(limit) {
        let number = notes.number(&milestone.cite);
        let baseline = column.y + BODY * LEADING - BODY * 0.28;
        let at = [column.x + column.width, baseline];
        page.text_right(&format!("[{number}]"), Weight::Regular, NOTE, at, ui.weak);
        let text = |lang: Lang| milestone.text.get(lang).trim_end_matches(['.', '。']).to_owned();
        in_languages(page, column, text, 0.0, 34.0);
        let when = remarks::when(page, zone, milestone);
        column.paragraph(page, &when, (Weight::Regular, NOTE, ui.weak), 0.0, 34.0);
        column.rule(page);
    }
    if told.len() > limit {
        let more = page.more(told.len() - limit);
        column.paragraph(page, &more, (Weight::Regular, NOTE, ui.weak), 0.0, 0.0);
        column.rule(page);
    }
}

fn figure_row<'a>(
    page: &mut Page<'a>,
    column: &mut Column,
    figure: &'a Figure,
    size: f32,
    notes: &mut Notes<'a>,
) {
    let lang = page.main_lang();
    let catalogue = page.input.catalogue;
    let number = notes.number(&figure.cite);
    let value = words::figure_in(lang, figure, page.input.unit);
    let name = |lang: Lang| words::figure_title(lang, catalogue, figure);
    let ui = page.palette.ui;
    let value_width = width_em(&value, Weight::Bold) * size + 34.0;
    let baseline = column.y + size * LEADING - size * 0.28;
    let right = column.x + column.width;
    page.text_right(&value, Weight::Bold, size, [right - 22.0, baseline], ui.text);
    page.text_right(&format!("[{number}]"), Weight::Regular, NOTE, [right, baseline], ui.weak);
    // What stands beside a large value stands on its line.
    column.y += (size - BODY) * (LEADING - 0.28);
    let value_room = value_width.min(column.width * 0.55);
    in_languages(page, column, name, 0.0, value_room);
    // A slide is to be read from afar, paper is not.
    let stated = remarks::of_figure(page, figure, page.input.dpi.is_none());
    column.paragraph(page, &stated, (Weight::Regular, NOTE, ui.weak), 0.0, value_room);
    column.rule(page);
}

/// Words in the language of a page; in both, the English ones smaller below the Chinese ones.
fn in_languages(
    page: &mut Page<'_>,
    column: &mut Column,
    words: impl Fn(Lang) -> String,
    indent: f32,
    right: f32,
) {
    let ui = page.palette.ui;
    let (first, second) = match page.input.lang {
        LabelLang::One(lang) => (lang, None),
        LabelLang::Both => (Lang::Zh, Some(Lang::En)),
    };
    column.paragraph(page, &words(first), (Weight::Regular, BODY, ui.text), indent, right);
    if let Some(second) = second {
        column.paragraph(page, &words(second), (Weight::Regular, NOTE, ui.weak), indent, right);
    }
}

/// The drawn area with its method and audit.
fn drawn_row(page: &mut Page<'_>, column: &mut Column, zone: &Zone) {
    let lang = page.main_lang();
    let ui = page.palette.ui;
    let (value, audit, quality) = match remarks::drawn(page, zone) {
        Drawn::Nothing(why) => {
            column.paragraph(page, &why, (Weight::Regular, BODY, ui.weak), 0.0, 0.0);
            return;
        }
        Drawn::Area { value, audit, quality, .. } => (value, audit, quality),
    };
    let baseline = column.y + BODY * LEADING - BODY * 0.28;
    let right = column.x + column.width;
    page.text_right(&value, Weight::Bold, BODY, [right - 22.0, baseline], ui.text);
    let title = page.words("drawn-on-map");
    let room = width_em(&value, Weight::Bold) * BODY + 34.0;
    column.paragraph(page, &title, (Weight::Regular, BODY, ui.text), 0.0, room);
    let mut how = words::t(lang, "drawn-how");
    if let Some(audit) = audit {
        how = format!("{how} · {audit}");
    }
    column.paragraph(page, &how, (Weight::Regular, NOTE, ui.weak), 0.0, 0.0);
    column.paragraph(page, &quality, (Weight::Regular, NOTE, ui.weak), 0.0, 0.0);
    column.rule(page);
}

/// The zones of a table, as indices in the catalogue: those of the report alone where there are some.
pub(super) fn rows_in_view(page: &Page<'_>, seen: &[usize]) -> Vec<usize> {
    let group = |index: &usize| page.input.catalogue.zones[*index].group;
    let mut rows = seen.to_vec();
    rows.sort_by_key(group);
    if rows.iter().any(|index| group(index) == Group::Report) {
        rows.retain(|index| group(index) == Group::Report);
    }
    rows
}

/// All zones in view, with published and drawn area; those that the legend leaves to the table with
/// their signs.
fn zone_table<'a>(
    page: &mut Page<'a>,
    column: &mut Column,
    (seen, signs): (&[usize], &[usize]),
    limit: usize,
    notes: &mut Notes<'a>,
) {
    let lang = page.main_lang();
    let at = page.input.as_of();
    let unit = page.input.unit;
    let ui = page.palette.ui;
    let heading = page.words("sheet-figures");
    column.heading(page, &words::with_remark(lang, &heading, &words::area_unit(lang, unit)));
    let right = column.x + column.width;
    let columns = [right - 130.0, right - 28.0];
    column.y += NOTE * 1.35;
    for (key, x) in [("column-published", columns[0]), ("column-drawn", columns[1])] {
        page.text_right(&page.words(key), Weight::Regular, NOTE, [x, column.y - 3.0], ui.weak);
    }
    column.rule(page);
    let rows = rows_in_view(page, seen);
    let left_out = rows.len().saturating_sub(limit);
    page.left_out = left_out;
    let mut has_fitted = false;
    for index in rows.into_iter().take(limit) {
        let zone = &page.input.catalogue.zones[index];
        let baseline = column.y + BODY * LEADING - BODY * 0.28;
        let figure = zone.headline_on(at);
        let published = figure
            .and_then(|figure| words::area_number(figure, unit))
            .unwrap_or_else(|| "—".to_owned());
        let drawn = zone
            .outline_on(at)
            .map(|outline| measure::area_m2(&outline.geometry))
            .filter(|area| *area > 0.0)
            .map_or_else(|| "—".to_owned(), |area| unit.format(area));
        page.text_right(&published, Weight::Bold, BODY, [columns[0], baseline], ui.text);
        // What was drawn to a figure must not look like a test of it.
        let is_fitted = is_fitted(page, zone);
        has_fitted |= is_fitted;
        let ink = if is_fitted { ui.weak } else { ui.text };
        page.text_right(&drawn, Weight::Regular, BODY, [columns[1], baseline], ink);
        if let Some(figure) = figure {
            let note = format!("[{}]", notes.number(&figure.cite));
            page.text_right(&note, Weight::Regular, NOTE, [right, baseline], ui.weak);
        }
        let indent = if signs.is_empty() { 0.0 } else { SIGN_ROOM };
        if signs.contains(&index) {
            let middle = column.y + BODY * LEADING / 2.0;
            let (presence, letter) =
                page.signs.get(&index).copied().unwrap_or((Presence::Area, None));
            let sample = Rect::new(column.x, middle - 5.0, 22.0, 10.0);
            legend::zone_sample(page, (index, presence, letter), sample);
        }
        let name = |lang: Lang| zone.name.short(lang).to_owned();
        in_languages(page, column, name, indent, 200.0);
        column.rule(page);
    }
    if left_out > 0 {
        let more = page.more(left_out);
        column.paragraph(page, &more, (Weight::Regular, NOTE, ui.weak), 0.0, 0.0);
    }
    let mut remarks = vec![words::t(lang, "drawn-method")];
    remarks.extend(has_fitted.then(|| words::t(lang, "drawn-fitted")));
    remarks.extend(not_drawn(page, seen));
    for remark in remarks {
        column.paragraph(page, &remark, (Weight::Regular, NOTE, ui.weak), 0.0, 0.0);
    }
}

/// Whether the outline of a zone was drawn so that its area meets the figure that stands for it.
fn is_fitted(page: &Page<'_>, zone: &Zone) -> bool {
    let at = page.input.as_of();
    let result = zone
        .headline_on(at)
        .zip(zone.outline_on(at))
        .and_then(|(figure, outline)| audit(page.input.catalogue, figure, outline));
    result.is_some_and(|result| result.class == AuditClass::Fitted)
}

/// Which zones of the report its page does not show, since a position is drawn from a larger scale on.
pub(super) fn not_drawn(page: &Page<'_>, seen: &[usize]) -> Option<String> {
    if page.input.subject != Subject::Report {
        return None;
    }
    let (lang, at) = (page.main_lang(), page.input.as_of());
    let zones = page.input.catalogue.zones.iter().enumerate();
    let names: Vec<&str> = zones
        .filter(|(index, zone)| {
            zone.group == Group::Report && zone.outline_on(at).is_some() && !seen.contains(index)
        })
        .map(|(_, zone)| zone.name.short(lang))
        .collect();
    let names = names.join(words::list_separator(lang));
    (!names.is_empty()).then(|| words::t_with(lang, "sheet-not-drawn", &[("zones", &names)]))
}

/// How many areas of a large layer are in view, and how large they are.
fn layer_figures(page: &mut Page<'_>, column: &mut Column, layer: &SeenLayer) {
    let (Some(smallest), Some(largest)) = (layer.areas.first(), layer.areas.last()) else { return };
    let lang = page.main_lang();
    let unit = page.input.unit;
    let ui = page.palette.ui;
    let name = page.in_languages(|lang| layer.name.get(lang).to_owned());
    column.heading(page, &name);
    let area = |m2: f64| words::area(lang, unit, m2);
    let rows = [
        ("sheet-layer-count", words::count(layer.areas.len())),
        ("sheet-layer-sum", area(layer.areas.iter().sum())),
        ("sheet-layer-median", area(layer.areas[layer.areas.len() / 2])),
        ("sheet-layer-range", words::span(lang, &area(*smallest), &area(*largest))),
    ];
    for (key, value) in rows {
        let baseline = column.y + BODY * LEADING - BODY * 0.28;
        let right = column.x + column.width;
        page.text_right(&value, Weight::Bold, BODY, [right, baseline], ui.text);
        let room = width_em(&value, Weight::Bold) * BODY + 12.0;
        let title = page.words(key);
        column.paragraph(page, &title, (Weight::Regular, BODY, ui.text), 0.0, room);
        column.rule(page);
    }
    let method = words::t(lang, "drawn-method");
    column.paragraph(page, &method, (Weight::Regular, NOTE, ui.weak), 0.0, 0.0);
}
