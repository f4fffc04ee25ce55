//! `export`: pictures of zones.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum as _};

use super::{
    ClockArg, LangArg, Outcome, ThemeArg, UnitArg, Usage, day_of, load,
    manifest::{self, Manifest},
    options::{parse_day, parse_size, parse_view},
    picture::{
        BesideSpec, ColorByArg, DEFAULT_DPI, MarksSpec, OfficeFontsArg, PartArg, PictureFormat,
        PictureSpec, SubjectSpec, TitlesArg, all_layers, day_text, layout_named,
    },
    verify::{finding_words, verify},
    work::Work,
};
use crate::{
    basemap::TileStore,
    formats::store::{self, Existing},
    jobs::parallel_map,
    model::{as_of::AsOf, catalogue::Catalogue, date::Day, zone::Group},
    style::Layout,
};

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(group = clap::ArgGroup::new("subject").required(true))]
pub struct ExportArguments {
    /// One zone by its id.
    #[arg(long, group = "subject", value_name = "ID")]
    zone: Option<String>,
    /// Every zone of the catalogue: one picture each, and one of the report.
    #[arg(long, group = "subject")]
    all: bool,
    /// The zones of the report: one picture each, and one of them all.
    #[arg(long, group = "subject")]
    report: bool,
    /// A view of the map.
    #[arg(long, group = "subject", value_name = "LON,LAT,ZOOM", value_parser = parse_view, allow_hyphen_values = true)]
    view: Option<(f64, f64, f64)>,
    /// Without it, the ending of --output decides; in a folder, png.
    #[arg(long, value_enum)]
    format: Option<PictureFormat>,
    /// 1920x1080, 16:9, 4:3, a4 to a0, or a4-portrait; without it, that of the layout.
    #[arg(long, value_parser = parse_size)]
    size: Option<String>,
    /// Pixels per inch of a paper size.
    #[arg(long, default_value_t = DEFAULT_DPI, value_parser = clap::value_parser!(u32).range(36..=1200))]
    dpi: u32,
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
    /// On this day; without it, the catalogue's own date.
    #[arg(long, value_parser = parse_day)]
    as_of: Option<Day>,
    /// What was known then, or what was true then as far as is known now.
    #[arg(long, value_enum, default_value = "true")]
    clock: ClockArg,
    #[arg(long, value_enum, default_value = "km2")]
    unit: UnitArg,
    #[arg(long, value_enum, default_value = "light")]
    theme: ThemeArg,
    /// sheet, slide-4x3, large-print, a4, a4-portrait, a3, a3-portrait, poster, map, figures or
    /// compare; without it, compare where two are shown, else sheet.
    #[arg(long, value_parser = parse_layout)]
    layout: Option<String>,
    /// Show another zone beside it, at the same scale.
    #[arg(long, value_name = "ID", conflicts_with = "with_date")]
    with: Option<String>,
    /// Show the same on another day beside it.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    with_date: Option<Day>,
    /// Show it on another base map beside it, named as --basemap takes it, or "embedded"; with
    /// --with-date on that day.
    #[arg(long, value_name = "NAME", conflicts_with = "with")]
    with_basemap: Option<String>,
    /// One picture for the end of each of these years; as apng or gif, one animation.
    #[arg(long, value_name = "FROM..TO", value_parser = parse_years, conflicts_with = "as_of")]
    each_year: Option<Years>,
    /// A presentation (.pptx) whose slide size, layout, fonts and colours the slides take.
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// SVG with texts as outlines, for programs that leave the fonts of a file out.
    #[arg(long)]
    text_as_outlines: bool,
    #[command(flatten)]
    marks: MarksSpec,
    /// Leave the inset of the city out, as `--without locator` does.
    #[arg(long)]
    no_locator: bool,
    /// Leave the strip of milestones out, as `--without strip` does.
    #[arg(long)]
    no_strip: bool,
    /// Leave parts out. Credits and the note on approval stand on every page.
    #[arg(long, value_enum, value_name = "PART,...", value_delimiter = ',')]
    without: Vec<PartArg>,
    /// What titles are set in; without it, that of the layout, sans.
    #[arg(long, value_enum)]
    titles: Option<TitlesArg>,
    /// The fonts that slides name; gongwen is 方正小标宋 and 仿宋_GB2312, of official documents.
    #[arg(long, value_enum, default_value = "plain")]
    office_fonts: OfficeFontsArg,
    /// What decides the colours of zones.
    #[arg(long, value_enum, default_value = "zone")]
    color_by: ColorByArg,
    /// Draw parts, neighbours and forerunners of the zones too.
    #[arg(long)]
    neighbours: bool,
    /// Draw the zones of the wider plan too.
    #[arg(long)]
    wider: bool,
    /// A PMTiles or MBTiles file, a source (an offered id, or RON) or an address; without it, the
    /// embedded base map.
    #[arg(long, value_name = "NAME")]
    basemap: Option<String>,
    /// With --all or --report: one PDF or PPTX with a page for each picture, instead of a file for each.
    #[arg(long)]
    atlas: bool,
    /// Add the pictures to a manifest, from which `render` makes them again; it is begun where there
    /// is none.
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// The file, or a folder that is there; always a folder with --all and --report but not --atlas.
    #[arg(short, long)]
    output: PathBuf,
    /// Replace files that exist.
    #[arg(long)]
    force: bool,
    /// The catalogue; without it, the embedded one.
    file: Vec<PathBuf>,
}

fn parse_layout(text: &str) -> Result<String, String> {
    layout_named(text).map(|layout| layout.id.clone())
}

/// The first and the last of some years.
#[derive(Debug, Clone, Copy)]
struct Years(i16, i16);

/// Reads `2015..2026`.
fn parse_years(text: &str) -> Result<Years, String> {
    const MOST: i16 = 200;
    let form = "write the years as FROM..TO, such as 2015..2026";
    let (from, to) = text.split_once("..").ok_or(form)?;
    let year = |text: &str| text.trim().parse::<i16>().map_err(|_| form.to_owned());
    let (from, to) = (year(from)?, year(to)?);
    if from < 1 || to < from || to - from >= MOST {
        return Err(format!("the years go forward, {MOST} of them at most; {form}"));
    }
    Ok(Years(from, to))
}

impl Years {
    /// The last day of each.
    fn days(self) -> Vec<Day> {
        (self.0..=self.1).filter_map(|year| Day::new(year, 12, 31).ok()).collect()
    }
}

pub fn run(arguments: &ExportArguments) -> Result<Outcome> {
    let catalogue = load(&arguments.file)?;
    let day = day_of(&catalogue, arguments.as_of);
    let mut pictures = pictures(arguments, &catalogue, day)?;
    // What is wrong with the size is said before the base map is opened.
    for (picture, _) in &pictures {
        picture.check(&catalogue)?;
    }
    let store = super::base_map(arguments.basemap.as_deref())?;
    if let Some(years) = arguments.each_year {
        pictures = over_years(pictures, &years.days(), &catalogue, &store)?;
    }
    let existing = if arguments.force { Existing::Replace } else { Existing::Keep };
    let results = parallel_map(&pictures, |(picture, path)| {
        write_picture(picture, &catalogue, &store, path, existing)
    });
    let mut outcome = Outcome::Well;
    let mut written = Vec::new();
    for (result, (picture, path)) in results.into_iter().zip(&pictures) {
        match result {
            Ok((sum, findings)) => {
                super::print(&format!("{}\n", path.display()))?;
                if !findings.is_empty() {
                    eprintln!("beijing-zones: {findings}, in {}", path.display());
                    outcome = Outcome::Findings;
                }
                written.push((picture, path, sum));
            }
            Err(error) if pictures.len() > 1 => {
                eprintln!("beijing-zones: {}", super::message(&error));
                outcome = Outcome::Findings;
            }
            Err(error) => return Err(error),
        }
    }
    if outcome == Outcome::Well {
        let count = written.len();
        let files = if count == 1 { "file" } else { "files" };
        eprintln!("beijing-zones: {count} {files} written, read back and verified");
    }
    if let Some(path) = &arguments.manifest {
        let basemap = arguments.basemap.as_deref();
        let mut manifest = Manifest::open_or_new(path, &arguments.file, &catalogue, basemap)?;
        for (picture, file, bytes) in &written {
            manifest.add(path, file, &Work::Picture(Box::new((*picture).clone())), bytes);
        }
        manifest.save(path)?;
    }
    Ok(outcome)
}

/// The pictures of each day in the place of one, all of the view that the last has.
fn over_years(
    pictures: Vec<(PictureSpec, PathBuf)>,
    days: &[Day],
    catalogue: &Catalogue,
    store: &TileStore,
) -> Result<Vec<(PictureSpec, PathBuf)>> {
    let mut all = Vec::new();
    for (picture, path) in pictures {
        let still = picture.with_fixed_view(catalogue, store)?;
        if picture.format.is_animation() {
            all.push((still, path));
            continue;
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for day in days {
            let name = format!("{stem}-{}.{}", day.year(), picture.format.extension());
            let picture = PictureSpec { as_of: day.to_string(), ..still.clone() };
            all.push((picture, path.with_file_name(name)));
        }
    }
    Ok(all)
}

fn write_picture(
    picture: &PictureSpec,
    catalogue: &Catalogue,
    store: &TileStore,
    path: &Path,
    existing: Existing,
) -> Result<(manifest::Sum, String)> {
    // Said before the work rather than after it; the write itself decides.
    if existing == Existing::Keep && path.exists() {
        return Err(store::StoreError::Exists(path.to_owned()).into());
    }
    let made = picture.make(catalogue, store)?;
    store::write(path, &made.bytes, existing)?;
    verify(path, &made.bytes, picture)?;
    Ok((
        manifest::sum(&made.bytes),
        finding_words(crate::model::Lang::En, &made.findings, catalogue),
    ))
}

/// The kind of the files: what was asked for, else what the name of the one file says.
fn format_of(arguments: &ExportArguments) -> Result<PictureFormat> {
    let path = &arguments.output;
    let many = (arguments.all || arguments.report) && !arguments.atlas;
    match arguments.format {
        Some(format) => Ok(format),
        None if many || path.is_dir() => Ok(PictureFormat::Png),
        None => PictureFormat::of_path(path).ok_or_else(|| {
            let kinds: Vec<&str> =
                PictureFormat::value_variants().iter().map(|kind| kind.extension()).collect();
            let message = format!(
                "a picture is named by its kind, {}: name it {}, or give --format and a folder that is there",
                kinds.join(", "),
                path.with_extension("png").display()
            );
            Usage(message).into()
        }),
    }
}

/// What to draw, and where each picture goes.
fn pictures(
    arguments: &ExportArguments,
    catalogue: &Catalogue,
    day: Day,
) -> Result<Vec<(PictureSpec, PathBuf)>> {
    let format = format_of(arguments)?;
    let extension = format.extension();
    let at = AsOf::new(day, arguments.clock.clock());
    let beside = match (&arguments.with, arguments.with_date) {
        (Some(id), _) => Some(BesideSpec::Zone(id.clone())),
        (None, Some(day)) => Some(BesideSpec::Day(day.to_string())),
        (None, None) => arguments.with_basemap.as_ref().map(|_| BesideSpec::Day(day.to_string())),
    };
    let layout = match &arguments.layout {
        Some(id) => layout_named(id).map_err(Usage)?,
        None if beside.is_some() => Layout::compare(),
        None => Layout::sheet(),
    };
    let frames: Vec<String> = match arguments.each_year {
        Some(years) if format.is_animation() => years.days().iter().map(Day::to_string).collect(),
        _ => Vec::new(),
    };
    let mut without = arguments.without.clone();
    without.extend(arguments.no_locator.then_some(PartArg::Locator));
    without.extend(arguments.no_strip.then_some(PartArg::Strip));
    let spec = |pages: Vec<SubjectSpec>| PictureSpec {
        pages,
        format,
        size: arguments.size.clone().unwrap_or_else(|| layout.size.clone()),
        dpi: arguments.dpi,
        lang: arguments.lang,
        as_of: day_text(day),
        clock: arguments.clock,
        unit: arguments.unit,
        theme: arguments.theme,
        layout: layout.id.clone(),
        beside: beside.clone(),
        marks: arguments.marks.clone(),
        beside_base_map: arguments.with_basemap.clone(),
        without: without.clone(),
        titles: arguments.titles,
        office_fonts: arguments.office_fonts,
        template: arguments.template.as_ref().map(|path| path.display().to_string()),
        outlines: arguments.text_as_outlines,
        frames: frames.clone(),
        color_by: arguments.color_by,
        neighbours: arguments.neighbours,
        wider: arguments.wider,
        layers: all_layers(),
        furniture: (true, true),
    };
    if let Some(id) = &arguments.zone {
        let picture = spec(vec![SubjectSpec::Zone(id.clone())]);
        picture.check(catalogue)?;
        return Ok(vec![(picture, picture_path(&arguments.output, id, extension)?)]);
    }
    if let Some((lon, lat, zoom)) = arguments.view {
        let picture = spec(vec![SubjectSpec::View(lon, lat, zoom)]);
        return Ok(vec![(picture, picture_path(&arguments.output, "view", extension)?)]);
    }
    let zones = catalogue
        .zones
        .iter()
        .filter(|zone| arguments.all || zone.group == Group::Report)
        // Of these, what was not known yet has no picture.
        .filter(|zone| zone.is_known_on(catalogue, at))
        .map(|zone| (SubjectSpec::Zone(zone.id.clone()), zone.id.as_str()));
    let subjects = std::iter::once((SubjectSpec::Report, "report")).chain(zones);
    if arguments.atlas {
        if !format.has_pages() {
            let message = "an atlas has several pages: choose --format pdf or pptx".to_owned();
            return Err(Usage(message).into());
        }
        let picture = spec(subjects.map(|(subject, _)| subject).collect());
        return Ok(vec![(picture, picture_path(&arguments.output, "atlas", extension)?)]);
    }
    let folder = &arguments.output;
    if folder.exists() && !folder.is_dir() {
        let message = format!(
            "it is a file, and a folder is needed for several pictures: {}",
            folder.display()
        );
        return Err(Usage(message).into());
    }
    // A folder that is named like a file was not meant.
    if !folder.is_dir()
        && let Some(kind) = PictureFormat::of_path(folder)
    {
        let one = if kind.has_pages() { ", or add --atlas for one file" } else { "" };
        let message = format!(
            "several pictures go into a folder: name one without an ending{one}: {}",
            folder.display()
        );
        return Err(Usage(message).into());
    }
    fs::create_dir_all(folder)
        .with_context(|| format!("the folder cannot be made: {}", folder.display()))?;
    Ok(subjects
        .map(|(subject, name)| (spec(vec![subject]), folder.join(format!("{name}.{extension}"))))
        .collect())
}

/// The file of one picture: `NAME.EXTENSION` in a folder that is there. A file of another kind's
/// name would not open as what it says.
fn picture_path(path: &Path, name: &str, extension: &str) -> Result<PathBuf> {
    match path.extension() {
        _ if path.is_dir() => Ok(path.join(format!("{name}.{extension}"))),
        Some(given) if given.eq_ignore_ascii_case(extension) => Ok(path.to_owned()),
        _ => {
            let better = path.with_extension(extension);
            let message = format!("the picture is a {extension}: name it {}", better.display());
            Err(Usage(message).into())
        }
    }
}
