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
    ruling: Option<ruling_ui::Draft>,
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
            ruling: None,
            system_lang: Lang::En,
            is_open: false,
            had_keyboard: None,
        }
    }

    /// Asks why a figure of a zone is to be used, by their ids.
    pub fn ask_ruling(&mut self, zone: &str, figure: &str) {
        self.ruling = Some(ruling_ui::Draft::of(zone, figure));
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
        // A dialog may give the keyboard to a field of its own as soon as it opens.
        let before = ctx.memory(egui::Memory::focused);
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
        let asks_ruling = ruling_ui::dialog(ctx, context, &mut self.ruling, actions);
        self.pass_keyboard(
            ctx,
            before,
            dialog.is_some() || asks_map || asks_ruling || context.editor.shows_briefing(),
        );
    }

    /// A dialog takes the keyboard, and what had it before gets it back.
    fn pass_keyboard(&mut self, ctx: &egui::Context, before: Option<egui::Id>, is_open: bool) {
        if is_open == self.is_open {
            return;
        }
        self.is_open = is_open;
        if is_open {
            self.had_keyboard = before;
            if let Some(id) = self.had_keyboard {
                ctx.memory_mut(|memory| memory.surrender_focus(id));
            }
        } else if let Some(id) = self.had_keyboard.take() {
            ctx.memory_mut(|memory| memory.request_focus(id));
        }
        ctx.request_repaint();
    }
}
