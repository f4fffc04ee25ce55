//! Coordinate systems: degrees in a datum, or the projected metres of Chinese maps, by EPSG code.

use proj4rs::{Proj, transform::transform};

use super::{Datum, bd09_to_wgs84, gcj02_to_wgs84, wgs84_to_bd09, wgs84_to_gcj02};
use crate::model::boundary::LonLat;

/// A coordinate system that can be converted to WGS-84 and back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Crs {
    Wgs84,
    Cgcs2000,
    Gcj02,
    Bd09,
    /// One of the codes that [`Crs::from_epsg`] knows, not the two above.
    Epsg(u32),
}

/// How a projected system is laid out: Gauss–Krüger zones of three or six degrees, with the zone's
/// number before the easting or without.
#[derive(Debug, Clone, Copy, PartialEq)]
struct GaussKrueger {
    datum: Datum,
    /// Of the EPSG codes: first and last.
    codes: (u32, u32),
    /// Central meridian of the first, and degrees from one to the next.
    first_meridian: u32,
    step: u32,
    /// Number of the first zone, where it stands before the easting.
    first_zone: Option<u32>,
}

const fn zones(
    datum: Datum,
    codes: (u32, u32),
    step: u32,
    first_zone: Option<u32>,
) -> GaussKrueger {
    GaussKrueger { datum, codes, first_meridian: 75, step, first_zone }
}

/// EPSG's codes for China, 75° to 135° E (EPSG Geodetic Parameter Dataset).
const GAUSS_KRUEGER: [GaussKrueger; 11] = [
    zones(Datum::Cgcs2000, (4513, 4533), 3, Some(25)),
    zones(Datum::Cgcs2000, (4534, 4554), 3, None),
    zones(Datum::Cgcs2000, (4491, 4501), 6, Some(13)),
    zones(Datum::Cgcs2000, (4502, 4512), 6, None),
    zones(Datum::Beijing1954, (2401, 2421), 3, Some(25)),
    zones(Datum::Beijing1954, (2422, 2442), 3, None),
    zones(Datum::Beijing1954, (21413, 21423), 6, Some(13)),
    zones(Datum::Xian1980, (2349, 2369), 3, Some(25)),
    zones(Datum::Xian1980, (2370, 2390), 3, None),
    zones(Datum::Xian1980, (2327, 2337), 6, Some(13)),
    zones(Datum::Xian1980, (2338, 2348), 6, None),
];

/// WGS-84 in UTM, the zones that China touches.
const UTM: (u32, u32) = (32643, 32653);
const WEB_MERCATOR: u32 = 3857;

impl Crs {
    /// The system of an EPSG code, if it is one that maps of China use.
    pub fn from_epsg(code: u32) -> Option<Self> {
        Some(match code {
            4326 => Crs::Wgs84,
            4490 => Crs::Cgcs2000,
            4214 | 4610 | WEB_MERCATOR => Crs::Epsg(code),
            _ if (UTM.0..=UTM.1).contains(&code) || gauss_krueger(code).is_some() => {
                Crs::Epsg(code)
            }
            _ => return None,
        })
    }

    /// Reads `gcj02`, `GCJ-02`, `EPSG:4547`, `urn:ogc:def:crs:EPSG::4547`, `CRS84`.
    pub fn parse(text: &str) -> Option<Self> {
        let last = text.trim().rsplit(':').next().unwrap_or_default();
        let plain: String =
            last.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        match plain.as_str() {
            "wgs84" | "crs84" => Some(Crs::Wgs84),
            "cgcs2000" => Some(Crs::Cgcs2000),
            "gcj02" => Some(Crs::Gcj02),
            "bd09" | "bd09ll" => Some(Crs::Bd09),
            code => Self::from_epsg(code.parse().ok()?),
        }
    }

    /// The datum below.
    pub fn datum(self) -> Datum {
        match self {
            Crs::Wgs84 => Datum::Wgs84,
            Crs::Cgcs2000 => Datum::Cgcs2000,
            Crs::Gcj02 => Datum::Gcj02,
            Crs::Bd09 => Datum::Bd09,
            Crs::Epsg(4214) => Datum::Beijing1954,
            Crs::Epsg(4610) => Datum::Xian1980,
            Crs::Epsg(code) => gauss_krueger(code).map_or(Datum::Wgs84, |(grid, _)| grid.datum),
        }
    }

    /// Name as maps print it, such as `CGCS2000 / 3° GK 117° E`.
    pub fn name(self) -> String {
        let datum = self.datum().name();
        match self {
            Crs::Epsg(WEB_MERCATOR) => "Web Mercator".to_owned(),
            Crs::Epsg(code) if (UTM.0..=UTM.1).contains(&code) => {
                format!("{datum} / UTM {}N", code - 32600)
            }
            Crs::Epsg(code) => match gauss_krueger(code) {
                Some((grid, number)) => {
                    let meridian = grid.first_meridian + number * grid.step;
                    let zone = grid
                        .first_zone
                        .map_or(String::new(), |first| format!(" zone {},", first + number));
                    format!("{datum} / {}° GK{zone} {meridian}° E", grid.step)
                }
                None => datum.to_owned(),
            },
            _ => datum.to_owned(),
        }
    }

    /// Whether its coordinates are degrees.
    pub fn is_geographic(self) -> bool {
        !matches!(self, Crs::Epsg(code) if code != 4214 && code != 4610)
    }

    /// How far a position may be off after conversion to WGS-84, metres: for datums whose shift is
    /// not public. EPSG gives none for Xi'an 1980; of those for Beijing 1954 the nearest is for the
    /// Ordos basin.
    pub fn uncertainty_m(self) -> Option<f64> {
        match self.datum() {
            Datum::Beijing1954 => Some(30.0),
            Datum::Xian1980 => Some(120.0),
            Datum::Wgs84 | Datum::Cgcs2000 | Datum::Gcj02 | Datum::Bd09 => None,
        }
    }

    pub fn converter(self) -> Converter {
        let proj = |text: &str| {
            let system =
                Proj::from_proj_string(text).expect("the definitions below are well formed");
            let wgs84 =
                Proj::from_proj_string(WGS84).expect("the definitions below are well formed");
            Converter::Proj { system: Box::new(system), wgs84: Box::new(wgs84), crs: self }
        };
        match self {
            // No shift is public for Xi'an 1980.
            Crs::Wgs84 | Crs::Cgcs2000 | Crs::Epsg(4610) => Converter::Same,
            Crs::Gcj02 => Converter::Gcj02,
            Crs::Bd09 => Converter::Bd09,
            Crs::Epsg(code) => proj(&definition(code)),
        }
    }
}

fn gauss_krueger(code: u32) -> Option<(GaussKrueger, u32)> {
    GAUSS_KRUEGER.into_iter().find_map(|grid| {
        (grid.codes.0..=grid.codes.1).contains(&code).then(|| (grid, code - grid.codes.0))
    })
}

const WGS84: &str = "+proj=longlat +ellps=WGS84 +towgs84=0,0,0 +no_defs";

/// PROJ's text for a code. `etmerc` is the transverse Mercator of Poder and Engsager, exact to a
/// nanometre in a zone.
fn definition(code: u32) -> String {
    let datum = match Crs::Epsg(code).datum() {
        // EPSG:15918 to 15923 give shifts for parts of China; this is the one for the Ordos basin.
        Datum::Beijing1954 => "+ellps=krass +towgs84=12.646,-155.176,-80.863",
        Datum::Xian1980 => "+a=6378140 +rf=298.257",
        Datum::Cgcs2000 => "+ellps=GRS80 +towgs84=0,0,0",
        Datum::Wgs84 | Datum::Gcj02 | Datum::Bd09 => "+ellps=WGS84 +towgs84=0,0,0",
    };
    match (code, gauss_krueger(code)) {
        (WEB_MERCATOR, _) => {
            "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs".to_owned()
        }
        (_, Some((grid, number))) => {
            let meridian = grid.first_meridian + number * grid.step;
            let prefix = grid.first_zone.map_or(0, |first| first + number);
            let easting = u64::from(prefix) * 1_000_000 + 500_000;
            format!("+proj=etmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0={easting} +y_0=0 {datum} +units=m +no_defs")
        }
        _ if (UTM.0..=UTM.1).contains(&code) => {
            let meridian = i64::from(code - 32600) * 6 - 183;
            format!("+proj=etmerc +lat_0=0 +lon_0={meridian} +k=0.9996 +x_0=500000 +y_0=0 {datum} +units=m +no_defs")
        }
        _ => format!("+proj=longlat {datum} +no_defs"),
    }
}

/// Converts positions of one system; made once for many of them.
#[derive(Debug)]
pub enum Converter {
    /// Degrees that are WGS-84's, or as good as.
    Same,
    Gcj02,
    Bd09,
    Proj {
        system: Box<Proj>,
        wgs84: Box<Proj>,
        crs: Crs,
    },
}

impl Converter {
    /// Degrees, or metres east and north, to WGS-84. `None` outside the system's reach.
    pub fn to_wgs84(&self, [x, y]: [f64; 2]) -> Option<LonLat> {
        Some(match self {
            Converter::Same => LonLat::new(x, y),
            Converter::Gcj02 => gcj02_to_wgs84(LonLat::new(x, y)),
            Converter::Bd09 => bd09_to_wgs84(LonLat::new(x, y)),
            Converter::Proj { system, wgs84, crs } => {
                let mut at = if crs.is_geographic() {
                    (x.to_radians(), y.to_radians(), 0.0)
                } else {
                    (x, y, 0.0)
                };
                transform(system, wgs84, &mut at).ok()?;
                let at = LonLat::new(at.0.to_degrees(), at.1.to_degrees());
                (at.lon.is_finite() && at.lat.is_finite()).then_some(at)?
            }
        })
    }

    /// WGS-84 to degrees, or metres east and north. `None` outside the system's reach.
    pub fn from_wgs84(&self, at: LonLat) -> Option<[f64; 2]> {
        let pair = |at: LonLat| [at.lon, at.lat];
        Some(match self {
            Converter::Same => pair(at),
            Converter::Gcj02 => pair(wgs84_to_gcj02(at)),
            Converter::Bd09 => pair(wgs84_to_bd09(at)),
            Converter::Proj { system, wgs84, crs } => {
                let mut there = (at.lon.to_radians(), at.lat.to_radians(), 0.0);
                transform(wgs84, system, &mut there).ok()?;
                let there = if crs.is_geographic() {
                    [there.0.to_degrees(), there.1.to_degrees()]
                } else {
                    [there.0, there.1]
                };
                there.iter().all(|number| number.is_finite()).then_some(there)?
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_are_read_as_people_write_them() {
        for (text, expected) in [
            ("gcj02", Some(Crs::Gcj02)),
            ("GCJ-02", Some(Crs::Gcj02)),
            ("bd09ll", Some(Crs::Bd09)),
            ("EPSG:4547", Some(Crs::Epsg(4547))),
            ("urn:ogc:def:crs:EPSG::4490", Some(Crs::Cgcs2000)),
            ("urn:ogc:def:crs:OGC:1.3:CRS84", Some(Crs::Wgs84)),
            ("4548", Some(Crs::Epsg(4548))),
            ("EPSG:27700", None),
            ("", None),
        ] {
            assert_eq!(Crs::parse(text), expected, "{text}");
        }
        assert_eq!(Crs::Epsg(4527).name(), "CGCS2000 / 3° GK zone 39, 117° E");
        assert_eq!(Crs::Epsg(4548).name(), "CGCS2000 / 3° GK 117° E");
        assert_eq!(Crs::Epsg(32650).name(), "WGS-84 / UTM 50N");
        assert!(Crs::Epsg(2436).uncertainty_m().is_some());
    }

    #[test]
    fn every_known_code_goes_there_and_back() {
        let codes = GAUSS_KRUEGER.iter().flat_map(|grid| grid.codes.0..=grid.codes.1);
        for code in codes.chain(UTM.0..=UTM.1).chain([3857, 4214, 4610]) {
            let crs = Crs::from_epsg(code).expect("known");
            let converter = crs.converter();
            let meridian = gauss_krueger(code).map_or(116.0, |(grid, number)| {
                f64::from(grid.first_meridian + number * grid.step)
            });
            let meridian = if (UTM.0..=UTM.1).contains(&code) {
                f64::from(code - 32600) * 6.0 - 183.0
            } else {
                meridian
            };
            let at = LonLat::new(meridian + 0.7, 39.9);
            let there = converter.from_wgs84(at).expect("in reach");
            let back = converter.to_wgs84(there).expect("in reach");
            // Heights are left out, which a shift in space does not quite allow.
            let close = if crs.uncertainty_m().is_some() { 1e-6 } else { 1e-9 };
            let apart = (back.lon - at.lon).abs().max((back.lat - at.lat).abs());
            assert!(apart < close, "{code}: {apart}");
        }
    }
}
