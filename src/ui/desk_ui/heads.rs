//! The heads and cells of the table of zones, and the width that a column begins with.

use eframe::egui::{self, Align, Layout, Ui};

use super::SIZE;
use crate::{
    editor::{
        Action,
        desk::{DeskColumn, DeskRow},
    },
    model::{audit::AuditClass, date::Day},
    text::{Weight, shape::width_em},
    ui::{
        Context,
        look::{bold, color32, small},
    },
    words,
};

/// The heads have two lines: the unit stands below the name.
pub(super) const HEADS: f32 = 28.0;
/// The size of heads, and what an arrow after a name needs.
const HEAD: f32 = 11.5;
const MARK: f32 = 15.0;
/// Between the text of a cell and the line beside it.
pub(super) const PAD: f32 = 6.0;

pub(super) fn width(context: &Context<'_>, column: DeskColumn) -> f32 {
    let given = &context.editor.session().desk_widths;
    if let Some((_, width)) = given.iter().find(|(other, _)| *other == column) {
        return *width;
    }
    // The head finds room whole, with the mark of the order.
    let name = width_em(&context.t(column.key()), Weight::Bold) * HEAD + MARK + 2.0 * PAD;
    let usual: f32 = match column {
        DeskColumn::Name => 190.0,
        DeskColumn::Source => 260.0,
        DeskColumn::Audit => 106.0,
        DeskColumn::Stated => {
            let longest = words::day(context.lang(), Day::new(2020, 12, 30).unwrap_or(Day::MAX));
            width_em(&longest, Weight::Regular) * SIZE + 2.0 * PAD + 4.0
        }
        DeskColumn::Status | DeskColumn::Kind | DeskColumn::Quality => 104.0,
        DeskColumn::District
        | DeskColumn::Published
        | DeskColumn::Drawn
        | DeskColumn::Difference
        | DeskColumn::Tolerance => 84.0,
        DeskColumn::Percent | DeskColumn::Figures => 62.0,
    };
    usual.max(name)
}

/// A cell of a zone.
pub(super) fn cell(ui: &mut Ui, context: &Context<'_>, column: DeskColumn, row: &DeskRow) {
    let text = match row.cell(column) {
        "" => super::NOTHING,
        text => text,
    };
    let response = if column.is_number() {
        let most = context.derived.desk.decimals.of(column);
        super::number_cell(ui, text, most, Weight::Regular)
    } else {
        ui.add_space(indent(column));
        super::text_cell(ui, text, None)
    };
    if matches!(column, DeskColumn::Percent | DeskColumn::Difference | DeskColumn::Audit)
        && let Some(audit) = row.audit
    {
        response.on_hover_ui(|ui| {
            ui.label(audit_text(context, audit));
        });
    }
}

/// Why a difference is as it is.
fn audit_text(context: &Context<'_>, (class, tolerance): (AuditClass, Option<f64>)) -> String {
    let (lang, unit) = (context.lang(), context.editor.session().unit);
    let class = words::audit_class(lang, class);
    match tolerance {
        Some(m2) => {
            let area = words::rough_area(lang, unit, m2);
            let tolerance = words::t_with(lang, "audit-tolerance", &[("area", &area)]);
            [class, tolerance].join(words::list_separator(lang))
        }
        None => class,
    }
}

/// A cell of the head of a group, with what is summed in its tip.
pub(super) fn total(
    ui: &mut Ui,
    context: &Context<'_>,
    column: DeskColumn,
    text: &str,
    tip: impl Fn() -> String,
) {
    let response = if column.is_number() {
        let most = context.derived.desk.decimals.of(column);
        super::number_cell(ui, text, most, Weight::Bold)
    } else {
        ui.add_space(indent(column));
        let text = bold(text, SIZE);
        ui.add(egui::Label::new(text).truncate().selectable(false))
    };
    if !text.is_empty() {
        response.on_hover_ui(|ui| {
            ui.label(tip());
        });
    }
}

/// The names begin where the panel does.
fn indent(column: DeskColumn) -> f32 {
    if column == DeskColumn::Name { 0.0 } else { PAD }
}

/// A head, which orders the table; below it the unit of what stands in the column.
pub(super) fn head(
    ui: &mut Ui,
    context: &Context<'_>,
    column: DeskColumn,
    unit: &str,
    actions: &mut Vec<Action>,
) {
    let sort = &context.editor.session().desk_sort;
    let name = context.t(column.key());
    let place = sort.iter().position(|(other, _)| *other == column);
    let mark = place.map_or_else(String::new, |at| {
        let arrow = if sort[at].1 { "▼" } else { "▲" };
        if sort.len() > 1 { format!(" {arrow}{}", at + 1) } else { format!(" {arrow}") }
    });
    let colors = &context.palette.ui;
    let text = bold(format!("{name}{mark}"), HEAD).color(color32(colors.weak));
    let align = if column.is_number() { Align::Max } else { Align::Min };
    let rect = ui.max_rect().shrink2(egui::vec2(indent(column), 0.0));
    let builder = egui::UiBuilder::new().max_rect(rect).layout(Layout::top_down(align));
    let response = ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.spacing_mut().button_padding = egui::Vec2::ZERO;
        ui.spacing_mut().interact_size.y = 0.0;
        let response = ui.add(egui::Button::new(text).frame(false).truncate());
        if column.is_area() {
            let unit = small(unit, colors).size(10.5);
            ui.add(egui::Label::new(unit).truncate().selectable(false));
        }
        response
    });
    let response = response.inner;
    response.widget_info(|| {
        let name = if column.is_area() {
            words::with_remark(context.lang(), &name, unit)
        } else {
            name.clone()
        };
        let label = format!("{}: {name}", context.t("sort-by"));
        egui::WidgetInfo::labeled(egui::Role::Button, true, label)
    });
    if response.on_hover_text(context.t("sort-hint")).clicked() {
        let further = ui.input(|input| input.modifiers.shift);
        actions.push(Action::SortDesk(column, further));
    }
}
