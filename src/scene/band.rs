//! The band in which the edges of an outline lie for all that is known: both sides of each run of edges, as wide as
//! its accuracy, joined into one area with round corners.

use geo::{Buffer as _, MultiPolygon, unary_union};

use crate::model::boundary::{Boundary, Geometry, LonLat};

/// The band around an outline as triangles; `place` gives positions in a plane in which a metre is so many
/// units long. Edges that no run covers have the accuracy of the outline. Empty where no accuracy is stated.
pub fn band(
    outline: &Boundary,
    place: impl Fn(LonLat) -> [f64; 2],
    units_per_metre: f64,
) -> (Vec<[f64; 2]>, Vec<u32>) {
    let mut areas: Vec<MultiPolygon> = Vec::new();
    match &outline.geometry {
        Geometry::Point(at) => {
            let [x, y] = place(*at);
            let radius = outline.accuracy_m.map(|metres| metres * units_per_metre);
            areas.extend(radius.map(|radius| geo::Point::new(x, y).buffer(radius)));
        }
        Geometry::Polygons(polygons) => {
            for (part, polygon) in polygons.iter().enumerate() {
                let points: Vec<[f64; 2]> = polygon.exterior.iter().map(|at| place(*at)).collect();
                for (from, to, metres) in runs(outline, part, points.len()) {
                    let Some(run) = points.get(from..=to) else { continue };
                    let line: geo::LineString = run.iter().map(|[x, y]| (*x, *y)).collect();
                    areas.push(line.buffer(metres * units_per_metre));
                }
            }
        }
    }
    triangles(&unary_union(&areas))
}

/// The runs of edges of a part: first and last position, and accuracy in metres.
fn runs(outline: &Boundary, part: usize, positions: usize) -> Vec<(usize, usize, f64)> {
    let stated: Vec<(usize, usize, f64)> = outline
        .edges
        .iter()
        .filter(|run| run.part == part)
        .map(|run| (run.from, run.to, run.accuracy_m))
        .collect();
    let Some(rest) = outline.accuracy_m else { return stated };
    let last = positions.saturating_sub(1);
    let covered = |edge: usize| stated.iter().any(|(from, to, _)| (*from..*to).contains(&edge));
    let mut all = stated.clone();
    let mut edge = 0;
    while edge < last {
        let from = edge;
        while edge < last && !covered(edge) {
            edge += 1;
        }
        if edge > from {
            all.push((from, edge, rest));
        }
        edge += 1;
    }
    all
}

fn triangles(area: &MultiPolygon) -> (Vec<[f64; 2]>, Vec<u32>) {
    let mut earcut = earcut::Earcut::new();
    let (mut points, mut indices) = (Vec::new(), Vec::new());
    for polygon in area {
        let (mut corners, mut holes): (Vec<[f64; 2]>, Vec<u32>) = (Vec::new(), Vec::new());
        for (number, ring) in
            std::iter::once(polygon.exterior()).chain(polygon.interiors()).enumerate()
        {
            if number > 0 {
                holes.extend(u32::try_from(corners.len()));
            }
            // The last position repeats the first.
            corners.extend(ring.0.iter().skip(1).map(|at| [at.x, at.y]));
        }
        let mut found: Vec<u32> = Vec::new();
        earcut.earcut_slice(&corners, &holes, &mut found);
        let first = u32::try_from(points.len()).unwrap_or(u32::MAX);
        indices.extend(found.into_iter().map(|index| first + index));
        points.append(&mut corners);
    }
    (points, indices)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Bilingual,
        boundary::{BoundaryQuality, EdgeQuality, EdgeRun, Polygon},
        datum::Datum,
    };

    fn square(accuracy_m: Option<f64>, edges: Vec<EdgeRun>) -> Boundary {
        let corners = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0)];
        Boundary {
            geometry: Geometry::Polygons(vec![Polygon {
                exterior: corners.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect(),
                interiors: vec![],
            }]),
            source_datum: Datum::Wgs84,
            edges,
            quality: BoundaryQuality::Schematic,
            accuracy_m,
            basis: Bilingual::default(),
            fitted_to: None,
            valid: None,
            known_from: None,
            doubts: vec![],
        }
    }

    fn area((points, indices): &(Vec<[f64; 2]>, Vec<u32>)) -> f64 {
        let corner = |at: u32| points[at as usize];
        let doubled = |[a, b, c]: [[f64; 2]; 3]| {
            ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs()
        };
        let triangles = indices.chunks_exact(3);
        triangles.map(|at| doubled([corner(at[0]), corner(at[1]), corner(at[2])]) / 2.0).sum()
    }

    #[test]
    fn the_band_is_one_area_with_round_corners() {
        let outline = square(Some(10.0), vec![]);
        let found = area(&band(&outline, |at| [at.lon, at.lat], 1.0));
        // Inside a ring of 10, outside one of 10 with quarter circles.
        let wanted = 400.0 * 10.0 + std::f64::consts::PI * 100.0 + 400.0 * 10.0 - 4.0 * 100.0;
        assert!((found - wanted).abs() < wanted * 0.01, "{found} {wanted}");
    }

    #[test]
    fn runs_have_their_own_width_and_the_rest_that_of_the_outline() {
        let run = |from, to, accuracy_m| EdgeRun {
            part: 0,
            from,
            to,
            quality: EdgeQuality::Assumed,
            accuracy_m,
            along: None,
        };
        let all = runs(&square(Some(10.0), vec![run(1, 2, 50.0)]), 0, 5);
        assert_eq!(all, [(1, 2, 50.0), (0, 1, 10.0), (2, 4, 10.0)]);
        let stated = runs(&square(None, vec![run(1, 2, 50.0)]), 0, 5);
        assert_eq!(stated, [(1, 2, 50.0)]);
        assert_eq!(band(&square(None, vec![]), |at| [at.lon, at.lat], 1.0).1, Vec::<u32>::new());
    }
}
