//! Why a base map, or a tile of it, cannot be had.

use super::{Reason, quoted, shown};
use crate::{
    basemap::{
        self, FetchError, MbTilesError, MvtError, PmTilesError, SourceError, TileError, WmtsError,
    },
    model::Lang,
    words::{t, t_with},
};

impl Reason for basemap::Error {
    fn reason(&self, lang: Lang) -> String {
        use basemap::Error;
        let unreadable = |reason: String, place: String| {
            t_with(lang, "tiles-unreadable", &[("reason", &reason), ("place", &place)])
        };
        match self {
            Error::Archive { source, place } => unreadable(source.reason(lang), place_of(place)),
            Error::MbTiles { path, source } => unreadable(source.reason(lang), shown(path)),
            Error::Io { path, source } => unreadable(source.reason(lang), shown(path)),
            Error::Schema { path, layers } => {
                t_with(lang, "tiles-schema", &[("layers", layers), ("path", &shown(path))])
            }
            Error::Tile { id, source } => t_with(
                lang,
                "tiles-tile",
                &[
                    ("zoom", &id.zoom.to_string()),
                    ("x", &id.x.to_string()),
                    ("y", &id.y.to_string()),
                    ("reason", &source.reason(lang)),
                ],
            ),
            Error::Source { source, place } => t_with(
                lang,
                "tiles-at",
                &[("reason", &source.reason(lang)), ("place", &place_of(place))],
            ),
            Error::Wmts { source, host } => {
                t_with(lang, "tiles-at", &[("reason", &source.reason(lang)), ("place", host)])
            }
            Error::NoKey { host, variable } => {
                t_with(lang, "tiles-no-key", &[("host", host), ("variable", variable)])
            }
            Error::Bulk { host, tiles } => t_with(
                lang,
                "tiles-bulk",
                &[
                    ("host", host),
                    ("tiles", &tiles.to_string()),
                    ("most", &basemap::MOST_AT_ONCE.to_string()),
                ],
            ),
            Error::Shifted { host } => t_with(lang, "tiles-shifted", &[("host", host)]),
            Error::Online { source, host } => online(lang, source, host),
        }
    }
}

/// The error has its place as `, in FILE`.
fn place_of(place: &str) -> String {
    place.trim_start_matches(", in ").to_owned()
}

/// What a server did, by its name.
fn online(lang: Lang, error: &FetchError, host: &str) -> String {
    let key = match error {
        FetchError::Offline => "tiles-offline",
        FetchError::Slow => "tiles-slow",
        FetchError::Denied(_) => "tiles-denied",
        FetchError::TooMany(_) => "tiles-too-many",
        FetchError::Server(_) | FetchError::Unexpected(_) => "tiles-server",
        FetchError::WebPage => "tiles-web-page",
        FetchError::Absent => "tiles-absent",
        FetchError::Damaged | FetchError::TooLarge => "tiles-damaged",
        FetchError::WrongSize { .. } => "tiles-size",
        FetchError::NoRanges => "tiles-no-ranges",
        FetchError::Replaced => "tiles-replaced",
    };
    let number = match error {
        FetchError::TooMany(pause) => pause.as_secs().to_string(),
        FetchError::Server(status)
        | FetchError::Unexpected(status)
        | FetchError::Denied(status) => status.to_string(),
        FetchError::WrongSize { got, .. } => got.to_string(),
        _ => String::new(),
    };
    t_with(lang, key, &[("host", host), ("number", &number)])
}

impl Reason for PmTilesError {
    fn reason(&self, lang: Lang) -> String {
        let number = |key: &str, number: u8| t_with(lang, key, &[("number", &number.to_string())]);
        match self {
            PmTilesError::Magic => t(lang, "pmtiles-magic"),
            PmTilesError::Version(version) => number("pmtiles-version", *version),
            PmTilesError::Compression(method) => number("pmtiles-compression", *method),
            PmTilesError::TileType(kind) => number("pmtiles-type", *kind),
            PmTilesError::CutShort => t(lang, "text-cut-short"),
            PmTilesError::Directory => t(lang, "pmtiles-directory"),
            PmTilesError::Gzip(_) => t(lang, "pmtiles-gzip"),
            PmTilesError::Io(error) => error.reason(lang),
            PmTilesError::Fetch(error) => online(lang, error, &t(lang, "the-server")),
        }
    }
}

impl Reason for MbTilesError {
    fn reason(&self, lang: Lang) -> String {
        match self {
            MbTilesError::Sql(error) => quoted(lang, "mbtiles-sql", &error.to_string()),
            MbTilesError::Empty => t(lang, "mbtiles-empty"),
        }
    }
}

impl Reason for TileError {
    fn reason(&self, lang: Lang) -> String {
        match self {
            TileError::Vector(error) => error.reason(lang),
            TileError::Schema(layers) => t_with(lang, "tile-schema", &[("layers", layers)]),
            TileError::Gzip(_) => t(lang, "pmtiles-gzip"),
            TileError::Picture(error) => quoted(lang, "tile-no-picture", &error.to_string()),
            TileError::File(error) => error.reason(lang),
        }
    }
}

impl Reason for MvtError {
    fn reason(&self, lang: Lang) -> String {
        match self {
            MvtError::Protobuf(error) => quoted(lang, "tile-no-vector", &error.to_string()),
            MvtError::Extent(layer) => t_with(lang, "tile-no-extent", &[("layer", layer)]),
            MvtError::Geometry(layer) => t_with(lang, "tile-geometry", &[("layer", layer)]),
        }
    }
}

impl Reason for SourceError {
    fn reason(&self, lang: Lang) -> String {
        match self {
            SourceError::Ron(error) => quoted(lang, "source-unreadable", &error.to_string()),
            SourceError::Format(found) => {
                t_with(lang, "source-format", &[("found", &found.to_string())])
            }
            SourceError::Address(text) => t_with(lang, "source-no-address", &[("text", text)]),
            SourceError::Template(text) => t_with(lang, "source-template", &[("text", text)]),
            SourceError::Datum(text) => t_with(lang, "source-datum", &[("text", text)]),
            SourceError::Zooms(low, high) => t_with(
                lang,
                "source-zooms",
                &[("low", &low.to_string()), ("high", &high.to_string())],
            ),
            SourceError::TileSize(size) => {
                t_with(lang, "source-tile-size", &[("size", &size.to_string())])
            }
            SourceError::Subdomains => t(lang, "source-subdomains"),
        }
    }
}

impl Reason for WmtsError {
    fn reason(&self, lang: Lang) -> String {
        match self {
            WmtsError::Xml(error) => quoted(lang, "wmts-xml", &error.to_string()),
            WmtsError::NoCapabilities => t(lang, "wmts-no-capabilities"),
            WmtsError::NoLayer { name, layers } => {
                t_with(lang, "wmts-no-layer", &[("name", name), ("layers", layers)])
            }
            WmtsError::NoGrid(layer) => t_with(lang, "wmts-no-grid", &[("layer", layer)]),
            WmtsError::NoAddress(layer) => t_with(lang, "wmts-no-address", &[("layer", layer)]),
        }
    }
}
