//! The panel at the bottom: tabs for the timeline, the table of zones, relations and sources.

mod chart_bars;
mod charts;
mod columns;
mod compare;
mod filtering;
mod heads;
mod matrix;
mod said;
mod tables;

use eframe::egui::{self, Align, Ui};
use egui_extras::{Column, Table, TableBuilder};

use super::{
    Context,
    look::{BAR, bold, color32, family, small},
    numbers::space_after,
    timeline_ui,
};
use crate::{
    editor::{Action, desk::DeskTab},
    text::{Weight, breaking::elide, shape::width_em},
};

const ROW: f32 = 20.0;
const HEAD: f32 = 22.0;
const SIZE: f32 = 12.0;

pub fn show(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let chosen = context.editor.session().tab;
    // Little text does not make the panel lower.
    ui.set_min_height(ui.available_height());
    let wide = ui.available_width() - BAR;
    let rest = wide - DeskTab::ALL.map(|tab| tab_width(context, tab)).iter().sum::<f32>();
    ui.scope(|ui| {
        ui.set_max_width(wide);
        ui.horizontal(|ui| {
            tabs(ui, context, actions);
            if rest >= room(chosen) {
                head(ui, context, chosen, actions);
            }
        });
        if rest < room(chosen) {
            head_line(ui, context, chosen, actions);
        }
    });
    ui.add_space(2.0);
    match chosen {
        DeskTab::Timeline => {
            ui.set_max_width(wide);
            timeline_ui::show(ui, context, actions);
        }
        DeskTab::Said => said::said(ui, context, actions),
        DeskTab::Compare => compare::compare(ui, context, actions),
        DeskTab::Charts => charts::charts(ui, context, actions),
        DeskTab::Relations if context.editor.session().matrix => {
            matrix::matrix(ui, context, actions);
        }
        DeskTab::Relations => tables::relations(ui, context, actions),
        DeskTab::Sources => tables::sources(ui, context),
    }
}

/// The least space between two tabs, beside egui's own.
const TAB_GAP: f32 = 4.0;

/// The tabs that fit in one line; the others are in a menu at its end.
fn tabs(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let chosen = context.editor.session().tab;
    let shown = shown_tabs(context, ui.available_width());
    for tab in &shown {
        let name = context.t(tab.key());
        let text = if *tab == chosen {
            bold(name, TAB_SIZE).color(color32(context.palette.ui.accent))
        } else {
            egui::RichText::new(name).size(TAB_SIZE)
        };
        if ui.add(egui::Button::new(text).frame(false)).clicked() && *tab != chosen {
            actions.push(Action::SetTab(*tab));
        }
        ui.add_space(TAB_GAP);
    }
    if shown.len() == DeskTab::ALL.len() {
        return;
    }
    let more = egui::RichText::new(format!("{} ▾", context.t("desk-more"))).size(TAB_SIZE);
    ui.menu_button(more, |ui| {
        for tab in DeskTab::ALL.into_iter().filter(|tab| !shown.contains(tab)) {
            if ui.button(context.t(tab.key())).clicked() {
                actions.push(Action::SetTab(tab));
                ui.close();
            }
        }
    });
}

/// In their order; the chosen one is always among them.
fn shown_tabs(context: &Context<'_>, width: f32) -> Vec<DeskTab> {
    let chosen = context.editor.session().tab;
    let all: f32 = DeskTab::ALL.iter().map(|tab| tab_width(context, *tab)).sum();
    if all <= width {
        return DeskTab::ALL.to_vec();
    }
    let mut rest = width - MORE - tab_width(context, chosen);
    let fits = |tab: &DeskTab| {
        if *tab == chosen {
            return true;
        }
        rest -= tab_width(context, *tab);
        rest >= 0.0
    };
    DeskTab::ALL.into_iter().filter(fits).collect()
}

const TAB_SIZE: f32 = 13.0;

/// What the menu of the other tabs needs.
const MORE: f32 = 84.0;

/// What a tab needs, with the space after it.
fn tab_width(context: &Context<'_>, tab: DeskTab) -> f32 {
    const SPACING: f32 = 8.0 + TAB_GAP;
    width_em(&context.t(tab.key()), Weight::Bold) * TAB_SIZE + SPACING
}

/// What a tab's controls need beside the tabs; where there is less they stand in a line of their own.
fn room(tab: DeskTab) -> f32 {
    match tab {
        DeskTab::Compare => 560.0,
        DeskTab::Charts => 510.0,
        DeskTab::Timeline => 250.0,
        DeskTab::Relations => 180.0,
        DeskTab::Said | DeskTab::Sources => 0.0,
    }
}

/// A tab's controls in a line of their own, which scrolls where it has no room even for them.
fn head_line(ui: &mut Ui, context: &Context<'_>, chosen: DeskTab, actions: &mut Vec<Action>) {
    let least = match chosen {
        DeskTab::Compare => 430.0,
        DeskTab::Charts => 470.0,
        // These have menus there, or next to nothing.
        DeskTab::Timeline | DeskTab::Relations | DeskTab::Said | DeskTab::Sources => 0.0,
    };
    if ui.available_width() >= least {
        ui.horizontal(|ui| head(ui, context, chosen, actions));
        return;
    }
    egui::ScrollArea::horizontal().id_salt("controls").show(ui, |ui| {
        ui.set_max_width(least);
        ui.horizontal(|ui| head(ui, context, chosen, actions));
    });
}

fn head(ui: &mut Ui, context: &Context<'_>, chosen: DeskTab, actions: &mut Vec<Action>) {
    match chosen {
        DeskTab::Compare => compare::head(ui, context, actions),
        DeskTab::Timeline => timeline_ui::head(ui, context, actions),
        DeskTab::Charts => charts::head(ui, context, actions),
        DeskTab::Relations => matrix::switch(ui, context, actions),
        DeskTab::Said | DeskTab::Sources => {}
    }
}

/// Columns between their least and their usual width, so that the first `seen` of them fit where they can.
fn fitted<const N: usize>(
    width: f32,
    columns: [(&'static str, f32, f32); N],
    seen: usize,
) -> [(&'static str, f32); N] {
    const GAP: f32 = 8.0;
    const LEAST_LAST: f32 = 110.0;
    let (mut least, mut usual) = (0.0, 0.0);
    for (_, narrow, wide) in &columns[..seen] {
        least += narrow + GAP;
        usual += wide + GAP;
    }
    let share = ((width - least) / (usual - least)).clamp(0.0, 1.0);
    let mut fitted = columns.map(|(key, narrow, wide)| (key, narrow + share * (wide - narrow)));
    let spare = width - fitted.iter().map(|(_, wide)| wide + GAP).sum::<f32>();
    let stretch: f32 = columns.iter().map(|(_, narrow, wide)| wide - narrow).sum();
    if spare > 0.0 {
        // What is left goes to the columns that can use it.
        for ((_, width), (_, narrow, wide)) in fitted.iter_mut().zip(&columns) {
            *width += spare * (wide - narrow) / stretch;
        }
    } else if let Some((_, last)) = fitted.last_mut() {
        // The last one ends with the panel where it has room there.
        let rest = *last + spare;
        if rest >= columns[N - 1].1.min(LEAST_LAST) {
            *last = rest;
        }
    }
    fitted
}

/// A table whose heads are only names: the key of each and the width it begins with. Below the names of
/// columns of numbers, which end at the right, stands their unit, or nothing.
fn plain_table<'a>(
    ui: &'a mut Ui,
    context: &Context<'_>,
    id: &str,
    columns: &[(&str, f32)],
    numbers: &[(usize, &str)],
) -> Table<'a> {
    let mut table = TableBuilder::new(ui)
        // Where the panel has another width, the columns begin anew.
        .id_salt((id, columns[0].1.to_bits()))
        .striped(true)
        .cell_layout(egui::Layout::left_to_right(Align::Center))
        .auto_shrink([false, false])
        .min_scrolled_height(0.0)
        .sense(egui::Sense::click());
    for (_, width) in columns {
        table = table.column(Column::initial(*width).at_least(40.0).resizable(true).clip(true));
    }
    let has_units = numbers.iter().any(|(_, unit)| !unit.is_empty());
    table.header(if has_units { heads::HEADS } else { HEAD }, |mut row| {
        for (at, (key, _)) in columns.iter().enumerate() {
            let unit = numbers.iter().find(|(number, _)| *number == at).map(|(_, unit)| *unit);
            row.col(|ui| {
                let colors = &context.palette.ui;
                let align = if unit.is_some() { Align::Max } else { Align::Min };
                let mut rect = ui.max_rect();
                if unit.is_some() {
                    rect.max.x -= heads::PAD;
                }
                let builder =
                    egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::top_down(align));
                ui.scope_builder(builder, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let name = bold(context.t(key), 11.5).color(color32(colors.weak));
                    ui.add(egui::Label::new(name).truncate());
                    if let Some(unit) = unit.filter(|unit| !unit.is_empty()) {
                        ui.add(egui::Label::new(small(unit, colors).size(10.5)).truncate());
                    }
                });
            });
        }
    })
}

/// A text in a cell, shortened where it finds no room, and whole in its tip.
fn text_cell(ui: &mut Ui, text: &str, color: Option<egui::Color32>) -> egui::Response {
    let shown = elide(text, Weight::Regular, ui.available_width() / SIZE);
    let rich = egui::RichText::new(&shown).size(SIZE);
    let rich = color.map_or(rich.clone(), |color| rich.color(color));
    let response = ui.add(egui::Label::new(rich).truncate().selectable(false));
    if shown == text { response } else { response.on_hover_text(text) }
}

/// A number in a cell, its decimal point below those of the column, which has at most so many decimals.
fn number_cell(ui: &mut Ui, text: &str, most: usize, weight: Weight) -> egui::Response {
    let after = space_after(text, most, weight, SIZE);
    let text = egui::RichText::new(text).size(SIZE).family(family(weight));
    ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(heads::PAD + after);
        ui.add(egui::Label::new(text).truncate().selectable(false))
    })
    .inner
}

/// What stands where there is nothing to say, in every table.
const NOTHING: &str = "—";
