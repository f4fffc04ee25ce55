//! The settings: language, theme, motion, unit, size of the interface, pictures, kept tiles, keys, layout.

use std::path::{Path, PathBuf};

use eframe::egui::{self, ComboBox, Key, Role, TextEdit, Ui, WidgetInfo};

use super::{
    Context, dialog,
    look::{color32, name_area, section, small, wrapped},
};
use crate::{
    basemap::Source,
    editor::{Action, Settings},
    model::{Lang, units::AreaUnit},
    style::ThemeName,
    text::{Weight, shape::width_em},
    words,
};

/// What the dialogs show of the world outside the program; the program looks when one is opened.
#[derive(Debug, Clone, Default)]
pub struct Outside {
    /// What kept tiles take of the disk.
    pub tiles_bytes: u64,
    /// Ids of the sources that the user has a key for.
    pub keys: Vec<String>,
    /// Where pictures go.
    pub pictures: PathBuf,
    /// Whether each of the recent files is missing.
    pub missing: Vec<bool>,
}

/// The folder that is being typed.
#[derive(Default)]
pub struct SettingsState {
    folder: Option<String>,
    folder_error: bool,
}

impl SettingsState {
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        context: &Context<'_>,
        outside: &Outside,
        system_lang: Lang,
        actions: &mut Vec<Action>,
    ) {
        let title = context.t("settings");
        let mut over = dialog::show(ctx, context, ("settings", &title, 460.0), |ui| {
            look(ui, context, system_lang, actions);
            section(ui, &context.t("settings-files"), &context.palette.ui);
            self.folder(ui, context, outside, actions);
            tiles(ui, context, outside, actions);
            keys(ui, context, outside, actions);
            dialog::foot(ui, |ui| {
                if ui.button(context.t("close")).clicked() {
                    actions.push(Action::ShowDialog(None));
                }
                if ui.button(context.t("command-reset-layout")).clicked() {
                    actions.push(Action::ResetLayout);
                }
            });
        });
        over |= !actions.is_empty() && actions.contains(&Action::ShowDialog(None));
        if over {
            *self = Self::default();
            if !actions.contains(&Action::ShowDialog(None)) {
                actions.push(Action::ShowDialog(None));
            }
        }
    }

    fn folder(
        &mut self,
        ui: &mut Ui,
        context: &Context<'_>,
        outside: &Outside,
        actions: &mut Vec<Action>,
    ) {
        let shown = outside.pictures.display().to_string();
        let text = self.folder.get_or_insert_with(|| shown.clone());
        let label = ui.label(context.t("settings-pictures"));
        let field = ui
            .add(TextEdit::singleline(text).desired_width(f32::INFINITY).char_limit(4096))
            .labelled_by(label.id);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let wanted = text.trim().to_owned();
        let is_changed = wanted != shown;
        let colors = &context.palette.ui;
        if self.folder_error {
            ui.colored_label(color32(colors.error), context.t("settings-folder-error"));
        }
        ui.horizontal_wrapped(|ui| {
            let keep = ui.add_enabled(is_changed, egui::Button::new(context.t("settings-keep")));
            if keep.clicked() || entered && is_changed {
                // A folder that is still to be made is made with the first picture.
                self.folder_error = !Path::new(&wanted).is_absolute();
                if !self.folder_error {
                    actions.push(Action::SetPictureFolder(Some(PathBuf::from(&wanted))));
                }
            }
            let is_usual = context.editor.session().settings.pictures.is_none();
            let usual = egui::Button::new(context.t("settings-usual-folder"));
            if ui.add_enabled(!is_usual, usual).clicked() {
                actions.push(Action::SetPictureFolder(None));
                self.folder = None;
                self.folder_error = false;
            }
        });
    }
}

/// Names with their controls, which stand in one column through the whole dialog.
fn grid(context: &Context<'_>, id: &str) -> egui::Grid {
    let names = [
        "settings-language",
        "theme",
        "settings-motion",
        "settings-unit",
        "settings-scale",
        "settings-tiles-limit",
    ];
    let width = |key: &str| width_em(&context.t(key), Weight::Regular) * NAME_SIZE;
    let widest = names.iter().map(|key| width(key)).fold(0.0, f32::max);
    egui::Grid::new(id).num_columns(2).spacing([18.0, 8.0]).min_col_width(widest + 2.0)
}

/// The size of body text.
const NAME_SIZE: f32 = 13.0;

/// A control with its name before it; a screen reader hears name and value together.
fn combo(
    ui: &mut Ui,
    context: &Context<'_>,
    key: &str,
    value: String,
    actions: &mut Vec<Action>,
    entries: impl FnOnce(&mut Ui, &mut Vec<Action>),
) {
    let name = context.t(key);
    ui.label(&name);
    let shown = value.clone();
    let combo = ComboBox::from_id_salt(key).width(220.0).selected_text(value).show_ui(ui, |ui| {
        name_area(ui, &name);
        let before = actions.len();
        entries(ui, actions);
        // A choice by keyboard closes the list too.
        if actions.len() > before {
            ui.close();
        }
    });
    let label = format!("{name}: {shown}");
    combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &label));
    ui.end_row();
}

fn look(ui: &mut Ui, context: &Context<'_>, system_lang: Lang, actions: &mut Vec<Action>) {
    let session = context.editor.session();
    let lang = context.lang();
    grid(context, "settings-look").show(ui, |ui| {
        let name = |lang: Lang| context.t(if lang == Lang::Zh { "chinese" } else { "english" });
        let of_system = |text: String| words::t_with(lang, "of-system", &[("value", &text)]);
        let value = if session.settings.system_lang { of_system(name(lang)) } else { name(lang) };
        combo(ui, context, "settings-language", value, actions, |ui, actions| {
            let follows = session.settings.system_lang;
            if ui.selectable_label(follows, context.t("system")).clicked() {
                actions.push(Action::FollowLang(system_lang));
            }
            for choice in [Lang::En, Lang::Zh] {
                let is_chosen = !follows && lang == choice;
                if ui.selectable_label(is_chosen, name(choice)).clicked() {
                    actions.push(Action::SetLang(choice));
                }
            }
        });
        let theme = |theme: ThemeName| context.t(theme.key());
        let value = theme(session.theme);
        let value = if session.settings.system_theme { of_system(value) } else { value };
        combo(ui, context, "theme", value, actions, |ui, actions| {
            let follows = session.settings.system_theme;
            if ui.selectable_label(follows, context.t("system")).clicked() {
                actions.push(Action::FollowTheme);
            }
            for choice in ThemeName::ALL {
                let is_chosen = !follows && session.theme == choice;
                if ui.selectable_label(is_chosen, theme(choice)).clicked() {
                    actions.push(Action::SetTheme(choice));
                }
            }
        });
        let motion = |still| context.t(if still { "motion-jump" } else { "motion-glide" });
        let value = motion(session.still);
        let value = if session.settings.system_motion { of_system(value) } else { value };
        combo(ui, context, "settings-motion", value, actions, |ui, actions| {
            let follows = session.settings.system_motion;
            if ui.selectable_label(follows, context.t("system")).clicked() {
                actions.push(Action::FollowMotion);
            }
            for choice in [false, true] {
                let is_chosen = !follows && session.still == choice;
                if ui.selectable_label(is_chosen, motion(choice)).clicked() {
                    actions.push(Action::SetStill(choice));
                }
            }
        });
        let unit = |unit| words::area_unit(lang, unit);
        combo(ui, context, "settings-unit", unit(session.unit), actions, |ui, actions| {
            for choice in AreaUnit::ALL {
                if ui.selectable_label(choice == session.unit, unit(choice)).clicked() {
                    actions.push(Action::SetUnit(choice));
                }
            }
        });
        let percent = |scale: u16| format!("{scale}%");
        combo(
            ui,
            context,
            "settings-scale",
            percent(session.settings.scale),
            actions,
            |ui, actions| {
                for scale in Settings::SCALES {
                    let is_chosen = scale == session.settings.scale;
                    if ui.selectable_label(is_chosen, percent(scale)).clicked() {
                        actions.push(Action::SetScale(scale));
                    }
                }
            },
        );
    });
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", words::count(usize::try_from(bytes >> 20).unwrap_or(usize::MAX)))
}

fn tiles(ui: &mut Ui, context: &Context<'_>, outside: &Outside, actions: &mut Vec<Action>) {
    let limit = context.editor.session().settings.tiles_mb;
    section(ui, &context.t("settings-tiles"), &context.palette.ui);
    let of = |limit: u32| megabytes(u64::from(limit) << 20);
    grid(context, "settings-tiles").show(ui, |ui| {
        combo(ui, context, "settings-tiles-limit", of(limit), actions, |ui, actions| {
            for choice in Settings::TILES_MB {
                if ui.selectable_label(choice == limit, of(choice)).clicked() {
                    actions.push(Action::SetTilesLimit(choice));
                }
            }
        });
    });
    ui.horizontal(|ui| {
        let size = megabytes(outside.tiles_bytes);
        let text = words::t_with(context.lang(), "settings-tiles-kept", &[("size", &size)]);
        ui.label(small(text, &context.palette.ui).size(NAME_SIZE));
        let clear = egui::Button::new(context.t("settings-tiles-clear"));
        if ui.add_enabled(outside.tiles_bytes >> 20 > 0, clear).clicked() {
            actions.push(Action::ClearTiles);
        }
    });
}

fn keys(ui: &mut Ui, context: &Context<'_>, outside: &Outside, actions: &mut Vec<Action>) {
    let lang = context.lang();
    let colors = &context.palette.ui;
    section(ui, &context.t("settings-keys"), colors);
    let with_keys = Source::offered().iter().filter(|source| source.needs_key());
    for source in with_keys {
        let name = source.name.get(lang);
        let has = outside.keys.contains(&source.id);
        ui.horizontal(|ui| {
            ui.label(name);
            let state = context.t(if has { "settings-key-kept" } else { "settings-key-none" });
            ui.label(small(state, colors).size(NAME_SIZE));
            if has {
                let forget = ui.button(context.t("settings-key-forget"));
                let label = format!("{}: {name}", context.t("settings-key-forget"));
                forget.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
                if forget.clicked() {
                    actions.push(Action::ForgetKey(source.id.clone()));
                }
            }
        });
    }
    wrapped(ui, small(context.t("settings-keys-hint"), colors));
}
