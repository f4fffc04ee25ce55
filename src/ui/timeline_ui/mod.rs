//! The panel at the bottom: a row for each zone of the report and each programme, along an axis that
//! zooms and pans, and the as-of line to drag.

mod axis_ui;
mod list_ui;
mod play;
mod row_ui;

use eframe::egui::{self, Pos2, Rect, Ui};

pub use play::play;

use super::{
    Context,
    line::at_the_end,
    look::{bold, color32, entry, slim_button, small},
};
use crate::{
    editor::{Action, Pace},
    model::zone::Group,
    scene::timeline::{Axis, Grouping, TimeGroup, time_groups, whole_axis},
};

const AXIS: f32 = 20.0;
const HEAD: f32 = 18.0;

/// Where days lie on the screen.
#[derive(Clone, Copy)]
struct Chart {
    axis: Axis,
    /// The strip of the axis.
    rect: Rect,
}

impl Chart {
    #[expect(clippy::cast_possible_truncation, reason = "a screen is small")]
    fn x(&self, share: f64) -> f32 {
        self.rect.left() + self.rect.width() * share.clamp(0.0, 1.0) as f32
    }

    fn share(&self, x: f32) -> f64 {
        f64::from((x - self.rect.left()) / self.rect.width().max(1.0))
    }
}

/// The rows that are shown: the zones of the report and of the groups that are shown, the selected one, and the
/// programmes.
fn groups<'a>(context: &Context<'a>) -> Vec<TimeGroup<'a>> {
    let editor = context.editor;
    let catalogue = editor.catalogue();
    let session = editor.session();
    let shown = |index: usize| {
        let is_of_group = match catalogue.zones[index].group {
            Group::Report => true,
            Group::Neighbour => session.neighbours,
            Group::Wider => session.wider,
            Group::Layer => false,
        };
        is_of_group || editor.selected() == Some(index)
    };
    let how = (context.lang(), editor.session().grouping, editor.as_of());
    time_groups(catalogue, how, shown, true)
}

fn axis(context: &Context<'_>, groups: &[TimeGroup<'_>]) -> Axis {
    let editor = context.editor;
    match editor.session().times {
        Some((first, last)) => Axis::new(first, last),
        None => whole_axis(groups, editor.today().max(editor.day())),
    }
}

/// What stands beside the tabs: play, grouping, and the ways back.
pub fn head(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let session = context.editor.session();
    at_the_end(ui, |ui, room| {
        if session.times.is_some() && slim_button(ui, &context.t("timeline-all")).clicked() {
            actions.push(Action::ShowTimes(None));
        }
        if session.as_of.is_some() && slim_button(ui, &context.t("today")).clicked() {
            actions.push(Action::SetAsOf(None));
        }
        play_button(ui, context, actions);
        if room < CONTROLS {
            // Where the panel is narrow they go into a menu.
            ui.menu_button(small(context.t("timeline-controls"), &context.palette.ui), |ui| {
                control_menu(ui, context, actions);
            });
        } else {
            controls(ui, context, actions);
        }
    });
}

/// Room for all controls and the ways back beside the tabs.
const CONTROLS: f32 = 430.0;

fn controls(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let session = context.editor.session();
    let chosen = chosen_pace(ui, context);
    let shown = small(context.t(chosen.key()), &context.palette.ui);
    let combo = egui::ComboBox::from_id_salt("timeline pace").selected_text(shown).width(104.0);
    let response = combo.show_ui(ui, |ui| paces(ui, context, actions)).response;
    named(&response, egui::Role::ComboBox, &context.t("timeline-pace"));
    let shown = small(context.t(session.grouping.key()), &context.palette.ui);
    let combo = egui::ComboBox::from_id_salt("timeline grouping").selected_text(shown).width(96.0);
    let response = combo.show_ui(ui, |ui| groupings(ui, context, actions)).response;
    named(&response, egui::Role::ComboBox, &context.t("timeline-grouping"));
    if slim_button(ui, &context.t("timeline-picture")).clicked() {
        actions.push(Action::MakeTimeline);
    }
}

/// The same as a menu.
fn control_menu(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let colors = &context.palette.ui;
    ui.set_min_width(180.0);
    ui.label(small(context.t("timeline-grouping"), colors));
    groupings(ui, context, actions);
    ui.separator();
    ui.label(small(context.t("timeline-pace"), colors));
    paces(ui, context, actions);
    ui.separator();
    if ui.button(context.t("timeline-picture")).clicked() {
        actions.push(Action::MakeTimeline);
        ui.close();
    }
}

fn groupings(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let chosen = context.editor.session().grouping;
    for by in Grouping::ALL {
        if entry(ui, by == chosen, context.t(by.key())) {
            actions.push(Action::GroupTimeline(by));
        }
    }
}

/// Kept for the window's life alone.
fn pace_id() -> egui::Id {
    egui::Id::unique("timeline pace")
}

fn chosen_pace(ui: &Ui, context: &Context<'_>) -> Pace {
    let kept = ui.data(|data| data.get_temp::<Pace>(pace_id())).unwrap_or_default();
    context.editor.playing().unwrap_or(kept)
}

fn paces(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let chosen = chosen_pace(ui, context);
    for pace in Pace::ALL {
        if entry(ui, pace == chosen, context.t(pace.key())) {
            ui.data_mut(|data| data.insert_temp(pace_id(), pace));
            if context.editor.playing().is_some() {
                actions.push(Action::Play(Some(pace)));
            }
        }
    }
}

fn play_button(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let (key, next) = match context.editor.playing() {
        Some(_) => ("timeline-pause", None),
        None => ("timeline-play", Some(chosen_pace(ui, context))),
    };
    let button = slim_button(ui, &context.t(key));
    if button.on_hover_text(format!("{} (Shift+P)", context.t(key))).clicked() {
        actions.push(Action::Play(next));
    }
}

fn named(response: &egui::Response, role: egui::Role, name: &str) {
    response.widget_info(|| egui::WidgetInfo::labeled(role, true, name));
}

pub fn show(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let groups = groups(context);
    let (strip, background) = ui
        .allocate_exact_size(egui::vec2(ui.available_width(), AXIS), egui::Sense::click_and_drag());
    let names = (strip.width() * 0.27).clamp(110.0, 265.0);
    let rect = Rect::from_min_max(
        Pos2::new(strip.left() + names, strip.top()),
        Pos2::new(strip.right() - 14.0, strip.bottom()),
    );
    let chart = Chart { axis: axis(context, &groups), rect };
    axis_ui::axis_node(ui, context, chart, strip, actions);
    axis_ui::ticks(ui, context, chart);
    let area = ui.available_rect_before_wrap();
    if groups.is_empty() {
        ui.label(small(context.t("timeline-empty"), &context.palette.ui));
    }
    axis_ui::wheel(ui, chart, area.union(strip), actions);
    let rows = egui::ScrollArea::vertical().auto_shrink([false, false]);
    // In a low panel the rows take what is left, so that the tabs stay in it.
    let (clip, texts) = rows
        .min_scrolled_height(0.0)
        .show(ui, |ui| {
            let mut texts = Vec::new();
            ui.spacing_mut().item_spacing.y = 0.0;
            for group in &groups {
                if let Some(title) = &group.title {
                    let weak = color32(context.palette.ui.weak);
                    let (rect, response) = ui.allocate_exact_size(
                        egui::vec2(ui.available_width(), HEAD),
                        egui::Sense::hover(),
                    );
                    named(&response, egui::Role::Label, title);
                    let at = Pos2::new(rect.left() + 2.0, rect.center().y + 1.0);
                    let font = bold_font(11.5);
                    ui.painter().text(at, egui::Align2::LEFT_CENTER, title, font, weak);
                }
                for row in &group.rows {
                    row_ui::row_ui(ui, context, chart, row, actions, &mut texts);
                }
            }
            (ui.clip_rect(), texts)
        })
        .inner;
    axis_ui::day_lines(ui, context, chart, area, &background, actions);
    let painter = ui.painter().with_clip_rect(clip);
    for text in texts {
        text.paint(&painter);
    }
}

fn bold_font(size: f32) -> egui::FontId {
    egui::FontId::new(size, super::look::family(crate::text::Weight::Bold))
}

/// The heading of a tooltip.
fn heading(text: String) -> egui::RichText {
    bold(text, 12.5)
}
