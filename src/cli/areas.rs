//! `areas`: published and drawn area of every zone, and the audit.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    LangArg, Outcome, OutputFormat, UnitArg, day_of, load,
    options::parse_day,
    table::{Align, csv, table},
};
use crate::{
    model::{
        Lang,
        as_of::status,
        audit::{Audit, audit},
        boundary::BoundaryQuality,
        catalogue::Catalogue,
        date::Day,
        figure::{Basis, Figure, Precision, Quantity},
        measure,
        units::{AreaUnit, KM2_M2},
        zone::{Zone, ZoneKind},
    },
    words,
};

#[derive(Debug, Args)]
pub struct AreasArguments {
    /// The catalogue; without it, the embedded one.
    file: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "table")]
    format: OutputFormat,
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
    #[arg(long, value_enum, default_value = "km2")]
    unit: UnitArg,
    /// What was known on this day, such as 2021-09-16.
    #[arg(long, value_parser = parse_day)]
    as_of: Option<Day>,
}

/// One zone in JSON. The keys are stable.
#[derive(Debug, Serialize)]
struct Row<'a> {
    id: &'a str,
    name_en: &'a str,
    name_zh: &'a str,
    district: &'a str,
    kind: &'static str,
    status: &'static str,
    boundary_quality: Option<&'static str>,
    published: Vec<Published<'a>>,
    drawn_km2: Option<f64>,
    method: &'static str,
    audit: Option<AuditRow>,
}

#[derive(Debug, Serialize)]
struct Published<'a> {
    printed: &'a str,
    unit: &'static str,
    km2: Option<f64>,
    precision: String,
    basis: &'static str,
    quantity: &'static str,
    scope: &'a str,
    source: &'a str,
    locator: Option<&'a str>,
    stated: String,
}

#[derive(Debug, Serialize)]
struct AuditRow {
    class: &'static str,
    fitted_to: Option<String>,
    difference_pct: f64,
    difference_mu: f64,
    /// km²
    tolerance: Option<f64>,
}

const METHOD: &str = "geodesic, WGS-84 ellipsoid";

pub fn run(arguments: &AreasArguments) -> Result<Outcome> {
    let catalogue = load(&arguments.file)?;
    let day = day_of(&catalogue, arguments.as_of);
    let text = match arguments.format {
        OutputFormat::Json => {
            let rows: Vec<Row<'_>> =
                catalogue.zones.iter().map(|zone| row(&catalogue, zone, day)).collect();
            serde_json::to_string_pretty(&rows)? + "\n"
        }
        OutputFormat::Table => {
            let lang = arguments.lang.labels().main();
            let (columns, rows) = cells(&catalogue, arguments, lang, day);
            let columns: Vec<(&str, Align)> = columns
                .iter()
                .enumerate()
                .map(|(at, title)| {
                    let number = (2..=4).contains(&at);
                    (title.as_str(), if number { Align::Right } else { Align::Left })
                })
                .collect();
            table(&columns, &rows)
        }
        OutputFormat::Csv => {
            let lang = arguments.lang.labels().main();
            let (columns, rows) = cells(&catalogue, arguments, lang, day);
            csv(&columns.iter().map(String::as_str).collect::<Vec<_>>(), &rows)
        }
    };
    super::print(&text)?;
    Ok(Outcome::Well)
}

fn cells(
    catalogue: &Catalogue,
    arguments: &AreasArguments,
    lang: Lang,
    day: Day,
) -> (Vec<String>, Vec<Vec<String>>) {
    let unit = arguments.unit.unit();
    let in_unit = |key| format!("{} ({})", words::t(lang, key), words::area_unit(lang, unit));
    let columns = vec![
        "id".to_owned(),
        words::t(lang, "column-zone"),
        in_unit("column-published"),
        in_unit("column-drawn"),
        "%".to_owned(),
        words::t(lang, "column-audit"),
    ];
    let rows = catalogue
        .zones
        .iter()
        .map(|zone| {
            let figure = zone.headline_on(day);
            let result = zone_audit(catalogue, zone, day);
            let name = match arguments.lang {
                LangArg::En => zone.name.en.to_string(),
                LangArg::Zh => zone.name.zh.to_string(),
                LangArg::Both => format!("{} {}", zone.name.zh, zone.name.en),
            };
            vec![
                zone.id.clone(),
                name,
                figure.and_then(|figure| words::area_number(figure, unit)).unwrap_or_default(),
                drawn(zone, day).map(|area| exact(area, unit)).unwrap_or_default(),
                result
                    .as_ref()
                    .map(|audit| words::percent(audit.difference_pct()))
                    .unwrap_or_default(),
                result.map(|audit| words::audit_class(lang, audit.class)).unwrap_or_default(),
            ]
        })
        .collect();
    (columns, rows)
}

/// The area in a unit with four decimals: for a table that people compute with.
fn exact(area_m2: f64, unit: AreaUnit) -> String {
    format!("{:.4}", area_m2 / unit.m2())
}

fn drawn(zone: &Zone, day: Day) -> Option<f64> {
    let area = measure::area_m2(&zone.outline_on(day)?.geometry);
    (area > 0.0).then_some(area)
}

fn zone_audit(catalogue: &Catalogue, zone: &Zone, day: Day) -> Option<Audit> {
    audit(catalogue, zone.headline_on(day)?, zone.outline_on(day)?)
}

fn row<'a>(catalogue: &'a Catalogue, zone: &'a Zone, day: Day) -> Row<'a> {
    Row {
        id: &zone.id,
        name_en: &zone.name.en,
        name_zh: &zone.name.zh,
        district: &zone.district.en,
        kind: kind_code(zone.kind),
        status: status(&zone.milestones, day).code(),
        boundary_quality: zone.outline_on(day).map(|outline| quality_code(outline.quality)),
        published: zone
            .figures
            .iter()
            .filter(|figure| figure.is_known_on(day) && figure.unit.area_m2().is_some())
            .map(published)
            .collect(),
        drawn_km2: drawn(zone, day).map(|area| area / KM2_M2),
        method: METHOD,
        audit: zone_audit(catalogue, zone, day).map(|audit| AuditRow {
            class: audit.class.code(),
            difference_pct: audit.difference_pct(),
            difference_mu: audit.difference_mu(),
            tolerance: audit.tolerance_m2.map(|area| area / KM2_M2),
            fitted_to: audit.fitted_to,
        }),
    }
}

fn published(figure: &Figure) -> Published<'_> {
    Published {
        printed: &figure.printed,
        unit: figure.unit.code(),
        km2: figure.area_m2().map(|area| area / KM2_M2),
        precision: match &figure.precision {
            Precision::Exactly => "exactly".to_owned(),
            Precision::About => "about".to_owned(),
            Precision::Nearly => "nearly".to_owned(),
            Precision::Over => "over".to_owned(),
            Precision::AtLeast => "at least".to_owned(),
            Precision::UpTo => "up to".to_owned(),
            Precision::To(end) => format!("to {end}"),
        },
        basis: match figure.basis {
            Basis::Planned => "planned",
            Basis::Approved => "approved",
            Basis::UnderConstruction => "under construction",
            Basis::Built => "built",
            Basis::Reported => "reported",
        },
        quantity: quantity_code(figure.quantity),
        scope: &figure.scope,
        source: &figure.cite.source,
        locator: figure.cite.locator.as_ref().map(|locator| locator.en.as_str()),
        stated: figure.stated.iso.clone(),
    }
}

fn quantity_code(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::LandArea => "land area",
        Quantity::SiteArea => "site area",
        Quantity::WaterArea => "water area",
        Quantity::FloorArea => "floor area",
        Quantity::FloorAreaAbove => "floor area above ground",
        Quantity::FloorAreaBelow => "floor area below ground",
        Quantity::Length => "length",
        Quantity::Height => "height",
        Quantity::Depth => "depth",
        Quantity::Volume => "volume",
        Quantity::Mass => "mass",
        Quantity::Capacity => "capacity",
        Quantity::Count => "count",
        Quantity::Population => "population",
        Quantity::Money => "money",
    }
}

fn quality_code(quality: BoundaryQuality) -> &'static str {
    match quality {
        BoundaryQuality::Surveyed => "surveyed",
        BoundaryQuality::Digitised => "digitised",
        BoundaryQuality::Schematic => "schematic",
        BoundaryQuality::Point => "point",
    }
}

fn kind_code(kind: ZoneKind) -> &'static str {
    match kind {
        ZoneKind::Convention => "convention",
        ZoneKind::Business => "business",
        ZoneKind::Embassy => "embassy",
        ZoneKind::Services => "services",
        ZoneKind::Commerce => "commerce",
        ZoneKind::Education => "education",
        ZoneKind::Talent => "talent",
        ZoneKind::Sport => "sport",
        ZoneKind::Culture => "culture",
        ZoneKind::Scenic => "scenic",
        ZoneKind::Industry => "industry",
        ZoneKind::Government => "government",
        ZoneKind::Other => "other",
    }
}
