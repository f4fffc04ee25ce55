//! The catalogue on a date, by one of two clocks: what was known then, and what was true then as far
//! as is known now.
//!
//! A figure or an outline that does not say when it holds counts from the day it was stated by either
//! clock: a plan is not true before it is made. Dates of limited precision count from their first day.

use super::{
    boundary::Boundary,
    catalogue::Catalogue,
    date::{Day, EventDate},
    figure::Figure,
    milestone::{Milestone, MilestoneKind},
    zone::Zone,
};

/// By whose knowledge a date is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Clock {
    /// Nothing that was stated later.
    Known,
    /// All that is known now, about then.
    #[default]
    True,
}

/// A day and the clock by which it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AsOf {
    pub day: Day,
    pub clock: Clock,
}

impl AsOf {
    pub fn new(day: Day, clock: Clock) -> Self {
        Self { day, clock }
    }
}

impl From<Day> for AsOf {
    /// What was true on the day.
    fn from(day: Day) -> Self {
        Self::new(day, Clock::True)
    }
}

/// Where a project stands. Derived from dated events, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Nothing is known by the date.
    Unknown,
    Proposed,
    PlanDrafted,
    Approved,
    SiteCleared,
    UnderConstruction,
    ToppedOut,
    Completed,
    InOperation,
}

impl Status {
    /// The name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Status::Unknown => "unknown",
            Status::Proposed => "proposed",
            Status::PlanDrafted => "plan drafted",
            Status::Approved => "approved",
            Status::SiteCleared => "site cleared",
            Status::UnderConstruction => "under construction",
            Status::ToppedOut => "topped out",
            Status::Completed => "completed",
            Status::InOperation => "in operation",
        }
    }
}

impl MilestoneKind {
    /// The status a zone has once this has happened. `None` for events that do not change it.
    pub fn status(self) -> Option<Status> {
        match self {
            MilestoneKind::Proposed => Some(Status::Proposed),
            MilestoneKind::PlanDrafted => Some(Status::PlanDrafted),
            MilestoneKind::Approved => Some(Status::Approved),
            MilestoneKind::SiteCleared => Some(Status::SiteCleared),
            MilestoneKind::ConstructionStarted => Some(Status::UnderConstruction),
            MilestoneKind::ToppedOut => Some(Status::ToppedOut),
            MilestoneKind::Completed => Some(Status::Completed),
            MilestoneKind::Opened => Some(Status::InOperation),
            MilestoneKind::Event | MilestoneKind::Expansion | MilestoneKind::Report => None,
        }
    }
}

/// The status on a date: that of the latest reported event begun by then; of two on one day, the
/// further.
pub fn status(catalogue: &Catalogue, milestones: &[Milestone], at: AsOf) -> Status {
    status_from(catalogue, milestones, at).map_or(Status::Unknown, |(_, status)| status)
}

/// The same with the date of the event; `None` where no status is known.
pub fn status_from<'a>(
    catalogue: &Catalogue,
    milestones: &'a [Milestone],
    at: AsOf,
) -> Option<(&'a EventDate, Status)> {
    milestones
        .iter()
        .filter(|milestone| catalogue.has_happened(milestone, at))
        .filter_map(|milestone| Some((&milestone.date, milestone.kind.status()?)))
        .max_by_key(|(date, status)| (date.first, *status))
}

impl Catalogue {
    /// The day from which a milestone was known: when it was stated, else when its source appeared. A
    /// source without a date proves nothing earlier than the newest source of the catalogue.
    pub fn stated_from(&self, milestone: &Milestone) -> Day {
        let source = || self.source(&milestone.cite.source)?.published.as_ref();
        milestone
            .stated
            .as_ref()
            .or_else(source)
            .map_or_else(|| self.information_to().unwrap_or(Day::MIN), |date| date.first)
    }

    /// Whether an event had begun on a date, as that clock sees it. A plan never has.
    pub fn has_happened(&self, milestone: &Milestone, at: AsOf) -> bool {
        !milestone.planned && self.is_seen(milestone, at)
    }

    /// Whether a milestone belongs to the picture of a date: a plan that had been made, an event that
    /// had begun and, by what was known, been reported.
    pub fn is_seen(&self, milestone: &Milestone, at: AsOf) -> bool {
        let stated = || self.stated_from(milestone) <= at.day;
        if milestone.planned {
            return stated();
        }
        milestone.date.has_begun_on(at.day) && (at.clock == Clock::True || stated())
    }
}

impl Figure {
    /// Whether the figure holds on the date: stated by then or, by what was true, about then. One that
    /// was stated without a time of its own holds from then on.
    pub fn is_known_on(&self, at: impl Into<AsOf>) -> bool {
        let at = at.into();
        match (at.clock, &self.valid) {
            (Clock::True, Some(valid)) => valid.has_begun_on(at.day),
            (Clock::Known, _) | (Clock::True, None) => self.stated.first <= at.day,
        }
    }
}

impl Boundary {
    /// Whether the outline holds on the date, as a figure does. One without a date always does.
    pub fn is_known_on(&self, at: AsOf) -> bool {
        match (at.clock, &self.valid, &self.known_from) {
            (Clock::True, Some(valid), _) => valid.has_begun_on(at.day),
            (_, _, Some(from)) => from.first <= at.day,
            (Clock::Known, _, None) | (Clock::True, None, None) => true,
        }
    }
}

impl Zone {
    /// The figure that stands for the zone: a ground area of the zone's own scope that no other
    /// replaces; an exact one before an "about", the one with most digits, then the newest. A ruling
    /// goes before all that.
    pub fn headline(&self) -> Option<&Figure> {
        self.headline_on(Day::MAX)
    }

    /// The headline figure among those that hold on the date.
    pub fn headline_on(&self, at: impl Into<AsOf>) -> Option<&Figure> {
        let at = at.into();
        let known = || self.figures.iter().filter(move |figure| figure.is_known_on(at));
        let ruled = self.ruling.as_ref().and_then(|ruling| {
            known().find(|figure| figure.id == ruling.figure && figure.quantity.is_ground_area())
        });
        if ruled.is_some() {
            return ruled;
        }
        known()
            .filter(|figure| figure.scope == self.scope && figure.quantity.is_ground_area())
            .filter(|figure| {
                !known().any(|newer| newer.supersedes.as_deref() == Some(figure.id.as_str()))
            })
            .max_by_key(|figure| {
                let exact = figure.precision == super::figure::Precision::Exactly;
                let digits = figure.printed.chars().filter(char::is_ascii_digit).count();
                // Of texts without a date a dated one is the better witness, however few its digits.
                (exact, figure.stated.is_plain(), digits, figure.stated.last)
            })
    }

    /// The newest outline that holds on the date.
    pub fn outline_on(&self, at: impl Into<AsOf>) -> Option<&Boundary> {
        let at = at.into();
        self.boundaries.iter().rev().find(|boundary| boundary.is_known_on(at))
    }

    /// Whether anything was known of the zone, or true of it, on the date.
    pub fn is_known_on(&self, catalogue: &Catalogue, at: impl Into<AsOf>) -> bool {
        let at = at.into();
        let is_dated =
            |outline: &&Boundary| outline.known_from.is_some() || outline.valid.is_some();
        let nothing_dated = !self.boundaries.iter().any(|outline| is_dated(&outline))
            && self.figures.is_empty()
            && self.milestones.is_empty();
        nothing_dated
            || self.boundaries.iter().filter(is_dated).any(|outline| outline.is_known_on(at))
            || self.figures.iter().any(|figure| figure.is_known_on(at))
            || self.milestones.iter().any(|milestone| catalogue.is_seen(milestone, at))
    }
}
