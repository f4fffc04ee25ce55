//! What somebody said or a document claims, and what we read into it.

use super::{Bilingual, date::EventDate, source::Citation};

/// A person named in a source. Hanzi only where a source gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    pub name_zh: Option<String>,
    pub post: Bilingual,
    pub office: Bilingual,
}

/// A claim with its author, restated in our own words.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub id: String,
    /// `None` where the document itself makes the claim.
    pub speaker: Option<Person>,
    pub said: EventDate,
    pub text: Bilingual,
    /// Ids of the zones and programmes it is about.
    pub about: Vec<String>,
    pub cite: Citation,
    /// What other sources say against it.
    pub contradicted_by: Option<Bilingual>,
    /// Ids of the milestones that tell what came of it; none where nothing was found. `None` for what
    /// only describes.
    pub came: Option<Vec<String>>,
}

/// How sure we are of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    High,
    Medium,
    Low,
}

/// Something we infer. It is always shown as ours.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub claim: Bilingual,
    pub reason: Bilingual,
    pub confidence: Confidence,
}
