//! What the map of a page shows, where the program chooses it: a zone with room around it, a position
//! with as much as is known of it, and on paper a round scale.

use super::{Subject, page::Page};
use crate::{
    basemap::{Shape, TileStore},
    model::{
        figure::Figure,
        zone::{Group, ZoneKind},
    },
    scene::{
        item::Rect,
        tiles::{tile_origin, visible_tiles},
        viewport::{MAX_ZOOM, MIN_ZOOM, Viewport, WorldPoint, WorldRect},
        zones::ZoneShape,
    },
    style::MapStyle,
};

/// Room around a zone and around the zones of the report, in shorter sides of the map.
const ROOM: f64 = 0.22;
const REPORT_ROOM: f64 = 0.12;
/// What of that a round scale may take.
const LEAST_ROOM: f64 = 0.15;
const LEAST_REPORT_ROOM: f64 = 0.08;
/// No page shows a zone closer than this.
const CLOSEST: f64 = MAX_ZOOM - 1.5;

pub(super) fn view(page: &Page<'_>, shapes: &[ZoneShape], frame: Rect) -> Viewport {
    let (width, height) = (f64::from(frame.width), f64::from(frame.height));
    let subject = match page.input.subject {
        Subject::View { center, zoom, fit, .. } => {
            let ratio = fit.map_or(1.0, |(wide, high)| (width / wide).min(height / high));
            let zoom = (zoom + libm::log2(ratio)).clamp(MIN_ZOOM, MAX_ZOOM);
            return Viewport { center, zoom, width, height };
        }
        Subject::Zone(index) => shapes.iter().find(|shape| shape.index == index),
        Subject::Report => None,
    };
    let side = width.min(height);
    let fit = |bounds: WorldRect, room: f64, closest: f64| {
        let view = Viewport::fit(bounds, width, height, side * room);
        Viewport { zoom: view.zoom.min(closest), ..view }
    };
    match subject {
        Some(shape) if shape.is_point => {
            let view = around_position(page, shape, width, height);
            rounded(page, view, view.zoom)
        }
        Some(shape) => {
            let closest = fit(shape.bounds, LEAST_ROOM, CLOSEST).zoom;
            rounded(page, fit(shape.bounds, ROOM, CLOSEST), closest)
        }
        None => {
            let bounds = report_bounds(shapes);
            let closest = fit(bounds, LEAST_REPORT_ROOM, MAX_ZOOM).zoom;
            rounded(page, fit(bounds, REPORT_ROOM, MAX_ZOOM), closest)
        }
    }
}

/// A position in its neighborhood: a site or a town, at least as wide as it is uncertain, and so wide
/// that names of the base map tell where it is.
fn around_position(page: &Page<'_>, shape: &ZoneShape, width: f64, height: f64) -> Viewport {
    /// Shorter sides of the map in uncertainties, and in sides of a square of the published area.
    const PER_ACCURACY: f64 = 2.8;
    const PER_SIDE: f64 = 1.5;
    /// What is looked at for names.
    const WIDEST: f64 = 9.5;
    const STEP: f64 = 0.25;
    /// So many names are wanted; the last is not worth more than so much of the scale.
    const WANTED: usize = 3;
    const WORTH: f64 = 1.0;
    let zone = &page.input.catalogue.zones[shape.index];
    let of_area = zone.headline_on(page.input.as_of()).and_then(Figure::area_m2);
    let across = site_m(zone.kind)
        .max(shape.accuracy_m.unwrap_or(0.0) * PER_ACCURACY)
        .max(of_area.map_or(0.0, |area| area.sqrt() * PER_SIDE));
    let center = shape.anchor();
    let mut view = Viewport { center, zoom: CLOSEST, width, height };
    let wanted = across / width.min(height);
    view.zoom = (view.zoom + libm::log2(view.metres_per_pixel() / wanted)).clamp(WIDEST, CLOSEST);
    let own = [zone.name.zh.as_str(), zone.name.short(crate::model::Lang::Zh)];
    let names = names_around(page.style, &Viewport { zoom: WIDEST, ..view }, &own);
    let radius = shape.accuracy_m.unwrap_or(0.0) / view.metres_per_pixel() / view.scale();
    let with_names = |count: usize| {
        let mut zoom = view.zoom;
        while zoom >= WIDEST {
            if let Some(wide) = view_with_names(&view, zoom, &names, count, radius) {
                return Some(wide);
            }
            zoom -= STEP;
        }
        None
    };
    // Where nothing around has a name, a wider map would tell no more.
    let (enough, fewer) = (with_names(WANTED), with_names(WANTED - 1));
    match (enough, fewer) {
        (Some(enough), Some(fewer)) if fewer.zoom - enough.zoom <= WORTH => enough,
        (_, Some(fewer)) => fewer,
        (_, None) => with_names(1).unwrap_or(view),
    }
}

/// The view at a zoom with so many of the names nearest to the middle of another, moved off that middle
/// no more than it must be; the position is uncertain by a radius in world units. `None` where the zoom
/// has no room for them.
fn view_with_names(
    from: &Viewport,
    zoom: f64,
    names: &[Name],
    count: usize,
    radius: f64,
) -> Option<Viewport> {
    /// Between a name or the position and the edge of the map.
    const ROOM_PX: f64 = 70.0;
    let distance = |name: &&Name| libm::hypot(name.at.x - from.center.x, name.at.y - from.center.y);
    let mut near: Vec<&Name> = names.iter().filter(|name| zoom >= name.min_zoom).collect();
    near.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
    let mut bounds = WorldRect::EMPTY;
    let WorldPoint { x, y } = from.center;
    bounds.include(WorldPoint { x: x - radius, y: y - radius });
    bounds.include(WorldPoint { x: x + radius, y: y + radius });
    near.get(..count)?.iter().for_each(|name| bounds.include(name.at));
    let view = Viewport { zoom, ..*from };
    // How far a name or the position may lie from the middle of the map.
    let scale = view.scale();
    let (room_x, room_y) = (
        (from.width / 2.0 - ROOM_PX.min(from.width / 6.0)) / scale,
        (from.height / 2.0 - ROOM_PX.min(from.height / 6.0)) / scale,
    );
    if bounds.width() > 2.0 * room_x || bounds.height() > 2.0 * room_y {
        return None;
    }
    let center = WorldPoint {
        x: from.center.x.clamp(bounds.max.x - room_x, bounds.min.x + room_x),
        y: from.center.y.clamp(bounds.max.y - room_y, bounds.min.y + room_y),
    };
    Some(Viewport { center, ..view })
}

/// How wide a place of a kind is shown, whose extent nobody has published, meters.
fn site_m(kind: ZoneKind) -> f64 {
    match kind {
        ZoneKind::Sport
        | ZoneKind::Education
        | ZoneKind::Commerce
        | ZoneKind::Convention
        | ZoneKind::Culture
        | ZoneKind::Embassy => 4_000.0,
        ZoneKind::Business
        | ZoneKind::Services
        | ZoneKind::Talent
        | ZoneKind::Scenic
        | ZoneKind::Industry
        | ZoneKind::Government
        | ZoneKind::Other => 5_000.0,
    }
}

struct Name {
    at: WorldPoint,
    min_zoom: f64,
}

/// The named places of the embedded base map in a view, but those that are called like its subject.
fn names_around(style: &MapStyle, view: &Viewport, own: &[&str]) -> Vec<Name> {
    /// Names are in the tiles one level before they are shown.
    const LEVEL: f64 = 12.5;
    let Ok(store) = TileStore::embedded() else { return Vec::new() };
    // As many tiles as cover the same ground at that level.
    let scale = libm::exp2(LEVEL - view.zoom);
    let ground =
        Viewport { zoom: LEVEL, width: view.width * scale, height: view.height * scale, ..*view };
    let tiles = visible_tiles(&ground, store.pyramid(), 1.0);
    let mut names = Vec::new();
    for tile in tiles.into_iter().filter_map(|id| store.tile(id).ok()) {
        let (x, y, side) = tile_origin(tile.id);
        for feature in &tile.features {
            let (Some(name), Shape::Points(points), Some(rule)) =
                (&feature.name, &feature.shape, style.label(feature.class))
            else {
                continue;
            };
            if own.contains(&name.zh.as_str()) {
                continue;
            }
            let min_zoom = rule.min_zoom.max(f64::from(feature.min_zoom));
            names.extend(points.iter().map(|[east, south]| Name {
                at: WorldPoint { x: x + f64::from(*east) * side, y: y + f64::from(*south) * side },
                min_zoom,
            }));
        }
    }
    names
}

/// Meters on the ground per meter on paper, at the middle of the map; `None` on a page that is not
/// printed.
pub(super) fn denominator(page: &Page<'_>, view: &Viewport) -> Option<f64> {
    const METRES_PER_INCH: f64 = 0.0254;
    let pixels_per_metre = page.input.dpi? / METRES_PER_INCH;
    Some(view.metres_per_pixel() / f64::from(page.scale) * pixels_per_metre)
}

/// The scales that a printed page has, in thousands.
const SCALES: [f64; 34] = [
    0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5, 8.0, 10.0, 12.5, 15.0, 20.0, 25.0, 30.0,
    40.0, 50.0, 60.0, 75.0, 80.0, 100.0, 125.0, 150.0, 200.0, 250.0, 300.0, 400.0, 500.0, 600.0,
    750.0, 800.0, 1000.0,
];

/// On paper the same place at the next round scale: as large as `closest` allows.
fn rounded(page: &Page<'_>, view: Viewport, closest: f64) -> Viewport {
    let Some(least) = denominator(page, &Viewport { zoom: closest, ..view }) else {
        return view;
    };
    let round = SCALES.iter().map(|scale| scale * 1000.0).find(|scale| *scale >= least * 0.999);
    match round {
        Some(round) => Viewport { zoom: closest - libm::log2(round / least), ..view },
        None => view,
    }
}

/// A scale that differs from a round one by the latitude alone is told as that one.
pub(super) fn told(denominator: f64) -> f64 {
    const SAME: f64 = 0.004;
    let near = |scale: &f64| (scale / denominator - 1.0).abs() < SAME;
    SCALES.iter().map(|scale| scale * 1000.0).find(near).unwrap_or(denominator)
}

/// The bounds of the report's zones; of all, if none is of the report.
pub fn report_bounds(shapes: &[ZoneShape]) -> WorldRect {
    let of_report = shapes.iter().filter(|shape| shape.group == Group::Report);
    let bounds = of_report.fold(WorldRect::EMPTY, |sum, shape| sum.union(shape.bounds));
    if bounds.min.x <= bounds.max.x {
        return bounds;
    }
    let all = shapes.iter().fold(WorldRect::EMPTY, |sum, shape| sum.union(shape.bounds));
    if all.min.x <= all.max.x { all } else { beijing_bounds() }
}

/// The built-up area of Beijing, for a catalogue that shows nothing.
fn beijing_bounds() -> WorldRect {
    let mut bounds = WorldRect::EMPTY;
    for (lon, lat) in [(116.1, 39.75), (116.7, 40.1)] {
        let at = crate::model::boundary::LonLat::new(lon, lat);
        bounds.include(WorldPoint::from_lon_lat(at));
    }
    bounds
}
