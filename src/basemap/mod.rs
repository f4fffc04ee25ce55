//! Tiles: the archives, the decoding of features and pictures, and the embedded map of Beijing.
//!
//! Not here: how a feature looks (`style`) and where it lands (`scene`).

pub mod feature;
mod mbtiles;
mod mvt;
pub mod pmtiles;
mod raster;
pub mod store;

pub use feature::{Feature, FeatureClass, Shape, Tile, TileId};
pub use raster::Raster;
pub use store::{Error, Pyramid, TileStore};
