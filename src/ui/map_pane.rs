//! One view of the map: its tiles, zones, markers and labels in a rectangle of the window. With two
//! views it is drawn twice.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use eframe::egui::{self, Painter, Pos2, Rect, Stroke, Ui};

use super::{
    Context,
    gpu::{Chunk, zones_chunk},
    look::color32,
    map_aids,
    map_crowd::MapCrowd,
    map_draw::{map_frame, zone_draws},
    map_labels,
    map_tiles::ReadyTile,
};
use crate::{
    basemap::Tile,
    editor::{Editor, MapContent},
    model::{Lang, as_of::AsOf, units::AreaUnit},
    scene::{
        LabelLang, Viewport, ZoneShape,
        crowd::crowd_len,
        item::Rect as SceneRect,
        labels::{self, LabelInput, ZoneLabel, labelled, zone_label},
        map::MarkerColors,
        zones::Appearance,
    },
    style::{Ink, MapStyle, Palette},
};

/// Which of two views.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    First,
    Second,
}

/// What a view shows, and where.
pub struct MapPane<'a> {
    pub which: Which,
    pub content: &'a MapContent,
    /// The theme's colors, dressed in the classes of this view's zones.
    pub palette: &'a Palette,
    pub at: AsOf,
    /// On the window.
    pub rect: Rect,
    /// What fills the rectangle.
    pub view: Viewport,
}

/// What a view keeps from frame to frame.
pub struct PaneState {
    crowd: MapCrowd,
    /// The zones that are drawn one by one, and what they were made for.
    zones: Option<(ZonesKey, Arc<Chunk>)>,
    labels: (Option<LabelsKey>, HashMap<usize, ZoneLabel>),
    /// Whether the GPU has still to get chunks of the last frame, and how many those were.
    unfinished: Arc<AtomicBool>,
    cells_shown: usize,
}

/// Generation of the shapes, the hovered zone where it is of a crowd, generation of the selection.
type ZonesKey = (u64, Option<usize>, u64);

/// Of a crowd, so many selected zones are drawn as such, the largest.
const MOST_SELECTED: usize = 500;

/// What decides the words of all labels.
#[derive(Clone, Copy, PartialEq)]
struct LabelsKey {
    generation: u64,
    lang: Lang,
    unit: AreaUnit,
    at: AsOf,
}

impl PaneState {
    pub fn new() -> Self {
        Self {
            crowd: MapCrowd::new(),
            zones: None,
            labels: (None, HashMap::new()),
            unfinished: Arc::default(),
            cells_shown: 0,
        }
    }

    /// Draws the view. Says whether it lacks nothing. Labels keep off the obstacles, rectangles of
    /// the window.
    pub fn paint(
        &mut self,
        ui: &Ui,
        context: &Context<'_>,
        pane: &MapPane<'_>,
        (tiles, has_tiles): (&[ReadyTile], bool),
        hovered: Option<usize>,
        obstacles: &[Rect],
    ) -> bool {
        let (cells, has_cells) = self.crowd.get(ui.ctx(), pane.content, &pane.view);
        // What was shown before and is uploaded now is on the GPU.
        let is_uploaded = cells.is_empty()
            || cells.len() == self.cells_shown && !self.unfinished.load(Ordering::Relaxed);
        self.cells_shown = cells.len();
        let listed = listed_zones(pane, context.editor, hovered);
        let zones = self.zones_chunk_for(pane, context.editor, hovered, &listed);
        let mut frame = map_frame(context, pane, tiles, &cells, &zones);
        frame.slot = pane.which as usize;
        frame.ctx = ui.ctx().clone();
        frame.unfinished = self.unfinished.clone();
        zone_draws(context, pane, (&listed, &zones), hovered, &mut frame);
        let painter = ui.painter().with_clip_rect(pane.rect);
        painter.rect_filled(pane.rect, 0.0, color32(pane.palette.ink(Ink::Land)));
        painter.add(frame.into_shape(pane.rect));
        map_aids::paint_ground(context, pane, &painter);
        markers(pane, &painter, context.editor, hovered, &listed);
        let plain: Vec<&Tile> = tiles.iter().map(|ready| ready.tile.as_ref()).collect();
        self.labels(context, pane, &painter, &plain, hovered, obstacles);
        has_tiles && has_cells && is_uploaded
    }

    fn labels(
        &mut self,
        context: &Context<'_>,
        pane: &MapPane<'_>,
        painter: &Painter,
        tiles: &[&Tile],
        hovered: Option<usize>,
        obstacles: &[Rect],
    ) {
        let layers = context.editor.layers();
        let content = pane.content;
        let prominent = [context.editor.selected(), hovered];
        let shapes = labelled(&content.shapes, &content.cells, &pane.view, prominent);
        self.update_labels(context, pane, &shapes);
        let obstacles: Vec<SceneRect> = obstacles
            .iter()
            .map(|rect| {
                let at = rect.min - pane.rect.min;
                SceneRect::new(at.x, at.y, rect.width(), rect.height())
            })
            .collect();
        let placed = labels::place(&LabelInput {
            view: &pane.view,
            style: MapStyle::embedded(),
            palette: pane.palette,
            lang: LabelLang::One(context.lang()),
            tiles,
            base_names: layers.names,
            shows: &|class| layers.shows(class),
            shapes: &shapes,
            zone_labels: &self.labels.1,
            selected: context.editor.selected(),
            hovered,
            obstacles: &obstacles,
            quiet: false,
            thorough: false,
        });
        map_labels::paint(painter, pane.rect.min, &placed);
    }

    fn zones_chunk_for(
        &mut self,
        pane: &MapPane<'_>,
        editor: &Editor,
        hovered: Option<usize>,
        listed: &[&ZoneShape],
    ) -> Arc<Chunk> {
        let of_crowd = |index: Option<usize>| {
            index.filter(|index| listed.iter().any(|shape| shape.in_crowd && shape.index == *index))
        };
        let selection = editor.selection_generation();
        let key: ZonesKey = (pane.content.generation, of_crowd(hovered), selection);
        match &self.zones {
            Some((made_for, chunk)) if *made_for == key => chunk.clone(),
            _ => {
                let chunk = Arc::new(zones_chunk(listed));
                self.zones = Some((key, chunk.clone()));
                chunk
            }
        }
    }

    /// Makes the words of the labels that are not made yet.
    fn update_labels(&mut self, context: &Context<'_>, pane: &MapPane<'_>, shapes: &[&ZoneShape]) {
        /// Above this many labels all are made anew.
        const LIMIT: usize = 4096;
        let key = LabelsKey {
            generation: pane.content.generation,
            lang: context.lang(),
            unit: context.editor.session().unit,
            at: pane.at,
        };
        let (made_for, made) = &mut self.labels;
        if *made_for != Some(key) || made.len() > LIMIT {
            *made_for = Some(key);
            made.clear();
        }
        for shape in shapes {
            made.entry(shape.index).or_insert_with(|| {
                let zone = &context.editor.catalogue().zones[shape.index];
                zone_label(zone, LabelLang::One(key.lang), key.unit, key.at)
            });
        }
    }
}

/// The zones that are drawn one by one: those of no crowd, then the hovered and the selected ones.
fn listed_zones<'a>(
    pane: &MapPane<'a>,
    editor: &Editor,
    hovered: Option<usize>,
) -> Vec<&'a ZoneShape> {
    let shapes = &pane.content.shapes;
    let (crowd, others) = shapes.split_at(crowd_len(shapes));
    let mut listed: Vec<&ZoneShape> = others.iter().collect();
    if crowd.is_empty() {
        return listed;
    }
    let is_hovered =
        |shape: &&ZoneShape| hovered == Some(shape.index) && !editor.selects(shape.index);
    listed.extend(hovered.and_then(|_| crowd.iter().find(is_hovered)));
    if !editor.selected_zones().is_empty() {
        // The one of the inspector last, above the others.
        let lead = |shape: &&ZoneShape| editor.selected() == Some(shape.index);
        let others = crowd.iter().filter(|shape| editor.selects(shape.index) && !lead(shape));
        listed.extend(others.take(MOST_SELECTED));
        listed.extend(crowd.iter().find(lead));
    }
    listed
}

/// Discs for zones too small to draw, rings for places without boundary.
fn markers(
    pane: &MapPane<'_>,
    painter: &Painter,
    editor: &Editor,
    hovered: Option<usize>,
    listed: &[&ZoneShape],
) {
    let style = MapStyle::embedded();
    for shape in listed {
        let is_selected = editor.selects(shape.index);
        if shape.appearance(&pane.view, style.zone.marker_below, is_selected) != Appearance::Marker
        {
            continue;
        }
        let [x, y] = pane.view.to_screen(shape.anchor());
        let at = pane.rect.min + egui::vec2(x, y);
        let emphasis = if is_selected || hovered == Some(shape.index) { 2.0 } else { 0.0 };
        let radius = style.zone.marker_radius + emphasis;
        let colors = MarkerColors::of(shape, pane.palette);
        let (fill, line) = (color32(colors.fill), color32(colors.line));
        painter.circle_filled(at, radius + 1.5, color32(colors.ground));
        if shape.is_point {
            if line != fill {
                painter.circle_filled(at, radius - 1.0, fill);
            }
            let ring: Vec<Pos2> = (0..=32_u8)
                .map(|step| {
                    let angle = f32::from(step) / 32.0 * std::f32::consts::TAU;
                    at + egui::vec2(libm::cosf(angle), libm::sinf(angle)) * (radius - 1.0)
                })
                .collect();
            painter.extend(egui::Shape::dashed_line(&ring, Stroke::new(2.2, line), 4.0, 3.0));
        } else {
            painter.circle_filled(at, radius, fill);
            if line != fill {
                painter.circle_stroke(at, radius - 0.6, Stroke::new(1.2, line));
            }
        }
    }
}
