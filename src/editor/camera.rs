//! Where the map looks: camera, views, bookmarks, base maps, what is marked and measured.

use super::{Action, Camera, Derived, Editor, Effect, Layer, Measuring};
use crate::{
    model::coordinates::{self, SHOWN},
    scene::{
        Viewport, WorldPoint,
        viewport::{MAX_ZOOM, MIN_ZOOM},
    },
};

/// The swipe line stays so far from the edges, as a share of the map.
const LEAST_LINE: f32 = 0.02;

impl Editor {
    /// The actions of the map and its views; the others come back.
    pub(super) fn carry_out_on_map(
        &mut self,
        action: Action,
        derived: &Derived,
    ) -> Result<Vec<Effect>, Action> {
        match action {
            Action::CameraMoved(camera) => self.session.camera = Some(camera),
            Action::MapResized(width, height) => self.map_size = (width, height),
            Action::ZoomBy(steps) => {
                let camera = Camera::of(&self.viewport(derived));
                let zoom = (camera.zoom + steps).clamp(MIN_ZOOM, MAX_ZOOM);
                self.session.camera = Some(Camera { zoom, ..camera });
            }
            Action::ZoomAt(steps, at) => {
                self.session.camera = Some(self.camera_around(derived, steps, at));
            }
            Action::PanBy(x, y) => {
                let view = self.viewport(derived);
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "a map is smaller than 2^24 pixels"
                )]
                let center = view.to_world([
                    (self.map_size.0 / 2.0 + x) as f32,
                    (self.map_size.1 / 2.0 + y) as f32,
                ]);
                self.session.camera = Some(Camera { center: center.to_lon_lat(), zoom: view.zoom });
            }
            Action::ShowReport => {
                let view = report_view(derived, self.map_size.0, self.map_size.1);
                self.session.camera = Some(Camera::of(&view));
            }
            Action::ZoomToZone(id) => {
                self.select(Some(id));
                if let Some(camera) = self.zone_camera(derived) {
                    self.session.camera = Some(camera);
                }
            }
            Action::NextCoordinates => {
                let at = SHOWN.iter().position(|crs| *crs == self.session.coordinates);
                self.session.coordinates = SHOWN[at.map_or(0, |at| (at + 1) % SHOWN.len())];
            }
            Action::GoTo(at) => {
                // Near enough to tell the place, and no farther than the map is now.
                const ZOOM: f64 = 14.0;
                let zoom = self.viewport(derived).zoom.max(ZOOM);
                self.session.camera = Some(Camera { center: at, zoom });
                self.mark = Some(at);
            }
            Action::ClearMark => self.mark = None,
            Action::CopyCoordinate(crs, at) => {
                return Ok(coordinates::write(crs, at).map(Effect::CopyText).into_iter().collect());
            }
            Action::ToggleMeasuring => {
                self.measuring = match self.measuring {
                    Some(_) => None,
                    None => Some(Measuring::default()),
                };
            }
            Action::MeasureTo(at) => self.measure(|measuring| measuring.add(at)),
            Action::CloseMeasure => self.measure(Measuring::close),
            Action::UndoMeasure => self.measure(Measuring::undo),
            Action::CopyMeasure => {
                let lang = self.session.lang;
                let text = self.measuring.as_ref().map(|measuring| measuring.text(lang));
                return Ok(text.map(Effect::CopyText).into_iter().collect());
            }
            Action::Back | Action::Forward => {
                let now = self.camera(derived);
                let there = if action == Action::Back {
                    self.history.back(now)
                } else {
                    self.history.forward(now)
                };
                self.session.camera = there.or(self.session.camera);
            }
            Action::ZoomToBox(corners) => self.session.camera = Some(self.box_camera(corners)),
            Action::SelectTowards(east, south) => {
                if let Some((index, at)) = self.zone_towards(derived, (east, south)) {
                    self.select(Some(self.catalogue.zones[index].id.clone()));
                    let view = self.viewport(derived);
                    let [x, y] = view.to_screen(at).map(f64::from);
                    if !(0.0..view.width).contains(&x) || !(0.0..view.height).contains(&y) {
                        self.session.camera =
                            Some(Camera { center: at.to_lon_lat(), zoom: view.zoom });
                    }
                }
            }
            Action::AddBookmark => {
                let bookmark = self.bookmark_here(derived);
                self.session.bookmarks.push(bookmark);
            }
            Action::OpenBookmark(at) => {
                if let Some(bookmark) = self.session.bookmarks.get(at).cloned() {
                    self.session.camera = Some(bookmark.camera);
                    self.session.as_of = bookmark.as_of;
                    self.session.clock = bookmark.clock;
                    for (layer, shown) in Layer::ALL.into_iter().zip(bookmark.layers) {
                        *self.session.shows_mut(layer) = shown;
                    }
                }
            }
            Action::RemoveBookmark(at) => {
                if at < self.session.bookmarks.len() {
                    self.session.bookmarks.remove(at);
                }
            }
            Action::SetViews(views) => return Ok(self.set_views(views).into_iter().collect()),
            Action::SetSecondDay(day) => {
                self.session.second.as_of = day.filter(|day| *day != self.today);
            }
            Action::MoveSwipe(line) => {
                self.session.second.line = line.clamp(LEAST_LINE, 1.0 - LEAST_LINE);
            }
            Action::OpenSecondMap(name) => return Ok(vec![Effect::OpenSecondMap(name)]),
            Action::SecondMapOpened(name) => self.session.second.base_map = name,
            Action::ToggleOverview => self.session.overview = !self.session.overview,
            Action::OpenBaseMap(Some(name)) => return Ok(vec![Effect::OpenBaseMap(name)]),
            Action::OpenBaseMap(None) => return Ok(vec![Effect::CloseBaseMap]),
            Action::BaseMapOpened(name) => self.session.base_map = name,
            Action::KeepKey(source, key) => return Ok(vec![Effect::KeepKey(source, key)]),
            Action::ToggleAligned => {
                self.session.aligned = !self.session.aligned;
                return Ok(vec![Effect::Align(self.session.aligned)]);
            }
            other => return Err(other),
        }
        Ok(Vec::new())
    }

    /// What the map shows, for the size it last had.
    pub fn viewport(&self, derived: &Derived) -> Viewport {
        self.viewport_for(derived, self.map_size)
    }

    pub(super) fn camera(&self, derived: &Derived) -> Camera {
        self.session.camera.unwrap_or_else(|| Camera::of(&self.viewport(derived)))
    }

    /// What a map of this size shows, in logical pixels.
    pub fn viewport_for(&self, derived: &Derived, (width, height): (f64, f64)) -> Viewport {
        match self.session.camera {
            Some(Camera { center, zoom }) => {
                Viewport { center: WorldPoint::from_lon_lat(center), zoom, width, height }
            }
            None => report_view(derived, width, height),
        }
    }

    /// The view that shows the selected zone with room around it.
    pub(super) fn zone_camera(&self, derived: &Derived) -> Option<Camera> {
        let index = self.selected()?;
        let bounds = derived.bounds_of(&self.catalogue, index, self.as_of())?;
        let (width, height) = self.map_size;
        let mut view = Viewport::fit(bounds, width, height, width.min(height) * 0.18);
        let is_point = bounds.width() <= 0.0 && bounds.height() <= 0.0;
        view.zoom = view.zoom.min(if is_point { 13.0 } else { MAX_ZOOM - 1.5 });
        Some(Camera::of(&view))
    }
}

/// The view that shows all zones of the report.
fn report_view(derived: &Derived, width: f64, height: f64) -> Viewport {
    // The scale bar and the note lie over the foot of the map.
    const FOOT: f64 = 52.0;
    let room = (height - FOOT).max(1.0);
    let margin = width.min(room) * 0.12;
    let mut view = Viewport::fit(derived.home, width, room, margin);
    view.center.y += FOOT / 2.0 / view.scale();
    view.height = height;
    view
}
