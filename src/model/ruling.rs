//! Which of several figures is to be used, and why; and how two figures of one name relate.

use super::{
    catalogue::Catalogue,
    date::Day,
    figure::{Figure, Precision, parse_printed},
    units::{HA_M2, KM2_M2, MU_M2},
};

/// A decision on the figure that stands for a zone (采用口径).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Id of the figure.
    pub figure: String,
    pub reason: String,
    /// Who decided.
    pub by: String,
    pub on: Day,
}

/// How a figure relates to another that it competes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// This one replaces the other, or the other way round.
    Supersedes,
    Superseded,
    /// Another extent.
    Scope,
    /// The same number.
    Same,
    /// One is the other, rounded.
    Rounded,
    /// One is the other, its last digits cut off.
    Truncated,
    /// The same digits in another unit: a slip.
    UnitSlip,
    Unexplained,
}

/// What a figure says, as bounds in m²: "about 12" is 11.5 to 12.5 km².
pub fn bounds_m2(figure: &Figure) -> Option<(f64, f64)> {
    let value = figure.area_m2()?;
    let half = figure.rounding_m2()?;
    Some(match &figure.precision {
        Precision::Exactly | Precision::About => (value - half, value + half),
        Precision::Nearly | Precision::UpTo => (value - 2.0 * half, value),
        Precision::Over | Precision::AtLeast => (value, value + 2.0 * half),
        Precision::To(end) => (value, parse_printed(end)? * figure.unit.area_m2()?),
    })
}

/// Why two area figures differ. `None` where either is no area.
pub fn difference(catalogue: &Catalogue, one: &Figure, other: &Figure) -> Option<Difference> {
    let (a, b) = (one.area_m2()?, other.area_m2()?);
    if one.supersedes.as_deref() == Some(other.id.as_str()) {
        return Some(Difference::Supersedes);
    }
    if other.supersedes.as_deref() == Some(one.id.as_str()) {
        return Some(Difference::Superseded);
    }
    let scopes = [&one.scope, &other.scope].map(|id| catalogue.scope(id).map(|scope| &scope.id));
    if one.scope != other.scope || scopes[0] != scopes[1] {
        return Some(Difference::Scope);
    }
    if one.quantity != other.quantity {
        return Some(Difference::Scope);
    }
    if (a - b).abs() <= 1e-6 * a.max(b) {
        return Some(Difference::Same);
    }
    let (low, high) = bounds_m2(one)?;
    let (other_low, other_high) = bounds_m2(other)?;
    if low <= other_high && other_low <= high {
        return Some(Difference::Rounded);
    }
    if is_cut_from(one, other) || is_cut_from(other, one) {
        return Some(Difference::Truncated);
    }
    let ratio = (a / b).max(b / a);
    let slips = [KM2_M2 / HA_M2, HA_M2 / MU_M2, KM2_M2 / MU_M2, HA_M2, MU_M2];
    if slips.iter().any(|slip| (ratio / slip - 1.0).abs() < 0.005) {
        return Some(Difference::UnitSlip);
    }
    Some(Difference::Unexplained)
}

/// Whether the coarser figure is the finer one with its last digits cut off: 83 of 83.62.
fn is_cut_from(coarse: &Figure, fine: &Figure) -> bool {
    let (Some(unit), Some(value)) = (coarse.unit.area_m2(), coarse.value()) else { return false };
    let (Some(half), Some(fine)) = (coarse.rounding_m2(), fine.area_m2()) else { return false };
    let step = 2.0 * half / unit;
    let cut = (fine / unit / step).floor() * step;
    (cut - value).abs() < step * 1e-6
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        figure::{Basis, Quantity},
        source::Citation,
        units::Unit,
    };

    fn figure(id: &str, printed: &str, unit: Unit, precision: Precision) -> Figure {
        Figure {
            id: id.to_owned(),
            quantity: Quantity::LandArea,
            printed: printed.to_owned(),
            unit,
            precision,
            basis: Basis::Planned,
            scope: "zone".to_owned(),
            stated: "2021".parse().expect("a date"),
            valid: None,
            cite: Citation { source: "s".to_owned(), locator: None, grade: None },
            supersedes: None,
            note: None,
        }
    }

    #[track_caller]
    fn check(one: (&str, Unit, Precision), other: (&str, Unit), expected: Difference) {
        let one = figure("a", one.0, one.1, one.2);
        let other = figure("b", other.0, other.1, Precision::Exactly);
        let catalogue = Catalogue::default();
        assert_eq!(difference(&catalogue, &one, &other), Some(expected));
    }

    #[test]
    fn each_difference_has_its_name() {
        check(("12", Unit::Km2, Precision::About), ("1,216.69", Unit::Ha), Difference::Rounded);
        check(("83", Unit::Ha, Precision::Exactly), ("83.62", Unit::Ha), Difference::Truncated);
        check(("0.84", Unit::Km2, Precision::Exactly), ("83.62", Unit::Ha), Difference::Rounded);
        check(("1.4", Unit::Ha, Precision::Exactly), ("1.4", Unit::Km2), Difference::UnitSlip);
        check(("35.5", Unit::Km2, Precision::Exactly), ("3,550", Unit::Ha), Difference::Same);
        check(("35.5", Unit::Km2, Precision::Exactly), ("30", Unit::Km2), Difference::Unexplained);
    }

    #[test]
    fn another_scope_and_a_newer_figure_are_named_first() {
        let catalogue = Catalogue::default();
        let old = figure("a", "30", Unit::Km2, Precision::Exactly);
        let mut new = figure("b", "35.5", Unit::Km2, Precision::Exactly);
        new.supersedes = Some("a".to_owned());
        assert_eq!(difference(&catalogue, &new, &old), Some(Difference::Supersedes));
        assert_eq!(difference(&catalogue, &old, &new), Some(Difference::Superseded));
        let other = Figure { scope: "part".to_owned(), ..old.clone() };
        assert_eq!(difference(&catalogue, &other, &old), Some(Difference::Scope));
    }
}
