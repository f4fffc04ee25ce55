//! What a timeline says: milestones, slips, and what came of what was said.

use super::{citation_after_stated, date, t, t_with};
use crate::model::{
    Lang,
    as_of::AsOf,
    catalogue::Catalogue,
    milestone::Milestone,
    promises::{Outcome, Promise, Said},
    timeline::Slip,
};

/// A milestone in one line: `Oct 2020 (planned): The steel structure is topped out.`
pub fn milestone(lang: Lang, milestone: &Milestone) -> String {
    milestone_with(lang, milestone, None)
}

/// The same with its slip: `31 Aug 2020 (planned Oct 2020, 31 to 61 days early): …`
pub fn milestone_with(
    lang: Lang,
    milestone: &Milestone,
    found: Option<(&Milestone, Slip)>,
) -> String {
    let mut when = date(lang, &milestone.date);
    let planned = milestone.planned.then(|| t(lang, "planned"));
    if let Some(remark) = found.map(|(plan, found)| slip_from(lang, plan, found)).or(planned) {
        when = match lang {
            Lang::En => format!("{when} ({remark})"),
            Lang::Zh => format!("{when}（{remark}）"),
        };
    }
    let text = milestone.text.get(lang);
    match lang {
        Lang::En => format!("{when}: {text}"),
        Lang::Zh => format!("{when}：{text}"),
    }
}

/// What a plan is on a day: planned, planned without a report that it came, or planned and come.
pub fn plan_state(lang: Lang, outcome: &Outcome<'_>) -> String {
    match outcome {
        Outcome::Came { slip: Slip::InTime, .. } => t(lang, "plan-in-time"),
        Outcome::Came { event, .. } => {
            t_with(lang, "plan-came", &[("date", &date(lang, &event.date))])
        }
        Outcome::Since(events) => match events.first() {
            Some(event) => t_with(lang, "plan-reported", &[("date", &date(lang, &event.date))]),
            None => t(lang, "plan-unreported"),
        },
        Outcome::Nothing => t(lang, "plan-unreported"),
        Outcome::Due | Outcome::Description => t(lang, "planned"),
    }
}

/// How an event lies to its plan: `133 to 498 days late`.
pub fn slip(lang: Lang, slip: Slip) -> String {
    let (one, more, least, most) = match slip {
        Slip::InTime => return t(lang, "slip-none"),
        Slip::Early { least, most } => ("slip-early", "slip-early-range", least, most),
        Slip::Late { least, most } => ("slip-late", "slip-late-range", least, most),
    };
    let key = if least == most { one } else { more };
    t_with(lang, key, &[("least", &least.to_string()), ("most", &most.to_string())])
}

/// The same where the plan does not stand beside it: an event's text may name the slip from another plan.
pub fn slip_from(lang: Lang, plan: &Milestone, found: Slip) -> String {
    let values = [("plan", date(lang, &plan.date)), ("slip", slip(lang, found))];
    t_with(lang, "slip-from-plan", &values.each_ref().map(|(key, value)| (*key, value.as_str())))
}

/// The same as a remark to the plan itself: `by this plan 31 to 61 days early`.
pub fn slip_by_this(lang: Lang, found: Slip) -> String {
    t_with(lang, "slip-from-this", &[("slip", &slip(lang, found))])
}

/// Who said what: the speaker, or the source, beside the date on which it was said.
pub fn who_said(lang: Lang, catalogue: &Catalogue, promise: &Promise<'_>) -> String {
    // Nobody is named: the text that says it.
    let by_source = |cite| {
        t_with(lang, "said-by-source", &[("source", &citation_after_stated(lang, catalogue, cite))])
    };
    match promise.said {
        Said::Statement(statement) => match &statement.speaker {
            Some(person) => super::person(lang, person),
            None => by_source(&statement.cite),
        },
        Said::Plan(plan) => by_source(&plan.cite),
    }
}

pub fn what_was_said(lang: Lang, promise: &Promise<'_>) -> String {
    match promise.said {
        Said::Statement(statement) => statement.text.get(lang).to_owned(),
        Said::Plan(plan) => milestone(lang, plan),
    }
}

/// What came of it, in one or more sentences, and what speaks against it.
pub fn outcome(lang: Lang, catalogue: &Catalogue, promise: &Promise<'_>, at: AsOf) -> String {
    // What speaks against it is the same events in other words, or that there were none: said once.
    if let Some(against) = promise.against(catalogue, at) {
        let text = match &promise.outcome {
            Outcome::Since(events) => since(lang, events),
            _ => against.get(lang).to_owned(),
        };
        return t_with(lang, "contradicted", &[("text", &text)]);
    }
    match &promise.outcome {
        Outcome::Came { event, linked, .. } => {
            let came = milestone(lang, event);
            if *linked { came } else { t_with(lang, "outcome-unlinked", &[("text", &came)]) }
        }
        Outcome::Since(events) => since(lang, events),
        Outcome::Description => String::new(),
        Outcome::Due => t(lang, "outcome-due"),
        Outcome::Nothing => {
            let known = catalogue.information_to().map_or(at.day, |known| known.min(at.day));
            t_with(lang, "outcome-nothing", &[("date", &super::day(lang, known))])
        }
    }
}

/// Events one after the other.
fn since(lang: Lang, events: &[&Milestone]) -> String {
    let each: Vec<String> = events.iter().map(|event| milestone(lang, event)).collect();
    each.join(match lang {
        Lang::En => " ",
        Lang::Zh => "",
    })
}

/// The slip, where like is compared with like.
pub fn promise_slip(lang: Lang, promise: &Promise<'_>) -> Option<String> {
    match promise.outcome {
        Outcome::Came { slip: found, .. } => Some(slip(lang, found)),
        Outcome::Since(_) | Outcome::Description | Outcome::Due | Outcome::Nothing => None,
    }
}
