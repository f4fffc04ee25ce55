//! The window's program: drains jobs, applies actions, carries out effects.

mod base_maps;
mod briefing;
mod briefing_file;
mod clipboard;
mod failure;
mod files;
mod loading;
mod motion;
mod outside;
mod pictures;
mod returning;
pub mod session_file;
mod start;
mod told;
mod views_file;

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use eframe::egui;

use crate::{
    basemap::TileStore,
    cli::picture::{PictureFormat, PictureSpec},
    editor::{Action, Derived, Dialog, Editor, Effect, Session, Views},
    formats::rulings,
    jobs::Task,
    reasons::Reason as _,
    style::ThemeName,
    ui::{MapTiles, Window},
    words,
};
use base_maps::Opening;
use briefing::Preview;
use clipboard::Clipboard;
use failure::NotKept;
use loading::Loading;
use motion::Motion;
use pictures::{Order, Pictures};
pub use start::{Options, Prepared, prepare, run};

pub struct App {
    editor: Editor,
    derived: Derived,
    window: Window,
    store: Arc<TileStore>,
    pictures: Pictures,
    preview: Preview,
    copying: Option<Task<Result<(), String>>>,
    clipboard: Clipboard,
    loading: Option<Loading>,
    opening: Option<Opening>,
    /// The base map of the second view, where it is not that of the first.
    second_store: Option<Arc<TileStore>>,
    second_opening: Option<Opening>,
    session_path: Option<PathBuf>,
    /// What was last saved, and when.
    saved: (Session, Instant),
    /// The dialog that was last looked outside for.
    outside_for: Option<Dialog>,
    /// What the desktop says of motion.
    motion: Motion,
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

impl App {
    pub fn new(ctx: &egui::Context, prepared: Prepared, session_path: Option<PathBuf>) -> Self {
        let saved = (prepared.editor.session().clone(), Instant::now());
        let loading = (!prepared.to_read.is_empty()).then(|| {
            let (session, today) = (prepared.editor.session().clone(), prepared.editor.today());
            Loading::start(ctx, prepared.to_read, prepared.crs, session, today)
        });
        let to_open = prepared.to_open;
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let read = prepared.read;
        let session = prepared.editor.session();
        let second_map = session.second.base_map.clone().filter(|_| session.views != Views::One);
        let mut app = Self {
            loading,
            opening: None,
            second_store: None,
            second_opening: None,
            window: Window::new(ctx, prepared.tiles),
            editor: prepared.editor,
            derived: prepared.derived,
            store: prepared.store,
            pictures: Pictures::default(),
            preview: Preview::default(),
            copying: None,
            clipboard: Clipboard::default(),
            session_path,
            saved,
            outside_for: None,
            motion: Motion::default(),
            timing: None,
        };
        app.remember_files(&read);
        if let Some(name) = to_open {
            app.open_base_map(ctx, name);
        }
        if second_map.is_some() {
            app.open_second_map(ctx, second_map);
        }
        let settings = &app.editor.session().settings;
        if !settings.tour_done {
            app.editor.apply(Action::TourTo(Some(0)), &app.derived);
        }
        app.window.set_system_lang(outside::system_lang());
        app.look_outside();
        app.follow_system(ctx);
        app
    }

    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    pub fn derived(&self) -> &Derived {
        &self.derived
    }

    /// Whether the briefing panel shows the page that its settings ask for.
    pub fn has_preview(&self) -> bool {
        self.window.has_preview()
    }

    /// Whether files are being read.
    pub fn is_reading(&self) -> bool {
        self.loading.is_some()
    }

    /// One frame: jobs, panels, actions, effects.
    pub fn show(&mut self, ui: &mut egui::Ui) {
        let started = Instant::now();
        self.follow_system(ui.ctx());
        self.take_files(ui.ctx());
        self.take_base_map();
        self.take_second_map();
        // The repaint that a task asks for may come a moment before it counts as done.
        if self.opening.is_some() || self.second_opening.is_some() {
            ui.ctx().request_repaint_after(Duration::from_millis(60));
        }
        self.derived.update(&self.editor);
        self.tell_of_pictures(ui.ctx());
        self.preview_briefing(ui.ctx());
        self.window.making(self.pictures.share());
        let reading = self.loading.as_ref().map(Loading::state);
        let actions = self.window.show(ui, &self.editor, &self.derived, reading.as_ref());
        let changed = !actions.is_empty();
        for action in actions {
            for effect in self.editor.apply(action, &self.derived) {
                self.carry_out(ui.ctx(), effect);
            }
            self.derived.update(&self.editor);
        }
        if self.outside_for != self.editor.dialog() {
            self.outside_for = self.editor.dialog();
            self.look_outside();
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

    fn tell_of_copy(&mut self, ctx: &egui::Context) {
        let message = words::t(self.editor.session().lang, "copied");
        self.window.tell(ctx, message);
    }

    fn carry_out(&mut self, ctx: &egui::Context, effect: Effect) {
        match effect {
            Effect::CopyText(text) => {
                ctx.copy_text(text);
                self.tell_of_copy(ctx);
            }
            Effect::CopyCitation(citation) => {
                self.clipboard.copy(ctx, citation);
                self.tell_of_copy(ctx);
            }
            Effect::CancelReading => {
                if let Some(loading) = &self.loading {
                    loading.cancel();
                }
            }
            Effect::MakePicture => self.make_of_view(ctx, PictureFormat::Png),
            Effect::MakeSlide => self.make_of_view(ctx, PictureFormat::Pptx),
            Effect::MakeBriefing => self.make_briefing(ctx),
            Effect::CancelBriefing => self.pictures.cancel(),
            Effect::ReplaceEarlier(taken) => self.replace_earlier(ctx, &taken),
            Effect::CopyPicture => {
                self.say_if_shifted(ctx);
                let stores = self.picture_stores();
                self.copying = briefing::copy(&self.editor, &self.derived, stores, ctx.clone());
            }
            Effect::MakeChart(file) => {
                self.pictures.start_chart(ctx, &self.editor, &self.derived, file);
            }
            Effect::MakeTimeline => self.pictures.start_timeline(ctx, &self.editor),
            Effect::ExportTable => {
                self.pictures.start_areas(ctx, &self.editor);
            }
            Effect::ExportDesk(file, selected) => {
                self.pictures.start_desk(ctx, &self.editor, &self.derived, (file, selected));
            }
            Effect::AskRuling(zone, figure) => self.window.ask_ruling(&zone, &figure),
            Effect::KeepRulings => self.keep_rulings(),
            Effect::OpenSecondMap(name) => self.open_second_map(ctx, name),
            Effect::OpenBaseMap(name) => self.open_base_map(ctx, name),
            Effect::CloseBaseMap => self.show_embedded_map(),
            Effect::KeepKey(source, key) => self.keep_key(ctx, &source, &key),
            Effect::OpenFiles(_)
            | Effect::LimitTiles(_)
            | Effect::ClearTiles
            | Effect::ForgetKey(_) => self.carry_out_outside(ctx, effect),
            Effect::Align(aligned) => {
                self.store.set_aligned(aligned);
                if let Some(second) = &self.second_store {
                    second.set_aligned(aligned);
                    self.window.set_second_tiles(Some(MapTiles::new(second.clone(), Vec::new())));
                }
                self.window.set_tiles(MapTiles::new(self.store.clone(), Vec::new()));
            }
        }
    }

    /// Makes a picture of what is in view, as the briefing panel lays it out.
    fn make_of_view(&mut self, ctx: &egui::Context, format: PictureFormat) {
        self.say_if_shifted(ctx);
        let input = self.editor.picture(&self.derived);
        let Some(mut spec) = PictureSpec::of_window(&input, format) else { return };
        spec.size.clone_from(briefing::size_of(&self.editor, input.layout));
        briefing::dress(&mut spec, &self.editor);
        let name = self.editor.session().selected.as_deref().unwrap_or("beijing-zones");
        let order = Order { spec, name: format!("{name}-{}", input.day) };
        let stores = self.picture_stores();
        self.pictures.start(ctx, vec![order], &self.editor, stores);
    }

    fn say_if_shifted(&mut self, ctx: &egui::Context) {
        if self.store.is_shifted() {
            let message = words::t(self.editor.session().lang, "picture-not-shifted");
            self.window.tell(ctx, message);
        }
    }

    /// The base maps of pictures: shifted tiles are part of none.
    fn picture_stores(&self) -> briefing::Stores {
        let unshifted = |store: &Arc<TileStore>| match TileStore::embedded() {
            Ok(embedded) if store.is_shifted() => Arc::new(embedded),
            _ => store.clone(),
        };
        briefing::Stores {
            first: unshifted(&self.store),
            second: self.second_store.as_ref().map(unshifted),
        }
    }

    fn keep_rulings(&mut self) {
        // Without a session there is nowhere to keep anything, as in a test.
        let Some(path) = self.session_path.as_ref().and_then(|_| rulings::path()) else { return };
        // A file that cannot be read holds rulings all the same.
        let kept = rulings::load(&path)
            .map_err(NotKept::from)
            .and_then(|_| Ok(rulings::save(&path, &self.editor.rulings())?));
        if let Err(error) = kept {
            let lang = self.editor.session().lang;
            let reason = error.reason(lang);
            self.window.fail(words::t_with(lang, "rulings-not-kept", &[("reason", &reason)]));
        }
    }

    /// The size of the interface, and the system's theme where that is asked for.
    fn follow_system(&mut self, ctx: &egui::Context) {
        let settings = &self.editor.session().settings;
        let factor = f32::from(settings.scale) / 100.0;
        if (ctx.zoom_factor() - factor).abs() > 0.001 {
            ctx.set_zoom_factor(factor);
        }
        let is_dark = self.editor.session().theme == ThemeName::Dark;
        let dark = ctx.system_theme().map(|theme| theme == egui::Theme::Dark);
        if let Some(dark) = dark.filter(|dark| settings.system_theme && *dark != is_dark) {
            self.editor.apply(Action::SystemTheme(dark), &self.derived);
        }
        self.follow_motion(ctx);
    }

    fn remember_window(&mut self, ctx: &egui::Context) {
        let size = ctx.content_rect().size() * ctx.zoom_factor();
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
