//! The user's rulings: a RON file of their own, since the catalogue that they are about may be the one
//! in the program.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    catalogue,
    store::{self, Existing, StoreError},
};
use crate::model::ruling::Ruling;

const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(rename = "Rulings", deny_unknown_fields)]
struct File {
    format: u32,
    rulings: Vec<(String, catalogue::Ruling)>,
}

/// Why the rulings of earlier sessions cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RulingsError {
    #[error("the rulings cannot be read: {source}, in {}", path.display())]
    Ron { path: PathBuf, source: Box<ron::error::SpannedError> },
    #[error("the rulings have format {found}; this program reads format {FORMAT}, in {}", path.display())]
    Format { path: PathBuf, found: u32 },
}

/// Where the rulings are kept; `None` where the system has no such folder.
pub fn path() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "beijing-zones")?;
    Some(folders.data_local_dir().join("rulings.ron"))
}

/// Rulings by the id of their zone; none where there is no file. One that cannot be read is an error,
/// so that it is not written over.
pub fn load(path: &Path) -> Result<Vec<(String, Ruling)>, RulingsError> {
    let Ok(text) = fs::read_to_string(path) else { return Ok(Vec::new()) };
    let file: File = ron::from_str(&text)
        .map_err(|source| RulingsError::Ron { path: path.to_owned(), source: Box::new(source) })?;
    if file.format != FORMAT {
        return Err(RulingsError::Format { path: path.to_owned(), found: file.format });
    }
    let read = |(zone, ruling): (String, catalogue::Ruling)| {
        let on = ruling.on.0.last;
        (zone, Ruling { figure: ruling.figure, reason: ruling.reason, by: ruling.by, on })
    };
    Ok(file.rulings.into_iter().map(read).collect())
}

/// Saves the rulings at once or not at all.
pub fn save(path: &Path, rulings: &[(String, Ruling)]) -> Result<(), StoreError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .map_err(|source| StoreError::Io { path: folder.to_owned(), source })?;
    }
    let rulings =
        rulings.iter().map(|(zone, ruling)| (zone.clone(), catalogue::ruling(ruling))).collect();
    let text = ron::ser::to_string_pretty(
        &File { format: FORMAT, rulings },
        ron::ser::PrettyConfig::default(),
    )
    .expect("texts are always RON");
    store::write(path, text.as_bytes(), Existing::Replace)
}
