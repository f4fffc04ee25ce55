//! `chart`: bars or points of any number that zones have, as a picture.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::{
    ClockArg, LangArg, Outcome, ThemeArg, UnitArg, Usage, day_of, keep, load,
    options::{parse_day, parse_size},
    page::{PageKind, PageSize},
    picture::ColorByArg,
    work::{ChartSpec, HowSpec, RowsSpec, Shown, Work, known_column, known_value},
};
use crate::{
    model::{as_of::AsOf, date::Day},
    scene::table::DeskColumn,
};

#[derive(Debug, Args)]
pub struct ChartArguments {
    /// Catalogues and layers; without them, the embedded catalogue.
    files: Vec<PathBuf>,
    /// What the bars show: published, drawn, percent, difference, figures, stated, floor, length,
    /// height, depth, volume, capacity, count, population or money.
    #[arg(long, value_name = "FIELD", default_value = "published", value_parser = parse_field)]
    values: String,
    /// A second field to the right: points instead of bars.
    #[arg(long, value_name = "FIELD", value_parser = parse_field)]
    across: Option<String>,
    /// The order of the zones: a column of the table, numbers with the largest first.
    #[arg(long, value_name = "COLUMN", default_value = "published", value_parser = parse_column)]
    sort: String,
    /// Only zones that fit, as in the table: "chaoyang published>5".
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    filter: String,
    /// Parts, neighbours and forerunners of the zones too.
    #[arg(long)]
    neighbours: bool,
    /// The zones of the wider plan too.
    #[arg(long)]
    wider: bool,
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
    #[arg(long, value_enum, default_value = "light")]
    theme: ThemeArg,
    /// What decides the colours of zones.
    #[arg(long, value_enum, default_value = "zone")]
    color_by: ColorByArg,
    /// 1920x1080, 16:9, 4:3, or a4 to a0.
    #[arg(long, default_value = "1920x1080", value_parser = parse_size)]
    size: String,
    /// Pixels per inch of a paper size.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(36..=1200))]
    dpi: u32,
    /// The file: .png, .svg or .pdf.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Add the chart to a manifest, from which `render` makes it again.
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Replace the file if it exists.
    #[arg(long)]
    force: bool,
}

pub fn run(arguments: &ChartArguments) -> Result<Outcome> {
    let path = &arguments.output;
    let format = PageKind::of(path).ok_or_else(|| {
        let better = path.with_extension("png");
        Usage(format!("a chart is a .png, .svg or .pdf: name it {}", better.display()))
    })?;
    let catalogue = load(&arguments.files)?;
    let at = AsOf::new(day_of(&catalogue, arguments.as_of), arguments.clock.clock());
    let column = known_column(&arguments.sort).map_err(Usage)?;
    let largest_first = column.is_number() || column == DeskColumn::Stated;
    let chart = ChartSpec {
        values: arguments.values.clone(),
        across: arguments.across.clone(),
        largest_first: false,
        rows: RowsSpec {
            only: Vec::new(),
            neighbours: arguments.neighbours,
            wider: arguments.wider,
            filter: arguments.filter.clone(),
            sort: vec![(arguments.sort.clone(), largest_first)],
        },
        how: HowSpec::new(arguments.lang, arguments.unit, at),
        theme: arguments.theme,
        color_by: arguments.color_by,
        page: PageSize { size: arguments.size.clone(), dpi: arguments.dpi },
        format,
    };
    let (bytes, Shown { shown, count }) = chart.make(&catalogue)?;
    let kept = (path.as_path(), arguments.force, arguments.manifest.as_deref());
    keep(&Work::Chart(chart), &bytes, kept, (&arguments.files, &catalogue))?;
    if shown < count {
        eprintln!(
            "beijing-zones: the chart shows the first {shown} of {count} zones; --filter chooses"
        );
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Well)
}

fn parse_field(text: &str) -> Result<String, String> {
    known_value(text).map(|_| text.to_owned())
}

fn parse_column(text: &str) -> Result<String, String> {
    known_column(text).map(|_| text.to_owned())
}
