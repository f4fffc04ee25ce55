//! What stands over the window for a while: the reading of files with its progress, and what failed.

use std::path::PathBuf;

use eframe::egui::{self, Align2, Key, Modifiers, Order};

use super::{
    Context,
    look::{color32, family, wrapped},
};
use crate::{editor::Action, text::Weight, words};

const WIDTH: f32 = 340.0;

/// Shows which files are being read and how far that is.
pub fn reading(
    ctx: &egui::Context,
    context: &Context<'_>,
    (files, share): (&str, Option<f32>),
    actions: &mut Vec<Action>,
) {
    plate(ctx, context, "reading", |ui| {
        ui.label(words::t_with(context.lang(), "reading-files", &[("files", files)]));
        // Until the features are counted, the file itself is being read.
        let bar = egui::ProgressBar::new(share.unwrap_or_default())
            .desired_height(6.0)
            .fill(color32(context.palette.ui.accent));
        ui.add(bar);
        ui.add_space(2.0);
        let escaped = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if ui.button(context.t("cancel")).clicked() || escaped {
            actions.push(Action::CancelReading);
        }
    });
}

/// Shows what failed, to be copied by its button or by the keys that copy. Says whether it was put
/// away.
pub fn failure(ctx: &egui::Context, context: &Context<'_>, reason: &str) -> bool {
    let mut closed = false;
    let is_copied = !ctx.text_edit_focused()
        && ctx.input_mut(|input| {
            let before = input.events.len();
            input.events.retain(|event| *event != egui::Event::Copy);
            input.events.len() < before
        });
    plate(ctx, context, "failure", |ui| {
        let label = ui
            .horizontal_top(|ui| {
                alarm(ui, context);
                wrapped(ui, reason)
            })
            .inner;
        // A screen reader says it at once.
        ctx.accesskit_node_builder(label.id, |node| {
            node.set_role(egui::accesskit::Role::Alert);
            node.set_label(reason);
            node.set_live(egui::accesskit::Live::Assertive);
        });
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            if ui.button(context.t("copy-message")).on_hover_text("Ctrl+C").clicked() || is_copied {
                ctx.copy_text(reason.to_owned());
            }
            let escaped = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
            closed = ui.button(context.t("dismiss")).clicked() || escaped;
        });
    });
    closed
}

/// Asks whether new files are to take the place of the earlier ones of their names. Says whether that
/// was answered.
pub fn taken(
    ctx: &egui::Context,
    context: &Context<'_>,
    taken: &[(PathBuf, PathBuf)],
    actions: &mut Vec<Action>,
) -> bool {
    let mut answered = false;
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (question, replace, keep) = match taken {
        [(file, earlier)] => {
            let values = [("name", name(earlier)), ("new", name(file))];
            let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
            let question = words::t_with(context.lang(), "name-taken", &values);
            (question, "replace-earlier", "keep-both")
        }
        _ => {
            let count = words::count(taken.len());
            let question = words::t_with(context.lang(), "names-taken", &[("count", &count)]);
            (question, "replace-all-earlier", "keep-all")
        }
    };
    plate(ctx, context, "taken", |ui| {
        let label = wrapped(ui, &question);
        ctx.accesskit_node_builder(label.id, |node| {
            node.set_role(egui::accesskit::Role::Alert);
            node.set_label(question.as_str());
        });
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            if ui.button(context.t(replace)).clicked() {
                actions.push(Action::ReplaceEarlier(taken.to_vec()));
                answered = true;
            }
            let escaped = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
            answered |= ui.button(context.t(keep)).clicked() || escaped;
        });
    });
    answered
}

/// The sign of an error before its first line: a disc with an exclamation mark.
fn alarm(ui: &mut egui::Ui, context: &Context<'_>) {
    let colors = &context.palette.ui;
    let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(17.0), egui::Sense::hover());
    ui.painter().circle_filled(rect.center(), 8.0, color32(colors.error));
    let font = egui::FontId::new(12.0, family(Weight::Bold));
    let ink = color32(colors.window);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, "!", font, ink);
}

fn plate(
    ctx: &egui::Context,
    context: &Context<'_>,
    id: &str,
    add_contents: impl FnOnce(&mut egui::Ui),
) {
    let colors = &context.palette.ui;
    let edge = if id == "failure" { colors.error } else { colors.line };
    egui::Area::new(egui::Id::unique(id))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_TOP, egui::vec2(0.0, 72.0))
        .show(ctx, |ui| {
            let shadow =
                egui::Shadow { offset: [0, 3], blur: 14, spread: 0, color: color32(colors.shadow) };
            egui::Frame::new()
                .fill(color32(colors.window))
                .stroke(egui::Stroke::new(1.0, color32(edge)))
                .corner_radius(6)
                .shadow(shadow)
                .inner_margin(14)
                .show(ui, |ui| {
                    ui.set_width(WIDTH);
                    ui.visuals_mut().extreme_bg_color = color32(colors.chip);
                    add_contents(ui);
                });
        });
}
