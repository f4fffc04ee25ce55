//! Looks a written file over.

use std::{
    io::{Cursor, Read as _},
    path::Path,
};

use crate::export::png;

/// Whether a file of Office Open XML, slides or a spreadsheet, is a whole archive of sound XML whose
/// relations lead to parts that are there.
pub fn check(bytes: &[u8]) -> Result<(), String> {
    let mut file = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let names: Vec<String> = file
        .file_names()
        .map(|name| name.map(std::borrow::Cow::into_owned).map_err(|error| error.to_string()))
        .collect::<Result<_, _>>()?;
    for name in &names {
        let mut part = file.by_name(name).map_err(|error| format!("{name}: {error}"))?;
        let mut bytes = Vec::new();
        std::io::copy(&mut part, &mut bytes).map_err(|error| format!("{name}: {error}"))?;
        if Path::new(name).extension().is_some_and(|end| end == "png") {
            png::decode(&bytes).map_err(|error| format!("{name}: {error}"))?;
            continue;
        }
        // A template has pictures and more of other kinds.
        if !Path::new(name).extension().is_some_and(|end| end == "xml" || end == "rels") {
            continue;
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| format!("{name} is not UTF-8"))?;
        for target in targets(text).map_err(|error| format!("{name}: {error}"))? {
            let wanted = resolved(name, &target);
            if !names.contains(&wanted) {
                return Err(format!("{name} refers to {wanted}, which is missing"));
            }
        }
    }
    Ok(())
}

/// Whether the file of some pages has a slide for each with a table and notes, and with a map whose
/// picture is described; a page without figures has no table. Annexes have no map.
pub fn check_slides(bytes: &[u8], pages: usize, has_figures: bool) -> Result<(), String> {
    check(bytes)?;
    let mut file = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut text_of = |name: &str| -> Result<Option<String>, String> {
        let Ok(mut part) = file.by_name(name) else { return Ok(None) };
        let mut text = String::new();
        part.read_to_string(&mut text).map_err(|error| format!("{name}: {error}"))?;
        Ok(Some(text))
    };
    let mut slides = 0;
    while let Some(slide) = text_of(&format!("ppt/slides/slide{}.xml", slides + 1))? {
        slides += 1;
        let lacks = |what: &str| Err(format!("slide {slides} has no {what}"));
        let count = |tag: &str| slide.matches(tag).count();
        if count("type=\"title\"") == 0 {
            return lacks("title");
        }
        // A head and one row at least.
        if has_figures && count("<a:tr ") < 2 {
            return lacks("figures");
        }
        if count("<p:pic>") > count("descr=\"") {
            return lacks("description of its map");
        }
        let notes = text_of(&format!("ppt/notesSlides/notesSlide{slides}.xml"))?;
        if !notes.is_some_and(|notes| notes.contains("<a:t>")) {
            return lacks("notes");
        }
    }
    if slides < pages { Err(format!("it has {slides} slides for {pages} pages")) } else { Ok(()) }
}

/// Reads a part to its end; the targets of its relations.
fn targets(text: &str) -> Result<Vec<String>, String> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut targets = Vec::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            quick_xml::events::Event::Eof => return Ok(targets),
            quick_xml::events::Event::Empty(tag) if tag.name().as_ref() == b"Relationship" => {
                let outside =
                    tag.try_get_attribute("TargetMode").map_err(|error| error.to_string())?;
                if outside.is_some_and(|mode| mode.value.as_ref() == b"External") {
                    continue;
                }
                let target = tag.try_get_attribute("Target").map_err(|error| error.to_string())?;
                let target = target.ok_or("a relation has no target")?;
                targets.push(String::from_utf8_lossy(&target.value).into_owned());
            }
            _ => {}
        }
    }
}

/// The name of the part that a relation leads to.
pub(super) fn resolved(relations: &str, target: &str) -> String {
    // The relations of `a/b.xml` lie in `a/_rels/b.xml.rels`.
    let folder = relations.rsplit_once("_rels/").map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}
