//! A chart as a page: bars with their names, or points along two axes. Lengths are logical pixels.

use super::axis::ChartAxis;
use crate::{
    model::Lang,
    scene::item::{About, Item, Path, PlacedText, Rect, Scene},
    style::{Color, Palette},
    text::{Weight, breaking::elide, shape::width_em},
};

/// A zone of the chart.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartEntry {
    pub name: String,
    pub color: Color,
    pub value: f64,
    pub value_text: String,
    /// For a chart of points: the value along the other axis.
    pub across: Option<f64>,
}

/// A class of the colours.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendEntry {
    pub name: String,
    pub color: Color,
}

/// Everything that decides the page.
pub struct ChartInput<'a> {
    pub lang: Lang,
    pub title: String,
    pub details: String,
    /// The names of the axes: upwards or along the bars, and across.
    pub axes: [String; 2],
    pub entries: &'a [ChartEntry],
    /// What the colours mean; empty where each zone has its own.
    pub legend: Vec<LegendEntry>,
    pub palette: &'a Palette,
    /// What stands at the foot.
    pub foot: String,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// How a tick of each axis is written.
    pub write: [&'a dyn Fn(f64) -> String; 2],
}

const PAGE_PIXELS: f64 = 1600.0 * 900.0;
const MARGIN: f32 = 36.0;
const TOP: f32 = 116.0;
/// No bar has more of the height than this; where bars have more than the second, their type grows too.
const WIDEST_ROW: f32 = 140.0;
const ROOMY: f32 = 72.0;
const RADIUS: f32 = 5.0;
/// How far a name stands from its point; a line leads to those that are not beside it.
const GAPS: [f32; 8] = [RADIUS + 2.0, 16.0, 28.0, 42.0, 60.0, 80.0, 110.0, 150.0];
/// Where names are looked for around a point: right and down.
const DIRECTIONS: [[f32; 2]; 14] = [
    [1.0, 0.0],
    [-1.0, 0.0],
    [0.0, -1.0],
    [0.0, 1.0],
    [0.71, -0.71],
    [0.71, 0.71],
    [-0.71, -0.71],
    [-0.71, 0.71],
    [0.92, 0.38],
    [0.92, -0.38],
    [-0.92, 0.38],
    [-0.92, -0.38],
    [0.38, -0.92],
    [0.38, 0.92],
];
/// So many points are a crowd.
const CROWD: usize = 120;
/// Size of the names of points.
const NAME: f32 = 11.5;

#[expect(clippy::cast_possible_truncation, reason = "page sizes are small")]
pub fn chart_page(input: &ChartInput<'_>) -> Scene {
    let (width, height) = (f64::from(input.size.0), f64::from(input.size.1));
    let scale = (width * height / PAGE_PIXELS).sqrt().max(0.8);
    let mut page = Page {
        input,
        width: (width / scale) as f32,
        height: (height / scale) as f32,
        top: TOP,
        items: Vec::new(),
    };
    let ui = input.palette.ui;
    let room = page.width - 2.0 * MARGIN;
    let title = elide(&input.title, Weight::Bold, room / 26.0);
    page.text(&title, Weight::Bold, 26.0, [MARGIN, 50.0], ui.text);
    let details = elide(&input.details, Weight::Regular, room / 14.0);
    page.text(&details, Weight::Regular, 14.0, [MARGIN, 76.0], ui.weak);
    page.legend();
    let is_points = input.entries.iter().all(|entry| entry.across.is_some());
    if is_points && !input.entries.is_empty() {
        page.points();
    } else {
        page.bars();
    }
    let foot = elide(&input.foot, Weight::Regular, room / 10.5);
    page.text(&foot, Weight::Regular, 10.5, [MARGIN, page.height - 18.0], ui.weak);
    Scene {
        about: About {
            title: input.title.clone(),
            description: page.description(),
            origin: String::new(),
            figures: String::new(),
            language: match input.lang {
                Lang::En => "en",
                Lang::Zh => "zh-CN",
            },
        },
        width: page.width,
        height: page.height,
        scale: scale as f32,
        background: ui.window,
        items: page.items,
    }
}

struct Page<'a> {
    input: &'a ChartInput<'a>,
    width: f32,
    height: f32,
    /// Where the chart begins.
    top: f32,
    items: Vec<Item>,
}

impl Page<'_> {
    fn text(&mut self, text: &str, weight: Weight, size: f32, at: [f32; 2], color: Color) {
        let text = PlacedText { text: text.to_owned(), weight, size, at, angle: 0.0 };
        self.items.push(Item::Text { text, color, halo: None });
    }

    fn line(&mut self, from: [f32; 2], to: [f32; 2], color: Color) {
        let path = Path::line(vec![from, to]);
        self.items.push(Item::Stroke { path, color, width: 1.0, dash: None });
    }

    /// Each entry in words.
    fn description(&self) -> String {
        let text = |entry: &ChartEntry| {
            let across = entry.across.map(|across| format!(", {}", (self.input.write[1])(across)));
            format!("{}: {}{}", entry.name, entry.value_text, across.unwrap_or_default())
        };
        let each: Vec<String> = self.input.entries.iter().map(text).collect();
        each.join("; ")
    }

    /// A bar a row, from the zero line, names at the left, values at the end.
    #[expect(clippy::cast_precision_loss, reason = "a page is small")]
    fn bars(&mut self) {
        let ui = self.input.palette.ui;
        let entries = self.input.entries;
        let height = self.height - self.top - 52.0;
        let row = (height / entries.len().max(1) as f32).min(WIDEST_ROW);
        let size = (row * 0.6).clamp(6.0, if row > ROOMY { 20.0 } else { 15.0 });
        let wide = |text: &str| width_em(text, Weight::Regular) * size;
        let widest = |texts: &mut dyn Iterator<Item = f32>| texts.fold(0.0_f32, f32::max);
        let names = widest(&mut entries.iter().map(|entry| wide(&entry.name)));
        let names = (names + 14.0).min(self.width * 0.45);
        let ends = widest(&mut entries.iter().map(|entry| wide(&entry.value_text)));
        let left = MARGIN + names;
        let right = self.width - MARGIN - (ends + 8.0).max(30.0);
        let values: Vec<f64> = entries.iter().map(|entry| entry.value).collect();
        let axis = ChartAxis::of_bars(&values);
        let x = |value: f64| left + (right - left) * axis.share(value);
        let zero = left + (right - left) * axis.start();
        // Few bars stand in the middle of the room, a little above.
        let top = self.top + (height - row * entries.len() as f32).max(0.0) * 0.4;
        let bottom = top + row * entries.len() as f32;
        for step in &axis.steps {
            self.line([x(*step), top - 4.0], [x(*step), bottom], ui.line);
            let label = (self.input.write[0])(*step);
            let half = width_em(&label, Weight::Regular) * 11.0 / 2.0;
            self.text(&label, Weight::Regular, 11.0, [x(*step) - half, top - 9.0], ui.weak);
        }
        let thick = (row * 0.7).min(if row > ROOMY { 84.0 } else { 38.0 });
        for (at, entry) in entries.iter().enumerate() {
            let top = top + row * at as f32;
            let baseline = top + row / 2.0 + size * 0.35;
            let name = elide(&entry.name, Weight::Regular, (names - 12.0) / size);
            self.text(&name, Weight::Regular, size, [MARGIN, baseline], ui.text);
            let (from, to) = (zero.min(x(entry.value)), zero.max(x(entry.value)));
            let bar = Rect::new(from, top + (row - thick) / 2.0, (to - from).max(1.0), thick);
            self.items.push(Item::Fill { path: Path::rect(bar), color: entry.color });
            self.text(&entry.value_text, Weight::Regular, size, [to + 5.0, baseline], ui.text);
        }
        let axis = self.input.axes[0].clone();
        let wide = width_em(&axis, Weight::Bold) * 12.0;
        self.text(&axis, Weight::Bold, 12.0, [self.width - MARGIN - wide, 76.0], ui.weak);
    }

    /// The classes side by side above the chart, on as many lines as they need.
    fn legend(&mut self) {
        const SIZE: f32 = 12.0;
        const LINE: f32 = 20.0;
        let ui = self.input.palette.ui;
        let (mut x, mut y) = (MARGIN, 100.0);
        for entry in &self.input.legend {
            let wide = width_em(&entry.name, Weight::Regular) * SIZE + 18.0;
            if x > MARGIN && x + wide > self.width - MARGIN {
                (x, y) = (MARGIN, y + LINE);
            }
            let swatch = Rect::new(x, y - 10.0, 12.0, 12.0);
            self.items.push(Item::Fill { path: Path::rect(swatch), color: entry.color });
            self.text(&entry.name, Weight::Regular, SIZE, [x + 18.0, y], ui.text);
            x += wide + 20.0;
        }
        if !self.input.legend.is_empty() {
            self.top = y + 36.0;
        }
    }

    /// Points with their names, where those find room.
    fn points(&mut self) {
        let entries = self.input.entries;
        let ups: Vec<f64> = entries.iter().map(|entry| entry.value).collect();
        let rights: Vec<f64> = entries.iter().filter_map(|entry| entry.across).collect();
        let (ups, rights) = (ChartAxis::around(&ups), ChartAxis::around(&rights));
        let top = self.top + 10.0;
        let frame = Rect::new(
            MARGIN + 76.0,
            top,
            self.width - 2.0 * MARGIN - 90.0,
            self.height - top - 92.0,
        );
        self.grid(frame, &ups, &rights);
        let mut taken: Vec<Rect> = Vec::new();
        let mut places: Vec<[f32; 2]> = Vec::new();
        for entry in entries {
            let at = [
                frame.x + frame.width * rights.share(entry.across.unwrap_or_default()),
                frame.bottom() - frame.height * ups.share(entry.value),
            ];
            self.items.push(Item::Fill { path: Path::circle(at, RADIUS), color: entry.color });
            taken.push(Rect::new(at[0] - RADIUS, at[1] - RADIUS, 2.0 * RADIUS, 2.0 * RADIUS));
            places.push(at);
        }
        // The ticks begin a little below.
        let room = Rect::new(
            frame.x,
            self.top,
            self.width - 8.0 - frame.x,
            frame.bottom() + 5.0 - self.top,
        );
        self.name_points(&places, room, &taken);
        let ui = self.input.palette.ui;
        let [up, right] = self.input.axes.clone();
        self.text(&up, Weight::Bold, 12.0, [MARGIN, top - 14.0], ui.weak);
        let wide = width_em(&right, Weight::Bold) * 12.0;
        let at = [frame.right() - wide, frame.bottom() + 36.0];
        self.text(&right, Weight::Bold, 12.0, at, ui.weak);
    }

    /// The names of points where they find room: in the order of the table or from its end, whichever
    /// leaves fewer out. The description has them all.
    fn name_points(&mut self, places: &[[f32; 2]], room: Rect, taken: &[Rect]) {
        let ui = self.input.palette.ui;
        let text = |entry: &ChartEntry| {
            let name = elide(&entry.name, Weight::Regular, 30.0);
            let wide = width_em(&name, Weight::Regular) * NAME;
            (name, wide)
        };
        let names: Vec<(String, f32)> = self.input.entries.iter().map(text).collect();
        // A crowd has no room beyond the nearest places.
        let gaps = if names.len() > CROWD { &GAPS[..1] } else { &GAPS[..] };
        let try_in = |order: &mut dyn Iterator<Item = usize>| {
            let mut taken = taken.to_vec();
            let mut found = Vec::new();
            for at in order {
                if let Some((place, line)) = find(places[at], names[at].1, gaps, room, &taken) {
                    taken.extend(&line);
                    taken.push(place);
                    found.push((at, place, line));
                }
            }
            found
        };
        let mut found = try_in(&mut (0..names.len()));
        if found.len() < names.len() && names.len() <= CROWD {
            let other = try_in(&mut (0..names.len()).rev());
            if other.len() > found.len() {
                found = other;
            }
        }
        for (at, place, line) in found {
            if let Some(end) = line.last() {
                self.line(places[at], [end.x + 1.0, end.y + 1.0], ui.weak);
            }
            let baseline = [place.x, place.y + 11.0];
            self.text(&names[at].0, Weight::Regular, NAME, baseline, ui.text);
        }
    }

    fn grid(&mut self, frame: Rect, ups: &ChartAxis, rights: &ChartAxis) {
        let ui = self.input.palette.ui;
        for step in &rights.steps {
            let x = frame.x + frame.width * rights.share(*step);
            self.line([x, frame.y], [x, frame.bottom()], ui.line);
            let label = (self.input.write[1])(*step);
            let half = width_em(&label, Weight::Regular) * 11.0 / 2.0;
            let at = [x - half, frame.bottom() + 16.0];
            self.text(&label, Weight::Regular, 11.0, at, ui.weak);
        }
        for step in &ups.steps {
            let y = frame.bottom() - frame.height * ups.share(*step);
            self.line([frame.x, y], [frame.right(), y], ui.line);
            let label = (self.input.write[0])(*step);
            let wide = width_em(&label, Weight::Regular) * 11.0;
            let at = [frame.x - wide - 6.0, y + 4.0];
            self.text(&label, Weight::Regular, 11.0, at, ui.weak);
        }
    }
}

/// A free place for the name of a point: beside it, else farther off with a line that crosses no other
/// name.
fn find(
    at: [f32; 2],
    wide: f32,
    gaps: &[f32],
    room: Rect,
    taken: &[Rect],
) -> Option<(Rect, Vec<Rect>)> {
    gaps.iter().flat_map(|gap| around(at, wide, *gap)).find_map(|(gap, place)| {
        let is_inside = place.x >= room.x
            && place.right() <= room.right()
            && place.y >= room.y
            && place.bottom() <= room.bottom();
        if !is_inside || taken.iter().any(|other| other.intersects(&place)) {
            return None;
        }
        let line = if gap > GAPS[0] { leader(at, place) } else { Vec::new() };
        // Points, its own among them, may lie under the line.
        let crosses = |step: &Rect| {
            taken.iter().any(|other| other.width > 2.0 * RADIUS && other.intersects(step))
        };
        (!line.iter().any(crosses)).then_some((place, line))
    })
}

/// Places for the name of a point at a distance, the best first: beside it, above and below, then
/// between those.
fn around([x, y]: [f32; 2], wide: f32, gap: f32) -> impl Iterator<Item = (f32, Rect)> {
    const HIGH: f32 = 14.0;
    let start = |toward: f32, size: f32| match toward {
        more if more > 0.3 => 0.0,
        less if less < -0.3 => -size,
        _ => -size / 2.0,
    };
    DIRECTIONS.into_iter().map(move |[right, down]| {
        let left = x + gap * right + start(right, wide);
        let top = y + gap * down + start(down, HIGH);
        (gap, Rect::new(left, top, wide, HIGH))
    })
}

/// Steps from a point to the nearest place at its name.
#[expect(clippy::cast_precision_loss, reason = "a few steps")]
fn leader(at: [f32; 2], place: Rect) -> Vec<Rect> {
    const STEPS: usize = 24;
    let end = [
        at[0].clamp(place.x - 2.0, place.right() + 2.0),
        at[1].clamp(place.y + 2.0, place.bottom()),
    ];
    let step = |step: usize| {
        let share = step as f32 / STEPS as f32;
        let [x, y] = [0, 1].map(|axis| at[axis] + (end[axis] - at[axis]) * share);
        Rect::new(x - 1.0, y - 1.0, 2.0, 2.0)
    };
    (1..=STEPS).map(step).collect()
}
