//! What the user has open and how it changes: state and actions, no window.
//!
//! The window's panels read an [`Editor`] and send [`Action`]s; [`Editor::apply`] is the only thing
//! that changes one. What is left to do outside comes back as [`Effect`]s.

mod action;
mod around;
mod briefing;
mod command;
mod content;
mod derived;
pub mod desk;
mod framing;
mod measuring;
mod rulings;
pub mod search;
mod selection;
mod session;
mod settings;
mod sums;
mod texts;
mod views;

pub use action::{Action, Effect, Layer, Pace, PageFile, TableFile};
pub use briefing::{Briefing, BriefingOf, FileKind, SecondMap};
pub use command::{Command, Group as CommandGroup};
pub use content::MapContent;
pub use derived::{Derived, Desk, ListedZone, ZoneFacts};
pub use framing::{Extent, Framing};
pub use measuring::Measuring;
pub use selection::{SelectedSum, Sequence};
pub use session::{Camera, PanelSizes, SecondView, Session, TableColumn, TableSort, Views};
pub use settings::{Dialog, Recent, Settings, Side, TOUR_STEPS, Target};
pub use sums::SumLine;
pub use texts::{TableCell, citation_text, table_rows, table_text};
pub use views::Bookmark;

use std::sync::Arc;

use views::History;

use crate::{
    model::{
        as_of::AsOf,
        boundary::LonLat,
        catalogue::Catalogue,
        coordinates::{self, SHOWN},
        date::Day,
        zone::Programme,
    },
    scene::{
        LabelLang, Viewport, WorldPoint,
        laid::Laid,
        map::Layers,
        sheet::{SheetInput, Subject},
        timeline::Axis,
        viewport::{MAX_ZOOM, MIN_ZOOM, WorldRect},
    },
    words,
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

    /// Carries out an action.
    pub fn apply(&mut self, action: Action, derived: &Derived) -> Vec<Effect> {
        let is_jump = matches!(
            action,
            Action::ShowReport
                | Action::ZoomToZone(_)
                | Action::ZoomToSelection
                | Action::ZoomToBox(_)
                | Action::GoTo(_)
                | Action::OpenBookmark(_)
        );
        if !is_jump {
            return self.carry_out(action, derived);
        }
        let before = self.camera(derived);
        let effects = self.carry_out(action, derived);
        if self.session.camera.is_some_and(|camera| camera != before) {
            self.history.jumped_from(before);
        }
        effects
    }

    fn carry_out(&mut self, action: Action, derived: &Derived) -> Vec<Effect> {
        if let Some(effects) = self.carry_out_around(&action) {
            return effects;
        }
        if let Some(effects) = self.carry_out_selection(&action, derived) {
            return effects;
        }
        match action {
            Action::Select(id) => self.select(id),
            Action::SetUnit(unit) => self.session.unit = unit,
            Action::SetLang(lang) => {
                self.session.lang = lang;
                self.session.settings.system_lang = false;
            }
            Action::SetViews(views) => return self.set_views(views).into_iter().collect(),
            Action::SetSecondDay(day) => {
                self.session.second.as_of = day.filter(|day| *day != self.today);
            }
            Action::MoveSwipe(line) => {
                self.session.second.line = line.clamp(LEAST_LINE, 1.0 - LEAST_LINE);
            }
            Action::OpenSecondMap(name) => return vec![Effect::OpenSecondMap(name)],
            Action::SecondMapOpened(name) => self.session.second.base_map = name,
            Action::ToggleOverview => self.session.overview = !self.session.overview,
            Action::ToggleMotion => self.session.still = !self.session.still,
            Action::SetTheme(theme) => {
                self.session.theme = theme;
                self.session.settings.system_theme = false;
            }
            Action::SetAsOf(day) => self.session.as_of = day.filter(|day| *day != self.today),
            Action::SetClock(clock) => self.session.clock = clock,
            Action::ToggleLayer(layer) => {
                let shown = self.session.shows_mut(layer);
                *shown = !*shown;
            }
            Action::SetColorBy(by) => self.session.color_by = by,
            Action::ToggleGroupOpen(group) => {
                if !self.session.open_groups.remove(&group) {
                    self.session.open_groups.insert(group);
                }
            }
            Action::SetTab(tab) => self.session.tab = tab,
            Action::ShowTimes(times) => {
                self.session.times = times
                    .map(|(first, last)| Axis::new(first, last))
                    .map(|axis| (axis.first, axis.last));
            }
            Action::GroupTimeline(by) => self.session.grouping = by,
            Action::Play(pace) => self.playing = pace,
            Action::LayOver(Some(zone)) => self.lay(&zone, derived),
            Action::LayOver(None) => self.laid = None,
            Action::MoveLaid(at) => {
                if let Some(laid) = &mut self.laid {
                    laid.at = at;
                }
            }
            Action::ToggleAccuracy => self.aids.accuracy = !self.aids.accuracy,
            Action::ToggleRest => self.aids.rest = !self.aids.rest,
            Action::SetFilter(text) => self.session.filter = text,
            Action::SortDesk(column, further) => self.sort_desk(column, further),
            Action::SetDeskColumns(columns) => {
                let others = columns.into_iter().filter(|column| *column != desk::DeskColumn::Name);
                let mut kept = vec![desk::DeskColumn::Name];
                for column in others {
                    if !kept.contains(&column) {
                        kept.push(column);
                    }
                }
                self.session.desk_columns = kept;
            }
            Action::DeskColumnsResized(widths) => {
                let kept = &mut self.session.desk_widths;
                kept.retain(|(column, _)| !widths.iter().any(|(other, _)| other == column));
                kept.extend(widths);
            }
            Action::GroupDesk(by) => self.session.desk_group = by,
            Action::ToggleMatrix => self.session.matrix = !self.session.matrix,
            Action::SetChart(choice) => self.session.chart = choice,
            Action::MakeChart(file) => return vec![Effect::MakeChart(file)],
            Action::SortTable(column) => self.session.table.toggle(column),
            Action::CameraMoved(camera) => self.session.camera = Some(camera),
            Action::MapResized(width, height) => self.map_size = (width, height),
            Action::PanelsResized(sizes) => self.session.panels = sizes,
            Action::WindowResized(width, height) => self.session.window = (width, height),
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
                return coordinates::write(crs, at).map(Effect::CopyText).into_iter().collect();
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
                return text.map(Effect::CopyText).into_iter().collect();
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
            Action::CopyTable => return vec![Effect::CopyText(table_text(self, derived))],
            Action::CopyCitation(figure) => {
                return citation_text(self, &figure).map(Effect::CopyText).into_iter().collect();
            }
            Action::MakePicture => return vec![Effect::MakePicture],
            Action::MakeSlide => return vec![Effect::MakeSlide],
            Action::CopyPicture => return vec![Effect::CopyPicture],
            Action::ToggleBriefing => self.briefing_open = !self.briefing_open,
            Action::MakeBriefing => return vec![Effect::MakeBriefing],
            Action::CancelBriefing => return vec![Effect::CancelBriefing],
            Action::SetBriefing(briefing) => self.session.briefing = *briefing,
            Action::BeginFraming => self.begin_framing(derived),
            Action::SetFrame(rect) => self.set_frame(rect),
            Action::FramePage(width, height) => self.frame_page(width, height),
            Action::EndFraming(taken) => self.end_framing(taken),
            Action::KeepPreset(name) => self.session.keep_preset(name),
            Action::TakePreset(at) => {
                if let Some((_, briefing)) = self.session.presets.get(at) {
                    self.session.briefing = briefing.clone();
                }
            }
            Action::RemovePreset(at) => {
                if at < self.session.presets.len() {
                    self.session.presets.remove(at);
                }
            }
            Action::MakeTimeline => return vec![Effect::MakeTimeline],
            Action::ExportTable => return vec![Effect::ExportTable],
            Action::ExportDesk(file, selected) => return vec![Effect::ExportDesk(file, selected)],
            Action::CopyScopeNote(id) => {
                let (lang, unit) = (self.session.lang, self.session.unit);
                let note = self.catalogue.zone(&id).and_then(|zone| {
                    words::scope_note(lang, &self.catalogue, zone, self.as_of(), unit)
                });
                return note.map(Effect::CopyText).into_iter().collect();
            }
            Action::Rule(zone, ruling) => return kept(self.rule(&zone, ruling)),
            Action::Undo => return kept(self.undo()),
            Action::Redo => return kept(self.redo()),
            Action::CancelReading => return vec![Effect::CancelReading],
            Action::OpenBaseMap(Some(name)) => return vec![Effect::OpenBaseMap(name)],
            Action::OpenBaseMap(None) => return vec![Effect::CloseBaseMap],
            Action::BaseMapOpened(name) => self.session.base_map = name,
            Action::KeepKey(source, key) => return vec![Effect::KeepKey(source, key)],
            Action::ToggleAligned => {
                self.session.aligned = !self.session.aligned;
                return vec![Effect::Align(self.session.aligned)];
            }
            // Carried out above.
            Action::ShowDialog(_)
            | Action::TourTo(_)
            | Action::Focus(_)
            | Action::TogglePanel(_)
            | Action::ResetLayout
            | Action::SetScale(_)
            | Action::FollowLang(_)
            | Action::FollowTheme
            | Action::SystemTheme(_)
            | Action::SetPictureFolder(_)
            | Action::SetTilesLimit(_)
            | Action::ClearTiles
            | Action::ForgetKey(_)
            | Action::OpenFiles(_)
            | Action::OpenRecent(_)
            | Action::Remember(_)
            | Action::ForgetRecent(_)
            | Action::SelectToo(_)
            | Action::SelectUpTo(..)
            | Action::SelectAllRows
            | Action::ZoomToSelection
            | Action::CopyRows => {}
        }
        Vec::new()
    }

    fn sort_desk(&mut self, column: desk::DeskColumn, further: bool) {
        let sort = &mut self.session.desk_sort;
        let earlier = sort.iter().position(|(other, _)| *other == column);
        let descending = match earlier {
            Some(at) => !sort[at].1,
            None => column.is_number(),
        };
        match earlier {
            Some(at) if further => sort[at].1 = descending,
            None if further => sort.push((column, descending)),
            _ => *sort = vec![(column, descending)],
        }
    }

    /// What the map shows, for the size it last had.
    pub fn viewport(&self, derived: &Derived) -> Viewport {
        self.viewport_for(derived, self.map_size)
    }

    fn camera(&self, derived: &Derived) -> Camera {
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
    fn zone_camera(&self, derived: &Derived) -> Option<Camera> {
        let index = self.selected()?;
        let bounds = derived.bounds_of(&self.catalogue, index, self.as_of())?;
        let (width, height) = self.map_size;
        let mut view = Viewport::fit(bounds, width, height, width.min(height) * 0.18);
        let is_point = bounds.width() <= 0.0 && bounds.height() <= 0.0;
        view.zoom = view.zoom.min(if is_point { 13.0 } else { MAX_ZOOM - 1.5 });
        Some(Camera::of(&view))
    }

    /// The briefing picture of what is in view.
    pub fn picture(&self, derived: &Derived) -> SheetInput<'_> {
        // The page is about the selected zone where that fills a good part of the view.
        const TITLED_SHARE: f64 = 0.18;
        let view = self.page_view(derived);
        let selected = self.selected();
        let titled = selected
            .and_then(|index| derived.bounds_of(&self.catalogue, index, self.as_of()))
            .is_some_and(|bounds| {
                let size = bounds.width().max(bounds.height()) * view.scale();
                size > view.width.min(view.height) * TITLED_SHARE || size <= 0.0
            });
        let subject = Subject::View {
            center: view.center,
            zoom: view.zoom,
            // The picture's map has another shape: it shows at least what the window shows.
            fit: Some((view.width, view.height)),
            selected,
            titled,
        };
        let briefing = &self.session.briefing;
        let (layout, beside) = self.page_layout();
        SheetInput {
            lang: briefing.lang.unwrap_or(LabelLang::One(self.session.lang)),
            unit: self.session.unit,
            theme: briefing.theme.unwrap_or(self.session.theme),
            layout,
            marks: &briefing.marks,
            titles: briefing.titles.unwrap_or(layout.titles),
            left_out: briefing.left_out,
            beside,
            layers: self.layers(),
            color_by: self.session.color_by,
            neighbours: self.session.neighbours,
            wider: self.session.wider,
            ..SheetInput::new(&self.catalogue, subject, self.as_of())
        }
    }

    /// Which parts of the base map are shown.
    pub fn layers(&self) -> Layers {
        Layers {
            roads: self.session.roads,
            water: self.session.water,
            districts: self.session.districts,
            names: self.session.names,
        }
    }
}

/// The swipe line stays so far from the edges, as a share of the map.
const LEAST_LINE: f32 = 0.02;

/// Changed rulings are saved.
fn kept(changed: bool) -> Vec<Effect> {
    if changed { vec![Effect::KeepRulings] } else { Vec::new() }
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
