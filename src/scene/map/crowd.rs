//! The zones of a large layer as items of a picture, cell by cell and all of a class alike.

use super::MapInput;
use crate::{
    scene::{
        crowd::{self, Cell},
        hatch::hatch_item,
        item::{Item, Path, snap},
        viewport::WorldPoint,
        zones::ZoneShape,
    },
    style::{Color, Hatch, MapStyle, Palette},
};

/// How the zones of a cell are painted, all alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CrowdPaint {
    pub color: Color,
    pub fill: Color,
    /// `None` where the zones are so small that outlines would fill them.
    pub outline_width: Option<f32>,
    /// Whether uncertain edges are dashed: where dashes can be told apart.
    pub dashed: bool,
    /// The hatch over the fill and its colour, where lines can be told apart.
    pub hatch: Option<(Hatch, Color)>,
}

/// The paint of a class of a crowd whose largest zone has this size, logical pixels.
pub fn crowd_paint(
    palette: &Palette,
    style: &MapStyle,
    class: usize,
    largest_px: f64,
) -> CrowdPaint {
    const OUTLINED_FROM_PX: f64 = 7.0;
    const DASHED_FROM_PX: f64 = 60.0;
    const FULL_FROM_PX: f64 = 40.0;
    const HATCHED_FROM_PX: f64 = 24.0;
    /// Small zones show by their fill alone.
    const FILL_ALPHA_SMALL: f32 = 0.6;
    let zone = &style.zone;
    let outlined = largest_px >= OUTLINED_FROM_PX;
    let plain = if outlined { zone.fill_alpha } else { FILL_ALPHA_SMALL };
    let (fill, color, alpha) = palette.layer_class(class, plain);
    CrowdPaint {
        color,
        fill: fill.with_alpha(alpha),
        outline_width: outlined.then_some(if largest_px >= FULL_FROM_PX {
            zone.outline * 0.75
        } else {
            0.8
        }),
        dashed: largest_px >= DASHED_FROM_PX,
        hatch: palette
            .layer_hatch(class)
            .filter(|_| largest_px >= HATCHED_FROM_PX)
            .map(|hatch| (hatch, color.with_alpha(zone.hatch_alpha))),
    }
}

pub(super) fn crowd_items(
    input: &MapInput<'_>,
    cells: &[Cell],
    offset: [f32; 2],
    items: &mut Vec<Item>,
) {
    let seen = input.view.world_rect(4.0);
    let place = |at: &WorldPoint| {
        let [x, y] = input.view.to_screen(*at);
        snap([x + offset[0], y + offset[1]])
    };
    for (_, cell) in crowd::in_view(cells, input.view) {
        let paint = |shape: &ZoneShape| {
            let class = input.palette.class_of(shape.index);
            crowd_paint(input.palette, input.style, class, cell.largest_px(input.view))
        };
        let shapes = || {
            input.shapes[cell.range.clone()]
                .iter()
                .filter(|shape| shape.bounds.touches(&seen) && input.selected != Some(shape.index))
        };
        for shape in shapes() {
            let paint = paint(shape);
            for polygon in &shape.polygons {
                let subpaths =
                    polygon.iter().map(|ring| ring.iter().map(place).collect()).collect();
                let path = Path { subpaths, closed: true };
                let hatch = paint
                    .hatch
                    .filter(|_| input.shows.hatches)
                    .map(|(hatch, color)| hatch_item(&path, &hatch, color));
                items.push(Item::Fill { path, color: paint.fill });
                items.extend(hatch);
            }
        }
        for certain in [true, false] {
            for shape in shapes() {
                let paint = paint(shape);
                let Some(width) = paint.outline_width else { continue };
                let dash = (paint.dashed && !certain).then_some(input.style.zone.dash);
                let lines = shape.lines(certain);
                if lines.is_empty() {
                    continue;
                }
                let subpaths = lines.iter().map(|line| line.iter().map(place).collect()).collect();
                items.push(Item::Stroke {
                    path: Path { subpaths, closed: false },
                    color: paint.color,
                    width,
                    dash,
                });
            }
        }
    }
}
