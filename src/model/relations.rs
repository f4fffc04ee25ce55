//! What contains or overlaps what, as measured on the drawn outlines.

use geo::{
    BooleanOps as _, Coord, Distance as _, Euclidean, LineString, MapCoords as _, MultiPolygon,
};

use super::{
    boundary::{Geometry, LonLat, Polygon},
    measure,
};

/// Two outlines that share ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// Shared area, m².
    pub shared_m2: f64,
    /// Shares of each outline, 0 to 1.
    pub of_first: f64,
    pub of_second: f64,
}

/// Shares below this are taken for the width of a common edge: drawn edges are no more exact.
const SLIVER: f64 = 0.002;

/// The ground that two outlines share. `None` if they share none, or no more than a sliver of each.
/// The intersection is found in the plane of longitude and latitude, whose straight edges are those
/// of the outlines, and measured on the ellipsoid.
pub fn overlap(first: &Geometry, second: &Geometry) -> Option<Overlap> {
    let (low_a, high_a) = first.bounds();
    let (low_b, high_b) = second.bounds();
    let apart = high_a.lon < low_b.lon
        || high_b.lon < low_a.lon
        || high_a.lat < low_b.lat
        || high_b.lat < low_a.lat;
    if apart || first.polygons().is_empty() || second.polygons().is_empty() {
        return None;
    }
    let shared = to_geo(first).intersection(&to_geo(second));
    let shared_m2 = measure::area_m2(&from_geo(&shared));
    let of_first = shared_m2 / measure::area_m2(first);
    let of_second = shared_m2 / measure::area_m2(second);
    (of_first.max(of_second) > SLIVER).then_some(Overlap { shared_m2, of_first, of_second })
}

/// Outlines nearer than this adjoin: drawn edges are no more exact.
const ADJOINING_M: f64 = 40.0;

/// Whether two outlines share no ground, and an edge or nearly so.
pub fn adjoin(first: &Geometry, second: &Geometry) -> bool {
    const DEGREE_M: f64 = 111_320.0;
    let (low_a, high_a) = first.bounds();
    let (low_b, high_b) = second.bounds();
    let margin = 2.0 * ADJOINING_M / DEGREE_M;
    let apart = high_a.lon + margin < low_b.lon
        || high_b.lon + margin < low_a.lon
        || high_a.lat + margin < low_b.lat
        || high_b.lat + margin < low_a.lat;
    if apart || first.polygons().is_empty() || second.polygons().is_empty() {
        return false;
    }
    // Within a city a plane does.
    let across = libm::cos(low_a.lat.to_radians());
    let plane = |geometry: &Geometry| {
        to_geo(geometry).map_coords(|at| Coord { x: at.x * across * DEGREE_M, y: at.y * DEGREE_M })
    };
    overlap(first, second).is_none()
        && Euclidean.distance(&plane(first), &plane(second)) < ADJOINING_M
}

/// What of an outline none of the others covers.
pub fn without(whole: &Geometry, others: &[&Geometry]) -> Geometry {
    let rest = others.iter().fold(to_geo(whole), |rest, other| rest.difference(&to_geo(other)));
    from_geo(&rest)
}

fn to_geo(geometry: &Geometry) -> MultiPolygon {
    let line = |ring: &[LonLat]| -> LineString {
        ring.iter().map(|at| Coord { x: at.lon, y: at.lat }).collect()
    };
    geometry
        .polygons()
        .iter()
        .map(|polygon| {
            let holes = polygon.interiors.iter().map(|ring| line(ring)).collect();
            geo::Polygon::new(line(&polygon.exterior), holes)
        })
        .collect()
}

fn from_geo(polygons: &MultiPolygon) -> Geometry {
    let ring = |line: &LineString| line.coords().map(|at| LonLat::new(at.x, at.y)).collect();
    Geometry::Polygons(
        polygons
            .iter()
            .map(|polygon| Polygon {
                exterior: ring(polygon.exterior()),
                interiors: polygon.interiors().iter().map(ring).collect(),
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, side: f64) -> Geometry {
        let corner = |lon: f64, lat: f64| LonLat::new(west + lon * side, south + lat * side);
        Geometry::Polygons(vec![Polygon {
            exterior: vec![
                corner(0.0, 0.0),
                corner(1.0, 0.0),
                corner(1.0, 1.0),
                corner(0.0, 1.0),
                corner(0.0, 0.0),
            ],
            interiors: vec![],
        }])
    }

    #[test]
    fn a_square_inside_another_is_all_shared() {
        let (outer, inner) = (square(116.0, 39.9, 0.04), square(116.01, 39.91, 0.02));
        let overlap = overlap(&outer, &inner).expect("they overlap");
        assert!((overlap.of_second - 1.0).abs() < 1e-6, "{overlap:?}");
        assert!((overlap.of_first - 0.25).abs() < 1e-3, "{overlap:?}");
    }

    #[test]
    fn neighbours_with_a_common_edge_share_nothing() {
        assert_eq!(overlap(&square(116.0, 39.9, 0.02), &square(116.02, 39.9, 0.02)), None);
        assert_eq!(overlap(&square(116.0, 39.9, 0.02), &square(117.0, 39.9, 0.02)), None);
        assert!(adjoin(&square(116.0, 39.9, 0.02), &square(116.02, 39.9, 0.02)));
        assert!(adjoin(&square(116.0, 39.9, 0.02), &square(116.0203, 39.9, 0.02)), "25 m");
        assert!(!adjoin(&square(116.0, 39.9, 0.02), &square(116.03, 39.9, 0.02)), "850 m");
        assert!(!adjoin(&square(116.0, 39.9, 0.02), &square(116.01, 39.9, 0.02)), "they overlap");
    }
}
