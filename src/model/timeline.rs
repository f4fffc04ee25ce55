//! What a timeline shows of one zone or programme: phases in lanes, ends as soft as their dates, and
//! how far an event slipped from its plan. Not here: pixels.

use super::{
    as_of::{AsOf, Status},
    catalogue::Catalogue,
    date::{DateWord, Day, EventDate},
    milestone::Milestone,
};

/// Days within which something happened, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub first: Day,
    pub last: Day,
}

/// How far a date reaches where its word leaves one side open; a drawing's convention, no statement.
const OPEN_DAYS: i64 = 365;

impl Span {
    /// The days that a date may mean; after "by" those before it too, as far as [`OPEN_DAYS`].
    pub fn of(date: &EventDate) -> Self {
        let (first, last) = (date.first, date.last);
        match date.word {
            DateWord::On => Self { first, last },
            DateWord::By | DateWord::Before => Self { first: later(last, -OPEN_DAYS), last },
            DateWord::After => Self { first, last: later(last, OPEN_DAYS) },
            DateWord::About => {
                let half = (days(first, last) / 2).max(15);
                Self { first: later(first, -half), last: later(last, half) }
            }
        }
    }
}

/// Days from one day to another; negative if the other is earlier.
pub fn days(from: Day, to: Day) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// The day so many days later, or the last that there is.
pub fn later(day: Day, days: i64) -> Day {
    day.saturating_add(jiff::Span::new().days(days.clamp(-4_000_000, 4_000_000)))
}

/// A stretch of one status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    pub status: Status,
    pub from: Span,
    pub to: Span,
    /// Phases whose dates overlap lie in different lanes.
    pub lane: usize,
    /// Whether it belongs to the date looked at.
    pub seen: bool,
}

/// The phases of reported events, each until the next; the last one until `end`.
pub fn phases(catalogue: &Catalogue, milestones: &[Milestone], at: AsOf, end: Day) -> Vec<Phase> {
    let mut steps: Vec<(&Milestone, Status)> = milestones
        .iter()
        .filter(|milestone| !milestone.planned)
        .filter_map(|milestone| Some((milestone, milestone.kind.status()?)))
        .collect();
    steps.sort_by_key(|(milestone, status)| (milestone.date.first, *status));
    // The same status said twice is one phase.
    steps.dedup_by_key(|(_, status)| *status);
    let mut ends: Vec<Day> = Vec::new();
    let mut phases = Vec::new();
    for (number, (milestone, status)) in steps.iter().enumerate() {
        let from = Span::of(&milestone.date);
        let until = Span { first: end.max(from.last), last: end.max(from.last) };
        let to = steps.get(number + 1).map_or(until, |(next, _)| Span::of(&next.date));
        let free = ends.iter().position(|taken| *taken <= from.first);
        let lane = free.unwrap_or(ends.len());
        if lane == ends.len() {
            ends.push(to.last);
        } else {
            ends[lane] = to.last;
        }
        let seen = catalogue.has_happened(milestone, at);
        phases.push(Phase { status: *status, from, to, lane, seen });
    }
    phases
}

/// How an event lies to its plan. Days; where a date is imprecise, the least and the most they can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    Early {
        least: i64,
        most: i64,
    },
    /// Within what the dates tell.
    InTime,
    Late {
        least: i64,
        most: i64,
    },
}

impl Slip {
    /// A plan "by" a date is kept by anything before it too, one "after" a date by anything after.
    pub fn between(plan: &EventDate, came: &EventDate) -> Self {
        let open_before = matches!(plan.word, DateWord::By | DateWord::Before);
        let open_after = plan.word == DateWord::After;
        if came.first > plan.last && !open_after {
            let start = if open_before { plan.last } else { plan.first };
            Slip::Late { least: days(plan.last, came.first), most: days(start, came.last) }
        } else if came.last < plan.first && !open_before {
            // An event "by" a date may have come at any time before.
            let most = days(came.first, plan.last);
            Slip::Early { least: days(came.last, plan.first), most }
        } else {
            Slip::InTime
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bilingual, milestone::MilestoneKind, source::Citation};

    #[track_caller]
    fn check(plan: &str, came: &str, expected: Slip) {
        let date = |text: &str| text.parse::<EventDate>().expect("a date");
        assert_eq!(Slip::between(&date(plan), &date(came)), expected, "{plan} and {came}");
    }

    #[test]
    fn slips_keep_to_what_the_dates_tell() {
        check("2024", "2025-05-13", Slip::Late { least: 133, most: 498 });
        check("2025", "2025-05-13", Slip::InTime);
        check("2020-10", "2020-08-31", Slip::Early { least: 31, most: 61 });
        check("by 2024-12-31", "2024-11", Slip::InTime);
        check("by 2024-12-31", "2025-01-10", Slip::Late { least: 10, most: 10 });
        check("by 2024-12-31", "1999", Slip::InTime);
        check("after 2024", "2030", Slip::InTime);
        check("after 2024-01-01", "2023-12-31", Slip::Early { least: 1, most: 1 });
    }

    fn milestone(date: &str, kind: MilestoneKind) -> Milestone {
        Milestone {
            id: None,
            date: date.parse().expect("a date"),
            kind,
            text: Bilingual::new("", ""),
            planned: false,
            fulfils: None,
            stated: Some("2000".parse().expect("a date")),
            cite: Citation { source: "s".to_owned(), locator: None, grade: None },
        }
    }

    #[test]
    fn phases_that_overlap_lie_in_different_lanes() {
        let milestones = [
            milestone("2012", MilestoneKind::Approved),
            milestone("2016-01-10", MilestoneKind::SiteCleared),
            milestone("by 2020-09-27", MilestoneKind::ConstructionStarted),
            milestone("by 2023-06-26", MilestoneKind::ConstructionStarted),
        ];
        let day = |text: &str| text.parse::<EventDate>().expect("a date").last;
        let at = AsOf::from(day("2018"));
        let phases = phases(&Catalogue::default(), &milestones, at, day("2026"));
        let lanes: Vec<usize> = phases.iter().map(|phase| phase.lane).collect();
        // Cleared on a known day, so in the first lane; begun some time before, so beside it.
        assert_eq!(lanes, [0, 0, 1]);
        assert_eq!(phases[2].from.first, day("2019-09-28"), "a year is drawn open");
        assert_eq!(phases[2].to.last, day("2026"));
        assert_eq!(phases.iter().map(|phase| phase.seen).collect::<Vec<_>>(), [true, true, false]);
    }
}
