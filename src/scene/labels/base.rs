//! The names of the base map, by priority, in what the zones leave.

use super::{
    LabelInput, LabelLang, PlacedLabel, Placer, along, block, clear::crosses_edges, halo,
    tile_to_world,
};
use crate::{
    basemap::{Feature, Shape, Tile},
    model::Bilingual,
    scene::{
        item::Rect,
        presence::presence,
        viewport::{WorldPoint, WorldRect},
    },
    style::LabelRule,
    text::Weight,
};

pub(super) struct Candidate<'a> {
    priority: f32,
    pub rule: &'a LabelRule,
    pub feature: &'a Feature,
    pub name: &'a Bilingual,
    pub tile: &'a Tile,
}

/// The lines of a name of the base map: where it gives two for one thing, the first.
pub(super) fn lines(lang: LabelLang, name: &Bilingual) -> Vec<&str> {
    let mut lines = lang.lines(name);
    for line in &mut lines {
        *line = line.split('/').next().unwrap_or_default().trim();
    }
    lines.dedup();
    lines
}

pub(super) fn place(placer: &mut Placer<'_>) {
    let input = placer.input;
    let named = named_zones(input);
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    for tile in input.tiles {
        for feature in &tile.features {
            let Some(name) = &feature.name else { continue };
            let Some(rule) = input.style.label(feature.class) else { continue };
            let zoom = input.view.zoom;
            if zoom < rule.min_zoom
                || zoom < f64::from(feature.min_zoom)
                || !(input.shows)(feature.class)
                || named.iter().any(|zone| zone.says(name, tile, feature))
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

/// A zone that the map shows, which the base map need not name again.
struct NamedZone<'a> {
    names: &'a [String],
    /// Where a name that is a part of its own, or holds it, means the zone.
    near: WorldRect,
}

fn named_zones<'a>(input: &LabelInput<'a>) -> Vec<NamedZone<'a>> {
    const NEAR_PX: f64 = 30.0;
    let room = NEAR_PX / input.view.scale();
    let shapes = input.shapes.iter().filter(|shape| {
        let selected = Some(shape.index) == input.selected;
        presence(shape, input.view, input.style, selected).is_told()
    });
    shapes
        .filter_map(|shape| {
            let names = &input.zone_labels.get(&shape.index)?.names;
            let (low, high) = (shape.bounds.min, shape.bounds.max);
            let near = WorldRect {
                min: WorldPoint { x: low.x - room, y: low.y - room },
                max: WorldPoint { x: high.x + room, y: high.y + room },
            };
            Some(NamedZone { names, near })
        })
        .collect()
}

impl NamedZone<'_> {
    fn says(&self, name: &Bilingual, tile: &Tile, feature: &Feature) -> bool {
        /// A shorter name may be a part of another by chance.
        const LEAST: usize = 4;
        let same = |own: &String| own == name.zh.as_str() || own.eq_ignore_ascii_case(&name.en);
        if self.names.iter().any(same) {
            return true;
        }
        let holds = |own: &String| {
            own.contains(name.zh.as_str()) && name.zh.chars().count() >= LEAST
                || name.zh.contains(own.as_str()) && own.chars().count() >= LEAST
        };
        let Shape::Points(points) = &feature.shape else { return false };
        points.iter().any(|point| {
            let at = tile_to_world(tile, *point);
            self.near.touches(&WorldRect { min: at, max: at })
        }) && self.names.iter().any(holds)
    }
}

/// A name on its place or beside its dot, clear of the outlines of zones.
fn place_point(placer: &mut Placer<'_>, candidate: &Candidate<'_>, point: [f32; 2]) {
    /// Between a dot and its name.
    const GAP: f32 = 3.0;
    let input = placer.input;
    let at = input.view.to_screen(tile_to_world(candidate.tile, point));
    if placer.repeats(&candidate.name.en, at, f32::INFINITY) {
        return;
    }
    let rule = candidate.rule;
    let names: Vec<(&str, Weight, f32)> = lines(input.lang, candidate.name)
        .into_iter()
        .map(|line| (line, rule.weight, rule.size))
        .collect();
    let (_, size) = block(&names, [0.0, 0.0]);
    let (half_width, half_height) = (size.width / 2.0, size.height / 2.0);
    let places = match rule.dot {
        Some(radius) => {
            let (x, y) = (half_width + radius + GAP, half_height + radius + 1.0);
            [[x, 0.0], [-x, 0.0], [0.0, -y], [0.0, y]]
        }
        // On an outline it moves off by as much as still tells what it names.
        None => [[0.0, 0.0], [0.0, -size.height], [0.0, size.height], [0.0, 0.0]],
    };
    let dot = rule.dot.map(|radius| (at, radius));
    let of_dot =
        dot.map(|([x, y], radius)| Rect::new(x - radius, y - radius, 2.0 * radius, 2.0 * radius));
    for [x, y] in places {
        let (texts, bounds) = block(&names, [at[0] + x, at[1] + y]);
        let boxes: Vec<Rect> = std::iter::once(bounds).chain(of_dot).collect();
        if !placer.fits(&boxes) || boxes.iter().any(|rect| crosses_edges(input, rect)) {
            continue;
        }
        placer.remember(&candidate.name.en, at);
        placer.take(PlacedLabel {
            texts,
            color: input.palette.ink(rule.ink),
            halo: halo(input),
            boxes,
            leader: None,
            dot,
            zone: None,
        });
        return;
    }
}
