//! From a GeoJSON text to zones, with what had to be mended or left out.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use serde::Deserialize;
use serde_json::Value;

use super::{
    geometry::{Flaw, Shape, geometry_of},
    problem::{Advice, Problem, grid},
    properties::{Properties, scalar},
    property, scan,
};
use crate::{
    jobs::{Progress, parallel_map},
    model::{
        Bilingual, Text,
        boundary::{Boundary, BoundaryQuality, Geometry, LonLat},
        catalogue::Catalogue,
        datum::{Converter, Crs},
        scope::Scope,
        source::{Grade, Source},
        zone::{Group, Name, Zone, ZoneKind},
    },
};

/// Why a layer could not be read. The path comes last, with line and column.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("it is not GeoJSON: {problem}, at {name}:{line}:{column}")]
    Syntax { name: String, line: usize, column: usize, problem: Problem },
    #[error("a GeoJSON file is a FeatureCollection or a Feature, this is \"{kind}\", in {name}")]
    Kind { name: String, kind: String },
    #[error("the FeatureCollection has no list of features, in {name}")]
    NoFeatures { name: String },
    #[error(
        "the layer is in {datum}, which this program does not know: convert it to WGS-84 first, in {name}"
    )]
    Datum { name: String, datum: String },
    #[error("the position ({lon}, {lat}) of feature {number} is not in {}: {advice}, in {name}", grid(*crs))]
    Position { name: String, number: usize, lon: f64, lat: f64, crs: Crs, advice: Advice },
    #[error("no feature of the layer has a polygon or a point, in {name}")]
    Nothing { name: String },
    #[error("reading was canceled")]
    Cancelled,
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
    /// Of a file that is one feature.
    #[serde(flatten)]
    itself: Feature,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    properties: Option<Properties>,
    #[serde(default)]
    geometry: Option<Shape>,
}

/// Reads a layer. `name` is the path, for messages; the file's own name becomes the source of what
/// it says.
///
/// `crs` is what the coordinates are in, whatever the file says; `None` is what the file says, else
/// WGS-84.
pub fn read(
    name: &str,
    text: &str,
    crs: Option<Crs>,
    progress: &Progress,
) -> Result<Layer, ReadError> {
    let split = scan::split(text);
    let rest = split.as_ref().map_or(text, |split| split.rest.as_str());
    let file: File =
        serde_json::from_str(rest).map_err(|error| syntax_error(name, text, 0, &error))?;
    let crs = match crs {
        Some(crs) => crs,
        None => crs_of(name, file.crs.as_ref())?,
    };
    let path = std::path::Path::new(name);
    let file_name = path.file_name().map_or(name.into(), |name| name.to_string_lossy());
    let stem = path.file_stem().map_or(name.into(), |stem| stem.to_string_lossy());
    let mut reader = Reader {
        name,
        no_district: Bilingual::new("District not stated", "区未注明"),
        no_basis: Bilingual::new(
            format!("From {file_name}, which does not say how it was drawn."),
            format!("取自{file_name}，文件未说明绘制依据。"),
        ),
        file_name: file_name.into_owned(),
        source: format!("layer-{stem}").into(),
        crs,
        converter: crs.converter(),
        zones: Vec::new(),
        places: HashMap::new(),
        flaws: BTreeMap::new(),
        renamed: 0,
    };
    match (file.kind.as_str(), split) {
        ("FeatureCollection", Some(split)) => {
            let features: Vec<(usize, Range<usize>)> =
                split.features.into_iter().enumerate().collect();
            progress.begin(features.len());
            let read = parallel_map(&features, |(index, range)| {
                if progress.is_cancelled() {
                    return Err(ReadError::Cancelled);
                }
                let read = serde_json::from_str(&text[range.clone()])
                    .map_err(|error| syntax_error(name, text, range.start, &error))
                    .and_then(|feature| reader.feature(index + 1, feature));
                progress.step();
                read
            });
            reader.zones.reserve(read.len());
            for feature in read {
                reader.add(feature?);
            }
        }
        ("FeatureCollection", None) => {
            return Err(ReadError::NoFeatures { name: name.to_owned() });
        }
        ("Feature", _) => {
            let feature = reader.feature(1, file.itself)?;
            reader.add(feature);
        }
        _ => return Err(ReadError::Kind { name: name.to_owned(), kind: file.kind }),
    }
    let title = file.name.unwrap_or_else(|| stem.into_owned());
    reader.finish(&title)
}

/// The error with its place in the whole text, where what was parsed begins at byte `from`.
fn syntax_error(name: &str, text: &str, from: usize, error: &serde_json::Error) -> ReadError {
    let said = error.to_string();
    let problem = if error.is_eof() {
        Problem::CutShort
    } else {
        let message = said.rsplit_once(" at line ").map_or(said.as_str(), |(message, _)| message);
        Problem::Other(message.to_owned())
    };
    let before = &text[..from];
    let lines = before.matches('\n').count();
    let column = match error.line() {
        1 => before.len() - before.rfind('\n').map_or(0, |at| at + 1) + error.column(),
        _ => error.column(),
    };
    ReadError::Syntax { name: name.to_owned(), line: lines + error.line(), column, problem }
}

/// The system that the old `crs` member names, which other programs still write. RFC 7946 knows
/// WGS-84 only.
fn crs_of(name: &str, crs: Option<&Value>) -> Result<Crs, ReadError> {
    let Some(crs) = crs.filter(|crs| !crs.is_null()) else { return Ok(Crs::Wgs84) };
    let stated = crs.pointer("/properties/name").and_then(Value::as_str).unwrap_or("?");
    Crs::parse(stated)
        .ok_or_else(|| ReadError::Datum { name: name.to_owned(), datum: stated.to_owned() })
}

struct Reader<'a> {
    name: &'a str,
    file_name: String,
    source: Text,
    crs: Crs,
    converter: Converter,
    /// What stands where the file says nothing: one text for all zones.
    no_district: Bilingual,
    no_basis: Bilingual,
    zones: Vec<Zone>,
    /// Where the zone of an id stands.
    places: HashMap<String, usize>,
    /// How often each flaw was met, and the first feature that has it.
    flaws: BTreeMap<Flaw, (usize, usize)>,
    renamed: usize,
}

/// A feature, read.
struct ReadFeature {
    number: usize,
    flaws: Vec<Flaw>,
    /// `None` for what is no zone.
    zone: Option<Zone>,
}

impl Reader<'_> {
    fn feature(&self, number: usize, feature: Feature) -> Result<ReadFeature, ReadError> {
        let (geometry, mut flaws) = geometry_of(feature.geometry);
        flaws.sort_unstable();
        flaws.dedup();
        let Some(geometry) = geometry else {
            return Ok(ReadFeature { number, flaws, zone: None });
        };
        let geometry = self.in_wgs84(number, geometry)?;
        let mut properties = feature.properties.unwrap_or_default();
        let id = feature.id.as_ref().and_then(scalar).or_else(|| properties.text(property::ID));
        let outline = self.outline(geometry, &mut properties);
        let id = id.unwrap_or_else(|| format!("feature-{number}"));
        Ok(ReadFeature { number, flaws, zone: Some(self.zone(id, outline, properties)) })
    }

    /// Adds a feature as a zone, or as another outline of the zone of its id.
    fn add(&mut self, feature: ReadFeature) {
        for flaw in feature.flaws {
            self.flaws.entry(flaw).or_insert((0, feature.number)).0 += 1;
        }
        let Some(mut zone) = feature.zone else { return };
        let is_dated = |outline: &Boundary| outline.valid.is_some() || outline.known_from.is_some();
        if let Some(at) = self.places.get(&zone.id)
            && zone.boundaries.iter().all(is_dated)
        {
            self.zones[*at].boundaries.append(&mut zone.boundaries);
            return;
        }
        zone.id = self.free_id(zone.id, feature.number);
        self.places.insert(zone.id.clone(), self.zones.len());
        self.zones.push(zone);
    }

    fn in_wgs84(&self, number: usize, geometry: Geometry) -> Result<Geometry, ReadError> {
        let converted = geometry.converted(|at| {
            let is_degrees = at.lon.abs() <= 180.0 && at.lat.abs() <= 90.0;
            if self.crs.is_geographic() && !is_degrees {
                return None;
            }
            let there = self.converter.to_wgs84([at.lon, at.lat])?;
            (there.lon.abs() <= 180.0 && there.lat.abs() <= 90.0).then_some(there)
        });
        converted.map_err(|at| {
            let (name, LonLat { lon, lat }) = (self.name.to_owned(), at);
            ReadError::Position { name, number, lon, lat, crs: self.crs, advice: Advice::on(at) }
        })
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
            source_datum: self.crs.datum(),
            edges: Vec::new(),
            // What does not say how it was drawn is not shown as more than a sketch.
            quality: match quality {
                _ if is_point => BoundaryQuality::Point,
                Some(quality) if quality != BoundaryQuality::Point => quality,
                _ => BoundaryQuality::Schematic,
            },
            accuracy_m: properties.number(property::ACCURACY).filter(|metres| *metres > 0.0),
            basis: basis.unwrap_or_else(|| self.no_basis.clone()),
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
                pinyin: properties.text(property::PINYIN).unwrap_or_default().into(),
                short: None,
                also: Vec::new(),
            },
            id,
            kind: properties
                .word(property::KIND, |word| meaning_of(&KINDS, word))
                .unwrap_or(ZoneKind::Other),
            group: properties
                .word(property::GROUP, |word| meaning_of(&GROUPS, word))
                .unwrap_or(Group::Layer),
            land_use: properties.text(property::LAND_USE),
            district: district.unwrap_or_else(|| self.no_district.clone()),
            part_of: None,
            scope: self.source.clone(),
            boundaries: vec![outline],
            figures: Vec::new(),
            ruling: None,
            milestones: Vec::new(),
            readings: Vec::new(),
            notes: Vec::new(),
            fields: properties.fields(),
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
                id: self.source.to_string(),
                title: Bilingual::new(&self.file_name, &self.file_name),
                publisher: not_stated,
                published: None,
                url: None,
                grade: Grade::U,
                cited_after: None,
                note: None,
            }],
            scopes: vec![Scope {
                id: self.source.to_string(),
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

/// The words of the catalogue's own format, in lower case.
const KINDS: [(&str, ZoneKind); 13] = [
    ("convention", ZoneKind::Convention),
    ("business", ZoneKind::Business),
    ("embassy", ZoneKind::Embassy),
    ("services", ZoneKind::Services),
    ("commerce", ZoneKind::Commerce),
    ("education", ZoneKind::Education),
    ("talent", ZoneKind::Talent),
    ("sport", ZoneKind::Sport),
    ("culture", ZoneKind::Culture),
    ("scenic", ZoneKind::Scenic),
    ("industry", ZoneKind::Industry),
    ("government", ZoneKind::Government),
    ("other", ZoneKind::Other),
];
const GROUPS: [(&str, Group); 4] = [
    ("report", Group::Report),
    ("neighbour", Group::Neighbour),
    ("wider", Group::Wider),
    ("layer", Group::Layer),
];

fn meaning_of<T: Copy>(names: &[(&str, T)], word: &str) -> Option<T> {
    names.iter().find(|(name, _)| *name == word).map(|(_, meaning)| *meaning)
}
