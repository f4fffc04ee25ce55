//! `timeline --format png|svg|pdf`: the timeline as a picture.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{
    ThemeArg, Usage,
    options::{SizeArg, parse_day},
    page::{PageKind, SCREEN_DPI},
    verify::verify_page,
};
use crate::{
    export::png,
    formats::store::{self, Existing},
    model::{Lang, as_of::AsOf, catalogue::Catalogue, check::nearest, date::Day},
    scene::timeline::{Axis, Grouping, TimelineInput, timeline_page},
};

#[derive(Debug, Args)]
pub(super) struct PictureArguments {
    /// With png, svg or pdf: the file.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace the file if it exists.
    #[arg(long, requires = "output")]
    pub force: bool,
    /// In a picture: one zone by its id.
    #[arg(long, value_name = "ID")]
    pub zone: Option<String>,
    /// In a picture: a row for each zone, not only for those of the report.
    #[arg(long, conflicts_with = "zone")]
    pub all: bool,
    /// In a picture: put the rows together.
    #[arg(long, value_enum, default_value = "none")]
    pub group_by: GroupingArg,
    /// In a picture: the first and the last day of the axis.
    #[arg(long, value_parser = parse_day)]
    pub from: Option<Day>,
    #[arg(long, value_parser = parse_day)]
    pub to: Option<Day>,
    /// In a picture: 1920x1080, 16:9, 4:3, or a4 to a0.
    #[arg(long, default_value = "1920x1080")]
    pub size: String,
    /// Pixels per inch of a paper size.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(36..=1200))]
    pub dpi: u32,
    #[arg(long, value_enum, default_value = "light")]
    pub theme: ThemeArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum GroupingArg {
    None,
    District,
    Kind,
    Status,
}

impl GroupingArg {
    fn grouping(self) -> Grouping {
        match self {
            GroupingArg::None => Grouping::None,
            GroupingArg::District => Grouping::District,
            GroupingArg::Kind => Grouping::Kind,
            GroupingArg::Status => Grouping::Status,
        }
    }
}

/// Writes the picture and says where.
pub(super) fn write(
    arguments: &PictureArguments,
    kind: PageKind,
    catalogue: &Catalogue,
    lang: Lang,
    as_of: AsOf,
) -> Result<()> {
    let extension = kind.extension();
    let Some(path) = &arguments.output else {
        return Err(Usage(format!("a picture goes to a file: add -o timeline.{extension}")).into());
    };
    if !path.extension().is_some_and(|end| end.eq_ignore_ascii_case(extension)) {
        let better = path.with_extension(extension);
        let message = format!("the picture is a {extension}: name it {}", better.display());
        return Err(Usage(message).into());
    }
    let size = SizeArg::parse(&arguments.size).map_err(Usage)?;
    let input = TimelineInput {
        catalogue,
        zone: zone(arguments, catalogue)?,
        all: arguments.all,
        grouping: arguments.group_by.grouping(),
        lang,
        as_of,
        theme: arguments.theme.theme(),
        size: size.pixels(f64::from(arguments.dpi)),
        axis: axis(arguments, as_of)?,
    };
    if kind == PageKind::Png {
        png::check_size(input.size.0, input.size.1).map_err(|error| Usage(error.to_string()))?;
    }
    let dpi = match size {
        SizeArg::Paper(..) => arguments.dpi,
        SizeArg::Pixels(..) => SCREEN_DPI,
    };
    let bytes = kind.encode(timeline_page(&input), dpi)?;
    let existing = if arguments.force { Existing::Replace } else { Existing::Keep };
    store::write(path, &bytes, existing)?;
    verify_page(path, &bytes, input.size)?;
    super::print(&format!("{}\n", path.display()))
}

fn zone(arguments: &PictureArguments, catalogue: &Catalogue) -> Result<Option<usize>> {
    let Some(id) = &arguments.zone else { return Ok(None) };
    let found = catalogue.zones.iter().position(|zone| zone.id == *id);
    let index = found.ok_or_else(|| {
        let ids = catalogue.zones.iter().map(|zone| zone.id.as_str());
        let hint = nearest(id, ids).map_or_else(
            || "; `beijing-zones areas` lists them".to_owned(),
            |near| format!("; did you mean \"{near}\"?"),
        );
        Usage(format!("there is no zone \"{id}\"{hint}"))
    })?;
    if catalogue.zones[index].milestones.is_empty() {
        return Err(Usage(format!("nothing dated is known of \"{id}\"")).into());
    }
    Ok(Some(index))
}

/// The days asked for. A whole year stands for its last day, so that one end alone is enough.
fn axis(arguments: &PictureArguments, as_of: AsOf) -> Result<Option<Axis>> {
    let (from, to) = match (arguments.from, arguments.to) {
        (None, None) => return Ok(None),
        (from, to) => (from.unwrap_or(Day::constant(2005, 1, 1)), to.unwrap_or(as_of.day)),
    };
    if from >= to {
        return Err(Usage(format!("the axis would end on {to}, before it begins on {from}")).into());
    }
    Ok(Some(Axis::new(from, to)))
}
