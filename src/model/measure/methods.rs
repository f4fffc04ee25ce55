//! The same area by the methods that other programs use, to tell which one a figure comes from.

use super::{A_M, area_m2};
use crate::model::{
    boundary::{Geometry, LonLat},
    datum::{Converter, Crs},
    figure::Figure,
};

/// A way to compute an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// On the ellipsoid: the area itself.
    Geodesic,
    /// In the plane of the CGCS2000 Gauss–Krüger zone of three degrees, as Chinese surveys print it.
    GaussKrueger,
    /// In the plane of UTM.
    Utm,
    /// On a sphere of the equatorial radius, as web map libraries do.
    Sphere,
    /// In the plane of Web Mercator, which no area should be taken from.
    WebMercator,
}

impl Method {
    pub const ALL: [Method; 5] =
        [Method::Geodesic, Method::GaussKrueger, Method::Utm, Method::Sphere, Method::WebMercator];
}

/// An area by one method.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MethodArea {
    pub method: Method,
    /// The plane's system, where the method has one.
    pub crs: Option<Crs>,
    /// `None` outside the reach of the plane.
    pub area_m2: Option<f64>,
}

/// The area of a geometry by every method, geodesic first.
pub fn by_method(geometry: &Geometry) -> Vec<MethodArea> {
    let (low, high) = geometry.bounds();
    let middle = f64::midpoint(low.lon, high.lon);
    Method::ALL
        .into_iter()
        .map(|method| {
            let crs = plane(method, middle);
            let area_m2 = match (method, crs) {
                (Method::Geodesic, _) => Some(area_m2(geometry)),
                (Method::Sphere, _) => Some(rings_m2(geometry, sphere_ring_m2)),
                (_, Some(crs)) => plane_m2(geometry, &crs.converter()),
                (_, None) => None,
            };
            MethodArea { method, crs, area_m2 }
        })
        .collect()
}

/// Which methods give an area that the figure could be the printed form of: within half a unit of
/// its last digit. Empty where that is wider than the methods differ, and so tells nothing.
pub fn fitting(figure: &Figure, areas: &[MethodArea]) -> Vec<Method> {
    let (Some(published), Some(rounding)) = (figure.area_m2(), figure.rounding_m2()) else {
        return Vec::new();
    };
    let fits = |area: &&MethodArea| {
        area.area_m2.is_some_and(|drawn| (drawn - published).abs() <= rounding)
    };
    let fitting: Vec<Method> = areas.iter().filter(fits).map(|area| area.method).collect();
    if fitting.len() == areas.len() { Vec::new() } else { fitting }
}

/// The system of a method's plane for a place at this longitude.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "zones of China")]
fn plane(method: Method, lon: f64) -> Option<Crs> {
    match method {
        Method::Geodesic | Method::Sphere => None,
        // Central meridians every three degrees from 75° E.
        Method::GaussKrueger => {
            let number = ((lon - 75.0) / 3.0).round().clamp(0.0, 20.0) as u32;
            Crs::from_epsg(4534 + number)
        }
        Method::Utm => Crs::from_epsg(32600 + ((lon + 180.0) / 6.0).floor() as u32 + 1),
        Method::WebMercator => Crs::from_epsg(3857),
    }
}

fn plane_m2(geometry: &Geometry, converter: &Converter) -> Option<f64> {
    let mut out_of_reach = false;
    let area = rings_m2(geometry, |ring| {
        let corners: Vec<[f64; 2]> =
            ring.iter().filter_map(|at| converter.from_wgs84(*at)).collect();
        out_of_reach |= corners.len() < ring.len();
        let Some(first) = corners.first() else { return 0.0 };
        let doubled: f64 = corners
            .windows(2)
            .map(|edge| {
                let [a, b] = [edge[0], edge[1]].map(|at| [at[0] - first[0], at[1] - first[1]]);
                a[0] * b[1] - b[0] * a[1]
            })
            .sum();
        doubled.abs() / 2.0
    });
    (!out_of_reach).then_some(area)
}

/// Exteriors less holes, each by `ring_m2`.
fn rings_m2(geometry: &Geometry, mut ring_m2: impl FnMut(&[LonLat]) -> f64) -> f64 {
    let mut sum = 0.0;
    for polygon in geometry.polygons() {
        sum += ring_m2(&polygon.exterior);
        for hole in &polygon.interiors {
            sum -= ring_m2(hole);
        }
    }
    sum
}

/// Chamberlain and Duquette, *Some algorithms for polygons on a sphere*, JPL 07-03, 2007, eq. 14.
fn sphere_ring_m2(ring: &[LonLat]) -> f64 {
    let sum: f64 = ring
        .windows(2)
        .map(|edge| {
            let sines = libm::sin(edge[0].lat.to_radians()) + libm::sin(edge[1].lat.to_radians());
            (edge[1].lon - edge[0].lon).to_radians() * (2.0 + sines)
        })
        .sum();
    (sum * A_M * A_M / 2.0).abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::boundary::Polygon;

    fn square() -> Geometry {
        let ring = [(116.5, 39.9), (116.56, 39.9), (116.56, 39.95), (116.5, 39.95), (116.5, 39.9)]
            .map(|(lon, lat)| LonLat::new(lon, lat));
        Geometry::Polygons(vec![Polygon { exterior: ring.to_vec(), interiors: Vec::new() }])
    }

    #[test]
    fn the_methods_differ_as_their_scales_do() {
        let areas = by_method(&square());
        let geodesic = areas[0].area_m2.expect("an area");
        let ratio = |method: Method| {
            let found = areas.iter().find(|area| area.method == method).expect("a method");
            found.area_m2.expect("in reach") / geodesic
        };
        // Scale 1 on the meridian of 117°, which lies 0.47° off: 1 + (Δλ cos φ)² ≈ 1 + 3.9e-5.
        assert!((ratio(Method::GaussKrueger) - 1.000_039).abs() < 4e-6);
        // UTM is reduced by 0.9996².
        assert!((ratio(Method::Utm) - 1.000_039 * 0.9996 * 0.9996).abs() < 4e-6);
        // Between the ellipsoid's radii of curvature and the equatorial radius.
        assert!((ratio(Method::Sphere) - 1.0).abs() < 0.005);
        // sec² φ, less the flattening.
        assert!((ratio(Method::WebMercator) - 1.70).abs() < 0.01);
        assert_eq!(areas[1].crs, Some(Crs::Epsg(4548)));
        assert_eq!(areas[2].crs, Some(Crs::Epsg(32650)));
    }
}
