//! What a map shows of the document on one day: outlines and their colours. Each of two views has its
//! own.

use std::sync::Arc;

use super::{Editor, derived::next_generation};
use crate::{
    model::{as_of::AsOf, units::AreaUnit, zone::Group},
    scene::{
        crowd::{self, Cell},
        pick::Picker,
        theming::{ColorBy, Theming},
        zones::{ZoneShape, zone_shapes},
    },
};

#[derive(Default)]
pub struct MapContent {
    shapes_key: Option<ShapesKey>,
    theming_key: Option<(ColorBy, AreaUnit, AsOf, u64)>,
    /// Changes whenever the shapes do; never the same in another document or view.
    pub generation: u64,
    /// Those of a crowd first, by cells.
    pub shapes: Arc<Vec<ZoneShape>>,
    pub cells: Vec<Cell>,
    pub picker: Picker,
    /// `None` where each zone has its own colour.
    pub theming: Option<Theming>,
    /// Changes whenever the classes do; never the same in another document or view.
    pub theming_generation: u64,
}

/// What decides the shapes: the date, the groups shown, and a selected zone of a hidden one.
#[derive(Clone, PartialEq)]
struct ShapesKey {
    at: AsOf,
    edition: u64,
    shown: (bool, bool, bool),
    shown_besides: Option<usize>,
}

impl MapContent {
    /// Rebuilds what no longer follows.
    pub(super) fn update(&mut self, editor: &Editor, at: AsOf) {
        let session = editor.session();
        let catalogue = editor.catalogue();
        let shows = |index: usize| match catalogue.zones[index].group {
            Group::Report | Group::Layer => session.zones,
            Group::Neighbour => session.zones && session.neighbours,
            Group::Wider => session.zones && session.wider,
        };
        let key = ShapesKey {
            at,
            edition: editor.edition(),
            shown: (session.zones, session.neighbours, session.wider),
            // A zone of a hidden group is shown while it is selected.
            shown_besides: editor.selected().filter(|index| !shows(*index)),
        };
        if self.shapes_key.as_ref() != Some(&key) {
            let shown = |index| shows(index) || key.shown_besides == Some(index);
            let shapes = zone_shapes(catalogue, at, shown);
            self.picker = Picker::new(&shapes);
            self.cells = crowd::cells(&shapes[..crowd::crowd_len(&shapes)]);
            self.shapes = Arc::new(shapes);
            self.generation = next_generation();
            self.shapes_key = Some(key);
        }
        // Labels of sizes name the unit.
        let key = (session.color_by, session.unit, at, editor.edition());
        if self.theming_key != Some(key) {
            self.theming = Theming::new(catalogue, session.color_by, session.unit, at);
            self.theming_generation = next_generation();
            self.theming_key = Some(key);
        }
    }
}
