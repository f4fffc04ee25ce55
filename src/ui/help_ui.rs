//! The cheat sheet: every command with its shortcut.

use eframe::egui;

use super::{
    Context, dialog,
    look::{bold, small, wrapped},
};
use crate::editor::{Action, Command};

/// The list of shortcuts, in up to three columns.
pub fn show(ctx: &egui::Context, context: &Context<'_>, actions: &mut Vec<Action>) {
    let title = context.t("help-title");
    let over = dialog::show(ctx, context, ("help", &title, 1060.0), |ui| {
        let with_keys: Vec<(String, &str)> = Command::all()
            .filter_map(|command| Some((context.t(command.key()), command.shortcut()?)))
            .chain(MORE.map(|(key, keys)| (context.t(key), keys)))
            .collect();
        // Fewer columns where there is little room, as at twice the size.
        let columns = match ui.available_width() {
            wide if wide > 980.0 => 3,
            wide if wide > 600.0 => 2,
            _ => 1,
        };
        let length = with_keys.len().div_ceil(columns);
        // All as wide, whatever is in them.
        let each = ui.available_width() / COLUMNS[columns - 1];
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (at, column) in with_keys.chunks(length).enumerate() {
                ui.vertical(|ui| {
                    ui.set_width(each);
                    let grid = egui::Grid::new(("help", at)).num_columns(2).spacing([16.0, 5.0]);
                    grid.show(ui, |ui| {
                        for (name, keys) in column {
                            ui.label(bold(*keys, 12.5));
                            ui.scope(|ui| {
                                ui.set_max_width(each - KEYS);
                                wrapped(ui, name);
                            });
                            ui.end_row();
                        }
                    });
                });
            }
        });
        ui.add_space(8.0);
        wrapped(ui, small(context.t("help-more"), &context.palette.ui));
        dialog::foot(ui, |ui| {
            if ui.button(context.t("close")).clicked() {
                actions.push(Action::ShowDialog(None));
            }
        });
    });
    if over && !actions.contains(&Action::ShowDialog(None)) {
        actions.push(Action::ShowDialog(None));
    }
}

const COLUMNS: [f32; 3] = [1.0, 2.0, 3.0];
/// Room for keys, and for the air on both sides of a name.
const KEYS: f32 = 128.0;

/// What has keys but is no command: gestures of the map, and keys that mean the same everywhere.
const MORE: [(&str, &str); 6] = [
    ("help-pan", "← ↑ ↓ →"),
    ("help-neighbour", "Alt+← ↑ ↓ →"),
    ("help-box", "Shift"),
    ("help-bookmarks", "1 – 9"),
    ("help-tab", "Tab"),
    ("help-escape", "Esc"),
];
