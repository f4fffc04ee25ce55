//! Which zone lies under the pointer.

use rstar::{AABB, RTree, RTreeObject};

use super::{
    viewport::{Viewport, WorldPoint, WorldRect},
    zones::{Appearance, ZoneShape, contains, edge_distance},
};

/// The zones in an R-tree, for the view they were prepared for.
#[derive(Default)]
pub struct Picker {
    tree: RTree<Entry>,
}

struct Entry {
    /// Index in the slice the tree was built from.
    at: usize,
    envelope: AABB<[f64; 2]>,
}

impl RTreeObject for Entry {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        self.envelope
    }
}

impl Picker {
    pub fn new(shapes: &[ZoneShape]) -> Self {
        let entries = shapes
            .iter()
            .enumerate()
            .map(|(at, shape)| Entry {
                at,
                envelope: AABB::from_corners(
                    [shape.bounds.min.x, shape.bounds.min.y],
                    [shape.bounds.max.x, shape.bounds.max.y],
                ),
            })
            .collect();
        Self { tree: RTree::bulk_load(entries) }
    }

    /// Where in the slice the zones stand whose bounds touch a rectangle.
    pub fn near(&self, rect: &WorldRect) -> impl Iterator<Item = usize> {
        let around = AABB::from_corners([rect.min.x, rect.min.y], [rect.max.x, rect.max.y]);
        self.tree.locate_in_envelope_intersecting(around).map(|entry| entry.at)
    }

    /// The catalogue indices of the zones under a position, markers first, then the smallest
    /// first. `slack_px` widens markers and thin zones for the hand.
    pub fn at(
        &self,
        shapes: &[ZoneShape],
        view: &Viewport,
        world: WorldPoint,
        marker_below_px: f32,
        slack_px: f64,
    ) -> Vec<usize> {
        let slack = slack_px / view.scale();
        let around = AABB::from_corners(
            [world.x - slack, world.y - slack],
            [world.x + slack, world.y + slack],
        );
        let mut hits: Vec<(bool, f64, usize)> = self
            .tree
            .locate_in_envelope_intersecting(around)
            .filter_map(|entry| {
                let shape = &shapes[entry.at];
                let appearance = shape.appearance(view, marker_below_px, false);
                let hit = match appearance {
                    Appearance::Hidden => false,
                    Appearance::Marker => {
                        let center = shape.anchor();
                        libm::hypot(center.x - world.x, center.y - world.y) <= slack
                    }
                    Appearance::Outline => {
                        let near = || edge_distance(&shape.polygons, world) < slack / 3.0;
                        contains(&shape.polygons, world) || !shape.in_crowd && near()
                    }
                };
                hit.then_some((appearance != Appearance::Marker, shape.area_m2, shape.index))
            })
            .collect();
        hits.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        hits.into_iter().map(|hit| hit.2).collect()
    }
}
