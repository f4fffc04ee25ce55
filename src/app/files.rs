//! Files that are opened while the window is there: dropped on it, by their path, or from the list of
//! those that were open before.

use std::{path::PathBuf, time::Duration};

use eframe::egui;

use super::{App, failure, loading::Loading};
use crate::{
    basemap::Source,
    editor::{Action, Recent},
    words,
};

impl App {
    /// Takes the files that were dropped on the window, and the document once it is read.
    pub(super) fn take_files(&mut self, ctx: &egui::Context) {
        let dropped: Vec<PathBuf> = ctx.input(|input| {
            input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect()
        });
        let (base_maps, dropped): (Vec<PathBuf>, Vec<PathBuf>) =
            dropped.into_iter().partition(|path| {
                path.extension().is_some_and(|name| {
                    name.eq_ignore_ascii_case("pmtiles") || name.eq_ignore_ascii_case("mbtiles")
                })
            });
        if let Some(path) = base_maps.last() {
            self.open_base_map(ctx, path.display().to_string());
        }
        let (pictures, dropped): (Vec<PathBuf>, Vec<PathBuf>) =
            dropped.into_iter().partition(|path| {
                path.extension().is_some_and(|end| {
                    ["png", "apng", "gif"].iter().any(|kind| end.eq_ignore_ascii_case(kind))
                })
            });
        if let Some(path) = pictures.last() {
            self.return_to_picture(ctx, path);
        }
        if !dropped.is_empty() {
            self.open_files(ctx, dropped);
        }
        let Some(loading) = self.loading.take_if(|loading| loading.is_done()) else {
            if self.loading.is_some() {
                ctx.request_repaint_after(Duration::from_millis(60));
            }
            return;
        };
        let lang = self.editor.session().lang;
        let (names, _) = loading.state();
        let files = loading.files().to_vec();
        let cancelled = loading.is_cancelled();
        match loading.outcome() {
            Ok(loaded) if !cancelled => {
                self.derived = loaded.derived;
                self.editor.open(loaded.catalogue, self.derived.home);
                self.remember_files(&files);
                let names =
                    if files.is_empty() { words::t(lang, "report-catalogue") } else { names };
                let count = words::count(self.editor.catalogue().zones.len());
                let values = [("files", names.as_str()), ("count", count.as_str())];
                self.window.tell(ctx, words::t_with(lang, "reading-done", &values));
            }
            Ok(_) => {
                self.window
                    .tell(ctx, words::t_with(lang, "reading-cancelled", &[("files", &names)]));
            }
            Err(_) if cancelled => {
                self.window
                    .tell(ctx, words::t_with(lang, "reading-cancelled", &[("files", &names)]));
            }
            Err(error) => {
                let reason = failure::reason(lang, &error);
                self.window.fail(words::t_with(lang, "reading-failed", &[("reason", &reason)]));
            }
        }
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
