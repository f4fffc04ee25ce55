//! From a GeoJSON text to zones, with what had to be mended or left out.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    geometry::{Flaw, Shape, geometry_of},
    property,
};
use crate::{
    formats::catalogue as file,
    model::{
        Bilingual,
        boundary::{Boundary, BoundaryQuality, Geometry, LonLat, Polygon},
        catalogue::Catalogue,
        date::EventDate,
        datum::Datum,
        scope::Scope,
        source::{Grade, Source},
        zone::{Group, Name, Zone, ZoneKind},
    },
};

/// Why a layer could not be read. The path comes last, with line and column.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("it is not GeoJSON: {message}, at {name}:{line}:{column}")]
    Syntax { name: String, line: usize, column: usize, message: String },
    #[error("a GeoJSON file is a FeatureCollection or a Feature, this is \"{kind}\", in {name}")]
    Kind { name: String, kind: String },
    #[error(
        "the layer is in {datum}: convert it to WGS-84 longitude and latitude first, in {name}"
    )]
    Datum { name: String, datum: String },
    #[error(
        "the position ({lon}, {lat}) of feature {number} is not in degrees: {advice}, in {name}"
    )]
    Position { name: String, number: usize, lon: f64, lat: f64, advice: &'static str },
    #[error("no feature of the layer has a polygon or a point, in {name}")]
    Nothing { name: String },
}

/// What a layer holds, and what had to be mended or left out.
#[derive(Debug)]
pub struct Layer {
    pub catalogue: Catalogue,
    pub findings: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    crs: Option<Value>,
    #[serde(default)]
    features: Vec<Feature>,
    /// Of a file that is one feature.
    #[serde(flatten)]
    itself: Feature,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    properties: Option<Map<String, Value>>,
    #[serde(default)]
    geometry: Option<Shape>,
}

/// Reads a layer. `name` is the path, for messages; the file's own name becomes the source of what
/// it says.
pub fn read(name: &str, text: &str) -> Result<Layer, ReadError> {
    let mut file: File = serde_json::from_str(text).map_err(|error| syntax_error(name, &error))?;
    let features = match file.kind.as_str() {
        "FeatureCollection" => std::mem::take(&mut file.features),
        "Feature" => vec![file.itself],
        _ => return Err(ReadError::Kind { name: name.to_owned(), kind: file.kind }),
    };
    let datum = datum_of(name, file.crs.as_ref())?;
    let path = std::path::Path::new(name);
    let file_name = path.file_name().map_or(name.into(), |name| name.to_string_lossy());
    let stem = path.file_stem().map_or(name.into(), |stem| stem.to_string_lossy());
    let mut reader = Reader {
        name,
        file_name: file_name.into_owned(),
        source: format!("layer-{stem}"),
        datum,
        zones: Vec::new(),
        places: HashMap::new(),
        flaws: BTreeMap::new(),
        renamed: 0,
    };
    for (index, feature) in features.into_iter().enumerate() {
        reader.feature(index + 1, feature)?;
    }
    let title = file.name.unwrap_or_else(|| stem.into_owned());
    reader.finish(&title)
}

fn syntax_error(name: &str, error: &serde_json::Error) -> ReadError {
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    let message = if error.is_eof() {
        "the file ends too early; it may have been cut off".to_owned()
    } else {
        message.to_owned()
    };
    ReadError::Syntax { name: name.to_owned(), line: error.line(), column: error.column(), message }
}

/// The datum of the old `crs` member, which other programs still write. RFC 7946 knows WGS-84 only.
fn datum_of(name: &str, crs: Option<&Value>) -> Result<Datum, ReadError> {
    let Some(crs) = crs.filter(|crs| !crs.is_null()) else { return Ok(Datum::Wgs84) };
    let stated = crs.pointer("/properties/name").and_then(Value::as_str).unwrap_or("?");
    match stated.rsplit(':').next() {
        Some("CRS84" | "4326") => Ok(Datum::Wgs84),
        Some("4490") => Ok(Datum::Cgcs2000),
        _ => Err(ReadError::Datum { name: name.to_owned(), datum: stated.to_owned() }),
    }
}

struct Reader<'a> {
    name: &'a str,
    file_name: String,
    source: String,
    datum: Datum,
    zones: Vec<Zone>,
    /// Where the zone of an id stands.
    places: HashMap<String, usize>,
    /// How often each flaw was met, and the first feature that has it.
    flaws: BTreeMap<Flaw, (usize, usize)>,
    renamed: usize,
}

impl Reader<'_> {
    fn feature(&mut self, number: usize, feature: Feature) -> Result<(), ReadError> {
        let (geometry, mut flaws) = geometry_of(feature.geometry);
        flaws.sort_unstable();
        flaws.dedup();
        for flaw in flaws {
            self.flaws.entry(flaw).or_insert((0, number)).0 += 1;
        }
        let Some(geometry) = geometry else { return Ok(()) };
        self.in_degrees(number, &geometry)?;
        let mut properties = Properties(feature.properties.unwrap_or_default());
        let id = feature.id.as_ref().and_then(scalar).or_else(|| properties.text(property::ID));
        let outline = self.outline(geometry, &mut properties);
        let dated = outline.valid.is_some() || outline.known_from.is_some();
        if dated && let Some(at) = id.as_ref().and_then(|id| self.places.get(id)) {
            // Another dated outline of the same zone.
            self.zones[*at].boundaries.push(outline);
            return Ok(());
        }
        let id = self.free_id(id.unwrap_or_else(|| format!("feature-{number}")), number);
        self.places.insert(id.clone(), self.zones.len());
        let zone = self.zone(id, outline, properties);
        self.zones.push(zone);
        Ok(())
    }

    fn in_degrees(&self, number: usize, geometry: &Geometry) -> Result<(), ReadError> {
        let point = match geometry {
            Geometry::Point(at) => Some(at),
            Geometry::Polygons(_) => None,
        };
        let positions = geometry.polygons().iter().flat_map(Polygon::rings).flatten().chain(point);
        for at in positions {
            if at.lon.abs() <= 180.0 && at.lat.abs() <= 90.0 {
                continue;
            }
            let (name, LonLat { lon, lat }) = (self.name.to_owned(), *at);
            return Err(ReadError::Position { name, number, lon, lat, advice: advice(*at) });
        }
        Ok(())
    }

    fn free_id(&mut self, wanted: String, number: usize) -> String {
        if !self.places.contains_key(&wanted) {
            return wanted;
        }
        self.renamed += 1;
        let mut id = format!("{wanted}-{number}");
        while self.places.contains_key(&id) {
            id.push('+');
        }
        id
    }

    fn outline(&self, geometry: Geometry, properties: &mut Properties) -> Boundary {
        let is_point = matches!(geometry, Geometry::Point(_));
        // Measured again, since the outline may have been changed.
        properties.number(property::DRAWN);
        let quality = properties.word(property::QUALITY, |quality| match quality {
            "surveyed" => Some(BoundaryQuality::Surveyed),
            "digitised" => Some(BoundaryQuality::Digitised),
            "schematic" => Some(BoundaryQuality::Schematic),
            "point" => Some(BoundaryQuality::Point),
            _ => None,
        });
        let basis = properties.bilingual([property::BASIS_EN, property::BASIS_ZH, property::BASIS]);
        Boundary {
            geometry,
            source_datum: self.datum,
            edges: Vec::new(),
            // What does not say how it was drawn is not shown as more than a sketch.
            quality: match quality {
                _ if is_point => BoundaryQuality::Point,
                Some(quality) if quality != BoundaryQuality::Point => quality,
                _ => BoundaryQuality::Schematic,
            },
            accuracy_m: properties.number(property::ACCURACY).filter(|metres| *metres > 0.0),
            basis: basis.unwrap_or_else(|| {
                Bilingual::new(
                    format!("From {}, which does not say how it was drawn.", self.file_name),
                    format!("取自{}，文件未说明绘制依据。", self.file_name),
                )
            }),
            fitted_to: None,
            valid: properties.date(property::VALID),
            known_from: properties.date(property::KNOWN_FROM),
            doubts: Vec::new(),
        }
    }

    fn zone(&self, id: String, outline: Boundary, mut properties: Properties) -> Zone {
        let named = properties.bilingual([property::NAME_EN, property::NAME_ZH, property::NAME]);
        let district = properties.bilingual([
            property::DISTRICT_EN,
            property::DISTRICT_ZH,
            property::DISTRICT,
        ]);
        let Bilingual { en, zh } = named.unwrap_or_else(|| Bilingual::new(&id, &id));
        Zone {
            name: Name {
                en,
                zh,
                pinyin: properties.text(property::PINYIN).unwrap_or_default(),
                short: None,
                also: Vec::new(),
            },
            id,
            kind: properties
                .parsed(property::KIND, |kind: file::ZoneKind| kind.into())
                .unwrap_or(ZoneKind::Other),
            group: properties
                .parsed(property::GROUP, |group: file::Group| group.into())
                .unwrap_or(Group::Layer),
            land_use: properties.text(property::LAND_USE),
            district: district.unwrap_or_else(|| Bilingual::new("District not stated", "区未注明")),
            part_of: None,
            scope: self.source.clone(),
            boundaries: vec![outline],
            figures: Vec::new(),
            milestones: Vec::new(),
            readings: Vec::new(),
            notes: properties.notes(),
        }
    }

    fn finish(self, title: &str) -> Result<Layer, ReadError> {
        if self.zones.is_empty() {
            return Err(ReadError::Nothing { name: self.name.to_owned() });
        }
        let mut findings: Vec<String> = self
            .flaws
            .iter()
            .map(|(flaw, (count, first))| {
                let what = match flaw {
                    Flaw::NoShape => "features without coordinates, left out",
                    Flaw::NotAnArea => {
                        "features with a line or several points, which are no zones, left out"
                    }
                    Flaw::ShortRing => {
                        "features with a ring of fewer than three corners, which was left out"
                    }
                    Flaw::OpenRing => "features with a ring that is not closed, which was closed",
                };
                format!("{what}: {count} (the first is feature {first})")
            })
            .collect();
        if self.renamed > 0 {
            findings.push(format!(
                "features with the id of another, which were given a number: {}",
                self.renamed
            ));
        }
        let not_stated = Bilingual::new("Publisher not stated", "发布者未注明");
        let catalogue = Catalogue {
            title: Bilingual::new(title, title),
            sources: vec![Source {
                id: self.source.clone(),
                title: Bilingual::new(&self.file_name, &self.file_name),
                publisher: not_stated,
                published: None,
                url: None,
                grade: Grade::U,
                cited_after: None,
                note: None,
            }],
            scopes: vec![Scope {
                id: self.source.clone(),
                name: Bilingual::new("Extent in the file", "文件中的范围"),
                family: None,
                within: Vec::new(),
            }],
            zones: self.zones,
            ..Catalogue::default()
        };
        Ok(Layer { catalogue, findings })
    }
}

/// What to do about a position that is not in degrees.
fn advice(at: LonLat) -> &'static str {
    let is_local = (at.lon - 500_000.0).abs() < 100_000.0 && (at.lat - 300_000.0).abs() < 100_000.0;
    if is_local {
        "this looks like Beijing's local system, which is not public; ask whoever made the file for WGS-84 or CGCS2000"
    } else if at.lat.abs() <= 180.0 && at.lon.abs() <= 90.0 {
        "latitude seems to stand first; GeoJSON has longitude first"
    } else {
        "convert the layer to WGS-84 longitude and latitude first"
    }
}

/// A text, a number or a truth as text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// A feature's properties; what is taken is gone, the rest become notes.
struct Properties(Map<String, Value>);

impl Properties {
    fn key(&self, names: &[&str]) -> Option<String> {
        let key = |name: &&str| self.0.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned();
        names.iter().find_map(key)
    }

    /// Takes the first of the named properties for which `read` finds a meaning.
    fn take<T>(&mut self, names: &[&str], read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let key = self.key(names)?;
        let taken = read(self.0.get(&key)?)?;
        self.0.remove(&key);
        Some(taken)
    }

    fn text(&mut self, names: &[&str]) -> Option<String> {
        self.take(names, scalar)
    }

    fn number(&mut self, names: &[&str]) -> Option<f64> {
        self.take(names, |value| value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()))
    }

    fn date(&mut self, names: &[&str]) -> Option<EventDate> {
        self.take(names, |value| scalar(value)?.parse().ok())
    }

    fn word<T>(&mut self, names: &[&str], read: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.take(names, |value| read(&value.as_str()?.to_ascii_lowercase()))
    }

    /// A word of the catalogue's own format, such as `Convention`, in any case.
    fn parsed<W: for<'de> Deserialize<'de>, T>(
        &mut self,
        names: &[&str],
        convert: impl Fn(W) -> T,
    ) -> Option<T> {
        self.take(names, |value| {
            let text = value.as_str()?;
            let mut letters = text.chars();
            let first = letters.next()?.to_ascii_uppercase();
            let word = format!("{first}{}", letters.as_str());
            serde_json::from_value(Value::String(word)).ok().map(&convert)
        })
    }

    /// English, Chinese and a name in one language, which stands for both where it is alone.
    fn bilingual(&mut self, [en, zh, either]: [&[&str]; 3]) -> Option<Bilingual> {
        let (mut en, mut zh) = (self.text(en), self.text(zh));
        if let Some(text) = self.text(either) {
            let place = if is_chinese(&text) { &mut zh } else { &mut en };
            place.get_or_insert(text);
        }
        let (en, zh) = match (en, zh) {
            (Some(en), Some(zh)) => (en, zh),
            (Some(one), None) | (None, Some(one)) => (one.clone(), one),
            (None, None) => return None,
        };
        Some(Bilingual { en, zh })
    }

    /// What was not taken, one note each.
    fn notes(self) -> Vec<Bilingual> {
        self.0
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| {
                let value = scalar(&value).unwrap_or_else(|| value.to_string());
                Bilingual::new(format!("{key}: {value}"), format!("{key}：{value}"))
            })
            .collect()
    }
}
