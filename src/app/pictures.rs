//! Briefing pictures from the window: drawn and written off the UI thread.

use std::{path::PathBuf, sync::Arc};

use eframe::egui;

use crate::{
    basemap::TileStore,
    cli::{
        areas::sources_sheet,
        message,
        picture::{PictureFormat, PictureSpec},
    },
    editor::{Derived, Editor, TableCell, table_rows},
    export::{
        png, pptx,
        xlsx::{self, Cell, Sheet},
    },
    formats::store::{self, Existing, StoreError},
    jobs::Task,
    words,
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
        self.start_as(ctx, editor, derived, store, false);
    }

    /// Starts the slides of what is in view.
    pub fn start_slide(
        &mut self,
        ctx: &egui::Context,
        editor: &Editor,
        derived: &Derived,
        store: Arc<TileStore>,
    ) {
        self.start_as(ctx, editor, derived, store, true);
    }

    /// Starts the table of all zones as a spreadsheet, its sources on a second sheet.
    pub fn start_table(&mut self, ctx: &egui::Context, editor: &Editor, derived: &Derived) {
        let lang = editor.session().lang;
        let (head, rows) = table_rows(editor, derived);
        let catalogue = editor.shared_catalogue();
        let (day, ctx) = (editor.day(), ctx.clone());
        self.running.push(Task::start(move || {
            let table = Sheet {
                name: words::t(lang, "all-zones"),
                head,
                rows: rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
            };
            let sheets = [table, sources_sheet(lang, &catalogue)];
            let result = xlsx::encode(&sheets)
                .map_err(|error| error.to_string())
                .and_then(|bytes| write(&bytes, &format!("zones-{day}"), "xlsx"));
            ctx.request_repaint();
            result
        }));
    }

    fn start_as(
        &mut self,
        ctx: &egui::Context,
        editor: &Editor,
        derived: &Derived,
        store: Arc<TileStore>,
        as_slide: bool,
    ) {
        let kind = if as_slide { PictureFormat::Pptx } else { PictureFormat::Png };
        let input = editor.picture(derived);
        let Some(picture) = PictureSpec::of_window(&input, kind) else { return };
        let name = editor.session().selected.clone().unwrap_or_else(|| "beijing-zones".to_owned());
        let catalogue = editor.shared_catalogue();
        let (day, ctx) = (input.day, ctx.clone());
        self.running.push(Task::start(move || {
            let made = picture.make(&catalogue, &store).map_err(|error| message(&error));
            let name = format!("{name}-{day}");
            let result = made.and_then(|made| write(&made.bytes, &name, kind.extension()));
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

fn cell(cell: TableCell) -> Cell {
    match cell {
        TableCell::Text(text) => Cell::Text(text),
        TableCell::Number(number, decimals) => Cell::Number(number, decimals),
    }
}

/// Writes under the first name that is free, so that no earlier file is lost.
fn write(bytes: &[u8], name: &str, extension: &str) -> Result<PathBuf, String> {
    let folder = folder();
    std::fs::create_dir_all(&folder).map_err(|error| format!("{error}: {}", folder.display()))?;
    for number in 1..1000 {
        let count = if number == 1 { String::new() } else { format!("-{number}") };
        let file = format!("{name}{count}.{extension}");
        let path = folder.join(file);
        match store::write(&path, bytes, Existing::Keep) {
            Ok(()) => return read_back(&path, bytes, extension).map(|()| path),
            Err(StoreError::Exists(_)) => {}
            Err(error) => return Err(error.to_string()),
        }
    }
    Err(format!("there are a thousand pictures of that name already: {}", folder.display()))
}

/// Whether the disk holds what was written, and whether that opens.
fn read_back(path: &std::path::Path, written: &[u8], extension: &str) -> Result<(), String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let sound = if bytes != written {
        Err("the disk does not hold what was written".to_owned())
    } else if extension == "png" {
        match png::blank_band(&bytes, 1) {
            Ok((_, None)) => Ok(()),
            Ok((_, Some(_))) => Err("it is blank".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    } else {
        pptx::check(&bytes)
    };
    sound.map_err(|reason| format!("{reason}: {}", path.display()))
}

/// The user's folder for pictures, else their home, else where the program was started.
fn folder() -> PathBuf {
    let base = directories::UserDirs::new()
        .map(|folders| folders.picture_dir().unwrap_or(folders.home_dir()).to_owned());
    base.unwrap_or_default().join("Beijing Zones")
}
