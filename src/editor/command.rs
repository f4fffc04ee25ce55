//! Every command that has a name: the palette, the shortcuts and the cheat sheet all come from here.

mod deeds;

use super::{Editor, Layer, Side, Views, desk::DeskTab};
use crate::{scene::theming::ColorBy, style::ThemeName};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    Picture,
    Slide,
    Briefing,
    CopyPicture,
    ScopeNote,
    CopyCitation,
    CopyTable,
    SelectAll,
    CopyRows,
    Rule,
    WithdrawRuling,
    ExportTable,
    Undo,
    Redo,
    Home,
    ZoomToSelection,
    ZoomIn,
    ZoomOut,
    Back,
    Forward,
    AddBookmark,
    Measure,
    Today,
    NextClock,
    Play,
    TimelinePicture,
    ChartPicture,
    Accuracy,
    Rest,
    /// The table of zones as an audit of their areas.
    Audit,
    LayOver,
    TakeAway,
    NextUnit,
    NextLanguage,
    Swipe,
    SideBySide,
    Overview,
    Motion,
    LightOrDark,
    Theme(ThemeName),
    NextCoordinates,
    Toggle(Layer),
    Color(ColorBy),
    EmbeddedMap,
    Align,
    Open,
    /// The catalogue that the program carries.
    ReportCatalogue,
    Settings,
    Search,
    Menu,
    PickDate,
    Larger,
    Smaller,
    UsualSize,
    Panel(Side),
    Tab(DeskTab),
    Filter,
    NextPart,
    EarlierPart,
    ResetLayout,
    Help,
    Tour,
    About,
}

/// A part of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    File,
    Edit,
    View,
    Map,
    Layers,
    Help,
}

impl Group {
    pub const ALL: [Group; 6] =
        [Group::File, Group::Edit, Group::View, Group::Map, Group::Layers, Group::Help];

    /// The key of its name in the words.
    pub fn key(self) -> &'static str {
        match self {
            Group::File => "menu-file",
            Group::Edit => "menu-edit",
            Group::View => "menu-view",
            Group::Map => "menu-map",
            Group::Layers => "menu-layers",
            Group::Help => "menu-help",
        }
    }
}

impl Command {
    /// All commands in the order in which they are listed: group by group.
    pub fn all() -> impl Iterator<Item = Command> {
        const LISTED: [Command; 60] = [
            Command::Open,
            Command::ReportCatalogue,
            Command::Picture,
            Command::Slide,
            Command::Briefing,
            Command::CopyPicture,
            Command::TimelinePicture,
            Command::ChartPicture,
            Command::ExportTable,
            Command::Settings,
            Command::Undo,
            Command::Redo,
            Command::ScopeNote,
            Command::CopyCitation,
            Command::CopyTable,
            Command::SelectAll,
            Command::CopyRows,
            Command::Rule,
            Command::WithdrawRuling,
            Command::Search,
            Command::Filter,
            Command::Menu,
            Command::PickDate,
            Command::Today,
            Command::NextClock,
            Command::Play,
            Command::NextUnit,
            Command::NextLanguage,
            Command::LightOrDark,
            Command::Larger,
            Command::Smaller,
            Command::UsualSize,
            Command::Panel(Side::Left),
            Command::Panel(Side::Right),
            Command::Panel(Side::Bottom),
            Command::NextPart,
            Command::EarlierPart,
            Command::ResetLayout,
            Command::Home,
            Command::ZoomToSelection,
            Command::ZoomIn,
            Command::ZoomOut,
            Command::Back,
            Command::Forward,
            Command::AddBookmark,
            Command::Measure,
            Command::Accuracy,
            Command::Rest,
            Command::Audit,
            Command::LayOver,
            Command::TakeAway,
            Command::Swipe,
            Command::SideBySide,
            Command::Overview,
            Command::Motion,
            Command::NextCoordinates,
            Command::EmbeddedMap,
            Command::Align,
            Command::Help,
            Command::Tour,
        ];
        LISTED
            .into_iter()
            .chain(DeskTab::ALL.into_iter().map(Command::Tab))
            .chain(Layer::ALL.into_iter().map(Command::Toggle))
            .chain(ThemeName::ALL.into_iter().map(Command::Theme))
            .chain(ColorBy::ALL.into_iter().map(Command::Color))
            .chain([Command::About])
    }

    /// Where it stands in the menu.
    pub fn group(self) -> Group {
        match self {
            Command::Open
            | Command::ReportCatalogue
            | Command::Picture
            | Command::Slide
            | Command::Briefing
            | Command::CopyPicture
            | Command::TimelinePicture
            | Command::ChartPicture
            | Command::ExportTable
            | Command::Settings => Group::File,
            Command::Undo
            | Command::Redo
            | Command::ScopeNote
            | Command::CopyCitation
            | Command::CopyTable
            | Command::SelectAll
            | Command::CopyRows
            | Command::Rule
            | Command::WithdrawRuling => Group::Edit,
            Command::Search
            | Command::Filter
            | Command::Tab(_)
            | Command::Audit
            | Command::Menu
            | Command::PickDate
            | Command::Today
            | Command::NextClock
            | Command::Play
            | Command::NextUnit
            | Command::NextLanguage
            | Command::LightOrDark
            | Command::Theme(_)
            | Command::Larger
            | Command::Smaller
            | Command::UsualSize
            | Command::Panel(_)
            | Command::NextPart
            | Command::EarlierPart
            | Command::ResetLayout => Group::View,
            Command::Home
            | Command::ZoomToSelection
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::Back
            | Command::Forward
            | Command::AddBookmark
            | Command::Measure
            | Command::Accuracy
            | Command::Rest
            | Command::LayOver
            | Command::TakeAway
            | Command::Swipe
            | Command::SideBySide
            | Command::Overview
            | Command::Motion
            | Command::NextCoordinates
            | Command::EmbeddedMap
            | Command::Align => Group::Map,
            Command::Toggle(_) | Command::Color(_) => Group::Layers,
            Command::Help | Command::Tour | Command::About => Group::Help,
        }
    }

    /// The key of its name in the words.
    pub fn key(self) -> &'static str {
        match self {
            Command::Picture => "command-picture",
            Command::Slide => "command-slide",
            Command::Briefing => "command-briefing",
            Command::CopyPicture => "command-copy-picture",
            Command::ScopeNote => "command-scope-note",
            Command::CopyCitation => "command-copy-citation",
            Command::CopyTable => "command-copy-table",
            Command::SelectAll => "command-select-all",
            Command::CopyRows => "command-copy-rows",
            Command::Rule => "command-rule",
            Command::WithdrawRuling => "command-withdraw-ruling",
            Command::ExportTable => "command-export-table",
            Command::Undo => "command-undo",
            Command::Redo => "command-redo",
            Command::Home => "command-home",
            Command::ZoomToSelection => "command-zoom-to-selection",
            Command::ZoomIn => "command-zoom-in",
            Command::ZoomOut => "command-zoom-out",
            Command::Back => "command-back",
            Command::Forward => "command-forward",
            Command::AddBookmark => "command-bookmark",
            Command::Measure => "command-measure",
            Command::Today => "command-today",
            Command::NextClock => "command-clock",
            Command::Play => "command-play",
            Command::TimelinePicture => "command-timeline",
            Command::ChartPicture => "command-chart",
            Command::Accuracy => "command-accuracy",
            Command::Rest => "command-rest",
            Command::Audit => "command-audit",
            Command::LayOver => "command-lay-over",
            Command::TakeAway => "command-take-away",
            Command::NextUnit => "command-unit",
            Command::NextLanguage => "command-language",
            Command::Swipe => "command-swipe",
            Command::SideBySide => "command-side-by-side",
            Command::Overview => "command-overview",
            Command::Motion => "command-motion",
            Command::LightOrDark => "command-theme",
            Command::Theme(theme) => match theme {
                ThemeName::Light => "command-theme-light",
                ThemeName::Dark => "command-theme-dark",
                ThemeName::Print => "command-theme-print",
                ThemeName::GreySafe => "command-theme-grey-safe",
            },
            Command::NextCoordinates => "command-coordinates",
            Command::Toggle(layer) => match layer {
                Layer::Zones => "command-layer-zones",
                Layer::Neighbours => "command-layer-neighbours",
                Layer::Wider => "command-layer-wider",
                Layer::Roads => "command-layer-roads",
                Layer::Water => "command-layer-water",
                Layer::Districts => "command-layer-districts",
                Layer::Names => "command-layer-names",
            },
            Command::Color(by) => match by {
                ColorBy::Zone => "command-color-zone",
                ColorBy::Kind => "command-color-kind",
                ColorBy::Status => "command-color-status",
                ColorBy::District => "command-color-district",
                ColorBy::Quality => "command-color-quality",
                ColorBy::Published => "command-color-published",
                ColorBy::Drawn => "command-color-drawn",
            },
            Command::EmbeddedMap => "command-embedded-map",
            Command::Align => "command-align",
            Command::Open => "command-open",
            Command::ReportCatalogue => "command-report-catalogue",
            Command::Settings => "command-settings",
            Command::Search => "command-search",
            Command::Filter => "command-filter",
            Command::Tab(tab) => match tab {
                DeskTab::Timeline => "command-tab-timeline",
                DeskTab::Said => "command-tab-said",
                DeskTab::Compare => "command-tab-compare",
                DeskTab::Charts => "command-tab-charts",
                DeskTab::Relations => "command-tab-relations",
                DeskTab::Sources => "command-tab-sources",
            },
            Command::Menu => "command-menu",
            Command::PickDate => "command-date",
            Command::Larger => "command-larger",
            Command::Smaller => "command-smaller",
            Command::UsualSize => "command-usual-size",
            Command::Panel(side) => match side {
                Side::Left => "command-panel-left",
                Side::Right => "command-panel-right",
                Side::Bottom => "command-panel-bottom",
            },
            Command::NextPart => "command-next-part",
            Command::EarlierPart => "command-earlier-part",
            Command::ResetLayout => "command-reset-layout",
            Command::Help => "command-help",
            Command::Tour => "command-tour",
            Command::About => "command-about",
        }
    }

    /// The keys that call it, as they are written; none for most.
    pub fn shortcut(self) -> Option<&'static str> {
        Some(match self {
            Command::Picture => "B",
            Command::Slide => "Shift+B",
            Command::Briefing => "P",
            Command::CopyPicture => "Shift+C",
            Command::ScopeNote => "N",
            Command::CopyCitation => "C",
            Command::SelectAll => "Ctrl+A",
            Command::CopyRows => "Ctrl+C",
            Command::Rule => "R",
            Command::ExportTable => "X",
            Command::Undo => "Ctrl+Z",
            Command::Redo => "Ctrl+Shift+Z",
            Command::Home => "Home",
            Command::ZoomToSelection => "Enter",
            Command::ZoomIn => "+",
            Command::ZoomOut => "-",
            Command::Back => "[",
            Command::Forward => "]",
            Command::AddBookmark => "K",
            Command::Measure => "M",
            Command::Today => "T",
            Command::NextClock => "Shift+T",
            Command::Play => "Shift+P",
            Command::Accuracy => "A",
            Command::NextUnit => "U",
            Command::NextLanguage => "L",
            Command::Swipe => "S",
            Command::SideBySide => "Shift+S",
            Command::Overview => "O",
            Command::LightOrDark => "D",
            Command::Open => "Ctrl+O",
            Command::Settings => "Ctrl+,",
            Command::Search => "Ctrl+K",
            Command::Filter => "Ctrl+F",
            Command::Tab(tab) => match tab {
                DeskTab::Timeline => "Alt+1",
                DeskTab::Said => "Alt+2",
                DeskTab::Compare => "Alt+3",
                DeskTab::Charts => "Alt+4",
                DeskTab::Relations => "Alt+5",
                DeskTab::Sources => "Alt+6",
            },
            Command::Menu => "F10",
            Command::PickDate => "Ctrl+D",
            Command::Larger => "Ctrl++",
            Command::Smaller => "Ctrl+-",
            Command::UsualSize => "Ctrl+0",
            Command::Panel(Side::Left) => "Ctrl+1",
            Command::Panel(Side::Right) => "Ctrl+2",
            Command::Panel(Side::Bottom) => "Ctrl+3",
            Command::NextPart => "F6",
            Command::EarlierPart => "Shift+F6",
            Command::Help => "?",
            Command::CopyTable
            | Command::TimelinePicture
            | Command::ChartPicture
            | Command::WithdrawRuling
            | Command::Rest
            | Command::Audit
            | Command::LayOver
            | Command::TakeAway
            | Command::ReportCatalogue
            | Command::ResetLayout
            | Command::Tour
            | Command::About
            | Command::NextCoordinates
            | Command::Motion
            | Command::Theme(_)
            | Command::Toggle(_)
            | Command::Color(_)
            | Command::EmbeddedMap
            | Command::Align => return None,
        })
    }

    /// Whether it turns something off that is on, or is the chosen one of several.
    pub fn is_on(self, editor: &Editor) -> bool {
        let session = editor.session();
        match self {
            Command::Toggle(layer) => session.shows(layer),
            Command::Color(by) => session.color_by == by,
            Command::Panel(side) => !session.hides(side),
            Command::Tab(tab) => session.tab == tab && !session.hides(Side::Bottom),
            Command::Measure => editor.measuring().is_some(),
            Command::Swipe => session.views == Views::Swipe,
            Command::SideBySide => session.views == Views::SideBySide,
            Command::Overview => session.overview,
            Command::Motion => !session.still,
            Command::Theme(theme) => session.theme == theme,
            Command::Align => session.aligned,
            Command::UsualSize => session.settings.scale == 100,
            Command::EmbeddedMap => session.base_map.is_none(),
            _ => false,
        }
    }
}

const ZOOM_STEP: f64 = 0.5;
