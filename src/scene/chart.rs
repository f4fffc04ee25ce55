//! A chart as a page: bars with their names, or points along two axes. Lengths are logical pixels.

use super::item::{About, Item, Path, PlacedText, Rect, Scene};
use crate::{
    model::Lang,
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

/// Everything that decides the page.
pub struct ChartInput<'a> {
    pub lang: Lang,
    pub title: String,
    pub details: String,
    /// The names of the axes: upwards or along the bars, and across.
    pub axes: [String; 2],
    pub entries: &'a [ChartEntry],
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

#[expect(clippy::cast_possible_truncation, reason = "page sizes are small")]
pub fn chart_page(input: &ChartInput<'_>) -> Scene {
    let (width, height) = (f64::from(input.size.0), f64::from(input.size.1));
    let scale = (width * height / PAGE_PIXELS).sqrt().max(0.8);
    let mut page = Page {
        input,
        width: (width / scale) as f32,
        height: (height / scale) as f32,
        items: Vec::new(),
    };
    let ui = input.palette.ui;
    let room = page.width - 2.0 * MARGIN;
    let title = elide(&input.title, Weight::Bold, room / 26.0);
    page.text(&title, Weight::Bold, 26.0, [MARGIN, 50.0], ui.text);
    let details = elide(&input.details, Weight::Regular, room / 14.0);
    page.text(&details, Weight::Regular, 14.0, [MARGIN, 76.0], ui.weak);
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
        let entries = self.input.entries.iter();
        let each: Vec<String> =
            entries.map(|entry| format!("{}: {}", entry.name, entry.value_text)).collect();
        each.join("; ")
    }

    /// A bar a row, from the zero line, names at the left, values at the end.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a page is small"
    )]
    fn bars(&mut self) {
        let ui = self.input.palette.ui;
        let entries = self.input.entries;
        let names = (self.width * 0.24).min(300.0);
        let left = MARGIN + names;
        let right = self.width - MARGIN - 90.0;
        let height = self.height - TOP - 52.0;
        let row = (height / entries.len().max(1) as f32).min(34.0);
        let values = entries.iter().map(|entry| entry.value);
        let (low, high) =
            values.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let steps = ticks(low, high);
        let (low, high) = (steps[0], steps[steps.len() - 1]);
        let x =
            |value: f64| left + (right - left) * ((value - low) / (high - low).max(1e-12)) as f32;
        let bottom = TOP + row * entries.len() as f32;
        for step in &steps {
            self.line([x(*step), TOP - 4.0], [x(*step), bottom], ui.line);
            let label = (self.input.write[0])(*step);
            let half = width_em(&label, Weight::Regular) * 11.0 / 2.0;
            self.text(&label, Weight::Regular, 11.0, [x(*step) - half, TOP - 9.0], ui.weak);
        }
        let size = (row * 0.6).clamp(6.0, 13.0);
        for (at, entry) in entries.iter().enumerate() {
            let top = TOP + row * at as f32;
            let baseline = top + row / 2.0 + size * 0.35;
            let name = elide(&entry.name, Weight::Regular, (names - 12.0) / size);
            self.text(&name, Weight::Regular, size, [MARGIN, baseline], ui.text);
            let (from, to) = (x(0.0).min(x(entry.value)), x(0.0).max(x(entry.value)));
            let bar = Rect::new(from, top + row * 0.15, (to - from).max(1.0), row * 0.7);
            self.items.push(Item::Fill { path: Path::rect(bar), color: entry.color });
            self.text(&entry.value_text, Weight::Regular, size, [to + 5.0, baseline], ui.text);
        }
        let axis = self.input.axes[0].clone();
        let wide = width_em(&axis, Weight::Bold) * 12.0;
        self.text(&axis, Weight::Bold, 12.0, [self.width - MARGIN - wide, 76.0], ui.weak);
    }

    /// Points with their names, where those find room.
    #[expect(clippy::cast_possible_truncation, reason = "a page is small")]
    fn points(&mut self) {
        let ui = self.input.palette.ui;
        let entries = self.input.entries;
        let frame = Rect::new(
            MARGIN + 76.0,
            TOP,
            self.width - 2.0 * MARGIN - 90.0,
            self.height - TOP - 92.0,
        );
        let bounds = |values: Vec<f64>| {
            let low = values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            ticks(low, high)
        };
        let ups = bounds(entries.iter().map(|entry| entry.value).collect());
        let rights = bounds(entries.iter().filter_map(|entry| entry.across).collect());
        let share = |steps: &[f64], value: f64| {
            let (low, high) = (steps[0], steps[steps.len() - 1]);
            ((value - low) / (high - low).max(1e-12)) as f32
        };
        let x = |value: f64| frame.x + frame.width * share(&rights, value);
        let y = |value: f64| frame.bottom() - frame.height * share(&ups, value);
        for step in &rights {
            self.line([x(*step), frame.y], [x(*step), frame.bottom()], ui.line);
            let label = (self.input.write[1])(*step);
            let half = width_em(&label, Weight::Regular) * 11.0 / 2.0;
            self.text(
                &label,
                Weight::Regular,
                11.0,
                [x(*step) - half, frame.bottom() + 16.0],
                ui.weak,
            );
        }
        for step in &ups {
            self.line([frame.x, y(*step)], [frame.right(), y(*step)], ui.line);
            let label = (self.input.write[0])(*step);
            let wide = width_em(&label, Weight::Regular) * 11.0;
            self.text(
                &label,
                Weight::Regular,
                11.0,
                [frame.x - wide - 6.0, y(*step) + 4.0],
                ui.weak,
            );
        }
        let mut taken: Vec<Rect> = Vec::new();
        for entry in entries {
            let Some(across) = entry.across else { continue };
            let at = [x(across), y(entry.value)];
            self.items.push(Item::Fill { path: Path::circle(at, 5.0), color: entry.color });
            taken.push(Rect::new(at[0] - 5.0, at[1] - 5.0, 10.0, 10.0));
        }
        for entry in entries {
            let Some(across) = entry.across else { continue };
            let at = [x(across), y(entry.value)];
            let name = elide(&entry.name, Weight::Regular, 18.0);
            let wide = width_em(&name, Weight::Regular) * 11.5;
            let place = Rect::new(at[0] + 7.0, at[1] - 8.0, wide, 14.0);
            let is_free = !taken.iter().any(|other| other.intersects(&place));
            if is_free && place.right() < self.width - 8.0 {
                self.text(&name, Weight::Regular, 11.5, [place.x, at[1] + 4.0], ui.text);
                taken.push(place);
            }
        }
        let [up, right] = self.input.axes.clone();
        self.text(&up, Weight::Bold, 12.0, [MARGIN, TOP - 12.0], ui.weak);
        let wide = width_em(&right, Weight::Bold) * 12.0;
        let at = [frame.right() - wide, frame.bottom() + 36.0];
        self.text(&right, Weight::Bold, 12.0, at, ui.weak);
    }
}

/// Round numbers from at most the least to at least the greatest: three at least, ten at most.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let span = (high - low).max(high.abs().max(low.abs()) * 1e-6).max(1e-9);
    let power = libm::pow(10.0, libm::log10(span / 5.0).floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|digit| digit * power)
        .find(|step| span / step <= 6.0)
        .unwrap_or(power * 10.0);
    let first = (low / step).floor();
    let last = (high / step).ceil().max(first + 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few steps")]
    let count = (last - first) as u32;
    (0..=count).map(|at| (first + f64::from(at)) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_enclose() {
        assert_eq!(ticks(0.0, 35.5), [0.0, 10.0, 20.0, 30.0, 40.0]);
        for (low, high) in [(0.0, 0.0), (-2.4, 0.9), (1992.0, 2025.0), (3.0, 3.0), (0.0, 785_000.0)]
        {
            let ticks = ticks(low, high);
            assert!(ticks[0] <= low && ticks[ticks.len() - 1] >= high, "{ticks:?}");
            assert!((2..=10).contains(&ticks.len()), "{ticks:?}");
        }
    }
}
