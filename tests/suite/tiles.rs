//! Vector tiles and PMTiles archives made for tests.

use std::collections::BTreeMap;

use beijing_zones::basemap::TileId;
use prost::Message;

#[derive(Clone, PartialEq, Message)]
struct RawTile {
    #[prost(message, repeated, tag = "3")]
    layers: Vec<RawLayer>,
}

#[derive(Clone, PartialEq, Message)]
struct RawLayer {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(message, repeated, tag = "2")]
    features: Vec<RawFeature>,
    #[prost(string, repeated, tag = "3")]
    keys: Vec<String>,
    #[prost(message, repeated, tag = "4")]
    values: Vec<RawValue>,
    #[prost(uint32, optional, tag = "5")]
    extent: Option<u32>,
    #[prost(uint32, tag = "15")]
    version: u32,
}

#[derive(Clone, PartialEq, Message)]
struct RawFeature {
    #[prost(uint32, repeated, tag = "2")]
    tags: Vec<u32>,
    #[prost(int32, tag = "3")]
    kind: i32,
    #[prost(uint32, repeated, tag = "4")]
    geometry: Vec<u32>,
}

#[derive(Clone, PartialEq, Message)]
struct RawValue {
    #[prost(string, optional, tag = "1")]
    string: Option<String>,
    #[prost(int64, optional, tag = "4")]
    int: Option<i64>,
}

#[derive(Clone, Copy)]
pub enum Value {
    Text(&'static str),
    Number(i64),
}

/// The geometry of a feature in tile coordinates of 0 to 4096.
#[derive(Clone, Copy)]
pub enum Form {
    Point,
    /// From the north-west to the south-east.
    Line,
    /// The western half.
    Polygon,
}

pub type Attributes = Vec<(&'static str, Value)>;

/// A vector tile of layers with one feature for each set of attributes.
pub fn vector_tile(layers: &[(&str, Vec<(Form, Attributes)>)]) -> Vec<u8> {
    let layers = layers.iter().map(|(name, features)| {
        let mut layer = RawLayer {
            name: (*name).to_owned(),
            extent: Some(4096),
            version: 2,
            ..RawLayer::default()
        };
        for (form, attributes) in features {
            let mut tags = Vec::new();
            for (key, value) in attributes {
                tags.push(u32::try_from(layer.keys.len()).expect("few"));
                tags.push(u32::try_from(layer.values.len()).expect("few"));
                layer.keys.push((*key).to_owned());
                layer.values.push(match value {
                    Value::Text(text) => RawValue { string: Some((*text).to_owned()), int: None },
                    Value::Number(number) => RawValue { string: None, int: Some(*number) },
                });
            }
            let (kind, geometry) = match form {
                Form::Point => (1, vec![9, 4096, 4096]),
                Form::Line => (2, vec![9, 0, 0, 10, 8192, 8192]),
                Form::Polygon => {
                    // To the east, to the south, to the west, and back.
                    (3, vec![9, 0, 0, 26, 4096, 0, 0, 8192, 4095, 0, 15])
                }
            };
            layer.features.push(RawFeature { tags, kind, geometry });
        }
        layer
    });
    RawTile { layers: layers.collect() }.encode_to_vec()
}

/// The place of a tile on the Hilbert curves of PMTiles.
fn hilbert(id: TileId) -> u64 {
    let below: u64 = (0..id.zoom).map(|zoom| 1_u64 << (2 * zoom)).sum();
    let (mut x, mut y, mut place) = (u64::from(id.x), u64::from(id.y), 0_u64);
    let mut side = (1_u64 << id.zoom) / 2;
    while side > 0 {
        let (right, low) = (u64::from(x & side > 0), u64::from(y & side > 0));
        place += side * side * ((3 * right) ^ low);
        if low == 0 {
            if right == 1 {
                x = (side - 1).wrapping_sub(x) & (2 * side - 1);
                y = (side - 1).wrapping_sub(y) & (2 * side - 1);
            }
            std::mem::swap(&mut x, &mut y);
        }
        x &= side - 1;
        y &= side - 1;
        side /= 2;
    }
    below + place
}

fn varint(mut value: u64, bytes: &mut Vec<u8>) {
    while value > 127 {
        bytes.push(u8::try_from(value & 127).expect("seven bits") | 128);
        value >>= 7;
    }
    bytes.push(u8::try_from(value).expect("seven bits"));
}

/// The number of a tile type in PMTiles.
#[derive(Clone, Copy)]
pub enum Type {
    Mvt = 1,
    Png = 2,
    Jpeg = 3,
    Webp = 4,
}

/// A PMTiles archive, version 3, without compression.
pub fn pmtiles(tiles: &[(TileId, Vec<u8>)], tile_type: Type, metadata: &str) -> Vec<u8> {
    const HEADER: usize = 127;
    let sorted: BTreeMap<u64, &Vec<u8>> =
        tiles.iter().map(|(id, bytes)| (hilbert(*id), bytes)).collect();
    let mut directory = Vec::new();
    varint(sorted.len() as u64, &mut directory);
    let mut last = 0;
    for id in sorted.keys() {
        varint(id - last, &mut directory);
        last = *id;
    }
    for _ in &sorted {
        varint(1, &mut directory);
    }
    for bytes in sorted.values() {
        varint(bytes.len() as u64, &mut directory);
    }
    let mut offset = 0;
    for bytes in sorted.values() {
        varint(offset + 1, &mut directory);
        offset += bytes.len() as u64;
    }
    let zooms = || tiles.iter().map(|(id, _)| id.zoom);
    let metadata_at = HEADER + directory.len();
    let data_at = metadata_at + metadata.len();
    let mut archive = b"PMTiles\x03".to_vec();
    for number in [
        HEADER,
        directory.len(),
        metadata_at,
        metadata.len(),
        data_at,
        0,
        data_at,
        usize::try_from(offset).expect("small"),
        sorted.len(),
        sorted.len(),
        sorted.len(),
    ] {
        archive.extend((number as u64).to_le_bytes());
    }
    archive.extend([1, 1, 1, tile_type as u8]);
    archive.extend([zooms().min().expect("a tile"), zooms().max().expect("a tile")]);
    archive.resize(HEADER, 0);
    archive.extend(directory);
    archive.extend(metadata.as_bytes());
    for bytes in sorted.values() {
        archive.extend(*bytes);
    }
    archive
}
