//! What a chart of the table's zones shows: one value of each as a bar, or two as a point.

use crate::{
    model::{
        Lang,
        as_of::AsOf,
        catalogue::Catalogue,
        figure::{Figure, Precision, Quantity},
        units::{AreaUnit, Unit},
        zone::Zone,
    },
    scene::table::{DeskColumn, DeskRow},
    words,
};

/// A number that zones have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChartValue {
    Column(DeskColumn),
    /// A figure of the zone, in its base unit: m², m, m³, t, yuan, people, things.
    Figure(Quantity),
}

impl ChartValue {
    pub const ALL: [ChartValue; 15] = [
        ChartValue::Column(DeskColumn::Published),
        ChartValue::Column(DeskColumn::Drawn),
        ChartValue::Column(DeskColumn::Percent),
        ChartValue::Column(DeskColumn::Difference),
        ChartValue::Column(DeskColumn::Figures),
        ChartValue::Column(DeskColumn::Stated),
        ChartValue::Figure(Quantity::FloorArea),
        ChartValue::Figure(Quantity::Length),
        ChartValue::Figure(Quantity::Height),
        ChartValue::Figure(Quantity::Depth),
        ChartValue::Figure(Quantity::Volume),
        ChartValue::Figure(Quantity::Capacity),
        ChartValue::Figure(Quantity::Count),
        ChartValue::Figure(Quantity::Population),
        ChartValue::Figure(Quantity::Money),
    ];

    /// What it goes by in files and commands.
    pub fn key(self) -> &'static str {
        match self {
            ChartValue::Column(column) => column.key(),
            ChartValue::Figure(quantity) => words::quantity_key(quantity),
        }
    }

    /// What it goes by in a command, such as `published` or `floor`.
    pub fn field(self) -> &'static str {
        match self {
            ChartValue::Column(column) => column.field(),
            ChartValue::Figure(quantity) => {
                let key = words::quantity_key(quantity);
                key.strip_prefix("quantity-").unwrap_or(key)
            }
        }
    }

    /// Whether it is measured on the outlines.
    pub fn is_drawn(self) -> bool {
        let drawn = [DeskColumn::Drawn, DeskColumn::Percent, DeskColumn::Difference];
        drawn.map(ChartValue::Column).contains(&self)
    }

    /// Its name with its unit.
    pub fn name(self, lang: Lang, unit: AreaUnit) -> String {
        match self {
            ChartValue::Column(column) => {
                let name = words::t(lang, column.key());
                if column.is_area() {
                    words::with_remark(lang, &name, &words::area_unit(lang, unit))
                } else {
                    name
                }
            }
            ChartValue::Figure(quantity) => {
                let name = words::quantity(lang, quantity);
                match base_unit(quantity) {
                    None => name,
                    Some(unit) => words::with_remark(lang, &name, words::unit_name(lang, unit)),
                }
            }
        }
    }

    /// The value in words: that of the table as the table has it.
    fn text(self, row: &DeskRow, number: f64) -> String {
        match self {
            ChartValue::Column(column) if column.is_number() => row.number_text(column).to_owned(),
            ChartValue::Column(_) | ChartValue::Figure(_) => chart_number_of(self, number),
        }
    }

    fn of(self, catalogue: &Catalogue, row: &DeskRow, at: AsOf, unit: AreaUnit) -> Option<f64> {
        match self {
            ChartValue::Column(column) if column.is_area() => {
                row.shown_number(column).map(|m2| m2 / unit.m2())
            }
            ChartValue::Column(column) => row.shown_number(column),
            ChartValue::Figure(quantity) => leading(&catalogue.zones[row.index], quantity, at)
                .and_then(|figure| Some(figure.value()? * figure.unit.measure().1)),
        }
    }
}

/// `None` for what is counted.
fn base_unit(quantity: Quantity) -> Option<Unit> {
    match quantity {
        Quantity::LandArea
        | Quantity::SiteArea
        | Quantity::WaterArea
        | Quantity::FloorArea
        | Quantity::FloorAreaAbove
        | Quantity::FloorAreaBelow
        | Quantity::SurfaceArea => Some(Unit::M2),
        Quantity::Length | Quantity::Distance | Quantity::Height | Quantity::Depth => Some(Unit::M),
        Quantity::Volume => Some(Unit::M3),
        Quantity::Mass => Some(Unit::T),
        Quantity::Money => Some(Unit::Yuan),
        Quantity::Capacity | Quantity::Count | Quantity::Rank | Quantity::Population => None,
    }
}

/// The figure of a quantity that stands for a zone: of its own scope before others, not replaced, an
/// exact one before an "about", the newest. Dollars are no yuan.
fn leading(zone: &Zone, quantity: Quantity, at: AsOf) -> Option<&Figure> {
    let known = || zone.figures.iter().filter(move |figure| figure.is_known_on(at));
    known()
        .filter(|figure| figure.quantity == quantity)
        .filter(|figure| figure.unit.measure().0 != crate::model::units::Measure::Dollars)
        .filter(|figure| {
            !known().any(|newer| newer.supersedes.as_deref() == Some(figure.id.as_str()))
        })
        .max_by_key(|figure| {
            let own = figure.scope == zone.scope.as_str();
            (own, figure.precision == Precision::Exactly, figure.stated.last)
        })
}

/// What is drawn against what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChartChoice {
    /// Along the bars, or upwards.
    pub value: ChartValue,
    /// To the right: a chart of points. `None` for bars.
    pub across: Option<ChartValue>,
    /// Bars by their length, not in the table's order.
    pub largest_first: bool,
}

impl Default for ChartChoice {
    fn default() -> Self {
        Self {
            value: ChartValue::Column(DeskColumn::Published),
            across: None,
            largest_first: false,
        }
    }
}

/// A zone of the chart.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartMark {
    /// In the catalogue.
    pub index: usize,
    pub name: String,
    pub value: f64,
    pub value_text: String,
    /// For points.
    pub across: f64,
    pub across_text: String,
    /// Ids of the sources of the values; none for what is counted or measured here.
    pub sources: Vec<String>,
}

/// More bars than this are no chart any more; more points than this are a cloud.
pub const MOST_BARS: usize = 60;
const MOST_POINTS: usize = 5000;

/// The marks of a chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartMarks {
    /// In the order that was chosen: the first ones, where they are too many.
    pub shown: Vec<ChartMark>,
    /// How many zones have the values.
    pub count: usize,
    /// How many zones of the table lack one.
    pub lacking: usize,
}

/// The zones that have the values.
pub fn chart_marks(
    catalogue: &Catalogue,
    rows: &[DeskRow],
    order: &[usize],
    choice: ChartChoice,
    (at, unit): (AsOf, AreaUnit),
) -> ChartMarks {
    let most = if choice.across.is_some() { MOST_POINTS } else { MOST_BARS };
    let valued = order.iter().map(|place| &rows[*place]).filter_map(|row| {
        let across = match choice.across {
            Some(across) => across.of(catalogue, row, at, unit),
            None => Some(0.0),
        };
        let (value, across) = choice.value.of(catalogue, row, at, unit).zip(across)?;
        Some((row, value, across))
    });
    let mut valued: Vec<(&DeskRow, f64, f64)> = valued.collect();
    if choice.largest_first && choice.across.is_none() {
        // Equal ones stay in the table's order.
        valued.sort_by(|a, b| b.1.total_cmp(&a.1));
    }
    let count = valued.len();
    let mark = |(row, value, across): (&DeskRow, f64, f64)| ChartMark {
        index: row.index,
        name: row.cell(DeskColumn::Name).to_owned(),
        value,
        value_text: choice.value.text(row, value),
        across,
        across_text: choice.across.map(|of| of.text(row, across)).unwrap_or_default(),
        sources: [Some(choice.value), choice.across]
            .into_iter()
            .flatten()
            .filter_map(|value| source(&catalogue.zones[row.index], value, at))
            .collect(),
    };
    let lacking = order.len() - count;
    ChartMarks { shown: valued.into_iter().take(most).map(mark).collect(), count, lacking }
}

fn source(zone: &Zone, value: ChartValue, at: AsOf) -> Option<String> {
    let figure = match value {
        ChartValue::Column(DeskColumn::Drawn | DeskColumn::Figures) => None,
        ChartValue::Column(_) => zone.headline_on(at),
        ChartValue::Figure(quantity) => leading(zone, quantity, at),
    };
    figure.map(|figure| figure.cite.source.clone())
}

/// A value as an axis writes it.
pub fn chart_number(value: f64) -> String {
    let text = match value.abs() {
        small if small < 10.0 => format!("{value:.3}"),
        middle if middle < 1000.0 => format!("{value:.2}"),
        _ => return crate::model::units::group_thousands(&format!("{value:.0}")),
    };
    text.trim_end_matches('0').trim_end_matches('.').replace('-', "−")
}

/// The numbers of years are not grouped.
pub fn chart_number_of(value: ChartValue, number: f64) -> String {
    match value {
        ChartValue::Column(DeskColumn::Stated) => format!("{number:.0}"),
        _ => chart_number(number),
    }
}
