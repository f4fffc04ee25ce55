//! The panel at the left: zones, programmes, layers.

use std::collections::BTreeMap;

use eframe::egui::{self, Sense, Ui};

use super::{
    Context,
    look::{color32, section, small},
};
use crate::{
    editor::{Action, Layer},
    model::{Lang, boundary::BoundaryQuality, zone::Group},
    style::Color,
    text::{Weight, breaking::break_lines, shape::width_em},
    words,
};

pub fn show(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let footer = 40.0;
    let height = (ui.available_height() - footer).max(60.0);
    egui::ScrollArea::vertical().max_height(height).auto_shrink([false, false]).show(ui, |ui| {
        for group in [Group::Report, Group::Neighbour, Group::Wider, Group::Layer] {
            group_ui(ui, context, group, actions);
        }
        programmes(ui, context, actions);
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
        Group::Layer => "group-layer",
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
            let indent = catalogue.zones[index].part_of.as_ref().is_some_and(|part| {
                catalogue.zone(&part.zone).is_some_and(|whole| whole.group == group)
            });
            zone_row(ui, context, index, if indent { 14.0 } else { 0.0 }, actions);
        }
    }
}

/// The zones of a group; each stated part follows its whole.
fn nested(context: &Context<'_>, group: Group) -> Vec<usize> {
    let zones = &context.editor.catalogue().zones;
    let in_group: Vec<usize> =
        (0..zones.len()).filter(|index| zones[*index].group == group).collect();
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut wholes = Vec::new();
    for &index in &in_group {
        let whole = zones[index]
            .part_of
            .as_ref()
            .and_then(|part| in_group.iter().copied().find(|whole| zones[*whole].id == part.zone));
        match whole {
            Some(whole) => parts.entry(whole).or_default().push(index),
            None => wholes.push(index),
        }
    }
    let mut order = Vec::new();
    for index in wholes {
        order.push(index);
        order.extend(parts.remove(&index).into_iter().flatten());
    }
    // Parts of parts, which the two levels above do not reach.
    order.extend(parts.into_values().flatten());
    order
}

const NAME_SIZE: f32 = 13.0;
const DETAIL_SIZE: f32 = 11.0;

fn zone_row(
    ui: &mut Ui,
    context: &Context<'_>,
    index: usize,
    indent: f32,
    actions: &mut Vec<Action>,
) {
    let editor = context.editor;
    let lang = context.lang();
    let zone = &editor.catalogue().zones[index];
    let figure = zone.headline_on(editor.day());
    let is_point =
        zone.boundaries.last().is_some_and(|boundary| boundary.quality == BoundaryQuality::Point);
    let other = match lang {
        Lang::En => zone.name.short(Lang::Zh),
        Lang::Zh => zone.name.short(Lang::En),
    };
    let status = context
        .derived
        .facts
        .get(index)
        .map(|facts| words::status(lang, facts.status))
        .unwrap_or_default();
    let row = Row {
        name: zone.name.short(lang),
        detail: if is_point && figure.is_none() {
            context.t("no-boundary")
        } else {
            other.to_owned()
        },
        place: zone.district.get(lang),
        number: figure
            .and_then(|figure| words::area_number(figure, editor.session().unit))
            .unwrap_or_else(|| "—".to_owned()),
        number_is_weak: false,
        selected: editor.selected() == Some(index),
        known: zone.is_known_on(editor.day()),
        indent,
        mark: Some((context.palette.zone(index), is_point)),
    };
    let response = row_ui(ui, context, &row);
    if response.clicked() {
        actions.push(Action::Select(Some(zone.id.clone())));
    }
    if response.double_clicked() {
        actions.push(Action::ZoomToZone(zone.id.clone()));
    }
    response.on_hover_text(status);
}

/// One line of the list.
struct Row<'a> {
    name: &'a str,
    detail: String,
    /// Added to the detail where both fit on one line.
    place: &'a str,
    number: String,
    number_is_weak: bool,
    selected: bool,
    /// Whether anything was known on the day shown; else the row is faded.
    known: bool,
    indent: f32,
    /// The colour, and whether the zone is a mere position.
    mark: Option<(Color, bool)>,
}

fn row_ui(ui: &mut Ui, context: &Context<'_>, row: &Row<'_>) -> egui::Response {
    let colors = &context.palette.ui;
    let width = ui.available_width();
    let mark_width = if row.mark.is_some() { 20.0 } else { 0.0 };
    let number_width = width_em(&row.number, Weight::Regular) * NAME_SIZE;
    let text_width = width - row.indent - mark_width - number_width - 12.0;
    let name = break_lines(row.name, Weight::Regular, text_width / NAME_SIZE);
    let with_place = format!("{} · {}", row.detail, row.place);
    let limit = text_width / DETAIL_SIZE;
    let detail = match break_lines(&with_place, Weight::Regular, limit) {
        lines if lines.len() == 1 && !row.place.is_empty() && !row.detail.is_empty() => lines,
        _ => break_lines(&row.detail, Weight::Regular, limit),
    };
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let height = name.len() as f32 * 17.0 + detail.len() as f32 * 14.0 + 7.0;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, height), Sense::click());
    response.widget_info(|| {
        let label = format!("{}, {}", row.name, row.number);
        egui::WidgetInfo::selected(egui::Role::Button, true, row.selected, label)
    });
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter();
    if row.selected {
        painter.rect_filled(rect.expand2(egui::vec2(6.0, 0.0)), 0.0, color32(colors.selection));
        let corner = rect.min - egui::vec2(12.0, 0.0);
        let edge = egui::Rect::from_min_size(corner, egui::vec2(3.0, rect.height()));
        painter.rect_filled(edge, 0.0, color32(colors.accent));
    } else if response.hovered() {
        painter.rect_filled(rect.expand2(egui::vec2(6.0, 0.0)), 4.0, color32(colors.hover));
    }
    if response.has_focus() {
        let stroke = egui::Stroke::new(1.5, color32(colors.accent));
        let around = rect.expand2(egui::vec2(4.0, 0.0));
        painter.rect_stroke(around, 4.0, stroke, egui::StrokeKind::Inside);
    }
    if let Some((color, is_point)) = row.mark {
        let dot = egui::pos2(rect.left() + row.indent + 6.0, rect.top() + 12.0);
        if is_point {
            painter.circle_stroke(dot, 4.5, egui::Stroke::new(1.8, color32(color)));
        } else {
            let square = egui::Rect::from_center_size(dot, egui::Vec2::splat(10.0));
            painter.rect_filled(square, 2.5, color32(color));
        }
    }
    let text = color32(if row.known { colors.text } else { colors.weak });
    let weak = color32(colors.weak);
    let left = rect.left() + row.indent + mark_width;
    let mut y = rect.top() + 3.0;
    let lines = name.iter().map(|line| (line, NAME_SIZE, 17.0, text));
    for (line, size, step, color) in
        lines.chain(detail.iter().map(|line| (line, DETAIL_SIZE, 14.0, weak)))
    {
        let font = egui::FontId::proportional(size);
        painter.text(egui::pos2(left, y), egui::Align2::LEFT_TOP, line, font, color);
        y += step;
    }
    let (number_size, number_color) =
        if row.number_is_weak { (11.5, weak) } else { (NAME_SIZE, text) };
    let font = egui::FontId::proportional(number_size);
    let right = egui::pos2(rect.right(), rect.top() + 3.0);
    painter.text(right, egui::Align2::RIGHT_TOP, &row.number, font, number_color);
    response
}

fn programmes(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let programmes = &context.editor.catalogue().programmes;
    if programmes.is_empty() {
        return;
    }
    let lang = context.lang();
    section(
        ui,
        &format!("{} · {}", context.t("programmes"), programmes.len()),
        &context.palette.ui,
    );
    let selected = context.editor.selected_programme().map(|programme| programme.id.as_str());
    for programme in programmes {
        let period = programme
            .period
            .as_ref()
            .map(|period| {
                let (first, last) = (period.first.year(), period.last.year());
                if first == last { first.to_string() } else { format!("{first}–{last}") }
            })
            .unwrap_or_default();
        let row = Row {
            name: programme.name.short(lang),
            detail: String::new(),
            place: "",
            number: period,
            number_is_weak: true,
            selected: selected == Some(programme.id.as_str()),
            known: true,
            indent: 0.0,
            mark: None,
        };
        let response = row_ui(ui, context, &row);
        if response.clicked() {
            actions.push(Action::Select(Some(programme.id.clone())));
        }
        response.on_hover_text(programme.summary.get(lang));
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
