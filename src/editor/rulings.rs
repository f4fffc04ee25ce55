//! Changes of the document, and their undoing.

use std::sync::Arc;

use super::Editor;
use crate::model::ruling::Ruling;

/// A change of one zone's ruling.
#[derive(Debug, Clone, PartialEq)]
struct Change {
    zone: String,
    before: Option<Ruling>,
    after: Option<Ruling>,
}

/// What was changed, and what was taken back.
#[derive(Debug, Default)]
pub(super) struct Changes {
    done: Vec<Change>,
    undone: Vec<Change>,
    /// Rulings of other documents, which are not lost meanwhile.
    elsewhere: Vec<(String, Ruling)>,
    /// Counts the changes, so that what follows from the document is rebuilt.
    edition: u64,
}

impl Editor {
    /// A number that changes with the document.
    pub fn edition(&self) -> u64 {
        self.changes.edition
    }

    pub fn can_undo(&self) -> bool {
        !self.changes.done.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.changes.undone.is_empty()
    }

    /// All rulings by the id of their zone.
    pub fn rulings(&self) -> Vec<(String, Ruling)> {
        let zones = self.catalogue.zones.iter();
        let here = zones.filter_map(|zone| Some((zone.id.clone(), zone.ruling.clone()?)));
        here.chain(self.changes.elsewhere.iter().cloned()).collect()
    }

    /// Puts the rulings of an earlier session in their zones. Those of figures that the document lacks
    /// are kept for when it has them.
    pub fn recall_rulings(&mut self, rulings: &[(String, Ruling)]) {
        for (id, ruling) in rulings {
            let has_figure = self
                .catalogue
                .zone(id)
                .is_some_and(|zone| zone.figures.iter().any(|figure| figure.id == ruling.figure));
            if has_figure {
                self.set(id, Some(ruling.clone()));
            } else {
                self.changes.elsewhere.push((id.clone(), ruling.clone()));
            }
        }
    }

    /// Decides on a figure. Says whether anything has changed.
    pub(super) fn rule(&mut self, zone: &str, ruling: Option<Ruling>) -> bool {
        let Some(before) = self.catalogue.zone(zone).map(|zone| zone.ruling.clone()) else {
            return false;
        };
        if before == ruling {
            return false;
        }
        self.set(zone, ruling.clone());
        self.changes.done.push(Change { zone: zone.to_owned(), before, after: ruling });
        self.changes.undone.clear();
        true
    }

    pub(super) fn undo(&mut self) -> bool {
        let Some(change) = self.changes.done.pop() else { return false };
        self.set(&change.zone, change.before.clone());
        self.changes.undone.push(change);
        true
    }

    pub(super) fn redo(&mut self) -> bool {
        let Some(change) = self.changes.undone.pop() else { return false };
        self.set(&change.zone, change.after.clone());
        self.changes.done.push(change);
        true
    }

    fn set(&mut self, zone: &str, ruling: Option<Ruling>) {
        let catalogue = Arc::make_mut(&mut self.catalogue);
        if let Some(zone) = catalogue.zones.iter_mut().find(|other| other.id == zone) {
            zone.ruling = ruling;
        }
        self.changes.edition += 1;
    }
}
