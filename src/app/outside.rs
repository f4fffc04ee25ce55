//! What the window's settings touch outside the program: kept tiles, keys, the folder of pictures,
//! files that were open before.

use std::path::PathBuf;

use eframe::egui;

use super::{App, loading::Loading};
use crate::{
    basemap::{Source, cache::DiskCache},
    editor::{Action, Effect, Recent},
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

    /// Reads catalogues and layers, or goes back to the embedded catalogue where none are named. What
    /// is being read is put away.
    pub(super) fn open_files(&mut self, ctx: &egui::Context, files: Vec<PathBuf>) {
        if let Some(earlier) = self.loading.take() {
            earlier.cancel();
        }
        let (session, today) = (self.editor.session().clone(), self.editor.today());
        self.loading = Some(Loading::start(ctx, files, None, session, today));
    }

    /// Puts what was opened on top of the recent files. Relative paths would mean nothing later.
    pub(super) fn remember_files(&mut self, files: &[PathBuf]) {
        if files.is_empty() {
            return;
        }
        let whole = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let recent = Recent::Files(files.iter().map(whole).collect());
        self.editor.apply(Action::Remember(recent), &self.derived);
    }

    pub(super) fn remember_base_map(&mut self, name: &str) {
        // What the program offers itself needs no remembering.
        if Source::offered().iter().any(|source| source.id == name) {
            return;
        }
        let is_file = Source::from_address(name).is_none();
        let whole = std::path::absolute(name).ok().filter(|_| is_file);
        let name = whole.map_or_else(|| name.to_owned(), |path| path.display().to_string());
        self.editor.apply(Action::Remember(Recent::BaseMap(name)), &self.derived);
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
