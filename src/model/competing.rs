//! How the figures of one name compete: which of them leads, and why another differs from it.

use super::{
    as_of::AsOf,
    catalogue::Catalogue,
    figure::{Basis, Figure, Precision, Quantity, parse_printed},
    units::Measure,
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
    /// The same digits in another unit: a slip.
    UnitSlip,
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

/// What a figure says, as bounds in its base unit: "about 12" km² is 11.5 to 12.5 km², "about 780,000"
/// m² is 775,000 to 785,000. `None` if the text is no number.
pub fn bounds(figure: &Figure) -> Option<(f64, f64)> {
    let (_, factor) = figure.unit.measure();
    let value = figure.value()? * factor;
    let half = half_step(figure) * factor;
    Some(match &figure.precision {
        Precision::Exactly | Precision::About => (value - half, value + half),
        Precision::Nearly | Precision::UpTo => (value - 2.0 * half, value),
        Precision::Over | Precision::AtLeast => (value, value + 2.0 * half),
        Precision::To(end) => (value, parse_printed(end)? * factor),
    })
}

/// The same for an area, in m². `None` for what is no area.
pub fn bounds_m2(figure: &Figure) -> Option<(f64, f64)> {
    figure.unit.area_m2()?;
    bounds(figure)
}

/// Half a unit of the last digit that counts, in the printed unit. Zeros at the end of a whole number
/// count only where nothing says "about".
fn half_step(figure: &Figure) -> f64 {
    let digits: String =
        figure.printed.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    if let Some((_, decimals)) = digits.split_once('.') {
        return decimals.chars().fold(0.5, |half, _| half / 10.0);
    }
    if figure.precision == Precision::Exactly {
        return 0.5;
    }
    let zeros = digits.chars().rev().take_while(|c| *c == '0').count();
    // A bare "20" may well mean 20: one zero is a digit.
    let zeros = if zeros + 1 == digits.len() && zeros <= 1 { 0 } else { zeros };
    (0..zeros).fold(0.5, |half, _| half * 10.0)
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
    let ((low, high), (other_low, other_high)) = (bounds(one)?, bounds(other)?);
    if low <= other_high && other_low <= high {
        return Some(Difference::Rounded);
    }
    if is_cut_from(one, other) || is_cut_from(other, one) {
        return Some(Difference::Truncated);
    }
    if is_rounded_from(one, other) || is_rounded_from(other, one) {
        return Some(Difference::Rounded);
    }
    if digits(one) == digits(other) && one.unit != other.unit {
        return Some(Difference::UnitSlip);
    }
    let unfinished = |figure: &Figure| !matches!(figure.basis, Basis::Built | Basis::Reported);
    let years = (one.stated.first.year() - other.stated.first.year()).abs();
    if years > 0 && (unfinished(one) || unfinished(other)) {
        return Some(Difference::Stage);
    }
    Some(Difference::Unexplained)
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

/// The digits of a number without zeros at its ends.
fn digits(figure: &Figure) -> String {
    let all: String = figure.printed.chars().filter(char::is_ascii_digit).collect();
    all.trim_matches('0').to_owned()
}

/// Whether the coarser figure is the finer one with its last digits cut off: 83 of 83.62.
fn is_cut_from(coarse: &Figure, fine: &Figure) -> bool {
    let Some((value, fine, step)) = in_steps(coarse, fine) else { return false };
    ((fine / step).floor() * step - value).abs() < step * 1e-6
}

/// Whether the coarser figure is the finer one rounded to fewer digits: 420,000 of 419,000.
fn is_rounded_from(coarse: &Figure, fine: &Figure) -> bool {
    let Some((value, fine, mut step)) = in_steps(coarse, fine) else { return false };
    let printed: String = coarse.printed.chars().filter(|c| *c != ',').collect();
    let zeros = printed.chars().rev().take_while(|c| *c == '0').count();
    // Of a number with decimals every digit counts; of 420,000 two do, of 8,000 only one: too few.
    let count = digits(coarse).len();
    if coarse.printed.contains('.') || zeros == 0 || count < 2 || count >= digits_of(fine) {
        return false;
    }
    step = (0..zeros).fold(step, |step, _| step * 10.0);
    ((fine / step).round() * step - value).abs() < step * 1e-6
}

/// Both values in the coarser one's unit, and a unit of its last digit.
fn in_steps(coarse: &Figure, fine: &Figure) -> Option<(f64, f64, f64)> {
    let (_, factor) = coarse.unit.measure();
    let (_, fine_factor) = fine.unit.measure();
    let decimals = coarse.printed.rsplit_once('.').map_or(0, |(_, digits)| digits.len());
    let step = (0..decimals).fold(1.0, |step, _| step / 10.0);
    Some((coarse.value()?, fine.value()? * fine_factor / factor, step))
}

fn digits_of(value: f64) -> usize {
    format!("{value:.0}").trim_end_matches('0').len()
}

impl Quantity {
    /// Whether two quantities measure the same: the land of a zone and the site of a project do.
    pub fn compares_with(self, other: Self) -> bool {
        let land = |quantity| matches!(quantity, Quantity::LandArea | Quantity::SiteArea);
        self == other || land(self) && land(other)
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
        // One digit is too few to tell rounding from another number.
        check(("8,000", Unit::M2, Precision::Exactly), ("7,300", Unit::M2), planned_then);
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
