//! Everything a user can do.

use std::path::PathBuf;

use super::briefing::Briefing;
use super::desk::{ChartChoice, DeskColumn, DeskGroup, DeskTab};
use super::selection::Sequence;
use super::session::{Camera, PanelSizes, TableColumn, Views};
use super::settings::{Dialog, Recent, Side, Target};
use super::texts::Citation;
use crate::{
    model::{
        Lang, as_of::Clock, boundary::LonLat, date::Day, datum::Crs, ruling::Ruling,
        units::AreaUnit, zone::Group,
    },
    scene::{theming::ColorBy, timeline::Grouping, viewport::WorldRect},
    style::ThemeName,
};

/// A check box of the layer list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layer {
    Zones,
    Neighbours,
    Wider,
    Roads,
    Water,
    Districts,
    Names,
}

impl Layer {
    pub const ALL: [Layer; 7] = [
        Layer::Zones,
        Layer::Neighbours,
        Layer::Wider,
        Layer::Roads,
        Layer::Water,
        Layer::Districts,
        Layer::Names,
    ];
}

/// What a chart is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PageFile {
    Png,
    Svg,
    Pdf,
}

impl PageFile {
    pub const ALL: [PageFile; 3] = [PageFile::Png, PageFile::Svg, PageFile::Pdf];

    pub fn extension(self) -> &'static str {
        match self {
            PageFile::Png => "png",
            PageFile::Svg => "svg",
            PageFile::Pdf => "pdf",
        }
    }
}

/// What a table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableFile {
    Csv,
    Xlsx,
}

/// How fast the date runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Pace {
    MonthASecond,
    #[default]
    QuarterASecond,
    YearASecond,
}

impl Pace {
    pub const ALL: [Pace; 3] = [Pace::MonthASecond, Pace::QuarterASecond, Pace::YearASecond];

    /// Days in a second.
    pub fn days(self) -> f64 {
        match self {
            Pace::MonthASecond => 30.5,
            Pace::QuarterASecond => 91.5,
            Pace::YearASecond => 365.25,
        }
    }

    /// The key of its name in the words.
    pub fn key(self) -> &'static str {
        match self {
            Pace::MonthASecond => "pace-month",
            Pace::QuarterASecond => "pace-quarter",
            Pace::YearASecond => "pace-year",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// A zone or programme by its id, or none.
    Select(Option<String>),
    /// Takes a zone, by its id, to the selected ones, or away from them.
    SelectToo(String),
    /// The run of zones from the one that was last selected to this one.
    SelectUpTo(Sequence, String),
    /// All rows that the table lists.
    SelectAllRows,
    /// Shows all selected zones.
    ZoomToSelection,
    /// The selected rows as columns.
    CopyRows,
    ZoomToZone(String),
    SetUnit(AreaUnit),
    SetLang(Lang),
    SetTheme(ThemeName),
    /// `None` is today.
    SetAsOf(Option<Day>),
    SetClock(Clock),
    ToggleLayer(Layer),
    SetColorBy(ColorBy),
    ToggleGroupOpen(Group),
    SortTable(TableColumn),
    SetTab(DeskTab),
    /// The first and the last day of the timeline; `None` for all.
    ShowTimes(Option<(Day, Day)>),
    GroupTimeline(Grouping),
    /// Lays a zone's outline, by its id, over the map at its true size, or takes it away.
    LayOver(Option<String>),
    MoveLaid(LonLat),
    /// How uncertain the edges of the selected zone are, at true width.
    ToggleAccuracy,
    /// The ground of the selected zone that none of its parts covers.
    ToggleRest,
    /// Lets the date run, at a pace, or stops it.
    Play(Option<Pace>),
    SetFilter(String),
    /// Sorts the table of zones by a column, or turns it round; with `true` after the others.
    SortDesk(DeskColumn, bool),
    /// Which columns the table has, in their order.
    SetDeskColumns(Vec<DeskColumn>),
    /// Columns of the table were dragged to these widths, logical pixels.
    DeskColumnsResized(Vec<(DeskColumn, f32)>),
    GroupDesk(DeskGroup),
    /// The table of zones as an audit of their areas: by class, the worst first.
    ShowAudit,
    SetChart(ChartChoice),
    /// Shows relations as a matrix, or as a list.
    ToggleMatrix,
    /// The chart as a picture.
    MakeChart(PageFile),
    /// The map was dragged or zoomed by hand.
    CameraMoved(Camera),
    /// Zoom levels; negative for out.
    ZoomBy(f64),
    /// The same around a place, which stays where it is on the screen.
    ZoomAt(f64, LonLat),
    /// Logical pixels to the right and down.
    PanBy(f64, f64),
    ShowReport,
    /// The view before the last jump, and after it again.
    Back,
    Forward,
    /// Two corners of what the map is to show.
    ZoomToBox([LonLat; 2]),
    /// The nearest zone to the right and down of the selected one.
    SelectTowards(f64, f64),
    AddBookmark,
    /// By its place in the list.
    OpenBookmark(usize),
    RemoveBookmark(usize),
    /// One view of the map, or two.
    SetViews(Views),
    /// The day of the second view; `None` is today.
    SetSecondDay(Option<Day>),
    /// Where the line between two views is, as a share of the map's width.
    MoveSwipe(f32),
    /// The base map of the second view, as [`Action::OpenBaseMap`] names it.
    OpenSecondMap(Option<String>),
    SecondMapOpened(Option<String>),
    /// Shows the map of the whole city in the corner, or hides it.
    ToggleOverview,
    /// Lets the map glide to a new view, or jump.
    ToggleMotion,
    MapResized(f64, f64),
    PanelsResized(PanelSizes),
    WindowResized(f32, f32),
    /// The next system for the coordinate at the foot of the map.
    NextCoordinates,
    /// Centers the map on a position and marks it.
    GoTo(LonLat),
    ClearMark,
    CopyCoordinate(Crs, LonLat),
    /// Begins to measure, or ends it.
    ToggleMeasuring,
    /// The next corner of the line that is measured.
    MeasureTo(LonLat),
    CloseMeasure,
    UndoMeasure,
    CopyMeasure,
    CopyTable,
    /// The figure with this id, with its source.
    CopyCitation(String),
    MakePicture,
    /// The timeline as it is shown.
    MakeTimeline,
    /// The same as slides to edit.
    MakeSlide,
    /// The picture of what is in view, for another program to paste.
    CopyPicture,
    /// Opens the briefing panel, or puts it away.
    ToggleBriefing,
    SetBriefing(Box<Briefing>),
    /// Lets the user choose on the map what the pages show.
    BeginFraming,
    /// The frame that is being chosen; it keeps the shape of the page's map.
    SetFrame(WorldRect),
    /// Width and height of the page's map, logical pixels, which give the frame its shape.
    FramePage(f64, f64),
    /// Takes the frame, or leaves what the pages show as it was.
    EndFraming(bool),
    /// The pages that the briefing panel asks for.
    MakeBriefing,
    CancelBriefing,
    /// Puts files in the place of earlier ones of their names.
    ReplaceEarlier(Vec<(PathBuf, PathBuf)>),
    /// Keeps the settings of the briefing panel under a name.
    KeepPreset(String),
    /// By its place in the list.
    TakePreset(usize),
    RemovePreset(usize),
    /// Why the figures of a zone differ, by its id.
    CopyScopeNote(String),
    /// The table of all zones as a spreadsheet file.
    ExportTable,
    /// The table of the desk as it is seen; with `true` the selected rows alone.
    ExportDesk(TableFile, bool),
    /// Asks why a figure of a zone is to be used, by their ids.
    AskRuling(String, String),
    /// A zone by its id, and which of its figures is to be used; `None` withdraws that.
    Rule(String, Option<Ruling>),
    Undo,
    Redo,
    /// Shows a dialog, or puts it away where it is shown; `None` puts any away.
    ShowDialog(Option<Dialog>),
    /// A step of the tour, from 0; `None` ends it for good.
    TourTo(Option<usize>),
    /// Sends the keyboard there.
    Focus(Target),
    TogglePanel(Side),
    /// Panels and the size of the interface as at first.
    ResetLayout,
    /// The size of the interface, percent.
    SetScale(u16),
    /// The language of the system, now and at each start.
    FollowLang(Lang),
    /// The theme of the system.
    FollowTheme,
    /// Glides or jumps as the system has it.
    FollowMotion,
    /// What the system has.
    SystemMotion(bool),
    /// Whether the map jumps to a new view.
    SetStill(bool),
    /// What the system's theme is: whether it is dark.
    SystemTheme(bool),
    /// Where pictures go; `None` is the user's folder for pictures.
    SetPictureFolder(Option<PathBuf>),
    /// Megabytes.
    SetTilesLimit(u32),
    ClearTiles,
    /// The user's key for a source, by its id.
    ForgetKey(String),
    /// Catalogues and layers; none for the embedded catalogue.
    OpenFiles(Vec<PathBuf>),
    /// By its place in the list.
    OpenRecent(usize),
    Remember(Recent),
    ForgetRecent(usize),
    /// Stops the reading of files.
    CancelReading,
    /// A file, an offered source or an address; `None` is the embedded map.
    OpenBaseMap(Option<String>),
    /// It is open, and the window comes back to it.
    BaseMapOpened(Option<String>),
    /// The user's key for a source, by its id.
    KeepKey(String, String),
    /// Draws shifted pictures in their true place, or as they come.
    ToggleAligned,
}

/// What an action leaves to be done outside the editor.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    CopyText(String),
    /// A figure with its source.
    CopyCitation(Citation),
    MakeSlide,
    CopyPicture,
    MakeBriefing,
    CancelBriefing,
    ReplaceEarlier(Vec<(PathBuf, PathBuf)>),
    ExportTable,
    ExportDesk(TableFile, bool),
    MakeTimeline,
    MakeChart(PageFile),
    /// Catalogues and layers; none for the embedded catalogue.
    OpenFiles(Vec<PathBuf>),
    /// What kept tiles may take of the disk, megabytes.
    LimitTiles(u32),
    ClearTiles,
    ForgetKey(String),
    AskRuling(String, String),
    /// The rulings have changed and are to be saved.
    KeepRulings,
    OpenBaseMap(String),
    CloseBaseMap,
    OpenSecondMap(Option<String>),
    KeepKey(String, String),
    Align(bool),
    MakePicture,
    CancelReading,
}
