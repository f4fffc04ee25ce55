//! Said and done: a line for each statement and plan.

use eframe::egui::{self, Ui};
use egui_extras::{Column, TableBuilder};

use super::{HEAD, SIZE};
use crate::{
    editor::{Action, desk::SaidRow},
    text::{Weight, shape::width_em},
    ui::{
        Context,
        look::{bold, color32, lines, small},
    },
};

const PAD: f32 = 6.0;
const HEAD_SIZE: f32 = 11.5;
/// In a narrower panel two texts share a column.
const WIDE: f32 = 860.0;
/// A panel narrower than this scrolls sideways.
const LEAST: f32 = 440.0;

/// The key of the head of each text of a row.
const HEADS: [&str; 6] =
    ["said-on", "column-zone", "said-who", "said-what", "said-came", "said-slip"];
/// The last text, which may be a warning.
const SLIP: usize = 5;

/// The texts of a column, one below the other, and its share of the width.
type Columns = &'static [(&'static [usize], f32)];

const SIX: Columns =
    &[(&[0], 0.115), (&[1], 0.125), (&[2], 0.15), (&[3], 0.24), (&[4], 0.27), (&[SLIP], 0.10)];
const FOUR: Columns = &[(&[0, 1], 0.2), (&[2], 0.21), (&[3], 0.28), (&[4, SLIP], 0.31)];

pub(super) fn said(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let rows = &context.derived.desk.said;
    let colors = &context.palette.ui;
    if rows.is_empty() {
        ui.label(small(context.t("said-none"), colors));
        return;
    }
    let columns = if ui.available_width() < WIDE { FOUR } else { SIX };
    let width = ui.available_width().max(LEAST) - 8.0;
    let heights: Vec<f32> = rows.iter().map(|row| height(ui, row, columns, width)).collect();
    egui::ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
        let mut table = TableBuilder::new(ui)
            .id_salt("said")
            .striped(true)
            .sense(egui::Sense::click())
            .auto_shrink([false, false])
            .min_scrolled_height(0.0)
            .cell_layout(egui::Layout::top_down(egui::Align::Min));
        for (_, share) in columns {
            table = table.column(Column::exact(inner(*share, width)).clip(true));
        }
        let heads = |mut row: egui_extras::TableRow<'_, '_>| {
            for (texts, _) in columns {
                let heads: Vec<String> = texts.iter().map(|at| context.t(HEADS[*at])).collect();
                row.col(|ui| {
                    let all = heads.join(" · ");
                    let fits = width_em(&all, Weight::Bold) * HEAD_SIZE <= ui.available_width();
                    let head = if fits { all.as_str() } else { &heads[0] };
                    let head = bold(head, HEAD_SIZE).color(color32(colors.weak));
                    ui.add(egui::Label::new(head).truncate());
                });
            }
        };
        table.header(HEAD, heads).body(|body| {
            body.heterogeneous_rows(heights.into_iter(), |mut row| {
                let data = &rows[row.index()];
                for (texts, _) in columns {
                    row.col(|ui| {
                        ui.add_space(2.0);
                        ui.spacing_mut().item_spacing.y = 0.0;
                        for at in *texts {
                            let text = match cells(data)[*at] {
                                "" if *at == SLIP && texts.len() > 1 => continue,
                                "" => super::NOTHING,
                                text => text,
                            };
                            let lines = lines(ui, text, (false, SIZE), ui.available_width());
                            let mut text = egui::RichText::new(&*lines).size(SIZE);
                            if *at == SLIP && data.is_bad {
                                text = text.color(color32(colors.warning));
                            }
                            ui.add(egui::Label::new(text).extend().selectable(false));
                        }
                    });
                }
                let response = row.response();
                response.widget_info(|| {
                    let text = format!("{}: {} → {}", data.on, data.what, data.outcome);
                    egui::WidgetInfo::labeled(egui::Role::Button, true, text)
                });
                if response.clone().on_hover_text(&data.source).clicked() {
                    actions.push(Action::Select(Some(data.id.clone())));
                }
            });
        });
    });
}

fn cells(row: &SaidRow) -> [&str; 6] {
    [&row.on, &row.about, &row.who, &row.what, &row.outcome, &row.slip]
}

/// What a column with this share of the table has for its texts.
fn inner(share: f32, width: f32) -> f32 {
    share * width - 8.0
}

/// A row is as high as its highest column.
fn height(ui: &Ui, row: &SaidRow, columns: Columns, width: f32) -> f32 {
    let cells = cells(row);
    let font = egui::FontId::proportional(SIZE);
    let heights = columns.iter().map(|(texts, share)| {
        let texts = texts.iter().map(|at| cells[*at]).filter(|text| !text.is_empty());
        // egui keeps what it has laid out from frame to frame.
        let lay = |text: &str| {
            let color = egui::Color32::PLACEHOLDER;
            let lines = lines(ui, text, (false, SIZE), inner(*share, width));
            ui.painter().layout_no_wrap(lines.to_string(), font.clone(), color).size().y
        };
        texts.map(lay).sum::<f32>()
    });
    heights.fold(0.0, f32::max) + PAD
}
