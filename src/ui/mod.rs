//! The window: egui and wgpu live only here.
//!
//! Panels read the editor and send actions; they change nothing but what belongs to the window
//! alone (scroll positions, texts being typed, the gestures of the map).

mod about_ui;
mod base_map_ui;
mod briefing_ui;
mod date_field;
mod desk_ui;
mod dialog;
mod dialogs_ui;
mod fits;
mod focus;
pub mod gpu;
mod help_ui;
mod inspector_ui;
mod line;
mod list_row;
pub mod look;
mod map_aids;
mod map_beyond;
mod map_crowd;
mod map_draw;
mod map_flight;
mod map_frame;
mod map_furniture;
mod map_labels;
mod map_measure;
mod map_nodes;
mod map_overview;
mod map_pane;
mod map_tiles;
mod map_tools;
mod map_ui;
mod map_views;
mod menu_ui;
mod notices_ui;
mod numbers;
mod open_ui;
mod path_field;
mod ruling_ui;
mod search_ui;
mod selection_ui;
mod settings_ui;
mod shortcuts;
mod table_ui;
mod timeline_ui;
mod top_bar_ui;
mod tour_ui;
mod type_ahead;
mod zones_ui;

use std::path::PathBuf;

use eframe::egui::{self, Panel, Ui};

use dialogs_ui::Dialogs;
use fits::Fits;
pub use map_tiles::{MapTiles, load_now};
use map_ui::MapState;
pub use settings_ui::Outside;

use crate::{
    editor::{Action, Derived, Editor, MapContent, PanelSizes, Side, Target},
    model::{Lang, zone::Group},
    style::{Color, Palette, ThemeName},
    words,
};

/// What a panel may look at.
pub struct Context<'a> {
    pub editor: &'a Editor,
    pub derived: &'a Derived,
    pub palette: &'a Palette,
    /// Whether files are being read, which take the place of what is open.
    pub reads: bool,
    /// Where the keyboard is sent in this frame.
    pub sent: Option<Target>,
}

impl Context<'_> {
    fn lang(&self) -> Lang {
        self.editor.session().lang
    }

    /// The colour of a zone by its index; those of a crowd have one.
    fn zone_color(&self, index: usize) -> Color {
        let is_layer = self.editor.catalogue().zones[index].group == Group::Layer;
        if is_layer && self.derived.lists.crowd {
            self.palette.layer_zone(index)
        } else {
            self.palette.zone(index)
        }
    }

    /// Whether the keyboard is sent there in this frame.
    fn is_sent_to(&self, target: Target) -> bool {
        self.sent == Some(target)
    }

    /// Words in the window's language.
    fn t(&self, key: &str) -> String {
        words::t(self.lang(), key)
    }
}

/// What belongs to the window alone.
pub struct Window {
    map: MapState,
    top_bar: top_bar_ui::TopBarState,
    /// The theme's colours, dressed in the classes of zones.
    palette: Palette,
    /// The same for the second view.
    second_palette: Palette,
    /// What the palettes were made for, and egui told of: the theme and the generations of the classes.
    dressed: Option<(ThemeName, u64, u64)>,
    /// A message at the foot of the map, and until when it stands (seconds of egui's clock).
    message: Option<(String, f64)>,
    /// What failed, until it is put away.
    failure: Option<String>,
    /// New files whose names were taken, and the earlier ones of these names, until that is answered.
    taken: Vec<(PathBuf, PathBuf)>,
    base_maps: base_map_ui::BaseMapState,
    briefing: briefing_ui::BriefingState,
    dialogs: Dialogs,
    /// Whether a dialog stood over the panels in the frame before.
    covered: bool,
    /// The last wish for the keyboard that was met.
    sent: u64,
}

/// How long a message stands, seconds.
const MESSAGE_SECONDS: f64 = 8.0;

impl Window {
    pub fn new(ctx: &egui::Context, tiles: MapTiles) -> Self {
        look::install_fonts(ctx);
        look::install_style(ctx);
        Self {
            map: MapState::new(tiles),
            top_bar: top_bar_ui::TopBarState::default(),
            palette: Palette::of(ThemeName::Light),
            second_palette: Palette::of(ThemeName::Light),
            dressed: None,
            message: None,
            failure: None,
            taken: Vec::new(),
            base_maps: base_map_ui::BaseMapState::default(),
            briefing: briefing_ui::BriefingState::default(),
            dialogs: Dialogs::new(),
            covered: false,
            sent: 0,
        }
    }

    /// What the dialogs show of the world outside the program.
    pub fn set_outside(&mut self, outside: Outside) {
        self.dialogs.outside = outside;
    }

    pub fn set_system_lang(&mut self, lang: Lang) {
        self.dialogs.system_lang = lang;
    }

    /// Puts another base map in the place of this one.
    pub fn set_tiles(&mut self, tiles: MapTiles) {
        self.map.set_tiles(tiles);
    }

    /// The base map of the second view; `None` where it is that of the first.
    pub fn set_second_tiles(&mut self, tiles: Option<MapTiles>) {
        self.map.set_second_tiles(tiles);
    }

    /// Asks for the user's key of an offered source, by its id; says whether it is one.
    pub fn ask_key(&mut self, source: &str) -> bool {
        self.base_maps.ask_key(source)
    }

    /// Asks why a figure of a zone is to be used, by their ids.
    pub fn ask_ruling(&mut self, zone: &str, figure: &str) {
        self.dialogs.ask_ruling(zone, figure);
    }

    /// Says what failed, until the user puts it away.
    pub fn fail(&mut self, reason: String) {
        self.failure = Some(reason);
    }

    /// Asks whether new files are to take the place of earlier ones of their names.
    pub fn ask_of_taken(&mut self, taken: Vec<(PathBuf, PathBuf)>) {
        self.taken = taken;
    }

    /// Says something at the foot of the map for a while.
    pub fn tell(&mut self, ctx: &egui::Context, message: String) {
        let until = ctx.input(|input| input.time) + MESSAGE_SECONDS;
        self.message = Some((message, until));
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(MESSAGE_SECONDS));
    }

    /// Shows a page in the briefing panel, with what is wrong with it.
    pub fn set_preview(
        &mut self,
        ctx: &egui::Context,
        size: [usize; 2],
        rgba: &[u8],
        findings: Vec<String>,
    ) {
        self.briefing.set(ctx, size, rgba, findings);
    }

    /// Says in the briefing panel why there is no page.
    pub fn fail_preview(&mut self, reason: String) {
        self.briefing.fail(reason);
    }

    /// Whether the page that is shown is to be replaced by another.
    pub fn preview_is_stale(&mut self, is_stale: bool) {
        self.briefing.is_stale = is_stale;
    }

    /// How many pages there would be.
    pub fn set_preview_pages(&mut self, count: usize) {
        self.briefing.set_pages(count);
    }

    /// Which of them the panel shows, from nought.
    pub fn preview_page(&self) -> usize {
        self.briefing.page_shown()
    }

    /// Whether a page is shown that is not to be replaced.
    pub fn has_preview(&self) -> bool {
        self.briefing.has_page()
    }

    /// Forgets the page, which needs memory.
    pub fn drop_preview(&mut self) {
        self.briefing.drop_page();
    }

    /// The share that is done of the pictures that are being made.
    pub fn making(&mut self, share: Option<f32>) {
        self.briefing.making = share;
    }

    /// Whether the map that was last shown lacked nothing.
    pub fn map_is_complete(&self) -> bool {
        self.map.is_complete()
    }

    /// Makes the palettes anew where the theme or the classes have changed.
    fn dress(&mut self, ctx: &egui::Context, theme: ThemeName, derived: &Derived) {
        let of_second = derived.second.as_ref().map_or(0, |second| second.theming_generation);
        let dressed = Some((theme, derived.map.theming_generation, of_second));
        if self.dressed == dressed {
            return;
        }
        self.dressed = dressed;
        let palette = Palette::of(theme);
        look::apply_palette(ctx, &palette);
        let dress = |content: Option<&MapContent>| match content
            .and_then(|content| content.theming.as_ref())
        {
            Some(theming) => theming.dress(palette.clone()),
            None => palette.clone(),
        };
        self.palette = dress(Some(&derived.map));
        self.second_palette = dress(derived.second.as_ref());
    }

    /// One frame of the window. `reading` are the files being read and the share that is read.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        editor: &Editor,
        derived: &Derived,
        reading: Option<&(String, Option<f32>)>,
    ) -> Vec<Action> {
        let mut actions = Vec::new();
        let session = editor.session();
        self.dress(ui.ctx(), session.theme, derived);
        let covered = editor.shows_briefing() || editor.dialog().is_some();
        look::hush_tooltips(ui.ctx(), covered && !self.covered);
        self.covered = covered;
        let palette = &self.palette;
        let sent = editor.sent().filter(|(_, count)| *count != self.sent);
        self.sent = editor.sent().map_or(0, |(_, count)| count);
        let mut context = Context {
            editor,
            derived,
            palette,
            reads: reading.is_some(),
            sent: sent.map(|(target, _)| target),
        };
        let colors = &palette.ui;
        if let Some((files, share)) = reading {
            notices_ui::reading(ui.ctx(), &context, (files, *share), &mut actions);
        } else if let Some(reason) = &self.failure
            && notices_ui::failure(ui.ctx(), &context, reason)
        {
            self.failure = None;
        } else if !self.taken.is_empty()
            && notices_ui::taken(ui.ctx(), &context, &self.taken, &mut actions)
        {
            self.taken.clear();
        }
        shortcuts::collect(ui.ctx(), &context, &mut actions);
        timeline_ui::play(ui.ctx(), &context, &mut actions);
        // What is typed next belongs to the field already: a frame later it would be shortcuts.
        if let Some(field) = actions.iter().find_map(field_asked) {
            context.sent = Some(field);
            self.sent += 1;
        }
        let top = Panel::top("top")
            .frame(look::panel_frame(colors.bar))
            .show(ui, |ui| top_bar_ui::show(ui, &context, &mut self.top_bar, &mut actions));
        let fits = Fits::of(ui.available_size());
        let left = fits.left.filter(|_| !session.hides(Side::Left)).map(|sizes| {
            let panel = side_panel(&context, Panel::left, Side::Left, sizes);
            let shown = panel.show(ui, |ui| {
                part(ui, &context, Side::Left);
                zones_ui::show(ui, &context, &mut self.base_maps, &mut actions);
            });
            shown.response.rect
        });
        let right = fits.right.filter(|_| !session.hides(Side::Right)).map(|sizes| {
            let panel = side_panel(&context, Panel::right, Side::Right, sizes);
            let outside = &self.dialogs.outside;
            let shown = panel.show(ui, |ui| figures(ui, &context, outside, &mut actions));
            shown.response.rect
        });
        let bottom = (!session.hides(Side::Bottom)).then(|| {
            let panel = side_panel(&context, Panel::bottom, Side::Bottom, fits.bottom);
            let shown = panel.resizable(true).show(ui, |ui| {
                part(ui, &context, Side::Bottom);
                desk_ui::show(ui, &context, &mut actions);
            });
            shown.response.rect
        });
        let sizes = PanelSizes {
            left: left.map_or(session.panels.left, |rect| rect.width()),
            right: right.map_or(session.panels.right, |rect| rect.width()),
            bottom: bottom.map_or(session.panels.bottom, |rect| rect.height()),
        };
        if sizes != session.panels {
            actions.push(Action::PanelsResized(sizes));
        }
        let now = ui.input(|input| input.time);
        self.message.take_if(|(_, until)| *until < now);
        let message = self.message.as_ref().map(|(text, _)| text.as_str());
        let map = egui::CentralPanel::no_frame().show(ui, |ui| {
            let map = &mut self.map;
            map_ui::show(ui, &context, &self.second_palette, map, message, &mut actions);
        });
        let none = egui::Rect::NOTHING;
        let places = [
            top.inner,
            left.unwrap_or(none),
            map.response.rect,
            right.unwrap_or(none),
            bottom.unwrap_or(none),
        ];
        tour_ui::show(ui.ctx(), &context, &places, &mut actions);
        self.briefing.show(ui.ctx(), &context, &mut actions);
        self.dialogs.show(ui.ctx(), &context, &mut self.base_maps, &mut actions);
        look::focus_ring(ui.ctx(), colors);
        shortcuts::remember_typing(ui.ctx());
        actions
    }
}

/// The field of the bar at the top that an action sends the keyboard to.
fn field_asked(action: &Action) -> Option<Target> {
    match action {
        Action::Focus(field @ (Target::Search | Target::Date | Target::Menu)) => Some(*field),
        _ => None,
    }
}

/// A panel of its usual size. Panels forget the size they were given where the layout is put back.
fn side_panel(
    context: &Context<'_>,
    make: fn(egui::Id) -> Panel,
    side: Side,
    sizes: std::ops::RangeInclusive<f32>,
) -> Panel {
    let panels = &context.editor.session().panels;
    let fill = context.palette.ui.window;
    let (size, frame) = match side {
        Side::Left => (panels.left, look::panel_frame(fill)),
        Side::Right => (panels.right, look::panel_frame(fill)),
        Side::Bottom => (panels.bottom, look::desk_frame(fill)),
    };
    make(egui::Id::unique((side, context.editor.layouts())))
        .frame(frame)
        .default_size(size)
        .size_range(sizes)
}

/// The panel at the right: what is selected, else all zones.
fn figures(ui: &mut Ui, context: &Context<'_>, outside: &Outside, actions: &mut Vec<Action>) {
    part(ui, context, Side::Right);
    look::bars_in_margin(ui);
    // Little text does not make the panel narrow.
    ui.set_min_width(ui.available_width());
    selection_ui::show(ui, context, actions);
    match (context.editor.selected(), context.editor.selected_programme()) {
        (Some(index), _) => inspector_ui::show(ui, context, index, actions),
        (None, Some(programme)) => inspector_ui::show_programme(ui, context, programme, actions),
        (None, None) => table_ui::show(ui, context, outside, actions),
    }
}

/// The start of a part of the window, which F6 goes to; Tab goes on from there.
fn part(ui: &mut Ui, context: &Context<'_>, side: Side) {
    let name = context.t(match side {
        Side::Left => "part-left",
        Side::Right => "part-right",
        Side::Bottom => "part-bottom",
    });
    look::part(ui, context, Target::Panel(side), &name, ui.max_rect());
}
