//! How one view or two stand on the map: their rectangles, the swipe line, and what says which is which.

use eframe::egui::{
    self, Align2, Button, Key, Popup, PopupCloseBehavior, Pos2, Rect, Sense, Stroke, Ui,
};

use super::{
    Context,
    base_map_ui::base_map_name,
    date_field::DateField,
    look::{color32, entry, small},
};
use crate::{
    basemap::Source,
    editor::{Action, Views},
    model::date::Day,
    scene::Viewport,
    text::{Weight, shape::width_em},
    words,
};

/// A rectangle of the window and what fills it.
pub type Part = (Rect, Viewport);

/// Where the views are.
pub struct Layout {
    pub first: Part,
    pub second: Option<Part>,
    /// Where gestures and tools work: all of the map, or each of two views side by side.
    pub frames: Vec<Part>,
    /// Between two views.
    line: Option<f32>,
}

/// The size of the map that one camera fills, logical pixels.
pub fn frame_size(map: Rect, views: Views) -> (f64, f64) {
    let (width, height) = (f64::from(map.width()), f64::from(map.height()));
    match views {
        Views::One | Views::Swipe => (width, height),
        Views::SideBySide => (width / 2.0, height),
    }
}

impl Layout {
    /// `view` fills a rectangle of [`frame_size`].
    pub fn new(map: Rect, view: Viewport, views: Views, share: f32) -> Self {
        match views {
            Views::One => {
                Self { first: (map, view), second: None, frames: vec![(map, view)], line: None }
            }
            Views::Swipe => {
                let x = (map.left() + map.width() * share).round();
                let (left, right) = map.split_left_right_at_x(x);
                let part = |rect: Rect| {
                    let at = rect.min - map.min;
                    let place = [f64::from(at.x), f64::from(at.y)];
                    let size = [f64::from(rect.width()), f64::from(rect.height())];
                    (rect, view.part(place, size))
                };
                Self {
                    first: part(right),
                    second: Some(part(left)),
                    frames: vec![(map, view)],
                    line: Some(x),
                }
            }
            Views::SideBySide => {
                let x = map.center().x;
                let (left, right) = map.split_left_right_at_x(x);
                Self {
                    first: (right, view),
                    second: Some((left, view)),
                    frames: vec![(right, view), (left, view)],
                    line: Some(x),
                }
            }
        }
    }

    /// Where the grip of the swipe line is.
    pub fn grip(&self, map: Rect, views: Views) -> Option<Rect> {
        let x = self.line.filter(|_| views == Views::Swipe)?;
        let size = egui::Vec2::splat(2.0 * GRIP + 4.0);
        Some(Rect::from_center_size(Pos2::new(x, map.center().y), size))
    }

    /// The frame at a point of the window; the first, if none is.
    pub fn frame_at(&self, at: Option<Pos2>) -> Part {
        let under = at.and_then(|at| self.frames.iter().find(|(rect, _)| rect.contains(at)));
        *under.unwrap_or(&self.frames[0])
    }
}

/// Radius of the grip of the swipe line.
const GRIP: f32 = 13.0;
/// Room for the name of a base map; in less there is only the arrow.
const MAP_WIDTH: f32 = 190.0;
const LEAST_NAMED: f32 = 80.0;
/// One narrower than this has no room for the word either.
const LEAST_LABELLED: f32 = 64.0;

/// What the heads of the views need from frame to frame.
#[derive(Default)]
pub struct ViewsState {
    /// Where they stood in the last frame, so that no label lies below them.
    pub heads: Vec<Rect>,
    date: DateField,
}

/// The line between two views; the swipe line can be moved.
pub fn line(ui: &Ui, context: &Context<'_>, map: Rect, layout: &Layout, actions: &mut Vec<Action>) {
    let Some(x) = layout.line else { return };
    let colors = &context.palette.ui;
    let painter = ui.painter().with_clip_rect(map);
    painter.vline(x, map.y_range(), Stroke::new(4.0, color32(colors.window)));
    painter.vline(x, map.y_range(), Stroke::new(2.0, color32(colors.text)));
    if context.editor.session().views != Views::Swipe {
        return;
    }
    let share = context.editor.session().second.line;
    let grip = Pos2::new(x, map.center().y);
    let reach = Rect::from_center_size(grip, egui::vec2(26.0, map.height()));
    let handle = ui.interact(reach, ui.scope_id().with("swipe"), Sense::click_and_drag());
    handle.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::Slider, true, context.t("swipe-line"));
        info.current_text_value = Some(format!("{:.0}%", share * 100.0));
        info
    });
    let edge = if handle.has_focus() { colors.accent } else { colors.text };
    painter.circle(grip, GRIP, color32(colors.window), Stroke::new(2.0, color32(edge)));
    for side in [-1.0, 1.0] {
        let tip = grip + egui::vec2(side * 8.0, 0.0);
        let ends = [-4.0, 4.0].map(|y| grip + egui::vec2(side * 4.0, y));
        painter.line(vec![ends[0], tip, ends[1]], Stroke::new(1.6, color32(colors.text)));
    }
    if handle.dragged()
        && let Some(pointer) = handle.interact_pointer_pos()
    {
        actions.push(Action::MoveSwipe((pointer.x - map.left()) / map.width().max(1.0)));
    }
    if handle.has_focus() {
        let filter = egui::EventFilter { horizontal_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(handle.id, filter));
        let moved = ui.input(|input| {
            let step = if input.modifiers.shift { 0.1 } else { 0.02 };
            if input.key_pressed(Key::ArrowRight) {
                step
            } else if input.key_pressed(Key::ArrowLeft) {
                -step
            } else {
                0.0
            }
        });
        if moved != 0.0 {
            actions.push(Action::MoveSwipe(share + moved));
        }
    }
    handle
        .on_hover_cursor(egui::CursorIcon::ResizeHorizontal)
        .on_hover_text(context.t("swipe-line"));
}

/// What stands over each of two views: its day, and for the second its base map and the way back.
pub fn heads(
    ctx: &egui::Context,
    context: &Context<'_>,
    state: &mut ViewsState,
    layout: &Layout,
    actions: &mut Vec<Action>,
) {
    state.heads.clear();
    let Some((second, _)) = layout.second else { return };
    let lang = context.lang();
    let both = second.union(layout.first.0);
    let right = plate(ctx, context, "second head", second.left_top(), |ui| {
        let views = context.editor.session().views;
        let room = if views == Views::Swipe { both.width() } else { second.width() };
        second_head(ui, context, state, room - 2.0 * GAP, actions);
    });
    let day = words::day(lang, context.editor.day());
    let text = words::t_with(lang, "first-as-of", &[("date", &day)]);
    let beside = Pos2::new(layout.first.0.left().max(right.right()), second.top());
    let wide = width_em(&text, Weight::Regular) * 13.0 + 16.0 + 2.0 * GAP;
    // Where the map is too narrow for both they stand one below the other.
    let at = if beside.x + wide <= both.right() || layout.first.0.left() >= right.right() {
        beside
    } else {
        Pos2::new(both.left(), right.bottom() - GAP + 4.0)
    };
    let first = plate(ctx, context, "first head", at, |ui| {
        ui.label(text);
    });
    state.heads.extend([right, first]);
}

/// Between a plate and the edge of its view.
const GAP: f32 = 10.0;

fn plate(
    ctx: &egui::Context,
    context: &Context<'_>,
    id: &str,
    corner: Pos2,
    contents: impl FnOnce(&mut Ui),
) -> Rect {
    let colors = &context.palette.ui;
    egui::Area::new(egui::Id::unique(id))
        .order(egui::Order::Middle)
        .constrain(false)
        .fixed_pos(corner + egui::Vec2::splat(GAP))
        .show(ctx, |ui| {
            egui::Frame::new()
                .fill(color32(colors.window))
                .stroke(Stroke::new(1.0, color32(colors.line)))
                .corner_radius(6)
                .inner_margin(egui::Margin::symmetric(8, 4))
                .show(ui, |ui| {
                    ui.horizontal(|ui| {
                        ui.set_min_height(26.0);
                        contents(ui);
                    });
                });
        })
        .response
        .rect
}

fn second_head(
    ui: &mut Ui,
    context: &Context<'_>,
    state: &mut ViewsState,
    width: f32,
    actions: &mut Vec<Action>,
) {
    /// What the plate holds beside the date and the name of the base map.
    const REST: f32 = 88.0;
    let lang = context.lang();
    let Some(day) = context.editor.second_day() else { return };
    let text = words::t_with(lang, "first-as-of", &[("date", &words::day(lang, day))]);
    let button = ui.add(Button::new(format!("{text} ▾")));
    let label = format!("{}: {text}", context.t("second-view"));
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
    if button.clicked() {
        state.date.set(Some(day));
    }
    let shown = Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| date(ui, context, state, day, actions));
    if shown.is_none()
        && let Some(date) = state.date.left(day)
    {
        actions.push(Action::SetSecondDay(Some(date.last)));
    }
    let date_width = button.rect.width();
    let width = (width - REST - date_width).clamp(44.0, MAP_WIDTH);
    ui.allocate_ui(egui::vec2(width, 26.0), |ui| second_map(ui, context, width, actions));
    let close = ui.add(Button::new(small("✕", &context.palette.ui)).frame(false));
    let words = context.t("second-close");
    close.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &words));
    if close.on_hover_text(&words).clicked() {
        actions.push(Action::SetViews(Views::One));
    }
}

/// The day of the second view: typed, or in steps of a year.
fn date(
    ui: &mut Ui,
    context: &Context<'_>,
    state: &mut ViewsState,
    day: Day,
    actions: &mut Vec<Action>,
) {
    ui.set_width(230.0);
    let label = ui.label(context.t("second-day"));
    let mut asked = None;
    ui.horizontal(|ui| {
        let (field, taken) = state.date.field(ui, 110.0, day);
        field.labelled_by(label.id);
        if let Some(taken) = taken {
            actions.push(Action::SetSecondDay(Some(taken.date.last)));
        }
        let year = jiff::Span::new().years(1);
        for (text, key, to) in [
            ("◀", "year-earlier", day.saturating_sub(year)),
            ("▶", "year-later", day.saturating_add(year)),
        ] {
            let step = ui.add(Button::new(text));
            let words = context.t(key);
            step.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &words));
            if step.on_hover_text(&words).clicked() {
                asked = Some(to);
            }
        }
        if ui.button(context.t("today")).clicked() {
            asked = Some(context.editor.today());
        }
    });
    if let Some(day) = asked {
        state.date.set(Some(day));
        actions.push(Action::SetSecondDay(Some(day)));
    }
    state.date.message(ui, context);
}

/// The base map of the second view: those offered, and that of the first.
fn second_map(ui: &mut Ui, context: &Context<'_>, width: f32, actions: &mut Vec<Action>) {
    let lang = context.lang();
    let session = context.editor.session();
    let chosen = &session.second.base_map;
    let combo = egui::ComboBox::from_id_salt("second base map")
        .width(width)
        .truncate()
        .selected_text(match width {
            width if width < LEAST_LABELLED => String::new(),
            width if width < LEAST_NAMED => context.t("second-map"),
            _ => base_map_name(context, chosen.as_deref()),
        })
        .show_ui(ui, |ui| {
            let offered = Source::offered().iter().map(|source| Some(source.id.clone()));
            let mut names: Vec<Option<String>> = [None].into_iter().chain(offered).collect();
            for own in [&session.base_map, chosen] {
                if !names.contains(own) {
                    names.push(own.clone());
                }
            }
            for name in names {
                let text = base_map_name(context, name.as_deref());
                if entry(ui, name == *chosen, text) {
                    actions.push(Action::OpenSecondMap(name));
                }
            }
        });
    let words = words::t(lang, "second-base-map");
    combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &words));
    combo.response.on_hover_text(format!("{words}: {}", base_map_name(context, chosen.as_deref())));
}

/// The menu that the button with two views opens.
pub fn menu(button: &egui::Response, context: &Context<'_>, actions: &mut Vec<Action>) {
    Popup::menu(button).show(|ui| {
        for (views, key, keys) in [
            (Views::One, "views-one", ""),
            (Views::Swipe, "views-swipe", "S"),
            (Views::SideBySide, "views-side-by-side", "Shift+S"),
        ] {
            let is_chosen = context.editor.session().views == views;
            let text = context.t(key);
            let entry =
                Button::selectable(is_chosen, &text).right_text(small(keys, &context.palette.ui));
            let entry = ui.add_sized([190.0, 24.0], entry);
            entry.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, &text)
            });
            if entry.clicked() {
                actions.push(Action::SetViews(views));
            }
        }
    });
}

/// Two halves of a frame, for the button.
pub fn icon(ui: &Ui, at: Pos2, stroke: Stroke) {
    let frame = Rect::from_center_size(at, egui::vec2(15.0, 12.0));
    ui.painter().rect_stroke(frame, 1.0, stroke, egui::StrokeKind::Middle);
    ui.painter().vline(at.x, frame.y_range(), stroke);
    let left = Align2::LEFT_CENTER.anchor_size(frame.left_center(), egui::vec2(7.5, 12.0));
    ui.painter().rect_filled(left, 0.0, stroke.color.gamma_multiply(0.3));
}
