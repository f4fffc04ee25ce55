//! Said and done: a line for each statement and plan.

use eframe::egui::{self, Ui};
use egui_extras::{Column, TableBuilder};

use super::{HEAD, SIZE};
use crate::{
    editor::{Action, desk::SaidRow},
    text::{Weight, breaking::break_lines},
    ui::{
        Context,
        look::{bold, color32, small},
    },
};

const LEADING: f32 = 16.0;
const PAD: f32 = 6.0;
/// A narrower panel scrolls sideways.
const LEAST: f32 = 820.0;

/// The key of each head, and its share of the width.
const COLUMNS: [(&str, f32); 6] = [
    ("said-on", 0.085),
    ("column-zone", 0.13),
    ("said-who", 0.16),
    ("said-what", 0.25),
    ("said-came", 0.275),
    ("said-slip", 0.10),
];

pub(super) fn said(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let rows = &context.derived.desk.said;
    let colors = &context.palette.ui;
    if rows.is_empty() {
        ui.label(small(context.t("said-none"), colors));
        return;
    }
    let width = ui.available_width().max(LEAST) - 8.0;
    let widths = COLUMNS.map(|(_, share)| share * width - 8.0);
    let heights: Vec<f32> = rows.iter().map(|row| height(row, &widths)).collect();
    egui::ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
        let mut table = TableBuilder::new(ui)
            .id_salt("said")
            .striped(true)
            .sense(egui::Sense::click())
            .auto_shrink([false, false])
            .min_scrolled_height(0.0)
            .cell_layout(egui::Layout::top_down(egui::Align::Min));
        for width in widths {
            table = table.column(Column::exact(width).clip(true));
        }
        let heads = |mut row: egui_extras::TableRow<'_, '_>| {
            for (key, _) in COLUMNS {
                row.col(|ui| {
                    ui.label(bold(context.t(key), 11.5).color(color32(colors.weak)));
                });
            }
        };
        table.header(HEAD, heads).body(|body| {
            body.heterogeneous_rows(heights.into_iter(), |mut row| {
                let data = &rows[row.index()];
                for (at, text) in cells(data).into_iter().enumerate() {
                    row.col(|ui| {
                        ui.add_space(2.0);
                        let mut text = egui::RichText::new(text).size(SIZE);
                        if at == 5 && data.is_bad {
                            text = text.color(color32(colors.warning));
                        }
                        ui.add(egui::Label::new(text).wrap().selectable(false));
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

/// A row is as high as its longest text.
fn height(row: &SaidRow, widths: &[f32; 6]) -> f32 {
    let lines = cells(row).into_iter().zip(widths).map(|(text, width)| {
        // Other breaks than egui's are off by a word at most.
        break_lines(text, Weight::Regular, (width - 16.0) / SIZE).len()
    });
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let lines = lines.max().unwrap_or(1) as f32;
    lines * LEADING + PAD
}
