//! Which columns the table has and in what order, and what its rows are put together by.

use eframe::egui::{self, Ui};

use crate::{
    editor::{
        Action,
        desk::{DeskColumn, DeskGroup},
    },
    ui::{
        Context,
        line::at_the_end,
        look::{entry, small},
    },
    words,
};

pub(super) fn chooser(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let shown = &context.editor.session().desk_columns;
    ui.menu_button(small(context.t("columns"), &context.palette.ui), |ui| {
        ui.set_min_width(220.0);
        // Those that are shown in their order, then the others.
        let hidden = DeskColumn::ALL.into_iter().filter(|column| !shown.contains(column));
        let all: Vec<DeskColumn> = shown.iter().copied().chain(hidden).collect();
        for column in all.into_iter().filter(|column| *column != DeskColumn::Name) {
            line(ui, context, shown, column, actions);
        }
    });
}

fn line(
    ui: &mut Ui,
    context: &Context<'_>,
    shown: &[DeskColumn],
    column: DeskColumn,
    actions: &mut Vec<Action>,
) {
    let name = context.t(column.key());
    let place = shown.iter().position(|other| *other == column);
    let said = |key: &str| words::t_with(context.lang(), key, &[("column", &name)]);
    ui.horizontal(|ui| {
        let mut is_shown = place.is_some();
        let check = ui.checkbox(&mut is_shown, &name);
        let label = said("column-show");
        check.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::CheckBox, true, is_shown, &label)
        });
        if check.changed() {
            let mut columns = shown.to_vec();
            match place {
                Some(place) => {
                    columns.remove(place);
                }
                None => columns.push(column),
            }
            actions.push(Action::SetDeskColumns(columns));
        }
        at_the_end(ui, |ui, _| {
            for (key, sign, by) in [("column-left", "◀", -1), ("column-right", "▶", 1)] {
                let to = place.and_then(|place| place.checked_add_signed(by));
                // The name stays the first.
                let to = to.filter(|to| (1..shown.len()).contains(to));
                let button = ui.add_enabled(to.is_some(), egui::Button::new(sign).small());
                let label = said(key);
                button.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::Role::Button, to.is_some(), &label)
                });
                if button.clicked()
                    && let (Some(place), Some(to)) = (place, to)
                {
                    let mut columns = shown.to_vec();
                    columns.swap(place, to);
                    actions.push(Action::SetDeskColumns(columns));
                }
            }
        });
    });
}

pub(super) fn grouping(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let chosen = context.editor.session().desk_group;
    let response = egui::ComboBox::from_id_salt("desk grouping")
        .selected_text(small(context.t(chosen.key()), &context.palette.ui))
        .width(92.0)
        .show_ui(ui, |ui| {
            for by in DeskGroup::ALL {
                if entry(ui, by == chosen, context.t(by.key())) {
                    actions.push(Action::GroupDesk(by));
                }
            }
        })
        .response;
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::ComboBox, true, context.t("desk-grouping"))
    });
}
