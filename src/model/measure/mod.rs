//! Geodesic area and length on the WGS-84 ellipsoid.
//!
//! Area is the integral of the authalic latitude function q(φ) over longitude along the ring
//! (Snyder, *Map Projections: A Working Manual*, USGS 1395, eq. 3-12). Along one edge the integral
//! is the trapezoid in (λ, q), plus the departure of the geodesic from that chord,
//! sin φ · Δλ · (2 Δy² + Δs²) / 12, with the latitude φ, the north length Δy and the length Δs
//! taken at the middle of the edge. Rings with an edge of 10 km or more use Karney's method
//! (*Algorithms for geodesics*, J. Geodesy 87, 2013).

use geographiclib_rs::{Geodesic, InverseGeodesic as _, PolygonArea, Winding};

mod methods;

pub use methods::{Method, MethodArea, by_method, fitting};

use super::boundary::{Geometry, LonLat, Polygon};

/// WGS-84 equatorial radius, metres.
const A_M: f64 = 6_378_137.0;
/// WGS-84 flattening.
const F: f64 = 1.0 / 298.257_223_563;
const E2: f64 = F * (2.0 - F);
/// Above this length of an edge the series loses accuracy.
const SERIES_EDGE_M: f64 = 10_000.0;

/// Geodesic area of a geometry in m², holes taken out. Zero for a point.
pub fn area_m2(geometry: &Geometry) -> f64 {
    geometry.polygons().iter().map(polygon_area_m2).sum()
}

/// Geodesic area of one polygon in m², whatever the direction of its rings.
pub fn polygon_area_m2(polygon: &Polygon) -> f64 {
    let holes: f64 = polygon.interiors.iter().map(|ring| ring_area_m2(ring)).sum();
    ring_area_m2(&polygon.exterior) - holes
}

/// Geodesic area of one closed ring in m², whatever its direction. A ring of fewer than three
/// different positions has no area.
pub fn ring_area_m2(ring: &[LonLat]) -> f64 {
    let longest =
        ring.windows(2).map(|edge| edge_lengths_m(edge[0], edge[1]).1).fold(0.0, f64::max);
    if longest < SERIES_EDGE_M {
        series_ring_area_m2(ring).abs()
    } else {
        karney_ring_area_m2(ring)
    }
}

fn series_ring_area_m2(ring: &[LonLat]) -> f64 {
    let Some(origin) = ring.first() else { return 0.0 };
    // Differences from the first vertex keep the digits that a sum of large terms would lose.
    let q0 = authalic_q(origin.lat);
    let mut previous_q = 0.0;
    let mut sum = 0.0;
    for edge in ring.windows(2) {
        let (a, b) = (edge[0], edge[1]);
        let q = authalic_q(b.lat) - q0;
        let delta_lon = (b.lon - a.lon).to_radians();
        let (north_m, length_m) = edge_lengths_m(a, b);
        let middle = libm::sin(f64::midpoint(a.lat, b.lat).to_radians());
        sum += A_M * A_M / 2.0 * f64::midpoint(previous_q, q) * delta_lon
            + middle * delta_lon * (2.0 * north_m * north_m + length_m * length_m) / 12.0;
        previous_q = q;
    }
    sum
}

fn karney_ring_area_m2(ring: &[LonLat]) -> f64 {
    let geodesic = Geodesic::wgs84();
    let mut area = PolygonArea::new(&geodesic, Winding::CounterClockwise);
    for at in ring.iter().take(ring.len().saturating_sub(1)) {
        area.add_point(at.lat, at.lon);
    }
    area.compute(true).1.abs()
}

/// q(φ) of Snyder's eq. 3-12; a² q / 2 is the area between the equator and φ per radian of
/// longitude.
fn authalic_q(lat: f64) -> f64 {
    let e = E2.sqrt();
    let sin = libm::sin(lat.to_radians());
    (1.0 - E2) * (sin / (1.0 - E2 * sin * sin) + libm::atanh(e * sin) / e)
}

/// North length and length of a short edge in metres, with the radii of curvature at its middle.
fn edge_lengths_m(a: LonLat, b: LonLat) -> (f64, f64) {
    let middle = f64::midpoint(a.lat, b.lat).to_radians();
    let (sin, cos) = (libm::sin(middle), libm::cos(middle));
    let w2 = 1.0 - E2 * sin * sin;
    let w = w2.sqrt();
    let north = (b.lat - a.lat).to_radians() * A_M * (1.0 - E2) / (w2 * w);
    let east = (b.lon - a.lon).to_radians() * A_M / w * cos;
    (north, libm::hypot(north, east))
}

/// Length of a line in metres; within 1e-6 of the geodesic for edges under 10 km.
pub fn length_m(line: &[LonLat]) -> f64 {
    line.windows(2).map(|edge| edge_lengths_m(edge[0], edge[1]).1).sum()
}

/// Length of the geodesic between two positions in metres (Karney 2013).
pub fn distance_m(a: LonLat, b: LonLat) -> f64 {
    Geodesic::wgs84().inverse(a.lat, a.lon, b.lat, b.lon)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The allowance of the design: max(1e-9 of the area, 1e-3 m²).
    #[track_caller]
    fn check(ring: &[LonLat]) {
        let ours = series_ring_area_m2(ring).abs();
        let karney = karney_ring_area_m2(ring);
        let allowance = (karney * 1e-9).max(1e-3);
        assert!((ours - karney).abs() <= allowance, "{ours} against {karney}");
    }

    fn ring(points: &[(f64, f64)]) -> Vec<LonLat> {
        points.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect()
    }

    #[test]
    fn short_edges_agree_with_karney() {
        check(&ring(&[
            (116.5, 39.9),
            (116.56, 39.9),
            (116.56, 39.95),
            (116.5, 39.96),
            (116.5, 39.9),
        ]));
        check(&ring(&[(116.5, 39.9), (116.5003, 39.9001), (116.5001, 39.9004), (116.5, 39.9)]));
        check(&ring(&[(116.5, -39.9), (116.56, -39.9), (116.53, -39.85), (116.5, -39.9)]));
    }

    #[test]
    fn direction_does_not_matter() {
        let mut there = ring(&[(116.5, 39.9), (116.56, 39.9), (116.56, 39.95), (116.5, 39.9)]);
        let area = ring_area_m2(&there);
        there.reverse();
        assert!((area - ring_area_m2(&there)).abs() < 1e-6);
    }

    #[test]
    fn a_ring_without_inside_has_no_area() {
        assert!(ring_area_m2(&[]).abs() < 1e-12);
        assert!(ring_area_m2(&ring(&[(116.0, 40.0), (116.1, 40.0), (116.0, 40.0)])).abs() < 1e-3);
    }
}
