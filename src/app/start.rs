//! From the arguments to the open window.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow};
use eframe::egui;

use super::{App, Timing, clipboard::Clipboard, loading, outside::system_lang, session_file};
use crate::{
    basemap::{Source, TileStore},
    editor::{Action, Derived, Editor, Session, Settings},
    formats::{
        catalogue::embedded,
        rulings::{self, RulingsError},
    },
    jobs::{Progress, Task},
    model::{catalogue::Catalogue, datum::Crs},
    reasons::Reason as _,
    scene::tiles::visible_tiles,
    ui::{MapTiles, gpu, load_now},
};

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
            let mut session = last.unwrap_or_else(first_session);
            if session.settings.system_lang {
                session.lang = system_lang();
            }
            (path, session)
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
            let clipboard = Clipboard::of_desktop();
            let app = App::new(&creation.egui_ctx, prepared, session_path);
            let mut app = App { clipboard, timing, ..app };
            if let Err(error) = rulings {
                app.window.fail(error.reason(app.editor.session().lang));
            }
            Ok(Box::new(app))
        }),
    )
    .map_err(|error| anyhow!("the window cannot be opened: {error}"))
}

/// The rulings of earlier sessions.
fn saved_rulings() -> Result<Vec<(String, crate::model::ruling::Ruling)>, RulingsError> {
    rulings::path().map_or(Ok(Vec::new()), |path| rulings::load(&path))
}

/// What a first start shows: language, theme and motion of the system, and the tour.
fn first_session() -> Session {
    let settings = Settings {
        system_lang: true,
        system_theme: true,
        system_motion: true,
        tour_done: false,
        ..Settings::default()
    };
    Session { settings, ..Session::default() }
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
    pub(super) editor: Editor,
    pub(super) derived: Derived,
    pub(super) store: Arc<TileStore>,
    pub(super) tiles: MapTiles,
    /// Files that were read.
    pub(super) read: Vec<PathBuf>,
    /// Large files, still to be read.
    pub(super) to_read: Vec<PathBuf>,
    pub(super) crs: Option<Crs>,
    /// A base map that is still to be opened.
    pub(super) to_open: Option<String>,
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
    let mut to_read = if loading::are_large(files) { files.to_vec() } else { Vec::new() };
    let catalogue: Catalogue = match files {
        [] => embedded()?,
        _ if !to_read.is_empty() => Catalogue::default(),
        // The window reads a file that cannot be read once more, and says in its language why not.
        files => match crate::cli::load_with(files, crs, &Progress::default()) {
            Ok(catalogue) => catalogue,
            Err(_) => {
                files.clone_into(&mut to_read);
                embedded()?
            }
        },
    };
    let file = basemap.filter(|name| is_file_name(name));
    // So with a base map.
    let (store, file) = match crate::cli::base_map(file) {
        Ok(store) => (Arc::new(store), file),
        Err(_) => (Arc::new(crate::cli::base_map(None)?), None),
    };
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
    let scale = f32::from(editor.session().settings.scale) / 100.0;
    let (width, height) = editor.session().window;
    let window = (width / scale, height / scale);
    let map = (
        f64::from((window.0 - panels.left - panels.right).max(100.0)),
        f64::from((window.1 - panels.bottom - 44.0).max(100.0)),
    );
    editor.apply(Action::MapResized(map.0, map.1), &derived);
    let view = editor.viewport(&derived);
    let first = load_now(&store, &visible_tiles(&view, store.pyramid(), 1.0))?;
    let tiles = MapTiles::new(store.clone(), first);
    let read = if to_read.is_empty() { files.to_vec() } else { Vec::new() };
    Ok(Prepared { editor, derived, store, tiles, read, to_read, crs, to_open })
}
