//! `chart`: bars or points of any number that zones have, as a picture.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::{
    ClockArg, LangArg, Outcome, ThemeArg, UnitArg, Usage, day_of, load,
    options::{SizeArg, parse_day},
    page::{PageKind, SCREEN_DPI},
    picture::ColorByArg,
    verify::verify_page,
};
use crate::{
    export::png,
    formats::store::{self, Existing},
    jobs::parallel_map,
    model::{
        Lang, as_of::AsOf, catalogue::Catalogue, check::nearest, date::Day, units::AreaUnit,
        zone::Group,
    },
    scene::{
        chart::{ChartChoice, ChartMarks, ChartPicture, ChartValue, chart_marks, chart_picture},
        table::{DeskColumn, Filter, FilterError, ZoneFacts, desk_order, desk_rows},
        theming::Theming,
    },
};

#[derive(Debug, Args)]
pub struct ChartArguments {
    /// Catalogues and layers; without them, the embedded catalogue.
    files: Vec<PathBuf>,
    /// What the bars show: published, drawn, percent, difference, figures, stated, floor, length,
    /// height, depth, volume, capacity, count, population or money.
    #[arg(long, value_name = "FIELD", default_value = "published", value_parser = parse_field)]
    values: ChartValue,
    /// A second field to the right: points instead of bars.
    #[arg(long, value_name = "FIELD", value_parser = parse_field)]
    across: Option<ChartValue>,
    /// The order of the zones: a column of the table, numbers with the largest first.
    #[arg(long, value_name = "COLUMN", default_value = "published", value_parser = parse_column)]
    sort: DeskColumn,
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
    #[arg(long, default_value = "1920x1080", value_parser = SizeArg::parse)]
    size: SizeArg,
    /// Pixels per inch of a paper size.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(36..=1200))]
    dpi: u32,
    /// The file: .png, .svg or .pdf.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Replace the file if it exists.
    #[arg(long)]
    force: bool,
}

pub fn run(arguments: &ChartArguments) -> Result<Outcome> {
    let path = &arguments.output;
    let kind = PageKind::of(path).ok_or_else(|| {
        let better = path.with_extension("png");
        Usage(format!("a chart is a .png, .svg or .pdf: name it {}", better.display()))
    })?;
    let size = arguments.size.pixels(f64::from(arguments.dpi));
    if kind == PageKind::Png {
        png::check_size(size.0, size.1).map_err(|error| Usage(error.to_string()))?;
    }
    let unit = arguments.unit.unit();
    let filter = Filter::read(&arguments.filter, unit).map_err(|error| Usage(reason(&error)))?;
    let catalogue = load(&arguments.files)?;
    let at = AsOf::new(day_of(&catalogue, arguments.as_of), arguments.clock.clock());
    let lang = arguments.lang.labels().main();
    let choice =
        ChartChoice { value: arguments.values, across: arguments.across, largest_first: false };
    let marks = marks(arguments, &catalogue, choice, &filter, (lang, unit, at));
    if marks.shown.is_empty() {
        let fields = match choice.across {
            Some(across) => format!("{} and {}", choice.value.field(), across.field()),
            None => choice.value.field().to_owned(),
        };
        bail!("nothing to draw: of the zones that were asked for, none has {fields} on {}", at.day);
    }
    let theming = Theming::new(&catalogue, arguments.color_by.color_by(), unit, at);
    let scene = chart_picture(&ChartPicture {
        catalogue: &catalogue,
        marks: &marks,
        choice,
        lang,
        unit,
        at,
        theme: arguments.theme.theme(),
        theming: theming.as_ref(),
        size,
    });
    let dpi = match arguments.size {
        SizeArg::Paper(..) => arguments.dpi,
        SizeArg::Pixels(..) => SCREEN_DPI,
    };
    let bytes = kind.encode(scene, dpi)?;
    let existing = if arguments.force { Existing::Replace } else { Existing::Keep };
    store::write(path, &bytes, existing)?;
    verify_page(path, &bytes, size)?;
    super::print(&format!("{}\n", path.display()))?;
    let (shown, count) = (marks.shown.len(), marks.count);
    if shown < count {
        eprintln!(
            "beijing-zones: the chart shows the first {shown} of {count} zones; --filter chooses"
        );
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Well)
}

/// The marks of the zones that the window's table would list.
fn marks(
    arguments: &ChartArguments,
    catalogue: &Catalogue,
    choice: ChartChoice,
    filter: &Filter,
    (lang, unit, at): (Lang, AreaUnit, AsOf),
) -> ChartMarks {
    let is_listed = |index: &usize| match catalogue.zones[*index].group {
        Group::Report | Group::Layer => true,
        Group::Neighbour => arguments.neighbours,
        Group::Wider => arguments.wider,
    };
    let indices: Vec<usize> = (0..catalogue.zones.len()).filter(is_listed).collect();
    let facts = parallel_map(&catalogue.zones, |zone| ZoneFacts::new(catalogue, zone, at));
    let rows = desk_rows(catalogue, &facts, (lang, unit, at), &indices);
    let column = arguments.sort;
    let largest_first = column.is_number() || column == DeskColumn::Stated;
    let order = desk_order(&rows, filter, &[(column, largest_first)]);
    chart_marks(catalogue, &rows, &order, choice, (at, unit))
}

fn parse_field(text: &str) -> Result<ChartValue, String> {
    let known = ChartValue::ALL.map(|value| (value.field(), value));
    parse("field", text, &known)
}

fn parse_column(text: &str) -> Result<DeskColumn, String> {
    let known = DeskColumn::ALL.map(|column| (column.field(), column));
    parse("column", text, &known)
}

fn parse<T: Copy>(what: &str, text: &str, known: &[(&'static str, T)]) -> Result<T, String> {
    let names = || known.iter().map(|(name, _)| *name);
    match known.iter().find(|(name, _)| *name == text) {
        Some((_, found)) => Ok(*found),
        None => {
            let near = nearest(text, names());
            let hint =
                near.map_or_else(|| ".".to_owned(), |near| format!(", did you mean \"{near}\"?"));
            let all = names().collect::<Vec<_>>().join(", ");
            Err(format!("there is no such {what}{hint} Known are {all}"))
        }
    }
}

fn reason(error: &FilterError) -> String {
    match error {
        FilterError::NoNumber(part) => {
            format!("the filter \"{part}\" has no number after its sign")
        }
        FilterError::NoColumn(part) => format!(
            "there is no column \"{part}\" to filter by number: published, drawn, difference, %, figures, stated"
        ),
    }
}
