//! The search box: zones, places, figures, programmes, files that were open, and commands. The arrow
//! keys go through what was found, Enter takes it.

use eframe::egui::{
    self, Align2, Button, Key, Modifiers, Popup, Rect, Role, ScrollArea, TextEdit, Ui, WidgetInfo,
};

use super::{
    Context,
    look::{name_area, small},
};
use crate::{
    editor::{Action, Recent, Target, search},
    model::{Lang, coordinates, datum::Crs, zone::Zone},
    reasons::shortened,
    text::{Weight, breaking::elide, shape::width_em},
    words,
};

#[derive(Default)]
pub struct SearchState {
    text: String,
    /// Indices of the zones found, and what for: the query and the generation of the document.
    found: (String, u64, Vec<usize>),
    /// Whether more was found than is offered.
    has_more: bool,
    /// Which of the hits Enter takes.
    marked: usize,
}

/// One line of what was found.
struct Hit {
    text: String,
    /// What stands at the right end: the keys of a command, the other name of a zone.
    right: String,
    action: Action,
}

/// As many of each are offered.
const MOST_FOUND: usize = 12;
const MOST_COMMANDS: usize = 12;
const MOST_FIGURES: usize = 6;
const MOST_RECENT: usize = 5;

const ROW: f32 = 22.0;
const WIDEST: f32 = 440.0;

/// Shows the box, and what was found below it; says where the box is.
pub fn show(
    ui: &mut Ui,
    context: &Context<'_>,
    state: &mut SearchState,
    actions: &mut Vec<Action>,
) -> Rect {
    let width = ui.available_width().clamp(80.0, 380.0);
    let hint = format!("{}  (Ctrl+K)", context.t("search"));
    if context.is_sent_to(Target::Search) {
        state.text.clear();
        // Before the field is shown, so that it takes what was typed in the same frame.
        ui.memory_mut(|memory| memory.request_focus(field_id()));
    }
    let step = keys(ui, state);
    let edit = ui.add_sized(
        [width, 28.0],
        TextEdit::singleline(&mut state.text)
            .id(field_id())
            .char_limit(10_000)
            .hint_text(hint)
            .align(Align2::LEFT_CENTER),
    );
    edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, context.t("search")));
    if edit.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        state.text.clear();
    }
    if edit.changed() {
        state.marked = 0;
    }
    let is_open = edit.has_focus() || edit.lost_focus();
    if !is_open && state.text.trim().is_empty() {
        return edit.rect;
    }
    let hits = hits(context, state);
    state.marked = match step {
        0 => state.marked.min(hits.len().saturating_sub(1)),
        _ => state.marked.saturating_add_signed(step).min(hits.len().saturating_sub(1)),
    };
    let entered = edit.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let is_asked = entered && !state.text.trim().is_empty();
    let mut chosen = hits.get(state.marked).filter(|_| is_asked).map(|hit| hit.action.clone());
    // An empty field says what can be typed, while it has the keyboard.
    let popup = edit.has_focus() || is_open && (!hits.is_empty() || !state.text.trim().is_empty());
    Popup::from_response(&edit).open(popup).show(|ui| {
        name_area(ui, &context.t("search-found"));
        // Both names of a zone, or a figure and what it is of, find room beside each other.
        ui.set_width(width.max(WIDEST).min(ui.ctx().content_rect().width() - 32.0));
        if let Some(action) = list(ui, context, state, &hits, step != 0) {
            chosen = Some(action);
        }
    });
    if let Some(action) = chosen {
        state.text.clear();
        state.marked = 0;
        edit.surrender_focus();
        actions.push(action);
    }
    edit.rect
}

fn field_id() -> egui::Id {
    egui::Id::unique("search-field")
}

/// How far the arrow keys go through the hits. The field itself has no use for them.
fn keys(ui: &Ui, state: &SearchState) -> isize {
    let has_focus = ui.memory(egui::Memory::focused) == Some(field_id());
    if !has_focus || state.text.is_empty() {
        return 0;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    isize::from(pressed(Key::ArrowDown)) - isize::from(pressed(Key::ArrowUp))
}

fn list(
    ui: &mut Ui,
    context: &Context<'_>,
    state: &SearchState,
    hits: &[Hit],
    moved: bool,
) -> Option<Action> {
    let colors = &context.palette.ui;
    if hits.is_empty() && state.text.trim().is_empty() {
        ui.add(egui::Label::new(small(context.t("help-more"), colors)).wrap());
        return None;
    }
    if hits.is_empty() {
        let text = shortened(state.text.trim());
        let text = words::t_with(context.lang(), "search-none", &[("text", &text)]);
        ui.add(egui::Label::new(small(text, colors)).wrap());
        return None;
    }
    let mut chosen = None;
    let height = (ui.ctx().content_rect().height() - 80.0).clamp(120.0, 520.0);
    // A list that was short before may grow.
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for (number, hit) in hits.iter().enumerate() {
            let is_marked = number == state.marked;
            let room = ui.available_width() - 24.0;
            // The name comes first; the rest has what room is left.
            let of_right = (width_em(&hit.right, Weight::Regular) * 11.5).min(room * 0.45);
            let shown = elide(&hit.text, Weight::Regular, (room - of_right) / 13.0);
            let rest = room - width_em(&shown, Weight::Regular) * 13.0;
            let right = elide(&hit.right, Weight::Regular, rest / 11.5);
            let button = Button::selectable(is_marked, shown.as_str())
                .right_text(small(&right, colors))
                .min_size(egui::vec2(ui.available_width(), ROW));
            let row = ui.add(button);
            let label = match hit.right.as_str() {
                "" => hit.text.clone(),
                right => format!("{}, {right}", hit.text),
            };
            row.widget_info(|| WidgetInfo::selected(Role::Button, true, is_marked, &label));
            if is_marked && moved {
                row.scroll_to_me(None);
            }
            let is_cut = shown != hit.text || right != hit.right;
            let row = if is_cut { row.on_hover_text(label) } else { row };
            if row.clicked() {
                chosen = Some(hit.action.clone());
            }
        }
    });
    if state.text.trim().is_empty() {
        ui.add(egui::Label::new(small(context.t("help-more"), colors)).wrap());
    } else if state.has_more {
        ui.add(egui::Label::new(small(context.t("search-more"), colors)).wrap());
    }
    chosen
}

/// All that was found, the likeliest first.
fn hits(context: &Context<'_>, state: &mut SearchState) -> Vec<Hit> {
    let query = state.text.trim().to_lowercase();
    let mut hits = Vec::new();
    state.has_more = false;
    if query.is_empty() {
        recent(context, "", &mut hits);
        return hits;
    }
    places(context, &state.text, &mut hits);
    zones(context, state, &query, &mut hits);
    let lang = context.lang();
    let figures = search::find_figures(context.editor, &query, MOST_FIGURES + 1);
    state.has_more |= figures.len() > MOST_FIGURES;
    for (owner, figure) in figures.into_iter().take(MOST_FIGURES) {
        let title = words::figure_title(lang, context.editor.catalogue(), figure);
        hits.push(Hit {
            text: words::figure(lang, figure),
            right: title,
            action: select(context, owner),
        });
    }
    for programme in search::find_programmes(context.editor, &query) {
        hits.push(Hit {
            text: programme.name.short(lang).to_owned(),
            right: context.t("programmes"),
            action: Action::Select(Some(programme.id.clone())),
        });
    }
    let commands = search::find_commands(context.editor, &query);
    // Who asks for all gets all.
    let most = if query.starts_with('>') { usize::MAX } else { MOST_COMMANDS };
    state.has_more |= commands.len() > most;
    for command in commands.into_iter().take(most) {
        let Some(action) = command.action(context.editor) else { continue };
        let keys = command.shortcut().unwrap_or_default();
        hits.push(Hit { text: context.t(command.key()), right: keys.to_owned(), action });
    }
    recent(context, &query, &mut hits);
    hits
}

fn places(context: &Context<'_>, text: &str, hits: &mut Vec<Hit>) {
    for reading in coordinates::read(text) {
        let position = coordinates::write(Crs::Wgs84, reading.at).unwrap_or_default();
        let values =
            [("system", words::system(context.lang(), reading.crs)), ("position", position)];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        let text = words::t_with(context.lang(), "search-coordinate", &values);
        hits.push(Hit { text, right: String::new(), action: Action::GoTo(reading.at) });
    }
}

fn zones(context: &Context<'_>, state: &mut SearchState, query: &str, hits: &mut Vec<Hit>) {
    let zones = &context.editor.catalogue().zones;
    let generation = context.derived.lists.generation;
    if (state.found.0.as_str(), state.found.1) != (query, generation) {
        let found = search::find(zones, query, MOST_FOUND + 1);
        state.found = (query.to_owned(), generation, found);
    }
    let other = |zone: &Zone| match context.lang() {
        Lang::En => zone.name.zh.clone(),
        Lang::Zh => zone.name.en.clone(),
    };
    state.has_more |= state.found.2.len() > MOST_FOUND;
    for zone in state.found.2.iter().take(MOST_FOUND).filter_map(|index| zones.get(*index)) {
        let (name, other) = (zone.name.short(context.lang()), other(zone));
        hits.push(Hit {
            text: name.to_owned(),
            right: if other == name { String::new() } else { other.to_string() },
            action: Action::ZoomToZone(zone.id.clone()),
        });
    }
}

/// The files that were open before, by their name.
fn recent(context: &Context<'_>, query: &str, hits: &mut Vec<Hit>) {
    let files = context.editor.session().recent.iter().enumerate();
    let named = files.map(|(at, recent): (usize, &Recent)| (at, recent.name()));
    let fitting = named.filter(|(_, name)| name.to_lowercase().contains(query));
    for (at, name) in fitting.take(MOST_RECENT) {
        let text = words::t_with(context.lang(), "search-recent", &[("name", &name)]);
        hits.push(Hit { text, right: String::new(), action: Action::OpenRecent(at) });
    }
}

/// A zone, shown on the map, or a programme.
fn select(context: &Context<'_>, id: &str) -> Action {
    if context.editor.catalogue().zone(id).is_some() {
        Action::ZoomToZone(id.to_owned())
    } else {
        Action::Select(Some(id.to_owned()))
    }
}
