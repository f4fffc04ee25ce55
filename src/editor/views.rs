//! Ways around the map: back and forward through views, bookmarks, and from zone to zone.

use super::{Camera, Derived, Editor, Effect, Layer, SecondView, Views};
use crate::{
    model::{as_of::Clock, boundary::LonLat, date::Day},
    scene::{
        WorldPoint,
        viewport::{MAX_ZOOM, MIN_ZOOM, Viewport, WorldRect},
        zones::Appearance,
    },
    style::MapStyle,
};

/// The views before and after jumps; dragging and zooming by hand belong to the view they begin in.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    back: Vec<Camera>,
    forward: Vec<Camera>,
}

/// As many views are kept.
const KEPT: usize = 100;

impl History {
    pub fn jumped_from(&mut self, camera: Camera) {
        self.forward.clear();
        self.back.push(camera);
        if self.back.len() > KEPT {
            self.back.remove(0);
        }
    }

    /// The view before `now`.
    pub fn back(&mut self, now: Camera) -> Option<Camera> {
        let before = self.back.pop()?;
        self.forward.push(now);
        Some(before)
    }

    /// The view that `back` left.
    pub fn forward(&mut self, now: Camera) -> Option<Camera> {
        let after = self.forward.pop()?;
        self.back.push(now);
        Some(after)
    }
}

/// A view to come back to, with its date and layers.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    pub name: String,
    pub camera: Camera,
    /// `None` is today, whenever that is.
    pub as_of: Option<Day>,
    pub clock: Clock,
    /// Whether each of [`Layer::ALL`] is shown.
    pub layers: [bool; Layer::ALL.len()],
}

impl Editor {
    pub(super) fn bookmark_here(&self, derived: &Derived) -> Bookmark {
        let lang = self.session().lang;
        let camera = Camera::of(&self.viewport(derived));
        let place = match self.selected() {
            Some(index) => self.catalogue().zones[index].name.short(lang).to_owned(),
            None => format!("{:.3} N {:.3} E", camera.center.lat, camera.center.lon),
        };
        let name = match self.session().as_of {
            Some(day) => format!("{place} · {day}"),
            None => place,
        };
        Bookmark {
            name,
            camera,
            as_of: self.session().as_of,
            clock: self.session().clock,
            layers: Layer::ALL.map(|layer| self.session().shows(layer)),
        }
    }

    /// The view that so many zoom levels more make of this one, with a place where it is on the screen.
    pub(super) fn camera_around(&self, derived: &Derived, steps: f64, at: LonLat) -> Camera {
        let view = self.viewport(derived);
        let zoom = (view.zoom + steps).clamp(MIN_ZOOM, MAX_ZOOM);
        let at = WorldPoint::from_lon_lat(at);
        let share = libm::exp2(view.zoom - zoom);
        let center = WorldPoint {
            x: at.x + (view.center.x - at.x) * share,
            y: at.y + (view.center.y - at.y) * share,
        };
        Camera { center: center.to_lon_lat(), zoom }
    }

    /// Shows one view or two, and says which base map the second is to have if it is new. A second view
    /// that was never used has the base map of the first; of the same day too it would show nothing,
    /// and so goes back some years.
    pub(super) fn set_views(&mut self, views: Views) -> Option<Effect> {
        const YEARS_BACK: i64 = 5;
        let is_new = self.session.views == Views::One && views != Views::One;
        self.session.views = views;
        if !is_new {
            return None;
        }
        if self.session.second == SecondView::default() {
            self.session.second.base_map.clone_from(&self.session.base_map);
        }
        let same_map = self.session.second.base_map == self.session.base_map;
        if same_map && self.second_day() == Some(self.day()) {
            let back = jiff::Span::new().years(YEARS_BACK);
            self.session.second.as_of = Some(self.day().saturating_sub(back));
        }
        Some(Effect::OpenSecondMap(self.session.second.base_map.clone()))
    }

    /// The view that shows a rectangle, given by two of its corners.
    pub(super) fn box_camera(&self, [a, b]: [LonLat; 2]) -> Camera {
        let mut rect = WorldRect::EMPTY;
        for corner in [a, b] {
            rect.include(WorldPoint::from_lon_lat(corner));
        }
        let (width, height) = self.map_size();
        let mut view = Viewport::fit(rect, width, height, 0.0);
        view.zoom = view.zoom.min(MAX_ZOOM);
        Camera::of(&view)
    }

    /// The nearest zone in a direction from the selected one, or from the middle of the map:
    /// index in the catalogue and position. East and south are positive.
    pub(super) fn zone_towards(
        &self,
        derived: &Derived,
        (east, south): (f64, f64),
    ) -> Option<(usize, WorldPoint)> {
        /// A zone up to 60° off the direction counts.
        const LEAST_COSINE: f64 = 0.5;
        let view = self.viewport(derived);
        let selected = self.selected();
        let from = derived
            .map
            .shapes
            .iter()
            .find(|shape| Some(shape.index) == selected)
            .map_or(view.center, crate::scene::ZoneShape::anchor);
        let below = MapStyle::embedded().zone.marker_below;
        derived
            .map
            .shapes
            .iter()
            .filter(|shape| {
                Some(shape.index) != selected
                    && shape.appearance(&view, below, false) != Appearance::Hidden
            })
            .filter_map(|shape| {
                let to = shape.anchor();
                let (x, y) = (to.x - from.x, to.y - from.y);
                let distance = libm::hypot(x, y);
                let cosine = (x * east + y * south) / distance;
                // What lies off the direction counts as farther.
                (cosine >= LEAST_COSINE).then_some((distance * (2.0 - cosine), shape.index, to))
            })
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
            .map(|(_, index, to)| (index, to))
    }
}
