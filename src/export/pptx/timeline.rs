//! The strip of milestones as shapes and texts that can be edited, in one group. Lengths are points.

use super::{
    layout::Layout,
    shapes::{Frame, INK, LINE, Look, MARKING, WEAK, group, rgb, shape, text_box},
};
use crate::scene::sheet::{
    STRIP_LINE, STRIP_MARK, STRIP_NUMBERS, STRIP_POINTS, STRIP_TEXTS, STRIP_TYPE, Strip,
};

/// What parts of the strip are called begins with this.
const PART: &str = "Timeline";
/// Room for the number of a year, and for that of a mark.
const YEAR: f32 = 28.0;
const NUMBER: f32 = 14.0;
/// From a baseline up to the top of its box, as a share of the type.
const RISE: f32 = 0.95;

impl Layout {
    /// The strip in its frame, as many times its usual size as this has room for.
    pub(super) fn timeline(&mut self, strip: &Strip, lang: &str, frame: Frame) -> String {
        let times = STRIP_POINTS * self.stage.scale;
        let size = STRIP_TYPE * times;
        let (x, y) = (|at: f32| frame.x + at * times, |at: f32| frame.y + at * times);
        let line = y(STRIP_LINE);
        let color = rgb(strip.color);
        let id = self.id();
        let mut parts = String::new();
        let mut draw = |layout: &mut Self, name: &str, preset, frame, fill, line| {
            let name = format!("{PART} {name}");
            parts += &shape(layout.id(), (&name, preset), frame, fill, line);
        };
        let across = Frame {
            x: x(strip.line.0),
            y: line,
            width: (strip.line.1 - strip.line.0) * times,
            height: 0.0,
        };
        draw(self, "line", "line", across, None, Some((LINE, 1.2, false)));
        for year in &strip.years {
            let tick = Frame { x: x(year.x), y: line - 3.0, width: 0.0, height: 6.0 };
            draw(self, "year", "line", tick, None, Some((LINE, 0.75, false)));
        }
        if let Some(day) = &strip.day {
            let mark = Frame { x: x(day.x), y: frame.y, width: 0.0, height: line + 3.0 - frame.y };
            draw(self, "day", "line", mark, None, Some((MARKING, 1.0, true)));
        }
        for mark in &strip.marks {
            if mark.is_span() {
                let width = (mark.last - mark.first) * times;
                let span = Frame { x: x(mark.first), y: line - 1.75, width, height: 3.5 };
                draw(self, "span", "rect", span, Some((color.as_str(), 0.3)), None);
            }
        }
        for mark in strip.marks_in_order() {
            let side = 2.0 * STRIP_MARK * times;
            let dot = Frame {
                x: x(mark.middle()) - side / 2.0,
                y: line - side / 2.0,
                width: side,
                height: side,
            };
            let fill = if mark.planned { "FFFFFF" } else { color.as_str() };
            draw(self, "mark", "ellipse", dot, Some((fill, 1.0)), Some((&color, 1.0, false)));
        }
        parts += &self.strip_texts(strip, lang, frame, size);
        let told: Vec<String> = strip
            .entries
            .iter()
            .map(|entry| format!("{} {}: {}", entry.number, entry.date, entry.text))
            .collect();
        group(id, PART, &told.join("; "), frame, &parts)
    }

    /// Years, numbers and entries.
    fn strip_texts(&mut self, strip: &Strip, lang: &str, frame: Frame, size: f32) -> String {
        let times = STRIP_POINTS * self.stage.scale;
        let weak = Look { size, color: WEAK, ..self.plain() };
        let bold = Look { bold: true, color: INK, ..weak };
        let mut parts = String::new();
        let mut write = |layout: &mut Self,
                         name: &str,
                         at: (f32, f32),
                         size: (f32, f32),
                         lines: &[(&str, Look<'_>)]| {
            let (x, baseline) = (frame.x + at.0 * times, frame.y + at.1 * times);
            let y = baseline - weak.size * RISE;
            let frame = Frame { x, y, width: size.0, height: size.1 };
            let name = format!("{PART} {name}");
            parts += &text_box(layout.id(), &name, None, frame, lines, lang);
        };
        let row = size * 1.3;
        for (at, number) in strip.years.iter().filter_map(|year| year.number.as_ref()) {
            let at = (*at, STRIP_LINE - 8.0);
            write(self, "number of year", at, (YEAR, row), &[(number.as_str(), weak)]);
        }
        for (number, at) in strip.marks.iter().filter_map(|mark| mark.number) {
            let at = (at, STRIP_NUMBERS);
            write(self, "number", at, (NUMBER, row), &[(number.to_string().as_str(), bold)]);
        }
        if let Some(day) = &strip.day {
            let at = (day.at, STRIP_NUMBERS);
            write(self, "caption", at, (YEAR, row), &[(day.caption.as_str(), weak)]);
        }
        let height = frame.height - (STRIP_TEXTS - STRIP_TYPE * RISE) * times;
        for entry in &strip.entries {
            let head = format!("{}  {}", entry.number, entry.head());
            let lines = [(head.as_str(), bold), (entry.text.as_str(), Look { color: INK, ..weak })];
            let size = (entry.width * times, height);
            write(self, "entry", (entry.x, STRIP_TEXTS), size, &lines);
        }
        if let Some((at, more)) = &strip.more {
            let room = frame.width - at * times;
            write(self, "more", (*at, STRIP_TEXTS), (room, row), &[(more.as_str(), weak)]);
        }
        parts
    }
}
