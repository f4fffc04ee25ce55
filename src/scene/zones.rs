//! The zones of a catalogue, prepared for drawing and picking.

use geo::Simplify as _;

use super::{
    crowd,
    pick::Picker,
    viewport::{Viewport, WorldPoint, WorldRect},
};
use crate::{
    jobs::parallel_map,
    model::{
        as_of::AsOf,
        boundary::{Boundary, EdgeQuality, Geometry},
        catalogue::Catalogue,
        measure,
        zone::{Group, Zone},
    },
    style::{Color, Palette},
};

/// One zone's outline on a date, in Mercator.
#[derive(Debug, Clone)]
pub struct ZoneShape {
    /// Index in `Catalogue::zones`, which also decides the colour.
    pub index: usize,
    pub polygons: Vec<Vec<Vec<WorldPoint>>>,
    edges: Edges,
    pub bounds: WorldRect,
    pub area_m2: f64,
    /// Places for a label inside, best first. For a point: the point. None in a crowd, where they
    /// are looked for when they are needed.
    pub anchors: Vec<WorldPoint>,
    pub is_point: bool,
    /// How far it may lie from the real thing; `None` where that is not said.
    pub accuracy_m: Option<f64>,
    pub group: Group,
    /// One of so many zones of a layer that marks for the small ones would hide the map.
    pub in_crowd: bool,
}

/// How well the edges of a zone are known.
#[derive(Debug, Clone)]
enum Edges {
    /// All alike: the lines are the rings.
    Alike { certain: bool },
    /// Edges along published lines, and those solved or assumed.
    Runs { certain: Vec<Vec<WorldPoint>>, uncertain: Vec<Vec<WorldPoint>> },
}

/// How a zone appears at a zoom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appearance {
    Hidden,
    Marker,
    Outline,
}

/// From this zoom zones that are not of the report appear as markers too.
const ALL_MARKERS_ZOOM: f64 = 11.5;
/// From this zoom a position without boundary is shown: farther out it would claim a place that
/// nobody has published.
const POINTS_ZOOM: f64 = 10.8;

impl ZoneShape {
    /// The longer side of its bounds, world units.
    pub fn size(&self) -> f64 {
        self.bounds.width().max(self.bounds.height())
    }

    /// The edges along published lines, or else those solved or assumed, which are dashed.
    pub fn lines(&self, certain: bool) -> Vec<&[WorldPoint]> {
        match &self.edges {
            Edges::Alike { certain: all } if *all == certain => {
                self.polygons.iter().flatten().map(Vec::as_slice).collect()
            }
            Edges::Alike { .. } => Vec::new(),
            Edges::Runs { certain: published, uncertain } => {
                let lines = if certain { published } else { uncertain };
                lines.iter().map(Vec::as_slice).collect()
            }
        }
    }

    /// The same zone with fewer corners, none farther than `within` (world units) from its edges.
    /// A ring that has no area left keeps its corners.
    #[must_use]
    pub fn simplified(&self, within: f64) -> Self {
        let simple = |ring: &Vec<WorldPoint>| {
            let line: geo::LineString = ring.iter().map(|at| (at.x, at.y)).collect();
            let simple = line.simplify(within).0;
            if simple.len() < 4 {
                return ring.clone();
            }
            simple.into_iter().map(|at| WorldPoint { x: at.x, y: at.y }).collect()
        };
        let polygons =
            self.polygons.iter().map(|rings| rings.iter().map(simple).collect()).collect();
        Self { polygons, ..self.clone() }
    }

    pub fn color(&self, palette: &Palette) -> Color {
        if self.in_crowd { palette.layer_zone(self.index) } else { palette.zone(self.index) }
    }

    /// The colour of its outline.
    pub fn line_color(&self, palette: &Palette) -> Color {
        if self.in_crowd && palette.class_count() < 2 {
            palette.layer()
        } else {
            palette.zone_line(self.index)
        }
    }

    /// The colour of its name.
    pub fn name_color(&self, palette: &Palette) -> Color {
        if self.in_crowd && palette.class_count() < 2 {
            palette.layer()
        } else {
            palette.zone_name(self.index)
        }
    }

    /// A zone too small to draw becomes a marker; far out only those of the report, and the
    /// selected one, do.
    pub fn appearance(&self, view: &Viewport, below_px: f32, selected: bool) -> Appearance {
        let size = self.size() * view.scale();
        if !self.is_point && (size >= f64::from(below_px) || self.in_crowd && !selected) {
            Appearance::Outline
        } else if selected
            || view.zoom >= ALL_MARKERS_ZOOM
            || self.group == Group::Layer && !self.in_crowd
            || self.group == Group::Report && (!self.is_point || view.zoom >= POINTS_ZOOM)
        {
            Appearance::Marker
        } else {
            Appearance::Hidden
        }
    }

    /// Where the marker and the label belong.
    pub fn anchor(&self) -> WorldPoint {
        self.anchors.first().copied().unwrap_or_else(|| self.bounds.center())
    }
}

/// The outlines known by a day: those of a crowd by cells, then the others, largest first, so that
/// parts lie over their whole. Groups that are hidden are left out by `shown`.
pub fn zone_shapes(
    catalogue: &Catalogue,
    at: AsOf,
    shown: impl Fn(usize) -> bool,
) -> Vec<ZoneShape> {
    let crowd = crowd::is_crowd(catalogue);
    let known: Vec<(usize, &Zone, &Boundary)> = catalogue
        .zones
        .iter()
        .enumerate()
        .filter(|(index, zone)| shown(*index) && zone.is_known_on(catalogue, at))
        .filter_map(|(index, zone)| Some((index, zone, zone.outline_on(at)?)))
        .collect();
    let shapes = parallel_map(&known, |(index, zone, outline)| {
        let in_crowd = crowd && zone.group == Group::Layer;
        zone_shape(*index, zone.group, in_crowd, outline)
    });
    let (mut shapes, mut others): (Vec<ZoneShape>, Vec<ZoneShape>) =
        shapes.into_iter().partition(|shape| shape.in_crowd);
    crowd::sort(&mut shapes);
    others.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2));
    place_anchors(&mut others);
    shapes.append(&mut others);
    shapes
}

fn zone_shape(index: usize, group: Group, in_crowd: bool, boundary: &Boundary) -> ZoneShape {
    let mut shape = ZoneShape {
        index,
        polygons: Vec::new(),
        edges: Edges::Alike {
            certain: boundary.edge_quality(0, usize::MAX) == EdgeQuality::Published,
        },
        bounds: WorldRect::EMPTY,
        area_m2: measure::area_m2(&boundary.geometry),
        anchors: Vec::new(),
        is_point: false,
        accuracy_m: boundary.accuracy_m,
        group,
        in_crowd,
    };
    match &boundary.geometry {
        Geometry::Point(at) => {
            let at = WorldPoint::from_lon_lat(*at);
            shape.bounds.include(at);
            shape.anchors.push(at);
            shape.is_point = true;
        }
        Geometry::Polygons(polygons) => {
            for (part, polygon) in polygons.iter().enumerate() {
                let rings: Vec<Vec<WorldPoint>> = polygon
                    .rings()
                    .map(|ring| ring.iter().map(|at| WorldPoint::from_lon_lat(*at)).collect())
                    .collect();
                for at in rings.iter().flatten() {
                    shape.bounds.include(*at);
                }
                if !boundary.edges.is_empty() {
                    split_edges(&mut shape, boundary, part, &rings);
                }
                shape.polygons.push(rings);
            }
        }
    }
    shape
}

/// Sorts the edges of a polygon into certain and uncertain lines. Holes have the quality of an edge
/// that no run covers.
fn split_edges(shape: &mut ZoneShape, boundary: &Boundary, part: usize, rings: &[Vec<WorldPoint>]) {
    if let Edges::Alike { .. } = shape.edges {
        shape.edges = Edges::Runs { certain: Vec::new(), uncertain: Vec::new() };
    }
    let Edges::Runs { certain: published, uncertain } = &mut shape.edges else { return };
    for (number, ring) in rings.iter().enumerate() {
        let mut last: Option<bool> = None;
        for (vertex, edge) in ring.windows(2).enumerate() {
            let at = if number == 0 { vertex } else { usize::MAX };
            let certain = boundary.edge_quality(part, at) == EdgeQuality::Published;
            let lines = if certain { &mut *published } else { &mut *uncertain };
            match lines.last_mut() {
                Some(line) if last == Some(certain) => line.push(edge[1]),
                _ => lines.push(edge.to_vec()),
            }
            last = Some(certain);
        }
    }
}

/// Places for a label in the part of a zone that a view shows, best first: far from the zone's edges,
/// from those of smaller zones over it, and from the edge of the view.
pub fn visible_anchors(
    shapes: &[&ZoneShape],
    shape: &ZoneShape,
    seen: &WorldRect,
) -> Vec<WorldPoint> {
    const COLUMNS: u32 = 12;
    const ROWS: u32 = 9;
    let low =
        WorldPoint { x: shape.bounds.min.x.max(seen.min.x), y: shape.bounds.min.y.max(seen.min.y) };
    let high =
        WorldPoint { x: shape.bounds.max.x.min(seen.max.x), y: shape.bounds.max.y.min(seen.max.y) };
    let overlapping: Vec<&ZoneShape> = shapes
        .iter()
        .copied()
        .filter(|other| {
            other.area_m2 < shape.area_m2
                && !other.is_point
                && overlaps(&shape.bounds, &other.bounds)
        })
        .collect();
    let mut found: Vec<(f64, WorldPoint)> = Vec::new();
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let share = |step: u32, steps: u32| (f64::from(step) + 0.5) / f64::from(steps);
            let at = WorldPoint {
                x: low.x + (high.x - low.x) * share(column, COLUMNS),
                y: low.y + (high.y - low.y) * share(row, ROWS),
            };
            let covered = overlapping.iter().any(|other| contains(&other.polygons, at));
            if covered || !contains(&shape.polygons, at) {
                continue;
            }
            let to_view_edge = (at.x - seen.min.x)
                .min(seen.max.x - at.x)
                .min(at.y - seen.min.y)
                .min(seen.max.y - at.y);
            let clearance = overlapping
                .iter()
                .map(|other| edge_distance(&other.polygons, at))
                .fold(edge_distance(&shape.polygons, at).min(to_view_edge), f64::min);
            found.push((clearance, at));
        }
    }
    spread(found, (high.x - low.x).max(high.y - low.y))
}

/// The places with most clearance, none too near to a better one.
fn spread(mut found: Vec<(f64, WorldPoint)>, size: f64) -> Vec<WorldPoint> {
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut kept: Vec<WorldPoint> = Vec::new();
    for (_, at) in found {
        let near =
            kept.iter().any(|other| libm::hypot(other.x - at.x, other.y - at.y) < size * APART);
        if !near {
            kept.push(at);
        }
        if kept.len() == KEPT {
            break;
        }
    }
    kept
}

/// Samples per side of a zone's bounds when looking for label places.
const SAMPLES: u32 = 18;
/// How many places are kept, and how far apart they are, in sizes of the zone.
const KEPT: usize = 8;
const APART: f64 = 0.11;

/// Finds places inside each zone, far from its edges and from the edges of smaller zones over it.
fn place_anchors(shapes: &mut [ZoneShape]) {
    let picker = Picker::new(shapes);
    for index in 0..shapes.len() {
        if shapes[index].is_point {
            continue;
        }
        let shape = &shapes[index];
        let overlapping: Vec<&ZoneShape> = picker
            .near(&shape.bounds)
            .filter(|other| *other > index)
            .map(|other| &shapes[other])
            .filter(|other| !other.is_point && overlaps(&shape.bounds, &other.bounds))
            .collect();
        let mut found: Vec<(f64, WorldPoint)> = Vec::new();
        for row in 0..SAMPLES {
            for column in 0..SAMPLES {
                let share = |step: u32| (f64::from(step) + 0.5) / f64::from(SAMPLES);
                let at = WorldPoint {
                    x: shape.bounds.min.x + shape.bounds.width() * share(column),
                    y: shape.bounds.min.y + shape.bounds.height() * share(row),
                };
                if !contains(&shape.polygons, at) {
                    continue;
                }
                let covered = overlapping.iter().any(|other| contains(&other.polygons, at));
                let clearance = overlapping
                    .iter()
                    .map(|other| edge_distance(&other.polygons, at))
                    .fold(edge_distance(&shape.polygons, at), f64::min);
                // A covered place is a last resort.
                found.push((if covered { clearance - 1.0 } else { clearance }, at));
            }
        }
        let size = shape.bounds.width().max(shape.bounds.height());
        let mut anchors = spread(found, size);
        if anchors.is_empty() {
            anchors.push(shape.bounds.center());
        }
        shapes[index].anchors = anchors;
    }
}

fn overlaps(a: &WorldRect, b: &WorldRect) -> bool {
    a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y
}

/// Even-odd test over all rings.
pub fn contains(polygons: &[Vec<Vec<WorldPoint>>], at: WorldPoint) -> bool {
    let crossings = polygons
        .iter()
        .flatten()
        .flat_map(|ring| ring.windows(2))
        .filter(|edge| {
            let (a, b) = (edge[0], edge[1]);
            (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x
        })
        .count();
    crossings % 2 == 1
}

/// Distance to the nearest edge, world units.
pub fn edge_distance(polygons: &[Vec<Vec<WorldPoint>>], at: WorldPoint) -> f64 {
    polygons
        .iter()
        .flatten()
        .flat_map(|ring| ring.windows(2))
        .map(|edge| segment_distance(edge[0], edge[1], at))
        .fold(f64::INFINITY, f64::min)
}

fn segment_distance(a: WorldPoint, b: WorldPoint, at: WorldPoint) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length2 = dx * dx + dy * dy;
    let share = if length2 > 0.0 {
        (((at.x - a.x) * dx + (at.y - a.y) * dy) / length2).clamp(0.0, 1.0)
    } else {
        0.0
    };
    libm::hypot(a.x + share * dx - at.x, a.y + share * dy - at.y)
}
