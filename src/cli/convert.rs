//! `convert`: a catalogue or layer in another format.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;

use super::{Outcome, Usage, load_with, options::parse_crs};
use crate::{
    formats::{
        catalogue, geojson,
        store::{self, Existing},
    },
    jobs::Progress,
    model::{catalogue::Catalogue, datum::Crs},
};

#[derive(Debug, Args)]
pub struct ConvertArguments {
    /// The files to read, then the file to write: .geojson or .ron. With one path, the embedded
    /// catalogue is written.
    #[arg(required = true, value_name = "IN… OUT")]
    paths: Vec<PathBuf>,
    /// What the layers are in, whatever they say themselves: wgs84, cgcs2000, gcj02, bd09, or an
    /// EPSG code of China such as EPSG:4548. What is written is in WGS-84.
    #[arg(long, value_name = "D", value_parser = parse_crs)]
    datum: Option<Crs>,
    /// Replace the file if it exists.
    #[arg(long)]
    force: bool,
}

enum Format {
    Ron,
    GeoJson,
}

pub fn run(arguments: &ConvertArguments) -> Result<Outcome> {
    let Some((out, inputs)) = arguments.paths.split_last() else {
        return Err(Usage("name the file to write".to_owned()).into());
    };
    let format = format_of(out)?;
    let catalogue = load_with(inputs, arguments.datum, &Progress::default())?;
    let text = match format {
        Format::Ron => catalogue::write(&catalogue).context("the catalogue cannot be written")?,
        Format::GeoJson => geojson::write(&catalogue),
    };
    let existing = if arguments.force { Existing::Replace } else { Existing::Keep };
    store::write(out, text.as_bytes(), existing)?;
    let outlines: usize = catalogue.zones.iter().map(|zone| zone.boundaries.len()).sum();
    if let Some((crs, metres)) = arguments.datum.and_then(|crs| Some((crs, crs.uncertainty_m()?))) {
        eprintln!(
            "The shift of {} is not public: positions may be off by {metres} m or so.",
            crs.name()
        );
    }
    eprintln!("Written: {} zones, {outlines} outlines.", catalogue.zones.len());
    if let (Format::GeoJson, Some(left)) = (format, left_out(&catalogue)) {
        eprintln!("GeoJSON has no place for {left}: keep the catalogue for them.");
    }
    Ok(Outcome::Well)
}

fn format_of(path: &Path) -> Result<Format, Usage> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("ron") => Ok(Format::Ron),
        Some("geojson" | "json") => Ok(Format::GeoJson),
        _ => Err(Usage(format!(
            "the name of the file to write says its format, .geojson or .ron: {}",
            path.display()
        ))),
    }
}

/// What a layer of outlines cannot hold.
fn left_out(catalogue: &Catalogue) -> Option<String> {
    let headlines = catalogue.zones.iter().filter(|zone| zone.headline().is_some()).count();
    let of_zones: usize = catalogue.zones.iter().map(|zone| zone.milestones.len()).sum();
    let of_programmes: usize = catalogue.programmes.iter().map(|task| task.milestones.len()).sum();
    let counts = [
        (catalogue.figures().count() - headlines, "further figures"),
        (of_zones + of_programmes, "milestones"),
        (catalogue.statements.len(), "statements"),
        (catalogue.programmes.len(), "programmes"),
    ];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
