//! Why something failed, said in the language of the interface: every kind of error that files and
//! servers can cause, in both.

use std::{fs, io, path::Path, time::Duration};

use beijing_zones::{
    basemap::{self, FetchError, TileStore},
    export::png::PngError,
    formats::{
        LoadError,
        catalogue::{self, Problem},
        geojson,
        store::{self, Existing},
    },
    jobs::Progress,
    model::{Lang, date::EventDate},
    reasons::Reason,
};

fn has_hanzi(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// The sentence in each language holds the parts; the English one has no hanzi, the Chinese one no
/// English words but those that are names.
#[track_caller]
fn check(error: &dyn Reason, parts: &[&str]) {
    let english = error.reason(Lang::En);
    let chinese = error.reason(Lang::Zh);
    for text in [&english, &chinese] {
        for part in parts {
            assert!(text.contains(part), "{text:?} lacks {part:?}");
        }
        assert!(!text.ends_with(['.', '。']), "{text}");
        assert!(!text.contains("{ ") && !text.contains('$'), "{text}");
    }
    assert!(!has_hanzi(&english), "{english}");
    assert!(has_hanzi(&chinese), "{chinese}");
    for word in [" the ", " is ", " it ", " cannot ", " no "] {
        assert!(!chinese.contains(word), "{chinese}");
    }
}

fn catalogue_error(text: &str) -> catalogue::ReadError {
    catalogue::read(&[("zones.ron", text)]).expect_err("it is unsound")
}

#[test]
fn a_catalogue_that_cannot_be_read_says_why_in_both_languages() {
    let source = |published: &str| {
        format!(
            "Catalogue(format:1,sources:[(id:\"a\",title:(en:\"a\",zh:\"a\"),publisher:(en:\"a\",zh:\"a\"),published:\"{published}\",grade:A)])"
        )
    };
    check(&catalogue_error(&source("2021-02-30")), &["2021-02-30", "zones.ron", "30"]);
    check(&catalogue_error(&source("2021-13-01")), &["2021-13-01", "13"]);
    check(&catalogue_error(&source("yesterday")), &["yesterday", "2021-09-16"]);
    check(&catalogue_error(&source("2022/2021")), &["2022/2021"]);
    check(
        &catalogue_error("Catalogue(\nformat:1,\nzoness:[],\n)"),
        &["zoness", "zones", "zones.ron"],
    );
    check(&catalogue_error("Catalogue(format:1,zones:["), &["zones.ron"]);
    check(&catalogue_error("Catalogue(zones:[])"), &["format"]);
    check(&catalogue_error("Catalogue(format:99)"), &["99", "zones.ron"]);
    check(&catalogue_error(&source("2021").replace("grade:A", "grade:Q")), &["Q", "A, B, C, D, U"]);
    let outline = "Catalogue(format:1,boundaries:[(zone:\"nowhere\",geometry:Point(116.0,40.0),quality:Point,basis:(en:\"a\",zh:\"a\"))])";
    let error = catalogue::read(&[("zones.ron", outline)]);
    if let Err(error) = error {
        check(&error, &["zones.ron"]);
    }
}

#[test]
fn a_value_that_is_refused_keeps_its_type_through_serde() {
    let text = "Catalogue(format:1,period:\"2021-02-30\")";
    let catalogue::ReadError::Syntax { problem, .. } = catalogue_error(text) else {
        panic!("it is an error of syntax");
    };
    assert!(matches!(problem, Problem::Date(_)), "{problem:?}");
}

#[test]
fn a_layer_that_cannot_be_read_says_why_in_both_languages() {
    let error = |text: &str| {
        geojson::read("layer.geojson", text, None, &Progress::default()).expect_err("it is unsound")
    };
    let point = |x: &str, y: &str| {
        error(&format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{x},{y}]}}}}]}}"
        ))
    };
    check(&error("{\"type\":\"FeatureCollection\",\"features\":["), &["layer.geojson"]);
    check(&error("{\"type\":\"FeatureCollection\",,}"), &["layer.geojson"]);
    check(&error("{\"type\":\"Topology\"}"), &["Topology", "layer.geojson"]);
    check(&error("{\"type\":\"FeatureCollection\"}"), &["layer.geojson"]);
    check(&error("{\"type\":\"FeatureCollection\",\"features\":[]}"), &["layer.geojson"]);
    check(&point("500000", "300000"), &["500000, 300000", "CGCS2000"]);
    check(&point("39500000", "4400000"), &["39", "EPSG:4527"]);
    check(&point("450000", "4400000"), &["EPSG:4548"]);
    check(&point("39.9", "116.4"), &["39.9, 116.4"]);
    check(&point("1e9", "1e9"), &["--datum"]);
}

#[test]
fn files_that_are_not_there_or_not_allowed_say_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("missing.ron");
    let source = fs::read(&missing).expect_err("there is none");
    check(&LoadError::Read { path: missing.clone(), source }, &["missing.ron"]);
    check(&LoadError::BaseMap(missing.clone()), &["missing.ron"]);
    check(&LoadError::NoText(missing.clone()), &["missing.ron", "RON", "GeoJSON"]);
    let there = folder.path().join("there");
    fs::write(&there, "x").expect("written");
    check(&store::write(&there, b"", Existing::Keep).expect_err("it stands"), &["there"]);
    let nowhere = folder.path().join("no/such/folder");
    check(&store::write(&nowhere, b"", Existing::Keep).expect_err("no folder"), &["no/such"]);
    check(&io::Error::from(io::ErrorKind::StorageFull), &[]);
    check(&"2021-02-30".parse::<EventDate>().expect_err("no day"), &["2021-02-30"]);
}

#[test]
fn base_maps_that_do_not_open_say_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        TileStore::open(&path).err().expect("it is unsound")
    };
    check(&open("a.pmtiles", b"PMTiles"), &["a.pmtiles"]);
    check(&open("b.pmtiles", b"no tiles at all, and much longer than a header"), &["PMTiles"]);
    check(&open("c.mbtiles", b"nor a database"), &["c.mbtiles"]);
    let missing = TileStore::open(Path::new("/nonexistent/d.pmtiles")).err().expect("none");
    check(&missing, &["d.pmtiles"]);
    let named =
        |name: &str| TileStore::named(name, |_| None, 1 << 20).err().expect("no such source");
    check(&named("https://tiles.example/{x}"), &["tiles.example", "{z}"]);
    let host = "tiles.example".to_owned();
    for source in [
        FetchError::Offline,
        FetchError::Slow,
        FetchError::Denied(403),
        FetchError::Absent,
        FetchError::TooMany(Duration::from_secs(7)),
        FetchError::Server(502),
        FetchError::WebPage,
        FetchError::Damaged,
        FetchError::WrongSize { got: 100, wanted: 256 },
        FetchError::TooLarge,
        FetchError::NoRanges,
        FetchError::Replaced,
    ] {
        let text = basemap::Error::Online { source, host: host.clone() }.reason(Lang::Zh);
        assert!(has_hanzi(&text) && text.contains("tiles.example"), "{text}");
    }
    let key = basemap::Error::NoKey { host: host.clone(), variable: "A_KEY".to_owned() };
    check(&key, &["tiles.example", "A_KEY"]);
    check(&basemap::Error::Bulk { host: host.clone(), tiles: 5000 }, &["5000"]);
    check(&basemap::Error::Shifted { host }, &["GCJ-02"]);
}

#[test]
fn pictures_that_cannot_be_made_say_why() {
    check(&PngError::Size { width: 0, height: 9 }, &["0 × 9"]);
    check(&PngError::MissingGlyph("U+0635".to_owned()), &["U+0635"]);
}

#[test]
fn a_message_quotes_no_more_of_a_text_than_fits() {
    let long = "9".repeat(10_000);
    let error = long.parse::<EventDate>().expect_err("no date");
    for lang in [Lang::En, Lang::Zh] {
        let text = error.reason(lang);
        assert!(text.chars().count() < 200 && text.contains('…'), "{text}");
    }
}
