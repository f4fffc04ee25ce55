//! The map in the middle. The only user of walkers, which gives camera and gestures.

use std::sync::Arc;

use eframe::egui::{self, Pos2, Rect, Stroke, Ui};
use walkers::{Map, MapMemory, lon_lat};

use super::{
    Context,
    gpu::{Chunk, ChunkPlace, Draw, Frame, GpuPaint, Kind, zones_chunk},
    look::color32,
    map_furniture::Furniture,
    map_labels, map_nodes,
    map_tiles::{MapTiles, ReadyTile},
};
use crate::{
    basemap::Tile,
    editor::{Action, Camera},
    model::boundary::LonLat,
    scene::{
        LabelLang, Viewport, WorldPoint,
        item::Rect as SceneRect,
        labels::{self, LabelInput},
        map::zone_paint,
        tiles::visible_tiles,
        viewport::{MAX_ZOOM, MIN_ZOOM},
        zones::Appearance,
    },
    style::{Ink, MapStyle, Paint, map_style::width_at},
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
        // One notch of a wheel is about half a level.
        .zoom_speed(1.0)
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
    let furniture = Furniture::new(ui, context, &view, rect, response.hover_pos());
    paint(ui, context, state, &view, rect, &furniture.obstacles());
    map_nodes::show(ui, context, &view, rect, actions);
    let message = message.or(state.tiles.error());
    furniture.show(ui, context, message, state.tiles.attribution().get(context.lang()), actions);
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

fn paint(
    ui: &Ui,
    context: &Context<'_>,
    state: &mut MapState,
    view: &Viewport,
    rect: Rect,
    obstacles: &[SceneRect],
) {
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
            obstacles,
            quiet: false,
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
        painter.circle_filled(at, radius + 1.5, color32(context.palette.ui.window));
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
