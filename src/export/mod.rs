//! Finished scenes to files. Each exporter is a function with one exhaustive match.

pub mod animation;
pub mod pdf;
pub mod png;
pub mod pptx;
pub mod reading;
pub mod svg;
pub mod xlsx;

use crate::{
    scene::{Item, Scene},
    text::fonts::missing_characters,
};

/// The characters of a scene that no embedded font can show: a picture with boxes is not written.
fn missing_glyphs(scene: &Scene) -> Option<String> {
    let mut missing: Vec<char> = scene
        .items
        .iter()
        .filter_map(|item| if let Item::Text { text, .. } = item { Some(text) } else { None })
        .flat_map(|text| missing_characters(&text.text))
        .collect();
    missing.sort_unstable();
    missing.dedup();
    (!missing.is_empty()).then(|| missing.into_iter().collect())
}
