//! The dialog that opens a file by its path, and the list of files that were open before.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Button, Key, Role, TextEdit, Ui, WidgetInfo};

use super::{
    Context, Outside, dialog,
    line::begin_and_end,
    look::{color32, section, small, wrapped},
    type_ahead,
};
use crate::{
    basemap::Source,
    editor::{Action, Recent},
    text::{Weight, breaking::elide},
    words,
};

/// The path that is being typed.
#[derive(Default)]
pub struct OpenState {
    text: String,
    missing: Option<String>,
}

impl OpenState {
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        context: &Context<'_>,
        outside: &Outside,
        actions: &mut Vec<Action>,
    ) {
        let title = context.t("open-title");
        let colors = &context.palette.ui;
        let mut asked = None;
        let mut over = dialog::show(ctx, context, ("open", &title, 460.0), |ui| {
            wrapped(ui, small(context.t("open-hint"), colors));
            let label = ui.label(context.t("open-path"));
            let id = egui::Id::unique("open-path");
            if let Some(ahead) = type_ahead::take(ui.ctx(), id) {
                self.text.push_str(&ahead);
                type_ahead::cursor_to_end(ui.ctx(), id, &self.text);
            }
            let field = ui
                .add(
                    TextEdit::singleline(&mut self.text)
                        .id(id)
                        .desired_width(f32::INFINITY)
                        .char_limit(4096),
                )
                .labelled_by(label.id);
            if field.changed() {
                self.missing = None;
            }
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if let Some(path) = &self.missing {
                let text = words::t_with(context.lang(), "open-missing", &[("path", path)]);
                wrapped(ui, egui::RichText::new(text).color(color32(colors.error)));
            }
            dialog::foot(ui, |ui| {
                let is_typed = !self.text.trim().is_empty();
                let open = ui.add_enabled(is_typed, Button::new(context.t("open")));
                if (open.clicked() || entered) && is_typed {
                    asked = self.asked();
                }
                if ui.button(context.t("cancel")).clicked() {
                    asked = Some(Action::ShowDialog(None));
                }
            });
            asked = recent_files(ui, context, outside, actions).or(asked.take());
        });
        if let Some(action) = asked {
            over = true;
            if action != Action::ShowDialog(None) {
                actions.push(action);
            }
        }
        if over {
            *self = Self::default();
            actions.push(Action::ShowDialog(None));
        }
    }

    /// What the text names; `None` where there is no such file, which is said at the field.
    fn asked(&mut self) -> Option<Action> {
        let text = self.text.trim().trim_matches('"').to_owned();
        if Source::from_address(&text).is_some() {
            return Some(Action::OpenBaseMap(Some(text)));
        }
        let path = PathBuf::from(&text);
        if !path.is_file() {
            self.missing = Some(crate::reasons::shortened(&text));
            return None;
        }
        Some(if is_base_map(&path) {
            Action::OpenBaseMap(Some(text))
        } else {
            Action::OpenFiles(vec![path])
        })
    }
}

fn is_base_map(path: &Path) -> bool {
    let end = |wanted: &str| path.extension().is_some_and(|end| end.eq_ignore_ascii_case(wanted));
    end("pmtiles") || end("mbtiles")
}

/// The files that were open before, to be opened again or taken from the list. Says which is to be
/// opened.
pub fn recent_files(
    ui: &mut Ui,
    context: &Context<'_>,
    outside: &Outside,
    actions: &mut Vec<Action>,
) -> Option<Action> {
    let recent = &context.editor.session().recent;
    if recent.is_empty() {
        return None;
    }
    let colors = &context.palette.ui;
    section(ui, &context.t("recent"), colors);
    let mut asked = None;
    for (at, entry) in recent.iter().enumerate() {
        let is_missing = outside.missing.get(at).copied().unwrap_or_default();
        ui.horizontal(|ui| {
            let mut opened = false;
            let open = |ui: &mut Ui| opened = entry_ui(ui, context, entry, is_missing);
            begin_and_end(ui, open, |ui, _| {
                if is_missing {
                    ui.label(
                        small(context.t("recent-missing"), colors).color(color32(colors.warning)),
                    );
                }
                let name = entry.name();
                let remove = ui.add(Button::new(small("✕", colors)).frame(false));
                let label = format!("{}: {name}", context.t("recent-remove"));
                remove.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
                if remove.on_hover_text(context.t("recent-remove")).clicked() {
                    actions.push(Action::ForgetRecent(at));
                }
            });
            if opened {
                asked = Some(Action::OpenRecent(at));
            }
        });
    }
    asked
}

fn entry_ui(ui: &mut Ui, context: &Context<'_>, entry: &Recent, is_missing: bool) -> bool {
    const SIZE: f32 = 13.0;
    let name = entry.name();
    let shown = elide(&name, Weight::Regular, (ui.available_width() - 24.0) / SIZE);
    let open = ui.add_enabled(!is_missing, Button::new(shown).frame(false));
    let mut label = format!("{}: {name}", context.t("recent-open"));
    if is_missing {
        label = format!("{label}, {}", context.t("recent-missing"));
    }
    open.widget_info(|| WidgetInfo::labeled(Role::Button, !is_missing, &label));
    let place = entry.place();
    open.on_hover_text(&place).on_disabled_hover_text(place).clicked()
}
