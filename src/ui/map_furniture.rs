//! What lies over the map: scale bar, coordinate, credits, message and buttons.

use std::sync::Arc;

use eframe::egui::{self, FontId, Galley, Pos2, Rect, Sense, Stroke, Ui};

use super::{Context, MapTiles, look::color32, map_views};
use crate::{basemap::Warp, words};
use crate::{
    editor::{Action, Session},
    model::{Lang, boundary::LonLat, datum::Crs},
    scene::{Viewport, scale_bar::scale_bar},
    text::{Weight, breaking::elide},
};

/// Laid out before the labels are placed, so that none of them lies below it.
pub struct Furniture {
    map: Rect,
    scale: Rect,
    /// Length of the scale bar, logical pixels.
    scale_length: f32,
    scale_text: Arc<Galley>,
    note: Rect,
    note_text: Arc<Galley>,
    buttons: Rect,
    /// Whom to credit, in full.
    attribution: String,
}

const SIZE: f32 = 11.5;
const MARGIN: f32 = 12.0;
const PLATE: f32 = 26.0;
/// The width of the column of buttons.
const BUTTONS: f32 = 34.0;
/// A map lower than this has no room for plates of two lines below the buttons.
const LOW: f32 = 290.0;
/// A map narrower than this has no room for both plates side by side.
const NARROW: f32 = 420.0;
/// One narrower than this has no room for credits in three lines.
const TINY: f32 = 280.0;
/// The credits of another base map are cut here; the pointer over them shows the rest.
const CREDITS_EM: f32 = 28.0;

impl Furniture {
    pub fn new(
        ui: &Ui,
        context: &Context<'_>,
        view: &Viewport,
        (map, frame): (Rect, Rect),
        pointer: Option<Pos2>,
        tiles: &[&MapTiles],
    ) -> Self {
        let color = color32(context.palette.ui.text);
        let layout =
            |text: String| ui.painter().layout_no_wrap(text, FontId::proportional(SIZE), color);
        // On a small map, as at twice the size, the plates leave as much of it free as they can: the
        // coordinate stands there only while the pointer asks for it.
        let is_small = map.height() < LOW || frame.width() < NARROW;
        let bar = scale_bar(view, if is_small { 64.0 } else { 110.0 });
        let is_asked = !is_small || pointer.is_some();
        let (number, is_km) = bar.number();
        let unit = match (context.lang(), is_km) {
            (Lang::En, true) => " km",
            (Lang::En, false) => " m",
            (Lang::Zh, true) => "公里",
            (Lang::Zh, false) => "米",
        };
        let pointer = pointer.unwrap_or(frame.center()) - frame.min;
        let at = view.to_world([pointer.x, pointer.y]).to_lon_lat();
        // On a low map the buttons reach down to the plates.
        let beside_buttons = if map.height() < LOW { BUTTONS + MARGIN } else { 0.0 };
        let room = (map.width() - 2.0 * MARGIN - beside_buttons).max(60.0);
        // One of two views side by side has its scale for itself.
        let scale_room = room.min(frame.width() - 2.0 * MARGIN);
        let place = coordinate(context.editor.session(), at);
        let mut scale_text = layout(format!("{number}{unit}   ·   {place}"));
        #[expect(clippy::cast_possible_truncation, reason = "a scale bar is short")]
        let scale_length = bar.width_px as f32;
        if !is_asked || scale_length + scale_text.size().x + 34.0 > scale_room {
            scale_text = layout(format!("{number}{unit}"));
        }
        let font = FontId::proportional(SIZE);
        let note_text =
            ui.painter().layout(note(context, tiles, room < TINY), font, color, room - 16.0);
        let scale_size = egui::vec2(scale_length + scale_text.size().x + 34.0, PLATE);
        let lower_left = map.left_bottom() + egui::vec2(MARGIN, -MARGIN - PLATE);
        let scale = Rect::from_min_size(lower_left, scale_size);
        let note_height = (note_text.size().y + 11.0).max(PLATE);
        let note_size = egui::vec2(note_text.size().x + 16.0, note_height);
        let beside = map.right_bottom() - egui::vec2(MARGIN, MARGIN) - note_size;
        // On a narrow map the note stands above the scale bar.
        let note_at = if beside.x > scale.right() + MARGIN {
            beside
        } else {
            lower_left - egui::vec2(0.0, note_height + 4.0)
        };
        Self {
            map,
            scale,
            scale_length,
            scale_text,
            note: Rect::from_min_size(note_at, note_size),
            note_text,
            buttons: Rect::from_min_size(
                Pos2::new(map.right() - BUTTONS - MARGIN, map.top() + MARGIN),
                egui::vec2(BUTTONS, 170.0),
            ),
            attribution: attribution(context, tiles),
        }
    }

    /// Where free space above the note begins.
    pub fn foot(&self) -> f32 {
        let is_beside = self.note.left() > self.scale.right();
        if is_beside { self.note.top() } else { self.map.bottom() - MARGIN + 8.0 }
    }

    /// The top of what stands at the foot of the map.
    pub fn top(&self) -> f32 {
        self.scale.top().min(self.note.top())
    }

    /// What labels must not cover.
    pub fn obstacles(&self) -> Vec<Rect> {
        vec![self.scale, self.note, self.buttons]
    }

    pub fn show(
        self,
        ui: &mut Ui,
        context: &Context<'_>,
        message: Option<&str>,
        actions: &mut Vec<Action>,
    ) {
        let colors = &context.palette.ui;
        let text = color32(colors.text);
        let ground = color32(colors.window.with_alpha(0.92));
        ui.painter().rect_filled(self.scale, 4.0, ground);
        let plate = ui.interact(self.scale, ui.scope_id().with("scale"), Sense::click());
        let words = self.scale_text.text().to_owned();
        plate.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &words));
        if plate.on_hover_text(context.t("coordinates-hint")).clicked() {
            actions.push(Action::NextCoordinates);
        }
        let (start, y) = (self.scale.left() + 10.0, self.scale.center().y);
        for (part, filled) in [(0.0, true), (0.25, false), (0.5, true), (0.75, false)] {
            let piece = Rect::from_min_size(
                Pos2::new(start + self.scale_length * part, y - 2.5),
                egui::vec2(self.scale_length / 4.0, 5.0),
            );
            if filled {
                ui.painter().rect_filled(piece, 0.0, text);
            }
            ui.painter().rect_stroke(piece, 0.0, Stroke::new(1.0, text), egui::StrokeKind::Inside);
        }
        let at = Pos2::new(start + self.scale_length + 8.0, y - self.scale_text.size().y / 2.0);
        ui.painter().galley(at, self.scale_text, text);
        ui.painter().rect_filled(self.note, 4.0, ground);
        let words = self.note_text.text().to_owned();
        let at = self.note.center() - self.note_text.size() / 2.0;
        ui.painter().galley(at, self.note_text, text);
        let note = ui.interact(self.note, ui.scope_id().with("credits"), Sense::hover());
        note.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
        note.on_hover_text(&self.attribution);
        if let Some(message) = message {
            let above = Pos2::new(self.map.center().x, self.note.top().min(self.scale.top()) - 8.0);
            message_plate(ui, context, above, message);
        }
        buttons(ui, context, self.buttons, actions);
    }
}

/// Whom to credit, and that the map is not an approved one.
fn note(context: &Context<'_>, tiles: &[&MapTiles], is_tiny: bool) -> String {
    // Two base maps share the room.
    #[expect(clippy::cast_precision_loss, reason = "one or two")]
    let room = CREDITS_EM / tiles.len().max(1) as f32;
    let mut parts: Vec<String> = Vec::new();
    for tiles in tiles {
        let credits = tiles.attribution().get(context.lang());
        if tiles.is_shifted() {
            let aligned = context.editor.session().aligned;
            let key = if aligned { "shift-aligned" } else { "shift-as-is" };
            let residual = format!("{:.0}", Warp::RESIDUAL_M);
            parts.push(words::t_with(context.lang(), key, &[("metres", &residual)]));
            parts.push(elide(credits, Weight::Regular, room / 2.0));
        } else if tiles.is_schematic() {
            // On a tiny map the pointer over the note shows the credits all the same.
            if !is_tiny {
                parts.extend([context.t("schematic-map"), context.t("credits")]);
            }
        } else if !credits.is_empty() {
            // Another's map must be credited in sight.
            parts.push(elide(credits, Weight::Regular, room));
        }
    }
    parts.push(context.t("not-approved"));
    parts.join(" · ")
}

fn attribution(context: &Context<'_>, tiles: &[&MapTiles]) -> String {
    let all = tiles.iter().map(|tiles| tiles.attribution().get(context.lang()));
    all.collect::<Vec<_>>().join("\n")
}

/// A position in the session's coordinate system; where that does not reach, in WGS-84.
fn coordinate(session: &Session, at: LonLat) -> String {
    let (crs, name) = (session.coordinates, |crs| words::system(session.lang, crs));
    match crs.converter().from_wgs84(at) {
        Some([lon, lat]) if crs.is_geographic() => {
            format!("{lat:.4} N  {lon:.4} E  {}", name(crs))
        }
        Some([x, y]) => format!("{x:.0}  {y:.0}  {}", name(crs)),
        None => format!("{:.4} N  {:.4} E  {}", at.lat, at.lon, name(Crs::Wgs84)),
    }
}

/// A message above the foot of the map.
fn message_plate(ui: &mut Ui, context: &Context<'_>, bottom: Pos2, message: &str) {
    let colors = &context.palette.ui;
    let text = color32(colors.window);
    let galley = ui.painter().layout(message.to_owned(), FontId::proportional(12.5), text, 520.0);
    let size = galley.size() + egui::vec2(24.0, 14.0);
    let rect = egui::Align2::CENTER_BOTTOM.anchor_size(bottom, size);
    ui.painter().rect_filled(rect, 5.0, color32(colors.text));
    ui.painter().galley(rect.min + egui::vec2(12.0, 7.0), galley, text);
    let response = ui.interact(rect, ui.scope_id().with("message"), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, message));
}

/// The buttons at upper right.
fn buttons(ui: &mut Ui, context: &Context<'_>, column: Rect, actions: &mut Vec<Action>) {
    let colors = &context.palette.ui;
    ui.painter().rect_filled(column, 6.0, color32(colors.window));
    ui.painter().rect_stroke(
        column,
        6.0,
        Stroke::new(1.0, color32(colors.line)),
        egui::StrokeKind::Inside,
    );
    for (number, (key, action)) in [
        ("zoom-in", Action::ZoomBy(0.5)),
        ("zoom-out", Action::ZoomBy(-0.5)),
        ("zoom-home", Action::ShowReport),
        ("measure", Action::ToggleMeasuring),
    ]
    .into_iter()
    .enumerate()
    {
        #[expect(clippy::cast_precision_loss, reason = "four buttons")]
        let cell = Rect::from_min_size(
            column.min + egui::vec2(0.0, 34.0 * number as f32),
            egui::Vec2::splat(34.0),
        );
        let response = ui.interact(cell, ui.scope_id().with(key), Sense::click());
        response
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, context.t(key)));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(cell.shrink(2.0), 5.0, color32(colors.hover));
        }
        icon(ui, cell.center(), number, Stroke::new(1.7, color32(colors.text)));
        if response.on_hover_text(context.t(key)).clicked() {
            actions.push(action);
        }
    }
    views_button(ui, context, column, actions);
}

/// The last of the buttons: one view of the map or two.
fn views_button(ui: &mut Ui, context: &Context<'_>, column: Rect, actions: &mut Vec<Action>) {
    let colors = &context.palette.ui;
    let cell = Rect::from_min_max(column.left_bottom() - egui::vec2(0.0, 34.0), column.max);
    let response = ui.interact(cell, ui.scope_id().with("views"), Sense::click());
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, context.t("views")));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(cell.shrink(2.0), 5.0, color32(colors.hover));
    }
    map_views::icon(ui, cell.center(), Stroke::new(1.5, color32(colors.text)));
    let response = response.on_hover_text(context.t("views"));
    map_views::menu(&response, context, actions);
}

/// Plus, minus, a house and a ruler.
fn icon(ui: &Ui, at: Pos2, number: usize, stroke: Stroke) {
    let painter = ui.painter();
    let line = |from: (f32, f32), to: (f32, f32)| {
        painter
            .line_segment([at + egui::vec2(from.0, from.1), at + egui::vec2(to.0, to.1)], stroke);
    };
    match number {
        0 => {
            line((-6.0, 0.0), (6.0, 0.0));
            line((0.0, -6.0), (0.0, 6.0));
        }
        1 => line((-6.0, 0.0), (6.0, 0.0)),
        3 => {
            let corners = [(-8.0, 3.0), (3.0, -8.0), (8.0, -3.0), (-3.0, 8.0)];
            for (number, corner) in corners.iter().enumerate() {
                line(*corner, corners[(number + 1) % 4]);
            }
            for from in [(-4.5, -0.5), (-1.5, -3.5), (1.5, -6.5)] {
                line(from, (from.0 + 2.4, from.1 + 2.4));
            }
        }
        _ => {
            line((-7.0, 0.0), (0.0, -6.5));
            line((0.0, -6.5), (7.0, 0.0));
            line((-5.0, -1.0), (-5.0, 6.0));
            line((5.0, -1.0), (5.0, 6.0));
            line((-5.0, 6.0), (5.0, 6.0));
        }
    }
}
