//! What happened to the selected row and what is planned, in a list below it: a mark, a date, a text.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, FontId, Galley, Painter, Pos2, Rect, Sense, Stroke, Ui, text::LayoutJob,
};

use crate::{
    model::milestone::Milestone,
    scene::timeline::{TimeRow, Told, UNSEEN},
    ui::{Context, look::color32},
};

const SIZE: f32 = 11.5;
/// Room for the mark, and between the date and the text.
const MARK: f32 = 20.0;
const GAP: f32 = 10.0;
/// Between two lines, and below the last one.
const LEADING: f32 = 2.0;
const FOOT: f32 = 6.0;
/// A text narrower than this stands below its date.
const LEAST: f32 = 150.0;

struct Entry<'a> {
    milestone: &'a Milestone,
    seen: bool,
    date: Arc<Galley>,
    text: Arc<Galley>,
}

impl Entry<'_> {
    fn height(&self, beside: Option<f32>) -> f32 {
        let above = if beside.is_some() { 0.0 } else { self.date.size().y };
        above + self.text.size().y + LEADING
    }
}

/// The list of a row, laid out.
pub(super) struct List<'a> {
    entries: Vec<Entry<'a>>,
    /// Where the texts begin beside the dates; `None` where they stand below them, for want of room.
    beside: Option<f32>,
    height: f32,
}

/// A line that is drawn after the lines of the dates, on the ground of its row, so that none crosses it.
pub(super) struct Line {
    texts: [(Pos2, Arc<Galley>); 2],
    ground: Color32,
    mark: egui::Shape,
    /// What ties it to its mark on the axis, while the pointer is on it.
    tie: Vec<egui::Shape>,
}

impl Line {
    pub(super) fn paint(self, painter: &Painter) {
        for (at, galley) in self.texts {
            let rect = Rect::from_min_size(at, galley.size());
            painter.rect_filled(rect.expand2(egui::vec2(2.0, 0.0)), 0.0, self.ground);
            painter.galley(at, galley, Color32::PLACEHOLDER);
        }
        painter.add(self.mark);
        painter.extend(self.tie);
    }
}

impl<'a> List<'a> {
    pub(super) fn new(ui: &Ui, context: &Context<'_>, row: &TimeRow<'a>) -> Self {
        let (lang, colors) = (context.lang(), &context.palette.ui);
        let font = FontId::proportional(SIZE);
        let told = row.told(lang);
        let ink = |seen: bool| color32(if seen { colors.text } else { colors.weak });
        let dates: Vec<Arc<Galley>> = told
            .iter()
            .map(|told| ui.painter().layout_no_wrap(told.date(lang), font.clone(), ink(told.seen)))
            .collect();
        let widest = dates.iter().map(|date| date.size().x).fold(0.0, f32::max);
        let room = ui.available_width() - MARK - 8.0;
        let beside = (room - widest - GAP >= LEAST).then_some(widest + GAP);
        let width = (room - beside.unwrap_or_default()).max(40.0);
        let entries: Vec<Entry<'a>> = told
            .into_iter()
            .zip(dates)
            .map(|(Told { milestone, seen, slip }, date)| {
                let mut job = LayoutJob::default();
                job.wrap.max_width = width;
                let format = |color| egui::TextFormat::simple(font.clone(), color);
                job.append(milestone.text.get(lang), 0.0, format(ink(seen)));
                if let Some(slip) = slip {
                    job.append(&format!(" · {slip}"), 0.0, format(color32(colors.weak)));
                }
                Entry { milestone, seen, date, text: ui.painter().layout_job(job) }
            })
            .collect();
        let height = entries.iter().map(|entry| entry.height(beside)).sum::<f32>() + FOOT;
        Self { entries, beside, height }
    }

    pub(super) fn height(&self) -> f32 {
        self.height
    }

    /// Lays the list out from a point on, in the color of its row and on its ground; `mark` is where an
    /// entry has its mark on the axis, where that is in sight.
    pub(super) fn lay(
        self,
        ui: &Ui,
        (at, color, ground): (Pos2, Color32, Color32),
        mark: impl Fn(&Milestone) -> Option<Pos2>,
    ) -> Vec<Line> {
        const RADIUS: f32 = 3.0;
        let width = ui.available_width();
        let mut y = at.y;
        let mut lines = Vec::new();
        for (number, entry) in self.entries.into_iter().enumerate() {
            let rect = Rect::from_min_size(
                Pos2::new(at.x, y),
                egui::vec2(width, entry.height(self.beside)),
            );
            let ink = if entry.seen { color } else { color.gamma_multiply(UNSEEN) };
            let middle = Pos2::new(at.x + MARK / 2.0, y + SIZE * 0.62);
            let stroke = Stroke::new(1.5, ink);
            let sign = if entry.milestone.planned {
                let corners = [(-1.3, 0.0), (0.0, -1.3), (1.3, 0.0), (0.0, 1.3)];
                let corners = corners.map(|(x, y)| middle + egui::vec2(x, y) * RADIUS).to_vec();
                egui::Shape::convex_polygon(corners, ground, stroke)
            } else {
                egui::Shape::circle_stroke(middle, RADIUS, stroke)
            };
            let id = ui.scope_id().with(("timeline list", number));
            let is_hovered = ui.interact(rect, id, Sense::hover()).hovered();
            let tie = match mark(entry.milestone).filter(|_| is_hovered) {
                Some(mark) => vec![
                    egui::Shape::circle_stroke(mark, 7.0, Stroke::new(1.5, color)),
                    egui::Shape::line_segment(
                        [mark + egui::vec2(0.0, 7.0), Pos2::new(mark.x, y)],
                        Stroke::new(1.0, color),
                    ),
                ],
                None => Vec::new(),
            };
            let text = match self.beside {
                Some(beside) => Pos2::new(at.x + MARK + beside, y),
                None => Pos2::new(at.x + MARK, y + entry.date.size().y),
            };
            let texts = [(Pos2::new(at.x + MARK, y), entry.date), (text, entry.text)];
            lines.push(Line { texts, ground, mark: sign, tie });
            y = rect.bottom();
        }
        lines
    }
}
