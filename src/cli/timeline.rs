//! `timeline`: every milestone in order of date.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{
    ClockArg, LangArg, Outcome, Usage, load,
    options::parse_day,
    page::PageKind,
    table::{Align, csv, table},
    timeline_picture::{self, PictureArguments},
};
use crate::{
    model::{
        as_of::AsOf,
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
    format: TimelineFormat,
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
    /// Only what had begun by this day, and the plans made by then.
    #[arg(long, value_parser = parse_day)]
    as_of: Option<Day>,
    /// What was known then, or what was true then as far as is known now.
    #[arg(long, value_enum, default_value = "true")]
    clock: ClockArg,
    #[command(flatten)]
    picture: PictureArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TimelineFormat {
    Table,
    Csv,
    Json,
    /// iCalendar: a day or a span of days for each.
    Ics,
    /// A picture, with -o.
    Png,
    Svg,
    Pdf,
}

impl TimelineFormat {
    fn picture(self) -> Option<PageKind> {
        match self {
            TimelineFormat::Png => Some(PageKind::Png),
            TimelineFormat::Svg => Some(PageKind::Svg),
            TimelineFormat::Pdf => Some(PageKind::Pdf),
            TimelineFormat::Table
            | TimelineFormat::Csv
            | TimelineFormat::Json
            | TimelineFormat::Ics => None,
        }
    }
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
    let milestones =
        milestones(&catalogue, arguments.as_of.map(|day| AsOf::new(day, arguments.clock.clock())));
    if let Some(kind) = arguments.format.picture() {
        let day = super::day_of(&catalogue, arguments.as_of);
        let at = AsOf::new(day, arguments.clock.clock());
        let of = (arguments.file.as_slice(), &catalogue);
        timeline_picture::write(&arguments.picture, kind, of, arguments.lang, at)?;
        return Ok(Outcome::Well);
    }
    if arguments.picture.output.is_some() {
        return Err(Usage("-o is for pictures: add --format png, svg or pdf".to_owned()).into());
    }
    let text = match arguments.format {
        TimelineFormat::Json => {
            let rows: Vec<Row<'_>> = milestones.iter().map(|(zone, at)| row(zone, at)).collect();
            serde_json::to_string_pretty(&rows)? + "\n"
        }
        TimelineFormat::Csv => {
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
        TimelineFormat::Ics => ics(&catalogue, &milestones, arguments.lang),
        TimelineFormat::Table | TimelineFormat::Png | TimelineFormat::Svg | TimelineFormat::Pdf => {
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

/// The milestones as iCalendar (RFC 5545): whole days, without a clock; a date that is not known to the
/// day spans what it may mean.
fn ics(catalogue: &Catalogue, milestones: &[(&str, &Milestone)], lang: LangArg) -> String {
    let main = lang.labels().main();
    let mut text = String::new();
    let mut line = |content: &str| {
        text.push_str(&folded(content));
        text.push_str("\r\n");
    };
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Beijing Zones//Timeline//EN");
    line("CALSCALE:GREGORIAN");
    // The catalogue's own date, so that the same catalogue gives the same calendar.
    let stamp = catalogue.information_to().map_or_else(|| "19700101".to_owned(), compact);
    for (at, (zone, milestone)) in milestones.iter().enumerate() {
        let Ok(after) = milestone.date.last.tomorrow() else { continue };
        let name = catalogue
            .zone(zone)
            .map(|zone| zone.name.short(main))
            .or_else(|| catalogue.programme(zone).map(|programme| programme.name.short(main)))
            .unwrap_or(zone);
        let mut summary = milestone.text.get(main).to_owned();
        if milestone.planned {
            summary = format!("({}) {summary}", words::t(main, "planned"));
        }
        let source = words::citation(main, catalogue, &milestone.cite);
        let date = words::date(main, &milestone.date);
        line("BEGIN:VEVENT");
        line(&format!(
            "UID:{zone}-{}-{}-{at}@beijing-zones",
            kind_code(milestone.kind).replace(' ', "-"),
            compact(milestone.date.first)
        ));
        line(&format!("DTSTAMP:{stamp}T000000Z"));
        line(&format!("DTSTART;VALUE=DATE:{}", compact(milestone.date.first)));
        line(&format!("DTEND;VALUE=DATE:{}", compact(after)));
        line(&format!("SUMMARY:{}", escaped(&format!("{name}: {summary}"))));
        line(&format!("DESCRIPTION:{}", escaped(&format!("{date}\n{source}"))));
        line(&format!("CATEGORIES:{}", escaped(kind_code(milestone.kind))));
        line(if milestone.planned { "STATUS:TENTATIVE" } else { "STATUS:CONFIRMED" });
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

fn compact(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// Text as RFC 5545 wants it (3.3.11).
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line of at most 75 bytes, the rest on lines that begin with a space (3.1).
fn folded(line: &str) -> String {
    const MOST: usize = 75;
    let mut folded = String::new();
    let mut bytes = 0;
    for character in line.chars() {
        if bytes + character.len_utf8() > MOST {
            folded.push_str("\r\n ");
            bytes = 1;
        }
        folded.push(character);
        bytes += character.len_utf8();
    }
    folded
}

fn milestones(catalogue: &Catalogue, at: Option<AsOf>) -> Vec<(&str, &Milestone)> {
    let of_zones = catalogue.zones.iter().map(|zone| (zone.id.as_str(), &zone.milestones));
    let of_programmes =
        catalogue.programmes.iter().map(|programme| (programme.id.as_str(), &programme.milestones));
    let mut all: Vec<(&str, &Milestone)> = of_zones
        .chain(of_programmes)
        .flat_map(|(id, milestones)| milestones.iter().map(move |milestone| (id, milestone)))
        .filter(|(_, milestone)| at.is_none_or(|at| catalogue.is_seen(milestone, at)))
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
