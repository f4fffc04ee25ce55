//! The labels of zones: the first to be placed.

use std::collections::HashMap;

use super::{LabelInput, LabelLang, PlacedLabel, Placer, halo};
use crate::{
    model::{
        Lang,
        catalogue::Catalogue,
        date::Day,
        units::AreaUnit,
        zone::{Group, Name},
    },
    scene::{
        item::Rect,
        viewport::WorldPoint,
        zones::{Appearance, ZoneShape, contains, visible_anchors},
    },
    text::{Weight, breaking::break_lines, shape::width_em},
    words,
};

/// What the label of one zone says.
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneLabel {
    /// Bold lines.
    pub name: Vec<String>,
    /// Plain lines: the other language, the headline figure.
    pub detail: Vec<String>,
    /// Chinese names, so that the base map does not say the same again.
    pub names: Vec<String>,
}

/// A name wider than this is broken in two.
const NAME_WIDTH_EM: f32 = 13.0;

impl Name {
    /// The short name where there is one.
    pub fn short(&self, lang: Lang) -> &str {
        match (&self.short, lang) {
            (Some(short), lang) => short.get(lang),
            (None, Lang::En) => &self.en,
            (None, Lang::Zh) => &self.zh,
        }
    }
}

/// The labels of all zones on a date.
pub fn zone_labels(
    catalogue: &Catalogue,
    lang: LabelLang,
    unit: AreaUnit,
    day: Day,
) -> HashMap<usize, ZoneLabel> {
    catalogue
        .zones
        .iter()
        .enumerate()
        .map(|(index, zone)| {
            let mut detail = Vec::new();
            let name = match lang {
                LabelLang::One(lang) => balanced_lines(zone.name.short(lang)),
                LabelLang::Both => {
                    detail = balanced_lines(zone.name.short(Lang::En));
                    balanced_lines(zone.name.short(Lang::Zh))
                }
            };
            if let Some(figure) = zone.headline_on(day) {
                detail.push(words::figure_in(lang.main(), figure, unit));
            }
            let mut names = vec![zone.name.zh.clone(), zone.name.short(Lang::Zh).to_owned()];
            names.extend(zone.name.also.iter().cloned());
            (index, ZoneLabel { name, detail, names })
        })
        .collect()
}

/// Breaks a long name into lines of about the same length.
fn balanced_lines(name: &str) -> Vec<String> {
    let lines = break_lines(name, Weight::Bold, NAME_WIDTH_EM);
    if lines.len() < 2 {
        return lines;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let even = width_em(name, Weight::Bold) / lines.len() as f32;
    // The narrowest lines that are no more than before.
    (0..8_u8)
        .map(|step| even + f32::from(step) * (NAME_WIDTH_EM - even) / 8.0)
        .map(|limit| break_lines(name, Weight::Bold, limit))
        .find(|balanced| balanced.len() <= lines.len())
        .unwrap_or(lines)
}

pub(super) fn place(placer: &mut Placer<'_, '_>) {
    let input = placer.input;
    let below = input.style.zone.marker_below;
    let mut order: Vec<(&ZoneShape, Appearance)> = input
        .shapes
        .iter()
        .map(|shape| {
            (shape, shape.appearance(input.view, below, Some(shape.index) == input.selected))
        })
        .filter(|(_, appearance)| *appearance != Appearance::Hidden)
        .collect();
    for (shape, appearance) in &order {
        if *appearance == Appearance::Marker {
            let [x, y] = input.view.to_screen(shape.anchor());
            let radius = input.style.zone.marker_radius + 1.0;
            placer.taken.push(Rect::new(x - radius, y - radius, 2.0 * radius, 2.0 * radius));
        }
    }
    // Small zones before large ones, which have more room to choose from.
    order.sort_by(|(a, _), (b, _)| {
        let rank = |shape: &ZoneShape| {
            let selected = Some(shape.index) == input.selected;
            let hovered = Some(shape.index) == input.hovered;
            (!selected, !hovered, shape.group)
        };
        rank(a).cmp(&rank(b)).then(a.area_m2.total_cmp(&b.area_m2)).then(a.index.cmp(&b.index))
    });
    for (shape, appearance) in order {
        place_zone(placer, shape, appearance);
    }
}

/// A zone that is not of the report is named only where it is at least this wide on the screen.
const NAMED_FROM_PX: f64 = 46.0;

fn place_zone(placer: &mut Placer<'_, '_>, shape: &ZoneShape, appearance: Appearance) {
    let input = placer.input;
    let Some(label) = input.zone_labels.get(&shape.index) else { return };
    let selected = Some(shape.index) == input.selected;
    let prominent = selected || Some(shape.index) == input.hovered;
    let size_px = shape.bounds.width().max(shape.bounds.height()) * input.view.scale();
    if shape.group != Group::Report
        && !prominent
        && appearance == Appearance::Outline
        && size_px < NAMED_FROM_PX
    {
        return;
    }
    let style = &input.style.zone;
    let name_size = match (selected, shape.group) {
        (true, _) => style.label_size_selected,
        (false, Group::Report) => style.label_size,
        (false, Group::Neighbour | Group::Wider) => style.figure_size,
    };
    let mut lines: Vec<(&str, Weight, f32)> =
        label.name.iter().map(|line| (line.as_str(), Weight::Bold, name_size)).collect();
    if prominent || shape.group == Group::Report {
        lines.extend(
            label.detail.iter().map(|line| (line.as_str(), Weight::Regular, style.figure_size)),
        );
    }
    let (_, bounds) = placer.block(&lines, [0.0, 0.0]);
    for place in places(placer, shape, appearance, &bounds) {
        let (texts, bounds) = placer.block(&lines, place.center);
        if placer.fits(&[bounds]) && !(place.outside && strays(input, shape, &bounds)) {
            let leader = place.led.then(|| {
                let [x, y] = input.view.to_screen(shape.anchor());
                let near = [x.clamp(bounds.x, bounds.right()), y.clamp(bounds.y, bounds.bottom())];
                [[x, y], near]
            });
            placer.take(PlacedLabel {
                texts,
                color: input.palette.zone(shape.index),
                halo: halo(input),
                boxes: vec![bounds],
                leader,
                zone: Some(shape.index),
            });
            return;
        }
    }
}

/// Whether a label beside its zone would stand in another zone, which does not hold its own.
fn strays(input: &LabelInput<'_>, shape: &ZoneShape, label: &Rect) -> bool {
    let (left, right) = (label.x + label.width * 0.1, label.x + label.width * 0.9);
    let (top, bottom) = (label.y + label.height * 0.2, label.y + label.height * 0.8);
    let middle = [label.x + label.width / 2.0, label.y + label.height / 2.0];
    let points = [middle, [left, top], [right, top], [left, bottom], [right, bottom]]
        .map(|point| input.view.to_world(point));
    let below = input.style.zone.marker_below;
    input.shapes.iter().any(|other| {
        let selected = Some(other.index) == input.selected;
        other.index != shape.index
            && other.appearance(input.view, below, selected) == Appearance::Outline
            && points.iter().any(|point| contains(&other.polygons, *point))
            && !contains(&other.polygons, shape.anchor())
    })
}

/// A place to try.
struct Place {
    center: [f32; 2],
    /// Beside the zone, not in it.
    outside: bool,
    /// So far off that a line leads to the zone.
    led: bool,
}

/// Places to try, best first: inside where the text fits, else around, ever farther off.
fn places(
    placer: &Placer<'_, '_>,
    shape: &ZoneShape,
    appearance: Appearance,
    text: &Rect,
) -> Vec<Place> {
    let view = placer.input.view;
    let inside =
        |anchor: &WorldPoint| Place { center: view.to_screen(*anchor), outside: false, led: false };
    let radius = placer.input.style.zone.marker_radius;
    let frame = match appearance {
        Appearance::Marker => {
            let [x, y] = view.to_screen(shape.anchor());
            Rect::new(x - radius, y - radius, 2.0 * radius, 2.0 * radius)
        }
        Appearance::Outline | Appearance::Hidden => {
            let (low, high) = (view.to_screen(shape.bounds.min), view.to_screen(shape.bounds.max));
            Rect::new(low[0], low[1], high[0] - low[0], high[1] - low[1])
        }
    };
    let seen = view.world_rect(0.0);
    let whole = shape.bounds.min.x >= seen.min.x
        && shape.bounds.min.y >= seen.min.y
        && shape.bounds.max.x <= seen.max.x
        && shape.bounds.max.y <= seen.max.y;
    if appearance == Appearance::Outline && !whole {
        // Beside a zone that goes on past the edge, its name would stand in another zone.
        let anchors = visible_anchors(placer.input.shapes, shape, &seen);
        return anchors.iter().map(inside).collect();
    }
    let mut places: Vec<Place> = Vec::new();
    let roomy = text.width < frame.width * 0.98 && text.height < frame.height * 0.7;
    if appearance == Appearance::Outline && roomy {
        places.extend(shape.anchors.iter().map(inside));
    }
    let (middle_x, middle_y) = (frame.x + frame.width / 2.0, frame.y + frame.height / 2.0);
    for (gap, led) in [(4.0, false), (14.0, false), (34.0, true), (64.0, true)] {
        let (half_width, half_height) = (text.width / 2.0 + gap, text.height / 2.0 + gap);
        let (left, right) = (frame.x - half_width, frame.right() + half_width);
        let (above, below) = (frame.y - half_height, frame.bottom() + half_height);
        let (sides, ends) =
            ([[right, middle_y], [left, middle_y]], [[middle_x, above], [middle_x, below]]);
        // A marker has its name at its side, an outline above or below.
        let straight = match appearance {
            Appearance::Marker => [sides, ends].concat(),
            Appearance::Outline | Appearance::Hidden => [ends, sides].concat(),
        };
        let slanting = [
            [right, above + half_height],
            [left, above + half_height],
            [right, below - half_height],
            [left, below - half_height],
            [right, above],
            [left, above],
            [right, below],
            [left, below],
        ];
        places.extend(straight.into_iter().chain(slanting).map(|center| Place {
            center,
            outside: true,
            led,
        }));
    }
    places
}
