//! Tables as data: the table of zones as it is seen, and the workbook of all that is known.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::rows::{HowSpec, RowsSpec, known_column};
use crate::{
    cli::{
        Usage,
        areas::{sheets, sources_sheet},
        table::csv,
    },
    export::xlsx::{self, Cell, Sheet},
    model::{Lang, catalogue::Catalogue},
    scene::table::{DeskColumn, DeskGroup, LeavingTable, TableCell, desk_lines, leaving_table},
    words,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableFormat {
    Csv,
    /// With the sources on a second sheet.
    Xlsx,
}

impl TableFormat {
    pub fn extension(self) -> &'static str {
        match self {
            TableFormat::Csv => "csv",
            TableFormat::Xlsx => "xlsx",
        }
    }
}

/// Everything that decides the table of zones as it was seen, but the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "Table", deny_unknown_fields)]
pub struct TableSpec {
    /// By their fields, in their order.
    pub columns: Vec<String>,
    /// The field of a column whose values are heads of groups; none for no groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_by: Option<String>,
    pub rows: RowsSpec,
    pub how: HowSpec,
    pub format: TableFormat,
}

impl TableSpec {
    /// Makes the file.
    pub fn make(&self, catalogue: &Catalogue) -> Result<Vec<u8>> {
        let (lang, unit, at) = (self.how.lang(), self.how.unit.unit(), self.how.at()?);
        let columns: Vec<DeskColumn> = self
            .columns
            .iter()
            .map(|field| Ok(known_column(field).map_err(Usage)?))
            .collect::<Result<_>>()?;
        let (rows, order) = self.rows.rows(catalogue, (lang, unit, at))?;
        let lines = desk_lines(catalogue, &rows, &order, self.group()?);
        bytes(lang, catalogue, leaving_table(&rows, &lines, &columns, (lang, unit)), self.format)
    }

    fn group(&self) -> Result<DeskGroup> {
        let Some(field) = &self.group_by else { return Ok(DeskGroup::None) };
        let column = known_column(field).map_err(Usage)?;
        let group = DeskGroup::ALL.into_iter().find(|group| group.column() == Some(column));
        Ok(group.ok_or_else(|| Usage(format!("the table has no groups by \"{field}\"")))?)
    }
}

fn bytes(
    lang: Lang,
    catalogue: &Catalogue,
    (head, rows): LeavingTable,
    format: TableFormat,
) -> Result<Vec<u8>> {
    match format {
        TableFormat::Csv => {
            let head: Vec<&str> = head.iter().map(String::as_str).collect();
            let texts = |row: Vec<TableCell>| row.iter().map(TableCell::text).collect();
            let rows: Vec<Vec<String>> = rows.into_iter().map(texts).collect();
            Ok(csv(&head, &rows).into_bytes())
        }
        TableFormat::Xlsx => {
            let rows = rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
            let table = Sheet { name: words::t(lang, "all-zones"), head, rows };
            Ok(xlsx::encode(&[table, sources_sheet(lang, catalogue)])?)
        }
    }
}

fn cell(cell: TableCell) -> Cell {
    match cell {
        TableCell::Text(text) => Cell::Text(text),
        TableCell::Number(number, decimals) => Cell::Number(number, decimals),
    }
}

/// Everything that decides the workbook of zones, figures and sources but the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "Areas", deny_unknown_fields)]
pub struct AreasSpec {
    pub how: HowSpec,
}

impl AreasSpec {
    /// Makes the file.
    pub fn make(&self, catalogue: &Catalogue) -> Result<Vec<u8>> {
        let how = (self.how.lang(), self.how.unit.unit(), self.how.at()?);
        Ok(xlsx::encode(&sheets(catalogue, how))?)
    }
}
