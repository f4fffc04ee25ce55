//! How the areas of one name nest, drawn true to area, and what their sums leave unexplained.

use eframe::egui::{self, Color32, Pos2, Rect, Sense, Stroke, Ui};

use crate::{
    editor::Action,
    model::{
        nest::{NestItem, nest},
        zone::Zone,
    },
    scene::nesting::{Nested, nested_frames, number_places},
    text::{Weight, breaking::elide, shape::width_em},
    ui::{
        Context,
        look::{color32, section, small, wrapped},
    },
    words,
};

const HEIGHT: f32 = 112.0;

/// The type of the numbers in the drawing.
const NUMBER: f32 = 11.0;

fn number(at: usize) -> String {
    (at + 1).to_string()
}

/// The rectangles, then a bar for each with its number, to one scale.
pub(super) fn nesting(ui: &mut Ui, context: &Context<'_>, zone: &Zone, actions: &mut Vec<Action>) {
    let editor = context.editor;
    let items = nest(editor.catalogue(), zone, editor.as_of());
    if items.is_empty() {
        return;
    }
    let colors = &context.palette.ui;
    section(ui, &context.t("nesting"), colors);
    wrapped(ui, small(context.t("nesting-hint"), colors));
    drawing(ui, context, &items);
    for at in 0..items.len() {
        bar(ui, context, &items, at, actions);
    }
}

fn drawing(ui: &mut Ui, context: &Context<'_>, items: &[NestItem<'_>]) {
    let colors = &context.palette.ui;
    let (rect, response) =
        ui.allocate_exact_size(egui::vec2(ui.available_width(), HEIGHT), Sense::hover());
    let editor = context.editor;
    let (lang, unit) = (context.lang(), editor.session().unit);
    let lines: Vec<String> = (0..items.len())
        .map(|at| {
            let line = words::nest_line(lang, editor.catalogue(), items, at, unit);
            format!("{}. {line}", at + 1)
        })
        .collect();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, lines.join("\n")));
    let nested: Vec<Nested> =
        items.iter().map(|item| Nested { area: item.area, parent: item.parent }).collect();
    let frames =
        nested_frames(&nested, f64::from(rect.width() - 2.0), f64::from(rect.height() - 2.0));
    // Wholes before their parts, which are no larger.
    for (item, inner) in items.iter().zip(drawn_frames(rect, &nested, &frames)) {
        let color = color32(context.zone_color(item.owner));
        ui.painter().rect_filled(inner, 2.0, color.gamma_multiply(0.22));
        let ink = if item.conflict.is_some() { color32(colors.error) } else { color };
        outline(ui, inner, ink, item.stated);
    }
    let sizes: Vec<[f64; 2]> = (0..items.len())
        .map(|at| {
            let width = width_em(&number(at), Weight::Regular) * NUMBER;
            [f64::from(width), f64::from(NUMBER)]
        })
        .collect();
    #[expect(clippy::cast_possible_truncation, reason = "a small drawing")]
    for (at, place) in number_places(&nested, &frames, &sizes).into_iter().enumerate() {
        let Some([x, y]) = place else { continue };
        let corner = rect.min + egui::vec2(x as f32 + 1.0, y as f32 + 1.0 - NUMBER * 0.1);
        let font = egui::FontId::proportional(NUMBER);
        let ink = color32(colors.text);
        let galley = ui.painter().layout_no_wrap(number(at), font, ink);
        // No outline runs through it.
        let ground = Rect::from_min_size(corner, galley.size()).expand2(egui::vec2(1.5, -1.0));
        ui.painter().rect_filled(ground, 2.0, color32(colors.window.with_alpha(0.7)));
        ui.painter().galley(corner, galley, ink);
    }
    response.on_hover_text(lines.join("\n"));
}

/// The frames as they are drawn: a little smaller, so that each outline shows, and in the outline of
/// their whole, unless they are more than that.
fn drawn_frames(rect: Rect, nested: &[Nested], frames: &[[f64; 4]]) -> Vec<Rect> {
    const APART: f32 = 2.0;
    let mut drawn: Vec<Rect> = Vec::new();
    #[expect(clippy::cast_possible_truncation, reason = "a small drawing")]
    let frames: Vec<Rect> = frames
        .iter()
        .map(|frame| {
            let [left, top, wide, high] = frame.map(|side| side as f32);
            let corner = rect.min + egui::vec2(left + 1.0, top + 1.0);
            Rect::from_min_size(corner, egui::vec2(wide, high))
        })
        .collect();
    for (item, frame) in nested.iter().zip(&frames) {
        let margin = egui::vec2(frame.width(), frame.height()) * 0.25;
        let inner = frame.shrink2(margin.min(egui::Vec2::splat(APART)));
        // Wholes stand before their parts.
        let whole = item.parent.and_then(|parent| Some((frames.get(parent)?, drawn.get(parent)?)));
        drawn.push(match whole {
            Some((frame_of_whole, whole)) if frame_of_whole.expand(0.5).contains_rect(*frame) => {
                let within = whole.shrink(1.0).intersect(inner);
                if within.is_positive() { within } else { inner.intersect(*whole) }
            }
            _ => inner,
        });
    }
    drawn
}

/// Dashed where the nesting is our reading.
fn outline(ui: &Ui, rect: Rect, color: Color32, stated: bool) {
    let stroke = Stroke::new(1.4, color);
    if stated {
        ui.painter().rect_stroke(rect, 2.0, stroke, egui::StrokeKind::Inside);
        return;
    }
    let corners = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    ui.painter().extend(egui::Shape::dashed_line(&corners, stroke, 4.0, 3.0));
}

fn bar(
    ui: &mut Ui,
    context: &Context<'_>,
    items: &[NestItem<'_>],
    at: usize,
    actions: &mut Vec<Action>,
) {
    let item = &items[at];
    let editor = context.editor;
    let catalogue = editor.catalogue();
    let (lang, unit) = (context.lang(), editor.session().unit);
    let colors = &context.palette.ui;
    let (rect, response) =
        ui.allocate_exact_size(egui::vec2(ui.available_width(), 17.0), Sense::click());
    #[expect(clippy::cast_possible_truncation, reason = "a share")]
    let width = (rect.width() * (item.area / items[0].area) as f32 * 0.98).max(2.0);
    let bar = Rect::from_min_size(rect.min, egui::vec2(width, 14.0));
    let color = color32(context.zone_color(item.owner));
    ui.painter().rect_filled(bar, 2.0, color);
    let scope = catalogue.scope(&item.figure.scope).map_or("", |scope| scope.name.get(lang));
    let value = words::figure_in(lang, item.figure, unit);
    let stated = &item.figure.stated;
    let year = if stated.is_plain() {
        stated.first.year().to_string()
    } else {
        words::stated(lang, catalogue, &item.figure.cite, stated)
    };
    let text = format!("{}. {value} {scope} · {year}", at + 1);
    let said = format!("{text}. {}", words::nest_line(lang, catalogue, items, at, unit));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &said));
    let font = egui::FontId::proportional(11.0);
    let beside = rect.right() - bar.right() - 6.0;
    let fits_beside = width_em(&text, Weight::Regular) * 11.0 <= beside;
    let x = if fits_beside { bar.right() + 5.0 } else { bar.left() + 5.0 };
    let text = elide(&text, Weight::Regular, (rect.right() - x - 2.0) / 11.0);
    let place = Pos2::new(x, rect.top() + 7.0);
    // A text that runs over the end of its bar is light on it and dark beyond.
    for (clip, ink) in [(rect, colors.text), (bar, colors.window)] {
        let painter = ui.painter().with_clip_rect(clip.intersect(ui.clip_rect()));
        painter.text(place, egui::Align2::LEFT_CENTER, &text, font.clone(), color32(ink));
    }
    if response.has_focus() {
        let stroke = Stroke::new(1.5, color32(colors.accent));
        ui.painter().rect_stroke(rect, 2.0, stroke, egui::StrokeKind::Inside);
    }
    let line = words::nest_line(lang, catalogue, items, at, unit);
    if response.on_hover_text(line).clicked() {
        actions.push(Action::Select(Some(catalogue.zones[item.owner].id.clone())));
    }
}

/// The sum of the parts against the whole, the unexplained part by name.
pub(super) fn sum_lines(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let lines = &context.derived.sums.lines;
    if lines.is_empty() {
        return;
    }
    let colors = &context.palette.ui;
    section(ui, &context.t("sums"), colors);
    for line in lines {
        wrapped(ui, egui::RichText::new(&line.text).size(12.5));
        if let Some(left_out) = &line.left_out {
            wrapped(ui, small(left_out, colors));
        }
        ui.add_space(2.0);
    }
    if lines.iter().any(|line| line.rest.is_some()) {
        let key = if context.editor.aids().rest { "sum-hide" } else { "sum-show" };
        if ui.button(egui::RichText::new(context.t(key)).size(12.0)).clicked() {
            actions.push(Action::ToggleRest);
        }
    }
}
