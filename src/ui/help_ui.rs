//! The cheat sheet: every command with its shortcut.

use eframe::egui::{self, Align2, Order};

use super::{
    Context,
    look::{bold, color32, small},
};
use crate::editor::{Action, Command};

/// The list of shortcuts, in two columns.
pub fn show(ctx: &egui::Context, context: &Context<'_>, actions: &mut Vec<Action>) {
    if !context.editor.shows_help() {
        return;
    }
    let colors = &context.palette.ui;
    egui::Area::new(egui::Id::unique("help"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_CENTER, egui::Vec2::ZERO)
        .show(ctx, |ui| {
            egui::Frame::new()
                .fill(color32(colors.window))
                .stroke(egui::Stroke::new(1.0, color32(colors.line)))
                .corner_radius(6)
                .inner_margin(18)
                .show(ui, |ui| {
                    ui.label(bold(context.t("help-title"), 15.0));
                    ui.add_space(6.0);
                    let with_keys: Vec<(String, &str)> = Command::all()
                        .filter_map(|command| Some((context.t(command.key()), command.shortcut()?)))
                        .chain(MORE.map(|(key, keys)| (context.t(key), keys)))
                        .collect();
                    let half = with_keys.len().div_ceil(2);
                    ui.horizontal_top(|ui| {
                        for (at, column) in with_keys.chunks(half).enumerate() {
                            egui::Grid::new(("help", at)).num_columns(2).spacing([18.0, 5.0]).show(
                                ui,
                                |ui| {
                                    for (name, keys) in column {
                                        ui.label(bold(*keys, 12.5));
                                        ui.label(name);
                                        ui.end_row();
                                    }
                                },
                            );
                            ui.add_space(24.0);
                        }
                    });
                    ui.add_space(8.0);
                    ui.label(small(context.t("help-more"), colors));
                    if ui.button(context.t("dismiss")).clicked() {
                        actions.push(Action::ToggleHelp);
                    }
                });
        });
}

/// What has keys but is no command.
const MORE: [(&str, &str); 6] = [
    ("help-search", "Ctrl+K"),
    ("help-pan", "← ↑ ↓ →"),
    ("help-neighbour", "Alt+← ↑ ↓ →"),
    ("help-box", "Shift"),
    ("help-bookmarks", "1 – 9"),
    ("help-escape", "Esc"),
];
