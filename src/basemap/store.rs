//! Where tiles come from: the embedded archive of Beijing, or a PMTiles or MBTiles file.

use std::{
    borrow::Cow,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Raster,
    feature::{Tile, TileId},
    mbtiles::{MbTiles, MbTilesError},
    mvt::{self, MvtError},
    pmtiles::{PmTiles, PmTilesError},
};
use crate::model::Bilingual;

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
        "the base map has layers of another schema than this program draws ({layers}); a raster base map can be used, in {}", path.display()
    )]
    Schema { path: PathBuf, layers: String },
    #[error("a tile of the base map (zoom {zoom}, column {x}, row {y}) cannot be read: {source}", zoom = id.zoom, x = id.x, y = id.y)]
    Tile { id: TileId, source: TileError },
}

/// Why a tile cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum TileError {
    #[error(transparent)]
    Vector(#[from] MvtError),
    #[error("its compression is damaged: {0}")]
    Gzip(io::Error),
    #[error("it is not a picture: {0}")]
    Picture(#[from] image::ImageError),
    #[error(transparent)]
    File(#[from] MbTilesError),
}

/// A source of tiles, of features or of pictures.
pub struct TileStore {
    archive: Archive,
    attribution: Bilingual,
    pyramid: Pyramid,
    /// Whether it is the schematic map that the program carries.
    is_embedded: bool,
}

enum Archive {
    PmTiles(PmTiles),
    MbTiles(MbTiles),
}

/// The zooms of a source, and what its tiles are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pyramid {
    pub min_zoom: u8,
    pub max_zoom: u8,
    /// Pictures, which want to be drawn at about their own size.
    pub is_raster: bool,
}

impl TileStore {
    /// The base map that the program carries.
    pub fn embedded() -> Result<Self, Error> {
        let store = Self::from_bytes(&include_bytes!("../../assets/basemap/beijing.pmtiles")[..])?;
        Ok(Self { is_embedded: true, ..store })
    }

    /// A PMTiles file, read into memory, or an MBTiles file, which stays open.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let io_error = |source| Error::Io { path: path.to_owned(), source };
        let mut start = [0; 16];
        let read = File::open(path).and_then(|mut file| file.read(&mut start)).map_err(io_error)?;
        if start[..read] == *b"SQLite format 3\0" {
            return Self::open_mbtiles(path);
        }
        let bytes = fs::read(path).map_err(io_error)?;
        let place = format!(", in {}", path.display());
        let store =
            Self::new(PmTiles::open(bytes)).map_err(|source| Error::Archive { source, place })?;
        let Archive::PmTiles(archive) = &store.archive else { return Ok(store) };
        let metadata = archive.metadata().unwrap_or_default();
        check_schema(path, &metadata, store.pyramid.is_raster)?;
        Ok(store)
    }

    fn open_mbtiles(path: &Path) -> Result<Self, Error> {
        let failed = |source| Error::MbTiles { path: path.to_owned(), source };
        let archive = MbTiles::open(path).map_err(failed)?;
        // The metadata may lie or lack; the bytes of a tile do not.
        let any = archive.any_tile().map_err(failed)?.unwrap_or_default();
        let is_raster = image::guess_format(&any).is_ok();
        let metadata = archive.metadata();
        check_schema(path, &metadata, is_raster)?;
        let pyramid = Pyramid { min_zoom: archive.min_zoom, max_zoom: archive.max_zoom, is_raster };
        let attribution = attribution(&metadata);
        Ok(Self { archive: Archive::MbTiles(archive), attribution, pyramid, is_embedded: false })
    }

    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Error> {
        Self::new(PmTiles::open(bytes))
            .map_err(|source| Error::Archive { source, place: String::new() })
    }

    fn new(archive: Result<PmTiles, PmTilesError>) -> Result<Self, PmTilesError> {
        let archive = archive?;
        let attribution = attribution(&archive.metadata()?);
        let pyramid = Pyramid {
            min_zoom: archive.min_zoom,
            max_zoom: archive.max_zoom,
            is_raster: archive.is_raster,
        };
        Ok(Self { archive: Archive::PmTiles(archive), attribution, pyramid, is_embedded: false })
    }

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

    /// The decoded tile; empty where the archive has none.
    pub fn tile(&self, id: TileId) -> Result<Tile, Error> {
        let failed = |source: TileError| Error::Tile { id, source };
        let bytes = match &self.archive {
            Archive::PmTiles(archive) => archive
                .tile(id)
                .map_err(|source| Error::Archive { source, place: String::new() })?,
            Archive::MbTiles(archive) => {
                archive.tile(id).map_err(|source| failed(source.into()))?
            }
        };
        let mut tile = Tile { id, features: Vec::new(), raster: None };
        let Some(bytes) = bytes else { return Ok(tile) };
        if self.pyramid.is_raster {
            let raster = Raster::decode(&bytes).map_err(|source| failed(source.into()))?;
            tile.raster = Some(Arc::new(raster));
        } else {
            let bytes = unzipped(bytes).map_err(|source| failed(TileError::Gzip(source)))?;
            tile.features = mvt::decode(&bytes).map_err(|source| failed(source.into()))?;
        }
        Ok(tile)
    }
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

/// Refuses vector tiles none of whose layers this program draws: the map would stay empty.
fn check_schema(path: &Path, metadata: &str, is_raster: bool) -> Result<(), Error> {
    let metadata: serde_json::Value = serde_json::from_str(metadata).unwrap_or_default();
    let Some(layers) = metadata.get("vector_layers").and_then(serde_json::Value::as_array) else {
        return Ok(());
    };
    let ids: Vec<&str> = layers.iter().filter_map(|layer| layer.get("id")?.as_str()).collect();
    if is_raster || ids.is_empty() || ids.iter().any(|id| mvt::LAYERS.contains(id)) {
        return Ok(());
    }
    Err(Error::Schema { path: path.to_owned(), layers: ids.join(", ") })
}

/// The texts of `attribution` and `attribution_zh` in the metadata, without HTML tags.
fn attribution(metadata: &str) -> Bilingual {
    let value: serde_json::Value = serde_json::from_str(metadata).unwrap_or_default();
    let text = |key: &str| value.get(key).and_then(serde_json::Value::as_str).map(without_tags);
    let en = text("attribution").unwrap_or_default();
    let zh = text("attribution_zh").unwrap_or_else(|| en.clone());
    Bilingual::new(en, zh)
}

fn without_tags(text: &str) -> String {
    let mut plain = String::new();
    let mut in_tag = false;
    for character in text.chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if in_tag => {}
            other => plain.push(other),
        }
    }
    plain
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
    fn the_embedded_map_names_its_sources() {
        let store = TileStore::embedded().expect("the embedded archive is sound");
        let credits = store.attribution();
        for name in ["Tianditu", "GeoNames", "OpenStreetMap"] {
            assert!(credits.en.contains(name), "{}", credits.en);
        }
        assert!(credits.zh.contains("天地图") && credits.zh.contains("OpenStreetMap"));
        let html = "{\"attribution\": \"© <a href='x'>OSM</a>\"}";
        assert_eq!(attribution(html), Bilingual::new("© OSM", "© OSM"));
        assert_eq!(attribution("not JSON"), Bilingual::default());
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
