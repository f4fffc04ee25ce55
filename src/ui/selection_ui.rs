//! Several selected zones: how many, how large together, and what can be done with all of them.

use eframe::egui::{self, Ui};

use super::{
    Context,
    look::{bold, color32, rule, small, wrapped},
};
use crate::{
    editor::Action,
    text::{Weight, shape::width_em},
    words,
};

const SIZE: f32 = 12.5;
/// Of what [`small`] writes.
const SMALL: f32 = 11.5;

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
    // Sums of other zones are no pair.
    let (count, published, drawn) = sum.both;
    if count > 0 && (sum.published.0 != count || sum.drawn.0 != count) {
        let (lang, unit) = (context.lang(), context.editor.session().unit);
        let [published, drawn] = [published, drawn].map(|m2| words::area(lang, unit, m2));
        let count = words::count(count);
        let values = [("count", count.as_str()), ("published", &published), ("drawn", &drawn)];
        wrapped(ui, small(words::t_with(lang, "selection-both", &values), colors));
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
    let remark = words::with_remark(lang, "", &of);
    // A remark that has no room behind the sum stands below it, and is not broken.
    let wide = (width_em(&name, Weight::Regular) + width_em(&area, Weight::Bold)) * SIZE
        + width_em(&remark, Weight::Regular) * SMALL;
    let fits = wide + 8.0 <= ui.available_width();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.label(small(name, colors).size(SIZE));
        ui.label(bold(area, SIZE));
        if fits {
            ui.label(small(&remark, colors));
        }
    });
    if !fits {
        wrapped(ui, small(of, colors));
    }
}
