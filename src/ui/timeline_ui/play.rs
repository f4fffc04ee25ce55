//! Lets the date run.

use eframe::egui;

use crate::{editor::Action, model::timeline::later, ui::Context};

/// Moves the date on by what has passed since the last frame, whatever is shown below the map. It ends
/// on today; begun on today it starts where the timeline does.
pub fn play(ctx: &egui::Context, context: &Context<'_>, actions: &mut Vec<Action>) {
    let editor = context.editor;
    let Some(pace) = editor.playing() else { return };
    ctx.request_repaint();
    let Some(day) = editor.session().as_of else {
        let axis = super::axis(context, &super::groups(context));
        actions.push(Action::SetAsOf(Some(axis.first)));
        return;
    };
    let rest = egui::Id::unique("played days");
    // A frame that took long does not jump over years.
    let passed = ctx.input(|input| f64::from(input.stable_dt.min(0.2))) * pace.days();
    let due = ctx.data(|data| data.get_temp::<f64>(rest)).unwrap_or(0.0) + passed;
    #[expect(clippy::cast_possible_truncation, reason = "a few hundred days")]
    let whole = due.floor() as i64;
    ctx.data_mut(|data| data.insert_temp(rest, due.fract()));
    if whole == 0 {
        return;
    }
    let next = later(day, whole);
    if next >= editor.today() {
        actions.extend([Action::SetAsOf(None), Action::Play(None)]);
    } else {
        actions.push(Action::SetAsOf(Some(next)));
    }
}
