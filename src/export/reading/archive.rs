//! The parts of a presentation or a spreadsheet.

use std::io::{Cursor, Read as _};

/// One file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Part {
    /// The texts of its elements, one after the other; none of what is no XML.
    pub fn texts(&self) -> Vec<String> {
        let Ok(text) = std::str::from_utf8(&self.bytes) else { return Vec::new() };
        let mut reader = quick_xml::Reader::from_str(text);
        let mut texts = Vec::new();
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Text(text)) => {
                    let text = String::from_utf8_lossy(&text).trim().to_owned();
                    if !text.is_empty() {
                        texts.push(text);
                    }
                }
                Ok(quick_xml::events::Event::Eof) | Err(_) => return texts,
                Ok(_) => {}
            }
        }
    }
}

/// The parts of an archive by name.
pub fn parts(bytes: &[u8]) -> Result<Vec<Part>, String> {
    let mut file = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut parts = Vec::new();
    for at in 0..file.len() {
        let mut entry = file.by_index(at).map_err(|error| error.to_string())?;
        let name = entry.name().map_err(|error| error.to_string())?.into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
        parts.push(Part { name, bytes });
    }
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(parts)
}
