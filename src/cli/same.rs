//! Whether two files are the same: byte for byte, else by their pixels and their content; and where not, in
//! words and as a picture.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};

use crate::export::reading::{
    DrawnMark, Part, PdfPage, Pixels, gif_frames, parts, pdf_pages, png_frames, sketch, svg_pixels,
};

/// How a file compares with another.
#[derive(Debug, PartialEq)]
pub enum Same {
    Bytes,
    /// Not in its bytes but in what it shows: pixels, drawing or content.
    Content(&'static str),
    Not {
        what: String,
        /// The old one pale, what differs in red; none for a table.
        shown: Option<Pixels>,
    },
}

/// Compares an old file with a new one of its kind. An old one that cannot be read differs; a new one that
/// cannot is an error.
pub fn compare(old: &[u8], new: &[u8]) -> Result<Same> {
    if old == new {
        return Ok(Same::Bytes);
    }
    let differs = if new.starts_with(b"\x89PNG") {
        frames(old, new, png_frames)
    } else if new.starts_with(b"GIF8") {
        frames(old, new, gif_frames)
    } else if new.starts_with(b"%PDF") {
        documents(old, new)
    } else if new.starts_with(b"PK") {
        archives(old, new)
    } else if new.starts_with(b"<") {
        frames(old, new, |bytes| Ok(vec![svg_pixels(bytes, 1.0)?]))
    } else {
        return Ok(Same::Not { what: rows(old, new), shown: None });
    };
    differs.map_err(|reason| anyhow!("the new file cannot be read: {reason}"))
}

fn unreadable(reason: &str) -> Same {
    Same::Not { what: format!("the file cannot be read ({reason})"), shown: None }
}

fn frames(
    old: &[u8],
    new: &[u8],
    read: fn(&[u8]) -> Result<Vec<Pixels>, String>,
) -> Result<Same, String> {
    let new = read(new)?;
    let old = match read(old) {
        Ok(old) => old,
        Err(reason) => return Ok(unreadable(&reason)),
    };
    if old.len() != new.len() {
        let what = format!("{} frames, not {}", old.len(), new.len());
        return Ok(Same::Not { what, shown: None });
    }
    let many = new.len() > 1;
    for (number, (old, new)) in old.iter().zip(&new).enumerate() {
        if old.size != new.size {
            let what = format!("{:?} pixels, not {:?}", old.size, new.size);
            return Ok(Same::Not { what, shown: None });
        }
        let count = differing(old, new);
        if count > 0 {
            let of = if many { format!(" of frame {}", number + 1) } else { String::new() };
            let pixels = if count == 1 { "pixel" } else { "pixels" };
            let what = format!("{count} {pixels}{of}");
            return Ok(Same::Not { what, shown: Some(difference(old, new)) });
        }
    }
    Ok(Same::Content("pixels"))
}

fn differing(old: &Pixels, new: &Pixels) -> usize {
    let pairs = old.rgb.chunks_exact(3).zip(new.rgb.chunks_exact(3));
    pairs.filter(|(old, new)| old != new).count()
}

/// The old picture pale and grey, with what differs in red.
fn difference(old: &Pixels, new: &Pixels) -> Pixels {
    let pixels = old.rgb.chunks_exact(3).zip(new.rgb.chunks_exact(3));
    let rgb = pixels
        .flat_map(|(old, new)| {
            if old == new {
                let sum: u32 = old.iter().map(|byte| u32::from(*byte)).sum();
                let pale = u8::try_from(170 + sum / 9).unwrap_or(u8::MAX);
                [pale; 3]
            } else {
                [208, 0, 32]
            }
        })
        .collect();
    Pixels { size: old.size, rgb }
}

fn documents(old: &[u8], new: &[u8]) -> Result<Same, String> {
    let new = pdf_pages(new)?;
    let old = match pdf_pages(old) {
        Ok(old) => old,
        Err(reason) => return Ok(unreadable(&reason)),
    };
    if old.len() != new.len() {
        let what = format!("{} pages, not {}", old.len(), new.len());
        return Ok(Same::Not { what, shown: None });
    }
    for (number, (old, new)) in old.iter().zip(&new).enumerate() {
        if old == new {
            continue;
        }
        let (gone, come) = (only_in(old, new), only_in(new, old));
        let mut what = format!("page {}", number + 1);
        if old.size != new.size {
            what.push_str(" in its size");
        }
        if let Some(texts) = texts(&gone, &come) {
            what = format!("{what}, {texts}");
        }
        let strange: Vec<DrawnMark> = gone.into_iter().chain(come).collect();
        return Ok(Same::Not { what, shown: Some(sketch(old, &strange)?) });
    }
    Ok(Same::Content("drawing"))
}

/// What one page draws and another does not, as often as that is so.
fn only_in(page: &PdfPage, other: &PdfPage) -> Vec<DrawnMark> {
    let mut there: BTreeMap<u64, usize> = BTreeMap::new();
    for mark in &other.marks {
        *there.entry(mark.look).or_default() += 1;
    }
    let mut only = Vec::new();
    for mark in &page.marks {
        match there.get_mut(&mark.look) {
            Some(count) if *count > 0 => *count -= 1,
            _ => only.push(mark.clone()),
        }
    }
    only
}

/// The first text that went and the first that came.
fn texts(gone: &[DrawnMark], come: &[DrawnMark]) -> Option<String> {
    let first = |marks: &[DrawnMark]| marks.iter().find_map(|mark| mark.text.clone());
    told(first(gone), first(come))
}

fn told(old: Option<String>, new: Option<String>) -> Option<String> {
    match (old, new) {
        (Some(old), Some(new)) if old != new => Some(format!("\"{old}\" is now \"{new}\"")),
        (Some(old), None) => Some(format!("\"{old}\" is gone")),
        (None, Some(new)) => Some(format!("\"{new}\" is new")),
        _ => None,
    }
}

/// So many parts that differ are named.
const MOST: usize = 4;

fn archives(old: &[u8], new: &[u8]) -> Result<Same, String> {
    let new = parts(new)?;
    let old = match parts(old) {
        Ok(old) => old,
        Err(reason) => return Ok(unreadable(&reason)),
    };
    let mut differ: Vec<String> = Vec::new();
    let mut shown = None;
    for part in &old {
        match new.iter().find(|new| new.name == part.name) {
            None => differ.push(format!("{} is gone", part.name)),
            Some(new) if new.bytes == part.bytes => {}
            Some(new) => {
                if let Some((what, pixels)) = of_part(part, new)? {
                    differ.push(what);
                    shown = shown.or(pixels);
                }
            }
        }
    }
    let is_new = |part: &&Part| !old.iter().any(|old| old.name == part.name);
    differ.extend(new.iter().filter(is_new).map(|part| format!("{} is new", part.name)));
    if differ.is_empty() {
        return Ok(Same::Content("content"));
    }
    let more = differ.len().saturating_sub(MOST);
    differ.truncate(MOST);
    if more > 0 {
        differ.push(format!("{more} more parts"));
    }
    Ok(Same::Not { what: differ.join("; "), shown })
}

/// How two parts of other bytes differ; pictures by their pixels.
fn of_part(old: &Part, new: &Part) -> Result<Option<(String, Option<Pixels>)>, String> {
    let name = &old.name;
    if !new.bytes.starts_with(b"\x89PNG") {
        let (old, new) = (old.texts(), new.texts());
        let other = old.iter().zip(&new).find(|(old, new)| old != new);
        let told = match other {
            Some((old, new)) => told(Some(old.clone()), Some(new.clone())),
            None if old.len() != new.len() => {
                told(old.get(new.len()).cloned(), new.get(old.len()).cloned())
            }
            None => None,
        };
        let what = told.map_or_else(|| name.clone(), |told| format!("{name}: {told}"));
        return Ok(Some((what, None)));
    }
    Ok(match frames(&old.bytes, &new.bytes, png_frames)? {
        Same::Bytes | Same::Content(_) => None,
        Same::Not { what, shown } => Some((format!("{name}: {what}"), shown)),
    })
}

/// The first row of a text that differs.
fn rows(old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let mut rows = old.lines().zip(new.lines()).enumerate();
    match rows.find(|(_, (old, new))| old != new) {
        Some((at, (old, new))) => format!("row {}, \"{old}\" is now \"{new}\"", at + 1),
        None => format!("{} rows, not {}", old.lines().count(), new.lines().count()),
    }
}
