//! A tile source as data: what it is called, where its tiles lie, what they are in, and whom to
//! credit.

use std::{path::Path, sync::LazyLock};

use serde::Deserialize;

use super::feature::TileId;
use crate::model::{
    Bilingual,
    datum::{Crs, Datum},
};

/// What a source is described by, in RON.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Names the source in the session, the settings and the cache.
    pub id: String,
    pub name: Bilingual,
    pub kind: Kind,
    /// A template with `{z}`, `{x}` and `{y}` (or `{-y}`, counted from the south), `{s}` for one of
    /// the subdomains and `{k}` for the key; of WMTS the address of the capabilities; of PMTiles that
    /// of the archive.
    pub url: String,
    /// Templates of transparent pictures that are laid over, such as those with the names.
    pub over: Vec<String>,
    pub subdomains: Vec<String>,
    /// The layer of a WMTS; empty for its first.
    pub layer: String,
    /// The environment variable that may hold the key, where the source names one.
    pub key_variable: Option<String>,
    /// What the tiles are true in; degrees in it, not a projection.
    pub datum: Datum,
    pub grid: Grid,
    pub zooms: (u8, u8),
    /// Pixels a side.
    pub tile_size: u32,
    pub attribution: Bilingual,
    /// Where the terms of use stand.
    pub terms: Option<String>,
    /// Whether the terms allow many tiles at once, as a large picture needs them.
    pub bulk: bool,
    /// So many tiles are asked for at a time.
    pub connections: usize,
}

/// How a source cuts the world into tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Grid {
    /// The square of Web Mercator, halved at each zoom.
    Mercator,
    /// Degrees: two squares of 180° at zoom 1, halved at each zoom.
    Geographic,
}

/// How a source is asked for tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Kind {
    Xyz,
    Wmts,
    PmTiles,
}

#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    #[error("the tile source cannot be read: {0}")]
    Ron(#[from] ron::error::SpannedError),
    #[error(
        "the tile source has format {0}; this program reads format {SOURCE_FORMAT}: a newer version of it may read the file"
    )]
    Format(u32),
    #[error("the tile source has an address that is no http or https address: {0}")]
    Address(String),
    #[error("the tile source needs {{z}}, {{x}} and {{y}} (or {{-y}}) in its address: {0}")]
    Template(String),
    #[error(
        "the tile source names the unknown datum \"{0}\": wgs84, cgcs2000, gcj02, bd09, EPSG:3857, EPSG:4326 or EPSG:4490"
    )]
    Datum(String),
    #[error("the tile source has zooms {0} to {1}; they go from 0 to 24, the least first")]
    Zooms(u8, u8),
    #[error("the tile source has tiles of {0} pixels; 64 to 1024 are read")]
    TileSize(u32),
    #[error("the tile source has {{s}} in its address, but no subdomains")]
    Subdomains,
}

const SOURCE_FORMAT: u32 = 1;

#[derive(Deserialize)]
#[serde(rename = "TileSource", deny_unknown_fields)]
struct File {
    format: u32,
    id: String,
    name: Words,
    kind: Kind,
    url: String,
    #[serde(default)]
    over: Vec<String>,
    #[serde(default)]
    subdomains: Vec<String>,
    #[serde(default)]
    layer: String,
    #[serde(default)]
    key_variable: Option<String>,
    #[serde(default = "wgs84")]
    datum: String,
    #[serde(default)]
    grid: Option<Grid>,
    zooms: (u8, u8),
    #[serde(default = "usual_size")]
    tile_size: u32,
    attribution: Words,
    #[serde(default)]
    terms: Option<String>,
    #[serde(default)]
    bulk: bool,
    #[serde(default = "usual_connections")]
    connections: usize,
}

#[derive(Deserialize)]
struct Words {
    en: String,
    zh: String,
}

fn wgs84() -> String {
    "wgs84".to_owned()
}

fn usual_size() -> u32 {
    256
}

fn usual_connections() -> usize {
    4
}

impl Source {
    /// The sources that the program offers, in the order in which it offers them.
    pub fn offered() -> &'static [Source] {
        static OFFERED: LazyLock<[Source; 3]> = LazyLock::new(|| {
            [
                include_str!("../../assets/sources/tianditu-vector.ron"),
                include_str!("../../assets/sources/tianditu-imagery.ron"),
                include_str!("../../assets/sources/openstreetmap.ron"),
            ]
            .map(|text| Source::parse(text).expect("a test reads each"))
        });
        &*OFFERED
    }

    /// Whether what a base map is named by lies on a server.
    pub fn is_online(name: &str) -> bool {
        is_address(name)
            || Source::offered().iter().any(|source| source.id == name)
            || Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("ron"))
    }

    /// Reads the RON of a source.
    pub fn parse(text: &str) -> Result<Self, SourceError> {
        let file: File = ron::from_str(text)?;
        if file.format != SOURCE_FORMAT {
            return Err(SourceError::Format(file.format));
        }
        let (datum, usual_grid) =
            read_datum(&file.datum).ok_or_else(|| SourceError::Datum(file.datum.clone()))?;
        let source = Source {
            id: file.id,
            name: Bilingual::new(file.name.en, file.name.zh),
            kind: file.kind,
            url: file.url,
            over: file.over,
            subdomains: file.subdomains,
            layer: file.layer,
            key_variable: file.key_variable,
            datum,
            grid: file.grid.unwrap_or(usual_grid),
            zooms: file.zooms,
            tile_size: file.tile_size,
            attribution: Bilingual::new(file.attribution.en, file.attribution.zh),
            terms: file.terms,
            bulk: file.bulk,
            connections: file.connections.clamp(1, 8),
        };
        source.checked()
    }

    /// A source that only its address tells of: a template, or the address of a PMTiles archive or
    /// of the capabilities of a WMTS. `None` for what is no address.
    pub fn from_address(address: &str) -> Option<Result<Self, SourceError>> {
        if !is_address(address) {
            return None;
        }
        let path = address.split(['?', '#']).next().unwrap_or(address).to_ascii_lowercase();
        let kind = if ["{x}", "{y}", "{-y}", "{z}"].iter().any(|part| address.contains(part)) {
            Kind::Xyz
        } else if path.ends_with(".pmtiles") {
            Kind::PmTiles
        } else {
            Kind::Wmts
        };
        let source = Source {
            id: address.to_owned(),
            name: Bilingual::new(host(address), host(address)),
            kind,
            url: address.to_owned(),
            over: Vec::new(),
            subdomains: ["a", "b", "c"].map(str::to_owned).to_vec(),
            layer: String::new(),
            key_variable: None,
            datum: Datum::Wgs84,
            grid: Grid::Mercator,
            zooms: (0, 19),
            tile_size: 256,
            attribution: Bilingual::new(host(address), host(address)),
            terms: None,
            bulk: false,
            connections: 2,
        };
        Some(source.checked())
    }

    fn checked(self) -> Result<Self, SourceError> {
        for url in std::iter::once(&self.url).chain(&self.over) {
            if !is_address(url) {
                return Err(SourceError::Address(url.clone()));
            }
            let has_row = url.contains("{y}") || url.contains("{-y}");
            let is_template = url.contains("{z}") && url.contains("{x}") && has_row;
            if self.kind == Kind::Xyz && !is_template {
                return Err(SourceError::Template(url.clone()));
            }
            if url.contains("{s}") && self.subdomains.is_empty() {
                return Err(SourceError::Subdomains);
            }
        }
        let (low, high) = self.zooms;
        if low > high || high > 24 {
            return Err(SourceError::Zooms(low, high));
        }
        if !(64..=1024).contains(&self.tile_size) {
            return Err(SourceError::TileSize(self.tile_size));
        }
        Ok(self)
    }

    /// Whether the address asks for a key of the user.
    pub fn needs_key(&self) -> bool {
        std::iter::once(&self.url).chain(&self.over).any(|url| url.contains("{k}"))
    }

    /// The environment variable that may hold the key.
    pub fn key_variable(&self) -> &str {
        self.key_variable.as_deref().unwrap_or("TILE_KEY")
    }

    /// Whether its pictures are shifted, so that they lie true only where they are aligned.
    pub fn is_shifted(&self) -> bool {
        matches!(self.datum, Datum::Gcj02 | Datum::Bd09)
    }

    /// Whom a message is about, without any key.
    pub fn host(&self) -> String {
        host(&self.url)
    }
}

/// A datum by name, or one of the systems that tiles come in.
fn read_datum(text: &str) -> Option<(Datum, Grid)> {
    let code = text.to_ascii_uppercase();
    match code.strip_prefix("EPSG:") {
        Some("3857") => Some((Datum::Wgs84, Grid::Mercator)),
        Some("4326") => Some((Datum::Wgs84, Grid::Geographic)),
        Some("4490") => Some((Datum::Cgcs2000, Grid::Geographic)),
        Some(_) => None,
        None => match Crs::parse(text)? {
            crs @ (Crs::Wgs84 | Crs::Cgcs2000 | Crs::Gcj02 | Crs::Bd09) => {
                Some((crs.datum(), Grid::Mercator))
            }
            Crs::Epsg(_) => None,
        },
    }
}

fn is_address(text: &str) -> bool {
    text.strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
}

fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    // What stands before the `@` may be a password.
    let host = host.rsplit('@').next().unwrap_or(host);
    host.replace("{s}", "").trim_start_matches('.').to_owned()
}

/// The address of a tile. The subdomain follows from the tile, so that a tile has one address.
pub fn tile_address(template: &str, id: TileId, subdomains: &[String], key: &str) -> String {
    let from_south = (1_u64 << id.zoom) - 1 - u64::from(id.y);
    let subdomain = if subdomains.is_empty() {
        ""
    } else {
        &subdomains[(id.x as usize + id.y as usize) % subdomains.len()]
    };
    template
        .replace("{z}", &id.zoom.to_string())
        .replace("{x}", &id.x.to_string())
        .replace("{y}", &id.y.to_string())
        .replace("{-y}", &from_south.to_string())
        .replace("{s}", subdomain)
        .replace("{k}", key)
}

/// Reads a source from a file.
pub fn read(path: &Path) -> Result<Source, super::Error> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| super::Error::Io { path: path.to_owned(), source })?;
    Source::parse(&text).map_err(|source| super::Error::Source {
        source: Box::new(source),
        place: format!(", in {}", path.display()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offered_sources_are_sound_and_tianditu_stands_first() {
        let offered = Source::offered();
        assert!(offered[0].id.starts_with("tianditu") && offered[0].needs_key());
        let osm = offered.iter().find(|source| source.id == "openstreetmap").expect("offered");
        assert!(!osm.bulk && osm.connections <= 2, "its usage policy");
        assert!(offered.iter().all(|source| !source.is_shifted() && source.terms.is_some()));
    }

    #[test]
    fn an_address_is_made_for_each_tile() {
        let id = TileId { zoom: 3, x: 5, y: 1 };
        let servers = ["a".to_owned(), "b".to_owned()];
        let address = tile_address("http://{s}.x/{z}/{x}/{y}/{-y}?k={k}", id, &servers, "secret");
        assert_eq!(address, "http://a.x/3/5/1/6?k=secret");
    }

    #[test]
    fn an_address_tells_what_it_is() {
        let kind = |text| Source::from_address(text).expect("an address").map(|source| source.kind);
        assert!(matches!(kind("https://t.cn/{z}/{x}/{y}.png"), Ok(Kind::Xyz)));
        assert!(matches!(kind("https://t.cn/a.pmtiles?x=1"), Ok(Kind::PmTiles)));
        assert!(matches!(kind("https://t.cn/wmts?request=GetCapabilities"), Ok(Kind::Wmts)));
        assert!(matches!(kind("https://t.cn/{z}/{x}.png"), Err(SourceError::Template(_))));
        assert!(Source::from_address("tiles/beijing.pmtiles").is_none());
        let source = Source::from_address("https://me:word@t{s}.cn/{z}/{x}/{y}");
        assert_eq!(source.expect("an address").expect("a source").host(), "t.cn");
    }

    #[test]
    fn nonsense_is_refused_with_its_reason() {
        let with = |from: &str, to: &str| {
            let text = include_str!("../../assets/sources/openstreetmap.ron");
            assert!(text.contains(from), "{from}");
            Source::parse(&text.replace(from, to)).expect_err("refused").to_string()
        };
        assert!(with("format: 1", "format: 9").contains("format 9"));
        assert!(with("https://", "ftp://").contains("no http"));
        assert!(with("{x}", "x").contains("{x}"));
        assert!(with("zooms: (0, 19)", "zooms: (9, 3)").contains("9 to 3"));
        assert!(with("datum: \"wgs84\"", "datum: \"mars\"").contains("mars"));
        assert!(with("bulk", "bulky").contains("bulky"));
    }
}
