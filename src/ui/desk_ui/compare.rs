//! The table of zones: filter, heads that sort, rows that select.

use eframe::egui::{self, Key, Modifiers, Ui};
use egui_extras::{Column, TableBuilder};

use super::{HEAD, ROW, SIZE};
use crate::{
    editor::{
        Action,
        desk::{DeskColumn, FilterError},
    },
    ui::{
        Context,
        look::{bold, color32, small},
    },
    words,
};

pub(super) fn filter(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let desk = &context.derived.desk;
    let mut text = context.editor.session().filter.clone();
    let field = egui::TextEdit::singleline(&mut text)
        .desired_width((ui.available_width() - 230.0).clamp(90.0, 240.0))
        .char_limit(2000)
        .hint_text(context.t("filter-hint"));
    let response = ui.add(field);
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::TextInput, true, context.t("filter"))
    });
    let escaped = response.has_focus()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if escaped && !text.is_empty() {
        actions.push(Action::SetFilter(String::new()));
    } else if response.changed() {
        actions.push(Action::SetFilter(text));
    }
    match &desk.filter_error {
        Some(error) => {
            let (key, part) = match error {
                FilterError::NoNumber(part) => ("filter-no-number", part),
                FilterError::NoColumn(part) => ("filter-no-column", part),
            };
            // A part may be as long as the field allows.
            let part: String = part.chars().take(40).collect();
            let text = words::t_with(context.lang(), key, &[("part", &part)]);
            ui.colored_label(color32(context.palette.ui.error), text);
        }
        None => {
            let values =
                [("shown", words::count(desk.order.len())), ("all", words::count(desk.rows.len()))];
            let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
            let count = words::t_with(context.lang(), "filter-count", &values);
            ui.label(small(count, &context.palette.ui));
        }
    }
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if ui.small_button(context.t("export-table")).clicked() {
            actions.push(Action::ExportTable);
        }
    });
}

fn width(column: DeskColumn) -> f32 {
    match column {
        DeskColumn::Name => 190.0,
        DeskColumn::Source => 260.0,
        DeskColumn::Audit => 96.0,
        DeskColumn::Stated | DeskColumn::Status | DeskColumn::Kind | DeskColumn::Quality => 104.0,
        DeskColumn::District
        | DeskColumn::Published
        | DeskColumn::Drawn
        | DeskColumn::Difference => 84.0,
        DeskColumn::Percent | DeskColumn::Figures => 62.0,
    }
}

pub(super) fn compare(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let desk = &context.derived.desk;
    let session = context.editor.session();
    if desk.order.is_empty() {
        let key = if desk.rows.is_empty() { "nothing-open" } else { "filter-none" };
        ui.label(small(context.t(key), &context.palette.ui));
        return;
    }
    let unit = words::area_unit(context.lang(), session.unit);
    egui::ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
        let mut table = TableBuilder::new(ui)
            .id_salt("desk")
            .striped(true)
            .sense(egui::Sense::click())
            .auto_shrink([false, false])
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center));
        for column in DeskColumn::ALL {
            table = table
                .column(Column::initial(width(column)).at_least(40.0).resizable(true).clip(true));
        }
        let heads = |mut row: egui_extras::TableRow<'_, '_>| {
            for column in DeskColumn::ALL {
                row.col(|ui| head(ui, context, column, &unit, actions));
            }
        };
        table.header(HEAD, heads).body(|body| {
            body.rows(ROW, desk.order.len(), |mut row| {
                let data = &desk.rows[desk.order[row.index()]];
                row.set_selected(context.editor.selected() == Some(data.index));
                for column in DeskColumn::ALL {
                    row.col(|ui| {
                        let text = egui::RichText::new(data.cell(column)).size(SIZE);
                        let label = egui::Label::new(text).truncate().selectable(false);
                        if column.is_number() {
                            let layout = egui::Layout::right_to_left(egui::Align::Center);
                            ui.with_layout(layout, |ui| {
                                ui.add_space(6.0);
                                ui.add(label)
                            });
                        } else {
                            ui.add(label);
                        }
                    });
                }
                let response = row.response();
                let zone = &context.editor.catalogue().zones[data.index];
                response.widget_info(|| {
                    let published = data.cell(DeskColumn::Published);
                    let label = format!("{} · {published}", data.cell(DeskColumn::Name));
                    egui::WidgetInfo::labeled(egui::Role::Button, true, label)
                });
                if response.clicked() {
                    actions.push(Action::Select(Some(zone.id.clone())));
                }
                if response.double_clicked() {
                    actions.push(Action::ZoomToZone(zone.id.clone()));
                }
            });
        });
    });
}

fn head(
    ui: &mut Ui,
    context: &Context<'_>,
    column: DeskColumn,
    unit: &str,
    actions: &mut Vec<Action>,
) {
    let sort = &context.editor.session().desk_sort;
    let mut name = context.t(column.key());
    if column.is_area() {
        name = format!("{name} ({unit})");
    }
    let place = sort.iter().position(|(other, _)| *other == column);
    let mark = place.map_or_else(String::new, |at| {
        let arrow = if sort[at].1 { "▼" } else { "▲" };
        if sort.len() > 1 { format!(" {arrow}{}", at + 1) } else { format!(" {arrow}") }
    });
    let text = bold(format!("{name}{mark}"), 11.5).color(color32(context.palette.ui.weak));
    let button = egui::Button::new(text).frame(false).truncate();
    let response = if column.is_number() {
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        ui.with_layout(layout, |ui| {
            ui.add_space(6.0);
            ui.add(button)
        })
        .inner
    } else {
        ui.add(button)
    };
    response.widget_info(|| {
        let label = format!("{}: {name}", context.t("sort-by"));
        egui::WidgetInfo::labeled(egui::Role::Button, true, label)
    });
    if response.on_hover_text(context.t("sort-hint")).clicked() {
        let further = ui.input(|input| input.modifiers.shift);
        actions.push(Action::SortDesk(column, further));
    }
}
