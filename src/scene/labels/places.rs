//! Where the name of a zone may stand: places to try, best first.

use super::{LabelInput, Placer, clear::frame_of};
use crate::scene::{
    item::Rect,
    presence::Presence,
    viewport::WorldPoint,
    zones::{ZoneShape, contains, visible_anchors},
};

/// A place to try.
pub(super) struct Place {
    pub center: [f32; 2],
    /// Beside the zone, not in it.
    pub outside: bool,
    /// So far off that a line leads to the zone.
    pub led: bool,
}

/// The share of a small zone that the view must show, for a name beside it.
const MOSTLY: f32 = 0.4;

/// Whether a zone of a crowd is named only inside: beside it, the name would stand in another.
fn roomy_only(input: &LabelInput<'_>, shape: &ZoneShape) -> bool {
    Some(shape.index) != input.selected && Some(shape.index) != input.hovered
}

/// Places to try, best first: inside where the text fits, else around, ever farther off.
pub(super) fn places(
    placer: &Placer<'_>,
    shape: &ZoneShape,
    presence: Presence,
    text: &Rect,
) -> Vec<Place> {
    let view = placer.input.view;
    let inside =
        |anchor: &WorldPoint| Place { center: view.to_screen(*anchor), outside: false, led: false };
    let radius = placer.input.style.zone.marker_radius;
    let is_area = presence == Presence::Area;
    let frame = if is_area {
        frame_of(placer.input, shape)
    } else {
        let [x, y] = view.to_screen(shape.anchor());
        Rect::new(x - radius, y - radius, 2.0 * radius, 2.0 * radius)
    };
    let roomy = text.width < frame.width * 0.98 && text.height < frame.height * 0.7;
    let seen = view.world_rect(0.0);
    let whole = shape.bounds.min.x >= seen.min.x
        && shape.bounds.min.y >= seen.min.y
        && shape.bounds.max.x <= seen.max.x
        && shape.bounds.max.y <= seen.max.y;
    if shape.in_crowd && roomy_only(placer.input, shape) {
        let center = shape.bounds.center();
        return match roomy {
            false => Vec::new(),
            true if whole && contains(&shape.polygons, center) => vec![inside(&center)],
            true => visible_anchors(placer.input.shapes, shape, &seen).iter().map(inside).collect(),
        };
    }
    // A small zone of which the edge cuts a part is named beside it all the same.
    let is_small =
        f64::from(frame.width) < view.width * 0.5 && f64::from(frame.height) < view.height * 0.5;
    #[expect(clippy::cast_possible_truncation, reason = "screens are smaller than 2^24 pixels")]
    let in_view = [
        (frame.right().min(view.width as f32) - frame.x.max(0.0)).max(0.0),
        (frame.bottom().min(view.height as f32) - frame.y.max(0.0)).max(0.0),
    ];
    let seen_share = in_view[0] * in_view[1] / (frame.width * frame.height).max(1.0);
    let mostly_seen = is_small && seen_share > MOSTLY;
    if is_area && !whole && !mostly_seen {
        // Beside a zone that goes on past the edge, its name would stand in another zone.
        let anchors = visible_anchors(placer.input.shapes, shape, &seen);
        return anchors.iter().map(inside).collect();
    }
    let mut places: Vec<Place> = Vec::new();
    if is_area && roomy {
        places.extend(shape.anchors.iter().map(inside));
    }
    let (middle_x, middle_y) = (frame.x + frame.width / 2.0, frame.y + frame.height / 2.0);
    for (gap, led) in
        [(4.0, false), (14.0, true), (34.0, true), (64.0, true), (100.0, true), (140.0, true)]
    {
        let (half_width, half_height) = (text.width / 2.0 + gap, text.height / 2.0 + gap);
        let (left, right) = (frame.x - half_width, frame.right() + half_width);
        let (above, below) = (frame.y - half_height, frame.bottom() + half_height);
        let (sides, ends) =
            ([[right, middle_y], [left, middle_y]], [[middle_x, above], [middle_x, below]]);
        // A marker has its name at its side, an outline above or below.
        let straight = if is_area { [ends, sides].concat() } else { [sides, ends].concat() };
        let slanting = [
            [right, above + half_height],
            [left, above + half_height],
            [right, below - half_height],
            [left, below - half_height],
            [right, above],
            [left, above],
            [right, below],
            [left, below],
        ];
        places.extend(straight.into_iter().chain(slanting).map(|center| Place {
            center,
            outside: true,
            led,
        }));
    }
    places
}

/// Places all over the part of a zone that the view shows, the nearest to its best place first.
pub(super) fn places_all_over(
    input: &LabelInput<'_>,
    shape: &ZoneShape,
    text: &Rect,
) -> Vec<Place> {
    const STEP: f32 = 14.0;
    const MOST: usize = 900;
    let view = input.view;
    #[expect(clippy::cast_possible_truncation, reason = "screens are smaller than 2^24 pixels")]
    let (width, height) = (view.width as f32, view.height as f32);
    let frame = frame_of(input, shape);
    let (left, right) = (frame.x.max(0.0), frame.right().min(width));
    let (top, bottom) = (frame.y.max(0.0), frame.bottom().min(height));
    if right - left < text.width || bottom - top < text.height {
        return Vec::new();
    }
    let best = view.to_screen(shape.anchor());
    let mut found: Vec<([f32; 2], f32)> = Vec::new();
    let mut y = top + text.height / 2.0;
    while y < bottom && found.len() < MOST {
        let mut x = left + text.width / 2.0;
        while x < right && found.len() < MOST {
            if contains(&shape.polygons, view.to_world([x, y])) {
                found.push(([x, y], libm::hypotf(x - best[0], y - best[1])));
            }
            x += STEP;
        }
        y += STEP;
    }
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    found.into_iter().map(|(center, _)| Place { center, outside: false, led: false }).collect()
}
