//! The page of one zone goes on with a list of what happened and what is planned: a mark, a date, a text
//! and its source, in one column or two, in the largest type in which all find room.

use super::{
    TimeRow, Told,
    page::{MARGIN, Page},
};
use crate::{
    scene::item::{Item, Path},
    text::{Weight, breaking::break_lines, shape::width_em},
    words,
};

/// Sizes of the type to try, logical pixels.
const SIZES: [f32; 8] = [19.0, 17.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0];
/// As shares of the type: sources, lines, and what lies between two entries.
const SOURCE: f32 = 0.82;
const LEADING: f32 = 1.36;
const APART: f32 = 0.62;
/// Between columns, and a page wide enough for two.
const GUTTER: f32 = 44.0;
const WIDE: f32 = 1050.0;
/// So few stand in one column all the same.
const FEW: usize = 8;

/// An entry laid out for a width.
struct Entry<'a> {
    told: Told<'a>,
    date: String,
    text: Vec<String>,
    source: Vec<String>,
    height: f32,
}

/// Entries in columns.
struct Set<'a> {
    size: f32,
    /// The widest date.
    dates: f32,
    /// Of a column.
    width: f32,
    columns: Vec<Vec<Entry<'a>>>,
    left_out: usize,
}

impl Page<'_> {
    /// Draws the list between two heights; says how many entries find no room.
    pub(super) fn list(&mut self, row: &TimeRow<'_>, top: f32, bottom: f32) -> usize {
        let Some(list) = self.columns(row, bottom - top) else { return 0 };
        let Set { size, dates, width, columns, left_out } = list;
        let ui = self.palette.ui;
        let color = row.zone.map_or(ui.weak, |zone| self.palette.zone(zone));
        for (column, left) in columns.into_iter().zip([MARGIN, MARGIN + width + GUTTER]) {
            let mut y = top;
            for entry in column {
                let ink = if entry.told.seen { ui.text } else { ui.weak };
                let baseline = y + size;
                self.sign(&entry.told, [left + size * 0.5, baseline - size * 0.36], size, color);
                let date_at = [left + mark(size), baseline];
                self.text(&entry.date, Weight::Regular, size, date_at, ink);
                let x = left + mark(size) + dates + size;
                let mut baseline = baseline;
                for line in &entry.text {
                    self.text(line, Weight::Regular, size, [x, baseline], ink);
                    baseline += size * LEADING;
                }
                for line in &entry.source {
                    let small = size * SOURCE;
                    self.text(line, Weight::Regular, small, [x, baseline - size * 0.1], ui.weak);
                    baseline += small * LEADING;
                }
                y += entry.height;
            }
        }
        left_out
    }

    /// A ring for an event, a diamond for a plan.
    fn sign(&mut self, told: &Told<'_>, [x, y]: [f32; 2], size: f32, color: crate::style::Color) {
        let radius = size * 0.28;
        let path = if told.milestone.planned {
            let reach = radius * 1.25;
            Path::polygon(vec![[x - reach, y], [x, y - reach], [x + reach, y], [x, y + reach]])
        } else {
            Path::circle([x, y], radius)
        };
        self.items.push(Item::Stroke { path, color, width: 1.5, dash: None });
    }

    /// The entries in the largest type in which all find room, else as many as do in the smallest.
    fn columns<'a>(&self, row: &TimeRow<'a>, height: f32) -> Option<Set<'a>> {
        let told = row.told(self.input.lang);
        let count = if told.len() > FEW && self.width > WIDE { 2 } else { 1 };
        #[expect(clippy::cast_precision_loss, reason = "two")]
        let width = (self.width - 2.0 * MARGIN - GUTTER * (count - 1) as f32) / count as f32;
        let mut last = None;
        for size in SIZES {
            let (dates, entries) = self.entries(&told, size, width);
            let columns = split(entries, count, height);
            let left_out = told.len() - columns.iter().map(Vec::len).sum::<usize>();
            last = Some(Set { size, dates, width, columns, left_out });
            if left_out == 0 {
                break;
            }
        }
        last
    }

    fn entries<'a>(&self, told: &[Told<'a>], size: f32, width: f32) -> (f32, Vec<Entry<'a>>) {
        let lang = self.input.lang;
        let widths = told.iter().map(|told| width_em(&told.date(lang), Weight::Regular) * size);
        let dates = widths.fold(0.0, f32::max);
        let room = (width - mark(size) - dates - size).max(size * 6.0);
        let entry = |told: &Told<'a>| {
            let mut text = told.milestone.text.get(lang).to_owned();
            if let Some(slip) = &told.slip {
                text = format!("{text} · {slip}");
            }
            let source = words::citation(lang, self.input.catalogue, &told.milestone.cite);
            let text = break_lines(&text, Weight::Regular, room / size);
            let source = break_lines(&source, Weight::Regular, room / (size * SOURCE));
            #[expect(clippy::cast_precision_loss, reason = "a few lines")]
            let lines = text.len() as f32 + source.len() as f32 * SOURCE;
            let height = size * (lines * LEADING + APART);
            Entry { told: told.clone(), date: told.date(lang), text, source, height }
        };
        (dates, told.iter().map(entry).collect())
    }
}

/// Room for the mark before a date.
fn mark(size: f32) -> f32 {
    size * 1.5
}

/// Splits entries into columns of about the same height, none higher than this; those that find no room
/// are left out.
fn split(entries: Vec<Entry<'_>>, count: usize, height: f32) -> Vec<Vec<Entry<'_>>> {
    let total: f32 = entries.iter().map(|entry| entry.height).sum();
    let highest = entries.iter().map(|entry| entry.height).fold(0.0, f32::max);
    #[expect(clippy::cast_precision_loss, reason = "two")]
    let even = (total / count as f32 + highest / 2.0).min(height);
    let mut columns: Vec<Vec<Entry<'_>>> = Vec::new();
    let mut rest = entries.into_iter().peekable();
    for at in 0..count {
        let limit = if at + 1 == count { height } else { even };
        let mut used = 0.0;
        let mut column = Vec::new();
        while let Some(entry) = rest.next_if(|entry| used + entry.height <= limit) {
            used += entry.height;
            column.push(entry);
        }
        columns.push(column);
    }
    columns
}
