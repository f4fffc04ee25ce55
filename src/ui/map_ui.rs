//! The map in the middle. The only user of walkers, which gives camera and gestures.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use eframe::egui::{self, Pos2, Rect, Stroke, Ui};
use walkers::{Map, MapMemory, lon_lat};

use super::{
    Context, base_map_ui,
    gpu::{Chunk, zones_chunk},
    look::color32,
    map_crowd::MapCrowd,
    map_draw::{map_frame, zone_draws},
    map_furniture::Furniture,
    map_labels, map_measure, map_nodes,
    map_tiles::MapTiles,
    map_tools::{self, ToolState},
};
use crate::{
    basemap::Tile,
    editor::{Action, Camera},
    model::{Lang, boundary::LonLat, date::Day, units::AreaUnit},
    scene::{
        LabelLang, Viewport, WorldPoint, ZoneShape,
        crowd::crowd_len,
        item::Rect as SceneRect,
        labels::{self, LabelInput, ZoneLabel, labelled, zone_label},
        tiles::visible_tiles,
        viewport::{MAX_ZOOM, MIN_ZOOM},
        zones::Appearance,
    },
    style::{Ink, MapStyle},
    text::cache::ShapeCache,
};

/// What belongs to the map widget alone.
pub struct MapState {
    memory: MapMemory,
    /// The camera that `memory` was last set from or last reported.
    camera: Option<Camera>,
    tiles: MapTiles,
    crowd: MapCrowd,
    shapes: ShapeCache,
    /// The zones that are drawn one by one, and what they were made for.
    zones: Option<(ZonesKey, Arc<Chunk>)>,
    labels: (Option<LabelsKey>, HashMap<usize, ZoneLabel>),
    hovered: Option<usize>,
    tools: ToolState,
    /// Whether the GPU has still to get chunks of the last frame, and how many those were.
    unfinished: Arc<AtomicBool>,
    cells_shown: usize,
    complete: bool,
}

/// Generation of the shapes, and the selected and the hovered zone where they are of a crowd.
type ZonesKey = (u64, [Option<usize>; 2]);

/// What decides the words of all labels.
#[derive(Clone, Copy, PartialEq)]
struct LabelsKey {
    generation: u64,
    lang: Lang,
    unit: AreaUnit,
    day: Day,
}

impl MapState {
    pub fn new(tiles: MapTiles) -> Self {
        Self {
            memory: MapMemory::default(),
            camera: None,
            tiles,
            crowd: MapCrowd::new(),
            shapes: ShapeCache::default(),
            zones: None,
            labels: (None, HashMap::new()),
            hovered: None,
            tools: ToolState::default(),
            unfinished: Arc::default(),
            cells_shown: 0,
            complete: false,
        }
    }

    pub fn set_tiles(&mut self, tiles: MapTiles) {
        self.tiles = tiles;
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
        // With Shift a drag draws a box.
        .panning(!ui.input(|input| input.modifiers.shift) && state.tools.box_from.is_none())
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
    if context.editor.measuring().is_some() {
        state.hovered = None;
        map_measure::clicks(ui, context, &view, rect, &response, actions);
    } else {
        pick(ui, context, state, &view, rect, &response, actions);
    }
    map_tools::menu(context, &mut state.tools, &view, rect, &response, actions);
    map_tools::draw_box(ui, context, &mut state.tools, &view, rect, &response, actions);
    let furniture = Furniture::new(ui, context, &view, rect, response.hover_pos(), &state.tiles);
    paint(ui, context, state, &view, rect, &furniture.obstacles());
    map_nodes::show(ui, context, &view, rect, actions);
    let trouble = state.tiles.error().map(|error| base_map_ui::trouble(context.lang(), error));
    let message = message.or(trouble.as_deref());
    let pointer = response.hover_pos();
    let painter = ui.painter().with_clip_rect(rect);
    map_measure::paint(context, &view, rect, &painter, pointer);
    map_measure::plate(ui.ctx(), context, &view, rect, pointer, actions);
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
    let wanted = visible_tiles(view, state.tiles.pyramid(), f64::from(ui.pixels_per_point()));
    let (tiles, has_tiles) = state.tiles.get(ui.ctx(), &wanted);
    let (cells, has_cells) = state.crowd.get(ui.ctx(), context.derived, view);
    // What was shown before and is uploaded now is on the GPU.
    let is_uploaded = cells.is_empty()
        || cells.len() == state.cells_shown && !state.unfinished.load(Ordering::Relaxed);
    state.cells_shown = cells.len();
    state.complete = has_tiles && has_cells && is_uploaded;
    let listed = listed_zones(context, state.hovered);
    let zones = zones_chunk_for(context, state, &listed);
    let mut frame = map_frame(context, view, &tiles, &cells, &zones);
    frame.ctx = ui.ctx().clone();
    frame.unfinished = state.unfinished.clone();
    zone_draws(context, view, (&listed, &zones), state.hovered, &mut frame);
    let painter = ui.painter().with_clip_rect(rect);
    painter.add(frame.into_shape(rect));
    markers(context, view, rect, &painter, state.hovered, &listed);
    let plain: Vec<&Tile> = tiles.iter().map(|ready| ready.tile.as_ref()).collect();
    let layers = context.editor.layers();
    let prominent = [context.editor.selected(), state.hovered];
    let shapes = labelled(&context.derived.shapes, &context.derived.cells, view, prominent);
    update_labels(context, state, &shapes);
    let placed = labels::place(
        &LabelInput {
            view,
            style: MapStyle::embedded(),
            palette: context.palette,
            lang: LabelLang::One(context.lang()),
            tiles: &plain,
            base_names: layers.names,
            shows: &|class| layers.shows(class),
            shapes: &shapes,
            zone_labels: &state.labels.1,
            selected: context.editor.selected(),
            hovered: state.hovered,
            obstacles,
            quiet: false,
        },
        &mut state.shapes,
    );
    map_labels::paint(&painter, rect.min, &placed);
    map_tools::mark(context, view, rect, &painter);
}

/// The zones that are drawn one by one: those of no crowd, then the hovered and the selected one.
fn listed_zones<'a>(context: &Context<'a>, hovered: Option<usize>) -> Vec<&'a ZoneShape> {
    let shapes = &context.derived.shapes;
    let (crowd, others) = shapes.split_at(crowd_len(shapes));
    let mut listed: Vec<&ZoneShape> = others.iter().collect();
    let selected = context.editor.selected();
    for index in [hovered.filter(|index| Some(*index) != selected), selected].into_iter().flatten()
    {
        let is_listed = listed.iter().any(|shape| shape.index == index);
        if !crowd.is_empty() && !is_listed {
            listed.extend(crowd.iter().find(|shape| shape.index == index));
        }
    }
    listed
}

fn zones_chunk_for(
    context: &Context<'_>,
    state: &mut MapState,
    listed: &[&ZoneShape],
) -> Arc<Chunk> {
    let of_crowd = |index: Option<usize>| {
        index.filter(|index| listed.iter().any(|shape| shape.in_crowd && shape.index == *index))
    };
    let key: ZonesKey = (
        context.derived.generation,
        [of_crowd(state.hovered), of_crowd(context.editor.selected())],
    );
    match &state.zones {
        Some((made_for, chunk)) if *made_for == key => chunk.clone(),
        _ => {
            let chunk = Arc::new(zones_chunk(listed));
            state.zones = Some((key, chunk.clone()));
            chunk
        }
    }
}

/// Makes the words of the labels that are not made yet.
fn update_labels(context: &Context<'_>, state: &mut MapState, shapes: &[&ZoneShape]) {
    /// Above this many labels all are made anew.
    const LIMIT: usize = 4096;
    let key = LabelsKey {
        generation: context.derived.generation,
        lang: context.lang(),
        unit: context.editor.session().unit,
        day: context.editor.day(),
    };
    let (made_for, made) = &mut state.labels;
    if *made_for != Some(key) || made.len() > LIMIT {
        *made_for = Some(key);
        made.clear();
    }
    for shape in shapes {
        made.entry(shape.index).or_insert_with(|| {
            let zone = &context.editor.catalogue().zones[shape.index];
            zone_label(zone, LabelLang::One(key.lang), key.unit, key.day)
        });
    }
}

/// Discs for zones too small to draw, rings for places without boundary.
fn markers(
    context: &Context<'_>,
    view: &Viewport,
    rect: Rect,
    painter: &egui::Painter,
    hovered: Option<usize>,
    listed: &[&ZoneShape],
) {
    let style = MapStyle::embedded();
    for shape in listed {
        let selected = context.editor.selected() == Some(shape.index);
        if shape.appearance(view, style.zone.marker_below, selected) != Appearance::Marker {
            continue;
        }
        let [x, y] = view.to_screen(shape.anchor());
        let at = rect.min + egui::vec2(x, y);
        let emphasis = if selected || hovered == Some(shape.index) { 2.0 } else { 0.0 };
        let radius = style.zone.marker_radius + emphasis;
        let color = color32(shape.color(context.palette));
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
