//! Said and done as a table: each statement and plan beside what came of it.

use crate::{
    model::{
        Lang,
        as_of::AsOf,
        catalogue::Catalogue,
        milestone::Milestone,
        promises::{Outcome, Promise, Said, promises},
        timeline::Slip,
    },
    words,
};

/// One line of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct SaidRow {
    /// Id of the zone or programme.
    pub id: String,
    pub about: String,
    pub on: String,
    pub who: String,
    pub what: String,
    pub outcome: String,
    /// Empty where like cannot be compared with like.
    pub slip: String,
    /// Later than planned, or spoken against.
    pub is_bad: bool,
    pub source: String,
}

/// The lines of the zones with these indices and of the programmes, or of what is selected alone; the
/// earliest first.
pub fn said_rows(
    catalogue: &Catalogue,
    indices: &[usize],
    selected: Option<&str>,
    (lang, at): (Lang, AsOf),
) -> Vec<SaidRow> {
    let zones = catalogue.zones.iter().enumerate();
    let zones = zones.filter(|(index, zone)| match selected {
        Some(id) => zone.id == id,
        None => indices.contains(index),
    });
    let programmes = catalogue
        .programmes
        .iter()
        .filter(|programme| selected.is_none_or(|id| programme.id == id))
        .map(|programme| (&programme.id, programme.name.short(lang), &programme.milestones));
    let owners = zones.map(|(_, zone)| (&zone.id, zone.name.short(lang), &zone.milestones));
    let has_any = |(id, _, milestones): &(&String, &str, &Vec<Milestone>)| {
        !milestones.is_empty() || catalogue.statements_about(id).next().is_some()
    };
    let mut rows: Vec<(crate::model::date::Day, SaidRow)> = Vec::new();
    for (id, name, milestones) in owners.chain(programmes).filter(has_any) {
        for promise in promises(catalogue, id, milestones, at) {
            // A statement about several zones stands once, at the first.
            let is_first = match promise.said {
                Said::Statement(statement) => {
                    selected.is_some() || statement.about.first() == Some(id)
                }
                Said::Plan(_) => true,
            };
            if is_first {
                rows.push((promise.on, row(catalogue, name, &promise, (lang, at))));
            }
        }
    }
    rows.sort_by_key(|(on, _)| *on);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn row(
    catalogue: &Catalogue,
    name: &str,
    promise: &Promise<'_>,
    (lang, at): (Lang, AsOf),
) -> SaidRow {
    let cite = match promise.said {
        Said::Statement(statement) => &statement.cite,
        Said::Plan(plan) => &plan.cite,
    };
    let on = match promise.said {
        Said::Statement(statement) => words::stated(lang, catalogue, cite, &statement.said),
        Said::Plan(plan) => match &plan.stated {
            Some(stated) => words::stated(lang, catalogue, cite, stated),
            None => words::day(lang, promise.on),
        },
    };
    let late = matches!(promise.outcome, Outcome::Came { slip: Slip::Late { .. }, .. });
    SaidRow {
        id: promise.about.to_owned(),
        about: name.to_owned(),
        on,
        who: words::who_said(lang, catalogue, promise),
        what: words::what_was_said(lang, promise),
        outcome: words::outcome(lang, catalogue, promise, at),
        slip: words::promise_slip(lang, promise).unwrap_or_default(),
        is_bad: late || promise.against(catalogue, at).is_some(),
        source: words::citation(lang, catalogue, cite),
    }
}
