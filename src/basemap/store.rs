//! Where tiles come from. For now: the embedded archive of Beijing, or another archive in memory.

use super::{
    feature::{Tile, TileId},
    mvt::{self, MvtError},
    pmtiles::{PmTiles, PmTilesError},
};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the base map cannot be read: {0}")]
    Archive(#[from] PmTilesError),
    #[error("a tile of the base map (zoom {zoom}, column {x}, row {y}) cannot be read: {source}", zoom = id.zoom, x = id.x, y = id.y)]
    Tile { id: TileId, source: MvtError },
}

/// A source of vector tiles.
pub struct TileStore {
    archive: PmTiles<'static>,
}

impl TileStore {
    /// The base map that the program carries.
    pub fn embedded() -> Result<Self, Error> {
        Self::from_bytes(include_bytes!("../../assets/basemap/beijing.pmtiles"))
    }

    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, Error> {
        Ok(Self { archive: PmTiles::open(bytes)? })
    }

    pub fn zooms(&self) -> (u8, u8) {
        (self.archive.min_zoom, self.archive.max_zoom)
    }

    /// The decoded tile; empty where the archive has none.
    pub fn tile(&self, id: TileId) -> Result<Tile, Error> {
        let features = match self.archive.tile(id)? {
            Some(bytes) => mvt::decode(&bytes).map_err(|source| Error::Tile { id, source })?,
            None => Vec::new(),
        };
        Ok(Tile { id, features })
    }
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
