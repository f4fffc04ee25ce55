//! Where a fact comes from. A fact without a source does not exist.

use super::{Bilingual, date::EventDate};

/// How far a source can be trusted, as `facts` are graded: A official, B good press or operator,
/// C fair (encyclopedia, copy of a news text), D low, U unverified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    A,
    B,
    C,
    D,
    U,
}

impl Grade {
    pub fn letter(self) -> char {
        match self {
            Grade::A => 'A',
            Grade::B => 'B',
            Grade::C => 'C',
            Grade::D => 'D',
            Grade::U => 'U',
        }
    }
}

/// A published document.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub id: String,
    pub title: Bilingual,
    pub publisher: Bilingual,
    /// `None` where the document shows no date.
    pub published: Option<EventDate>,
    /// Address of the original publisher, without scheme. `None` where only a copy is known.
    pub url: Option<String>,
    pub grade: Grade,
    /// Where the text was read, if not at its publisher (转引自).
    pub cited_after: Option<Bilingual>,
    pub note: Option<Bilingual>,
}

/// What the date of a fact rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dating {
    /// The source is dated, or the date is that of the event it tells of.
    Stated,
    /// The source shows no date; what it says or when it was read bounds it: after, by.
    Bounded,
    /// The source shows no date; the catalogue places it: about.
    Estimated,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Citation {
    /// Id of the [`Source`].
    pub source: String,
    /// Paragraph, page or caption. For an article: body paragraph, the photo caption not counted.
    pub locator: Option<Bilingual>,
    /// The grade of this fact where it differs from its source's.
    pub grade: Option<Grade>,
}
