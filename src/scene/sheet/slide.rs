//! A briefing page as parts that a slide program can edit: title, map, table of figures, legend, sources.

mod numbers;
mod rows;

use super::{
    Beside, Marks, PageFinding, PagePart, STRIP_HEIGHT, STRIP_TYPE, Seen, SheetInput, Strip,
    Subject, compose,
    legend::{self, Sign},
    page::Page,
    pair, remarks,
    signs::StripSigns,
    sources, strip,
};
use crate::{
    basemap::{self, TileStore},
    scene::{Scene, item::Rect, viewport::Viewport},
    style::{Layout, MapPlace},
    words,
};

/// How map and table stand on a slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlideForm {
    /// The table stands at the right of the map.
    Beside,
    /// The table stands below the map, on an upright page.
    Below,
    /// Two maps stand side by side, each with its table below.
    Pair,
    /// There is no map.
    Table,
    /// There is nothing but a map.
    Map,
}

impl SlideForm {
    pub fn of(input: &SheetInput<'_>) -> Self {
        match (input.layout.map, input.beside) {
            (_, Some(_)) => Self::Pair,
            (MapPlace::Absent, None) => Self::Table,
            (MapPlace::Fill, None) => Self::Map,
            _ if input.size.1 > input.size.0 => Self::Below,
            _ => Self::Beside,
        }
    }

    /// Width and height of a map on a slide of such a size in points; what is below it takes of its height.
    pub fn map_points(self, slide: (f64, f64), has_strip: bool) -> (f64, f64) {
        let share = match self {
            Self::Beside | Self::Table => (0.565, BODY_SHARE),
            Self::Below => (0.9, 0.52),
            Self::Pair => (0.458, 0.43),
            Self::Map => (0.944, BODY_SHARE),
        };
        let strip = if has_strip { SLIDE_STRIP + SLIDE_STRIP_GAP } else { 0.0 };
        (slide.0 * share.0, slide.1 * f64::from(share.1) - f64::from(strip))
    }

    /// How many rows a table has at most on the first slide; the rest stands on slides after it.
    fn most_rows(self, is_wide: bool, of_a_zone: bool) -> usize {
        match (self, of_a_zone) {
            (Self::Beside, true) => {
                if is_wide {
                    6
                } else {
                    4
                }
            }
            (Self::Beside, false) => {
                if is_wide {
                    9
                } else {
                    6
                }
            }
            (Self::Below, true) => 5,
            (Self::Below, false) => 7,
            (Self::Pair, _) => 3,
            (Self::Table | Self::Map, _) => MOST_ANNEX_ROWS,
        }
    }

    /// How many zones a legend names.
    fn most_signs(self, is_wide: bool) -> usize {
        match self {
            Self::Beside if is_wide => 6,
            Self::Beside | Self::Below => 5,
            Self::Pair => 4,
            Self::Table | Self::Map => 0,
        }
    }
}

/// Share of a slide's height between its subtitle and its foot.
pub const BODY_SHARE: f32 = 0.755;
const MOST_ANNEX_ROWS: usize = 12;
/// From so many points on a slide is wide.
const WIDE: f64 = 860.0;

/// One slide.
#[derive(Debug, Clone, PartialEq)]
pub struct Slide {
    pub form: SlideForm,
    pub title: String,
    /// What stands below the title, what may be left out first where there is no room.
    pub details: Vec<String>,
    /// At the upper left; empty where there is none.
    pub marking: String,
    /// Who made it, when, and its number; empty where nothing of it was given.
    pub imprint: String,
    /// BCP 47: `en` or `zh-CN`.
    pub language: &'static str,
    /// One, or two side by side.
    pub panes: Vec<SlidePane>,
    /// Numbered as the rows and the strip refer to them, and whether a row does.
    pub sources: Vec<(String, bool)>,
    /// That they stand in the notes, where the slide has no room for them.
    pub sources_elsewhere: String,
    /// That the map is schematic and not approved, how areas are drawn, whom to credit.
    pub foot: Vec<String>,
    /// What is wrong with its maps.
    pub findings: Vec<PageFinding>,
}

/// A map with its table and its legend.
#[derive(Debug, Clone, PartialEq)]
pub struct SlidePane {
    /// What tells it from the other; empty where it is alone.
    pub heading: String,
    /// The map in words.
    pub description: String,
    /// `None` on an annex.
    pub map: Option<Scene>,
    pub columns: Vec<String>,
    pub rows: Vec<SlideRow>,
    pub legend_title: String,
    pub legend: Vec<(Sign, String)>,
    /// The milestones below the map, where the page has them.
    pub strip: Option<Strip>,
}

/// A row of the table: a name, what qualifies it, numbers, and the number of its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlideRow {
    pub name: String,
    pub detail: String,
    pub numbers: Vec<String>,
    pub note: Option<usize>,
}

/// The shorter side of every slide in points; the longer follows from the shape of the page.
const SHORT_SIDE: f64 = 540.0;
/// Points of a logical pixel of the map, so that its names can be read from the back row.
const POINTS: f64 = 0.75;
/// Pixels of a logical pixel: 220 to the inch, as slide programs keep pictures for print.
const SCALE: f64 = 220.0 / 96.0;

/// Points of a logical pixel of the strip of milestones, so that its type is of 7.5 points; its height,
/// and its distance from the map.
pub const STRIP_POINTS: f32 = 7.5 / STRIP_TYPE;
pub const SLIDE_STRIP: f32 = STRIP_HEIGHT * STRIP_POINTS;
pub const SLIDE_STRIP_GAP: f32 = 8.0;
/// Texts are taken to be so much wider than in our fonts.
const SLACK: f32 = 1.1;

/// Width and height of the slides of a page in points.
pub fn slide_points(size: (u32, u32)) -> (f64, f64) {
    let (width, height) = (f64::from(size.0), f64::from(size.1));
    let points = SHORT_SIDE / width.min(height);
    (width * points, height * points)
}

/// Width and height of a slide's map in pixels.
fn map_pixels(input: &SheetInput<'_>) -> (u32, u32) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page is small")]
    let side = |points: f64| (points / POINTS * SCALE).round() as u32;
    let points = slide_points(input.size);
    let form = SlideForm::of(input);
    let size = form.map_points(points, has_strip(input, form));
    (side(size.0), side(size.1))
}

/// Whether the map of a page has the milestones of its zone below it on the slide.
fn has_strip(input: &SheetInput<'_>, form: SlideForm) -> bool {
    let page = Page::new(input);
    matches!(form, SlideForm::Beside | SlideForm::Below) && page.wants_strip()
}

/// Width and height in logical pixels of the map on the slide of a page, the first of two; `None` where
/// it has none.
pub fn slide_map_size(input: &SheetInput<'_>) -> Option<(f32, f32)> {
    if SlideForm::of(input) == SlideForm::Table {
        return None;
    }
    let (width, height) = map_pixels(input);
    #[expect(clippy::cast_possible_truncation, reason = "a page is small")]
    let side = |pixels: u32| (f64::from(pixels) / SCALE) as f32;
    Some((side(width), side(height)))
}

/// The slides of a page: one with the map, or two, then annexes for the figures that it has no room for.
pub fn slides(input: &SheetInput<'_>, store: &TileStore) -> Result<Vec<Slide>, basemap::Error> {
    let form = SlideForm::of(input);
    let inputs = match input.beside {
        Some(beside) => pair::inputs(input, beside).to_vec(),
        None => vec![*input],
    };
    // The head says what a page of two says.
    let whole = match form {
        SlideForm::Pair => SheetInput { layout: Layout::compare(), ..*input },
        _ => *input,
    };
    let page = Page::new(&whole);
    let mut notes = sources::Notes::default();
    let mut findings = Vec::new();
    let mut panes = Vec::new();
    let beside = input.beside;
    let stores = beside.map_or([store; 2], |beside| pair::stores(input, beside, store));
    for ((input, view), store) in inputs.iter().zip(views(input, &inputs)).zip(stores) {
        let (pane, of_map) = pane(input, beside, view, &mut notes, store)?;
        findings.extend(of_map);
        panes.push(pane);
    }
    let main = page.main_lang();
    let sources: Vec<String> =
        notes.cited.iter().map(|cite| words::citation(main, input.catalogue, cite)).collect();
    let title = page.headline();
    let slide = |mut panes: Vec<SlidePane>, title: String| {
        let has_map = panes.iter().any(|pane| pane.map.is_some());
        Slide {
            form: if has_map { form } else { SlideForm::Table },
            title,
            details: page.details(),
            marking: input.marks.marking.trim().to_owned(),
            imprint: page.imprint(),
            language: page.about().language,
            sources: numbers::renumber(&mut panes, &sources),
            panes,
            sources_elsewhere: page.words("sheet-sources-elsewhere"),
            foot: foot(&page, &inputs, store, has_map),
            findings: Vec::new(),
        }
    };
    let wide = slide_points(input.size).0 >= WIDE;
    let most = form.most_rows(wide, page.title_zone().is_some());
    let mut rest = Vec::new();
    for pane in &mut panes {
        let left = pane.rows.split_off(pane.rows.len().min(most));
        for rows in left.chunks(MOST_ANNEX_ROWS) {
            let rows = rows.to_vec();
            rest.push(SlidePane {
                map: None,
                legend: Vec::new(),
                strip: None,
                rows,
                ..pane.clone()
            });
        }
    }
    let mut slides = vec![Slide { findings, ..slide(panes, title.clone()) }];
    for pane in rest {
        let annex = page.in_languages(|lang| words::t(lang, "sheet-annex"));
        slides.push(slide(vec![pane], format!("{title} · {annex}")));
    }
    Ok(slides)
}

/// What the maps of a slide show: `None` is what suits the subject.
fn views(input: &SheetInput<'_>, inputs: &[SheetInput<'_>]) -> Vec<Option<Viewport>> {
    let (Some(beside), [first, second]) = (input.beside, inputs) else {
        return vec![None; inputs.len()];
    };
    let (width, height) = map_pixels(input);
    #[expect(clippy::cast_possible_truncation, reason = "a page is small")]
    let side = |pixels: u32| (f64::from(pixels) / SCALE) as f32;
    let frame = Rect::new(0.0, 0.0, side(width), side(height));
    let [mut one, mut other] = [first, second].map(|input| {
        let page = Page::new(input);
        page.view(&page.shapes(), frame)
    });
    pair::share_view([&mut one, &mut other], beside);
    vec![Some(one), Some(other)]
}

/// Whether a legend stands beside a map.
fn has_legend(input: &SheetInput<'_>, form: SlideForm) -> bool {
    !matches!(form, SlideForm::Table | SlideForm::Map) && input.has(PagePart::Legend)
}

/// A map with its table and its legend, and what is wrong with it.
fn pane<'a>(
    input: &'a SheetInput<'a>,
    beside: Option<Beside>,
    view: Option<Viewport>,
    notes: &mut sources::Notes<'a>,
    store: &TileStore,
) -> Result<(SlidePane, Vec<PageFinding>), basemap::Error> {
    let mut page = Page::new(input);
    let whole = SheetInput { beside, ..*input };
    let form = SlideForm::of(&whole);
    let subject = match view {
        Some(Viewport { center, zoom, .. }) => Subject::View {
            center,
            zoom,
            fit: None,
            selected: page.selected(),
            titled: page.title_zone().is_some(),
        },
        None => input.subject,
    };
    // A map on a slide has its marks on the slide.
    let marks = map_marks(input.marks);
    let layout = Layout::slide_map(input.layout.locator);
    let mut left_out = input.left_out;
    // What no legend on the slide would explain.
    left_out.set(PagePart::Legend, !has_legend(input, form));
    let map_input = SheetInput {
        subject,
        beside: None,
        layout,
        size: map_pixels(&whole),
        scale: Some(SCALE),
        dpi: None,
        marks: &marks,
        left_out,
        ..*input
    };
    let map = compose(&map_input, store)?;
    let shapes = page.shapes();
    let seen = Seen::new(input.catalogue, &shapes, &map.maps[0].view, page.style, page.selected());
    let zone = page.title_zone().map(|index| &input.catalogue.zones[index]);
    let wide = slide_points(input.size).0 >= WIDE;
    let has_strip = has_strip(&whole, form);
    page.look_for_circle(&map.maps[0].view);
    page.base_lines.clone_from(&map.maps[0].base_lines);
    let (columns, rows) = match zone {
        _ if !input.has(PagePart::Figures) || form == SlideForm::Map => (Vec::new(), Vec::new()),
        Some(zone) => (
            vec![page.words("sheet-figures"), page.words("sheet-value")],
            rows::zone_rows(&page, zone, (form.most_rows(wide, true), has_strip), notes),
        ),
        None => {
            let (columns, rows) = rows::report_rows(&page, &seen, notes);
            (columns, rows::or_none(&page, rows))
        }
    };
    let strip = has_strip.then(|| strip(&mut page, &whole, notes)).flatten();
    page.strip_signs = strip.as_ref().map(StripSigns::of);
    let legend = legend::signs(&page, &seen, form.most_signs(wide));
    let has_map = form != SlideForm::Table;
    let has_legend = has_legend(input, form);
    let pane = SlidePane {
        heading: beside.map(|beside| pair::heading(&page, beside)).unwrap_or_default(),
        description: page.about().description,
        columns,
        rows,
        legend_title: legend::legend_title(&page),
        legend: if has_legend { legend } else { Vec::new() },
        map: has_map.then_some(map.scene),
        strip,
    };
    Ok((pane, if has_map { map.findings } else { Vec::new() }))
}

/// The milestones below a map, with the numbers of their sources.
fn strip<'a>(
    page: &mut Page<'a>,
    input: &SheetInput<'_>,
    notes: &mut sources::Notes<'a>,
) -> Option<Strip> {
    let (width, _) = SlideForm::of(input).map_points(slide_points(input.size), true);
    #[expect(clippy::cast_possible_truncation, reason = "a slide is small")]
    let width = width as f32 / STRIP_POINTS;
    let (mut strip, told) = strip::lay_out(page, width, SLACK)?;
    for cite in told.iter().flat_map(|milestone| remarks::cites(page, milestone)) {
        notes.number(cite);
    }
    strip::cite(page, &mut strip, &told, notes);
    Some(strip)
}

/// What stands below all: that the map is schematic and not approved, how areas are drawn, whom to credit.
fn foot(
    page: &Page<'_>,
    inputs: &[SheetInput<'_>],
    store: &TileStore,
    has_map: bool,
) -> Vec<String> {
    let main = page.main_lang();
    let mut foot = vec![page.not_approved()];
    let note = page.input.marks.note.trim();
    if !note.is_empty() {
        foot.push(note.to_owned());
    }
    for input in inputs {
        let of = Page::new(input);
        let Some(zone) = of.title_zone().map(|index| &input.catalogue.zones[index]) else {
            continue;
        };
        if let Some(outline) = zone.outline_on(input.as_of()) {
            let quality = words::outline_quality(main, outline);
            if !foot.contains(&quality) {
                foot.push(quality);
            }
        }
    }
    foot.push(words::t(main, "drawn-method"));
    let credits = super::credits(page, store);
    if has_map && !credits.is_empty() {
        foot.push(words::with_value(main, &words::t(main, "sheet-attribution"), &credits));
    }
    foot
}

/// What of the marks stands on the map itself: the number of its approval.
fn map_marks(marks: &Marks) -> Marks {
    Marks { approval: marks.approval.clone(), ..Marks::default() }
}
