//! What is drawn over the map of the selected zone: the accuracy of its edges at true width, the ground
//! that its parts leave unexplained, and another zone laid over it at its true size.

use eframe::egui::{self, Align2, FontId, Painter, Pos2, Rect, Stroke, Ui};

use super::{
    Context,
    look::{bold, color32, small},
    map_pane::MapPane,
};
use crate::{
    editor::Action,
    model::boundary::{Boundary, Geometry, LonLat},
    scene::{Viewport, WorldPoint, band::band, laid::laid_rings},
    words,
};

/// Draws what is switched on and lies on the ground, below all names.
pub fn paint_ground(context: &Context<'_>, pane: &MapPane<'_>, painter: &Painter) {
    let editor = context.editor;
    let (view, rect, at) = (&pane.view, pane.rect, pane.at);
    if let Some(index) = editor.selected() {
        let zone = &editor.catalogue().zones[index];
        if editor.aids().accuracy
            && let Some(outline) = zone.outline_on(at)
        {
            accuracy(context, view, rect, painter, (outline, index));
        }
        // The sums are those of the date, which a second view does not show.
        if editor.aids().rest && at == editor.as_of() {
            for rest in context.derived.sums.lines.iter().filter_map(|line| line.rest.as_ref()) {
                hatch(context, view, rect, painter, rest);
            }
        }
    }
}

fn screen(view: &Viewport, rect: Rect, at: WorldPoint) -> Pos2 {
    let [x, y] = view.to_screen(at);
    rect.min + egui::vec2(x, y)
}

/// The band in which its edges lie; a circle around a position.
fn accuracy(
    context: &Context<'_>,
    view: &Viewport,
    rect: Rect,
    painter: &Painter,
    (outline, index): (&Boundary, usize),
) {
    let color = color32(context.zone_color(index)).gamma_multiply(0.3);
    let place = |at| {
        let at = screen(view, rect, WorldPoint::from_lon_lat(at));
        [f64::from(at.x), f64::from(at.y)]
    };
    // By the enlargement at the middle of the view, as the scale bar.
    let (points, indices) = band(outline, place, 1.0 / view.metres_per_pixel());
    let mut mesh = egui::Mesh { indices, ..egui::Mesh::default() };
    #[expect(clippy::cast_possible_truncation, reason = "a screen is small")]
    for [x, y] in points {
        mesh.colored_vertex(Pos2::new(x as f32, y as f32), color);
    }
    painter.add(mesh);
}

/// Lines at 45° inside an outline, by the even-odd rule.
fn hatch(
    context: &Context<'_>,
    view: &Viewport,
    rect: Rect,
    painter: &Painter,
    geometry: &Geometry,
) {
    const SPACING: f32 = 9.0;
    let stroke = Stroke::new(1.6, color32(context.palette.ui.warning));
    let rings: Vec<Vec<Pos2>> = geometry
        .polygons()
        .iter()
        .flat_map(crate::model::boundary::Polygon::rings)
        .map(|ring| {
            ring.iter().map(|at| screen(view, rect, WorldPoint::from_lon_lat(*at))).collect()
        })
        .collect();
    // Along x + y = c: only lines that cross the screen.
    let (low, high) = (rect.left() + rect.top(), rect.right() + rect.bottom());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a few hundred lines"
    )]
    for number in (low / SPACING) as i32..=(high / SPACING) as i32 {
        let along = number as f32 * SPACING;
        let mut crossings: Vec<f32> = Vec::new();
        for edge in rings.iter().flat_map(|ring| ring.windows(2)) {
            let side = |at: Pos2| at.x + at.y - along;
            let (a, b) = (side(edge[0]), side(edge[1]));
            if (a > 0.0) != (b > 0.0) {
                let share = a / (a - b);
                crossings.push(edge[0].x + (edge[1].x - edge[0].x) * share);
            }
        }
        crossings.sort_by(f32::total_cmp);
        for pair in crossings.chunks_exact(2) {
            let points = [pair[0], pair[1]].map(|x| Pos2::new(x, along - x));
            painter.line_segment(points, stroke);
        }
    }
}

fn rings_on_screen(context: &Context<'_>, view: &Viewport, rect: Rect) -> Vec<Vec<Pos2>> {
    let editor = context.editor;
    let Some(laid) = editor.laid() else { return Vec::new() };
    let outline = editor.catalogue().zones[laid.zone].outline_on(editor.as_of());
    let rings = outline.map(|outline| laid_rings(&outline.geometry, laid.at)).unwrap_or_default();
    rings
        .into_iter()
        .map(|ring| ring.into_iter().map(|at| screen(view, rect, at)).collect())
        .collect()
}

/// Draws the outline that is laid over a zone, above all.
pub fn paint_laid(context: &Context<'_>, pane: &MapPane<'_>, painter: &Painter) {
    let (view, rect) = (&pane.view, pane.rect);
    let Some(laid) = context.editor.laid() else { return };
    let color = color32(context.palette.ui.today);
    for ring in rings_on_screen(context, view, rect) {
        painter.add(egui::Shape::line(ring, Stroke::new(2.4, color)));
    }
    let middle = screen(view, rect, WorldPoint::from_lon_lat(laid.at));
    let name = context.editor.catalogue().zones[laid.zone].name.short(context.lang());
    painter.text(middle, Align2::CENTER_CENTER, name, FontId::proportional(12.5), color);
}

/// Whether the pointer is on the laid outline or in it, so that a drag moves it and not the map.
pub fn is_over_laid(context: &Context<'_>, view: &Viewport, rect: Rect, pointer: Pos2) -> bool {
    let inside = |ring: &Vec<Pos2>| {
        let crosses = |edge: &[Pos2]| {
            let (a, b) = (edge[0], edge[1]);
            (a.y > pointer.y) != (b.y > pointer.y)
                && pointer.x < (b.x - a.x) * (pointer.y - a.y) / (b.y - a.y) + a.x
        };
        ring.windows(2).filter(|edge| crosses(edge)).count() % 2 == 1
    };
    rings_on_screen(context, view, rect).iter().any(inside)
}

/// Moves the laid outline by a drag of the pointer.
pub fn drag(
    context: &Context<'_>,
    view: &Viewport,
    response: &egui::Response,
    actions: &mut Vec<Action>,
) {
    let (Some(laid), moved) = (context.editor.laid(), response.drag_delta()) else { return };
    if moved != egui::Vec2::ZERO {
        let from = WorldPoint::from_lon_lat(laid.at);
        let scale = view.scale();
        let to = WorldPoint {
            x: from.x + f64::from(moved.x) / scale,
            y: from.y + f64::from(moved.y) / scale,
        };
        let LonLat { lon, lat } = to.to_lon_lat();
        actions.push(Action::MoveLaid(LonLat::new(lon, lat.clamp(-80.0, 80.0))));
    }
}

/// What the band and the hatch mean, at the upper left of the map.
pub fn key(context: &Context<'_>, pane: &MapPane<'_>, painter: &Painter) {
    const SIZE: f32 = 11.5;
    let editor = context.editor;
    let Some(index) = editor.selected() else { return };
    // There stand the plates of what is laid and of measures.
    if editor.laid().is_some() || editor.measuring().is_some() || editor.second_day().is_some() {
        return;
    }
    let colors = &context.palette.ui;
    let outline = editor.catalogue().zones[index].outline_on(pane.at);
    let accuracy = outline.and_then(|outline| words::outline_accuracy(context.lang(), outline));
    let mut lines = Vec::new();
    if let Some(accuracy) = accuracy.filter(|_| editor.aids().accuracy) {
        lines.push(words::t_with(context.lang(), "accuracy-key", &[("accuracy", &accuracy)]));
    }
    if editor.aids().rest && context.derived.sums.lines.iter().any(|line| line.rest.is_some()) {
        lines.push(context.t("rest-key"));
    }
    if lines.is_empty() {
        return;
    }
    let width = (pane.rect.width() - 90.0).max(120.0);
    let font = FontId::proportional(SIZE);
    let galley = painter.layout(lines.join("\n"), font, color32(colors.text), width);
    let at = pane.rect.left_top() + egui::vec2(20.0, 17.0);
    let ground = Rect::from_min_size(at, galley.size()).expand2(egui::vec2(8.0, 5.0));
    painter.rect_filled(ground, 4.0, color32(colors.window.with_alpha(0.92)));
    painter.galley(at, galley, color32(colors.text));
}

/// What is laid, and how many times it goes into the selected zone.
pub fn plate(ctx: &egui::Context, context: &Context<'_>, rect: Rect, actions: &mut Vec<Action>) {
    let editor = context.editor;
    let Some(laid) = editor.laid() else { return };
    let catalogue = editor.catalogue();
    let lang = context.lang();
    let colors = &context.palette.ui;
    let zone = &catalogue.zones[laid.zone];
    let drawn = |index: usize| context.derived.facts.get(index).and_then(|facts| facts.drawn_m2);
    let ratio = editor.selected().filter(|selected| *selected != laid.zone).and_then(|selected| {
        let how = (editor.as_of(), editor.session().unit);
        let this = (&catalogue.zones[selected], drawn(selected));
        words::ratio(lang, this, (zone, drawn(laid.zone)), how)
    });
    let top = if editor.second_day().is_some() { 56.0 } else { 12.0 };
    egui::Area::new(egui::Id::unique("laid"))
        // With two views their heads stand at the top.
        .fixed_pos(rect.left_top() + egui::vec2(12.0, top))
        .order(egui::Order::Middle)
        .show(ctx, |ui: &mut Ui| {
            egui::Frame::popup(ui.style()).fill(color32(colors.window)).show(ui, |ui| {
                ui.set_max_width(320.0);
                let name = zone.name.short(lang);
                let title = words::t_with(lang, "laid-zone", &[("zone", name)]);
                ui.label(bold(title, 13.0));
                if let Some(ratio) = ratio {
                    ui.add(egui::Label::new(ratio).wrap());
                }
                ui.add(egui::Label::new(small(context.t("lay-over-hint"), colors)).wrap());
                if ui.button(context.t("take-away")).clicked() {
                    actions.push(Action::LayOver(None));
                }
            });
        });
}
