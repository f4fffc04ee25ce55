//! Tiles: the archives, the servers and their cache, the decoding of features and pictures, and the embedded map of Beijing.
//!
//! Not here: how a feature looks (`style`) and where it lands (`scene`).

pub mod cache;
mod districts;
mod error;
pub mod feature;
pub mod fetch;
mod mbtiles;
mod mvt;
mod online;
pub mod pmtiles;
mod raster;
mod schema;
pub mod source;
pub mod store;
mod warp;
mod wmts;

pub use districts::{District, districts};
pub use error::{Error, TileError};
pub use feature::{Feature, FeatureClass, Shape, Tile, TileId};
pub use fetch::FetchError;
pub use mbtiles::MbTilesError;
pub use mvt::MvtError;
pub use pmtiles::PmTilesError;
pub use raster::Raster;
pub use schema::Schema;
pub use source::{Source, SourceError};
pub use store::{MOST_AT_ONCE, Pyramid, TileStore, embedded_bytes};
pub use warp::Warp;
pub use wmts::WmtsError;
