//! The labels of zones: the first to be placed.

use super::{
    LabelInput, LabelLang, PlacedLabel, Placer, block,
    clear::{
        covers_part, crosses_a_label, crosses_edges, faces, frame_of, small_holders, stands_apart,
        stands_in,
    },
    places::{Place, places, places_all_over},
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
        item::{PlacedText, Rect},
        map::{circle_px, zone_paint},
        presence::{Presence, presence},
        viewport::Viewport,
        zones::{Appearance, ZoneShape, contains},
    },
    style::{Color, Ink},
    text::{
        Weight,
        breaking::break_lines,
        shape::{CAP_HEIGHT_EM, width_em},
    },
    words,
};

/// What the label of one zone says.
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneLabel {
    /// Bold lines.
    pub name: Vec<String>,
    /// Plain lines: the name in the other language.
    pub detail: Vec<String>,
    /// The headline figure.
    pub area: Option<String>,
    /// All its names, so that the base map does not say the same again.
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
    let area = zone.headline_on(at).map(|figure| {
        let area = words::figure_in(lang.main(), figure, unit);
        // In one of several parcels the area of all could be taken for its own.
        let parcels = zone.outline_on(at).map_or(0, |outline| outline.geometry.polygons().len());
        if parcels > 1 {
            words::t_with(lang.main(), "sheet-in-all", &[("area", &area)])
        } else {
            area
        }
    });
    let mut names = vec![zone.name.zh.to_string(), zone.name.en.to_string()];
    names.extend([Lang::Zh, Lang::En].map(|lang| zone.name.short(lang).to_owned()));
    names.extend(zone.name.also.iter().cloned());
    ZoneLabel { name, detail, area, names }
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

pub(super) fn place(placer: &mut Placer<'_>) {
    let input = placer.input;
    let mut order: Vec<(&ZoneShape, Presence)> = input
        .shapes
        .iter()
        .map(|&shape| {
            let selected = Some(shape.index) == input.selected;
            (shape, presence(shape, input.view, input.style, selected))
        })
        .filter(|(_, presence)| presence.is_told())
        .collect();
    for (shape, presence) in &order {
        if *presence != Presence::Area {
            let [x, y] = input.view.to_screen(shape.anchor());
            let radius = input.style.zone.marker_radius + 2.5;
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
            // A mere position is nothing without its name.
            (!selected, !hovered, shape.group, !shape.is_point)
        };
        rank(a).cmp(&rank(b)).then(a.area_m2.total_cmp(&b.area_m2)).then(a.index.cmp(&b.index))
    });
    for (shape, presence) in order {
        place_zone(placer, shape, presence);
    }
}

/// A zone that is not of the report is named only where it is at least this wide on the screen.
const NAMED_FROM_PX: f64 = 46.0;

/// How good a place must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Care {
    Any,
    /// In no other zone, over no part of its own, apart from other names, and its line crosses no
    /// name and no marker.
    Good,
    /// And no outline runs through the text.
    Led,
    /// And in the zone or beside it.
    Clean,
}

fn place_zone(placer: &mut Placer<'_>, shape: &ZoneShape, presence: Presence) {
    let input = placer.input;
    let Some(label) = input.zone_labels.get(&shape.index) else { return };
    let selected = Some(shape.index) == input.selected;
    let prominent = selected || Some(shape.index) == input.hovered;
    let size_px = shape.bounds.width().max(shape.bounds.height()) * input.view.scale();
    let of_report = shape.group == Group::Report;
    let too_small = !of_report && presence == Presence::Area && size_px < NAMED_FROM_PX;
    let passes_over = || too_small || is_passed_over(input, shape, presence, size_px);
    if is_out_of_view(input, shape, presence) || !prominent && passes_over() {
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
    if prominent || of_report {
        // In the circle of a position an area would be taken for that of the circle.
        let circle = shape.accuracy_m.filter(|_| selected && presence == Presence::Position);
        let has_circle = circle.is_some_and(|metres| circle_px(metres, input.view).is_some());
        let area = label.area.iter().filter(|_| !has_circle);
        lines.extend(
            label
                .detail
                .iter()
                .chain(area)
                .map(|line| (line.as_str(), Weight::Regular, style.figure_size)),
        );
    }
    // Where every good place is taken, a zone of the report gives up its figure, and then gets a
    // poorer place rather than none; on the page of another zone the legend is enough.
    // On a page of two languages the other name goes last.
    let both_names: Vec<_> = lines[..lines.len().min(name.len() + label.detail.len())].to_vec();
    let texts: Vec<&Vec<_>> = if label.detail.is_empty() {
        vec![&lines, &name]
    } else {
        vec![&lines, &both_names, &name]
    };
    let mut all: Vec<(&Vec<_>, Care)> = Vec::new();
    for text in &texts {
        all.extend([(*text, Care::Clean), (*text, Care::Led)]);
    }
    all.extend(texts.iter().map(|text| (*text, Care::Good)));
    let good = all.len();
    all.push((&name, Care::Any));
    let rounds = match (of_report, input.quiet && !selected) {
        (true, false) => &all[..],
        (true, true) => &all[..good],
        (false, _) => &all[..2],
    };
    for (lines, care) in rounds {
        let (_, size) = block(lines, [0.0, 0.0]);
        let holders = small_holders(input, shape, &size);
        let mut places = places(placer, shape, presence, &size);
        if input.thorough && *care == Care::Clean && presence == Presence::Area {
            let near = places.iter().position(|place| place.outside).unwrap_or(places.len());
            places.splice(near..near, places_all_over(input, shape, &size));
        }
        let found = places.iter().find_map(|place| {
            let leader = try_place(placer, shape, lines, place, *care, &holders).ok()?;
            Some((place, leader))
        });
        if let Some((place, leader)) = found {
            let (texts, bounds) = block(lines, place.center);
            placer.take(PlacedLabel {
                texts,
                color: readable(input, shape),
                halo: zone_halo(input, selected),
                boxes: vec![bounds],
                leader,
                dot: None,
                zone: Some(shape.index),
            });
            return;
        }
    }
}

/// A label may not stand at a place.
struct Unfit;

/// The line from a zone to its label at a place, none where the label is at the zone.
fn try_place(
    placer: &mut Placer<'_>,
    shape: &ZoneShape,
    lines: &[(&str, Weight, f32)],
    place: &Place,
    care: Care,
    holders: &[usize],
) -> Result<Option<[[f32; 2]; 2]>, Unfit> {
    let input = placer.input;
    let (texts, bounds) = block(lines, place.center);
    let led = place.led || place.outside && !faces(placer, shape, &bounds);
    // What costs least is looked at first.
    let is_free = placer.fits(&[bounds])
        && !(led && care == Care::Clean)
        && (care < Care::Good || stands_apart(placer, &bounds))
        && match (place.outside, led) {
            // Without a line to its own zone a name in another would be taken for that one's.
            (true, false) => !stands_in(input, shape, &bounds, holders),
            (true, true) => care < Care::Good || !stands_in(input, shape, &bounds, holders),
            (false, _) => care < Care::Good || !covers_part(input, shape, &bounds),
        }
        && (care < Care::Led || !crosses_edges(input, &bounds));
    if !is_free {
        return Err(Unfit);
    }
    let leader = led.then(|| leader(placer, shape, &texts));
    let crosses = |line| care >= Care::Good && crosses_a_label(placer, shape, line);
    if leader.is_some_and(crosses) { Err(Unfit) } else { Ok(leader) }
}

/// The line from a zone, or from the edge of its marker, to the nearest letters of its label.
fn leader(placer: &mut Placer<'_>, shape: &ZoneShape, texts: &[PlacedText]) -> [[f32; 2]; 2] {
    const GAP: f32 = 2.0;
    let from = leader_start(placer, shape);
    let distance = |to: [f32; 2]| libm::hypotf(to[0] - from[0], to[1] - from[1]);
    let mut nearest = texts.first().map_or(from, |text| text.at);
    for text in texts {
        let width = width_em(&text.text, text.weight) * text.size;
        let [x, y] = text.at;
        let to = [
            from[0].clamp(x - GAP, x + width + GAP),
            from[1].clamp(y - CAP_HEIGHT_EM * text.size - GAP, y + GAP),
        ];
        if distance(to) < distance(nearest) {
            nearest = to;
        }
    }
    let is_marker = placer.markers.iter().any(|(index, _)| *index == shape.index);
    let length = distance(nearest);
    let radius = placer.input.style.zone.marker_radius + GAP;
    let share = if is_marker && length > radius { radius / length } else { 0.0 };
    let start = [0, 1].map(|axis| from[axis] + (nearest[axis] - from[axis]) * share);
    [start, nearest]
}

/// Where a line to a zone ends: at its marker, else in the zone, clear of the markers of others.
fn leader_start(placer: &Placer<'_>, shape: &ZoneShape) -> [f32; 2] {
    const CLEAR: f32 = 3.0;
    let view = placer.input.view;
    let is_clear = |at: &[f32; 2]| {
        let around = Rect::new(at[0], at[1], 0.1, 0.1).expand(CLEAR);
        let others = placer.markers.iter().filter(|(index, _)| *index != shape.index);
        !others.map(|(_, marker)| marker).any(|marker| marker.intersects(&around))
    };
    let best = view.to_screen(shape.anchor());
    if placer.markers.iter().any(|(index, _)| *index == shape.index) {
        return best;
    }
    let anchors = shape.anchors.iter().map(|anchor| view.to_screen(*anchor));
    std::iter::once(best).chain(anchors).find(is_clear).unwrap_or(best)
}

/// The color of a zone's name: that of the zone, as dark or light as it must be on its fill.
fn readable(input: &LabelInput<'_>, shape: &ZoneShape) -> Color {
    const CONTRAST: f64 = 4.6;
    /// What the lines of a hatch add to a fill.
    const HATCH_ALPHA: f32 = 0.08;
    let palette = input.palette;
    let selected = Some(shape.index) == input.selected;
    let paint = zone_paint(palette, input.style, shape, selected, false);
    let fill = paint.fill.over(palette.ink(Ink::Land));
    let ground = match paint.hatch {
        Some((_, color)) => color.with_alpha(HATCH_ALPHA).over(fill),
        None => fill,
    };
    shape.name_color(palette).readable_on(ground, palette.ui.text, CONTRAST)
}

fn zone_halo(input: &LabelInput<'_>, selected: bool) -> (Color, f32) {
    let style = input.style;
    let is_hatched = selected || input.palette.is_hatched();
    let width = if is_hatched { style.label_halo_hatched } else { style.label_halo_zone };
    (input.palette.ink(Ink::Halo), width)
}

/// Whether the view, which may be one of two, has nothing of a zone that a name could be given to.
fn is_out_of_view(input: &LabelInput<'_>, shape: &ZoneShape, presence: Presence) -> bool {
    let seen = input.view.world_rect(0.0);
    if presence == Presence::Area {
        return !shape.bounds.touches(&seen);
    }
    let anchor = shape.anchor();
    anchor.x < seen.min.x || anchor.x > seen.max.x || anchor.y < seen.min.y || anchor.y > seen.max.y
}

/// On the page of one zone those have no name that are small and not in it.
fn is_passed_over(
    input: &LabelInput<'_>,
    shape: &ZoneShape,
    presence: Presence,
    size_px: f64,
) -> bool {
    const LARGE_PX: f64 = 70.0;
    let of_report = shape.group == Group::Report;
    if !input.quiet
        || presence == Presence::Area && size_px >= LARGE_PX
        || presence == Presence::Position && of_report
    {
        return false;
    }
    let subject = input.shapes.iter().find(|other| Some(other.index) == input.selected);
    !subject.is_some_and(|subject| contains(&subject.polygons, shape.anchor()))
}

/// Keeps the names of the base map off small zones, which they would hide.
pub(super) fn keep_clear(placer: &mut Placer<'_>) {
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
