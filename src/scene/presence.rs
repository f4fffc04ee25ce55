//! As what a view shows a zone: what its map draws, its legend explains and its labels name.

use std::collections::BTreeMap;

use super::{
    viewport::Viewport,
    zones::{Appearance, ZoneShape},
};
use crate::style::MapStyle;

/// How a zone is drawn in a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Not in view, or with so little of its outline that nobody could tell what it is.
    Hidden,
    /// An outline with its fill.
    Area,
    /// A disc for an outline too small to draw.
    Dot,
    /// A ring for a position without outline.
    Position,
}

impl Presence {
    /// Whether legend and labels speak of it.
    pub fn is_told(self) -> bool {
        matches!(self, Presence::Area | Presence::Dot | Presence::Position)
    }
}

/// A zone cut by the edge of a view shows at least so many pixels each way, and half of itself or so
/// many square pixels.
const LEAST_SIDE_PX: f64 = 34.0;
const LEAST_SHARE: f64 = 0.5;
const LEAST_COVER_PX2: f64 = 10_000.0;

/// How a zone is drawn in a view. What is selected is never left out.
pub fn presence(shape: &ZoneShape, view: &Viewport, style: &MapStyle, selected: bool) -> Presence {
    match shape.appearance(view, style.zone.marker_below, selected) {
        Appearance::Marker => {
            let [x, y] = view.to_screen(shape.anchor()).map(f64::from);
            let room = f64::from(style.zone.marker_radius) + 2.0;
            let inside =
                (room..=view.width - room).contains(&x) && (room..=view.height - room).contains(&y);
            match (inside || selected, shape.is_point) {
                (false, _) => Presence::Hidden,
                (true, true) => Presence::Position,
                (true, false) => Presence::Dot,
            }
        }
        Appearance::Outline if !shape.bounds.touches(&view.world_rect(0.0)) => Presence::Hidden,
        Appearance::Outline if selected || shape.in_crowd || shows_enough(shape, view) => {
            Presence::Area
        }
        Appearance::Hidden | Appearance::Outline => Presence::Hidden,
    }
}

/// Whether the part of an outline that is in view can be taken for a zone.
fn shows_enough(shape: &ZoneShape, view: &Viewport) -> bool {
    let seen = view.world_rect(0.0);
    let bounds = shape.bounds;
    let whole = bounds.min.x >= seen.min.x
        && bounds.min.y >= seen.min.y
        && bounds.max.x <= seen.max.x
        && bounds.max.y <= seen.max.y;
    whole
        || shape.polygons.iter().filter_map(|rings| rings.first()).any(|ring| {
            let ring: Vec<[f64; 2]> =
                ring.iter().map(|at| view.to_screen(*at).map(f64::from)).collect();
            let part = clipped(&ring, view.width, view.height);
            let side = |axis: usize| {
                let values = || part.iter().map(|at| at[axis]);
                values().fold(f64::NEG_INFINITY, f64::max) - values().fold(f64::INFINITY, f64::min)
            };
            side(0).min(side(1)) >= LEAST_SIDE_PX
                && area(&part) >= LEAST_COVER_PX2.min(area(&ring) * LEAST_SHARE)
        })
}

/// The part of a ring in a rectangle at the origin (Sutherland and Hodgman 1974).
fn clipped(ring: &[[f64; 2]], width: f64, height: f64) -> Vec<[f64; 2]> {
    let mut ring = ring.to_vec();
    for (axis, limit, sign) in [(0, 0.0, 1.0), (0, width, -1.0), (1, 0.0, 1.0), (1, height, -1.0)] {
        let depth = |at: &[f64; 2]| (at[axis] - limit) * sign;
        let mut part = Vec::with_capacity(ring.len() + 4);
        for (at, from) in ring.iter().enumerate() {
            let to = &ring[(at + 1) % ring.len()];
            let (here, there) = (depth(from), depth(to));
            if here >= 0.0 {
                part.push(*from);
            }
            if (here >= 0.0) != (there >= 0.0) {
                let share = here / (here - there);
                part.push([0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * share));
            }
        }
        ring = part;
    }
    ring
}

fn area(ring: &[[f64; 2]]) -> f64 {
    let corner = |at: usize| ring[at % ring.len()];
    let twice: f64 = (0..ring.len())
        .map(|at| {
            let ([ax, ay], [bx, by]) = (corner(at), corner(at + 1));
            ax * by - bx * ay
        })
        .sum();
    (twice / 2.0).abs()
}

/// Letters for the positions that a view shows, where there is more than one, so that each is found
/// again in the legend. By index in the catalogue.
pub fn letters(
    shapes: &[ZoneShape],
    view: &Viewport,
    style: &MapStyle,
    selected: Option<usize>,
) -> BTreeMap<usize, char> {
    let is_position = |shape: &&ZoneShape| {
        shape.is_point
            && presence(shape, view, style, selected == Some(shape.index)) == Presence::Position
    };
    let mut found: Vec<usize> =
        shapes.iter().filter(is_position).map(|shape| shape.index).collect();
    if found.len() < 2 {
        return BTreeMap::new();
    }
    found.sort_unstable();
    found.into_iter().zip('A'..='Z').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_cut_at_the_edges_of_its_view() {
        let ring = [[-10.0, 20.0], [50.0, 20.0], [50.0, 60.0], [-10.0, 60.0]];
        let part = clipped(&ring, 100.0, 40.0);
        assert!((area(&part) - 50.0 * 20.0).abs() < 1e-9, "{part:?}");
        assert!(clipped(&ring, 100.0, 10.0).is_empty());
        assert!((area(&clipped(&ring, 100.0, 100.0)) - 50.0 * 40.0).abs() < 1e-9);
    }
}
