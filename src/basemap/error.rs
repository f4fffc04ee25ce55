//! Why a base map or a tile of it cannot be had.

use std::{io, path::PathBuf, time::Duration};

use super::{
    TileId, fetch::FetchError, mbtiles::MbTilesError, mvt::MvtError, pmtiles::PmTilesError,
    source::SourceError, store::MOST_AT_ONCE, wmts::WmtsError,
};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the base map cannot be read: {source}{place}")]
    Archive {
        source: PmTilesError,
        /// `, in FILE` for a file.
        place: String,
    },
    #[error("the base map cannot be read: {source}, in {}", path.display())]
    MbTiles { path: PathBuf, source: MbTilesError },
    #[error("the base map cannot be read ({source}); check the path: {}", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error(
        "the base map has layers of another schema than this program draws ({layers}): tiles of the Protomaps or the OpenMapTiles schema are drawn, and pictures, in {}", path.display()
    )]
    Schema {
        /// Or the host of a server.
        path: PathBuf,
        layers: String,
    },
    #[error("a tile of the base map (zoom {zoom}, column {x}, row {y}) cannot be read: {source}", zoom = id.zoom, x = id.x, y = id.y)]
    Tile { id: TileId, source: TileError },
    #[error("{source}{place}")]
    Source {
        source: Box<SourceError>,
        /// `, in FILE` for a file.
        place: String,
    },
    #[error("{source}, at {host}")]
    Wmts { source: Box<WmtsError>, host: String },
    #[error(
        "{host} needs a key: set the environment variable {variable}; of the maps that the window offers it asks for the key itself"
    )]
    NoKey { host: String, variable: String },
    #[error(
        "{host} allows no bulk downloads, and this picture needs {tiles} of its tiles; up to {MOST_AT_ONCE} are fetched: make the picture smaller"
    )]
    Bulk { host: String, tiles: usize },
    #[error(
        "pictures of {host} are shifted (GCJ-02 or BD-09) and are part of no export; take another base map"
    )]
    Shifted { host: String },
    #[error("{source}, at {host}")]
    Online { source: FetchError, host: String },
}

impl Error {
    /// How long to wait before the same tile is asked for again; `None` where that is of no use.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Error::Online { source, .. } => Some(source.retry_after()),
            _ => None,
        }
    }

    /// Whether the source has no such tile, which is no trouble.
    pub fn is_absence(&self) -> bool {
        matches!(self, Error::Online { source: FetchError::Absent, .. })
    }
}

/// Why a tile cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum TileError {
    #[error(transparent)]
    Vector(#[from] MvtError),
    #[error(
        "its layers are of another schema than this program draws ({0}): tiles of the Protomaps or the OpenMapTiles schema are drawn, and pictures"
    )]
    Schema(String),
    #[error("its compression is damaged: {0}")]
    Gzip(io::Error),
    #[error("it is not a picture: {0}")]
    Picture(#[from] image::ImageError),
    #[error(transparent)]
    File(#[from] MbTilesError),
}
