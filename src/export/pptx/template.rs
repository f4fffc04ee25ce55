//! A presentation of the user's as a template: its masters, layouts, theme and size stay, its slides
//! go, ours come in. What nothing refers to any more is left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read as _},
};

use quick_xml::{Reader, events::BytesStart, events::Event};

use super::{
    check::resolved,
    parts,
    shapes::{EMU, Frame},
};
use crate::style::OfficeFonts;

/// A template of more bytes than this is taken for a mistake.
const MOST_BYTES: u64 = 256 << 20;
const PRESENTATION: &str = "ppt/presentation.xml";
const RELATIONS: &str = "ppt/_rels/presentation.xml.rels";
const CONTENT_TYPES: &str = "[Content_Types].xml";
/// Names of ours that no template is likely to have.
const NOTES_MASTER: &str = "ppt/notesMasters/notesMasterBriefing.xml";
const NOTES_THEME: &str = "ppt/theme/themeBriefing.xml";

#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    #[error("it is not a presentation (.pptx): {0}")]
    Archive(String),
    #[error("the template lacks {0}; save it anew as .pptx in a presentation program")]
    Lacks(&'static str),
    #[error("a part of the template is not sound XML: {0}")]
    Xml(String),
    #[error("the template is larger than 256 MB; leave out its pictures and films")]
    Large,
}

/// What is taken of a template.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    parts: BTreeMap<String, Vec<u8>>,
    /// Width and height of its slides in points.
    pub size: (f32, f32),
    /// The part of the layout that our slides have.
    pub layout: String,
    /// Where that has its title, in points; `None` where it has none that is told.
    pub(super) title: Option<Frame>,
    /// The part of its notes master, or that of ours.
    pub notes_master: String,
}

/// One relation of a part.
struct Relation {
    id: String,
    kind: String,
    target: String,
    is_outside: bool,
}

impl Template {
    pub fn read(bytes: &[u8]) -> Result<Self, TemplateError> {
        let mut parts = unpacked(bytes)?;
        let text = text_of(&parts, PRESENTATION)?;
        let size = slide_size(&text)?;
        let relations = relations_of(&parts, RELATIONS)?;
        // Its slides go, with what belongs to them alone.
        let kept: Vec<&Relation> =
            relations.iter().filter(|relation| relation.kind != "slide").collect();
        let reached = reachable(&parts, &kept)?;
        parts.retain(|name, _| name == CONTENT_TYPES || reached.contains(name));
        let layouts: Vec<&String> =
            parts.keys().filter(|name| name.starts_with("ppt/slideLayouts/slideLayout")).collect();
        let mut layout = None;
        for name in &layouts {
            if text_of(&parts, name)?.contains("type=\"titleOnly\"") {
                layout = Some((*name).clone());
                break;
            }
        }
        let layout = layout.or_else(|| layouts.first().map(|name| (*name).clone()));
        let layout = layout.ok_or(TemplateError::Lacks("a slide layout"))?;
        let title = title_frame(&parts, &layout)?;
        let notes_master = kept
            .iter()
            .find(|relation| relation.kind == "notesMaster")
            .map_or_else(|| NOTES_MASTER.to_owned(), |found| resolved(RELATIONS, &found.target));
        Ok(Self { parts, size, layout, title, notes_master })
    }

    /// The parts around so many slides of ours, with their names.
    pub fn around(
        &self,
        slides: usize,
        language: &str,
    ) -> Result<Vec<(String, Vec<u8>)>, TemplateError> {
        let mut parts = self.parts.clone();
        let mut relations = relations_of(&parts, RELATIONS)?;
        relations.retain(|relation| relation.kind != "slide");
        let mut presentation = text_of(&parts, PRESENTATION)?;
        for element in ["p:sldIdLst", "p:extLst", "p:custShowLst"] {
            presentation = without(&presentation, element);
        }
        let has_notes = relations.iter().any(|relation| relation.kind == "notesMaster");
        let mut added = String::new();
        let mut overrides: Vec<String> = Vec::new();
        let kind = "application/vnd.openxmlformats-officedocument.presentationml";
        if !has_notes {
            added += &parts::named_relation(
                "rIdBriefingNotes",
                "notesMaster",
                "notesMasters/notesMasterBriefing.xml",
            );
            let list = "<p:notesMasterIdLst><p:notesMasterId r:id=\"rIdBriefingNotes\"/></p:notesMasterIdLst>";
            presentation = after(&presentation, "</p:sldMasterIdLst>", list)?;
            let (master, of_master, theme) =
                parts::notes_master(language, "themeBriefing.xml", OfficeFonts::Plain);
            parts.insert(NOTES_MASTER.to_owned(), master.into_bytes());
            let name = "ppt/notesMasters/_rels/notesMasterBriefing.xml.rels";
            parts.insert(name.to_owned(), of_master.into_bytes());
            parts.insert(NOTES_THEME.to_owned(), theme.into_bytes());
            overrides.push(format!(
                "<Override PartName=\"/{NOTES_MASTER}\" ContentType=\"{kind}.notesMaster+xml\"/><Override PartName=\"/{NOTES_THEME}\" ContentType=\"application/vnd.openxmlformats-officedocument.theme+xml\"/>"
            ));
        }
        let mut list: Vec<String> = Vec::new();
        for number in 1..=slides {
            let id = format!("rIdBriefing{number}");
            added += &parts::named_relation(&id, "slide", &format!("slides/slide{number}.xml"));
            list.push(format!("<p:sldId id=\"{}\" r:id=\"{id}\"/>", 255 + number));
            overrides.push(format!(
                "<Override PartName=\"/ppt/slides/slide{number}.xml\" ContentType=\"{kind}.slide+xml\"/><Override PartName=\"/ppt/notesSlides/notesSlide{number}.xml\" ContentType=\"{kind}.notesSlide+xml\"/>"
            ));
        }
        let list = format!("<p:sldIdLst>{}</p:sldIdLst>", list.concat());
        let at = presentation.find("<p:sldSz").ok_or(TemplateError::Lacks("the slides’ size"))?;
        presentation.insert_str(at, &list);
        let mut all: Vec<String> = relations
            .iter()
            .map(|relation| {
                let full = format!("{}/{}", parts::OFFICE, relation.kind);
                let mode = if relation.is_outside { " TargetMode=\"External\"" } else { "" };
                format!(
                    "<Relationship Id=\"{}\" Type=\"{full}\" Target=\"{}\"{mode}/>",
                    relation.id, relation.target
                )
            })
            .collect();
        parts.insert(PRESENTATION.to_owned(), presentation.into_bytes());
        all.push(added);
        parts.insert(RELATIONS.to_owned(), parts::relations(&all).into_bytes());
        let types = content_types(&text_of(&parts, CONTENT_TYPES)?, &parts, &overrides.concat())?;
        parts.insert(CONTENT_TYPES.to_owned(), types.into_bytes());
        // A reader may want the types first.
        let mut all: Vec<(String, Vec<u8>)> = parts.into_iter().collect();
        all.sort_by_key(|(name, _)| (name != CONTENT_TYPES, name.clone()));
        Ok(all)
    }
}

fn unpacked(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, TemplateError> {
    let broken = |error: &dyn std::fmt::Display| TemplateError::Archive(error.to_string());
    let mut file = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut parts = BTreeMap::new();
    let mut left = MOST_BYTES;
    for at in 0..file.len() {
        let part = file.by_index(at).map_err(|error| broken(&error))?;
        if part.is_dir() {
            continue;
        }
        let name = part.name().map_err(|error| broken(&error))?.into_owned();
        let mut bytes = Vec::new();
        let count = part.take(left + 1).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
        left = left.checked_sub(count as u64).ok_or(TemplateError::Large)?;
        parts.insert(name, bytes);
    }
    Ok(parts)
}

fn text_of(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> Result<String, TemplateError> {
    let bytes = parts.get(name).ok_or(TemplateError::Lacks("its main parts"))?;
    String::from_utf8(bytes.clone()).map_err(|_| TemplateError::Xml(format!("{name} is not UTF-8")))
}

/// Calls `visit` with each opening or empty element.
fn elements(
    text: &str,
    mut visit: impl FnMut(&BytesStart<'_>) -> Result<(), TemplateError>,
) -> Result<(), TemplateError> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(|error| TemplateError::Xml(error.to_string()))? {
            Event::Start(tag) | Event::Empty(tag) => visit(&tag)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, TemplateError> {
    let found =
        tag.try_get_attribute(name).map_err(|error| TemplateError::Xml(error.to_string()))?;
    Ok(found.map(|found| String::from_utf8_lossy(&found.value).into_owned()))
}

/// The relations that a part of relations has; none where there is no such part.
fn relations_of(
    parts: &BTreeMap<String, Vec<u8>>,
    name: &str,
) -> Result<Vec<Relation>, TemplateError> {
    if !parts.contains_key(name) {
        return Ok(Vec::new());
    }
    let mut relations = Vec::new();
    elements(&text_of(parts, name)?, |tag| {
        if tag.local_name().as_ref() == b"Relationship"
            && let (Some(id), Some(kind), Some(target)) =
                (attribute(tag, "Id")?, attribute(tag, "Type")?, attribute(tag, "Target")?)
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let is_outside = attribute(tag, "TargetMode")?.as_deref() == Some("External");
            relations.push(Relation { id, kind, target, is_outside });
        }
        Ok(())
    })?;
    Ok(relations)
}

/// The part that has the relations of another.
fn relations_name(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    format!("{folder}_rels/{file}.rels")
}

/// Where a relation leads: from the root where it begins with a slash.
fn target_of(relations: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => resolved(relations, target),
    }
}

/// The parts that are reached from the presentation without its slides, and from the root.
fn reachable(
    parts: &BTreeMap<String, Vec<u8>>,
    kept: &[&Relation],
) -> Result<BTreeSet<String>, TemplateError> {
    let mut reached: BTreeSet<String> =
        [PRESENTATION, RELATIONS, "_rels/.rels"].map(str::to_owned).into();
    let mut open: Vec<String> = kept
        .iter()
        .filter(|relation| !relation.is_outside)
        .map(|relation| target_of(RELATIONS, &relation.target))
        .collect();
    open.extend(
        relations_of(parts, "_rels/.rels")?
            .iter()
            .filter(|relation| !relation.is_outside && relation.kind != "officeDocument")
            .map(|relation| target_of("_rels/.rels", &relation.target)),
    );
    while let Some(part) = open.pop() {
        if !parts.contains_key(&part) || !reached.insert(part.clone()) {
            continue;
        }
        let relations = relations_name(&part);
        if parts.contains_key(&relations) && reached.insert(relations.clone()) {
            let inside = relations_of(parts, &relations)?;
            let inside = inside.iter().filter(|relation| !relation.is_outside);
            open.extend(inside.map(|relation| target_of(&relations, &relation.target)));
        }
    }
    Ok(reached)
}

fn slide_size(presentation: &str) -> Result<(f32, f32), TemplateError> {
    let mut size = None;
    elements(presentation, |tag| {
        if tag.local_name().as_ref() == b"sldSz" {
            let side = |name: &str| -> Result<Option<f32>, TemplateError> {
                Ok(attribute(tag, name)?.and_then(|text| text.parse::<f32>().ok()))
            };
            size = side("cx")?.zip(side("cy")?);
        }
        Ok(())
    })?;
    match size {
        Some((width, height)) if width > EMU && height > EMU => Ok((width / EMU, height / EMU)),
        _ => Err(TemplateError::Lacks("the slides’ size")),
    }
}

/// Where a layout, else its master, has the title, in points.
fn title_frame(
    parts: &BTreeMap<String, Vec<u8>>,
    layout: &str,
) -> Result<Option<Frame>, TemplateError> {
    if let Some(frame) = title_in(&text_of(parts, layout)?)? {
        return Ok(Some(frame));
    }
    let relations = relations_name(layout);
    let of_layout = relations_of(parts, &relations)?;
    let master = of_layout.iter().find(|relation| relation.kind == "slideMaster");
    match master {
        Some(master) => title_in(&text_of(parts, &target_of(&relations, &master.target))?),
        None => Ok(None),
    }
}

fn title_in(text: &str) -> Result<Option<Frame>, TemplateError> {
    let (mut in_title, mut at, mut found) = (false, None, None);
    elements(text, |tag| {
        let number = |name: &str| -> Result<Option<f32>, TemplateError> {
            Ok(attribute(tag, name)?.and_then(|text| text.parse::<f32>().ok()))
        };
        match tag.local_name().as_ref() {
            b"sp" => (in_title, at) = (false, None),
            b"ph" => {
                let kind = attribute(tag, "type")?;
                in_title = matches!(kind.as_deref(), Some("title" | "ctrTitle"));
            }
            b"off" if in_title => at = number("x")?.zip(number("y")?),
            b"ext" if in_title && found.is_none() => {
                if let (Some((x, y)), Some(size)) = (at, number("cx")?.zip(number("cy")?)) {
                    let [x, y, width, height] = [x, y, size.0, size.1].map(|emu| emu / EMU);
                    found = Some(Frame { x, y, width, height });
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(found)
}

/// A text without an element and what it holds.
fn without(text: &str, element: &str) -> String {
    let open = format!("<{element}");
    let close = format!("</{element}>");
    let Some(start) = text.find(&open) else { return text.to_owned() };
    let rest = &text[start..];
    let end = match (rest.find(&close), rest.find("/>"), rest.find('>')) {
        // An element without contents ends with its own tag.
        (_, Some(empty), Some(tag)) if empty + 1 == tag => start + tag + 1,
        (Some(end), ..) => start + end + close.len(),
        _ => return text.to_owned(),
    };
    format!("{}{}", &text[..start], &text[end..])
}

fn after(text: &str, mark: &str, added: &str) -> Result<String, TemplateError> {
    let at = text.find(mark).ok_or(TemplateError::Lacks("a slide master"))? + mark.len();
    Ok(format!("{}{added}{}", &text[..at], &text[at..]))
}

/// The types of the parts that are left, and of ours.
fn content_types(
    text: &str,
    parts: &BTreeMap<String, Vec<u8>>,
    overrides: &str,
) -> Result<String, TemplateError> {
    let mut defaults = BTreeMap::from([
        ("png".to_owned(), "image/png".to_owned()),
        ("xml".to_owned(), "application/xml".to_owned()),
        ("rels".to_owned(), "application/vnd.openxmlformats-package.relationships+xml".to_owned()),
    ]);
    let mut kept: Vec<String> = Vec::new();
    elements(text, |tag| {
        let kind = attribute(tag, "ContentType")?.unwrap_or_default();
        match tag.local_name().as_ref() {
            b"Default" => {
                let extension = attribute(tag, "Extension")?.unwrap_or_default();
                defaults.insert(extension.to_ascii_lowercase(), kind);
            }
            b"Override" => {
                let name = attribute(tag, "PartName")?.unwrap_or_default();
                if parts.contains_key(name.trim_start_matches('/')) {
                    // A template (.potx) becomes a presentation.
                    let kind = kind.replace(".template.main+xml", ".presentation.main+xml");
                    kept.push(format!("<Override PartName=\"{name}\" ContentType=\"{kind}\"/>"));
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    let defaults: Vec<String> = defaults
        .iter()
        .map(|(extension, kind)| {
            format!("<Default Extension=\"{extension}\" ContentType=\"{kind}\"/>")
        })
        .collect();
    Ok(parts::types(&format!("{}{}{overrides}", defaults.concat(), kept.concat())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_is_taken_out_whole_or_empty() {
        assert_eq!(without("<a><b x=\"1\"><c/></b><d/></a>", "b"), "<a><d/></a>");
        assert_eq!(without("<a><b/><d/></a>", "b"), "<a><d/></a>");
        assert_eq!(without("<a><d/></a>", "b"), "<a><d/></a>");
    }

    #[test]
    fn what_is_no_presentation_is_refused() {
        assert!(matches!(Template::read(b"PK nonsense"), Err(TemplateError::Archive(_))));
        let bytes = crate::export::xlsx::encode(&[]).unwrap_or_default();
        assert!(Template::read(&bytes).is_err());
    }
}
