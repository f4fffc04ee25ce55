//! Where tiles come from: the embedded archive of Beijing, or a PMTiles file.

use std::{
    borrow::Cow,
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    feature::{Tile, TileId},
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
    #[error("the base map cannot be read ({source}); check the path: {}", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("a tile of the base map (zoom {zoom}, column {x}, row {y}) cannot be read: {source}", zoom = id.zoom, x = id.x, y = id.y)]
    Tile { id: TileId, source: MvtError },
}

/// A source of vector tiles.
pub struct TileStore {
    archive: PmTiles,
    attribution: Bilingual,
}

impl TileStore {
    /// The base map that the program carries.
    pub fn embedded() -> Result<Self, Error> {
        Self::from_bytes(&include_bytes!("../../assets/basemap/beijing.pmtiles")[..])
    }

    /// A PMTiles file of vector tiles, read into memory.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let bytes = fs::read(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
        let place = format!(", in {}", path.display());
        Self::new(PmTiles::open(bytes)).map_err(|source| Error::Archive { source, place })
    }

    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Error> {
        Self::new(PmTiles::open(bytes))
            .map_err(|source| Error::Archive { source, place: String::new() })
    }

    fn new(archive: Result<PmTiles, PmTilesError>) -> Result<Self, PmTilesError> {
        let archive = archive?;
        let attribution = attribution(&archive.metadata()?);
        Ok(Self { archive, attribution })
    }

    /// Whom to credit for the map data, as the archive's metadata say; empty if they do not. An
    /// archive without `attribution_zh` has the same text in both languages.
    pub fn attribution(&self) -> &Bilingual {
        &self.attribution
    }

    pub fn zooms(&self) -> (u8, u8) {
        (self.archive.min_zoom, self.archive.max_zoom)
    }

    /// The decoded tile; empty where the archive has none.
    pub fn tile(&self, id: TileId) -> Result<Tile, Error> {
        let bytes = self
            .archive
            .tile(id)
            .map_err(|source| Error::Archive { source, place: String::new() })?;
        let features = match bytes {
            Some(bytes) => mvt::decode(&bytes).map_err(|source| Error::Tile { id, source })?,
            None => Vec::new(),
        };
        Ok(Tile { id, features })
    }
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
        assert_eq!(store.zooms(), (5, 14));
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
