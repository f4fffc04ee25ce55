//! The whole document: everything that is known, with its sources.

use super::{
    Bilingual,
    date::{DateWord, Day, EventDate},
    figure::Figure,
    milestone::Milestone,
    scope::Scope,
    source::{Citation, Dating, Grade, Source},
    statement::Statement,
    zone::{Programme, Zone},
};

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Catalogue {
    pub title: Bilingual,
    /// What the plan covers, such as 2021 to 2025.
    pub period: Option<EventDate>,
    /// The catalogue's own version, for pictures and the status line.
    pub version: String,
    pub sources: Vec<Source>,
    pub scopes: Vec<Scope>,
    pub zones: Vec<Zone>,
    pub programmes: Vec<Programme>,
    pub statements: Vec<Statement>,
}

impl Catalogue {
    /// Takes in all records of another catalogue. Its title, period and version count where this
    /// one has none.
    pub fn join(&mut self, other: Self) {
        if self.title == Bilingual::default() {
            self.title = other.title;
        }
        self.period = self.period.take().or(other.period);
        if self.version.is_empty() {
            self.version = other.version;
        }
        self.sources.extend(other.sources);
        self.scopes.extend(other.scopes);
        self.zones.extend(other.zones);
        self.programmes.extend(other.programmes);
        self.statements.extend(other.statements);
    }

    pub fn zone(&self, id: &str) -> Option<&Zone> {
        self.zones.iter().find(|zone| zone.id == id)
    }

    pub fn programme(&self, id: &str) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.id == id)
    }

    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    pub fn scope(&self, id: &str) -> Option<&Scope> {
        self.scopes.iter().find(|scope| scope.id == id)
    }

    /// Every figure, with the id of the zone or programme that holds it.
    pub fn figures(&self) -> impl Iterator<Item = (&str, &Figure)> {
        let of_zones = self.zones.iter().map(|zone| (zone.id.as_str(), &zone.figures));
        let of_programmes =
            self.programmes.iter().map(|programme| (programme.id.as_str(), &programme.figures));
        of_zones
            .chain(of_programmes)
            .flat_map(|(id, figures)| figures.iter().map(move |figure| (id, figure)))
    }

    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures().map(|(_, figure)| figure).find(|figure| figure.id == id)
    }

    /// A milestone that has an id, of a zone or a programme.
    pub fn milestone(&self, id: &str) -> Option<&Milestone> {
        let of_zones = self.zones.iter().map(|zone| &zone.milestones);
        let of_programmes = self.programmes.iter().map(|programme| &programme.milestones);
        of_zones
            .chain(of_programmes)
            .flatten()
            .find(|milestone| milestone.id.as_deref() == Some(id))
    }

    pub fn statements_about<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Statement> {
        self.statements.iter().filter(move |statement| statement.about.iter().any(|at| at == id))
    }

    /// The grade of a cited fact: its own where given, else its source's.
    pub fn grade(&self, cite: &Citation) -> Grade {
        cite.grade
            .or_else(|| self.source(&cite.source).map(|source| source.grade))
            .unwrap_or(Grade::U)
    }

    /// What a date rests on that a fact is said to have been stated at.
    pub fn dating(&self, cite: &Citation, stated: &EventDate) -> Dating {
        let is_placed_by_us = |date: &EventDate| date.word == DateWord::About;
        let undated = self
            .source(&cite.source)
            .is_some_and(|source| source.published.as_ref().is_none_or(is_placed_by_us));
        match stated.word {
            DateWord::About if undated => Dating::Estimated,
            DateWord::By | DateWord::Before | DateWord::After if undated => Dating::Bounded,
            _ => Dating::Stated,
        }
    }

    /// The last day that any dated source covers: "information to …". `None` for a catalogue
    /// without dated sources.
    pub fn information_to(&self) -> Option<Day> {
        self.sources.iter().filter_map(|source| Some(source.published.as_ref()?.last)).max()
    }
}
