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
        areas::sources_sheet,
        manifest::{self, Manifest, Sum},
        picture::{Bases, PictureSpec},
        table::csv,
        verify::{NotSound, Unsound, finding_words, verify},
    },
    editor::{Derived, Editor, TableCell, TableFile, desk::desk_table, table_rows},
    export::{
        pptx,
        xlsx::{self, Cell, Sheet},
    },
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
    /// What it is made of; none for a table.
    picture: Option<(PictureSpec, Sum)>,
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
                let made = make(order, &shared, stores.bases(), (lang, &folder));
                results.push(made.map_err(|error| reason(lang, &error)));
                of_task.step();
                ctx.request_repaint();
            }
            ctx.request_repaint();
            results
        });
        self.running.push(Job { task, progress, catalogue, base_map, lang, folder: of_job });
    }

    /// Starts the table of all zones as a spreadsheet, its sources on a second sheet.
    pub fn start_table(&mut self, ctx: &egui::Context, editor: &Editor, derived: &Derived) {
        let table = table_rows(editor, derived);
        self.start_sheet(ctx, editor, "zones", (table, TableFile::Xlsx));
    }

    /// Starts the table of the desk as it is seen, or its selected rows.
    pub fn start_desk(
        &mut self,
        ctx: &egui::Context,
        editor: &Editor,
        derived: &Derived,
        (file, selected): (TableFile, bool),
    ) {
        let table = desk_table(editor, derived, selected);
        self.start_sheet(ctx, editor, "compare", (table, file));
    }

    fn start_sheet(
        &mut self,
        ctx: &egui::Context,
        editor: &Editor,
        name: &'static str,
        ((head, rows), file): (Table, TableFile),
    ) {
        let lang = editor.session().lang;
        let catalogue = editor.shared_catalogue();
        let (day, ctx, shared) = (editor.day(), ctx.clone(), catalogue.clone());
        let folder = folder(editor.session().settings.pictures.as_deref());
        let of_job = folder.clone();
        let task = Task::start(move || {
            let name = format!("{name}-{day}");
            let result = table_bytes(lang, &shared, (head, rows), file)
                .and_then(|bytes| {
                    let extension = match file {
                        TableFile::Csv => "csv",
                        TableFile::Xlsx => "xlsx",
                    };
                    let kept = write(&folder, &bytes, &name, extension)?;
                    if file == TableFile::Xlsx {
                        let path = &kept.path;
                        let sound = pptx::check(&std::fs::read(path)?).map_err(Unsound::Damaged);
                        sound.map_err(|source| NotSound { path: path.clone(), source })?;
                    }
                    Ok(Written { kept, picture: None, findings: String::new() })
                })
                .map_err(|error| reason(lang, &error));
            ctx.request_repaint();
            vec![result]
        });
        let progress = Arc::new(Progress::default());
        self.running.push(Job { task, progress, catalogue, base_map: None, lang, folder: of_job });
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
    let mut pictures = Vec::new();
    for result in job.task.outcome().unwrap_or_else(failed) {
        match result {
            Ok(written) => {
                let Kept { path, earlier, is_same } = written.kept;
                if !written.findings.is_empty() {
                    done.reasons.push(format!("{}, {}", written.findings, path.display()));
                }
                if let Some((picture, sum)) = written.picture {
                    pictures.push((picture, path.clone(), sum));
                }
                done.same += usize::from(is_same);
                done.taken.extend(earlier.map(|earlier| (path.clone(), earlier)));
                done.files.push(path);
            }
            Err(reason) => done.reasons.push(reason),
        }
    }
    if !pictures.is_empty()
        && let Err(error) = enter(&job.folder, &job.catalogue, job.base_map.as_deref(), &pictures)
    {
        done.reasons.push(reason(job.lang, &error));
    }
    done
}

fn make(
    order: &Order,
    catalogue: &Catalogue,
    bases: Bases<'_>,
    (lang, folder): (Lang, &Path),
) -> Result<Written> {
    let made = order.spec.make(catalogue, bases)?;
    let kept = write(folder, &made.bytes, &order.name, order.spec.format.extension())?;
    verify(&kept.path, &made.bytes, &order.spec)?;
    let sum = manifest::sum(&made.bytes);
    let findings = finding_words(lang, &made.findings, catalogue);
    Ok(Written { kept, picture: Some((order.spec.clone(), sum)), findings })
}

/// Head and rows.
type Table = (Vec<String>, Vec<Vec<TableCell>>);

fn table_bytes(
    lang: Lang,
    catalogue: &Catalogue,
    (head, rows): Table,
    file: TableFile,
) -> Result<Vec<u8>> {
    match file {
        TableFile::Csv => {
            let head: Vec<&str> = head.iter().map(String::as_str).collect();
            let texts = |row: Vec<TableCell>| row.iter().map(TableCell::text).collect();
            let rows: Vec<Vec<String>> = rows.into_iter().map(texts).collect();
            Ok(csv(&head, &rows).into_bytes())
        }
        TableFile::Xlsx => {
            let rows = rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
            let table = Sheet { name: words::t(lang, "all-zones"), head, rows };
            Ok(xlsx::encode(&[table, sources_sheet(lang, catalogue)])?)
        }
    }
}

fn cell(cell: TableCell) -> Cell {
    match cell {
        TableCell::Text(text) => Cell::Text(text),
        TableCell::Number(number, decimals) => Cell::Number(number, decimals),
    }
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

/// Enters pictures into the manifest of a folder, so that `render` makes them again; into another
/// where the first is of another catalogue, base map or version.
fn enter(
    folder: &Path,
    catalogue: &Catalogue,
    base_map: Option<&str>,
    pictures: &[(PictureSpec, PathBuf, Sum)],
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
        for (picture, file, sum) in pictures {
            manifest.add(&path, file, picture, sum);
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
