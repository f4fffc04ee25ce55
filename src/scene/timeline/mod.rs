//! The timeline as rows along an axis, for the window and for pictures alike.

mod axis;
mod list;
mod page;
mod rows;

pub use axis::{Axis, Tick};
pub use page::{TimelineInput, timeline_page};
pub use rows::mark_radius;

use std::collections::BTreeMap;

use crate::{
    model::{
        Lang,
        as_of::{AsOf, Status, status},
        catalogue::Catalogue,
        date::{Day, EventDate},
        milestone::Milestone,
        promises::{Outcome, plan_outcome},
        timeline::{Phase, Slip, Span, phases},
        zone::Zone,
    },
    words,
};

/// What the rows are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Grouping {
    /// Zones, then programmes.
    #[default]
    None,
    District,
    Kind,
    Status,
}

impl Grouping {
    pub const ALL: [Grouping; 4] =
        [Grouping::None, Grouping::District, Grouping::Kind, Grouping::Status];

    /// The key of its name in the words.
    pub fn key(self) -> &'static str {
        match self {
            Grouping::None => "grouping-none",
            Grouping::District => "column-district",
            Grouping::Kind => "column-kind",
            Grouping::Status => "column-status",
        }
    }
}

/// A plan and how far what came of it slipped.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    pub milestone: &'a Milestone,
    pub span: Span,
    /// The event that carries it out, where both are of a kind and that had happened.
    pub came: Option<(&'a Milestone, Slip)>,
    pub seen: bool,
}

/// A zone or programme.
#[derive(Debug, Clone)]
pub struct TimeRow<'a> {
    pub id: &'a str,
    pub name: &'a str,
    /// In the catalogue; `None` for a programme.
    pub zone: Option<usize>,
    pub period: Option<&'a EventDate>,
    pub phases: Vec<Phase>,
    pub plans: Vec<Plan<'a>>,
    /// Reported events, and whether each belongs to the date looked at.
    pub events: Vec<(&'a Milestone, bool)>,
}

impl TimeRow<'_> {
    /// The plan that an event carries out, and how far it slipped from that.
    pub fn slip_of(&self, event: &Milestone) -> Option<(&Milestone, Slip)> {
        self.plans.iter().find_map(|plan| {
            let (_, slip) = plan.came.filter(|(came, _)| std::ptr::eq(*came, event))?;
            Some((plan.milestone, slip))
        })
    }

    /// Lanes of reported phases; at least one, for the events.
    pub fn lanes(&self) -> usize {
        self.phases.iter().map(|phase| phase.lane + 1).max().unwrap_or(1)
    }
}

/// An event or a plan of a row, to be told in words.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    pub milestone: &'a Milestone,
    /// Whether it belongs to the date looked at.
    pub seen: bool,
    /// How the event lies to its plan, or the plan to what came of it.
    pub slip: Option<String>,
}

impl<'a> TimeRow<'a> {
    /// All events and plans in the order of their dates.
    pub fn told(&self, lang: Lang) -> Vec<Told<'a>> {
        let events = self.events.iter().map(|(milestone, seen)| Told {
            milestone,
            seen: *seen,
            slip: self.slip_of(milestone).map(|(plan, slip)| words::slip_from(lang, plan, slip)),
        });
        let plans = self.plans.iter().map(|plan| Told {
            milestone: plan.milestone,
            seen: plan.seen,
            slip: plan.came.map(|(_, slip)| words::slip_by_this(lang, slip)),
        });
        let mut told: Vec<Told<'a>> = events.chain(plans).collect();
        told.sort_by_key(|told| (told.milestone.date.first, told.milestone.date.last));
        told
    }
}

impl Told<'_> {
    /// The date; of a plan it says so.
    pub fn date(&self, lang: Lang) -> String {
        let date = words::date(lang, &self.milestone.date);
        if self.milestone.planned {
            words::with_remark(lang, &date, &words::t(lang, "planned"))
        } else {
            date
        }
    }
}

/// Rows under one heading.
#[derive(Debug, Clone)]
pub struct TimeGroup<'a> {
    pub title: Option<String>,
    pub rows: Vec<TimeRow<'a>>,
}

/// The rows of the zones that are shown, and of the programmes if wanted.
pub fn time_groups<'a>(
    catalogue: &'a Catalogue,
    (lang, grouping, at): (Lang, Grouping, AsOf),
    shown: impl Fn(usize) -> bool,
    with_programmes: bool,
) -> Vec<TimeGroup<'a>> {
    let end = catalogue.information_to().unwrap_or(at.day);
    let row = |id: &'a str, name: &'a str, zone, milestones: &'a [Milestone]| TimeRow {
        id,
        name,
        zone,
        period: None,
        phases: phases(catalogue, milestones, at, end),
        plans: plans(catalogue, milestones, at),
        events: milestones
            .iter()
            .filter(|milestone| !milestone.planned)
            .map(|milestone| (milestone, catalogue.has_happened(milestone, at)))
            .collect(),
    };
    let zones = catalogue
        .zones
        .iter()
        .enumerate()
        .filter(|(index, zone)| shown(*index) && !zone.milestones.is_empty());
    let mut groups: BTreeMap<(usize, String), Vec<TimeRow<'a>>> = BTreeMap::new();
    for (index, zone) in zones {
        let key = group_of(catalogue, zone, (lang, grouping, at));
        let row = row(&zone.id, zone.name.short(lang), Some(index), &zone.milestones);
        groups.entry(key).or_default().push(row);
    }
    if with_programmes && !catalogue.programmes.is_empty() {
        let title = match grouping {
            Grouping::None => String::new(),
            _ => words::t(lang, "programmes"),
        };
        let rows = catalogue.programmes.iter().map(|programme| TimeRow {
            period: programme.period.as_ref(),
            ..row(&programme.id, programme.name.short(lang), None, &programme.milestones)
        });
        groups.insert((usize::MAX, title), rows.collect());
    }
    groups
        .into_iter()
        .map(|((_, title), rows)| TimeGroup { title: (!title.is_empty()).then_some(title), rows })
        .collect()
}

/// The place and title of a zone's group.
fn group_of(
    catalogue: &Catalogue,
    zone: &Zone,
    (lang, grouping, at): (Lang, Grouping, AsOf),
) -> (usize, String) {
    match grouping {
        Grouping::None => (0, String::new()),
        Grouping::District => (0, zone.district.get(lang).to_owned()),
        Grouping::Kind => (0, words::kind(lang, zone.kind)),
        Grouping::Status => {
            let status = status(catalogue, &zone.milestones, at);
            // The farthest first, the unknown last.
            (Status::InOperation as usize - status as usize, words::status(lang, status))
        }
    }
}

fn plans<'a>(catalogue: &'a Catalogue, milestones: &'a [Milestone], at: AsOf) -> Vec<Plan<'a>> {
    let plans = milestones.iter().filter(|milestone| milestone.planned);
    plans
        .map(|milestone| Plan {
            milestone,
            span: Span::of(&milestone.date),
            came: match plan_outcome(catalogue, milestones, milestone, at) {
                Outcome::Came { event, slip, linked: true } => Some((event, slip)),
                Outcome::Came { .. }
                | Outcome::Since(_)
                | Outcome::Description
                | Outcome::Due
                | Outcome::Nothing => None,
            },
            seen: catalogue.is_seen(milestone, at),
        })
        .collect()
}

/// The axis of all rows: from the start of the year of the first event to a year after today. Earlier
/// history is named in the inspector; here it would press the plan together.
pub fn whole_axis(groups: &[TimeGroup<'_>], until: Day) -> Axis {
    const EARLIEST_YEAR: i16 = 2005;
    let rows = || groups.iter().flat_map(|group| &group.rows);
    let events = rows().flat_map(|row| &row.events).map(|(event, _)| event.date.first.year());
    let plans = rows().flat_map(|row| &row.plans).map(|plan| plan.milestone.date.first.year());
    let first = events.chain(plans).min().unwrap_or(2010).clamp(EARLIEST_YEAR, 2090);
    let last = until.year().clamp(first, 2098) + 1;
    Axis::new(Day::constant(first, 1, 1), Day::constant(last, 1, 1))
}

/// How strong a status is drawn: plans light, works full, use in between.
pub fn strength(status: Status) -> f32 {
    match status {
        Status::Unknown => 0.0,
        Status::Proposed | Status::PlanDrafted | Status::Approved => 0.25,
        Status::SiteCleared => 0.4,
        Status::UnderConstruction | Status::ToppedOut => 1.0,
        Status::Completed => 0.7,
        Status::InOperation => 0.45,
    }
}

/// How strong is drawn what does not belong to the date looked at.
pub const UNSEEN: f32 = 0.35;
