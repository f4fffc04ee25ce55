//! What the name of a zone must keep clear of: other zones, outlines, names and markers.

use super::{LEADER_STEP, LabelInput, Placer};
use crate::scene::{
    item::Rect,
    presence::{Presence, presence},
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

/// Whether the middle of a side of a label that stands outside its zone is close to the zone, or to its
/// marker, so that no line has to lead there.
pub(super) fn faces(placer: &Placer<'_>, shape: &ZoneShape, label: &Rect) -> bool {
    const CLOSE: f32 = 12.0;
    if placer.markers.iter().any(|(index, _)| *index == shape.index) {
        return true;
    }
    let view = placer.input.view;
    let (x, y) = (label.x + label.width / 2.0, label.y + label.height / 2.0);
    [
        [x, label.y - CLOSE],
        [x, label.bottom() + CLOSE],
        [label.x - CLOSE, y],
        [label.right() + CLOSE, y],
    ]
    .iter()
    .any(|at| contains(&shape.polygons, view.to_world(*at)))
}

/// Whether a line to a zone would pass behind a label that stands already or another zone's marker, or
/// cross another such line.
pub(super) fn crosses_a_label(
    placer: &Placer<'_>,
    shape: &ZoneShape,
    [from, to]: [[f32; 2]; 2],
) -> bool {
    let lines = placer.placed.iter().filter_map(|label| label.leader);
    if lines.into_iter().any(|line| cross([from, to], line)) {
        return true;
    }
    let length = libm::hypotf(to[0] - from[0], to[1] - from[1]);
    let steps = (length / LEADER_STEP).ceil().max(1.0);
    let mut step = 0.0;
    while step <= steps {
        let share = step / steps;
        let at = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
        let point = Rect::new(at[0], at[1], 0.1, 0.1).expand(1.0);
        let labels = placer.placed.iter().flat_map(|label| &label.boxes);
        let markers = placer.markers.iter().filter(|(index, _)| *index != shape.index);
        if labels.chain(markers.map(|(_, marker)| marker)).any(|other| other.intersects(&point)) {
            return true;
        }
        step += 1.0;
    }
    false
}

/// Whether two lines meet.
fn cross([a, b]: [[f32; 2]; 2], [c, d]: [[f32; 2]; 2]) -> bool {
    let side = |from: [f32; 2], to: [f32; 2], at: [f32; 2]| {
        (to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0])
    };
    side(a, b, c) * side(a, b, d) <= 0.0 && side(c, d, a) * side(c, d, b) <= 0.0
}

/// Whether a label inside its zone would hide a smaller zone in it, or the one that the page is about.
pub(super) fn covers_part(input: &LabelInput<'_>, shape: &ZoneShape, label: &Rect) -> bool {
    let grid = grid(input, label);
    input.shapes.iter().any(|other| {
        let selected = Some(other.index) == input.selected;
        let is_part =
            other.area_m2 < shape.area_m2 || selected && !contains(&other.polygons, shape.anchor());
        other.index != shape.index
            && is_part
            && presence(other, input.view, input.style, selected) == Presence::Area
            && (grid.iter().any(|at| contains(&other.polygons, *at))
                || frame_of(input, other).width < label.width
                    && frame_of(input, other).intersects(label))
    })
}

/// Whether a label stands at least so far from the names of other zones and from the edge of the view.
pub(super) fn stands_apart(placer: &Placer<'_>, label: &Rect) -> bool {
    const FROM_NAMES: f32 = 6.0;
    const FROM_EDGE: f32 = 8.0;
    let view = placer.input.view;
    #[expect(clippy::cast_possible_truncation, reason = "screens are smaller than 2^24 pixels")]
    let seen = Rect::new(0.0, 0.0, view.width as f32, view.height as f32).expand(-FROM_EDGE);
    let wide = label.expand(FROM_NAMES);
    let names = placer.placed.iter().filter(|label| label.zone.is_some());
    seen.contains_rect(label)
        && !names.flat_map(|label| &label.boxes).any(|other| other.intersects(&wide))
}

/// Places all over a label.
fn grid(input: &LabelInput<'_>, label: &Rect) -> Vec<WorldPoint> {
    [0.02, 0.25, 0.5, 0.75, 0.98]
        .iter()
        .flat_map(|x| {
            [0.05, 0.5, 0.95].map(|y| [label.x + label.width * x, label.y + label.height * y])
        })
        .map(|point| input.view.to_world(point))
        .collect()
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
                .any(|edge| covered.meets_segment(edge[0], edge[1]))
    })
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
    let grid = grid(input, label);
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
