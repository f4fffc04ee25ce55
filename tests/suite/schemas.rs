//! Vector tiles of the schemas of Protomaps and OpenMapTiles, of others, and PMTiles of pictures.

use std::{fs, io::Cursor, path::Path};

use beijing_zones::{
    basemap::{FeatureClass, Pyramid, Shape, Tile, TileId, TileStore},
    model::Bilingual,
    style::MapStyle,
};

use crate::{
    program::{check_failure, run},
    tiles::{Attributes, Form, Type, Value, pmtiles, vector_tile},
};

/// Over the center of Beijing.
const CENTER: TileId = TileId { zoom: 10, x: 843, y: 388 };

fn text(key: &'static str, value: &'static str) -> (&'static str, Value) {
    (key, Value::Text(value))
}

fn one(key: &'static str) -> (&'static str, Value) {
    (key, Value::Number(1))
}

/// What OpenMapTiles 3 has of a city, with what must not be drawn.
fn open_map_tiles() -> Vec<u8> {
    let level = |number| ("admin_level", Value::Number(number));
    let line = |attributes: Attributes| (Form::Line, attributes);
    let point = |attributes: Attributes| (Form::Point, attributes);
    let area = |attributes: Attributes| (Form::Polygon, attributes);
    vector_tile(&[
        (
            "water",
            vec![area(vec![text("class", "lake")]), area(vec![text("class", "swimming_pool")])],
        ),
        (
            "waterway",
            vec![
                line(vec![
                    text("class", "river"),
                    text("name", "坝河"),
                    text("name:en", "Ba River"),
                ]),
                line(vec![text("class", "ditch")]),
            ],
        ),
        (
            "landcover",
            vec![
                area(vec![text("class", "grass"), text("subclass", "park")]),
                area(vec![text("class", "wood"), text("subclass", "forest")]),
            ],
        ),
        ("aeroway", vec![area(vec![text("class", "aerodrome")])]),
        (
            "boundary",
            vec![
                line(vec![level(2)]),
                line(vec![level(4)]),
                line(vec![level(6)]),
                line(vec![level(6), one("disputed")]),
            ],
        ),
        (
            "transportation",
            vec![
                line(vec![text("class", "motorway"), text("brunnel", "bridge")]),
                line(vec![text("class", "motorway"), one("ramp")]),
                line(vec![text("class", "secondary")]),
                line(vec![text("class", "service")]),
                line(vec![text("class", "transit"), text("subclass", "subway")]),
                line(vec![text("class", "rail"), text("subclass", "rail")]),
            ],
        ),
        (
            "transportation_name",
            vec![line(vec![
                text("class", "motorway"),
                text("name", "机场高速"),
                text("name:latin", "Jichang Gaosu"),
            ])],
        ),
        (
            "place",
            vec![
                point(vec![text("class", "country"), text("name", "中国")]),
                point(vec![
                    text("class", "borough"),
                    text("name", "朝阳区"),
                    text("name_en", "Chaoyang"),
                ]),
                point(vec![text("class", "suburb"), text("name", "东坝")]),
            ],
        ),
        (
            "poi",
            vec![
                point(vec![text("class", "railway"), text("subclass", "station")]),
                point(vec![text("class", "shop")]),
            ],
        ),
        ("mountain_peak", vec![point(vec![text("name", "香炉峰")])]),
        ("building", vec![area(vec![])]),
    ])
}

fn layers(ids: &[&str]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    format!(r#"{{"vector_layers":[{}],"attribution":"© <b>OpenMapTiles</b>"}}"#, ids.join(","))
}

fn classes(tile: &Tile) -> Vec<FeatureClass> {
    tile.features.iter().filter(|feature| !feature.only_name).map(|feature| feature.class).collect()
}

fn check_open_map_tiles(tile: &Tile) {
    use FeatureClass::{
        Airport, Arterial, DistrictBoundary, DistrictPlace, Expressway, Lake, Metro, Mountain,
        Park, Rail, River, Station, TownPlace,
    };
    assert_eq!(
        classes(tile),
        [
            Lake,
            River,
            Park,
            Airport,
            DistrictBoundary,
            Expressway,
            Arterial,
            Metro,
            Rail,
            DistrictPlace,
            TownPlace,
            Station,
            Mountain
        ]
    );
    let of = |class| tile.features.iter().find(|feature| feature.class == class).expect("drawn");
    assert_eq!(of(River).name, Some(Bilingual::new("Ba River", "坝河")));
    assert_eq!(of(DistrictPlace).name, Some(Bilingual::new("Chaoyang", "朝阳区")));
    assert!(of(Expressway).is_bridge && !of(Arterial).is_bridge);
    assert!(matches!(of(Lake).shape, Shape::Polygons(_)));
    let names: Vec<_> = tile.features.iter().filter(|feature| feature.only_name).collect();
    assert_eq!(names.len(), 1);
    assert_eq!(names[0].name, Some(Bilingual::new("Jichang Gaosu", "机场高速")));
    // The road itself is drawn once.
    let is_drawn = |rule: &beijing_zones::style::Rule| rule.applies_to(names[0]);
    assert!(!MapStyle::embedded().rules.iter().any(is_drawn));
}

#[test]
fn tiles_of_open_map_tiles_are_recognised_by_their_metadata_and_drawn() {
    let metadata = layers(&["water", "waterway", "transportation", "place", "boundary"]);
    let archive = pmtiles(&[(CENTER, open_map_tiles())], Type::Mvt, &metadata);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("omt.pmtiles");
    fs::write(&path, archive).expect("written");
    let store = TileStore::open(&path).expect("a base map");
    assert_eq!(store.attribution().en, "© OpenMapTiles");
    check_open_map_tiles(&store.tile(CENTER).expect("a tile"));
}

#[test]
fn without_metadata_the_first_tile_tells_the_schema() {
    let archive = pmtiles(&[(CENTER, open_map_tiles())], Type::Mvt, "{}");
    let store = TileStore::from_bytes(archive).expect("a base map");
    check_open_map_tiles(&store.tile(CENTER).expect("a tile"));
}

#[test]
fn the_same_layers_mean_other_things_in_protomaps() {
    use FeatureClass::{Arterial, DistrictBoundary, Expressway, Lake, River};
    let kind = |name| vec![text("kind", name)];
    let tile = vector_tile(&[
        ("water", vec![(Form::Polygon, kind("lake")), (Form::Line, kind("river"))]),
        ("roads", vec![(Form::Line, kind("highway")), (Form::Line, kind("major_road"))]),
        ("boundaries", vec![(Form::Line, kind("country")), (Form::Line, kind("county"))]),
        ("earth", vec![(Form::Polygon, kind("earth"))]),
    ]);
    let archive = pmtiles(&[(CENTER, tile)], Type::Mvt, &layers(&["earth", "roads", "water"]));
    let store = TileStore::from_bytes(archive).expect("a base map");
    let found = classes(&store.tile(CENTER).expect("a tile"));
    assert_eq!(found, [Lake, River, Expressway, Arterial, DistrictBoundary]);
}

/// One message, whether the metadata or only the tiles tell it; and a picture is not made.
#[test]
fn a_schema_that_is_not_known_gets_one_message() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("x.png").display().to_string();
    let tile = || vector_tile(&[("gas_pipes", vec![(Form::Line, vec![])])]);
    for (name, metadata) in
        [("told", layers(&["gas_pipes", "valves"])), ("untold", "{}".to_owned())]
    {
        let path = folder.path().join(format!("{name}.pmtiles"));
        let everywhere: Vec<(TileId, Vec<u8>)> = (840..848)
            .flat_map(|x| (384..392).map(move |y| (TileId { zoom: 10, x, y }, tile())))
            .collect();
        fs::write(&path, pmtiles(&everywhere, Type::Mvt, &metadata)).expect("written");
        let path = path.display().to_string();
        let export = ["export", "--view", "116.4,39.9,10", "--basemap", &path, "-o", &out];
        check_failure(&export, 1, &["gas_pipes", "another schema", "OpenMapTiles"]);
        assert!(!Path::new(&out).exists());
    }
}

/// A picture of one color, 256 pixels a side.
fn picture(format: image::ImageFormat, color: [u8; 3]) -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(256, 256, image::Rgb(color));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

/// Around the center of Beijing at zoom 10, each tile with its own color.
fn pictures(format: image::ImageFormat) -> Vec<(TileId, Vec<u8>)> {
    let tile = |x: u32, y: u32| {
        let byte = |number: u32| u8::try_from(40 + number * 20).expect("a few tiles");
        let color = [byte(x - 840), byte(y - 384), 90];
        (TileId { zoom: 10, x, y }, picture(format, color))
    };
    (840..848).flat_map(|x| (384..392).map(move |y| tile(x, y))).collect()
}

#[test]
fn pmtiles_of_pictures_are_decoded_and_stand_in_exports() {
    let folder = tempfile::tempdir().expect("a folder");
    for (format, tile_type, name) in [
        (image::ImageFormat::Png, Type::Png, "png"),
        (image::ImageFormat::Jpeg, Type::Jpeg, "jpeg"),
        (image::ImageFormat::WebP, Type::Webp, "webp"),
    ] {
        let path = folder.path().join(format!("{name}.pmtiles"));
        let metadata = r#"{"attribution":"© Someone"}"#;
        fs::write(&path, pmtiles(&pictures(format), tile_type, metadata)).expect("written");
        let store = TileStore::open(&path).expect("a base map");
        assert_eq!(store.pyramid(), Pyramid { min_zoom: 10, max_zoom: 10, is_raster: true });
        assert_eq!(store.attribution().en, "© Someone");
        let raster = store.tile(CENTER).expect("a tile").raster.expect("a picture");
        assert_eq!((raster.width, raster.height), (256, 256));
        let near = |found: u8, wanted: u8| found.abs_diff(wanted) <= 3;
        let pixel = &raster.rgba[..3];
        assert!(
            near(pixel[0], 100) && near(pixel[1], 120) && near(pixel[2], 90),
            "{name} {pixel:?}"
        );
        let outside = TileId { zoom: 10, x: 1, y: 1 };
        assert_eq!(store.tile(outside).expect("no error").raster, None);
        // A corner of the picture, away from zones and plates, shows the tile that it lies in.
        let out = folder.path().join(format!("{name}.png"));
        let (path, out_text) = (path.display().to_string(), out.display().to_string());
        let output = run(&[
            "export",
            "--view",
            "116.4,39.9,10",
            "--layout",
            "map",
            "--size",
            "800x600",
            "--basemap",
            &path,
            "-o",
            &out_text,
        ]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let shown = image::open(&out).expect("a picture").into_rgb8();
        let pixel = shown.get_pixel(3, 300);
        let world = 256.0 * 1024.0;
        let left = (116.4 / 360.0 + 0.5) * world - 400.0 + 3.5;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a tile number"
        )]
        let column = (left / 256.0) as u32;
        let red = u8::try_from(40 + (column - 840) * 20).expect("a byte");
        assert!(near(pixel[0], red) && near(pixel[2], 90), "{name} {pixel:?} in column {column}");
    }
}

/// An archive that says it holds pictures and holds something else: an error with the tile, no panic.
#[test]
fn pictures_that_are_none_and_archives_cut_anywhere_are_errors() {
    let archive = pmtiles(&[(CENTER, b"no picture".to_vec())], Type::Webp, "{}");
    let store = TileStore::from_bytes(archive).expect("a base map");
    let message = store.tile(CENTER).expect_err("refused").to_string();
    assert!(message.contains("not a picture") && message.contains("column 843"), "{message}");
    let whole = pmtiles(&pictures(image::ImageFormat::Png)[..9], Type::Png, "{}");
    for part in 0..100 {
        let cut = whole[..whole.len() * part / 100].to_vec();
        let Ok(store) = TileStore::from_bytes(cut) else { continue };
        let _ = store.tile(CENTER);
    }
}
