//! GeoJSON layers: what is read, what is refused and with which advice, and what is written.

use std::{fs, path::Path};

use beijing_zones::{
    formats::{catalogue, geojson},
    jobs::Progress,
    model::{
        boundary::{BoundaryQuality, Geometry},
        measure,
        zone::{Group, ZoneKind},
    },
};
use serde_json::{Value, json};

use crate::program::{check_failure, listed, run};

/// A square of about 1 km² east of the Fifth Ring, its exterior clockwise.
fn square() -> Value {
    json!([[
        [116.55, 39.95],
        [116.55, 39.959],
        [116.5617, 39.959],
        [116.5617, 39.95],
        [116.55, 39.95]
    ]])
}

fn feature(properties: &Value, geometry: &Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

fn polygon(properties: &Value) -> Value {
    feature(properties, &json!({ "type": "Polygon", "coordinates": square() }))
}

fn layer(features: &[Value]) -> String {
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

fn read(features: &[Value]) -> geojson::Layer {
    geojson::read("parcels.geojson", &layer(features), None, &Progress::default()).expect("a layer")
}

#[track_caller]
fn refused(text: &str) -> String {
    geojson::read("parcels.geojson", text, None, &Progress::default())
        .expect_err("refused")
        .to_string()
}

#[test]
fn a_feature_becomes_a_zone_and_keeps_all_its_columns() {
    let read = read(&[polygon(&json!({
        "id": "A-1", "名称": "甲地块", "district_zh": "朝阳区", "kind": "business",
        "quality": "digitised", "accuracy_m": "25", "floor": 3, "owner": null
    }))]);
    let zone = &read.catalogue.zones[0];
    assert_eq!((zone.id.as_str(), zone.name.zh.as_str()), ("A-1", "甲地块"));
    assert_eq!((zone.kind, zone.group), (ZoneKind::Business, Group::Layer));
    assert_eq!(zone.district.zh, "朝阳区");
    let outline = &zone.boundaries[0];
    assert_eq!(outline.quality, BoundaryQuality::Digitised);
    assert_eq!(outline.accuracy_m, Some(25.0));
    let fields = zone.fields.iter().map(|field| (field.key.as_str(), field.value.as_str()));
    assert_eq!(fields.collect::<Vec<_>>(), [("floor", "3")]);
    assert_eq!(read.findings, Vec::<String>::new());
    assert!((measure::area_m2(&outline.geometry) - 1e6).abs() < 2e3);
}

#[test]
fn what_does_not_say_how_it_was_drawn_is_a_sketch() {
    let zone = &read(&[polygon(&json!({}))]).catalogue.zones[0];
    assert_eq!(zone.boundaries[0].quality, BoundaryQuality::Schematic);
    assert_eq!(zone.boundaries[0].accuracy_m, None);
    assert_eq!(zone.name.en, "feature-1");
}

#[test]
fn what_is_mended_or_left_out_is_counted() {
    let mut open = square();
    open[0].as_array_mut().expect("a ring").pop();
    let line = json!({ "type": "LineString", "coordinates": [[116.5, 39.9], [116.6, 39.9]] });
    let short = json!({ "type": "Polygon", "coordinates": [[[116.5, 39.9], [116.6, 39.9]]] });
    let read = read(&[
        feature(&json!({ "id": 7 }), &json!({ "type": "Polygon", "coordinates": open })),
        feature(&json!({}), &line),
        feature(&json!({}), &short),
        feature(&json!({}), &Value::Null),
        polygon(&json!({ "id": 7 })),
    ]);
    let ids: Vec<&str> = read.catalogue.zones.iter().map(|zone| zone.id.as_str()).collect();
    assert_eq!(ids, ["7", "7-5"]);
    let Geometry::Polygons(parts) = &read.catalogue.zones[0].boundaries[0].geometry else {
        panic!("a polygon");
    };
    assert_eq!(parts[0].exterior.first(), parts[0].exterior.last());
    let said = read.findings.join("\n");
    for part in [
        "without coordinates, left out: 1 (the first is feature 4)",
        "a line",
        "fewer than three",
        "was closed",
        "id of another",
    ] {
        assert!(said.contains(part), "{said} lacks {part}");
    }
}

#[test]
fn a_file_that_is_one_feature_is_read() {
    let text = polygon(&json!({ "name": "Lot" })).to_string();
    let read = geojson::read("lot.geojson", &text, None, &Progress::default()).expect("a layer");
    assert_eq!(read.catalogue.zones[0].name.en, "Lot");
}

#[test]
fn positions_not_in_degrees_are_refused_with_advice() {
    let with = |ring: Value| {
        layer(&[feature(&json!({}), &json!({ "type": "Polygon", "coordinates": [ring] }))])
    };
    let local = refused(&with(json!([[504e3, 304e3], [505e3, 304e3], [505e3, 305e3]])));
    assert!(local.contains("Beijing's local system"), "{local}");
    let swapped = refused(&with(json!([[39.9, 116.4], [39.9, 116.5], [39.8, 116.5]])));
    assert!(swapped.contains("latitude seems to stand first"), "{swapped}");
}

#[test]
fn a_datum_of_elsewhere_is_refused_and_cgcs2000_is_not() {
    let with = |crs: &str| {
        let crs = json!({ "type": "name", "properties": { "name": crs } });
        let features = [polygon(&json!({}))];
        json!({ "type": "FeatureCollection", "crs": crs, "features": features }).to_string()
    };
    assert!(refused(&with("urn:ogc:def:crs:EPSG::27700")).contains("EPSG::27700"));
    for known in ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4490"] {
        geojson::read("parcels.geojson", &with(known), None, &Progress::default()).expect("read");
    }
}

#[test]
fn what_is_no_layer_is_refused() {
    assert!(refused(r#"{"type":"Topology"}"#).contains("FeatureCollection or a Feature"));
    for text in
        [r#"{"type":"FeatureCollection"}"#, r#"{"type":"FeatureCollection","features":[7]}"#]
    {
        assert!(refused(text).contains("no list of features"), "{text}");
    }
    assert!(refused(&layer(&[])).contains("no feature of the layer has a polygon"));
    assert!(refused(r#"{"type": 7}"#).contains("parcels.geojson:1:"));
    let deep = json!({ "type": "Polygon", "coordinates": [[[[[[1.0, 2.0]]]]]] });
    assert!(refused(&layer(&[feature(&json!({}), &deep)])).contains("invalid type: sequence"));
    let mixed = json!({ "type": "Polygon", "coordinates": [[[1.0, 2.0], 3.0]] });
    assert!(refused(&layer(&[feature(&json!({}), &mixed)])).contains("a position of two numbers"));
}

/// A cut at any place is an error with a line, never a panic and never half a layer.
#[test]
fn a_layer_cut_anywhere_is_refused() {
    let whole = layer(&[polygon(&json!({ "name": "甲" })), polygon(&json!({ "name": "乙" }))]);
    for at in (1..whole.len()).filter(|at| whole.is_char_boundary(*at)) {
        let message = refused(&whole[..at]);
        assert!(message.contains("cut off") && message.contains("geojson:1:"), "{message}");
    }
}

#[test]
fn the_catalogue_as_geojson_comes_back_with_its_shapes_and_names() {
    let catalogue = catalogue::embedded().expect("the catalogue");
    let text = geojson::write(&catalogue);
    let layer = geojson::read("zones.geojson", &text, None, &Progress::default()).expect("a layer");
    assert_eq!(layer.findings, Vec::<String>::new());
    assert_eq!(layer.catalogue.zones.len(), catalogue.zones.len());
    for (before, after) in catalogue.zones.iter().zip(&layer.catalogue.zones) {
        assert_eq!((&before.id, &before.name.zh), (&after.id, &after.name.zh));
        assert_eq!((before.kind, before.group), (after.kind, after.group));
        assert_eq!(before.boundaries.len(), after.boundaries.len(), "{}", before.id);
        for (before, after) in before.boundaries.iter().zip(&after.boundaries) {
            assert_eq!(before.quality, after.quality);
            assert_eq!(before.accuracy_m, after.accuracy_m);
            assert_eq!((&before.valid, &before.known_from), (&after.valid, &after.known_from));
            let areas = [&before.geometry, &after.geometry].map(measure::area_m2);
            assert!((areas[0] - areas[1]).abs() < 1e-3, "{areas:?}");
        }
    }
}

/// Right-hand rule of RFC 7946, section 3.1.6.
#[test]
fn exteriors_are_written_counterclockwise() {
    let layer = read(&[polygon(&json!({}))]);
    let written: Value = serde_json::from_str(&geojson::write(&layer.catalogue)).expect("JSON");
    let ring = &written["features"][0]["geometry"]["coordinates"][0];
    assert_eq!(ring[1], json!([116.5617, 39.95]));
}

fn saved(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("written");
    path.display().to_string()
}

#[test]
fn convert_goes_both_ways_and_keeps_what_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let output = run(&["convert", &at("zones.geojson")]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("47 zones") && said.contains("no place for"), "{said}");
    assert!(run(&["convert", &at("zones.geojson"), &at("zones.ron")]).status.success());
    let before = fs::read(at("zones.ron")).expect("written");
    check_failure(&["convert", &at("zones.geojson"), &at("zones.ron")], 1, &["--force"]);
    assert_eq!(fs::read(at("zones.ron")).expect("still there"), before);
    check_failure(&["convert", &at("zones.geojson"), &at("zones.shp")], 2, &[".geojson or .ron"]);
    assert!(run(&["areas", &at("zones.ron")]).status.success());
    assert_eq!(listed(folder.path()), ["zones.geojson", "zones.ron"]);
}

#[test]
fn the_commands_take_a_layer_and_join_it_to_a_catalogue() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = layer(&[polygon(&json!({ "id": "lot", "name": "Lot 1" }))]);
    let path = saved(folder.path(), "lots.geojson", &format!("\u{feff}{text}"));
    let areas = run(&["areas", "--format", "csv", &path]);
    let said = String::from_utf8_lossy(&areas.stdout);
    assert!(said.contains("Lot 1") && said.lines().count() == 2, "{said}");
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/cbd.ron");
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/sources.ron");
    let joined = run(&["areas", "--format", "csv", seeds, sources, &path]);
    let said = String::from_utf8_lossy(&joined.stdout);
    assert!(said.contains("Lot 1") && said.contains("cbd"), "{said}");
    let picture = folder.path().join("lot.png").display().to_string();
    assert!(run(&["export", "--zone", "lot", "-o", &picture, &path]).status.success());
    let one = run(&["export", "--zone", "lot", "-o", &folder.path().display().to_string(), &path]);
    assert!(!one.status.success(), "it would replace lot.png");
    fs::remove_file(&picture).expect("removed");
    assert!(
        run(&["export", "--zone", "lot", "-o", &folder.path().display().to_string(), &path])
            .status
            .success()
    );
    assert_eq!(listed(folder.path()), ["lot.png", "lots.geojson"]);
    let bad = saved(folder.path(), "binary.geojson", "PK\u{3}\u{4}");
    check_failure(&["areas", &bad], 1, &["binary.geojson"]);
}

/// A large layer has one colour, one line in the legend and its numbers in sum, and no date of its
/// own making.
#[test]
fn the_page_of_a_large_layer_sums_it_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let lot = |number: u32| {
        let (west, south) =
            (116.3 + f64::from(number % 25) * 0.01, 39.8 + f64::from(number / 25) * 0.01);
        let ring = [(0.0, 0.0), (0.008, 0.0), (0.008, 0.008), (0.0, 0.008), (0.0, 0.0)]
            .map(|(x, y)| [west + x, south + y]);
        feature(
            &json!({ "name": format!("Lot {number}") }),
            &json!({ "type": "Polygon", "coordinates": [ring] }),
        )
    };
    let lots: Vec<Value> = (0..500).map(lot).collect();
    let path = saved(folder.path(), "lots.geojson", &layer(&lots));
    let picture = folder.path().join("lots.svg").display().to_string();
    let view = ["export", "--view", "116.42,39.9,10", "--format", "svg", "-o", &picture, &path];
    assert!(run(&view).status.success());
    let text = fs::read_to_string(&picture).expect("a picture");
    for part in
        ["lots.geojson: 500 areas", "Areas in view", "all together", "calculated or assumed"]
    {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("9999") && !text.contains("As of"), "no date is known");
    assert!(!text.contains("Lot 7"), "too small for a name");
    let near = folder.path().join("near.svg").display().to_string();
    let view = ["export", "--view", "116.384,39.804,15", "--format", "svg", "-o", &near, &path];
    assert!(run(&view).status.success());
    let text = fs::read_to_string(&near).expect("a picture");
    assert!(text.contains("Lot 8") && text.contains("stroke-dasharray"), "named and dashed");
}
