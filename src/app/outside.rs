//! What the window's settings touch outside the program: kept tiles, keys, the folder of pictures,
//! files that were open before.

use eframe::egui;

use super::App;
use crate::{
    basemap::{Source, cache::DiskCache},
    editor::{Effect, Recent},
    formats::keys,
    reasons::Reason as _,
    ui::Outside,
    words,
};

impl App {
    /// Looks outside anew, for the dialogs that show it.
    pub(super) fn look_outside(&mut self) {
        let session = self.editor.session();
        let kept = keys::load();
        let outside = Outside {
            tiles_bytes: self.tile_cache().map_or(0, |cache| cache.size()),
            keys: kept.into_keys().collect(),
            pictures: super::briefing::folder(session.settings.pictures.as_deref()),
            missing: session.recent.iter().map(is_missing).collect(),
        };
        self.window.set_outside(outside);
    }

    /// Without a session nothing of the user's is touched, as in a test.
    fn tile_cache(&self) -> Option<DiskCache> {
        let megabytes = self.editor.session().settings.tiles_mb;
        self.session_path.as_ref().and_then(|_| DiskCache::of_user(bytes_of(megabytes)))
    }

    pub(super) fn carry_out_outside(&mut self, ctx: &egui::Context, effect: Effect) {
        let lang = self.editor.session().lang;
        match effect {
            Effect::OpenFiles(files) => self.open_files(ctx, files),
            Effect::LimitTiles(_) => {
                if let Some(cache) = self.tile_cache() {
                    cache.shrink();
                }
            }
            Effect::ClearTiles => {
                if let Some(cache) = self.tile_cache() {
                    cache.clear();
                }
            }
            Effect::ForgetKey(source) => {
                if let Err(error) = keys::keep(&source, "") {
                    let reason = error.reason(lang);
                    self.window.fail(words::t_with(lang, "key-not-kept", &[("reason", &reason)]));
                }
            }
            _ => {}
        }
        self.look_outside();
    }
}

pub(super) fn bytes_of(megabytes: u32) -> u64 {
    u64::from(megabytes) << 20
}

/// Whether a file is not there any more.
fn is_missing(recent: &Recent) -> bool {
    match recent {
        Recent::Files(files) => !files.iter().all(|path| path.exists()),
        Recent::BaseMap(name) => {
            Source::from_address(name).is_none() && !std::path::Path::new(name).exists()
        }
    }
}

/// The language of the system: Chinese where it is any of its kinds, else English.
pub fn system_lang() -> crate::model::Lang {
    let is_chinese = sys_locale::get_locale().is_some_and(|name| name.starts_with("zh"));
    if is_chinese { crate::model::Lang::Zh } else { crate::model::Lang::En }
}
