//! What the map draws in a frame: ranges of chunks with their paints, in order.

use std::sync::Arc;

use super::{
    Context,
    gpu::{Chunk, ChunkPlace, Draw, Frame, GpuPaint, Kind, ZonePart, zone_key},
    map_crowd::{Detail, ReadyCell},
    map_pane::MapPane,
    map_tiles::ReadyTile,
};
use crate::{
    scene::{
        Viewport, ZoneShape,
        map::{CrowdPaint, crowd_paint, dash_ground, zone_paint},
        zones::Appearance,
    },
    style::{Color, Ink, MapStyle, Paint, map_style::width_at},
};

/// The draws of the base map and the crowd, in order, and the place of all chunks: those of the
/// tiles, of the cells, of the zones drawn one by one.
pub fn map_frame(
    context: &Context<'_>,
    pane: &MapPane<'_>,
    tiles: &[ReadyTile],
    cells: &[ReadyCell],
    zones: &Arc<Chunk>,
) -> Frame {
    let view = &pane.view;
    #[expect(clippy::cast_possible_truncation, reason = "screens are smaller than 2^24 pixels")]
    let mut frame = Frame { size: [view.width as f32, view.height as f32], ..Frame::default() };
    frame.chunks = tiles
        .iter()
        .map(|ready| &ready.chunk)
        .chain(cells.iter().map(|cell| &cell.chunk))
        .chain([zones])
        .map(|chunk| place(chunk, view))
        .collect();
    base_draws(context, pane, tiles, &mut frame);
    crowd_draws(pane, cells, tiles.len(), &mut frame);
    frame
}

/// Width and colour of spots of this size. One below a pixel is drawn as wide as a pixel and paler.
#[expect(clippy::cast_possible_truncation, reason = "a few pixels")]
fn spot_paint(size_px: f64, color: Color) -> (f32, Color) {
    let share = size_px.min(1.0);
    (size_px.max(1.0) as f32, color.with_alpha(f32::from(color.a) / 255.0 * (share * share) as f32))
}

/// The draws of a crowd's cells, whose chunks begin at `first`.
fn crowd_draws(pane: &MapPane<'_>, cells: &[ReadyCell], first: usize, frame: &mut Frame) {
    let style = MapStyle::embedded();
    let view = &pane.view;
    for (at, ReadyCell { at: cell, detail, chunk }) in cells.iter().enumerate() {
        let largest_px = pane.content.cells[*cell].largest_px(view);
        for class in 0..pane.palette.class_count() {
            let look = crowd_paint(pane.palette, style, class, largest_px);
            for (part, kind, paint) in class_paints(&look, *detail, chunk.spot * view.scale()) {
                let Some(range) = chunk.range(zone_key(class, part), kind) else { continue };
                let paint_at = frame.paints.len();
                frame.draws.push(Draw { chunk: first + at, paint: paint_at, kind, range });
                frame.paints.push(paint);
            }
        }
    }
}

/// The paints of a class of a cell, in the order in which they are drawn.
fn class_paints(
    look: &CrowdPaint,
    detail: Detail,
    spot_px: f64,
) -> Vec<(ZonePart, Kind, GpuPaint)> {
    let plain = GpuPaint { color: look.fill, width: 0.0, dash: None, hatch: None };
    if detail == Detail::Spots {
        let (width, color) = spot_paint(spot_px, look.fill);
        return vec![(ZonePart::Fill, Kind::Stroke, GpuPaint { color, width, ..plain })];
    }
    let hatched = GpuPaint { hatch: look.hatch, ..plain };
    let mut paints = vec![(ZonePart::Fill, Kind::Fill, hatched)];
    if let Some(width) = look.outline_width {
        let line = GpuPaint { color: look.color, width, ..plain };
        let dash = look.dashed.then_some(MapStyle::embedded().zone.dash);
        paints.push((ZonePart::Certain, Kind::Stroke, line));
        paints.push((ZonePart::Uncertain, Kind::Stroke, GpuPaint { dash, ..line }));
    }
    paints
}

#[expect(clippy::cast_possible_truncation, reason = "the GPU works in single precision")]
fn place(chunk: &Arc<Chunk>, view: &Viewport) -> ChunkPlace {
    let scale = view.scale();
    ChunkPlace {
        chunk: chunk.clone(),
        offset: [
            ((chunk.origin.x - view.center.x) * scale + view.width / 2.0) as f32,
            ((chunk.origin.y - view.center.y) * scale + view.height / 2.0) as f32,
        ],
        scale: (chunk.unit * scale) as f32,
    }
}

fn base_draws(context: &Context<'_>, pane: &MapPane<'_>, tiles: &[ReadyTile], frame: &mut Frame) {
    let view = &pane.view;
    let pictures: Vec<usize> =
        (0..tiles.len()).filter(|chunk| tiles[*chunk].chunk.image.is_some()).collect();
    if !pictures.is_empty() {
        // A picture has its own colours.
        let paint = frame.paints.len();
        let color = pane.palette.ink(Ink::Land);
        frame.paints.push(GpuPaint { color, width: 0.0, dash: None, hatch: None });
        let draw = |chunk| Draw { chunk, paint, kind: Kind::Image, range: 0..0 };
        frame.draws.extend(pictures.into_iter().map(draw));
    }
    let layers = context.editor.layers();
    for (key, rule) in MapStyle::embedded().rules.iter().enumerate() {
        if view.zoom < rule.min_zoom || !layers.shows(rule.class) {
            continue;
        }
        let paint = frame.paints.len();
        frame.paints.push(match &rule.paint {
            // The edge of a fill is a line of one pixel, which smooths it.
            Paint::Fill(ink) => {
                GpuPaint { color: pane.palette.ink(*ink), width: 1.0, dash: None, hatch: None }
            }
            #[expect(clippy::cast_possible_truncation, reason = "widths are small")]
            Paint::Line { ink, width, dash } => GpuPaint {
                color: pane.palette.ink(*ink),
                width: width_at(width, view.zoom) as f32,
                dash: *dash,
                hatch: None,
            },
        });
        for (chunk, ready) in tiles.iter().enumerate() {
            for kind in [Kind::Fill, Kind::Stroke] {
                if let Some(range) = ready.chunk.range(key, kind) {
                    frame.draws.push(Draw { chunk, paint, kind, range });
                }
            }
        }
    }
}

/// The draws of the zones that are drawn one by one, whose chunk is the frame's last.
pub fn zone_draws(
    context: &Context<'_>,
    pane: &MapPane<'_>,
    (listed, zones): (&[&ZoneShape], &Arc<Chunk>),
    hovered: Option<usize>,
    frame: &mut Frame,
) {
    let style = MapStyle::embedded();
    let view = &pane.view;
    let chunk = frame.chunks.len().saturating_sub(1);
    // First all fills, so that no outline is dulled; whole lines last, over the dashes of their neighbours.
    for part in [ZonePart::Fill, ZonePart::Uncertain, ZonePart::Certain] {
        let kind = if part == ZonePart::Fill { Kind::Fill } else { Kind::Stroke };
        for (position, &shape) in listed.iter().enumerate() {
            let is_selected = context.editor.selects(shape.index);
            let appearance = shape.appearance(view, style.zone.marker_below, is_selected);
            if appearance != Appearance::Outline {
                continue;
            }
            let Some(range) = zones.range(zone_key(position, part), kind) else { continue };
            let is_hovered = hovered == Some(shape.index);
            let look = zone_paint(pane.palette, style, shape, is_selected, is_hovered);
            let line =
                GpuPaint { color: look.color, width: look.outline_width, dash: None, hatch: None };
            let paints = match part {
                ZonePart::Fill => {
                    vec![GpuPaint { color: look.fill, width: 0.0, dash: None, hatch: look.hatch }]
                }
                ZonePart::Certain => vec![line],
                ZonePart::Uncertain => vec![
                    GpuPaint { color: dash_ground(pane.palette), ..line },
                    GpuPaint { dash: Some(style.zone.dash), ..line },
                ],
            };
            for paint in paints {
                let paint_at = frame.paints.len();
                frame.draws.push(Draw { chunk, paint: paint_at, kind, range: range.clone() });
                frame.paints.push(paint);
            }
        }
    }
}
