//! The menu: every command by its group, from the one enum.

use eframe::egui::{self, Button, Popup, PopupCloseBehavior, Role, ScrollArea, Ui, WidgetInfo};

use super::{
    Context,
    look::{color32, name_area, small},
};
use crate::editor::{Action, Command, CommandGroup, Target};

const WIDTH: f32 = 400.0;

/// The group whose commands are shown.
#[derive(Default)]
pub struct MenuState {
    group: usize,
}

pub fn show(ui: &mut Ui, context: &Context<'_>, state: &mut MenuState, actions: &mut Vec<Action>) {
    let text = format!("{} ▾", context.t("menu"));
    let button = ui.add(Button::new(text).min_size(egui::vec2(0.0, 28.0)));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, context.t("menu")));
    let mut popup = Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    if context.is_sent_to(Target::Menu) {
        button.request_focus();
        popup = popup.open_memory(Some(egui::SetOpenCommand::Bool(true)));
    }
    popup.show(|ui| {
        name_area(ui, &context.t("command-menu"));
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 40.0));
        tabs(ui, context, state);
        let group = CommandGroup::ALL[state.group];
        let height = (ui.ctx().content_rect().height() - 130.0).max(120.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            for command in Command::all().filter(|command| command.group() == group) {
                row(ui, context, command, actions);
            }
        });
    });
}

/// The groups side by side, as the menus of a menu bar.
fn tabs(ui: &mut Ui, context: &Context<'_>, state: &mut MenuState) {
    let colors = &context.palette.ui;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (at, group) in CommandGroup::ALL.into_iter().enumerate() {
            let mut text = egui::RichText::new(context.t(group.key()));
            if at == state.group {
                text = text.color(color32(colors.accent)).strong();
            }
            let tab = ui.add(Button::selectable(at == state.group, text));
            // Parts of the window have such names too.
            let label = format!("{}: {}", context.t("menu"), context.t(group.key()));
            tab.widget_info(|| WidgetInfo::selected(Role::Button, true, at == state.group, &label));
            if tab.clicked() {
                state.group = at;
            }
        }
    });
    ui.add_space(4.0);
}

fn row(ui: &mut Ui, context: &Context<'_>, command: Command, actions: &mut Vec<Action>) {
    let name = context.t(command.key());
    let action = command.action(context.editor);
    let keys = small(command.shortcut().unwrap_or_default(), &context.palette.ui);
    let button = Button::selectable(command.is_on(context.editor), &name)
        .right_text(keys)
        .min_size(egui::vec2(ui.available_width(), 22.0));
    let response = ui.add_enabled(action.is_some(), button);
    response.widget_info(|| {
        let on = command.is_on(context.editor);
        WidgetInfo::selected(Role::MenuItem, action.is_some(), on, &name)
    });
    if response.clicked() {
        actions.extend(action);
        Popup::close_all(ui.ctx());
    }
}
