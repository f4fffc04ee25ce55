//! Where the map is looked at: Web Mercator, as tiles use it.

use std::f64::consts::PI;

use crate::model::boundary::LonLat;

/// A position on the Mercator square: 0 to 1 from west to east and from north to south.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WorldPoint {
    pub x: f64,
    pub y: f64,
}

impl WorldPoint {
    pub fn from_lon_lat(at: LonLat) -> Self {
        let sin = libm::sin(at.lat.clamp(-85.0, 85.0).to_radians());
        Self { x: at.lon / 360.0 + 0.5, y: 0.5 - libm::atanh(sin) / (2.0 * PI) }
    }

    pub fn to_lon_lat(self) -> LonLat {
        let lat = libm::atan(libm::sinh((0.5 - self.y) * 2.0 * PI)).to_degrees();
        LonLat::new((self.x - 0.5) * 360.0, lat)
    }
}

/// A rectangle of the Mercator square.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WorldRect {
    pub min: WorldPoint,
    pub max: WorldPoint,
}

impl Default for WorldRect {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl WorldRect {
    pub const EMPTY: WorldRect = WorldRect {
        min: WorldPoint { x: f64::INFINITY, y: f64::INFINITY },
        max: WorldPoint { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY },
    };

    pub fn include(&mut self, at: WorldPoint) {
        self.min = WorldPoint { x: self.min.x.min(at.x), y: self.min.y.min(at.y) };
        self.max = WorldPoint { x: self.max.x.max(at.x), y: self.max.y.max(at.y) };
    }

    #[must_use]
    pub fn union(mut self, other: WorldRect) -> Self {
        self.include(other.min);
        self.include(other.max);
        self
    }

    pub fn touches(&self, other: &WorldRect) -> bool {
        self.min.x <= other.max.x
            && other.min.x <= self.max.x
            && self.min.y <= other.max.y
            && other.min.y <= self.max.y
    }

    /// Whether a segment touches it: their bounds meet, and the corners do not all lie on one side of
    /// the segment.
    pub fn meets_segment(&self, a: WorldPoint, b: WorldPoint) -> bool {
        let bounds = WorldRect {
            min: WorldPoint { x: a.x.min(b.x), y: a.y.min(b.y) },
            max: WorldPoint { x: a.x.max(b.x), y: a.y.max(b.y) },
        };
        if !bounds.touches(self) {
            return false;
        }
        let corners = [
            (self.min.x, self.min.y),
            (self.max.x, self.min.y),
            (self.max.x, self.max.y),
            (self.min.x, self.max.y),
        ];
        let sides = corners.map(|(x, y)| (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) > 0.0);
        sides.iter().any(|side| *side != sides[0])
    }

    pub fn center(&self) -> WorldPoint {
        WorldPoint {
            x: f64::midpoint(self.min.x, self.max.x),
            y: f64::midpoint(self.min.y, self.max.y),
        }
    }

    pub fn width(&self) -> f64 {
        self.max.x - self.min.x
    }

    pub fn height(&self) -> f64 {
        self.max.y - self.min.y
    }
}

/// The tile size that `zoom` counts in, logical pixels.
const TILE_PX: f64 = 256.0;
/// The map goes no closer: the base map ends at zoom 14 and outlines are no more exact than this.
pub const MAX_ZOOM: f64 = 18.0;
pub const MIN_ZOOM: f64 = 6.0;

/// What part of the world fills how many logical pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    pub center: WorldPoint,
    /// As for tiles of 256 logical pixels; fractions allowed.
    pub zoom: f64,
    pub width: f64,
    pub height: f64,
}

impl Viewport {
    /// Logical pixels in the whole Mercator square's side.
    pub fn scale(&self) -> f64 {
        TILE_PX * libm::exp2(self.zoom)
    }

    /// Logical pixels from the upper left corner.
    #[expect(clippy::cast_possible_truncation, reason = "screens are smaller than 2^24 pixels")]
    pub fn to_screen(&self, at: WorldPoint) -> [f32; 2] {
        let scale = self.scale();
        [
            ((at.x - self.center.x) * scale + self.width / 2.0) as f32,
            ((at.y - self.center.y) * scale + self.height / 2.0) as f32,
        ]
    }

    pub fn to_world(&self, screen: [f32; 2]) -> WorldPoint {
        let scale = self.scale();
        WorldPoint {
            x: self.center.x + (f64::from(screen[0]) - self.width / 2.0) / scale,
            y: self.center.y + (f64::from(screen[1]) - self.height / 2.0) / scale,
        }
    }

    /// The world seen, with a margin in logical pixels.
    #[expect(clippy::cast_possible_truncation, reason = "screens are smaller than 2^24 pixels")]
    pub fn world_rect(&self, margin: f32) -> WorldRect {
        WorldRect {
            min: self.to_world([-margin, -margin]),
            max: self.to_world([self.width as f32 + margin, self.height as f32 + margin]),
        }
    }

    /// What a part of this view shows; its place and size are logical pixels from the upper left corner.
    #[must_use]
    pub fn part(&self, [x, y]: [f64; 2], [width, height]: [f64; 2]) -> Self {
        let scale = self.scale();
        let center = WorldPoint {
            x: self.center.x + (x + (width - self.width) / 2.0) / scale,
            y: self.center.y + (y + (height - self.height) / 2.0) / scale,
        };
        Self { center, width, height, ..*self }
    }

    /// The closest view that shows the rectangle inside a margin in logical pixels.
    pub fn fit(rect: WorldRect, width: f64, height: f64, margin: f64) -> Self {
        let (inner_width, inner_height) =
            ((width - 2.0 * margin).max(16.0), (height - 2.0 * margin).max(16.0));
        // A point or an empty rectangle is shown as a neighbourhood.
        let smallest = 1.0 / (TILE_PX * libm::exp2(16.0)) * 256.0;
        let scale = (inner_width / rect.width().max(smallest))
            .min(inner_height / rect.height().max(smallest));
        let zoom = libm::log2(scale / TILE_PX).clamp(MIN_ZOOM, MAX_ZOOM);
        Self { center: rect.center(), zoom, width, height }
    }

    /// Metres on the ground per logical pixel at the middle of the view.
    pub fn metres_per_pixel(&self) -> f64 {
        const EQUATOR_M: f64 = 2.0 * PI * 6_378_137.0;
        EQUATOR_M * libm::cos(self.center.to_lon_lat().lat.to_radians()) / self.scale()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_survive_the_projection() {
        let at = LonLat::new(116.39126, 39.90734);
        let back = WorldPoint::from_lon_lat(at).to_lon_lat();
        assert!((back.lon - at.lon).abs() < 1e-12 && (back.lat - at.lat).abs() < 1e-12);
    }

    #[test]
    fn a_part_of_a_view_shows_the_same_place_at_the_same_point() {
        let center = WorldPoint::from_lon_lat(LonLat::new(116.4, 39.9));
        let view = Viewport { center, zoom: 11.3, width: 900.0, height: 500.0 };
        let part = view.part([300.0, 40.0], [200.0, 400.0]);
        let at = view.to_world([410.0, 140.0]);
        let [x, y] = part.to_screen(at);
        assert!((x - 110.0).abs() < 0.01 && (y - 100.0).abs() < 0.01, "{x} {y}");
        assert_eq!((part.width, part.height), (200.0, 400.0));
    }

    #[test]
    fn a_fitted_rectangle_is_inside_the_view() {
        let mut rect = WorldRect::EMPTY;
        rect.include(WorldPoint::from_lon_lat(LonLat::new(116.3, 39.8)));
        rect.include(WorldPoint::from_lon_lat(LonLat::new(116.7, 40.4)));
        let view = Viewport::fit(rect, 1000.0, 800.0, 50.0);
        for corner in [rect.min, rect.max] {
            let [x, y] = view.to_screen(corner);
            assert!((49.9..=950.1).contains(&x) && (49.9..=750.1).contains(&y), "{x} {y}");
        }
    }

    #[test]
    fn a_segment_touches_a_rectangle_or_passes_it() {
        let at = |x: f64, y: f64| WorldPoint { x, y };
        let rect = WorldRect { min: at(1.0, 1.0), max: at(3.0, 2.0) };
        for (a, b, wanted) in [
            (at(0.0, 1.5), at(4.0, 1.5), true),
            (at(2.0, 1.2), at(2.5, 1.8), true),
            (at(0.0, 0.0), at(4.0, 0.5), false),
            // Past a corner: the bounds meet, the line does not.
            (at(0.0, 1.9), at(1.2, 3.0), false),
            (at(0.9, 1.0), at(1.5, 2.5), true),
        ] {
            assert_eq!(rect.meets_segment(a, b), wanted, "{a:?} {b:?}");
            assert_eq!(rect.meets_segment(b, a), wanted, "{b:?} {a:?}");
        }
    }
}
