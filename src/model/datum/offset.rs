//! GCJ-02 and BD-09: the shifted coordinates of public web maps in China.
//!
//! The formulas are not published officially; these are the ones that all open implementations
//! share (eviltransform, PRCoords). The inverses iterate until they close.

use crate::model::boundary::LonLat;

/// Semi-major axis of Krassovsky's ellipsoid, metres.
const A_M: f64 = 6_378_245.0;
/// First eccentricity squared.
const E2: f64 = 0.006_693_421_622_965_943;
/// Baidu's factor in its disturbance, radians per degree.
const BD_WAVE: f64 = std::f64::consts::PI * 3000.0 / 180.0;
/// Baidu's constant shift, degrees.
const BD_LON: f64 = 0.0065;
const BD_LAT: f64 = 0.006;

/// Outside this rectangle GCJ-02 is WGS-84.
fn is_shifted(at: LonLat) -> bool {
    (72.004..=137.8347).contains(&at.lon) && (0.8293..=55.8271).contains(&at.lat)
}

/// Degrees that GCJ-02 adds to a position in WGS-84.
fn gcj_shift(at: LonLat) -> (f64, f64) {
    use std::f64::consts::PI;
    let (x, y) = (at.lon - 105.0, at.lat - 35.0);
    let root = x.abs().sqrt();
    let wave = |of: f64, amplitude: f64, length: f64| amplitude * libm::sin(of / length * PI);
    let short = wave(x, 20.0, 1.0 / 6.0) + wave(x, 20.0, 0.5);
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root
        + (short
            + wave(y, 20.0, 1.0)
            + wave(y, 40.0, 3.0)
            + wave(y, 160.0, 12.0)
            + wave(y, 320.0, 30.0))
            * 2.0
            / 3.0;
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root
        + (short
            + wave(x, 20.0, 1.0)
            + wave(x, 40.0, 3.0)
            + wave(x, 150.0, 12.0)
            + wave(x, 300.0, 30.0))
            * 2.0
            / 3.0;
    let latitude = at.lat.to_radians();
    let sin = libm::sin(latitude);
    let w2 = 1.0 - E2 * sin * sin;
    let meridian_m = A_M * (1.0 - E2) / (w2 * w2.sqrt());
    let parallel_m = A_M / w2.sqrt() * libm::cos(latitude);
    ((east / parallel_m).to_degrees(), (north / meridian_m).to_degrees())
}

/// WGS-84 to GCJ-02.
pub fn wgs84_to_gcj02(at: LonLat) -> LonLat {
    if !is_shifted(at) {
        return at;
    }
    let (lon, lat) = gcj_shift(at);
    LonLat::new(at.lon + lon, at.lat + lat)
}

/// GCJ-02 to WGS-84, closing to far less than a millimetre.
pub fn gcj02_to_wgs84(at: LonLat) -> LonLat {
    inverse(at, wgs84_to_gcj02)
}

/// GCJ-02 to BD-09.
pub fn gcj02_to_bd09(at: LonLat) -> LonLat {
    let radius = libm::hypot(at.lon, at.lat) + 0.000_02 * libm::sin(at.lat * BD_WAVE);
    let angle = libm::atan2(at.lat, at.lon) + 0.000_003 * libm::cos(at.lon * BD_WAVE);
    LonLat::new(radius * libm::cos(angle) + BD_LON, radius * libm::sin(angle) + BD_LAT)
}

/// BD-09 to GCJ-02, closing to far less than a millimetre.
pub fn bd09_to_gcj02(at: LonLat) -> LonLat {
    inverse(at, gcj02_to_bd09)
}

/// WGS-84 to BD-09.
pub fn wgs84_to_bd09(at: LonLat) -> LonLat {
    gcj02_to_bd09(wgs84_to_gcj02(at))
}

/// BD-09 to WGS-84.
pub fn bd09_to_wgs84(at: LonLat) -> LonLat {
    gcj02_to_wgs84(bd09_to_gcj02(at))
}

/// The position that `forward` takes to `image`. The shifts change slowly, so each step of the
/// iteration gains three digits or more.
fn inverse(image: LonLat, forward: impl Fn(LonLat) -> LonLat) -> LonLat {
    const STEPS: u32 = 30;
    /// About a micrometre.
    const CLOSE: f64 = 1e-11;
    let mut at = image;
    for _ in 0..STEPS {
        let there = forward(at);
        let (lon, lat) = (image.lon - there.lon, image.lat - there.lat);
        at = LonLat::new(at.lon + lon, at.lat + lat);
        if lon.abs() < CLOSE && lat.abs() < CLOSE {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Metres between near positions.
    fn apart_m(a: LonLat, b: LonLat) -> f64 {
        let metres = 111_320.0;
        libm::hypot(
            (a.lon - b.lon) * metres * libm::cos(a.lat.to_radians()),
            (a.lat - b.lat) * metres,
        )
    }

    #[test]
    fn the_check_point_of_the_tiananmen_gate_is_met() {
        let shifted = wgs84_to_gcj02(LonLat::new(116.391_26, 39.907_34));
        assert!(apart_m(shifted, LonLat::new(116.3975, 39.9087)) < 8.0, "{shifted:?}");
    }

    #[test]
    fn the_inverses_close_to_under_a_millimetre() {
        for row in 0..60 {
            for column in 0..60 {
                let at =
                    LonLat::new(115.4 + f64::from(column) * 0.035, 39.4 + f64::from(row) * 0.028);
                assert!(apart_m(gcj02_to_wgs84(wgs84_to_gcj02(at)), at) < 1e-3);
                assert!(apart_m(bd09_to_gcj02(gcj02_to_bd09(at)), at) < 1e-3);
                assert!(apart_m(bd09_to_wgs84(wgs84_to_bd09(at)), at) < 1e-3);
            }
        }
    }

    #[test]
    fn outside_china_nothing_is_shifted() {
        let at = LonLat::new(2.35, 48.86);
        assert_eq!(wgs84_to_gcj02(at), at);
        assert_eq!(gcj02_to_wgs84(at), at);
    }
}
