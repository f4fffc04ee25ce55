//! The tour of a first start: five steps beside the parts of the window they are about. The window
//! stays usable meanwhile.

use eframe::egui::{self, Align2, Area, Frame, Order, Pos2, Rect, Shadow, Stroke, UiKind};

use super::{
    Context,
    look::{bold, color32, name_area, small, wrapped},
};
use crate::{
    editor::{Action, TOUR_STEPS},
    words,
};

/// Where the parts of the window are, in the order of the steps.
pub type Places = [Rect; TOUR_STEPS];

/// Title and text of each step.
const STEPS: [(&str, &str); TOUR_STEPS] = [
    ("tour-search", "tour-search-text"),
    ("tour-zones", "tour-zones-text"),
    ("tour-map", "tour-map-text"),
    ("tour-figures", "tour-figures-text"),
    ("tour-desk", "tour-desk-text"),
];

const WIDTH: f32 = 300.0;

pub fn show(
    ctx: &egui::Context,
    context: &Context<'_>,
    places: &Places,
    actions: &mut Vec<Action>,
) {
    let Some(step) = context.editor.tour() else { return };
    let colors = &context.palette.ui;
    let place = places[step].intersect(ctx.content_rect());
    if place.is_positive() {
        let ring = Stroke::new(2.5, color32(colors.accent));
        let layer = egui::LayerId::new(Order::Foreground, egui::Id::unique("tour-ring"));
        ctx.layer_painter(layer).rect_stroke(
            place.shrink(2.0),
            5.0,
            ring,
            egui::StrokeKind::Inside,
        );
    }
    let (title, text) = STEPS[step];
    let id = egui::Id::unique("tour");
    let shadow = Shadow { offset: [0, 3], blur: 16, spread: 0, color: color32(colors.shadow) };
    let (pivot, at) = beside(place, ctx.content_rect());
    Area::new(id)
        .kind(UiKind::Popup)
        .order(Order::Foreground)
        .pivot(pivot)
        .fixed_pos(at)
        .constrain(true)
        .show(ctx, |ui| {
            name_area(ui, &context.t("tour"));
            Frame::new()
                .fill(color32(colors.window))
                .stroke(Stroke::new(1.0, color32(colors.accent)))
                .corner_radius(8)
                .shadow(shadow)
                .inner_margin(14)
                .show(ui, |ui| {
                    ui.set_width(WIDTH);
                    let values = [("step", (step + 1).to_string()), ("of", TOUR_STEPS.to_string())];
                    let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
                    ui.label(small(words::t_with(context.lang(), "tour-step", &values), colors));
                    ui.label(bold(context.t(title), 14.0));
                    wrapped(ui, context.t(text));
                    ui.add_space(6.0);
                    buttons(ui, context, step, actions);
                });
        });
}

fn buttons(ui: &mut egui::Ui, context: &Context<'_>, step: usize, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let is_last = step + 1 == TOUR_STEPS;
        let name = context.t(if is_last { "tour-end" } else { "tour-next" });
        let next = ui.push_id(step, |ui| ui.button(name)).inner;
        // Enter goes on; who is typing elsewhere is left alone.
        if ui.memory(|memory| memory.focused().is_none()) {
            next.request_focus();
        }
        if next.clicked() {
            actions.push(Action::TourTo(Some(step + 1)));
        }
        if step > 0 && ui.button(context.t("tour-back")).clicked() {
            actions.push(Action::TourTo(Some(step - 1)));
        }
        if !is_last && ui.button(context.t("tour-skip")).clicked() {
            actions.push(Action::TourTo(None));
        }
    });
}

/// Where the plate stands: beside the place, on the side where there is most room, else inside it.
fn beside(place: Rect, window: Rect) -> (Align2, Pos2) {
    const GAP: f32 = 14.0;
    const NEEDED: f32 = WIDTH + 60.0;
    if !place.is_positive() {
        return (Align2::CENTER_CENTER, window.center());
    }
    if window.right() - place.right() > NEEDED && place.height() > 120.0 {
        (Align2::LEFT_TOP, Pos2::new(place.right() + GAP, place.top() + GAP))
    } else if place.left() - window.left() > NEEDED && place.height() > 120.0 {
        (Align2::RIGHT_TOP, Pos2::new(place.left() - GAP, place.top() + GAP))
    } else if place.top() - window.top() > 200.0 {
        (Align2::CENTER_BOTTOM, Pos2::new(place.center().x, place.top() - GAP))
    } else {
        (Align2::CENTER_TOP, Pos2::new(place.center().x, place.bottom() + GAP))
    }
}
