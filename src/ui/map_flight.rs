//! The way of the camera to a new view: a short glide around the place that stays where it is.

use std::time::Duration;

use eframe::egui;

use crate::{
    editor::Camera,
    scene::{Viewport, WorldPoint},
};

/// Seconds of a glide.
const SECONDS: f64 = 0.24;
/// A place farther off than this many widths of the view is jumped to: what lies between would pass
/// too fast to be seen.
const FARTHEST: f64 = 3.0;

#[derive(Default)]
pub struct Flight {
    /// Where the editor wants the camera, as far as is known.
    target: Option<Camera>,
    /// The view that is left, and when the glide began (seconds of egui's clock).
    from: Option<(Camera, f64)>,
    shown: Option<Camera>,
}

impl Flight {
    /// The camera to show in this frame. `glides` is whether a change from elsewhere is shown as a
    /// glide.
    pub fn shown(&mut self, ctx: &egui::Context, view: &Viewport, glides: bool) -> Camera {
        let target = Camera::of(view);
        let now = ctx.input(|input| input.time);
        if self.target != Some(target) {
            self.target = Some(target);
            let start = self.shown.filter(|from| glides && is_near(from, view));
            self.from = start.map(|from| (from, now));
        }
        let share = self.from.map_or(1.0, |(_, start)| (now - start) / SECONDS);
        let shown = match self.from {
            Some((from, _)) if share < 1.0 => {
                ctx.request_repaint_after(Duration::from_millis(8));
                between(&from, &target, eased(share))
            }
            _ => {
                self.from = None;
                target
            }
        };
        self.shown = Some(shown);
        shown
    }

    pub fn is_over(&self) -> bool {
        self.from.is_none()
    }

    /// The user has moved the map by hand: that is where it is now.
    pub fn moved(&mut self, camera: Camera) {
        *self = Self { target: Some(camera), from: None, shown: Some(camera) };
    }
}

/// Fast at first, then slower.
fn eased(share: f64) -> f64 {
    let left = 1.0 - share.clamp(0.0, 1.0);
    1.0 - left * left * left
}

fn is_near(from: &Camera, to: &Viewport) -> bool {
    let start = WorldPoint::from_lon_lat(from.center);
    let scale = Viewport { zoom: to.zoom.min(from.zoom), ..*to }.scale();
    let far = libm::hypot(to.center.x - start.x, to.center.y - start.y) * scale;
    far <= FARTHEST * to.width.max(1.0)
}

/// A camera on the way: the zoom changes evenly, and the one place that both views show at the same
/// point of the screen stays there. Between views of one zoom the way is straight.
fn between(from: &Camera, to: &Camera, share: f64) -> Camera {
    let zoom = from.zoom + (to.zoom - from.zoom) * share;
    let whole = 1.0 - libm::exp2(from.zoom - to.zoom);
    let part = 1.0 - libm::exp2(from.zoom - zoom);
    let along = if whole.abs() < 1e-6 { share } else { part / whole };
    let (a, b) = (WorldPoint::from_lon_lat(from.center), WorldPoint::from_lon_lat(to.center));
    let center = WorldPoint { x: a.x + (b.x - a.x) * along, y: a.y + (b.y - a.y) * along };
    Camera { center: center.to_lon_lat(), zoom }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::boundary::LonLat;

    fn view(lon: f64, lat: f64, zoom: f64) -> Viewport {
        let center = WorldPoint::from_lon_lat(LonLat::new(lon, lat));
        Viewport { center, zoom, width: 800.0, height: 600.0 }
    }

    fn of(camera: &Camera) -> Viewport {
        view(camera.center.lon, camera.center.lat, camera.zoom)
    }

    #[test]
    fn the_place_under_the_pointer_stays_there_all_the_way() {
        let from = view(116.4, 39.9, 10.0);
        let pointer = [620.0, 90.0];
        let at = from.to_world(pointer);
        // One level in around the pointer.
        let center = WorldPoint {
            x: at.x + (from.center.x - at.x) / 2.0,
            y: at.y + (from.center.y - at.y) / 2.0,
        };
        let to = Camera { center: center.to_lon_lat(), zoom: 11.0 };
        for share in [0.0, 0.2, 0.5, 0.9, 1.0] {
            let [x, y] = of(&between(&Camera::of(&from), &to, share)).to_screen(at);
            assert!((x - 620.0).abs() < 0.01 && (y - 90.0).abs() < 0.01, "{share}: {x} {y}");
        }
    }

    #[test]
    fn a_glide_ends_at_its_target_and_far_places_are_jumped_to() {
        let ctx = egui::Context::default();
        let frame = |time: f64| {
            let input = egui::RawInput { time: Some(time), ..egui::RawInput::default() };
            let mut output = ctx.run_ui(input, |_| {});
            output.textures_delta.clear();
        };
        let (near, far) = (view(116.41, 39.9, 11.0), view(100.0, 30.0, 11.0));
        let mut flight = Flight::default();
        frame(1.0);
        assert_eq!(flight.shown(&ctx, &view(116.4, 39.9, 10.5), true).zoom, 10.5);
        frame(1.1);
        assert_eq!(flight.shown(&ctx, &near, true).zoom, 10.5);
        frame(1.2);
        let zoom = flight.shown(&ctx, &near, true).zoom;
        assert!(zoom > 10.5 && zoom < 11.0 && !flight.is_over(), "{zoom}");
        frame(1.5);
        assert_eq!(flight.shown(&ctx, &near, true), Camera::of(&near));
        assert!(flight.is_over());
        assert_eq!(flight.shown(&ctx, &far, true), Camera::of(&far), "far");
        assert_eq!(flight.shown(&ctx, &near, false), Camera::of(&near), "less motion");
    }
}
