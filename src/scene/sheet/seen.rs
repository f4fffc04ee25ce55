//! What a page shows, for its legend and its figures.

use std::collections::BTreeMap;

use crate::{
    model::{Bilingual, catalogue::Catalogue},
    scene::{
        crowd::crowd_len,
        presence::{self, Presence, presence},
        viewport::Viewport,
        zones::ZoneShape,
    },
    style::MapStyle,
};

/// What a view shows: what the legend explains.
pub(super) struct Seen {
    /// In catalogue order.
    pub zones: Vec<usize>,
    /// As what each of them is drawn.
    pub presences: BTreeMap<usize, Presence>,
    /// The letters of positions, where there are several.
    pub letters: BTreeMap<usize, char>,
    pub layers: Vec<SeenLayer>,
}

/// What a view shows of a large layer.
pub(super) struct SeenLayer {
    pub name: Bilingual,
    /// Drawn areas in m², the smallest first.
    pub areas: Vec<f64>,
    /// Indices in the catalogue.
    pub zones: Vec<usize>,
    pub uncertain: bool,
}

impl Seen {
    pub fn new(
        catalogue: &Catalogue,
        shapes: &[ZoneShape],
        view: &Viewport,
        style: &MapStyle,
        selected: Option<usize>,
    ) -> Self {
        let (crowd, others) = shapes.split_at(crowd_len(shapes));
        let presences: BTreeMap<usize, Presence> = others
            .iter()
            .map(|shape| (shape.index, presence(shape, view, style, selected == Some(shape.index))))
            .filter(|(_, presence)| presence.is_told())
            .collect();
        Self {
            zones: presences.keys().copied().collect(),
            presences,
            letters: presence::letters(others, view, style, selected),
            layers: seen_layers(catalogue, crowd, view),
        }
    }
}

impl Seen {
    /// As what each zone is drawn, with the letter of its sign.
    pub fn signs(&self) -> BTreeMap<usize, (Presence, Option<char>)> {
        let sign = |(index, presence): (&usize, &Presence)| {
            (*index, (*presence, self.letters.get(index).copied()))
        };
        self.presences.iter().map(sign).collect()
    }
}

/// The layers of a crowd, by the files they are from.
fn seen_layers(catalogue: &Catalogue, crowd: &[ZoneShape], view: &Viewport) -> Vec<SeenLayer> {
    let seen = view.world_rect(0.0);
    let mut layers: BTreeMap<&str, SeenLayer> = BTreeMap::new();
    for shape in crowd.iter().filter(|shape| shape.bounds.touches(&seen)) {
        let scope = catalogue.zones[shape.index].scope.as_str();
        let layer = layers.entry(scope).or_insert_with(|| SeenLayer {
            name: catalogue
                .source(scope)
                .map_or_else(|| Bilingual::new(scope, scope), |source| source.title.clone()),
            areas: Vec::new(),
            zones: Vec::new(),
            uncertain: false,
        });
        layer.areas.push(shape.area_m2);
        layer.zones.push(shape.index);
        layer.uncertain |= !shape.lines(false).is_empty();
    }
    let mut layers: Vec<SeenLayer> = layers.into_values().collect();
    for layer in &mut layers {
        layer.areas.sort_by(f64::total_cmp);
    }
    layers
}
