//! What a command does now.

use super::{Command, ZOOM_STEP};
use crate::{
    editor::{Action, Dialog, Editor, Pace, PageFile, TableFile, Target, Views, desk::DeskTab},
    model::{Lang, as_of::Clock, units::AreaUnit},
    style::ThemeName,
};

impl Command {
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
            Command::SelectAll => {
                (session.tab == DeskTab::Compare).then_some(Action::SelectAllRows)?
            }
            Command::CopyRows => zone.map(|_| Action::CopyRows)?,
            Command::Rule => {
                let zone = zone?;
                let ruled = zone.ruling.as_ref().map(|ruling| ruling.figure.as_str());
                let headline = zone.headline_on(editor.as_of());
                let headline = headline.filter(|figure| figure.quantity.is_ground_area());
                let figure = ruled.or_else(|| headline.map(|figure| figure.id.as_str()))?;
                Action::AskRuling(zone.id.clone(), figure.to_owned())
            }
            Command::WithdrawRuling => {
                let zone = zone.filter(|zone| zone.ruling.is_some())?;
                Action::Rule(zone.id.clone(), None)
            }
            Command::ExportTable if session.tab == DeskTab::Compare => {
                Action::ExportDesk(TableFile::Xlsx, false)
            }
            Command::ExportTable => Action::ExportTable,
            Command::Undo => editor.can_undo().then_some(Action::Undo)?,
            Command::Redo => editor.can_redo().then_some(Action::Redo)?,
            Command::Home => Action::ShowReport,
            Command::ZoomToSelection if editor.selected_zones().len() > 1 => {
                Action::ZoomToSelection
            }
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
            Command::ChartPicture => Action::MakeChart(PageFile::Png),
            Command::Accuracy => zone.map(|_| Action::ToggleAccuracy)?,
            Command::Audit => Action::ShowAudit,
            Command::Rest => zone.map(|_| Action::ToggleRest)?,
            Command::LayOver => zone.map(|_| Action::Focus(Target::LayOver))?,
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
            Command::Open => Action::ShowDialog(Some(Dialog::Open)),
            Command::ReportCatalogue => Action::OpenFiles(Vec::new()),
            Command::Settings => Action::ShowDialog(Some(Dialog::Settings)),
            Command::Search => Action::Focus(Target::Search),
            Command::Filter => Action::Focus(Target::Filter),
            Command::Tab(tab) => Action::SetTab(tab),
            Command::Menu => Action::Focus(Target::Menu),
            Command::PickDate => Action::Focus(Target::Date),
            Command::Larger => Action::SetScale(session.settings.next_scale(true)),
            Command::Smaller => Action::SetScale(session.settings.next_scale(false)),
            Command::UsualSize => Action::SetScale(100),
            Command::Panel(side) => Action::TogglePanel(side),
            Command::NextPart | Command::EarlierPart => {
                let at = editor.sent().map_or(Target::Search, |(target, _)| target);
                Action::Focus(at.next(self == Command::NextPart))
            }
            Command::ResetLayout => Action::ResetLayout,
            Command::Help => Action::ShowDialog(Some(Dialog::Help)),
            Command::Tour => Action::TourTo(Some(0)),
            Command::About => Action::ShowDialog(Some(Dialog::About)),
        })
    }
}
