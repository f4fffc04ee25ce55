//! The tables of relations and of sources.

use eframe::egui::{self, Ui};

use super::{NOTHING, ROW, fitted, number_cell, plain_table, text_cell};
use crate::{
    editor::{
        Action,
        desk::{Finding, RelationRow, Stated},
    },
    model::{relations::Overlap, source::Grade},
    text::Weight,
    ui::{
        Context,
        look::{color32, small},
        numbers::decimals,
    },
    words,
};

/// The first of the three columns of numbers in the table of relations.
const SHARED: usize = 3;

pub(super) fn relations(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
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
        ("relation-part", 106.0, 190.0),
        ("relation-whole", 106.0, 190.0),
        ("relation-finding", 138.0, 230.0),
        ("relation-shared", 82.0, 96.0),
        ("relation-of-part", 56.0, 72.0),
        ("relation-of-whole", 66.0, 72.0),
        ("relation-stated", 220.0, 300.0),
    ];
    // In a narrow panel only the citation is left to scrolling sideways.
    let columns = fitted(ui.available_width(), columns, 6);
    let unit_name = words::area_unit(lang, unit);
    let numbers = [(SHARED, unit_name.as_str()), (SHARED + 1, ""), (SHARED + 2, "")];
    let shared = |row: &RelationRow| row.measured.map(|measured| unit.format(measured.shared_m2));
    let texts = rows.iter().filter_map(shared);
    let most = texts.map(|text| decimals(&text)).max().unwrap_or_default();
    egui::ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
        plain_table(ui, context, "relations", &columns, &numbers).body(|body| {
            body.rows(ROW, rows.len(), |mut row| {
                let data = &rows[row.index()];
                let name = |index: usize| catalogue.zones[index].name.short(lang).to_owned();
                let share = |of: fn(&Overlap) -> f64| {
                    let measured = data.measured.as_ref();
                    let share = measured.map(|measured| format!("{:.1}%", of(measured) * 100.0));
                    share.unwrap_or_else(|| NOTHING.to_owned())
                };
                let stated = match &data.stated {
                    None => NOTHING.to_owned(),
                    Some(Stated::ByUs) => context.t("our-reading"),
                    Some(Stated::BySource(cite)) => words::citation(lang, catalogue, cite),
                };
                let cells = [
                    name(data.a),
                    name(data.b),
                    context.t(data.finding.key()),
                    shared(data).unwrap_or_else(|| NOTHING.to_owned()),
                    share(|measured| measured.of_first),
                    share(|measured| measured.of_second),
                    stated,
                ];
                let is_wrong = data.finding == Finding::Contradiction;
                for (at, cell) in cells.iter().enumerate() {
                    row.col(|ui| match at {
                        2 if is_wrong => {
                            text_cell(ui, cell, Some(color32(colors.error)));
                        }
                        SHARED => {
                            number_cell(ui, cell, most, Weight::Regular);
                        }
                        _ if at == SHARED + 1 || at == SHARED + 2 => {
                            number_cell(ui, cell, 0, Weight::Regular);
                        }
                        _ => {
                            text_cell(ui, cell, None);
                        }
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

pub(super) fn sources(ui: &mut Ui, context: &Context<'_>) {
    let lang = context.lang();
    let catalogue = context.editor.catalogue();
    let colors = &context.palette.ui;
    let columns = [
        ("source-grade", 38.0, 52.0),
        ("source-publisher", 124.0, 210.0),
        ("source-title", 186.0, 330.0),
        ("source-published", 112.0, 116.0),
        ("source-figures", 52.0, 64.0),
        ("source-address", 220.0, 330.0),
    ];
    let columns = fitted(ui.available_width(), columns, 5);
    egui::ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
        plain_table(ui, context, "sources", &columns, &[(4, "")]).body(|body| {
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
                    published.unwrap_or_else(|| NOTHING.to_owned()),
                    cited.count().to_string(),
                ];
                for (at, cell) in cells.iter().enumerate() {
                    row.col(|ui| {
                        if at == 4 {
                            number_cell(ui, cell, 0, Weight::Regular);
                        } else {
                            text_cell(ui, cell, None);
                        }
                    });
                }
                row.col(|ui| {
                    let Some(url) = &source.url else {
                        let copy = source.cited_after.as_ref().map_or("", |copy| copy.get(lang));
                        let copy = if copy.is_empty() { NOTHING } else { copy };
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
