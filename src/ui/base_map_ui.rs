//! The choice of the base map, and the dialog that asks for an address or a key.

use eframe::egui::{self, Key, Ui};

use super::{
    Context, dialog,
    look::{entry, section, small, wrapped},
    path_field::PathField,
};
use crate::{basemap::Source, editor::Action, words};

pub struct BaseMapState {
    offered: &'static [Source],
    asked: Option<Asked>,
    /// A file or an address.
    path: PathField,
    key: String,
}

/// What the dialog asks for.
#[derive(Clone, PartialEq)]
enum Asked {
    Address,
    /// Of the source with this place in the list.
    Key(usize),
}

impl Default for BaseMapState {
    fn default() -> Self {
        Self {
            offered: Source::offered(),
            asked: None,
            path: PathField::default(),
            key: String::new(),
        }
    }
}

impl BaseMapState {
    /// Asks for the key of an offered source; says whether it is one.
    pub fn ask_key(&mut self, id: &str) -> bool {
        self.asked = self.offered.iter().position(|source| source.id == id).map(Asked::Key);
        self.key.clear();
        self.asked.is_some()
    }

    /// The section of the left panel.
    pub fn show(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
        let lang = context.lang();
        let session = context.editor.session();
        section(ui, &context.t("base-map"), &context.palette.ui);
        let chosen = session.base_map.as_deref();
        let name = base_map_name(context, chosen);
        let width = ui.available_width() - 8.0;
        let combo = egui::ComboBox::from_id_salt("base-map")
            .width(width)
            .truncate()
            .selected_text(name)
            .show_ui(ui, |ui| {
                let embedded = context.t("base-map-embedded");
                if entry(ui, chosen.is_none(), embedded) {
                    actions.push(Action::OpenBaseMap(None));
                }
                for source in self.offered {
                    let is_chosen = chosen == Some(source.id.as_str());
                    let offered = ui.selectable_label(is_chosen, source.name.get(lang));
                    let terms = source.terms.as_deref().unwrap_or_default();
                    if offered.on_hover_text(terms).clicked() {
                        ui.close();
                        actions.push(Action::OpenBaseMap(Some(source.id.clone())));
                    }
                }
                if entry(ui, false, context.t("base-map-other")) {
                    self.asked = Some(Asked::Address);
                    self.path = PathField::default();
                }
            });
        combo.response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::ComboBox, true, context.t("base-map"))
        });
        let mut aligned = session.aligned;
        let check = ui.checkbox(&mut aligned, context.t("align"));
        if check.on_hover_text(context.t("align-hint")).clicked() {
            actions.push(Action::ToggleAligned);
        }
    }

    /// The dialog, while something is asked for; says whether it is.
    pub fn dialog(
        &mut self,
        ctx: &egui::Context,
        context: &Context<'_>,
        actions: &mut Vec<Action>,
    ) -> bool {
        let Some(asked) = self.asked.clone() else { return false };
        let lang = context.lang();
        let colors = &context.palette.ui;
        let mut over = false;
        let (title, hint) = match &asked {
            Asked::Address => (context.t("base-map-other"), context.t("base-map-address-hint")),
            Asked::Key(at) => {
                let name = self.offered[*at].name.get(lang);
                let hint = words::t_with(
                    lang,
                    "key-hint",
                    &[("variable", self.offered[*at].key_variable())],
                );
                (words::t_with(lang, "key-title", &[("source", name)]), hint)
            }
        };
        // The list of files takes the first Escape.
        let list_open = self.path.is_open();
        let escaped = dialog::show(ctx, context, ("base-map-dialog", &title, 380.0), |ui| {
            wrapped(ui, small(hint, colors));
            let response = match asked {
                Asked::Address => {
                    self.path.show(ui, context, &context.t("base-map-address"), &ENDINGS)
                }
                Asked::Key(_) => key_field(ui, context, &mut self.key),
            };
            let text = match asked {
                Asked::Address => self.path.path(),
                Asked::Key(_) => self.key.trim().to_owned(),
            };
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if let Asked::Key(at) = &asked
                && let Some(terms) = &self.offered[*at].terms
            {
                ui.hyperlink_to(context.t("terms"), terms);
            }
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                let open = egui::Button::new(context.t("open"));
                let clicked = ui.add_enabled(!text.is_empty(), open).clicked();
                if (clicked || entered) && !text.is_empty() {
                    actions.push(match asked {
                        Asked::Address => Action::OpenBaseMap(Some(text)),
                        Asked::Key(at) => Action::KeepKey(self.offered[at].id.clone(), text),
                    });
                    over = true;
                }
                over |= ui.button(context.t("cancel")).clicked();
            });
        });
        if over || escaped && !list_open {
            self.asked = None;
            self.path = PathField::default();
            self.key.clear();
        }
        true
    }
}

/// The files that hold base maps.
const ENDINGS: [&str; 3] = ["pmtiles", "mbtiles", "ron"];

fn key_field(ui: &mut Ui, context: &Context<'_>, key: &mut String) -> egui::Response {
    let field = egui::TextEdit::singleline(key).desired_width(f32::INFINITY).password(true);
    let response = ui.add(field);
    let label = context.t("key");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &label));
    response
}

/// What a base map is called where there is little room.
pub fn base_map_name(context: &Context<'_>, name: Option<&str>) -> String {
    let Some(name) = name else { return context.t("base-map-embedded") };
    match Source::offered().iter().find(|source| source.id == name) {
        Some(source) => source.name.get(context.lang()).to_owned(),
        None => last_part(name).to_owned(),
    }
}

fn last_part(name: &str) -> &str {
    name.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or(name)
}
