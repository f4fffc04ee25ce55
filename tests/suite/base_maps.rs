//! Base maps in files: MBTiles and PMTiles, of pictures and of features, sound and broken.

use std::{fs, io::Write as _, path::Path};

use beijing_zones::basemap::{
    Pyramid, TileId, TileStore,
    pmtiles::{Bytes, PmTiles},
};
use rusqlite::{Connection, params};

use crate::program::{check_failure, run};

/// Tiles of zooms 9 and 10 that cover Beijing, 8 pixels a side, each of one colour: red counts the
/// column, green the row, both from the north-west tile.
const WEST_10: u32 = 840;
const NORTH_10: u32 = 384;

fn picture(red: u8, green: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 8, 8);
    encoder.set_color(png::ColorType::Rgb);
    let pixels: Vec<u8> = std::iter::repeat_n([red, green, 200], 64).flatten().collect();
    encoder.write_header().and_then(|mut png| png.write_image_data(&pixels)).expect("a picture");
    bytes
}

fn color_of(id: TileId) -> (u8, u8) {
    let shift = 10 - id.zoom;
    let byte = |number: u32| u8::try_from(number * 10).expect("a few tiles");
    (byte(id.x - (WEST_10 >> shift)), byte(id.y - (NORTH_10 >> shift)))
}

fn tiles() -> impl Iterator<Item = TileId> {
    [(9_u8, 6_u32), (10, 12)].into_iter().flat_map(|(zoom, count)| {
        let shift = 10 - zoom;
        (0..count).flat_map(move |x| {
            (0..count).map(move |y| TileId {
                zoom,
                x: (WEST_10 >> shift) + x,
                y: (NORTH_10 >> shift) + y,
            })
        })
    })
}

fn database(path: &Path) -> Connection {
    let database = Connection::open(path).expect("a file");
    database
        .execute_batch(
            "CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data);
             CREATE TABLE metadata (name, value);",
        )
        .expect("tables");
    database
}

fn put(database: &Connection, id: TileId, bytes: &[u8]) {
    let row = (1_u32 << id.zoom) - 1 - id.y;
    database
        .execute("INSERT INTO tiles VALUES (?1, ?2, ?3, ?4)", params![id.zoom, id.x, row, bytes])
        .expect("a tile");
}

fn pictures(path: &Path) -> Connection {
    let database = database(path);
    for id in tiles() {
        let (red, green) = color_of(id);
        put(&database, id, &picture(red, green));
    }
    database
}

#[test]
fn pictures_of_mbtiles_stand_where_they_belong() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.mbtiles");
    let file = pictures(&path);
    file.execute("INSERT INTO metadata VALUES ('attribution', '© <a>Someone</a>')", [])
        .expect("metadata");
    let store = TileStore::open(&path).expect("a base map");
    assert_eq!(store.pyramid(), Pyramid { min_zoom: 9, max_zoom: 10, is_raster: true });
    assert_eq!(store.attribution().en, "© Someone");
    for id in tiles() {
        let raster = store.tile(id).expect("a tile").raster.expect("a picture");
        let (red, green) = color_of(id);
        assert_eq!(raster.rgba[..4], [red, green, 200, 255], "{id:?}");
    }
    let outside = TileId { zoom: 10, x: 1, y: 1 };
    assert_eq!(store.tile(outside).expect("no error").raster, None);
}

#[test]
fn mbtiles_without_metadata_are_read_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.mbtiles");
    pictures(&path).execute("DROP TABLE metadata", []).expect("dropped");
    let store = TileStore::open(&path).expect("a base map");
    assert_eq!(store.pyramid(), Pyramid { min_zoom: 9, max_zoom: 10, is_raster: true });
    assert_eq!(store.attribution().en, "");
}

/// The picture shows the tile's own colour at the tile's place, in every format a picture has.
#[test]
fn a_picture_over_a_raster_base_map_has_its_pixels() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.mbtiles");
    drop(pictures(&path));
    let base_map = path.display().to_string();
    for format in ["png", "svg", "pdf"] {
        let out = folder.path().join(format!("a.{format}")).display().to_string();
        let export = [
            "export",
            "--view",
            "116.4,39.9,10",
            "--layout",
            "map",
            "--size",
            "800x600",
            "--format",
            format,
            "--basemap",
            &base_map,
            "-o",
            &out,
        ];
        let output = run(&export);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let file = fs::File::open(folder.path().join("a.png")).expect("a picture");
    let mut reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().expect("PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    reader.next_frame(&mut pixels).expect("pixels");
    // A corner of the view, away from zones, scale bar and arrow: which tile is it in?
    let (x, y) = (3_usize, 300_usize);
    let pixel = &pixels[(y * 800 + x) * 3..][..3];
    let world = 256.0 * 1024.0;
    let lon_px = (116.4 / 360.0 + 0.5) * world - 400.0 + 3.5;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a tile number")]
    let column = (lon_px / 256.0) as u32;
    let red = u8::try_from((column - WEST_10) * 10).expect("a few tiles");
    assert_eq!((pixel[0], pixel[2]), (red, 200), "{pixel:?} in column {column}");
    let svg = fs::read_to_string(folder.path().join("a.svg")).expect("a picture");
    assert!(svg.contains("data:image/png;base64,"));
    roxmltree::Document::parse(&svg).expect("well-formed");
}

#[test]
fn vector_mbtiles_of_our_schema_are_drawn_and_others_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ours.mbtiles");
    let file = database(&path);
    let id = TileId { zoom: 12, x: 3373, y: 1551 };
    let embedded = include_bytes!("../../assets/basemap/beijing.pmtiles");
    let archive = PmTiles::open(Bytes::Memory(embedded[..].into())).expect("the embedded archive");
    let tile = archive.tile(id).expect("readable").expect("a tile at Dongba");
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    zipped.write_all(&tile).expect("zipped");
    put(&file, id, &zipped.finish().expect("zipped"));
    let store = TileStore::open(&path).expect("a base map");
    assert!(!store.pyramid().is_raster);
    let ours = TileStore::embedded().expect("the embedded archive").tile(id).expect("a tile");
    assert!(!ours.features.is_empty());
    assert_eq!(store.tile(id).expect("a tile"), ours);
    file.execute(
        r#"INSERT INTO metadata VALUES ('json', '{"vector_layers": [{"id": "gas_pipes"}]}')"#,
        [],
    )
    .expect("metadata");
    let message = TileStore::open(&path).err().expect("refused").to_string();
    assert!(message.contains("another schema") && message.contains("gas_pipes"), "{message}");
}

#[test]
fn broken_base_maps_get_one_message() {
    let folder = tempfile::tempdir().expect("a folder");
    let picture_path = folder.path().join("x.png").display().to_string();
    let try_it = |name: &str, parts: &[&str]| {
        let path = folder.path().join(name).display().to_string();
        let export = ["export", "--zone", "dongba", "--basemap", &path, "-o", &picture_path];
        check_failure(&export, 1, parts);
        assert!(!Path::new(&picture_path).exists());
    };
    fs::write(folder.path().join("half.mbtiles"), b"SQLite format 3\0 and no more").expect("file");
    try_it("half.mbtiles", &["not an MBTiles file", "half.mbtiles"]);
    drop(database(&folder.path().join("empty.mbtiles")));
    try_it("empty.mbtiles", &["holds no tiles", "empty.mbtiles"]);
    let garbage = pictures(&folder.path().join("garbage.mbtiles"));
    garbage.execute("UPDATE tiles SET tile_data = x'89504e470d0a1a0a00'", []).expect("changed");
    try_it("garbage.mbtiles", &["a tile of the base map", "not a picture"]);
}

/// A base map of pictures cut at any of a hundred places opens or does not, but never panics.
#[test]
fn mbtiles_cut_anywhere_do_not_panic() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.mbtiles");
    drop(pictures(&path));
    let whole = fs::read(&path).expect("a file");
    let cut = folder.path().join("cut.mbtiles");
    for part in 0..100 {
        fs::write(&cut, &whole[..whole.len() * part / 100]).expect("written");
        let Ok(store) = TileStore::open(&cut) else { continue };
        for id in tiles() {
            let _ = store.tile(id);
        }
    }
}
