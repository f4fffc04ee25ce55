//! The panel at the right with nothing selected: all zones, sortable.

use eframe::egui::{self, Sense, Ui};

use super::{
    Context, Outside,
    look::{LONG_LIST, bold, color32, rows_in_view, rule, small, wrapped},
    numbers::{decimals, space_after},
    open_ui,
};
use crate::{
    editor::{Action, Command, TableColumn},
    text::{
        Weight,
        breaking::{break_lines_within, elide},
    },
    words,
};

const BODY: f32 = 13.0;
const DETAIL: f32 = 11.0;
const NUMBER_WIDTH: f32 = 78.0;
/// Of a long table: a name, a detail, a rule.
const ROW_HEIGHT: f32 = 17.0 + 14.0 + 6.0 + 5.0;

pub fn show(ui: &mut Ui, context: &Context<'_>, outside: &Outside, actions: &mut Vec<Action>) {
    let colors = &context.palette.ui;
    let lang = context.lang();
    ui.add_space(4.0);
    ui.label(bold(context.t("all-zones"), 17.0));
    let is_empty = context.editor.catalogue().zones.is_empty();
    let hint = match is_empty {
        true if context.reads => "reading-now",
        true => "nothing-open",
        false => "all-zones-hint",
    };
    wrapped(ui, small(context.t(hint), colors).size(12.5));
    if is_empty && context.reads {
        return;
    }
    if is_empty {
        nothing_open(ui, context, outside, actions);
        return;
    }
    ui.add_space(6.0);
    header(ui, context, actions);
    rule(ui, colors);
    let foot = 78.0;
    egui::ScrollArea::vertical()
        .max_height((ui.available_height() - foot).max(60.0))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let order = &context.derived.table;
            let most = most_decimals(context, order);
            rows_in_view(ui, order, ROW_HEIGHT, |ui, index| {
                row(ui, context, (*index, most), actions);
                rule(ui, colors);
            });
        });
    rule(ui, colors);
    let unit = words::area_unit(lang, context.editor.session().unit);
    let note = words::t_with(lang, "unit-note", &[("unit", &unit)]);
    wrapped(ui, small(format!("{note} {}", context.t("drawn-method")), colors));
    ui.horizontal(|ui| {
        if ui.button(context.t("copy-table")).clicked() {
            actions.push(Action::CopyTable);
        }
        let export = ui.button(context.t("export-table"));
        // The desk has a button of this name too.
        let label = format!("{}: {}", context.t("export-table"), context.t("all-zones"));
        export.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
        if export.on_hover_text(context.t("export-table-hint")).clicked() {
            actions.push(Action::ExportTable);
        }
    });
}

/// What can be done where nothing is open.
fn nothing_open(ui: &mut Ui, context: &Context<'_>, outside: &Outside, actions: &mut Vec<Action>) {
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        for command in [Command::Open, Command::ReportCatalogue] {
            if ui.button(context.t(command.key())).clicked() {
                actions.extend(command.action(context.editor));
            }
        }
    });
    let asked = open_ui::recent_files(ui, context, outside, actions);
    actions.extend(asked);
}

/// The heads of what a row shows: the name with the audit below it, and the two areas.
fn header(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    const LINE: f32 = 16.0;
    let sort = context.editor.session().table;
    let colors = &context.palette.ui;
    let size = egui::vec2(ui.available_width(), 2.0 * LINE);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let (left, right) = (rect.left(), rect.right());
    let (from_left, from_right) = (egui::Align2::LEFT_CENTER, egui::Align2::RIGHT_CENTER);
    let columns = [
        (TableColumn::Name, "column-zone", (left, 0.0), 84.0, from_left),
        (TableColumn::Audit, "column-audit", (left, LINE), 84.0, from_left),
        (
            TableColumn::Published,
            "column-published",
            (right - 2.0 * NUMBER_WIDTH, 0.0),
            NUMBER_WIDTH,
            from_right,
        ),
        (TableColumn::Drawn, "column-drawn", (right - NUMBER_WIDTH, 0.0), NUMBER_WIDTH, from_right),
    ];
    for (column, key, (left, below), width, align) in columns {
        let cell = egui::Rect::from_min_size(
            egui::pos2(left, rect.top() + below),
            egui::vec2(width, LINE),
        );
        let response = ui.interact(cell, ui.scope_id().with(key), Sense::click());
        let arrow = match (sort.column == column, sort.descending) {
            (true, true) => " ▼",
            (true, false) => " ▲",
            (false, _) => "",
        };
        let text = format!("{}{arrow}", context.t(key));
        response
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, context.t(key)));
        let color =
            if response.hovered() || response.has_focus() { colors.text } else { colors.weak };
        let at = align.pos_in_rect(&cell);
        ui.painter().text(at, align, text, egui::FontId::proportional(11.5), color32(color));
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            actions.push(Action::SortTable(column));
        }
    }
}

/// Both areas of a zone as they are written.
fn areas(context: &Context<'_>, index: usize) -> [String; 2] {
    let unit = context.editor.session().unit;
    let zone = &context.editor.catalogue().zones[index];
    let figure = zone.headline_on(context.editor.as_of());
    let published = figure.and_then(|figure| words::area_number(figure, unit));
    let drawn = context.derived.facts.get(index).and_then(|facts| facts.drawn_m2);
    [published, drawn.map(|area| unit.format(area))]
        .map(|text| text.unwrap_or_else(|| "—".to_owned()))
}

/// The decimals of the longest number in each column; of a long table none are looked for.
fn most_decimals(context: &Context<'_>, order: &[usize]) -> [usize; 2] {
    let few = if order.len() > LONG_LIST { &[] } else { order };
    few.iter()
        .map(|index| areas(context, *index))
        .fold([0, 0], |most, texts| [0, 1].map(|at| decimals(&texts[at]).max(most[at])))
}

fn row(
    ui: &mut Ui,
    context: &Context<'_>,
    (index, most): (usize, [usize; 2]),
    actions: &mut Vec<Action>,
) {
    let editor = context.editor;
    let lang = context.lang();
    let colors = &context.palette.ui;
    let zone = &editor.catalogue().zones[index];
    let Some(facts) = context.derived.facts.get(index) else { return };
    let [published, drawn] = areas(context, index);
    let detail = match &facts.audit {
        Some(audit) if !audit.has_difference() => words::audit_class(lang, audit.class),
        Some(audit) => format!(
            "{} {}%",
            words::audit_class(lang, audit.class),
            words::percent(audit.difference_pct())
        ),
        None => match zone.outline_on(editor.as_of()) {
            Some(outline) if outline.accuracy_m.is_some() => {
                words::boundary_quality(lang, outline.quality)
            }
            Some(outline) => words::outline_quality(lang, outline),
            None => words::status(lang, facts.status),
        },
    };
    let width = ui.available_width();
    let text_width = width - 2.0 * NUMBER_WIDTH - 8.0;
    let is_long = context.derived.table.len() > LONG_LIST;
    let lines = |text: &str, size: f32| {
        if is_long {
            vec![elide(text, Weight::Regular, text_width / size)]
        } else {
            break_lines_within(text, Weight::Regular, text_width / size, 3)
        }
    };
    let (name, detail) = (lines(zone.name.short(lang), BODY), lines(&detail, DETAIL));
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let height = name.len() as f32 * 17.0 + detail.len() as f32 * 14.0 + 6.0;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, height), Sense::click());
    response.widget_info(|| {
        let label = format!("{}: {published} / {drawn}", zone.name.short(lang));
        egui::WidgetInfo::labeled(egui::Role::Button, true, label)
    });
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        if response.hovered() || response.has_focus() {
            painter.rect_filled(rect.expand2(egui::vec2(6.0, 0.0)), 4.0, color32(colors.hover));
        }
        let mut y = rect.top() + 3.0;
        for line in &name {
            let font = egui::FontId::proportional(BODY);
            painter.text(
                egui::pos2(rect.left(), y),
                egui::Align2::LEFT_TOP,
                line,
                font,
                color32(colors.text),
            );
            y += 17.0;
        }
        for line in &detail {
            let font = egui::FontId::proportional(DETAIL);
            painter.text(
                egui::pos2(rect.left(), y),
                egui::Align2::LEFT_TOP,
                line,
                font,
                color32(colors.weak),
            );
            y += 14.0;
        }
        let numbers = [
            (&published, Weight::Bold, NUMBER_WIDTH, most[0]),
            (&drawn, Weight::Regular, 0.0, most[1]),
        ];
        for (number, weight, from_right, most) in numbers {
            let from_right = from_right + space_after(number, most, weight, BODY);
            let font = egui::FontId::new(BODY, super::look::family(weight));
            let at = egui::pos2(rect.right() - from_right, rect.top() + 3.0);
            painter.text(at, egui::Align2::RIGHT_TOP, number, font, color32(colors.text));
        }
    }
    if response.clicked() {
        actions.push(Action::Select(Some(zone.id.clone())));
    }
    if response.double_clicked() {
        actions.push(Action::ZoomToZone(zone.id.clone()));
    }
}
