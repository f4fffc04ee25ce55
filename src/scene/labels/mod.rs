//! Placing labels: by priority, without collision over the whole map, the same for screen and
//! pictures. Placement depends on nothing but its inputs.

mod along;
mod base;
mod clear;
mod places;
mod zone;

use std::collections::HashMap;

use super::{
    item::{PlacedText, Rect},
    map::zone_paint,
    tiles::tile_origin,
    viewport::{Viewport, WorldPoint},
    zones::{ZoneShape, contains},
};
use crate::{
    basemap::{FeatureClass, Tile},
    model::{Bilingual, Lang},
    style::{Color, Ink, MapStyle, Palette},
    text::{
        Weight,
        shape::{CAP_HEIGHT_EM, DESCENT_EM, width_em},
    },
};

pub use zone::{ZoneLabel, labelled, zone_label};

/// Which names a map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LabelLang {
    One(Lang),
    Both,
}

impl LabelLang {
    /// The language of words that stand once.
    pub fn main(self) -> Lang {
        match self {
            LabelLang::One(lang) => lang,
            LabelLang::Both => Lang::En,
        }
    }

    /// The lines of a name on the map.
    fn lines(self, name: &Bilingual) -> Vec<&str> {
        match self {
            LabelLang::One(lang) => vec![name.get(lang)],
            LabelLang::Both if name.en == name.zh => vec![&name.zh],
            LabelLang::Both => vec![&name.zh, &name.en],
        }
    }
}

/// A label with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedLabel {
    pub texts: Vec<PlacedText>,
    pub color: Color,
    pub halo: (Color, f32),
    /// What it covers.
    pub boxes: Vec<Rect>,
    /// A line to the zone, where the label stands off it.
    pub leader: Option<[[f32; 2]; 2]>,
    /// Middle and radius of the dot at its side, where it names a point.
    pub dot: Option<([f32; 2], f32)>,
    /// Index in the catalogue, for the label of a zone.
    pub zone: Option<usize>,
}

/// Everything that decides the labels of a map.
pub struct LabelInput<'a> {
    pub view: &'a Viewport,
    pub style: &'a MapStyle,
    pub palette: &'a Palette,
    pub lang: LabelLang,
    pub tiles: &'a [&'a Tile],
    /// Whether the names of the base map are shown.
    pub base_names: bool,
    /// Whether a feature class is shown at all, so that a hidden road has no name.
    pub shows: &'a dyn Fn(FeatureClass) -> bool,
    /// The zones that have a label or keep one off: in a crowd, only those large in the view.
    pub shapes: &'a [&'a ZoneShape],
    pub zone_labels: &'a HashMap<usize, ZoneLabel>,
    pub selected: Option<usize>,
    pub hovered: Option<usize>,
    /// What labels must not cover.
    pub obstacles: &'a [Rect],
    /// Whether only the selected zone and what lies in it or is large are named, as on the page of
    /// one zone.
    pub quiet: bool,
    /// Whether there is time to look for places all over a zone, as on a page.
    pub thorough: bool,
}

/// Places the labels of a map: zones first, then the names of the base map by priority.
pub fn place(input: &LabelInput<'_>) -> Vec<PlacedLabel> {
    let mut placer = Placer {
        input,
        taken: input.obstacles.to_vec(),
        markers: Vec::new(),
        placed: Vec::new(),
        names: HashMap::new(),
    };
    zone::place(&mut placer);
    if input.base_names {
        zone::keep_clear(&mut placer);
        base::place(&mut placer);
    }
    let mut placed = placer.placed;
    for label in placed.iter_mut().filter(|label| label.zone.is_none()) {
        label.color = readable_over_zones(input, label);
    }
    placed
}

/// The color of a name of the base map, as dark or light as it must be on the zones that it stands in.
fn readable_over_zones(input: &LabelInput<'_>, label: &PlacedLabel) -> Color {
    const CONTRAST: f64 = 4.5;
    let Some(middle) = label.boxes.get(label.boxes.len() / 2) else { return label.color };
    let middle = [middle.x + middle.width / 2.0, middle.y + middle.height / 2.0];
    let at = input.view.to_world(middle);
    let land = input.palette.ink(Ink::Land);
    let mut ground = land;
    for shape in input.shapes {
        let bounds = &shape.bounds;
        let is_near = (bounds.min.x..=bounds.max.x).contains(&at.x)
            && (bounds.min.y..=bounds.max.y).contains(&at.y);
        if is_near && contains(&shape.polygons, at) {
            let selected = input.selected == Some(shape.index);
            let paint = zone_paint(input.palette, input.style, shape, selected, false);
            ground = paint.fill.over(ground);
        }
    }
    if ground == land {
        return label.color;
    }
    label.color.readable_on(ground, input.palette.ui.text, CONTRAST)
}

struct Placer<'a> {
    input: &'a LabelInput<'a>,
    taken: Vec<Rect>,
    /// Of zones too small to draw: index in the catalogue and what it covers.
    markers: Vec<(usize, Rect)>,
    placed: Vec<PlacedLabel>,
    /// Where each name already stands.
    names: HashMap<String, Vec<[f32; 2]>>,
}

/// Two labels of one road stand at least this far apart, logical pixels.
const REPEAT_PX: f32 = 420.0;
/// Free space between a label and the edge of the view, logical pixels.
const EDGE_PX: f32 = 3.0;
/// Free space around a label, logical pixels.
const MARGIN_PX: f32 = 2.5;
/// A leader keeps names off in squares of this side, logical pixels.
const LEADER_STEP: f32 = 3.0;

impl Placer<'_> {
    /// Whether the boxes are free and inside the view.
    fn fits(&self, boxes: &[Rect]) -> bool {
        #[expect(clippy::cast_possible_truncation, reason = "screens are smaller than 2^24 pixels")]
        let view = Rect::new(0.0, 0.0, self.input.view.width as f32, self.input.view.height as f32)
            .expand(-EDGE_PX);
        boxes.iter().all(|rect| {
            view.contains_rect(rect) && !self.taken.iter().any(|taken| taken.intersects(rect))
        })
    }

    fn take(&mut self, label: PlacedLabel) {
        self.taken.extend(label.boxes.iter().map(|rect| rect.expand(MARGIN_PX)));
        if let Some([from, to]) = label.leader {
            let length = libm::hypotf(to[0] - from[0], to[1] - from[1]);
            let steps = (length / LEADER_STEP).ceil().max(1.0);
            let mut step = 0.0;
            while step <= steps {
                let share = step / steps;
                let at = [0, 1].map(|axis| from[axis] + (to[axis] - from[axis]) * share);
                self.taken.push(Rect::new(at[0], at[1], 0.1, 0.1).expand(LEADER_STEP / 2.0));
                step += 1.0;
            }
        }
        self.placed.push(label);
    }

    /// Whether the name stands too near already; remembers it if not.
    fn repeats(&self, name: &str, at: [f32; 2], within: f32) -> bool {
        self.names.get(name).is_some_and(|places| {
            places.iter().any(|place| libm::hypotf(place[0] - at[0], place[1] - at[1]) < within)
        })
    }

    fn remember(&mut self, name: &str, at: [f32; 2]) {
        self.names.entry(name.to_owned()).or_default().push(at);
    }
}

/// Lines of text centred on a position.
fn block(lines: &[(&str, Weight, f32)], center: [f32; 2]) -> (Vec<PlacedText>, Rect) {
    let height: f32 = lines.iter().map(|line| line.2 * LINE_HEIGHT).sum();
    let mut width: f32 = 0.0;
    let mut top = center[1] - height / 2.0;
    let mut texts = Vec::with_capacity(lines.len());
    for &(text, weight, size) in lines {
        let line_width = width_em(text, weight) * size;
        width = width.max(line_width);
        let free = size * (LINE_HEIGHT - CAP_HEIGHT_EM - DESCENT_EM) / 2.0;
        texts.push(PlacedText {
            text: text.to_owned(),
            weight,
            size,
            at: [center[0] - line_width / 2.0, top + free + CAP_HEIGHT_EM * size],
            angle: 0.0,
        });
        top += size * LINE_HEIGHT;
    }
    (texts, Rect::new(center[0] - width / 2.0, center[1] - height / 2.0, width, height))
}

/// Distance between baselines in ems.
const LINE_HEIGHT: f32 = 1.22;

fn halo(input: &LabelInput<'_>) -> (Color, f32) {
    let style = input.style;
    let is_hatched = input.palette.is_hatched();
    let width = if is_hatched { style.label_halo_hatched } else { style.label_halo };
    (input.palette.ink(Ink::Halo), width)
}

fn tile_to_world(tile: &Tile, point: [f32; 2]) -> WorldPoint {
    let (x, y, side) = tile_origin(tile.id);
    WorldPoint { x: x + f64::from(point[0]) * side, y: y + f64::from(point[1]) * side }
}
