//! Which zones are selected: the one that the inspector shows, and others with it.

use std::collections::BTreeSet;

use super::{
    Action, Camera, Derived, Editor, Effect,
    desk::{self, DeskLine},
};
use crate::scene::{
    Viewport,
    viewport::{MAX_ZOOM, WorldRect},
};

/// The zones that are selected, by index in the catalogue.
#[derive(Debug, Clone, Default)]
pub(super) struct Selection {
    zones: BTreeSet<usize>,
    /// Where a run of rows begins.
    anchor: Option<usize>,
    /// Grows with each change.
    generation: u64,
}

/// What a run of zones is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sequence {
    /// The rows of the table, as they are sorted and filtered.
    Desk,
    /// The list at the left.
    List,
}

impl Sequence {
    fn zones(self, derived: &Derived) -> Vec<usize> {
        match self {
            Sequence::Desk => rows(derived).collect(),
            Sequence::List => {
                let zones = derived.lists.groups.iter().flat_map(|(_, zones)| zones);
                zones.map(|zone| zone.index).collect()
            }
        }
    }
}

/// The zones of the table's lines, in their order.
fn rows(derived: &Derived) -> impl Iterator<Item = usize> {
    let desk = &derived.desk;
    desk.lines.iter().filter_map(|line| match line {
        DeskLine::Row(at) => desk.rows.get(*at).map(|row| row.index),
        DeskLine::Group(_) => None,
    })
}

/// Several selected zones together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SelectedSum {
    pub count: usize,
    /// Zones left out of the sums, as they lie in another selected one.
    pub parts: usize,
    /// How many of the others have a drawn area, and its sum, m².
    pub drawn: (usize, f64),
    /// The same of the published area.
    pub published: (usize, f64),
    /// Of those that have both: how many, published and drawn.
    pub both: (usize, f64, f64),
}

impl SelectedSum {
    pub(super) fn new(editor: &Editor, derived: &Derived) -> Self {
        let zones: Vec<usize> = editor.selected_zones().iter().copied().collect();
        let (wholes, parts) = desk::wholes_of(editor.catalogue(), &zones);
        let sum = |of: fn(&super::ZoneFacts) -> Option<f64>| {
            let areas = wholes.iter().filter_map(|index| derived.facts.get(*index).and_then(of));
            areas.fold((0, 0.0), |(count, sum), area| (count + 1, sum + area))
        };
        Self {
            count: zones.len(),
            parts: parts.len(),
            drawn: sum(|facts| facts.drawn_m2),
            published: sum(|facts| facts.published_m2),
            both: wholes
                .iter()
                .filter_map(|index| {
                    let facts = derived.facts.get(*index)?;
                    facts.published_m2.zip(facts.drawn_m2)
                })
                .fold((0, 0.0, 0.0), |(count, published, drawn), (this, its_drawn)| {
                    (count + 1, published + this, drawn + its_drawn)
                }),
        }
    }
}

impl Editor {
    /// Whether a zone is selected, alone or with others.
    pub fn selects(&self, index: usize) -> bool {
        self.selection.zones.contains(&index)
    }

    /// All selected zones, by index in the catalogue.
    pub fn selected_zones(&self) -> &BTreeSet<usize> {
        &self.selection.zones
    }

    /// Grows with each change of what is selected.
    pub fn selection_generation(&self) -> u64 {
        self.selection.generation
    }

    /// Selects one zone or programme alone, by its id, or nothing.
    pub(super) fn select(&mut self, id: Option<String>) {
        self.selected =
            id.as_ref().and_then(|id| self.catalogue.zones.iter().position(|zone| zone.id == *id));
        self.session.selected = id;
        self.selection.anchor = self.selected;
        self.selection.zones = self.selected.into_iter().collect();
        self.selection.generation += 1;
    }

    /// Makes a zone the one that the inspector shows; the others stay selected.
    fn lead(&mut self, index: Option<usize>) {
        self.selected = index;
        self.session.selected = index.map(|index| self.catalogue.zones[index].id.clone());
        self.selection.generation += 1;
    }

    /// Carries out what changes the selection of several; `None` for other actions.
    pub(super) fn carry_out_selection(
        &mut self,
        action: &Action,
        derived: &Derived,
    ) -> Option<Vec<Effect>> {
        match action {
            Action::SelectToo(id) => self.select_too(id),
            Action::SelectUpTo(sequence, id) => {
                let to = self.catalogue.zones.iter().position(|zone| zone.id == *id)?;
                self.select_up_to(&sequence.zones(derived), to);
            }
            Action::SelectAllRows => {
                self.selection.zones = rows(derived).collect();
                let first = self.selected.filter(|index| self.selects(*index));
                let first = first.or_else(|| rows(derived).next());
                self.selection.anchor = first;
                self.lead(first);
            }
            Action::ZoomToSelection => {
                if let Some(camera) = self.selection_camera(derived) {
                    self.session.camera = Some(camera);
                }
            }
            Action::CopyRows => {
                return Some(vec![Effect::CopyText(super::texts::rows_text(self, derived))]);
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Takes a zone to the others, or away from them.
    fn select_too(&mut self, id: &str) {
        let Some(index) = self.catalogue.zones.iter().position(|zone| zone.id == id) else {
            return;
        };
        self.selection.anchor = Some(index);
        if !self.selection.zones.remove(&index) {
            self.selection.zones.insert(index);
            self.lead(Some(index));
        } else if self.selected == Some(index) {
            self.lead(self.selection.zones.last().copied());
        } else {
            self.lead(self.selected);
        }
    }

    /// Selects the run from where the last one began, or from the sequence's first zone.
    fn select_up_to(&mut self, zones: &[usize], to: usize) {
        let place = |wanted: usize| zones.iter().position(|index| *index == wanted);
        let Some(last) = place(to) else { return };
        let first = self.selection.anchor.and_then(place).unwrap_or(0);
        self.selection.anchor = zones.get(first).copied();
        let run = &zones[first.min(last)..=first.max(last)];
        self.selection.zones = run.iter().copied().collect();
        self.lead(Some(to));
    }

    /// The view that shows all selected zones with room around them.
    fn selection_camera(&self, derived: &Derived) -> Option<Camera> {
        if self.selection.zones.len() < 2 {
            return self.zone_camera(derived);
        }
        let mut bounds = WorldRect::EMPTY;
        for shape in derived.map.shapes.iter().filter(|shape| self.selects(shape.index)) {
            bounds.include(shape.bounds.min);
            bounds.include(shape.bounds.max);
        }
        if bounds.min.x > bounds.max.x {
            return None;
        }
        let (width, height) = self.map_size;
        let mut view = Viewport::fit(bounds, width, height, width.min(height) * 0.12);
        view.zoom = view.zoom.min(MAX_ZOOM - 1.5);
        Some(Camera::of(&view))
    }
}
