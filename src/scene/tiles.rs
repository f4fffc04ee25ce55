//! Which tiles a view needs.

use super::viewport::Viewport;
use crate::basemap::TileId;

/// The tiles that cover the view, in order of row and column. A tile is drawn 360 to 720 logical
/// pixels wide.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the numbers are clamped to the tile pyramid"
)]
pub fn visible_tiles(view: &Viewport, zooms: (u8, u8)) -> Vec<TileId> {
    let zoom = (view.zoom - 0.5).floor().clamp(f64::from(zooms.0), f64::from(zooms.1)) as u8;
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
        let tiles = visible_tiles(&view, (5, 14));
        assert!(tiles.len() <= 16, "{}", tiles.len());
        let seen = view.world_rect(0.0);
        for corner in [seen.min, seen.max] {
            assert!(tiles.iter().any(|id| {
                let (x, y, side) = tile_origin(*id);
                (x..=x + side).contains(&corner.x) && (y..=y + side).contains(&corner.y)
            }));
        }
    }
}
