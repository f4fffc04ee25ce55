//! Rows of the table put together, with subtotals that count no ground twice.

use std::collections::{BTreeMap, HashSet};

use super::{DeskColumn, DeskRow};
use crate::model::{catalogue::Catalogue, units::AreaUnit};

/// What the rows of the table are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DeskGroup {
    #[default]
    None,
    District,
    Kind,
    Status,
    Quality,
    /// By what the comparison of published with drawn shows.
    Audit,
}

impl DeskGroup {
    pub const ALL: [DeskGroup; 6] = [
        DeskGroup::None,
        DeskGroup::District,
        DeskGroup::Kind,
        DeskGroup::Status,
        DeskGroup::Quality,
        DeskGroup::Audit,
    ];

    /// The key of its name in the words.
    pub fn key(self) -> &'static str {
        match self {
            DeskGroup::None => "grouping-none",
            DeskGroup::District => DeskColumn::District.key(),
            DeskGroup::Kind => DeskColumn::Kind.key(),
            DeskGroup::Status => DeskColumn::Status.key(),
            DeskGroup::Quality => DeskColumn::Quality.key(),
            DeskGroup::Audit => DeskColumn::Audit.key(),
        }
    }

    /// Whose values the heads are.
    pub fn column(self) -> Option<DeskColumn> {
        match self {
            DeskGroup::None => None,
            DeskGroup::District => Some(DeskColumn::District),
            DeskGroup::Kind => Some(DeskColumn::Kind),
            DeskGroup::Status => Some(DeskColumn::Status),
            DeskGroup::Quality => Some(DeskColumn::Quality),
            DeskGroup::Audit => Some(DeskColumn::Audit),
        }
    }
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq)]
pub enum DeskLine {
    /// A place in the rows.
    Row(usize),
    Group(DeskTotal),
}

/// The head of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct DeskTotal {
    pub title: String,
    pub count: usize,
    pub published: Option<Subtotal>,
    pub drawn: Option<Subtotal>,
    /// Rows left out of the sums.
    pub parts: usize,
}

/// A sum without the rows that lie in another row of the group, and how many rows it adds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Subtotal {
    pub m2: f64,
    pub count: usize,
}

impl DeskTotal {
    /// A subtotal as the table shows it: no figure that somebody states, so it wears the mark of a sum.
    pub fn cell(&self, column: DeskColumn, unit: AreaUnit) -> String {
        let area = |sum: Option<Subtotal>| {
            sum.map(|sum| format!("Σ {}", unit.format(sum.m2))).unwrap_or_default()
        };
        match column {
            DeskColumn::Name => format!("{} · {}", self.title, self.count),
            DeskColumn::Published => area(self.published),
            DeskColumn::Drawn => area(self.drawn),
            _ => String::new(),
        }
    }
}

/// The rows in their order, under a head for each group; groups in the order of their first row.
pub fn desk_lines(
    catalogue: &Catalogue,
    rows: &[DeskRow],
    order: &[usize],
    group: DeskGroup,
) -> Vec<DeskLine> {
    let Some(column) = group.column() else {
        return order.iter().map(|at| DeskLine::Row(*at)).collect();
    };
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for at in order {
        let key = rows[*at].cell(column);
        let place = *places.entry(key).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(*at);
    }
    let mut lines = Vec::with_capacity(order.len() + groups.len());
    for (title, members) in groups {
        lines.push(DeskLine::Group(total(catalogue, rows, title, &members)));
        lines.extend(members.into_iter().map(DeskLine::Row));
    }
    lines
}

fn total(catalogue: &Catalogue, rows: &[DeskRow], title: &str, members: &[usize]) -> DeskTotal {
    let zones: Vec<usize> = members.iter().map(|at| rows[*at].index).collect();
    let (wholes, parts) = wholes_of(catalogue, &zones);
    let wholes: HashSet<usize> = wholes.into_iter().collect();
    let sum = |column: DeskColumn| {
        let counted = members.iter().map(|at| &rows[*at]);
        let counted = counted.filter(|row| wholes.contains(&row.index));
        let areas: Vec<f64> = counted.filter_map(|row| row.number(column)).collect();
        (!areas.is_empty()).then(|| Subtotal { m2: areas.iter().sum(), count: areas.len() })
    };
    DeskTotal {
        title: if title.is_empty() { "—".to_owned() } else { title.to_owned() },
        count: members.len(),
        published: sum(DeskColumn::Published),
        drawn: sum(DeskColumn::Drawn),
        parts: parts.len(),
    }
}

/// Zones, by index, without those that lie in another of them, and those.
pub fn wholes_of(catalogue: &Catalogue, zones: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let scopes: HashSet<&str> =
        zones.iter().map(|index| catalogue.zones[*index].scope.as_str()).collect();
    zones.iter().partition(|index| {
        let scope = catalogue.zones[**index].scope.as_str();
        !wholes(catalogue, scope).iter().any(|whole| *whole != scope && scopes.contains(whole))
    })
}

/// All scopes that one lies in, as stated or as we read it, by any number of steps.
fn wholes<'a>(catalogue: &'a Catalogue, scope: &str) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    let mut next: Vec<&str> = catalogue
        .scope(scope)
        .map(|scope| scope.within.iter().map(|within| within.scope.as_str()).collect())
        .unwrap_or_default();
    while let Some(scope) = next.pop() {
        if !found.contains(&scope) {
            found.push(scope);
            let within = catalogue.scope(scope).into_iter().flat_map(|scope| &scope.within);
            next.extend(within.map(|within| within.scope.as_str()));
        }
    }
    found
}
