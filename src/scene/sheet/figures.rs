//! The columns beside or below the map: figures, sources, legend.

use super::{
    PagePart, Seen, SeenLayer,
    column::Column,
    legend,
    page::Page,
    sources::{Notes, sources},
};
use crate::{
    model::{
        Lang,
        as_of::AsOf,
        audit::audit,
        catalogue::Catalogue,
        figure::Figure,
        measure,
        source::Grade,
        zone::{Group, Zone},
    },
    scene::{item::Rect, labels::LabelLang},
    text::Weight,
    words,
};

/// The legend takes at most this share of a column's height.
const LEGEND_SHARE: f32 = 0.36;
pub(super) const BODY: f32 = 14.0;
pub(super) const NOTE: f32 = 11.5;

/// Fills the columns. As many figures are shown as leave room for all their sources. Gives the height
/// that stays free, which is below 0 where not all has room.
pub(super) fn fill(page: &mut Page<'_>, frame: Rect, seen: &Seen) -> f32 {
    let (mut column, side) = page.columns(frame);
    // The legend stands at the foot of the last column.
    let last = side.as_ref().unwrap_or(&column);
    let (legend_x, legend_width, foot) = (last.x, last.width, last.bottom);
    let has_legend = page.input.has(PagePart::Legend);
    let share = if page.input.has(PagePart::Figures) { LEGEND_SHARE } else { 1.0 };
    let legend_room = *page.legend_room.get_or_insert(last.left_over() * share);
    let rows = legend::legend_rows(page, seen, legend_room);
    let legend_top = if has_legend { foot - legend::legend_height(&rows) } else { foot };
    let layout = page.input.layout;
    let most = if page.title_zone().is_some() { layout.figures } else { layout.zones };
    let mut sources_column = match side {
        Some(side) => Column { bottom: legend_top, ..side },
        None => {
            column.bottom = legend_top;
            Column { ..column }
        }
    };
    let below_figures = sources_column.x == column.x;
    let (items, start) = (page.items.len(), column.y);
    let sources_start = sources_column.y;
    let mut free = -1.0;
    for limit in (1..=most).rev() {
        let mut notes = Notes::default();
        page.items.truncate(items);
        column.y = start;
        if !page.input.has(PagePart::Figures) {
            page.left_out = 0;
        } else if page.title_zone().is_some() {
            of_page(page, &mut column, limit, &mut notes);
        } else {
            if !seen.zones.is_empty() || seen.layers.is_empty() {
                zone_table(page, &mut column, &seen.zones, limit, &mut notes);
            }
            for layer in &seen.layers {
                layer_figures(page, &mut column, layer);
            }
        }
        sources_column.y = if below_figures { column.y } else { sources_start };
        let fits = column.left_over() >= 0.0
            && sources(page, &mut sources_column, &notes)
            && free_note(page, &mut sources_column);
        if fits {
            free = column.left_over().min(sources_column.left_over());
            break;
        }
    }
    let mut legend_column =
        Column { x: legend_x, y: legend_top, width: legend_width, bottom: foot };
    if has_legend {
        legend::legend(page, &mut legend_column, &rows);
    }
    free
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

/// The figures of the zone that a page is about, so many at most.
pub(super) fn of_page<'a>(
    page: &mut Page<'a>,
    column: &mut Column,
    limit: usize,
    notes: &mut Notes<'a>,
) {
    let zone = page.title_zone().map(|index| &page.input.catalogue.zones[index]);
    match zone {
        Some(zone) => zone_figures(page, column, zone, limit, notes),
        None => page.left_out = 0,
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

/// The figures of a zone in the order in which a page shows them: its own areas, the headline first,
/// then the other areas that go by its name, then the rest.
pub(super) fn figures_of<'a>(page: &Page<'a>, zone: &'a Zone) -> Vec<&'a Figure> {
    let catalogue = page.input.catalogue;
    let at = page.input.as_of();
    let shown =
        |figure: &&'a Figure| figure.is_known_on(at) && catalogue.grade(&figure.cite) != Grade::U;
    let headline = zone.headline_on(at).map(|figure| figure.id.as_str());
    let (mut figures, rest): (Vec<&Figure>, Vec<&Figure>) =
        zone.figures.iter().filter(shown).partition(|figure| figure.quantity.is_ground_area());
    figures.sort_by_key(|figure| Some(figure.id.as_str()) != headline);
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
        figures.append(&mut others);
    }
    figures.extend(rest);
    figures
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
    if known.is_empty() {
        let none = page.words("sheet-none-published");
        column.paragraph(page, &none, (Weight::Regular, BODY, weak), 0.0, 0.0);
    }
    for figure in known.iter().take(limit) {
        figure_row(page, column, figure, notes);
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

fn figure_row<'a>(
    page: &mut Page<'a>,
    column: &mut Column,
    figure: &'a Figure,
    notes: &mut Notes<'a>,
) {
    let lang = page.main_lang();
    let catalogue = page.input.catalogue;
    let number = notes.number(&figure.cite);
    let value = words::figure_in(lang, figure, page.input.unit);
    let name = |lang: Lang| words::figure_title(lang, catalogue, figure);
    let ui = page.palette.ui;
    let value_width = page.cache.get(&value, Weight::Bold).width_em * BODY + 34.0;
    let baseline = column.y + BODY * 1.35 - BODY * 0.28;
    let right = column.x + column.width;
    page.text_right(&value, Weight::Bold, BODY, [right - 22.0, baseline], ui.text);
    page.text_right(&format!("[{number}]"), Weight::Regular, NOTE, [right, baseline], ui.weak);
    let value_room = value_width.min(column.width * 0.55);
    match page.input.lang {
        LabelLang::One(lang) => {
            column.paragraph(page, &name(lang), (Weight::Regular, BODY, ui.text), 0.0, value_room);
        }
        LabelLang::Both => {
            column.paragraph(
                page,
                &name(Lang::Zh),
                (Weight::Regular, BODY, ui.text),
                0.0,
                value_room,
            );
            column.paragraph(
                page,
                &name(Lang::En),
                (Weight::Regular, NOTE, ui.weak),
                0.0,
                value_room,
            );
        }
    }
    let stated =
        format!("{} · {}", words::basis(lang, figure.basis), words::date(lang, &figure.stated));
    column.paragraph(page, &stated, (Weight::Regular, NOTE, ui.weak), 0.0, value_room);
    column.rule(page);
}

/// The drawn area with its method and audit.
fn drawn_row(page: &mut Page<'_>, column: &mut Column, zone: &Zone) {
    let lang = page.main_lang();
    let at = page.input.as_of();
    let ui = page.palette.ui;
    if !zone.is_known_on(page.input.catalogue, at) {
        let unknown = page.words("sheet-not-yet-known");
        column.paragraph(page, &unknown, (Weight::Regular, BODY, ui.weak), 0.0, 0.0);
        return;
    }
    let Some(outline) = zone.outline_on(at) else { return };
    let drawn = measure::area_m2(&outline.geometry);
    if drawn <= 0.0 {
        let none = page.words("no-boundary");
        column.paragraph(page, &none, (Weight::Regular, BODY, ui.weak), 0.0, 0.0);
        return;
    }
    let value = words::area(lang, page.input.unit, drawn);
    let baseline = column.y + BODY * 1.35 - BODY * 0.28;
    page.text_right(
        &value,
        Weight::Bold,
        BODY,
        [column.x + column.width - 22.0, baseline],
        ui.text,
    );
    let title = page.words("drawn-on-map");
    let room = page.cache.get(&value, Weight::Bold).width_em * BODY + 34.0;
    column.paragraph(page, &title, (Weight::Regular, BODY, ui.text), 0.0, room);
    let mut how = words::t(lang, "drawn-how");
    if let Some(result) =
        zone.headline_on(at).and_then(|figure| audit(page.input.catalogue, figure, outline))
    {
        how = format!("{how} · {}", words::audit_class(lang, result.class));
    }
    column.paragraph(page, &how, (Weight::Regular, NOTE, ui.weak), 0.0, 0.0);
    let quality = words::outline_quality(lang, outline);
    column.paragraph(page, &quality, (Weight::Regular, NOTE, ui.weak), 0.0, 0.0);
    column.rule(page);
}

/// The zones of a table: those of the report alone where there are some.
pub(super) fn rows_in_view<'a>(page: &Page<'a>, seen: &[usize]) -> Vec<&'a Zone> {
    let catalogue = page.input.catalogue;
    let mut rows: Vec<&Zone> = seen.iter().map(|index| &catalogue.zones[*index]).collect();
    rows.sort_by_key(|zone| zone.group);
    if rows.iter().any(|zone| zone.group == Group::Report) {
        rows.retain(|zone| zone.group == Group::Report);
    }
    rows
}

/// All zones in view, with published and drawn area.
fn zone_table<'a>(
    page: &mut Page<'a>,
    column: &mut Column,
    seen: &[usize],
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
    for zone in rows.into_iter().take(limit) {
        let baseline = column.y + BODY * 1.35 - BODY * 0.28;
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
        page.text_right(&drawn, Weight::Regular, BODY, [columns[1], baseline], ui.text);
        if let Some(figure) = figure {
            let note = format!("[{}]", notes.number(&figure.cite));
            page.text_right(&note, Weight::Regular, NOTE, [right, baseline], ui.weak);
        }
        let room = 200.0;
        match page.input.lang {
            LabelLang::One(lang) => {
                column.paragraph(
                    page,
                    zone.name.short(lang),
                    (Weight::Regular, BODY, ui.text),
                    0.0,
                    room,
                );
            }
            LabelLang::Both => {
                column.paragraph(
                    page,
                    zone.name.short(Lang::Zh),
                    (Weight::Regular, BODY, ui.text),
                    0.0,
                    room,
                );
                column.paragraph(
                    page,
                    zone.name.short(Lang::En),
                    (Weight::Regular, NOTE, ui.weak),
                    0.0,
                    room,
                );
            }
        }
        column.rule(page);
    }
    if left_out > 0 {
        let more = page.more(left_out);
        column.paragraph(page, &more, (Weight::Regular, NOTE, ui.weak), 0.0, 0.0);
    }
    let method = words::t(lang, "drawn-method");
    column.paragraph(page, &method, (Weight::Regular, NOTE, ui.weak), 0.0, 0.0);
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
        ("sheet-layer-range", format!("{} – {}", area(*smallest), area(*largest))),
    ];
    for (key, value) in rows {
        let baseline = column.y + BODY * 1.35 - BODY * 0.28;
        let right = column.x + column.width;
        page.text_right(&value, Weight::Bold, BODY, [right, baseline], ui.text);
        let room = page.cache.get(&value, Weight::Bold).width_em * BODY + 12.0;
        let title = page.words(key);
        column.paragraph(page, &title, (Weight::Regular, BODY, ui.text), 0.0, room);
        column.rule(page);
    }
    let method = words::t(lang, "drawn-method");
    column.paragraph(page, &method, (Weight::Regular, NOTE, ui.weak), 0.0, 0.0);
}
