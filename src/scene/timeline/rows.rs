//! One row of the page: phases, plans, events and their texts.

use super::{
    Plan, TimeRow, Told, UNSEEN,
    page::{LANE, LINE, MARGIN, PAD, Page, SMALL},
    strength,
};
use crate::{
    model::{
        milestone::{Milestone, MilestoneKind},
        timeline::{Slip, Span},
    },
    scene::item::{Item, Path, PlacedText, Rect},
    style::Color,
    text::{Weight, breaking::elide, shape::width_em},
    words,
};

/// A text beside its mark, in a line of its row.
pub(super) struct Note {
    line: usize,
    x: f32,
    mark_x: f32,
    text: String,
    /// Whether it belongs to the date looked at.
    seen: bool,
}

impl Page<'_> {
    /// Draws a row at a height, with its notes.
    pub(super) fn row(&mut self, row: &TimeRow<'_>, y: f32, notes: &[Note]) {
        let ui = self.palette.ui;
        let chart = self.chart();
        let color = row.zone.map_or(ui.weak, |zone| self.palette.zone(zone));
        let name = elide(row.name, Weight::Bold, (chart.x - MARGIN - 12.0) / 12.5);
        self.text(&name, Weight::Bold, 12.5, [MARGIN, y + 12.0], ui.text);
        if let Some(period) = row.period {
            let span = Span { first: period.first, last: period.first };
            let to = Span { first: period.last, last: period.last };
            self.bar(span, to, y + 1.5, color.with_alpha(0.45));
        }
        for phase in &row.phases {
            let seen = if phase.seen { 1.0 } else { UNSEEN };
            let shade = color.with_alpha(strength(phase.status) * seen);
            self.bar(phase.from, phase.to, lane_top(y, phase.lane) + 1.5, shade);
        }
        let plans_y = lane_top(y, row.lanes());
        for plan in &row.plans {
            self.plan(plan, plans_y + LANE / 2.0, color);
        }
        for (event, seen) in &row.events {
            self.event(event, *seen, y + LANE / 2.0 + 0.5, color);
        }
        let text_top = plans_y + if row.plans.is_empty() { 0.0 } else { LANE };
        for note in notes {
            #[expect(clippy::cast_precision_loss, reason = "a few lines")]
            let baseline = text_top + (note.line as f32 + 1.0) * LINE - 2.0;
            self.line([note.mark_x, text_top], [note.mark_x, baseline - 4.0], ui.line, 0.8);
            let (text, at) = (note.text.clone(), [note.x, baseline]);
            self.items.push(Item::Text {
                text: PlacedText { text, weight: Weight::Regular, size: SMALL, at, angle: 0.0 },
                color: if note.seen { ui.text } else { ui.weak },
                halo: Some((ui.window, 2.0)),
            });
        }
    }

    /// A bar that is full between two spans and fades over each.
    fn bar(&mut self, from: Span, to: Span, y: f32, color: Color) {
        let [start, full] = [from.first, from.last].map(|day| self.at(day));
        let [full_end, end] = [to.first, to.last].map(|day| self.at(day));
        let (full, full_end) = if full <= full_end {
            (full, full_end)
        } else {
            let middle = f32::midpoint(full, full_end);
            (middle, middle)
        };
        let height = LANE - 3.0;
        self.rect(Rect::new(full, y, full_end - full, height), color);
        for (near, far) in [(full, start), (full_end, end)] {
            let steps = ((near - far).abs() / 3.0).ceil().clamp(1.0, 12.0);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "twelve at most"
            )]
            for step in 0..steps as u8 {
                let step = f32::from(step);
                let (a, b) = (step / steps, (step + 1.0) / steps);
                let [x0, x1] = [a, b].map(|share| near + (far - near) * share);
                let shade = color.with_alpha(alpha(color) * (1.0 - f32::midpoint(a, b)));
                self.rect(Rect::new(x0.min(x1), y, (x1 - x0).abs(), height), shade);
            }
        }
    }

    /// A hollow diamond, dashes over what the date may mean, and a line to the event that came.
    fn plan(&mut self, plan: &Plan<'_>, y: f32, color: Color) {
        let ui = self.palette.ui;
        let color = if plan.seen { color } else { color.with_alpha(UNSEEN) };
        if let Some((event, slip)) = plan.came {
            let ink = match slip {
                Slip::Late { .. } => ui.warning,
                Slip::Early { .. } | Slip::InTime => ui.good,
            };
            let (from, to) = (self.at(plan.milestone.date.last), self.at(event.date.first));
            self.line([from, y], [to, y], ink, 2.0);
        }
        let (start, end) = (self.at(plan.span.first), self.at(plan.span.last));
        if end - start > 8.0 {
            let path = Path::line(vec![[start, y], [end, y]]);
            self.items.push(Item::Stroke { path, color, width: 1.2, dash: Some((3.0, 3.0)) });
        }
        if self.axis.share(plan.span.last) < 0.0 || self.axis.share(plan.span.first) > 1.0 {
            return;
        }
        let x =
            f32::midpoint(self.at(plan.milestone.date.first), self.at(plan.milestone.date.last));
        let diamond = Path::polygon(vec![[x - 4.5, y], [x, y - 4.5], [x + 4.5, y], [x, y + 4.5]]);
        self.items.push(Item::Fill { path: diamond.clone(), color: ui.window });
        self.items.push(Item::Stroke { path: diamond, color, width: 1.5, dash: None });
    }

    fn event(&mut self, event: &Milestone, seen: bool, y: f32, color: Color) {
        let Some(x) = self.mark_x(event) else { return };
        let color = if seen { color } else { color.with_alpha(UNSEEN) };
        let path = Path::circle([x, y], mark_radius(event.kind));
        self.items.push(Item::Fill { path: path.clone(), color: self.palette.ui.window });
        self.items.push(Item::Stroke { path, color, width: 1.5, dash: None });
    }

    fn mark_x(&self, milestone: &Milestone) -> Option<f32> {
        self.axis.middle(&milestone.date).map(|share| self.x(share))
    }

    /// The texts of a row's marks that find room whole, in so many lines.
    pub(super) fn notes(&self, row: &TimeRow<'_>, lines: usize) -> Vec<Note> {
        const WIDEST: f32 = 460.0;
        let right = self.width - MARGIN;
        let mut ends = vec![f32::NEG_INFINITY; lines];
        let mut marks: Vec<(f32, Told<'_>)> = row
            .told(self.input.lang)
            .into_iter()
            .filter_map(|told| Some((self.mark_x(told.milestone)?, told)))
            .collect();
        marks.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut notes = Vec::new();
        for (mark_x, told) in marks {
            let slip = row.slip_of(told.milestone);
            let text = words::milestone_with(self.input.lang, told.milestone, slip);
            let width = width_em(&text, Weight::Regular) * SMALL;
            let x = (mark_x + 3.0).min(right - width);
            let free = ends.iter().position(|end| *end + 10.0 <= x.min(mark_x));
            let Some(line) = free.filter(|_| width <= WIDEST) else { continue };
            ends[line] = x + width;
            notes.push(Note { line, x, mark_x, text, seen: told.seen });
        }
        notes
    }
}

/// Opacity, 0 to 1.
fn alpha(color: Color) -> f32 {
    f32::from(color.a) / 255.0
}

/// By how much an event stands out.
pub fn mark_radius(kind: MilestoneKind) -> f32 {
    match kind {
        MilestoneKind::Event => 4.6,
        MilestoneKind::Report => 2.4,
        _ => 3.4,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few lanes")]
fn lane_top(y: f32, lane: usize) -> f32 {
    y + lane as f32 * LANE
}

pub(super) fn row_height(row: &TimeRow<'_>) -> f32 {
    let plans = usize::from(!row.plans.is_empty());
    #[expect(clippy::cast_precision_loss, reason = "a few lanes")]
    let lanes = (row.lanes() + plans) as f32;
    (lanes * LANE).max(14.0) + PAD
}

#[expect(clippy::cast_precision_loss, reason = "a few lines")]
pub(super) fn used_lines(notes: &[Note]) -> f32 {
    notes.iter().map(|note| note.line + 1).max().unwrap_or(0) as f32
}
