//! Pictures that are true in another grid or datum, resampled into the tiles of the map.
//!
//! A tile of the map is laid over a net of 8 × 8 meshes or more: the shifts have waves. At the corners of the meshes the place in the source is computed exactly,
//! between them linearly.

use super::{Raster, feature::TileId, source::Grid};
use crate::model::{
    boundary::LonLat,
    datum::{Datum, wgs84_to_bd09, wgs84_to_gcj02},
};

/// How the pictures of a source lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warp {
    pub datum: Datum,
    pub grid: Grid,
    /// Pixels a side.
    pub tile_size: u32,
}

/// Meshes on a side of a tile, so that none is wider than a small part of the shift's waves: 28 km of
/// GCJ-02, 13 km of BD-09.
fn meshes(datum: Datum, zoom: u8) -> usize {
    let at_zoom_11 = if datum == Datum::Bd09 { 32 } else { 8 };
    at_zoom_11 << 11_u8.saturating_sub(zoom).min(3)
}

/// A position in the pyramid of a source: in tiles from the west and from the north.
type Place = [f64; 2];

impl Warp {
    /// Whether the pictures lie as those of the map.
    pub fn is_nothing(self) -> bool {
        self.grid == Grid::Mercator && !matches!(self.datum, Datum::Gcj02 | Datum::Bd09)
    }

    /// The largest error of a resampled picture in Beijing at zoom 8 or closer, metres.
    pub const RESIDUAL_M: f64 = 1.0;

    /// Where a point of the map lies in the source: columns and rows at a zoom.
    pub fn place(self, at: LonLat, zoom: u8) -> Place {
        let at = match self.datum {
            Datum::Gcj02 => wgs84_to_gcj02(at),
            Datum::Bd09 => wgs84_to_bd09(at),
            _ => at,
        };
        let count = f64::from(1_u32 << zoom);
        match self.grid {
            Grid::Mercator => {
                let sine = libm::sin(at.lat.to_radians());
                let north = libm::atanh(sine) / std::f64::consts::TAU;
                [(at.lon / 360.0 + 0.5) * count, (0.5 - north) * count]
            }
            Grid::Geographic => [(at.lon / 360.0 + 0.5) * count, (90.0 - at.lat) / 360.0 * count],
        }
    }

    /// The places in the source of the net's corners, row by row from the north-west.
    fn net(self, id: TileId) -> Vec<Place> {
        let count = f64::from(1_u32 << id.zoom);
        let meshes = meshes(self.datum, id.zoom);
        #[expect(clippy::cast_precision_loss, reason = "at most 256")]
        let part = |number: usize| number as f64 / meshes as f64;
        (0..=meshes)
            .flat_map(|row| (0..=meshes).map(move |column| (row, column)))
            .map(|(row, column)| {
                let x = (f64::from(id.x) + part(column)) / count;
                let y = (f64::from(id.y) + part(row)) / count;
                let north = (0.5 - y) * std::f64::consts::TAU;
                let lat = libm::asin(libm::tanh(north)).to_degrees();
                self.place(LonLat::new((x - 0.5) * 360.0, lat), id.zoom)
            })
            .collect()
    }

    /// The tiles of the source that a tile of the map is made of.
    pub fn needed(self, id: TileId) -> Vec<TileId> {
        let net = self.net(id);
        let range = |axis: usize, count: u32| {
            let low = net.iter().map(|place| place[axis]).fold(f64::INFINITY, f64::min);
            let high = net.iter().map(|place| place[axis]).fold(f64::NEG_INFINITY, f64::max);
            tile_index(low, count)..=tile_index(high, count)
        };
        let columns = 1_u32 << id.zoom;
        let rows = match self.grid {
            Grid::Mercator => columns,
            Grid::Geographic => (columns / 2).max(1),
        };
        let columns = range(0, columns);
        range(1, rows)
            .flat_map(|y| columns.clone().map(move |x| TileId { zoom: id.zoom, x, y }))
            .collect()
    }

    /// Draws a tile of the map from those of the source. Where one is missing it stays transparent.
    pub fn resample(self, id: TileId, sources: &[(TileId, std::sync::Arc<Raster>)]) -> Raster {
        let net = self.net(id);
        let size = self.tile_size;
        let mut rgba = Vec::with_capacity((size * size * 4) as usize);
        // Neighbouring pixels mostly lie in the same tile.
        let mut last: Option<&(TileId, std::sync::Arc<Raster>)> = None;
        for row in 0..size {
            for column in 0..size {
                let pixel = |number: u32| (f64::from(number) + 0.5) / f64::from(size);
                let place = between(&net, meshes(self.datum, id.zoom), pixel(column), pixel(row));
                let (x, y) = (tile_index(place[0], u32::MAX), tile_index(place[1], u32::MAX));
                if last.is_none_or(|(id, _)| (id.x, id.y) != (x, y)) {
                    last = sources.iter().find(|(id, _)| (id.x, id.y) == (x, y));
                }
                let color = last.map_or([0; 4], |(_, raster)| {
                    raster.at(place[0] - f64::from(x), place[1] - f64::from(y))
                });
                rgba.extend(color);
            }
        }
        Raster { width: size, height: size, rgba }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the pyramid"
)]
fn tile_index(place: f64, count: u32) -> u32 {
    place.floor().clamp(0.0, f64::from(count - 1)) as u32
}

/// The place in the source at a share of the tile from the west and from the north.
fn between(net: &[Place], meshes: usize, x: f64, y: f64) -> Place {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most 256"
    )]
    let mesh = |share: f64| {
        let whole = (share * meshes as f64).floor().clamp(0.0, (meshes - 1) as f64);
        (whole as usize, share * meshes as f64 - whole)
    };
    let ((column, right), (row, down)) = (mesh(x), mesh(y));
    let corner = |row: usize, column: usize| net[row * (meshes + 1) + column];
    let mix = |a: Place, b: Place, share: f64| {
        [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
    };
    let north = mix(corner(row, column), corner(row, column + 1), right);
    let south = mix(corner(row + 1, column), corner(row + 1, column + 1), right);
    mix(north, south, down)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::datum::{bd09_to_wgs84, gcj02_to_wgs84};

    /// Metres between a point of a resampled tile and where that point of the source truly lies.
    fn error_m(warp: Warp, zoom: u8, x: f64, y: f64, id: TileId) -> f64 {
        let place = between(&warp.net(id), meshes(warp.datum, zoom), x, y);
        let count = f64::from(1_u32 << zoom);
        let lon_lat = |place: Place, grid: Grid| {
            let lon = (place[0] / count - 0.5) * 360.0;
            match grid {
                Grid::Mercator => {
                    let north = (0.5 - place[1] / count) * std::f64::consts::TAU;
                    LonLat::new(lon, libm::asin(libm::tanh(north)).to_degrees())
                }
                Grid::Geographic => LonLat::new(lon, 90.0 - place[1] / count * 360.0),
            }
        };
        let shifted = lon_lat(place, warp.grid);
        let truly = match warp.datum {
            Datum::Gcj02 => gcj02_to_wgs84(shifted),
            Datum::Bd09 => bd09_to_wgs84(shifted),
            _ => shifted,
        };
        let drawn = lon_lat([f64::from(id.x) + x, f64::from(id.y) + y], Grid::Mercator);
        let east = (truly.lon - drawn.lon) * 111_320.0 * libm::cos(drawn.lat.to_radians());
        libm::hypot(east, (truly.lat - drawn.lat) * 111_320.0)
    }

    #[test]
    fn every_picture_lies_within_the_stated_residual() {
        for datum in [Datum::Gcj02, Datum::Bd09, Datum::Wgs84] {
            for grid in [Grid::Mercator, Grid::Geographic] {
                let warp = Warp { datum, grid, tile_size: 256 };
                let mut worst = 0.0_f64;
                for zoom in 8..=18_u8 {
                    for step in 0..60_u32 {
                        // Over all of Beijing, and all over a tile.
                        let share = |prime: f64| libm::fmod(f64::from(step) * prime, 1.0);
                        let at = LonLat::new(
                            115.4 + 2.1 * share(0.618_034),
                            39.4 + 1.7 * share(0.754_878),
                        );
                        let mercator =
                            Warp { datum: Datum::Wgs84, grid: Grid::Mercator, tile_size: 256 };
                        let place = mercator.place(at, zoom);
                        let id = TileId {
                            zoom,
                            x: tile_index(place[0], u32::MAX),
                            y: tile_index(place[1], u32::MAX),
                        };
                        let (x, y) = (place[0] - f64::from(id.x), place[1] - f64::from(id.y));
                        worst = worst.max(error_m(warp, zoom, x, y, id));
                    }
                }
                assert!(worst <= Warp::RESIDUAL_M, "{datum:?} {grid:?}: {worst} m");
            }
        }
    }

    #[test]
    fn a_resampled_tile_shows_the_gate_of_tiananmen_where_it_is() {
        // The centre of the gate in WGS-84, and in GCJ-02 as web maps draw it.
        let (truly, shifted) = (LonLat::new(116.391_26, 39.907_34), LonLat::new(116.3975, 39.9087));
        let warp = Warp { datum: Datum::Gcj02, grid: Grid::Mercator, tile_size: 256 };
        let plain = Warp { datum: Datum::Wgs84, ..warp };
        let (place, drawn) = (plain.place(shifted, 15), plain.place(truly, 15));
        let id = TileId {
            zoom: 15,
            x: tile_index(drawn[0], u32::MAX),
            y: tile_index(drawn[1], u32::MAX),
        };
        // A source whose pictures are white but for a black block around the gate.
        let sources: Vec<_> = warp
            .needed(id)
            .into_iter()
            .map(|source| {
                let mut rgba = vec![255; 256 * 256 * 4];
                for row in 0..256_u32 {
                    for column in 0..256_u32 {
                        let at = |number: u32, pixel: u32| {
                            f64::from(number) + (f64::from(pixel) + 0.5) / 256.0
                        };
                        let away = libm::hypot(
                            at(source.x, column) - place[0],
                            at(source.y, row) - place[1],
                        );
                        if away < 4.0 / 256.0 {
                            let first = ((row * 256 + column) * 4) as usize;
                            rgba[first..first + 3].fill(0);
                        }
                    }
                }
                (source, std::sync::Arc::new(Raster { width: 256, height: 256, rgba }))
            })
            .collect();
        let tile = warp.resample(id, &sources);
        let (mut sum, mut count) = ([0.0; 2], 0.0);
        for row in 0..256_u32 {
            for column in 0..256_u32 {
                if tile.rgba[((row * 256 + column) * 4) as usize] < 128 {
                    sum = [sum[0] + f64::from(column) + 0.5, sum[1] + f64::from(row) + 0.5];
                    count += 1.0;
                }
            }
        }
        let pixel =
            [drawn[0] - f64::from(id.x), drawn[1] - f64::from(id.y)].map(|share| share * 256.0);
        let off = libm::hypot(sum[0] / count - pixel[0], sum[1] / count - pixel[1]);
        // A pixel is 3.7 m here; the check point itself is given to about 4 m.
        assert!(count > 20.0 && off < 1.5, "{off} pixels");
    }
}
