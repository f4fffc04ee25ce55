//! What must hold for a catalogue, beyond its syntax.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    boundary::{Boundary, BoundaryQuality, EdgeQuality, Geometry, Polygon},
    catalogue::Catalogue,
    figure::{Figure, Precision},
    milestone::Milestone,
    source::Citation,
    units::Unit,
    zone::{Group, Name},
};

/// Something wrong with a catalogue, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The id to look for in the file.
    pub at: String,
    pub message: String,
}

/// Every rule, in the order of the document. Empty for a sound catalogue.
pub fn check(catalogue: &Catalogue) -> Vec<Finding> {
    let mut checker = Checker { catalogue, findings: Vec::new() };
    checker.ids();
    checker.sources_and_scopes();
    checker.zones();
    checker.programmes();
    checker.statements();
    checker.findings
}

struct Checker<'a> {
    catalogue: &'a Catalogue,
    findings: Vec<Finding>,
}

impl Checker<'_> {
    fn report(&mut self, at: &str, message: impl Into<String>) {
        self.findings.push(Finding { at: at.to_owned(), message: message.into() });
    }

    fn ids(&mut self) {
        let catalogue = self.catalogue;
        let milestones = catalogue
            .zones
            .iter()
            .flat_map(|zone| &zone.milestones)
            .chain(catalogue.programmes.iter().flat_map(|programme| &programme.milestones))
            .filter_map(|milestone| milestone.id.as_deref());
        let places = catalogue.zones.iter().map(|zone| zone.id.as_str());
        let tasks = catalogue.programmes.iter().map(|programme| programme.id.as_str());
        for (what, ids) in [
            ("source", catalogue.sources.iter().map(|source| source.id.as_str()).collect()),
            ("scope", catalogue.scopes.iter().map(|scope| scope.id.as_str()).collect()),
            ("zone or programme", places.chain(tasks).collect()),
            ("figure", catalogue.figures().map(|(_, figure)| figure.id.as_str()).collect()),
            ("milestone", milestones.collect()),
            ("statement", catalogue.statements.iter().map(|at| at.id.as_str()).collect()),
        ] {
            self.unique(what, ids);
        }
    }

    fn unique(&mut self, what: &str, ids: Vec<&str>) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for id in ids {
            *counts.entry(id).or_default() += 1;
        }
        for (id, count) in counts {
            if id.is_empty() {
                self.report(id, format!("a {what} has an empty id: give it one"));
            } else if count > 1 {
                self.report(
                    id,
                    format!("{count} {what}s have the id \"{id}\": rename all but one"),
                );
            }
        }
    }

    fn sources_and_scopes(&mut self) {
        let catalogue = self.catalogue;
        for source in &catalogue.sources {
            self.text(&source.id, &source.title.en, &source.title.zh, "title");
            self.text(&source.id, &source.publisher.en, &source.publisher.zh, "publisher");
        }
        for scope in &catalogue.scopes {
            self.text(&scope.id, &scope.name.en, &scope.name.zh, "name");
            for within in &scope.within {
                self.scope(&scope.id, &within.scope);
                if let Some(cite) = &within.cite {
                    self.cite(&scope.id, cite);
                }
            }
        }
    }

    fn zones(&mut self) {
        let catalogue = self.catalogue;
        for zone in &catalogue.zones {
            // A layer has the names it has.
            if zone.group != Group::Layer {
                self.name(&zone.id, &zone.name);
            }
            self.text(&zone.id, &zone.district.en, &zone.district.zh, "district");
            self.scope(&zone.id, &zone.scope);
            if let Some(part) = &zone.part_of {
                self.cite(&zone.id, &part.cite);
                if catalogue.zone(&part.zone).is_none() {
                    let ids = catalogue.zones.iter().map(|zone| zone.id.as_str());
                    self.missing(&zone.id, "zone", &part.zone, ids);
                }
            }
            self.figures(&zone.figures);
            self.milestones(&zone.id, &zone.milestones);
            if zone.boundaries.is_empty() {
                self.report(
                    &zone.id,
                    "the zone has no boundary: add one, a Point if no outline is published",
                );
            }
            for boundary in &zone.boundaries {
                if let Some(figure) = &boundary.fitted_to
                    && catalogue.figure(figure).is_none()
                {
                    let ids = catalogue.figures().map(|(_, figure)| figure.id.as_str());
                    self.missing(&zone.id, "figure", figure, ids);
                }
                self.geometry(&zone.id, &boundary.geometry);
                self.edges(&zone.id, boundary);
            }
        }
        self.wholes();
    }

    /// No zone is a part of itself, however many steps away.
    fn wholes(&mut self) {
        let catalogue = self.catalogue;
        let whole = |id: &str| Some(catalogue.zone(id)?.part_of.as_ref()?.zone.as_str());
        for zone in &catalogue.zones {
            let first = zone.part_of.as_ref().map(|part| part.zone.as_str());
            let chain = std::iter::successors(first, |id| whole(id));
            if chain.take(catalogue.zones.len()).any(|id| id == zone.id) {
                self.report(&zone.id, "the zone is a part of itself: correct part_of");
            }
        }
    }

    fn edges(&mut self, at: &str, boundary: &Boundary) {
        let mut accuracies =
            boundary.edges.iter().map(|run| run.accuracy_m).chain(boundary.accuracy_m);
        if !accuracies.all(|accuracy| accuracy > 0.0) {
            self.report(at, "an accuracy is not above zero: give it in meters");
        }
        let traced = boundary.edges.iter().all(|run| run.quality == EdgeQuality::Published);
        if !traced && boundary.quality < BoundaryQuality::Schematic {
            self.report(at, "an outline with solved or assumed edges is Schematic: a zone is as good as its worst edge");
        }
        for (number, run) in boundary.edges.iter().enumerate() {
            let vertices = boundary
                .geometry
                .polygons()
                .get(run.part)
                .map_or(0, |polygon| polygon.exterior.len());
            if run.from >= run.to || run.to >= vertices {
                self.report(
                    at,
                    format!(
                        "the edges {} to {} of part {} do not exist: that ring has {vertices} vertices",
                        run.from, run.to, run.part
                    ),
                );
            }
            let overlaps = boundary.edges[..number]
                .iter()
                .any(|other| other.part == run.part && other.from < run.to && run.from < other.to);
            if overlaps {
                self.report(
                    at,
                    format!(
                        "two runs of edges overlap at vertex {} of part {}",
                        run.from, run.part
                    ),
                );
            }
        }
    }

    fn geometry(&mut self, at: &str, geometry: &Geometry) {
        let (low, high) = geometry.bounds();
        let finite = geometry
            .polygons()
            .iter()
            .flat_map(Polygon::rings)
            .flatten()
            .all(|at| at.lon.is_finite() && at.lat.is_finite());
        let valid = finite
            && low.lon >= -180.0
            && high.lon <= 180.0
            && low.lat >= -90.0
            && high.lat <= 90.0;
        if !valid {
            self.report(
                at,
                "a position is outside the world, or the outline is empty: positions are (longitude, latitude) in degrees",
            );
        }
        for ring in geometry.polygons().iter().flat_map(Polygon::rings) {
            if ring.len() < 4 || ring.first() != ring.last() {
                self.report(at, "a ring is not closed: it needs four positions or more, the last equal to the first");
            }
        }
    }

    fn programmes(&mut self) {
        for programme in &self.catalogue.programmes {
            self.name(&programme.id, &programme.name);
            self.text(&programme.id, &programme.summary.en, &programme.summary.zh, "summary");
            self.cite(&programme.id, &programme.cite);
            self.figures(&programme.figures);
            self.milestones(&programme.id, &programme.milestones);
        }
    }

    fn statements(&mut self) {
        let catalogue = self.catalogue;
        for statement in &catalogue.statements {
            self.cite(&statement.id, &statement.cite);
            self.text(&statement.id, &statement.text.en, &statement.text.zh, "text");
            if statement.about.is_empty() {
                self.report(
                    &statement.id,
                    "the statement is about nothing: name a zone or programme",
                );
            }
            for event in statement.came.iter().flatten() {
                if catalogue.milestone(event).is_none() {
                    let milestones = catalogue.zones.iter().flat_map(|zone| &zone.milestones);
                    let ids = milestones.filter_map(|milestone| milestone.id.as_deref());
                    self.missing(&statement.id, "milestone", event, ids);
                }
            }
            for about in &statement.about {
                if catalogue.zone(about).is_none() && catalogue.programme(about).is_none() {
                    let zones = catalogue.zones.iter().map(|zone| zone.id.as_str());
                    let programmes = catalogue.programmes.iter().map(|at| at.id.as_str());
                    self.missing(
                        &statement.id,
                        "zone or programme",
                        about,
                        zones.chain(programmes),
                    );
                }
            }
        }
    }

    fn figures(&mut self, figures: &[Figure]) {
        let catalogue = self.catalogue;
        for figure in figures {
            self.cite(&figure.id, &figure.cite);
            self.scope(&figure.id, &figure.scope);
            let end = match &figure.precision {
                Precision::To(end) => Some(end.as_str()),
                Precision::Exactly
                | Precision::About
                | Precision::Nearly
                | Precision::Over
                | Precision::AtLeast
                | Precision::UpTo => None,
            };
            if figure.value().is_none()
                || end.is_some_and(|end| super::figure::parse_printed(end).is_none())
            {
                self.report(
                    &figure.id,
                    "the printed number is not decimal: write it like 1,216.69",
                );
            }
            if figure.quantity.is_ground_area() && figure.unit.area_m2().is_none() {
                self.report(
                    &figure.id,
                    "the quantity is an area, the unit is not: give one of Km2, Ha, Mu, M2, WanM2",
                );
            }
            if let Some(noun) = &figure.noun {
                self.text(&figure.id, &noun.en, &noun.zh, "noun of a figure");
                if !matches!(figure.unit, Unit::Items | Unit::People) {
                    self.report(&figure.id, "only things and people have a noun: leave it out");
                }
            }
            if let Some(older) = &figure.supersedes
                && catalogue.figure(older).is_none()
            {
                let ids = catalogue.figures().map(|(_, figure)| figure.id.as_str());
                self.missing(&figure.id, "figure", older, ids);
            }
        }
    }

    fn milestones(&mut self, at: &str, milestones: &[Milestone]) {
        let ids: BTreeSet<&str> =
            milestones.iter().filter_map(|milestone| milestone.id.as_deref()).collect();
        for milestone in milestones {
            self.cite(at, &milestone.cite);
            self.text(at, &milestone.text.en, &milestone.text.zh, "text of a milestone");
            if let Some(plan) = &milestone.fulfils
                && !ids.contains(plan.as_str())
            {
                self.missing(at, "milestone", plan, ids.iter().copied());
            }
        }
    }

    fn name(&mut self, at: &str, name: &Name) {
        self.text(at, &name.en, &name.zh, "name");
        if name.pinyin.is_empty() {
            self.report(at, "the name has no pinyin: search by pinyin needs it");
        }
    }

    fn text(&mut self, at: &str, en: &str, zh: &str, what: &str) {
        if en.trim().is_empty() {
            self.report(at, format!("the English {what} is empty"));
        }
        if zh.trim().is_empty() {
            self.report(at, format!("the Chinese {what} is empty"));
        }
    }

    fn cite(&mut self, at: &str, cite: &Citation) {
        if self.catalogue.source(&cite.source).is_none() {
            let ids = self.catalogue.sources.iter().map(|source| source.id.as_str());
            self.missing(at, "source", &cite.source, ids);
        }
    }

    fn scope(&mut self, at: &str, scope: &str) {
        if self.catalogue.scope(scope).is_none() {
            let ids = self.catalogue.scopes.iter().map(|scope| scope.id.as_str());
            self.missing(at, "scope", scope, ids);
        }
    }

    fn missing<'b>(
        &mut self,
        at: &str,
        what: &str,
        id: &str,
        known: impl Iterator<Item = &'b str>,
    ) {
        let hint =
            nearest(id, known).map_or(String::new(), |near| format!("; did you mean \"{near}\"?"));
        self.report(at, format!("there is no {what} \"{id}\"{hint}"));
    }
}

/// The known word closest to a mistyped one, if any is close enough to be meant.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|candidate| {
            (strsim::jaro_winkler(&word.to_lowercase(), &candidate.to_lowercase()), candidate)
        })
        .filter(|(similarity, _)| *similarity > 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_suggested_and_a_far_one_is_not() {
        let known = ["dongba", "jinzhan", "cncc-2"];
        assert_eq!(nearest("dongbei", known.into_iter()), Some("dongba"));
        assert_eq!(nearest("zzz", known.into_iter()), None);
    }
}
