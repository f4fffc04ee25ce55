//! The table of zones as it leaves the program: cells of text and true numbers.

use super::{DeskColumn, DeskLine, DeskRow, DeskTotal};
use crate::{
    model::{Lang, units::AreaUnit},
    words,
};

/// What stands in a cell of a table that leaves.
#[derive(Debug, Clone, PartialEq)]
pub enum TableCell {
    Text(String),
    /// A number and the decimals it is written with; `None` for an empty cell.
    Number(Option<f64>, usize),
}

impl TableCell {
    pub fn text(&self) -> String {
        match self {
            TableCell::Text(text) => text.clone(),
            TableCell::Number(None, _) => String::new(),
            TableCell::Number(Some(number), decimals) => format!("{number:.decimals$}"),
        }
    }
}

/// Head and rows.
pub type LeavingTable = (Vec<String>, Vec<Vec<TableCell>>);

/// The lines of the table in some columns. Areas are numbers in the unit that the head names.
pub fn leaving_table(
    rows: &[DeskRow],
    lines: &[DeskLine],
    columns: &[DeskColumn],
    (lang, unit): (Lang, AreaUnit),
) -> LeavingTable {
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
