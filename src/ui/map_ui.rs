//! The map in the middle. The only user of walkers, which gives camera and gestures.

use std::sync::Arc;

use eframe::egui::{self, Align2, FontId, Pos2, Rect, Sense, Stroke, Ui};
use walkers::{Map, MapMemory, lon_lat};

use super::{
    Context,
    gpu::{Chunk, ChunkPlace, Draw, Frame, GpuPaint, Kind, zones_chunk},
    look::color32,
    map_labels, map_nodes,
    map_tiles::{MapTiles, ReadyTile},
};
use crate::{
    basemap::Tile,
    editor::{Action, Camera},
    model::{Lang, boundary::LonLat},
    scene::{
        LabelLang, Viewport, WorldPoint,
        item::Rect as SceneRect,
        labels::{self, LabelInput},
        map::zone_paint,
        scale_bar::scale_bar,
        tiles::visible_tiles,
        viewport::{MAX_ZOOM, MIN_ZOOM},
        zones::Appearance,
    },
    style::{Color, Ink, MapStyle, Paint, map_style::width_at},
    text::cache::ShapeCache,
};

/// What belongs to the map widget alone.
pub struct MapState {
    memory: MapMemory,
    /// The camera that `memory` was last set from or last reported.
    camera: Option<Camera>,
    tiles: MapTiles,
    shapes: ShapeCache,
    zones: Option<(u64, Arc<Chunk>)>,
    hovered: Option<usize>,
    complete: bool,
}

impl MapState {
    pub fn new(tiles: MapTiles) -> Self {
        Self {
            memory: MapMemory::default(),
            camera: None,
            tiles,
            shapes: ShapeCache::default(),
            zones: None,
            hovered: None,
            complete: false,
        }
    }

    pub fn is_complete(&self) -> bool {
        self.complete
    }
}

pub fn show(
    ui: &mut Ui,
    context: &Context<'_>,
    state: &mut MapState,
    message: Option<&str>,
    actions: &mut Vec<Action>,
) {
    let rect = ui.available_rect_before_wrap();
    let size = (f64::from(rect.width()), f64::from(rect.height()));
    if context.editor.map_size() != size {
        actions.push(Action::MapResized(size.0, size.1));
    }
    let view = context.editor.viewport_for(context.derived, size);
    let camera = Camera::of(&view);
    if state.camera != Some(camera) {
        state.memory.center_at(lon_lat(camera.center.lon, camera.center.lat));
        // The editor keeps the zoom within what walkers allows.
        let _ = state.memory.set_zoom(camera.zoom);
        state.camera = Some(camera);
    }
    ui.painter().rect_filled(rect, 0.0, color32(context.palette.ink(Ink::Land)));
    let center = lon_lat(camera.center.lon, camera.center.lat);
    let map = Map::new(None, &mut state.memory, center)
        .zoom_with_ctrl(false)
        .double_click_to_zoom(false)
        .double_click_to_zoom_out(false);
    let response = map.show(ui, |_, _, _, _| ()).response;
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, context.t("map-name")));
    let moved = moved_camera(state, &camera);
    let view = Viewport {
        center: WorldPoint::from_lon_lat(moved.center),
        zoom: moved.zoom,
        width: size.0,
        height: size.1,
    };
    if moved != camera {
        state.camera = Some(moved);
        actions.push(Action::CameraMoved(moved));
    }
    pick(ui, context, state, &view, rect, &response, actions);
    paint(ui, context, state, &view, rect);
    map_nodes::show(ui, context, &view, rect, actions);
    let message = message.or(state.tiles.error());
    furniture(ui, context, &view, rect, &response, message, state.tiles.attribution());
    buttons(ui, context, rect, actions);
}

/// Where the gestures have moved the camera.
fn moved_camera(state: &mut MapState, before: &Camera) -> Camera {
    let zoom = state.memory.zoom().clamp(MIN_ZOOM, MAX_ZOOM);
    if (zoom - state.memory.zoom()).abs() > f64::EPSILON {
        let _ = state.memory.set_zoom(zoom);
    }
    let Some(center) = state.memory.detached() else { return *before };
    let center = LonLat::new(center.x(), center.y());
    let still = (center.lon - before.center.lon).abs() < 1e-9
        && (center.lat - before.center.lat).abs() < 1e-9
        && (zoom - before.zoom).abs() < 1e-9;
    if still { *before } else { Camera { center, zoom } }
}

/// How near the pointer must come to a marker, logical pixels.
const SLACK_PX: f64 = 10.0;

fn pick(
    ui: &Ui,
    context: &Context<'_>,
    state: &mut MapState,
    view: &Viewport,
    rect: Rect,
    response: &egui::Response,
    actions: &mut Vec<Action>,
) {
    let catalogue = context.editor.catalogue();
    let at = |pointer: Pos2| {
        let local = pointer - rect.min;
        let world = view.to_world([local.x, local.y]);
        let below = MapStyle::embedded().zone.marker_below;
        context.derived.picker.at(&context.derived.shapes, view, world, below, SLACK_PX)
    };
    let hits = response.hover_pos().map(at).unwrap_or_default();
    state.hovered = hits.first().copied().filter(|_| !response.dragged());
    if state.hovered.is_some() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.double_clicked() {
        if let Some(index) = hits.first() {
            actions.push(Action::ZoomToZone(catalogue.zones[*index].id.clone()));
        } else {
            actions.push(Action::ZoomBy(1.0));
        }
    } else if response.clicked() {
        // Another click goes on to the next zone below the pointer.
        let next =
            match context.editor.selected().and_then(|at| hits.iter().position(|hit| *hit == at)) {
                Some(position) => hits.get((position + 1) % hits.len().max(1)),
                None => hits.first(),
            };
        actions.push(Action::Select(next.map(|index| catalogue.zones[*index].id.clone())));
    }
}

fn paint(ui: &Ui, context: &Context<'_>, state: &mut MapState, view: &Viewport, rect: Rect) {
    let wanted = visible_tiles(view, state.tiles.zooms());
    let (tiles, complete) = state.tiles.get(ui.ctx(), &wanted);
    state.complete = complete;
    let zones = match &state.zones {
        Some((generation, chunk)) if *generation == context.derived.generation => chunk.clone(),
        _ => {
            let chunk = Arc::new(zones_chunk(&context.derived.shapes));
            state.zones = Some((context.derived.generation, chunk.clone()));
            chunk
        }
    };
    let frame = map_frame(context, view, &tiles, &zones, state.hovered);
    let painter = ui.painter().with_clip_rect(rect);
    painter.add(frame.into_shape(rect));
    markers(context, view, rect, &painter, state.hovered);
    let plain: Vec<&Tile> = tiles.iter().map(|ready| ready.tile.as_ref()).collect();
    let layers = context.editor.layers();
    let obstacles = [
        SceneRect::new(0.0, rect.height() - 44.0, 330.0, 44.0),
        SceneRect::new(rect.width() - 430.0, rect.height() - 34.0, 430.0, 34.0),
        SceneRect::new(rect.width() - 54.0, 0.0, 54.0, 122.0),
    ];
    let placed = labels::place(
        &LabelInput {
            view,
            style: MapStyle::embedded(),
            palette: context.palette,
            lang: LabelLang::One(context.lang()),
            tiles: &plain,
            base_names: layers.names,
            shows: &|class| layers.shows(class),
            shapes: &context.derived.shapes,
            zone_labels: &context.derived.labels,
            selected: context.editor.selected(),
            hovered: state.hovered,
            obstacles: &obstacles,
            may_pass_edge: true,
        },
        &mut state.shapes,
    );
    map_labels::paint(&painter, rect.min, &placed);
}

/// The draws of the base map and the zones, in order.
fn map_frame(
    context: &Context<'_>,
    view: &Viewport,
    tiles: &[ReadyTile],
    zones: &Arc<Chunk>,
    hovered: Option<usize>,
) -> Frame {
    #[expect(clippy::cast_possible_truncation, reason = "screens are smaller than 2^24 pixels")]
    let mut frame = Frame { size: [view.width as f32, view.height as f32], ..Frame::default() };
    frame.chunks = tiles
        .iter()
        .map(|ready| &ready.chunk)
        .chain([zones])
        .map(|chunk| place(chunk, view))
        .collect();
    base_draws(context, view, tiles, &mut frame);
    zone_draws(context, view, zones, tiles.len(), hovered, &mut frame);
    frame
}

#[expect(clippy::cast_possible_truncation, reason = "the GPU works in single precision")]
fn place(chunk: &Arc<Chunk>, view: &Viewport) -> ChunkPlace {
    let scale = view.scale();
    ChunkPlace {
        chunk: chunk.clone(),
        offset: [
            ((chunk.origin.x - view.center.x) * scale + view.width / 2.0) as f32,
            ((chunk.origin.y - view.center.y) * scale + view.height / 2.0) as f32,
        ],
        scale: (chunk.unit * scale) as f32,
    }
}

fn base_draws(context: &Context<'_>, view: &Viewport, tiles: &[ReadyTile], frame: &mut Frame) {
    let layers = context.editor.layers();
    for (key, rule) in MapStyle::embedded().rules.iter().enumerate() {
        if view.zoom < rule.min_zoom || !layers.shows(rule.class) {
            continue;
        }
        let paint = frame.paints.len();
        frame.paints.push(match &rule.paint {
            // The edge of a fill is a line of one pixel, which smooths it.
            Paint::Fill(ink) => {
                GpuPaint { color: context.palette.ink(*ink), width: 1.0, dash: None, hatch: None }
            }
            #[expect(clippy::cast_possible_truncation, reason = "widths are small")]
            Paint::Line { ink, width, dash } => GpuPaint {
                color: context.palette.ink(*ink),
                width: width_at(width, view.zoom) as f32,
                dash: *dash,
                hatch: None,
            },
        });
        for (chunk, ready) in tiles.iter().enumerate() {
            for kind in [Kind::Fill, Kind::Stroke] {
                if let Some(range) = ready.chunk.range(key, kind) {
                    frame.draws.push(Draw { chunk, paint, kind, range });
                }
            }
        }
    }
}

fn zone_draws(
    context: &Context<'_>,
    view: &Viewport,
    zones: &Arc<Chunk>,
    chunk: usize,
    hovered: Option<usize>,
    frame: &mut Frame,
) {
    use super::gpu::{ZonePart, zone_key};
    let style = MapStyle::embedded();
    let selected = context.editor.selected();
    // First all fills, then all outlines, so that no outline is dulled.
    for outlines in [false, true] {
        for (position, shape) in context.derived.shapes.iter().enumerate() {
            let is_selected = selected == Some(shape.index);
            let appearance = shape.appearance(view, style.zone.marker_below, is_selected);
            if appearance != Appearance::Outline {
                continue;
            }
            let is_hovered = hovered == Some(shape.index);
            let look = zone_paint(context.palette, style, shape.index, is_selected, is_hovered);
            let parts: &[(ZonePart, Kind)] = if outlines {
                &[(ZonePart::Certain, Kind::Stroke), (ZonePart::Uncertain, Kind::Stroke)]
            } else {
                &[(ZonePart::Fill, Kind::Fill)]
            };
            for (part, kind) in parts {
                let Some(range) = zones.range(zone_key(position, *part), *kind) else { continue };
                let hatch = look.hatched.then(|| {
                    (
                        look.color.with_alpha(style.zone.hatch_alpha),
                        style.zone.hatch_spacing,
                        style.zone.hatch_width,
                    )
                });
                let paint = match part {
                    ZonePart::Fill => GpuPaint { color: look.fill, width: 0.0, dash: None, hatch },
                    ZonePart::Certain => GpuPaint {
                        color: look.color,
                        width: look.outline_width,
                        dash: None,
                        hatch: None,
                    },
                    ZonePart::Uncertain => GpuPaint {
                        color: look.color,
                        width: look.outline_width,
                        dash: Some(style.zone.dash),
                        hatch: None,
                    },
                };
                frame.draws.push(Draw { chunk, paint: frame.paints.len(), kind: *kind, range });
                frame.paints.push(paint);
            }
        }
    }
}

/// Discs for zones too small to draw, rings for places without boundary.
fn markers(
    context: &Context<'_>,
    view: &Viewport,
    rect: Rect,
    painter: &egui::Painter,
    hovered: Option<usize>,
) {
    let style = MapStyle::embedded();
    for shape in context.derived.shapes.iter() {
        let selected = context.editor.selected() == Some(shape.index);
        if shape.appearance(view, style.zone.marker_below, selected) != Appearance::Marker {
            continue;
        }
        let [x, y] = view.to_screen(shape.anchor());
        let at = rect.min + egui::vec2(x, y);
        let emphasis = if selected || hovered == Some(shape.index) { 2.0 } else { 0.0 };
        let radius = style.zone.marker_radius + emphasis;
        let color = color32(context.palette.zone(shape.index));
        painter.circle_filled(at, radius + 1.5, color32(Color::WHITE));
        if shape.is_point {
            let ring: Vec<Pos2> = (0..=32_u8)
                .map(|step| {
                    let angle = f32::from(step) / 32.0 * std::f32::consts::TAU;
                    at + egui::vec2(libm::cosf(angle), libm::sinf(angle)) * (radius - 1.0)
                })
                .collect();
            painter.extend(egui::Shape::dashed_line(&ring, Stroke::new(2.2, color), 4.0, 3.0));
        } else {
            painter.circle_filled(at, radius, color);
        }
    }
}

/// A plate with text; returns its rectangle.
fn plate(ui: &Ui, context: &Context<'_>, anchor: Pos2, align: Align2, text: &str) -> Rect {
    let colors = &context.palette.ui;
    let galley = ui.painter().layout_no_wrap(
        text.to_owned(),
        FontId::proportional(11.5),
        color32(colors.text),
    );
    let size = galley.size() + egui::vec2(16.0, 8.0);
    let rect = align.anchor_size(anchor, size);
    ui.painter().rect_filled(rect, 4.0, color32(colors.window.with_alpha(0.92)));
    ui.painter().galley(rect.min + egui::vec2(8.0, 4.0), galley, color32(colors.text));
    rect
}

fn furniture(
    ui: &mut Ui,
    context: &Context<'_>,
    view: &Viewport,
    rect: Rect,
    response: &egui::Response,
    message: Option<&str>,
    attribution: &str,
) {
    let lang = context.lang();
    let colors = &context.palette.ui;
    let bar = scale_bar(view, 110.0);
    let (number, is_km) = bar.number();
    let unit = match (lang, is_km) {
        (Lang::En, true) => " km",
        (Lang::En, false) => " m",
        (Lang::Zh, true) => "公里",
        (Lang::Zh, false) => "米",
    };
    let pointer = response.hover_pos().unwrap_or(rect.center()) - rect.min;
    let at = view.to_world([pointer.x, pointer.y]).to_lon_lat();
    let coordinate = format!("{:.4} N  {:.4} E  WGS-84", at.lat, at.lon);
    #[expect(clippy::cast_possible_truncation, reason = "a scale bar is short")]
    let length = bar.width_px as f32;
    let left = rect.left_bottom() + egui::vec2(12.0, -38.0);
    let end = format!("{number}{unit}");
    let text = format!("{end}   ·   {coordinate}");
    let galley =
        ui.painter().layout_no_wrap(text, FontId::proportional(11.5), color32(colors.text));
    let plate_rect = Rect::from_min_size(left, egui::vec2(length + galley.size().x + 34.0, 26.0));
    ui.painter().rect_filled(plate_rect, 4.0, color32(colors.window.with_alpha(0.92)));
    let y = plate_rect.center().y;
    let start = plate_rect.left() + 10.0;
    for (part, filled) in [(0.0, true), (0.25, false), (0.5, true), (0.75, false)] {
        let piece = Rect::from_min_size(
            Pos2::new(start + length * part, y - 2.5),
            egui::vec2(length / 4.0, 5.0),
        );
        let color = color32(colors.text);
        if filled {
            ui.painter().rect_filled(piece, 0.0, color);
        }
        ui.painter().rect_stroke(piece, 0.0, Stroke::new(1.0, color), egui::StrokeKind::Inside);
    }
    ui.painter().galley(
        Pos2::new(start + length + 8.0, y - galley.size().y / 2.0),
        galley,
        color32(colors.text),
    );
    let note = format!(
        "{} · {} · {}",
        context.t("schematic-map"),
        context.t("credits"),
        context.t("not-approved")
    );
    let note_width = ui
        .painter()
        .layout_no_wrap(note.clone(), FontId::proportional(11.5), color32(colors.text))
        .size()
        .x;
    // On a narrow map the note stands above the scale bar.
    let lift = if plate_rect.right() + note_width + 40.0 > rect.right() { -46.0 } else { -12.0 };
    let corner = rect.right_bottom() + egui::vec2(-12.0, lift);
    let note_rect = plate(ui, context, corner, Align2::RIGHT_BOTTOM, &note);
    let credits = ui.interact(note_rect, ui.scope_id().with("credits"), Sense::click());
    credits.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &note));
    credits.on_hover_text(attribution);
    if let Some(message) = message {
        let above = Pos2::new(rect.center().x, rect.bottom() - 48.0);
        plate(ui, context, above, Align2::CENTER_BOTTOM, message);
    }
}

fn buttons(ui: &mut Ui, context: &Context<'_>, rect: Rect, actions: &mut Vec<Action>) {
    let colors = &context.palette.ui;
    let column = Rect::from_min_size(
        Pos2::new(rect.right() - 46.0, rect.top() + 12.0),
        egui::vec2(34.0, 102.0),
    );
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
    ]
    .into_iter()
    .enumerate()
    {
        #[expect(clippy::cast_precision_loss, reason = "three buttons")]
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
}

/// Plus, minus and a house.
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
        _ => {
            line((-7.0, 0.0), (0.0, -6.5));
            line((0.0, -6.5), (7.0, 0.0));
            line((-5.0, -1.0), (-5.0, 6.0));
            line((5.0, -1.0), (5.0, 6.0));
            line((-5.0, 6.0), (5.0, 6.0));
        }
    }
}
