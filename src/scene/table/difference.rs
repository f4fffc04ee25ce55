//! The column of differences: all with equally many decimals, and no more than the areas bear.

use super::{DeskColumn, DeskRow};
use crate::model::{audit::AuditClass, units::AreaUnit};

/// What stands where two areas agree as far as can be told.
const NOTHING: &str = "≈0";

/// Writes the differences of rows whose areas and audit are known.
pub(super) fn write(rows: &mut [DeskRow], unit: AreaUnit) {
    let decimals = decimals(rows, unit);
    for row in rows {
        let Some(text) = text(row, unit, decimals) else { continue };
        row.haystack.push(' ');
        row.haystack.push_str(&text);
        row.write(DeskColumn::Difference, text);
    }
}

fn text(row: &DeskRow, unit: AreaUnit, decimals: usize) -> Option<String> {
    let m2 = told(row)?;
    let (class, _) = row.audit?;
    let text = unit.format_to(m2, decimals);
    let is_nothing = !text.contains(|digit: char| ('1'..='9').contains(&digit));
    Some(match class {
        AuditClass::WithinRounding | AuditClass::WithinMethod => NOTHING.to_owned(),
        _ if is_nothing => NOTHING.to_owned(),
        _ if m2 > 0.0 => format!("+{text}"),
        _ => text,
    })
}

/// The difference, where it says anything: as the column of percents decides too.
fn told(row: &DeskRow) -> Option<f64> {
    row.number(DeskColumn::Difference).filter(|_| !row.cell(DeskColumn::Percent).is_empty())
}

/// One percent of the smallest zone that has a difference is still seen; four decimals at most.
fn decimals(rows: &[DeskRow], unit: AreaUnit) -> usize {
    const MOST: usize = 4;
    let areas = rows.iter().filter(|row| told(row).is_some());
    let areas = areas.filter_map(|row| row.number(DeskColumn::Published));
    let percent = areas.fold(f64::INFINITY, f64::min) / unit.m2() / 100.0;
    let mut step = 1.0;
    let mut decimals = 0;
    while decimals < MOST && percent < step {
        step /= 10.0;
        decimals += 1;
    }
    decimals
}
