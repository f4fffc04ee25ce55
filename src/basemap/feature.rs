//! What a decoded tile holds.

use std::sync::Arc;

use super::Raster;
use crate::model::Bilingual;

/// A tile of the Web Mercator pyramid; `y` counts from the north.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileId {
    pub zoom: u8,
    pub x: u32,
    pub y: u32,
}

impl TileId {
    /// The tile at the level above that covers this one.
    pub fn parent(self) -> Option<TileId> {
        (self.zoom > 0).then(|| TileId { zoom: self.zoom - 1, x: self.x / 2, y: self.y / 2 })
    }
}

/// What kind of thing a feature is. The style's rules name these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeatureClass {
    Park,
    Airport,
    Ground,
    Lake,
    River,
    RingRoad,
    Expressway,
    Arterial,
    Metro,
    Rail,
    DistrictBoundary,
    DistrictPlace,
    TownPlace,
    Landmark,
    Station,
    Mountain,
    ParkLabel,
    LakeLabel,
    AirportLabel,
}

/// A position in a tile: 0 to 1 from west to east and from north to south; somewhat beyond in the
/// tile's buffer.
pub type TilePoint = [f32; 2];

#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Polygons as their rings, the exterior first.
    Polygons(Vec<Vec<Vec<TilePoint>>>),
    Lines(Vec<Vec<TilePoint>>),
    Points(Vec<TilePoint>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    pub class: FeatureClass,
    /// 1 the most important, 4 the least.
    pub rank: u8,
    pub name: Option<Bilingual>,
    /// The zoom (256-pixel tiles) from which a label makes sense.
    pub min_zoom: f32,
    pub is_bridge: bool,
    /// Whether another feature has its shape, and only the name is drawn.
    pub only_name: bool,
    pub shape: Shape,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    pub id: TileId,
    pub features: Vec<Feature>,
    /// Of a source of pictures.
    pub raster: Option<Arc<Raster>>,
}
