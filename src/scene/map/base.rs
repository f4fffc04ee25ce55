//! The base map as items of a picture: pictures and areas and lines in the order of the style.

use super::MapInput;
use crate::{
    basemap::Shape,
    scene::{
        item::{Item, Path, Rect, snap},
        tiles::tile_origin,
        viewport::WorldPoint,
        zones::contains,
    },
    style::{Color, Ink, Paint, map_style::width_at},
};

pub(super) fn base_items(input: &MapInput<'_>, offset: [f32; 2], items: &mut Vec<Item>) {
    for tile in input.tiles {
        let Some(raster) = &tile.raster else { continue };
        let (x, y, side) = tile_origin(tile.id);
        let corner = |x: f64, y: f64| {
            let [x, y] = input.view.to_screen(WorldPoint { x, y });
            snap([x + offset[0], y + offset[1]])
        };
        let (low, high) = (corner(x, y), corner(x + side, y + side));
        let rect = Rect::new(low[0], low[1], high[0] - low[0], high[1] - low[1]);
        items.push(Item::Image { rect, raster: raster.clone() });
    }
    for rule in &input.style.rules {
        if input.view.zoom < rule.min_zoom || !input.layers.shows(rule.class) {
            continue;
        }
        for tile in input.tiles {
            let (origin_x, origin_y, side) = tile_origin(tile.id);
            let place = |point: &[f32; 2]| {
                let [x, y] = input.view.to_screen(WorldPoint {
                    x: origin_x + f64::from(point[0]) * side,
                    y: origin_y + f64::from(point[1]) * side,
                });
                snap([x + offset[0], y + offset[1]])
            };
            for feature in tile.features.iter().filter(|feature| rule.applies_to(feature)) {
                match (&rule.paint, &feature.shape) {
                    (Paint::Fill(ink), Shape::Polygons(polygons)) => {
                        for polygon in polygons {
                            let subpaths = polygon
                                .iter()
                                .map(|ring| ring.iter().map(place).collect())
                                .collect();
                            items.push(Item::Fill {
                                path: Path { subpaths, closed: true },
                                color: input.palette.ink(*ink),
                            });
                        }
                    }
                    #[expect(clippy::cast_possible_truncation, reason = "widths are small")]
                    (Paint::Line { ink, width, dash }, Shape::Lines(lines)) => {
                        let subpaths =
                            lines.iter().map(|line| line.iter().map(place).collect()).collect();
                        items.push(Item::Stroke {
                            path: Path { subpaths, closed: false },
                            color: input.palette.ink(*ink),
                            width: width_at(width, input.view.zoom) as f32,
                            dash: *dash,
                        });
                    }
                    (Paint::Fill(_), Shape::Lines(_) | Shape::Points(_))
                    | (Paint::Line { .. }, Shape::Polygons(_) | Shape::Points(_)) => {}
                }
            }
        }
    }
}

/// The color of the base map's areas at a place.
pub(super) fn ground_at(input: &MapInput<'_>, place: WorldPoint) -> Color {
    let mut ground = input.palette.ink(Ink::Land);
    if !input.shows.base_map {
        return ground;
    }
    for rule in &input.style.rules {
        let Paint::Fill(ink) = rule.paint else { continue };
        if input.view.zoom < rule.min_zoom || !input.layers.shows(rule.class) {
            continue;
        }
        let covers = input.tiles.iter().any(|tile| {
            let (x, y, side) = tile_origin(tile.id);
            let to_world = |at: &[f32; 2]| WorldPoint {
                x: x + f64::from(at[0]) * side,
                y: y + f64::from(at[1]) * side,
            };
            let in_tile = (x..x + side).contains(&place.x) && (y..y + side).contains(&place.y);
            in_tile
                && tile.features.iter().filter(|feature| rule.applies_to(feature)).any(|feature| {
                    let Shape::Polygons(polygons) = &feature.shape else { return false };
                    polygons.iter().any(|rings| {
                        let rings: Vec<Vec<WorldPoint>> = rings
                            .iter()
                            .map(|ring| ring.iter().chain(ring.first()).map(to_world).collect())
                            .collect();
                        contains(&[rings], place)
                    })
                })
        });
        if covers {
            ground = input.palette.ink(ink);
        }
    }
    ground
}
