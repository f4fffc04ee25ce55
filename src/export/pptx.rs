//! Slides as Office Open XML (ECMA-376, transitional): real titles, a real table, the map as a
//! picture, the sources in the notes. No clock and no random id: the same slides give the same bytes.

mod check;
mod layout;
mod parts;
mod shapes;
mod table;
mod template;
mod timeline;

use std::{
    io::{Cursor, Write as _},
    path::Path,
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::png::{self, PngError};
use crate::{
    jobs::parallel_map,
    scene::sheet::{PageFinding, Slide, slide_points},
    style::OfficeFonts,
};
pub use check::{check, check_slides};
use layout::Layout;
use shapes::emu;
pub use template::{Template, TemplateError};

#[derive(Debug, thiserror::Error)]
pub enum PptxError {
    #[error(transparent)]
    Map(#[from] PngError),
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error("the slides cannot be put together: {0}")]
    Zip(#[from] zip::result::ZipError),
    #[error("the slides cannot be put together: {0}")]
    Io(#[from] std::io::Error),
}

/// A file of slides, and what is wrong with them beyond their maps.
pub struct Deck {
    pub bytes: Vec<u8>,
    pub findings: Vec<PageFinding>,
}

/// Writes slides of pages that have this size in pixels; with a template in its size and looks, which has
/// fonts of its own too.
pub fn encode(
    slides: &[Slide],
    size: (u32, u32),
    template: Option<&Template>,
    fonts: OfficeFonts,
) -> Result<Deck, PptxError> {
    #[expect(clippy::cast_possible_truncation, reason = "a slide is small")]
    let plain = (slide_points(size).0 as f32, slide_points(size).1 as f32);
    let (width, height) = template.map_or(plain, |template| template.size);
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let mut add = |name: &str, bytes: &[u8]| -> Result<(), PptxError> {
        // A PNG is compressed already.
        let method = match Path::new(name).extension() {
            Some(end) if end == "png" => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        file.start_file(name, options.compression_method(method))?;
        file.write_all(bytes)?;
        Ok(())
    };
    let maps = parallel_map(slides, |slide| {
        let maps = slide.panes.iter().filter_map(|pane| pane.map.as_ref());
        maps.map(png::encode).collect::<Result<Vec<_>, _>>()
    });
    let language = slides.first().map_or("en", |slide| slide.language);
    let title = slides.first().map_or("", |slide| slide.title.as_str());
    let (slide_layout, notes_master) = match template {
        Some(template) => {
            for (name, bytes) in template.around(slides.len(), language)? {
                add(&name, &bytes)?;
            }
            (template.layout.as_str(), template.notes_master.as_str())
        }
        None => {
            for (name, text) in
                parts::common(slides, (emu(width), emu(height)), (title, language), fonts)
            {
                add(&name, text.as_bytes())?;
            }
            ("ppt/slideLayouts/slideLayout1.xml", "ppt/notesMasters/notesMaster1.xml")
        }
    };
    let mut layout = Layout::new(width, height, template, fonts);
    for ((at, slide), maps) in slides.iter().enumerate().zip(maps) {
        let (number, maps) = (at + 1, maps?);
        add(&format!("ppt/slides/slide{number}.xml"), layout.slide(slide).as_bytes())?;
        let relations = parts::slide_relations(number, maps.len(), slide_layout);
        add(&format!("ppt/slides/_rels/slide{number}.xml.rels"), relations.as_bytes())?;
        let notes = parts::notes(&notes_of(slide), slide.language);
        add(&format!("ppt/notesSlides/notesSlide{number}.xml"), notes.as_bytes())?;
        let relations = parts::notes_relations(number, notes_master);
        add(&format!("ppt/notesSlides/_rels/notesSlide{number}.xml.rels"), relations.as_bytes())?;
        for (at, map) in maps.iter().enumerate() {
            add(&format!("ppt/media/{}", parts::picture_name(number, at)), map)?;
        }
    }
    Ok(Deck { bytes: file.finish()?.into_inner(), findings: layout.findings })
}

fn notes_of(slide: &Slide) -> Vec<&str> {
    let sources = slide.sources.iter().map(|(line, _)| line);
    sources.chain(&slide.foot).map(String::as_str).collect()
}
