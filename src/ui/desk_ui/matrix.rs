//! Relations as a matrix: how much of each zone lies in each other, as measured, and what is stated.

use eframe::egui::{self, Align2, FontId, Pos2, Rect, Sense, Stroke, Ui};

use crate::{
    editor::{
        Action,
        desk::{Finding, RelationRow, Stated},
    },
    text::{Weight, breaking::elide, shape::width_em},
    ui::{
        Context,
        line::at_the_end,
        look::{BAR, color32, slim_button, small, wrapped},
    },
    words,
};

const CELL: egui::Vec2 = egui::vec2(46.0, 19.0);
/// At least so wide where they are long; and what two cells leave between each other.
const NAMES: f32 = 220.0;
const GAP: f32 = 1.0;
const SIZE: f32 = 12.0;

/// The switch between list and matrix, beside the tabs.
pub(super) fn switch(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    at_the_end(ui, |ui, _| {
        let key =
            if context.editor.session().matrix { "relations-list" } else { "relations-matrix" };
        if slim_button(ui, &context.t(key)).clicked() {
            actions.push(Action::ToggleMatrix);
        }
    });
}

pub(super) fn matrix(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let rows = &context.derived.desk.relations;
    let colors = &context.palette.ui;
    // Zones in the order in which the findings name them.
    let mut zones: Vec<usize> = Vec::new();
    for index in rows.iter().flat_map(|row| [row.a, row.b]) {
        if !zones.contains(&index) {
            zones.push(index);
        }
    }
    if zones.is_empty() {
        ui.label(small(context.t("relations-none"), colors));
        return;
    }
    wrapped(ui, small(context.t("matrix-hint"), colors));
    let names: Vec<String> =
        zones.iter().enumerate().map(|named| numbered(context, named)).collect();
    let widest =
        names.iter().map(|name| width_em(name, Weight::Regular) * SIZE).fold(0.0, f32::max);
    let names_wide = (widest + 8.0).min((ui.available_width() * 0.4).max(NAMES));
    // No column is cut: as many are in view as find room whole.
    let room = ui.available_width() - BAR - names_wide;
    let whole = (room / (CELL.x + GAP)).floor().max(1.0);
    let cells = egui::ScrollArea::both().auto_shrink([false, false]);
    let cells = cells.max_width(names_wide + whole * (CELL.x + GAP));
    cells.min_scrolled_height(0.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::splat(GAP);
        head(ui, context, zones.len(), names_wide);
        for (number, &zone) in zones.iter().enumerate() {
            ui.horizontal(|ui| {
                name(ui, context, &names[number], (zone, names_wide), actions);
                for &other in &zones {
                    let found = rows.iter().find(|row| {
                        (row.a, row.b) == (zone, other) || (row.b, row.a) == (zone, other)
                    });
                    cell(ui, context, found, (zone, other), actions);
                }
            });
        }
    });
}

/// A zone's name with its number in the head.
fn numbered(context: &Context<'_>, (at, zone): (usize, &usize)) -> String {
    let zone = &context.editor.catalogue().zones[*zone];
    format!("{}. {}", at + 1, zone.name.short(context.lang()))
}

fn head(ui: &mut Ui, context: &Context<'_>, count: usize, names_wide: f32) {
    ui.horizontal(|ui| {
        ui.allocate_exact_size(egui::vec2(names_wide, CELL.y), Sense::hover());
        for number in 1..=count {
            let (rect, _) = ui.allocate_exact_size(CELL, Sense::hover());
            let font = FontId::proportional(11.0);
            let weak = color32(context.palette.ui.weak);
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, number, font, weak);
        }
    });
}

fn name(
    ui: &mut Ui,
    context: &Context<'_>,
    text: &str,
    (zone, wide): (usize, f32),
    actions: &mut Vec<Action>,
) {
    let colors = &context.palette.ui;
    let zone = &context.editor.catalogue().zones[zone];
    let (rect, response) = ui.allocate_exact_size(egui::vec2(wide, CELL.y), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, text));
    let shown = elide(text, Weight::Regular, (wide - 6.0) / SIZE);
    let at = Pos2::new(rect.left() + 2.0, rect.center().y);
    let font = FontId::proportional(SIZE);
    ui.painter().text(at, Align2::LEFT_CENTER, shown, font, color32(colors.text));
    if response.clicked() {
        actions.push(Action::Select(Some(zone.id.clone())));
    }
}

/// How much of the row's zone lies in the column's: filled by the share, framed where a source states it,
/// dashed where it is our reading, red where statement and outlines contradict.
fn cell(
    ui: &mut Ui,
    context: &Context<'_>,
    found: Option<&RelationRow>,
    (zone, other): (usize, usize),
    actions: &mut Vec<Action>,
) {
    let colors = &context.palette.ui;
    let (rect, response) = ui.allocate_exact_size(CELL, Sense::click());
    let Some(row) = found.filter(|_| zone != other) else {
        let shade = if zone == other { colors.line } else { colors.bar };
        ui.painter().rect_filled(rect, 1.0, color32(shade));
        return;
    };
    let share =
        row.measured.map(|shared| if row.a == zone { shared.of_first } else { shared.of_second });
    if let Some(share) = share {
        #[expect(clippy::cast_possible_truncation, reason = "a share")]
        let strength = 0.12 + 0.5 * share as f32;
        ui.painter().rect_filled(rect, 1.0, color32(colors.accent).gamma_multiply(strength));
    }
    let text = match (share, row.finding) {
        (Some(share), _) => format!("{:.0}%", share * 100.0),
        (None, Finding::Adjoins) => "·|·".to_owned(),
        (None, _) => "?".to_owned(),
    };
    let is_wrong = row.finding == Finding::Contradiction;
    let ink = color32(if is_wrong { colors.error } else { colors.text });
    let font = FontId::proportional(11.0);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, font, ink);
    // What is stated is that the part lies in the whole: the cell of that row alone is framed.
    if row.a == zone {
        frame(ui, rect, row.stated.as_ref(), ink);
    }
    let said = spoken(context, row);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &said));
    if response.has_focus() {
        let stroke = Stroke::new(2.0, color32(colors.accent));
        ui.painter().rect_stroke(rect, 1.0, stroke, egui::StrokeKind::Inside);
    }
    if response.on_hover_text(said).clicked() {
        actions.push(Action::ZoomToZone(context.editor.catalogue().zones[row.a].id.clone()));
    }
}

fn frame(ui: &Ui, rect: Rect, stated: Option<&Stated>, color: egui::Color32) {
    let stroke = Stroke::new(1.5, color);
    match stated {
        None => {}
        Some(Stated::BySource(_)) => {
            ui.painter().rect_stroke(rect, 1.0, stroke, egui::StrokeKind::Inside);
        }
        Some(Stated::ByUs) => {
            let inner = rect.shrink(1.0);
            let corners = [
                inner.left_top(),
                inner.right_top(),
                inner.right_bottom(),
                inner.left_bottom(),
                inner.left_top(),
            ];
            ui.painter().extend(egui::Shape::dashed_line(&corners, stroke, 3.0, 2.5));
        }
    }
}

/// The pair, what was found, what is measured and who states it.
fn spoken(context: &Context<'_>, row: &RelationRow) -> String {
    let lang = context.lang();
    let catalogue = context.editor.catalogue();
    let name = |index: usize| catalogue.zones[index].name.short(lang);
    let mut parts =
        vec![format!("{} / {}: {}", name(row.a), name(row.b), context.t(row.finding.key()))];
    if let Some(shared) = &row.measured {
        let share = |value: f64| format!("{:.1}", value * 100.0);
        let values = [("this", share(shared.of_first)), ("other", share(shared.of_second))];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        parts.push(words::t_with(lang, "relation-shares", &values));
    }
    match &row.stated {
        None => {}
        Some(Stated::ByUs) => parts.push(context.t("our-reading")),
        Some(Stated::BySource(cite)) => parts.push(words::citation(lang, catalogue, cite)),
    }
    parts.join("; ")
}
