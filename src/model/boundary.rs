//! The outline of a zone and how far each edge of it can be trusted.

use super::{Bilingual, date::EventDate, datum::Datum};

/// A position in WGS-84, degrees. Longitude first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LonLat {
    pub lon: f64,
    pub lat: f64,
}

impl LonLat {
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }
}

/// A closed ring: the last position repeats the first.
pub type Ring = Vec<LonLat>;

/// One polygon: its exterior ring and its holes.
#[derive(Debug, Clone, PartialEq)]
pub struct Polygon {
    pub exterior: Ring,
    pub interiors: Vec<Ring>,
}

impl Polygon {
    pub fn rings(&self) -> impl Iterator<Item = &Ring> {
        std::iter::once(&self.exterior).chain(&self.interiors)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Geometry {
    Polygons(Vec<Polygon>),
    Point(LonLat),
}

impl Geometry {
    pub fn polygons(&self) -> &[Polygon] {
        match self {
            Geometry::Polygons(polygons) => polygons,
            Geometry::Point(_) => &[],
        }
    }

    /// Puts every position through `convert`; `Err` gives the first that it cannot convert.
    pub fn converted(mut self, convert: impl Fn(LonLat) -> Option<LonLat>) -> Result<Self, LonLat> {
        let put = |at: &mut LonLat| {
            *at = convert(*at).ok_or(*at)?;
            Ok(())
        };
        match &mut self {
            Geometry::Point(at) => put(at)?,
            Geometry::Polygons(polygons) => polygons
                .iter_mut()
                .flat_map(|polygon| {
                    std::iter::once(&mut polygon.exterior).chain(&mut polygon.interiors)
                })
                .flatten()
                .try_for_each(put)?,
        }
        Ok(self)
    }

    /// South-west and north-east corners.
    pub fn bounds(&self) -> (LonLat, LonLat) {
        let mut low = LonLat::new(f64::INFINITY, f64::INFINITY);
        let mut high = LonLat::new(f64::NEG_INFINITY, f64::NEG_INFINITY);
        let mut take = |at: &LonLat| {
            low = LonLat::new(low.lon.min(at.lon), low.lat.min(at.lat));
            high = LonLat::new(high.lon.max(at.lon), high.lat.max(at.lat));
        };
        match self {
            Geometry::Polygons(polygons) => {
                polygons.iter().flat_map(|polygon| &polygon.exterior).for_each(&mut take);
            }
            Geometry::Point(at) => take(at),
        }
        (low, high)
    }

    /// Even-odd test in the plane of longitude and latitude, which is exact enough for picking.
    pub fn contains(&self, at: LonLat) -> bool {
        self.polygons().iter().any(|polygon| {
            ring_contains(&polygon.exterior, at)
                && !polygon.interiors.iter().any(|hole| ring_contains(hole, at))
        })
    }
}

fn ring_contains(ring: &[LonLat], at: LonLat) -> bool {
    ring.windows(2).filter(|edge| crosses_eastward_ray(edge[0], edge[1], at)).count() % 2 == 1
}

fn crosses_eastward_ray(a: LonLat, b: LonLat, at: LonLat) -> bool {
    (a.lat > at.lat) != (b.lat > at.lat)
        && at.lon < (b.lon - a.lon) * (at.lat - a.lat) / (b.lat - a.lat) + a.lon
}

/// Where a run of edges comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeQuality {
    /// A source names the road or river.
    Published,
    /// Placed so that the drawn area meets a published figure.
    Solved,
    /// Our guess.
    Assumed,
}

/// Consecutive edges of the exterior ring of one polygon: from vertex `from` to vertex `to`.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgeRun {
    /// Index of the polygon in the boundary.
    pub part: usize,
    pub from: usize,
    pub to: usize,
    pub quality: EdgeQuality,
    pub accuracy_m: f64,
    /// The road or river it follows.
    pub along: Option<Bilingual>,
}

/// The worst of an outline's edges, or how it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BoundaryQuality {
    Surveyed,
    /// Traced along named edges.
    Digitised,
    Schematic,
    /// No boundary is published: only a position.
    Point,
}

/// One dated outline of a zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Boundary {
    pub geometry: Geometry,
    /// The datum the outline was given in; `geometry` is WGS-84 whatever it was.
    pub source_datum: Datum,
    pub edges: Vec<EdgeRun>,
    pub quality: BoundaryQuality,
    /// `None` where the file it came from does not say.
    pub accuracy_m: Option<f64>,
    pub basis: Bilingual,
    /// Id of the figure whose area the outline was solved to meet. Such an outline tests nothing.
    pub fitted_to: Option<String>,
    /// When the extent itself applied, where a source says so.
    pub valid: Option<EventDate>,
    /// When the statement behind it was made.
    pub known_from: Option<EventDate>,
    /// Doubts about this outline, for the reader.
    pub doubts: Vec<Bilingual>,
}

impl Boundary {
    /// The quality of the edge that starts at vertex `vertex` of the exterior ring of `part`.
    /// An edge that no run covers has the outline's own quality.
    pub fn edge_quality(&self, part: usize, vertex: usize) -> EdgeQuality {
        self.edges
            .iter()
            .find(|run| run.part == part && (run.from..run.to).contains(&vertex))
            .map_or(
                match self.quality {
                    BoundaryQuality::Surveyed | BoundaryQuality::Digitised => {
                        EdgeQuality::Published
                    }
                    BoundaryQuality::Schematic | BoundaryQuality::Point => EdgeQuality::Assumed,
                },
                |run| run.quality,
            )
    }

    /// Whether pictures of this outline must say "schematic": it is not wholly traced along
    /// published edges.
    pub fn is_schematic(&self) -> bool {
        self.quality >= BoundaryQuality::Schematic
            || self.edges.iter().any(|run| run.quality != EdgeQuality::Published)
    }
}
