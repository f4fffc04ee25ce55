//! Every command that has a name: the palette, the shortcuts and the cheat sheet all come from here.

use super::{Action, Editor, Layer, Pace, Views};
use crate::{
    model::{Lang, as_of::Clock, units::AreaUnit},
    scene::theming::ColorBy,
    style::ThemeName,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    Picture,
    Slide,
    Briefing,
    CopyPicture,
    ScopeNote,
    CopyCitation,
    CopyTable,
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
    Accuracy,
    Rest,
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
    Help,
}

impl Command {
    /// All commands in the order in which they are listed.
    pub fn all() -> impl Iterator<Item = Command> {
        const FIRST: [Command; 33] = [
            Command::Picture,
            Command::Slide,
            Command::Briefing,
            Command::CopyPicture,
            Command::ScopeNote,
            Command::CopyCitation,
            Command::CopyTable,
            Command::ExportTable,
            Command::Undo,
            Command::Redo,
            Command::Home,
            Command::ZoomToSelection,
            Command::ZoomIn,
            Command::ZoomOut,
            Command::Back,
            Command::Forward,
            Command::AddBookmark,
            Command::Measure,
            Command::Today,
            Command::NextClock,
            Command::Play,
            Command::TimelinePicture,
            Command::Accuracy,
            Command::Rest,
            Command::TakeAway,
            Command::NextUnit,
            Command::NextLanguage,
            Command::Swipe,
            Command::SideBySide,
            Command::Overview,
            Command::Motion,
            Command::LightOrDark,
            Command::NextCoordinates,
        ];
        FIRST
            .into_iter()
            .chain(Layer::ALL.into_iter().map(Command::Toggle))
            .chain(ThemeName::ALL.into_iter().map(Command::Theme))
            .chain(ColorBy::ALL.into_iter().map(Command::Color))
            .chain([Command::EmbeddedMap, Command::Align, Command::Help])
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
            Command::Accuracy => "command-accuracy",
            Command::Rest => "command-rest",
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
            Command::Help => "command-help",
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
            Command::Help => "?",
            Command::CopyTable
            | Command::TimelinePicture
            | Command::Rest
            | Command::TakeAway
            | Command::NextCoordinates
            | Command::Motion
            | Command::Theme(_)
            | Command::Toggle(_)
            | Command::Color(_)
            | Command::EmbeddedMap
            | Command::Align => return None,
        })
    }

    /// What it does now; `None` where it can do nothing.
    pub fn action(self, editor: &Editor) -> Option<Action> {
        let session = editor.session();
        let zone = editor.selected().map(|index| &editor.catalogue().zones[index]);
        Some(match self {
            Command::Picture => Action::MakePicture,
            Command::Slide => Action::MakeSlide,
            Command::Briefing => Action::ToggleBriefing,
            Command::CopyPicture => Action::CopyPicture,
            Command::ScopeNote => Action::CopyScopeNote(zone?.id.clone()),
            Command::CopyCitation => {
                Action::CopyCitation(zone?.headline_on(editor.as_of())?.id.clone())
            }
            Command::CopyTable => Action::CopyTable,
            Command::ExportTable => Action::ExportTable,
            Command::Undo => editor.can_undo().then_some(Action::Undo)?,
            Command::Redo => editor.can_redo().then_some(Action::Redo)?,
            Command::Home => Action::ShowReport,
            Command::ZoomToSelection => Action::ZoomToZone(zone?.id.clone()),
            Command::ZoomIn => Action::ZoomBy(ZOOM_STEP),
            Command::ZoomOut => Action::ZoomBy(-ZOOM_STEP),
            Command::Back => Action::Back,
            Command::Forward => Action::Forward,
            Command::AddBookmark => Action::AddBookmark,
            Command::Measure => Action::ToggleMeasuring,
            Command::Today => Action::SetAsOf(None),
            Command::NextClock => Action::SetClock(match session.clock {
                Clock::Known => Clock::True,
                Clock::True => Clock::Known,
            }),
            Command::Play => Action::Play(match editor.playing() {
                Some(_) => None,
                None => Some(Pace::default()),
            }),
            Command::TimelinePicture => Action::MakeTimeline,
            Command::Accuracy => zone.map(|_| Action::ToggleAccuracy)?,
            Command::Rest => zone.map(|_| Action::ToggleRest)?,
            Command::TakeAway => editor.laid().map(|_| Action::LayOver(None))?,
            Command::NextUnit => Action::SetUnit(match session.unit {
                AreaUnit::Km2 => AreaUnit::Ha,
                AreaUnit::Ha => AreaUnit::Mu,
                AreaUnit::Mu => AreaUnit::Km2,
            }),
            Command::NextLanguage => Action::SetLang(match session.lang {
                Lang::En => Lang::Zh,
                Lang::Zh => Lang::En,
            }),
            Command::Swipe => Action::SetViews(match session.views {
                Views::Swipe => Views::One,
                Views::One | Views::SideBySide => Views::Swipe,
            }),
            Command::SideBySide => Action::SetViews(match session.views {
                Views::SideBySide => Views::One,
                Views::One | Views::Swipe => Views::SideBySide,
            }),
            Command::Overview => Action::ToggleOverview,
            Command::Motion => Action::ToggleMotion,
            Command::LightOrDark => Action::SetTheme(match session.theme {
                ThemeName::Dark => ThemeName::Light,
                ThemeName::Light | ThemeName::Print | ThemeName::GreySafe => ThemeName::Dark,
            }),
            Command::Theme(theme) => Action::SetTheme(theme),
            Command::NextCoordinates => Action::NextCoordinates,
            Command::Toggle(layer) => Action::ToggleLayer(layer),
            Command::Color(by) => Action::SetColorBy(by),
            Command::EmbeddedMap => {
                session.base_map.is_some().then_some(Action::OpenBaseMap(None))?
            }
            Command::Align => Action::ToggleAligned,
            Command::Help => Action::ToggleHelp,
        })
    }
}

const ZOOM_STEP: f64 = 0.5;
