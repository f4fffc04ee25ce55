//! Each zone on the map as a node that a screen reader and the keyboard can reach.

use eframe::egui::{self, Rect, Sense, Ui, accesskit};

use super::{
    Context,
    map_pane::{MapPane, Which},
};
use crate::{
    editor::Action,
    model::as_of::status,
    scene::{
        ZoneShape,
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
pub fn show(ui: &mut Ui, context: &Context<'_>, pane: &MapPane<'_>, actions: &mut Vec<Action>) {
    let editor = context.editor;
    let lang = context.lang();
    let below = MapStyle::embedded().zone.marker_below;
    let MapPane { content, view, rect: map, .. } = pane;
    let crowd = crowd_len(&content.shapes);
    let large = large_in_view(&content.shapes, &content.cells, view, FROM_PX, MOST);
    for shape in large.into_iter().chain(&content.shapes[crowd..]) {
        let selected = editor.selects(shape.index);
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
        let seen = rect.intersect(*map);
        if !seen.is_positive() {
            continue;
        }
        let zone = &editor.catalogue().zones[shape.index];
        let id = ui.scope_id().with((pane.which, &zone.id));
        let response = ui.interact(seen, id, Sense::focusable_noninteractive());
        response.widget_info(|| {
            let name = zone.name.short(lang);
            let label = match pane.which {
                Which::First => name.to_owned(),
                Which::Second => format!("{name} · {}", words::day(lang, pane.at.day)),
            };
            egui::WidgetInfo::selected(egui::Role::Button, true, selected, label)
        });
        ui.ctx().accesskit_node_builder(id, |node| {
            node.add_action(accesskit::Action::Click);
            node.set_selected(selected);
            node.set_description(description(context, pane, shape));
        });
        let asked =
            ui.input(|input| input.has_accesskit_action_request(id, accesskit::Action::Click));
        let entered = response.has_focus()
            && ui.input(|input| {
                input.key_pressed(egui::Key::Enter) || input.key_pressed(egui::Key::Space)
            });
        if asked || entered {
            let too = ui.input(|input| input.modifiers.command || input.modifiers.shift);
            let id = zone.id.clone();
            actions.push(if too { Action::SelectToo(id) } else { Action::Select(Some(id)) });
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

/// Status and figures in words, as on the day of the view.
fn description(context: &Context<'_>, pane: &MapPane<'_>, shape: &ZoneShape) -> String {
    let lang = context.lang();
    let unit = context.editor.session().unit;
    let zone = &context.editor.catalogue().zones[shape.index];
    let mut parts =
        vec![words::status(lang, status(context.editor.catalogue(), &zone.milestones, pane.at))];
    if let Some(figure) = zone.headline_on(pane.at) {
        let value = words::figure_in(lang, figure, unit);
        parts.push(format!("{} {value}", context.t("column-published")));
    }
    if let Some(outline) = zone.outline_on(pane.at).filter(|_| shape.area_m2 > 0.0) {
        let value = words::drawn_area(lang, unit, outline);
        parts.push(format!("{} {value}", context.t("column-drawn")));
    }
    parts.join("; ")
}
