//! The zones as items of a picture: fills below, then outlines, then the markers of what is small.

use std::collections::BTreeMap;

use super::{
    MapInput,
    base::ground_at,
    markers::{MarkerColors, marker_items},
};
use crate::{
    scene::{
        crowd::crowd_len,
        hatch::hatch_item,
        item::{Item, Path, snap},
        presence::{self, Presence, presence},
        viewport::{Viewport, WorldPoint},
        zones::{ZoneShape, contains},
    },
    style::{Color, Hatch, Ink, MapStyle, Palette},
};

/// How one zone is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZonePaint {
    pub color: Color,
    pub fill: Color,
    pub outline_width: f32,
    /// The hatch over the fill and its colour.
    pub hatch: Option<(Hatch, Color)>,
}

/// The paint of a zone. Only the selected one is hatched, unless the theme tells zones apart by their
/// hatches: then it stands out by its tone and its outline.
pub fn zone_paint(
    palette: &Palette,
    style: &MapStyle,
    shape: &ZoneShape,
    selected: bool,
    hovered: bool,
) -> ZonePaint {
    let zone = &style.zone;
    let color = shape.line_color(palette);
    let own_hatch = if shape.in_crowd {
        palette.layer_hatch(palette.class_of(shape.index))
    } else {
        palette.zone_hatch(shape.index)
    };
    let (alpha, selected_width) = match (selected, own_hatch) {
        (true, Some(_)) => (zone.fill_alpha_selected_hatched, zone.outline_selected_hatched),
        (true, None) => (zone.fill_alpha_selected, zone.outline_selected),
        (false, _) => (zone.fill_alpha, zone.outline),
    };
    ZonePaint {
        color,
        fill: shape.color(palette).with_alpha(palette.fill_alpha(shape.index, alpha)),
        outline_width: match (selected, hovered) {
            (_, true) => zone.outline_hovered.max(selected_width),
            (true, false) => selected_width,
            (false, false) => zone.outline,
        },
        hatch: own_hatch
            .or(selected.then_some(zone.hatch))
            .map(|hatch| (hatch, color.with_alpha(zone.hatch_alpha))),
    }
}

pub(super) fn zone_items(input: &MapInput<'_>, offset: [f32; 2], items: &mut Vec<Item>) {
    let place = |at: &WorldPoint| {
        let [x, y] = input.view.to_screen(*at);
        snap([x + offset[0], y + offset[1]])
    };
    let letters = if input.letters {
        presence::letters(input.shapes, input.view, input.style, input.selected)
    } else {
        BTreeMap::new()
    };
    let mut markers = Vec::new();
    let mut outlines = Outlines::default();
    for shape in input.shapes {
        let selected = input.selected == Some(shape.index);
        if shape.in_crowd && !selected {
            continue;
        }
        let presence = presence(shape, input.view, input.style, selected);
        match presence {
            Presence::Hidden => {}
            Presence::Dot | Presence::Position => {
                let at = place(&shape.anchor());
                if selected && presence == Presence::Position {
                    items.extend(uncertainty(input, shape, at));
                }
                let letter = letters.get(&shape.index).copied();
                markers.extend(marker_items(
                    at,
                    input.style.zone.marker_radius,
                    MarkerColors::of(shape, input.palette),
                    presence == Presence::Position,
                    letter,
                ));
            }
            Presence::Area => area_items(input, shape, place, items, &mut outlines),
        }
    }
    items.append(&mut outlines.dashed);
    items.append(&mut outlines.whole);
    items.append(&mut markers);
}

/// The lines of zones, in the order in which they are drawn: a line that someone has published covers one
/// along it that is assumed.
#[derive(Default)]
struct Outlines {
    dashed: Vec<Item>,
    whole: Vec<Item>,
}

/// The fill of a zone, and into `outlines` its lines.
fn area_items(
    input: &MapInput<'_>,
    shape: &ZoneShape,
    place: impl Fn(&WorldPoint) -> [f32; 2],
    items: &mut Vec<Item>,
    outlines: &mut Outlines,
) {
    let selected = input.selected == Some(shape.index);
    let paint = zone_paint(input.palette, input.style, shape, selected, false);
    for polygon in &shape.polygons {
        let path = Path {
            subpaths: polygon.iter().map(|ring| ring.iter().map(&place).collect()).collect(),
            closed: true,
        };
        items.push(Item::Fill { path: path.clone(), color: paint.fill });
        if let Some((hatch, color)) = paint.hatch.filter(|_| input.shows.hatches) {
            items.push(hatch_item(&path, &hatch, color));
        }
    }
    let path = |certain| {
        let lines = shape.lines(certain);
        let subpaths = lines.iter().map(|line| line.iter().map(&place).collect()).collect();
        (!lines.is_empty()).then_some(Path { subpaths, closed: false })
    };
    let (color, width) = (paint.color, paint.outline_width);
    if let Some(path) = path(false) {
        let ground = dash_ground(input.palette);
        outlines.dashed.push(Item::Stroke { path: path.clone(), color: ground, width, dash: None });
        let dash = Some(input.style.zone.dash);
        outlines.dashed.push(Item::Stroke { path, color, width, dash });
    }
    if let Some(path) = path(true) {
        outlines.whole.push(Item::Stroke { path, color, width, dash: None });
    }
}

/// The whole line below dashes. Where two zones end on one line, the dashes of one would fill the gaps of the
/// other, and the line would look published.
pub fn dash_ground(palette: &Palette) -> Color {
    palette.ink(Ink::Halo)
}

/// The radius of the circle in which a position lies that is known to so many metres; `None` where it would be too
/// small to be seen beside the sign, or too large for the view.
pub fn circle_px(accuracy_m: f64, view: &Viewport) -> Option<f64> {
    const LEAST_PX: f64 = 14.0;
    let radius = accuracy_m / view.metres_per_pixel();
    let fits = radius * 2.0 <= view.width.min(view.height) * 0.96;
    (radius >= LEAST_PX && fits).then_some(radius)
}

/// The circle in which a position lies for all that is known, where it fits the view.
fn uncertainty(input: &MapInput<'_>, shape: &ZoneShape, at: [f32; 2]) -> Vec<Item> {
    const FILL_ALPHA: f32 = 0.06;
    let radius = shape.accuracy_m.and_then(|metres| circle_px(metres, input.view));
    let Some(radius) = radius else { return Vec::new() };
    let color = shape.color(input.palette);
    #[expect(clippy::cast_possible_truncation, reason = "it fits the view")]
    let path = Path::circle(at, radius as f32);
    let dash = Some((3.0, 4.0));
    vec![
        Item::Fill { path: path.clone(), color: color.with_alpha(FILL_ALPHA) },
        Item::Stroke { path, color, width: 1.0, dash },
    ]
}

/// The ground that most places of a zone have.
fn common_ground(input: &MapInput<'_>, shape: &ZoneShape) -> Color {
    const LOOKED_AT: usize = 3;
    let places = shape.anchors.iter().take(LOOKED_AT);
    let grounds: Vec<Color> = places.map(|place| ground_at(input, *place)).collect();
    let count = |color: &Color| grounds.iter().filter(|other| *other == color).count();
    // Of equally many the first, which is where the name stands.
    let most = grounds.iter().rev().max_by_key(|color| count(color));
    most.copied().unwrap_or_else(|| ground_at(input, shape.anchor()))
}

/// What the fill of each zone looks like on its map, over most of its base map and the zones below it where
/// its name would stand. By index in the catalogue.
pub fn seen_fills(input: &MapInput<'_>) -> BTreeMap<usize, Color> {
    let shapes = &input.shapes[crowd_len(input.shapes)..];
    let mut fills = BTreeMap::new();
    let seen_part = input.view.world_rect(0.0);
    let is_seen = |shape: &ZoneShape| !shape.is_point && shape.bounds.touches(&seen_part);
    for (at, shape) in shapes.iter().enumerate().filter(|(_, shape)| is_seen(shape)) {
        let place = shape.anchor();
        let mut seen = common_ground(input, shape);
        for below in &shapes[..=at] {
            let is_own = below.index == shape.index;
            if is_own || contains(&below.polygons, place) {
                let selected = input.selected == Some(below.index);
                seen =
                    zone_paint(input.palette, input.style, below, selected, false).fill.over(seen);
            }
        }
        fills.insert(shape.index, seen);
    }
    fills
}
