//! Reading files while the window is open: off the UI thread, with progress, and to be cancelled.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Result;
use eframe::egui;

use super::failure::ReadingFailed;
use crate::{
    editor::{Derived, Editor, Session},
    jobs::{Progress, Task},
    model::{catalogue::Catalogue, date::Day, datum::Crs},
};

/// Files that are larger than this together are read while the window is open already.
const LARGE_BYTES: u64 = 4 << 20;

/// What was read, with all that follows from it.
pub struct Loaded {
    pub catalogue: Arc<Catalogue>,
    pub derived: Derived,
}

pub struct Loading {
    task: Task<Result<Loaded>>,
    progress: Arc<Progress>,
    files: Vec<PathBuf>,
}

impl Loading {
    /// Starts to read. What follows from the document is prepared for the session as it is now.
    pub fn start(
        ctx: &egui::Context,
        files: Vec<PathBuf>,
        crs: Option<Crs>,
        session: Session,
        today: Day,
    ) -> Self {
        let progress = Arc::new(Progress::default());
        let (task_progress, task_files, ctx) = (progress.clone(), files.clone(), ctx.clone());
        let task = Task::start(move || {
            let loaded = load(&task_files, crs, session, today, &task_progress);
            ctx.request_repaint();
            loaded
        });
        Self { task, progress, files }
    }

    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    pub fn is_done(&self) -> bool {
        self.task.is_done()
    }

    pub fn cancel(&self) {
        self.progress.cancel();
    }

    pub fn is_cancelled(&self) -> bool {
        self.progress.is_cancelled()
    }

    /// The names of the files, and the share that is read where that is known.
    pub fn state(&self) -> (String, Option<f32>) {
        (names(&self.files), self.progress.share())
    }

    /// What was read, or why it was not.
    pub fn outcome(self) -> Result<Loaded> {
        let failed = || ReadingFailed(names(&self.files));
        self.task.outcome().ok_or_else(failed)?
    }
}

fn load(
    files: &[PathBuf],
    crs: Option<Crs>,
    session: Session,
    today: Day,
    progress: &Progress,
) -> Result<Loaded> {
    let catalogue = crate::cli::load_with(files, crs, progress)?;
    let editor = Editor::new(catalogue, session, today);
    let mut derived = Derived::default();
    derived.update(&editor);
    Ok(Loaded { catalogue: editor.shared_catalogue(), derived })
}

/// Whether files are so large that the window should not wait for them.
pub fn are_large(files: &[PathBuf]) -> bool {
    let size = |path: &PathBuf| std::fs::metadata(path).map_or(0, |about| about.len());
    files.iter().map(size).sum::<u64>() > LARGE_BYTES
}

fn names(files: &[PathBuf]) -> String {
    let name = |path: &PathBuf| {
        path.file_name().map_or_else(
            || path.display().to_string(),
            |name| Path::new(name).display().to_string(),
        )
    };
    files.iter().map(name).collect::<Vec<_>>().join(", ")
}
