//! What the user has open and how it changes: state and actions, no window.
//!
//! The window's panels read an [`Editor`] and send [`Action`]s; [`Editor::apply`] is the only thing
//! that changes one. What is left to do outside comes back as [`Effect`]s.

mod action;
mod apply;
mod around;
mod briefing;
mod camera;
mod command;
mod content;
mod derived;
pub mod desk;
mod framing;
mod measuring;
mod pages;
mod rulings;
pub mod search;
mod selection;
mod session;
mod settings;
mod sums;
mod texts;
mod views;

pub use crate::scene::table::ZoneFacts;
pub use action::{Action, Effect, Layer, Pace, PageFile, TableFile};
pub use briefing::{Briefing, BriefingOf, FileKind, SecondMap};
pub use command::{Command, Group as CommandGroup};
pub use content::MapContent;
pub use derived::{Derived, Desk, ListedZone};
pub use framing::{Extent, Framing};
pub use measuring::Measuring;
pub use selection::{SelectedSum, Sequence};
pub use session::{Camera, PanelSizes, SecondView, Session, TableColumn, TableSort, Views};
pub use settings::{Dialog, Recent, Settings, Side, TOUR_STEPS, Target};
pub use sums::SumLine;
pub use texts::{Citation, citation, table_text};
pub use views::Bookmark;

use std::sync::Arc;

use views::History;

use crate::{
    model::{as_of::AsOf, boundary::LonLat, catalogue::Catalogue, date::Day, zone::Programme},
    scene::{Viewport, WorldPoint, laid::Laid, viewport::WorldRect},
};

/// What is drawn besides of the selected zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Aids {
    /// How uncertain its edges are, at true width.
    pub accuracy: bool,
    /// The ground that none of its parts covers.
    pub rest: bool,
}

/// The document and the session.
pub struct Editor {
    catalogue: Arc<Catalogue>,
    session: Session,
    /// Index of the zone that the session selects.
    selected: Option<usize>,
    selection: selection::Selection,
    /// A position that was asked for, marked on the map.
    mark: Option<LonLat>,
    /// Where the measuring tool is in use.
    measuring: Option<Measuring>,
    history: History,
    changes: rulings::Changes,
    /// Whether the briefing panel is open.
    briefing_open: bool,
    /// The frame that is being chosen on the map.
    framing: Option<Framing>,
    /// How fast the date runs, while it does.
    playing: Option<Pace>,
    /// Another zone's outline, laid over the map at its true size.
    laid: Option<Laid>,
    aids: Aids,
    around: around::Around,
    /// The day that "today" means.
    today: Day,
    /// The size of the map in logical pixels, which fitting a zone needs.
    map_size: (f64, f64),
}

impl Editor {
    pub fn new(catalogue: impl Into<Arc<Catalogue>>, session: Session, today: Day) -> Self {
        let catalogue = catalogue.into();
        let mut editor = Self {
            catalogue,
            session,
            selected: None,
            selection: selection::Selection::default(),
            mark: None,
            measuring: None,
            history: History::default(),
            changes: rulings::Changes::default(),
            briefing_open: false,
            framing: None,
            playing: None,
            laid: None,
            aids: Aids::default(),
            around: around::Around::default(),
            today,
            map_size: (900.0, 640.0),
        };
        editor.select(editor.session.selected.clone());
        // A session may be of another catalogue.
        if editor.selected().is_none() && editor.selected_programme().is_none() {
            editor.session.selected = None;
        }
        editor
    }

    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The document for work on another thread.
    pub fn shared_catalogue(&self) -> Arc<Catalogue> {
        self.catalogue.clone()
    }

    /// Puts another document in the place of this one. What of the session does not fit it is left
    /// out: a selection, and a camera that shows nothing of `home`.
    pub fn open(&mut self, catalogue: Arc<Catalogue>, home: WorldRect) {
        let mut session = self.session.clone();
        let (width, height) = self.map_size;
        session.camera = session.camera.filter(|camera| {
            let center = WorldPoint::from_lon_lat(camera.center);
            let view = Viewport { center, zoom: camera.zoom, width, height };
            view.world_rect(0.0).touches(&home)
        });
        let map_size = self.map_size;
        let rulings = self.rulings();
        let around = std::mem::take(&mut self.around);
        *self = Self { around, map_size, ..Self::new(catalogue, session, self.today) };
        self.recall_rulings(&rulings);
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The day the window shows.
    pub fn day(&self) -> Day {
        self.session.as_of.unwrap_or(self.today)
    }

    /// The day that the second view shows, while there are two.
    pub fn second_day(&self) -> Option<Day> {
        let session = &self.session;
        (session.views != Views::One).then(|| session.second.as_of.unwrap_or(self.today))
    }

    /// The same with the clock by which it is looked at.
    pub fn as_of(&self) -> AsOf {
        AsOf::new(self.day(), self.session.clock)
    }

    pub fn today(&self) -> Day {
        self.today
    }

    /// Index of the selected zone.
    pub fn selected(&self) -> Option<usize> {
        self.selected
    }

    /// The selected programme: a task with no shape.
    pub fn selected_programme(&self) -> Option<&Programme> {
        self.catalogue.programme(self.session.selected.as_deref()?)
    }

    /// A position that was asked for, marked on the map.
    pub fn mark(&self) -> Option<LonLat> {
        self.mark
    }

    /// Another zone's outline, laid over the map at its true size.
    pub fn laid(&self) -> Option<Laid> {
        self.laid
    }

    /// What is drawn besides of the selected zone.
    pub fn aids(&self) -> Aids {
        self.aids
    }

    /// Lays a zone over the middle of the selected one, else of the map.
    fn lay(&mut self, zone: &str, derived: &Derived) {
        let index = self.catalogue.zones.iter().position(|other| other.id == zone);
        let has_shape = |index: &usize| {
            let outline = self.catalogue.zones[*index].outline_on(self.as_of());
            outline.is_some_and(|outline| !outline.geometry.polygons().is_empty())
        };
        let Some(zone) = index.filter(has_shape) else { return };
        let over = self
            .selected()
            .and_then(|selected| derived.bounds_of(&self.catalogue, selected, self.as_of()));
        let middle = over.map_or(self.viewport(derived).center, |bounds| bounds.center());
        self.laid = Some(Laid { zone, at: middle.to_lon_lat() });
    }

    /// How fast the date runs, while it does.
    pub fn playing(&self) -> Option<Pace> {
        self.playing
    }

    /// Whether the briefing panel is open.
    pub fn shows_briefing(&self) -> bool {
        self.briefing_open && self.framing.is_none()
    }

    /// The line or shape that is measured, while the tool is in use.
    pub fn measuring(&self) -> Option<&Measuring> {
        self.measuring.as_ref()
    }

    fn measure(&mut self, change: impl FnOnce(&mut Measuring)) {
        if let Some(measuring) = &mut self.measuring {
            change(measuring);
        }
    }

    /// The size the map last had, logical pixels.
    pub fn map_size(&self) -> (f64, f64) {
        self.map_size
    }
}
