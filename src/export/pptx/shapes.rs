//! Parts of a slide as XML: boxes of text, pictures, cells, signs of a legend. Lengths are points.

use quick_xml::escape::escape;

use crate::{
    scene::sheet::Sign,
    style::{Color, OfficeFonts},
};

/// English metric units in a point.
pub(super) const EMU: f32 = 12_700.0;

#[expect(clippy::cast_possible_truncation, reason = "a slide is small")]
pub(super) fn emu(points: f32) -> i64 {
    (points * EMU).round() as i64
}

/// A box on the slide.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// How a paragraph looks.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub size: f32,
    pub bold: bool,
    /// RRGGBB.
    pub color: &'a str,
    pub align: &'a str,
    /// Whether font and color are those of the template.
    pub themed: bool,
    pub face: Face,
}

/// Fonts of other programs are wider than ours; a number must not part from its unit.
pub(super) const WIDER: f32 = 1.25;
pub(super) const INK: &str = "1E2A3A";
pub(super) const WEAK: &str = "55606E";
pub(super) const LINE: &str = "C9D1DA";
pub(super) const MARKING: &str = "B3261E";
pub(super) const HEAD: &str = "EEF2F6";
pub(super) const PLAIN: Look<'_> = Look {
    size: 10.5,
    bold: false,
    color: INK,
    align: "l",
    themed: false,
    face: body_face(OfficeFonts::Plain),
};

/// The names of a font for Latin letters and of one for hanzi, as programs of an office have them.
pub(super) type Face = (&'static str, &'static str);

pub(super) const fn body_face(fonts: OfficeFonts) -> Face {
    match fonts {
        OfficeFonts::Plain => ("Arial", "Microsoft YaHei"),
        OfficeFonts::Gongwen => ("Times New Roman", "FangSong_GB2312"),
    }
}

pub(super) const fn title_face(fonts: OfficeFonts) -> Face {
    match fonts {
        OfficeFonts::Plain => ("Arial", "Microsoft YaHei"),
        OfficeFonts::Gongwen => ("Times New Roman", "FZXiaoBiaoSong-B05S"),
    }
}

pub(super) fn row_start(height: f32) -> String {
    format!("<a:tr h=\"{}\">", emu(height))
}

pub(super) fn place(frame: Frame) -> String {
    format!(
        "<a:off x=\"{}\" y=\"{}\"/><a:ext cx=\"{}\" cy=\"{}\"/>",
        emu(frame.x),
        emu(frame.y),
        emu(frame.width),
        emu(frame.height)
    )
}

pub(super) fn paragraph(text: &str, look: Look<'_>, lang: &str) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a type size")]
    let size = (look.size * 100.0).round() as i32;
    let bold = if look.bold { " b=\"1\"" } else { "" };
    let color = look.color;
    let (latin, hanzi) = look.face;
    let own = format!(
        "<a:solidFill><a:srgbClr val=\"{color}\"/></a:solidFill><a:latin typeface=\"{latin}\"/><a:ea typeface=\"{hanzi}\"/>"
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
pub(super) fn themed_title(id: u32, text: &str, lang: &str) -> String {
    let text = escape(text);
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Title\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/><a:p><a:r><a:rPr lang=\"{lang}\" altLang=\"en-US\" dirty=\"0\"/><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
}

pub(super) fn text_box(
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

/// `relation` is the number of the relation that leads to the picture.
pub(super) fn picture(id: u32, relation: usize, description: &str, frame: Frame) -> String {
    format!(
        "<p:pic><p:nvPicPr><p:cNvPr id=\"{id}\" name=\"Map\" descr=\"{}\"/><p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed=\"rId{relation}\"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>{}</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"{LINE}\"/></a:solidFill></a:ln></p:spPr></p:pic>",
        escape(description),
        place(frame)
    )
}

pub(super) fn cell(lines: &[(&str, Look<'_>)], lang: &str, ground: Option<&str>) -> String {
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

/// RRGGBB.
pub(super) fn rgb(color: Color) -> String {
    format!("{:02X}{:02X}{:02X}", color.r, color.g, color.b)
}

/// What a colour of such an opacity looks like on white.
fn on_white(color: Color, alpha: f32) -> Color {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between two bytes"
    )]
    let mixed = |byte: u8| (f32::from(byte) * alpha + 255.0 * (1.0 - alpha)).round() as u8;
    Color { r: mixed(color.r), g: mixed(color.g), b: mixed(color.b), a: 255 }
}

/// The square in the middle of a frame that is wider than high.
fn square(frame: Frame) -> Frame {
    let side = frame.height;
    Frame { x: frame.x + (frame.width - side) / 2.0, width: side, ..frame }
}

/// A sign of a legend in its frame; nothing for words alone.
pub(super) fn sign(id: u32, sign: Sign, frame: Frame) -> String {
    const HAIR: &str = "12700";
    let solid = |color: Color, alpha: f32| {
        #[expect(clippy::cast_possible_truncation, reason = "a share")]
        let alpha = (alpha * 100_000.0).round() as i32;
        let rgb = rgb(color);
        format!(
            "<a:solidFill><a:srgbClr val=\"{rgb}\"><a:alpha val=\"{alpha}\"/></a:srgbClr></a:solidFill>"
        )
    };
    let edge = |color: Color, width: &str, dash: &str| {
        let rgb = rgb(color);
        format!(
            "<a:ln w=\"{width}\"><a:solidFill><a:srgbClr val=\"{rgb}\"/></a:solidFill>{dash}</a:ln>"
        )
    };
    let (shape, fill, line, frame) = match sign {
        Sign::None => return String::new(),
        Sign::Area { color, alpha, hatched: false } => {
            ("rect", solid(color, alpha), edge(color, HAIR, ""), frame)
        }
        Sign::Area { color, alpha, hatched: true } => {
            let (ink, ground) = (rgb(color), rgb(on_white(color, alpha)));
            let fill = format!(
                "<a:pattFill prst=\"wdUpDiag\"><a:fgClr><a:srgbClr val=\"{ink}\"/></a:fgClr><a:bgClr><a:srgbClr val=\"{ground}\"/></a:bgClr></a:pattFill>"
            );
            ("rect", fill, edge(color, HAIR, ""), frame)
        }
        Sign::Point(color) => {
            let dash = "<a:prstDash val=\"sysDash\"/>";
            ("ellipse", solid(Color::WHITE, 1.0), edge(color, "19050", dash), square(frame))
        }
        Sign::Dot(color) => {
            ("ellipse", solid(color, 1.0), edge(Color::WHITE, HAIR, ""), square(frame))
        }
        Sign::Mark { color, planned } => {
            let fill = if planned { Color::WHITE } else { color };
            ("ellipse", solid(fill, 1.0), edge(color, HAIR, ""), square(frame))
        }
        Sign::Span(color) => {
            let frame =
                Frame { y: frame.y + frame.height / 3.0, height: frame.height / 3.0, ..frame };
            ("rect", solid(color, 0.3), "<a:ln><a:noFill/></a:ln>".to_owned(), frame)
        }
        Sign::Line { color, dashed } => {
            let dash = if dashed { "<a:prstDash val=\"dash\"/>" } else { "" };
            let frame = Frame { y: frame.y + frame.height / 2.0, height: 0.0, ..frame };
            let line = format!(
                "<a:ln w=\"19050\"><a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill>{dash}</a:ln>",
                rgb(color)
            );
            ("line", "<a:noFill/>".to_owned(), line, frame)
        }
    };
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Sign\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>{}</a:xfrm><a:prstGeom prst=\"{shape}\"><a:avLst/></a:prstGeom>{fill}{line}</p:spPr></p:sp>",
        place(frame)
    )
}

/// A plain shape: a line where it has no height or no width. The line around it has this width in points,
/// color and dash.
pub(super) fn shape(
    id: u32,
    (name, preset): (&str, &str),
    frame: Frame,
    fill: Option<(&str, f32)>,
    line: Option<(&str, f32, bool)>,
) -> String {
    let fill = fill.map_or_else(
        || "<a:noFill/>".to_owned(),
        |(color, alpha)| {
            #[expect(clippy::cast_possible_truncation, reason = "a share")]
            let alpha = (alpha * 100_000.0).round() as i32;
            format!("<a:solidFill><a:srgbClr val=\"{color}\"><a:alpha val=\"{alpha}\"/></a:srgbClr></a:solidFill>")
        },
    );
    let line = line.map_or_else(
        || "<a:ln><a:noFill/></a:ln>".to_owned(),
        |(color, width, dashed)| {
            let dash = if dashed { "<a:prstDash val=\"dash\"/>" } else { "" };
            let width = emu(width);
            format!("<a:ln w=\"{width}\"><a:solidFill><a:srgbClr val=\"{color}\"/></a:solidFill>{dash}</a:ln>")
        },
    );
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>{}</a:xfrm><a:prstGeom prst=\"{preset}\"><a:avLst/></a:prstGeom>{fill}{line}</p:spPr></p:sp>",
        place(frame)
    )
}

/// Parts that are one, in their frame, with what they are in words.
pub(super) fn group(id: u32, name: &str, description: &str, frame: Frame, parts: &str) -> String {
    let place = place(frame);
    let inside = place.replace("<a:off", "<a:chOff").replace("<a:ext", "<a:chExt");
    format!(
        "<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"{id}\" name=\"{name}\" descr=\"{}\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{place}{inside}</a:xfrm></p:grpSpPr>{parts}</p:grpSp>",
        escape(description)
    )
}
