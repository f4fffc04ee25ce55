//! The inset that shows where in Beijing a map is: the city alone, its districts as pale areas with the
//! edges that they share. No outer border is drawn.

use super::page::Page;
use crate::{
    scene::{
        city::City,
        item::{Item, Path, Rect, snap},
        viewport::{Viewport, WorldPoint},
        zones::contains,
    },
    style::Ink,
    text::{Weight, shape::width_em},
    words,
};

/// Sides of the inset, logical pixels: the shape of the city.
const SIZE: (f32, f32) = (116.0, 124.0);
/// A map that shows more of the city than this needs no inset.
const MOST_SHARE: f64 = 0.5;
/// A smaller frame is shown as a spot.
const SMALLEST_FRAME: f32 = 7.0;
const WORD_SIZE: f32 = 10.5;

fn view_of(rect: Rect) -> Viewport {
    Viewport::fit(City::beijing().bounds, f64::from(rect.width), f64::from(rect.height), 2.0)
}

/// Width and height of the inset. `None` where the map shows most of the city itself, or is too small.
pub(super) fn size(view: &Viewport, frame: Rect) -> Option<(f32, f32)> {
    let seen = view.world_rect(0.0);
    let all = City::beijing().bounds;
    let share = (seen.width() / all.width()).min(seen.height() / all.height());
    let has_room = frame.width >= SIZE.0 * 3.5 && frame.height >= SIZE.1 * 2.6;
    (share <= MOST_SHARE && has_room).then_some(SIZE)
}

/// Draws the inset with the frame of the map in it.
pub(super) fn draw(page: &mut Page<'_>, rect: Rect, view: &Viewport) {
    let small = view_of(rect);
    let place = |at: WorldPoint| {
        let [x, y] = small.to_screen(at);
        snap([x + rect.x, y + rect.y])
    };
    let ui = page.palette.ui;
    page.items.push(Item::Fill { path: Path::rect(rect), color: ui.window });
    page.items.push(Item::Clip(rect));
    districts(page, view, place);
    let seen = view.world_rect(0.0);
    let (low, high) = (place(seen.min), place(seen.max));
    let (left, top) = (low[0].max(rect.x + 1.0), low[1].max(rect.y + 1.0));
    let (right, bottom) = (high[0].min(rect.right() - 1.0), high[1].min(rect.bottom() - 1.0));
    let frame = Rect::new(left, top, right - left, bottom - top);
    if frame.width.max(frame.height) < SMALLEST_FRAME {
        let middle = [frame.x + frame.width / 2.0, frame.y + frame.height / 2.0];
        page.items.push(Item::Fill { path: Path::circle(middle, 4.6), color: ui.window });
        page.items.push(Item::Fill { path: Path::circle(middle, 3.4), color: ui.accent });
    } else {
        let path = Path::rect(frame);
        page.items.push(Item::Fill { path: path.clone(), color: ui.accent.with_alpha(0.14) });
        page.items.push(Item::Stroke { path, color: ui.accent, width: 1.6, dash: None });
    }
    let city = words::t(page.chrome_lang(), "city");
    if let Some(at) = word_place(&city, rect, &frame) {
        page.text(&city, Weight::Regular, WORD_SIZE, at, ui.weak);
    }
    page.items.push(Item::Unclip);
    page.items.push(Item::Stroke {
        path: Path::rect(rect),
        color: ui.line,
        width: 1.0,
        dash: None,
    });
}

/// The districts, that in which the middle of the map lies darker, and the lakes.
fn districts(page: &mut Page<'_>, view: &Viewport, place: impl Fn(WorldPoint) -> [f32; 2]) {
    const PALE: f32 = 0.34;
    const OWN: f32 = 0.34;
    let city = City::beijing();
    let ui = page.palette.ui;
    let ring =
        |ring: &Vec<WorldPoint>| -> Vec<[f32; 2]> { ring.iter().map(|at| place(*at)).collect() };
    let about_zone = page.title_zone().is_some();
    for rings in &city.districts {
        let path = Path { subpaths: rings.iter().map(ring).collect(), closed: true };
        let color = page.palette.ink(Ink::Boundary).with_alpha(PALE);
        page.items.push(Item::Fill { path: path.clone(), color });
        if about_zone && contains(std::slice::from_ref(rings), view.center) {
            page.items.push(Item::Fill { path, color: ui.accent.with_alpha(OWN) });
        }
    }
    let subpaths = city.district_edges.iter().map(ring).collect();
    let path = Path { subpaths, closed: false };
    page.items.push(Item::Stroke { path, color: ui.window, width: 0.9, dash: None });
    let subpaths = city.lakes.iter().map(ring).collect();
    let water = page.palette.ink(Ink::Water);
    page.items.push(Item::Fill { path: Path { subpaths, closed: true }, color: water });
}

/// Where the name of the city stands: in the corner of the inset that is free of the city, or another
/// that the frame leaves.
fn word_place(word: &str, rect: Rect, frame: &Rect) -> Option<[f32; 2]> {
    const GAP: f32 = 6.0;
    let width = width_em(word, Weight::Regular) * WORD_SIZE;
    let (left, right) = (rect.x + GAP, rect.right() - GAP - width);
    let (top, bottom) = (rect.y + 15.0, rect.bottom() - GAP);
    [[left, top], [right, bottom], [right, top], [left, bottom]].into_iter().find(|[x, y]| {
        let covered = Rect::new(*x, y - WORD_SIZE, width, WORD_SIZE * 1.3).expand(2.0);
        !covered.intersects(frame)
    })
}
