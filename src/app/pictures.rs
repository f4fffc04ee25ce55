//! Briefing pictures from the window: drawn and written off the UI thread.

use std::{path::PathBuf, sync::Arc};

use eframe::egui;

use crate::{
    basemap::TileStore,
    editor::{Derived, Editor},
    export::png,
    formats::store::{self, Existing, StoreError},
    jobs::Task,
    scene::sheet::{SheetInput, compose},
};

#[derive(Default)]
pub struct Pictures {
    running: Vec<Task<Result<PathBuf, String>>>,
}

impl Pictures {
    /// Starts the picture of what is in view.
    pub fn start(
        &mut self,
        ctx: &egui::Context,
        editor: &Editor,
        derived: &Derived,
        store: Arc<TileStore>,
    ) {
        let input = editor.picture(derived);
        let catalogue = editor.shared_catalogue();
        let name = editor.session().selected.clone().unwrap_or_else(|| "beijing-zones".to_owned());
        let (subject, lang, unit, day) = (input.subject, input.lang, input.unit, input.day);
        let (theme, size, layout, layers) = (input.theme, input.size, input.layout, input.layers);
        let (neighbours, wider, color_by) = (input.neighbours, input.wider, input.color_by);
        let ctx = ctx.clone();
        self.running.push(Task::start(move || {
            let input = SheetInput {
                catalogue: &catalogue,
                subject,
                lang,
                unit,
                day,
                theme,
                size,
                scale: None,
                layout,
                layers,
                color_by,
                neighbours,
                wider,
            };
            let result = write(&input, &store, &format!("{name}-{day}"));
            ctx.request_repaint();
            result
        }));
    }

    /// The pictures that are done since the last call: their path, or why there is none.
    pub fn finished(&mut self) -> Vec<Result<PathBuf, String>> {
        let (done, running) =
            std::mem::take(&mut self.running).into_iter().partition(Task::is_done);
        self.running = running;
        let done: Vec<Task<_>> = done;
        done.into_iter().map(outcome).collect()
    }

    /// Waits for the pictures that are being made, so that closing the window loses none.
    pub fn wait(&mut self) {
        for task in std::mem::take(&mut self.running) {
            if let Err(reason) = outcome(task) {
                log::error!("a picture was not written: {reason}");
            }
        }
    }
}

fn outcome(task: Task<Result<PathBuf, String>>) -> Result<PathBuf, String> {
    task.outcome().unwrap_or_else(|| Err("the program failed while drawing it".to_owned()))
}

/// Writes under the first name that is free, so that no earlier picture is lost.
fn write(input: &SheetInput<'_>, store: &TileStore, name: &str) -> Result<PathBuf, String> {
    let sheet = compose(input, store).map_err(|error| error.to_string())?;
    let bytes = png::encode(&sheet.scene).map_err(|error| error.to_string())?;
    let folder = folder();
    std::fs::create_dir_all(&folder).map_err(|error| format!("{error}: {}", folder.display()))?;
    for number in 1..1000 {
        let file = if number == 1 { format!("{name}.png") } else { format!("{name}-{number}.png") };
        let path = folder.join(file);
        match store::write(&path, &bytes, Existing::Keep) {
            Ok(()) => return Ok(path),
            Err(StoreError::Exists(_)) => {}
            Err(error) => return Err(error.to_string()),
        }
    }
    Err(format!("there are a thousand pictures of that name already: {}", folder.display()))
}

/// The user's folder for pictures, else their home, else where the program was started.
fn folder() -> PathBuf {
    let base = directories::UserDirs::new()
        .map(|folders| folders.picture_dir().unwrap_or(folders.home_dir()).to_owned());
    base.unwrap_or_default().join("Beijing Zones")
}
