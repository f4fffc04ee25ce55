//! The labels of zones: the first to be placed.

use super::{
    LabelInput, LabelLang, PlacedLabel, Placer,
    clear::{crosses_a_label, crosses_edges, frame_of, small_holders, stands_in},
    halo,
};
use crate::{
    model::{
        Lang,
        as_of::AsOf,
        units::AreaUnit,
        zone::{Group, Name, Zone},
    },
    scene::{
        crowd::{Cell, crowd_len, large_in_view},
        item::Rect,
        viewport::{Viewport, WorldPoint},
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

/// The label of a zone on a date.
pub fn zone_label(zone: &Zone, lang: LabelLang, unit: AreaUnit, at: AsOf) -> ZoneLabel {
    let mut detail = Vec::new();
    let name = match lang {
        LabelLang::One(lang) => balanced_lines(zone.name.short(lang)),
        LabelLang::Both => {
            detail = balanced_lines(zone.name.short(Lang::En));
            balanced_lines(zone.name.short(Lang::Zh))
        }
    };
    if let Some(figure) = zone.headline_on(at) {
        detail.push(words::figure_in(lang.main(), figure, unit));
    }
    let mut names = vec![zone.name.zh.to_string(), zone.name.short(Lang::Zh).to_owned()];
    names.extend(zone.name.also.iter().cloned());
    ZoneLabel { name, detail, names }
}

/// The shapes that a view labels: those of a crowd only where they are large, and the selected and
/// the hovered one.
pub fn labelled<'a>(
    shapes: &'a [ZoneShape],
    cells: &[Cell],
    view: &Viewport,
    prominent: [Option<usize>; 2],
) -> Vec<&'a ZoneShape> {
    const MOST: usize = 400;
    let crowd = &shapes[..crowd_len(shapes)];
    let mut labelled = large_in_view(shapes, cells, view, NAMED_FROM_PX, MOST);
    // Looked for only where one is of the crowd.
    let others = &shapes[crowd.len()..];
    for index in prominent.into_iter().flatten() {
        let has = |shape: &&ZoneShape| shape.index == index;
        if !others.iter().any(|shape| shape.index == index) && !labelled.iter().any(has) {
            labelled.extend(crowd.iter().find(has));
        }
    }
    labelled.extend(others);
    labelled
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
        .map(|&shape| {
            (shape, shape.appearance(input.view, below, Some(shape.index) == input.selected))
        })
        .filter(|(_, appearance)| *appearance != Appearance::Hidden)
        .collect();
    for (shape, appearance) in &order {
        if *appearance == Appearance::Marker {
            let [x, y] = input.view.to_screen(shape.anchor());
            let radius = input.style.zone.marker_radius + 1.0;
            let marker = Rect::new(x - radius, y - radius, 2.0 * radius, 2.0 * radius);
            placer.taken.push(marker);
            placer.markers.push((shape.index, marker));
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

/// How good a place must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    /// In the zone or beside it, and no outline runs through the text.
    Clean,
    /// In no other zone, and its line crosses no name and no marker.
    Good,
    Any,
}

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
    if !prominent && is_passed_over(input, shape, appearance, size_px) {
        return;
    }
    let style = &input.style.zone;
    let name_size = match (selected, shape.group) {
        (true, _) => style.label_size_selected,
        (false, Group::Report) => style.label_size,
        (false, Group::Neighbour | Group::Wider | Group::Layer) => style.figure_size,
    };
    let name: Vec<(&str, Weight, f32)> =
        label.name.iter().map(|line| (line.as_str(), Weight::Bold, name_size)).collect();
    let mut lines = name.clone();
    if prominent || shape.group == Group::Report {
        lines.extend(
            label.detail.iter().map(|line| (line.as_str(), Weight::Regular, style.figure_size)),
        );
    }
    // Where every good place is taken, a zone of the report gives up its figure, and then gets a
    // poorer place rather than none.
    let all =
        [(&lines, Care::Clean), (&lines, Care::Good), (&name, Care::Good), (&lines, Care::Any)];
    let rounds = if shape.group == Group::Report { &all[..] } else { &all[..2] };
    for (lines, care) in rounds {
        let (_, size) = placer.block(lines, [0.0, 0.0]);
        let small_holders = small_holders(input, shape, &size);
        for place in &places(placer, shape, appearance, &size) {
            let [x, y] = place.center;
            let bounds = Rect { x: size.x + x, y: size.y + y, ..size };
            let (clean, strict) = (*care == Care::Clean, *care != Care::Any);
            // What costs least is looked at first.
            if clean && place.led
                || !placer.fits(&[bounds])
                || strict && place.outside && stands_in(input, shape, &bounds, &small_holders)
                || clean && crosses_edges(input, &bounds)
            {
                continue;
            }
            let leader = place.led.then(|| {
                let [x, y] = input.view.to_screen(shape.anchor());
                let (right, bottom) = (bounds.right(), bounds.bottom());
                [[x, y], [x.clamp(bounds.x, right), y.clamp(bounds.y, bottom)]]
            });
            if strict && leader.is_some_and(|leader| crosses_a_label(placer, shape, leader)) {
                continue;
            }
            let (texts, bounds) = placer.block(lines, place.center);
            placer.take(PlacedLabel {
                texts,
                color: shape.name_color(input.palette),
                halo: halo(input),
                boxes: vec![bounds],
                leader,
                zone: Some(shape.index),
            });
            return;
        }
    }
}

/// Zones that have no name in this view: a marker outside it, and on the page of one zone those
/// that are small and not in it.
fn is_passed_over(
    input: &LabelInput<'_>,
    shape: &ZoneShape,
    appearance: Appearance,
    size_px: f64,
) -> bool {
    const LARGE_PX: f64 = 70.0;
    let anchor = shape.anchor();
    let seen = input.view.world_rect(0.0);
    let outside = anchor.x < seen.min.x
        || anchor.x > seen.max.x
        || anchor.y < seen.min.y
        || anchor.y > seen.max.y;
    if appearance == Appearance::Marker && outside {
        return true;
    }
    if !input.quiet || (appearance == Appearance::Outline && size_px >= LARGE_PX) {
        return false;
    }
    let subject = input.shapes.iter().find(|other| Some(other.index) == input.selected);
    !subject.is_some_and(|subject| contains(&subject.polygons, anchor))
}

/// Keeps the names of the base map off small zones, which they would hide.
pub(super) fn keep_clear(placer: &mut Placer<'_, '_>) {
    const SMALL_PX: f32 = 90.0;
    let input = placer.input;
    let below = input.style.zone.marker_below;
    for shape in input.shapes {
        let selected = Some(shape.index) == input.selected;
        if shape.in_crowd || shape.appearance(input.view, below, selected) != Appearance::Outline {
            continue;
        }
        let rect = frame_of(input, shape);
        if rect.width.max(rect.height) < SMALL_PX {
            placer.taken.push(rect);
        }
    }
}

/// A place to try.
struct Place {
    center: [f32; 2],
    /// Beside the zone, not in it.
    outside: bool,
    /// So far off that a line leads to the zone.
    led: bool,
}

/// Whether a zone of a crowd is named only inside: beside it, the name would stand in another.
fn roomy_only(input: &LabelInput<'_>, shape: &ZoneShape) -> bool {
    Some(shape.index) != input.selected && Some(shape.index) != input.hovered
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
        Appearance::Outline | Appearance::Hidden => frame_of(placer.input, shape),
    };
    let roomy = text.width < frame.width * 0.98 && text.height < frame.height * 0.7;
    let seen = view.world_rect(0.0);
    let whole = shape.bounds.min.x >= seen.min.x
        && shape.bounds.min.y >= seen.min.y
        && shape.bounds.max.x <= seen.max.x
        && shape.bounds.max.y <= seen.max.y;
    if shape.in_crowd && roomy_only(placer.input, shape) {
        let center = shape.bounds.center();
        return match roomy {
            false => Vec::new(),
            true if whole && contains(&shape.polygons, center) => vec![inside(&center)],
            true => visible_anchors(placer.input.shapes, shape, &seen).iter().map(inside).collect(),
        };
    }
    if appearance == Appearance::Outline && !whole {
        // Beside a zone that goes on past the edge, its name would stand in another zone.
        let anchors = visible_anchors(placer.input.shapes, shape, &seen);
        return anchors.iter().map(inside).collect();
    }
    let mut places: Vec<Place> = Vec::new();
    if appearance == Appearance::Outline && roomy {
        places.extend(shape.anchors.iter().map(inside));
    }
    let (middle_x, middle_y) = (frame.x + frame.width / 2.0, frame.y + frame.height / 2.0);
    for (gap, led) in
        [(4.0, false), (14.0, true), (34.0, true), (64.0, true), (100.0, true), (140.0, true)]
    {
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
