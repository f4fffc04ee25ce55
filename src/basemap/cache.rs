//! Tiles of online sources on the disk: a SQLite file of a limited size, the longest unused go first.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use rusqlite::{Connection, OptionalExtension as _};

use super::feature::TileId;

/// A tile as it came.
#[derive(Debug, PartialEq, Eq)]
pub struct Cached {
    pub bytes: Vec<u8>,
    pub etag: Option<String>,
    /// Whether it may be used without asking the server.
    pub is_fresh: bool,
}

/// A cache that several threads and several windows may use.
pub struct DiskCache {
    file: Mutex<Connection>,
    /// Bytes of the file.
    limit: u64,
}

/// What a cache may take of the disk, bytes.
pub const USUAL_LIMIT: u64 = 512 << 20;
/// A tile of a server that does not say how long it holds.
const USUAL_AGE: Duration = Duration::from_hours(7 * 24);
/// When a tile was used last is noted no oftener, seconds.
const USED_STEP: u64 = 3600;

impl DiskCache {
    /// The user's cache of so many bytes; `None` where there is no folder for it or it cannot be
    /// written, which costs speed only.
    pub fn of_user(limit: u64) -> Option<Self> {
        let folders = directories::ProjectDirs::from("", "", "beijing-zones")?;
        Self::open(folders.cache_dir(), limit)
            .inspect_err(|error| log::warn!("online tiles are not kept on the disk: {error}"))
            .ok()
    }

    /// Opens the cache in a folder, or begins it. A damaged file is begun anew.
    pub fn open(folder: &Path, limit: u64) -> rusqlite::Result<Self> {
        let path = folder.join("tiles.sqlite");
        // A folder that cannot be made shows when the file is opened.
        let _ = fs::create_dir_all(folder);
        let file = match connect(&path) {
            Ok(file) => file,
            Err(_) => {
                for end in ["", "-wal", "-shm"] {
                    let mut part = path.clone().into_os_string();
                    part.push(end);
                    let _ = fs::remove_file(PathBuf::from(part));
                }
                connect(&path)?
            }
        };
        Ok(Self { file: Mutex::new(file), limit })
    }

    /// The tile of a source. A cache that cannot be read is as good as an empty one.
    pub fn get(&self, source: &str, id: TileId) -> Option<Cached> {
        let file = self.lock();
        let now = now();
        let mut query = file
            .prepare_cached(
                "SELECT data, etag, expires, used FROM tiles WHERE source = ?1 AND z = ?2 AND x = ?3 AND y = ?4",
            )
            .ok()?;
        let row = query
            .query_row((source, id.zoom, id.x, id.y), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get::<_, u64>(2)?, row.get::<_, u64>(3)?))
            })
            .optional()
            .ok()??;
        let (bytes, etag, expires, used) = row;
        if now > used + USED_STEP {
            let _ = file.execute(
                "UPDATE tiles SET used = ?5 WHERE source = ?1 AND z = ?2 AND x = ?3 AND y = ?4",
                (source, id.zoom, id.x, id.y, now),
            );
        }
        Some(Cached { bytes, etag, is_fresh: now < expires })
    }

    /// Keeps a tile. What cannot be kept is lost, which costs speed only.
    pub fn put(
        &self,
        source: &str,
        id: TileId,
        bytes: &[u8],
        etag: Option<&str>,
        max_age: Option<Duration>,
    ) {
        let expires = now() + max_age.unwrap_or(USUAL_AGE).as_secs();
        let file = self.lock();
        let put = file.execute(
            "INSERT OR REPLACE INTO tiles (source, z, x, y, data, etag, expires, used) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            (source, id.zoom, id.x, id.y, bytes, etag, expires, now()),
        );
        if let Err(error) = put.and_then(|_| shrink(&file, self.limit)) {
            log::warn!("an online tile is not kept: {error}");
        }
    }

    /// The server says that a tile still holds.
    pub fn refresh(&self, source: &str, id: TileId, max_age: Option<Duration>) {
        let expires = now() + max_age.unwrap_or(USUAL_AGE).as_secs();
        let _ = self.lock().execute(
            "UPDATE tiles SET expires = ?5 WHERE source = ?1 AND z = ?2 AND x = ?3 AND y = ?4",
            (source, id.zoom, id.x, id.y, expires),
        );
    }

    /// Bytes that the tiles take.
    pub fn size(&self) -> u64 {
        size(&self.lock()).unwrap_or_default()
    }

    /// Forgets the longest unused tiles where there are more than the limit allows.
    pub fn shrink(&self) {
        if let Err(error) = shrink(&self.lock(), self.limit) {
            log::warn!("the tiles on the disk were not cut down: {error}");
        }
    }

    /// Forgets all tiles, and gives their room back.
    pub fn clear(&self) {
        let cleared = self.lock().execute_batch(
            "DELETE FROM tiles; PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);",
        );
        if let Err(error) = cleared {
            log::warn!("the tiles on the disk were not forgotten: {error}");
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Connection> {
        self.file.lock().expect("no thread panics while it holds the file")
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let file = Connection::open(path)?;
    file.busy_timeout(Duration::from_secs(2))?;
    file.execute_batch(
        "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
         CREATE TABLE IF NOT EXISTS tiles (source TEXT, z INTEGER, x INTEGER, y INTEGER, data BLOB NOT NULL,
             etag TEXT, expires INTEGER NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (source, z, x, y));
         CREATE INDEX IF NOT EXISTS tiles_used ON tiles (used);",
    )?;
    Ok(file)
}

fn size(file: &Connection) -> rusqlite::Result<u64> {
    let number =
        |name: &str| file.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, u64>(0));
    Ok((number("page_count")? - number("freelist_count")?) * number("page_size")?)
}

/// Forgets the longest unused tiles until a tenth of the limit is free.
fn shrink(file: &Connection, limit: u64) -> rusqlite::Result<()> {
    if size(file)? <= limit {
        return Ok(());
    }
    while size(file)? > limit / 10 * 9 {
        let gone = file.execute(
            "DELETE FROM tiles WHERE rowid IN (SELECT rowid FROM tiles ORDER BY used, rowid LIMIT 64)",
            [],
        )?;
        if gone == 0 {
            break;
        }
    }
    file.execute_batch("PRAGMA incremental_vacuum")
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(x: u32) -> TileId {
        TileId { zoom: 12, x, y: 7 }
    }

    #[test]
    fn a_tile_comes_back_and_grows_old() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = DiskCache::open(folder.path(), USUAL_LIMIT).expect("a cache");
        assert_eq!(cache.get("a", id(1)), None);
        cache.put("a", id(1), b"tile", Some("\"v1\""), None);
        let back = cache.get("a", id(1)).expect("kept");
        assert!(back.bytes == b"tile" && back.etag.as_deref() == Some("\"v1\"") && back.is_fresh);
        assert_eq!(cache.get("b", id(1)), None, "of another source");
        cache.put("a", id(1), b"tile", None, Some(Duration::ZERO));
        assert!(!cache.get("a", id(1)).expect("kept").is_fresh);
        cache.refresh("a", id(1), None);
        drop(cache);
        let again = DiskCache::open(folder.path(), USUAL_LIMIT).expect("a cache");
        assert!(again.get("a", id(1)).expect("kept over the end of the program").is_fresh);
    }

    #[test]
    fn it_stays_under_its_limit_and_drops_the_oldest() {
        let folder = tempfile::tempdir().expect("a folder");
        let limit = 1 << 20;
        let cache = DiskCache::open(folder.path(), limit).expect("a cache");
        for x in 0..400 {
            cache.put("a", id(x), &[7; 8000], None, None);
        }
        assert!(cache.size() <= limit, "{}", cache.size());
        assert!(cache.get("a", id(0)).is_none() && cache.get("a", id(399)).is_some());
    }

    #[test]
    fn a_damaged_cache_is_begun_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("tiles.sqlite"), [b'x'; 5000]).expect("a file");
        let cache = DiskCache::open(folder.path(), USUAL_LIMIT).expect("a cache");
        cache.put("a", id(1), b"tile", None, None);
        assert!(cache.get("a", id(1)).is_some());
    }
}
