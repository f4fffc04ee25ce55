//! The signs that a legend explains below the zones: the edges of zones, the lines of the base map, the marks of
//! the strip.

use super::{Seen, StripMark, page::Page, strip::Strip};
use crate::{
    basemap::{FeatureClass, Shape},
    model::boundary::{Boundary, EdgeQuality},
    scene::{
        item::{Item, Path, Rect},
        map::MapInput,
        presence::Presence,
        tiles::tile_origin,
        viewport::WorldPoint,
    },
    style::{Color, MapStyle, Paint},
    text::{Weight, shape::width_em},
};

/// A line of the base map that its shape alone does not explain, with what it is called.
const LINES: [(FeatureClass, &str); 3] = [
    (FeatureClass::Metro, "sheet-metro"),
    (FeatureClass::Rail, "sheet-rail"),
    (FeatureClass::DistrictBoundary, "sheet-district-line"),
];

/// One of several signs in a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum SmallSign {
    Line {
        color: Color,
        width: f32,
        dash: Option<(f32, f32)>,
    },
    Event(Color),
    Plan(Color),
    /// What a date leaves open.
    Span(Color),
}

/// The marks that a strip has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct StripSigns {
    color: Color,
    events: bool,
    plans: bool,
    spans: bool,
}

impl StripSigns {
    pub fn of(strip: &Strip) -> Self {
        // An event of the very day covers its plan.
        let is_covered = |plan: &StripMark| {
            let covers =
                |mark: &StripMark| !mark.planned && (mark.middle() - plan.middle()).abs() < 1.0;
            strip.marks.iter().any(covers)
        };
        Self {
            color: strip.color,
            events: strip.marks.iter().any(|mark| !mark.planned),
            plans: strip.marks.iter().any(|mark| mark.planned && !is_covered(mark)),
            spans: strip.marks.iter().any(StripMark::is_span),
        }
    }
}

/// The lines of the base map that a map may have at its zoom.
pub(super) fn possible_lines(page: &Page<'_>, zoom: f64) -> Vec<FeatureClass> {
    let input = page.input;
    let shown = |class: &FeatureClass| {
        input.has(super::PagePart::BaseMap)
            && input.layers.shows(*class)
            && rule(page.style, *class).is_some_and(|rule| zoom >= rule.min_zoom)
    };
    LINES.iter().map(|(class, _)| *class).filter(shown).collect()
}

/// Those that it has.
pub(super) fn lines_in_view(page: &Page<'_>, map: &MapInput<'_>) -> Vec<FeatureClass> {
    let seen = map.view.world_rect(0.0);
    let mut lines = possible_lines(page, map.view.zoom);
    lines.retain(|class| {
        map.tiles.iter().any(|tile| {
            let (x, y, side) = tile_origin(tile.id);
            let world = |at: &[f32; 2]| WorldPoint {
                x: x + f64::from(at[0]) * side,
                y: y + f64::from(at[1]) * side,
            };
            let crosses = |ends: &[[f32; 2]]| {
                let (a, b) = (world(&ends[0]), world(&ends[1]));
                a.x.max(b.x) >= seen.min.x
                    && a.x.min(b.x) <= seen.max.x
                    && a.y.max(b.y) >= seen.min.y
                    && a.y.min(b.y) <= seen.max.y
            };
            tile.features.iter().filter(|feature| feature.class == *class).any(|feature| {
                let Shape::Lines(lines) = &feature.shape else { return false };
                lines.iter().any(|line| line.windows(2).any(crosses))
            })
        })
    });
    lines
}

fn rule(style: &MapStyle, class: FeatureClass) -> Option<&crate::style::Rule> {
    style.rules.iter().find(|rule| rule.class == class)
}

/// Of lines of the base map that a map has, then of the marks of the strip: each with its text.
pub(super) fn small_signs(page: &Page<'_>) -> [Vec<(SmallSign, String)>; 2] {
    const WIDTH: f32 = 1.8;
    let line = |(class, key): &(FeatureClass, &str)| {
        let Paint::Line { ink, dash, .. } = rule(page.style, *class)?.paint else { return None };
        let sign = SmallSign::Line { color: page.palette.ink(ink), width: WIDTH, dash };
        page.base_lines.contains(class).then(|| (sign, page.words(key)))
    };
    let lines = LINES.iter().filter_map(line).collect();
    let marks = page.strip_signs.map_or_else(Vec::new, |strip| {
        [
            (strip.events, SmallSign::Event(strip.color), "sheet-strip-event"),
            (strip.plans, SmallSign::Plan(strip.color), "sheet-strip-plan"),
            (strip.spans, SmallSign::Span(strip.color), "sheet-strip-span"),
        ]
        .into_iter()
        .filter(|(has, ..)| *has)
        .map(|(_, sign, key)| (sign, page.words(key)))
        .collect()
    });
    [lines, marks]
}

/// Where the text of a small sign begins behind its sample, and where the next sign begins behind the text.
const TEXT: f32 = 28.0;
const NEXT: f32 = 16.0;

/// The width of a small sign with its text in type so large.
fn width(text: &str, size: f32) -> f32 {
    TEXT + width_em(text, Weight::Regular) * size
}

/// Several signs in as few rows of a width as hold them.
pub(super) fn packed(
    signs: Vec<(SmallSign, String)>,
    size: f32,
    limit: f32,
) -> Vec<Vec<(SmallSign, String)>> {
    let mut rows: Vec<Vec<(SmallSign, String)>> = Vec::new();
    let mut used = 0.0;
    for sign in signs {
        let wide = width(&sign.1, size);
        match rows.last_mut().filter(|_| used + NEXT + wide <= limit) {
            Some(row) => {
                used += NEXT + wide;
                row.push(sign);
            }
            None => {
                used = wide;
                rows.push(vec![sign]);
            }
        }
    }
    rows
}

/// Draws a row of small signs about a middle line.
pub(super) fn draw(page: &mut Page<'_>, row: &[(SmallSign, String)], size: f32, at: [f32; 2]) {
    const LENGTH: f32 = 22.0;
    const RADIUS: f32 = 4.0;
    let [mut x, middle] = at;
    let ui = page.palette.ui;
    for (sign, text) in row {
        let center = [x + LENGTH / 2.0, middle];
        match *sign {
            SmallSign::Line { color, width, dash } => {
                let path = Path::line(vec![[x, middle], [x + LENGTH, middle]]);
                page.items.push(Item::Stroke { path, color, width, dash });
            }
            SmallSign::Event(color) | SmallSign::Plan(color) => {
                let path = Path::circle(center, RADIUS);
                let fill = if matches!(sign, SmallSign::Plan(_)) { ui.window } else { color };
                page.items.push(Item::Fill { path: path.clone(), color: fill });
                page.items.push(Item::Stroke { path, color, width: 1.5, dash: None });
            }
            SmallSign::Span(color) => {
                let path = Path::rect(Rect::new(x, middle - 2.5, LENGTH, 5.0));
                page.items.push(Item::Fill { path, color: color.with_alpha(0.3) });
            }
        }
        page.text(text, Weight::Regular, size, [x + TEXT, middle + 4.5], ui.text);
        x += width(text, size) + NEXT;
    }
}

/// The keys of the signs of edges that are in view: whether they stand for published ones.
pub(super) fn edges_in_view(page: &Page<'_>, seen: &Seen) -> Vec<(bool, &'static str)> {
    let catalogue = page.input.catalogue;
    let outlines = || {
        let areas = seen.presences.iter().filter(|(_, presence)| **presence == Presence::Area);
        areas.filter_map(|(index, _)| catalogue.zones[*index].outline_on(page.input.as_of()))
    };
    let has_uncertain_layer = seen.layers.iter().any(|layer| layer.uncertain);
    [(true, "sheet-published-edge"), (false, "sheet-uncertain-edge")]
        .into_iter()
        .filter(|(certain, _)| {
            outlines().any(|outline| has_edges(outline, *certain))
                || !certain && has_uncertain_layer
        })
        .collect()
}

/// Whether an outline has edges along published lines, or others.
fn has_edges(outline: &Boundary, certain: bool) -> bool {
    outline.geometry.polygons().iter().enumerate().any(|(part, polygon)| {
        (0..polygon.exterior.len().saturating_sub(1))
            .any(|at| (outline.edge_quality(part, at) == EdgeQuality::Published) == certain)
    })
}
