//! Placing labels: by priority, without collision over the whole map, the same for screen and
//! pictures. Placement depends on nothing but its inputs.

mod along;
mod clear;
mod zone;

use std::collections::{HashMap, HashSet};

use super::{
    item::{PlacedText, Rect},
    tiles::tile_origin,
    viewport::{Viewport, WorldPoint},
    zones::ZoneShape,
};
use crate::{
    basemap::{Feature, FeatureClass, Shape, Tile},
    model::{Bilingual, Lang},
    style::{Color, LabelRule, MapStyle, Palette},
    text::{
        Weight,
        cache::ShapeCache,
        shape::{CAP_HEIGHT_EM, DESCENT_EM},
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
}

/// Places the labels of a map: zones first, then the names of the base map by priority.
pub fn place(input: &LabelInput<'_>, cache: &mut ShapeCache) -> Vec<PlacedLabel> {
    let mut placer = Placer {
        input,
        cache,
        taken: input.obstacles.to_vec(),
        markers: Vec::new(),
        placed: Vec::new(),
        names: HashMap::new(),
    };
    zone::place(&mut placer);
    if input.base_names {
        zone::keep_clear(&mut placer);
        place_base_names(&mut placer);
    }
    placer.placed
}

struct Placer<'a, 'b> {
    input: &'a LabelInput<'a>,
    cache: &'b mut ShapeCache,
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

impl Placer<'_, '_> {
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

    /// Lines of text centred on a position.
    fn block(
        &mut self,
        lines: &[(&str, Weight, f32)],
        center: [f32; 2],
    ) -> (Vec<PlacedText>, Rect) {
        let height: f32 = lines.iter().map(|line| line.2 * LINE_HEIGHT).sum();
        let mut width: f32 = 0.0;
        let mut top = center[1] - height / 2.0;
        let mut texts = Vec::with_capacity(lines.len());
        for &(text, weight, size) in lines {
            let line_width = self.cache.get(text, weight).width_em * size;
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
}

/// Distance between baselines in ems.
const LINE_HEIGHT: f32 = 1.22;

struct Candidate<'a> {
    priority: f32,
    rule: &'a LabelRule,
    feature: &'a Feature,
    name: &'a Bilingual,
    tile: &'a Tile,
}

fn place_base_names(placer: &mut Placer<'_, '_>) {
    let input = placer.input;
    let zone_names: HashSet<&str> = input
        .shapes
        .iter()
        .filter_map(|shape| input.zone_labels.get(&shape.index))
        .flat_map(|label| label.names.iter().map(String::as_str))
        .collect();
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    for tile in input.tiles {
        for feature in &tile.features {
            let Some(name) = &feature.name else { continue };
            let Some(rule) = input.style.label(feature.class) else { continue };
            let zoom = input.view.zoom;
            if zoom < rule.min_zoom
                || zoom < f64::from(feature.min_zoom)
                || !(input.shows)(feature.class)
                || zone_names.contains(name.zh.as_str())
            {
                continue;
            }
            let priority = rule.priority - f32::from(feature.rank) * 3.0;
            candidates.push(Candidate { priority, rule, feature, name, tile });
        }
    }
    candidates.sort_by(|a, b| {
        b.priority
            .total_cmp(&a.priority)
            .then_with(|| a.name.en.cmp(&b.name.en))
            .then_with(|| a.tile.id.cmp(&b.tile.id))
    });
    for candidate in &candidates {
        match &candidate.feature.shape {
            Shape::Points(points) => {
                for point in points {
                    place_point(placer, candidate, *point);
                }
            }
            Shape::Lines(lines) => {
                for line in lines {
                    along::place(placer, candidate, line);
                }
            }
            Shape::Polygons(_) => {}
        }
    }
}

fn place_point(placer: &mut Placer<'_, '_>, candidate: &Candidate<'_>, point: [f32; 2]) {
    let input = placer.input;
    let at = input.view.to_screen(tile_to_world(candidate.tile, point));
    if placer.repeats(&candidate.name.en, at, f32::INFINITY) {
        return;
    }
    let rule = candidate.rule;
    let lines: Vec<(&str, Weight, f32)> = input
        .lang
        .lines(candidate.name)
        .into_iter()
        .map(|line| (line, rule.weight, rule.size))
        .collect();
    let (texts, bounds) = placer.block(&lines, at);
    if placer.fits(&[bounds]) {
        placer.remember(&candidate.name.en, at);
        placer.take(PlacedLabel {
            texts,
            color: input.palette.ink(rule.ink),
            halo: halo(input),
            boxes: vec![bounds],
            leader: None,
            zone: None,
        });
    }
}

fn halo(input: &LabelInput<'_>) -> (Color, f32) {
    let style = input.style;
    let is_hatched = input.palette.is_hatched();
    let width = if is_hatched { style.label_halo_hatched } else { style.label_halo };
    (input.palette.ink(crate::style::Ink::Halo), width)
}

fn tile_to_world(tile: &Tile, point: [f32; 2]) -> WorldPoint {
    let (x, y, side) = tile_origin(tile.id);
    WorldPoint { x: x + f64::from(point[0]) * side, y: y + f64::from(point[1]) * side }
}
