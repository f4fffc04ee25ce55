//! What the layers and attributes of a vector tile mean: the schemas of Protomaps and of OpenMapTiles.
//!
//! Protomaps: docs.protomaps.com/basemaps/layers, with the additions of `assets/basemap/README.md`.
//! OpenMapTiles: openmaptiles.org/schema, version 3.

use super::{feature::FeatureClass, mvt::Attributes};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// That of Protomaps and of the embedded map.
    Protomaps,
    OpenMapTiles,
}

/// Layers that only one of them has. Both have `water` and `landuse`.
const PROTOMAPS: [&str; 6] = ["roads", "boundaries", "places", "pois", "earth", "transit"];
const OPEN_MAP_TILES: [&str; 6] =
    ["transportation", "waterway", "boundary", "place", "landcover", "aeroway"];

/// What a feature is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    pub class: FeatureClass,
    /// Whether only its name is drawn, since another layer has its shape.
    pub only_name: bool,
}

impl From<FeatureClass> for Drawn {
    fn from(class: FeatureClass) -> Self {
        Self { class, only_name: false }
    }
}

pub const POINT: i32 = 1;
pub const LINE: i32 = 2;
pub const POLYGON: i32 = 3;

impl Schema {
    /// The schema that tiles with these layers have. `None` where they are of neither.
    pub fn of_layers<S: AsRef<str>>(layers: &[S]) -> Option<Self> {
        let has = |names: &[&str]| layers.iter().any(|layer| names.contains(&layer.as_ref()));
        if has(&OPEN_MAP_TILES) {
            Some(Schema::OpenMapTiles)
        } else if has(&PROTOMAPS) || has(&["water", "landuse"]) {
            Some(Schema::Protomaps)
        } else {
            None
        }
    }

    /// What a feature of a layer is drawn as; `None` for what is not drawn.
    pub fn classify(self, layer: &str, attributes: &Attributes<'_>, kind: i32) -> Option<Drawn> {
        match self {
            Schema::Protomaps => protomaps(layer, attributes, kind).map(Drawn::from),
            Schema::OpenMapTiles => open_map_tiles(layer, attributes, kind),
        }
    }
}

fn protomaps(layer: &str, attributes: &Attributes<'_>, kind: i32) -> Option<FeatureClass> {
    let name = attributes.string("kind").unwrap_or_default();
    let class = attributes.string("class").unwrap_or_default();
    match (layer, kind) {
        ("landuse", POLYGON) => match name {
            "park" => Some(FeatureClass::Park),
            "airport" | "aerodrome" => Some(FeatureClass::Airport),
            _ => Some(FeatureClass::Ground),
        },
        ("water", POLYGON) => Some(FeatureClass::Lake),
        ("water", LINE) => Some(FeatureClass::River),
        ("roads", LINE) => match class {
            "ring_road" => Some(FeatureClass::RingRoad),
            "expressway" => Some(FeatureClass::Expressway),
            "arterial" => Some(FeatureClass::Arterial),
            "metro" => Some(FeatureClass::Metro),
            "rail" => Some(FeatureClass::Rail),
            _ => match name {
                "highway" => Some(FeatureClass::Expressway),
                "major_road" => Some(FeatureClass::Arterial),
                "rail" => Some(FeatureClass::Rail),
                _ => None,
            },
        },
        // No border of a nation or a province is drawn.
        ("boundaries", LINE) => {
            matches!(name, "district" | "county").then_some(FeatureClass::DistrictBoundary)
        }
        ("places", POINT) => match name {
            "district" => Some(FeatureClass::DistrictPlace),
            "country" | "region" => None,
            _ => Some(FeatureClass::TownPlace),
        },
        ("pois", POINT) => match name {
            "landmark" => Some(FeatureClass::Landmark),
            "station" => Some(FeatureClass::Station),
            "mountain" | "pass" => Some(FeatureClass::Mountain),
            "park" => Some(FeatureClass::ParkLabel),
            "lake" => Some(FeatureClass::LakeLabel),
            "airport" => Some(FeatureClass::AirportLabel),
            _ => None,
        },
        _ => None,
    }
}

fn open_map_tiles(layer: &str, attributes: &Attributes<'_>, kind: i32) -> Option<Drawn> {
    let class = attributes.string("class").unwrap_or_default();
    let subclass = attributes.string("subclass").unwrap_or_default();
    let found = match (layer, kind) {
        ("water", POLYGON) => (class != "swimming_pool").then_some(FeatureClass::Lake),
        ("waterway", LINE) => matches!(class, "river" | "canal").then_some(FeatureClass::River),
        // Woods and meadows would paint the hills; what is a park says so in its subclass.
        ("landcover", POLYGON) => {
            matches!(subclass, "park" | "garden" | "village_green").then_some(FeatureClass::Park)
        }
        ("landuse", POLYGON) => {
            matches!(class, "stadium" | "university" | "zoo").then_some(FeatureClass::Ground)
        }
        ("aeroway", POLYGON) => match class {
            "aerodrome" => Some(FeatureClass::Airport),
            "apron" | "taxiway" | "runway" => Some(FeatureClass::Ground),
            _ => None,
        },
        ("transportation", LINE) => road(attributes, class, subclass),
        ("transportation_name", LINE) => {
            let class = road(attributes, class, subclass)?;
            return Some(Drawn { class, only_name: true });
        }
        ("boundary", LINE) => {
            // Districts and counties. No border of a nation (2) or a province (4) is drawn.
            let is_district = attributes.small_number("admin_level") == Some(6.0);
            let is_plain = !attributes.is_one("maritime") && !attributes.is_one("disputed");
            (is_district && is_plain).then_some(FeatureClass::DistrictBoundary)
        }
        ("place", POINT) => match class {
            "city" | "borough" | "district" => Some(FeatureClass::DistrictPlace),
            "town" | "suburb" | "quarter" | "village" => Some(FeatureClass::TownPlace),
            _ => None,
        },
        ("poi", POINT) => match class {
            "railway" => matches!(subclass, "station" | "subway").then_some(FeatureClass::Station),
            "attraction" | "castle" | "monument" => Some(FeatureClass::Landmark),
            _ => None,
        },
        ("mountain_peak", POINT) => Some(FeatureClass::Mountain),
        ("park", POINT) => Some(FeatureClass::ParkLabel),
        ("water_name", POINT) => Some(FeatureClass::LakeLabel),
        ("aerodrome_label", POINT) => Some(FeatureClass::AirportLabel),
        _ => None,
    };
    found.map(Drawn::from)
}

/// Ramps and what is smaller than a secondary road are not drawn.
fn road(attributes: &Attributes<'_>, class: &str, subclass: &str) -> Option<FeatureClass> {
    if attributes.is_one("ramp") {
        return None;
    }
    match class {
        "motorway" | "trunk" => Some(FeatureClass::Expressway),
        "primary" | "secondary" => Some(FeatureClass::Arterial),
        "rail" => Some(FeatureClass::Rail),
        "transit" => {
            matches!(subclass, "subway" | "light_rail" | "monorail").then_some(FeatureClass::Metro)
        }
        _ => None,
    }
}
