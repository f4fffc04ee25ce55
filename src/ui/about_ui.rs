//! What the program is, whose data, fonts and code it holds, and how to cite it; all of it can be
//! copied.

use std::sync::LazyLock;

use eframe::egui::{self, Ui};

use super::{
    Context, dialog,
    look::{bold, section, small, wrapped},
};
use crate::{basemap::TileStore, editor::Action, words};

/// The licences of the libraries, written by `scripts/licenses`: a line for each library, then the
/// texts.
static LIBRARIES: &str = include_str!("../../assets/licenses.txt");

/// Lines of the file, cut once: tens of thousands.
static LINES: LazyLock<Vec<&'static str>> = LazyLock::new(|| LIBRARIES.lines().collect());

pub fn show(ctx: &egui::Context, context: &Context<'_>, actions: &mut Vec<Action>) {
    let title =
        words::t_with(context.lang(), "about-title", &[("version", env!("CARGO_PKG_VERSION"))]);
    let mut over = dialog::show(ctx, context, ("about", &title, 560.0), |ui| {
        let parts = parts(context);
        for (head, text) in &parts {
            if !head.is_empty() {
                section(ui, head, &context.palette.ui);
            }
            wrapped(ui, text);
        }
        libraries(ui, context);
        dialog::foot(ui, |ui| {
            if ui.button(context.t("close")).clicked() {
                actions.push(Action::ShowDialog(None));
            }
            if ui.button(context.t("about-copy")).clicked() {
                let mut text = title.clone();
                for (head, part) in &parts {
                    text = format!("{text}\n\n{head}\n{part}");
                }
                ctx.copy_text(text);
            }
            if ui.button(context.t("about-copy-licenses")).clicked() {
                ctx.copy_text(LIBRARIES.to_owned());
            }
        });
    });
    over &= !actions.contains(&Action::ShowDialog(None));
    if over {
        actions.push(Action::ShowDialog(None));
    }
}

/// Heads and texts.
fn parts(context: &Context<'_>) -> Vec<(String, String)> {
    let lang = context.lang();
    let catalogue = context.editor.catalogue();
    let to = catalogue.information_to().map(|day| words::day(lang, day)).unwrap_or_default();
    let values = [
        ("title", catalogue.title.get(lang)),
        ("version", catalogue.version.as_str()),
        ("date", to.as_str()),
        ("program", env!("CARGO_PKG_VERSION")),
    ];
    let map_credits = TileStore::embedded()
        .map(|store| store.attribution().get(lang).to_owned())
        .unwrap_or_default();
    vec![
        (String::new(), context.t("about-what")),
        (
            context.t("about-data"),
            words::t_with(lang, "about-data-text", &[("credits", &map_credits)]),
        ),
        (context.t("about-fonts"), context.t("about-fonts-text")),
        (context.t("about-code"), context.t("about-code-text")),
        (context.t("about-cite"), words::t_with(lang, "about-cite-text", &values)),
    ]
}

/// The list of libraries with their licences, as long as it is: only the lines in view are laid out.
fn libraries(ui: &mut Ui, context: &Context<'_>) {
    const LINE: f32 = 15.0;
    let head = context.t("about-libraries");
    // Room for the ring of the keyboard.
    ui.add_space(8.0);
    egui::CollapsingHeader::new(bold(head, 12.0)).id_salt("libraries").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        egui::ScrollArea::both().max_height(220.0).auto_shrink([false, false]).show_rows(
            ui,
            LINE,
            LINES.len(),
            |ui, rows| {
                for line in LINES.get(rows).unwrap_or_default() {
                    let text = if line.is_empty() { " " } else { line };
                    let label = egui::Label::new(small(text, &context.palette.ui));
                    ui.add_sized([0.0, LINE], label.extend());
                }
            },
        );
    });
}
