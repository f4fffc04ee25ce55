//! The inset that shows where in Beijing a map is: the city alone, with the edges that its districts
//! share. No outer border is drawn.

use std::sync::LazyLock;

use super::page::Page;
use crate::{
    basemap::{FeatureClass, Shape, TileStore},
    model::boundary::LonLat,
    scene::{
        item::{Item, Path, Rect, snap},
        tiles::{tile_origin, visible_tiles},
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

/// Where the edges are looked for: the 16 districts, degrees.
const BEIJING: [(f64, f64); 2] = [(115.38, 39.40), (117.54, 41.09)];
/// Room around the edges, as a share of their extent.
const ROOM: f64 = 0.09;

fn beijing() -> WorldRect {
    let mut bounds = WorldRect::EMPTY;
    for (lon, lat) in BEIJING {
        bounds.include(WorldPoint::from_lon_lat(LonLat::new(lon, lat)));
    }
    bounds
}

/// What the inset shows: the shared edges, with a little room.
static SHOWN: LazyLock<WorldRect> = LazyLock::new(|| {
    let mut bounds = WorldRect::EMPTY;
    EDGES.iter().flatten().for_each(|at| bounds.include(*at));
    let (x, y) = (bounds.width() * ROOM, bounds.height() * ROOM);
    bounds.min = WorldPoint { x: bounds.min.x - x, y: bounds.min.y - y };
    bounds.max = WorldPoint { x: bounds.max.x + x, y: bounds.max.y + y };
    bounds
});

/// The edges that districts share, from the embedded base map.
static EDGES: LazyLock<Vec<Vec<WorldPoint>>> = LazyLock::new(|| {
    let store = TileStore::embedded().expect("the embedded base map is sound");
    let view = Viewport::fit(beijing(), 480.0, 540.0, 4.0);
    let ids = visible_tiles(&view, store.pyramid(), 1.0);
    let tiles = store.tiles_to_keep(&ids).expect("the embedded base map is sound");
    let mut edges = Vec::new();
    for tile in &tiles {
        let (x, y, side) = tile_origin(tile.id);
        let place = |at: &[f32; 2]| WorldPoint {
            x: x + f64::from(at[0]) * side,
            y: y + f64::from(at[1]) * side,
        };
        for feature in &tile.features {
            if let (FeatureClass::DistrictBoundary, Shape::Lines(lines)) =
                (feature.class, &feature.shape)
            {
                edges.extend(lines.iter().map(|line| line.iter().map(place).collect()));
            }
        }
    }
    edges
});

fn view_of(rect: Rect) -> Viewport {
    Viewport::fit(*SHOWN, f64::from(rect.width), f64::from(rect.height), 2.0)
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
    let all = *SHOWN;
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
    let subpaths = EDGES.iter().map(|line| line.iter().map(|at| place(*at)).collect()).collect();
    page.items.push(Item::Stroke {
        path: Path { subpaths, closed: false },
        color: edge,
        width: 0.8,
        dash: None,
    });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inset_has_the_edges_of_districts_and_lies_in_beijing() {
        assert!(EDGES.len() > 5, "{}", EDGES.len());
        let all = beijing();
        let points = || EDGES.iter().flatten();
        let inside = points()
            .filter(|at| {
                (all.min.x..=all.max.x).contains(&at.x) && (all.min.y..=all.max.y).contains(&at.y)
            })
            .count();
        assert!(inside * 10 > points().count() * 9);
    }
}
