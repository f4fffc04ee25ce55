//! The areas that go by one name, and which lies in which.

use super::{
    as_of::AsOf,
    catalogue::Catalogue,
    competing::{Difference, Nesting, difference, nesting},
    figure::Figure,
    zone::Zone,
};

/// The area of one scope.
#[derive(Debug, Clone)]
pub struct NestItem<'a> {
    pub figure: &'a Figure,
    /// Index of the zone that has the figure.
    pub owner: usize,
    /// m²
    pub area: f64,
    /// The smallest of the others that it lies in.
    pub parent: Option<usize>,
    /// Whether a source says that it does.
    pub stated: bool,
    /// Another figure of the same scope that contradicts it.
    pub conflict: Option<&'a Figure>,
}

/// The areas of the scopes that share a zone's name, one a scope, the largest first. Fewer than two is
/// none.
pub fn nest<'a>(catalogue: &'a Catalogue, zone: &Zone, at: AsOf) -> Vec<NestItem<'a>> {
    let family = |scope: &str| catalogue.scope(scope)?.family.as_deref();
    let Some(own) = family(&zone.scope) else { return Vec::new() };
    let mut items: Vec<NestItem<'a>> = Vec::new();
    for (owner, other) in catalogue.zones.iter().enumerate() {
        let headline = other.headline_on(at).map(|figure| figure.id.as_str());
        let figures = other.figures.iter().filter(|figure| {
            figure.quantity.is_ground_area()
                && figure.is_known_on(at)
                && family(&figure.scope) == Some(own)
        });
        for figure in figures {
            let Some(area) = figure.area_m2() else { continue };
            // One a scope: the headline of a zone, else the first.
            let place = items.iter().position(|item| item.figure.scope == figure.scope);
            let item = NestItem { figure, owner, area, parent: None, stated: true, conflict: None };
            match place {
                None => items.push(item),
                Some(place) if headline == Some(figure.id.as_str()) => items[place] = item,
                Some(_) => {}
            }
        }
    }
    if items.len() < 2 {
        return Vec::new();
    }
    items.sort_by(|a, b| b.area.total_cmp(&a.area));
    for at_item in 0..items.len() {
        let figure = items[at_item].figure;
        // From the smallest up.
        let parents = (0..items.len()).rev().filter(|other| *other != at_item);
        let inside = |other: usize| nesting(catalogue, &figure.scope, &items[other].figure.scope);
        let found = parents.filter_map(|other| match inside(other) {
            Nesting::Inside { stated } => Some((other, stated)),
            Nesting::Holds { .. } | Nesting::Apart => None,
        });
        let found = found.min_by_key(|(_, stated)| !stated);
        if let Some((parent, stated)) = found {
            (items[at_item].parent, items[at_item].stated) = (Some(parent), stated);
        }
        items[at_item].conflict = conflict(catalogue, figure, at);
    }
    items
}

fn conflict<'a>(catalogue: &'a Catalogue, figure: &Figure, at: AsOf) -> Option<&'a Figure> {
    let others = catalogue.figures().map(|(_, other)| other).filter(|other| {
        other.id != figure.id && other.scope == figure.scope && other.is_known_on(at)
    });
    others.into_iter().find(|other| {
        matches!(
            difference(catalogue, other, figure),
            Some(Difference::Unexplained | Difference::Stage | Difference::UnitSlip)
        )
    })
}
