//! A dated event of a zone or programme.

use super::{Bilingual, date::EventDate, source::Citation};

/// What kind of event it is. The order of the first variants is the ladder of project status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MilestoneKind {
    /// Named in a plan, speech or report.
    Proposed,
    /// A plan is being drawn up.
    PlanDrafted,
    Approved,
    SiteCleared,
    ConstructionStarted,
    ToppedOut,
    /// Completion and acceptance of the works.
    Completed,
    Opened,
    /// A conference, a Games, a visit: does not change the status.
    Event,
    /// Enlargement or conversion of what is already open: does not change the status.
    Expansion,
    /// A source describes the state of things: does not change the status.
    Report,
}

/// A dated event.
#[derive(Debug, Clone, PartialEq)]
pub struct Milestone {
    /// Present where another milestone refers to it.
    pub id: Option<String>,
    pub date: EventDate,
    pub kind: MilestoneKind,
    pub text: Bilingual,
    /// Announced for this date, not reported to have happened on it.
    pub planned: bool,
    /// Id of the planned milestone that this one carries out.
    pub fulfils: Option<String>,
    /// When it became known; the publication date of the source where absent.
    pub stated: Option<EventDate>,
    pub cite: Citation,
}
