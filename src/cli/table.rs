//! Plain tables for a terminal, with Chinese counted as two columns, and CSV.

use unicode_width::UnicodeWidthStr as _;

/// Which way a column leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// Lines of a table with a header; two spaces between columns.
pub fn table(columns: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(at, (title, _))| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width());
            cells.chain([title.width()]).max().unwrap_or(0)
        })
        .collect();
    let line = |cells: &[&str]| {
        let padded: Vec<String> = cells
            .iter()
            .zip(columns)
            .zip(&widths)
            .map(|((cell, (_, align)), width)| {
                let space = " ".repeat(width - cell.width());
                match align {
                    Align::Left => format!("{cell}{space}"),
                    Align::Right => format!("{space}{cell}"),
                }
            })
            .collect();
        padded.join("  ").trim_end().to_owned()
    };
    let titles: Vec<&str> = columns.iter().map(|(title, _)| *title).collect();
    let mut text = line(&titles);
    for row in rows {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        text.push('\n');
        text.push_str(&line(&cells));
    }
    text.push('\n');
    text
}

/// RFC 4180, with a header.
pub fn csv(columns: &[&str], rows: &[Vec<String>]) -> String {
    let field = |text: &str| {
        if text.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    let mut text = columns.join(",");
    for row in rows {
        text.push_str("\r\n");
        text.push_str(&row.iter().map(|cell| field(cell)).collect::<Vec<_>>().join(","));
    }
    text.push_str("\r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_cells_line_up() {
        let rows = vec![
            vec!["东坝".to_owned(), "35.5".to_owned()],
            vec!["CBD".to_owned(), "3.99".to_owned()],
        ];
        let text = table(&[("zone", Align::Left), ("km2", Align::Right)], &rows);
        assert_eq!(text, "zone   km2\n东坝  35.5\nCBD   3.99\n");
    }

    #[test]
    fn csv_quotes_what_needs_it() {
        assert_eq!(csv(&["a"], &[vec!["x, \"y\"".to_owned()]]), "a\r\n\"x, \"\"y\"\"\"\r\n");
    }
}
