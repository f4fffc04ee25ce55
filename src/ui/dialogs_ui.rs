//! Which dialog is open, and the way of the keyboard into it and back.

use eframe::egui;

use super::{
    Context, Outside, about_ui, base_map_ui::BaseMapState, help_ui, open_ui::OpenState, ruling_ui,
    settings_ui::SettingsState,
};
use crate::{
    editor::{Action, Dialog},
    model::Lang,
};

pub struct Dialogs {
    settings: SettingsState,
    open: OpenState,
    pub outside: Outside,
    /// The language of the system, which the settings offer.
    pub system_lang: Lang,
    is_open: bool,
    /// What had the keyboard before a dialog took it.
    had_keyboard: Option<egui::Id>,
}

impl Dialogs {
    pub fn new() -> Self {
        Self {
            settings: SettingsState::default(),
            open: OpenState::default(),
            outside: Outside::default(),
            system_lang: Lang::En,
            is_open: false,
            had_keyboard: None,
        }
    }

    /// Shows the dialog that is open.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        context: &Context<'_>,
        base_maps: &mut BaseMapState,
        actions: &mut Vec<Action>,
    ) {
        let dialog = context.editor.dialog();
        match dialog {
            Some(Dialog::Help) => help_ui::show(ctx, context, actions),
            Some(Dialog::Open) => self.open.show(ctx, context, &self.outside, actions),
            Some(Dialog::Settings) => {
                self.settings.show(ctx, context, &self.outside, self.system_lang, actions);
            }
            Some(Dialog::About) => about_ui::show(ctx, context, actions),
            None => {}
        }
        let asks_map = base_maps.dialog(ctx, context, actions);
        let asks_ruling = ruling_ui::dialog(ctx, context, actions);
        self.pass_keyboard(
            ctx,
            dialog.is_some() || asks_map || asks_ruling || context.editor.shows_briefing(),
        );
    }

    /// A dialog takes the keyboard, and what had it before gets it back.
    fn pass_keyboard(&mut self, ctx: &egui::Context, is_open: bool) {
        if is_open == self.is_open {
            return;
        }
        self.is_open = is_open;
        if is_open {
            self.had_keyboard = ctx.memory(egui::Memory::focused);
            if let Some(id) = self.had_keyboard {
                ctx.memory_mut(|memory| memory.surrender_focus(id));
            }
        } else if let Some(id) = self.had_keyboard.take() {
            ctx.memory_mut(|memory| memory.request_focus(id));
        }
        ctx.request_repaint();
    }
}
