//! Coordinates as they stand in the file, and what they draw.

use std::fmt;

use serde::{
    Deserialize,
    de::{Deserializer, Error as _, IgnoredAny, SeqAccess, Visitor},
};

use crate::model::boundary::{Geometry, LonLat, Polygon, Ring};

/// A `geometry` member.
#[derive(Debug, Deserialize)]
pub struct Shape {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    coordinates: Option<Nested>,
    #[serde(default)]
    geometries: Vec<Shape>,
}

/// Coordinates nested to any depth that GeoJSON knows. A third number of a position, its height, is
/// dropped.
#[derive(Debug)]
enum Nested {
    Number(f64),
    Position(LonLat),
    Line(Vec<LonLat>),
    Rings(Vec<Ring>),
    Polygons(Vec<Vec<Ring>>),
    Empty,
}

impl<'de> Deserialize<'de> for Nested {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NestedVisitor)
    }
}

struct NestedVisitor;

impl<'de> Visitor<'de> for NestedVisitor {
    type Value = Nested;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a coordinate or a list of them")
    }

    fn visit_f64<E>(self, number: f64) -> Result<Nested, E> {
        Ok(Nested::Number(number))
    }

    #[expect(clippy::cast_precision_loss, reason = "a coordinate has far fewer than 53 bits")]
    fn visit_i64<E>(self, number: i64) -> Result<Nested, E> {
        Ok(Nested::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "a coordinate has far fewer than 53 bits")]
    fn visit_u64<E>(self, number: u64) -> Result<Nested, E> {
        Ok(Nested::Number(number as f64))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Nested, A::Error> {
        match list.next_element::<Nested>()? {
            None => Ok(Nested::Empty),
            Some(Nested::Number(lon)) => {
                let lat = list
                    .next_element::<f64>()?
                    .ok_or_else(|| A::Error::custom("a position needs two numbers"))?;
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Nested::Position(LonLat::new(lon, lat)))
            }
            Some(Nested::Position(first)) => rest(list, first, |nested| match nested {
                Nested::Position(at) => Some(at),
                _ => None,
            })
            .map(Nested::Line),
            Some(Nested::Line(first)) => rest(list, first, |nested| match nested {
                Nested::Line(line) => Some(line),
                Nested::Empty => Some(Vec::new()),
                _ => None,
            })
            .map(Nested::Rings),
            Some(Nested::Rings(first)) => rest(list, first, |nested| match nested {
                Nested::Rings(rings) => Some(rings),
                Nested::Empty => Some(Vec::new()),
                _ => None,
            })
            .map(Nested::Polygons),
            Some(Nested::Polygons(_)) => {
                Err(A::Error::custom("the coordinates are nested too deep"))
            }
            Some(Nested::Empty) => {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Nested::Empty)
            }
        }
    }
}

/// The other elements of a list, which must be like the first.
fn rest<'de, A: SeqAccess<'de>, T>(
    mut list: A,
    first: T,
    alike: impl Fn(Nested) -> Option<T>,
) -> Result<Vec<T>, A::Error> {
    let mut all = vec![first];
    while let Some(nested) = list.next_element::<Nested>()? {
        all.push(alike(nested).ok_or_else(|| {
            A::Error::custom("the coordinates of one list are not nested equally deep")
        })?);
    }
    Ok(all)
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
    match (shape.kind.as_str(), shape.coordinates) {
        ("Polygon", Some(Nested::Rings(rings))) => polygons.push(rings),
        ("MultiPolygon", Some(Nested::Polygons(parts))) => polygons.extend(parts),
        ("Point", Some(Nested::Position(at))) => *point = Some(at),
        ("MultiPoint", Some(Nested::Line(points))) if points.len() == 1 => {
            *point = points.first().copied();
        }
        ("GeometryCollection", _) => {
            for part in shape.geometries {
                gather(part, polygons, point, flaws);
            }
        }
        (_, None | Some(Nested::Empty)) => flaws.push(Flaw::NoShape),
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
