//! The whole city in the map's corner, with the frame of what the map shows: click or drag to move there.

use eframe::egui::{self, Button, Key, Pos2, Rect, Sense, Stroke, Ui};

use super::{Context, look::color32};
use crate::{
    editor::{Action, Camera},
    jobs::Task,
    model::zone::Group,
    scene::{Viewport, WorldPoint, city::City, viewport::WorldRect},
    style::Ink,
};

const WIDTH: f32 = 128.0;
/// A map that shows more of the city than this, in width and height, needs no overview.
const MOST_SHARE: f64 = 0.35;
/// On a smaller map there is no room for it.
const LEAST_MAP: (f32, f32) = (420.0, 340.0);
/// A smaller frame is shown with a ring around it.
const SMALL_FRAME: f32 = 9.0;

/// The reading of what the overview shows, off the UI thread, once that is wanted.
#[derive(Default)]
pub struct OverviewState(Option<Task<()>>);

/// Where the overview stands; `None` where it is hidden, would tell nothing, has no room, or is still
/// being read. `foot` is what stands below it.
pub fn place(
    ctx: &egui::Context,
    context: &Context<'_>,
    OverviewState(reading): &mut OverviewState,
    (view, map): (&Viewport, Rect),
    foot: f32,
) -> Option<Rect> {
    let (all, seen) = (City::extent(), view.world_rect(0.0));
    let share = (seen.width() / all.width()).min(seen.height() / all.height());
    let has_room = map.width() >= LEAST_MAP.0 && map.height() >= LEAST_MAP.1;
    if !context.editor.session().overview || !has_room || share > MOST_SHARE {
        return None;
    }
    let Some(city) = City::if_ready() else {
        let ctx = ctx.clone();
        reading.get_or_insert_with(|| {
            Task::start(move || {
                City::beijing();
                ctx.request_repaint();
            })
        });
        return None;
    };
    #[expect(clippy::cast_possible_truncation, reason = "a small inset")]
    let height = WIDTH * (city.bounds.height() / city.bounds.width()) as f32;
    let corner = Pos2::new(map.right() - 12.0 - WIDTH, foot - 8.0 - height);
    Some(Rect::from_min_size(corner, egui::vec2(WIDTH, height)))
}

pub fn show(
    ui: &mut Ui,
    context: &Context<'_>,
    view: &Viewport,
    inset: Rect,
    actions: &mut Vec<Action>,
) {
    let city = City::beijing();
    let colors = &context.palette.ui;
    let painter = ui.painter().with_clip_rect(inset);
    let scale = f64::from(inset.width()) / city.bounds.width();
    let place = |at: &WorldPoint| on_inset(&city.bounds, inset, scale, at);
    painter.rect_filled(inset, 4.0, color32(context.palette.ink(Ink::Land)));
    for lake in &city.lakes {
        let ring: Vec<Pos2> = lake.iter().map(place).collect();
        painter.add(egui::Shape::convex_polygon(
            ring,
            color32(context.palette.ink(Ink::Water)),
            Stroke::NONE,
        ));
    }
    let edge = Stroke::new(0.8, color32(context.palette.ink(Ink::Boundary)));
    for line in &city.district_edges {
        painter.line(thinned(line.iter().map(place)), edge);
    }
    let shapes = &context.derived.map.shapes;
    for shape in shapes.iter().filter(|shape| shape.group == Group::Report && !shape.is_point) {
        let color = color32(shape.color(context.palette));
        painter.circle_filled(place(&shape.bounds.center()), 2.0, color);
    }
    frame(context, &painter, view, place);
    let response = ui.interact(inset, ui.scope_id().with("overview"), Sense::click_and_drag());
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, context.t("overview")));
    let outline = if response.has_focus() { colors.accent } else { colors.weak };
    let stroke = Stroke::new(1.0, color32(outline));
    ui.painter().rect_stroke(inset, 4.0, stroke, egui::StrokeKind::Outside);
    if (response.clicked() || response.dragged())
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let at = pointer.clamp(inset.min, inset.max) - inset.min;
        let center = WorldPoint {
            x: city.bounds.min.x + f64::from(at.x) / scale,
            y: city.bounds.min.y + f64::from(at.y) / scale,
        };
        actions.push(Action::CameraMoved(Camera { center: center.to_lon_lat(), zoom: view.zoom }));
    }
    if response.has_focus() {
        keys(ui, &response, view, actions);
    }
    let _ = response.on_hover_text(context.t("overview-hint"));
    hide(ui, context, inset, actions);
}

/// A line without the corners that stand so near to the last that nobody sees them.
fn thinned(line: impl Iterator<Item = Pos2>) -> Vec<Pos2> {
    const APART: f32 = 0.8;
    let mut kept: Vec<Pos2> = Vec::new();
    let mut left_out = None;
    for at in line {
        if kept.last().is_some_and(|last| last.distance(at) < APART) {
            left_out = Some(at);
        } else {
            kept.push(at);
            left_out = None;
        }
    }
    kept.extend(left_out);
    kept
}

/// The arrows move the map by half of what it shows.
fn keys(ui: &Ui, response: &egui::Response, view: &Viewport, actions: &mut Vec<Action>) {
    let filter = egui::EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..egui::EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    for (key, x, y) in [
        (Key::ArrowLeft, -0.5, 0.0),
        (Key::ArrowRight, 0.5, 0.0),
        (Key::ArrowUp, 0.0, -0.5),
        (Key::ArrowDown, 0.0, 0.5),
    ] {
        if ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key)) {
            actions.push(Action::PanBy(view.width * x, view.height * y));
        }
    }
}

fn hide(ui: &mut Ui, context: &Context<'_>, inset: Rect, actions: &mut Vec<Action>) {
    let corner =
        Rect::from_min_size(inset.right_top() + egui::vec2(-20.0, 2.0), [18.0, 18.0].into());
    let text = egui::RichText::new("✕").size(11.0).color(color32(context.palette.ui.text));
    let button = ui.put(corner, Button::new(text).frame(false).min_size(corner.size()));
    let words = context.t("overview-hide");
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &words));
    if button.on_hover_text(format!("{words} (O)")).clicked() {
        actions.push(Action::ToggleOverview);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a small inset")]
fn on_inset(bounds: &WorldRect, inset: Rect, scale: f64, at: &WorldPoint) -> Pos2 {
    let (x, y) = ((at.x - bounds.min.x) * scale, (at.y - bounds.min.y) * scale);
    inset.min + egui::vec2(x as f32, y as f32)
}

/// What the map shows; a frame too small to be seen has a ring.
fn frame(
    context: &Context<'_>,
    painter: &egui::Painter,
    view: &Viewport,
    place: impl Fn(&WorldPoint) -> Pos2,
) {
    let seen = view.world_rect(0.0);
    let frame = Rect::from_min_max(place(&seen.min), place(&seen.max));
    let colors = &context.palette.ui;
    for (width, color) in [(3.6, colors.window), (1.6, colors.today)] {
        let stroke = Stroke::new(width, color32(color));
        painter.rect_stroke(frame, 0.0, stroke, egui::StrokeKind::Middle);
        if frame.width().max(frame.height()) < SMALL_FRAME {
            painter.circle_stroke(frame.center(), SMALL_FRAME, stroke);
        }
    }
}
