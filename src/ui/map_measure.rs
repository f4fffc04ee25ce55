//! The measuring tool on the map: the line, its running length, and a plate with all units.

use eframe::egui::{self, Align2, FontId, Key, Modifiers, Painter, Pos2, Rect, Stroke, Ui};

use super::{
    Context,
    look::{bold, color32, small},
};
use crate::{
    editor::Action,
    model::{boundary::LonLat, units::AreaUnit},
    scene::{Viewport, WorldPoint},
    words,
};

/// A click this near the first corner closes the shape, logical pixels.
const CLOSE_PX: f32 = 9.0;

/// Turns clicks on the map into corners.
pub fn clicks(
    ui: &Ui,
    context: &Context<'_>,
    view: &Viewport,
    rect: Rect,
    response: &egui::Response,
    actions: &mut Vec<Action>,
) {
    let Some(measuring) = context.editor.measuring() else { return };
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if !ui.ctx().text_edit_focused() {
        if pressed(Key::Backspace) || pressed(Key::Delete) {
            actions.push(Action::UndoMeasure);
        }
        if pressed(Key::Enter) {
            actions.push(Action::CloseMeasure);
        }
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Crosshair);
    }
    if response.double_clicked() {
        actions.push(Action::CloseMeasure);
    } else if response.clicked()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let first = measuring.points().first().map(|at| screen(view, rect, *at));
        let closes = measuring.points().len() >= 3
            && !measuring.is_closed()
            && first.is_some_and(|first| first.distance(pointer) < CLOSE_PX);
        actions.push(if closes {
            Action::CloseMeasure
        } else {
            let local = pointer - rect.min;
            Action::MeasureTo(view.to_world([local.x, local.y]).to_lon_lat())
        });
    }
}

fn screen(view: &Viewport, rect: Rect, at: LonLat) -> Pos2 {
    let [x, y] = view.to_screen(WorldPoint::from_lon_lat(at));
    rect.min + egui::vec2(x, y)
}

/// Draws the line, to the pointer where it goes on.
pub fn paint(
    context: &Context<'_>,
    view: &Viewport,
    rect: Rect,
    painter: &Painter,
    pointer: Option<Pos2>,
) {
    let Some(measuring) = context.editor.measuring() else { return };
    let colors = &context.palette.ui;
    let (line, ground) = (color32(colors.today), color32(colors.window));
    let mut corners: Vec<Pos2> =
        measuring.points().iter().map(|at| screen(view, rect, *at)).collect();
    let fixed = corners.len();
    let pointer = pointer.filter(|_| !measuring.is_closed() && fixed > 0);
    corners.extend(pointer);
    if corners.len() >= 3 {
        let mut mesh = egui::Mesh::default();
        let fill = line.gamma_multiply(0.12);
        for corner in &corners {
            mesh.colored_vertex(*corner, fill);
        }
        let flat: Vec<[f32; 2]> = corners.iter().map(|corner| [corner.x, corner.y]).collect();
        let mut triangles: Vec<u32> = Vec::new();
        earcut::Earcut::new().earcut_slice(&flat, &[], &mut triangles);
        mesh.indices = triangles;
        painter.add(mesh);
    }
    if measuring.is_closed() {
        corners.extend(corners.first().copied());
    } else if corners.len() >= 3 {
        // The area is that of the closed shape.
        let side = [corners[corners.len() - 1], corners[0]];
        painter.extend(egui::Shape::dashed_line(&side, Stroke::new(1.4, line), 5.0, 4.0));
    }
    for (width, color) in [(4.5, ground), (2.2, line)] {
        painter.line(corners.clone(), Stroke::new(width, color));
    }
    for corner in &corners[..fixed] {
        painter.circle(*corner, 4.0, ground, Stroke::new(2.0, line));
    }
    if let Some(pointer) = pointer {
        let local = pointer - rect.min;
        let to = view.to_world([local.x, local.y]).to_lon_lat();
        let text = words::length(context.lang(), measuring.length_m(Some(to)));
        let galley = painter.layout_no_wrap(text, FontId::proportional(12.0), color32(colors.text));
        let at = Align2::LEFT_BOTTOM.anchor_size(pointer + egui::vec2(12.0, -8.0), galley.size());
        painter.rect_filled(at.expand2(egui::vec2(6.0, 3.0)), 4.0, ground);
        painter.galley(at.min, galley, color32(colors.text));
    }
}

/// The totals at the map's upper left corner.
pub fn plate(
    ctx: &egui::Context,
    context: &Context<'_>,
    view: &Viewport,
    rect: Rect,
    pointer: Option<Pos2>,
    actions: &mut Vec<Action>,
) {
    let Some(measuring) = context.editor.measuring() else { return };
    let lang = context.lang();
    let colors = &context.palette.ui;
    let to = pointer.filter(|_| !measuring.is_closed()).map(|pointer| {
        let local = pointer - rect.min;
        view.to_world([local.x, local.y]).to_lon_lat()
    });
    // The heads of two views stand there too.
    let top = if context.editor.second_day().is_some() { 56.0 } else { 12.0 };
    egui::Area::new(egui::Id::unique("measuring"))
        .fixed_pos(rect.min + egui::vec2(12.0, top))
        .show(ctx, |ui| {
            egui::Frame::new()
                .fill(color32(colors.window))
                .stroke(Stroke::new(1.0, color32(colors.line)))
                .corner_radius(6)
                .inner_margin(10)
                .show(ui, |ui| {
                    ui.set_width(252.0);
                    ui.spacing_mut().item_spacing.y = 3.0;
                    ui.label(bold(context.t("measure"), 13.0));
                    if measuring.points().is_empty() {
                        ui.add(egui::Label::new(small(context.t("measure-hint"), colors)).wrap());
                    } else {
                        totals(ui, context, to);
                        ui.add(egui::Label::new(small(context.t("measure-how"), colors)).wrap());
                    }
                    ui.add_space(3.0);
                    ui.horizontal(|ui| {
                        let can_close = measuring.points().len() >= 3 && !measuring.is_closed();
                        let empty = measuring.points().is_empty();
                        for (key, action, on) in [
                            ("measure-close", Action::CloseMeasure, can_close),
                            ("measure-undo", Action::UndoMeasure, !empty),
                            ("measure-copy", Action::CopyMeasure, measuring.points().len() > 1),
                            ("measure-end", Action::ToggleMeasuring, true),
                        ] {
                            let button = egui::Button::new(
                                egui::RichText::new(words::t(lang, key)).size(12.0),
                            );
                            if ui.add_enabled(on, button).clicked() {
                                actions.push(action);
                            }
                        }
                    });
                });
        });
}

fn totals(ui: &mut Ui, context: &Context<'_>, to: Option<LonLat>) {
    let Some(measuring) = context.editor.measuring() else { return };
    let lang = context.lang();
    let key = if measuring.is_closed() { "measure-around" } else { "measure-length" };
    let mut rows = vec![(context.t(key), words::length(lang, measuring.length_m(to)))];
    if let Some(area) = measuring.area_m2(to) {
        for unit in AreaUnit::ALL {
            let name =
                if unit == AreaUnit::Km2 { context.t("measure-area") } else { String::new() };
            rows.push((name, words::area(lang, unit, area)));
        }
    }
    egui::Grid::new("totals").num_columns(2).spacing([12.0, 2.0]).show(ui, |ui| {
        for (name, value) in rows {
            ui.label(small(name, &context.palette.ui));
            ui.label(bold(value, 13.0));
            ui.end_row();
        }
    });
}
