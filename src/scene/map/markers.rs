//! The signs of zones that are too small to draw and of places without a boundary.

use crate::{
    scene::{
        ZoneShape,
        item::{Item, Path, PlacedText},
    },
    style::{Color, Palette},
    text::{
        Weight,
        shape::{CAP_HEIGHT_EM, width_em},
    },
};

/// What a marker is painted with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarkerColors {
    pub fill: Color,
    /// Around the fill where that is a step of a ramp, which may be as pale as the ground.
    pub line: Color,
    /// Of the ring that keeps the marker off what lies under it.
    pub ground: Color,
}

impl MarkerColors {
    pub fn of(shape: &ZoneShape, palette: &Palette) -> Self {
        let (fill, line) = (shape.color(palette), shape.line_color(palette));
        Self { fill, line, ground: palette.ui.window }
    }
}

/// A disc for a small zone; a ring for a place without a published boundary, with a letter in it where
/// there are several.
pub fn marker_items(
    at: [f32; 2],
    radius: f32,
    colors: MarkerColors,
    is_point: bool,
    letter: Option<char>,
) -> Vec<Item> {
    const EDGE: f32 = 1.2;
    const LETTER_ROOM: f32 = 2.0;
    let radius = if letter.is_some() { radius + LETTER_ROOM } else { radius };
    let MarkerColors { fill, line, ground } = colors;
    let disc = |radius: f32, color: Color| Item::Fill { path: Path::circle(at, radius), color };
    let below = disc(radius + 1.5, ground);
    if !is_point {
        let mut items = vec![below, disc(radius, fill)];
        if line != fill {
            let path = Path::circle(at, radius - EDGE / 2.0);
            items.push(Item::Stroke { path, color: line, width: EDGE, dash: None });
        }
        return items;
    }
    let path = Path::circle(at, radius - 1.0);
    let dash = Some((4.0, 3.0));
    let mut items = vec![below];
    if line != fill {
        items.push(disc(radius - 1.0, fill));
    }
    items.push(Item::Stroke { path, color: line, width: 2.2, dash });
    if let Some(letter) = letter {
        let (text, weight, size) = (letter.to_string(), Weight::Bold, radius * 1.25);
        let at =
            [at[0] - width_em(&text, weight) * size / 2.0, at[1] + CAP_HEIGHT_EM * size * 0.43];
        let text = PlacedText { text, weight, size, at, angle: 0.0 };
        items.push(Item::Text { text, color: line, halo: None });
    }
    items
}
