//! Settings, recent files and hidden panels in the session file.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::editor::{Recent, Settings};

/// Files of older versions have none of these: a user of an older version needs no tour.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, rename = "Settings")]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub(super) struct SettingsTwin {
    system_lang: bool,
    system_theme: bool,
    system_motion: bool,
    scale: u16,
    pictures: Option<PathBuf>,
    tiles_mb: u32,
    tour_done: bool,
}

impl Default for SettingsTwin {
    fn default() -> Self {
        Self::from(&Settings::default())
    }
}

impl From<&Settings> for SettingsTwin {
    fn from(settings: &Settings) -> Self {
        Self {
            system_lang: settings.system_lang,
            system_theme: settings.system_theme,
            system_motion: settings.system_motion,
            scale: settings.scale,
            pictures: settings.pictures.clone(),
            tiles_mb: settings.tiles_mb,
            tour_done: settings.tour_done,
        }
    }
}

impl From<SettingsTwin> for Settings {
    fn from(twin: SettingsTwin) -> Self {
        Self {
            system_lang: twin.system_lang,
            system_theme: twin.system_theme,
            system_motion: twin.system_motion,
            // A file that was edited by hand cannot make the window unreadable.
            scale: twin.scale.clamp(75, 200),
            pictures: twin.pictures,
            tiles_mb: twin.tiles_mb.clamp(16, 65_536),
            tour_done: twin.tour_done,
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum RecentTwin {
    Files(Vec<PathBuf>),
    BaseMap(String),
}

impl From<&Recent> for RecentTwin {
    fn from(recent: &Recent) -> Self {
        match recent {
            Recent::Files(files) => RecentTwin::Files(files.clone()),
            Recent::BaseMap(name) => RecentTwin::BaseMap(name.clone()),
        }
    }
}

impl From<RecentTwin> for Recent {
    fn from(twin: RecentTwin) -> Self {
        match twin {
            RecentTwin::Files(files) => Recent::Files(files),
            RecentTwin::BaseMap(name) => Recent::BaseMap(name),
        }
    }
}
