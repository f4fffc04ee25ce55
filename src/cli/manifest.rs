//! The manifest of a briefing: pictures and tables with everything that decides them, so that they can be
//! made again and checked.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, anyhow};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{
    picture::PictureSpec,
    work::{AreasSpec, ChartSpec, TableSpec, TimelineSpec, Work},
};
use crate::{
    formats::{
        catalogue,
        store::{self, Existing},
    },
    model::catalogue::Catalogue,
    text::FontId,
};

const FORMAT: u32 = 3;
/// What is read too: manifests of pictures of maps alone.
const OLDEST: u32 = 2;

/// SHA-256 in hexadecimal digits.
pub type Sum = String;

fn hex(bytes: &[u8]) -> Sum {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from_digit(u32::from(digit), 16).expect("less than 16"))
        .collect()
}

pub fn sum(bytes: &[u8]) -> Sum {
    hex(&Sha256::digest(bytes))
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "Briefing", deny_unknown_fields)]
pub struct Manifest {
    format: u32,
    /// Version of the program that made the pictures.
    pub program: String,
    /// The files of the catalogue, as seen from the manifest; none for the embedded one.
    pub catalogue: Vec<String>,
    pub catalogue_sum: Sum,
    /// As `--basemap` takes it; `None` for the embedded one.
    pub base_map: Option<String>,
    /// Of the embedded base map or the file; of a server there is none.
    pub base_map_sum: Option<Sum>,
    pub fonts_sum: Sum,
    pub pictures: Vec<Entry>,
}

/// One file of a manifest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "EntryTwin", into = "EntryTwin")]
pub struct Entry {
    /// As seen from the manifest.
    pub file: String,
    pub sum: Sum,
    pub work: Work,
}

/// An entry as the manifest has it: one of the fields says what is made. Manifests of format 2 have
/// `picture` alone.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Entry", deny_unknown_fields)]
struct EntryTwin {
    file: String,
    sum: Sum,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    picture: Option<PictureSpec>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    chart: Option<ChartSpec>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    timeline: Option<TimelineSpec>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    table: Option<TableSpec>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    areas: Option<AreasSpec>,
}

impl TryFrom<EntryTwin> for Entry {
    type Error = String;

    fn try_from(twin: EntryTwin) -> Result<Self, String> {
        let EntryTwin { file, sum, picture, chart, timeline, table, areas } = twin;
        let works = [
            picture.map(|picture| Work::Picture(Box::new(picture))),
            chart.map(Work::Chart),
            timeline.map(Work::Timeline),
            table.map(Work::Table),
            areas.map(Work::Areas),
        ];
        let mut works = works.into_iter().flatten();
        match (works.next(), works.next()) {
            (Some(work), None) => Ok(Self { file, sum, work }),
            _ => Err(format!(
                "\"{file}\" needs one of picture, chart, timeline, table and areas to say how it is made"
            )),
        }
    }
}

impl From<Entry> for EntryTwin {
    fn from(entry: Entry) -> Self {
        let Entry { file, sum, work } = entry;
        let mut twin = Self {
            file,
            sum,
            picture: None,
            chart: None,
            timeline: None,
            table: None,
            areas: None,
        };
        match work {
            Work::Picture(picture) => twin.picture = Some(*picture),
            Work::Chart(chart) => twin.chart = Some(chart),
            Work::Timeline(timeline) => twin.timeline = Some(timeline),
            Work::Table(table) => twin.table = Some(table),
            Work::Areas(areas) => twin.areas = Some(areas),
        }
        twin
    }
}

/// How manifests are read and written: what is there needs no `Some`.
fn ron_options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

impl Manifest {
    fn new(files: &[String], catalogue: &Catalogue, base_map: Option<&str>) -> Result<Self> {
        Ok(Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            catalogue: files.to_vec(),
            catalogue_sum: catalogue_sum(catalogue)?,
            base_map: base_map.map(str::to_owned),
            base_map_sum: base_map_sum(base_map),
            fonts_sum: fonts_sum(),
            pictures: Vec::new(),
        })
    }

    /// The manifest at a path, to be added to; a new one where there is none. One of another
    /// catalogue, base map or program is an error: its pictures would not be those of this one.
    pub fn open_or_new(
        path: &Path,
        files: &[PathBuf],
        catalogue: &Catalogue,
        base_map: Option<&str>,
    ) -> Result<Self> {
        let files: Vec<String> = files.iter().map(|file| seen_from(path, file)).collect();
        let base_map = base_map.map(|name| match Path::new(name) {
            file if file.is_file() => seen_from(path, file),
            _ => name.to_owned(),
        });
        let new = Self {
            base_map_sum: base_map_sum(base_map.as_deref().map(|name| of(path, name)).as_deref()),
            ..Self::new(&files, catalogue, base_map.as_deref())?
        };
        if !path.exists() {
            return Ok(new);
        }
        let old = Self::read(path)?;
        if (Self { pictures: Vec::new(), ..old.clone() }) == new {
            return Ok(old);
        }
        Err(anyhow!(
            "the manifest is of another catalogue, base map, fonts or program version; begin a new one, or make its pictures again with `render`: {}",
            path.display()
        ))
    }

    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path)
            .with_context(|| format!("the manifest cannot be read: {}", path.display()))?;
        let manifest: Self = ron_options().from_str(&text).map_err(|error| {
            anyhow!("it is not a manifest of pictures: {error}, in {}", path.display())
        })?;
        if !(OLDEST..=FORMAT).contains(&manifest.format) {
            return Err(anyhow!(
                "the manifest has format {}; this program reads formats {OLDEST} to {FORMAT}: {}",
                manifest.format,
                path.display()
            ));
        }
        Ok(Self { format: FORMAT, ..manifest })
    }

    /// Adds a file, in the place of an earlier one of that name.
    pub fn add(&mut self, path: &Path, file: &Path, work: &Work, sum: &Sum) {
        let file = seen_from(path, file);
        let mut work = work.clone();
        if let Some(picture) = work.picture_mut() {
            let template = picture.template.take();
            picture.template = template.map(|template| seen_from(path, Path::new(&template)));
            let second = picture.beside_base_map.take();
            picture.beside_base_map = second.map(|name| match Path::new(&name) {
                file if file.is_file() => seen_from(path, file),
                _ => name,
            });
        }
        self.pictures.retain(|entry| entry.file != file);
        self.pictures.push(Entry { file, sum: sum.clone(), work });
        self.pictures.sort_by(|a, b| a.file.cmp(&b.file));
    }

    /// Lists a file under another name, in the place of what was listed as that; says whether it has it.
    pub fn rename(&mut self, path: &Path, from: &Path, to: &Path) -> bool {
        let (from, to) = (seen_from(path, from), seen_from(path, to));
        if !self.pictures.iter().any(|entry| entry.file == from) {
            return false;
        }
        self.pictures.retain(|entry| entry.file != to);
        for entry in self.pictures.iter_mut().filter(|entry| entry.file == from) {
            entry.file.clone_from(&to);
        }
        self.pictures.sort_by(|a, b| a.file.cmp(&b.file));
        true
    }

    pub fn save(&self, path: &Path) -> Result<()> {
        let form = ron::ser::PrettyConfig::default().depth_limit(3);
        let text = ron_options().to_string_pretty(self, form).expect("texts are always RON");
        store::write(path, format!("{text}\n").as_bytes(), Existing::Replace)?;
        Ok(())
    }

    /// What is not as it was when the pictures were made, in words.
    pub fn changes(&self, path: &Path, catalogue: &Catalogue) -> Result<Vec<&'static str>> {
        let base_map = self.base_map.as_deref().map(|name| of(path, name));
        let mut changes = Vec::new();
        if self.program != env!("CARGO_PKG_VERSION") {
            changes.push("the program");
        }
        if self.catalogue_sum != catalogue_sum(catalogue)? {
            changes.push("the catalogue");
        }
        if self.base_map_sum != base_map_sum(base_map.as_deref()) {
            changes.push("the base map");
        }
        if self.fonts_sum != fonts_sum() {
            changes.push("the fonts");
        }
        Ok(changes)
    }
}

/// A name of a manifest as seen from here: what is a file beside it, is that file.
pub fn of(manifest: &Path, name: &str) -> String {
    let beside = beside(manifest, name);
    if beside.exists() { beside.display().to_string() } else { name.to_owned() }
}

/// A file of a manifest.
pub fn beside(manifest: &Path, file: &str) -> PathBuf {
    manifest.parent().unwrap_or(Path::new("")).join(file)
}

/// A file as seen from a manifest: relative where it lies in the same folder or below.
fn seen_from(manifest: &Path, file: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = absolute(manifest).parent().map(Path::to_owned).unwrap_or_default();
    let file = absolute(file);
    let seen = file.strip_prefix(&folder).unwrap_or(&file);
    seen.display().to_string().replace('\\', "/")
}

/// The sum of a catalogue as it is written.
pub fn catalogue_sum(catalogue: &Catalogue) -> Result<Sum> {
    Ok(sum(catalogue::write(catalogue)?.as_bytes()))
}

fn base_map_sum(name: Option<&str>) -> Option<Sum> {
    match name {
        None => Some(sum(crate::basemap::embedded_bytes())),
        Some(name) => fs::read(name).ok().map(|bytes| sum(&bytes)),
    }
}

fn fonts_sum() -> Sum {
    let mut all = Sha256::new();
    for font in FontId::ALL {
        all.update(font.bytes());
    }
    hex(&all.finalize())
}
