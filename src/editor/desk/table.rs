//! The table of zones as it leaves the program: the columns, rows and groups that are seen.

use super::{
    DeskLine, DeskRow, Filter, LeavingTable, desk_lines, desk_order, desk_rows, leaving_table,
};
use crate::editor::{Derived, Editor};

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

/// The table as it is seen, or its selected rows alone.
pub fn desk_table(editor: &Editor, derived: &Derived, selected: bool) -> LeavingTable {
    let session = editor.session();
    let (rows, lines) = seen(editor, derived, selected);
    leaving_table(&rows, &lines, &session.desk_columns, (session.lang, session.unit))
}
