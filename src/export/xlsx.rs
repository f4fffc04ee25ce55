//! Tables as Office Open XML spreadsheets (ECMA-376): true numbers, heads that stay, no clock. The
//! same tables give the same bytes.

use std::io::{Cursor, Write as _};

use quick_xml::escape::escape;
use zip::{ZipWriter, result::ZipError, write::SimpleFileOptions};

/// One sheet.
pub struct Sheet {
    /// At most 31 characters, none of `[]:*?/\\`.
    pub name: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

pub enum Cell {
    Text(String),
    /// A number and the decimals it is shown with; `None` for an empty cell.
    Number(Option<f64>, usize),
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Writes sheets into one file.
pub fn encode(sheets: &[Sheet]) -> Result<Vec<u8>, ZipError> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| -> Result<(), ZipError> {
        file.start_file(name, SimpleFileOptions::default())?;
        Ok(file.write_all(text.as_bytes())?)
    };
    let numbers = 1..=sheets.len();
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let overrides: Vec<String> = numbers
        .clone()
        .map(|number| format!("<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{kind}.worksheet+xml\"/>"))
        .collect();
    add(
        "[Content_Types].xml",
        &format!(
            "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{kind}.styles+xml\"/>{}</Types>",
            overrides.concat()
        ),
    )?;
    add(
        "_rels/.rels",
        &format!(
            "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    )?;
    let entries: Vec<String> = sheets
        .iter()
        .zip(numbers.clone())
        .map(|(sheet, number)| {
            format!(
                "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>",
                escape(&sheet.name)
            )
        })
        .collect();
    add(
        "xl/workbook.xml",
        &format!(
            "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{}</sheets></workbook>",
            entries.concat()
        ),
    )?;
    let mut relations: Vec<String> = numbers
        .map(|number| format!("<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"))
        .collect();
    relations.push(format!(
        "<Relationship Id=\"rId{}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>",
        sheets.len() + 1
    ));
    add(
        "xl/_rels/workbook.xml.rels",
        &format!(
            "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{}</Relationships>",
            relations.concat()
        ),
    )?;
    add("xl/styles.xml", &styles())?;
    for (at, sheet) in sheets.iter().enumerate() {
        add(&format!("xl/worksheets/sheet{}.xml", at + 1), &worksheet(sheet))?;
    }
    Ok(file.finish()?.into_inner())
}

/// The styles of cells: 0 plain, 1 a head, 2 and on numbers with so many decimals.
fn styles() -> String {
    let formats: Vec<String> = (0..=MOST_DECIMALS)
        .map(|decimals| {
            let zeros =
                if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals)) };
            format!("<numFmt numFmtId=\"{}\" formatCode=\"#,##0{zeros}\"/>", 164 + decimals)
        })
        .collect();
    let uses: Vec<String> = (0..=MOST_DECIMALS)
        .map(|decimals| format!("<xf numFmtId=\"{}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>", 164 + decimals))
        .collect();
    format!(
        "{HEAD}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"{}\">{}</numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Microsoft YaHei\"/></font><font><b/><sz val=\"11\"/><name val=\"Microsoft YaHei\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"{}\"><xf xfId=\"0\"/><xf fontId=\"1\" xfId=\"0\" applyFont=\"1\"/>{}</cellXfs></styleSheet>",
        formats.len(),
        formats.concat(),
        uses.len() + 2,
        uses.concat(),
    )
}

const MOST_DECIMALS: usize = 6;

fn worksheet(sheet: &Sheet) -> String {
    let head: Vec<Cell> = sheet.head.iter().cloned().map(Cell::Text).collect();
    let body = sheet.rows.iter().enumerate().map(|(at, cells)| row(at + 2, cells, 0));
    let rows: Vec<String> = std::iter::once(row(1, &head, 1)).chain(body).collect();
    let rows = rows.concat();
    let columns: Vec<String> = (0..sheet.head.len())
        .map(|at| {
            let width = column_width(sheet, at);
            format!("<col min=\"{0}\" max=\"{0}\" width=\"{width}\" customWidth=\"1\"/>", at + 1)
        })
        .collect();
    format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>{}</cols><sheetData>{rows}</sheetData></worksheet>",
        columns.concat()
    )
}

/// Characters, a hanzi counting two; at most 60.
fn column_width(sheet: &Sheet, column: usize) -> usize {
    let width = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let cells = sheet.rows.iter().filter_map(|row| match row.get(column)? {
        Cell::Text(text) => Some(width(text)),
        Cell::Number(..) => Some(10),
    });
    let head = sheet.head.get(column).map_or(0, |text| width(text));
    cells.chain([head]).max().unwrap_or_default().clamp(6, 58) + 2
}

fn row(number: usize, cells: &[Cell], text_style: usize) -> String {
    let cell = |(at, cell): (usize, &Cell)| {
        let place = format!("{}{number}", column_name(at));
        match cell {
            Cell::Text(text) if !text.is_empty() => Some(format!(
                "<c r=\"{place}\" s=\"{text_style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escape(text)
            )),
            Cell::Number(Some(value), decimals) if value.is_finite() => {
                let style = 2 + (*decimals).min(MOST_DECIMALS);
                Some(format!("<c r=\"{place}\" s=\"{style}\"><v>{value}</v></c>"))
            }
            Cell::Text(_) | Cell::Number(..) => None,
        }
    };
    let cells: Vec<String> = cells.iter().enumerate().filter_map(cell).collect();
    format!("<row r=\"{number}\">{}</row>", cells.concat())
}

/// `A`, `Z`, `AA`.
fn column_name(at: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = String::new();
    let mut rest = at + 1;
    while rest > 0 {
        name.insert(0, char::from(LETTERS[(rest - 1) % 26]));
        rest = (rest - 1) / 26;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        assert_eq!([0, 25, 26, 51, 701, 702].map(column_name), ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
    }
}
