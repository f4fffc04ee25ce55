//! Which tiles a view needs.

use super::viewport::Viewport;
use crate::basemap::{Pyramid, TileId};

/// No view needs more tiles than this; a coarser level is taken instead.
const MOST_TILES: usize = 3000;

/// The tiles that cover the view, in order of row and column. A tile of features is drawn 360 to 720
/// logical pixels wide, a picture at about its own size: `scale` is the physical pixels in a logical
/// one.
pub fn visible_tiles(view: &Viewport, pyramid: Pyramid, scale: f64) -> Vec<TileId> {
    let level = if pyramid.is_raster {
        (view.zoom + libm::log2(scale)).round()
    } else {
        (view.zoom - 0.5).floor()
    };
    let (low, high) = (f64::from(pyramid.min_zoom), f64::from(pyramid.max_zoom));
    let mut level = level.clamp(low, high);
    loop {
        let tiles = tiles_of_level(view, level);
        if tiles.len() <= MOST_TILES || level <= low {
            return tiles;
        }
        level -= 1.0;
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the numbers are clamped to the tile pyramid"
)]
fn tiles_of_level(view: &Viewport, level: f64) -> Vec<TileId> {
    let zoom = level as u8;
    let count = f64::from(1_u32 << zoom);
    let seen = view.world_rect(0.0);
    let index = |world: f64| (world * count).floor().clamp(0.0, count - 1.0) as u32;
    let columns = index(seen.min.x)..=index(seen.max.x);
    (index(seen.min.y)..=index(seen.max.y))
        .flat_map(|y| columns.clone().map(move |x| TileId { zoom, x, y }))
        .collect()
}

/// The world position of a tile's north-west corner and its side.
pub fn tile_origin(id: TileId) -> (f64, f64, f64) {
    let side = 1.0 / f64::from(1_u32 << id.zoom);
    (f64::from(id.x) * side, f64::from(id.y) * side, side)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::boundary::LonLat, scene::viewport::WorldPoint};

    #[test]
    fn the_tiles_cover_the_view() {
        let view = Viewport {
            center: WorldPoint::from_lon_lat(LonLat::new(116.4, 39.9)),
            zoom: 11.3,
            width: 1280.0,
            height: 800.0,
        };
        let vector = Pyramid { min_zoom: 5, max_zoom: 14, is_raster: false };
        let tiles = visible_tiles(&view, vector, 1.0);
        assert!(tiles.len() <= 16, "{}", tiles.len());
        let seen = view.world_rect(0.0);
        for corner in [seen.min, seen.max] {
            assert!(tiles.iter().any(|id| {
                let (x, y, side) = tile_origin(*id);
                (x..=x + side).contains(&corner.x) && (y..=y + side).contains(&corner.y)
            }));
        }
    }

    #[test]
    fn pictures_are_drawn_at_about_their_own_size() {
        let center = WorldPoint::from_lon_lat(LonLat::new(116.4, 39.9));
        let view = Viewport { center, zoom: 11.3, width: 1280.0, height: 800.0 };
        let raster = Pyramid { min_zoom: 0, max_zoom: 18, is_raster: true };
        assert_eq!(visible_tiles(&view, raster, 1.0)[0].zoom, 11);
        assert_eq!(visible_tiles(&view, raster, 2.0)[0].zoom, 12, "sharp on a fine screen");
        assert!(visible_tiles(&view, raster, 64.0).len() <= MOST_TILES);
    }
}
