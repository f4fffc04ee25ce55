//! Base maps that the user turns on: opened off the UI thread, since a server may take its time.

use std::sync::Arc;

use eframe::egui;

use super::App;
use crate::{
    basemap::{self, TileStore},
    editor::Action,
    formats::keys,
    jobs::Task,
    reasons::Reason as _,
    ui::MapTiles,
    words,
};

pub struct Opening {
    name: String,
    task: Task<Result<TileStore, basemap::Error>>,
}

impl Opening {
    /// Opens it; its tiles may take so many bytes of the disk.
    pub fn start(ctx: &egui::Context, name: String, tiles_limit: u64) -> Self {
        let (ctx, asked) = (ctx.clone(), name.clone());
        let task = Task::start(move || {
            let store = TileStore::named(&asked, crate::cli::key_of, tiles_limit);
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
                self.remember_base_map(&opening.name);
                self.set_base_map(store, Some(opening.name));
            }
            Some(Err(basemap::Error::NoKey { .. })) if self.window.ask_key(&opening.name) => {}
            Some(Err(error)) => {
                // One of the last session: what is shown is the program's own.
                if self.editor.session().base_map.as_ref() == Some(&opening.name) {
                    self.remember_base_map(&opening.name);
                    self.editor.apply(Action::BaseMapOpened(None), &self.derived);
                    self.look_outside();
                }
                let reason = error.reason(lang);
                self.window.fail(words::t_with(lang, "basemap-failed", &[("reason", &reason)]));
            }
            None => {}
        }
    }

    pub(super) fn open_base_map(&mut self, ctx: &egui::Context, name: String) {
        let limit = super::outside::bytes_of(self.editor.session().settings.tiles_mb);
        self.opening = Some(Opening::start(ctx, name, limit));
    }

    pub(super) fn show_embedded_map(&mut self) {
        self.opening = None;
        match TileStore::embedded() {
            Ok(store) => {
                self.set_base_map(store, None);
            }
            Err(error) => self.window.fail(error.reason(self.editor.session().lang)),
        }
    }

    /// A second view keeps the base map that it has.
    fn set_base_map(&mut self, store: TileStore, name: Option<String>) {
        store.set_aligned(self.editor.session().aligned);
        let before = std::mem::replace(&mut self.store, Arc::new(store));
        self.window.set_tiles(MapTiles::new(self.store.clone(), Vec::new()));
        let second = &self.editor.session().second.base_map;
        if *second == name {
            self.set_second_store(None);
        } else if self.second_store.is_none() {
            self.set_second_store(Some(before));
        }
        self.editor.apply(Action::BaseMapOpened(name), &self.derived);
    }

    fn set_second_store(&mut self, store: Option<Arc<TileStore>>) {
        self.second_store.clone_from(&store);
        self.window.set_second_tiles(store.map(|store| MapTiles::new(store, Vec::new())));
    }

    /// Opens the base map of the second view, or shows that of the first there too.
    pub(super) fn open_second_map(&mut self, ctx: &egui::Context, name: Option<String>) {
        self.second_opening = None;
        if name == self.editor.session().base_map {
            self.set_second_store(None);
            self.editor.apply(Action::SecondMapOpened(name), &self.derived);
            return;
        }
        let Some(name) = name else {
            match TileStore::embedded() {
                Ok(store) => {
                    self.set_second_store(Some(Arc::new(store)));
                    self.editor.apply(Action::SecondMapOpened(None), &self.derived);
                }
                Err(error) => self.window.fail(error.reason(self.editor.session().lang)),
            }
            return;
        };
        let limit = super::outside::bytes_of(self.editor.session().settings.tiles_mb);
        self.second_opening = Some(Opening::start(ctx, name, limit));
    }

    /// Takes the base map of the second view once it is open.
    pub(super) fn take_second_map(&mut self) {
        let Some(opening) = self.second_opening.take_if(|opening| opening.task.is_done()) else {
            return;
        };
        let lang = self.editor.session().lang;
        match opening.task.outcome() {
            Some(Ok(store)) => {
                store.set_aligned(self.editor.session().aligned);
                self.set_second_store(Some(Arc::new(store)));
                self.editor.apply(Action::SecondMapOpened(Some(opening.name)), &self.derived);
            }
            Some(Err(error)) => {
                let reason = error.reason(lang);
                self.window.fail(words::t_with(lang, "basemap-failed", &[("reason", &reason)]));
            }
            None => {}
        }
    }

    /// Keeps the user's key of a source, and opens it.
    pub(super) fn keep_key(&mut self, ctx: &egui::Context, source: &str, key: &str) {
        if let Err(error) = keys::keep(source, key) {
            let lang = self.editor.session().lang;
            let reason = error.reason(lang);
            self.window.fail(words::t_with(lang, "key-not-kept", &[("reason", &reason)]));
            return;
        }
        self.open_base_map(ctx, source.to_owned());
    }
}
