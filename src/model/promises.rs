//! Said and done: each plan and each statement beside what came of it.

use super::{
    Bilingual,
    as_of::{AsOf, Clock},
    catalogue::Catalogue,
    date::Day,
    milestone::{Milestone, MilestoneKind},
    statement::Statement,
    timeline::Slip,
};

/// What was said.
#[derive(Debug, Clone, Copy)]
pub enum Said<'a> {
    Plan(&'a Milestone),
    Statement(&'a Statement),
}

/// What came of it, as far as is known on a date.
#[derive(Debug, Clone)]
pub enum Outcome<'a> {
    /// What was planned happened. `linked` where a source or we tie the two together; else it is the one
    /// event of the kind, which may carry out another plan.
    Came { event: &'a Milestone, slip: Slip, linked: bool },
    /// What the catalogue has of it since.
    Since(Vec<&'a Milestone>),
    /// Nothing was announced: what was said describes.
    Description,
    /// Its time is not over.
    Due,
    /// Its time is over, or it has none, and nothing is reported.
    Nothing,
}

/// A line of the table of said and done.
#[derive(Debug, Clone)]
pub struct Promise<'a> {
    /// Id of the zone or programme.
    pub about: &'a str,
    /// When it was said.
    pub on: Day,
    pub said: Said<'a>,
    pub outcome: Outcome<'a>,
}

/// What had been said of a zone or programme by the date, the earliest first.
pub fn promises<'a>(
    catalogue: &'a Catalogue,
    about: &'a str,
    milestones: &'a [Milestone],
    at: AsOf,
) -> Vec<Promise<'a>> {
    let plans = milestones.iter().filter(|plan| plan.planned).map(|plan| Promise {
        about,
        on: catalogue.stated_from(plan),
        said: Said::Plan(plan),
        outcome: plan_outcome(catalogue, milestones, plan, at),
    });
    let statements = catalogue.statements_about(about).map(|statement| Promise {
        about,
        on: statement.said.first,
        said: Said::Statement(statement),
        outcome: statement_outcome(catalogue, statement, at),
    });
    let mut all: Vec<Promise<'a>> =
        plans.chain(statements).filter(|promise| promise.on <= at.day).collect();
    all.sort_by_key(|promise| promise.on);
    all
}

/// What came of a plan, as far as is known on a date.
pub fn plan_outcome<'a>(
    catalogue: &'a Catalogue,
    milestones: &'a [Milestone],
    plan: &Milestone,
    at: AsOf,
) -> Outcome<'a> {
    let happened = |event: &&Milestone| catalogue.has_happened(event, at);
    let linked = milestones
        .iter()
        .filter(happened)
        .find(|event| plan.id.is_some() && event.fulfils == plan.id);
    if let Some(event) = linked {
        // Like is compared with like only.
        if event.kind != plan.kind {
            return Outcome::Since(vec![event]);
        }
        return Outcome::Came { event, slip: Slip::between(&plan.date, &event.date), linked: true };
    }
    let mut like = milestones.iter().filter(happened).filter(|event| {
        event.kind == plan.kind && happens_once(plan.kind) && event.date.last >= plan.date.first
    });
    match (like.next(), like.next()) {
        (Some(event), None) => {
            Outcome::Came { event, slip: Slip::between(&plan.date, &event.date), linked: false }
        }
        _ if plan.date.is_past_on(at.day) => Outcome::Nothing,
        _ => Outcome::Due,
    }
}

/// Whether a project has one event of the kind: it opens once, and is visited often.
fn happens_once(kind: MilestoneKind) -> bool {
    matches!(
        kind,
        MilestoneKind::ConstructionStarted
            | MilestoneKind::ToppedOut
            | MilestoneKind::Completed
            | MilestoneKind::Opened
    )
}

fn statement_outcome<'a>(
    catalogue: &'a Catalogue,
    statement: &'a Statement,
    at: AsOf,
) -> Outcome<'a> {
    let Some(came) = &statement.came else { return Outcome::Description };
    let came: Vec<&Milestone> = came
        .iter()
        .filter_map(|id| catalogue.milestone(id))
        .filter(|event| catalogue.is_seen(event, at))
        .collect();
    if came.is_empty() { Outcome::Nothing } else { Outcome::Since(came) }
}

impl Promise<'_> {
    /// What other sources say against it, as far as that is known on the date.
    pub fn against(&self, catalogue: &Catalogue, at: AsOf) -> Option<&Bilingual> {
        let Said::Statement(statement) = self.said else { return None };
        statement.against(catalogue, at)
    }
}

impl Statement {
    /// What other sources say against it. That has no date of its own: it is known now.
    pub fn against(&self, catalogue: &Catalogue, at: AsOf) -> Option<&Bilingual> {
        let known_now = catalogue.information_to().is_none_or(|known| known <= at.day);
        self.contradicted_by.as_ref().filter(|_| at.clock == Clock::True || known_now)
    }
}
