//! What the window says of files that were made, and asks where their names were taken.

use std::path::PathBuf;

use eframe::egui;

use super::{App, failure, pictures};
use crate::words;

impl App {
    /// Says what became of the pictures that are done.
    pub(super) fn tell_of_pictures(&mut self, ctx: &egui::Context) {
        let lang = self.editor.session().lang;
        if let Some(task) = self.copying.take_if(|task| task.is_done()) {
            let failed = || Err(words::t(lang, "picture-crashed"));
            match task.outcome().unwrap_or_else(failed) {
                Ok(()) => self.window.tell(ctx, words::t(lang, "picture-copied")),
                Err(reason) => self.fail_picture(&reason),
            }
        }
        for done in self.pictures.finished() {
            if !done.reasons.is_empty() {
                self.fail_picture(&done.reasons.join("\n"));
            }
            if let Some(message) = self.outcome(&done) {
                self.window.tell(ctx, message);
            }
            self.window.ask_of_taken(done.taken);
        }
    }

    fn fail_picture(&mut self, reason: &str) {
        let lang = self.editor.session().lang;
        self.window.fail(words::t_with(lang, "picture-failed", &[("reason", reason)]));
    }

    fn outcome(&self, done: &pictures::Done) -> Option<String> {
        let lang = self.editor.session().lang;
        let count = words::count(done.files.len() - done.same);
        let message = match done.files.as_slice() {
            _ if done.cancelled => {
                let count = words::count(done.files.len());
                words::t_with(lang, "pictures-cancelled", &[("count", &count)])
            }
            [] => return None,
            [path] => {
                let path = path.display().to_string();
                let key = if done.same == 1 { "picture-same" } else { "picture-written" };
                words::t_with(lang, key, &[("path", &path)])
            }
            [first, ..] => {
                let folder = first.parent().unwrap_or(first).display().to_string();
                let same = words::count(done.same);
                let values =
                    [("count", count.as_str()), ("same", same.as_str()), ("folder", &folder)];
                let key = if done.same == 0 { "pictures-written" } else { "pictures-some-same" };
                words::t_with(lang, key, &values)
            }
        };
        Some(message)
    }

    /// Puts files in the place of the earlier ones of their names.
    pub(super) fn replace_earlier(&mut self, ctx: &egui::Context, taken: &[(PathBuf, PathBuf)]) {
        let lang = self.editor.session().lang;
        let mut reasons = Vec::new();
        for (file, earlier) in taken {
            if let Err(error) = pictures::replace(file, earlier) {
                reasons.push(failure::reason(lang, &error));
            }
        }
        if !reasons.is_empty() {
            self.fail_picture(&reasons.join("\n"));
            return;
        }
        let message = match taken {
            [(_, earlier)] => {
                let path = earlier.display().to_string();
                words::t_with(lang, "picture-replaced", &[("path", &path)])
            }
            _ => {
                let count = words::count(taken.len());
                words::t_with(lang, "pictures-replaced", &[("count", &count)])
            }
        };
        self.window.tell(ctx, message);
    }
}
