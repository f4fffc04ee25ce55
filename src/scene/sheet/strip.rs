//! The strip below the map: the milestones of a zone along a line of years.

use super::{SheetInput, page::Page};
use crate::{
    model::{date::Day, milestone::Milestone, zone::Zone},
    scene::item::{Item, Path, Rect},
    text::{Weight, breaking::break_lines},
    words,
};

const TEXT: f32 = 10.5;
const LEADING: f32 = 13.0;
/// From the top of the strip to the line of years.
const LINE: f32 = 22.0;
const MARK: f32 = 4.0;
/// The widest a label is, and its most lines below the date.
const BLOCK: f32 = 186.0;
const MOST_LINES: usize = 3;
const LABEL_GAP: f32 = 16.0;
const FEWEST_PIXELS_A_YEAR: f32 = 44.0;

/// The milestones that a page of a day shows, in order: what had begun, and what had been announced.
pub(super) fn known<'a>(input: &SheetInput<'a>, zone: &'a Zone) -> Vec<&'a Milestone> {
    let mut known: Vec<&Milestone> = zone
        .milestones
        .iter()
        .filter(|milestone| input.catalogue.is_seen(milestone, input.as_of()))
        .collect();
    known.sort_by_key(|milestone| (milestone.date.first, milestone.date.last));
    known
}

/// Days to pixels.
struct Axis {
    from: Day,
    days: f32,
    left: f32,
    width: f32,
}

impl Axis {
    fn new(known: &[&Milestone], days: &[Day], band: Rect) -> Option<Self> {
        let first = known.first()?.date.first.year();
        let dated = days.iter().filter(|day| **day < Day::MAX).map(|day| day.year());
        let last = known.iter().map(|at| at.date.last.year()).chain(dated).max()?;
        let from = Day::new(first, 1, 1).ok()?;
        let to = Day::new(last, 12, 31).ok()?;
        let days = Self::between(from, to).max(1.0);
        Some(Self { from, days, left: band.x + 6.0, width: band.width - 12.0 })
    }

    #[expect(clippy::cast_precision_loss, reason = "a few thousand years at most")]
    fn between(from: Day, to: Day) -> f32 {
        from.until(to).map_or(0, |span| span.get_days()) as f32
    }

    fn x(&self, day: Day) -> f32 {
        self.left + Self::between(self.from, day) / self.days * self.width
    }
}

/// Draws the strip of the zone that the page is about. `days` are marked by lines across it.
pub(super) fn draw(page: &mut Page<'_>, band: Rect, days: &[Day]) {
    let Some(index) = page.title_zone() else { return };
    let zone = &page.input.catalogue.zones[index];
    let known = known(page.input, zone);
    let Some(axis) = Axis::new(&known, days, band) else { return };
    let marked: Vec<f32> =
        days.iter().filter(|day| **day < Day::MAX).map(|day| axis.x(*day)).collect();
    years(page, &axis, band, &marked);
    let line = band.y + LINE;
    let ui = page.palette.ui;
    for x in marked {
        page.items.push(Item::Stroke {
            path: Path::line(vec![[x, band.y], [x, line + 10.0]]),
            color: ui.today,
            width: 1.2,
            dash: Some((4.0, 3.0)),
        });
    }
    let color = page.palette.zone(index);
    for milestone in &known {
        let (first, last) = (axis.x(milestone.date.first), axis.x(milestone.date.last));
        if last - first > MARK {
            // An imprecise date is as long as what is not known of it.
            let path = Path::rect(Rect::new(first, line - 2.5, last - first, 5.0));
            page.items.push(Item::Fill { path, color: color.with_alpha(0.3) });
        }
        let middle = [f32::midpoint(first, last), line];
        let path = Path::circle(middle, MARK);
        let fill = if milestone.planned { ui.window } else { color };
        page.items.push(Item::Fill { path: path.clone(), color: fill });
        page.items.push(Item::Stroke { path, color, width: 1.5, dash: None });
    }
    labels(page, &known, &axis, band);
}

/// The line with a number for each year, or for every second, fifth, tenth, where they are close. A
/// number that a marked day would cross stands before its year's beginning, if it has room there.
fn years(page: &mut Page<'_>, axis: &Axis, band: Rect, marked: &[f32]) {
    let ui = page.palette.ui;
    let line = band.y + LINE;
    page.items.push(Item::Stroke {
        path: Path::line(vec![[axis.left, line], [axis.left + axis.width, line]]),
        color: ui.line,
        width: 1.5,
        dash: None,
    });
    let pixels_a_year = axis.width / axis.days * 365.25;
    let steps: [i16; 7] = [1, 2, 5, 10, 20, 50, 100];
    let step = steps
        .into_iter()
        .find(|step| f32::from(*step) * pixels_a_year >= FEWEST_PIXELS_A_YEAR)
        .unwrap_or(200);
    let first = axis.from.year();
    let mut free = band.x;
    let mut year = first + (step - first.rem_euclid(step)).rem_euclid(step);
    while let Ok(day) = Day::new(year, 1, 1) {
        let x = axis.x(day);
        if x > axis.left + axis.width - 24.0 {
            break;
        }
        page.items.push(Item::Stroke {
            path: Path::line(vec![[x, line - 5.0], [x, line + 5.0]]),
            color: ui.line,
            width: 1.0,
            dash: None,
        });
        let text = year.to_string();
        let width = page.cache.get(&text, Weight::Regular).width_em * TEXT;
        let crossed = marked.iter().any(|at| (x..x + width + 6.0).contains(at));
        let at = if crossed { x - width - 3.0 } else { x + 3.0 };
        if at >= free {
            page.text(&text, Weight::Regular, TEXT, [at, line - 8.0], ui.weak);
            free = at + width + 4.0;
        }
        year += step;
    }
}

/// A label: when and what, in lines, where it would like to stand and where it does.
struct Label<'a> {
    milestone: &'a Milestone,
    date: String,
    lines: Vec<String>,
    width: f32,
    at: f32,
    x: f32,
}

/// What happened, as far as it has room: a label stands whole or not at all. Changes of the status
/// go before the rest, late ones before early ones.
fn labels(page: &mut Page<'_>, known: &[&Milestone], axis: &Axis, band: Rect) {
    let mut wanted: Vec<&Milestone> = known.to_vec();
    wanted.sort_by_key(|milestone| {
        (milestone.kind.status().is_some(), milestone.date.first, milestone.date.last)
    });
    let mut chosen: Vec<Label<'_>> = Vec::new();
    let mut taken = 0.0;
    for milestone in wanted.into_iter().rev() {
        let Some(label) = label(page, milestone, axis) else { continue };
        if taken + label.width + LABEL_GAP <= band.width + LABEL_GAP {
            taken += label.width + LABEL_GAP;
            chosen.push(label);
        }
    }
    chosen.sort_by_key(|label| (label.milestone.date.first, label.milestone.date.last));
    spread(&mut chosen, band);
    let ui = page.palette.ui;
    let line = band.y + LINE;
    for label in chosen {
        let mut baseline = line + 21.0;
        let foot = [label.x + 1.0, line + 12.0];
        page.items.push(Item::Stroke {
            path: Path::line(vec![[label.at, line + MARK + 1.0], foot]),
            color: ui.line,
            width: 0.8,
            dash: None,
        });
        page.text(&label.date, Weight::Bold, TEXT, [label.x, baseline], ui.weak);
        for text in &label.lines {
            baseline += LEADING;
            page.text(text, Weight::Regular, TEXT, [label.x, baseline], ui.text);
        }
    }
}

/// The label of a milestone; `None` where it is too long to stand there.
fn label<'a>(page: &mut Page<'_>, milestone: &'a Milestone, axis: &Axis) -> Option<Label<'a>> {
    let lang = page.chrome_lang();
    let mut date = words::date(lang, &milestone.date);
    if milestone.planned {
        date = format!("{date} · {}", words::t(lang, "planned"));
    }
    let text = milestone.text.get(lang).trim_end_matches(['.', '。']);
    let lines = break_lines(text, Weight::Regular, BLOCK / TEXT);
    if lines.len() > MOST_LINES {
        return None;
    }
    let mut width = page.cache.get(&date, Weight::Bold).width_em;
    for line in &lines {
        width = width.max(page.cache.get(line, Weight::Regular).width_em);
    }
    let at = f32::midpoint(axis.x(milestone.date.first), axis.x(milestone.date.last));
    Some(Label { milestone, date, lines, width: width * TEXT + 1.0, at, x: at })
}

/// Moves labels apart, none over another and all inside the band, each as near its mark as may be.
fn spread(labels: &mut [Label<'_>], band: Rect) {
    let mut from = band.x;
    for label in labels.iter_mut() {
        label.x = label.at.max(from);
        from = label.x + label.width + LABEL_GAP;
    }
    let mut to = band.right();
    for label in labels.iter_mut().rev() {
        label.x = label.x.min(to - label.width);
        to = label.x - LABEL_GAP;
    }
}
