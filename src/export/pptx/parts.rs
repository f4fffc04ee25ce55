//! The parts of a presentation that do not depend on what its slides say.

use quick_xml::escape::escape;

use super::shapes::{Face, body_face, title_face};
use crate::{scene::sheet::Slide, style::OfficeFonts};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMESPACES: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
pub const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const GROUP: &str = "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>";
const COLORS: &str = "<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>";

/// Names and texts of the parts around the slides.
pub fn common(
    slides: &[Slide],
    (width, height): (i64, i64),
    (title, language): (&str, &str),
    fonts: OfficeFonts,
) -> Vec<(String, String)> {
    let numbers = 1..=slides.len();
    let each = |text: &dyn Fn(usize) -> String| -> String { numbers.clone().map(text).collect() };
    let kind = "application/vnd.openxmlformats-officedocument.presentationml";
    let content_types = types(&format!(
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Override PartName=\"/ppt/presentation.xml\" ContentType=\"{kind}.presentation.main+xml\"/><Override PartName=\"/ppt/slideMasters/slideMaster1.xml\" ContentType=\"{kind}.slideMaster+xml\"/><Override PartName=\"/ppt/slideLayouts/slideLayout1.xml\" ContentType=\"{kind}.slideLayout+xml\"/><Override PartName=\"/ppt/notesMasters/notesMaster1.xml\" ContentType=\"{kind}.notesMaster+xml\"/><Override PartName=\"/ppt/theme/theme1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.theme+xml\"/><Override PartName=\"/ppt/theme/theme2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.theme+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/><Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>{}",
        each(&|number| format!(
            "<Override PartName=\"/ppt/slides/slide{number}.xml\" ContentType=\"{kind}.slide+xml\"/><Override PartName=\"/ppt/notesSlides/notesSlide{number}.xml\" ContentType=\"{kind}.notesSlide+xml\"/>"
        )),
    ));
    let presentation = format!(
        "{HEAD}<p:presentation {NAMESPACES} saveSubsetFonts=\"1\"><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id=\"rId2\"/></p:notesMasterIdLst><p:sldIdLst>{}</p:sldIdLst><p:sldSz cx=\"{width}\" cy=\"{height}\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/></p:presentation>",
        each(&|number| format!("<p:sldId id=\"{}\" r:id=\"rId{}\"/>", 255 + number, 3 + number)),
    );
    let mut of_presentation = vec![
        relation(1, "slideMaster", "slideMasters/slideMaster1.xml"),
        relation(2, "notesMaster", "notesMasters/notesMaster1.xml"),
        relation(3, "theme", "theme/theme1.xml"),
    ];
    of_presentation.extend(
        numbers
            .clone()
            .map(|number| relation(3 + number, "slide", &format!("slides/slide{number}.xml"))),
    );
    let root = format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{}<Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>{}</Relationships>",
        relation(1, "officeDocument", "ppt/presentation.xml"),
        relation(3, "extended-properties", "docProps/app.xml"),
    );
    let core = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>Beijing Zones {}</dc:creator><dc:language>{language}</dc:language></cp:coreProperties>",
        escape(title),
        env!("CARGO_PKG_VERSION"),
    );
    let app = format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Beijing Zones</Application><Slides>{}</Slides></Properties>",
        slides.len()
    );
    let master = format!(
        "{HEAD}<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>{GROUP}</p:spTree></p:cSld>{COLORS}<p:sldLayoutIdLst><p:sldLayoutId id=\"2147483649\" r:id=\"rId1\"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle/><p:bodyStyle/><p:otherStyle/></p:txStyles></p:sldMaster>"
    );
    let layout = format!(
        "{HEAD}<p:sldLayout {NAMESPACES} type=\"titleOnly\" preserve=\"1\"><p:cSld name=\"Briefing\"><p:spTree>{GROUP}<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Title\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"342900\" y=\"228600\"/><a:ext cx=\"{}\" cy=\"457200\"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang=\"{language}\"/></a:p></p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>",
        width - 685_800,
    );
    let (notes_master, of_notes_master, notes_theme) = notes_master(language, "theme2.xml", fonts);
    let named = |name: &str, text: String| (name.to_owned(), text);
    vec![
        named("[Content_Types].xml", content_types),
        named("_rels/.rels", root),
        named("docProps/core.xml", core),
        named("docProps/app.xml", app),
        named("ppt/presentation.xml", presentation),
        named("ppt/_rels/presentation.xml.rels", relations(&of_presentation)),
        named("ppt/slideMasters/slideMaster1.xml", master),
        named(
            "ppt/slideMasters/_rels/slideMaster1.xml.rels",
            relations(&[
                relation(1, "slideLayout", "../slideLayouts/slideLayout1.xml"),
                relation(2, "theme", "../theme/theme1.xml"),
            ]),
        ),
        named("ppt/slideLayouts/slideLayout1.xml", layout),
        named(
            "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
            relations(&[relation(1, "slideMaster", "../slideMasters/slideMaster1.xml")]),
        ),
        named("ppt/notesMasters/notesMaster1.xml", notes_master),
        named("ppt/notesMasters/_rels/notesMaster1.xml.rels", of_notes_master),
        named("ppt/theme/theme1.xml", theme(fonts)),
        named("ppt/theme/theme2.xml", notes_theme),
    ]
}

/// The notes master, its relations, and its theme, which has that name.
pub fn notes_master(
    language: &str,
    theme_name: &str,
    fonts: OfficeFonts,
) -> (String, String, String) {
    let master = format!(
        "{HEAD}<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgRef idx=\"1001\"><a:schemeClr val=\"bg1\"/></p:bgRef></p:bg><p:spTree>{GROUP}{}{}</p:spTree></p:cSld>{COLORS}</p:notesMaster>",
        notes_image(),
        notes_body(&[], language),
    );
    let of_master = relations(&[relation(1, "theme", &format!("../theme/{theme_name}"))]);
    (master, of_master, theme(fonts))
}

/// The list of types around its entries.
pub fn types(entries: &str) -> String {
    format!("{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">{entries}</Types>")
}

/// A slide around its parts.
pub fn slide(parts: &str) -> String {
    format!(
        "{HEAD}<p:sld {NAMESPACES}><p:cSld><p:spTree>{GROUP}{parts}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )
}

/// The number of the relation that leads to the first picture of a slide.
pub const FIRST_PICTURE: usize = 3;

/// The name of a picture of a slide; `at` counts from 0.
pub fn picture_name(number: usize, at: usize) -> String {
    if at == 0 { format!("map{number}.png") } else { format!("map{number}-{}.png", at + 1) }
}

/// `layout` is the part of the slide's layout.
pub fn slide_relations(number: usize, pictures: usize, layout: &str) -> String {
    let mut all = vec![
        relation(1, "slideLayout", &from_slides(layout)),
        relation(2, "notesSlide", &format!("../notesSlides/notesSlide{number}.xml")),
    ];
    all.extend((0..pictures).map(|at| {
        relation(FIRST_PICTURE + at, "image", &format!("../media/{}", picture_name(number, at)))
    }));
    relations(&all)
}

/// The speaker's notes of a slide.
pub fn notes(lines: &[&str], language: &str) -> String {
    format!(
        "{HEAD}<p:notes {NAMESPACES}><p:cSld><p:spTree>{GROUP}{}{}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>",
        notes_image(),
        notes_body(lines, language),
    )
}

/// A part as slides and their notes refer to it.
fn from_slides(part: &str) -> String {
    part.strip_prefix("ppt/").map_or_else(|| format!("/{part}"), |inside| format!("../{inside}"))
}

/// `master` is the part of the notes master.
pub fn notes_relations(number: usize, master: &str) -> String {
    relations(&[
        relation(1, "notesMaster", &from_slides(master)),
        relation(2, "slide", &format!("../slides/slide{number}.xml")),
    ])
}

fn notes_image() -> String {
    "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"685800\" y=\"1143000\"/><a:ext cx=\"5486400\" cy=\"3086100\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:sp>".to_owned()
}

fn notes_body(lines: &[&str], language: &str) -> String {
    let paragraphs: Vec<String> = lines
        .iter()
        .map(|line| {
            format!(
                "<a:p><a:r><a:rPr lang=\"{language}\"/><a:t>{}</a:t></a:r></a:p>",
                escape(*line)
            )
        })
        .collect();
    let mut paragraphs = paragraphs.concat();
    if paragraphs.is_empty() {
        paragraphs = format!("<a:p><a:endParaRPr lang=\"{language}\"/></a:p>");
    }
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Notes\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"body\" idx=\"1\"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"685800\" y=\"4400550\"/><a:ext cx=\"5486400\" cy=\"3600450\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )
}

fn relation(number: usize, kind: &str, target: &str) -> String {
    named_relation(&format!("rId{number}"), kind, target)
}

pub fn named_relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
}

pub fn relations(all: &[String]) -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{}</Relationships>",
        all.concat()
    )
}

fn theme(fonts: OfficeFonts) -> String {
    let color =
        |name: &str, value: &str| format!("<a:{name}><a:srgbClr val=\"{value}\"/></a:{name}>");
    let colors: String = [
        ("dk1", "1E2A3A"),
        ("lt1", "FFFFFF"),
        ("dk2", "1F4E79"),
        ("lt2", "EEF2F6"),
        ("accent1", "1F4E79"),
        ("accent2", "B84A00"),
        ("accent3", "3F3FA8"),
        ("accent4", "8A1538"),
        ("accent5", "6B5B00"),
        ("accent6", "55606E"),
        ("hlink", "1F4E79"),
        ("folHlink", "55606E"),
    ]
    .iter()
    .map(|(name, value)| color(name, value))
    .collect();
    let font = |kind: &str, (latin, hanzi): Face| {
        format!(
            "<a:{kind}><a:latin typeface=\"{latin}\"/><a:ea typeface=\"{hanzi}\"/><a:cs typeface=\"\"/></a:{kind}>"
        )
    };
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";
    let line = format!("<a:ln w=\"6350\">{fill}</a:ln>");
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>";
    format!(
        "{HEAD}<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Beijing Zones\"><a:themeElements><a:clrScheme name=\"Beijing Zones\">{colors}</a:clrScheme><a:fontScheme name=\"Beijing Zones\">{}{}</a:fontScheme><a:fmtScheme name=\"Plain\"><a:fillStyleLst>{}</a:fillStyleLst><a:lnStyleLst>{}</a:lnStyleLst><a:effectStyleLst>{}</a:effectStyleLst><a:bgFillStyleLst>{}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>",
        font("majorFont", title_face(fonts)),
        font("minorFont", body_face(fonts)),
        fill.repeat(3),
        line.repeat(3),
        effect.repeat(3),
        fill.repeat(3),
    )
}
