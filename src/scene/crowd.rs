//! The zones of a large layer. A frame handles them by cells, not one by one.

use std::{cmp::Reverse, ops::Range};

use super::{
    viewport::{Viewport, WorldRect},
    zones::ZoneShape,
};
use crate::model::{catalogue::Catalogue, zone::Group};

/// More zones of layers than this are a crowd.
const CROWD: usize = 200;
/// A cell is this many times as wide as its zones may be.
const CELL_SIDE: f64 = 32.0;
/// A cell holds at most this many zones.
const CELL_ZONES: usize = 2048;

/// Zones near each other and of about one size: a run of the shapes.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub range: Range<usize>,
    pub bounds: WorldRect,
    /// Size of the largest zone, world units.
    pub largest: f64,
}

impl Cell {
    /// Size of the largest zone in a view, logical pixels.
    pub fn largest_px(&self, view: &Viewport) -> f64 {
        self.largest * view.scale()
    }
}

/// Whether the layers of a catalogue hold so many zones that they are drawn as a crowd: all alike,
/// none as a marker.
pub fn is_crowd(catalogue: &Catalogue) -> bool {
    let mut of_layers = catalogue.zones.iter().filter(|zone| zone.group == Group::Layer);
    of_layers.nth(CROWD).is_some()
}

/// How many shapes, the first ones, are of the crowd.
pub fn crowd_len(shapes: &[ZoneShape]) -> usize {
    shapes.partition_point(|shape| shape.in_crowd)
}

/// Orders the shapes of a crowd by cells: large zones first, so that small ones lie over them.
pub(super) fn sort(crowd: &mut [ZoneShape]) {
    crowd.sort_by_cached_key(|shape| {
        // An area is not negative, so its bits are in the order of its size.
        (cell_key(shape), Reverse(shape.area_m2.to_bits()), shape.index)
    });
}

/// The cells of a crowd that stands in their order.
pub fn cells(crowd: &[ZoneShape]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut last = None;
    for (at, shape) in crowd.iter().enumerate() {
        let key = cell_key(shape);
        match cells.last_mut() {
            Some(cell) if last == Some(key) && cell.range.len() < CELL_ZONES => {
                cell.range.end = at + 1;
                cell.bounds = cell.bounds.union(shape.bounds);
                cell.largest = cell.largest.max(shape.size());
            }
            _ => {
                let (range, largest) = (at..at + 1, shape.size());
                cells.push(Cell { range, bounds: shape.bounds, largest });
            }
        }
        last = Some(key);
    }
    cells
}

/// Class of size, the largest first, then row and column of a grid for that size.
#[expect(clippy::cast_possible_truncation, reason = "a size is above 1e-12 of the world")]
fn cell_key(shape: &ZoneShape) -> (i32, i64, i64) {
    let class = -libm::log2(shape.size().max(1e-12)).ceil();
    let side = libm::exp2(-class) * CELL_SIDE;
    let center = shape.bounds.center();
    (class as i32, (center.y / side).floor() as i64, (center.x / side).floor() as i64)
}

/// What of a crowd a view shows.
pub fn in_view<'a>(cells: &'a [Cell], view: &Viewport) -> impl Iterator<Item = (usize, &'a Cell)> {
    let seen = view.world_rect(0.0);
    cells.iter().enumerate().filter(move |(_, cell)| cell.bounds.touches(&seen))
}

/// The zones of a crowd that are at least `from_px` wide in a view, at most `most` of them, the
/// largest first.
pub fn large_in_view<'a>(
    shapes: &'a [ZoneShape],
    cells: &[Cell],
    view: &Viewport,
    from_px: f64,
    most: usize,
) -> Vec<&'a ZoneShape> {
    let seen = view.world_rect(0.0);
    let from = from_px / view.scale();
    let mut large: Vec<&ZoneShape> = in_view(cells, view)
        .filter(|(_, cell)| cell.largest >= from)
        .flat_map(|(_, cell)| &shapes[cell.range.clone()])
        .filter(|shape| shape.size() >= from && shape.bounds.touches(&seen))
        .collect();
    if large.len() > most {
        large.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2).then(a.index.cmp(&b.index)));
        large.truncate(most);
    }
    large
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{
            Bilingual,
            boundary::{Boundary, BoundaryQuality, Geometry, LonLat, Polygon},
            date::Day,
            datum::Datum,
            scope::Scope,
            zone::{Name, Zone, ZoneKind},
        },
        scene::zones::zone_shapes,
    };

    /// Squares of one size in rows, and a large one over the first of them.
    fn layer(count: u32) -> Catalogue {
        let square = |number: u32, side: f64| {
            let (row, column) = (number / 100, number % 100);
            let (west, south) = (116.0 + f64::from(column) * 0.01, 39.6 + f64::from(row) * 0.01);
            let ring = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)]
                .map(|(x, y)| LonLat::new(west + x, south + y));
            Zone {
                id: format!("z{number}-{side}"),
                name: Name::default(),
                kind: ZoneKind::Other,
                group: Group::Layer,
                land_use: None,
                district: Bilingual::new("", ""),
                part_of: None,
                scope: "layer".into(),
                boundaries: vec![Boundary {
                    geometry: Geometry::Polygons(vec![Polygon {
                        exterior: ring.to_vec(),
                        interiors: Vec::new(),
                    }]),
                    source_datum: Datum::Wgs84,
                    edges: Vec::new(),
                    quality: BoundaryQuality::Schematic,
                    accuracy_m: None,
                    basis: Bilingual::new("", ""),
                    fitted_to: None,
                    valid: None,
                    known_from: None,
                    doubts: Vec::new(),
                }],
                figures: Vec::new(),
                ruling: None,
                milestones: Vec::new(),
                readings: Vec::new(),
                notes: Vec::new(),
                fields: Vec::new(),
            }
        };
        let mut zones: Vec<Zone> = (0..count).map(|number| square(number, 0.008)).collect();
        zones.push(square(0, 0.4));
        let scope = Scope {
            id: "layer".to_owned(),
            name: Bilingual::new("", ""),
            family: None,
            within: Vec::new(),
        };
        Catalogue { zones, scopes: vec![scope], ..Catalogue::default() }
    }

    #[test]
    fn cells_hold_every_zone_once_and_large_zones_come_first() {
        let catalogue = layer(5000);
        assert!(is_crowd(&catalogue));
        let shapes = zone_shapes(&catalogue, Day::constant(2026, 1, 1).into(), |_| true);
        assert_eq!(crowd_len(&shapes), 5001);
        let cells = cells(&shapes);
        assert_eq!(cells[0].range, 0..1, "the large square");
        assert!(cells.len() > 3 && cells.len() < 40, "{}", cells.len());
        let mut next = 0;
        for cell in &cells {
            assert_eq!(cell.range.start, next);
            assert!(cell.range.len() <= CELL_ZONES);
            next = cell.range.end;
            for shape in &shapes[cell.range.clone()] {
                assert!(shape.size() <= cell.largest);
                assert_eq!(cell.bounds.union(shape.bounds), cell.bounds);
            }
        }
        assert_eq!(next, shapes.len());
    }

    #[test]
    fn a_view_finds_the_zones_that_are_large_in_it() {
        let catalogue = layer(5000);
        let shapes = zone_shapes(&catalogue, Day::constant(2026, 1, 1).into(), |_| true);
        let cells = cells(&shapes);
        let bounds = shapes[17].bounds;
        let near = Viewport::fit(bounds, 900.0, 600.0, 250.0);
        let found = large_in_view(&shapes, &cells, &near, 46.0, 50);
        assert!(found.iter().any(|shape| shape.index == shapes[17].index));
        assert!(found.len() <= 50);
        let far = Viewport { zoom: 8.0, ..near };
        assert!(large_in_view(&shapes, &cells, &far, 46.0, 50).len() <= 1);
    }

    #[test]
    fn a_small_layer_is_no_crowd() {
        let catalogue = layer(30);
        assert!(!is_crowd(&catalogue));
        let shapes = zone_shapes(&catalogue, Day::constant(2026, 1, 1).into(), |_| true);
        assert_eq!(crowd_len(&shapes), 0);
    }
}
