//! The geodetic datums that Chinese maps come in.

/// What a coordinate or outline was given in. The model itself is WGS-84.
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
}

impl Datum {
    pub fn name(self) -> &'static str {
        match self {
            Datum::Wgs84 => "WGS-84",
            Datum::Cgcs2000 => "CGCS2000",
            Datum::Gcj02 => "GCJ-02",
            Datum::Bd09 => "BD-09",
        }
    }
}
