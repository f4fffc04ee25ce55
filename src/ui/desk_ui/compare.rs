//! The table of zones: filter, heads that sort, rows that select.

use eframe::egui::{self, Key, Modifiers, Ui, scroll_area::ScrollBarVisibility};
use egui_extras::{Column, TableBuilder};

use super::{ROW, heads};
use crate::{
    editor::{
        Action, Desk, Sequence, TableFile,
        desk::{DeskColumn, DeskGroup, DeskLine, Subtotal},
    },
    ui::{
        Context,
        line::at_the_end,
        look::{BAR, say_selected, selecting, small, wrapped},
    },
    words,
};

/// The field of the filter, and the choices at the end of its line.
pub(super) fn head(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    super::filtering::field(ui, context, actions);
    at_the_end(ui, |ui, _| {
        super::columns::grouping(ui, context, actions);
        super::columns::chooser(ui, context, actions);
        exports(ui, context, actions);
    });
}

/// What is seen as a file; where several rows are selected, those alone too.
fn exports(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let seen = context.derived.desk.order.len();
    let selected = context.editor.selected_zones().len();
    ui.menu_button(small(context.t("desk-export"), &context.palette.ui), |ui| {
        ui.set_min_width(230.0);
        for (only, count) in [(false, seen), (true, selected)] {
            if only && count < 2 {
                continue;
            }
            for (file, kind) in [(TableFile::Xlsx, "XLSX"), (TableFile::Csv, "CSV")] {
                let count = words::count(count);
                let values = [("kind", kind), ("count", count.as_str())];
                let key = if only { "desk-export-selected" } else { "desk-export-seen" };
                if ui.button(words::t_with(context.lang(), key, &values)).clicked() {
                    actions.push(Action::ExportDesk(file, only));
                    ui.close();
                }
            }
        }
    });
}

/// Room for the names, which stay while the other columns scroll.
const NAMES: f32 = 196.0;

pub(super) fn compare(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let desk = &context.derived.desk;
    super::filtering::error(ui, context);
    if desk.order.is_empty() {
        let key = match desk.rows.is_empty() {
            true if context.reads => "reading-now",
            true => "nothing-open",
            false => "filter-none",
        };
        wrapped(ui, small(context.t(key), &context.palette.ui));
        if !desk.rows.is_empty() {
            super::filtering::clear(ui, context, actions);
        }
        return;
    }
    if context.editor.session().desk_group != DeskGroup::None {
        wrapped(ui, small(context.t("group-note"), &context.palette.ui));
    }
    let id = egui::Id::unique("desk scroll");
    // Where both halves are scrolled to, the row that was last selected, and the line under the pointer.
    let (mut offset, seen, hovered) = ui
        .data(|data| data.get_temp::<(f32, Option<usize>, Option<usize>)>(id))
        .unwrap_or_default();
    let selected = context.editor.selected();
    let news = selected.filter(|_| selected != seen);
    let place =
        news.and_then(|index| desk.lines.iter().position(|line| row_of(desk, line) == Some(index)));
    if let Some(place) = place {
        // A row that has just been selected elsewhere comes into sight.
        let step = ROW + ui.spacing().item_spacing.y;
        let (top, room) =
            (scroll_to(place, step), (ui.available_height() - heads::HEADS - step).max(0.0));
        // One that was cut at the edge moves in by what was cut, not to the middle.
        let is_near = top + step > offset && top < offset + room + step;
        if top < offset || top > offset + room {
            let least = if top < offset { top } else { top - room };
            offset = if is_near { least } else { (top - room / 2.0).max(0.0) };
        }
    }
    let height = ui.available_height();
    let mut shown = [(offset, None); 2];
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let names = [DeskColumn::Name];
        let wide = ui.available_width();
        let place = (offset, hovered, ui.max_rect().right() - BAR);
        let down = egui::Layout::top_down(egui::Align::Min);
        // In a narrow panel the names leave the other columns half of it.
        let names_wide = NAMES.min(wide * 0.5);
        ui.allocate_ui_with_layout(egui::vec2(names_wide, height), down, |ui| {
            ui.set_width(names_wide);
            shown[0] = half(ui, context, &names, place, actions);
        });
        ui.allocate_ui_with_layout(
            egui::vec2((wide - names_wide - 2.0).max(0.0), height),
            down,
            |ui| {
                let columns = &context.editor.session().desk_columns[1..];
                egui::ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
                    shown[1] = half(ui, context, columns, place, actions);
                });
            },
        );
    });
    // The half that was scrolled takes the other along.
    let mut offsets = shown.iter().map(|(now, _)| *now);
    let moved = offsets.find(|now| (now - offset).abs() > 0.5).unwrap_or(offset);
    // The pointer is over one half, and marks the line in both.
    let hovers = shown.iter().find_map(|(_, hovered)| *hovered);
    if (moved - offset).abs() > 0.5 || hovers != hovered {
        ui.ctx().request_repaint();
    }
    ui.data_mut(|data| data.insert_temp(id, (moved, selected, hovers)));
}

#[expect(clippy::cast_precision_loss, reason = "a million rows are 2^25 pixels high")]
fn scroll_to(place: usize, step: f32) -> f32 {
    place as f32 * step
}

/// The zone of a line, by its index in the catalogue.
fn row_of(desk: &Desk, line: &DeskLine) -> Option<usize> {
    match line {
        DeskLine::Row(at) => desk.rows.get(*at).map(|row| row.index),
        DeskLine::Group(_) => None,
    }
}

/// Some columns of the table, scrolled to an offset, with the hovered line and the right edge of the
/// whole table; says how far they are scrolled, and which line the pointer is over.
fn half(
    ui: &mut Ui,
    context: &Context<'_>,
    columns: &[DeskColumn],
    (offset, hovered, right): (f32, Option<usize>, f32),
    actions: &mut Vec<Action>,
) -> (f32, Option<usize>) {
    let desk = &context.derived.desk;
    let unit = context.editor.session().unit;
    let unit_name = words::area_unit(context.lang(), unit);
    let is_names = columns == [DeskColumn::Name];
    let let_go = ui.input(|input| input.pointer.any_released());
    let names_wide = ui.available_width().min(NAMES) - 4.0;
    let mut table = TableBuilder::new(ui)
        // A column keeps its width wherever it stands.
        .id_salt(("desk", columns))
        .striped(true)
        .sense(egui::Sense::click())
        .auto_shrink([false, false])
        .vertical_scroll_offset(offset)
        .min_scrolled_height(0.0)
        // The bar at the right edge is that of both halves.
        .scroll_bar_visibility(if is_names {
            ScrollBarVisibility::AlwaysHidden
        } else {
            ScrollBarVisibility::VisibleWhenNeeded
        })
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center));
    for column in columns {
        let sized = if is_names {
            Column::exact(names_wide)
        } else {
            Column::initial(heads::width(context, *column)).at_least(40.0).resizable(true)
        };
        table = table.column(sized.clip(true));
    }
    let heads = |mut row: egui_extras::TableRow<'_, '_>| {
        for column in columns {
            row.col(|ui| heads::head(ui, context, *column, &unit_name, actions));
        }
    };
    let mut hovers = None;
    let output = table.header(heads::HEADS, heads).body(|body| {
        // Once the pointer lets go, what it dragged is kept.
        if let_go && !is_names {
            keep_widths(context, columns, body.widths(), actions);
        }
        body.rows(ROW, desk.lines.len(), |mut row| {
            let at = row.index();
            let line = &desk.lines[at];
            let index = row_of(desk, line);
            let is_selected = index.is_some_and(|index| context.editor.selects(index));
            row.set_selected(is_selected);
            row.set_hovered(hovered == Some(at));
            for column in columns {
                row.col(|ui| match line {
                    DeskLine::Row(at) => heads::cell(ui, context, *column, &desk.rows[*at]),
                    DeskLine::Group(total) => {
                        let tip = || label_of(context, line);
                        heads::total(ui, context, *column, &total.cell(*column, unit), tip);
                    }
                });
            }
            let response = row.response();
            if response.hovered() {
                hovers = Some(at);
            }
            let label = label_of(context, line);
            // One node for a row is enough.
            if is_names && index.is_some() {
                let role = egui::Role::Button;
                response
                    .widget_info(|| egui::WidgetInfo::selected(role, true, is_selected, &label));
                say_selected(&response.ctx, response.id, is_selected);
                say_place(&response, right);
                keys(context, &response, at, actions);
            } else if is_names {
                let role = egui::Role::Label;
                response.widget_info(|| egui::WidgetInfo::labeled(role, true, &label));
            }
            let Some(zone) = index.map(|index| &context.editor.catalogue().zones[index]) else {
                return;
            };
            if response.double_clicked() {
                actions.push(Action::ZoomToZone(zone.id.clone()));
            } else if response.clicked() {
                actions.push(selecting(&response.ctx, Sequence::Desk, &zone.id));
            }
        });
    });
    (output.state.clamped_offset().y, hovers)
}

/// Tells a screen reader that a row reaches over both halves of the table.
fn say_place(response: &egui::Response, right: f32) {
    let rect = response.rect;
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_bounds(egui::accesskit::Rect {
            x0: rect.left().into(),
            y0: rect.top().into(),
            x1: right.max(rect.right()).into(),
            y1: rect.bottom().into(),
        });
    });
}

/// Keeps the widths that differ from those of the session.
fn keep_widths(
    context: &Context<'_>,
    columns: &[DeskColumn],
    widths: &[f32],
    actions: &mut Vec<Action>,
) {
    let changed = columns.iter().zip(widths);
    let changed =
        changed.filter(|(column, now)| (heads::width(context, **column) - **now).abs() > 0.5);
    let changed: Vec<(DeskColumn, f32)> = changed.map(|(column, now)| (*column, *now)).collect();
    if !changed.is_empty() {
        actions.push(Action::DeskColumnsResized(changed));
    }
}

/// The arrow keys of a row that has the keyboard: the next row, with Shift the run up to it.
fn keys(context: &Context<'_>, response: &egui::Response, line: usize, actions: &mut Vec<Action>) {
    let ctx = &response.ctx;
    let desk = &context.derived.desk;
    // The row that a key went to gets the keyboard as soon as it is laid out.
    let id = egui::Id::unique("desk focus");
    let wanted = ctx.data(|data| data.get_temp::<usize>(id));
    let here = row_of(desk, &desk.lines[line]);
    if wanted.is_some() && wanted == here {
        ctx.data_mut(|data| data.remove::<usize>(id));
        response.request_focus();
    }
    if !response.has_focus() {
        return;
    }
    let filter = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
    ctx.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    for (key, down) in [(Key::ArrowDown, true), (Key::ArrowUp, false)] {
        for modifiers in [Modifiers::SHIFT, Modifiers::NONE] {
            if !ctx.input_mut(|input| input.consume_key(modifiers, key)) {
                continue;
            }
            let (before, after) = (&desk.lines[..line], &desk.lines[line + 1..]);
            let next = if down {
                after.iter().find_map(|line| row_of(desk, line))
            } else {
                before.iter().rev().find_map(|line| row_of(desk, line))
            };
            let Some(next) = next else { continue };
            let zone = context.editor.catalogue().zones[next].id.clone();
            actions.push(if modifiers.shift {
                Action::SelectUpTo(Sequence::Desk, zone)
            } else {
                Action::Select(Some(zone))
            });
            ctx.data_mut(|data| data.insert_temp(id, next));
        }
    }
}

fn label_of(context: &Context<'_>, line: &DeskLine) -> String {
    let (lang, unit) = (context.lang(), context.editor.session().unit);
    match line {
        DeskLine::Row(at) => {
            let row = &context.derived.desk.rows[*at];
            format!("{} · {}", row.cell(DeskColumn::Name), row.cell(DeskColumn::Published))
        }
        DeskLine::Group(total) => {
            let area = |sum: Option<Subtotal>| {
                sum.map_or_else(|| "—".to_owned(), |sum| words::area(lang, unit, sum.m2))
            };
            let count = |sum: Option<Subtotal>| words::count(sum.map_or(0, |sum| sum.count));
            let values = [
                ("title", total.title.clone()),
                ("count", words::count(total.count)),
                ("published", area(total.published)),
                ("of-published", count(total.published)),
                ("drawn", area(total.drawn)),
                ("of-drawn", count(total.drawn)),
                ("parts", words::count(total.parts)),
            ];
            let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
            words::t_with(lang, "group-line", &values)
        }
    }
}
