//! What is around the work: dialogs, the tour, settings, recent files, where the keyboard is.

use crate::style::ThemeName;

use super::{
    Action, Dialog, Editor, Effect, Recent, Session, Settings, Side, TOUR_STEPS, Target,
    desk::DeskTab,
};

/// State of the window that is not saved.
#[derive(Debug, Default)]
pub(super) struct Around {
    dialog: Option<Dialog>,
    /// The step of the tour that is shown.
    tour: Option<usize>,
    /// Where the keyboard was last sent, and how often it was sent anywhere.
    sent: Option<(Target, u64)>,
    /// How often the layout was put back: panels forget their sizes.
    layouts: u64,
}

impl Editor {
    /// The dialog that is open.
    pub fn dialog(&self) -> Option<Dialog> {
        self.around.dialog
    }

    /// The step of the tour that is shown, from 0.
    pub fn tour(&self) -> Option<usize> {
        self.around.tour
    }

    /// Where the keyboard was last sent; the number tells a new wish from an old one.
    pub fn sent(&self) -> Option<(Target, u64)> {
        self.around.sent
    }

    /// Grows when the layout is put back.
    pub fn layouts(&self) -> u64 {
        self.around.layouts
    }

    /// The actions that concern no document; `None` for the others.
    pub(super) fn carry_out_around(&mut self, action: &Action) -> Option<Vec<Effect>> {
        let settings = &mut self.session.settings;
        match action {
            Action::ShowDialog(dialog) => {
                self.around.dialog = if self.around.dialog == *dialog { None } else { *dialog };
            }
            Action::TourTo(step) => {
                self.around.dialog = None;
                self.around.tour = step.filter(|step| *step < TOUR_STEPS);
                settings.tour_done |= self.around.tour.is_none();
            }
            Action::Focus(target) => {
                if let Target::Panel(side) = target {
                    *self.session.hides_mut(*side) = false;
                }
                if *target == Target::LayOver {
                    *self.session.hides_mut(Side::Right) = false;
                }
                if *target == Target::Filter {
                    self.session.tab = DeskTab::Compare;
                    *self.session.hides_mut(Side::Bottom) = false;
                }
                let count = self.around.sent.map_or(0, |(_, count)| count);
                self.around.sent = Some((*target, count + 1));
            }
            Action::TogglePanel(side) => {
                let hidden = self.session.hides_mut(*side);
                *hidden = !*hidden;
            }
            Action::SetScale(percent) => {
                let (least, most) =
                    (Settings::SCALES[0], Settings::SCALES[Settings::SCALES.len() - 1]);
                settings.scale = (*percent).clamp(least, most);
            }
            Action::FollowLang(lang) => {
                settings.system_lang = true;
                self.session.lang = *lang;
            }
            Action::FollowTheme => settings.system_theme = true,
            Action::SystemTheme(dark) => {
                if settings.system_theme {
                    let theme = if *dark { ThemeName::Dark } else { ThemeName::Light };
                    self.session.theme = theme;
                }
            }
            Action::FollowMotion => settings.system_motion = true,
            Action::SystemMotion(still) => {
                if settings.system_motion {
                    self.session.still = *still;
                }
            }
            Action::SetStill(still) => {
                settings.system_motion = false;
                self.session.still = *still;
            }
            Action::ToggleMotion => {
                settings.system_motion = false;
                self.session.still = !self.session.still;
            }
            Action::SetPictureFolder(folder) => settings.pictures.clone_from(folder),
            Action::SetTilesLimit(megabytes) => {
                settings.tiles_mb = *megabytes;
                return Some(vec![Effect::LimitTiles(*megabytes)]);
            }
            Action::ClearTiles => return Some(vec![Effect::ClearTiles]),
            Action::ForgetKey(source) => return Some(vec![Effect::ForgetKey(source.clone())]),
            Action::ResetLayout => {
                let usual = Session::default();
                self.session.panels = usual.panels;
                self.session.hidden = usual.hidden;
                self.session.settings.scale = usual.settings.scale;
                self.around.layouts += 1;
            }
            Action::OpenFiles(files) => return Some(vec![Effect::OpenFiles(files.clone())]),
            Action::OpenRecent(at) => return Some(self.open_recent(*at).into_iter().collect()),
            Action::Remember(recent) => {
                let list = &mut self.session.recent;
                list.retain(|other| other != recent);
                list.insert(0, recent.clone());
                list.truncate(Recent::MOST);
            }
            Action::ForgetRecent(at) => {
                if *at < self.session.recent.len() {
                    self.session.recent.remove(*at);
                }
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn open_recent(&self, at: usize) -> Option<Effect> {
        Some(match self.session.recent.get(at)? {
            Recent::Files(files) => Effect::OpenFiles(files.clone()),
            Recent::BaseMap(name) => Effect::OpenBaseMap(name.clone()),
        })
    }
}
