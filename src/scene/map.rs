//! The map as items of a picture, and what each zone is painted with on screen and in pictures.

mod base;
mod crowd;
mod markers;
mod zones;

use std::collections::HashMap;

pub use crowd::{CrowdPaint, crowd_paint};
pub use markers::{MarkerColors, marker_items};
pub use zones::{ZonePaint, circle_px, dash_ground, seen_fills, zone_paint};

use super::{
    crowd::{cells, crowd_len},
    item::{Item, Part, Path, Rect},
    labels::{self, LabelInput, LabelLang, PlacedLabel, ZoneLabel},
    viewport::Viewport,
    zones::ZoneShape,
};
use crate::{
    basemap::{FeatureClass, Tile},
    model::{as_of::AsOf, catalogue::Catalogue, units::AreaUnit},
    style::{Color, Ink, MapStyle, Palette},
};

/// Which parts of the base map are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a check box")]
pub struct Layers {
    pub roads: bool,
    pub water: bool,
    pub districts: bool,
    pub names: bool,
}

impl Layers {
    pub const ALL: Layers = Layers { roads: true, water: true, districts: true, names: true };

    pub fn shows(&self, class: FeatureClass) -> bool {
        match class {
            FeatureClass::Park
            | FeatureClass::Lake
            | FeatureClass::River
            | FeatureClass::ParkLabel
            | FeatureClass::LakeLabel => self.water,
            FeatureClass::RingRoad
            | FeatureClass::Expressway
            | FeatureClass::Arterial
            | FeatureClass::Metro
            | FeatureClass::Rail
            | FeatureClass::Station => self.roads,
            FeatureClass::DistrictBoundary => self.districts,
            FeatureClass::Airport
            | FeatureClass::Ground
            | FeatureClass::DistrictPlace
            | FeatureClass::TownPlace
            | FeatureClass::Landmark
            | FeatureClass::Mountain
            | FeatureClass::AirportLabel => true,
        }
    }
}

/// Which parts of a map are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shows {
    /// All of the base map but the ground.
    pub base_map: bool,
    /// The names of zones.
    pub labels: bool,
    /// The hatches of zones.
    pub hatches: bool,
}

impl Shows {
    pub const ALL: Shows = Shows { base_map: true, labels: true, hatches: true };
}

/// Everything that decides a map picture.
pub struct MapInput<'a> {
    pub view: &'a Viewport,
    pub style: &'a MapStyle,
    pub palette: &'a Palette,
    pub lang: LabelLang,
    pub layers: Layers,
    pub tiles: &'a [&'a Tile],
    pub shapes: &'a [ZoneShape],
    pub catalogue: &'a Catalogue,
    pub unit: AreaUnit,
    pub as_of: AsOf,
    pub selected: Option<usize>,
    /// Whether the page is about the selected zone alone.
    pub quiet: bool,
    pub shows: Shows,
    /// Whether positions have the letters by which a legend explains them.
    pub letters: bool,
}

/// The items of a map in a frame of the page. Returns the labels too, for checks and legends.
pub fn map_items(
    input: &MapInput<'_>,
    frame: Rect,
    obstacles: &[Rect],
) -> (Vec<Item>, Vec<PlacedLabel>) {
    let mut items = vec![
        Item::Clip(frame),
        Item::Fill { path: Path::rect(frame), color: input.palette.ink(Ink::Land) },
    ];
    let offset = [frame.x, frame.y];
    items.push(Item::Begin(Part::BaseMap));
    if input.shows.base_map {
        base::base_items(input, offset, &mut items);
    }
    items.extend([Item::End, Item::Begin(Part::Zones)]);
    let cells = cells(&input.shapes[..crowd_len(input.shapes)]);
    crowd::crowd_items(input, &cells, offset, &mut items);
    zones::zone_items(input, offset, &mut items);
    let shapes = labels::labelled(input.shapes, &cells, input.view, [input.selected, None]);
    let zone_labels: HashMap<usize, ZoneLabel> = shapes
        .iter()
        .map(|shape| {
            let zone = &input.catalogue.zones[shape.index];
            (shape.index, labels::zone_label(zone, input.lang, input.unit, input.as_of))
        })
        .collect();
    let obstacles: Vec<Rect> = obstacles
        .iter()
        .map(|rect| Rect::new(rect.x - frame.x, rect.y - frame.y, rect.width, rect.height))
        .collect();
    let mut placed = labels::place(&LabelInput {
        view: input.view,
        style: input.style,
        palette: input.palette,
        lang: input.lang,
        tiles: if input.shows.base_map { input.tiles } else { &[] },
        base_names: input.layers.names,
        shows: &|class| input.layers.shows(class),
        shapes: if input.shows.labels { &shapes } else { &[] },
        zone_labels: &zone_labels,
        selected: input.selected,
        hovered: None,
        obstacles: &obstacles,
        quiet: input.quiet,
        thorough: true,
    });
    for label in &mut placed {
        for text in &mut label.texts {
            text.at = [text.at[0] + offset[0], text.at[1] + offset[1]];
        }
        for rect in &mut label.boxes {
            rect.x += offset[0];
            rect.y += offset[1];
        }
        for end in label.leader.iter_mut().flatten() {
            *end = [end[0] + offset[0], end[1] + offset[1]];
        }
        if let Some((at, _)) = &mut label.dot {
            *at = [at[0] + offset[0], at[1] + offset[1]];
        }
    }
    items.extend([Item::End, Item::Begin(Part::Names)]);
    // The first placed is the most important: it is drawn last.
    for label in placed.iter().rev() {
        if let Some(leader) = label.leader {
            items.push(Item::Stroke {
                path: Path::line(leader.to_vec()),
                color: label.color,
                width: LEADER_WIDTH,
                dash: None,
            });
        }
        if let Some((at, radius)) = label.dot {
            let disc =
                |radius: f32, color: Color| Item::Fill { path: Path::circle(at, radius), color };
            items.extend([disc(radius + 1.2, label.halo.0), disc(radius, label.color)]);
        }
        items.extend(label.texts.iter().map(|text| Item::Text {
            text: text.clone(),
            color: label.color,
            halo: Some(label.halo),
        }));
    }
    items.extend([Item::End, Item::Unclip]);
    (items, placed)
}

/// Width of the line from a label to its zone, logical pixels.
pub const LEADER_WIDTH: f32 = 1.0;
