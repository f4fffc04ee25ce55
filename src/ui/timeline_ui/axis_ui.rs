//! The axis: its years, zoom and pan by wheel and keys, and the as-of line.

use eframe::egui::{self, Align2, FontId, Key, Pos2, Rect, Sense, Stroke, Ui};

use super::{AXIS, Chart};
use crate::{
    editor::Action,
    model::{as_of::AsOf, date::Day, timeline::later},
    scene::timeline::Axis,
    style::Color,
    text::{Weight, breaking::elide, shape::width_em},
    ui::{Context, look::color32},
    words,
};

/// How much a key zooms and pans.
const ZOOM: f64 = 1.5;
const PAN: f64 = 0.1;

/// From the handle of a line to the middle of the nearest label.
const CLEAR: f32 = 22.0;

pub(super) fn ticks(ui: &Ui, context: &Context<'_>, chart: Chart) {
    let colors = &context.palette.ui;
    let bottom = ui.max_rect().bottom();
    let day = context.editor.day();
    let line = Stroke::new(1.0, color32(colors.line));
    for tick in chart.axis.ticks(context.lang(), f64::from(chart.rect.width())) {
        let x = chart.x(chart.axis.share(tick.day));
        ui.painter().vline(x, chart.rect.bottom()..=bottom, line);
        // Where the handle of a line stands there is no label: beside its tick it would name another day.
        let days = [Some(day), context.editor.second_day()].into_iter().flatten();
        let handles: Vec<f32> = days.map(|day| chart.x(chart.axis.share(day))).collect();
        let half = width_em(&tick.label, Weight::Regular) * 11.0 / 2.0;
        let is_whole = x + half <= ui.clip_rect().right() - 2.0;
        if !is_whole || handles.iter().any(|handle| (handle - x).abs() < CLEAR) {
            continue;
        }
        let at = Pos2::new(x, chart.rect.center().y);
        let font = FontId::proportional(11.0);
        ui.painter().text(at, Align2::CENTER_CENTER, tick.label, font, color32(colors.weak));
    }
}

/// The days that are shown, as a control of the keyboard: arrows pan and zoom, End shows all.
pub(super) fn axis_node(
    ui: &mut Ui,
    context: &Context<'_>,
    chart: Chart,
    strip: Rect,
    actions: &mut Vec<Action>,
) {
    let colors = &context.palette.ui;
    let Axis { first, last } = chart.axis;
    let lang = context.lang();
    let span = words::span(lang, &words::day(lang, first), &words::day(lang, last));
    let place = Rect::from_min_max(strip.min, Pos2::new(chart.rect.left() - 16.0, strip.bottom()));
    let node = ui.interact(place, ui.scope_id().with("axis"), Sense::click());
    node.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::Slider, true, context.t("time-axis"));
        info.current_text_value = Some(span.clone());
        info
    });
    let at = Pos2::new(place.left() + 2.0, place.center().y);
    let font = FontId::proportional(11.0);
    // Years are enough where there are several, months where days find no room.
    let is_narrow = width_em(&span, Weight::Regular) * 11.0 > place.width() - 4.0;
    let span = match (chart.axis.days() > 1500, is_narrow) {
        (true, _) => words::span(lang, &first.year().to_string(), &last.year().to_string()),
        (false, true) => {
            let [first, last] = [first, last].map(|day| words::month_of(lang, day));
            words::span(lang, &first, &last)
        }
        (false, false) => span,
    };
    let shown = elide(&span, Weight::Regular, place.width() / 11.0);
    ui.painter().text(at, Align2::LEFT_CENTER, shown, font, color32(colors.weak));
    if node.clicked() {
        node.request_focus();
    }
    if node.has_focus() {
        let stroke = Stroke::new(1.5, color32(colors.accent));
        ui.painter().rect_stroke(place, 3.0, stroke, egui::StrokeKind::Inside);
        let filter = egui::EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(node.id, filter));
        keys(ui, chart.axis, actions);
    }
    node.on_hover_text(context.t("time-axis-hint"));
}

fn keys(ui: &Ui, axis: Axis, actions: &mut Vec<Action>) {
    let presses = |key| ui.input(|input| i32::try_from(input.num_presses(key)).unwrap_or(0));
    let along = presses(Key::ArrowRight) - presses(Key::ArrowLeft);
    let closer = presses(Key::ArrowUp) - presses(Key::ArrowDown);
    if along != 0 || closer != 0 {
        let axis = axis.panned(f64::from(along) * PAN);
        let axis = axis.zoomed(libm::pow(ZOOM, f64::from(closer)), 0.5);
        actions.push(Action::ShowTimes(Some((axis.first, axis.last))));
    }
    if ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::End)) {
        actions.push(Action::ShowTimes(None));
    }
}

/// The wheel with Ctrl or a pinch zooms where the pointer is; the wheel sideways or with Shift pans.
pub(super) fn wheel(ui: &Ui, chart: Chart, area: Rect, actions: &mut Vec<Action>) {
    let Some(pointer) = ui.input(|input| input.pointer.hover_pos()) else { return };
    if !area.contains(pointer) || !ui.ui_contains_pointer() {
        return;
    }
    let (zoom, sideways) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta().x));
    let mut axis = chart.axis;
    if zoom != 1.0 {
        axis = axis.zoomed(f64::from(zoom), chart.share(pointer.x));
    }
    if sideways != 0.0 {
        axis = axis.panned(-f64::from(sideways / chart.rect.width().max(1.0)));
    }
    if axis != chart.axis {
        actions.push(Action::ShowTimes(Some((axis.first, axis.last))));
    }
}

/// Dragging a row sideways pans.
pub(super) fn drag(chart: Chart, response: &egui::Response, actions: &mut Vec<Action>) {
    let moved = response.drag_delta().x;
    if response.dragged() && moved != 0.0 {
        let axis = chart.axis.panned(-f64::from(moved / chart.rect.width().max(1.0)));
        actions.push(Action::ShowTimes(Some((axis.first, axis.last))));
    }
}

/// A line that marks a day and can be moved.
pub(super) struct DayLine<'a> {
    /// The key of its name.
    pub key: &'static str,
    pub day: Day,
    pub color: Color,
    pub set: &'a dyn Fn(Day) -> Action,
}

/// The line of the date shown, what lies later paler; with two views that of the second too.
pub(super) fn day_lines(
    ui: &mut Ui,
    context: &Context<'_>,
    chart: Chart,
    area: Rect,
    background: &egui::Response,
    actions: &mut Vec<Action>,
) {
    let colors = &context.palette.ui;
    if let Some(day) = context.editor.second_day() {
        let set = |day| Action::SetSecondDay(Some(day));
        let line = DayLine { key: "second-day", day, color: colors.accent, set: &set };
        day_line(ui, context, (chart, area), &line, None, actions);
    }
    let day = context.editor.day();
    let x = chart.x(chart.axis.share(day));
    let right_bottom = Pos2::new(chart.rect.right() + 14.0, area.bottom());
    let later_part = Rect::from_min_max(Pos2::new(x, chart.rect.bottom()), right_bottom);
    ui.painter().rect_filled(later_part, 0.0, color32(colors.window.with_alpha(0.6)));
    let set = |day| Action::SetAsOf(Some(day));
    let line = DayLine { key: "as-of-line", day, color: colors.today, set: &set };
    day_line(ui, context, (chart, area), &line, Some(background), actions);
}

/// Dragged by its handle on the axis, or by a click there.
fn day_line(
    ui: &mut Ui,
    context: &Context<'_>,
    (chart, area): (Chart, Rect),
    line: &DayLine<'_>,
    background: Option<&egui::Response>,
    actions: &mut Vec<Action>,
) {
    let rect = chart.rect;
    let day = line.day;
    let share = chart.axis.share(day);
    let x = chart.x(share);
    let color = color32(line.color);
    if (0.0..=1.0).contains(&share) {
        ui.painter().vline(x, rect.top() + 4.0..=area.bottom(), Stroke::new(1.6, color));
    }
    let grip = Rect::from_center_size(Pos2::new(x, rect.center().y), egui::vec2(14.0, AXIS));
    let handle = ui.interact(grip, ui.scope_id().with(line.key), Sense::click_and_drag());
    handle.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::Slider, true, context.t(line.key));
        info.current_text_value = Some(words::day(context.lang(), day));
        info
    });
    let top = rect.top() + 3.0;
    // A day that is not on the axis lies beyond one of its ends.
    let corners = if share < 0.0 {
        vec![(-5.5, 6.0), (1.5, 0.5), (1.5, 11.5)]
    } else if share > 1.0 {
        vec![(5.5, 6.0), (-1.5, 11.5), (-1.5, 0.5)]
    } else {
        vec![(-5.5, 0.0), (5.5, 0.0), (5.5, 7.0), (0.0, 13.0), (-5.5, 7.0)]
    };
    let focus = if handle.has_focus() {
        Stroke::new(2.0, color32(context.palette.ui.text))
    } else {
        Stroke::NONE
    };
    let corner = |(across, down): (f32, f32)| Pos2::new(x + across, top + down);
    let corners = corners.into_iter().map(corner).collect();
    ui.painter().add(egui::Shape::convex_polygon(corners, color, focus));
    let on_axis = background.is_some_and(|axis| axis.dragged() || axis.clicked());
    if (handle.dragged() || on_axis)
        && let Some(pointer) = ui.input(|input| input.pointer.latest_pos())
    {
        actions.push((line.set)(chart.axis.day(chart.share(pointer.x).clamp(0.0, 1.0))));
    }
    if handle.has_focus() {
        let filter = egui::EventFilter { horizontal_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(handle.id, filter));
        let step = ui.input(|input| {
            let days = if input.modifiers.shift { 365 } else { 30 };
            let presses = |key| i64::try_from(input.num_presses(key)).unwrap_or(0);
            (presses(Key::ArrowRight) - presses(Key::ArrowLeft)) * days
        });
        if step != 0 {
            actions.push((line.set)(later(day, step)));
        }
    }
    let at = AsOf::new(day, context.editor.session().clock);
    handle
        .on_hover_cursor(egui::CursorIcon::ResizeHorizontal)
        .on_hover_text(words::as_of(context.lang(), at));
}
