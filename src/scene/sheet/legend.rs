//! The legend: zones in view or their classes, then the signs of their edges.

use super::{
    PagePart, Seen,
    column::Column,
    page::Page,
    signs::{self, SmallSign},
};
use crate::{
    model::{Lang, zone::Zone},
    scene::{
        hatch::hatch_item,
        item::{Item, Path, Rect},
        labels::LabelLang,
        map::{MarkerColors, marker_items},
        presence::Presence,
        theming::{ThemeClass, Theming},
    },
    style::{Color, Hatch, Swatch},
    text::{Weight, breaking::break_lines_within},
    words,
};

const ROW: f32 = 19.0;
const TYPE: f32 = 12.5;
/// Of the further lines of a row whose text is too long for one.
const LEADING: f32 = 15.0;
const MOST_LINES: usize = 2;
/// Where the text of a row begins, behind its sample.
const INDENT: f32 = 32.0;

pub(super) struct LegendRow {
    lines: Vec<String>,
    sample: Sample,
}

impl LegendRow {
    fn height(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "two lines")]
        let more = self.lines.len().saturating_sub(1) as f32;
        ROW + more * LEADING
    }
}

/// Makes rows for a legend so wide.
struct Rows {
    width: f32,
}

impl Rows {
    fn row(&self, text: &str, sample: Sample) -> LegendRow {
        let limit = (self.width - INDENT - 2.0) / TYPE;
        LegendRow { lines: break_lines_within(text, Weight::Regular, limit, MOST_LINES), sample }
    }

    /// As many of the rows as fit a height, one at least; then how many more there are.
    fn within(&self, page: &Page<'_>, mut rows: Vec<LegendRow>, height: f32) -> Vec<LegendRow> {
        let total = |rows: &[LegendRow]| rows.iter().map(LegendRow::height).sum::<f32>();
        if total(&rows) <= height {
            return rows;
        }
        let all = rows.len();
        while rows.len() > 1 && total(&rows) + ROW > height {
            rows.pop();
        }
        if rows.len() < all {
            rows.push(self.row(&page.more(all - rows.len()), Sample::None));
        }
        rows
    }
}

enum Sample {
    /// A zone as its map draws it, with the letter of its sign.
    Zone(usize, Presence, Option<char>),
    /// A large layer.
    Layer,
    Class(Swatch),
    Line(Option<(f32, f32)>),
    Several(Vec<(SmallSign, String)>),
    None,
}

/// The zones in view but those that a table explains, or their classes, as many as fit the height, then
/// the signs of edges, and where that takes no room from zones nor more than `for_small` those of the base map
/// and the strip.
pub(super) fn legend_rows(
    page: &Page<'_>,
    seen: &Seen,
    (width, height, for_small): (f32, f32, f32),
    explained: &[usize],
) -> Vec<LegendRow> {
    let rows = Rows { width };
    let edges = edge_rows(page, seen, &rows);
    let room = height - legend_height(&edges).max(LEGEND_HEAD);
    let mut all = match &page.theming {
        Some(theming) => class_rows(page, theming, seen, &rows, room),
        None => zone_rows(page, seen, &rows, room, explained),
    };
    all.extend(edges);
    let small = small_rows(page, &rows);
    let total: f32 = all.iter().chain(&small).map(LegendRow::height).sum();
    if total + LEGEND_HEAD <= height.min(for_small) {
        all.extend(small);
    }
    all
}

/// A row for each class that is in view.
fn class_rows(
    page: &Page<'_>,
    theming: &Theming,
    seen: &Seen,
    rows: &Rows,
    room: f32,
) -> Vec<LegendRow> {
    let of_layers = seen.layers.iter().flat_map(|layer| &layer.zones);
    let in_view: Vec<&ThemeClass> =
        seen.zones.iter().chain(of_layers).filter_map(|zone| theming.class_of(*zone)).collect();
    let classes = theming.classes.iter().filter_map(|class| {
        let count = in_view.iter().filter(|seen| std::ptr::eq(**seen, class)).count();
        let text = |lang: Lang| format!("{} · {}", class.label.get(lang), words::count(count));
        let sample = Sample::Class(class.swatch);
        (count > 0).then(|| rows.row(&page.in_languages(text), sample))
    });
    rows.within(page, classes.collect(), room)
}

fn zone_rows(
    page: &Page<'_>,
    seen: &Seen,
    rows: &Rows,
    room: f32,
    explained: &[usize],
) -> Vec<LegendRow> {
    let catalogue = page.input.catalogue;
    let mut zones: Vec<usize> = seen.zones.clone();
    zones.retain(|index| !explained.contains(index));
    let selected = page.selected();
    zones.sort_by_key(|index| (Some(*index) != selected, catalogue.zones[*index].group, *index));
    let of_zones = zones.iter().map(|index| {
        let presence = seen.presences.get(index).copied().unwrap_or(Presence::Area);
        let text = zone_words(page, &catalogue.zones[*index], presence);
        let letter = seen.letters.get(index).copied();
        rows.row(&text, Sample::Zone(*index, presence, letter))
    });
    let mut all = rows.within(page, of_zones.collect(), room);
    all.extend(seen.layers.iter().map(|layer| {
        let words = |lang: Lang| {
            let count = words::count(layer.areas.len());
            let values = [("layer", layer.name.get(lang)), ("count", count.as_str())];
            words::t_with(lang, "sheet-layer", &values)
        };
        rows.row(&page.in_languages(words), Sample::Layer)
    }));
    all
}

/// The name of a zone; of a mere position also that it is one, and how far off it may be.
fn zone_words(page: &Page<'_>, zone: &Zone, presence: Presence) -> String {
    let name = match page.input.lang {
        LabelLang::One(lang) => zone.name.short(lang).to_owned(),
        LabelLang::Both => {
            format!("{}  {}", zone.name.short(Lang::Zh), zone.name.short(Lang::En))
        }
    };
    let outline = zone.outline_on(page.input.as_of());
    match outline.and_then(|outline| outline.accuracy_m) {
        Some(metres) if presence == Presence::Position => {
            let lang = page.chrome_lang();
            let distance = words::rough_length(lang, metres);
            let remark = words::t_with(lang, "sheet-position", &[("distance", &distance)]);
            words::with_remark(lang, &name, &remark)
        }
        _ => name,
    }
}

/// How the edges are drawn, of the signs that are in view.
fn edge_rows(page: &Page<'_>, seen: &Seen, rows: &Rows) -> Vec<LegendRow> {
    signs::edges_in_view(page, seen)
        .into_iter()
        .map(|(certain, key)| {
            let dash = (!certain).then_some(page.style.zone.dash);
            rows.row(&page.words(key), Sample::Line(dash))
        })
        .collect()
}

/// The lines of the base map and the marks of the strip, several in a row.
fn small_rows(page: &Page<'_>, rows: &Rows) -> Vec<LegendRow> {
    signs::small_signs(page)
        .into_iter()
        .flat_map(|signs| signs::packed(signs, TYPE, rows.width))
        .map(|row| LegendRow { lines: Vec::new(), sample: Sample::Several(row) })
        .collect()
}

const LEGEND_HEAD: f32 = 34.0;

pub(super) fn legend_height(rows: &[LegendRow]) -> f32 {
    let of_rows: f32 = rows.iter().map(LegendRow::height).sum();
    if rows.is_empty() { 0.0 } else { of_rows + LEGEND_HEAD }
}

/// A little more than on the map, where the sample is small.
const PLAIN_ALPHA: f32 = 0.3;

fn area_sample(
    page: &mut Page<'_>,
    sample: Rect,
    (color, fill): (Color, Color),
    hatch: Option<Hatch>,
) {
    // A hatch needs room to be told apart.
    let sample = if hatch.is_some() { sample.expand(1.5) } else { sample };
    page.items.push(Item::Fill { path: Path::rect(sample), color: fill });
    if let Some(hatch) = hatch {
        page.items.push(hatch_item(&Path::rect(sample), &hatch.for_patch(), color));
    }
    page.items.push(Item::Stroke { path: Path::rect(sample), color, width: 1.6, dash: None });
}

/// The sign of a zone as the map draws it.
pub(super) fn zone_sample(
    page: &mut Page<'_>,
    (index, presence, letter): (usize, Presence, Option<char>),
    sample: Rect,
) {
    page.explained.zones.insert(index);
    let color = page.palette.zone(index);
    if presence == Presence::Area {
        let hatch = zone_hatch(page, index);
        let plain = color.with_alpha(PLAIN_ALPHA);
        let fill = page.fills.get(&index).copied().unwrap_or(plain);
        area_sample(page, sample, (color, fill), hatch);
    } else {
        let at = [sample.x + sample.width / 2.0, sample.y + sample.height / 2.0];
        let line = page.palette.zone_line(index);
        let colors = MarkerColors { fill: color, line, ground: page.palette.ui.window };
        let is_point = presence == Presence::Position;
        page.items.extend(marker_items(at, 5.5, colors, is_point, letter));
    }
}

pub(super) fn legend_title(page: &Page<'_>) -> String {
    let heading = page.words("sheet-legend");
    if page.theming.is_none() {
        return heading;
    }
    format!("{heading} · {}", page.words(page.input.color_by.key()))
}

/// A sign of a legend, for a program that draws it itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sign {
    Area {
        color: Color,
        alpha: f32,
        hatched: bool,
    },
    /// A zone that is small on its map: a disc.
    Dot(Color),
    /// A place without a boundary: a ring.
    Point(Color),
    Line {
        color: Color,
        dashed: bool,
    },
    /// An event, or a plan, on the line of years.
    Mark {
        color: Color,
        planned: bool,
    },
    /// What a date leaves open.
    Span(Color),
    /// Words alone.
    None,
}

/// The legend with so many zones or classes at most.
pub(super) fn signs(page: &Page<'_>, seen: &Seen, most: usize) -> Vec<(Sign, String)> {
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    let height = LEGEND_HEAD + ROW * (most as f32 + 2.0);
    let rows = legend_rows(page, seen, (f32::INFINITY, height, height), &[]);
    // The program that shows the slide breaks what is too long, and has one sign in a row.
    let of_row = |row: LegendRow| match (row.sample, row.lines.concat()) {
        (Sample::Several(signs), _) => {
            signs.into_iter().map(|(small, text)| (small_sign(small), text)).collect()
        }
        (sample @ Sample::Zone(_, _, Some(letter)), text) => {
            vec![(sign(page, &sample), format!("{letter} · {text}"))]
        }
        (sample, text) => vec![(sign(page, &sample), text)],
    };
    rows.into_iter().flat_map(of_row).take(most + 2).collect()
}

fn small_sign(sign: SmallSign) -> Sign {
    match sign {
        SmallSign::Line { color, dash, .. } => Sign::Line { color, dashed: dash.is_some() },
        SmallSign::Event(color) => Sign::Mark { color, planned: false },
        SmallSign::Plan(color) => Sign::Mark { color, planned: true },
        SmallSign::Span(color) => Sign::Span(color),
    }
}

fn sign(page: &Page<'_>, sample: &Sample) -> Sign {
    match *sample {
        Sample::Zone(index, presence, _) => {
            let color = page.palette.zone(index);
            match presence {
                Presence::Position => return Sign::Point(color),
                Presence::Dot => return Sign::Dot(color),
                Presence::Area | Presence::Hidden => {}
            }
            let hatched = zone_hatch(page, index).is_some();
            Sign::Area { color, alpha: PLAIN_ALPHA, hatched }
        }
        Sample::Layer => {
            Sign::Area { color: page.palette.layer(), alpha: PLAIN_ALPHA, hatched: false }
        }
        Sample::Class(swatch) => Sign::Area {
            color: page.palette.swatch(swatch),
            alpha: class_alpha(swatch),
            hatched: swatch_hatch(page, swatch).is_some(),
        },
        Sample::Line(dash) => Sign::Line { color: page.palette.ui.text, dashed: dash.is_some() },
        Sample::Several(_) | Sample::None => Sign::None,
    }
}

/// As on the map: the zone that the page is about is hatched.
fn zone_hatch(page: &Page<'_>, index: usize) -> Option<Hatch> {
    let selected = page.selected() == Some(index);
    page.palette
        .zone_hatch(index)
        .or(selected.then_some(page.style.zone.hatch))
        .filter(|_| page.input.has(PagePart::Hatches))
}

fn swatch_hatch(page: &Page<'_>, swatch: Swatch) -> Option<Hatch> {
    page.palette.swatch_hatch(swatch).filter(|_| page.input.has(PagePart::Hatches))
}

fn class_alpha(swatch: Swatch) -> f32 {
    match swatch {
        Swatch::Step { .. } => 0.85,
        Swatch::Category(_) | Swatch::Nothing => 0.45,
    }
}

pub(super) fn legend(page: &mut Page<'_>, column: &mut Column, rows: &[LegendRow]) {
    if rows.is_empty() {
        return;
    }
    let heading = legend_title(page);
    column.heading(page, &heading);
    let ui = page.palette.ui;
    page.explained.more |= page.theming.is_some();
    for row in rows {
        page.explained.more |= matches!(row.sample, Sample::None);
        let middle = column.y + ROW / 2.0;
        let sample = Rect::new(column.x, middle - 5.0, 22.0, 10.0);
        match &row.sample {
            Sample::Zone(index, presence, letter) => {
                zone_sample(page, (*index, *presence, *letter), sample);
            }
            Sample::Several(signs) => signs::draw(page, signs, TYPE, [column.x, middle]),
            &Sample::Class(swatch) => {
                let alpha = class_alpha(swatch);
                let hatch = swatch_hatch(page, swatch);
                let color = page.palette.swatch(swatch);
                area_sample(page, sample, (color, color.with_alpha(alpha)), hatch);
            }
            Sample::Layer => {
                let color = page.palette.layer();
                area_sample(page, sample, (color, color.with_alpha(PLAIN_ALPHA)), None);
            }
            Sample::Line(dash) => page.items.push(Item::Stroke {
                path: Path::line(vec![[sample.x, middle], [sample.right(), middle]]),
                color: ui.text,
                width: 1.8,
                dash: *dash,
            }),
            Sample::None => {}
        }
        let mut baseline = middle + 4.5;
        for line in &row.lines {
            page.text(line, Weight::Regular, TYPE, [column.x + INDENT, baseline], ui.text);
            baseline += LEADING;
        }
        column.y += row.height();
    }
}
