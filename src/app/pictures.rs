//! Files from the window: drawn, written and read back off the UI thread, and entered in a manifest.

mod desk;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Result;
use eframe::egui;

use super::{
    briefing::{Stores, folder},
    failure::{NoPlace, reason},
};
use crate::{
    cli::{
        manifest::{self, Manifest, Sum},
        picture::{Bases, PictureSpec},
        verify::finding_words,
        work::Work,
    },
    editor::Editor,
    formats::{
        catalogue,
        store::{self, Existing, StoreError},
    },
    jobs::{Progress, Task},
    model::{Lang, catalogue::Catalogue},
    words,
};

/// A picture to be made, and the name of its file without its kind.
pub struct Order {
    pub spec: PictureSpec,
    pub name: String,
}

impl Order {
    fn work(&self) -> (Work, String, &'static str) {
        (
            Work::Picture(Box::new(self.spec.clone())),
            self.name.clone(),
            self.spec.format.extension(),
        )
    }
}

/// Where a file lies.
struct Kept {
    path: PathBuf,
    /// The file that had its name, where it was given another.
    earlier: Option<PathBuf>,
    /// Whether it was there before, the same to the byte.
    is_same: bool,
}

/// A file that was written.
struct Written {
    kept: Kept,
    work: Work,
    sum: Sum,
    /// What is wrong with its pages, in words.
    findings: String,
}

/// What a job came to.
#[derive(Default)]
pub struct Done {
    pub files: Vec<PathBuf>,
    /// How many of them were there before, the same to the byte.
    pub same: usize,
    /// Files whose name was taken: as they are called now, and the earlier file of that name.
    pub taken: Vec<(PathBuf, PathBuf)>,
    /// Why files were not written, or what is wrong with those that were.
    pub reasons: Vec<String>,
    pub cancelled: bool,
}

/// Some files that are made together.
struct Job {
    task: Task<Vec<Result<Written, String>>>,
    progress: Arc<Progress>,
    catalogue: Arc<Catalogue>,
    base_map: Option<String>,
    /// What its reasons are said in.
    lang: Lang,
    folder: PathBuf,
}

#[derive(Default)]
pub struct Pictures {
    running: Vec<Job>,
}

impl Pictures {
    /// Starts to make pictures.
    pub fn start(
        &mut self,
        ctx: &egui::Context,
        orders: Vec<Order>,
        editor: &Editor,
        stores: Stores,
    ) {
        let base_map =
            (!stores.first.is_embedded()).then(|| editor.session().base_map.clone()).flatten();
        let catalogue = editor.shared_catalogue();
        let progress = Arc::new(Progress::default());
        progress.begin(orders.len());
        let (of_task, ctx) = (progress.clone(), ctx.clone());
        let lang = editor.session().lang;
        let folder = folder(editor.session().settings.pictures.as_deref());
        let of_job = folder.clone();
        let shared = catalogue.clone();
        let task = Task::start(move || {
            let mut results = Vec::new();
            for order in &orders {
                if of_task.is_cancelled() {
                    break;
                }
                let made = make(order.work(), &shared, stores.bases(), (lang, &folder));
                results.push(made.map_err(|error| reason(lang, &error)));
                of_task.step();
                ctx.request_repaint();
            }
            ctx.request_repaint();
            results
        });
        self.running.push(Job { task, progress, catalogue, base_map, lang, folder: of_job });
    }

    /// The share that is done of pictures that are made together.
    pub fn share(&self) -> Option<f32> {
        self.running.iter().find_map(|job| job.progress.share())
    }

    /// Stops after the file that is being made.
    pub fn cancel(&self) {
        for job in &self.running {
            job.progress.cancel();
        }
    }

    /// What has ended since the last call.
    pub fn finished(&mut self) -> Vec<Done> {
        let (done, running) =
            std::mem::take(&mut self.running).into_iter().partition(|job: &Job| job.task.is_done());
        self.running = running;
        let done: Vec<Job> = done;
        done.into_iter().map(ended).collect()
    }

    /// Waits for the pictures that are being made, so that closing the window loses none.
    pub fn wait(&mut self) {
        for job in std::mem::take(&mut self.running) {
            for reason in ended(job).reasons {
                log::error!("a picture was not written: {reason}");
            }
        }
    }
}

/// The outcome of a job, once its pictures are in the manifest.
fn ended(job: Job) -> Done {
    let cancelled = job.progress.is_cancelled();
    let failed = || vec![Err(words::t(job.lang, "program-failed"))];
    let mut done = Done { cancelled, ..Done::default() };
    let mut works = Vec::new();
    for result in job.task.outcome().unwrap_or_else(failed) {
        match result {
            Ok(written) => {
                let Kept { path, earlier, is_same } = written.kept;
                if !written.findings.is_empty() {
                    done.reasons.push(format!("{}, {}", written.findings, path.display()));
                }
                works.push((written.work, path.clone(), written.sum));
                done.same += usize::from(is_same);
                done.taken.extend(earlier.map(|earlier| (path.clone(), earlier)));
                done.files.push(path);
            }
            Err(reason) => done.reasons.push(reason),
        }
    }
    if !works.is_empty()
        && let Err(error) = enter(&job.folder, &job.catalogue, job.base_map.as_deref(), &works)
    {
        done.reasons.push(reason(job.lang, &error));
    }
    done
}

/// What is made, the name of its file, and the ending.
type Named = (Work, String, &'static str);

fn make<'a>(
    (work, name, extension): Named,
    catalogue: &Catalogue,
    bases: impl Into<Bases<'a>>,
    (lang, folder): (Lang, &Path),
) -> Result<Written> {
    let made = work.make(catalogue, bases)?;
    let kept = write(folder, &made.bytes, &name, extension)?;
    work.verify(&kept.path, &made.bytes)?;
    let findings = finding_words(lang, &made.findings, catalogue);
    Ok(Written { kept, sum: manifest::sum(&made.bytes), work, findings })
}

/// Writes under the first name that is free, so that no earlier file is lost; not again what lies there.
fn write(folder: &Path, bytes: &[u8], name: &str, extension: &str) -> Result<Kept> {
    std::fs::create_dir_all(folder)
        .map_err(|source| NoPlace::Folder { folder: folder.to_owned(), source })?;
    let named = |count: &str| folder.join(format!("{name}{count}.{extension}"));
    for number in 1..1000 {
        let path = if number == 1 { named("") } else { named(&format!("-{number}")) };
        match store::write(&path, bytes, Existing::Keep) {
            Ok(()) => {
                let earlier = (number > 1).then(|| named(""));
                return Ok(Kept { path, earlier, is_same: false });
            }
            Err(StoreError::Exists(_)) if std::fs::read(&path).is_ok_and(|old| old == bytes) => {
                return Ok(Kept { path, earlier: None, is_same: true });
            }
            Err(StoreError::Exists(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(NoPlace::Thousand(folder.to_owned()).into())
}

/// Enters files into the manifest of a folder, so that `render` makes them again; into another
/// where the first is of another catalogue, base map or version.
fn enter(
    folder: &Path,
    catalogue: &Catalogue,
    base_map: Option<&str>,
    works: &[(Work, PathBuf, Sum)],
) -> Result<()> {
    /// A larger layer is not copied beside its pictures.
    const MOST_ZONES: usize = 5000;
    let sum = manifest::catalogue_sum(catalogue)?;
    let files = if sum == manifest::catalogue_sum(&catalogue::embedded()?)? {
        Vec::new()
    } else if catalogue.zones.len() <= MOST_ZONES {
        // What was open may be several files, with rulings: they are kept as one.
        let copy = folder.join(format!("catalogue-{}.ron", &sum[..8]));
        if !copy.exists() {
            store::write(&copy, catalogue::write(catalogue)?.as_bytes(), Existing::Keep)?;
        }
        vec![copy]
    } else {
        log::warn!("pictures of a large layer are in no manifest");
        return Ok(());
    };
    for path in manifests(folder) {
        let Ok(mut manifest) = Manifest::open_or_new(&path, &files, catalogue, base_map) else {
            continue;
        };
        for (work, file, sum) in works {
            manifest.add(&path, file, work, sum);
        }
        return manifest.save(&path);
    }
    Err(NoPlace::Thousand(folder.to_owned()).into())
}

/// The names that the manifests of a folder may have.
fn manifests(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let count = |number| if number == 1 { String::new() } else { format!("-{number}") };
    (1..1000).map(move |number| folder.join(format!("briefing{}.ron", count(number))))
}

/// Puts a file in the place of an earlier one, in the manifests of its folder too.
pub fn replace(file: &Path, earlier: &Path) -> Result<()> {
    let moved = std::fs::rename(file, earlier);
    moved.map_err(|source| StoreError::Io { path: earlier.to_owned(), source })?;
    let folder = earlier.parent().unwrap_or(Path::new("."));
    for path in manifests(folder).take_while(|path| path.exists()) {
        let Ok(mut manifest) = Manifest::read(&path) else { continue };
        if manifest.rename(&path, file, earlier) {
            manifest.save(&path)?;
        }
    }
    Ok(())
}
