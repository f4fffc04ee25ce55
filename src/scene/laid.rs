//! One zone's outline laid over the map elsewhere at its true size: Web Mercator enlarges with latitude,
//! which is taken back where the outline comes from and applied where it is laid.

use super::viewport::WorldPoint;
use crate::model::boundary::{Geometry, LonLat};

/// A zone laid elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Laid {
    /// Index in the catalogue.
    pub zone: usize,
    /// Where its middle lies now.
    pub at: LonLat,
}

/// The rings of an outline with the middle of its bounds at a place. A length differs from the true one
/// by the change of the enlargement across the outline: less than 0.1 % for ten kilometres.
pub fn laid_rings(geometry: &Geometry, at: LonLat) -> Vec<Vec<WorldPoint>> {
    let (low, high) = geometry.bounds();
    let middle = LonLat::new(f64::midpoint(low.lon, high.lon), f64::midpoint(low.lat, high.lat));
    let from = WorldPoint::from_lon_lat(middle);
    let to = WorldPoint::from_lon_lat(at);
    let factor = libm::cos(middle.lat.to_radians()) / libm::cos(at.lat.to_radians());
    let place = |position: &LonLat| {
        let point = WorldPoint::from_lon_lat(*position);
        WorldPoint { x: to.x + (point.x - from.x) * factor, y: to.y + (point.y - from.y) * factor }
    };
    geometry
        .polygons()
        .iter()
        .flat_map(crate::model::boundary::Polygon::rings)
        .map(|ring| ring.iter().map(place).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{boundary::Polygon, measure};

    #[test]
    fn an_outline_keeps_its_true_size_far_from_its_place() {
        let ring = |corners: &[(f64, f64)]| -> Vec<LonLat> {
            corners.iter().map(|(lon, lat)| LonLat::new(*lon, *lat)).collect()
        };
        let square =
            ring(&[(116.5, 39.9), (116.6, 39.9), (116.6, 39.98), (116.5, 39.98), (116.5, 39.9)]);
        let geometry =
            Geometry::Polygons(vec![Polygon { exterior: square, interiors: Vec::new() }]);
        let before = measure::area_m2(&geometry);
        for place in [LonLat::new(116.6, 40.4), LonLat::new(100.0, 10.0), LonLat::new(0.0, 60.0)] {
            let rings = laid_rings(&geometry, place);
            let exterior = rings[0].iter().map(|at| at.to_lon_lat()).collect();
            let moved = Geometry::Polygons(vec![Polygon { exterior, interiors: Vec::new() }]);
            let after = measure::area_m2(&moved);
            // The ellipsoid's flattening, which the map leaves out, stays within half a percent.
            assert!((after / before - 1.0).abs() < 0.006, "{place:?}: {}", after / before);
        }
        let near = laid_rings(&geometry, LonLat::new(116.6, 40.4));
        let exterior = near[0].iter().map(|at| at.to_lon_lat()).collect();
        let moved = Geometry::Polygons(vec![Polygon { exterior, interiors: Vec::new() }]);
        assert!((measure::area_m2(&moved) / before - 1.0).abs() < 2e-4, "within the city");
    }
}
