//! The whole city as an overview shows it: its districts as areas, the edges that they share, and its
//! lakes. No outer border is drawn.

use std::sync::OnceLock;

use super::{
    tiles::{tile_origin, visible_tiles},
    viewport::{Viewport, WorldPoint, WorldRect},
};
use crate::{
    basemap::{FeatureClass, Shape, TileStore, districts},
    model::boundary::LonLat,
};

/// The 16 districts, degrees.
const BEIJING: [(f64, f64); 2] = [(115.38, 39.40), (117.54, 41.09)];

/// Room around the edges, as a share of their extent.
const ROOM: f64 = 0.03;

pub struct City {
    /// What an overview shows.
    pub bounds: WorldRect,
    pub district_edges: Vec<Vec<WorldPoint>>,
    /// The rings of each district, to be filled: their edges are not drawn.
    pub districts: Vec<Vec<Vec<WorldPoint>>>,
    /// The exterior rings of lakes.
    pub lakes: Vec<Vec<WorldPoint>>,
}

static CITY: OnceLock<City> = OnceLock::new();

impl City {
    /// Decoded from the embedded base map when it is first asked for, which takes some milliseconds.
    pub fn beijing() -> &'static City {
        CITY.get_or_init(read)
    }

    /// The same, if it was asked for before.
    pub fn if_ready() -> Option<&'static City> {
        CITY.get()
    }

    /// What holds the 16 districts; known without any decoding.
    pub fn extent() -> WorldRect {
        let mut bounds = WorldRect::EMPTY;
        for (lon, lat) in BEIJING {
            bounds.include(WorldPoint::from_lon_lat(LonLat::new(lon, lat)));
        }
        bounds
    }
}

fn read() -> City {
    let bounds = City::extent();
    let of_ring =
        |ring: &Vec<LonLat>| ring.iter().map(|at| WorldPoint::from_lon_lat(*at)).collect();
    let districts = districts();
    let mut city = City {
        bounds,
        district_edges: Vec::new(),
        districts: districts.iter().map(|one| one.rings.iter().map(of_ring).collect()).collect(),
        lakes: Vec::new(),
    };
    let store = TileStore::embedded().expect("the embedded base map is sound");
    let view = Viewport::fit(bounds, 480.0, 540.0, 4.0);
    let ids = visible_tiles(&view, store.pyramid(), 1.0);
    let tiles = store.tiles_to_keep(&ids).expect("the embedded base map is sound");
    for tile in &tiles {
        let (x, y, side) = tile_origin(tile.id);
        let place = |at: &[f32; 2]| WorldPoint {
            x: x + f64::from(at[0]) * side,
            y: y + f64::from(at[1]) * side,
        };
        for feature in &tile.features {
            match (&feature.shape, feature.class) {
                (Shape::Lines(lines), FeatureClass::DistrictBoundary) => {
                    city.district_edges
                        .extend(lines.iter().map(|line| line.iter().map(place).collect()));
                }
                (Shape::Polygons(polygons), FeatureClass::Lake) => {
                    let exteriors = polygons.iter().filter_map(|rings| rings.first());
                    city.lakes.extend(exteriors.map(|ring| ring.iter().map(place).collect()));
                }
                _ => {}
            }
        }
    }
    // What is shown is framed by what is drawn.
    let mut drawn = WorldRect::EMPTY;
    city.districts.iter().flatten().flatten().for_each(|at| drawn.include(*at));
    let (x, y) = (drawn.width() * ROOM, drawn.height() * ROOM);
    city.bounds = WorldRect {
        min: WorldPoint { x: drawn.min.x - x, y: drawn.min.y - y },
        max: WorldPoint { x: drawn.max.x + x, y: drawn.max.y + y },
    };
    city
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_city_has_its_shared_edges_and_no_outer_border() {
        let city = City::beijing();
        assert!(city.district_edges.len() > 10, "{}", city.district_edges.len());
        assert!(!city.lakes.is_empty());
        // The border's farthest places are on no edge that two districts share.
        for (lon, lat) in [(115.42, 39.78), (116.62, 41.06), (117.50, 40.65), (116.30, 39.45)] {
            let at = WorldPoint::from_lon_lat(LonLat::new(lon, lat));
            let near = city
                .district_edges
                .iter()
                .flatten()
                .any(|edge| libm::hypot(edge.x - at.x, edge.y - at.y) < 3.0 / 40_000.0);
            assert!(!near, "{lon} {lat}");
        }
    }
}
