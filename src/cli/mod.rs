//! The commands: arguments to work to text. All run with no display.

/// The way to and from a choice that another layer knows by the same names, which have no spelling there.
macro_rules! spelling_of {
    ($spelling:ident, $choice:ident, $back:ident: $($name:ident),+) => {
        impl $spelling {
            pub fn of(choice: $choice) -> Self {
                match choice {
                    $($choice::$name => $spelling::$name),+
                }
            }

            pub fn $back(self) -> $choice {
                match self {
                    $($spelling::$name => $choice::$name),+
                }
            }
        }
    };
}
pub(crate) use spelling_of;

pub mod areas;
mod chart;
mod check;
mod convert;
mod diff;
mod export;
pub mod manifest;
mod options;
pub mod page;
pub mod picture;
mod render;
mod same;
pub mod table;
mod timeline;
mod timeline_picture;
pub mod verify;
pub mod work;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;
use clap::{Parser, Subcommand};

use manifest::Manifest;
pub use options::{ClockArg, LangArg, OutputFormat, SizeArg, ThemeArg, UnitArg};
use work::Work;

use crate::{
    basemap::{Source, TileStore, cache::USUAL_LIMIT},
    formats::{
        LoadError, catalogue, geojson,
        store::{self, Existing},
    },
    jobs::Progress,
    model::{catalogue::Catalogue, datum::Crs},
};

#[derive(Debug, Parser)]
#[command(
    name = "beijing-zones",
    version,
    about = "A map of Beijing's project zones: figures with their sources, areas, timelines and briefing pictures.",
    after_help = "Without a command the window opens. FILE is a catalogue (RON) or a layer (GeoJSON); without it, the embedded catalogue.\nExit codes: 0 all well, 1 findings, 2 wrong usage."
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Catalogues and GeoJSON layers to open in the window, joined in order.
    pub files: Vec<PathBuf>,
    /// A PMTiles or MBTiles file of pictures or vector tiles for the window; without it, the
    /// embedded base map.
    #[arg(long, value_name = "FILE")]
    pub basemap: Option<String>,
    /// What the layers are in, whatever they say themselves: wgs84, cgcs2000, gcj02, bd09, or an
    /// EPSG code of China such as EPSG:4548.
    #[arg(long, value_name = "D", value_parser = options::parse_crs)]
    pub datum: Option<Crs>,
    /// Print the milliseconds from start to the first complete map frame, and quit.
    #[arg(long)]
    pub time_start: bool,
    /// With --time-start: pan 60 frames before quitting, and print the milliseconds of each.
    #[arg(long, requires = "time_start")]
    pub time_pan: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write pictures of zones.
    Export(Box<export::ExportArguments>),
    /// Published and drawn area of every zone, and the audit.
    Areas(areas::AreasArguments),
    /// Make the pictures of a manifest again, or check them.
    Render(render::RenderArguments),
    /// Every milestone in order.
    Timeline(timeline::TimelineArguments),
    /// Bars or points of any number that zones have, as a picture.
    Chart(Box<chart::ChartArguments>),
    /// What changed between two catalogues.
    Diff(diff::DiffArguments),
    /// Validate a catalogue.
    Check(check::CheckArguments),
    /// Write a catalogue or layer in another format.
    Convert(convert::ConvertArguments),
}

/// How a command ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Well,
    Findings,
}

/// What the user asked for cannot be done as it was asked: exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// The message of the argument parser without its usage and pointers to help, in one line.
#[must_use]
pub fn one_line(message: &str) -> String {
    let kept: Vec<String> = message
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.starts_with("Usage:"))
        .filter(|paragraph| !paragraph.starts_with("For more information"))
        .collect();
    let line = kept.join("; ");
    line.strip_prefix("error: ").unwrap_or(&line).to_owned()
}

/// An error and its causes in one line. A cause that the error names itself is not said twice.
#[must_use]
pub fn message(error: &anyhow::Error) -> String {
    let mut line = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if line.is_empty() {
            line = cause;
        } else if !line.contains(&cause) {
            line = format!("{line}: {cause}");
        }
    }
    line
}

/// Runs a command; results go to standard output, messages to standard error.
pub fn run(command: &Command) -> Result<Outcome> {
    match command {
        Command::Export(arguments) => export::run(arguments),
        Command::Render(arguments) => render::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Areas(arguments) => areas::run(arguments),
        Command::Timeline(arguments) => timeline::run(arguments),
        Command::Chart(arguments) => chart::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Convert(arguments) => convert::run(arguments),
    }
}

/// The catalogue in files, or the embedded one where none is named.
pub fn load(files: &[PathBuf]) -> Result<Catalogue> {
    load_with(files, None, &Progress::default())
}

/// As [`load`], with the coordinate system of the layers, whatever they say themselves, and the
/// progress of reading them; stops where that is cancelled.
pub fn load_with(files: &[PathBuf], crs: Option<Crs>, progress: &Progress) -> Result<Catalogue> {
    if files.is_empty() {
        return Ok(catalogue::embedded()?);
    }
    let mut catalogues: Vec<(String, String)> = Vec::new();
    let mut layers: Vec<Catalogue> = Vec::new();
    for path in files {
        let text = text_of(path)?;
        let name = path.display().to_string();
        // RON has no file that begins so, GeoJSON no other.
        if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
            let layer = geojson::read(&name, text.trim_start_matches('\u{feff}'), crs, progress)?;
            for finding in &layer.findings {
                eprintln!("beijing-zones: {finding}, in {name}");
            }
            layers.push(layer.catalogue);
        } else {
            catalogues.push((name, text));
        }
    }
    let named: Vec<(&str, &str)> =
        catalogues.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut whole = catalogue::read(&named)?;
    for layer in layers {
        whole.join(layer);
    }
    let findings = crate::model::check::check(&whole).len();
    if findings > 0 {
        eprintln!(
            "beijing-zones: {findings} findings in the catalogue; `beijing-zones check` lists them"
        );
    }
    Ok(whole)
}

fn text_of(path: &Path) -> Result<String, LoadError> {
    let bytes =
        fs::read(path).map_err(|source| LoadError::Read { path: path.to_owned(), source })?;
    if bytes.starts_with(b"PMTiles") {
        return Err(LoadError::BaseMap(path.to_owned()));
    }
    String::from_utf8(bytes).map_err(|_| LoadError::NoText(path.to_owned()))
}

/// The base map of a file, a source or an address, or the embedded one where none is named.
pub fn base_map(name: Option<&str>) -> Result<TileStore> {
    Ok(match name {
        Some(picture::EMBEDDED) | None => TileStore::embedded()?,
        Some(name) => TileStore::named(name, key_of, USUAL_LIMIT)?,
    })
}

/// The user's key for a source: of the environment, else of the settings.
pub fn key_of(source: &Source) -> Option<String> {
    let of_environment = std::env::var(source.key_variable()).ok();
    of_environment
        .filter(|key| !key.is_empty())
        .or_else(|| crate::formats::keys::load().remove(&source.id))
}

/// The day a command shows: the one asked for, else the catalogue's own.
fn day_of(
    catalogue: &Catalogue,
    as_of: Option<crate::model::date::Day>,
) -> crate::model::date::Day {
    as_of.or_else(|| catalogue.information_to()).unwrap_or(crate::model::date::Day::MAX)
}

/// Writes a file that a command made, reads it back, enters it in a manifest if one is named, and says
/// where it is.
fn keep(
    work: &Work,
    bytes: &[u8],
    (path, force, manifest): (&Path, bool, Option<&Path>),
    (files, catalogue): (&[PathBuf], &Catalogue),
) -> Result<()> {
    let existing = if force { Existing::Replace } else { Existing::Keep };
    store::write(path, bytes, existing)?;
    work.verify(path, bytes)?;
    if let Some(manifest) = manifest {
        let mut listed = Manifest::open_or_new(manifest, files, catalogue, None)?;
        listed.add(manifest, path, work, &manifest::sum(bytes));
        listed.save(manifest)?;
    }
    print(&format!("{}\n", path.display()))
}

/// Writes a result to standard output. A reader that went away early is no error.
fn print(text: &str) -> Result<()> {
    use std::io::Write as _;
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
