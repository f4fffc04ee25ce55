//! The dialog that records which figure is to be used, and why.

use eframe::egui::{self, Key};

use super::{
    Context, dialog,
    look::{color32, small, wrapped},
};
use crate::{editor::Action, model::ruling::Ruling, words};

/// What stands under a choice begins where its text does, logical pixels.
const INDENT: f32 = 18.0;

/// A ruling that is being written.
#[derive(Default)]
pub struct Draft {
    zone: String,
    figure: String,
    reason: String,
    by: String,
    /// Whether it was tried to record it.
    tried: bool,
    /// Whether the keyboard was given to the field that wants a text.
    begun: bool,
}

impl Draft {
    /// For a figure of a zone, by their ids.
    pub fn of(zone: &str, figure: &str) -> Self {
        let by = std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_default();
        Self { zone: zone.to_owned(), figure: figure.to_owned(), by, ..Self::default() }
    }
}

/// The dialog, while it is open; says whether it is.
pub fn dialog(
    ctx: &egui::Context,
    context: &Context<'_>,
    asked: &mut Option<Draft>,
    actions: &mut Vec<Action>,
) -> bool {
    let Some(draft) = asked else { return false };
    let lang = context.lang();
    let catalogue = context.editor.catalogue();
    let colors = &context.palette.ui;
    let mut over = false;
    let title = context.t("ruling-title");
    let escaped = dialog::show(ctx, context, ("ruling-dialog", &title, 400.0), |ui| {
        // All areas of the zone itself, so that another one can be taken.
        let zone = catalogue.zone(&draft.zone);
        for figure in zone.iter().flat_map(|zone| &zone.figures) {
            if !figure.quantity.is_ground_area() {
                continue;
            }
            let title = words::figure_title(lang, catalogue, figure);
            let unit = context.editor.session().unit;
            let (value, printed) =
                (words::figure_in(lang, figure, unit), words::figure(lang, figure));
            let value =
                if value == printed { value } else { words::with_remark(lang, &value, &printed) };
            let text = format!("{value} · {title}");
            // Two sources may print the same.
            let source = words::citation(lang, catalogue, &figure.cite);
            let label = format!("{text}, {source}");
            let is_chosen = draft.figure == figure.id;
            let choice = ui.radio(is_chosen, text);
            choice.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &label)
            });
            if choice.clicked() {
                draft.figure.clone_from(&figure.id);
            }
            ui.scope(|ui| {
                ui.spacing_mut().interact_size.y = 0.0;
                ui.horizontal(|ui| {
                    ui.add_space(INDENT);
                    wrapped(ui, small(source, colors));
                });
            });
        }
        let field = |ui: &mut egui::Ui, text: &mut String, key: &str| {
            let label = ui.label(small(context.t(key), colors));
            ui.add(egui::TextEdit::singleline(text).desired_width(f32::INFINITY).char_limit(500))
                .labelled_by(label.id)
        };
        let reason = field(ui, &mut draft.reason, "ruling-reason");
        if draft.tried && draft.reason.trim().is_empty() {
            ui.colored_label(color32(colors.error), context.t("ruling-needs-reason"));
        }
        // The keyboard is given to the reason at first, later to what is missing.
        let is_sent = !std::mem::replace(&mut draft.begun, true);
        if is_sent && (draft.reason.trim().is_empty() || !draft.tried) {
            reason.request_focus();
        }
        let by = field(ui, &mut draft.by, "ruling-by");
        if draft.tried && draft.by.trim().is_empty() {
            ui.colored_label(color32(colors.error), context.t("ruling-needs-name"));
            if is_sent && !draft.reason.trim().is_empty() {
                by.request_focus();
            }
        }
        let entered = (reason.lost_focus() || by.lost_focus())
            && ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            if ui.button(context.t("ruling-record")).clicked() || entered {
                draft.tried = true;
                if !draft.reason.trim().is_empty() && !draft.by.trim().is_empty() {
                    let ruling = Ruling {
                        figure: draft.figure.clone(),
                        reason: draft.reason.trim().to_owned(),
                        by: draft.by.trim().to_owned(),
                        on: context.editor.today(),
                    };
                    actions.push(Action::Rule(draft.zone.clone(), Some(ruling)));
                    over = true;
                } else {
                    draft.begun = false;
                    ctx.request_repaint();
                }
            }
            over |= ui.button(context.t("cancel")).clicked();
        });
    });
    if over || escaped {
        *asked = None;
    }
    true
}
