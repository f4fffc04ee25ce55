//! The map as items of a picture, and what each zone is painted with on screen and in pictures.

use std::collections::{BTreeMap, HashMap};

use super::{
    crowd::{self, Cell, crowd_len},
    hatch::hatch_item,
    item::{Item, Part, Path, PlacedText, Rect, snap},
    labels::{self, LabelInput, LabelLang, PlacedLabel, ZoneLabel},
    presence::{self, Presence, presence},
    tiles::tile_origin,
    viewport::{Viewport, WorldPoint},
    zones::{ZoneShape, contains},
};
use crate::{
    basemap::{FeatureClass, Shape, Tile},
    model::{as_of::AsOf, catalogue::Catalogue, units::AreaUnit},
    style::{Color, Hatch, Ink, MapStyle, Paint, Palette, map_style::width_at},
    text::{
        Weight,
        cache::ShapeCache,
        shape::{CAP_HEIGHT_EM, width_em},
    },
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
}

/// The items of a map in a frame of the page. Returns the labels too, for checks and legends.
pub fn map_items(
    input: &MapInput<'_>,
    frame: Rect,
    obstacles: &[Rect],
    cache: &mut ShapeCache,
) -> (Vec<Item>, Vec<PlacedLabel>) {
    let mut items = vec![
        Item::Clip(frame),
        Item::Fill { path: Path::rect(frame), color: input.palette.ink(Ink::Land) },
    ];
    let offset = [frame.x, frame.y];
    items.push(Item::Begin(Part::BaseMap));
    if input.shows.base_map {
        base_items(input, offset, &mut items);
    }
    items.extend([Item::End, Item::Begin(Part::Zones)]);
    let cells = crowd::cells(&input.shapes[..crowd_len(input.shapes)]);
    crowd_items(input, &cells, offset, &mut items);
    zone_items(input, offset, &mut items);
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
    let mut placed = labels::place(
        &LabelInput {
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
        },
        cache,
    );
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

fn base_items(input: &MapInput<'_>, offset: [f32; 2], items: &mut Vec<Item>) {
    for tile in input.tiles {
        let Some(raster) = &tile.raster else { continue };
        let (x, y, side) = tile_origin(tile.id);
        let corner = |x: f64, y: f64| {
            let [x, y] = input.view.to_screen(WorldPoint { x, y });
            snap([x + offset[0], y + offset[1]])
        };
        let (low, high) = (corner(x, y), corner(x + side, y + side));
        let rect = Rect::new(low[0], low[1], high[0] - low[0], high[1] - low[1]);
        items.push(Item::Image { rect, raster: raster.clone() });
    }
    for rule in &input.style.rules {
        if input.view.zoom < rule.min_zoom || !input.layers.shows(rule.class) {
            continue;
        }
        for tile in input.tiles {
            let (origin_x, origin_y, side) = tile_origin(tile.id);
            let place = |point: &[f32; 2]| {
                let [x, y] = input.view.to_screen(WorldPoint {
                    x: origin_x + f64::from(point[0]) * side,
                    y: origin_y + f64::from(point[1]) * side,
                });
                snap([x + offset[0], y + offset[1]])
            };
            for feature in tile.features.iter().filter(|feature| rule.applies_to(feature)) {
                match (&rule.paint, &feature.shape) {
                    (Paint::Fill(ink), Shape::Polygons(polygons)) => {
                        for polygon in polygons {
                            let subpaths = polygon
                                .iter()
                                .map(|ring| ring.iter().map(place).collect())
                                .collect();
                            items.push(Item::Fill {
                                path: Path { subpaths, closed: true },
                                color: input.palette.ink(*ink),
                            });
                        }
                    }
                    #[expect(clippy::cast_possible_truncation, reason = "widths are small")]
                    (Paint::Line { ink, width, dash }, Shape::Lines(lines)) => {
                        let subpaths =
                            lines.iter().map(|line| line.iter().map(place).collect()).collect();
                        items.push(Item::Stroke {
                            path: Path { subpaths, closed: false },
                            color: input.palette.ink(*ink),
                            width: width_at(width, input.view.zoom) as f32,
                            dash: *dash,
                        });
                    }
                    (Paint::Fill(_), Shape::Lines(_) | Shape::Points(_))
                    | (Paint::Line { .. }, Shape::Polygons(_) | Shape::Points(_)) => {}
                }
            }
        }
    }
}

/// How the zones of a cell are painted, all alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CrowdPaint {
    pub color: Color,
    pub fill: Color,
    /// `None` where the zones are so small that outlines would fill them.
    pub outline_width: Option<f32>,
    /// Whether uncertain edges are dashed: where dashes can be told apart.
    pub dashed: bool,
    /// The hatch over the fill and its colour, where lines can be told apart.
    pub hatch: Option<(Hatch, Color)>,
}

/// The paint of a class of a crowd whose largest zone has this size, logical pixels.
pub fn crowd_paint(
    palette: &Palette,
    style: &MapStyle,
    class: usize,
    largest_px: f64,
) -> CrowdPaint {
    const OUTLINED_FROM_PX: f64 = 7.0;
    const DASHED_FROM_PX: f64 = 60.0;
    const FULL_FROM_PX: f64 = 40.0;
    const HATCHED_FROM_PX: f64 = 24.0;
    /// Small zones show by their fill alone.
    const FILL_ALPHA_SMALL: f32 = 0.6;
    let zone = &style.zone;
    let outlined = largest_px >= OUTLINED_FROM_PX;
    let plain = if outlined { zone.fill_alpha } else { FILL_ALPHA_SMALL };
    let (fill, color, alpha) = palette.layer_class(class, plain);
    CrowdPaint {
        color,
        fill: fill.with_alpha(alpha),
        outline_width: outlined.then_some(if largest_px >= FULL_FROM_PX {
            zone.outline * 0.75
        } else {
            0.8
        }),
        dashed: largest_px >= DASHED_FROM_PX,
        hatch: palette
            .layer_hatch(class)
            .filter(|_| largest_px >= HATCHED_FROM_PX)
            .map(|hatch| (hatch, color.with_alpha(zone.hatch_alpha))),
    }
}

fn crowd_items(input: &MapInput<'_>, cells: &[Cell], offset: [f32; 2], items: &mut Vec<Item>) {
    let seen = input.view.world_rect(4.0);
    let place = |at: &WorldPoint| {
        let [x, y] = input.view.to_screen(*at);
        snap([x + offset[0], y + offset[1]])
    };
    for (_, cell) in crowd::in_view(cells, input.view) {
        let paint = |shape: &ZoneShape| {
            let class = input.palette.class_of(shape.index);
            crowd_paint(input.palette, input.style, class, cell.largest_px(input.view))
        };
        let shapes = || {
            input.shapes[cell.range.clone()]
                .iter()
                .filter(|shape| shape.bounds.touches(&seen) && input.selected != Some(shape.index))
        };
        for shape in shapes() {
            let paint = paint(shape);
            for polygon in &shape.polygons {
                let subpaths =
                    polygon.iter().map(|ring| ring.iter().map(place).collect()).collect();
                let path = Path { subpaths, closed: true };
                let hatch = paint
                    .hatch
                    .filter(|_| input.shows.hatches)
                    .map(|(hatch, color)| hatch_item(&path, &hatch, color));
                items.push(Item::Fill { path, color: paint.fill });
                items.extend(hatch);
            }
        }
        for certain in [true, false] {
            for shape in shapes() {
                let paint = paint(shape);
                let Some(width) = paint.outline_width else { continue };
                let dash = (paint.dashed && !certain).then_some(input.style.zone.dash);
                let lines = shape.lines(certain);
                if lines.is_empty() {
                    continue;
                }
                let subpaths = lines.iter().map(|line| line.iter().map(place).collect()).collect();
                items.push(Item::Stroke {
                    path: Path { subpaths, closed: false },
                    color: paint.color,
                    width,
                    dash,
                });
            }
        }
    }
}

fn zone_items(input: &MapInput<'_>, offset: [f32; 2], items: &mut Vec<Item>) {
    let place = |at: &WorldPoint| {
        let [x, y] = input.view.to_screen(*at);
        snap([x + offset[0], y + offset[1]])
    };
    let letters = presence::letters(input.shapes, input.view, input.style, input.selected);
    let ground = input.palette.ui.window;
    let mut markers = Vec::new();
    let mut outlines = Vec::new();
    for shape in input.shapes {
        let selected = input.selected == Some(shape.index);
        if shape.in_crowd && !selected {
            continue;
        }
        let presence = presence(shape, input.view, input.style, selected);
        let color = shape.color(input.palette);
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
                    (color, ground),
                    presence == Presence::Position,
                    letter,
                ));
            }
            Presence::Area | Presence::Trace => {
                let faint = presence == Presence::Trace;
                area_items(input, shape, faint, place, items, &mut outlines);
            }
        }
    }
    items.append(&mut outlines);
    items.append(&mut markers);
}

/// The fill of a zone, and into `outlines` its lines. What is hardly in view has a faint fill alone.
fn area_items(
    input: &MapInput<'_>,
    shape: &ZoneShape,
    faint: bool,
    place: impl Fn(&WorldPoint) -> [f32; 2],
    items: &mut Vec<Item>,
    outlines: &mut Vec<Item>,
) {
    let selected = input.selected == Some(shape.index);
    let paint = zone_paint(input.palette, input.style, shape, selected, false);
    for polygon in &shape.polygons {
        let path = Path {
            subpaths: polygon.iter().map(|ring| ring.iter().map(&place).collect()).collect(),
            closed: true,
        };
        items.push(Item::Fill { path: path.clone(), color: paint.fill });
        if let Some((hatch, color)) = paint.hatch.filter(|_| input.shows.hatches && !faint) {
            items.push(hatch_item(&path, &hatch, color));
        }
    }
    if faint {
        return;
    }
    let dash = Some(input.style.zone.dash);
    for (lines, dash) in [(shape.lines(true), None), (shape.lines(false), dash)] {
        if !lines.is_empty() {
            let subpaths = lines.iter().map(|line| line.iter().map(&place).collect()).collect();
            outlines.push(Item::Stroke {
                path: Path { subpaths, closed: false },
                color: paint.color,
                width: paint.outline_width,
                dash,
            });
        }
    }
}

/// The circle in which a position lies for all that is known, where it fits the view.
fn uncertainty(input: &MapInput<'_>, shape: &ZoneShape, at: [f32; 2]) -> Vec<Item> {
    const LEAST_PX: f64 = 14.0;
    const FILL_ALPHA: f32 = 0.06;
    let view = input.view;
    let radius = shape.accuracy_m.unwrap_or(0.0) / view.metres_per_pixel();
    if radius < LEAST_PX || radius * 2.0 > view.width.min(view.height) * 0.96 {
        return Vec::new();
    }
    let color = shape.color(input.palette);
    #[expect(clippy::cast_possible_truncation, reason = "it fits the view")]
    let path = Path::circle(at, radius as f32);
    let dash = Some((3.0, 4.0));
    vec![
        Item::Fill { path: path.clone(), color: color.with_alpha(FILL_ALPHA) },
        Item::Stroke { path, color, width: 1.0, dash },
    ]
}

/// What the fill of each zone looks like on its map, over the base map and the zones below it, where its
/// name would stand. By index in the catalogue.
pub fn seen_fills(input: &MapInput<'_>) -> BTreeMap<usize, Color> {
    let shapes = &input.shapes[crowd_len(input.shapes)..];
    let mut fills = BTreeMap::new();
    for (at, shape) in shapes.iter().enumerate().filter(|(_, shape)| !shape.is_point) {
        let place = shape.anchor();
        let mut seen = ground_at(input, place);
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

/// The color of the base map's areas at a place.
fn ground_at(input: &MapInput<'_>, place: WorldPoint) -> Color {
    let mut ground = input.palette.ink(Ink::Land);
    if !input.shows.base_map {
        return ground;
    }
    for rule in &input.style.rules {
        let Paint::Fill(ink) = rule.paint else { continue };
        if input.view.zoom < rule.min_zoom || !input.layers.shows(rule.class) {
            continue;
        }
        let covers = input.tiles.iter().any(|tile| {
            let (x, y, side) = tile_origin(tile.id);
            let to_world = |at: &[f32; 2]| WorldPoint {
                x: x + f64::from(at[0]) * side,
                y: y + f64::from(at[1]) * side,
            };
            let in_tile = (x..x + side).contains(&place.x) && (y..y + side).contains(&place.y);
            in_tile
                && tile.features.iter().filter(|feature| rule.applies_to(feature)).any(|feature| {
                    let Shape::Polygons(polygons) = &feature.shape else { return false };
                    polygons.iter().any(|rings| {
                        let rings: Vec<Vec<WorldPoint>> = rings
                            .iter()
                            .map(|ring| ring.iter().chain(ring.first()).map(to_world).collect())
                            .collect();
                        contains(&[rings], place)
                    })
                })
        });
        if covers {
            ground = input.palette.ink(ink);
        }
    }
    ground
}

/// A disc for a small zone; a ring for a place without a published boundary, with a letter in it where
/// there are several. The colors are those of the sign and of the ground under it.
pub fn marker_items(
    at: [f32; 2],
    radius: f32,
    (color, ground): (Color, Color),
    is_point: bool,
    letter: Option<char>,
) -> Vec<Item> {
    const LETTER_ROOM: f32 = 2.0;
    let radius = if letter.is_some() { radius + LETTER_ROOM } else { radius };
    let below = Item::Fill { path: Path::circle(at, radius + 1.5), color: ground };
    if !is_point {
        return vec![below, Item::Fill { path: Path::circle(at, radius), color }];
    }
    let path = Path::circle(at, radius - 1.0);
    let dash = Some((4.0, 3.0));
    let mut items = vec![below, Item::Stroke { path, color, width: 2.2, dash }];
    if let Some(letter) = letter {
        let (text, weight, size) = (letter.to_string(), Weight::Bold, radius * 1.25);
        let at =
            [at[0] - width_em(&text, weight) * size / 2.0, at[1] + CAP_HEIGHT_EM * size * 0.43];
        let text = PlacedText { text, weight, size, at, angle: 0.0 };
        items.push(Item::Text { text, color, halo: None });
    }
    items
}
