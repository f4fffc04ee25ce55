//! How the figures of one name compete: which of them leads, and why another differs from it.

use super::{
    as_of::AsOf,
    catalogue::Catalogue,
    figure::{Basis, Figure, Precision, Quantity},
    rounding::{bounds, digits, is_bound, is_cut_from, is_nearly, is_rounded_from},
    units::{Measure, Unit},
    zone::Zone,
};

/// How a figure relates to another that it competes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// This one replaces the other, or the other way round, perhaps by steps.
    Supersedes,
    Superseded,
    /// Another extent.
    Scope(Nesting),
    /// A part of the other by what it counts: above ground of all.
    Quantity,
    /// The same number for another quantity: one of the two is misnamed.
    Misnamed,
    /// The same number.
    Same,
    /// One is the other, rounded.
    Rounded,
    /// One is the other, its last digits cut off.
    Truncated,
    /// One gives a side alone, and the other keeps to it: over 30 and 35.
    Bound,
    /// The same digits in another unit: a slip.
    UnitSlip,
    /// The digits of a figure of another scope in another unit: perhaps a slip.
    OtherUnit,
    /// A number that moves with the years, stated in another one.
    Year,
    /// Stated at another stage of the project.
    Stage,
    Unexplained,
}

/// How one scope lies to another, as the catalogue has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nesting {
    /// `stated` is false where a step of it is our own reading.
    Inside {
        stated: bool,
    },
    Holds {
        stated: bool,
    },
    /// Neither is said to lie in the other.
    Apart,
}

/// A figure that another is held against, and how the two differ.
#[derive(Debug, Clone, Copy)]
pub struct Competitor<'a> {
    pub with: &'a Figure,
    pub how: Difference,
}

/// How scope `one` lies to scope `other`, by any number of steps.
pub fn nesting(catalogue: &Catalogue, one: &str, other: &str) -> Nesting {
    for stated in [true, false] {
        if lies_in(catalogue, one, other, stated) {
            return Nesting::Inside { stated };
        }
        if lies_in(catalogue, other, one, stated) {
            return Nesting::Holds { stated };
        }
    }
    Nesting::Apart
}

/// By any number of steps; with `stated` only by those that a source states.
fn lies_in(catalogue: &Catalogue, inner: &str, outer: &str, stated: bool) -> bool {
    // A scope that is met again leads in a circle.
    let mut seen = vec![inner];
    let mut at = 0;
    while let Some(id) = seen.get(at).copied() {
        at += 1;
        let steps = catalogue.scope(id).into_iter().flat_map(|scope| &scope.within);
        for within in steps.filter(|within| within.cite.is_some() || !stated) {
            if within.scope == outer {
                return true;
            }
            if !seen.contains(&within.scope.as_str()) {
                seen.push(&within.scope);
            }
        }
    }
    false
}

/// Why a figure differs from another. `None` where the two cannot be compared: a length and an area.
pub fn difference(catalogue: &Catalogue, one: &Figure, other: &Figure) -> Option<Difference> {
    let ((measure, factor), (other_measure, other_factor)) =
        (one.unit.measure(), other.unit.measure());
    if measure != other_measure {
        return None;
    }
    let (a, b) = (one.value()? * factor, other.value()? * other_factor);
    if supersedes(catalogue, one, other) {
        return Some(Difference::Supersedes);
    }
    if supersedes(catalogue, other, one) {
        return Some(Difference::Superseded);
    }
    if one.scope != other.scope {
        return Some(Difference::Scope(nesting(catalogue, &one.scope, &other.scope)));
    }
    let same = (a - b).abs() <= 1e-6 * a.max(b);
    if !one.quantity.compares_with(other.quantity) {
        return Some(if same { Difference::Misnamed } else { Difference::Quantity });
    }
    if same {
        return Some(Difference::Same);
    }
    Some(difference_of_numbers(one, other, (bounds(one)?, bounds(other)?)))
}

/// The same for two numbers of one scope and quantity, which differ.
fn difference_of_numbers(
    one: &Figure,
    other: &Figure,
    ((low, high), (other_low, other_high)): ((f64, f64), (f64, f64)),
) -> Difference {
    let is_compatible = low <= other_high && other_low <= high;
    let a_side_alone = is_bound(one) || is_bound(other);
    let is_round = |one: &Figure, other: &Figure| {
        is_rounded_from(one, other) || is_bound(one) && is_nearly(one, other)
    };
    if is_compatible && !a_side_alone {
        return Difference::Rounded;
    }
    if is_cut_from(one, other) || is_cut_from(other, one) {
        return Difference::Truncated;
    }
    if is_round(one, other) || is_round(other, one) {
        return Difference::Rounded;
    }
    let unfinished = |figure: &Figure| !matches!(figure.basis, Basis::Built | Basis::Reported);
    let other_year = one.stated.first.year() != other.stated.first.year();
    let finished = !unfinished(one) && !unfinished(other);
    if other_year && finished && one.quantity.moves_with_years() {
        return Difference::Year;
    }
    if is_compatible {
        return Difference::Bound;
    }
    if digits(one) == digits(other) && one.unit != other.unit {
        return Difference::UnitSlip;
    }
    if other_year && !finished { Difference::Stage } else { Difference::Unexplained }
}

/// Whether a figure replaces another, by any number of steps.
fn supersedes(catalogue: &Catalogue, newer: &Figure, older: &Figure) -> bool {
    let next = |figure: &Figure| figure.supersedes.clone();
    let mut at = next(newer);
    // No more steps than there are figures: a circle ends too.
    for _ in 0..catalogue.figures().count().max(1) {
        match at {
            Some(id) if id == older.id => return true,
            Some(id) => at = catalogue.figure(&id).and_then(next),
            None => return false,
        }
    }
    false
}

impl Quantity {
    /// Whether two quantities measure the same: the land of a zone and the site of a project do.
    pub fn compares_with(self, other: Self) -> bool {
        let land = |quantity| matches!(quantity, Quantity::LandArea | Quantity::SiteArea);
        self == other || land(self) && land(other)
    }

    /// Whether the number of a thing that stands is another one in another year: firms, output, residents.
    fn moves_with_years(self) -> bool {
        matches!(self, Self::Count | Self::Money | Self::Population | Self::Rank)
    }

    /// Floor areas are parts of one total.
    fn total(self) -> Option<Self> {
        matches!(self, Quantity::FloorAreaAbove | Quantity::FloorAreaBelow)
            .then_some(Quantity::FloorArea)
    }
}

/// The figure among those of one scope and quantity that the others are held against: not replaced, an
/// exact one before an "about", the newest, of equals the first.
fn lead<'a>(figures: &(impl Iterator<Item = &'a Figure> + Clone)) -> Option<&'a Figure> {
    let replaced = |figure: &Figure| {
        figures.clone().any(|other| other.supersedes.as_deref() == Some(figure.id.as_str()))
    };
    let rank = |figure: &Figure| (figure.precision == Precision::Exactly, figure.stated.last);
    figures
        .clone()
        .filter(|figure| !replaced(figure))
        .reduce(|best, next| if rank(next) > rank(best) { next } else { best })
}

/// What a figure of a zone is held against on a date: a total of the same scope, the leading figure of
/// its scope, else the one that leads the zone. `None` for that one itself, and where nothing compares.
pub fn competitor<'a>(
    catalogue: &'a Catalogue,
    zone: &'a Zone,
    figure: &Figure,
    at: AsOf,
) -> Option<Competitor<'a>> {
    let known = zone.figures.iter().filter(move |other| other.is_known_on(at));
    let of_scope = known.clone().filter(|other| other.scope == figure.scope);
    let found = |with: &'a Figure| {
        let how = difference(catalogue, figure, with)?;
        (with.id != figure.id).then_some(Competitor { with, how })
    };
    if let Some(twin) = twin_in_another_unit(catalogue, figure, at) {
        return Some(Competitor { with: twin, how: Difference::OtherUnit });
    }
    let measured = |quantity: Quantity| {
        lead(&of_scope.clone().filter(move |other| other.quantity.compares_with(quantity)))
    };
    if let Some(total) = figure.quantity.total().and_then(measured).and_then(found) {
        return Some(total);
    }
    let own_lead = measured(figure.quantity);
    // The headline is held against nothing: a ruling or the digits may have chosen it.
    let headline = zone.headline_on(at).filter(|_| figure.quantity.is_ground_area());
    if headline.is_some_and(|headline| headline.id == figure.id) {
        return None;
    }
    if let Some(headline) = headline.filter(|headline| headline.scope == figure.scope) {
        return found(headline);
    }
    if let Some(other) = own_lead.and_then(found) {
        return Some(other);
    }
    headline.or_else(|| zone_lead(catalogue, zone, figure, at)).and_then(found)
}

/// A figure of a related scope with the digits of one in square feet, which writers get by converting, and which
/// may have kept the digits of the original.
fn twin_in_another_unit<'a>(
    catalogue: &'a Catalogue,
    figure: &Figure,
    at: AsOf,
) -> Option<&'a Figure> {
    /// Fewer digits agree by chance.
    const LEAST_DIGITS: usize = 3;
    let own = digits(figure);
    if figure.unit != Unit::SqFt || own.len() < LEAST_DIGITS {
        return None;
    }
    let family = catalogue.scope(&figure.scope)?.family.as_deref()?;
    catalogue.figures().map(|(_, other)| other).find(|other| {
        other.unit != figure.unit
            && other.unit.measure().0 == Measure::Area
            && other.quantity.is_ground_area() == figure.quantity.is_ground_area()
            && digits(other) == own
            && other.is_known_on(at)
            && catalogue.scope(&other.scope).and_then(|scope| scope.family.as_deref())
                == Some(family)
    })
}

/// The figure that leads the zone for a quantity: of the zone's own scope, else of the widest of the
/// scopes that go by one name.
fn zone_lead<'a>(
    catalogue: &Catalogue,
    zone: &'a Zone,
    figure: &Figure,
    at: AsOf,
) -> Option<&'a Figure> {
    let family = |scope: &str| catalogue.scope(scope)?.family.as_deref();
    let measure = figure.unit.measure().0;
    // The lengths of two roads are no two scopes of one thing.
    if measure == Measure::Length {
        return None;
    }
    let like = zone.figures.iter().filter(move |other| {
        other.is_known_on(at)
            && other.quantity.compares_with(figure.quantity)
            && other.unit.measure().0 == measure
    });
    let of_zone = lead(&like.clone().filter(|other| other.scope == zone.scope.as_str()));
    of_zone.or_else(|| {
        let own = family(&figure.scope)?;
        let same_name = like.filter(|other| family(&other.scope) == Some(own));
        let widest = |figure: &Figure| figure.value().unwrap_or(0.0) * figure.unit.measure().1;
        same_name.reduce(|best, next| if widest(next) > widest(best) { next } else { best })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{source::Citation, units::Unit};

    fn figure(id: &str, printed: &str, unit: Unit, precision: Precision) -> Figure {
        Figure {
            id: id.to_owned(),
            quantity: Quantity::LandArea,
            printed: printed.to_owned(),
            unit,
            noun: None,
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
        check(("780,000", Unit::M2, Precision::About), ("785,000", Unit::M2), Difference::Rounded);
        check(
            ("420,000", Unit::M2, Precision::Exactly),
            ("419,000", Unit::M2),
            Difference::Rounded,
        );
        check(
            ("3,830", Unit::M3, Precision::Exactly),
            ("3,830", Unit::WanM3),
            Difference::UnitSlip,
        );
        let planned_then = Difference::Unexplained;
        check(("35.5", Unit::Km2, Precision::Exactly), ("30", Unit::Km2), planned_then);
        // Over 30 is a bound that 35 keeps, no rounding of it; over 1.3 million may well be 1.315.
        check(("300", Unit::Km2, Precision::Over), ("350", Unit::Km2), Difference::Bound);
        check(("12", Unit::Km2, Precision::Nearly), ("11.2", Unit::Km2), Difference::Bound);
        check(
            ("1,300,000", Unit::M2, Precision::Over),
            ("1,315,000", Unit::M2),
            Difference::Rounded,
        );
        check(("300", Unit::Km2, Precision::Over), ("250", Unit::Km2), Difference::Unexplained);
        // One digit is too few to tell rounding from another number.
        check(("8,000", Unit::M2, Precision::Exactly), ("7,300", Unit::M2), planned_then);
    }

    #[test]
    fn what_grows_is_not_rounded_from_year_to_year() {
        let mut then = figure("a", "300", Unit::YiYuan, Precision::Over);
        let mut now = figure("b", "350", Unit::YiYuan, Precision::Exactly);
        for figure in [&mut then, &mut now] {
            figure.quantity = Quantity::Money;
            figure.basis = Basis::Reported;
        }
        now.stated = "2023".parse().expect("a date");
        let how = |one: &Figure, other: &Figure| difference(&Catalogue::default(), one, other);
        assert_eq!(how(&then, &now), Some(Difference::Year));
        now.stated = then.stated.clone();
        assert_eq!(how(&then, &now), Some(Difference::Bound));
        then.precision = Precision::Exactly;
        assert_eq!(how(&then, &now), Some(Difference::Unexplained));
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
        assert_eq!(difference(&catalogue, &other, &old), Some(Difference::Scope(Nesting::Apart)));
    }
}
