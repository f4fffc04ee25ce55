//! The panel at the bottom: a bar for each zone of the report and each programme, marks for
//! events, and the as-of line to drag; what lies later is paler.

use eframe::egui::{self, Align2, FontId, Pos2, Rect, Sense, Stroke, Ui};

use super::{
    Context,
    look::{bold, color32},
};
use crate::{
    editor::Action,
    model::{
        as_of::Status,
        date::{Day, EventDate},
        milestone::{Milestone, MilestoneKind},
        zone::Group,
    },
    style::Color,
    text::{Weight, breaking::elide},
    words,
};

const ROW: f32 = 23.0;
const AXIS: f32 = 20.0;

/// Room for the names, of a panel this wide.
fn name_width(panel: f32) -> f32 {
    (panel * 0.24).clamp(110.0, 235.0)
}

/// A row: a zone of the catalogue or a programme.
struct Row<'a> {
    id: &'a str,
    name: &'a str,
    milestones: &'a [Milestone],
    period: Option<&'a EventDate>,
    color: Color,
    is_zone: bool,
}

/// What stands beside the tabs: the years shown, and the way back to today.
pub fn head(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let axis = Axis::new(&rows(context), context);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.label(super::look::small(
            format!("{} – {}", axis.first.year(), axis.last.year()),
            &context.palette.ui,
        ));
        if context.editor.session().as_of.is_some() && ui.small_button(context.t("today")).clicked()
        {
            actions.push(Action::SetAsOf(None));
        }
    });
}

pub fn show(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let rows = rows(context);
    let axis = Axis::new(&rows, context);
    let (rect, background) =
        ui.allocate_exact_size(egui::vec2(ui.available_width(), AXIS), Sense::click_and_drag());
    let chart = Rect::from_min_max(
        Pos2::new(rect.left() + name_width(rect.width()), rect.top()),
        Pos2::new(rect.right() - 14.0, rect.bottom()),
    );
    years(ui, context, &axis, chart);
    let area = ui.available_rect_before_wrap();
    if rows.is_empty() {
        ui.label(super::look::small(context.t("timeline-empty"), &context.palette.ui));
    }
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for row in &rows {
            row_ui(ui, context, &axis, chart, row, actions);
        }
    });
    let places = Places { axis: &axis, chart, area };
    if let Some(day) = context.editor.second_day() {
        let color = context.palette.ui.accent;
        let set = |day| Action::SetSecondDay(Some(day));
        let line = DayLine { key: "second-day", day, color, set: &set };
        day_line(ui, context, &places, &line, None, actions);
    }
    let (day, color) = (context.editor.day(), context.palette.ui.today);
    let set = |day| Action::SetAsOf(Some(day));
    let line = DayLine { key: "as-of-line", day, color, set: &set };
    // What lies later is paler.
    let later = Rect::from_min_max(
        Pos2::new(axis.x(day, chart), chart.bottom()),
        Pos2::new(chart.right() + 14.0, area.bottom()),
    );
    ui.painter().rect_filled(later, 0.0, color32(context.palette.ui.window.with_alpha(0.6)));
    day_line(ui, context, &places, &line, Some(&background), actions);
}

/// Where the chart is.
struct Places<'a> {
    axis: &'a Axis,
    chart: Rect,
    area: Rect,
}

/// A line that marks a day and can be moved.
struct DayLine<'a> {
    /// The key of its name.
    key: &'static str,
    day: Day,
    color: Color,
    set: &'a dyn Fn(Day) -> Action,
}

fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let lang = context.lang();
    let editor = context.editor;
    let catalogue = editor.catalogue();
    let shown = |index: usize| {
        catalogue.zones[index].group == Group::Report || editor.selected() == Some(index)
    };
    let zones = catalogue
        .zones
        .iter()
        .enumerate()
        .filter(|(index, zone)| shown(*index) && !zone.milestones.is_empty())
        .map(|(index, zone)| Row {
            id: &zone.id,
            name: zone.name.short(lang),
            milestones: &zone.milestones,
            period: None,
            color: context.zone_color(index),
            is_zone: true,
        });
    let programmes = catalogue.programmes.iter().map(|programme| Row {
        id: &programme.id,
        name: programme.name.short(lang),
        milestones: &programme.milestones,
        period: programme.period.as_ref(),
        color: context.palette.ui.weak,
        is_zone: false,
    });
    zones.chain(programmes).collect()
}

/// Days to pixels.
struct Axis {
    first: Day,
    last: Day,
}

impl Axis {
    /// From the start of the year of the first event to two years after today.
    fn new(rows: &[Row<'_>], context: &Context<'_>) -> Self {
        // Earlier history is named in the inspector; here it would press the plan together.
        const EARLIEST_YEAR: i16 = 2005;
        let firsts =
            rows.iter().flat_map(|row| row.milestones).map(|milestone| milestone.date.first.year());
        let first_year = firsts.min().unwrap_or(2010).max(EARLIEST_YEAR);
        let today = context.editor.today();
        let last_year = today.year().max(context.editor.day().year()) + 1;
        Self { first: Day::constant(first_year, 1, 1), last: Day::constant(last_year, 1, 1) }
    }

    #[expect(clippy::cast_precision_loss, reason = "a few thousand days")]
    fn x(&self, day: Day, chart: Rect) -> f32 {
        let share = days(self.first, day) as f32 / days(self.first, self.last).max(1) as f32;
        chart.left() + chart.width() * share.clamp(0.0, 1.0)
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "a few thousand days"
    )]
    fn day(&self, x: f32, chart: Rect) -> Day {
        let share = ((x - chart.left()) / chart.width().max(1.0)).clamp(0.0, 1.0);
        let offset = (share * days(self.first, self.last) as f32).round() as i64;
        self.first.saturating_add(jiff::Span::new().days(offset))
    }
}

fn days(from: Day, to: Day) -> i64 {
    from.duration_until(to).as_hours() / 24
}

fn years(ui: &Ui, context: &Context<'_>, axis: &Axis, chart: Rect) {
    let colors = &context.palette.ui;
    let span = axis.last.year() - axis.first.year();
    #[expect(clippy::cast_possible_truncation, reason = "a few years")]
    let room = (chart.width() / 56.0).max(1.0) as i16;
    let step = ((span + room - 1) / room).max(1);
    let bottom = ui.max_rect().bottom();
    for year in
        (axis.first.year()..=axis.last.year()).filter(|year| (year - axis.first.year()) % step == 0)
    {
        let x = axis.x(Day::constant(year, 1, 1), chart);
        let line = Stroke::new(1.0, color32(colors.line));
        ui.painter().vline(x, chart.bottom()..=bottom, line);
        // The handle of the as-of line stands here.
        if (axis.x(context.editor.day(), chart) - x).abs() < 22.0 {
            continue;
        }
        let at = Pos2::new(x, chart.center().y);
        ui.painter().text(
            at,
            Align2::CENTER_CENTER,
            year,
            FontId::proportional(11.0),
            color32(colors.weak),
        );
    }
}

fn row_ui(
    ui: &mut Ui,
    context: &Context<'_>,
    axis: &Axis,
    chart: Rect,
    row: &Row<'_>,
    actions: &mut Vec<Action>,
) {
    let colors = &context.palette.ui;
    let (rect, response) =
        ui.allocate_exact_size(egui::vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| {
        let text = format!("{}: {}", context.t("timeline"), row.name);
        egui::WidgetInfo::labeled(egui::Role::Button, true, text)
    });
    let selected = context.editor.session().selected.as_deref() == Some(row.id);
    // A row that has just been selected elsewhere comes into sight.
    let seen = egui::Id::unique("timeline selection");
    let news = selected && ui.data(|data| data.get_temp::<String>(seen)).as_deref() != Some(row.id);
    if news {
        ui.data_mut(|data| data.insert_temp(seen, row.id.to_owned()));
        response.scroll_to_me(None);
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    if selected || response.hovered() {
        let fill = if selected { colors.selection } else { colors.hover };
        ui.painter().rect_filled(rect, 3.0, color32(fill).gamma_multiply(0.7));
    }
    let weight = if selected { Weight::Bold } else { Weight::Regular };
    let name = elide(row.name, weight, (chart.left() - rect.left() - 14.0) / 12.5);
    let font = FontId::new(12.5, super::look::family(weight));
    let at = Pos2::new(rect.left() + 2.0, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, name, font, color32(colors.text));
    let lane = Rect::from_min_max(
        Pos2::new(chart.left(), rect.center().y - 5.5),
        Pos2::new(chart.right(), rect.center().y + 5.5),
    );
    bars(ui, context, axis, lane, row);
    marks(ui, context, axis, lane, row);
    if response.double_clicked() && row.is_zone {
        actions.push(Action::ZoomToZone(row.id.to_owned()));
    } else if response.clicked() {
        actions.push(Action::Select(Some(row.id.to_owned())));
    }
}

/// How strong a status is drawn: plans light, works full, use in between.
fn strength(status: Status) -> f32 {
    match status {
        Status::Unknown => 0.0,
        Status::Proposed | Status::PlanDrafted | Status::Approved => 0.25,
        Status::SiteCleared => 0.4,
        Status::UnderConstruction | Status::ToppedOut => 1.0,
        Status::Completed => 0.7,
        Status::InOperation => 0.45,
    }
}

/// One stretch of a bar for each status; a date of a month or more is a soft end as wide as its
/// uncertainty.
fn bars(ui: &Ui, context: &Context<'_>, axis: &Axis, lane: Rect, row: &Row<'_>) {
    let color = color32(row.color);
    let end_of_knowledge = context.editor.catalogue().information_to().unwrap_or(axis.last);
    if let Some(period) = row.period {
        stretch(
            ui,
            axis,
            lane,
            (period.first, period.first),
            (period.last, period.last),
            color.gamma_multiply(0.45),
        );
    }
    let mut steps: Vec<(&EventDate, Status)> = row
        .milestones
        .iter()
        .filter(|milestone| !milestone.planned)
        .filter_map(|milestone| Some((&milestone.date, milestone.kind.status()?)))
        .collect();
    steps.sort_by_key(|(date, status)| (date.first, *status));
    for (number, (date, status)) in steps.iter().enumerate() {
        let end = steps
            .get(number + 1)
            .map_or((end_of_knowledge, end_of_knowledge), |(next, _)| (next.first, next.last));
        stretch(
            ui,
            axis,
            lane,
            (date.first, date.last),
            end,
            color.gamma_multiply(strength(*status)),
        );
    }
}

/// A bar from one interval of days to another, fading over each.
fn stretch(
    ui: &Ui,
    axis: &Axis,
    lane: Rect,
    from: (Day, Day),
    to: (Day, Day),
    color: egui::Color32,
) {
    let chart = lane;
    let (start, full) = (axis.x(from.0, chart), axis.x(from.1, chart));
    let (full_end, end) = (axis.x(to.0, chart), axis.x(to.1, chart));
    let (full, full_end) = if full <= full_end {
        (full, full_end)
    } else {
        let middle = f32::midpoint(full, full_end);
        (middle, middle)
    };
    let clear = egui::Color32::TRANSPARENT;
    let mut mesh = egui::Mesh::default();
    let mut column = |x: f32, color: egui::Color32| {
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

/// Dots for events that change no status, rings for plans.
fn marks(ui: &Ui, context: &Context<'_>, axis: &Axis, lane: Rect, row: &Row<'_>) {
    let colors = &context.palette.ui;
    let lang = context.lang();
    let day = context.editor.day();
    for (number, milestone) in row.milestones.iter().enumerate() {
        if milestone.date.last < axis.first {
            continue;
        }
        let x =
            f32::midpoint(axis.x(milestone.date.first, lane), axis.x(milestone.date.last, lane));
        let at = Pos2::new(x, lane.center().y);
        let later = !milestone.date.has_begun_on(day);
        let color = color32(row.color).gamma_multiply(if later { 0.4 } else { 1.0 });
        let radius = match milestone.kind {
            MilestoneKind::Event => 4.6,
            MilestoneKind::Report => 2.4,
            _ => 3.4,
        };
        let fill =
            if milestone.planned { egui::Color32::TRANSPARENT } else { color32(colors.window) };
        ui.painter().circle(at, radius, fill, Stroke::new(1.7, color));
        let spot = Rect::from_center_size(at, egui::vec2(12.0, ROW));
        let response = ui.interact(spot, ui.scope_id().with((row.name, number)), Sense::hover());
        let planned = if milestone.planned {
            format!(" ({})", words::t(lang, "planned"))
        } else {
            String::new()
        };
        response.on_hover_ui(|ui| {
            ui.label(bold(format!("{}{planned}", words::date(lang, &milestone.date)), 12.5));
            ui.label(milestone.text.get(lang));
            let source = words::citation(lang, context.editor.catalogue(), &milestone.cite);
            ui.label(super::look::small(source, colors));
        });
    }
}

/// A line that marks a day: dragged by its handle on the axis, or by a click there.
fn day_line(
    ui: &mut Ui,
    context: &Context<'_>,
    Places { axis, chart, area }: &Places<'_>,
    line: &DayLine<'_>,
    background: Option<&egui::Response>,
    actions: &mut Vec<Action>,
) {
    let (chart, day) = (*chart, line.day);
    let x = axis.x(day, chart);
    let color = color32(line.color);
    ui.painter().vline(x, chart.top() + 4.0..=area.bottom(), Stroke::new(1.6, color));
    let grip = Rect::from_center_size(Pos2::new(x, chart.center().y), egui::vec2(14.0, AXIS));
    let handle = ui.interact(grip, ui.scope_id().with(line.key), Sense::click_and_drag());
    handle.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::Slider, true, context.t(line.key));
        info.current_text_value = Some(words::day(context.lang(), day));
        info
    });
    let top = chart.top() + 3.0;
    ui.painter().add(egui::Shape::convex_polygon(
        vec![
            Pos2::new(x - 5.5, top),
            Pos2::new(x + 5.5, top),
            Pos2::new(x + 5.5, top + 7.0),
            Pos2::new(x, top + 13.0),
            Pos2::new(x - 5.5, top + 7.0),
        ],
        color,
        if handle.has_focus() {
            Stroke::new(2.0, color32(context.palette.ui.text))
        } else {
            Stroke::NONE
        },
    ));
    let on_axis = background.is_some_and(|axis| axis.dragged() || axis.clicked());
    if (handle.dragged() || on_axis)
        && let Some(pointer) = ui.input(|input| input.pointer.latest_pos())
    {
        actions.push((line.set)(axis.day(pointer.x, chart)));
    }
    if handle.has_focus() {
        let filter = egui::EventFilter { horizontal_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(handle.id, filter));
        let step = ui.input(|input| {
            let days = if input.modifiers.shift { 365 } else { 30 };
            let presses = |key| i64::try_from(input.num_presses(key)).unwrap_or(0);
            (presses(egui::Key::ArrowRight) - presses(egui::Key::ArrowLeft)) * days
        });
        if step != 0 {
            actions.push((line.set)(day.saturating_add(jiff::Span::new().days(step))));
        }
    }
    handle
        .on_hover_cursor(egui::CursorIcon::ResizeHorizontal)
        .on_hover_text(words::day(context.lang(), day));
}
