//! `diff`: what changed between two catalogues.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Outcome, OutputFormat, load,
    table::{Align, csv, table},
};
use crate::{
    model::{Lang, catalogue::Catalogue, measure, milestone::Milestone, units::KM2_M2, zone::Zone},
    words,
};

#[derive(Debug, Args)]
pub struct DiffArguments {
    /// The earlier catalogue or layer.
    old: PathBuf,
    /// The later one; without it, the embedded catalogue.
    new: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "table")]
    format: OutputFormat,
}

/// One change. The keys are stable.
#[derive(Debug, Serialize)]
struct Row {
    /// Id of a zone or programme; of a source where `what` is `source`.
    at: String,
    what: &'static str,
    /// `added`, `removed`, `changed`.
    change: &'static str,
    /// Id of the figure, else a text that tells the record; empty for the zone itself.
    id: String,
    old: Option<String>,
    new: Option<String>,
}

/// Exit code 1 says that something has changed.
pub fn run(arguments: &DiffArguments) -> Result<Outcome> {
    let old = load(std::slice::from_ref(&arguments.old))?;
    let new = load(&arguments.new.iter().cloned().collect::<Vec<_>>())?;
    let changes = changes(&old, &new);
    let columns = ["at", "what", "change", "id", "old", "new"];
    let rows = || -> Vec<Vec<String>> {
        changes
            .iter()
            .map(|change| {
                vec![
                    change.at.clone(),
                    change.what.to_owned(),
                    change.change.to_owned(),
                    change.id.clone(),
                    change.old.clone().unwrap_or_default(),
                    change.new.clone().unwrap_or_default(),
                ]
            })
            .collect()
    };
    let text = match arguments.format {
        OutputFormat::Json => serde_json::to_string_pretty(&changes)? + "\n",
        OutputFormat::Csv => csv(&columns, &rows()),
        OutputFormat::Table if changes.is_empty() => "nothing has changed\n".to_owned(),
        OutputFormat::Table => table(&columns.map(|name| (name, Align::Left)), &rows()),
    };
    super::print(&text)?;
    Ok(if changes.is_empty() { Outcome::Well } else { Outcome::Findings })
}

fn changes(old: &Catalogue, new: &Catalogue) -> Vec<Row> {
    let mut changes = Vec::new();
    let zone = |zone: &Zone| (zone.id.clone(), zone.name.en.to_string());
    let (olds, news): (Vec<_>, Vec<_>) =
        (old.zones.iter().map(zone).collect(), new.zones.iter().map(zone).collect());
    compare(&mut changes, "", "zone", &olds, &news);
    for zone in &new.zones {
        let Some(before) = old.zone(&zone.id) else { continue };
        of_zone(&mut changes, before, zone);
    }
    for programme in &new.programmes {
        let Some(before) = old.programme(&programme.id) else { continue };
        let (olds, news) = (figures(&before.figures), figures(&programme.figures));
        compare(&mut changes, &programme.id, "figure", &olds, &news);
        let (olds, news) = (milestones(&before.milestones), milestones(&programme.milestones));
        compare(&mut changes, &programme.id, "milestone", &olds, &news);
    }
    let source =
        |source: &crate::model::source::Source| (source.id.clone(), source.title.en.to_string());
    let (olds, news): (Vec<_>, Vec<_>) =
        (old.sources.iter().map(source).collect(), new.sources.iter().map(source).collect());
    compare(&mut changes, "", "source", &olds, &news);
    changes
}

fn of_zone(changes: &mut Vec<Row>, old: &Zone, new: &Zone) {
    compare(changes, &new.id, "figure", &figures(&old.figures), &figures(&new.figures));
    let (olds, news) = (milestones(&old.milestones), milestones(&new.milestones));
    compare(changes, &new.id, "milestone", &olds, &news);
    let outline = |zone: &Zone| {
        zone.boundaries.iter().map(|boundary| boundary.geometry.clone()).collect::<Vec<_>>()
    };
    if outline(old) != outline(new) {
        let area = |zone: &Zone| {
            let geometry = &zone.boundaries.last()?.geometry;
            Some(format!("{:.6} km²", measure::area_m2(geometry) / KM2_M2))
        };
        changes.push(Row {
            at: new.id.clone(),
            what: "boundary",
            change: "changed",
            id: String::new(),
            old: area(old),
            new: area(new),
        });
    }
    let ruling = |zone: &Zone| {
        zone.ruling
            .iter()
            .map(|ruling| (ruling.figure.clone(), ruling.reason.clone()))
            .collect::<Vec<_>>()
    };
    compare(changes, &new.id, "ruling", &ruling(old), &ruling(new));
}

fn figures(figures: &[crate::model::figure::Figure]) -> Vec<(String, String)> {
    let text = |figure: &crate::model::figure::Figure| {
        let value = words::figure(Lang::En, figure).replace('\u{a0}', " ");
        format!("{value}, {}, stated {}", words::basis(Lang::En, figure.basis), figure.stated)
    };
    figures.iter().map(|figure| (figure.id.clone(), text(figure))).collect()
}

/// A milestone is told by its text; what changes is its date.
fn milestones(milestones: &[Milestone]) -> Vec<(String, String)> {
    let date = |at: &Milestone| {
        let planned = if at.planned { " (planned)" } else { "" };
        format!("{}{planned}", words::date(Lang::En, &at.date))
    };
    milestones.iter().map(|at| (at.text.en.to_string(), date(at))).collect()
}

/// Compares records by their id.
fn compare(
    changes: &mut Vec<Row>,
    at: &str,
    what: &'static str,
    old: &[(String, String)],
    new: &[(String, String)],
) {
    let find = |all: &[(String, String)], id: &str| {
        all.iter().find(|(other, _)| other == id).map(|(_, text)| text.clone())
    };
    let at_of = |id: &str| if at.is_empty() { id.to_owned() } else { at.to_owned() };
    let id_of = |id: &str| if at.is_empty() { String::new() } else { id.to_owned() };
    for (id, before) in old {
        let after = find(new, id);
        let change = match &after {
            None => "removed",
            Some(after) if after != before => "changed",
            Some(_) => continue,
        };
        changes.push(Row {
            at: at_of(id),
            what,
            change,
            id: id_of(id),
            old: Some(before.clone()),
            new: after,
        });
    }
    for (id, after) in new.iter().filter(|(id, _)| find(old, id).is_none()) {
        changes.push(Row {
            at: at_of(id),
            what,
            change: "added",
            id: id_of(id),
            old: None,
            new: Some(after.clone()),
        });
    }
}
