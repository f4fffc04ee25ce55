//! The catalogue's own format: RON, versioned, possibly spread over several files.
//!
//! The structs here are the serde twins of `model`: the file's shape may stay while the model
//! changes, and a new version of the file gets a new twin.

mod problem;
mod read;
mod variants;
mod write;

pub use problem::{Problem, Word};
pub use read::{ReadError, embedded, read};
pub(super) use write::ruling;
pub use write::write;

use serde::{Deserialize, Serialize};

use crate::model::{
    date::{DateError, EventDate},
    figure::parse_printed,
};

/// The version this program writes, and the newest it reads.
pub const FORMAT_VERSION: u32 = 1;

/// One file. A catalogue may be spread over several: their lists are joined.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename = "Catalogue", deny_unknown_fields)]
pub struct File {
    pub format: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<When>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<Scope>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<Zone>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<Programme>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub boundaries: Vec<Boundary>,
}

/// A date in the text form of [`EventDate`], checked while it is read so that an error has a place.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct When(pub EventDate);

impl TryFrom<String> for When {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse().map(Self).inspect_err(|error| Problem::Date(error.clone()).keep())
    }
}

impl From<When> for String {
    fn from(when: When) -> Self {
        when.0.to_string()
    }
}

/// A number as the source prints it, such as `1,216.69`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Printed(pub String);

impl TryFrom<String> for Printed {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        if parse_printed(&text).is_some() {
            return Ok(Self(text));
        }
        let problem = Problem::Number(text);
        problem.keep();
        Err(problem)
    }
}

impl From<Printed> for String {
    fn from(printed: Printed) -> Self {
        printed.0
    }
}

/// English and Chinese.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub en: String,
    pub zh: String,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum Grade {
    A,
    B,
    C,
    D,
    U,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
    pub title: Text,
    pub publisher: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<When>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    pub grade: Grade,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cited_after: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cite {
    pub source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    pub id: String,
    pub name: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<Within>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Within {
    pub scope: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cite: Option<Cite>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum Quantity {
    LandArea,
    SiteArea,
    WaterArea,
    FloorArea,
    FloorAreaAbove,
    FloorAreaBelow,
    SurfaceArea,
    Length,
    Distance,
    Height,
    Depth,
    Volume,
    Mass,
    Capacity,
    Count,
    Rank,
    Population,
    Money,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum Unit {
    Km2,
    Ha,
    Mu,
    M2,
    WanM2,
    SqFt,
    M3,
    WanM3,
    M,
    Km,
    T,
    Yuan,
    YiYuan,
    BnUsd,
    People,
    Items,
    Storeys,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub enum Precision {
    #[default]
    Exactly,
    About,
    Nearly,
    Over,
    AtLeast,
    UpTo,
    To(String),
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum Basis {
    Planned,
    Approved,
    UnderConstruction,
    Built,
    Reported,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    pub id: String,
    pub quantity: Quantity,
    pub printed: Printed,
    pub unit: Unit,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noun: Option<Text>,
    #[serde(default)]
    pub precision: Precision,
    pub basis: Basis,
    pub scope: String,
    pub stated: When,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<When>,
    pub cite: Cite,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum MilestoneKind {
    Proposed,
    PlanDrafted,
    Approved,
    SiteCleared,
    ConstructionStarted,
    ToppedOut,
    Completed,
    Opened,
    Event,
    Expansion,
    Report,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub date: When,
    pub kind: MilestoneKind,
    pub text: Text,
    #[serde(default)]
    pub planned: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfils: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<When>,
    pub cite: Cite,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum Confidence {
    High,
    Medium,
    Low,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    pub claim: Text,
    pub reason: Text,
    pub confidence: Confidence,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_zh: Option<String>,
    pub post: Text,
    pub office: Text,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Person>,
    pub said: When,
    pub text: Text,
    pub about: Vec<String>,
    pub cite: Cite,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contradicted_by: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came: Option<Vec<String>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    pub en: String,
    pub zh: String,
    pub pinyin: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum ZoneKind {
    Convention,
    Business,
    Embassy,
    Services,
    Commerce,
    Education,
    Talent,
    Sport,
    Culture,
    Scenic,
    Industry,
    Government,
    Other,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum Group {
    Report,
    Neighbour,
    Wider,
    Layer,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartOf {
    pub zone: String,
    pub cite: Cite,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    pub id: String,
    pub name: Name,
    pub kind: ZoneKind,
    pub group: Group,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub land_use: Option<String>,
    pub district: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<PartOf>,
    pub scope: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<Ruling>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Reading>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Text>,
}

/// Which figure of a zone is to be used.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    pub figure: String,
    pub reason: String,
    pub by: String,
    pub on: When,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    pub id: String,
    pub name: Name,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<When>,
    pub summary: Text,
    pub cite: Cite,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Reading>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Text>,
}

#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub enum Datum {
    #[default]
    Wgs84,
    Cgcs2000,
    Gcj02,
    Bd09,
    Beijing1954,
    Xian1980,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum EdgeQuality {
    Published,
    Solved,
    Assumed,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    #[serde(default)]
    pub part: usize,
    pub from: usize,
    pub to: usize,
    pub quality: EdgeQuality,
    pub accuracy_m: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub along: Option<Text>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum BoundaryQuality {
    Surveyed,
    Digitised,
    Schematic,
    Point,
}

/// Positions are (longitude, latitude) in degrees. A polygon is its exterior ring, then its holes;
/// the last position of a ring repeats the first.
#[derive(Debug, Serialize, Deserialize)]
pub enum Geometry {
    Polygons(Vec<Vec<Vec<(f64, f64)>>>),
    Point(f64, f64),
}

/// An outline of a zone. Several of one zone are dated outlines, oldest first.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Boundary {
    pub zone: String,
    pub quality: BoundaryQuality,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_m: Option<f64>,
    pub basis: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fitted_to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<When>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_from: Option<When>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Text>,
    #[serde(default)]
    pub source_datum: Datum,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edges: Vec<Edge>,
    pub geometry: Geometry,
}
