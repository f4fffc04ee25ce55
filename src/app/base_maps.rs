//! Base maps that the user turns on: opened off the UI thread, since a server may take its time.

use std::sync::Arc;

use eframe::egui;

use super::App;
use crate::{
    basemap::{self, TileStore},
    editor::Action,
    formats::keys,
    jobs::Task,
    ui::MapTiles,
    words,
};

pub struct Opening {
    name: String,
    task: Task<Result<TileStore, basemap::Error>>,
}

impl Opening {
    pub fn start(ctx: &egui::Context, name: String) -> Self {
        let (ctx, asked) = (ctx.clone(), name.clone());
        let task = Task::start(move || {
            let store = TileStore::named(&asked, crate::cli::key_of);
            ctx.request_repaint();
            store
        });
        Self { name, task }
    }
}

impl App {
    /// Takes the base map once it is open. One that does not open leaves the map as it was.
    pub(super) fn take_base_map(&mut self) {
        let Some(opening) = self.opening.take_if(|opening| opening.task.is_done()) else {
            return;
        };
        let lang = self.editor.session().lang;
        match opening.task.outcome() {
            Some(Ok(store)) => {
                store.set_aligned(self.editor.session().aligned);
                self.store = Arc::new(store);
                self.window.set_tiles(MapTiles::new(self.store.clone(), Vec::new()));
                self.editor.apply(Action::BaseMapOpened(Some(opening.name)), &self.derived);
            }
            Some(Err(basemap::Error::NoKey { .. })) if self.window.ask_key(&opening.name) => {}
            Some(Err(error)) => {
                let reason = error.to_string();
                self.window.fail(words::t_with(lang, "basemap-failed", &[("reason", &reason)]));
            }
            None => {}
        }
    }

    pub(super) fn show_embedded_map(&mut self) {
        self.opening = None;
        match TileStore::embedded() {
            Ok(store) => {
                self.store = Arc::new(store);
                self.window.set_tiles(MapTiles::new(self.store.clone(), Vec::new()));
                self.editor.apply(Action::BaseMapOpened(None), &self.derived);
            }
            Err(error) => self.window.fail(error.to_string()),
        }
    }

    /// Keeps the user's key of a source, and opens it.
    pub(super) fn keep_key(&mut self, ctx: &egui::Context, source: &str, key: &str) {
        if let Err(error) = keys::keep(source, key) {
            self.window.fail(error.to_string());
            return;
        }
        self.opening = Some(Opening::start(ctx, source.to_owned()));
    }
}
