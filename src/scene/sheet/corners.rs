//! Which corner of its map each piece of furniture takes: where it hides least, the subject's shape
//! never if that can be helped.

use crate::{
    scene::{
        item::Rect,
        presence::{Presence, presence},
        viewport::{Viewport, WorldRect},
        zones::{ZoneShape, contains},
    },
    style::MapStyle,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Corner {
    UpperLeft,
    UpperRight,
    LowerLeft,
    LowerRight,
}

/// Something to be placed: its size with the air around it, and the corners it may take, the usual
/// one first.
pub(super) struct Piece {
    pub width: f32,
    pub height: f32,
    pub corners: [Corner; 4],
    /// Left out rather than over the subject's shape.
    pub optional: bool,
}

/// What lies under the furniture of a map.
pub(super) struct Ground<'a> {
    pub view: &'a Viewport,
    pub style: &'a MapStyle,
    pub shapes: &'a [ZoneShape],
    pub selected: Option<usize>,
    pub frame: Rect,
    /// Where furniture may stand: the frame without the credits.
    pub field: Rect,
    /// What stands already.
    pub fixed: &'a [Rect],
}

/// What a place would hide.
#[derive(Debug, Clone, Copy, Default)]
struct Hidden {
    /// Square pixels, weighted.
    cost: f32,
    subject: bool,
}

/// A corner that is not the usual one must save so many square pixels, weighted.
const HABIT: f32 = 260.0;
/// A piece over another or over what stands already.
const CLASH: f32 = 1e9;
/// Any part of the subject weighs more than all other zones.
const SUBJECT: f32 = 1e6;

/// The places of the pieces, which together hide least.
pub(super) fn places(ground: &Ground<'_>, pieces: &[Piece]) -> Vec<Option<Rect>> {
    let options: Vec<Vec<(Option<Rect>, f32)>> =
        pieces.iter().map(|piece| options(ground, piece)).collect();
    let mut best: (f32, Vec<Option<Rect>>) = (f32::INFINITY, Vec::new());
    search(&options, &mut Vec::new(), 0.0, &mut best);
    best.1
}

/// The places of one piece with what each costs.
fn options(ground: &Ground<'_>, piece: &Piece) -> Vec<(Option<Rect>, f32)> {
    let mut found = Vec::new();
    let mut habit = 0.0;
    for corner in piece.corners {
        let rect = rect_in(ground.field, corner, piece.width, piece.height);
        let hidden = hidden(ground, &rect);
        let clashes = ground.fixed.iter().any(|fixed| fixed.intersects(&rect));
        if !(piece.optional && hidden.subject) {
            found.push((Some(rect), hidden.cost + habit + if clashes { CLASH } else { 0.0 }));
        }
        habit += HABIT;
    }
    if piece.optional {
        found.push((None, SUBJECT / 2.0));
    }
    found
}

fn rect_in(field: Rect, corner: Corner, width: f32, height: f32) -> Rect {
    let (right, bottom) = (field.right() - width, field.bottom() - height);
    match corner {
        Corner::UpperLeft => Rect::new(field.x, field.y, width, height),
        Corner::UpperRight => Rect::new(right, field.y, width, height),
        Corner::LowerLeft => Rect::new(field.x, bottom, width, height),
        Corner::LowerRight => Rect::new(right, bottom, width, height),
    }
}

fn search(
    options: &[Vec<(Option<Rect>, f32)>],
    chosen: &mut Vec<Option<Rect>>,
    cost: f32,
    best: &mut (f32, Vec<Option<Rect>>),
) {
    let Some(of_next) = options.get(chosen.len()) else {
        if cost < best.0 {
            *best = (cost, chosen.clone());
        }
        return;
    };
    for (place, own) in of_next {
        let meets = |other: &Rect| place.is_some_and(|place| place.intersects(other));
        let clash = if chosen.iter().flatten().any(meets) { CLASH } else { 0.0 };
        chosen.push(*place);
        search(options, chosen, cost + own + clash, best);
        chosen.pop();
    }
}

/// What a place on the page would hide of the zones.
fn hidden(ground: &Ground<'_>, rect: &Rect) -> Hidden {
    const MARKER: f32 = 900.0;
    let Ground { view, style, frame, .. } = ground;
    let on_map = Rect::new(rect.x - frame.x, rect.y - frame.y, rect.width, rect.height);
    let points = grid(&on_map, STEP);
    let mut hidden = Hidden::default();
    for shape in ground.shapes {
        let selected = Some(shape.index) == ground.selected;
        if !selected && shape.in_crowd {
            continue;
        }
        let cost = match presence(shape, view, style, selected) {
            Presence::Hidden => 0.0,
            Presence::Dot | Presence::Position => {
                let [x, y] = view.to_screen(shape.anchor());
                let radius = style.zone.marker_radius + 3.0;
                let marker = Rect::new(x - radius, y - radius, 2.0 * radius, 2.0 * radius);
                if marker.intersects(&on_map) { MARKER * OTHER } else { 0.0 }
            }
            Presence::Area => hidden_area(ground, shape, &on_map, &points),
        };
        hidden.cost += cost;
        if selected && cost > 0.0 {
            hidden.subject = true;
            hidden.cost += SUBJECT;
        }
    }
    hidden
}

/// Between points at which a place is compared with zones, logical pixels.
const STEP: f32 = 8.0;
/// What a square pixel of a zone weighs, and of those so large or around the subject that a corner of
/// them is no loss.
const OTHER: f32 = 4.0;
const LARGE: f32 = 0.03;

/// What a place hides of an outline, square pixels, weighted.
fn hidden_area(ground: &Ground<'_>, shape: &ZoneShape, place: &Rect, points: &[[f32; 2]]) -> f32 {
    const LARGE_SHARE: f64 = 0.35;
    let view = ground.view;
    let covered = WorldRect {
        min: view.to_world([place.x, place.y]),
        max: view.to_world([place.right(), place.bottom()]),
    };
    if !shape.bounds.touches(&covered) {
        return 0.0;
    }
    let inside = points.iter().filter(|at| contains(&shape.polygons, view.to_world(**at))).count();
    #[expect(clippy::cast_precision_loss, reason = "a few hundred points")]
    let area = inside as f32 * STEP * STEP;
    if Some(shape.index) == ground.selected {
        let mut edges = shape.polygons.iter().flatten().flat_map(|ring| ring.windows(2));
        let touches = edges.any(|edge| covered.meets_segment(edge[0], edge[1]));
        return if touches { area.max(1.0) * OTHER } else { area * OTHER };
    }
    let subject = ground.shapes.iter().find(|other| Some(other.index) == ground.selected);
    let holds = subject.is_some_and(|subject| {
        shape.area_m2 > subject.area_m2 && contains(&shape.polygons, subject.anchor())
    });
    let (seen, bounds) = (view.world_rect(0.0), shape.bounds);
    let width = bounds.max.x.min(seen.max.x) - bounds.min.x.max(seen.min.x);
    let height = bounds.max.y.min(seen.max.y) - bounds.min.y.max(seen.min.y);
    let large = width * height > LARGE_SHARE * seen.width() * seen.height();
    area * if holds || large { LARGE } else { OTHER }
}

/// Points over a rectangle.
fn grid(rect: &Rect, step: f32) -> Vec<[f32; 2]> {
    let mut points = Vec::new();
    let mut y = rect.y + step / 2.0;
    while y < rect.bottom() {
        let mut x = rect.x + step / 2.0;
        while x < rect.right() {
            points.push([x, y]);
            x += step;
        }
        y += step;
    }
    points
}
