//! Bytes to model and back. Nothing from outside can panic the program: what is malformed is an
//! error with its place, what is well formed but unsound is left to `model::check`.

pub mod catalogue;
pub mod geojson;
pub mod keys;
pub mod rulings;
pub mod store;

use std::{io, path::PathBuf};

/// Why a file is neither a catalogue nor a layer.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("the catalogue cannot be read: {}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("it is a base map, not a catalogue: give it with --basemap, {}", .0.display())]
    BaseMap(PathBuf),
    #[error("it is neither a catalogue (RON) nor a layer (GeoJSON), which are texts in UTF-8, {}", .0.display())]
    NoText(PathBuf),
}
