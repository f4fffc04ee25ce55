//! From zones to a GeoJSON text.

use serde_json::{Map, Value, json};

use crate::{
    formats::catalogue as file,
    model::{
        boundary::{Boundary, BoundaryQuality, Geometry, LonLat, Polygon},
        catalogue::Catalogue,
        measure,
        zone::Zone,
    },
};

/// A catalogue's zones as one FeatureCollection, one feature a line and outline, in WGS-84 with
/// exteriors counterclockwise. Area `drawn_m2` is geodesic. Figures but the headline, milestones,
/// statements and edges are not in it.
pub fn write(catalogue: &Catalogue) -> String {
    let features: Vec<String> = catalogue
        .zones
        .iter()
        .flat_map(|zone| zone.boundaries.iter().map(|outline| feature(zone, outline)))
        .collect();
    let title = Value::from(catalogue.title.en.as_str());
    format!(
        "{{\"type\":\"FeatureCollection\",\"name\":{title},\"features\":[\n{}\n]}}\n",
        features.join(",\n")
    )
}

fn feature(zone: &Zone, outline: &Boundary) -> String {
    let mut properties = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            properties.insert(key.to_owned(), value);
        }
    };
    put("id", Some(json!(zone.id)));
    put("name_en", Some(json!(zone.name.en.as_str())));
    put("name_zh", Some(json!(zone.name.zh.as_str())));
    put(
        "pinyin",
        Some(&zone.name.pinyin).filter(|text| !text.is_empty()).map(|text| json!(text.as_str())),
    );
    put("kind", serde_json::to_value(file::ZoneKind::from(zone.kind)).ok());
    put("group", serde_json::to_value(file::Group::from(zone.group)).ok());
    put("land_use", zone.land_use.as_ref().map(|code| json!(code)));
    put("district_en", Some(json!(zone.district.en.as_str())));
    put("district_zh", Some(json!(zone.district.zh.as_str())));
    put("part_of", zone.part_of.as_ref().map(|part| json!(part.zone)));
    if let Some(figure) = zone.headline() {
        put("published", Some(json!(figure.printed)));
        put("published_unit", serde_json::to_value(file::Unit::from(figure.unit)).ok());
        put("published_source", Some(json!(figure.cite.source)));
    }
    put("quality", Some(json!(quality(outline.quality))));
    put("accuracy_m", outline.accuracy_m.map(|metres| json!(metres)));
    put("basis_en", Some(json!(outline.basis.en.as_str())));
    put("basis_zh", Some(json!(outline.basis.zh.as_str())));
    put("fitted_to", outline.fitted_to.as_ref().map(|figure| json!(figure)));
    put("valid", outline.valid.as_ref().map(|date| json!(date.to_string())));
    put("known_from", outline.known_from.as_ref().map(|date| json!(date.to_string())));
    let area = measure::area_m2(&outline.geometry);
    put("drawn_m2", (area > 0.0).then(|| json!((area * 10.0).round() / 10.0)));
    let properties = Value::Object(properties);
    let geometry = geometry(&outline.geometry);
    format!(r#"{{"type":"Feature","properties":{properties},"geometry":{geometry}}}"#)
}

fn quality(quality: BoundaryQuality) -> &'static str {
    match quality {
        BoundaryQuality::Surveyed => "surveyed",
        BoundaryQuality::Digitised => "digitised",
        BoundaryQuality::Schematic => "schematic",
        BoundaryQuality::Point => "point",
    }
}

fn geometry(geometry: &Geometry) -> Value {
    match geometry {
        Geometry::Point(at) => json!({ "type": "Point", "coordinates": position(at) }),
        Geometry::Polygons(polygons) => {
            let mut parts = polygons.iter().map(polygon);
            match (polygons.len(), parts.next()) {
                (1, Some(rings)) => json!({ "type": "Polygon", "coordinates": rings }),
                (_, first) => {
                    let all: Vec<Value> = first.into_iter().chain(parts).collect();
                    json!({ "type": "MultiPolygon", "coordinates": all })
                }
            }
        }
    }
}

fn polygon(polygon: &Polygon) -> Value {
    polygon
        .rings()
        .enumerate()
        .map(|(at, ring)| {
            let is_hole = at > 0;
            if is_counterclockwise(ring) == is_hole {
                ring.iter().rev().map(position).collect::<Value>()
            } else {
                ring.iter().map(position).collect()
            }
        })
        .collect()
}

fn position(at: &LonLat) -> Value {
    json!([at.lon, at.lat])
}

/// By the shoelace formula in degrees.
fn is_counterclockwise(ring: &[LonLat]) -> bool {
    let double: f64 =
        ring.windows(2).map(|edge| edge[0].lon * edge[1].lat - edge[1].lon * edge[0].lat).sum();
    double > 0.0
}
