//! The inset that shows where in Beijing a map is: the city alone, with the edges that its districts
//! share. No outer border is drawn.

use super::page::Page;
use crate::{
    scene::{
        city::City,
        item::{Item, Path, Rect, snap},
        viewport::{Viewport, WorldPoint, WorldRect},
        zones::ZoneShape,
    },
    style::Ink,
    text::Weight,
    words,
};

/// Sides of the inset, logical pixels: the shape of the city.
const SIZE: (f32, f32) = (112.0, 124.0);
const GAP: f32 = 12.0;
/// A map that shows more of the city than this needs no inset.
const MOST_SHARE: f64 = 0.5;
/// A smaller frame is shown as a spot.
const SMALLEST_FRAME: f32 = 7.0;

fn view_of(rect: Rect) -> Viewport {
    Viewport::fit(City::beijing().bounds, f64::from(rect.width), f64::from(rect.height), 2.0)
}

/// Where the inset stands: in the corner, of two, that hides less of the zones. `None` where the map
/// shows most of the city itself, or is too small.
pub(super) fn place(
    page: &Page<'_>,
    view: &Viewport,
    shapes: &[ZoneShape],
    frame: Rect,
) -> Option<Rect> {
    let seen = view.world_rect(0.0);
    let all = City::beijing().bounds;
    let share = (seen.width() / all.width()).min(seen.height() / all.height());
    if share > MOST_SHARE || frame.width < SIZE.0 * 3.5 || frame.height < SIZE.1 * 2.6 {
        return None;
    }
    let right =
        Rect::new(frame.right() - SIZE.0 - GAP, frame.bottom() - SIZE.1 - GAP, SIZE.0, SIZE.1);
    let left = Rect::new(frame.x + GAP, frame.y + GAP, SIZE.0, SIZE.1);
    let selected = page.selected();
    let hidden = |corner: &Rect| -> f32 {
        let zones = shapes.iter().filter(|shape| selected.is_none_or(|at| at == shape.index));
        zones.map(|shape| shared_area(corner, &screen_rect(view, shape.bounds, frame))).sum()
    };
    let (left_hides, right_hides) = (hidden(&left), hidden(&right));
    Some(if left_hides < right_hides { left } else { right })
}

fn screen_rect(view: &Viewport, bounds: WorldRect, frame: Rect) -> Rect {
    let (low, high) = (view.to_screen(bounds.min), view.to_screen(bounds.max));
    Rect::new(frame.x + low[0], frame.y + low[1], high[0] - low[0], high[1] - low[1])
}

fn shared_area(one: &Rect, other: &Rect) -> f32 {
    let width = one.right().min(other.right()) - one.x.max(other.x);
    let height = one.bottom().min(other.bottom()) - one.y.max(other.y);
    width.max(0.0) * height.max(0.0)
}

/// Draws the inset with the frame of the map in it.
pub(super) fn draw(page: &mut Page<'_>, rect: Rect, view: &Viewport) {
    let small = view_of(rect);
    let place = |at: WorldPoint| {
        let [x, y] = small.to_screen(at);
        snap([x + rect.x, y + rect.y])
    };
    let ui = page.palette.ui;
    let edge = page.palette.ink(Ink::Boundary);
    page.items.push(Item::Fill { path: Path::rect(rect), color: ui.window });
    page.items.push(Item::Clip(rect));
    let subpaths = City::beijing()
        .district_edges
        .iter()
        .map(|line| line.iter().map(|at| place(*at)).collect())
        .collect();
    page.items.push(Item::Stroke {
        path: Path { subpaths, closed: false },
        color: edge,
        width: 0.8,
        dash: None,
    });
    let lakes = City::beijing().lakes.iter();
    let subpaths = lakes.map(|ring| ring.iter().map(|at| place(*at)).collect()).collect();
    let water = page.palette.ink(Ink::Water);
    page.items.push(Item::Fill { path: Path { subpaths, closed: true }, color: water });
    let seen = view.world_rect(0.0);
    let (low, high) = (place(seen.min), place(seen.max));
    let frame = Rect::new(low[0], low[1], high[0] - low[0], high[1] - low[1]);
    if frame.width.max(frame.height) < SMALLEST_FRAME {
        let middle = [frame.x + frame.width / 2.0, frame.y + frame.height / 2.0];
        page.items.push(Item::Fill { path: Path::circle(middle, 3.4), color: ui.accent });
    } else {
        let path = Path::rect(frame);
        page.items.push(Item::Fill { path: path.clone(), color: ui.accent.with_alpha(0.14) });
        page.items.push(Item::Stroke { path, color: ui.accent, width: 1.6, dash: None });
    }
    let city = words::t(page.chrome_lang(), "city");
    page.text(&city, Weight::Regular, 10.5, [rect.x + 6.0, rect.y + 15.0], ui.weak);
    page.items.push(Item::Unclip);
    page.items.push(Item::Stroke {
        path: Path::rect(rect),
        color: ui.line,
        width: 1.0,
        dash: None,
    });
}
