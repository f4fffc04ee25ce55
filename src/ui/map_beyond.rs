//! Where the selected zone lies while the map shows another part of the city: an arrow at the edge with
//! its name and how far it is, which goes there.

use eframe::egui::{self, Button, Pos2, Rect, Ui, Vec2};

use super::{Context, look::color32};
use crate::{
    editor::Action,
    scene::Viewport,
    text::{Weight, shape::width_em},
    words,
};

const SIZE: f32 = 12.0;
const HEIGHT: f32 = 26.0;
/// Room for the arrow before the text.
const ARROW: f32 = 22.0;
/// What stands at the edges of the map: heads and tools, and below scale and credits.
const EDGES: egui::Margin = egui::Margin { left: 12, right: 62, top: 56, bottom: 8 };

/// The plate with the arrow.
pub struct Beyond {
    /// Of the selected zone, in the catalogue.
    index: usize,
    text: String,
    /// Towards the zone.
    away: Vec2,
    pub place: Rect,
}

/// The plate, where the selected zone lies beyond the map; `foot` is the top of what stands at its foot.
pub fn place(context: &Context<'_>, (map, view): (Rect, &Viewport), foot: f32) -> Option<Beyond> {
    let editor = context.editor;
    let index = editor.selected().filter(|_| editor.framing().is_none())?;
    let bounds = context.derived.bounds_of(editor.catalogue(), index, editor.as_of())?;
    if !bounds.width().is_finite() || bounds.touches(&view.world_rect(0.0)) {
        return None;
    }
    let [x, y] = view.to_screen(bounds.center());
    let away = map.min + egui::vec2(x, y) - map.center();
    let metres = f64::from(away.length()) * view.metres_per_pixel();
    let name = editor.catalogue().zones[index].name.short(context.lang());
    let text = format!("{name} · {}", words::rough_length(context.lang(), metres));
    let width = width_em(&text, Weight::Regular) * SIZE + ARROW + 14.0;
    let free = Rect::from_min_max(map.min, Pos2::new(map.right(), foot));
    let middle = edge(free - EDGES, map.center(), Vec2::new(width, HEIGHT), away)?;
    let place = Rect::from_center_size(middle, Vec2::new(width, HEIGHT));
    Some(Beyond { index, text, away, place })
}

pub fn show(ui: &mut Ui, context: &Context<'_>, beyond: Beyond, actions: &mut Vec<Action>) {
    let Beyond { index, text, away, place } = beyond;
    let colors = &context.palette.ui;
    let button = Button::new("")
        .fill(color32(colors.window))
        .stroke(egui::Stroke::new(1.0, color32(colors.line)))
        .min_size(place.size());
    let response = ui.put(place, button);
    let label = words::t_with(context.lang(), "beyond", &[("zone", &text)]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
    let ink = color32(colors.text);
    let start = place.left_center() + egui::vec2(ARROW, 0.0);
    let font = egui::FontId::proportional(SIZE);
    ui.painter().text(start, egui::Align2::LEFT_CENTER, &text, font, ink);
    let tip = away.normalized() * 7.0;
    let side = tip.rot90() * 0.6;
    let center = place.left_center() + egui::vec2(ARROW / 2.0 + 1.0, 0.0);
    let fill = color32(context.zone_color(index));
    for side in [side, -side] {
        // Two halves, each convex.
        let corners = vec![center + tip, center - tip + side, center - tip * 0.4];
        ui.painter().add(egui::Shape::convex_polygon(corners, fill, egui::Stroke::NONE));
    }
    if response.on_hover_text(label).clicked() {
        let id = context.editor.catalogue().zones[index].id.clone();
        actions.push(Action::ZoomToZone(id));
    }
}

/// The middle of a plate so large at the edge of a free part of the map, from its center towards what
/// lies beyond; `None` where there is no room for it.
fn edge(free: Rect, center: Pos2, plate: Vec2, away: Vec2) -> Option<Pos2> {
    let free = free.shrink2(plate / 2.0);
    if !free.is_positive() || away == Vec2::ZERO {
        return None;
    }
    let from = center.clamp(free.min, free.max);
    let share = |from: f32, step: f32, low: f32, high: f32| match step {
        step if step > 0.0 => (high - from) / step,
        step if step < 0.0 => (low - from) / step,
        _ => f32::INFINITY,
    };
    let across = share(from.x, away.x, free.left(), free.right());
    let down = share(from.y, away.y, free.top(), free.bottom());
    Some(from + away * across.min(down))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plate_stands_towards_what_lies_beyond_and_within_the_map() {
        let map = Rect::from_min_size(Pos2::new(300.0, 40.0), Vec2::new(600.0, 500.0));
        let plate = Vec2::new(150.0, HEIGHT);
        for (x, y) in [(900.0, 0.0), (-900.0, 0.0), (0.0, 2000.0), (-700.0, -800.0), (3.0, -900.0)]
        {
            let at =
                edge(map - EDGES, map.center(), plate, Vec2::new(x, y)).expect("there is room");
            assert!(map.contains_rect(Rect::from_center_size(at, plate)), "{at:?}");
            let step = at - map.center();
            assert!(step.x * x >= -60.0 && step.y * y >= -60.0, "{step:?} for {x}, {y}");
            assert!(step.length() > 100.0, "{step:?} for {x}, {y}");
        }
        assert_eq!(edge(map.scale_from_center(0.2), map.center(), plate, Vec2::X), None);
    }
}
