//! `timeline`: every milestone in order of date.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    LangArg, Outcome, OutputFormat, load,
    options::parse_day,
    table::{Align, csv, table},
};
use crate::{
    model::{
        catalogue::Catalogue,
        date::Day,
        milestone::{Milestone, MilestoneKind},
    },
    words,
};

#[derive(Debug, Args)]
pub struct TimelineArguments {
    /// The catalogue; without it, the embedded one.
    file: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "table")]
    format: OutputFormat,
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
    /// Only what had begun by this day.
    #[arg(long, value_parser = parse_day)]
    as_of: Option<Day>,
}

/// One milestone in JSON. The keys are stable.
#[derive(Debug, Serialize)]
struct Row<'a> {
    zone: &'a str,
    date: &'a str,
    precision: &'static str,
    kind: &'static str,
    planned: bool,
    text_en: &'a str,
    text_zh: &'a str,
    source: &'a str,
}

pub fn run(arguments: &TimelineArguments) -> Result<Outcome> {
    let catalogue = load(&arguments.file)?;
    let milestones = milestones(&catalogue, arguments.as_of);
    let text = match arguments.format {
        OutputFormat::Json => {
            let rows: Vec<Row<'_>> = milestones.iter().map(|(zone, at)| row(zone, at)).collect();
            serde_json::to_string_pretty(&rows)? + "\n"
        }
        OutputFormat::Csv => {
            let rows: Vec<Vec<String>> = milestones
                .iter()
                .map(|(zone, at)| row(zone, at))
                .map(|row| {
                    [
                        row.zone,
                        row.date,
                        row.precision,
                        row.kind,
                        if row.planned { "yes" } else { "no" },
                        row.text_en,
                        row.text_zh,
                        row.source,
                    ]
                    .map(str::to_owned)
                    .to_vec()
                })
                .collect();
            csv(
                &["zone", "date", "precision", "kind", "planned", "text_en", "text_zh", "source"],
                &rows,
            )
        }
        OutputFormat::Table => {
            let lang = arguments.lang.labels().main();
            let rows: Vec<Vec<String>> = milestones
                .iter()
                .map(|(zone, at)| {
                    let mut text = match arguments.lang {
                        LangArg::En => at.text.en.to_string(),
                        LangArg::Zh => at.text.zh.to_string(),
                        LangArg::Both => format!("{} {}", at.text.zh, at.text.en),
                    };
                    if at.planned {
                        text = format!("({}) {text}", words::t(lang, "planned"));
                    }
                    vec![words::date(lang, &at.date), (*zone).to_owned(), text]
                })
                .collect();
            let columns =
                [("date", Align::Left), ("zone", Align::Left), ("milestone", Align::Left)];
            table(&columns, &rows)
        }
    };
    super::print(&text)?;
    Ok(Outcome::Well)
}

fn milestones(catalogue: &Catalogue, as_of: Option<Day>) -> Vec<(&str, &Milestone)> {
    let of_zones = catalogue.zones.iter().map(|zone| (zone.id.as_str(), &zone.milestones));
    let of_programmes =
        catalogue.programmes.iter().map(|programme| (programme.id.as_str(), &programme.milestones));
    let mut all: Vec<(&str, &Milestone)> = of_zones
        .chain(of_programmes)
        .flat_map(|(id, milestones)| milestones.iter().map(move |milestone| (id, milestone)))
        .filter(|(_, milestone)| as_of.is_none_or(|day| milestone.date.has_begun_on(day)))
        .collect();
    all.sort_by_key(|(id, milestone)| (milestone.date.first, milestone.date.last, *id));
    all
}

fn row<'a>(zone: &'a str, milestone: &'a Milestone) -> Row<'a> {
    Row {
        zone,
        date: &milestone.date.iso,
        precision: milestone.date.precision_name(),
        kind: kind_code(milestone.kind),
        planned: milestone.planned,
        text_en: &milestone.text.en,
        text_zh: &milestone.text.zh,
        source: &milestone.cite.source,
    }
}

fn kind_code(kind: MilestoneKind) -> &'static str {
    match kind {
        MilestoneKind::Proposed => "proposed",
        MilestoneKind::PlanDrafted => "plan drafted",
        MilestoneKind::Approved => "approved",
        MilestoneKind::SiteCleared => "site cleared",
        MilestoneKind::ConstructionStarted => "construction started",
        MilestoneKind::ToppedOut => "topped out",
        MilestoneKind::Completed => "completed",
        MilestoneKind::Opened => "opened",
        MilestoneKind::Event => "event",
        MilestoneKind::Expansion => "expansion",
        MilestoneKind::Report => "report",
    }
}
