//! The tables at the bottom of the window: zones by their figures, relations, sources.

mod relations;
mod said;
mod table;

pub use relations::{Finding, NEARLY_ALL, RelationRow, Stated, relation_rows};
pub use said::{SaidRow, said_rows};
pub use table::{desk_table, listed_zones};

pub use crate::scene::{
    chart::{ChartChoice, ChartMark, ChartValue, MOST_BARS, chart_marks, chart_number_of},
    table::{
        Decimals, DeskColumn, DeskGroup, DeskLine, DeskRow, DeskTotal, Filter, FilterError,
        LeavingTable, Subtotal, TableCell, desk_lines, desk_order, desk_rows, leaving_table,
        wholes_of,
    },
};

/// What the panel at the bottom shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DeskTab {
    #[default]
    Timeline,
    /// What was said, and what came of it.
    Said,
    Compare,
    Charts,
    Relations,
    Sources,
}

impl DeskTab {
    pub const ALL: [DeskTab; 6] = [
        DeskTab::Timeline,
        DeskTab::Said,
        DeskTab::Compare,
        DeskTab::Charts,
        DeskTab::Relations,
        DeskTab::Sources,
    ];

    /// The key of its name in the words.
    pub fn key(self) -> &'static str {
        match self {
            DeskTab::Timeline => "timeline",
            DeskTab::Said => "desk-said",
            DeskTab::Compare => "desk-compare",
            DeskTab::Charts => "desk-charts",
            DeskTab::Relations => "desk-relations",
            DeskTab::Sources => "sources",
        }
    }
}
