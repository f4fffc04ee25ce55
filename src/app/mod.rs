//! The window's program: drains jobs, applies actions, carries out effects.

mod base_maps;
mod loading;
mod pictures;
mod returning;
pub mod session_file;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow};
use eframe::egui;

use crate::{
    basemap::{Source, TileStore},
    editor::{Action, Derived, Editor, Effect, Session},
    formats::{catalogue::embedded, rulings},
    jobs::{Progress, Task},
    model::{catalogue::Catalogue, datum::Crs},
    scene::tiles::visible_tiles,
    ui::{MapTiles, Window, gpu, load_now},
    words,
};
use base_maps::Opening;
use loading::Loading;
use pictures::Pictures;

/// How the window was asked for.
pub struct Options {
    /// Catalogue files; none for the embedded one.
    pub files: Vec<PathBuf>,
    /// What the layers among them are in, whatever they say themselves.
    pub datum: Option<Crs>,
    /// A file, a source or an address; `None` for the base map of the session.
    pub basemap: Option<String>,
    /// When the process started; with this the program prints how long the first complete map took,
    /// and quits.
    pub time_start: Option<Instant>,
    /// Whether to pan and time the frames before quitting.
    pub time_pan: bool,
}

pub struct App {
    editor: Editor,
    derived: Derived,
    window: Window,
    store: Arc<TileStore>,
    pictures: Pictures,
    loading: Option<Loading>,
    opening: Option<Opening>,
    session_path: Option<PathBuf>,
    /// What was last saved, and when.
    saved: (Session, Instant),
    timing: Option<Timing>,
}

/// For `--time-start`.
struct Timing {
    started: Instant,
    /// When the window and its graphics device were there.
    device_ready: Duration,
    /// The CPU side of the longest frame: panels, labels and draw list.
    longest_frame: Duration,
    /// Whether a complete map frame has been drawn.
    complete: bool,
    /// When each frame of the pan began; `None` where none was asked for.
    pan: Option<Vec<Instant>>,
}

/// The session is saved this long after it changed, and at the end.
const SAVE_AFTER: Duration = Duration::from_secs(3);

/// The window that `--time-start` measures, logical pixels.
const TIMED_WINDOW: (f32, f32) = (1280.0, 800.0);

/// Opens the window and returns when it is closed.
pub fn run(options: Options) -> Result<()> {
    let base_map_file = options.basemap.as_deref().filter(|name| is_file_name(name));
    let base_map_file = base_map_file.map(PathBuf::from);
    if let Some(missing) = options.files.iter().chain(&base_map_file).find(|path| !path.exists()) {
        return Err(anyhow!(
            "there is no such file or command (`beijing-zones --help` lists the commands): {}",
            missing.display()
        ));
    }
    if !has_display() {
        return Err(anyhow!(
            "there is no display to open a window on; `beijing-zones export --report -o DIR` writes the pictures without one"
        ));
    }
    let (time_start, time_pan) = (options.time_start, options.time_pan);
    let (session_path, session) = match time_start {
        Some(_) => (None, Session { window: TIMED_WINDOW, ..Session::default() }),
        None => {
            let path = session_file::path();
            let last = path.as_deref().and_then(session_file::load);
            (path, last.unwrap_or_else(first_session))
        }
    };
    let window = session.window;
    // The catalogue and the first view's tiles are made while the window opens.
    let with_rulings = session_path.is_some();
    let prepared = Task::start(move || {
        prepare(&options.files, options.datum, options.basemap.as_deref(), session)
    });
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Beijing Zones")
            .with_app_id("beijing-zones")
            .with_inner_size([window.0, window.1])
            .with_min_inner_size([720.0, 480.0]),
        wgpu_options: wgpu_options(),
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "beijing-zones",
        native,
        Box::new(move |creation| {
            let timing = time_start.map(|started| Timing {
                started,
                device_ready: started.elapsed(),
                longest_frame: Duration::ZERO,
                complete: false,
                pan: time_pan.then(Vec::new),
            });
            gpu::install(creation.wgpu_render_state.as_ref());
            let mut prepared = prepared.join()?;
            let rulings = if with_rulings { saved_rulings() } else { Ok(Vec::new()) };
            if let Ok(rulings) = &rulings {
                prepared.editor.recall_rulings(rulings);
            }
            let mut app = App { timing, ..App::new(&creation.egui_ctx, prepared, session_path) };
            if let Err(reason) = rulings {
                app.window.fail(reason);
            }
            Ok(Box::new(app))
        }),
    )
    .map_err(|error| anyhow!("the window cannot be opened: {error}"))
}

/// The rulings of earlier sessions.
fn saved_rulings() -> Result<Vec<(String, crate::model::ruling::Ruling)>, String> {
    rulings::path().map_or(Ok(Vec::new()), |path| {
        rulings::load(&path).map_err(|error| format!("the rulings cannot be read: {error}"))
    })
}

/// What a first start shows: the language of the system.
fn first_session() -> Session {
    let language = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default();
    let lang =
        if language.starts_with("zh") { crate::model::Lang::Zh } else { crate::model::Lang::En };
    Session { lang, ..Session::default() }
}

#[cfg(target_os = "linux")]
fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

#[cfg(not(target_os = "linux"))]
fn has_display() -> bool {
    true
}

/// No GL backend is probed, which would cost a tenth of a second.
fn wgpu_options() -> eframe::egui_wgpu::WgpuConfiguration {
    let mut options = eframe::egui_wgpu::WgpuConfiguration::default();
    if let eframe::egui_wgpu::WgpuSetup::CreateNew(setup) = &mut options.wgpu_setup {
        setup.instance_descriptor.backends = wgpu::Backends::PRIMARY;
    }
    options
}

/// What the first frame needs.
pub struct Prepared {
    editor: Editor,
    derived: Derived,
    store: Arc<TileStore>,
    tiles: MapTiles,
    /// Large files, still to be read.
    to_read: Vec<PathBuf>,
    crs: Option<Crs>,
    /// A base map that is still to be opened.
    to_open: Option<String>,
}

/// Whether a base map is a file with tiles, which opens at once.
fn is_file_name(name: &str) -> bool {
    let is = |end: &str| Path::new(name).extension().is_some_and(|is| is.eq_ignore_ascii_case(end));
    Source::from_address(name).is_none()
        && (is("pmtiles") || is("mbtiles") || Path::new(name).is_file())
}

/// Reads the catalogue and decodes the tiles of the first view. Large files are left for later, so
/// that the window opens at once.
pub fn prepare(
    files: &[PathBuf],
    crs: Option<Crs>,
    basemap: Option<&str>,
    session: Session,
) -> Result<Prepared> {
    let to_read = if loading::are_large(files) { files.to_vec() } else { Vec::new() };
    let catalogue: Catalogue = match files {
        [] => embedded()?,
        _ if !to_read.is_empty() => Catalogue::default(),
        files => crate::cli::load_with(files, crs, &Progress::default())?,
    };
    let file = basemap.filter(|name| is_file_name(name));
    let store = Arc::new(crate::cli::base_map(file)?);
    // What may take its time is opened while the window shows the embedded map.
    let to_open = match (file, basemap.map(str::to_owned).or(session.base_map.clone())) {
        (None, other) => other,
        (Some(_), _) => None,
    };
    let mut editor = Editor::new(catalogue, session, jiff::ZonedDateTime::now().date());
    let mut derived = Derived::default();
    derived.update(&editor);
    if !files.is_empty() && to_read.is_empty() {
        editor.open(editor.shared_catalogue(), derived.home);
    }
    let panels = editor.session().panels;
    let window = editor.session().window;
    let map = (
        f64::from((window.0 - panels.left - panels.right).max(100.0)),
        f64::from((window.1 - panels.bottom - 44.0).max(100.0)),
    );
    editor.apply(Action::MapResized(map.0, map.1), &derived);
    let view = editor.viewport(&derived);
    let first = load_now(&store, &visible_tiles(&view, store.pyramid(), 1.0))?;
    let tiles = MapTiles::new(store.clone(), first);
    Ok(Prepared { editor, derived, store, tiles, to_read, crs, to_open })
}

impl App {
    pub fn new(ctx: &egui::Context, prepared: Prepared, session_path: Option<PathBuf>) -> Self {
        let saved = (prepared.editor.session().clone(), Instant::now());
        let loading = (!prepared.to_read.is_empty()).then(|| {
            let (session, today) = (prepared.editor.session().clone(), prepared.editor.today());
            Loading::start(ctx, prepared.to_read, prepared.crs, session, today)
        });
        let opening = prepared.to_open.map(|name| Opening::start(ctx, name));
        Self {
            loading,
            opening,
            window: Window::new(ctx, prepared.tiles),
            editor: prepared.editor,
            derived: prepared.derived,
            store: prepared.store,
            pictures: Pictures::default(),
            session_path,
            saved,
            timing: None,
        }
    }

    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    pub fn derived(&self) -> &Derived {
        &self.derived
    }

    /// Whether files are being read.
    pub fn is_reading(&self) -> bool {
        self.loading.is_some()
    }

    /// One frame: jobs, panels, actions, effects.
    pub fn show(&mut self, ui: &mut egui::Ui) {
        let started = Instant::now();
        self.take_files(ui.ctx());
        self.take_base_map();
        self.derived.update(&self.editor);
        for outcome in self.pictures.finished() {
            let lang = self.editor.session().lang;
            let message = match outcome {
                Ok(path) => {
                    words::t_with(lang, "picture-written", &[("path", &path.display().to_string())])
                }
                Err(reason) => words::t_with(lang, "picture-failed", &[("reason", &reason)]),
            };
            self.window.tell(ui.ctx(), message);
        }
        let reading = self.loading.as_ref().map(Loading::state);
        let actions = self.window.show(ui, &self.editor, &self.derived, reading.as_ref());
        let changed = !actions.is_empty();
        for action in actions {
            for effect in self.editor.apply(action, &self.derived) {
                self.carry_out(ui.ctx(), effect);
            }
            self.derived.update(&self.editor);
        }
        if changed {
            ui.ctx().request_repaint();
        }
        self.remember_window(ui.ctx());
        if self.save_session(false) {
            ui.ctx().request_repaint_after(SAVE_AFTER);
        }
        if let Some(timing) = &mut self.timing {
            timing.longest_frame = timing.longest_frame.max(started.elapsed());
        }
        self.report_start(ui.ctx());
    }

    /// Takes the files that were dropped on the window, and the document once it is read.
    fn take_files(&mut self, ctx: &egui::Context) {
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
            self.opening = Some(Opening::start(ctx, path.display().to_string()));
        }
        let (pictures, dropped): (Vec<PathBuf>, Vec<PathBuf>) = dropped
            .into_iter()
            .partition(|path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("png")));
        if let Some(path) = pictures.last() {
            self.return_to_picture(ctx, path);
        }
        if !dropped.is_empty() {
            if let Some(earlier) = self.loading.take() {
                earlier.cancel();
            }
            let (session, today) = (self.editor.session().clone(), self.editor.today());
            self.loading = Some(Loading::start(ctx, dropped, None, session, today));
        }
        let Some(loading) = self.loading.take_if(|loading| loading.is_done()) else {
            if self.loading.is_some() {
                ctx.request_repaint_after(Duration::from_millis(60));
            }
            return;
        };
        let lang = self.editor.session().lang;
        let (names, _) = loading.state();
        let cancelled = loading.is_cancelled();
        match loading.outcome() {
            Ok(loaded) if !cancelled => {
                self.derived = loaded.derived;
                self.editor.open(loaded.catalogue, self.derived.home);
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
                let reason = crate::cli::message(&error);
                self.window.fail(words::t_with(lang, "reading-failed", &[("reason", &reason)]));
            }
        }
    }

    fn carry_out(&mut self, ctx: &egui::Context, effect: Effect) {
        match effect {
            Effect::CopyText(text) => {
                ctx.copy_text(text);
                let message = words::t(self.editor.session().lang, "copied");
                self.window.tell(ctx, message);
            }
            Effect::CancelReading => {
                if let Some(loading) = &self.loading {
                    loading.cancel();
                }
            }
            Effect::MakePicture => {
                if self.store.is_shifted() {
                    let message = words::t(self.editor.session().lang, "picture-not-shifted");
                    self.window.tell(ctx, message);
                }
                self.pictures.start(ctx, &self.editor, &self.derived, self.picture_store());
            }
            Effect::MakeSlide => {
                self.pictures.start_slide(ctx, &self.editor, &self.derived, self.picture_store());
            }
            Effect::ExportTable => {
                self.pictures.start_table(ctx, &self.editor, &self.derived);
            }
            Effect::KeepRulings => self.keep_rulings(),
            Effect::OpenBaseMap(name) => self.opening = Some(Opening::start(ctx, name)),
            Effect::CloseBaseMap => self.show_embedded_map(),
            Effect::KeepKey(source, key) => self.keep_key(ctx, &source, &key),
            Effect::Align(aligned) => {
                self.store.set_aligned(aligned);
                self.window.set_tiles(MapTiles::new(self.store.clone(), Vec::new()));
            }
        }
    }

    /// The base map of pictures: shifted tiles are part of none.
    fn picture_store(&self) -> Arc<TileStore> {
        match TileStore::embedded() {
            Ok(embedded) if self.store.is_shifted() => Arc::new(embedded),
            _ => self.store.clone(),
        }
    }

    fn keep_rulings(&mut self) {
        // Without a session there is nowhere to keep anything, as in a test.
        let Some(path) = self.session_path.as_ref().and_then(|_| rulings::path()) else { return };
        if let Err(error) = rulings::save(&path, &self.editor.rulings()) {
            self.window.fail(error.to_string());
        }
    }

    fn remember_window(&mut self, ctx: &egui::Context) {
        let size = ctx.content_rect().size();
        if (size.x, size.y) != self.editor.session().window {
            self.editor.apply(Action::WindowResized(size.x, size.y), &self.derived);
        }
    }

    /// Saves the session where it has changed, and says whether that is still to be done. A failure
    /// is logged; the next change tries again.
    fn save_session(&mut self, at_once: bool) -> bool {
        let Some(path) = &self.session_path else { return false };
        let session = self.editor.session();
        if *session == self.saved.0 {
            return false;
        }
        if !at_once && self.saved.1.elapsed() < SAVE_AFTER {
            return true;
        }
        if let Err(error) = session_file::save(path, session) {
            log::warn!("the session was not saved: {error}");
        }
        self.saved = (session.clone(), Instant::now());
        false
    }

    /// For `--time-start`: the first complete map frame has been presented when the next begins.
    fn report_start(&mut self, ctx: &egui::Context) {
        let Some(timing) = &mut self.timing else { return };
        if timing.complete {
            let frames = timing.pan.as_mut().map_or(PAN_FRAMES, |pan| {
                pan.push(Instant::now());
                pan.len()
            });
            if frames == 1 || timing.pan.is_none() {
                println!("{}", timing.started.elapsed().as_millis());
                eprintln!(
                    "{} ms of it until the window and its graphics device were there; longest frame {} ms",
                    timing.device_ready.as_millis(),
                    timing.longest_frame.as_millis()
                );
            }
            if frames < PAN_FRAMES {
                self.editor.apply(Action::PanBy(4.0, 1.0), &self.derived);
            } else {
                if let Some(pan) = &timing.pan {
                    eprintln!("panning, whole frames: {}", frame_times(pan));
                }
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
                self.timing = None;
            }
        } else {
            timing.complete = self.window.map_is_complete() && self.loading.is_none();
        }
        if self.loading.is_none() {
            ctx.request_repaint();
        }
    }
}

/// As many frames does `--time-pan` draw.
const PAN_FRAMES: usize = 61;

fn frame_times(starts: &[Instant]) -> String {
    let mut times: Vec<u128> =
        starts.windows(2).map(|pair| (pair[1] - pair[0]).as_micros()).collect();
    times.sort_unstable();
    let millis = |micros: u128| format!("{}.{}", micros / 1000, micros % 1000 / 100);
    match (times.get(times.len() / 2), times.last()) {
        (Some(middle), Some(last)) => {
            format!("median {} ms, worst {} ms", millis(*middle), millis(*last))
        }
        _ => "none".to_owned(),
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    fn on_exit(&mut self) {
        self.save_session(true);
        self.pictures.wait();
    }
}
