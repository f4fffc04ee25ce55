//! Names while the map is dragged: they stay with their places.

use std::collections::HashMap;

use beijing_zones::{
    basemap::{Tile, TileId, TileStore},
    formats::catalogue::embedded,
    model::{Lang, as_of::AsOf, boundary::LonLat, date::Day, units::AreaUnit},
    scene::{
        LabelLang, Viewport, WorldPoint, ZoneShape,
        labels::{LabelInput, ZoneLabel, place, zone_label},
        tiles::visible_tiles,
        zones::zone_shapes,
    },
    style::{MapStyle, Palette, ThemeName},
};

const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 640.0;

/// Drags the map by so many steps of two pixels to the east and one to the south. Gives how often the
/// name of a zone that is well inside the view jumped or went, and of how many chances.
fn jumps(lang: Lang, lon: f64, lat: f64, zoom: f64, steps: u32) -> (usize, usize) {
    let catalogue = embedded().expect("well formed");
    let store = TileStore::embedded().expect("sound");
    let day = Day::constant(2026, 2, 1);
    let shapes = zone_shapes(&catalogue, AsOf::from(day), |_| true);
    let shapes: Vec<&ZoneShape> = shapes.iter().collect();
    let words = |shape: &&ZoneShape| {
        let zone = &catalogue.zones[shape.index];
        (shape.index, zone_label(zone, LabelLang::One(lang), AreaUnit::Km2, AsOf::from(day)))
    };
    let zone_labels: HashMap<usize, ZoneLabel> = shapes.iter().map(words).collect();
    let palette = Palette::of(ThemeName::Light);
    let start = WorldPoint::from_lon_lat(LonLat::new(lon, lat));
    let mut last: HashMap<usize, [f32; 2]> = HashMap::new();
    let mut decoded: HashMap<TileId, Tile> = HashMap::new();
    let (mut jumps, mut chances) = (0, 0);
    for step in 0..steps {
        let mut view = Viewport { center: start, zoom, width: WIDTH, height: HEIGHT };
        view.center.x += f64::from(step) * 2.0 / view.scale();
        view.center.y += f64::from(step) / view.scale();
        let wanted = visible_tiles(&view, store.pyramid(), 1.0);
        for id in &wanted {
            decoded.entry(*id).or_insert_with(|| store.tile(*id).expect("sound"));
        }
        let tiles: Vec<&Tile> = wanted.iter().map(|id| &decoded[id]).collect();
        let placed = place(&LabelInput {
            view: &view,
            style: MapStyle::embedded(),
            palette: &palette,
            lang: LabelLang::One(lang),
            tiles: &tiles,
            base_names: true,
            shows: &|_| true,
            shapes: &shapes,
            zone_labels: &zone_labels,
            selected: None,
            hovered: None,
            obstacles: &[],
            quiet: false,
            thorough: false,
        });
        let mut now: HashMap<usize, [f32; 2]> = HashMap::new();
        for label in &placed {
            if let Some(zone) = label.zone {
                now.insert(zone, label.texts[0].at);
            }
        }
        let inner = |shape: &ZoneShape| {
            let (low, high) = (view.to_screen(shape.bounds.min), view.to_screen(shape.bounds.max));
            low[0] > 170.0 && low[1] > 90.0 && high[0] < 730.0 && high[1] < 550.0
        };
        for shape in shapes.iter().filter(|shape| inner(shape)) {
            let Some(before) = last.get(&shape.index) else { continue };
            chances += 1;
            let moved = now.get(&shape.index).map(|at| {
                // With the map: two to the west, one to the north.
                (at[0] - before[0] + 2.0).abs().max((at[1] - before[1] + 1.0).abs())
            });
            if moved.is_none_or(|moved| moved > 1.0) {
                jumps += 1;
            }
        }
        last = now;
    }
    (jumps, chances)
}

#[test]
fn names_of_zones_stay_with_them_while_the_map_is_dragged() {
    for lang in [Lang::En, Lang::Zh] {
        for (lon, lat, zoom) in [
            (116.5, 39.95, 11.0),
            (116.45, 40.05, 9.6),
            (116.55, 39.965, 12.4),
            (116.66, 40.39, 12.0),
        ] {
            let (jumps, chances) = jumps(lang, lon, lat, zoom, 60);
            assert!(chances > 100, "{lang:?} {zoom}: {chances}");
            // Now and then a name at the edge takes the place of another.
            assert!(jumps * 100 <= chances, "{lang:?} {zoom}: {jumps} of {chances}");
        }
    }
}
