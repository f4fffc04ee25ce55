//! Coordinates as they stand in the file, and what they draw.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize,
    de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

use crate::model::boundary::{Geometry, LonLat, Polygon, Ring};

/// A `geometry` member.
#[derive(Debug)]
pub struct Shape {
    kind: Kind,
    coordinates: Option<Coordinates>,
    geometries: Vec<Shape>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Polygon,
    MultiPolygon,
    Point,
    MultiPoint,
    Collection,
    /// Lines, and what GeoJSON does not know.
    Other,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "Polygon" => Kind::Polygon,
            "MultiPolygon" => Kind::MultiPolygon,
            "Point" => Kind::Point,
            "MultiPoint" => Kind::MultiPoint,
            "GeometryCollection" => Kind::Collection,
            _ => Kind::Other,
        }
    }
}

#[derive(Debug)]
enum Coordinates {
    Position(LonLat),
    Line(Vec<LonLat>),
    Rings(Vec<Ring>),
    Polygons(Vec<Vec<Ring>>),
    /// Of no use here.
    Other,
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a geometry")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let mut kind = None;
        // Met before the type, which says how they are nested.
        let mut unread: Option<Value> = None;
        let mut shape = Shape { kind: Kind::Other, coordinates: None, geometries: Vec::new() };
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            match (key.as_ref(), kind) {
                ("type", _) => kind = Some(Kind::of(&map.next_value::<Cow<'de, str>>()?)),
                ("coordinates", Some(Kind::Polygon)) => {
                    let rings = map.next_value::<Option<Rings>>()?;
                    shape.coordinates = rings.map(|rings| Coordinates::Rings(lines(rings)));
                }
                ("coordinates", Some(Kind::MultiPolygon)) => {
                    let parts = map.next_value::<Option<Vec<Rings>>>()?;
                    shape.coordinates = parts.map(polygons);
                }
                ("coordinates", Some(Kind::Point | Kind::MultiPoint | Kind::Other) | None) => {
                    unread = map.next_value()?;
                }
                ("geometries", _) => shape.geometries = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        shape.kind = kind.unwrap_or(Kind::Other);
        if let Some(value) = unread {
            shape.coordinates = coordinates(shape.kind, value).map_err(serde::de::Error::custom)?;
        }
        Ok(shape)
    }
}

/// Coordinates that were kept until the type was known.
fn coordinates(kind: Kind, value: Value) -> Result<Option<Coordinates>, serde_json::Error> {
    let is_empty = value.as_array().is_none_or(Vec::is_empty);
    Ok(Some(match kind {
        _ if is_empty => return Ok(None),
        Kind::Point => Coordinates::Position(Position::deserialize(value)?.0),
        Kind::MultiPoint => Coordinates::Line(line(Vec::deserialize(value)?)),
        Kind::Polygon => Coordinates::Rings(lines(Rings::deserialize(value)?)),
        Kind::MultiPolygon => polygons(Vec::deserialize(value)?),
        Kind::Collection | Kind::Other => Coordinates::Other,
    }))
}

type Rings = Vec<Vec<Position>>;

fn line(positions: Vec<Position>) -> Vec<LonLat> {
    positions.into_iter().map(|position| position.0).collect()
}

fn lines(rings: Rings) -> Vec<Ring> {
    rings.into_iter().map(line).collect()
}

fn polygons(parts: Vec<Rings>) -> Coordinates {
    Coordinates::Polygons(parts.into_iter().map(lines).collect())
}

/// Longitude and latitude; a third number, the height, is dropped.
#[derive(Debug)]
struct Position(LonLat);

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(PositionVisitor)
    }
}

struct PositionVisitor;

impl<'de> Visitor<'de> for PositionVisitor {
    type Value = Position;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a position of two numbers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Position, A::Error> {
        let missing = || A::Error::custom("a position needs two numbers");
        let lon = list.next_element()?.ok_or_else(missing)?;
        let lat = list.next_element()?.ok_or_else(missing)?;
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Position(LonLat::new(lon, lat)))
    }
}

/// Why a feature draws nothing or not all that stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    NoShape,
    NotAnArea,
    ShortRing,
    OpenRing,
}

/// The polygons or the point of a shape, and what was wrong with it.
pub fn geometry_of(shape: Option<Shape>) -> (Option<Geometry>, Vec<Flaw>) {
    let mut flaws = Vec::new();
    let Some(shape) = shape else { return (None, vec![Flaw::NoShape]) };
    let mut polygons = Vec::new();
    let mut point = None;
    gather(shape, &mut polygons, &mut point, &mut flaws);
    let polygons: Vec<Polygon> =
        polygons.into_iter().filter_map(|rings| polygon(rings, &mut flaws)).collect();
    let geometry = if polygons.is_empty() {
        point.map(Geometry::Point)
    } else {
        Some(Geometry::Polygons(polygons))
    };
    if geometry.is_none() && flaws.is_empty() {
        flaws.push(Flaw::NoShape);
    }
    (geometry, flaws)
}

fn gather(
    shape: Shape,
    polygons: &mut Vec<Vec<Ring>>,
    point: &mut Option<LonLat>,
    flaws: &mut Vec<Flaw>,
) {
    match (shape.kind, shape.coordinates) {
        (Kind::Polygon, Some(Coordinates::Rings(rings))) => polygons.push(rings),
        (Kind::MultiPolygon, Some(Coordinates::Polygons(parts))) => polygons.extend(parts),
        (Kind::Point, Some(Coordinates::Position(at))) => *point = Some(at),
        (Kind::MultiPoint, Some(Coordinates::Line(points))) if points.len() == 1 => {
            *point = points.first().copied();
        }
        (Kind::Collection, _) => {
            for part in shape.geometries {
                gather(part, polygons, point, flaws);
            }
        }
        (_, None) => flaws.push(Flaw::NoShape),
        _ => flaws.push(Flaw::NotAnArea),
    }
}

fn polygon(rings: Vec<Ring>, flaws: &mut Vec<Flaw>) -> Option<Polygon> {
    let mut rings = rings.into_iter().map(|ring| closed(ring, flaws));
    // Without its exterior a polygon's holes are holes of nothing.
    let exterior = rings.next()??;
    Some(Polygon { exterior, interiors: rings.flatten().collect() })
}

fn closed(mut ring: Ring, flaws: &mut Vec<Flaw>) -> Option<Ring> {
    if ring.len() >= 3 && ring.first() != ring.last() {
        flaws.push(Flaw::OpenRing);
        ring.push(ring[0]);
    }
    if ring.len() < 4 {
        flaws.push(Flaw::ShortRing);
        return None;
    }
    Some(ring)
}
