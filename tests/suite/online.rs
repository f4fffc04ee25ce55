//! Tile sources on a server: addresses, cache, pauses and everything that can go wrong, against a
//! server that the tests start themselves.

use std::{collections::HashMap, fs, time::Duration};

use beijing_zones::basemap::{
    Error, MOST_AT_ONCE, Source, TileId, TileStore,
    cache::{DiskCache, USUAL_LIMIT},
    fetch::FetchError,
};

use crate::{
    program::check_failure,
    server::{Reply, Server},
};

const ID: TileId = TileId { zoom: 10, x: 843, y: 387 };
/// For a machine that has much else to do.
const PATIENCE: Duration = Duration::from_mins(1);

fn picture(size: u32, color: [u8; 4]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size, size);
    encoder.set_color(png::ColorType::Rgba);
    let pixels = color.repeat((size * size) as usize);
    encoder.write_header().and_then(|mut png| png.write_image_data(&pixels)).expect("a picture");
    bytes
}

fn plain(_: &str, _: &HashMap<String, String>) -> Reply {
    Reply::ok(picture(256, [10, 20, 30, 255]))
}

fn source(text: &str) -> Source {
    Source::parse(text).expect("a source")
}

fn described(server: &Server, more: &str) -> Source {
    source(&format!(
        "TileSource(format: 1, id: \"test\", name: (en: \"Test\", zh: \"测试\"), kind: Xyz, \
         url: \"{}/{{z}}/{{x}}/{{y}}.png\", zooms: (0, 18), \
         attribution: (en: \"© Test\", zh: \"© 测试\"), {more})",
        server.address
    ))
}

fn open(source: Source) -> TileStore {
    open_with(source, PATIENCE)
}

fn open_with(source: Source, patience: Duration) -> TileStore {
    TileStore::online(source, None, None, patience).expect("it opens without asking")
}

fn failure(store: &TileStore, id: TileId) -> FetchError {
    match store.tile(id) {
        Err(Error::Online { source, .. }) => source,
        other => panic!("a failure, not {other:?}"),
    }
}

fn color(store: &TileStore, id: TileId) -> [u8; 4] {
    let raster = store.tile(id).expect("a tile").raster.expect("a picture");
    raster.rgba[..4].try_into().expect("four bytes")
}

#[test]
fn a_tile_is_asked_for_once_and_with_our_name() {
    let server = Server::start(plain);
    let folder = tempfile::tempdir().expect("a folder");
    let cache = || DiskCache::open(folder.path(), USUAL_LIMIT).ok();
    let store = TileStore::online(described(&server, ""), None, cache(), PATIENCE).expect("open");
    assert_eq!(server.count(), 0, "nothing is asked for before a tile is wanted");
    assert_eq!(color(&store, ID), [10, 20, 30, 255]);
    assert_eq!(color(&store, ID), [10, 20, 30, 255]);
    {
        let asked = server.asked.lock().expect("no thread panics");
        assert_eq!(asked[0].0, "/10/843/387.png");
        assert!(asked[0].1["user-agent"].starts_with("BeijingZones/"), "{:?}", asked[0].1);
        assert_eq!(asked.len(), 1, "the second came from the disk");
    }
    // The next start has it too, with the server gone.
    server.change(|_, _| Reply::status(500));
    let again = TileStore::online(described(&server, ""), None, cache(), PATIENCE).expect("open");
    assert_eq!(color(&again, ID), [10, 20, 30, 255]);
    assert_eq!(server.count(), 1);
}

#[test]
fn an_old_tile_is_asked_for_again_and_serves_where_the_server_fails() {
    let server = Server::start(|_, headers| {
        if headers.contains_key("if-none-match") {
            return Reply::status(304).with("Cache-Control", "max-age=0");
        }
        let reply = Reply::ok(picture(256, [1, 2, 3, 255])).with("ETag", "\"v1\"");
        reply.with("Cache-Control", "max-age=0")
    });
    let folder = tempfile::tempdir().expect("a folder");
    let cache = DiskCache::open(folder.path(), USUAL_LIMIT).ok();
    let store = TileStore::online(described(&server, ""), None, cache, PATIENCE).expect("open");
    for _ in 0..2 {
        assert_eq!(color(&store, ID), [1, 2, 3, 255]);
    }
    let asked = server.asked.lock().expect("no thread panics").clone();
    assert_eq!(asked[1].1.get("if-none-match").map(String::as_str), Some("\"v1\""));
    server.change(|_, _| Reply::status(500));
    assert_eq!(color(&store, ID), [1, 2, 3, 255], "old is better than nothing");
}

#[test]
fn every_failure_has_a_name_and_a_time_to_ask_again() {
    let page =
        || Reply::ok(b"<html>please log in</html>".to_vec()).with("Content-Type", "text/html");
    let server = Server::start(plain);
    let cases: Vec<(Reply, FetchError)> = vec![
        (Reply::status(403), FetchError::Denied(403)),
        (Reply::status(401), FetchError::Denied(401)),
        (Reply::status(404), FetchError::Absent),
        (Reply::status(500), FetchError::Server(500)),
        (Reply::status(418), FetchError::Unexpected(418)),
        (page(), FetchError::WebPage),
        (Reply::status(302).with("Location", "http://localhost:9/login"), FetchError::WebPage),
        (Reply::ok(b"garbage".to_vec()), FetchError::Damaged),
        (Reply::ok(Vec::new()), FetchError::Damaged),
        (Reply::ok(picture(512, [0; 4])), FetchError::WrongSize { got: 512, wanted: 256 }),
        (Reply::status(429).with("Retry-After", "7"), FetchError::TooMany(Duration::from_secs(7))),
    ];
    for (reply, expected) in cases {
        server.change(move |_, _| reply.clone());
        let store = open(described(&server, ""));
        assert_eq!(failure(&store, ID), expected);
        assert!(expected.retry_after() >= Duration::from_secs(5));
        assert!(!expected.to_string().contains("http://"), "no address in the message");
    }
    let wait = Duration::from_secs(2);
    server.change(move |path, headers| Reply { wait, ..plain(path, headers) });
    let hasty = open_with(described(&server, ""), Duration::from_millis(300));
    assert_eq!(failure(&hasty, ID), FetchError::Slow);
    assert!(FetchError::Slow.retry_after() >= Duration::from_secs(5));
    let nobody = described(&server, "");
    let url = "http://127.0.0.1:1/{z}/{x}/{y}.png".to_owned();
    assert_eq!(failure(&open(Source { url, ..nobody }), ID), FetchError::Offline);
}

#[test]
fn a_server_that_asks_for_a_pause_gets_it() {
    let server = Server::start(|_, _| Reply::status(429).with("Retry-After", "60"));
    let store = open(described(&server, ""));
    for x in 0..5 {
        let error = failure(&store, TileId { x, ..ID });
        assert!(matches!(error, FetchError::TooMany(_)), "{error:?}");
    }
    assert_eq!(server.count(), 1);
}

#[test]
fn an_answer_under_way_does_not_end_a_pause() {
    let server = Server::start(|path, headers| {
        if path.ends_with("/387.png") {
            Reply { wait: Duration::from_secs(1), ..plain(path, headers) }
        } else {
            Reply::status(429).with("Retry-After", "60")
        }
    });
    let store = open(described(&server, ""));
    std::thread::scope(|scope| {
        let slow = scope.spawn(|| store.tile(ID).is_ok());
        while server.count() == 0 && !slow.is_finished() {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(matches!(failure(&store, TileId { y: 1, ..ID }), FetchError::TooMany(_)));
        assert!(slow.join().expect("no panic"));
    });
    assert!(matches!(failure(&store, TileId { y: 2, ..ID }), FetchError::TooMany(_)));
    assert_eq!(server.count(), 2, "the third was not asked for");
}

#[test]
fn a_key_is_in_the_address_and_nowhere_else() {
    let server = Server::start(|path, _| {
        if path.ends_with("?tk=secret") { plain(path, &HashMap::new()) } else { Reply::status(403) }
    });
    let mut with_key = described(&server, "key_variable: Some(\"TEST_KEY\")");
    with_key.url.push_str("?tk={k}");
    let refused = TileStore::online(with_key.clone(), None, None, PATIENCE);
    let message = refused.err().expect("it needs a key").to_string();
    assert!(message.contains("TEST_KEY"), "{message}");
    let folder = tempfile::tempdir().expect("a folder");
    let cache = DiskCache::open(folder.path(), USUAL_LIMIT).ok();
    let key = Some("secret".to_owned());
    let store = TileStore::online(with_key.clone(), key, cache, PATIENCE).expect("open");
    assert_eq!(color(&store, ID), [10, 20, 30, 255]);
    drop(store);
    let kept = fs::read(folder.path().join("tiles.sqlite")).expect("a cache");
    assert!(!kept.windows(6).any(|bytes| bytes == b"secret"), "the cache holds no key");
    let wrong =
        TileStore::online(with_key, Some("wrong".to_owned()), None, PATIENCE).expect("open");
    let message = wrong.tile(ID).expect_err("denied").to_string();
    assert!(message.contains("403") && !message.contains("wrong"), "{message}");
}

#[test]
fn names_are_laid_over_the_picture() {
    let server = Server::start(|path, _| match path {
        _ if path.starts_with("/names/") => Reply::ok(picture(256, [255, 255, 255, 128])),
        _ => Reply::ok(picture(256, [0, 0, 0, 255])),
    });
    let over = format!("over: [\"{}/names/{{z}}/{{x}}/{{y}}\"]", server.address);
    assert_eq!(color(&open(described(&server, &over)), ID), [128, 128, 128, 255]);
}

const CAPABILITIES: &str = r#"<?xml version="1.0"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink">
 <ows:OperationsMetadata><ows:Operation name="GetTile"><ows:DCP><ows:HTTP><ows:Get xlink:href="BASE/wmts?"/></ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata>
 <Contents>
  <Layer><ows:Title>Streets</ows:Title><ows:Identifier>vec</ows:Identifier><Style><ows:Identifier>default</ows:Identifier></Style><Format>tiles</Format><TileMatrixSetLink><TileMatrixSet>SET</TileMatrixSet></TileMatrixSetLink></Layer>
  <TileMatrixSet><ows:Identifier>c</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::4490</ows:SupportedCRS>
   <TileMatrix><ows:Identifier>9</ows:Identifier><ScaleDenominator>1155583.4196662</ScaleDenominator><TopLeftCorner>90.0 -180.0</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight><MatrixWidth>512</MatrixWidth><MatrixHeight>256</MatrixHeight></TileMatrix>
   <TileMatrix><ows:Identifier>10</ows:Identifier><ScaleDenominator>577791.7098721985</ScaleDenominator><TopLeftCorner>90.0 -180.0</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight><MatrixWidth>1024</MatrixWidth><MatrixHeight>512</MatrixHeight></TileMatrix>
  </TileMatrixSet>
  <TileMatrixSet><ows:Identifier>w</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::900913</ows:SupportedCRS>
   <TileMatrix><ows:Identifier>10</ows:Identifier><ScaleDenominator>577791.7098721985</ScaleDenominator><TopLeftCorner>20037508.3427892 -20037508.3427892</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight><MatrixWidth>1024</MatrixWidth><MatrixHeight>1024</MatrixHeight></TileMatrix>
  </TileMatrixSet>
  <TileMatrixSet><ows:Identifier>local</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::4548</ows:SupportedCRS></TileMatrixSet>
 </Contents>
</Capabilities>"#;

/// A WMTS whose layer comes in one set of matrices; each tile is coloured by its column and row.
fn wmts(set: &'static str) -> Server {
    let server = Server::start(|_, _| Reply::status(500));
    let text = CAPABILITIES.replace("BASE", &server.address).replace("SET", set);
    server.change(move |path, _| {
        if path.contains("GetCapabilities") {
            return Reply::ok(text.clone().into_bytes()).with("Content-Type", "text/xml");
        }
        let value = |name: &str| -> u32 {
            let pair = path.split('&').find_map(|pair| pair.strip_prefix(name));
            pair.and_then(|value| value.strip_prefix('=')?.parse().ok()).unwrap_or_default()
        };
        let byte = |number: u32| u8::try_from(number % 256).expect("a byte");
        Reply::ok(picture(256, [byte(value("TILECOL")), byte(value("TILEROW")), 0, 255]))
    });
    server
}

fn wmts_store(server: &Server) -> Result<TileStore, Error> {
    let address = format!("{}/wmts?REQUEST=GetCapabilities", server.address);
    let source = Source::from_address(&address).expect("an address").expect("a source");
    TileStore::online(source, None, None, PATIENCE)
}

#[test]
fn a_wmts_is_understood_from_its_capabilities() {
    let server = wmts("w");
    let store = wmts_store(&server).expect("it opens");
    assert_eq!((store.pyramid().min_zoom, store.pyramid().max_zoom), (10, 10));
    assert_eq!(color(&store, ID), [75, 131, 0, 255]);
    let asked = server.asked.lock().expect("no thread panics").last().expect("asked").0.clone();
    assert!(asked.contains("TILEMATRIXSET=w") && asked.contains("LAYER=vec"), "{asked}");
}

#[test]
fn tiles_in_degrees_are_drawn_in_mercator() {
    let server = wmts("c");
    let store = wmts_store(&server).expect("it opens");
    assert_eq!((store.pyramid().min_zoom, store.pyramid().max_zoom), (9, 10));
    let raster = store.tile(ID).expect("a tile").raster.expect("a picture");
    // The tile spans 40.31 to 40.58 N or so; in degrees 256 rows are 0.35°, so row (90 − lat)/360·1024.
    let latitude = |y: f64| {
        libm::atan(libm::sinh(std::f64::consts::PI * (1.0 - 2.0 * y / 1024.0))).to_degrees()
    };
    for (pixel, y) in [(0_usize, 387.0 + 0.5 / 256.0), (255, 387.0 + 255.5 / 256.0)] {
        let row = ((90.0 - latitude(y)) / 360.0 * 1024.0).floor();
        let color = raster.rgba[pixel * 256 * 4 + 1];
        assert!((f64::from(color) - row % 256.0).abs() < 0.5, "{color} for row {row}");
    }
}

#[test]
fn a_wmts_that_cannot_be_drawn_says_why() {
    let message = wmts_store(&wmts("local")).err().expect("refused").to_string();
    assert!(message.contains("EPSG:3857") && message.contains("127.0.0.1"), "{message}");
    let server = Server::start(|_, _| Reply::ok(b"<a/>".to_vec()));
    let message = wmts_store(&server).err().expect("refused").to_string();
    assert!(message.contains("no capabilities"), "{message}");
}

fn archive_server(honours_ranges: bool) -> Server {
    let whole: &[u8] = include_bytes!("../../assets/basemap/beijing.pmtiles");
    Server::start(move |_, headers| {
        let Some(range) = headers.get("range").filter(|_| honours_ranges) else {
            return Reply::ok(whole.to_vec());
        };
        let (from, to) =
            range.strip_prefix("bytes=").and_then(|r| r.split_once('-')).expect("a range");
        let from: usize = from.parse().expect("a number");
        let to: usize = to.parse::<usize>().expect("a number").min(whole.len() - 1);
        let reply = Reply { status: 206, body: whole[from..=to].to_vec(), ..Reply::default() };
        reply
            .with("Content-Range", &format!("bytes {from}-{to}/{}", whole.len()))
            .with("ETag", "\"1\"")
    })
}

#[test]
fn an_archive_on_a_server_is_read_in_parts() {
    let server = archive_server(true);
    let source = Source::from_address(&format!("{}/a.pmtiles", server.address));
    let source = source.expect("an address").expect("a source");
    let store = TileStore::online(source.clone(), None, None, PATIENCE).expect("it opens");
    let embedded = TileStore::embedded().expect("sound");
    let id = TileId { zoom: 12, x: 3373, y: 1551 };
    assert_eq!(store.tile(id).expect("a tile"), embedded.tile(id).expect("a tile"));
    let asked = server.asked.lock().expect("no thread panics");
    assert!(asked.iter().all(|(_, headers)| headers.contains_key("range")) && asked.len() <= 4);
    let whole = archive_server(false);
    let source = Source { url: format!("{}/a.pmtiles", whole.address), ..source };
    let message =
        TileStore::online(source, None, None, PATIENCE).err().expect("refused").to_string();
    assert!(message.contains("range"), "{message}");
}

#[test]
fn shifted_pictures_are_shown_and_never_kept() {
    let server = Server::start(plain);
    let store = open(described(&server, "datum: \"gcj02\""));
    assert!(store.is_shifted() && store.tile(ID).is_ok());
    let message = store.tiles_to_keep(&[ID]).expect_err("refused").to_string();
    assert!(message.contains("GCJ-02"), "{message}");
    store.set_aligned(true);
    let before = server.count();
    assert_eq!(color(&store, ID), [10, 20, 30, 255]);
    assert!(server.count() - before >= 2, "an aligned tile is made of several");
    assert!(store.tiles_to_keep(&[ID]).is_err());
}

#[test]
fn a_picture_has_coarser_tiles_where_there_are_no_finer_and_takes_no_thousands() {
    let server = Server::start(|path, _| {
        if path.starts_with("/10/") { Reply::status(404) } else { plain(path, &HashMap::new()) }
    });
    let store = open(described(&server, ""));
    let ids: Vec<TileId> = (0..4).map(|x| TileId { x: 840 + x, ..ID }).collect();
    let tiles = store.tiles_to_keep(&ids).expect("tiles");
    assert_eq!(tiles.iter().map(|tile| tile.id.zoom).collect::<Vec<_>>(), [9, 9]);
    let many = vec![ID; MOST_AT_ONCE + 1];
    let message = store.tiles_to_keep(&many).expect_err("refused").to_string();
    assert!(message.contains("bulk"), "{message}");
}

#[test]
fn a_picture_is_made_of_a_source_or_not_at_all() {
    let server = Server::start(plain);
    let folder = tempfile::tempdir().expect("a folder");
    let (out, home) = (folder.path().join("a.png"), folder.path().display().to_string());
    let template = format!("{}/{{z}}/{{x}}/{{y}}.png", server.address);
    let arguments = |out: &std::path::Path| -> Vec<String> {
        let out = out.display().to_string();
        ["export", "--zone", "dongba", "--size", "800x600", "--basemap", &template, "-o", &out]
            .map(str::to_owned)
            .to_vec()
    };
    let environment = [("XDG_CACHE_HOME", home.as_str()), ("HOME", home.as_str())];
    let done = crate::program::run_with(&arguments(&out), &environment);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(server.count() > 0 && out.exists());
    server.change(|_, _| Reply::status(403));
    fs::remove_file(folder.path().join("beijing-zones/tiles.sqlite")).expect("the cache was there");
    let none = folder.path().join("b.png");
    let done = crate::program::run_with(&arguments(&none), &environment);
    let message = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(1), "{message}");
    assert!(message.contains("403") && !none.exists(), "{message}");
    let keyed = format!("{}/{{z}}/{{x}}/{{y}}.png?tk={{k}}", server.address);
    let wrong = ["export", "--zone", "dongba", "--basemap", &keyed, "-o", "c.png"];
    check_failure(&wrong, 1, &["TILE_KEY"]);
    let wrong = ["export", "--zone", "dongba", "--basemap", "http://x/{z}.png", "-o", "c.png"];
    check_failure(&wrong, 1, &["{x}"]);
}
