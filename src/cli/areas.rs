//! `areas`: published and drawn area of every zone, and the audit.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    ClockArg, LangArg, Outcome, OutputFormat, UnitArg, Usage, day_of, keep, load,
    options::parse_day,
    table::{Align, csv, table},
    work::{AreasSpec, HowSpec, Work},
};
use crate::{
    export::xlsx::{Cell, Sheet},
    model::{
        Lang,
        as_of::{AsOf, status},
        audit::{Audit, audit},
        boundary::BoundaryQuality,
        catalogue::Catalogue,
        date::Day,
        figure::{Basis, Figure, Precision, Quantity},
        measure,
        source::Dating,
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
    /// Write a spreadsheet (.xlsx) instead: zones, all figures and sources on a sheet each.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Add the spreadsheet to a manifest, from which `render` makes it again.
    #[arg(long, value_name = "FILE", requires = "output")]
    manifest: Option<PathBuf>,
    /// Replace the file if it exists.
    #[arg(long, requires = "output")]
    force: bool,
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
    #[arg(long, value_enum, default_value = "km2")]
    unit: UnitArg,
    /// On this day, such as 2021-09-16.
    #[arg(long, value_parser = parse_day)]
    as_of: Option<Day>,
    /// What was known then, or what was true then as far as is known now.
    #[arg(long, value_enum, default_value = "true")]
    clock: ClockArg,
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
    stated_precision: &'static str,
    /// The source shows no date: the catalogue places it.
    stated_estimated: bool,
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
    let at = AsOf::new(day_of(&catalogue, arguments.as_of), arguments.clock.clock());
    if let Some(path) = &arguments.output {
        if !path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx")) {
            let better = path.with_extension("xlsx");
            return Err(
                Usage(format!("a spreadsheet is written: name it {}", better.display())).into()
            );
        }
        let areas = AreasSpec { how: HowSpec::new(arguments.lang, arguments.unit, at) };
        let bytes = areas.make(&catalogue)?;
        let kept = (path.as_path(), arguments.force, arguments.manifest.as_deref());
        keep(&Work::Areas(areas), &bytes, kept, (&arguments.file, &catalogue))?;
        return Ok(Outcome::Well);
    }
    let text = match arguments.format {
        OutputFormat::Json => {
            let rows: Vec<Row<'_>> =
                catalogue.zones.iter().map(|zone| row(&catalogue, zone, at)).collect();
            serde_json::to_string_pretty(&rows)? + "\n"
        }
        OutputFormat::Table => {
            let lang = arguments.lang.labels().main();
            let (columns, rows) = cells(&catalogue, arguments, lang, at);
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
            let (columns, rows) = cells(&catalogue, arguments, lang, at);
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
    at: AsOf,
) -> (Vec<String>, Vec<Vec<String>>) {
    let unit = arguments.unit.unit();
    let in_unit =
        |key| words::with_remark(lang, &words::t(lang, key), &words::area_unit(lang, unit));
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
            let figure = zone.headline_on(at);
            let result = zone_audit(catalogue, zone, at);
            let name = match arguments.lang {
                LangArg::En => zone.name.en.to_string(),
                LangArg::Zh => zone.name.zh.to_string(),
                LangArg::Both => format!("{} {}", zone.name.zh, zone.name.en),
            };
            vec![
                zone.id.clone(),
                name,
                figure.and_then(|figure| words::area_number(figure, unit)).unwrap_or_default(),
                drawn(zone, at).map(|area| exact(area, unit)).unwrap_or_default(),
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

/// The spreadsheet: zones with their areas, every figure as printed, the sources.
pub(super) fn sheets(
    catalogue: &Catalogue,
    (lang, unit, at): (Lang, AreaUnit, AsOf),
) -> [Sheet; 3] {
    let text = |text: &str| Cell::Text(text.to_owned());
    let area = |m2: Option<f64>| Cell::Number(m2.map(|m2| m2 / unit.m2()), 4);
    let in_unit =
        |key| words::with_remark(lang, &words::t(lang, key), &words::area_unit(lang, unit));
    let word = |key: &str| words::t(lang, key);
    let zones = catalogue.zones.iter().map(|zone| {
        let figure = zone.headline_on(at);
        let result = zone_audit(catalogue, zone, at);
        vec![
            text(&zone.id),
            text(match lang {
                Lang::En => &zone.name.en,
                Lang::Zh => &zone.name.zh,
            }),
            text(zone.district.get(lang)),
            area(figure.and_then(Figure::area_m2)),
            area(drawn(zone, at)),
            Cell::Number(result.as_ref().map(Audit::difference_pct), 2),
            Cell::Text(
                result.map(|audit| words::audit_class(lang, audit.class)).unwrap_or_default(),
            ),
            text(figure.map_or("", |figure| &figure.cite.source)),
        ]
    });
    let figures =
        catalogue.figures().filter(|(_, figure)| figure.is_known_on(at)).map(|(owner, figure)| {
            vec![
                text(owner),
                Cell::Text(words::figure_title(lang, catalogue, figure)),
                Cell::Text(words::figure(lang, figure).replace('\u{a0}', " ")),
                area(figure.area_m2()),
                Cell::Text(words::basis(lang, figure.basis)),
                Cell::Text(words::stated(lang, catalogue, &figure.cite, &figure.stated)),
                Cell::Text(words::citation(lang, catalogue, &figure.cite)),
                text(&figure.cite.source),
            ]
        });
    let id = || "id".to_owned();
    [
        Sheet {
            name: word("all-zones"),
            head: vec![
                id(),
                word("column-zone"),
                word("column-district"),
                in_unit("column-published"),
                in_unit("column-drawn"),
                "%".to_owned(),
                word("column-audit"),
                word("column-source"),
            ],
            rows: zones.collect(),
        },
        Sheet {
            name: word("sheet-figures"),
            head: vec![
                id(),
                word("sheet-figures"),
                word("column-printed"),
                format!("= {}", words::area_unit(lang, unit)),
                word("column-basis"),
                word("column-stated"),
                word("source-title"),
                word("column-source"),
            ],
            rows: figures.collect(),
        },
        sources_sheet(lang, catalogue),
    ]
}

/// Every source of the catalogue.
pub(super) fn sources_sheet(lang: Lang, catalogue: &Catalogue) -> Sheet {
    let text = |text: &str| Cell::Text(text.to_owned());
    let rows = catalogue.sources.iter().map(|source| {
        let published = source.published.as_ref().map(|date| words::date(lang, date));
        vec![
            text(&source.id),
            text(source.publisher.get(lang)),
            text(source.title.get(lang)),
            Cell::Text(published.unwrap_or_default()),
            Cell::Text(source.grade.letter().to_string()),
            text(source.url.as_deref().unwrap_or_default()),
            text(source.cited_after.as_ref().map_or("", |copy| copy.get(lang))),
        ]
    });
    let keys = [
        "source-publisher",
        "source-title",
        "source-published",
        "source-grade",
        "source-address",
        "source-cited-after",
    ];
    let titles = keys.map(|key| words::t(lang, key));
    Sheet {
        name: words::t(lang, "sources"),
        head: std::iter::once("id".to_owned()).chain(titles).collect(),
        rows: rows.collect(),
    }
}

/// The area in a unit with four decimals: for a table that people compute with.
fn exact(area_m2: f64, unit: AreaUnit) -> String {
    format!("{:.4}", area_m2 / unit.m2())
}

fn drawn(zone: &Zone, at: AsOf) -> Option<f64> {
    let area = measure::area_m2(&zone.outline_on(at)?.geometry);
    (area > 0.0).then_some(area)
}

fn zone_audit(catalogue: &Catalogue, zone: &Zone, at: AsOf) -> Option<Audit> {
    audit(catalogue, zone.headline_on(at)?, zone.outline_on(at)?)
}

fn row<'a>(catalogue: &'a Catalogue, zone: &'a Zone, at: AsOf) -> Row<'a> {
    Row {
        id: &zone.id,
        name_en: &zone.name.en,
        name_zh: &zone.name.zh,
        district: &zone.district.en,
        kind: kind_code(zone.kind),
        status: status(catalogue, &zone.milestones, at).code(),
        boundary_quality: zone.outline_on(at).map(|outline| quality_code(outline.quality)),
        published: zone
            .figures
            .iter()
            .filter(|figure| figure.is_known_on(at) && figure.unit.area_m2().is_some())
            .map(|figure| published(catalogue, figure))
            .collect(),
        drawn_km2: drawn(zone, at).map(|area| area / KM2_M2),
        method: METHOD,
        audit: zone_audit(catalogue, zone, at).map(|audit| AuditRow {
            class: audit.class.code(),
            difference_pct: audit.difference_pct(),
            difference_mu: audit.difference_mu(),
            tolerance: audit.tolerance_m2.map(|area| area / KM2_M2),
            fitted_to: audit.fitted_to,
        }),
    }
}

fn published<'a>(catalogue: &Catalogue, figure: &'a Figure) -> Published<'a> {
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
        stated_precision: figure.stated.precision_name(),
        stated_estimated: catalogue.dating(&figure.cite, &figure.stated) == Dating::Estimated,
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
        Quantity::SurfaceArea => "surface area",
        Quantity::Length => "length",
        Quantity::Distance => "distance",
        Quantity::Height => "height",
        Quantity::Depth => "depth",
        Quantity::Volume => "volume",
        Quantity::Mass => "mass",
        Quantity::Capacity => "capacity",
        Quantity::Count => "count",
        Quantity::Rank => "rank",
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
