//! The geodetic datums and coordinate systems that Chinese maps come in. The model is WGS-84.

mod crs;
mod offset;

pub use crs::{Converter, Crs};
pub use offset::{
    bd09_to_gcj02, bd09_to_wgs84, gcj02_to_bd09, gcj02_to_wgs84, wgs84_to_bd09, wgs84_to_gcj02,
};

/// What a coordinate or outline was given in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Datum {
    #[default]
    Wgs84,
    /// The official datum of China; differs from WGS-84 by well under a metre.
    Cgcs2000,
    /// The shifted datum of public web maps in China, off by about half a kilometre in Beijing.
    Gcj02,
    /// Baidu's further shift of GCJ-02.
    Bd09,
    /// Official until 2008, on Krassovsky's ellipsoid. Its shift is not public for Beijing.
    Beijing1954,
    /// Official until 2008, on the ellipsoid IAG 75. Its shift is not public.
    Xian1980,
}

impl Datum {
    pub fn name(self) -> &'static str {
        match self {
            Datum::Wgs84 => "WGS-84",
            Datum::Cgcs2000 => "CGCS2000",
            Datum::Gcj02 => "GCJ-02",
            Datum::Bd09 => "BD-09",
            Datum::Beijing1954 => "Beijing 1954",
            Datum::Xian1980 => "Xi'an 1980",
        }
    }

    /// Longitude and latitude in this datum as a coordinate system.
    pub fn crs(self) -> Crs {
        match self {
            Datum::Wgs84 => Crs::Wgs84,
            Datum::Cgcs2000 => Crs::Cgcs2000,
            Datum::Gcj02 => Crs::Gcj02,
            Datum::Bd09 => Crs::Bd09,
            Datum::Beijing1954 => Crs::Epsg(4214),
            Datum::Xian1980 => Crs::Epsg(4610),
        }
    }
}
