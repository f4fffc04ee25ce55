//! The map in the middle. The only user of walkers, which gives camera and gestures.

use eframe::egui::{self, Pos2, Rect, Ui};
use walkers::{Map, MapMemory, lon_lat};

use super::{
    Context, look, map_aids, map_beyond,
    map_flight::Flight,
    map_frame,
    map_furniture::Furniture,
    map_measure, map_nodes,
    map_overview::{self, OverviewState},
    map_pane::{MapPane, PaneState, Which},
    map_tiles::{MapTiles, ReadyTile},
    map_tools::{self, ToolState},
    map_views::{self, Layout, Part, ViewsState, frame_size},
};
use crate::{
    basemap::TileId,
    editor::{Action, Camera, Target},
    model::{as_of::AsOf, boundary::LonLat},
    reasons::Reason as _,
    scene::{
        Viewport, WorldPoint,
        tiles::visible_tiles,
        viewport::{MAX_ZOOM, MIN_ZOOM},
    },
    style::{MapStyle, Palette},
};

/// What belongs to the map widget alone.
pub struct MapState {
    memory: MapMemory,
    flight: Flight,
    tiles: MapTiles,
    first: PaneState,
    /// While there are two views.
    second: Option<PaneState>,
    /// Of the second view; `None` where its base map is that of the first.
    second_tiles: Option<MapTiles>,
    views: ViewsState,
    overview: OverviewState,
    hovered: Option<usize>,
    /// Whether the pointer holds the outline that is laid over the map, or would.
    dragging_laid: bool,
    tools: ToolState,
    complete: bool,
}

impl MapState {
    pub fn new(tiles: MapTiles) -> Self {
        Self {
            memory: MapMemory::default(),
            flight: Flight::default(),
            tiles,
            first: PaneState::new(),
            second: None,
            second_tiles: None,
            views: ViewsState::default(),
            overview: OverviewState::default(),
            hovered: None,
            dragging_laid: false,
            tools: ToolState::default(),
            complete: false,
        }
    }

    pub fn set_tiles(&mut self, tiles: MapTiles) {
        self.tiles = tiles;
    }

    pub fn set_second_tiles(&mut self, tiles: Option<MapTiles>) {
        self.second_tiles = tiles;
    }

    pub fn is_complete(&self) -> bool {
        self.complete
    }
}

/// Shows the map. `second_palette` is dressed in the classes of the second view's zones.
pub fn show(
    ui: &mut Ui,
    context: &Context<'_>,
    second_palette: &Palette,
    state: &mut MapState,
    message: Option<&str>,
    actions: &mut Vec<Action>,
) {
    let rect = ui.available_rect_before_wrap();
    let session = context.editor.session();
    let size = frame_size(rect, session.views);
    if context.editor.map_size() != size {
        actions.push(Action::MapResized(size.0, size.1));
    }
    let (view, response) = move_camera(ui, context, state, rect, actions);
    let layout = Layout::new(rect, view, session.views, session.second.line);
    let pointer = response.hover_pos();
    let (frame, frame_view) = layout.frame_at(pointer);
    let panes = panes(context, second_palette, &layout);
    if let Some(at) = pointer.filter(|_| !response.dragged()) {
        state.dragging_laid = map_aids::is_over_laid(context, &frame_view, frame, at);
    }
    state.dragging_laid &= context.editor.laid().is_some();
    if state.dragging_laid {
        map_aids::drag(context, &frame_view, &response, actions);
    }
    if context.editor.framing().is_some() {
        state.hovered = None;
    } else if context.editor.measuring().is_some() {
        state.hovered = None;
        map_measure::clicks(ui, context, &frame_view, frame, &response, actions);
    } else {
        pick(ui, context, state, &panes, &response, actions);
    }
    map_tools::menu(context, &mut state.tools, &frame_view, frame, &response, actions);
    let all_tiles: Vec<&MapTiles> = [&state.tiles]
        .into_iter()
        .chain(state.second_tiles.as_ref().filter(|_| panes.len() > 1))
        .collect();
    let furniture = Furniture::new(ui, context, &frame_view, (rect, frame), pointer, &all_tiles);
    let overview = map_overview::place(
        ui.ctx(),
        context,
        &mut state.overview,
        (&view, layout.frames[0].0),
        furniture.foot(),
    );
    let mut obstacles = furniture.obstacles();
    obstacles.extend(overview);
    obstacles.extend(&state.views.heads);
    obstacles.extend(layout.grip(rect, session.views));
    let (map, seen) = &layout.frames[0];
    let beyond = map_beyond::place(context, (*map, seen), furniture.top());
    obstacles.extend(beyond.as_ref().map(|beyond| beyond.place));
    paint(ui, context, state, &panes, &obstacles);
    for pane in &panes {
        let painter = ui.painter().with_clip_rect(pane.rect);
        map_aids::paint_laid(context, pane, &painter);
        map_aids::key(context, pane, &painter);
    }
    for (frame, view) in &layout.frames {
        let painter = ui.painter().with_clip_rect(*frame);
        map_tools::mark(context, view, *frame, &painter);
        let pointer = pointer.filter(|at| frame.contains(*at));
        map_measure::paint(context, view, *frame, &painter, pointer);
    }
    map_tools::draw_box(ui, context, &mut state.tools, &frame_view, frame, &response, actions);
    look::part(ui, context, Target::Map, &context.t("part-map"), rect.expand(3.0));
    for pane in &panes {
        map_nodes::show(ui, context, pane, actions);
    }
    if let Some(beyond) = beyond {
        map_beyond::show(ui, context, beyond, actions);
    }
    map_views::line(ui, context, rect, &layout, actions);
    map_views::heads(ui.ctx(), context, &mut state.views, &layout, actions);
    let (map, view) = layout.frames[0];
    map_frame::show(ui, context, &view, map, actions);
    map_measure::plate(ui.ctx(), context, &frame_view, rect, pointer, actions);
    map_aids::plate(ui.ctx(), context, rect, actions);
    let all_tiles = [Some(&state.tiles), state.second_tiles.as_ref().filter(|_| panes.len() > 1)];
    let mut errors = all_tiles.into_iter().flatten().filter_map(MapTiles::error);
    let trouble = errors.next().map(|error| error.reason(context.lang()));
    if let Some(inset) = overview {
        map_overview::show(ui, context, &view, inset, actions);
    }
    furniture.show(ui, context, message.or(trouble.as_deref()), actions);
}

fn panes<'a>(
    context: &Context<'a>,
    second_palette: &'a Palette,
    layout: &Layout,
) -> Vec<MapPane<'a>> {
    let clock = context.editor.session().clock;
    let pane = |which, content, palette, day, (rect, view): Part| MapPane {
        which,
        content,
        palette,
        at: AsOf::new(day, clock),
        rect,
        view,
    };
    let (editor, derived) = (context.editor, context.derived);
    let first = pane(Which::First, &derived.map, context.palette, editor.day(), layout.first);
    let second = layout.second.zip(derived.second.as_ref()).zip(editor.second_day());
    let second = second
        .map(|((part, content), day)| pane(Which::Second, content, second_palette, day, part));
    [first].into_iter().chain(second).collect()
}

/// Shows the camera that the editor wants, or where it is on the way there, and lets walkers handle the
/// gestures. Gives the view of this frame, which fills a rectangle of [`frame_size`].
fn move_camera(
    ui: &mut Ui,
    context: &Context<'_>,
    state: &mut MapState,
    rect: Rect,
    actions: &mut Vec<Action>,
) -> (Viewport, egui::Response) {
    let session = context.editor.session();
    let size = frame_size(rect, session.views);
    let wanted = context.editor.viewport_for(context.derived, size);
    let glides = !session.still && ui.style().animation_time > 0.0;
    let camera = state.flight.shown(ui.ctx(), &wanted, glides);
    let center = lon_lat(camera.center.lon, camera.center.lat);
    let is_set = state.memory.detached().is_some_and(|at| {
        (at.x() - camera.center.lon).abs() < 1e-9 && (at.y() - camera.center.lat).abs() < 1e-9
    });
    if !is_set || session.still {
        state.memory.center_at(center);
    }
    // The editor keeps the zoom within what walkers allows.
    let _ = state.memory.set_zoom(camera.zoom);
    let map = Map::new(None, &mut state.memory, center)
        .zoom_with_ctrl(false)
        // With Shift a drag draws a box.
        .panning(
            !ui.input(|input| input.modifiers.shift)
                && state.tools.box_from.is_none()
                && !state.dragging_laid,
        )
        // One notch of a wheel is about half a level.
        .zoom_speed(1.0)
        .double_click_to_zoom(false)
        .double_click_to_zoom_out(false);
    let response = map.show(ui, |_, _, _, _| ()).response;
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, context.t("map-name")));
    let before = Viewport {
        center: WorldPoint::from_lon_lat(camera.center),
        zoom: camera.zoom,
        width: size.0,
        height: size.1,
    };
    let layout = Layout::new(rect, before, session.views, session.second.line);
    let moved = moved_camera(&state.memory, &camera, &layout, response.hover_pos());
    if moved == camera {
        return (before, response);
    }
    // Only a zoom puts the center elsewhere than walkers did; else the drag goes on, and its inertia.
    if (moved.zoom - camera.zoom).abs() > 1e-9 {
        state.memory.center_at(lon_lat(moved.center.lon, moved.center.lat));
    }
    state.flight.moved(moved);
    actions.push(Action::CameraMoved(moved));
    let center = WorldPoint::from_lon_lat(moved.center);
    (Viewport { center, zoom: moved.zoom, ..before }, response)
}

/// Where the gestures have moved the camera. A zoom keeps the place under the pointer where it is, also
/// at the last zoom and in one of two views.
fn moved_camera(
    memory: &MapMemory,
    before: &Camera,
    layout: &Layout,
    pointer: Option<Pos2>,
) -> Camera {
    let zoom = memory.zoom().clamp(MIN_ZOOM, MAX_ZOOM);
    if (memory.zoom() - before.zoom).abs() > 1e-9 {
        let (rect, view) = layout.frame_at(pointer);
        let local = pointer.unwrap_or(rect.center()) - rect.min;
        let at = view.to_world([local.x, local.y]);
        let share = libm::exp2(view.zoom - zoom);
        let center = WorldPoint {
            x: at.x + (view.center.x - at.x) * share,
            y: at.y + (view.center.y - at.y) * share,
        };
        let still = (zoom - before.zoom).abs() < 1e-9;
        return if still { *before } else { Camera { center: center.to_lon_lat(), zoom } };
    }
    let Some(center) = memory.detached() else { return *before };
    let center = LonLat::new(center.x(), center.y());
    let still = (center.lon - before.center.lon).abs() < 1e-9
        && (center.lat - before.center.lat).abs() < 1e-9;
    if still { *before } else { Camera { center, zoom: before.zoom } }
}

/// How near the pointer must come to a marker, logical pixels.
const SLACK_PX: f64 = 10.0;

fn pick(
    ui: &Ui,
    context: &Context<'_>,
    state: &mut MapState,
    panes: &[MapPane<'_>],
    response: &egui::Response,
    actions: &mut Vec<Action>,
) {
    let catalogue = context.editor.catalogue();
    let pointer = response.hover_pos();
    let under = pointer.and_then(|at| panes.iter().find(|pane| pane.rect.contains(at)));
    let at = under.zip(pointer).map(|(pane, pointer)| {
        let local = pointer - pane.rect.min;
        pane.view.to_world([local.x, local.y])
    });
    let below = MapStyle::embedded().zone.marker_below;
    let hits: Vec<usize> = under
        .zip(at)
        .map(|(MapPane { content, view, .. }, world)| {
            content.picker.at(&content.shapes, view, world, below, SLACK_PX)
        })
        .unwrap_or_default();
    state.hovered = hits.first().copied().filter(|_| !response.dragged());
    if state.hovered.is_some() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.double_clicked() {
        if let Some(index) = hits.first() {
            actions.push(Action::ZoomToZone(catalogue.zones[*index].id.clone()));
        } else if let Some(at) = at {
            actions.push(Action::ZoomAt(1.0, at.to_lon_lat()));
        }
    } else if response.clicked() {
        // Another click goes on to the next zone below the pointer.
        let next =
            match context.editor.selected().and_then(|at| hits.iter().position(|hit| *hit == at)) {
                Some(position) => hits.get((position + 1) % hits.len().max(1)),
                None => hits.first(),
            };
        let id = next.map(|index| catalogue.zones[*index].id.clone());
        let too = ui.input(|input| input.modifiers.command || input.modifiers.shift);
        match (too, hits.first()) {
            (true, Some(hit)) => {
                actions.push(Action::SelectToo(catalogue.zones[*hit].id.clone()));
            }
            // A click beside the zones does not undo the work of several.
            (true, None) => {}
            (false, _) => actions.push(Action::Select(id)),
        }
    }
}

/// Draws each view. Views of one base map share its tiles.
fn paint(
    ui: &Ui,
    context: &Context<'_>,
    state: &mut MapState,
    panes: &[MapPane<'_>],
    obstacles: &[Rect],
) {
    if panes.len() < 2 {
        state.second = None;
    }
    let is_shared = state.second_tiles.is_none();
    let first_tiles =
        tiles_of(ui, &mut state.tiles, panes, |which| is_shared || which == Which::First);
    let second_tiles = state
        .second_tiles
        .as_mut()
        .map(|tiles| tiles_of(ui, tiles, panes, |which| which == Which::Second));
    state.complete = state.flight.is_over();
    for pane in panes {
        let (kept, tiles) = match pane.which {
            Which::First => (&mut state.first, &first_tiles),
            Which::Second => (
                state.second.get_or_insert_with(PaneState::new),
                second_tiles.as_ref().unwrap_or(&first_tiles),
            ),
        };
        let tiles = (tiles.0.as_slice(), tiles.1);
        state.complete &= kept.paint(ui, context, pane, tiles, state.hovered, obstacles);
    }
}

/// The tiles of a base map that the views with it show, and whether those are all.
fn tiles_of(
    ui: &Ui,
    tiles: &mut MapTiles,
    panes: &[MapPane<'_>],
    has_it: impl Fn(Which) -> bool,
) -> (Vec<ReadyTile>, bool) {
    let scale = f64::from(ui.pixels_per_point());
    let mut wanted: Vec<TileId> = Vec::new();
    for pane in panes.iter().filter(|pane| has_it(pane.which)) {
        for id in visible_tiles(&pane.view, tiles.pyramid(), scale) {
            if !wanted.contains(&id) {
                wanted.push(id);
            }
        }
    }
    tiles.get(ui.ctx(), &wanted)
}
