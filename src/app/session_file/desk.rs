//! The table and the chart of the desk in the session file.

use serde::{Deserialize, Serialize};

use crate::editor::{
    Session,
    desk::{ChartChoice, ChartValue, DeskColumn, DeskGroup},
};

/// Files of older versions have no field of this name. Columns, values and groups go by their keys, so
/// that one which is not known any more is left out alone.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, rename = "Desk")]
pub(super) struct DeskTwin {
    sort: Vec<(String, bool)>,
    widths: Vec<(String, f32)>,
    chart: Option<ChartTwin>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, rename = "Chart")]
struct ChartTwin {
    value: String,
    across: Option<String>,
    largest_first: bool,
}

const LEAST: f32 = 40.0;
const MOST: f32 = 1200.0;

impl DeskTwin {
    pub(super) fn of(session: &Session) -> Self {
        let ChartChoice { value, across, largest_first } = session.chart;
        let key = |column: DeskColumn| column.key().to_owned();
        Self {
            sort: session.desk_sort.iter().map(|(column, down)| (key(*column), *down)).collect(),
            widths: session
                .desk_widths
                .iter()
                .map(|(column, width)| (key(*column), *width))
                .collect(),
            chart: Some(ChartTwin {
                value: value.key().to_owned(),
                across: across.map(|value| value.key().to_owned()),
                largest_first,
            }),
        }
    }

    pub(super) fn sort(&self) -> Vec<(DeskColumn, bool)> {
        let known = self.sort.iter().filter_map(|(key, down)| Some((column(key)?, *down)));
        let sort: Vec<(DeskColumn, bool)> = known.collect();
        if sort.is_empty() { Session::default().desk_sort } else { sort }
    }

    /// Widths that hide no column and leave room for others.
    pub(super) fn widths(&self) -> Vec<(DeskColumn, f32)> {
        let known = self.widths.iter().filter(|(_, width)| width.is_finite());
        known.filter_map(|(key, width)| Some((column(key)?, width.clamp(LEAST, MOST)))).collect()
    }

    pub(super) fn chart(&self) -> ChartChoice {
        let Some(twin) = &self.chart else { return ChartChoice::default() };
        let value = |key: &str| ChartValue::ALL.into_iter().find(|value| value.key() == key);
        ChartChoice {
            value: value(&twin.value).unwrap_or(ChartChoice::default().value),
            across: twin.across.as_deref().and_then(value),
            largest_first: twin.largest_first,
        }
    }
}

pub(super) fn column(key: &str) -> Option<DeskColumn> {
    DeskColumn::ALL.into_iter().find(|column| column.key() == key)
}

/// The columns with these keys; all where none is left.
pub(super) fn columns(keys: &[String]) -> Vec<DeskColumn> {
    let columns: Vec<DeskColumn> = keys.iter().filter_map(|key| column(key)).collect();
    if columns.is_empty() { DeskColumn::ALL.to_vec() } else { columns }
}

pub(super) fn group(key: &str) -> DeskGroup {
    DeskGroup::ALL.into_iter().find(|group| group.key() == key).unwrap_or_default()
}
