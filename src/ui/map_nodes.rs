//! Each zone on the map as a node that a screen reader and the keyboard can reach.

use eframe::egui::{self, Rect, Sense, Ui, accesskit};

use super::Context;
use crate::{
    editor::Action,
    scene::{
        Viewport,
        crowd::{crowd_len, large_in_view},
        zones::Appearance,
    },
    style::MapStyle,
    words,
};

/// Of a crowd, zones from this size have a node, logical pixels, and at most so many.
const FROM_PX: f64 = 46.0;
const MOST: usize = 100;

/// Adds the nodes of the zones in view. The pointer still reaches the map below.
pub fn show(
    ui: &mut Ui,
    context: &Context<'_>,
    view: &Viewport,
    map: Rect,
    actions: &mut Vec<Action>,
) {
    let editor = context.editor;
    let lang = context.lang();
    let below = MapStyle::embedded().zone.marker_below;
    let derived = context.derived;
    let crowd = crowd_len(&derived.shapes);
    let large = large_in_view(&derived.shapes, &derived.cells, view, FROM_PX, MOST);
    for shape in large.into_iter().chain(&derived.shapes[crowd..]) {
        let selected = editor.selected() == Some(shape.index);
        let appearance = shape.appearance(view, below, selected);
        let rect = match appearance {
            Appearance::Hidden => continue,
            Appearance::Marker => {
                let [x, y] = view.to_screen(shape.anchor());
                Rect::from_center_size(map.min + egui::vec2(x, y), egui::Vec2::splat(14.0))
            }
            Appearance::Outline => {
                let (low, high) =
                    (view.to_screen(shape.bounds.min), view.to_screen(shape.bounds.max));
                Rect::from_two_pos(
                    map.min + egui::vec2(low[0], low[1]),
                    map.min + egui::vec2(high[0], high[1]),
                )
            }
        };
        let seen = rect.intersect(map);
        if !seen.is_positive() {
            continue;
        }
        let zone = &editor.catalogue().zones[shape.index];
        let id = ui.scope_id().with(("zone", &zone.id));
        let response = ui.interact(seen, id, Sense::focusable_noninteractive());
        response.widget_info(|| {
            let name = zone.name.short(lang);
            egui::WidgetInfo::selected(egui::Role::Button, true, selected, name)
        });
        ui.ctx().accesskit_node_builder(id, |node| {
            node.add_action(accesskit::Action::Click);
            node.set_description(description(context, shape.index));
        });
        let asked =
            ui.input(|input| input.has_accesskit_action_request(id, accesskit::Action::Click));
        let entered = response.has_focus()
            && ui.input(|input| {
                input.key_pressed(egui::Key::Enter) || input.key_pressed(egui::Key::Space)
            });
        if asked || entered {
            actions.push(Action::Select(Some(zone.id.clone())));
        }
        if response.has_focus() {
            let color = super::look::color32(context.palette.ui.accent);
            ui.painter().rect_stroke(
                seen.shrink(1.0),
                3.0,
                egui::Stroke::new(2.0, color),
                egui::StrokeKind::Inside,
            );
        }
    }
}

/// Status and figures in words.
fn description(context: &Context<'_>, index: usize) -> String {
    let lang = context.lang();
    let editor = context.editor;
    let zone = &editor.catalogue().zones[index];
    let mut parts = Vec::new();
    if let Some(facts) = context.derived.facts.get(index) {
        parts.push(words::status(lang, facts.status));
        if let Some(figure) = zone.headline_on(editor.day()) {
            let value = words::figure_in(lang, figure, editor.session().unit);
            parts.push(format!("{} {value}", context.t("column-published")));
        }
        if let Some(area) = facts.drawn_m2 {
            let value = words::area(lang, editor.session().unit, area);
            parts.push(format!("{} {value}", context.t("column-drawn")));
        }
    }
    parts.join("; ")
}
