//! The rows of a slide's table.

use super::{
    super::{
        Seen, figures,
        page::Page,
        remarks::{self, Drawn},
        seen::SeenLayer,
        sources, strip,
    },
    SlideRow,
};
use crate::{
    model::{Lang, measure, zone::Zone},
    words,
};

/// Rows, or one that says that there are none.
pub(super) fn or_none(page: &Page<'_>, rows: Vec<SlideRow>) -> Vec<SlideRow> {
    if !rows.is_empty() {
        return rows;
    }
    vec![SlideRow {
        name: page.words("sheet-none-published"),
        detail: String::new(),
        numbers: vec!["—".to_owned(); 2],
        note: None,
    }]
}

/// The figures of a zone; its drawn area is among the first so many, which stand on the slide with the map.
pub(super) fn zone_rows<'a>(
    page: &Page<'a>,
    zone: &'a Zone,
    (most, has_strip): (usize, bool),
    notes: &mut sources::Notes<'a>,
) -> Vec<SlideRow> {
    let catalogue = page.input.catalogue;
    let lang = page.main_lang();
    let shown = figures::figures_of(page, zone);
    let mut rows: Vec<SlideRow> = Vec::new();
    for figure in &shown {
        rows.push(SlideRow {
            name: page.in_languages(|lang| words::figure_title(lang, catalogue, figure)),
            detail: remarks::of_figure(page, figure, true),
            numbers: vec![words::figure_in(lang, figure, page.input.unit)],
            note: Some(notes.number(&figure.cite)),
        });
    }
    let words_alone = |name: String, detail: String, note: Option<usize>| SlideRow {
        name,
        detail,
        numbers: vec![String::new()],
        note,
    };
    if rows.is_empty() && zone.is_known_on(catalogue, page.input.as_of()) {
        let why = remarks::why_drawn(page, zone).unwrap_or_default();
        rows.push(words_alone(page.words("sheet-none-published"), why.to_owned(), None));
        if !has_strip {
            for milestone in strip::known(page.input, zone) {
                let text =
                    |lang: Lang| milestone.text.get(lang).trim_end_matches(['.', '。']).to_owned();
                let note = notes.number(&milestone.cite);
                let when = remarks::when(page, zone, milestone);
                rows.push(words_alone(page.in_languages(text), when, Some(note)));
            }
        }
    }
    let drawn = match remarks::drawn(page, zone) {
        Drawn::Nothing(why) => words_alone(why, String::new(), None),
        Drawn::Area { value, audit, .. } => SlideRow {
            name: page.words("drawn-on-map"),
            detail: audit.unwrap_or_default(),
            numbers: vec![value],
            note: None,
        },
    };
    rows.insert(rows.len().min(most - 1), drawn);
    rows
}

/// The zones in view with their areas, and large layers: the heads of the columns, and the rows.
pub(super) fn report_rows<'a>(
    page: &Page<'a>,
    seen: &Seen,
    notes: &mut sources::Notes<'a>,
) -> (Vec<String>, Vec<SlideRow>) {
    let lang = page.main_lang();
    let unit = page.input.unit;
    let unit_name = words::area_unit(lang, unit);
    let columns = vec![
        words::with_remark(lang, &page.words("sheet-figures"), &unit_name),
        page.words("column-published"),
        page.words("column-drawn"),
    ];
    let mut rows: Vec<SlideRow> = figures::rows_in_view(page, &seen.zones)
        .into_iter()
        .map(|index| {
            let zone = &page.input.catalogue.zones[index];
            let figure = zone.headline_on(page.input.as_of());
            let none = || "—".to_owned();
            let drawn = zone
                .outline_on(page.input.as_of())
                .map(|outline| measure::area_m2(&outline.geometry))
                .filter(|area| *area > 0.0);
            SlideRow {
                name: page.in_languages(|lang| zone.name.short(lang).to_owned()),
                detail: String::new(),
                numbers: vec![
                    figure.and_then(|figure| words::area_number(figure, unit)).unwrap_or_else(none),
                    drawn.map_or_else(none, |area| unit.format(area)),
                ],
                note: figure.map(|figure| notes.number(&figure.cite)),
            }
        })
        .collect();
    rows.extend(seen.layers.iter().map(|layer| layer_row(page, layer)));
    (columns, rows)
}

/// A large layer in one row: how many areas are in view, and their sum.
fn layer_row(page: &Page<'_>, layer: &SeenLayer) -> SlideRow {
    SlideRow {
        name: page.in_languages(|lang| layer.name.get(lang).to_owned()),
        detail: words::with_value(
            page.main_lang(),
            &page.words("sheet-layer-count"),
            &words::count(layer.areas.len()),
        ),
        numbers: vec!["—".to_owned(), page.input.unit.format(layer.areas.iter().sum())],
        note: None,
    }
}
