//! The rows of a slide's table.

use super::{
    super::{Seen, figures, page::Page, seen::SeenLayer, sources},
    SlideRow,
};
use crate::{
    model::{audit::audit, measure, zone::Zone},
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
    most: usize,
    notes: &mut sources::Notes<'a>,
) -> Vec<SlideRow> {
    let catalogue = page.input.catalogue;
    let lang = page.main_lang();
    let mut rows: Vec<SlideRow> = figures::figures_of(page, zone)
        .into_iter()
        .map(|figure| SlideRow {
            name: page.in_languages(|lang| words::figure_title(lang, catalogue, figure)),
            detail: format!(
                "{} · {}",
                words::basis(lang, figure.basis),
                words::stated(lang, catalogue, &figure.cite, &figure.stated)
            ),
            numbers: vec![words::figure_in(lang, figure, page.input.unit)],
            note: Some(notes.number(&figure.cite)),
        })
        .collect();
    let at = page.input.as_of();
    let known = zone.is_known_on(catalogue, at);
    let drawn = zone.outline_on(at).filter(|_| known).and_then(|outline| {
        let area = measure::area_m2(&outline.geometry);
        let figure = zone.headline_on(at);
        let result = figure.and_then(|figure| audit(catalogue, figure, outline));
        (area > 0.0).then(|| SlideRow {
            name: page.words("drawn-on-map"),
            detail: result.map(|result| words::audit_class(lang, result.class)).unwrap_or_default(),
            numbers: vec![words::area(lang, page.input.unit, area)],
            note: None,
        })
    });
    if let Some(drawn) = drawn {
        rows.insert(rows.len().min(most - 1), drawn);
    }
    if rows.is_empty() || !known {
        let key = if known { "sheet-none-published" } else { "sheet-not-yet-known" };
        let name = page.words(key);
        rows.push(SlideRow {
            name,
            detail: String::new(),
            numbers: vec![String::new()],
            note: None,
        });
    }
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
