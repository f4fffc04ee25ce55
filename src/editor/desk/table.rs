//! The table of zones as it leaves the program: the columns, rows and groups that are seen.

use super::{DeskColumn, DeskLine, DeskRow, DeskTotal, Filter, desk_lines, desk_order, desk_rows};
use crate::{
    editor::{Derived, Editor, TableCell},
    model::units::AreaUnit,
    words,
};

/// The rows that the filter lets through, or the selected ones, with their lines.
fn seen(editor: &Editor, derived: &Derived, selected: bool) -> (Vec<DeskRow>, Vec<DeskLine>) {
    let session = editor.session();
    let how = (session.lang, session.unit, editor.as_of());
    let mut indices: Vec<usize> = if selected {
        editor.selected_zones().iter().copied().collect()
    } else {
        derived.table.clone()
    };
    indices.sort_unstable();
    let rows = desk_rows(editor.catalogue(), &derived.facts, how, &indices);
    // Who selects a row means it, whatever was typed since.
    let filter = if selected { Filter::default() } else { last_filter(editor) };
    let order = desk_order(&rows, &filter, &session.desk_sort);
    let lines = desk_lines(editor.catalogue(), &rows, &order, session.desk_group);
    (rows, lines)
}

fn last_filter(editor: &Editor) -> Filter {
    Filter::read(&editor.session().filter, editor.session().unit).unwrap_or_default()
}

/// The zones that the table lists, in its order: the selected ones where those are several, else those
/// that the filter lets through.
pub fn listed_zones(editor: &Editor, derived: &Derived) -> Vec<usize> {
    let (rows, lines) = seen(editor, derived, editor.selected_zones().len() > 1);
    let row = |line: DeskLine| match line {
        DeskLine::Row(at) => Some(rows[at].index),
        DeskLine::Group(_) => None,
    };
    lines.into_iter().filter_map(row).collect()
}

/// Head and rows of the table as it is seen, or of the selected rows alone. Areas are numbers in the
/// unit that the head names.
pub fn desk_table(
    editor: &Editor,
    derived: &Derived,
    selected: bool,
) -> (Vec<String>, Vec<Vec<TableCell>>) {
    let session = editor.session();
    let (lang, unit) = (session.lang, session.unit);
    let columns = &session.desk_columns;
    let (rows, lines) = seen(editor, derived, selected);
    let head = columns.iter().map(|column| {
        let name = words::t(lang, column.key());
        if column.is_area() {
            words::with_remark(lang, &name, &words::area_unit(lang, unit))
        } else {
            name
        }
    });
    let cells = |line: &DeskLine| -> Vec<TableCell> {
        let cell = |column: &DeskColumn| match line {
            DeskLine::Row(at) => cell(&rows[*at], *column, unit),
            DeskLine::Group(total) => total_cell(total, *column, unit),
        };
        columns.iter().map(cell).collect()
    };
    (head.collect(), lines.iter().map(cells).collect())
}

fn area(m2: Option<f64>, unit: AreaUnit) -> TableCell {
    TableCell::Number(m2.map(|m2| m2 / unit.m2()), 4)
}

fn cell(row: &DeskRow, column: DeskColumn, unit: AreaUnit) -> TableCell {
    match column {
        column if column.is_area() => area(row.number(column), unit),
        DeskColumn::Percent => TableCell::Number(row.number(column), 2),
        DeskColumn::Figures => TableCell::Number(row.number(column), 0),
        column => TableCell::Text(row.cell(column).to_owned()),
    }
}

fn total_cell(total: &DeskTotal, column: DeskColumn, unit: AreaUnit) -> TableCell {
    match column {
        DeskColumn::Published => area(total.published.map(|sum| sum.m2), unit),
        DeskColumn::Drawn => area(total.drawn.map(|sum| sum.m2), unit),
        column => TableCell::Text(total.cell(column, unit)),
    }
}
