//! What contains or overlaps what: as a source states it and as the outlines measure it.

use crate::model::{
    as_of::AsOf,
    catalogue::Catalogue,
    relations::{Overlap, adjoin, overlap},
    source::Citation,
};

/// A pair of zones of which something is stated or measured; `a` is the smaller, or the stated part.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationRow {
    /// Indices in the catalogue.
    pub a: usize,
    pub b: usize,
    /// Shared ground; its first share is that of `a`.
    pub measured: Option<Overlap>,
    /// Who states that `a` is part of `b`.
    pub stated: Option<Stated>,
    pub finding: Finding,
}

/// Who states that a zone is part of another.
#[derive(Debug, Clone, PartialEq)]
pub enum Stated {
    BySource(Citation),
    /// Our own reading.
    ByUs,
}

/// How statement and outlines agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// Stated inside, and drawn partly or wholly outside.
    Contradiction,
    /// Drawn inside, and no source says so.
    NotStated,
    /// Drawn partly inside, which nobody states.
    Overlap,
    /// Drawn side by side.
    Adjoins,
    /// Stated, and one of them has no outline.
    NotDrawn,
    /// Drawn inside as we read it; no source says so.
    OurReading,
    Agreement,
}

impl Finding {
    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Finding::Contradiction => "finding-contradiction",
            Finding::NotStated => "finding-not-stated",
            Finding::Overlap => "finding-overlap",
            Finding::Adjoins => "finding-adjoins",
            Finding::NotDrawn => "finding-not-drawn",
            Finding::OurReading => "finding-our-reading",
            Finding::Agreement => "finding-agreement",
        }
    }
}

/// Above this share an outline lies inside another: what is missing is the width of drawn edges.
pub const NEARLY_ALL: f64 = 0.985;

/// All relations among these zones on a day, contradictions first.
pub fn relation_rows(catalogue: &Catalogue, indices: &[usize], at: AsOf) -> Vec<RelationRow> {
    let mut rows = Vec::new();
    for (place, &first) in indices.iter().enumerate() {
        for &second in &indices[place + 1..] {
            let stated_in = |part: usize, whole: usize| stated(catalogue, part, whole);
            let (stated, mut pair) = match (stated_in(first, second), stated_in(second, first)) {
                (Some(stated), _) => (Some(stated), (first, second)),
                (None, Some(stated)) => (Some(stated), (second, first)),
                (None, None) => (None, (first, second)),
            };
            let outline = |index: usize| catalogue.zones[index].outline_on(at);
            let measured = outline(pair.0).zip(outline(pair.1)).and_then(|(a, b)| {
                let shared = overlap(&a.geometry, &b.geometry)?;
                if stated.is_none() && shared.of_second > shared.of_first {
                    pair = (pair.1, pair.0);
                    return Some(Overlap {
                        of_first: shared.of_second,
                        of_second: shared.of_first,
                        ..shared
                    });
                }
                Some(shared)
            });
            let has_area = |index: usize| {
                outline(index).is_some_and(|outline| !outline.geometry.polygons().is_empty())
            };
            let inside = measured.is_some_and(|measured| measured.of_first > NEARLY_ALL);
            let finding = match (&stated, measured) {
                (None, None) => {
                    let beside = outline(pair.0)
                        .zip(outline(pair.1))
                        .is_some_and(|(a, b)| adjoin(&a.geometry, &b.geometry));
                    if !beside {
                        continue;
                    }
                    Finding::Adjoins
                }
                (Some(_), _) if !has_area(pair.0) || !has_area(pair.1) => Finding::NotDrawn,
                (Some(Stated::ByUs), _) if inside => Finding::OurReading,
                (Some(Stated::BySource(_)), _) if inside => Finding::Agreement,
                (Some(_), _) => Finding::Contradiction,
                (None, Some(_)) if inside => Finding::NotStated,
                (None, Some(_)) => Finding::Overlap,
            };
            rows.push(RelationRow { a: pair.0, b: pair.1, measured, stated, finding });
        }
    }
    rows.sort_by(|a, b| {
        let shared = |row: &RelationRow| row.measured.map_or(0.0, |measured| measured.shared_m2);
        a.finding.cmp(&b.finding).then(shared(b).total_cmp(&shared(a)))
    });
    rows
}

/// Who states that a zone is part of another, by the zones or by their scopes.
fn stated(catalogue: &Catalogue, part: usize, whole: usize) -> Option<Stated> {
    let (part, whole) = (&catalogue.zones[part], &catalogue.zones[whole]);
    if let Some(of) = part.part_of.as_ref().filter(|of| of.zone == whole.id) {
        return Some(Stated::BySource(of.cite.clone()));
    }
    let within = &catalogue.scope(&part.scope)?.within;
    let within = within.iter().find(|within| within.scope == whole.scope.as_str())?;
    Some(within.cite.clone().map_or(Stated::ByUs, Stated::BySource))
}
