//! `render`: the pictures of a manifest, made again or checked.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use clap::Args;

use super::{
    Outcome, load,
    manifest::{self, Entry, Manifest},
    picture::PictureFormat,
    verify::{finding_words, verify},
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
    /// Write nothing: compare each picture with its file. Under the version that made them byte for
    /// byte, under another the pixels of PNG; where a PNG differs, NAME.difference.png shows where.
    #[arg(long)]
    check: bool,
    /// Where the pictures go; without it, where they were.
    #[arg(short, long, value_name = "FOLDER", conflicts_with = "check")]
    output: Option<PathBuf>,
    /// Replace files that exist.
    #[arg(long)]
    force: bool,
}

pub fn run(arguments: &RenderArguments) -> Result<Outcome> {
    let path = &arguments.manifest;
    let mut manifest = Manifest::read(path)?;
    for entry in &mut manifest.pictures {
        let template = entry.picture.template.take();
        entry.picture.template = template.map(|template| manifest::of(path, &template));
        let second = entry.picture.beside_base_map.take();
        entry.picture.beside_base_map = second.map(|name| manifest::of(path, &name));
    }
    let manifest = manifest;
    let files: Vec<PathBuf> =
        manifest.catalogue.iter().map(|file| manifest::of(path, file).into()).collect();
    let catalogue = load(&files)?;
    let base_map = manifest.base_map.as_deref().map(|name| manifest::of(path, name));
    let store = super::base_map(base_map.as_deref())?;
    let changes = manifest.changes(path, &catalogue)?;
    if !changes.is_empty() {
        eprintln!("beijing-zones: changed since these pictures were made: {}", changes.join(", "));
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
    let made = entry.picture.make(catalogue, store)?;
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
    verify(&path, &bytes, &entry.picture)?;
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
    let new = entry.picture.make(catalogue, store)?.bytes;
    if old == new {
        return Ok(("the same".to_owned(), true));
    }
    if entry.picture.format != PictureFormat::Png {
        return Ok(("differs".to_owned(), false));
    }
    let new = png::decode(&new).context("the new picture cannot be read")?;
    let old = match png::decode(&old) {
        Ok(old) => old,
        Err(error) => return Ok((format!("the file is no whole PNG ({error})"), false)),
    };
    if old.size != new.size {
        let verdict = format!("differs: {:?} pixels, not {:?}", old.size, new.size);
        return Ok((verdict, false));
    }
    let different = old
        .rgb
        .chunks_exact(3)
        .zip(new.rgb.chunks_exact(3))
        .filter(|(old, new)| old != new)
        .count();
    if different == 0 {
        let well = !same_program;
        return Ok(("the same pixels, in other bytes".to_owned(), well));
    }
    let shown = difference(&old, &new);
    let beside = path.with_extension("difference.png");
    store::write(&beside, &png::encode_pixels(old.size, &shown)?, Existing::Replace)?;
    Ok((format!("differs in {different} pixels, shown in {}", beside.display()), false))
}

/// The old picture pale and grey, with what differs in red.
fn difference(old: &png::Decoded, new: &png::Decoded) -> Vec<u8> {
    let pixels = old.rgb.chunks_exact(3).zip(new.rgb.chunks_exact(3));
    pixels
        .flat_map(|(old, new)| {
            if old == new {
                let sum: u32 = old.iter().map(|byte| u32::from(*byte)).sum();
                let pale = u8::try_from(170 + sum / 9).unwrap_or(u8::MAX);
                [pale; 3]
            } else {
                [208, 0, 32]
            }
        })
        .collect()
}
