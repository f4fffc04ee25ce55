//! The datums against other people's libraries, and layers that come in them.

use std::io::Read as _;

use beijing_zones::{
    formats::{catalogue, geojson},
    jobs::Progress,
    model::{
        boundary::{Geometry, LonLat},
        datum::{Crs, Datum},
    },
};

/// Of `tests/data/datum_points.csv.gz`, which `scripts/data/make_datum_points.py` writes: degrees in
/// WGS-84, GCJ-02 and BD-09, metres in EPSG:4548 and EPSG:32650.
struct Point {
    wgs84: [f64; 2],
    gcj02: [f64; 2],
    bd09: [f64; 2],
    gauss_krueger: [f64; 2],
    utm: [f64; 2],
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn points() -> Vec<Point> {
    let packed = include_bytes!("../data/datum_points.csv.gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut text).expect("text");
    let mut sums = [0_i64; 10];
    text.lines()
        .map(|line| {
            for (sum, step) in sums.iter_mut().zip(line.split(',')) {
                *sum += step.parse::<i64>().expect("a number");
            }
            let pair = |at: usize, unit: f64| [sums[at] as f64 / unit, sums[at + 1] as f64 / unit];
            Point {
                wgs84: pair(0, 1e9),
                gcj02: pair(2, 1e9),
                bd09: pair(4, 1e9),
                gauss_krueger: pair(6, 1e4),
                utm: pair(8, 1e4),
            }
        })
        .collect()
}

fn apart_m(a: [f64; 2], b: [f64; 2], crs: Crs) -> f64 {
    let (mut x, mut y) = (a[0] - b[0], a[1] - b[1]);
    if crs.is_geographic() {
        x *= 111_320.0 * libm::cos(a[1].to_radians());
        y *= 111_320.0;
    }
    libm::hypot(x, y)
}

type Get = fn(&Point) -> [f64; 2];

#[test]
fn ten_thousand_points_agree_with_prcoords_and_proj() {
    let points = points();
    assert_eq!(points.len(), 10_000);
    let systems: [(Crs, Get, f64); 4] = [
        (Crs::Gcj02, |point| point.gcj02, 0.01),
        (Crs::Bd09, |point| point.bd09, 0.01),
        (Crs::Epsg(4548), |point| point.gauss_krueger, 0.001),
        (Crs::Epsg(32650), |point| point.utm, 0.001),
    ];
    for (crs, theirs, allowed_m) in systems {
        let converter = crs.converter();
        let mut worst = (0.0_f64, 0.0_f64);
        for point in &points {
            let [lon, lat] = point.wgs84;
            let ours = converter.from_wgs84(LonLat::new(lon, lat)).expect("in reach");
            worst.0 = worst.0.max(apart_m(ours, theirs(point), crs));
            let back = converter.to_wgs84(theirs(point)).expect("in reach");
            worst.1 = worst.1.max(apart_m([back.lon, back.lat], point.wgs84, Crs::Wgs84));
        }
        assert!(worst.0 < allowed_m && worst.1 < allowed_m, "{crs:?}: {worst:?} m");
    }
}

fn layer(crs: Option<&str>, corners: &[[f64; 2]]) -> String {
    let member = crs.map_or(String::new(), |crs| {
        format!(r#""crs":{{"type":"name","properties":{{"name":"{crs}"}}}},"#)
    });
    format!(
        r#"{{"type":"FeatureCollection",{member}"features":[{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[{corners:?}]}}}}]}}"#
    )
}

fn first_corner(text: &str, crs: Option<Crs>) -> (LonLat, Datum) {
    let layer =
        geojson::read("lots.geojson", text, crs, &Progress::default()).expect("a layer").catalogue;
    let outline = &layer.zones[0].boundaries[0];
    let Geometry::Polygons(polygons) = &outline.geometry else { panic!("a polygon") };
    (polygons[0].exterior[0], outline.source_datum)
}

#[test]
fn a_layer_in_another_system_lands_where_it_belongs() {
    for (crs, stated) in [
        (Crs::Gcj02, None),
        (Crs::Bd09, None),
        (Crs::Epsg(4548), Some("urn:ogc:def:crs:EPSG::4548")),
        (Crs::Epsg(4526), Some("EPSG:4526")),
        (Crs::Epsg(32650), Some("urn:ogc:def:crs:EPSG::32650")),
        (Crs::Epsg(3857), Some("urn:ogc:def:crs:EPSG::3857")),
        (Crs::Epsg(2436), Some("urn:ogc:def:crs:EPSG::2436")),
    ] {
        let converter = crs.converter();
        let corners = [(116.5, 39.9), (116.51, 39.9), (116.51, 39.91), (116.5, 39.9)]
            .map(|(lon, lat)| converter.from_wgs84(LonLat::new(lon, lat)).expect("in reach"));
        // Said by the file, or by the user.
        let text = layer(stated, &corners);
        let said = stated.is_none().then_some(crs);
        let (corner, datum) = first_corner(&text, said);
        let close = if crs.uncertainty_m().is_some() { 0.1 } else { 1e-3 };
        assert!(apart_m([corner.lon, corner.lat], [116.5, 39.9], Crs::Wgs84) < close, "{crs:?}");
        assert_eq!(datum, crs.datum());
    }
}

#[test]
fn metres_without_a_system_are_refused_with_its_likely_name() {
    let refused = |corners: &[[f64; 2]]| {
        let text = layer(None, corners);
        let read = geojson::read("lots.geojson", &text, None, &Progress::default());
        read.expect_err("refused").to_string()
    };
    let square = |x: f64, y: f64| [[x, y], [x + 1e3, y], [x + 1e3, y + 1e3], [x, y]];
    assert!(refused(&square(39_442e3, 4_424e3)).contains("--datum EPSG:4527"));
    assert!(refused(&square(442e3, 4_424e3)).contains("--datum EPSG:4548"));
    let text = layer(None, &square(1e9, 1e9));
    let read = geojson::read("lots.geojson", &text, Some(Crs::Epsg(4548)), &Progress::default());
    assert!(read.expect_err("refused").to_string().contains("3° GK 117° E"));
}

/// A boundary that was given in GCJ-02 is WGS-84 in the model and GCJ-02 in the file.
#[test]
fn a_catalogue_keeps_a_boundary_in_the_datum_it_was_given_in() {
    let text = r#"Catalogue(format: 1,
        zones: [(id: "a", name: (en: "A", zh: "甲", pinyin: "Jiǎ"), kind: Business, group: Report,
            district: (en: "D", zh: "丁"), scope: "s")],
        scopes: [(id: "s", name: (en: "S", zh: "子"))],
        boundaries: [(zone: "a", quality: Point, basis: (en: "b", zh: "乙"), source_datum: Gcj02,
            accuracy_m: 10, geometry: Point(116.3975, 39.90874))])"#;
    let catalogue = catalogue::read(&[("a.ron", text)]).expect("a catalogue");
    let Geometry::Point(at) = catalogue.zones[0].boundaries[0].geometry else { panic!("a point") };
    assert!(apart_m([at.lon, at.lat], [116.391_26, 39.907_34], Crs::Wgs84) < 0.5, "{at:?}");
    let written = catalogue::write(&catalogue).expect("written");
    assert!(written.contains("Gcj02") && written.contains("116.397"), "{written}");
    let again = catalogue::read(&[("b.ron", &written)]).expect("read again");
    let Geometry::Point(back) = again.zones[0].boundaries[0].geometry else { panic!("a point") };
    assert!(apart_m([back.lon, back.lat], [at.lon, at.lat], Crs::Wgs84) < 1e-3);
}
