//! What is wrong with a layer, as data, so that it can be said in two languages.

use std::fmt;

use crate::model::{boundary::LonLat, datum::Crs};

/// What is wrong with the text of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    CutShort,
    /// What the reader of JSON says itself, in English.
    Other(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Problem::CutShort => "the file ends too early; it may have been cut off",
            Problem::Other(text) => text,
        })
    }
}

/// What to do about a position that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Beijing's local system, which is not public.
    Local,
    /// Metres of this Gauss–Krüger zone of three degrees.
    Zone(u8),
    /// Metres of some Gauss–Krüger or UTM zone.
    Grid,
    LatitudeFirst,
    Name,
}

impl Advice {
    pub(super) fn on(LonLat { lon: x, lat: y }: LonLat) -> Self {
        let is_northing = (1_800_000.0..6_000_000.0).contains(&y);
        let numbered = (25..=45_u8).find(|zone| {
            let start = f64::from(*zone) * 1e6;
            (start..start + 1e6).contains(&x)
        });
        if (x - 500_000.0).abs() < 100_000.0 && (y - 300_000.0).abs() < 100_000.0 {
            Advice::Local
        } else if let Some(zone) = numbered.filter(|_| is_northing) {
            Advice::Zone(zone)
        } else if is_northing && (200_000.0..800_000.0).contains(&x) {
            Advice::Grid
        } else if y.abs() <= 180.0 && x.abs() <= 90.0 {
            Advice::LatitudeFirst
        } else {
            Advice::Name
        }
    }
}

/// The EPSG code of CGCS2000 in a Gauss–Krüger zone of three degrees.
pub fn epsg_of_zone(zone: u8) -> u16 {
    4513 + u16::from(zone) - 25
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Advice::Local => f.write_str(
                "this looks like Beijing's local system, which is not public; ask whoever made the file for WGS-84 or CGCS2000",
            ),
            Advice::Zone(zone) => write!(
                f,
                "this looks like metres of Gauss–Krüger zone {zone}; name the system, such as --datum EPSG:{} for CGCS2000",
                epsg_of_zone(*zone)
            ),
            Advice::Grid => f.write_str(
                "this looks like metres of a Gauss–Krüger or UTM zone; name the system, such as --datum EPSG:4548 for CGCS2000 at 117° E",
            ),
            Advice::LatitudeFirst => {
                f.write_str("latitude seems to stand first; GeoJSON has longitude first")
            }
            Advice::Name => {
                f.write_str("name the system with --datum, or convert the layer to WGS-84 first")
            }
        }
    }
}

/// What positions are counted in.
pub(super) fn grid(crs: Crs) -> String {
    if crs == Crs::Wgs84 { "degrees".to_owned() } else { crs.name() }
}
