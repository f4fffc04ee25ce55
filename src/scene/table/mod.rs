//! The table of zones: a row for each, its numbers, its order and what a filter lets through. Window
//! and commands draw their charts from it.

mod difference;
mod facts;
mod filter;
mod groups;
mod leaving;

pub use facts::ZoneFacts;
pub use filter::{Filter, FilterError};
pub use groups::{DeskGroup, DeskLine, DeskTotal, Subtotal, desk_lines, wholes_of};
pub use leaving::{LeavingTable, TableCell, leaving_table};

use crate::{
    jobs::parallel_map,
    model::{
        Lang,
        as_of::AsOf,
        audit::{Audit, AuditClass},
        catalogue::Catalogue,
        units::AreaUnit,
        zone::Zone,
    },
    words,
};

/// A column of the table of zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeskColumn {
    Name,
    District,
    Kind,
    Status,
    Quality,
    Published,
    Stated,
    Drawn,
    /// Drawn less published, in percent of the published.
    Percent,
    /// The same in the chosen unit.
    Difference,
    Audit,
    /// Within which the two agree.
    Tolerance,
    /// How many areas go by the name.
    Figures,
    Source,
}

impl DeskColumn {
    /// In the order of the table.
    pub const ALL: [DeskColumn; 14] = [
        DeskColumn::Name,
        DeskColumn::Published,
        DeskColumn::Drawn,
        DeskColumn::Percent,
        DeskColumn::Difference,
        DeskColumn::Audit,
        DeskColumn::Tolerance,
        DeskColumn::Stated,
        DeskColumn::Figures,
        DeskColumn::District,
        DeskColumn::Status,
        DeskColumn::Kind,
        DeskColumn::Quality,
        DeskColumn::Source,
    ];

    /// The key of its name in the words.
    pub fn key(self) -> &'static str {
        match self {
            DeskColumn::Name => "column-zone",
            DeskColumn::District => "column-district",
            DeskColumn::Kind => "column-kind",
            DeskColumn::Status => "column-status",
            DeskColumn::Quality => "column-quality",
            DeskColumn::Published => "column-published",
            DeskColumn::Stated => "column-stated",
            DeskColumn::Drawn => "column-drawn",
            DeskColumn::Percent => "column-percent",
            DeskColumn::Difference => "column-difference",
            DeskColumn::Audit => "column-audit",
            DeskColumn::Tolerance => "column-tolerance",
            DeskColumn::Figures => "column-figures",
            DeskColumn::Source => "column-source",
        }
    }

    /// What it goes by in a command, such as `published`.
    pub fn field(self) -> &'static str {
        let key = self.key();
        key.strip_prefix("column-").unwrap_or(key)
    }

    pub fn is_number(self) -> bool {
        matches!(
            self,
            DeskColumn::Published
                | DeskColumn::Drawn
                | DeskColumn::Percent
                | DeskColumn::Difference
                | DeskColumn::Tolerance
                | DeskColumn::Figures
        )
    }

    /// Whether its numbers are areas in the chosen unit.
    pub fn is_area(self) -> bool {
        matches!(
            self,
            DeskColumn::Published
                | DeskColumn::Drawn
                | DeskColumn::Difference
                | DeskColumn::Tolerance
        )
    }
}

const COLUMNS: usize = DeskColumn::ALL.len();

/// One zone of the table.
#[derive(Debug, Clone)]
pub struct DeskRow {
    /// In the catalogue.
    pub index: usize,
    /// Empty where there is nothing to say.
    pub cells: [String; COLUMNS],
    numbers: [Option<f64>; COLUMNS],
    /// How the areas compare, and the tolerance that decided so in m².
    pub audit: Option<(AuditClass, Option<f64>)>,
    /// All cells in lower case.
    haystack: String,
}

impl DeskRow {
    pub fn cell(&self, column: DeskColumn) -> &str {
        &self.cells[column as usize]
    }

    /// The number to its full precision: areas in m², the rest as shown.
    pub fn number(&self, column: DeskColumn) -> Option<f64> {
        self.numbers[column as usize]
    }

    /// What is sorted, filtered and drawn by number: nothing where the cell shows none.
    pub fn shown_number(&self, column: DeskColumn) -> Option<f64> {
        self.number(column).filter(|_| !self.cell(column).is_empty())
    }

    /// The number as the cell shows it, without the mark of a ruling.
    pub fn number_text(&self, column: DeskColumn) -> &str {
        self.cell(column).trim_start_matches(RULED)
    }

    fn write(&mut self, column: DeskColumn, text: String) {
        self.cells[column as usize] = text;
    }

    fn gather(&mut self, zone: &Zone) {
        self.haystack = format!("{} {}", self.cells.join(" ").to_lowercase(), zone.id);
    }
}

/// Before a figure that a ruling chose.
const RULED: &str = "✓ ";

/// How many decimals the longest number of each column has.
#[derive(Debug, Clone, Copy, Default)]
pub struct Decimals([usize; COLUMNS]);

impl Decimals {
    pub fn of_rows(rows: &[DeskRow]) -> Self {
        let mut most = Self::default();
        for row in rows {
            for column in DeskColumn::ALL.into_iter().filter(|column| column.is_number()) {
                most.take(column, row.cell(column));
            }
        }
        most
    }

    /// Counts those of one more number.
    pub fn take(&mut self, column: DeskColumn, text: &str) {
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let most = &mut self.0[column as usize];
        *most = decimals.max(*most);
    }

    pub fn of(&self, column: DeskColumn) -> usize {
        self.0[column as usize]
    }
}

/// The rows of the zones with these indices.
pub fn desk_rows(
    catalogue: &Catalogue,
    facts: &[ZoneFacts],
    (lang, unit, at): (Lang, AreaUnit, AsOf),
    indices: &[usize],
) -> Vec<DeskRow> {
    let mut rows = parallel_map(indices, |&index| {
        desk_row(catalogue, &catalogue.zones[index], index, facts.get(index), (lang, unit, at))
    });
    difference::write(&mut rows, unit);
    rows
}

fn desk_row(
    catalogue: &Catalogue,
    zone: &Zone,
    index: usize,
    facts: Option<&ZoneFacts>,
    (lang, unit, at): (Lang, AreaUnit, AsOf),
) -> DeskRow {
    let figure = zone.headline_on(at);
    let audit = facts.and_then(|facts| facts.audit.as_ref());
    let published = facts.and_then(|facts| facts.published_m2);
    let drawn = facts.and_then(|facts| facts.drawn_m2);
    let difference = audit.map(Audit::difference_m2);
    let percent = audit.map(Audit::difference_pct);
    let has_family = catalogue.scope(&zone.scope).is_some_and(|scope| scope.family.is_some());
    // A layer of many thousands has no families to look through.
    let count = if has_family {
        words::competing(catalogue, zone, at).len()
    } else {
        zone.figures.iter().filter(|figure| figure.quantity.is_ground_area()).count()
    };
    let ruled = if zone.ruling.is_some() { RULED } else { "" };
    let mut cells: [String; COLUMNS] = Default::default();
    let mut numbers = [None; COLUMNS];
    for column in DeskColumn::ALL {
        let (text, number) = match column {
            DeskColumn::Name => (zone.name.short(lang).to_owned(), None),
            DeskColumn::District => (zone.district.get(lang).to_owned(), None),
            DeskColumn::Kind => (words::kind(lang, zone.kind), None),
            DeskColumn::Status => {
                (facts.map(|facts| words::status(lang, facts.status)).unwrap_or_default(), None)
            }
            DeskColumn::Quality => {
                let outline = zone.outline_on(at);
                let quality = outline.map(|outline| words::boundary_quality(lang, outline.quality));
                (quality.unwrap_or_default(), None)
            }
            DeskColumn::Published => {
                let text = figure.and_then(|figure| words::area_number(figure, unit));
                (text.map(|text| format!("{ruled}{text}")).unwrap_or_default(), published)
            }
            DeskColumn::Stated => {
                let date = figure
                    .map(|figure| words::stated(lang, catalogue, &figure.cite, &figure.stated));
                let year = figure.map(|figure| f64::from(figure.stated.first.year()));
                (date.unwrap_or_default(), year)
            }
            DeskColumn::Drawn => (drawn.map(|m2| unit.format(m2)).unwrap_or_default(), drawn),
            DeskColumn::Percent => {
                let told = percent.filter(|_| audit.is_some_and(Audit::has_difference));
                (told.map(words::percent).unwrap_or_default(), percent)
            }
            // Written once the decimals of the whole column are known.
            DeskColumn::Difference => (String::new(), difference),
            DeskColumn::Audit => {
                let class = audit.map(|audit| words::audit_class_short(lang, audit.class));
                (class.unwrap_or_default(), audit.map(severity))
            }
            DeskColumn::Tolerance => {
                let tolerance = audit.and_then(|audit| audit.tolerance_m2);
                (tolerance.map(|m2| unit.format_roughly(m2)).unwrap_or_default(), tolerance)
            }
            #[expect(clippy::cast_precision_loss, reason = "a few figures")]
            DeskColumn::Figures => (count.to_string(), Some(count as f64)),
            DeskColumn::Source => {
                let source = figure.map(|figure| words::citation(lang, catalogue, &figure.cite));
                (source.unwrap_or_default(), None)
            }
        };
        cells[column as usize] = text;
        numbers[column as usize] = number;
    }
    let audit = audit.map(|audit| (audit.class, audit.tolerance_m2));
    let mut row = DeskRow { index, cells, numbers, audit, haystack: String::new() };
    row.gather(zone);
    row
}

/// The order of the column of audits: by class, then by how large the difference is.
fn severity(audit: &Audit) -> f64 {
    let share = (audit.difference_pct().abs() / 100.0).min(0.99);
    f64::from(audit.class.rank()) + if audit.has_difference() { share } else { 0.0 }
}

/// The rows that a filter lets through, in order of the columns, the first before the next; `true` is
/// the largest first. Rows that lack a number come last either way.
pub fn desk_order(rows: &[DeskRow], filter: &Filter, sort: &[(DeskColumn, bool)]) -> Vec<usize> {
    let kept = parallel_map(rows, |row| filter.lets_through(row));
    let mut order: Vec<usize> = (0..rows.len()).filter(|at| kept[*at]).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&rows[*a], &rows[*b]);
        sort.iter()
            .map(|(column, descending)| compare(a, b, *column, *descending))
            .find(|ordering| ordering.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    order
}

fn compare(a: &DeskRow, b: &DeskRow, column: DeskColumn, descending: bool) -> std::cmp::Ordering {
    let turned = |ordering: std::cmp::Ordering| {
        if descending { ordering.reverse() } else { ordering }
    };
    if column.is_number() || matches!(column, DeskColumn::Stated | DeskColumn::Audit) {
        return match (a.shown_number(column), b.shown_number(column)) {
            (Some(a), Some(b)) => turned(a.total_cmp(&b)),
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
    }
    match (a.cell(column), b.cell(column)) {
        ("", "") => std::cmp::Ordering::Equal,
        ("", _) => std::cmp::Ordering::Greater,
        (_, "") => std::cmp::Ordering::Less,
        (a, b) => turned(a.cmp(b)),
    }
}
