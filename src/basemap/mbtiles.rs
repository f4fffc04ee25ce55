//! MBTiles 1.3: tiles in a SQLite file, rows counted from the south.

use std::{path::Path, sync::Mutex};

use rusqlite::{Connection, OpenFlags, OptionalExtension as _};

use super::feature::TileId;

#[derive(Debug, thiserror::Error)]
pub enum MbTilesError {
    #[error("it is not an MBTiles file: it is no SQLite database with tiles ({0})")]
    Sql(#[from] rusqlite::Error),
    #[error("it holds no tiles")]
    Empty,
}

/// A file that stays open; one reader at a time.
pub struct MbTiles {
    file: Mutex<Connection>,
    pub min_zoom: u8,
    pub max_zoom: u8,
    metadata: serde_json::Map<String, serde_json::Value>,
}

impl MbTiles {
    /// Opens a file without changing it. A file without metadata is read all the same: the zooms are
    /// those of its tiles.
    pub fn open(path: &Path) -> Result<Self, MbTilesError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let file = Connection::open_with_flags(path, flags)?;
        let zooms: Option<(u8, u8)> =
            file.query_row("SELECT min(zoom_level), max(zoom_level) FROM tiles", [], |row| {
                let ends: (Option<u8>, Option<u8>) = (row.get(0)?, row.get(1)?);
                Ok(ends.0.zip(ends.1))
            })?;
        let (min_zoom, max_zoom) = zooms.ok_or(MbTilesError::Empty)?;
        let metadata = metadata(&file).unwrap_or_default();
        Ok(Self { file: Mutex::new(file), min_zoom, max_zoom, metadata })
    }

    /// The metadata as JSON, in the form of PMTiles.
    pub fn metadata(&self) -> String {
        serde_json::Value::from(self.metadata.clone()).to_string()
    }

    /// The bytes of a tile. `None` if the file has none there.
    pub fn tile(&self, id: TileId) -> Result<Option<Vec<u8>>, MbTilesError> {
        let row = (1_u32 << id.zoom) - 1 - id.y;
        let file = self.file.lock().expect("no reader panics while it holds the file");
        let mut query = file.prepare_cached(
            "SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3",
        )?;
        Ok(query.query_row((id.zoom, id.x, row), |row| row.get(0)).optional()?)
    }

    /// Any tile, to tell what they hold.
    pub fn any_tile(&self) -> Result<Option<Vec<u8>>, MbTilesError> {
        let file = self.file.lock().expect("no reader panics while it holds the file");
        let query = "SELECT tile_data FROM tiles LIMIT 1";
        Ok(file.query_row(query, [], |row| row.get(0)).optional()?)
    }
}

/// Name and value of each row; what stands under `json` joins them.
fn metadata(file: &Connection) -> rusqlite::Result<serde_json::Map<String, serde_json::Value>> {
    let mut query = file.prepare("SELECT name, value FROM metadata")?;
    let rows =
        query.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut all = serde_json::Map::new();
    for row in rows {
        let (name, value) = row?;
        match serde_json::from_str(&value) {
            Ok(serde_json::Value::Object(inner)) if name == "json" => all.extend(inner),
            _ => {
                all.insert(name, value.into());
            }
        }
    }
    Ok(all)
}
