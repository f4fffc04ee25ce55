//! What the window comes back to: saved, not undoable.

use std::collections::BTreeSet;

use super::{
    Bookmark, Briefing, Recent, Settings, Side,
    action::Layer,
    desk::{ChartChoice, DeskColumn, DeskGroup, DeskTab},
};
use crate::{
    model::{
        Lang, as_of::Clock, boundary::LonLat, date::Day, datum::Crs, units::AreaUnit, zone::Group,
    },
    scene::{Viewport, theming::ColorBy, timeline::Grouping},
    style::ThemeName,
};

/// Where the map looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    pub center: LonLat,
    /// As for tiles of 256 logical pixels.
    pub zoom: f64,
}

impl Camera {
    pub fn of(view: &Viewport) -> Self {
        Self { center: view.center.to_lon_lat(), zoom: view.zoom }
    }
}

/// Logical pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PanelSizes {
    pub left: f32,
    pub right: f32,
    pub bottom: f32,
}

/// A column of the table of all zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableColumn {
    Name,
    Published,
    Drawn,
    Audit,
}

/// The order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableSort {
    pub column: TableColumn,
    pub descending: bool,
}

impl TableSort {
    /// A click on a header: the largest first, then the other way round.
    pub fn toggle(&mut self, column: TableColumn) {
        let again = self.column == column;
        let first = column != TableColumn::Name;
        self.descending = if again { !self.descending } else { first };
        self.column = column;
    }
}

/// How many views of the map there are. Two have one camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Views {
    #[default]
    One,
    /// The second lies at the left of a line that can be moved, the first at its right.
    Swipe,
    SideBySide,
}

/// What the second view shows where it differs from the first. It is kept while there is one view.
#[derive(Debug, Clone, PartialEq)]
pub struct SecondView {
    /// `None` is today.
    pub as_of: Option<Day>,
    /// As for the first.
    pub base_map: Option<String>,
    /// Where the swipe line is, as a share of the map's width.
    pub line: f32,
}

impl Default for SecondView {
    fn default() -> Self {
        Self { as_of: None, base_map: None, line: 0.5 }
    }
}

#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a check box")]
pub struct Session {
    pub camera: Option<Camera>,
    /// Id of a zone or programme.
    pub selected: Option<String>,
    /// `None` is today.
    pub as_of: Option<Day>,
    /// By whose knowledge that day is looked at.
    pub clock: Clock,
    pub unit: AreaUnit,
    pub lang: Lang,
    pub theme: ThemeName,
    pub zones: bool,
    pub neighbours: bool,
    pub wider: bool,
    pub roads: bool,
    pub water: bool,
    pub districts: bool,
    pub names: bool,
    /// What the coordinate at the foot of the map is in.
    pub coordinates: Crs,
    pub color_by: ColorBy,
    /// A file, a source or an address; `None` is the embedded map.
    pub base_map: Option<String>,
    /// Whether shifted pictures are drawn in their true place.
    pub aligned: bool,
    pub views: Views,
    pub second: SecondView,
    /// Whether the whole city is shown in the map's corner.
    pub overview: bool,
    /// Whether the map jumps to a new view rather than gliding there.
    pub still: bool,
    pub bookmarks: Vec<Bookmark>,
    pub briefing: Briefing,
    /// Settings of the briefing panel by their names.
    pub presets: Vec<(String, Briefing)>,
    pub tab: DeskTab,
    /// The first and the last day of the timeline; `None` for all.
    pub times: Option<(Day, Day)>,
    pub grouping: Grouping,
    /// What the table of zones is filtered by, as it was typed.
    pub filter: String,
    /// The columns it is sorted by, the first before the next; `true` is the largest first.
    pub desk_sort: Vec<(DeskColumn, bool)>,
    /// The columns of the table, in their order; the name is always the first.
    pub desk_columns: Vec<DeskColumn>,
    /// The widths that columns were given, logical pixels; the others have their usual one.
    pub desk_widths: Vec<(DeskColumn, f32)>,
    pub desk_group: DeskGroup,
    pub chart: ChartChoice,
    /// Whether relations are shown as a matrix.
    pub matrix: bool,
    /// The groups whose zones are listed.
    pub open_groups: BTreeSet<Group>,
    pub table: TableSort,
    pub panels: PanelSizes,
    /// Whether the panels at the left, the right and the bottom are put away.
    pub hidden: [bool; 3],
    pub settings: Settings,
    /// What was opened before, the latest first.
    pub recent: Vec<Recent>,
    /// The window's size in logical pixels at the usual scale.
    pub window: (f32, f32),
}

impl Default for Session {
    fn default() -> Self {
        Self {
            camera: None,
            selected: None,
            as_of: None,
            clock: Clock::default(),
            unit: AreaUnit::Km2,
            lang: Lang::En,
            theme: ThemeName::Light,
            zones: true,
            neighbours: false,
            wider: false,
            roads: true,
            water: true,
            districts: true,
            names: true,
            coordinates: Crs::Wgs84,
            color_by: ColorBy::Zone,
            base_map: None,
            aligned: false,
            views: Views::One,
            second: SecondView::default(),
            overview: true,
            still: false,
            bookmarks: Vec::new(),
            briefing: Briefing::default(),
            presets: Vec::new(),
            tab: DeskTab::Timeline,
            times: None,
            grouping: Grouping::None,
            filter: String::new(),
            desk_sort: vec![(DeskColumn::Published, true)],
            desk_columns: DeskColumn::ALL.to_vec(),
            desk_widths: Vec::new(),
            desk_group: DeskGroup::None,
            chart: ChartChoice::default(),
            matrix: false,
            open_groups: BTreeSet::from([Group::Report, Group::Layer]),
            table: TableSort { column: TableColumn::Published, descending: true },
            panels: PanelSizes { left: 284.0, right: 372.0, bottom: 224.0 },
            hidden: [false; 3],
            settings: Settings::default(),
            recent: Vec::new(),
            window: (1440.0, 900.0),
        }
    }
}

impl Session {
    /// The table of zones by what the comparison of published with drawn shows, the worst first, with the
    /// columns that tell.
    pub(super) fn show_audit(&mut self) {
        self.tab = DeskTab::Compare;
        *self.hides_mut(Side::Bottom) = false;
        self.desk_group = DeskGroup::Audit;
        self.desk_sort = vec![(DeskColumn::Audit, true)];
        for column in [
            DeskColumn::Published,
            DeskColumn::Drawn,
            DeskColumn::Percent,
            DeskColumn::Difference,
            DeskColumn::Audit,
            DeskColumn::Tolerance,
        ] {
            if !self.desk_columns.contains(&column) {
                self.desk_columns.push(column);
            }
        }
    }

    /// Keeps the settings of the briefing panel under a name, in the place of others of that name.
    pub(super) fn keep_preset(&mut self, name: String) {
        self.presets.retain(|(other, _)| *other != name);
        self.presets.push((name, self.briefing.clone()));
        self.presets.sort_by(|(a, _), (b, _)| a.cmp(b));
    }

    pub fn shows(&self, layer: Layer) -> bool {
        match layer {
            Layer::Zones => self.zones,
            Layer::Neighbours => self.neighbours,
            Layer::Wider => self.wider,
            Layer::Roads => self.roads,
            Layer::Water => self.water,
            Layer::Districts => self.districts,
            Layer::Names => self.names,
        }
    }

    /// Whether a panel is put away.
    pub fn hides(&self, side: Side) -> bool {
        self.hidden[side as usize]
    }

    pub(super) fn hides_mut(&mut self, side: Side) -> &mut bool {
        &mut self.hidden[side as usize]
    }

    pub(super) fn shows_mut(&mut self, layer: Layer) -> &mut bool {
        match layer {
            Layer::Zones => &mut self.zones,
            Layer::Neighbours => &mut self.neighbours,
            Layer::Wider => &mut self.wider,
            Layer::Roads => &mut self.roads,
            Layer::Water => &mut self.water,
            Layer::Districts => &mut self.districts,
            Layer::Names => &mut self.names,
        }
    }
}
