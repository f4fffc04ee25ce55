//! The catalogue on a date.
//!
//! Figures and outlines are those that had been stated by then; a status is that of the events that
//! had happened by then, whenever they were reported, since reports often follow by years.

use super::{
    boundary::Boundary,
    date::Day,
    figure::Figure,
    milestone::{Milestone, MilestoneKind},
    zone::Zone,
};

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

/// The status on a day: that of the latest reported event begun by then; of two on one day, the
/// further.
pub fn status(milestones: &[Milestone], day: Day) -> Status {
    milestones
        .iter()
        .filter(|milestone| !milestone.planned && milestone.date.has_begun_on(day))
        .filter_map(|milestone| Some((milestone.date.first, milestone.kind.status()?)))
        .max()
        .map_or(Status::Unknown, |(_, status)| status)
}

impl Figure {
    /// Whether the figure had been stated by the day.
    pub fn is_known_on(&self, day: Day) -> bool {
        self.stated.first <= day
    }
}

impl Zone {
    /// The figure that stands for the zone: a ground area of the zone's own scope that no other
    /// replaces; an exact one before an "about", the one with most digits, then the newest. A ruling
    /// goes before all that.
    pub fn headline(&self) -> Option<&Figure> {
        self.headline_on(Day::MAX)
    }

    /// The headline figure among those stated by the day.
    pub fn headline_on(&self, day: Day) -> Option<&Figure> {
        let known = || self.figures.iter().filter(move |figure| figure.is_known_on(day));
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
                let digits = figure.printed.chars().filter(char::is_ascii_digit).count();
                (figure.precision == super::figure::Precision::Exactly, digits, figure.stated.last)
            })
    }

    /// The newest outline known by the day. An outline without a date was always known.
    pub fn outline_on(&self, day: Day) -> Option<&Boundary> {
        self.boundaries
            .iter()
            .rev()
            .find(|boundary| boundary.known_from.as_ref().is_none_or(|from| from.first <= day))
    }

    /// Whether anything was known of the zone by the day.
    pub fn is_known_on(&self, day: Day) -> bool {
        let dated = self
            .boundaries
            .iter()
            .any(|boundary| boundary.known_from.as_ref().is_some_and(|from| from.first <= day));
        let nothing_dated = self.boundaries.iter().all(|boundary| boundary.known_from.is_none())
            && self.figures.is_empty()
            && self.milestones.is_empty();
        dated
            || nothing_dated
            || self.figures.iter().any(|figure| figure.is_known_on(day))
            || self.milestones.iter().any(|milestone| milestone.date.has_begun_on(day))
    }
}
