//! Features and zones to vertices. Nothing here touches the GPU; tiles are made off the UI thread.

use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use earcut::Earcut;

use crate::{
    basemap::{Raster, Shape, Tile},
    scene::{WorldPoint, ZoneShape, viewport::WorldRect},
    style::{MapStyle, Paint},
};

/// What a range of a chunk holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Triangles of a polygon.
    Fill,
    /// Segments of lines, or of a polygon's edge.
    Stroke,
    /// The picture of the chunk; it has no range.
    Image,
}

/// Which rule or zone a range belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct ChunkRange {
    /// Index of the style rule; for zones, three keys a zone (see [`zone_key`]).
    pub key: usize,
    pub kind: Kind,
    /// Indices for fills, instances for strokes.
    pub range: Range<u32>,
}

/// Geometry ready to upload.
#[derive(Debug)]
pub struct Chunk {
    /// Never used twice in a run of the program.
    pub id: u64,
    /// x, y in chunk units.
    pub vertices: Vec<[f32; 2]>,
    pub indices: Vec<u32>,
    /// Start x, y, end x, y, and the distance along the line at the start, in chunk units.
    pub segments: Vec<[f32; 5]>,
    pub ranges: Vec<ChunkRange>,
    /// World position of the chunk's origin, and world units in one chunk unit.
    pub origin: WorldPoint,
    pub unit: f64,
    /// Of spots: their usual height, world units.
    pub spot: f64,
    /// A picture that fills the square of the chunk's units.
    pub image: Option<Arc<Raster>>,
}

/// The parts of a zone's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZonePart {
    Fill = 0,
    Certain = 1,
    Uncertain = 2,
}

pub fn zone_key(position: usize, part: ZonePart) -> usize {
    position * 3 + part as usize
}

static NEXT_ID: AtomicU64 = AtomicU64::new(0);

impl Chunk {
    fn new(origin: WorldPoint, unit: f64) -> Self {
        Self {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            vertices: Vec::new(),
            indices: Vec::new(),
            segments: Vec::new(),
            ranges: Vec::new(),
            origin,
            unit,
            spot: 0.0,
            image: None,
        }
    }

    /// What it takes on the GPU.
    pub fn bytes(&self) -> usize {
        let image = self.image.as_ref().map_or(0, |image| image.rgba.len());
        image
            + size_of_val(&*self.vertices)
            + size_of_val(&*self.indices)
            + size_of_val(&*self.segments)
    }

    /// The range of a key, if the chunk has one.
    pub fn range(&self, key: usize, kind: Kind) -> Option<Range<u32>> {
        // They were closed in the order of their keys.
        let first = self.ranges.partition_point(|range| range.key < key);
        self.ranges[first..]
            .iter()
            .take_while(|range| range.key == key)
            .find(|range| range.kind == kind)
            .map(|range| range.range.clone())
    }

    fn add_polygon(&mut self, earcut: &mut Earcut<f32>, rings: &[Vec<[f32; 2]>]) {
        let first = length(&self.vertices);
        let mut holes: Vec<u32> = Vec::new();
        let mut points: Vec<[f32; 2]> = Vec::new();
        for (number, ring) in rings.iter().enumerate() {
            if number > 0 {
                holes.push(length(&points));
            }
            // The last position repeats the first.
            points.extend(&ring[..ring.len().saturating_sub(1)]);
        }
        let mut triangles: Vec<u32> = Vec::new();
        earcut.earcut_slice(&points, &holes, &mut triangles);
        self.vertices.append(&mut points);
        self.indices.extend(triangles.into_iter().map(|index| first + index));
    }

    fn add_line(&mut self, line: &[[f32; 2]]) {
        let mut along = 0.0;
        for edge in line.windows(2) {
            let (a, b) = (edge[0], edge[1]);
            self.segments.push([a[0], a[1], b[0], b[1], along]);
            along += libm::hypotf(b[0] - a[0], b[1] - a[1]);
        }
    }

    fn close_range(&mut self, key: usize, kind: Kind, start: u32) {
        let end = match kind {
            Kind::Fill => length(&self.indices),
            Kind::Stroke => length(&self.segments),
            Kind::Image => start,
        };
        if end > start {
            self.ranges.push(ChunkRange { key, kind, range: start..end });
        }
    }
}

fn length<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

/// The geometry of a tile, in the order of the style's rules. A polygon also gets its edge as a
/// line, which smooths the triangles' edge.
pub fn tile_chunk(tile: &Tile, style: &MapStyle) -> Chunk {
    let (x, y, side) = crate::scene::tiles::tile_origin(tile.id);
    let mut chunk = Chunk::new(WorldPoint { x, y }, side);
    chunk.image.clone_from(&tile.raster);
    let mut earcut = Earcut::new();
    for (key, rule) in style.rules.iter().enumerate() {
        let (first_index, first_segment) = (length(&chunk.indices), length(&chunk.segments));
        for feature in tile.features.iter().filter(|feature| rule.applies_to(feature)) {
            match (&rule.paint, &feature.shape) {
                (Paint::Fill(_), Shape::Polygons(polygons)) => {
                    for rings in polygons {
                        chunk.add_polygon(&mut earcut, rings);
                        for ring in rings {
                            chunk.add_line(ring);
                        }
                    }
                }
                (Paint::Line { .. }, Shape::Lines(lines)) => {
                    for line in lines {
                        chunk.add_line(line);
                    }
                }
                (Paint::Fill(_), Shape::Lines(_) | Shape::Points(_))
                | (Paint::Line { .. }, Shape::Polygons(_) | Shape::Points(_)) => {}
            }
        }
        chunk.close_range(key, Kind::Fill, first_index);
        chunk.close_range(key, Kind::Stroke, first_segment);
    }
    chunk
}

/// The geometry of zones, drawn one by one: three keys for each, by its position.
pub fn zones_chunk(shapes: &[&ZoneShape]) -> Chunk {
    let mut chunk = ZoneChunk::around(shapes.iter().map(|shape| shape.bounds));
    for (position, shape) in shapes.iter().enumerate() {
        let start = length(&chunk.chunk.indices);
        chunk.fill(shape);
        chunk.chunk.close_range(zone_key(position, ZonePart::Fill), Kind::Fill, start);
        for (part, certain) in [(ZonePart::Certain, true), (ZonePart::Uncertain, false)] {
            let start = length(&chunk.chunk.segments);
            chunk.lines(shape.lines(certain));
            chunk.chunk.close_range(zone_key(position, part), Kind::Stroke, start);
        }
    }
    chunk.chunk
}

/// The geometry of a crowd's cell, drawn class by class: the keys of a class are those of its number
/// as a position. Simplified, it keeps within a twelfth of each zone's size.
pub fn crowd_chunk(shapes: &[ZoneShape], classes: &Classes, simplified: bool) -> Chunk {
    let simple: Vec<ZoneShape> = if simplified {
        shapes.iter().map(|shape| shape.simplified(shape.size() / 12.0)).collect()
    } else {
        Vec::new()
    };
    let shapes = if simplified { &simple } else { shapes };
    let mut chunk = ZoneChunk::around(shapes.iter().map(|shape| shape.bounds));
    for class in 0..classes.count {
        let of_class = || shapes.iter().filter(|shape| classes.of(shape.index) == class);
        let start = length(&chunk.chunk.indices);
        for shape in of_class() {
            chunk.fill(shape);
        }
        chunk.chunk.close_range(zone_key(class, ZonePart::Fill), Kind::Fill, start);
        for (part, certain) in [(ZonePart::Certain, true), (ZonePart::Uncertain, false)] {
            let start = length(&chunk.chunk.segments);
            for shape in of_class() {
                chunk.lines(shape.lines(certain));
            }
            chunk.chunk.close_range(zone_key(class, part), Kind::Stroke, start);
        }
    }
    chunk.chunk
}

/// The class of each zone of a crowd, by its index in the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    /// `None` where all are of one.
    pub of_zone: Option<Arc<[u8]>>,
    pub count: usize,
}

impl Classes {
    fn of(&self, index: usize) -> usize {
        let class = self.of_zone.as_ref().and_then(|of_zone| of_zone.get(index));
        class.map_or(0, |class| usize::from(*class))
    }
}

/// A crowd's cell from so far that a zone is a spot: for each a short thick line as long as it is
/// wide. How thick the lines must be stands in [`Chunk::spot`].
pub fn spots_chunk(shapes: &[ZoneShape], classes: &Classes) -> Chunk {
    let mut chunk = ZoneChunk::around(shapes.iter().map(|shape| shape.bounds));
    let mut heights: Vec<f64> = Vec::with_capacity(shapes.len());
    for class in 0..classes.count {
        let start = length(&chunk.chunk.segments);
        for shape in shapes.iter().filter(|shape| classes.of(shape.index) == class) {
            // A rectangle of the zone's bounds covers more than the zone does.
            let height = shape.bounds.height() * SPOT_SHARE;
            // A line of no length has no direction.
            let half = (shape.bounds.width() * SPOT_SHARE - height).max(height * 0.1) / 2.0;
            let center = shape.bounds.center();
            let ends = [center.x - half, center.x + half].map(|x| WorldPoint { x, y: center.y });
            chunk.lines(vec![&ends]);
            heights.push(height);
        }
        chunk.chunk.close_range(zone_key(class, ZonePart::Fill), Kind::Stroke, start);
    }
    let middle = heights.len() / 2;
    if !heights.is_empty() {
        chunk.chunk.spot = *heights.select_nth_unstable_by(middle, f64::total_cmp).1;
    }
    chunk.chunk
}

/// A disc has the area of a square of this share of its width.
const SPOT_SHARE: f64 = 0.9;

/// A chunk of zones while it is made. Its units are those of their common bounds, so that single
/// precision keeps centimetres in a city.
struct ZoneChunk {
    chunk: Chunk,
    earcut: Earcut<f32>,
}

impl ZoneChunk {
    fn around(bounds: impl Iterator<Item = WorldRect>) -> Self {
        let bounds = bounds.fold(WorldRect::EMPTY, WorldRect::union);
        let is_empty = bounds.min.x > bounds.max.x;
        let origin = if is_empty { WorldPoint { x: 0.0, y: 0.0 } } else { bounds.center() };
        let unit = bounds.width().max(bounds.height()).max(1e-6);
        Self { chunk: Chunk::new(origin, unit), earcut: Earcut::new() }
    }

    #[expect(clippy::cast_possible_truncation, reason = "the GPU works in single precision")]
    fn local(&self, line: &[WorldPoint]) -> Vec<[f32; 2]> {
        let Chunk { origin, unit, .. } = self.chunk;
        line.iter()
            .map(|at| [((at.x - origin.x) / unit) as f32, ((at.y - origin.y) / unit) as f32])
            .collect()
    }

    fn fill(&mut self, shape: &ZoneShape) {
        for polygon in &shape.polygons {
            let rings: Vec<Vec<[f32; 2]>> = polygon.iter().map(|ring| self.local(ring)).collect();
            self.chunk.add_polygon(&mut self.earcut, &rings);
        }
    }

    fn lines(&mut self, lines: Vec<&[WorldPoint]>) {
        for line in lines {
            let line = self.local(line);
            self.chunk.add_line(&line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_with_a_hole_is_eight_triangles_around_it() {
        let mut chunk = Chunk::new(WorldPoint { x: 0.0, y: 0.0 }, 1.0);
        let square = |low: f32, high: f32| {
            vec![[low, low], [high, low], [high, high], [low, high], [low, low]]
        };
        chunk.add_polygon(&mut Earcut::new(), &[square(0.0, 1.0), square(0.25, 0.75)]);
        let area: f32 = chunk
            .indices
            .chunks_exact(3)
            .map(|corner| {
                let [a, b, c] = [0, 1, 2].map(|at| chunk.vertices[corner[at] as usize]);
                ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0
            })
            .sum();
        assert!((area - 0.75).abs() < 1e-6, "{area}");
    }
}
