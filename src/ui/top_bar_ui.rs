//! The bar at the top: name, search, date, unit, language, theme, briefing.

use eframe::egui::{self, Button, Popup, PopupCloseBehavior, Ui};

use super::{
    Context,
    date_field::DateField,
    line::begin_and_end,
    look::{bold, color32, entry, name_area, small},
    menu_ui::{self, MenuState},
    search_ui::{self, SearchState},
};
use crate::{
    editor::{Action, Command, Target},
    model::{Lang, as_of::Clock, units::AreaUnit},
    style::ThemeName,
    text::{Weight, shape::width_em},
    words,
};

#[derive(Default)]
pub struct TopBarState {
    search: SearchState,
    date: DateField,
    menu: MenuState,
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

const SUBTITLE: f32 = 12.5;
/// What the controls and a search field with its whole hint need beside the subtitle.
const BESIDE: f32 = 845.0;

pub fn show(
    ui: &mut Ui,
    context: &Context<'_>,
    state: &mut TopBarState,
    actions: &mut Vec<Action>,
) -> egui::Rect {
    let colors = &context.palette.ui;
    let mut field = egui::Rect::NOTHING;
    ui.horizontal(|ui| {
        // Every row in the bar begins as high as its highest control, so that all stand on one line.
        ui.spacing_mut().interact_size.y = HEIGHT;
        ui.set_min_height(HEIGHT);
        // What does not fit is in the menu all the same.
        let width = ui.available_width();
        menu_ui::show(ui, context, &mut state.menu, actions);
        if width > 860.0 {
            ui.label(bold(context.t("app-name"), 14.0));
        }
        let subtitle = subtitle(context);
        let needed = width_em(&subtitle, Weight::Regular) * SUBTITLE + BESIDE;
        if ui.available_width() > needed {
            ui.label(small(subtitle, colors).size(SUBTITLE));
        }
        let TopBarState { date, search, .. } = state;
        let mut of_end = Vec::new();
        let begin = |ui: &mut Ui| field = search_ui::show(ui, context, search, actions);
        begin_and_end(ui, begin, |ui, room| {
            let actions = &mut of_end;
            as_of(ui, context, (date, room - CHOICES), actions);
            if width > 600.0 {
                units(ui, context, actions);
            }
            if width > 700.0 {
                languages(ui, context, actions);
                themes(ui, context, actions);
            }
            briefing(ui, context, actions);
        });
        actions.append(&mut of_end);
    });
    field
}

/// The height of the controls, logical pixels.
const HEIGHT: f32 = 28.0;
/// What the choices after the date need.
const CHOICES: f32 = 320.0;

fn briefing(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let colors = &context.palette.ui;
    let text = bold(context.t("briefing"), 13.0).color(color32(colors.accent_text));
    let button = Button::new(text).fill(color32(colors.accent)).min_size(egui::vec2(64.0, HEIGHT));
    let hint = format!("{} (P)", context.t("briefing-hint"));
    if ui.add(button).on_hover_text(hint).clicked() {
        actions.extend(Command::Briefing.action(context.editor));
    }
}

/// The menu of themes.
fn themes(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let button = ui.add(Button::new("◐").min_size(egui::vec2(30.0, HEIGHT)));
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, context.t("theme")));
    let button = button.on_hover_text(context.t("theme"));
    Popup::menu(&button).show(|ui| {
        name_area(ui, &context.t("theme"));
        for theme in ThemeName::ALL {
            let is_chosen = context.editor.session().theme == theme;
            if entry(ui, is_chosen, context.t(theme.key())) {
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
        for (option, text) in options {
            let is_chosen = *option == chosen;
            let text = if is_chosen {
                egui::RichText::new(text).color(color32(colors.accent_text))
            } else {
                egui::RichText::new(text)
            };
            let fill = if is_chosen { colors.accent } else { colors.window };
            let button = Button::new(text)
                .fill(color32(fill))
                .min_size(egui::vec2(30.0, HEIGHT))
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

/// The date that the window is looked at, with the room for it and the search.
fn as_of(
    ui: &mut Ui,
    context: &Context<'_>,
    (date, room): (&mut DateField, f32),
    actions: &mut Vec<Action>,
) {
    let lang = context.lang();
    let editor = context.editor;
    let shown = match editor.session().as_of {
        Some(day) => {
            let clock = match editor.session().clock {
                Clock::True => "clock-true",
                Clock::Known => "clock-known",
            };
            format!("{} · {}", words::day(lang, day), context.t(clock))
        }
        None => {
            let today = context.t("as-of-today");
            match editor.catalogue().information_to() {
                Some(day) if room > 420.0 => {
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
        Button::new(format!("{} {shown} ▾", context.t("as-of"))).min_size(egui::vec2(0.0, HEIGHT)),
    );
    let mut popup = Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let is_sent = context.is_sent_to(Target::Date);
    if is_sent {
        popup = popup.open_memory(Some(egui::SetOpenCommand::Bool(true)));
    }
    if button.clicked() || is_sent {
        date.open(editor.day());
    }
    let shown = popup.show(|ui| {
        name_area(ui, &context.t("command-date"));
        ui.set_width(240.0);
        let label = ui.label(context.t("as-of-line"));
        ui.horizontal(|ui| {
            let (field, taken) = date.field(ui, 130.0, editor.day());
            field.labelled_by(label.id);
            if let Some(taken) = taken {
                actions.push(Action::SetAsOf(Some(taken.date.last)));
                if taken.is_entered {
                    ui.close();
                }
            }
            if ui.button(context.t("today")).clicked() {
                date.set(Some(editor.today()));
                actions.push(Action::SetAsOf(None));
            }
        });
        date.message(ui, context);
        clocks(ui, context, actions);
    });
    if shown.is_none()
        && let Some(date) = date.left(editor.day())
    {
        actions.push(Action::SetAsOf(Some(date.last)));
    }
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
        let below = egui::Margin { left: 20, ..egui::Margin::ZERO };
        egui::Frame::new().inner_margin(below).show(ui, |ui| {
            ui.add(egui::Label::new(small(context.t(hint), &context.palette.ui)).wrap());
        });
    }
}
