//! The panel at the bottom: tabs for the timeline, the table of zones, relations and sources.

use eframe::egui::{self, Key, Modifiers, Ui};
use egui_extras::{Column, Table, TableBuilder};

use super::{
    Context,
    look::{bold, color32, small},
    timeline_ui,
};
use crate::{
    editor::{
        Action,
        desk::{DeskColumn, DeskTab, FilterError, Finding, Stated},
    },
    model::source::Grade,
    words,
};

const ROW: f32 = 20.0;
const HEAD: f32 = 22.0;
const SIZE: f32 = 12.0;

pub fn show(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let chosen = context.editor.session().tab;
    ui.horizontal(|ui| {
        for tab in DeskTab::ALL {
            let name = context.t(tab.key());
            let text = if tab == chosen {
                bold(name, 13.0).color(color32(context.palette.ui.accent))
            } else {
                egui::RichText::new(name).size(13.0)
            };
            if ui.add(egui::Button::new(text).frame(false)).clicked() && tab != chosen {
                actions.push(Action::SetTab(tab));
            }
            ui.add_space(4.0);
        }
        match chosen {
            DeskTab::Compare => filter(ui, context, actions),
            DeskTab::Timeline => timeline_ui::head(ui, context, actions),
            DeskTab::Relations | DeskTab::Sources => {}
        }
    });
    ui.add_space(2.0);
    match chosen {
        DeskTab::Timeline => timeline_ui::show(ui, context, actions),
        DeskTab::Compare => compare(ui, context, actions),
        DeskTab::Relations => relations(ui, context, actions),
        DeskTab::Sources => sources(ui, context),
    }
}

fn filter(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
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

fn compare(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
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

/// A table whose heads are only names: the key of each and the width it begins with.
fn plain_table<'a>(
    ui: &'a mut Ui,
    context: &Context<'_>,
    id: &str,
    columns: &[(&str, f32)],
) -> Table<'a> {
    let mut table = TableBuilder::new(ui)
        .id_salt(id)
        .striped(true)
        .auto_shrink([false, false])
        .sense(egui::Sense::click());
    for (_, width) in columns {
        table = table.column(Column::initial(*width).at_least(40.0).resizable(true).clip(true));
    }
    table.header(HEAD, |mut row| {
        for (key, _) in columns {
            row.col(|ui| {
                let weak = color32(context.palette.ui.weak);
                ui.label(bold(context.t(key), 11.5).color(weak));
            });
        }
    })
}

fn relations(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let rows = &context.derived.desk.relations;
    let lang = context.lang();
    let colors = &context.palette.ui;
    if rows.is_empty() {
        ui.label(small(context.t("relations-none"), colors));
        return;
    }
    let catalogue = context.editor.catalogue();
    let unit = context.editor.session().unit;
    let columns = [
        ("relation-part", 190.0),
        ("relation-whole", 190.0),
        ("relation-finding", 230.0),
        ("relation-shared", 96.0),
        ("relation-of-part", 72.0),
        ("relation-of-whole", 72.0),
        ("relation-stated", 300.0),
    ];
    egui::ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
        plain_table(ui, context, "relations", &columns).body(|body| {
            body.rows(ROW, rows.len(), |mut row| {
                let data = &rows[row.index()];
                let name = |index: usize| catalogue.zones[index].name.short(lang).to_owned();
                let share = |of: fn(&crate::model::relations::Overlap) -> f64| {
                    let measured = data.measured.as_ref();
                    measured.map(|measured| format!("{:.1} %", of(measured) * 100.0))
                };
                let stated = match &data.stated {
                    None => "—".to_owned(),
                    Some(Stated::ByUs) => context.t("our-reading"),
                    Some(Stated::BySource(cite)) => words::citation(lang, catalogue, cite),
                };
                let cells = [
                    name(data.a),
                    name(data.b),
                    context.t(data.finding.key()),
                    data.measured
                        .map(|measured| words::area(lang, unit, measured.shared_m2))
                        .unwrap_or_default(),
                    share(|measured| measured.of_first).unwrap_or_default(),
                    share(|measured| measured.of_second).unwrap_or_default(),
                    stated,
                ];
                for (at, cell) in cells.iter().enumerate() {
                    row.col(|ui| {
                        let mut text = egui::RichText::new(cell).size(SIZE);
                        if at == 2 && data.finding == Finding::Contradiction {
                            text = text.color(color32(colors.error));
                        }
                        ui.add(egui::Label::new(text).truncate().selectable(false));
                    });
                }
                let response = row.response();
                response.widget_info(|| {
                    let label = format!("{} / {}: {}", cells[0], cells[1], cells[2]);
                    egui::WidgetInfo::labeled(egui::Role::Button, true, label)
                });
                if response.clicked() {
                    actions.push(Action::ZoomToZone(catalogue.zones[data.a].id.clone()));
                }
            });
        });
    });
}

fn sources(ui: &mut Ui, context: &Context<'_>) {
    let lang = context.lang();
    let catalogue = context.editor.catalogue();
    let colors = &context.palette.ui;
    let columns = [
        ("source-grade", 52.0),
        ("source-publisher", 210.0),
        ("source-title", 330.0),
        ("source-published", 110.0),
        ("source-figures", 64.0),
        ("source-address", 330.0),
    ];
    egui::ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
        plain_table(ui, context, "sources", &columns).body(|body| {
            body.rows(ROW, catalogue.sources.len(), |mut row| {
                let source = &catalogue.sources[row.index()];
                let cited =
                    catalogue.figures().filter(|(_, figure)| figure.cite.source == source.id);
                let grade = match source.grade {
                    Grade::U => context.t("unverified"),
                    grade => grade.letter().to_string(),
                };
                let published = source.published.as_ref().map(|date| words::date(lang, date));
                let cells = [
                    grade,
                    source.publisher.get(lang).to_owned(),
                    source.title.get(lang).to_owned(),
                    published.unwrap_or_default(),
                    cited.count().to_string(),
                ];
                for cell in cells {
                    row.col(|ui| {
                        let text = egui::RichText::new(cell).size(SIZE);
                        ui.add(egui::Label::new(text).truncate());
                    });
                }
                row.col(|ui| {
                    let Some(url) = &source.url else {
                        let copy = source.cited_after.as_ref().map_or("", |copy| copy.get(lang));
                        ui.add(egui::Label::new(small(copy, colors)).truncate());
                        return;
                    };
                    let address = format!("https://{}", url.trim_start_matches("https://"));
                    let text = egui::RichText::new(url).size(11.0).color(color32(colors.accent));
                    ui.add(
                        egui::Hyperlink::from_label_and_url(text, address).open_in_new_tab(true),
                    );
                });
            });
        });
    });
}
