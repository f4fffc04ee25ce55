//! What follows from the document and the session: rebuilt when they change, never saved.

use std::{collections::HashMap, sync::Arc};

use super::Editor;
use crate::{
    model::{
        Lang,
        as_of::{Status, status},
        audit::{Audit, audit},
        catalogue::Catalogue,
        date::Day,
        measure,
        relations::{Overlap, overlap},
        units::AreaUnit,
        zone::Group,
    },
    scene::{
        LabelLang,
        labels::{ZoneLabel, zone_labels},
        pick::Picker,
        viewport::WorldRect,
        zones::{ZoneShape, zone_shapes},
    },
};

/// One zone on the day shown.
#[derive(Debug, Clone)]
pub struct ZoneFacts {
    pub status: Status,
    /// m²
    pub published_m2: Option<f64>,
    pub drawn_m2: Option<f64>,
    pub audit: Option<Audit>,
}

pub struct Derived {
    key: Option<Key>,
    /// Changes whenever the shapes do.
    pub generation: u64,
    pub shapes: Arc<Vec<ZoneShape>>,
    pub picker: Picker,
    pub labels: HashMap<usize, ZoneLabel>,
    /// By index in the catalogue.
    pub facts: Vec<ZoneFacts>,
    /// What the selected zone overlaps, by index, the largest share first.
    pub overlaps: Vec<(usize, Overlap)>,
}

#[derive(Clone, PartialEq)]
struct Key {
    day: Day,
    lang: Lang,
    unit: AreaUnit,
    shown: (bool, bool, bool),
    selected: Option<usize>,
}

impl Default for Derived {
    fn default() -> Self {
        Self {
            key: None,
            generation: 0,
            shapes: Arc::default(),
            picker: Picker::new(&[]),
            labels: HashMap::new(),
            facts: Vec::new(),
            overlaps: Vec::new(),
        }
    }
}

impl Derived {
    /// Rebuilds what no longer follows.
    pub fn update(&mut self, editor: &Editor) {
        let session = editor.session();
        let key = Key {
            day: editor.day(),
            lang: session.lang,
            unit: session.unit,
            shown: (session.zones, session.neighbours, session.wider),
            selected: editor.selected(),
        };
        if self.key.as_ref() == Some(&key) {
            return;
        }
        let catalogue = editor.catalogue();
        let old = self.key.replace(key.clone());
        let same_shapes = old.as_ref().is_some_and(|old| {
            // A zone of a hidden group is shown while it is selected.
            (old.day, old.shown, old.selected) == (key.day, key.shown, key.selected)
        });
        if !same_shapes {
            let shapes = zone_shapes(catalogue, key.day, |index| {
                let shown = match catalogue.zones[index].group {
                    Group::Report | Group::Layer => session.zones,
                    Group::Neighbour => session.zones && session.neighbours,
                    Group::Wider => session.zones && session.wider,
                };
                shown || key.selected == Some(index)
            });
            self.picker = Picker::new(&shapes);
            self.shapes = Arc::new(shapes);
            self.generation += 1;
        }
        if old.as_ref().is_none_or(|old| (old.day, old.selected) != (key.day, key.selected)) {
            self.overlaps =
                key.selected.map(|index| overlaps(catalogue, index, key.day)).unwrap_or_default();
        }
        let lang = LabelLang::One(key.lang);
        self.labels = zone_labels(catalogue, lang, key.unit, key.day);
        if old.as_ref().is_none_or(|old| old.day != key.day) {
            self.facts =
                catalogue.zones.iter().map(|zone| facts(catalogue, zone, key.day)).collect();
        }
    }

    /// The bounds of a zone on a day, shown or not.
    pub fn bounds_of(&self, catalogue: &Catalogue, index: usize, day: Day) -> Option<WorldRect> {
        if let Some(shape) = self.shapes.iter().find(|shape| shape.index == index) {
            return Some(shape.bounds);
        }
        zone_shapes(catalogue, day, |at| at == index).first().map(|shape| shape.bounds)
    }
}

fn overlaps(catalogue: &Catalogue, index: usize, day: Day) -> Vec<(usize, Overlap)> {
    let Some(outline) = catalogue.zones[index].outline_on(day) else { return Vec::new() };
    let mut found: Vec<(usize, Overlap)> = catalogue
        .zones
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index)
        .filter_map(|(other, zone)| {
            let theirs = zone.outline_on(day)?;
            Some((other, overlap(&outline.geometry, &theirs.geometry)?))
        })
        .collect();
    found.sort_by(|a, b| b.1.shared_m2.total_cmp(&a.1.shared_m2));
    found
}

fn facts(catalogue: &Catalogue, zone: &crate::model::zone::Zone, day: Day) -> ZoneFacts {
    let figure = zone.headline_on(day);
    let outline = zone.outline_on(day);
    ZoneFacts {
        status: status(&zone.milestones, day),
        published_m2: figure.and_then(crate::model::figure::Figure::area_m2),
        drawn_m2: outline
            .map(|outline| measure::area_m2(&outline.geometry))
            .filter(|area| *area > 0.0),
        audit: figure.zip(outline).and_then(|(figure, outline)| audit(catalogue, figure, outline)),
    }
}
