//! What the name of a zone must keep clear of: other zones, outlines, names and markers.

use super::{LabelInput, Placer};
use crate::scene::{
    item::Rect,
    viewport::{WorldPoint, WorldRect},
    zones::{Appearance, ZoneShape, contains},
};

/// The zones that hold this one and are hardly larger than its label, which would hide them.
pub(super) fn small_holders(input: &LabelInput<'_>, shape: &ZoneShape, label: &Rect) -> Vec<usize> {
    let limit = f64::from(label.width) * 1.6 / input.view.scale();
    input
        .shapes
        .iter()
        .filter(|other| {
            other.index != shape.index
                && other.bounds.width().max(other.bounds.height()) < limit
                && contains(&other.polygons, shape.anchor())
        })
        .map(|other| other.index)
        .collect()
}

/// Whether a line to a zone would pass behind a label that stands already, or another zone's marker.
pub(super) fn crosses_a_label(
    placer: &Placer<'_, '_>,
    shape: &ZoneShape,
    [from, to]: [[f32; 2]; 2],
) -> bool {
    const STEPS: u8 = 12;
    (0..=STEPS).any(|step| {
        let share = f32::from(step) / f32::from(STEPS);
        let at = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
        let point = Rect::new(at[0], at[1], 0.1, 0.1);
        let labels = placer.placed.iter().flat_map(|label| &label.boxes);
        let markers = placer.markers.iter().filter(|(index, _)| *index != shape.index);
        labels.chain(markers.map(|(_, marker)| marker)).any(|other| other.intersects(&point))
    })
}

/// Whether an outline runs through a label; those of a crowd do not count.
pub(super) fn crosses_edges(input: &LabelInput<'_>, label: &Rect) -> bool {
    let low = input.view.to_world([label.x, label.y]);
    let high = input.view.to_world([label.right(), label.bottom()]);
    let covered = WorldRect { min: low, max: high };
    let below = input.style.zone.marker_below;
    input.shapes.iter().any(|shape| {
        let selected = Some(shape.index) == input.selected;
        !shape.in_crowd
            && shape.bounds.touches(&covered)
            && shape.appearance(input.view, below, selected) == Appearance::Outline
            && shape
                .polygons
                .iter()
                .flatten()
                .flat_map(|ring| ring.windows(2))
                .any(|edge| touches(&covered, edge[0], edge[1]))
    })
}

/// Whether a segment touches a rectangle: their bounds meet, and the corners do not all lie on one side
/// of it.
fn touches(rect: &WorldRect, a: WorldPoint, b: WorldPoint) -> bool {
    let bounds = WorldRect {
        min: WorldPoint { x: a.x.min(b.x), y: a.y.min(b.y) },
        max: WorldPoint { x: a.x.max(b.x), y: a.y.max(b.y) },
    };
    if !bounds.touches(rect) {
        return false;
    }
    let corners = [
        (rect.min.x, rect.min.y),
        (rect.max.x, rect.min.y),
        (rect.max.x, rect.max.y),
        (rect.min.x, rect.max.y),
    ];
    let sides = corners.map(|(x, y)| (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) > 0.0);
    sides.iter().any(|side| *side != sides[0])
}

/// Whether a label beside its zone would stand in another zone: one that does not hold its own, or
/// one of `also`.
pub(super) fn stands_in(
    input: &LabelInput<'_>,
    shape: &ZoneShape,
    label: &Rect,
    also: &[usize],
) -> bool {
    // A grid over the label finds any zone that is not much smaller; for those the bounds decide.
    let grid: Vec<WorldPoint> = [0.02, 0.25, 0.5, 0.75, 0.98]
        .iter()
        .flat_map(|x| {
            [0.05, 0.5, 0.95].map(|y| [label.x + label.width * x, label.y + label.height * y])
        })
        .map(|point| input.view.to_world(point))
        .collect();
    let below = input.style.zone.marker_below;
    input.shapes.iter().any(|other| {
        let selected = Some(other.index) == input.selected;
        if other.index == shape.index
            || other.appearance(input.view, below, selected) != Appearance::Outline
            || (!also.contains(&other.index) && contains(&other.polygons, shape.anchor()))
        {
            return false;
        }
        let frame = frame_of(input, other);
        let small = frame.width < label.width && frame.height < label.height * 2.0;
        if small {
            frame.intersects(label)
        } else {
            grid.iter().any(|point| contains(&other.polygons, *point))
        }
    })
}

/// The bounds of an outline on the screen.
pub(super) fn frame_of(input: &LabelInput<'_>, shape: &ZoneShape) -> Rect {
    let low = input.view.to_screen(shape.bounds.min);
    let high = input.view.to_screen(shape.bounds.max);
    Rect::new(low[0], low[1], high[0] - low[0], high[1] - low[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_touches_a_rectangle_or_passes_it() {
        let at = |x: f64, y: f64| WorldPoint { x, y };
        let rect = WorldRect { min: at(1.0, 1.0), max: at(3.0, 2.0) };
        for (a, b, wanted) in [
            (at(0.0, 1.5), at(4.0, 1.5), true),
            (at(2.0, 1.2), at(2.5, 1.8), true),
            (at(0.0, 0.0), at(4.0, 0.5), false),
            // Past a corner: the bounds meet, the line does not.
            (at(0.0, 1.9), at(1.2, 3.0), false),
            (at(0.9, 1.0), at(1.5, 2.5), true),
        ] {
            assert_eq!(touches(&rect, a, b), wanted, "{a:?} {b:?}");
            assert_eq!(touches(&rect, b, a), wanted, "{b:?} {a:?}");
        }
    }
}
