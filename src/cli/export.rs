//! `export`: pictures of zones.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};

use super::{
    LangArg, Outcome, ThemeArg, UnitArg, Usage, day_of, load,
    options::{SizeArg, parse_day, parse_view},
};
use crate::{
    basemap::TileStore,
    export::{pdf, png, svg},
    formats::store::{self, Existing},
    jobs::parallel_map,
    model::{boundary::LonLat, catalogue::Catalogue, check::nearest, date::Day, zone::Group},
    scene::{
        WorldPoint,
        map::Layers,
        sheet::{Layout, SheetInput, Subject, compose},
        theming::ColorBy,
    },
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
    #[arg(long, value_enum, default_value = "png")]
    format: PictureFormat,
    /// 1920x1080, 16:9, 4:3, or a4 to a0.
    #[arg(long, default_value = "1920x1080", value_parser = SizeArg::parse)]
    size: SizeArg,
    /// Pixels per inch of a paper size.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(36..=1200))]
    dpi: u32,
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
    /// What was known on this day; without it, the catalogue's own date.
    #[arg(long, value_parser = parse_day)]
    as_of: Option<Day>,
    #[arg(long, value_enum, default_value = "km2")]
    unit: UnitArg,
    #[arg(long, value_enum, default_value = "light")]
    theme: ThemeArg,
    #[arg(long, value_enum, default_value = "sheet")]
    layout: LayoutArg,
    /// What decides the colours of zones.
    #[arg(long, value_enum, default_value = "zone")]
    color_by: ColorByArg,
    /// Draw parts, neighbours and forerunners of the zones too.
    #[arg(long)]
    neighbours: bool,
    /// Draw the zones of the wider plan too.
    #[arg(long)]
    wider: bool,
    /// A PMTiles or MBTiles file of pictures or vector tiles; without it, the embedded base map.
    #[arg(long, value_name = "FILE")]
    basemap: Option<String>,
    /// The file, or a folder that is there; always a folder with --all and --report.
    #[arg(short, long)]
    output: PathBuf,
    /// Replace files that exist.
    #[arg(long)]
    force: bool,
    /// The catalogue; without it, the embedded one.
    file: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PictureFormat {
    Png,
    Svg,
    Pdf,
}

impl PictureFormat {
    fn extension(self) -> &'static str {
        match self {
            PictureFormat::Png => "png",
            PictureFormat::Svg => "svg",
            PictureFormat::Pdf => "pdf",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ColorByArg {
    Zone,
    Kind,
    Status,
    District,
    Quality,
    /// The headline figure.
    Published,
    Drawn,
}

impl ColorByArg {
    fn color_by(self) -> ColorBy {
        match self {
            ColorByArg::Zone => ColorBy::Zone,
            ColorByArg::Kind => ColorBy::Kind,
            ColorByArg::Status => ColorBy::Status,
            ColorByArg::District => ColorBy::District,
            ColorByArg::Quality => ColorBy::Quality,
            ColorByArg::Published => ColorBy::Published,
            ColorByArg::Drawn => ColorBy::Drawn,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LayoutArg {
    Sheet,
    Map,
}

pub fn run(arguments: &ExportArguments) -> Result<Outcome> {
    let catalogue = load(&arguments.file)?;
    let size = arguments.size.pixels(f64::from(arguments.dpi));
    if arguments.format == PictureFormat::Png {
        png::check_size(size.0, size.1).map_err(|error| Usage(error.to_string()))?;
    }
    let day = day_of(&catalogue, arguments.as_of);
    let pictures = pictures(arguments, &catalogue, day)?;
    let store = super::base_map(arguments.basemap.as_deref())?;
    let input = SheetInput {
        catalogue: &catalogue,
        subject: Subject::Report,
        lang: arguments.lang.labels(),
        unit: arguments.unit.unit(),
        day,
        theme: arguments.theme.theme(),
        size,
        layout: match arguments.layout {
            LayoutArg::Sheet => Layout::Sheet,
            LayoutArg::Map => Layout::Map,
        },
        layers: Layers::ALL,
        color_by: arguments.color_by.color_by(),
        neighbours: arguments.neighbours,
        wider: arguments.wider,
    };
    let existing = if arguments.force { Existing::Replace } else { Existing::Keep };
    let results = parallel_map(&pictures, |(subject, path)| {
        let input = SheetInput { subject: *subject, ..input };
        write_picture(&input, &store, arguments, path, existing)
    });
    let mut outcome = Outcome::Well;
    for (result, (_, path)) in results.into_iter().zip(&pictures) {
        match result {
            Ok(()) => super::print(&format!("{}\n", path.display()))?,
            Err(error) if pictures.len() > 1 => {
                eprintln!("beijing-zones: {}", super::message(&error));
                outcome = Outcome::Findings;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(outcome)
}

fn write_picture(
    input: &SheetInput<'_>,
    store: &TileStore,
    arguments: &ExportArguments,
    path: &Path,
    existing: Existing,
) -> Result<()> {
    // Said before the work rather than after it; the write itself decides.
    if existing == Existing::Keep && path.exists() {
        return Err(store::StoreError::Exists(path.to_owned()).into());
    }
    let sheet = compose(input, store)?;
    let bytes = match arguments.format {
        PictureFormat::Png => png::encode(&sheet.scene)?,
        PictureFormat::Svg => svg::encode(&sheet.scene)?,
        PictureFormat::Pdf => {
            let dpi = match arguments.size {
                SizeArg::Paper(..) => f64::from(arguments.dpi),
                SizeArg::Pixels(..) => SCREEN_DPI,
            };
            #[expect(clippy::cast_possible_truncation, reason = "a small number")]
            pdf::encode(&sheet.scene, sheet.scene.scale * (POINTS_PER_INCH / dpi) as f32)?
        }
    };
    store::write(path, &bytes, existing)?;
    Ok(())
}

/// What a page whose size is given in pixels is printed at.
const SCREEN_DPI: f64 = 96.0;
const POINTS_PER_INCH: f64 = 72.0;

/// What to draw, and where each picture goes.
fn pictures(
    arguments: &ExportArguments,
    catalogue: &Catalogue,
    day: Day,
) -> Result<Vec<(Subject, PathBuf)>> {
    let extension = arguments.format.extension();
    if let Some(id) = &arguments.zone {
        let index = catalogue.zones.iter().position(|zone| zone.id == *id).ok_or_else(|| {
            let known = catalogue.zones.iter().map(|zone| zone.id.as_str());
            let hint = nearest(id, known).map_or_else(
                || "; `beijing-zones areas` lists them".to_owned(),
                |near| format!("; did you mean \"{near}\"?"),
            );
            Usage(format!("there is no zone \"{id}\"{hint}"))
        })?;
        if !catalogue.zones[index].is_known_on(day) {
            let message = format!("nothing was known of \"{id}\" on {day}: choose a later --as-of");
            return Err(Usage(message).into());
        }
        return Ok(vec![(Subject::Zone(index), picture_path(&arguments.output, id, extension)?)]);
    }
    if let Some((lon, lat, zoom)) = arguments.view {
        let center = WorldPoint::from_lon_lat(LonLat::new(lon, lat));
        let subject = Subject::View { center, zoom, selected: None, titled: false };
        return Ok(vec![(subject, picture_path(&arguments.output, "view", extension)?)]);
    }
    let folder = &arguments.output;
    if folder.exists() && !folder.is_dir() {
        let message = format!(
            "it is a file, and a folder is needed for several pictures: {}",
            folder.display()
        );
        return Err(Usage(message).into());
    }
    fs::create_dir_all(folder)
        .with_context(|| format!("the folder cannot be made: {}", folder.display()))?;
    let zones = catalogue
        .zones
        .iter()
        .enumerate()
        .filter(|(_, zone)| arguments.all || zone.group == Group::Report)
        // Of these, what was not known yet has no picture.
        .filter(|(_, zone)| zone.is_known_on(day))
        .map(|(index, zone)| {
            (Subject::Zone(index), folder.join(format!("{}.{extension}", zone.id)))
        });
    let overview = (Subject::Report, folder.join(format!("report.{extension}")));
    Ok(std::iter::once(overview).chain(zones).collect())
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
