//! Vector tiles to features: the archive, the decoding and the embedded map of Beijing.
//!
//! Not here: how a feature looks (`style`) and where it lands (`scene`).

pub mod feature;
mod mvt;
pub mod pmtiles;
pub mod store;

pub use feature::{Feature, FeatureClass, Shape, Tile, TileId};
pub use store::{Error, TileStore};
