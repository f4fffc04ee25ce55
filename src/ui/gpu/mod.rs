//! The map on the GPU: geometry is uploaded once and then only moved.
//!
//! A chunk is the geometry of one tile, or of all zones, with ranges by style rule. A frame is a
//! list of draws: which range of which chunk with which paint.

mod geometry;
mod renderer;
mod upload;

pub use geometry::{
    Chunk, Classes, Kind, ZonePart, crowd_chunk, spots_chunk, tile_chunk, zone_key, zones_chunk,
};
pub use renderer::{ChunkPlace, Draw, Frame, GpuPaint, install};
