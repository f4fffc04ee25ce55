//! Several selected zones: how many, how large together, and what can be done with all of them.

use eframe::egui::{self, Ui};

use super::{
    Context,
    look::{bold, color32, rule, small, wrapped},
};
use crate::{editor::Action, words};

/// A line above the inspector; nothing while fewer than two zones are selected.
pub fn show(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let Some(sum) = &context.derived.selected else { return };
    let colors = &context.palette.ui;
    ui.add_space(4.0);
    let count = words::count(sum.count);
    let count = words::t_with(context.lang(), "selection-count", &[("count", &count)]);
    ui.label(bold(count, 13.0).color(color32(colors.accent)));
    for (key, of) in [("selection-published", sum.published), ("selection-drawn", sum.drawn)] {
        if of.0 > 0 {
            line(ui, context, key, of, sum.count - sum.parts);
        }
    }
    if sum.parts > 0 {
        let count = words::count(sum.parts);
        let text = words::t_with(context.lang(), "selection-parts", &[("count", &count)]);
        wrapped(ui, small(text, colors));
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

/// A sum in the unit in use, and below it of how many zones it is, and how many have no such area.
fn line(ui: &mut Ui, context: &Context<'_>, key: &str, (count, m2): (usize, f64), of: usize) {
    let (lang, unit) = (context.lang(), context.editor.session().unit);
    let colors = &context.palette.ui;
    let area = words::area(lang, unit, m2);
    let lacking = of - count;
    let (summed, lacking_text) = (words::count(count), words::count(lacking));
    let values = [("count", summed.as_str()), ("lacking", &lacking_text)];
    let key_of = if lacking > 0 { "selection-of-some" } else { "selection-of" };
    let name = words::with_value(lang, &context.t(key), "");
    let of = words::t_with(lang, key_of, &values);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.label(small(name, colors).size(12.5));
        ui.label(bold(area, 12.5));
        ui.label(small(words::with_remark(lang, "", &of), colors));
    });
}
