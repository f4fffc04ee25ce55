//! `render`: the files of a manifest, made again or checked.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use clap::Args;

use super::{
    Outcome, load,
    manifest::{self, Entry, Manifest},
    same::{Same, compare},
    verify::finding_words,
};
use crate::{
    basemap::TileStore,
    export::png,
    formats::store::{self, Existing},
    jobs::parallel_map,
    model::catalogue::Catalogue,
};

#[derive(Debug, Args)]
pub struct RenderArguments {
    /// The manifest that `export --manifest` wrote.
    manifest: PathBuf,
    /// Write no file of the manifest: compare each with what would be made. Under the version that
    /// made them byte for byte, under another by their pixels and their content; where a picture
    /// differs, FILE.difference.png shows where.
    #[arg(long)]
    check: bool,
    /// Where the files go; without it, where they were.
    #[arg(short, long, value_name = "FOLDER", conflicts_with = "check")]
    output: Option<PathBuf>,
    /// Replace files that exist.
    #[arg(long)]
    force: bool,
}

pub fn run(arguments: &RenderArguments) -> Result<Outcome> {
    let path = &arguments.manifest;
    let mut manifest = Manifest::read(path)?;
    for picture in manifest.pictures.iter_mut().filter_map(|entry| entry.work.picture_mut()) {
        let template = picture.template.take();
        picture.template = template.map(|template| manifest::of(path, &template));
        let second = picture.beside_base_map.take();
        picture.beside_base_map = second.map(|name| manifest::of(path, &name));
    }
    let manifest = manifest;
    let files: Vec<PathBuf> =
        manifest.catalogue.iter().map(|file| manifest::of(path, file).into()).collect();
    let catalogue = load(&files)?;
    let base_map = manifest.base_map.as_deref().map(|name| manifest::of(path, name));
    let store = super::base_map(base_map.as_deref())?;
    let changes = manifest.changes(path, &catalogue)?;
    if !changes.is_empty() {
        eprintln!("beijing-zones: changed since these files were made: {}", changes.join(", "));
    }
    let same_program = manifest.program == env!("CARGO_PKG_VERSION");
    let results = parallel_map(&manifest.pictures, |entry| {
        if arguments.check {
            check(entry, path, &catalogue, &store, same_program)
        } else {
            make(entry, arguments, &catalogue, &store)
        }
    });
    let mut outcome = Outcome::Well;
    for (result, entry) in results.into_iter().zip(&manifest.pictures) {
        match result {
            Ok((verdict, well)) => {
                super::print(&format!("{}: {verdict}\n", entry.file))?;
                if !well {
                    outcome = Outcome::Findings;
                }
            }
            Err(error) => {
                eprintln!("beijing-zones: {}", super::message(&error));
                outcome = Outcome::Findings;
            }
        }
    }
    Ok(outcome)
}

/// A word for the result, and whether all is well.
type Verdict = (String, bool);

fn make(
    entry: &Entry,
    arguments: &RenderArguments,
    catalogue: &Catalogue,
    store: &TileStore,
) -> Result<Verdict> {
    let made = entry.work.make(catalogue, store)?;
    let bytes = made.bytes;
    let path = match &arguments.output {
        Some(folder) => {
            fs::create_dir_all(folder)
                .with_context(|| format!("the folder cannot be made: {}", folder.display()))?;
            folder.join(Path::new(&entry.file).file_name().unwrap_or_default())
        }
        None => manifest::beside(&arguments.manifest, &entry.file),
    };
    if fs::read(&path).is_ok_and(|old| old == bytes) {
        return Ok(("unchanged".to_owned(), true));
    }
    let existing = if arguments.force { Existing::Replace } else { Existing::Keep };
    store::write(&path, &bytes, existing)?;
    entry.work.verify(&path, &bytes)?;
    let findings = finding_words(crate::model::Lang::En, &made.findings, catalogue);
    if !findings.is_empty() {
        return Ok((format!("made again, but {findings}"), false));
    }
    let same = manifest::sum(&bytes) == entry.sum;
    Ok((if same { "made again, the same" } else { "made again, not as it was" }.to_owned(), true))
}

fn check(
    entry: &Entry,
    manifest: &Path,
    catalogue: &Catalogue,
    store: &TileStore,
    same_program: bool,
) -> Result<Verdict> {
    let path = manifest::beside(manifest, &entry.file);
    let old = fs::read(&path)
        .with_context(|| format!("the picture cannot be read: {}", path.display()))?;
    let new = entry.work.make(catalogue, store)?.bytes;
    Ok(match compare(&old, &new)? {
        Same::Bytes => ("the same".to_owned(), true),
        // Another program version may pack the same picture in other bytes; the same one may not.
        Same::Content(what) => (format!("the same {what}, in other bytes"), !same_program),
        Same::Not { what, shown: None } => (format!("differs: {what}"), false),
        Same::Not { what, shown: Some(shown) } => {
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push(".difference.png");
            let beside = path.with_file_name(name);
            store::write(&beside, &png::encode_pixels(shown.size, &shown.rgb)?, Existing::Replace)?;
            (format!("differs: {what}, shown in {}", beside.display()), false)
        }
    })
}
