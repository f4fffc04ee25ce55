//! The frame on the map that says what the pages of a briefing show: moved and resized by pointer and
//! keyboard, with the shape of the page's map.

use eframe::egui::{self, CursorIcon, Pos2, Rect, Sense, Stroke, Ui, Vec2};

use super::{
    Context,
    look::{bold, color32, name_area, small},
};
use crate::{
    editor::{Action, Framing},
    scene::{Viewport, WorldPoint, viewport::WorldRect},
    words,
};

const HANDLE: f32 = 11.0;
const REACH: f32 = 22.0;

/// The corners and the middles of the sides: -1, 0 or 1 to the east and to the south.
const HANDLES: [(f64, f64); 8] = [
    (-1.0, -1.0),
    (0.0, -1.0),
    (1.0, -1.0),
    (1.0, 0.0),
    (1.0, 1.0),
    (0.0, 1.0),
    (-1.0, 1.0),
    (-1.0, 0.0),
];

/// What has the keyboard while the frame has it.
pub fn id() -> egui::Id {
    egui::Id::unique("page frame")
}

/// The frame further east and south, in shares of the Mercator square.
pub fn moved(rect: WorldRect, east: f64, south: f64) -> WorldRect {
    let by = |at: WorldPoint| WorldPoint { x: at.x + east, y: at.y + south };
    WorldRect { min: by(rect.min), max: by(rect.max) }
}

fn around(center: WorldPoint, width: f64, height: f64) -> WorldRect {
    let corner = |sign: f64| WorldPoint {
        x: center.x + sign * width / 2.0,
        y: center.y + sign * height / 2.0,
    };
    WorldRect { min: corner(-1.0), max: corner(1.0) }
}

/// The frame around the same middle, so many times as large.
pub fn scaled(rect: WorldRect, by: f64) -> WorldRect {
    around(rect.center(), rect.width() * by, rect.height() * by)
}

/// The frame when a handle of it is drawn to a place: what lies opposite stays, and the shape too.
fn drawn_to(framing: &Framing, (east, south): (f64, f64), to: WorldPoint) -> WorldRect {
    let rect = framing.rect();
    let center = rect.center();
    let anchor = WorldPoint {
        x: center.x - east * rect.width() / 2.0,
        y: center.y - south * rect.height() / 2.0,
    };
    // A handle that is drawn past what lies opposite stops there.
    let wide = if east == 0.0 { 0.0 } else { ((to.x - anchor.x) * east).max(0.0) };
    let high = if south == 0.0 { 0.0 } else { ((to.y - anchor.y) * south).max(0.0) };
    let width = wide.max(high * framing.shape());
    let height = width / framing.shape();
    let center =
        WorldPoint { x: anchor.x + east * width / 2.0, y: anchor.y + south * height / 2.0 };
    around(center, width, height)
}

fn screen(view: &Viewport, map: Rect, rect: WorldRect) -> Rect {
    let corner = |at: WorldPoint| {
        let [x, y] = view.to_screen(at);
        map.min + Vec2::new(x, y)
    };
    Rect::from_min_max(corner(rect.min), corner(rect.max))
}

/// Width and height on the ground and the middle, in words.
fn size_words(context: &Context<'_>, rect: WorldRect) -> String {
    let view = Viewport { center: rect.center(), zoom: 0.0, width: 0.0, height: 0.0 };
    let metres = view.metres_per_pixel() * view.scale();
    let lang = context.lang();
    let [width, height] =
        [rect.width(), rect.height()].map(|side| format!("{:.1}", side * metres / 1000.0));
    words::t_with(lang, "frame-size", &[("width", &width), ("height", &height)])
}

/// Draws the frame over the map, and lets it be moved.
pub fn show(
    ui: &mut Ui,
    context: &Context<'_>,
    view: &Viewport,
    map: Rect,
    actions: &mut Vec<Action>,
) {
    let Some(framing) = context.editor.framing() else { return };
    let frame = screen(view, map, framing.rect());
    paint(ui, context, map, frame);
    let body = ui.interact(frame.intersect(map), id(), Sense::click_and_drag());
    body.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::Slider, true, context.t("frame-name"));
        info.current_text_value = Some(size_words(context, framing.rect()));
        info
    });
    let filter = egui::EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..egui::EventFilter::default()
    };
    ui.memory_mut(|memory| {
        // The frame has the keyboard from the start.
        if memory.focused().is_none() {
            memory.request_focus(body.id);
        }
        memory.set_focus_lock_filter(body.id, filter);
    });
    let scale = view.scale();
    let drag = body.drag_delta();
    if drag != Vec2::ZERO {
        let (east, south) = (f64::from(drag.x) / scale, f64::from(drag.y) / scale);
        actions.push(Action::SetFrame(moved(framing.rect(), east, south)));
    }
    let scroll = ui.input(|input| input.smooth_scroll_delta().y);
    if body.hovered() && scroll != 0.0 {
        const STEPS_A_PIXEL: f64 = 0.004;
        let by = libm::exp2(-f64::from(scroll) * STEPS_A_PIXEL);
        actions.push(Action::SetFrame(scaled(framing.rect(), by)));
    }
    body.on_hover_cursor(CursorIcon::Move);
    for (at, handle) in HANDLES.into_iter().enumerate() {
        drag_handle(ui, framing, (view, map, frame), (at, handle), actions);
    }
    plate(ui.ctx(), context, map, actions);
}

#[expect(clippy::cast_possible_truncation, reason = "a sign")]
fn handle_at(frame: Rect, (east, south): (f64, f64)) -> Pos2 {
    let half = frame.size() / 2.0;
    frame.center() + Vec2::new(half.x * east as f32, half.y * south as f32)
}

fn drag_handle(
    ui: &Ui,
    framing: &Framing,
    (view, map, frame): (&Viewport, Rect, Rect),
    (at, handle): (usize, (f64, f64)),
    actions: &mut Vec<Action>,
) {
    let reach = Rect::from_center_size(handle_at(frame, handle), Vec2::splat(REACH)).intersect(map);
    if !reach.is_positive() {
        return;
    }
    // The keyboard has keys for what handles do.
    let response = ui.interact(reach, id().with(at), Sense::drag());
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let local = pointer - map.min;
        let to = view.to_world([local.x, local.y]);
        actions.push(Action::SetFrame(drawn_to(framing, handle, to)));
    }
    response.on_hover_cursor(match handle {
        (east, south) if east * south > 0.0 => CursorIcon::ResizeNwSe,
        (east, south) if east * south < 0.0 => CursorIcon::ResizeNeSw,
        (0.0, _) => CursorIcon::ResizeVertical,
        _ => CursorIcon::ResizeHorizontal,
    });
}

/// The surroundings darker, the frame with its handles.
fn paint(ui: &Ui, context: &Context<'_>, map: Rect, frame: Rect) {
    let colors = &context.palette.ui;
    let painter = ui.painter().with_clip_rect(map);
    let dim = color32(colors.shadow.with_alpha(0.45));
    let inside = frame.intersect(map);
    let band = |min: Pos2, max: Pos2| {
        let rect = Rect::from_min_max(min, max);
        if rect.is_positive() {
            painter.rect_filled(rect, 0.0, dim);
        }
    };
    if inside.is_positive() {
        band(map.min, Pos2::new(map.right(), inside.top()));
        band(Pos2::new(map.left(), inside.bottom()), map.max);
        band(Pos2::new(map.left(), inside.top()), inside.left_bottom());
        band(inside.right_top(), Pos2::new(map.right(), inside.bottom()));
    } else {
        band(map.min, map.max);
    }
    let (ground, line) = (color32(colors.window), color32(colors.accent));
    for (width, color) in [(4.0, ground), (2.0, line)] {
        painter.rect_stroke(frame, 0.0, Stroke::new(width, color), egui::StrokeKind::Middle);
    }
    for handle in HANDLES {
        let square = Rect::from_center_size(handle_at(frame, handle), Vec2::splat(HANDLE));
        painter.rect(square, 2.0, ground, Stroke::new(2.0, line), egui::StrokeKind::Middle);
    }
}

/// What is done here, how large the frame is, and the two ways out.
fn plate(ctx: &egui::Context, context: &Context<'_>, map: Rect, actions: &mut Vec<Action>) {
    let Some(framing) = context.editor.framing() else { return };
    let colors = &context.palette.ui;
    egui::Area::new(egui::Id::unique("page frame plate"))
        .order(egui::Order::Foreground)
        .pivot(egui::Align2::CENTER_TOP)
        .fixed_pos(map.center_top() + Vec2::new(0.0, 12.0))
        .show(ctx, |ui| {
            name_area(ui, &context.t("frame-name"));
            egui::Frame::new()
                .fill(color32(colors.window))
                .stroke(Stroke::new(1.0, color32(colors.line)))
                .corner_radius(6)
                .inner_margin(10)
                .show(ui, |ui| {
                    ui.set_width(map.width().min(470.0) - 40.0);
                    ui.horizontal(|ui| {
                        ui.label(bold(context.t("frame-name"), 13.0));
                        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                            ui.label(small(size_words(context, framing.rect()), colors));
                        });
                    });
                    ui.add(egui::Label::new(small(context.t("frame-how"), colors)).wrap());
                    ui.add_space(2.0);
                    ui.horizontal(|ui| {
                        let text =
                            bold(context.t("frame-take"), 13.0).color(color32(colors.accent_text));
                        let take = egui::Button::new(text).fill(color32(colors.accent));
                        if ui.add(take).clicked() {
                            actions.push(Action::EndFraming(true));
                        }
                        if ui.button(context.t("cancel")).clicked() {
                            actions.push(Action::EndFraming(false));
                        }
                    });
                });
        });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_moves_and_grows_around_its_middle() {
        let center = WorldPoint { x: 0.5, y: 0.4 };
        let rect = around(center, 0.02, 0.01);
        assert_eq!(moved(rect, 0.1, 0.0).center().y, rect.center().y);
        let grown = scaled(rect, 2.0);
        assert!((grown.width() - 0.04).abs() < 1e-12 && (grown.center().x - 0.5).abs() < 1e-12);
    }
}
