//! Mapbox Vector Tile 2.1: protobuf to features. Unknown layers, kinds and attributes are left out.

use prost::Message;

use super::{
    feature::{Feature, Shape, TilePoint},
    schema::{LINE, POINT, POLYGON, Schema},
};
use crate::model::Bilingual;

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
    #[prost(float, optional, tag = "2")]
    float: Option<f32>,
    #[prost(double, optional, tag = "3")]
    double: Option<f64>,
    #[prost(int64, optional, tag = "4")]
    int: Option<i64>,
    #[prost(uint64, optional, tag = "5")]
    uint: Option<u64>,
    #[prost(sint64, optional, tag = "6")]
    sint: Option<i64>,
    #[prost(bool, optional, tag = "7")]
    boolean: Option<bool>,
}

impl RawValue {
    #[expect(clippy::cast_precision_loss, reason = "ranks and zooms are small")]
    fn number(&self) -> Option<f64> {
        self.double
            .or(self.float.map(f64::from))
            .or(self.int.map(|v| v as f64))
            .or(self.uint.map(|v| v as f64))
            .or(self.sint.map(|v| v as f64))
    }
}

#[derive(Debug, thiserror::Error)]
pub enum MvtError {
    #[error("the tile is not a vector tile: {0}")]
    Protobuf(#[from] prost::DecodeError),
    #[error("the layer \"{0}\" has no extent")]
    Extent(String),
    #[error("a geometry of the layer \"{0}\" is cut short")]
    Geometry(String),
}

/// The names of a tile's layers.
pub fn layer_names(bytes: &[u8]) -> Result<Vec<String>, MvtError> {
    Ok(RawTile::decode(bytes)?.layers.into_iter().map(|layer| layer.name).collect())
}

/// Decodes the features of a tile, in the order of its layers.
pub fn decode(bytes: &[u8], schema: Schema) -> Result<Vec<Feature>, MvtError> {
    let tile = RawTile::decode(bytes)?;
    let mut features = Vec::new();
    for layer in &tile.layers {
        let extent = layer.extent.unwrap_or(4096);
        if extent == 0 {
            return Err(MvtError::Extent(layer.name.clone()));
        }
        for raw in &layer.features {
            let attributes = Attributes { layer, raw };
            let Some(drawn) = schema.classify(&layer.name, &attributes, raw.kind) else { continue };
            let shape = decode_shape(&raw.geometry, raw.kind, extent)
                .ok_or_else(|| MvtError::Geometry(layer.name.clone()))?;
            let name = |keys: &[&str]| keys.iter().find_map(|key| attributes.string(key));
            let en = name(&["name_en", "name:en", "name:latin", "name"]);
            let zh = name(&["name_zh", "name:zh", "name:zh-Hans", "name"]);
            features.push(Feature {
                class: drawn.class,
                only_name: drawn.only_name,
                rank: attributes.rank(),
                name: en.zip(zh).map(|(en, zh)| Bilingual::new(en, zh)),
                min_zoom: attributes.small_number("min_zoom").unwrap_or(0.0),
                is_bridge: attributes.is_true("is_bridge")
                    || attributes.string("brunnel") == Some("bridge"),
                shape,
            });
        }
    }
    Ok(features)
}

/// The attributes of one feature.
pub struct Attributes<'a> {
    layer: &'a RawLayer,
    raw: &'a RawFeature,
}

impl<'a> Attributes<'a> {
    fn get(&self, key: &str) -> Option<&'a RawValue> {
        self.raw.tags.chunks_exact(2).find_map(|pair| {
            let name = self.layer.keys.get(usize::try_from(pair[0]).ok()?)?;
            if name == key { self.layer.values.get(usize::try_from(pair[1]).ok()?) } else { None }
        })
    }

    pub fn string(&self, key: &str) -> Option<&'a str> {
        self.get(key)?.string.as_deref().filter(|text| !text.is_empty())
    }

    #[expect(clippy::cast_possible_truncation, reason = "ranks and zooms are small")]
    pub fn small_number(&self, key: &str) -> Option<f32> {
        Some(self.get(key)?.number()? as f32)
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    fn rank(&self) -> u8 {
        self.small_number("rank").map_or(4, |rank| rank.clamp(1.0, 4.0) as u8)
    }

    /// A flag as OpenMapTiles writes it: 1, or true.
    pub fn is_one(&self, key: &str) -> bool {
        self.is_true(key) || self.small_number(key) == Some(1.0)
    }

    fn is_true(&self, key: &str) -> bool {
        self.get(key).and_then(|value| value.boolean) == Some(true)
    }
}

/// Decodes the commands of a geometry. `None` if they are cut short or of an unknown kind.
fn decode_shape(commands: &[u32], kind: i32, extent: u32) -> Option<Shape> {
    let paths = decode_paths(commands, extent)?;
    match kind {
        POINT => Some(Shape::Points(paths.into_iter().flatten().collect())),
        LINE => Some(Shape::Lines(paths.into_iter().filter(|path| path.len() > 1).collect())),
        POLYGON => Some(Shape::Polygons(group_rings(paths))),
        _ => None,
    }
}

const MOVE_TO: u32 = 1;
const LINE_TO: u32 = 2;
const CLOSE_PATH: u32 = 7;

#[expect(clippy::cast_precision_loss, reason = "tile coordinates are far below 2^24")]
fn decode_paths(commands: &[u32], extent: u32) -> Option<Vec<Vec<TilePoint>>> {
    let mut paths: Vec<Vec<TilePoint>> = Vec::new();
    let (mut x, mut y) = (0_i32, 0_i32);
    let mut numbers = commands.iter().copied();
    while let Some(head) = numbers.next() {
        let (command, count) = (head & 7, head >> 3);
        match command {
            MOVE_TO | LINE_TO => {
                for _ in 0..count {
                    x = x.checked_add(zigzag(numbers.next()?))?;
                    y = y.checked_add(zigzag(numbers.next()?))?;
                    let point = [x as f32 / extent as f32, y as f32 / extent as f32];
                    if command == MOVE_TO {
                        paths.push(vec![point]);
                    } else {
                        paths.last_mut()?.push(point);
                    }
                }
            }
            CLOSE_PATH => {
                let path = paths.last_mut()?;
                let first = *path.first()?;
                path.push(first);
            }
            _ => return None,
        }
    }
    Some(paths)
}

fn zigzag(value: u32) -> i32 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

/// A ring of positive area (y down) starts a polygon, one of negative area is a hole in the last.
fn group_rings(rings: Vec<Vec<TilePoint>>) -> Vec<Vec<Vec<TilePoint>>> {
    let mut polygons: Vec<Vec<Vec<TilePoint>>> = Vec::new();
    for ring in rings {
        if ring.len() < 4 {
            continue;
        }
        let doubled: f32 =
            ring.windows(2).map(|edge| edge[0][0] * edge[1][1] - edge[1][0] * edge[0][1]).sum();
        match polygons.last_mut() {
            Some(polygon) if doubled < 0.0 => polygon.push(ring),
            _ => polygons.push(vec![ring]),
        }
    }
    polygons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basemap::FeatureClass;

    fn tile(geometry: Vec<u32>, kind: i32, extent: u32) -> Vec<u8> {
        let string = |text: &str| RawValue { string: Some(text.to_owned()), ..RawValue::default() };
        RawTile {
            layers: vec![RawLayer {
                name: "water".to_owned(),
                features: vec![RawFeature { tags: vec![0, 0, 1, 1, 2, 2], kind, geometry }],
                keys: vec!["kind".to_owned(), "name_en".to_owned(), "name_zh".to_owned()],
                values: vec![string("river"), string("Ba River"), string("坝河")],
                extent: Some(extent),
                version: 2,
            }],
        }
        .encode_to_vec()
    }

    #[test]
    fn a_line_is_read_with_its_names() {
        // MoveTo(0,0), LineTo(+2048,+4096)
        let features = decode(&tile(vec![9, 0, 0, 10, 4096, 8192], LINE, 4096), Schema::Protomaps)
            .expect("a tile");
        assert_eq!(features[0].class, FeatureClass::River);
        assert_eq!(features[0].name, Some(Bilingual::new("Ba River", "坝河")));
        assert_eq!(features[0].shape, Shape::Lines(vec![vec![[0.0, 0.0], [0.5, 1.0]]]));
    }

    #[test]
    fn broken_tiles_are_errors_not_panics() {
        assert!(matches!(
            decode(&tile(vec![9, 0], LINE, 4096), Schema::Protomaps),
            Err(MvtError::Geometry(_))
        ));
        assert!(matches!(
            decode(&tile(vec![10, 2, 2], LINE, 4096), Schema::Protomaps),
            Err(MvtError::Geometry(_))
        ));
        assert!(matches!(
            decode(&tile(vec![9, 0, 0], LINE, 0), Schema::Protomaps),
            Err(MvtError::Extent(_))
        ));
        assert!(decode(b"\xff\xff\xff not a tile", Schema::Protomaps).is_err());
        let whole = tile(vec![9, 0, 0, 10, 4096, 8192], LINE, 4096);
        for end in 0..whole.len() {
            let _ = decode(&whole[..end], Schema::Protomaps);
        }
    }

    #[test]
    fn a_ring_of_the_other_direction_is_a_hole() {
        let square = |origin: f32, size: f32, hole: bool| {
            let mut ring = vec![
                [origin, origin],
                [origin + size, origin],
                [origin + size, origin + size],
                [origin, origin + size],
                [origin, origin],
            ];
            if hole {
                ring.reverse();
            }
            ring
        };
        let polygons = group_rings(vec![square(0.0, 1.0, false), square(0.2, 0.2, true)]);
        assert_eq!(polygons.len(), 1);
        assert_eq!(polygons[0].len(), 2);
    }
}
