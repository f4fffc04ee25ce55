//! One row: phases in lanes, plans and events; the selected one goes on with a list of them (`list_ui`).

use eframe::egui::{self, Align2, Color32, FontId, Pos2, Rect, Sense, Stroke, Ui};

use super::{
    Chart, axis_ui, heading,
    list_ui::{Line, List},
    named,
};
use crate::{
    editor::Action,
    model::{
        milestone::Milestone,
        timeline::{Slip, Span},
    },
    scene::timeline::{Plan, TimeRow, UNSEEN, mark_radius, strength},
    text::{
        Weight,
        breaking::{break_lines, elide},
        shape::width_em,
    },
    ui::{
        Context,
        look::{color32, family, small},
    },
    words,
};

const LEAST: f32 = 23.0;
/// The same where the name takes two lines, and sizes of names.
const TWO_LINES: f32 = 30.0;
const NAME: f32 = 12.5;
const SMALL_NAME: f32 = 11.0;
const LANE: f32 = 10.0;
const PAD: f32 = 7.0;
/// How much of its color the ground of a row takes.
const GROUND: f32 = 0.7;
/// What the parts of a row share.
struct Row<'a, 'b> {
    context: &'a Context<'b>,
    chart: Chart,
    of: &'a TimeRow<'b>,
    /// Top of the first lane.
    top: f32,
    color: Color32,
    /// Of marks, which a pale step of a ramp would hide.
    line: Color32,
}

/// Draws a row; the texts of its events come on top of what is drawn later.
pub(super) fn row_ui(
    ui: &mut Ui,
    context: &Context<'_>,
    chart: Chart,
    row: &TimeRow<'_>,
    actions: &mut Vec<Action>,
    texts: &mut Vec<Line>,
) {
    let colors = &context.palette.ui;
    let selected = context.editor.session().selected.as_deref() == Some(row.id);
    let list = selected.then(|| List::new(ui, context, row));
    #[expect(clippy::cast_precision_loss, reason = "a few lanes")]
    let lanes = (row.lanes() + usize::from(!row.plans.is_empty())) as f32;
    let weight = if selected { Weight::Bold } else { Weight::Regular };
    let name_lines = name_lines(row.name, weight, chart.rect.left() - ui.cursor().left() - 14.0);
    let least = if name_lines.len() > 1 { TWO_LINES } else { LEAST };
    let height = (lanes * LANE + PAD).max(least) + list.as_ref().map_or(0.0, List::height);
    let (rect, response) =
        ui.allocate_exact_size(egui::vec2(ui.available_width(), height), Sense::click_and_drag());
    named(&response, egui::Role::Button, &format!("{}: {}", context.t("timeline"), row.name));
    // A row that has just been selected elsewhere comes into sight.
    let seen = egui::Id::unique("timeline selection");
    let news = selected && ui.data(|data| data.get_temp::<String>(seen)).as_deref() != Some(row.id);
    if news {
        ui.data_mut(|data| data.insert_temp(seen, row.id.to_owned()));
        response.scroll_to_me(Some(egui::Align::Min));
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    if selected || response.hovered() || response.has_focus() {
        let fill = if selected { colors.selection } else { colors.hover };
        ui.painter().rect_filled(rect, 3.0, color32(fill).gamma_multiply(GROUND));
    }
    let size = if name_lines.len() > 1 { SMALL_NAME } else { NAME };
    let at = Pos2::new(rect.left() + 2.0, rect.top() + least / 2.0);
    let font = FontId::new(size, family(weight));
    let name = name_lines.join("\n");
    ui.painter().text(at, Align2::LEFT_CENTER, name, font, color32(colors.text));
    let used = lanes * LANE;
    let top = rect.top() + ((LEAST - used) / 2.0).max(PAD / 2.0);
    let color = row.zone.map_or(colors.weak, |zone| context.zone_color(zone));
    let own = row.zone.filter(|zone| context.palette.zone(*zone) == color);
    let line = own.map_or(color, |zone| context.palette.zone_line(zone));
    let (color, line) = (color32(color), color32(line));
    let parts = Row { context, chart, of: row, top, color, line };
    parts.bars(ui);
    parts.plans(ui);
    parts.events(ui);
    parts.beyond(ui);
    if let Some(list) = list {
        let ground = color32(colors.window).lerp_to_gamma(color32(colors.selection), GROUND);
        let at = Pos2::new(rect.left(), top + used + 2.0);
        let mark = |milestone: &Milestone| {
            let x = chart.x(chart.axis.middle(&milestone.date)?);
            chart.rect.x_range().contains(x).then(|| Pos2::new(x, parts.mark_y(milestone)))
        };
        texts.extend(list.lay(ui, (at, parts.line, ground), mark));
    }
    if response.double_clicked() && row.zone.is_some() {
        actions.push(Action::ZoomToZone(row.id.to_owned()));
    } else if response.clicked() {
        actions.push(Action::Select(Some(row.id.to_owned())));
    }
    axis_ui::drag(chart, &response, actions);
}

/// A name in one line, or in two smaller ones where it finds no room.
fn name_lines(name: &str, weight: Weight, width: f32) -> Vec<String> {
    if width_em(name, weight) * NAME <= width {
        return vec![name.to_owned()];
    }
    let mut lines = break_lines(name, weight, width / SMALL_NAME);
    if lines.len() > 2 {
        let rest = lines.split_off(1).join(" ");
        lines.push(elide(&rest, weight, width / SMALL_NAME));
    }
    lines
}

impl Row<'_, '_> {
    /// The height at which an event or a plan has its mark.
    fn mark_y(&self, milestone: &Milestone) -> f32 {
        let lane = if milestone.planned { self.of.lanes() } else { 0 };
        self.lane(lane).center().y
    }

    #[expect(clippy::cast_precision_loss, reason = "a few lanes")]
    fn lane(&self, lane: usize) -> Rect {
        let top = self.top + lane as f32 * LANE + 0.5;
        let rect = self.chart.rect;
        Rect::from_min_max(Pos2::new(rect.left(), top), Pos2::new(rect.right(), top + LANE - 2.0))
    }

    fn x(&self, day: crate::model::date::Day) -> f32 {
        self.chart.x(self.chart.axis.share(day))
    }

    fn bars(&self, ui: &Ui) {
        if let Some(period) = self.of.period {
            let from = Span { first: period.first, last: period.first };
            let to = Span { first: period.last, last: period.last };
            self.stretch(ui, self.lane(0), (from, to), self.color.gamma_multiply(0.45));
        }
        for phase in &self.of.phases {
            let seen = if phase.seen { 1.0 } else { UNSEEN };
            let shade = self.color.gamma_multiply(strength(phase.status) * seen);
            self.stretch(ui, self.lane(phase.lane), (phase.from, phase.to), shade);
        }
    }

    /// A bar from one span of days to another, fading over each.
    fn stretch(&self, ui: &Ui, lane: Rect, (from, to): (Span, Span), color: Color32) {
        let (start, full) = (self.x(from.first), self.x(from.last));
        let (full_end, end) = (self.x(to.first), self.x(to.last));
        let (full, full_end) = if full <= full_end {
            (full, full_end)
        } else {
            let middle = f32::midpoint(full, full_end);
            (middle, middle)
        };
        let clear = Color32::TRANSPARENT;
        let mut mesh = egui::Mesh::default();
        let mut column = |x: f32, color: Color32| {
            mesh.colored_vertex(Pos2::new(x, lane.top()), color);
            mesh.colored_vertex(Pos2::new(x, lane.bottom()), color);
        };
        column(start, if start < full { clear } else { color });
        column(full, color);
        column(full_end, color);
        column(end, if full_end < end { clear } else { color });
        for first in [0, 2, 4] {
            mesh.add_triangle(first, first + 1, first + 2);
            mesh.add_triangle(first + 1, first + 2, first + 3);
        }
        ui.painter().add(mesh);
    }

    /// Hollow diamonds, dashes over what a date may mean, and a line to the event that came.
    fn plans(&self, ui: &mut Ui) {
        let colors = &self.context.palette.ui;
        let y = self.lane(self.of.lanes()).center().y;
        for (number, plan) in self.of.plans.iter().enumerate() {
            let color = if plan.seen { self.line } else { self.line.gamma_multiply(UNSEEN) };
            if let Some((event, slip)) = plan.came {
                let ink = match slip {
                    Slip::Late { .. } => colors.warning,
                    Slip::Early { .. } | Slip::InTime => colors.good,
                };
                let ends = [plan.milestone.date.last, event.date.first].map(|day| self.x(day));
                let points = ends.map(|x| Pos2::new(x, y));
                ui.painter().line_segment(points, Stroke::new(2.0, color32(ink)));
            }
            let (start, end) = (self.x(plan.span.first), self.x(plan.span.last));
            if end - start > 8.0 {
                let points = [Pos2::new(start, y), Pos2::new(end, y)];
                let stroke = Stroke::new(1.2, color);
                ui.painter().add(egui::Shape::dashed_line(&points, stroke, 3.0, 3.0));
            }
            let Some(share) = self.chart.axis.middle(&plan.milestone.date) else { continue };
            let at = Pos2::new(self.chart.x(share), y);
            let corners = [(-4.5, 0.0), (0.0, -4.5), (4.5, 0.0), (0.0, 4.5)];
            let corners = corners.map(|(x, y)| at + egui::vec2(x, y)).to_vec();
            let stroke = Stroke::new(1.5, color);
            let ground = color32(colors.window);
            ui.painter().add(egui::Shape::convex_polygon(corners, ground, stroke));
            self.mark(ui, at, ("plan", number), plan.milestone, self.slip_of_plan(plan).as_deref());
        }
    }

    fn slip_of_plan(&self, plan: &Plan<'_>) -> Option<String> {
        let (event, slip) = plan.came?;
        let lang = self.context.lang();
        Some(format!("{} · {}", words::slip_by_this(lang, slip), words::milestone(lang, event)))
    }

    fn events(&self, ui: &mut Ui) {
        let colors = &self.context.palette.ui;
        let y = self.lane(0).center().y;
        for (number, (event, seen)) in self.of.events.iter().enumerate() {
            let Some(share) = self.chart.axis.middle(&event.date) else { continue };
            let at = Pos2::new(self.chart.x(share), y);
            let color = if *seen { self.line } else { self.line.gamma_multiply(0.4) };
            let (radius, ground) = (mark_radius(event.kind), color32(colors.window));
            ui.painter().circle(at, radius, ground, Stroke::new(1.7, color));
            let found = self.of.slip_of(event);
            let slip = found.map(|(plan, slip)| words::slip_from(self.context.lang(), plan, slip));
            self.mark(ui, at, ("event", number), event, slip.as_deref());
        }
    }

    /// An arrow at each end of the axis beyond which the row has events or plans.
    fn beyond(&self, ui: &Ui) {
        const HALF: f32 = 3.5;
        let (axis, rect) = (self.chart.axis, self.chart.rect);
        let dates = || {
            let events = self.of.events.iter().map(|(event, _)| &event.date);
            events.chain(self.of.plans.iter().map(|plan| &plan.milestone.date))
        };
        let y = self.lane(0).center().y;
        for (is_there, x, ahead) in [
            (dates().any(|date| date.last < axis.first), rect.left() - 6.0, -1.0),
            (dates().any(|date| date.first > axis.last), rect.right() + 6.0, 1.0),
        ] {
            if is_there {
                let corners = [(ahead, 0.0), (-ahead, -1.0), (-ahead, 1.0)];
                let corner = |(east, south)| Pos2::new(x + east * HALF, y + south * HALF);
                let corners = corners.map(corner).to_vec();
                ui.painter().add(egui::Shape::convex_polygon(corners, self.line, Stroke::NONE));
            }
        }
    }

    /// What a mark says, to the pointer and to a screen reader.
    fn mark(
        &self,
        ui: &mut Ui,
        at: Pos2,
        (kind, number): (&str, usize),
        milestone: &Milestone,
        slip: Option<&str>,
    ) {
        let lang = self.context.lang();
        let spot = Rect::from_center_size(at, egui::vec2(12.0, LANE + 2.0));
        let id = ui.scope_id().with((self.of.id, kind, number));
        let response = ui.interact(spot, id, Sense::hover());
        let text = words::milestone(lang, milestone);
        let said = match slip {
            Some(slip) => words::with_remark(lang, &text, slip),
            None => text,
        };
        named(&response, egui::Role::Label, &said);
        response.on_hover_ui(|ui| {
            let mut date = words::date(lang, &milestone.date);
            if milestone.planned {
                date = words::with_remark(lang, &date, &words::t(lang, "planned"));
            }
            ui.label(heading(date));
            ui.label(milestone.text.get(lang));
            if let Some(slip) = slip {
                ui.label(slip);
            }
            let source = words::citation(lang, self.context.editor.catalogue(), &milestone.cite);
            ui.label(small(source, &self.context.palette.ui));
        });
    }
}
