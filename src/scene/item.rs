//! The finished scene: few kinds of item, in drawing order, in logical pixels from the upper left.

use std::sync::Arc;

use crate::{basemap::Raster, style::Color, text::Weight};

/// Subpaths of straight edges.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Path {
    pub subpaths: Vec<Vec<[f32; 2]>>,
    /// Whether each subpath returns to its start.
    pub closed: bool,
}

impl Path {
    pub fn polygon(points: Vec<[f32; 2]>) -> Self {
        Self { subpaths: vec![points], closed: true }
    }

    pub fn line(points: Vec<[f32; 2]>) -> Self {
        Self { subpaths: vec![points], closed: false }
    }

    pub fn rect(rect: Rect) -> Self {
        let (right, bottom) = (rect.x + rect.width, rect.y + rect.height);
        Self::polygon(vec![[rect.x, rect.y], [right, rect.y], [right, bottom], [rect.x, bottom]])
    }

    /// A circle as a polygon that departs from it by less than 0.05 pixels for radii below 100.
    pub fn circle(center: [f32; 2], radius: f32) -> Self {
        const CORNERS: u16 = 96;
        let corner = |index: u16| {
            let angle = f64::from(index) / f64::from(CORNERS) * std::f64::consts::TAU;
            #[expect(clippy::cast_possible_truncation, reason = "a sine fits")]
            let (sin, cos) = (libm::sin(angle) as f32, libm::cos(angle) as f32);
            [center[0] + radius * cos, center[1] + radius * sin]
        };
        Self::polygon((0..CORNERS).map(corner).collect())
    }
}

/// Moves a position to the grid of 1/64 logical pixel that pictures are drawn on, so that the last
/// bits of a projection cannot change them.
pub fn snap(at: [f32; 2]) -> [f32; 2] {
    at.map(|value| (value * 64.0).round() / 64.0)
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Rect {
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    pub fn intersects(&self, other: &Rect) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    pub fn contains_rect(&self, other: &Rect) -> bool {
        other.x >= self.x
            && other.right() <= self.right()
            && other.y >= self.y
            && other.bottom() <= self.bottom()
    }

    #[must_use]
    pub fn expand(&self, by: f32) -> Self {
        Self::new(self.x - by, self.y - by, self.width + 2.0 * by, self.height + 2.0 * by)
    }
}

/// One line of text, or one cluster of a label that follows a road.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedText {
    pub text: String,
    pub weight: Weight,
    pub size: f32,
    /// Start of the baseline.
    pub at: [f32; 2],
    /// Turned clockwise about `at`, radians.
    pub angle: f32,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Filled by the even-odd rule.
    Fill {
        path: Path,
        color: Color,
    },
    /// With round joins and caps.
    Stroke {
        path: Path,
        color: Color,
        width: f32,
        dash: Option<(f32, f32)>,
    },
    /// A picture, stretched over a rectangle.
    Image {
        rect: Rect,
        raster: Arc<Raster>,
    },
    Text {
        text: PlacedText,
        color: Color,
        halo: Option<(Color, f32)>,
    },
    /// What follows is seen only inside the rectangle, until [`Item::Unclip`]. Not nested.
    Clip(Rect),
    Unclip,
    /// What follows is a part of the map, until [`Item::End`]. Not nested.
    Begin(Part),
    End,
}

/// A part of a map that a drawing program can hide or change as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    BaseMap,
    Zones,
    Names,
}

impl Part {
    /// Its name in a file.
    pub fn id(self) -> &'static str {
        match self {
            Part::BaseMap => "base-map",
            Part::Zones => "zones",
            Part::Names => "names",
        }
    }
}

/// The lengths of dashes and gaps for strokes with round caps, which lengthen each dash by the
/// width.
pub fn capped_dash((on, off): (f32, f32), width: f32) -> (f32, f32) {
    ((on - width).max(0.1), off + width)
}

/// What a page says of itself to programs and screen readers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    pub title: String,
    /// BCP 47: `en` or `zh-CN`.
    pub language: &'static str,
    /// The map in words.
    pub description: String,
    /// How the picture was made, in one line; empty where that is not kept.
    pub origin: String,
    /// The areas that it is about, as `id=printed unit`, one a line.
    pub figures: String,
}

/// A finished picture. `scale` turns logical pixels into those of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    pub about: About,
    pub width: f32,
    pub height: f32,
    pub scale: f32,
    pub background: Color,
    pub items: Vec<Item>,
}
