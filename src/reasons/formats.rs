//! What is wrong with catalogues, layers and the user's own files.

use super::{Reason, quoted, shortened, shown};
use crate::{
    formats::{
        LoadError, catalogue,
        geojson::{self, Advice},
        rulings::RulingsError,
        store::StoreError,
    },
    model::{Lang, datum::Crs},
    words::{system, t, t_with},
};

impl Reason for LoadError {
    fn reason(&self, lang: Lang) -> String {
        match self {
            LoadError::Read { path, source } => t_with(
                lang,
                "load-unreadable",
                &[("reason", &source.reason(lang)), ("path", &shown(path))],
            ),
            LoadError::BaseMap(path) => t_with(lang, "load-base-map", &[("path", &shown(path))]),
            LoadError::NoText(path) => t_with(lang, "load-no-text", &[("path", &shown(path))]),
        }
    }
}

impl Reason for StoreError {
    fn reason(&self, lang: Lang) -> String {
        match self {
            StoreError::Exists(path) => t_with(lang, "store-exists", &[("path", &shown(path))]),
            StoreError::NoFolder(path) => {
                t_with(lang, "store-no-folder", &[("path", &shown(path))])
            }
            StoreError::Io { path, source } => t_with(
                lang,
                "store-failed",
                &[("reason", &source.reason(lang)), ("path", &shown(path))],
            ),
        }
    }
}

impl Reason for RulingsError {
    fn reason(&self, lang: Lang) -> String {
        match self {
            RulingsError::Ron { path, source } => t_with(
                lang,
                "rulings-unreadable",
                &[("detail", &source.to_string()), ("path", &shown(path))],
            ),
            RulingsError::Format { path, found } => t_with(
                lang,
                "rulings-format",
                &[("found", &found.to_string()), ("path", &shown(path))],
            ),
        }
    }
}

impl Reason for catalogue::ReadError {
    fn reason(&self, lang: Lang) -> String {
        use catalogue::ReadError as Error;
        match self {
            Error::Syntax { name, line, column, problem } => {
                at_place(lang, &problem.reason(lang), name, *line, *column)
            }
            Error::Version { name, found } => t_with(
                lang,
                "catalogue-version",
                &[
                    ("found", &found.to_string()),
                    ("known", &catalogue::FORMAT_VERSION.to_string()),
                    ("name", name),
                ],
            ),
            Error::Datum { name, zone, datum, lon, lat } => t_with(
                lang,
                "catalogue-position",
                &[
                    ("zone", &shortened(zone)),
                    ("datum", datum),
                    ("position", &format!("{lon}, {lat}")),
                    ("name", name),
                ],
            ),
            Error::UnknownZone { name, zone, near } => t_with(
                lang,
                "catalogue-unknown-zone",
                &[
                    ("zone", &shortened(zone)),
                    ("hint", &hint(lang, near.as_deref())),
                    ("name", name),
                ],
            ),
        }
    }
}

impl Reason for catalogue::Problem {
    fn reason(&self, lang: Lang) -> String {
        use catalogue::{Problem, Word};
        match self {
            Problem::CutShort(_) => t(lang, "text-cut-short"),
            Problem::Unknown { word, found, expected, place } => {
                let key = match word {
                    Word::Field => "text-unknown-field",
                    Word::Value => "text-unknown-value",
                };
                t_with(
                    lang,
                    key,
                    &[
                        ("found", &shortened(found)),
                        ("place", place.as_deref().unwrap_or("?")),
                        ("hint", &hint(lang, self.near())),
                        ("expected", &expected.join(", ")),
                    ],
                )
            }
            Problem::Missing { field, place } => t_with(
                lang,
                "text-missing-field",
                &[("field", field), ("place", place.as_deref().unwrap_or("?"))],
            ),
            Problem::Date(error) => error.reason(lang),
            Problem::Number(text) => t_with(lang, "text-no-number", &[("text", &shortened(text))]),
            Problem::Other(detail) => quoted(lang, "text-other", detail),
        }
    }
}

impl Reason for geojson::ReadError {
    fn reason(&self, lang: Lang) -> String {
        use geojson::ReadError as Error;
        match self {
            Error::Syntax { name, line, column, problem } => {
                let problem = match problem {
                    geojson::Problem::CutShort => t(lang, "text-cut-short"),
                    geojson::Problem::Other(detail) => quoted(lang, "layer-syntax", detail),
                };
                at_place(lang, &problem, name, *line, *column)
            }
            Error::Kind { name, kind } => {
                t_with(lang, "layer-kind", &[("kind", &shortened(kind)), ("name", name)])
            }
            Error::NoFeatures { name } => t_with(lang, "layer-no-features", &[("name", name)]),
            Error::Datum { name, datum } => {
                t_with(lang, "layer-datum", &[("datum", &shortened(datum)), ("name", name)])
            }
            Error::Position { name, number, lon, lat, crs, advice } => t_with(
                lang,
                "layer-position",
                &[
                    ("position", &format!("{lon}, {lat}")),
                    ("number", &number.to_string()),
                    ("crs", &grid(lang, *crs)),
                    ("advice", &advice.reason(lang)),
                    ("name", name),
                ],
            ),
            Error::Nothing { name } => t_with(lang, "layer-nothing", &[("name", name)]),
            Error::Cancelled => t(lang, "layer-cancelled"),
        }
    }
}

impl Reason for Advice {
    fn reason(&self, lang: Lang) -> String {
        match self {
            Advice::Local => t(lang, "advice-local"),
            Advice::Zone(zone) => t_with(
                lang,
                "advice-zone",
                &[("zone", &zone.to_string()), ("epsg", &geojson::epsg_of_zone(*zone).to_string())],
            ),
            Advice::Grid => t(lang, "advice-grid"),
            Advice::LatitudeFirst => t(lang, "advice-latitude-first"),
            Advice::Name => t(lang, "advice-name"),
        }
    }
}

fn grid(lang: Lang, crs: Crs) -> String {
    if crs == Crs::Wgs84 { t(lang, "degrees") } else { system(lang, crs) }
}

fn at_place(lang: Lang, problem: &str, name: &str, line: usize, column: usize) -> String {
    t_with(
        lang,
        "text-at",
        &[
            ("problem", problem),
            ("name", name),
            ("line", &line.to_string()),
            // A file that ends before its next line does so at the first column.
            ("column", &column.max(1).to_string()),
        ],
    )
}

fn hint(lang: Lang, near: Option<&str>) -> String {
    near.map_or(String::new(), |near| t_with(lang, "did-you-mean", &[("near", near)]))
}
