//! The session as its file has it: types that serde knows, in the words of the file.

use serde::{Deserialize, Serialize};

use super::{
    desk::DeskTwin,
    settings::{RecentTwin, SettingsTwin},
};
use crate::{
    app::{briefing_file::BriefingTwin, views_file::ViewsTwin},
    cli::{ThemeArg, UnitArg, picture::ColorByArg, spelling_of},
    editor::{Layer, TableColumn, desk::DeskTab},
    model::zone::Group,
    scene::timeline::Grouping,
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename = "Session")]
#[expect(clippy::struct_excessive_bools, reason = "each is a check box")]
pub(super) struct File {
    pub(super) format: u32,
    pub(super) camera: Option<(f64, f64, f64)>,
    pub(super) selected: Option<String>,
    pub(super) as_of: Option<String>,
    #[serde(default)]
    pub(super) known_then: bool,
    pub(super) unit: UnitArg,
    pub(super) chinese: bool,
    /// What files of older versions have.
    pub(super) dark: bool,
    #[serde(default)]
    pub(super) theme: Option<ThemeArg>,
    pub(super) zones: bool,
    pub(super) neighbours: bool,
    pub(super) wider: bool,
    pub(super) roads: bool,
    pub(super) water: bool,
    pub(super) districts: bool,
    pub(super) names: bool,
    /// As [`Crs::parse`] reads it; files of older versions have none.
    #[serde(default)]
    pub(super) coordinates: String,
    #[serde(default)]
    pub(super) color_by: ColorByArg,
    #[serde(default)]
    pub(super) tab: TabTwin,
    #[serde(default)]
    pub(super) times: Option<(String, String)>,
    #[serde(default)]
    pub(super) grouping: GroupingTwin,
    /// By the keys of their names; none for all.
    #[serde(default)]
    pub(super) columns: Vec<String>,
    #[serde(default)]
    pub(super) desk_group: String,
    #[serde(default)]
    pub(super) desk: DeskTwin,
    #[serde(default)]
    pub(super) matrix: bool,
    #[serde(default)]
    pub(super) filter: String,
    #[serde(default)]
    pub(super) base_map: Option<String>,
    #[serde(default)]
    pub(super) aligned: bool,
    #[serde(default)]
    pub(super) views: ViewsTwin,
    #[serde(default = "yes")]
    pub(super) overview: bool,
    #[serde(default)]
    pub(super) still: bool,
    #[serde(default)]
    pub(super) bookmarks: Vec<BookmarkTwin>,
    #[serde(default)]
    pub(super) briefing: BriefingTwin,
    #[serde(default)]
    pub(super) presets: Vec<(String, BriefingTwin)>,
    pub(super) open_groups: Vec<GroupTwin>,
    pub(super) table: (ColumnTwin, bool),
    pub(super) panels: (f32, f32, f32),
    #[serde(default)]
    pub(super) hidden: [bool; 3],
    #[serde(default)]
    pub(super) settings: SettingsTwin,
    #[serde(default)]
    pub(super) recent: Vec<RecentTwin>,
    pub(super) window: (f32, f32),
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) enum TabTwin {
    #[default]
    Timeline,
    Said,
    Charts,
    Compare,
    Relations,
    Sources,
}

spelling_of!(TabTwin, DeskTab, tab: Timeline, Said, Charts, Compare, Relations, Sources);

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) enum GroupingTwin {
    #[default]
    None,
    District,
    Kind,
    Status,
}

spelling_of!(GroupingTwin, Grouping, grouping: None, District, Kind, Status);

pub(super) fn yes() -> bool {
    true
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct BookmarkTwin {
    pub(super) name: String,
    pub(super) camera: (f64, f64, f64),
    pub(super) as_of: Option<String>,
    #[serde(default)]
    pub(super) known_then: bool,
    pub(super) layers: [bool; Layer::ALL.len()],
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum GroupTwin {
    Report,
    Neighbour,
    Wider,
    Layer,
}

spelling_of!(GroupTwin, Group, group: Report, Neighbour, Wider, Layer);

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum ColumnTwin {
    Name,
    Published,
    Drawn,
    Audit,
}

spelling_of!(ColumnTwin, TableColumn, column: Name, Published, Drawn, Audit);
