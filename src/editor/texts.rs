//! Texts that leave the program by the clipboard.

use super::{
    Derived, Editor, TableColumn, ZoneFacts,
    desk::{LeavingTable, TableCell, desk_table},
};
use crate::{
    model::{Lang, zone::Group},
    words,
};

impl Editor {
    /// Indices of the zones of the table, in its order: those of the groups shown.
    pub(super) fn table_order(&self, facts: &[ZoneFacts]) -> Vec<usize> {
        let session = self.session();
        let catalogue = self.catalogue();
        let mut order: Vec<usize> = (0..catalogue.zones.len())
            .filter(|index| match catalogue.zones[*index].group {
                Group::Report | Group::Layer => true,
                Group::Neighbour => session.neighbours,
                Group::Wider => session.wider,
            })
            .collect();
        let facts = |index: usize| facts.get(index);
        let sort = session.table;
        if sort.column == TableColumn::Name {
            order.sort_by_cached_key(|index| {
                let name = &catalogue.zones[*index].name;
                match session.lang {
                    Lang::En => name.short(Lang::En).to_lowercase(),
                    Lang::Zh => name.pinyin.to_lowercase(),
                }
            });
            if sort.descending {
                order.reverse();
            }
            return order;
        }
        order.sort_by(|a, b| {
            let ordering = match sort.column {
                TableColumn::Name => std::cmp::Ordering::Equal,
                TableColumn::Published => compare(
                    facts(*a).and_then(|facts| facts.published_m2),
                    facts(*b).and_then(|facts| facts.published_m2),
                ),
                TableColumn::Drawn => compare(
                    facts(*a).and_then(|facts| facts.drawn_m2),
                    facts(*b).and_then(|facts| facts.drawn_m2),
                ),
                TableColumn::Audit => {
                    let class =
                        |index: usize| facts(index)?.audit.as_ref().map(|audit| audit.class.rank());
                    class(*a).cmp(&class(*b))
                }
            };
            if sort.descending { ordering.reverse() } else { ordering }
        });
        order
    }
}

fn compare(a: Option<f64>, b: Option<f64>) -> std::cmp::Ordering {
    a.unwrap_or(-1.0).total_cmp(&b.unwrap_or(-1.0))
}

/// The table with tabs between columns, as spreadsheets paste it. Numbers are plain.
pub fn table_text(editor: &Editor, derived: &Derived) -> String {
    columns_text(table_rows(editor, derived))
}

/// The selected rows of the table of the desk, likewise.
pub(super) fn rows_text(editor: &Editor, derived: &Derived) -> String {
    columns_text(desk_table(editor, derived, true))
}

fn columns_text((head, rows): LeavingTable) -> String {
    let mut text = head.join("\t");
    for row in rows {
        // A tab or a new line inside a cell would begin another.
        let cells: Vec<String> =
            row.iter().map(|cell| cell.text().replace(['\t', '\n', '\r'], " ")).collect();
        text.push('\n');
        text.push_str(&cells.join("\t"));
    }
    text.push('\n');
    text
}

/// The table as its head and its rows, in its order.
fn table_rows(editor: &Editor, derived: &Derived) -> LeavingTable {
    let lang = editor.session().lang;
    let unit = editor.session().unit;
    let catalogue = editor.catalogue();
    let with_unit =
        |key| words::with_remark(lang, &words::t(lang, key), &words::area_unit(lang, unit));
    let head = vec![
        "id".to_owned(),
        words::t(lang, "column-zone"),
        with_unit("column-published"),
        with_unit("column-drawn"),
        "%".to_owned(),
        words::t(lang, "column-audit"),
        words::t(lang, "sources"),
    ];
    let row = |&index: &usize| {
        let zone = &catalogue.zones[index];
        let facts = derived.facts.get(index)?;
        let area = |m2: Option<f64>| TableCell::Number(m2.map(|m2| m2 / unit.m2()), 4);
        let headline = zone.headline_on(editor.as_of());
        let source = headline
            .map(|figure| words::citation_of_fact(lang, catalogue, &figure.cite, &figure.stated));
        let audit = facts.audit.as_ref();
        let class = audit.map(|audit| words::audit_class(lang, audit.class));
        Some(vec![
            TableCell::Text(zone.id.clone()),
            TableCell::Text(zone.name.short(lang).to_owned()),
            area(facts.published_m2),
            area(facts.drawn_m2),
            TableCell::Number(audit.map(crate::model::audit::Audit::difference_pct), 2),
            TableCell::Text(class.unwrap_or_default()),
            TableCell::Text(source.unwrap_or_default()),
        ])
    };
    (head, derived.table.iter().filter_map(row).collect())
}

/// A figure with its source, to be pasted.
#[derive(Debug, Clone, PartialEq)]
pub struct Citation {
    pub sentence: String,
    /// Title, value as printed, number and unit (of an area the chosen one), date, source, grade.
    pub columns: Vec<String>,
}

/// A figure with its source, in the language and the unit of the window. `None` if there is no such
/// figure.
pub fn citation(editor: &Editor, id: &str) -> Option<Citation> {
    let session = editor.session();
    let lang = session.lang;
    let catalogue = editor.catalogue();
    let figure = catalogue.figure(id)?;
    let title = words::figure_title(lang, catalogue, figure);
    let value = words::figure(lang, figure).replace('\u{a0}', " ");
    let source = words::citation_of_fact(lang, catalogue, &figure.cite, &figure.stated);
    let sentence = match lang {
        Lang::En => format!("{title}: {value} ({source})."),
        Lang::Zh => format!("{title}：{value}（{source}）。"),
    };
    let (number, unit) = match figure.area_m2() {
        Some(m2) if figure.quantity.is_ground_area() => {
            (Some(m2 / session.unit.m2()), words::area_unit(lang, session.unit))
        }
        _ => (figure.value(), words::unit_name(lang, figure.unit).to_owned()),
    };
    let grade = catalogue.source(&figure.cite.source).map(|source| source.grade.letter());
    let columns = vec![
        title,
        value,
        number.map(plain).unwrap_or_default(),
        unit,
        words::stated(lang, catalogue, &figure.cite, &figure.stated),
        words::citation(lang, catalogue, &figure.cite),
        grade.map(String::from).unwrap_or_default(),
    ];
    Some(Citation { sentence, columns })
}

/// A number as spreadsheets read it: no more digits than a conversion leaves sound.
fn plain(number: f64) -> String {
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
