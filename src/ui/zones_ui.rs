//! The panel at the left: zones, programmes, layers.

use eframe::egui::{self, Sense, Ui};

use super::{
    Context,
    look::{color32, section, small},
};
use crate::{
    editor::{Action, Layer},
    model::{Lang, boundary::BoundaryQuality, zone::Group},
    text::{Weight, breaking::break_lines},
    words,
};

pub fn show(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let footer = 40.0;
    let height = (ui.available_height() - footer).max(60.0);
    egui::ScrollArea::vertical().max_height(height).auto_shrink([false, false]).show(ui, |ui| {
        for group in [Group::Report, Group::Neighbour, Group::Wider] {
            group_ui(ui, context, group, actions);
        }
        programmes(ui, context);
        layers(ui, context, actions);
    });
    status(ui, context);
}

fn group_ui(ui: &mut Ui, context: &Context<'_>, group: Group, actions: &mut Vec<Action>) {
    let catalogue = context.editor.catalogue();
    let colors = &context.palette.ui;
    let zones: Vec<usize> = nested(context, group);
    if zones.is_empty() {
        return;
    }
    let key = match group {
        Group::Report => "group-report",
        Group::Neighbour => "group-neighbour",
        Group::Wider => "group-wider",
    };
    let open = context.editor.session().open_groups.contains(&group);
    let arrow = if open { "▾" } else { "▸" };
    let title = format!("{arrow} {} · {}", context.t(key), zones.len());
    ui.add_space(4.0);
    let header = ui.add(
        egui::Label::new(super::look::bold(title, 12.0).color(color32(colors.weak)))
            .sense(Sense::click()),
    );
    if header.clicked() {
        actions.push(Action::ToggleGroupOpen(group));
    }
    if open {
        for index in zones {
            let indent = catalogue.zones[index]
                .part_of
                .as_ref()
                .is_some_and(|part| catalogue.zone(&part.zone).is_some_and(|whole| whole.group == group));
            zone_row(ui, context, index, if indent { 14.0 } else { 0.0 }, actions);
        }
    }
}

/// The zones of a group; each stated part follows its whole.
fn nested(context: &Context<'_>, group: Group) -> Vec<usize> {
    let zones = &context.editor.catalogue().zones;
    let in_group: Vec<usize> =
        (0..zones.len()).filter(|index| zones[*index].group == group).collect();
    let whole_of = |index: usize| {
        let part = zones[index].part_of.as_ref()?;
        in_group.iter().copied().find(|whole| zones[*whole].id == part.zone)
    };
    let mut order = Vec::new();
    for &index in &in_group {
        if whole_of(index).is_none() {
            order.push(index);
            order.extend(in_group.iter().copied().filter(|part| whole_of(*part) == Some(index)));
        }
    }
    // Parts of parts, which the two levels above do not reach.
    for &index in &in_group {
        if !order.contains(&index) {
            order.push(index);
        }
    }
    order
}

const NAME_SIZE: f32 = 13.0;
const DETAIL_SIZE: f32 = 11.0;

fn zone_row(ui: &mut Ui, context: &Context<'_>, index: usize, indent: f32, actions: &mut Vec<Action>) {
    let editor = context.editor;
    let lang = context.lang();
    let zone = &editor.catalogue().zones[index];
    let colors = &context.palette.ui;
    let selected = editor.selected() == Some(index);
    let known = zone.is_known_on(editor.day());
    let figure = zone.headline_on(editor.day());
    let number = figure
        .and_then(|figure| words::area_number(figure, editor.session().unit))
        .unwrap_or_else(|| "—".to_owned());
    let is_point =
        zone.boundaries.last().is_some_and(|boundary| boundary.quality == BoundaryQuality::Point);
    let other = match lang {
        Lang::En => zone.name.short(Lang::Zh),
        Lang::Zh => zone.name.short(Lang::En),
    };
    let detail = if is_point && figure.is_none() {
        context.t("no-boundary")
    } else {
        format!("{other} · {}", zone.district.get(lang))
    };
    let width = ui.available_width();
    let text_width = width - indent - 22.0 - 62.0;
    let name_lines = break_lines(zone.name.short(lang), Weight::Regular, text_width / NAME_SIZE);
    let detail_lines = break_lines(&detail, Weight::Regular, text_width / DETAIL_SIZE);
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let height = name_lines.len() as f32 * 17.0 + detail_lines.len() as f32 * 14.0 + 7.0;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, height), Sense::click());
    let status = context
        .derived
        .facts
        .get(index)
        .map(|facts| words::status(lang, facts.status))
        .unwrap_or_default();
    response.widget_info(|| {
        let label = format!("{}, {number}, {status}", zone.name.short(lang));
        egui::WidgetInfo::selected(egui::Role::Button, true, selected, label)
    });
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        if selected {
            painter.rect_filled(rect.expand2(egui::vec2(6.0, 0.0)), 0.0, color32(colors.selection));
            let edge = egui::Rect::from_min_size(rect.min - egui::vec2(12.0, 0.0), egui::vec2(3.0, rect.height()));
            painter.rect_filled(edge, 0.0, color32(colors.accent));
        } else if response.hovered() {
            painter.rect_filled(rect.expand2(egui::vec2(6.0, 0.0)), 4.0, color32(colors.hover));
        }
        if response.has_focus() {
            let stroke = egui::Stroke::new(1.5, color32(colors.accent));
            painter.rect_stroke(rect.expand2(egui::vec2(4.0, 0.0)), 4.0, stroke, egui::StrokeKind::Inside);
        }
        let color = color32(context.palette.zone(index));
        let dot = egui::pos2(rect.left() + indent + 6.0, rect.top() + 12.0);
        if is_point {
            painter.circle_stroke(dot, 4.5, egui::Stroke::new(1.8, color));
        } else {
            let square = egui::Rect::from_center_size(dot, egui::Vec2::splat(10.0));
            painter.rect_filled(square, 2.5, color);
        }
        let fade = |color: egui::Color32| if known { color } else { color.gamma_multiply(0.75) };
        let text_color = fade(color32(if known { colors.text } else { colors.weak }));
        let left = rect.left() + indent + 20.0;
        let mut y = rect.top() + 3.0;
        for line in &name_lines {
            let font = egui::FontId::proportional(NAME_SIZE);
            painter.text(egui::pos2(left, y), egui::Align2::LEFT_TOP, line, font, text_color);
            y += 17.0;
        }
        for line in &detail_lines {
            let font = egui::FontId::proportional(DETAIL_SIZE);
            painter.text(egui::pos2(left, y), egui::Align2::LEFT_TOP, line, font, color32(colors.weak));
            y += 14.0;
        }
        let font = egui::FontId::proportional(NAME_SIZE);
        let right = egui::pos2(rect.right(), rect.top() + 3.0);
        painter.text(right, egui::Align2::RIGHT_TOP, &number, font, text_color);
    }
    if response.clicked() {
        let id = (!selected).then(|| zone.id.clone());
        actions.push(Action::Select(id));
    }
    if response.double_clicked() {
        actions.push(Action::ZoomToZone(zone.id.clone()));
    }
    response.on_hover_text(status);
}

fn programmes(ui: &mut Ui, context: &Context<'_>) {
    let programmes = &context.editor.catalogue().programmes;
    if programmes.is_empty() {
        return;
    }
    let lang = context.lang();
    section(ui, &format!("{} · {}", context.t("programmes"), programmes.len()), &context.palette.ui);
    for programme in programmes {
        ui.horizontal_top(|ui| {
            let period = programme
                .period
                .as_ref()
                .map(|period| {
                    let (first, last) = (period.first.year(), period.last.year());
                    if first == last { first.to_string() } else { format!("{first}–{last}") }
                })
                .unwrap_or_default();
            let width = ui.available_width() - 76.0;
            let name = ui.add_sized_left(width, programme.name.short(lang));
            name.on_hover_text(programme.summary.get(lang));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::TOP), |ui| {
                ui.label(small(period, &context.palette.ui));
            });
        });
    }
}

/// A label that wraps in a given width and leans to the left.
trait SizedLabel {
    fn add_sized_left(&mut self, width: f32, text: &str) -> egui::Response;
}

impl SizedLabel for Ui {
    fn add_sized_left(&mut self, width: f32, text: &str) -> egui::Response {
        self.allocate_ui_with_layout(
            egui::vec2(width, 0.0),
            egui::Layout::top_down(egui::Align::Min),
            |ui| {
                ui.set_width(width);
                ui.add(egui::Label::new(text).wrap())
            },
        )
        .inner
    }
}

fn layers(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    section(ui, &context.t("layers"), &context.palette.ui);
    for (layer, key) in [
        (Layer::Zones, "layer-zones"),
        (Layer::Neighbours, "group-neighbour"),
        (Layer::Wider, "group-wider"),
        (Layer::Roads, "layer-roads"),
        (Layer::Water, "layer-water"),
        (Layer::Districts, "layer-districts"),
        (Layer::Names, "layer-labels"),
    ] {
        let mut shown = context.editor.session().shows(layer);
        if ui.checkbox(&mut shown, context.t(key)).clicked() {
            actions.push(Action::ToggleLayer(layer));
        }
    }
}

fn status(ui: &mut Ui, context: &Context<'_>) {
    let catalogue = context.editor.catalogue();
    let count = |wanted: &[BoundaryQuality]| {
        catalogue
            .zones
            .iter()
            .filter_map(|zone| zone.boundaries.last())
            .filter(|boundary| wanted.contains(&boundary.quality))
            .count()
            .to_string()
    };
    let lang = context.lang();
    let colors = &context.palette.ui;
    ui.spacing_mut().item_spacing.y = 1.0;
    super::look::rule(ui, colors);
    let line = words::t_with(lang, "status-line", &[("version", &catalogue.version)]);
    ui.label(small(line, colors).size(11.0));
    let outlines = words::t_with(
        lang,
        "status-outlines",
        &[
            ("digitised", &count(&[BoundaryQuality::Surveyed, BoundaryQuality::Digitised])),
            ("schematic", &count(&[BoundaryQuality::Schematic])),
            ("points", &count(&[BoundaryQuality::Point])),
        ],
    );
    ui.add(egui::Label::new(small(outlines, colors).size(11.0)).truncate());
}
