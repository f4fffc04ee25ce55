//! Choosing on the map what the pages of a briefing show: a frame with the shape of the page's map.

use super::{BriefingOf, Camera, Derived, Editor};
use crate::{
    model::boundary::LonLat,
    scene::{
        WorldPoint,
        sheet::Beside,
        viewport::{MAX_ZOOM, MIN_ZOOM, Viewport, WorldRect},
    },
    style::{Layout, MapPlace},
};

/// What a map shows, degrees of WGS-84.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

/// So many logical pixels wide is an extent taken for, whatever the window shows: then a page does
/// not depend on the window.
const WIDE: f64 = 1000.0;

impl Extent {
    pub fn of(rect: WorldRect) -> Self {
        let (upper_left, lower_right) = (rect.min.to_lon_lat(), rect.max.to_lon_lat());
        Self {
            west: upper_left.lon,
            south: lower_right.lat,
            east: lower_right.lon,
            north: upper_left.lat,
        }
    }

    pub fn rect(&self) -> WorldRect {
        WorldRect {
            min: WorldPoint::from_lon_lat(LonLat::new(self.west, self.north)),
            max: WorldPoint::from_lon_lat(LonLat::new(self.east, self.south)),
        }
    }

    /// Whether it encloses ground, somewhere on the map.
    pub fn is_sound(&self) -> bool {
        let is_degrees = [self.west, self.east].iter().all(|lon| (-180.0..=180.0).contains(lon))
            && [self.south, self.north].iter().all(|lat| (-85.0..=85.0).contains(lat));
        is_degrees && self.west < self.east && self.south < self.north
    }

    /// Another that begins so much further east and south, in shares of the Mercator square.
    #[must_use]
    pub fn moved(&self, east: f64, south: f64) -> Self {
        let mut rect = self.rect();
        for corner in [&mut rect.min, &mut rect.max] {
            *corner = WorldPoint { x: corner.x + east, y: corner.y + south };
        }
        Self::of(rect)
    }

    /// One around the same middle whose sides are so many times as long.
    #[must_use]
    pub fn scaled(&self, by: f64) -> Self {
        let rect = self.rect();
        Self::of(around(rect.center(), rect.width() * by, rect.height() * by))
    }

    /// The view that shows it and nothing else.
    pub(super) fn view(&self) -> Viewport {
        let rect = self.rect();
        let zoom = libm::log2(WIDE / rect.width().max(f64::MIN_POSITIVE)) - 8.0;
        let height = WIDE * rect.height() / rect.width().max(f64::MIN_POSITIVE);
        Viewport { center: rect.center(), zoom, width: WIDE, height }
    }
}

fn around(center: WorldPoint, width: f64, height: f64) -> WorldRect {
    let corner = |sign: f64| WorldPoint {
        x: center.x + sign * width / 2.0,
        y: center.y + sign * height / 2.0,
    };
    WorldRect { min: corner(-1.0), max: corner(1.0) }
}

/// A frame that is being chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Framing {
    rect: WorldRect,
    /// Width and height of the page's map, logical pixels.
    page: (f64, f64),
}

impl Framing {
    pub fn rect(&self) -> WorldRect {
        self.rect
    }

    /// Width over height.
    pub fn shape(&self) -> f64 {
        self.page.0 / self.page.1
    }

    pub fn page(&self) -> (f64, f64) {
        self.page
    }

    /// A rectangle of the page's shape with the width of another, as far as the page's map goes in and
    /// out.
    fn fitted(self, rect: WorldRect) -> WorldRect {
        let side = |zoom: f64| self.page.0 / (256.0 * libm::exp2(zoom));
        let width = rect.width().clamp(side(MAX_ZOOM), side(MIN_ZOOM));
        around(rect.center(), width, width / self.shape())
    }
}

impl Editor {
    /// The frame that is being chosen, while it is.
    pub fn framing(&self) -> Option<&Framing> {
        self.framing.as_ref()
    }

    pub(super) fn set_frame(&mut self, rect: WorldRect) {
        if let Some(framing) = &mut self.framing
            && rect.width() > 0.0
        {
            framing.rect = framing.fitted(rect);
        }
    }

    pub(super) fn frame_page(&mut self, width: f64, height: f64) {
        if let Some(framing) = &mut self.framing
            && width > 0.0
            && height > 0.0
        {
            framing.page = (width, height);
            framing.rect = framing.fitted(framing.rect);
        }
    }

    /// Takes the frame or not, and goes back to the panel.
    pub(super) fn end_framing(&mut self, taken: bool) {
        if let Some(framing) = self.framing.take().filter(|_| taken) {
            self.session.briefing.extent = Some(Extent::of(framing.rect));
        }
        self.briefing_open = true;
    }

    /// Shows the frame of the briefing, whole, or begins with most of what is in view.
    pub(super) fn begin_framing(&mut self, derived: &Derived) {
        const SHARE_IN_VIEW: f64 = 0.72;
        let view = self.viewport(derived);
        let (page, rect) = match self.session.briefing.extent {
            Some(extent) => {
                let shown = extent.view();
                self.session.camera = Some(Camera::of(&Viewport::fit(
                    extent.rect(),
                    view.width,
                    view.height,
                    view.width.min(view.height) * 0.12,
                )));
                ((shown.width, shown.height), extent.rect())
            }
            None => {
                let shown = view.world_rect(0.0);
                let wide = shown.width() * SHARE_IN_VIEW;
                // The page tells its shape within a frame.
                ((WIDE, WIDE * view.height / view.width), {
                    around(view.center, wide, shown.height() * SHARE_IN_VIEW)
                })
            }
        };
        self.framing = Some(Framing { rect, page });
    }

    /// Whether pages show both views of the window.
    pub fn shows_both_views(&self) -> bool {
        let briefing = &self.session.briefing;
        let of_view = matches!(briefing.pages(), BriefingOf::View);
        let one_map = matches!(briefing.layout.map, MapPlace::Beside { .. });
        of_view && one_map && briefing.both_views && self.second_day().is_some()
    }

    /// The layout of the page, and what its second map shows.
    pub(super) fn page_layout(&self) -> (&'static Layout, Option<Beside>) {
        let briefing = &self.session.briefing;
        match self.second_day().filter(|_| self.shows_both_views()) {
            Some(day) => (Layout::compare(), Some(Beside::Day(day))),
            None => (briefing.layout_in(self.catalogue()), briefing.beside(self.catalogue())),
        }
    }

    /// What the page shows as the scene layer takes it: middle, zoom, and what is to be seen at that
    /// zoom.
    pub(super) fn page_view(&self, derived: &Derived) -> Viewport {
        let framed = self.framing.map(|framing| Extent::of(framing.rect));
        let briefing = &self.session.briefing;
        match framed.or(briefing.extent).filter(|_| briefing.takes_extent()) {
            Some(extent) => extent.view(),
            None => self.viewport(derived),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_view_of_an_extent_shows_its_corners_at_its_corners() {
        let extent = Extent { west: 116.2, south: 39.8, east: 116.7, north: 40.1 };
        assert!(extent.is_sound());
        let view = extent.view();
        let rect = extent.rect();
        let (upper_left, lower_right) = (view.to_screen(rect.min), view.to_screen(rect.max));
        assert!(upper_left.iter().all(|side| side.abs() < 0.01), "{upper_left:?}");
        assert!((f64::from(lower_right[0]) - view.width).abs() < 0.01);
        assert!((f64::from(lower_right[1]) - view.height).abs() < 0.01);
        let back = Extent::of(rect);
        assert!((back.north - extent.north).abs() < 1e-9 && (back.west - extent.west).abs() < 1e-9);
        assert!((extent.scaled(2.0).rect().width() / rect.width() - 2.0).abs() < 1e-9);
    }

    #[test]
    fn nonsense_is_no_extent() {
        let extent =
            |west: f64, south: f64, east: f64, north: f64| Extent { west, south, east, north };
        for nonsense in [
            extent(116.0, 40.0, 116.0, 41.0),
            extent(116.0, 41.0, 117.0, 40.0),
            extent(f64::NAN, 40.0, 117.0, 41.0),
            extent(116.0, 40.0, 117.0, 89.0),
        ] {
            assert!(!nonsense.is_sound(), "{nonsense:?}");
        }
    }

    #[test]
    fn a_frame_keeps_the_shape_of_the_page_and_its_zooms() {
        let center = WorldPoint::from_lon_lat(LonLat::new(116.4, 39.9));
        let framing = Framing { rect: around(center, 1e-4, 1e-4), page: (900.0, 450.0) };
        for wide in [1e-12, 1e-4, 0.5] {
            let rect = framing.fitted(around(center, wide, wide));
            assert!((rect.width() / rect.height() - 2.0).abs() < 1e-6, "{wide}");
            let zoom = libm::log2(900.0 / rect.width()) - 8.0;
            assert!((MIN_ZOOM - 1e-6..=MAX_ZOOM + 1e-6).contains(&zoom), "{zoom}");
        }
    }
}
