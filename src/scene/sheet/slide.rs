//! A briefing page as parts that a slide program can edit: title, map, table of figures, sources.

use super::{
    Beside, Marks, PageFinding, Seen, SheetInput, Subject, compose, figures, page::Page,
    seen::SeenLayer,
};
use crate::{
    basemap::{self, TileStore},
    model::{audit::audit, measure, zone::Zone},
    scene::Scene,
    style::{Layout, MapPlace},
    words,
};

/// A table has at most so many rows on one slide; the rest stands on slides after it.
const MOST_ROWS: usize = 6;
const MOST_REPORT_ROWS: usize = 10;
const MOST_ANNEX_ROWS: usize = 14;

/// One slide.
#[derive(Debug, Clone, PartialEq)]
pub struct Slide {
    pub title: String,
    pub subtitle: String,
    /// At the upper left; empty where there is none.
    pub marking: String,
    /// Who made it, when, and its number; empty where nothing of it was given.
    pub imprint: String,
    /// BCP 47: `en` or `zh-CN`.
    pub language: &'static str,
    /// The map in words.
    pub description: String,
    /// `None` on an annex.
    pub map: Option<Scene>,
    pub columns: Vec<String>,
    pub rows: Vec<SlideRow>,
    /// Numbered as the rows refer to them.
    pub sources: Vec<String>,
    /// That they stand in the notes, where the slide has no room for them.
    pub sources_elsewhere: String,
    /// That the map is schematic and not approved, how areas are drawn, whom to credit.
    pub foot: Vec<String>,
    /// What is wrong with its map.
    pub findings: Vec<PageFinding>,
}

/// A row of the table: a name, what qualifies it, numbers, and the number of its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlideRow {
    pub name: String,
    pub detail: String,
    pub numbers: Vec<String>,
    pub note: Option<usize>,
}

/// Width and height of the map on a slide, as shares of the slide.
pub const MAP_SHARE: (f32, f32) = (0.565, 0.755);

/// Height of every slide in points; the width follows from the shape of the page.
const SLIDE_HEIGHT: f64 = 540.0;
/// Points of a logical pixel of the map, so that its names can be read from the back row.
const POINTS: f64 = 0.75;
/// Pixels of a logical pixel: 240 to the inch.
const SCALE: f64 = 2.5;

/// Width and height of the slides of a page in points.
pub fn slide_points(size: (u32, u32)) -> (f64, f64) {
    (SLIDE_HEIGHT * f64::from(size.0) / f64::from(size.1), SLIDE_HEIGHT)
}

/// Width and height of a slide's map in pixels.
fn map_pixels(page: (u32, u32)) -> (u32, u32) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page is small")]
    let side = |points: f64| (points / POINTS * SCALE).round() as u32;
    let points = slide_points(page);
    (side(points.0 * f64::from(MAP_SHARE.0)), side(points.1 * f64::from(MAP_SHARE.1)))
}

/// Width and height in logical pixels of the map on the slide of a page; `None` where it has none.
pub fn slide_map_size(input: &SheetInput<'_>) -> Option<(f32, f32)> {
    if input.layout.map == MapPlace::Absent {
        return None;
    }
    let (width, height) = map_pixels(input.size);
    #[expect(clippy::cast_possible_truncation, reason = "a page is small")]
    let side = |pixels: u32| (f64::from(pixels) / SCALE) as f32;
    Some((side(width), side(height)))
}

/// The slides of a page: one with the map, then annexes for the figures that it has no room for.
pub fn slides(input: &SheetInput<'_>, store: &TileStore) -> Result<Vec<Slide>, basemap::Error> {
    // Of two, each has its own slides.
    if let Some(beside) = input.beside {
        let one = SheetInput { beside: None, layout: Layout::sheet(), ..*input };
        let other = match beside {
            Beside::Zone(index) => SheetInput { subject: Subject::Zone(index), ..one },
            Beside::Day(day) => SheetInput { day, ..one },
        };
        let mut both = slides(&one, store)?;
        both.extend(slides(&other, store)?);
        return Ok(both);
    }
    let page = Page::new(input);
    let size = map_pixels(input.size);
    let map_input =
        SheetInput { layout: Layout::map(), size, scale: Some(SCALE), dpi: None, ..*input };
    // A map on a slide has its marks on the slide.
    let map_input = SheetInput { marks: &map_marks(input.marks), ..map_input };
    let map = compose(&map_input, store)?;
    let shapes = page.shapes();
    let seen = Seen::new(input.catalogue, &shapes, &map.maps[0].view, page.style, page.selected());
    let mut notes = figures::Notes::default();
    let zone = page.title_zone().map(|index| &input.catalogue.zones[index]);
    let (columns, rows) = match zone {
        Some(zone) => (
            vec![page.words("sheet-figures"), page.words("column-published")],
            zone_rows(&page, zone, &mut notes),
        ),
        None => report_rows(&page, &seen, &mut notes),
    };
    let main = page.main_lang();
    let sources: Vec<String> =
        notes.cited.iter().map(|cite| words::citation(main, input.catalogue, cite)).collect();
    let mut foot = vec![page.not_approved()];
    let note = input.marks.note.trim();
    if !note.is_empty() {
        foot.push(note.to_owned());
    }
    if let Some(zone) = zone
        && let Some(outline) = zone.outline_on(input.as_of())
    {
        foot.push(words::outline_quality(main, outline));
    }
    foot.push(words::t(main, "drawn-method"));
    let credits = store.attribution().get(main);
    if !credits.is_empty() {
        foot.push(format!("{}: {credits}", page.words("sheet-attribution")));
    }
    let about = page.about();
    let subtitle = page.details().join(" · ");
    let first_len = if zone.is_some() { MOST_ROWS } else { MOST_REPORT_ROWS };
    let (first, rest) = rows.split_at(rows.len().min(first_len));
    let used = |rows: &[SlideRow]| -> Vec<String> {
        let cited = |number: usize| rows.iter().any(|row| row.note == Some(number));
        let numbered = sources.iter().enumerate().filter(|(at, _)| cited(at + 1));
        numbered.map(|(at, line)| format!("[{}] {line}", at + 1)).collect()
    };
    let slide = |rows: &[SlideRow], map: Option<Scene>, title: String| Slide {
        title,
        subtitle: subtitle.clone(),
        marking: input.marks.marking.trim().to_owned(),
        imprint: page.imprint(),
        language: about.language,
        description: about.description.clone(),
        map,
        columns: columns.clone(),
        rows: rows.to_vec(),
        sources: used(rows),
        sources_elsewhere: page.words("sheet-sources-elsewhere"),
        foot: foot.clone(),
        findings: Vec::new(),
    };
    let scene = (input.layout.map != MapPlace::Absent).then_some(map.scene);
    let findings = if scene.is_some() { map.findings } else { Vec::new() };
    let mut slides = vec![Slide { findings, ..slide(first, scene, about.title.clone()) }];
    for rows in rest.chunks(MOST_ANNEX_ROWS) {
        let annex = page.in_languages(|lang| words::t(lang, "sheet-annex"));
        slides.push(slide(rows, None, format!("{} · {annex}", about.title)));
    }
    Ok(slides)
}

/// What of the marks stands on the map itself: the number of its approval.
fn map_marks(marks: &Marks) -> Marks {
    Marks { approval: marks.approval.clone(), ..Marks::default() }
}

fn zone_rows<'a>(page: &Page<'a>, zone: &'a Zone, notes: &mut figures::Notes<'a>) -> Vec<SlideRow> {
    let catalogue = page.input.catalogue;
    let lang = page.main_lang();
    let mut rows: Vec<SlideRow> = figures::figures_of(page, zone)
        .into_iter()
        .map(|figure| SlideRow {
            name: page.in_languages(|lang| words::figure_title(lang, catalogue, figure)),
            detail: format!(
                "{} · {}",
                words::basis(lang, figure.basis),
                words::date(lang, &figure.stated)
            ),
            numbers: vec![words::figure_in(lang, figure, page.input.unit)],
            note: Some(notes.number(&figure.cite)),
        })
        .collect();
    let drawn = zone.outline_on(page.input.as_of()).and_then(|outline| {
        let area = measure::area_m2(&outline.geometry);
        let figure = zone.headline_on(page.input.as_of());
        let result = figure.and_then(|figure| audit(catalogue, figure, outline));
        (area > 0.0).then(|| SlideRow {
            name: page.words("drawn-on-map"),
            detail: result.map(|result| words::audit_class(lang, result.class)).unwrap_or_default(),
            numbers: vec![words::area(lang, page.input.unit, area)],
            note: None,
        })
    });
    // It stands on the slide with the map, after the headline figures.
    if let Some(drawn) = drawn {
        rows.insert(rows.len().min(MOST_ROWS - 1), drawn);
    }
    rows
}

fn report_rows<'a>(
    page: &Page<'a>,
    seen: &Seen,
    notes: &mut figures::Notes<'a>,
) -> (Vec<String>, Vec<SlideRow>) {
    let lang = page.main_lang();
    let unit = page.input.unit;
    let unit_name = words::area_unit(lang, unit);
    let columns = vec![
        format!("{} ({unit_name})", page.words("sheet-figures")),
        page.words("column-published"),
        page.words("column-drawn"),
    ];
    let mut rows: Vec<SlideRow> = figures::rows_in_view(page, &seen.zones)
        .into_iter()
        .map(|zone| {
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
        detail: format!("{}: {}", page.words("sheet-layer-count"), words::count(layer.areas.len())),
        numbers: vec!["—".to_owned(), page.input.unit.format(layer.areas.iter().sum())],
        note: None,
    }
}
