//! A project zone, and a programme: a task with no shape.

use super::{
    Bilingual, Text, boundary::Boundary, date::EventDate, figure::Figure, milestone::Milestone,
    ruling::Ruling, source::Citation, statement::Reading,
};

/// Names in both languages. Search also uses `also`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    pub en: Text,
    pub zh: Text,
    /// Hanyu Pinyin with tone marks.
    pub pinyin: Text,
    /// Short names for the map and the list; the full names where absent.
    pub short: Option<Bilingual>,
    pub also: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// Not said.
    Other,
}

/// Where a zone stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Named in the report the catalogue is about.
    Report,
    /// Parts, neighbours and forerunners of those.
    Neighbour,
    /// Other areas of the wider plan.
    Wider,
    /// Read from a layer that says nothing of the report.
    Layer,
}

/// That a zone is a stated part of another.
#[derive(Debug, Clone, PartialEq)]
pub struct PartOf {
    pub zone: String,
    pub cite: Citation,
}

/// A project zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    pub id: String,
    pub name: Name,
    pub kind: ZoneKind,
    pub group: Group,
    /// Code of the 2023 national land-use classes, such as `1502`, with a note where it is assumed.
    pub land_use: Option<String>,
    pub district: Bilingual,
    pub part_of: Option<PartOf>,
    /// Id of the scope that the outline and the headline figure are about.
    pub scope: Text,
    /// Newest last.
    pub boundaries: Vec<Boundary>,
    pub figures: Vec<Figure>,
    /// Which figure is to be used, where that was decided.
    pub ruling: Option<Ruling>,
    pub milestones: Vec<Milestone>,
    pub readings: Vec<Reading>,
    pub notes: Vec<Bilingual>,
    /// What the file of a layer says of it beyond that.
    pub fields: Vec<Field>,
}

/// A field of a layer's file that the program does not take further: its name and value as they stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub key: Text,
    pub value: Text,
}

/// A task with no shape: the plan, the Games, medical services.
#[derive(Debug, Clone, PartialEq)]
pub struct Programme {
    pub id: String,
    pub name: Name,
    pub period: Option<EventDate>,
    pub summary: Bilingual,
    pub cite: Citation,
    pub figures: Vec<Figure>,
    pub milestones: Vec<Milestone>,
    pub readings: Vec<Reading>,
    pub notes: Vec<Bilingual>,
}
