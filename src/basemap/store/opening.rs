//! Opening a source of tiles: what it is, whom to credit for it, and which schema its tiles have.

use std::{
    borrow::Cow,
    fs::{self, File},
    io::Read as _,
    path::Path,
    sync::{Arc, Mutex, OnceLock, atomic::AtomicBool},
    time::Duration,
};

use super::{Archive, Pyramid, TileStore, embedded_bytes};
use crate::{
    basemap::{
        Error,
        cache::DiskCache,
        fetch::{Fetcher, PATIENCE},
        mbtiles::MbTiles,
        online::Online,
        pmtiles::{Bytes, PmTiles, PmTilesError, Served},
        schema::Schema,
        source::{self, Grid, Kind, Source},
        warp::Warp,
        wmts,
    },
    model::{Bilingual, datum::Datum},
};

/// A larger archive is read in parts.
const MOST_IN_MEMORY: u64 = 64 << 20;

impl TileStore {
    /// The base map that the program carries.
    pub fn embedded() -> Result<Self, Error> {
        let store = Self::from_bytes(embedded_bytes())?;
        Ok(Self { is_embedded: true, ..store })
    }

    /// A PMTiles file, read into memory, or an MBTiles file, which stays open.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let io_error = |source| Error::Io { path: path.to_owned(), source };
        let mut start = [0; 16];
        let mut file = File::open(path).map_err(io_error)?;
        let read = file.read(&mut start).map_err(io_error)?;
        if start[..read] == *b"SQLite format 3\0" {
            return Self::open_mbtiles(path);
        }
        let len = file.metadata().map_err(io_error)?.len();
        let bytes = if len <= MOST_IN_MEMORY {
            Bytes::Memory(fs::read(path).map_err(io_error)?.into())
        } else {
            Bytes::File(Mutex::new(file), len)
        };
        let place = format!(", in {}", path.display());
        let store =
            Self::new(PmTiles::open(bytes)).map_err(|source| Error::Archive { source, place })?;
        let Archive::PmTiles(archive) = &store.archive else { return Ok(store) };
        let metadata = archive.metadata().unwrap_or_default();
        store.recognise(path, &metadata)?;
        Ok(store)
    }

    fn open_mbtiles(path: &Path) -> Result<Self, Error> {
        let failed = |source| Error::MbTiles { path: path.to_owned(), source };
        let archive = MbTiles::open(path).map_err(failed)?;
        // The metadata may lie or lack; the bytes of a tile do not.
        let any = archive.any_tile().map_err(failed)?.unwrap_or_default();
        let is_raster = image::guess_format(&any).is_ok();
        let metadata = archive.metadata();
        let pyramid = Pyramid { min_zoom: archive.min_zoom, max_zoom: archive.max_zoom, is_raster };
        let attribution = attribution(&metadata);
        let store = Self::with(Archive::MbTiles(archive), attribution, pyramid);
        store.recognise(path, &metadata)?;
        Ok(store)
    }

    /// What a base map is named by: a file, the RON of a source, the id of an offered source, or an
    /// address. `key` is the user's for the source of an id,
    /// `tiles_limit` what its tiles may take of the disk, bytes. May ask the server, and wait for it.
    pub fn named(
        name: &str,
        key: impl Fn(&Source) -> Option<String>,
        tiles_limit: u64,
    ) -> Result<Self, Error> {
        let path = Path::new(name);
        let source = if let Some(source) = Source::from_address(name) {
            source.map_err(|source| Error::Source {
                source: Box::new(source),
                place: String::new(),
            })?
        } else if let Some(source) = Source::offered().iter().find(|source| source.id == name) {
            source.clone()
        } else if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ron")) {
            source::read(path)?
        } else {
            return Self::open(path);
        };
        let key = key(&source);
        Self::online(source, key, DiskCache::of_user(tiles_limit), PATIENCE)
    }

    /// A source on a server. A WMTS is asked for its capabilities, a PMTiles archive for its header.
    pub fn online(
        source: Source,
        key: Option<String>,
        cache: Option<DiskCache>,
        patience: Duration,
    ) -> Result<Self, Error> {
        let host = source.host();
        let key = match key {
            Some(key) => key,
            None if source.needs_key() => {
                let variable = source.key_variable().to_owned();
                return Err(Error::NoKey { host, variable });
            }
            None => String::new(),
        };
        let fetcher = Arc::new(Fetcher::new(patience));
        let failed = |source| Error::Online { source, host: host.clone() };
        let source = if source.kind == Kind::Wmts {
            let answer = fetcher.get(&source.url.replace("{k}", &key), None).map_err(failed)?;
            let text = String::from_utf8_lossy(&answer.bytes.unwrap_or_default()).into_owned();
            wmts::complete(&source, &text)
                .map_err(|source| Error::Wmts { source: Box::new(source), host: host.clone() })?
        } else {
            source
        };
        if source.kind == Kind::PmTiles {
            let address = source.url.replace("{k}", &key);
            let store = Self::new(PmTiles::open(Bytes::Server(Served::new(fetcher, address))))
                .map_err(|source| match source {
                    PmTilesError::Fetch(source) => failed(source),
                    source => Error::Archive { source, place: format!(", at {host}") },
                })?;
            if let Archive::PmTiles(archive) = &store.archive {
                let metadata = archive.metadata().unwrap_or_default();
                store.recognise(Path::new(&host), &metadata)?;
            }
            let attribution = if store.attribution.en.is_empty() {
                source.attribution.clone()
            } else {
                store.attribution.clone()
            };
            let warp = Warp { datum: source.datum, grid: Grid::Mercator, ..store.warp };
            return Ok(Self { attribution, warp, source: Some(source), ..store });
        }
        let pyramid =
            Pyramid { min_zoom: source.zooms.0, max_zoom: source.zooms.1, is_raster: true };
        let warp = Warp { datum: source.datum, grid: source.grid, tile_size: source.tile_size };
        let attribution = source.attribution.clone();
        let archive = Archive::Online(Box::new(Online::new(source.clone(), key, fetcher, cache)));
        Ok(Self { warp, source: Some(source), ..Self::with(archive, attribution, pyramid) })
    }

    fn with(archive: Archive, attribution: Bilingual, pyramid: Pyramid) -> Self {
        let warp = Warp { datum: Datum::Wgs84, grid: Grid::Mercator, tile_size: 256 };
        Self {
            archive,
            attribution,
            pyramid,
            schema: OnceLock::new(),
            is_embedded: false,
            source: None,
            warp,
            is_aligned: AtomicBool::new(false),
            decoded: Mutex::default(),
        }
    }

    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Error> {
        Self::new(PmTiles::open(Bytes::Memory(bytes.into())))
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
        Ok(Self::with(Archive::PmTiles(archive), attribution, pyramid))
    }

    /// Takes the schema from the metadata, where they name the layers. One that is of neither known
    /// schema is an error.
    fn recognise(&self, path: &Path, metadata: &str) -> Result<(), Error> {
        let metadata: serde_json::Value = serde_json::from_str(metadata).unwrap_or_default();
        let layers = metadata.get("vector_layers").and_then(serde_json::Value::as_array);
        let ids: Vec<&str> =
            layers.into_iter().flatten().filter_map(|layer| layer.get("id")?.as_str()).collect();
        if self.pyramid.is_raster || ids.is_empty() {
            return Ok(());
        }
        match Schema::of_layers(&ids) {
            Some(schema) => {
                self.schema.get_or_init(|| schema);
                Ok(())
            }
            None => Err(Error::Schema { path: path.to_owned(), layers: ids.join(", ") }),
        }
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
}
