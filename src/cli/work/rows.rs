//! The rows of the table of zones as data: which zones, in which order, seen how.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::{
    cli::{ClockArg, LangArg, UnitArg, Usage, options::parse_day, picture::day_text},
    jobs::parallel_map,
    model::{
        Lang,
        as_of::{AsOf, Clock},
        catalogue::Catalogue,
        check::nearest,
        date::Day,
        units::AreaUnit,
        zone::Group,
    },
    scene::{
        chart::ChartValue,
        table::{DeskColumn, DeskRow, Filter, FilterError, ZoneFacts, desk_order, desk_rows},
    },
};

/// Language, unit and date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "How", deny_unknown_fields)]
pub struct HowSpec {
    pub lang: LangArg,
    pub unit: UnitArg,
    /// A whole date; empty where the catalogue has none.
    pub as_of: String,
    /// By whose knowledge that day is looked at.
    #[serde(default, skip_serializing_if = "ClockArg::is_default")]
    pub clock: ClockArg,
}

impl HowSpec {
    pub fn new(lang: LangArg, unit: UnitArg, at: AsOf) -> Self {
        Self { lang, unit, as_of: day_text(at.day), clock: ClockArg::of(at.clock) }
    }

    pub fn lang(&self) -> Lang {
        self.lang.labels().main()
    }

    pub fn at(&self) -> Result<AsOf> {
        as_of(&self.as_of, self.clock.clock())
    }
}

/// The day of a record and its clock.
pub(super) fn as_of(text: &str, clock: Clock) -> Result<AsOf> {
    let day = if text.is_empty() { Day::MAX } else { parse_day(text).map_err(Usage)? };
    Ok(AsOf::new(day, clock))
}

/// Which zones, and in which order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename = "Rows", deny_unknown_fields)]
pub struct RowsSpec {
    /// These zones alone, by id, whatever the groups; empty for all of the groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<String>,
    /// Parts, neighbours and forerunners too.
    #[serde(default)]
    pub neighbours: bool,
    /// The zones of the wider plan too.
    #[serde(default)]
    pub wider: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// Columns by their fields, the first before the next; `true` is the largest first.
    pub sort: Vec<(String, bool)>,
}

impl RowsSpec {
    /// All rows, and the places of those that are listed, in their order.
    pub fn rows(
        &self,
        catalogue: &Catalogue,
        (lang, unit, at): (Lang, AreaUnit, AsOf),
    ) -> Result<(Vec<DeskRow>, Vec<usize>)> {
        let filter = Filter::read(&self.filter, unit).map_err(|error| Usage(reason(&error)))?;
        let sort = self
            .sort
            .iter()
            .map(|(field, descending)| Ok((known_column(field).map_err(Usage)?, *descending)))
            .collect::<Result<Vec<_>>>()?;
        let indices = self.indices(catalogue)?;
        let facts = parallel_map(&catalogue.zones, |zone| ZoneFacts::new(catalogue, zone, at));
        let rows = desk_rows(catalogue, &facts, (lang, unit, at), &indices);
        let order = desk_order(&rows, &filter, &sort);
        Ok((rows, order))
    }

    fn indices(&self, catalogue: &Catalogue) -> Result<Vec<usize>> {
        let mut indices = Vec::new();
        for id in &self.only {
            let index = catalogue.zones.iter().position(|zone| zone.id == *id);
            indices.push(index.ok_or_else(|| Usage(format!("there is no zone \"{id}\"")))?);
        }
        if self.only.is_empty() {
            let is_listed = |index: &usize| match catalogue.zones[*index].group {
                Group::Report | Group::Layer => true,
                Group::Neighbour => self.neighbours,
                Group::Wider => self.wider,
            };
            indices = (0..catalogue.zones.len()).filter(is_listed).collect();
        }
        indices.sort_unstable();
        Ok(indices)
    }
}

/// The value of a chart that goes by a name.
pub fn known_value(text: &str) -> Result<ChartValue, String> {
    known("field", text, &ChartValue::ALL.map(|value| (value.field(), value)))
}

/// The column of the table that goes by a name.
pub fn known_column(text: &str) -> Result<DeskColumn, String> {
    known("column", text, &DeskColumn::ALL.map(|column| (column.field(), column)))
}

fn known<T: Copy>(what: &str, text: &str, known: &[(&'static str, T)]) -> Result<T, String> {
    let names = || known.iter().map(|(name, _)| *name);
    match known.iter().find(|(name, _)| *name == text) {
        Some((_, found)) => Ok(*found),
        None => {
            let near = nearest(text, names());
            let hint =
                near.map_or_else(|| ".".to_owned(), |near| format!(", did you mean \"{near}\"?"));
            let all = names().collect::<Vec<_>>().join(", ");
            Err(format!("there is no such {what}{hint} Known are {all}"))
        }
    }
}

fn reason(error: &FilterError) -> String {
    match error {
        FilterError::NoNumber(part) => {
            format!("the filter \"{part}\" has no number after its sign")
        }
        FilterError::NoColumn(part) => format!(
            "there is no column \"{part}\" to filter by number: published, drawn, difference, %, figures, stated"
        ),
    }
}
