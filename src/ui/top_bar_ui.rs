//! The bar at the top: name, search, date, unit, language, theme, briefing.

use eframe::egui::{
    self, Align, Button, Key, Layout, Modifiers, Popup, PopupCloseBehavior, TextEdit, Ui,
};

use super::{
    Context,
    look::{bold, color32, small},
};
use crate::{
    editor::{Action, search},
    model::{
        Lang,
        as_of::Clock,
        coordinates,
        date::{DateError, EventDate},
        datum::Crs,
        units::AreaUnit,
        zone::Zone,
    },
    reasons::Reason as _,
    style::ThemeName,
    words,
};

#[derive(Default)]
pub struct TopBarState {
    search: String,
    /// Indices of the zones found, and what for: the query and the generation of the document.
    found: (String, u64, Vec<usize>),
    /// The date being typed.
    date: String,
    date_error: Option<DateError>,
    /// The date was just opened and is to take the keyboard.
    date_opened: bool,
}

/// What is open: the title of the catalogue, or for the embedded one the plan it is about.
fn subtitle(context: &Context<'_>) -> String {
    let title = context.editor.catalogue().title.get(context.lang());
    if title.is_empty() || title == context.t("app-name") {
        context.t("app-subtitle")
    } else {
        title.to_owned()
    }
}

pub fn show(
    ui: &mut Ui,
    context: &Context<'_>,
    state: &mut TopBarState,
    actions: &mut Vec<Action>,
) {
    let colors = &context.palette.ui;
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        ui.label(bold(context.t("app-name"), 14.0));
        let wide = ui.available_width() > 1060.0;
        if wide {
            ui.label(small(subtitle(context), colors).size(12.5));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            briefing(ui, context, actions);
            themes(ui, context, actions);
            languages(ui, context, actions);
            units(ui, context, actions);
            as_of(ui, context, state, actions);
            ui.add_space(8.0);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                search(ui, context, state, actions);
            });
        });
    });
}

fn briefing(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let colors = &context.palette.ui;
    let text = bold(context.t("briefing"), 13.0).color(color32(colors.accent_text));
    let button = Button::new(text).fill(color32(colors.accent)).min_size(egui::vec2(64.0, 28.0));
    let hint = format!("{} (P)", context.t("briefing-hint"));
    if ui.add(button).on_hover_text(hint).clicked() {
        actions.push(Action::ToggleBriefing);
    }
}

/// The menu of themes.
fn themes(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let button = ui.add(Button::new("◐").min_size(egui::vec2(30.0, 28.0)));
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, context.t("theme")));
    let button = button.on_hover_text(context.t("theme"));
    Popup::menu(&button).show(|ui| {
        for theme in ThemeName::ALL {
            let is_chosen = context.editor.session().theme == theme;
            if ui.selectable_label(is_chosen, context.t(theme.key())).clicked() {
                actions.push(Action::SetTheme(theme));
            }
        }
    });
}

/// Buttons of which one is chosen.
fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    context: &Context<'_>,
    options: &[(T, String)],
    chosen: T,
) -> Option<T> {
    let colors = &context.palette.ui;
    let mut clicked = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        // The layout runs from right to left.
        for (option, text) in options.iter().rev() {
            let is_chosen = *option == chosen;
            let text = if is_chosen {
                egui::RichText::new(text).color(color32(colors.accent_text))
            } else {
                egui::RichText::new(text)
            };
            let fill = if is_chosen { colors.accent } else { colors.window };
            let button = Button::new(text)
                .fill(color32(fill))
                .min_size(egui::vec2(30.0, 28.0))
                .selected(false);
            if ui.add(button).clicked() {
                clicked = Some(*option);
            }
        }
    });
    clicked
}

fn languages(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let options = [(Lang::En, context.t("language-en")), (Lang::Zh, context.t("language-zh"))];
    if let Some(lang) = choice(ui, context, &options, context.lang()) {
        actions.push(Action::SetLang(lang));
    }
}

fn units(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let options = AreaUnit::ALL.map(|unit| (unit, words::area_unit(context.lang(), unit)));
    if let Some(unit) = choice(ui, context, &options, context.editor.session().unit) {
        actions.push(Action::SetUnit(unit));
    }
}

fn as_of(ui: &mut Ui, context: &Context<'_>, state: &mut TopBarState, actions: &mut Vec<Action>) {
    let lang = context.lang();
    let editor = context.editor;
    let shown = match editor.session().as_of {
        Some(day) => {
            let date = words::day(lang, day);
            match editor.session().clock {
                Clock::True => date,
                Clock::Known => format!("{date} · {}", context.t("clock-known")),
            }
        }
        None => {
            let today = context.t("as-of-today");
            match editor.catalogue().information_to() {
                Some(day) if ui.available_width() > 420.0 => {
                    let date = words::day(lang, day);
                    format!(
                        "{today} · {}",
                        words::t_with(lang, "information-to", &[("date", &date)])
                    )
                }
                _ => today,
            }
        }
    };
    let button = ui.add(
        Button::new(format!("{} {shown} ▾", context.t("as-of"))).min_size(egui::vec2(0.0, 28.0)),
    );
    if button.clicked() {
        state.date = editor.day().to_string();
        state.date_error = None;
        state.date_opened = true;
    }
    Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(220.0);
            let label = ui.label(context.t("as-of-line"));
            ui.horizontal(|ui| {
                let edit = ui
                    .add(TextEdit::singleline(&mut state.date).desired_width(120.0))
                    .labelled_by(label.id);
                if std::mem::take(&mut state.date_opened) {
                    edit.request_focus();
                }
                let entered = edit.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                if edit.changed() || entered {
                    match state.date.parse::<EventDate>() {
                        Ok(date) => {
                            state.date_error = None;
                            actions.push(Action::SetAsOf(Some(date.last)));
                        }
                        Err(error) => state.date_error = Some(error),
                    }
                }
                if ui.button(context.t("today")).clicked() {
                    state.date = editor.today().to_string();
                    state.date_error = None;
                    actions.push(Action::SetAsOf(None));
                }
            });
            if let Some(error) = &state.date_error {
                ui.colored_label(color32(context.palette.ui.error), error.reason(lang));
            }
            clocks(ui, context, actions);
        });
}

/// By whose knowledge the date is looked at.
fn clocks(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    ui.add_space(4.0);
    ui.label(bold(context.t("clock"), 12.0));
    for (clock, key, hint) in [
        (Clock::True, "clock-true", "clock-true-hint"),
        (Clock::Known, "clock-known", "clock-known-hint"),
    ] {
        let chosen = context.editor.session().clock == clock;
        if ui.radio(chosen, context.t(key)).clicked() && !chosen {
            actions.push(Action::SetClock(clock));
        }
        ui.indent(key, |ui| ui.label(small(context.t(hint), &context.palette.ui)));
    }
}

/// As many zones are offered.
const MOST_FOUND: usize = 12;
const MOST_COMMANDS: usize = 6;
const MOST_FIGURES: usize = 6;

fn search(ui: &mut Ui, context: &Context<'_>, state: &mut TopBarState, actions: &mut Vec<Action>) {
    let width = ui.available_width().clamp(80.0, 380.0);
    let hint = format!("{}  (Ctrl+K)", context.t("search"));
    let edit = ui.add_sized(
        [width, 28.0],
        TextEdit::singleline(&mut state.search).hint_text(hint).align(egui::Align2::LEFT_CENTER),
    );
    edit.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::TextInput, true, context.t("search"))
    });
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::K)) {
        state.search.clear();
        edit.request_focus();
    }
    if edit.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        state.search.clear();
    }
    let query = state.search.trim().to_lowercase();
    if query.is_empty() {
        return;
    }
    let zones = &context.editor.catalogue().zones;
    let generation = context.derived.lists.generation;
    if (state.found.0.as_str(), state.found.1) != (query.as_str(), generation) {
        let found = search::find(zones, &query, MOST_FOUND);
        state.found = (query, generation, found);
    }
    let found: Vec<&Zone> = state.found.2.iter().filter_map(|index| zones.get(*index)).collect();
    let places = coordinates::read(&state.search);
    let lower = state.search.trim().to_lowercase();
    let commands = search::find_commands(context.editor, &lower, MOST_COMMANDS);
    let figures = search::find_figures(context.editor, &lower, MOST_FIGURES);
    let programmes = search::find_programmes(context.editor, &lower);
    let entered = edit.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let go_to = |reading: &coordinates::Reading| Action::GoTo(reading.at);
    let zoom_to = |zone: &Zone| Action::ZoomToZone(zone.id.clone());
    let select = |id: &str| match zones.iter().find(|zone| zone.id == id) {
        Some(zone) => zoom_to(zone),
        None => Action::Select(Some(id.to_owned())),
    };
    let first = || {
        let figure = || figures.first().map(|(owner, _)| select(owner));
        let programme = || programmes.first().map(|programme| select(&programme.id));
        let command = || commands.first().and_then(|command| command.action(context.editor));
        let zone = || found.first().copied().map(zoom_to);
        places.first().map(go_to).or_else(zone).or_else(figure).or_else(programme).or_else(command)
    };
    let mut chosen = if entered { first() } else { None };
    Popup::from_response(&edit).open(edit.has_focus() || edit.lost_focus()).show(|ui| {
        ui.set_width(width);
        for (number, reading) in places.iter().enumerate() {
            let position = coordinates::write(Crs::Wgs84, reading.at).unwrap_or_default();
            let values = [("system", reading.crs.name()), ("position", position)];
            let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
            let text = words::t_with(context.lang(), "search-coordinate", &values);
            if ui.selectable_label(number == 0, text).clicked() {
                chosen = Some(go_to(reading));
            }
        }
        let others = figures.len() + programmes.len() + commands.len();
        if found.is_empty() && places.is_empty() && others == 0 {
            let text =
                words::t_with(context.lang(), "search-none", &[("text", state.search.trim())]);
            ui.label(small(text, &context.palette.ui));
        }
        for (number, zone) in found.iter().enumerate() {
            let text =
                format!("{}  {}", zone.name.short(context.lang()), other_name(context, zone));
            // Enter takes the first.
            if ui.selectable_label(number == 0 && places.is_empty(), text).clicked() {
                chosen = Some(zoom_to(zone));
            }
        }
        let lang = context.lang();
        let no_zone = found.is_empty() && places.is_empty();
        for (number, (owner, figure)) in figures.iter().enumerate() {
            let title = words::figure_title(lang, context.editor.catalogue(), figure);
            let text = format!("{}  {title}", words::figure(lang, figure));
            if ui.selectable_label(no_zone && number == 0, text).clicked() {
                chosen = Some(select(owner));
            }
        }
        for programme in &programmes {
            if ui.selectable_label(false, programme.name.short(lang)).clicked() {
                chosen = Some(select(&programme.id));
            }
        }
        egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for command in &commands {
                let name = context.t(command.key());
                let button = Button::selectable(false, &name)
                    .right_text(small(command.shortcut().unwrap_or_default(), &context.palette.ui));
                let row = ui.add_sized([ui.available_width(), 22.0], button);
                row.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if row.clicked() {
                    chosen = command.action(context.editor);
                }
            }
        });
    });
    if let Some(action) = chosen {
        state.search.clear();
        edit.surrender_focus();
        actions.push(action);
    }
}

fn other_name<'a>(context: &Context<'_>, zone: &'a Zone) -> &'a str {
    match context.lang() {
        Lang::En => &zone.name.zh,
        Lang::Zh => &zone.name.en,
    }
}
