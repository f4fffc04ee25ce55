//! Nested arithmetic: the sum of the parts against the whole, and what remains unexplained.

use super::{
    as_of::AsOf,
    boundary::Geometry,
    catalogue::Catalogue,
    figure::Figure,
    relations::{overlap, without},
    rounding::bounds,
    units::Measure,
    zone::Zone,
};

/// A whole and those of its parts that share no ground.
#[derive(Debug, Clone)]
pub struct Sum<'a> {
    pub whole: &'a Figure,
    /// The largest first.
    pub parts: Vec<&'a Figure>,
    /// Parts that would count ground twice: they overlap another, or would pass the whole.
    pub left_out: Vec<&'a Figure>,
    /// Whole less parts, m². Negative where the parts are more.
    pub rest_m2: f64,
    /// Whether the rest is no more than rounding hides.
    pub adds_up: bool,
    /// The parts that no source says lie in the whole: they do so in our reading.
    pub ours: Vec<&'a Figure>,
}

/// Outlines that share more of the smaller than this are taken to overlap.
const OVERLAPPING: f64 = 0.05;

/// The sums of a zone's areas, on the ground and of floors, which have two parts or more.
pub fn sums<'a>(catalogue: &'a Catalogue, zone: &'a Zone, at: AsOf) -> Vec<Sum<'a>> {
    let mut sums: Vec<Sum<'a>> = Vec::new();
    for whole in zone.figures.iter().filter(|figure| figure.is_known_on(at)) {
        let replaced = zone.figures.iter().any(|newer| {
            newer.is_known_on(at) && newer.supersedes.as_deref() == Some(whole.id.as_str())
        });
        let seen = sums.iter().any(|sum| {
            sum.whole.scope == whole.scope && sum.whole.quantity.compares_with(whole.quantity)
        });
        if whole.unit.measure().0 == Measure::Area && !replaced && !seen {
            sums.extend(sum_of(catalogue, whole, at));
        }
    }
    sums
}

fn sum_of<'a>(catalogue: &'a Catalogue, whole: &'a Figure, at: AsOf) -> Option<Sum<'a>> {
    let (_, most) = bounds(whole)?;
    let total = whole.area_m2()?;
    let mut candidates: Vec<(&Figure, bool)> = catalogue
        .scopes
        .iter()
        .filter_map(|scope| {
            let within = scope.within.iter().find(|within| within.scope == whole.scope)?;
            Some((part_figure(catalogue, &scope.id, whole, at)?, within.cite.is_some()))
        })
        .collect();
    // What was printed together belongs together.
    let together = |figure: &Figure| figure.cite.source == whole.cite.source;
    let area = |figure: &Figure| figure.area_m2().unwrap_or_default();
    candidates
        .sort_by(|(a, _), (b, _)| together(b).cmp(&together(a)).then(area(b).total_cmp(&area(a))));
    let (mut parts, mut left_out): (Vec<&Figure>, Vec<&Figure>) = (Vec::new(), Vec::new());
    let mut ours: Vec<&Figure> = Vec::new();
    let mut sum = 0.0;
    for (part, is_stated) in candidates {
        let twice = parts.iter().any(|other| overlaps(catalogue, part, other, at));
        if twice || sum + area(part) > most * 1.001 {
            left_out.push(part);
        } else {
            sum += area(part);
            ours.extend((!is_stated).then_some(part));
            parts.push(part);
        }
    }
    if parts.len() < 2 {
        return None;
    }
    parts.sort_by(|a, b| area(b).total_cmp(&area(a)));
    let (mut low, mut high) = (0.0, 0.0);
    for part in &parts {
        let (least, most) = bounds(part)?;
        (low, high) = (low + least, high + most);
    }
    let (least, most) = bounds(whole)?;
    let adds_up = low <= most && least <= high;
    Some(Sum { whole, parts, left_out, rest_m2: total - sum, adds_up, ours })
}

/// The figure of a scope that compares with the whole's, of whatever zone: not replaced, the newest.
fn part_figure<'a>(
    catalogue: &'a Catalogue,
    scope: &str,
    whole: &Figure,
    at: AsOf,
) -> Option<&'a Figure> {
    let known = || {
        catalogue.figures().map(|(_, figure)| figure).filter(|figure| {
            figure.scope == scope && figure.is_known_on(at) && is_like(figure, whole)
        })
    };
    known()
        .filter(|figure| {
            !known().any(|newer| newer.supersedes.as_deref() == Some(figure.id.as_str()))
        })
        .max_by_key(|figure| {
            let exact = figure.precision == super::figure::Precision::Exactly;
            let digits = figure.printed.chars().filter(char::is_ascii_digit).count();
            (exact, figure.stated.is_plain(), digits, figure.stated.last)
        })
}

/// Land and water are parts of a ground area; floors are parts of floors.
fn is_like(part: &Figure, whole: &Figure) -> bool {
    if whole.quantity.is_ground_area() {
        part.quantity.is_ground_area()
    } else {
        part.quantity == whole.quantity
    }
}

/// Whether the outlines of two scopes share ground.
fn overlaps(catalogue: &Catalogue, one: &Figure, other: &Figure, at: AsOf) -> bool {
    let outline = |figure: &Figure| {
        let zone = catalogue.zones.iter().find(|zone| zone.scope == figure.scope.as_str())?;
        zone.outline_on(at)
    };
    if !one.quantity.is_ground_area() {
        return false;
    }
    outline(one)
        .zip(outline(other))
        .and_then(|(a, b)| overlap(&a.geometry, &b.geometry))
        .is_some_and(|shared| shared.of_first.max(shared.of_second) > OVERLAPPING)
}

/// The ground of a zone that none of its parts covers, on the drawn outlines. `None` where the zone or
/// all of its parts have none.
pub fn unexplained(
    catalogue: &Catalogue,
    zone: &Zone,
    sum: &Sum<'_>,
    at: AsOf,
) -> Option<Geometry> {
    let whole = zone.outline_on(at).filter(|_| sum.whole.scope == zone.scope.as_str())?;
    let parts: Vec<&Geometry> = sum
        .parts
        .iter()
        .filter_map(|part| {
            let owner = catalogue.zones.iter().find(|zone| zone.scope == part.scope.as_str())?;
            Some(&owner.outline_on(at)?.geometry)
        })
        .filter(|geometry| !geometry.polygons().is_empty())
        .collect();
    if parts.is_empty() || whole.geometry.polygons().is_empty() {
        return None;
    }
    Some(without(&whole.geometry, &parts))
}
