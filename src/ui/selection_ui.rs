//! Several selected zones: how many, how large together, and what can be done with all of them.

use eframe::egui::{self, Ui};

use super::{
    Context,
    look::{bold, color32, rule, small},
};
use crate::{
    editor::{Action, SelectedSum},
    words,
};

/// A line above the inspector; nothing while fewer than two zones are selected.
pub fn show(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let Some(sum) = &context.derived.selected else { return };
    let colors = &context.palette.ui;
    ui.add_space(4.0);
    let count = words::count(sum.count);
    let count = words::t_with(context.lang(), "selection-count", &[("count", &count)]);
    ui.label(bold(count, 13.0).color(color32(colors.accent)));
    for line in text(context, sum) {
        ui.add(egui::Label::new(small(line, colors).size(12.5)).wrap());
    }
    ui.horizontal_wrapped(|ui| {
        for (key, action) in [
            ("selection-zoom", Action::ZoomToSelection),
            ("selection-copy", Action::CopyRows),
            ("selection-clear", Action::Select(None)),
        ] {
            let button = egui::Button::new(egui::RichText::new(context.t(key)).size(12.0));
            if ui.add(button).clicked() {
                actions.push(action);
            }
        }
    });
    rule(ui, colors);
}

/// The sums in the unit in use; how many zones they are of where that is not all.
fn text(context: &Context<'_>, sum: &SelectedSum) -> Vec<String> {
    let (lang, unit) = (context.lang(), context.editor.session().unit);
    let all = sum.count - sum.parts;
    let of = |key: &str, (count, m2): (usize, f64)| {
        if count == 0 {
            return None;
        }
        let area = words::area(lang, unit, m2);
        let said = words::t_with(lang, key, &[("area", &area)]);
        let (count, all) = (words::count(count), words::count(all));
        let values = [("sum", said.as_str()), ("count", &count), ("all", &all)];
        Some(if count == all { said } else { words::t_with(lang, "selection-of", &values) })
    };
    let sums = [of("selection-drawn", sum.drawn), of("selection-published", sum.published)];
    let sums: Vec<String> = sums.into_iter().flatten().collect();
    let mut lines = vec![sums.join(" · ")];
    if sum.parts > 0 {
        let count = words::count(sum.parts);
        lines.push(words::t_with(lang, "selection-parts", &[("count", &count)]));
    }
    lines
}
