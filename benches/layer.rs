//! A large layer, step by step: reading, areas, shapes, the answer to the pointer. Run with
//! `cargo bench --bench layer -- FILE.geojson`; `benches/peers/parcels.py` makes one.

use std::{fs, hint::black_box, time::Instant};

use beijing_zones::{
    editor::{
        ZoneFacts,
        desk::{DeskColumn, Filter, desk_order, desk_rows},
        search,
    },
    formats::geojson,
    jobs::{Progress, parallel_map},
    model::{Lang, boundary::LonLat, date::Day, measure, units::AreaUnit},
    scene::{Viewport, WorldPoint, crowd, pick::Picker, zones::zone_shapes},
};

const RUNS: usize = 5;
/// As many places for the pointer.
const PLACES: u32 = 10_000;

fn main() {
    let Some(path) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        println!("name a GeoJSON file");
        return;
    };
    let read = || {
        let text = fs::read_to_string(&path).expect("a file");
        geojson::read(&path, &text, None, &Progress::default()).expect("a layer")
    };
    best("reading the file into zones", read);
    let catalogue = read().catalogue;
    println!("{} zones", catalogue.zones.len());
    let areas = || -> f64 {
        let areas = parallel_map(&catalogue.zones, |zone| {
            zone.boundaries.iter().map(|outline| measure::area_m2(&outline.geometry)).sum::<f64>()
        });
        areas.iter().sum()
    };
    best("geodesic areas of all", areas);
    best("search that finds nothing", || search::find(&catalogue.zones, "xyz 7", 12));
    let at = Day::constant(2026, 1, 1).into();
    let facts = parallel_map(&catalogue.zones, |zone| ZoneFacts::new(&catalogue, zone, at));
    let indices: Vec<usize> = (0..catalogue.zones.len()).collect();
    let how = (Lang::En, AreaUnit::Km2, at);
    best("rows of the table", || desk_rows(&catalogue, &facts, how, &indices));
    let rows = desk_rows(&catalogue, &facts, how, &indices);
    let sorts = [
        ("by number", DeskColumn::Drawn),
        ("by name", DeskColumn::Name),
        ("by a column that is mostly empty", DeskColumn::Audit),
    ];
    for (name, column) in sorts {
        let sort = [(column, true), (DeskColumn::Name, false)];
        best(&format!("sorting the table {name}"), || desk_order(&rows, &Filter::default(), &sort));
    }
    for text in ["lot 7", "xyz", "drawn>0.01"] {
        let filter = Filter::read(text, AreaUnit::Km2).expect("a filter");
        let sort = [(DeskColumn::Drawn, true)];
        best(&format!("filtering the table by {text}"), || desk_order(&rows, &filter, &sort));
    }
    let shapes = || zone_shapes(&catalogue, at, |_| true);
    best("shapes for the map", shapes);
    let shapes = shapes();
    let cells = || crowd::cells(&shapes[..crowd::crowd_len(&shapes)]);
    best("cells", cells);
    println!("{} cells", cells().len());
    best("R-tree", || Picker::new(&shapes));
    let picker = Picker::new(&shapes);
    for zoom in [9.0, 12.0, 15.0] {
        let center = WorldPoint::from_lon_lat(LonLat::new(116.4, 40.2));
        let view = Viewport { center, zoom, width: 1280.0, height: 800.0 };
        let mut worst = 0.0_f64;
        let start = Instant::now();
        for number in 0..PLACES {
            #[expect(clippy::cast_possible_truncation, reason = "a place on a screen")]
            let share = |factor: f64| (f64::from(number) * factor).fract() as f32;
            let at = view.to_world([share(0.618_034) * 1280.0, share(0.754_878) * 800.0]);
            let one = Instant::now();
            black_box(picker.at(&shapes, &view, at, 6.0, 10.0));
            worst = worst.max(one.elapsed().as_secs_f64());
        }
        println!(
            "pointer at zoom {zoom}: {:.2} µs, worst {:.0} µs",
            start.elapsed().as_secs_f64() / f64::from(PLACES) * 1e6,
            worst * 1e6
        );
    }
}

fn best<R>(name: &str, work: impl Fn() -> R) {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name}: median {:.0} ms, best {:.0} ms", times[RUNS / 2] * 1e3, times[0] * 1e3);
}
