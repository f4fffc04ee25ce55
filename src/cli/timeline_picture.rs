//! `timeline --format png|svg|pdf`: the timeline as a picture.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::{
    ClockArg, LangArg, ThemeArg, Usage, keep,
    options::{parse_day, parse_size},
    page::{PageKind, PageSize},
    picture::day_text,
    work::{GroupingArg, TimelineSpec, Work},
};
use crate::model::{as_of::AsOf, catalogue::Catalogue, date::Day};

#[derive(Debug, Args)]
pub(super) struct PictureArguments {
    /// With png, svg or pdf: the file.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace the file if it exists.
    #[arg(long, requires = "output")]
    pub force: bool,
    /// Add the picture to a manifest, from which `render` makes it again.
    #[arg(long, value_name = "FILE", requires = "output")]
    pub manifest: Option<PathBuf>,
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
    #[arg(long, default_value = "1920x1080", value_parser = parse_size)]
    pub size: String,
    /// Pixels per inch of a paper size.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(36..=1200))]
    pub dpi: u32,
    #[arg(long, value_enum, default_value = "light")]
    pub theme: ThemeArg,
}

/// Writes the picture and says where.
pub(super) fn write(
    arguments: &PictureArguments,
    format: PageKind,
    (files, catalogue): (&[PathBuf], &Catalogue),
    lang: LangArg,
    at: AsOf,
) -> Result<()> {
    let extension = format.extension();
    let Some(path) = &arguments.output else {
        return Err(Usage(format!("a picture goes to a file: add -o timeline.{extension}")).into());
    };
    if !path.extension().is_some_and(|end| end.eq_ignore_ascii_case(extension)) {
        let better = path.with_extension(extension);
        let message = format!("the picture is a {extension}: name it {}", better.display());
        return Err(Usage(message).into());
    }
    let timeline = TimelineSpec {
        zone: arguments.zone.clone(),
        all: arguments.all,
        neighbours: false,
        wider: false,
        group_by: arguments.group_by,
        from: arguments.from.map(|day| day.to_string()),
        to: arguments.to.map(|day| day.to_string()),
        lang,
        as_of: day_text(at.day),
        clock: ClockArg::of(at.clock),
        theme: arguments.theme,
        page: PageSize { size: arguments.size.clone(), dpi: arguments.dpi },
        format,
    };
    let bytes = timeline.make(catalogue)?;
    let kept = (path.as_path(), arguments.force, arguments.manifest.as_deref());
    keep(&Work::Timeline(timeline), &bytes, kept, (files, catalogue))
}
