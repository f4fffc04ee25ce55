//! Slides as Office Open XML (ECMA-376, transitional): real titles, a real table, the map as a
//! picture, the sources in the notes. No clock and no random id: the same slides give the same bytes.

mod parts;
mod template;

use std::{
    io::{Cursor, Write as _},
    path::Path,
};

use quick_xml::escape::escape;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::png::{self, PngError};
use crate::{
    jobs::parallel_map,
    scene::sheet::{MAP_SHARE, Slide, slide_points},
    text::{Weight, cache::ShapeCache},
};
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

/// English metric units in a point.
const EMU: f32 = 12_700.0;
const MARGIN: f32 = 27.0;
/// Boxes are this much larger than the text in our fonts, since those of the slide program are others.
const SLACK: f32 = 1.1;

/// Writes slides of pages that have this size in pixels; with a template in its size and looks.
pub fn encode(
    slides: &[Slide],
    size: (u32, u32),
    template: Option<&Template>,
) -> Result<Vec<u8>, PptxError> {
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
    let maps = parallel_map(slides, |slide| slide.map.as_ref().map(png::encode).transpose());
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
            for (name, text) in parts::common(slides, (emu(width), emu(height)), title, language) {
                add(&name, text.as_bytes())?;
            }
            ("ppt/slideLayouts/slideLayout1.xml", "ppt/notesMasters/notesMaster1.xml")
        }
    };
    let stage = Stage::new(width, height, template);
    let mut layout = Layout { shapes: ShapeCache::default(), width, height, stage };
    for ((at, slide), map) in slides.iter().enumerate().zip(maps) {
        let number = at + 1;
        add(&format!("ppt/slides/slide{number}.xml"), layout.slide(slide).as_bytes())?;
        let relations = parts::slide_relations(number, slide.map.is_some(), slide_layout);
        add(&format!("ppt/slides/_rels/slide{number}.xml.rels"), relations.as_bytes())?;
        let notes = parts::notes(&notes_of(slide), slide.language);
        add(&format!("ppt/notesSlides/notesSlide{number}.xml"), notes.as_bytes())?;
        let relations = parts::notes_relations(number, notes_master);
        add(&format!("ppt/notesSlides/_rels/notesSlide{number}.xml.rels"), relations.as_bytes())?;
        if let Some(map) = map? {
            add(&format!("ppt/media/map{number}.png"), &map)?;
        }
    }
    Ok(file.finish()?.into_inner())
}

fn notes_of(slide: &Slide) -> Vec<&str> {
    slide.sources.iter().chain(&slide.foot).map(String::as_str).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a slide is small")]
fn emu(points: f32) -> i64 {
    (points * EMU).round() as i64
}

/// Places the parts of a slide. Lengths are points.
struct Layout {
    shapes: ShapeCache,
    width: f32,
    height: f32,
    stage: Stage,
}

/// What of a slide is ours, points.
struct Stage {
    /// The title's box; `None` leaves it to the template.
    title: Option<Frame>,
    subtitle_y: f32,
    /// Top of the map, and how much of its usual size it has.
    top: f32,
    scale: f32,
    /// Whether fonts and colors are those of the template.
    themed: bool,
}

impl Stage {
    fn new(width: f32, height: f32, template: Option<&Template>) -> Self {
        const SUBTITLE: f32 = 20.0;
        const FOOT: f32 = 46.0;
        let wide = width - 2.0 * MARGIN;
        let own = Frame { x: MARGIN, y: 18.0, width: wide, height: 36.0 };
        // A title in the upper third leaves room for ours; any other gives way.
        let theirs = template
            .and_then(|template| template.title)
            .filter(|title| title.y + title.height <= height * 0.36);
        let (title, subtitle_y) = match theirs {
            Some(title) => (None, title.y + title.height + 2.0),
            None => (Some(own), own.y + own.height),
        };
        let top = subtitle_y + SUBTITLE + 10.0;
        let usual = height * MAP_SHARE.1;
        let scale = ((height - FOOT - top) / usual).clamp(0.3, 1.0);
        Self { title, subtitle_y, top, scale, themed: template.is_some() }
    }
}

/// A box on the slide.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Frame {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

/// How a paragraph looks.
#[derive(Clone, Copy)]
struct Look<'a> {
    size: f32,
    bold: bool,
    /// RRGGBB.
    color: &'a str,
    align: &'a str,
    /// Whether font and color are those of the template.
    themed: bool,
}

/// Fonts of other programs are wider than ours; a number must not part from its unit.
const WIDER: f32 = 1.25;
const INK: &str = "1E2A3A";
const WEAK: &str = "55606E";
const LINE: &str = "C9D1DA";
const MARKING: &str = "B3261E";
const HEAD: &str = "EEF2F6";
const PLAIN: Look<'_> = Look { size: 10.5, bold: false, color: INK, align: "l", themed: false };

impl Layout {
    fn plain(&self) -> Look<'static> {
        Look { themed: self.stage.themed, ..PLAIN }
    }

    fn slide(&mut self, slide: &Slide) -> String {
        let lang = slide.language;
        let plain = self.plain();
        let wide = self.width - 2.0 * MARGIN;
        let mut parts = String::new();
        let size = self.fitting(&slide.title, wide, 26.0, 16.0);
        let title = Look { size, bold: true, ..plain };
        let title = Look { themed: self.stage.themed, ..title };
        parts += &match self.stage.title {
            Some(frame) => {
                text_box(2, "Title", Some("title"), frame, &[(&slide.title, title)], lang)
            }
            None => themed_title(2, &slide.title, lang),
        };
        let size = self.fitting(&slide.subtitle, wide, 12.0, 8.0);
        let look = Look { size, color: WEAK, ..plain };
        let frame = Frame { x: MARGIN, y: self.stage.subtitle_y, width: wide, height: 20.0 };
        parts += &text_box(3, "Subtitle", None, frame, &[(&slide.subtitle, look)], lang);
        if !slide.marking.is_empty() {
            let look = Look { size: 10.0, bold: true, color: MARKING, ..plain };
            let frame = Frame { x: MARGIN, y: 4.0, width: wide, height: 14.0 };
            parts += &text_box(8, "Marking", None, frame, &[(&slide.marking, look)], lang);
        }
        let top = self.stage.top;
        let mut table = Frame { x: MARGIN, y: top, width: wide, height: 0.0 };
        if slide.map.is_some() {
            let scale = self.stage.scale;
            let size = (self.width * MAP_SHARE.0 * scale, self.height * MAP_SHARE.1 * scale);
            let frame = Frame { x: MARGIN, y: top, width: size.0, height: size.1 };
            parts += &picture(4, &slide.description, frame);
            table.x = MARGIN + size.0 + 16.0;
            table.width = self.width - MARGIN - table.x;
        }
        let (text, height) = self.table(5, slide, table);
        parts += &text;
        let bottom = top + self.height * MAP_SHARE.1 * self.stage.scale;
        let left = bottom - (top + height + 8.0);
        let sources = self.sources(slide, table.width, left);
        if !sources.is_empty() {
            let look = Look { size: SOURCE_SIZE, color: WEAK, ..plain };
            let lines: Vec<(&str, Look<'_>)> =
                sources.iter().map(|line| (line.as_str(), look)).collect();
            let frame = Frame { y: top + height + 8.0, height: left, ..table };
            parts += &text_box(6, "Sources", None, frame, &lines, lang);
        }
        let foot = slide.foot.join("  ·  ");
        let look = Look { size: 8.0, color: WEAK, ..plain };
        // The foot takes two thirds where the imprint stands at its right.
        let share = if slide.imprint.is_empty() { 1.0 } else { 0.64 };
        let (y, height) = (bottom + 12.0, self.height - bottom - 24.0);
        if !slide.imprint.is_empty() {
            let look = Look { size: 9.0, align: "r", ..plain };
            let x = MARGIN + wide * (share + 0.02);
            let frame = Frame { x, y, width: wide * (0.98 - share), height };
            parts += &text_box(9, "Imprint", None, frame, &[(&slide.imprint, look)], lang);
        }
        let frame = Frame { x: MARGIN, y, width: wide * share, height };
        parts += &text_box(7, "Notes", None, frame, &[(&foot, look)], lang);
        parts::slide(&parts)
    }

    /// The largest size at which a text fits a line.
    fn fitting(&mut self, text: &str, width: f32, largest: f32, smallest: f32) -> f32 {
        let em = self.shapes.get(text, Weight::Bold).width_em * SLACK;
        let fits = (width / em.max(0.1)).clamp(smallest, largest);
        (fits * 2.0).floor() / 2.0
    }

    /// Height of a text in a box so wide.
    fn height(&mut self, text: &str, size: f32, width: f32) -> f32 {
        let em = self.shapes.get(text, Weight::Regular).width_em * SLACK;
        let lines = (em * size / width.max(1.0)).ceil().max(1.0);
        lines * size * 1.25
    }

    /// The table of figures and its height.
    fn table(&mut self, id: u32, slide: &Slide, frame: Frame) -> (String, f32) {
        let lang = slide.language;
        let plain = self.plain();
        // On the ground of a template a fill of ours may not be seen, or hide the text.
        let head = (!self.stage.themed).then_some(HEAD);
        let count = slide.columns.len().saturating_sub(1);
        let numbers = slide.rows.iter().flat_map(|row| &row.numbers);
        let widest = numbers
            .map(|number| {
                self.shapes.get(number, Weight::Bold).width_em * plain.size * WIDER + 10.0
            })
            .fold(if count > 1 { 54.0 } else { 92.0 }, f32::max);
        let number_width = widest.min(frame.width * 0.36);
        let note_width = 28.0;
        #[expect(clippy::cast_precision_loss, reason = "a few columns")]
        let name_width = frame.width - number_width * count as f32 - note_width;
        let mut widths = vec![name_width];
        widths.extend(std::iter::repeat_n(number_width, count));
        widths.push(note_width);
        let grid: Vec<String> =
            widths.iter().map(|width| format!("<a:gridCol w=\"{}\"/>", emu(*width))).collect();
        let grid = grid.concat();
        let right = Look { align: "r", ..plain };
        let mut rows = String::new();
        let mut height = 0.0;
        let head_height = 20.0;
        rows.push_str(&row_start(head_height));
        for (at, column) in slide.columns.iter().enumerate() {
            let base = if at == 0 { plain } else { right };
            let look = Look { size: 9.0, color: WEAK, ..base };
            rows += &cell(&[(column, look)], lang, head);
        }
        rows += &cell(&[("", plain)], lang, head);
        rows += "</a:tr>";
        height += head_height;
        for row in &slide.rows {
            let inner = name_width - 8.0;
            let mut lines = vec![(row.name.as_str(), plain)];
            let mut tall = self.height(&row.name, PLAIN.size, inner);
            if !row.detail.is_empty() {
                lines.push((&row.detail, Look { size: 8.0, color: WEAK, ..plain }));
                tall += self.height(&row.detail, 8.0, inner);
            }
            let tall = tall + 6.0;
            rows.push_str(&row_start(tall));
            rows += &cell(&lines, lang, None);
            for (at, number) in row.numbers.iter().enumerate() {
                rows += &cell(&[(number, Look { bold: at == 0, ..right })], lang, None);
            }
            let note = row.note.map(|number| format!("[{number}]")).unwrap_or_default();
            rows += &cell(&[(&note, Look { size: 8.0, color: WEAK, ..right })], lang, None);
            rows += "</a:tr>";
            height += tall;
        }
        let table = Frame { height, ..frame };
        let text = format!(
            "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"Figures\"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr><p:xfrm>{}</p:xfrm><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblPr firstRow=\"1\"/><a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>",
            place(table)
        );
        (text, height)
    }

    /// The sources that have room below the table; else where they stand.
    fn sources(&mut self, slide: &Slide, width: f32, room: f32) -> Vec<String> {
        let heights: f32 =
            slide.sources.iter().map(|line| self.height(line, SOURCE_SIZE, width - 4.0)).sum();
        if heights <= room {
            return slide.sources.clone();
        }
        if room >= SOURCE_SIZE * 1.3 { vec![slide.sources_elsewhere.clone()] } else { Vec::new() }
    }
}

fn row_start(height: f32) -> String {
    format!("<a:tr h=\"{}\">", emu(height))
}

const SOURCE_SIZE: f32 = 7.5;

fn place(frame: Frame) -> String {
    format!(
        "<a:off x=\"{}\" y=\"{}\"/><a:ext cx=\"{}\" cy=\"{}\"/>",
        emu(frame.x),
        emu(frame.y),
        emu(frame.width),
        emu(frame.height)
    )
}

fn paragraph(text: &str, look: Look<'_>, lang: &str) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a type size")]
    let size = (look.size * 100.0).round() as i32;
    let bold = if look.bold { " b=\"1\"" } else { "" };
    let color = look.color;
    let own = format!(
        "<a:solidFill><a:srgbClr val=\"{color}\"/></a:solidFill><a:latin typeface=\"Arial\"/><a:ea typeface=\"Microsoft YaHei\"/>"
    );
    let theirs = "<a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill>";
    let inside = if look.themed { theirs } else { own.as_str() };
    let run = format!("lang=\"{lang}\" altLang=\"en-US\" sz=\"{size}\"{bold} dirty=\"0\">{inside}");
    let align = look.align;
    if text.is_empty() {
        return format!("<a:p><a:pPr algn=\"{align}\"/><a:endParaRPr {run}</a:endParaRPr></a:p>");
    }
    let text = escape(text);
    format!("<a:p><a:pPr algn=\"{align}\"/><a:r><a:rPr {run}</a:rPr><a:t>{text}</a:t></a:r></a:p>")
}

/// A title that stands and looks as the template has it.
fn themed_title(id: u32, text: &str, lang: &str) -> String {
    let text = escape(text);
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Title\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/><a:p><a:r><a:rPr lang=\"{lang}\" altLang=\"en-US\" dirty=\"0\"/><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
}

fn text_box(
    id: u32,
    name: &str,
    placeholder: Option<&str>,
    frame: Frame,
    lines: &[(&str, Look<'_>)],
    lang: &str,
) -> String {
    let paragraphs: String =
        lines.iter().map(|(text, look)| paragraph(text, *look, lang)).collect();
    let (locks, role) = match placeholder {
        Some(kind) => (
            "<p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>",
            format!("<p:nvPr><p:ph type=\"{kind}\"/></p:nvPr>"),
        ),
        None => ("<p:cNvSpPr txBox=\"1\"/>", "<p:nvPr/>".to_owned()),
    };
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/>{locks}{role}</p:nvSpPr><p:spPr><a:xfrm>{}</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"t\"><a:normAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody></p:sp>",
        place(frame)
    )
}

fn picture(id: u32, description: &str, frame: Frame) -> String {
    format!(
        "<p:pic><p:nvPicPr><p:cNvPr id=\"{id}\" name=\"Map\" descr=\"{}\"/><p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed=\"rId3\"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>{}</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"{LINE}\"/></a:solidFill></a:ln></p:spPr></p:pic>",
        escape(description),
        place(frame)
    )
}

fn cell(lines: &[(&str, Look<'_>)], lang: &str, ground: Option<&str>) -> String {
    let paragraphs: String =
        lines.iter().map(|(text, look)| paragraph(text, *look, lang)).collect();
    let ground = match ground {
        Some(color) => format!("<a:solidFill><a:srgbClr val=\"{color}\"/></a:solidFill>"),
        None => "<a:noFill/>".to_owned(),
    };
    let none = |side: &str| format!("<a:{side} w=\"0\"><a:noFill/></a:{side}>");
    let line =
        format!("<a:lnB w=\"6350\"><a:solidFill><a:srgbClr val=\"{LINE}\"/></a:solidFill></a:lnB>");
    format!(
        "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody><a:tcPr marL=\"50800\" marR=\"50800\" marT=\"25400\" marB=\"25400\" anchor=\"t\">{}{}{}{line}{ground}</a:tcPr></a:tc>",
        none("lnL"),
        none("lnR"),
        none("lnT"),
    )
}

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
fn resolved(relations: &str, target: &str) -> String {
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
