//! Where tiles come from: the embedded archive of Beijing, a PMTiles or MBTiles file, or a server. How
//! each is opened stands in `opening`.

mod opening;

use std::{
    io::{self, Read as _},
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    Error, Raster, TileError,
    feature::{Tile, TileId},
    mbtiles::MbTiles,
    mvt,
    online::Online,
    pmtiles::{PmTiles, PmTilesError},
    schema::Schema,
    source::Source,
    warp::Warp,
};
use crate::model::Bilingual;

/// A source of tiles, of features or of pictures.
pub struct TileStore {
    archive: Archive,
    attribution: Bilingual,
    pyramid: Pyramid,
    /// Of vector tiles; told by the metadata, else by the first tile that is not empty.
    schema: OnceLock<Schema>,
    /// Whether it is the schematic map that the program carries.
    is_embedded: bool,
    /// What a source on a server is described by.
    source: Option<Source>,
    warp: Warp,
    /// Whether shifted pictures are drawn in their true place.
    is_aligned: AtomicBool,
    /// Decoded pictures that several resampled tiles need, the last used first.
    decoded: Mutex<Vec<(TileId, Arc<Raster>)>>,
}

enum Archive {
    PmTiles(PmTiles),
    MbTiles(MbTiles),
    Online(Box<Online>),
}

/// So many decoded pictures are kept for resampling.
const MOST_DECODED: usize = 48;
/// The most tiles that a source without leave for bulk downloads is asked for at once.
pub const MOST_AT_ONCE: usize = 200;

/// The zooms of a source, and what its tiles are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pyramid {
    pub min_zoom: u8,
    pub max_zoom: u8,
    /// Pictures, which want to be drawn at about their own size.
    pub is_raster: bool,
}

impl TileStore {
    /// Whom to credit for the map data, as the archive's metadata say; empty if they do not. An
    /// archive without `attribution_zh` has the same text in both languages.
    pub fn attribution(&self) -> &Bilingual {
        &self.attribution
    }

    /// Whether it is the schematic map that the program carries.
    pub fn is_embedded(&self) -> bool {
        self.is_embedded
    }

    pub fn pyramid(&self) -> Pyramid {
        self.pyramid
    }

    /// What a source on a server is described by.
    pub fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }

    /// Whether pictures of the source are shifted (GCJ-02 or BD-09): they may be shown, but are part
    /// of no picture.
    pub fn is_shifted(&self) -> bool {
        self.source.as_ref().is_some_and(Source::is_shifted)
    }

    /// Draws shifted pictures in their true place, or as they come.
    pub fn set_aligned(&self, aligned: bool) {
        self.is_aligned.store(aligned, Ordering::Relaxed);
    }

    /// So many tiles may be made at a time.
    pub fn connections(&self) -> usize {
        self.source.as_ref().map_or(1, |source| source.connections)
    }

    /// The tiles of a picture that is kept, all of them or an error. Where a server has no tile so
    /// fine, the coarser one over it stands before the others.
    pub fn tiles_to_keep(&self, ids: &[TileId]) -> Result<Vec<Tile>, Error> {
        if self.is_shifted() {
            return Err(Error::Shifted { host: self.host() });
        }
        if ids.len() > MOST_AT_ONCE && self.source.as_ref().is_some_and(|source| !source.bulk) {
            return Err(Error::Bulk { host: self.host(), tiles: ids.len() });
        }
        let mut tiles: Vec<Tile> = Vec::with_capacity(ids.len());
        for &id in ids {
            let mut id = id;
            loop {
                match (self.tile(id), id.parent()) {
                    (Err(error), Some(parent))
                        if error.is_absence() && parent.zoom >= self.pyramid.min_zoom =>
                    {
                        id = parent;
                    }
                    (tile, _) => {
                        tiles.push(tile?);
                        break;
                    }
                }
                if tiles.iter().any(|tile| tile.id == id) {
                    break;
                }
            }
        }
        tiles.sort_by_key(|tile| tile.id.zoom);
        Ok(tiles)
    }

    /// The decoded tile; empty where the archive has none. Of a server it may take seconds.
    pub fn tile(&self, id: TileId) -> Result<Tile, Error> {
        let mut tile = Tile { id, features: Vec::new(), raster: None };
        if !self.pyramid.is_raster {
            let Some(bytes) = self.bytes(id)? else { return Ok(tile) };
            let failed = |source: TileError| Error::Tile { id, source };
            let bytes = unzipped(bytes).map_err(|source| failed(TileError::Gzip(source)))?;
            let Some(schema) = self.schema_of(&bytes).map_err(failed)? else { return Ok(tile) };
            tile.features = mvt::decode(&bytes, schema).map_err(|source| failed(source.into()))?;
            return Ok(tile);
        }
        let warp = Warp {
            // Not aligned, a shifted picture is drawn as it comes.
            datum: if self.is_aligned.load(Ordering::Relaxed) || !self.is_shifted() {
                self.warp.datum
            } else {
                crate::model::datum::Datum::Wgs84
            },
            ..self.warp
        };
        tile.raster = if warp.is_nothing() {
            self.picture(id)?
        } else {
            let mut sources = Vec::new();
            for id in warp.needed(id) {
                if let Some(raster) = self.kept_picture(id)? {
                    sources.push((id, raster));
                }
            }
            (!sources.is_empty()).then(|| Arc::new(warp.resample(id, &sources)))
        };
        Ok(tile)
    }

    /// The schema of the source, by this tile if nothing has told it yet. `None` for a tile without
    /// layers.
    fn schema_of(&self, bytes: &[u8]) -> Result<Option<Schema>, TileError> {
        if let Some(schema) = self.schema.get() {
            return Ok(Some(*schema));
        }
        let layers = mvt::layer_names(bytes)?;
        match Schema::of_layers(&layers) {
            Some(schema) => Ok(Some(*self.schema.get_or_init(|| schema))),
            None if layers.is_empty() => Ok(None),
            None => Err(TileError::Schema(layers.join(", "))),
        }
    }

    /// A picture of the source, from those that were decoded lately.
    fn kept_picture(&self, id: TileId) -> Result<Option<Arc<Raster>>, Error> {
        let decoded = || self.decoded.lock().expect("no thread panics while it holds them");
        if let Some((_, raster)) = decoded().iter().find(|(other, _)| *other == id) {
            return Ok(Some(raster.clone()));
        }
        let Some(raster) = self.picture(id)? else { return Ok(None) };
        let mut decoded = decoded();
        decoded.insert(0, (id, raster.clone()));
        decoded.truncate(MOST_DECODED);
        Ok(Some(raster))
    }

    fn picture(&self, id: TileId) -> Result<Option<Arc<Raster>>, Error> {
        if let Archive::Online(online) = &self.archive {
            return online
                .picture(id)
                .map(|raster| Some(Arc::new(raster)))
                .map_err(|source| Error::Online { source, host: self.host() });
        }
        let Some(bytes) = self.bytes(id)? else { return Ok(None) };
        let failed = |source| Error::Tile { id, source: TileError::Picture(source) };
        Raster::decode(&bytes).map(|raster| Some(Arc::new(raster))).map_err(failed)
    }

    /// The bytes of a tile of an archive.
    fn bytes(&self, id: TileId) -> Result<Option<Vec<u8>>, Error> {
        match &self.archive {
            Archive::PmTiles(archive) => archive.tile(id).map_err(|source| match source {
                PmTilesError::Fetch(source) => Error::Online { source, host: self.host() },
                source => Error::Archive { source, place: String::new() },
            }),
            Archive::MbTiles(archive) => {
                archive.tile(id).map_err(|source| Error::Tile { id, source: source.into() })
            }
            // Its tiles are pictures.
            Archive::Online(_) => Ok(None),
        }
    }

    fn host(&self) -> String {
        self.source.as_ref().map(Source::host).unwrap_or_default()
    }
}

/// The archive that the program carries.
pub fn embedded_bytes() -> &'static [u8] {
    include_bytes!("../../assets/basemap/beijing.pmtiles")
}

/// A vector tile of MBTiles is compressed.
fn unzipped(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut plain)?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DONGBA: TileId = TileId { zoom: 12, x: 3373, y: 1551 };

    #[test]
    fn the_embedded_map_has_roads_and_rivers_at_dongba() {
        let store = TileStore::embedded().expect("the embedded archive is sound");
        let pyramid = Pyramid { min_zoom: 5, max_zoom: 14, is_raster: false };
        assert_eq!(store.pyramid(), pyramid);
        let tile = store.tile(DONGBA).expect("the tile is sound");
        let has = |class| tile.features.iter().any(|feature| feature.class == class);
        assert!(has(crate::basemap::FeatureClass::RingRoad));
        assert!(has(crate::basemap::FeatureClass::River));
    }

    #[test]
    fn every_tile_of_the_embedded_map_decodes() {
        let store = TileStore::embedded().expect("the embedded archive is sound");
        let mut features = 0;
        for zoom in 5..=11_u8 {
            let shift = 12 - zoom;
            for x in (3360 >> shift)..=(3390 >> shift) {
                for y in (1530 >> shift)..=(1570 >> shift) {
                    let id = TileId { zoom, x, y };
                    features += store.tile(id).expect("the tile is sound").features.len();
                }
            }
        }
        assert!(features > 1000, "{features}");
    }

    #[test]
    fn an_archive_cut_anywhere_is_an_error_not_a_panic() {
        let whole: &'static [u8] = include_bytes!("../../assets/basemap/beijing.pmtiles");
        for part in 0..100 {
            let cut = &whole[..whole.len() * part / 100];
            let Ok(store) = TileStore::from_bytes(cut) else { continue };
            let _ = store.tile(DONGBA);
        }
    }
}
