//! Scene to SVG: text as text, in subsets of the embedded fonts that stand in the file; the map as
//! a group of its own. Nothing outside the file is referred to.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use skera::{Plan, SubsetFlags, subset_font};
use skrifa::outline::OutlinePen;
use write_fonts::read::{FontRef, collections::IntSet, types::Tag};

use super::missing_glyphs;
use crate::{
    basemap::Raster,
    scene::item::{Item, Path, PlacedText, Rect, Scene, capped_dash},
    style::Color,
    text::{FontId, shape},
};

#[derive(Debug, thiserror::Error)]
pub enum SvgError {
    #[error("the fonts have no glyph for {0}: leave the character out")]
    MissingGlyph(String),
    #[error("the font {name} cannot be cut down for the picture: {reason}")]
    Font { name: &'static str, reason: String },
}

/// How a drawing has its texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextAs {
    /// As text, which can be edited and searched, with the fonts in the file.
    #[default]
    Text,
    /// As outlines, for programs that leave the fonts of a file out.
    Outlines,
}

/// Writes a scene. The same scene gives the same bytes on every machine.
pub fn encode(scene: &Scene, text_as: TextAs) -> Result<Vec<u8>, SvgError> {
    if let Some(missing) = missing_glyphs(scene) {
        return Err(SvgError::MissingGlyph(missing));
    }
    let mut body = Body {
        out: String::new(),
        used: BTreeMap::new(),
        clips: 0,
        halos: 0,
        map: String::new(),
        text_as,
    };
    for item in &scene.items {
        body.item(item);
    }
    let mut fonts = String::new();
    for (font, characters) in &body.used {
        fonts.push_str(&font_face(*font, characters)?);
    }
    let about = &scene.about;
    let svg = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xml:lang=\"{language}\" \
         width=\"{pixel_width:.0}\" height=\"{pixel_height:.0}\" viewBox=\"0 0 {width} {height}\">\n\
         <title>{title}</title>\n<desc>{description}</desc>\n<style>\n{fonts}</style>\n\
         <rect width=\"{width}\" height=\"{height}\"{ground}/>\n{body}</svg>\n",
        language = about.language,
        pixel_width = scene.width * scene.scale,
        pixel_height = scene.height * scene.scale,
        width = number(scene.width),
        height = number(scene.height),
        title = escaped(&about.title),
        description = escaped(&about.description),
        ground = fill(scene.background),
        body = body.out,
    );
    Ok(svg.into_bytes())
}

fn write_png(to: &mut Vec<u8>, raster: &Raster) -> Result<(), png::EncodingError> {
    let mut encoder = png::Encoder::new(to, raster.width, raster.height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&raster.rgba)
}

struct Body {
    out: String,
    /// The characters drawn with each font.
    used: BTreeMap<FontId, BTreeSet<char>>,
    /// Numbers the clip paths.
    clips: u32,
    /// Numbers the texts with a halo.
    halos: u32,
    /// The map that is being drawn.
    map: String,
    text_as: TextAs,
}

impl Body {
    /// Writing to a `String` cannot fail.
    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.out.write_fmt(text);
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Fill { path, color } => {
                let (data, fill) = (path_data(path), fill(*color));
                self.put(format_args!("<path d=\"{data}\"{fill} fill-rule=\"evenodd\"/>\n"));
            }
            Item::Stroke { path, color, width, dash } => {
                let dash = dash.map(|dash| capped_dash(dash, *width));
                let (data, stroke) = (path_data(path), stroke(*color, *width, dash));
                self.put(format_args!("<path d=\"{data}\"{stroke}/>\n"));
            }
            Item::Image { rect, raster } => self.image(*rect, raster),
            Item::Text { text, color, halo } => match self.text_as {
                TextAs::Text => self.text(text, *color, *halo),
                TextAs::Outlines => self.outlines(text, *color, *halo),
            },
            Item::Clip(rect) => self.begin_map(*rect),
            Item::Begin(part) => {
                let id = format!("{}-{}", self.map, part.id());
                self.put(format_args!("<g id=\"{id}\">\n"));
            }
            Item::Unclip | Item::End => self.out.push_str("</g>\n"),
        }
    }

    /// Half a pixel larger than its place, so that neighbouring tiles leave no seam.
    fn image(&mut self, rect: Rect, raster: &Raster) {
        const OVERLAP: f32 = 0.5;
        let mut png = Vec::new();
        // Writing to memory fails only for a picture without pixels, which is left out.
        if write_png(&mut png, raster).is_err() {
            return;
        }
        let data = STANDARD.encode(&png);
        let (x, y) = (rect.x, rect.y);
        let (width, height) = (rect.width + OVERLAP, rect.height + OVERLAP);
        self.put(format_args!(
            "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,{data}\"/>\n"
        ));
    }

    fn begin_map(&mut self, rect: Rect) {
        let id = self.clip_path(&Path::rect(rect), "nonzero");
        self.map = format!("map-{id}");
        self.put(format_args!("<g id=\"map-{id}\" clip-path=\"url(#{id})\">\n"));
    }

    fn clip_path(&mut self, path: &Path, rule: &str) -> String {
        self.clips += 1;
        let id = format!("clip{}", self.clips);
        let data = path_data(path);
        self.put(format_args!(
            "<clipPath id=\"{id}\"><path d=\"{data}\" clip-rule=\"{rule}\"/></clipPath>\n"
        ));
        id
    }

    /// One text element; each run of a font is a span with the place of every character, so that
    /// programs with other metrics draw it alike. Such characters are painted one by one: a halo that
    /// came with each would cover the letter before. So it is the same text again, below all of them.
    fn text(&mut self, text: &PlacedText, color: Color, halo: Option<(Color, f32)>) {
        let shaped = shape(&text.text, text.weight);
        let mut runs: Vec<(FontId, String, Vec<f32>)> = Vec::new();
        for (at, glyph) in shaped.glyphs.iter().enumerate() {
            let end = shaped.glyphs.get(at + 1).map_or(shaped.text.len(), |next| next.cluster);
            let Some(cluster) = shaped.text.get(glyph.cluster..end) else { continue };
            self.used.entry(glyph.font).or_default().extend(cluster.chars());
            if runs.last().is_none_or(|(font, ..)| *font != glyph.font) {
                runs.push((glyph.font, String::new(), Vec::new()));
            }
            if let Some((_, characters, places)) = runs.last_mut() {
                characters.push_str(cluster);
                places.extend(cluster.chars().map(|_| glyph.x_em * text.size));
            }
        }
        let turn = placed(text);
        let (size, ink) = (number(text.size), fill(color));
        match halo {
            None => {
                self.put(format_args!("<text transform=\"{turn}\" font-size=\"{size}\"{ink}>"));
            }
            Some((color, width)) => {
                self.halos += 1;
                let (id, stroke) = (self.halos, stroke_only(color, 2.0 * width));
                self.put(format_args!(
                    "<g{ink}><use xlink:href=\"#text{id}\" fill=\"none\"{stroke}/><text id=\"text{id}\" transform=\"{turn}\" font-size=\"{size}\">"
                ));
            }
        }
        for (font, characters, places) in runs {
            let places: Vec<String> = places.into_iter().map(number).collect();
            let Family { name, weight, or } = Family::of(font);
            let (places, text) = (places.join(" "), escaped(&characters));
            self.put(format_args!(
                "<tspan font-family=\"{name}, {or}\" font-weight=\"{weight}\" xml:space=\"preserve\" x=\"{places}\">{text}</tspan>"
            ));
        }
        self.out.push_str(if halo.is_some() { "</text></g>\n" } else { "</text>\n" });
    }

    /// The same as one path, named by its text.
    fn outlines(&mut self, text: &PlacedText, color: Color, halo: Option<(Color, f32)>) {
        let shaped = shape(&text.text, text.weight);
        let mut data = String::new();
        for glyph in &shaped.glyphs {
            let face = glyph.font.face();
            let at = [glyph.x_em * text.size, glyph.y_em * text.size];
            let mut pen = Pen { data: &mut data, at, scale: text.size / face.units_per_em };
            face.outline(glyph.id, &mut pen);
        }
        if data.is_empty() {
            return;
        }
        let (turn, ink, halo) = (placed(text), fill(color), halo_attributes(halo));
        let label = escaped(&text.text);
        self.put(format_args!(
            "<path transform=\"{turn}\" aria-label=\"{label}\" d=\"{data}\"{ink}{halo}/>\n"
        ));
    }
}

/// Writes a glyph's outline, which has y up, as path data with y down.
struct Pen<'a> {
    data: &'a mut String,
    at: [f32; 2],
    scale: f32,
}

impl Pen<'_> {
    fn put(&mut self, command: char, points: &[[f32; 2]]) {
        self.data.push(command);
        for (at, [x, y]) in points.iter().enumerate() {
            if at > 0 {
                self.data.push(' ');
            }
            self.data.push_str(&number(self.at[0] + x * self.scale));
            self.data.push(' ');
            self.data.push_str(&number(self.at[1] - y * self.scale));
        }
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.put('M', &[[x, y]]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.put('L', &[[x, y]]);
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.put('Q', &[[cx, cy], [x, y]]);
    }
    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.put('C', &[[cx0, cy0], [cx1, cy1], [x, y]]);
    }
    fn close(&mut self) {
        self.data.push('Z');
    }
}

/// Where a text stands, and how it is turned.
fn placed(text: &PlacedText) -> String {
    let (x, y) = (number(text.at[0]), number(text.at[1]));
    if text.angle == 0.0 {
        return format!("translate({x} {y})");
    }
    format!("translate({x} {y}) rotate({})", number(text.angle.to_degrees()))
}

fn halo_attributes(halo: Option<(Color, f32)>) -> String {
    halo.map_or(String::new(), |(color, width)| {
        format!("{} paint-order=\"stroke\"", stroke_only(color, 2.0 * width))
    })
}

/// What a font is called inside the file.
struct Family {
    /// Not one that a system may have in another version.
    name: &'static str,
    weight: u16,
    /// What comes nearest for programs that leave the fonts of a file out.
    or: &'static str,
}

impl Family {
    fn of(font: FontId) -> Self {
        let (name, weight) = match font {
            FontId::LatinRegular => ("bz-latin", 400),
            FontId::LatinBold => ("bz-latin", 600),
            FontId::HanRegular => ("bz-han", 400),
            FontId::HanBold => ("bz-han", 700),
            FontId::Serif => ("bz-serif", 600),
        };
        let or = match font {
            FontId::LatinRegular | FontId::LatinBold => "Inter, 'Segoe UI', Helvetica, sans-serif",
            FontId::HanRegular | FontId::HanBold => {
                "'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
            }
            FontId::Serif => "'Noto Serif SC', 'Noto Serif CJK SC', SimSun, 'Songti SC', serif",
        };
        Self { name, weight, or }
    }
}

/// A font rule with the subset of a font that has these characters.
fn font_face(font: FontId, characters: &BTreeSet<char>) -> Result<String, SvgError> {
    let failed = |reason: String| SvgError::Font { name: font.name(), reason };
    let whole = FontRef::new(font.bytes()).map_err(|error| failed(error.to_string()))?;
    let unicodes: IntSet<u32> = characters.iter().map(|character| u32::from(*character)).collect();
    let plan = Plan::new(
        &IntSet::empty(),
        &unicodes,
        &whole,
        SubsetFlags::default(),
        // Places are given for every character, so no layout is left to do.
        &[Tag::new(b"GSUB"), Tag::new(b"GPOS"), Tag::new(b"GDEF")].into_iter().collect(),
        &IntSet::empty(),
        &IntSet::empty(),
        &IntSet::empty(),
        &IntSet::empty(),
    );
    let subset = subset_font(&whole, &plan).map_err(|error| failed(format!("{error:?}")))?;
    let Family { name, weight, .. } = Family::of(font);
    let data = STANDARD.encode(subset);
    Ok(format!(
        "@font-face{{font-family:\"{name}\";font-weight:{weight};src:url(data:font/ttf;base64,{data})}}\n"
    ))
}

/// A number with two decimals at most, as short as it can be.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn path_data(path: &Path) -> String {
    let mut data = String::new();
    for subpath in &path.subpaths {
        for (at, point) in subpath.iter().enumerate() {
            data.push(if at == 0 { 'M' } else { 'L' });
            data.push_str(&number(point[0]));
            data.push(' ');
            data.push_str(&number(point[1]));
        }
        if path.closed {
            data.push('Z');
        }
    }
    data
}

fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b)
}

fn opacity(name: &str, color: Color) -> String {
    if color.a == 255 {
        String::new()
    } else {
        format!(" {name}=\"{}\"", number(f32::from(color.a) / 255.0))
    }
}

fn fill(color: Color) -> String {
    format!(" fill=\"{}\"{}", hex(color), opacity("fill-opacity", color))
}

fn stroke_only(color: Color, width: f32) -> String {
    format!(
        " stroke=\"{}\"{} stroke-width=\"{}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"",
        hex(color),
        opacity("stroke-opacity", color),
        number(width)
    )
}

fn stroke(color: Color, width: f32, dash: Option<(f32, f32)>) -> String {
    let dash = dash.map_or(String::new(), |(on, off)| {
        format!(" stroke-dasharray=\"{} {}\"", number(on), number(off))
    });
    format!(" fill=\"none\"{}{dash}", stroke_only(color, width))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
/// Whether a file is whole XML that refers to nothing outside itself.
pub fn check(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return Ok(()),
            Ok(quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag)) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.map_err(|error| error.to_string())?;
                    let is_link = attribute.key.local_name().as_ref() == b"href";
                    if is_link
                        && !attribute.value.starts_with(b"data:")
                        && !attribute.value.starts_with(b"#")
                    {
                        return Err("it refers to something outside itself".to_owned());
                    }
                }
            }
            Ok(_) => {}
            Err(error) => return Err(format!("it is not whole XML: {error}")),
        }
    }
}
