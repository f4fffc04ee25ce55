//! What the pointer does on the map besides picking: the box to zoom to, the menu of a place, and the
//! mark of a place that was asked for.

use eframe::egui::{self, Pos2, Rect, Stroke, Ui};

use super::{
    Context,
    look::{color32, small},
};
use crate::{
    editor::Action,
    model::{
        boundary::LonLat,
        coordinates::{self, SHOWN},
    },
    scene::{Viewport, WorldPoint},
    words,
};

#[derive(Default)]
pub struct ToolState {
    /// Where the menu of the map was opened.
    pub menu_at: Option<LonLat>,
    /// Where a box that is being drawn began.
    pub box_from: Option<Pos2>,
}

/// Shift and drag: a box that the map then shows.
pub fn draw_box(
    ui: &Ui,
    context: &Context<'_>,
    state: &mut ToolState,
    view: &Viewport,
    rect: Rect,
    response: &egui::Response,
    actions: &mut Vec<Action>,
) {
    /// A smaller box was a click.
    const LEAST_PX: f32 = 6.0;
    if response.drag_started() && ui.input(|input| input.modifiers.shift) {
        state.box_from = ui.input(|input| input.pointer.press_origin());
    }
    let (Some(from), Some(to)) = (state.box_from, ui.input(|input| input.pointer.latest_pos()))
    else {
        return;
    };
    let drawn = Rect::from_two_pos(from, to).intersect(rect);
    if ui.input(|input| input.pointer.any_down()) {
        let color = color32(context.palette.ui.accent);
        let painter = ui.painter().with_clip_rect(rect);
        painter.rect_filled(drawn, 0.0, color.gamma_multiply(0.12));
        painter.rect_stroke(drawn, 0.0, Stroke::new(1.5, color), egui::StrokeKind::Inside);
        ui.ctx().set_cursor_icon(egui::CursorIcon::Crosshair);
        return;
    }
    state.box_from = None;
    if drawn.width() >= LEAST_PX && drawn.height() >= LEAST_PX {
        let corner = |at: Pos2| {
            let local = at - rect.min;
            view.to_world([local.x, local.y]).to_lon_lat()
        };
        actions.push(Action::ZoomToBox([corner(drawn.min), corner(drawn.max)]));
    }
}

/// The menu of a place on the map: its coordinate in each system, to be copied.
pub fn menu(
    context: &Context<'_>,
    state: &mut ToolState,
    view: &Viewport,
    rect: Rect,
    response: &egui::Response,
    actions: &mut Vec<Action>,
) {
    if response.secondary_clicked() {
        state.menu_at = response.interact_pointer_pos().map(|pointer| {
            let local = pointer - rect.min;
            view.to_world([local.x, local.y]).to_lon_lat()
        });
    }
    let Some(at) = state.menu_at else { return };
    response.context_menu(|ui| {
        ui.label(small(context.t("copy-coordinate"), &context.palette.ui));
        egui::Grid::new("coordinates").num_columns(3).spacing([18.0, 2.0]).show(ui, |ui| {
            for crs in SHOWN {
                let Some(value) = coordinates::write(crs, at) else { continue };
                let system = words::system(context.lang(), crs);
                ui.label(small(&system, &context.palette.ui));
                let button = ui.add(egui::Button::new(&value).frame(false));
                button.widget_info(|| {
                    let label = format!("{system}: {value}");
                    egui::WidgetInfo::labeled(egui::Role::Button, true, label)
                });
                let order = if crs.is_geographic() { "order-degrees" } else { "order-metres" };
                ui.label(small(context.t(order), &context.palette.ui));
                if button.clicked() {
                    actions.push(Action::CopyCoordinate(crs, at));
                    ui.close();
                }
                ui.end_row();
            }
        });
    });
}

/// The place that was asked for: a ring with a cross, and its coordinate.
pub fn mark(context: &Context<'_>, view: &Viewport, rect: Rect, painter: &egui::Painter) {
    let Some(at) = context.editor.mark() else { return };
    let [x, y] = view.to_screen(WorldPoint::from_lon_lat(at));
    let center = rect.min + egui::vec2(x, y);
    let color = color32(context.palette.ui.today);
    let ground = color32(context.palette.ui.window);
    for (width, color) in [(4.0, ground), (1.8, color)] {
        painter.circle_stroke(center, 9.0, Stroke::new(width, color));
        for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
            let ends = [4.0, 15.0].map(|far| center + egui::vec2(dx, dy) * far);
            painter.line_segment(ends, Stroke::new(width, color));
        }
    }
}
