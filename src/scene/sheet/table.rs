//! A page of figures without a map: a zone's figures in all units, or the zones with their areas.

use super::{
    column::Column,
    figures::{self, BODY, NOTE},
    furniture,
    page::{Arrangement, MARGIN, Page, TOP},
    remarks::{self, Drawn},
    sources::{self, Notes},
};
use crate::{
    model::{
        Lang,
        audit::{AuditClass, audit},
        figure::Figure,
        measure,
        units::AreaUnit,
        zone::{Group, Zone},
    },
    scene::labels::LabelLang,
    text::{Weight, breaking::elide, shape::width_em},
    words,
};

/// A cell that has no value.
const NONE: &str = "—";
const UNITS: [AreaUnit; 3] = [AreaUnit::Km2, AreaUnit::Ha, AreaUnit::Mu];

/// One row: a name, what qualifies it, numbers, and the number of its source.
struct Row {
    name: String,
    detail: String,
    cells: Vec<String>,
    note: Option<usize>,
    /// Whether it has an area measured on a map.
    is_drawn: bool,
}

/// The columns of numbers: their heads, and their widths in logical pixels.
struct Columns {
    head: String,
    heads: Vec<String>,
    widths: Vec<f32>,
}

/// How much larger the type of a page of few figures may be, so that the page is filled.
const TYPE_SIZES: [f32; 4] = [1.5, 1.35, 1.2, 1.1];

/// A page of figures with its title, in the largest type in which all of it has room.
pub(super) fn page_in_largest_type<'a>(page: Page<'a>, credits: &str) -> Page<'a> {
    let may_grow = page.input.scale.is_none() && page.input.from_row == 0;
    for times in TYPE_SIZES.into_iter().filter(|_| may_grow) {
        let mut larger = page.with_type(times);
        larger.foot = furniture::footer_height(&larger, credits);
        if larger.arrangement() != Arrangement::NoMap {
            continue;
        }
        larger.title();
        if fill(&mut larger) && larger.left_out == 0 {
            return larger;
        }
    }
    let mut page = page;
    page.title();
    fill(&mut page);
    page
}

/// Fills the page; what has no room is counted. Says whether the last row and all notes have room.
fn fill(page: &mut Page<'_>) -> bool {
    let bottom = page.height - page.foot;
    let start = page.items.len();
    let all = row_count(page).saturating_sub(page.input.from_row);
    let most = match page.title_zone() {
        Some(_) => page.input.layout.figures,
        None => page.input.layout.zones,
    };
    for limit in (1..=most.min(all).max(1)).rev() {
        page.items.truncate(start);
        let mut notes = Notes::default();
        let (columns, rows) = match page.title_zone() {
            Some(index) => {
                let zone = &page.input.catalogue.zones[index];
                (zone_columns(page), zone_rows(page, zone, limit, &mut notes))
            }
            None => (report_columns(page), report_rows(page, limit, &mut notes)),
        };
        page.left_out = all.saturating_sub(limit);
        page.annex_from = page.input.from_row + limit;
        let mut y = draw_rows(page, &columns, &rows);
        if page.left_out > 0 {
            let more = page.more(page.left_out);
            let weak = page.palette.ui.weak;
            y += NOTE * 1.5;
            page.text(&more, Weight::Regular, NOTE, [MARGIN, y - 3.0], weak);
        }
        for sum in rounding(page, limit) {
            let weak = page.palette.ui.weak;
            y += NOTE * 1.5;
            page.text(&sum, Weight::Regular, NOTE, [MARGIN, y - 3.0], weak);
        }
        if rows.iter().any(|row| row.is_drawn) {
            let method = words::t(page.main_lang(), "drawn-method");
            let weak = page.palette.ui.weak;
            y += NOTE * 1.5;
            page.text(&method, Weight::Regular, NOTE, [MARGIN, y - 3.0], weak);
        }
        y = note(page, y);
        if sources::sources_across(page, y, &notes, None) <= bottom {
            return true;
        }
    }
    false
}

/// Where the numbers of a whole and its parts on the page miss each other by rounding.
fn rounding(page: &Page<'_>, limit: usize) -> Vec<String> {
    let Some(index) = page.title_zone() else { return Vec::new() };
    let figures = figures::figures_of(page, &page.input.catalogue.zones[index]);
    let shown: Vec<&Figure> = figures.into_iter().skip(page.input.from_row).take(limit).collect();
    remarks::rounding(page, &shown)
}

/// The free note across the page; its foot.
fn note(page: &mut Page<'_>, y: f32) -> f32 {
    let note = page.input.marks.note.trim();
    if note.is_empty() {
        return y;
    }
    let width = page.width - 2.0 * MARGIN;
    let mut column = Column { x: MARGIN, y: y + 4.0, width, bottom: page.height };
    let heading = page.words("sheet-note");
    column.heading(page, &heading);
    let color = page.palette.ui.text;
    column.paragraph(page, note, (Weight::Regular, BODY, color), 0.0, 0.0);
    column.y
}

fn row_count(page: &Page<'_>) -> usize {
    match page.title_zone() {
        Some(index) => figures::figures_of(page, &page.input.catalogue.zones[index]).len(),
        None => report_zones(page).len(),
    }
}

fn zone_columns(page: &Page<'_>) -> Columns {
    let lang = page.main_lang();
    let mut heads = vec![page.words("sheet-as-printed")];
    heads.extend(UNITS.iter().map(|unit| words::area_unit(lang, *unit)));
    Columns { head: page.words("sheet-figures"), heads, widths: vec![230.0, 110.0, 120.0, 130.0] }
}

fn zone_rows<'a>(page: &Page<'a>, zone: &'a Zone, limit: usize, notes: &mut Notes<'a>) -> Vec<Row> {
    let lang = page.main_lang();
    let catalogue = page.input.catalogue;
    let shown = figures::figures_of(page, zone);
    let row =
        |figure: &'a Figure, note: usize| {
            let title = |lang: Lang| words::figure_title(lang, catalogue, figure);
            let stated = remarks::of_figure(page, figure, false);
            let detail = match page.input.lang {
                LabelLang::One(_) => stated,
                LabelLang::Both => format!("{} · {stated}", title(Lang::En)),
            };
            let mut cells = vec![words::figure(lang, figure)];
            cells.extend(UNITS.map(|unit| {
                words::area_cell(lang, figure, unit).unwrap_or_else(|| NONE.to_owned())
            }));
            let name = match page.input.lang {
                LabelLang::One(lang) => title(lang),
                LabelLang::Both => title(Lang::Zh),
            };
            Row { name, detail, cells, note: Some(note), is_drawn: false }
        };
    let mut rows: Vec<Row> = shown
        .into_iter()
        .skip(page.input.from_row)
        .take(limit)
        .map(|figure| row(figure, notes.number(&figure.cite)))
        .collect();
    let is_known = zone.is_known_on(catalogue, page.input.as_of());
    if rows.is_empty() && is_known {
        rows.extend(instead_of_figures(page, zone, notes));
    }
    if page.input.from_row == 0 {
        rows.push(drawn_row(page, zone));
    }
    rows
}

/// That a zone has no figures, why it is drawn, and what is told of it instead.
fn instead_of_figures<'a>(page: &Page<'a>, zone: &'a Zone, notes: &mut Notes<'a>) -> Vec<Row> {
    let why = remarks::why_drawn(page, zone).unwrap_or_default();
    let words = |name: String, detail: String, note: Option<usize>| Row {
        name,
        detail,
        cells: Vec::new(),
        note,
        is_drawn: false,
    };
    let mut rows = vec![words(page.words("sheet-none-published"), why.to_owned(), None)];
    let told = remarks::in_place_of_figures(page, zone);
    rows.extend(told.into_iter().take(page.input.layout.figures).map(|milestone| {
        let text = |lang: Lang| milestone.text.get(lang).trim_end_matches(['.', '。']).to_owned();
        let note = notes.number(&milestone.cite);
        words(page.in_languages(text), remarks::when(page, zone, milestone), Some(note))
    }));
    rows
}

fn drawn_row(page: &Page<'_>, zone: &Zone) -> Row {
    let row = |name, detail, cells, is_drawn| Row { name, detail, cells, note: None, is_drawn };
    match remarks::drawn(page, zone) {
        Drawn::Nothing(why) => row(why, String::new(), Vec::new(), false),
        Drawn::Area { numbers, audit, quality, .. } => {
            let detail = match audit {
                Some(audit) => format!("{quality} · {audit}"),
                None => quality,
            };
            let mut cells = vec![NONE.to_owned()];
            cells.extend(numbers);
            row(page.words("drawn-area"), detail, cells, true)
        }
    }
}

fn report_columns(page: &Page<'_>) -> Columns {
    let lang = page.main_lang();
    let published = page.words("column-published");
    let mut heads: Vec<String> = UNITS
        .iter()
        .map(|unit| format!("{published} · {}", words::area_unit(lang, *unit)))
        .collect();
    let km2 = words::area_unit(lang, AreaUnit::Km2);
    heads.push(format!("{} · {km2}", page.words("column-drawn")));
    heads.push(page.words("column-difference"));
    Columns {
        head: page.words("sheet-zones"),
        heads,
        widths: vec![170.0, 170.0, 170.0, 170.0, 200.0],
    }
}

/// The zones of a report: those of the catalogue that were known.
fn report_zones<'a>(page: &Page<'a>) -> Vec<&'a Zone> {
    let input = page.input;
    let known = |zone: &&Zone| zone.is_known_on(input.catalogue, input.as_of());
    let catalogue: &'a _ = input.catalogue;
    let mut zones: Vec<&Zone> = catalogue
        .zones
        .iter()
        .filter(known)
        .filter(|zone| match zone.group {
            Group::Report | Group::Layer => true,
            Group::Neighbour => input.neighbours,
            Group::Wider => input.wider,
        })
        .collect();
    zones.sort_by_key(|zone| zone.group);
    zones
}

fn report_rows<'a>(page: &Page<'a>, limit: usize, notes: &mut Notes<'a>) -> Vec<Row> {
    let lang = page.main_lang();
    let at = page.input.as_of();
    report_zones(page)
        .into_iter()
        .skip(page.input.from_row)
        .take(limit)
        .map(|zone| {
            let figure = zone.headline_on(at);
            let none = || NONE.to_owned();
            let mut cells: Vec<String> = UNITS
                .iter()
                .map(|unit| {
                    figure
                        .and_then(|figure| words::area_cell(lang, figure, *unit))
                        .unwrap_or_else(none)
                })
                .collect();
            let outline = zone.outline_on(at);
            let drawn = outline.filter(|outline| measure::area_m2(&outline.geometry) > 0.0);
            cells.push(drawn.map_or_else(none, |drawn| words::drawn_number(AreaUnit::Km2, drawn)));
            let result = figure
                .zip(outline)
                .and_then(|(figure, outline)| audit(page.input.catalogue, figure, outline));
            cells.push(result.map_or_else(none, |result| {
                let class = words::audit_class_short(lang, result.class);
                // An outline that was fitted to the figure says nothing by not differing.
                if result.class == AuditClass::Fitted {
                    return class;
                }
                format!("{}% · {class}", words::percent(result.difference_pct()))
            }));
            let name = page.in_languages(|lang| zone.name.short(lang).to_owned());
            let detail = page.in_languages(|lang| zone.district.get(lang).to_owned());
            let note = figure.map(|figure| notes.number(&figure.cite));
            Row { name, detail, cells, note, is_drawn: drawn.is_some() }
        })
        .collect()
}

/// Draws head and rows from the top of the page; the foot of the last.
fn draw_rows(page: &mut Page<'_>, columns: &Columns, rows: &[Row]) -> f32 {
    const NOTE_ROOM: f32 = 34.0;
    let ui = page.palette.ui;
    let wide = page.width - 2.0 * MARGIN;
    let wanted: f32 = columns.widths.iter().sum();
    // On an upright page the columns draw together, the names keep a third.
    let squeeze = ((wide - NOTE_ROOM) * 0.64 / wanted).min(1.35);
    let names = wide - NOTE_ROOM - wanted * squeeze;
    let rights: Vec<f32> = columns
        .widths
        .iter()
        .scan(MARGIN + names, |x, width| {
            *x += width * squeeze;
            Some(*x)
        })
        .collect();
    let mut column = Column { x: MARGIN, y: TOP - 6.0, width: wide, bottom: page.height };
    column.y += BODY * 1.35;
    page.text(&columns.head, Weight::Bold, BODY, [MARGIN, column.y - 4.0], ui.accent);
    for ((head, right), width) in columns.heads.iter().zip(&rights).zip(&columns.widths) {
        let head = elide(head, Weight::Regular, (width * squeeze - 6.0) / NOTE);
        page.text_right(&head, Weight::Regular, NOTE, [*right, column.y - 4.0], ui.weak);
    }
    column.rule(page);
    for row in rows {
        let baseline = column.y + BODY * 1.35 - BODY * 0.28;
        for (at, ((cell, right), width)) in
            row.cells.iter().zip(&rights).zip(&columns.widths).enumerate()
        {
            let weight = if at == 0 { Weight::Bold } else { Weight::Regular };
            let room = width * squeeze - 8.0;
            let em = width_em(cell, weight);
            let size = BODY.min(room / em.max(0.1));
            page.text_right(cell, weight, size, [*right, baseline], ui.text);
        }
        if let Some(note) = row.note {
            let at = [MARGIN + wide, baseline];
            page.text_right(&format!("[{note}]"), Weight::Regular, NOTE, at, ui.weak);
        }
        let right = wide - names + 10.0;
        column.paragraph(page, &row.name, (Weight::Regular, BODY, ui.text), 0.0, right);
        if !row.detail.is_empty() {
            column.paragraph(page, &row.detail, (Weight::Regular, NOTE, ui.weak), 0.0, right);
        }
        column.rule(page);
    }
    column.y
}
