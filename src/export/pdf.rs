//! Scene to PDF, by krilla: vector graphics, fonts as subsets, text that can be searched, tagged
//! with title, language and the map in words. No clock and no random id goes into the file.

use std::{collections::HashMap, ops::Range};

use krilla::{
    Document,
    color::rgb,
    geom::{PathBuilder, Point, Size, Transform},
    image::Image,
    metadata::Metadata,
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag, TagGroup, TagTree},
    text::{Font, GlyphId, KrillaGlyph},
};

use super::missing_glyphs;
use crate::{
    basemap::Raster,
    scene::item::{Item, Path, PlacedText, Rect, Scene, capped_dash},
    style::Color,
    text::{FontId, Shaped, shape},
};

#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("the fonts have no glyph for {0}: leave the character out")]
    MissingGlyph(String),
    #[error("the page would be {width} × {height} points: choose another size")]
    Size { width: f32, height: f32 },
    #[error("the page cannot be written as PDF: {0}")]
    Write(String),
}

/// Writes scenes, a page each; `points_per_pixel` gives the size of a pixel of theirs on paper, and
/// the first page the title. The same scenes give the same bytes on every machine.
pub fn encode(scenes: &[Scene], points_per_pixel: f32) -> Result<Vec<u8>, PdfError> {
    let mut document = Document::new();
    if let Some(first) = scenes.first() {
        document.set_metadata(
            Metadata::new()
                .title(first.about.title.clone())
                .language(first.about.language.to_owned())
                .creator(format!("Beijing Zones {}", env!("CARGO_PKG_VERSION"))),
        );
    }
    let mut tree = TagTree::new();
    let mut fonts = HashMap::new();
    for scene in scenes {
        if let Some(missing) = missing_glyphs(scene) {
            return Err(PdfError::MissingGlyph(missing));
        }
        let points_per_unit = scene.scale * points_per_pixel;
        // A side a hair longer than whole pixels is a pixel more in some readers.
        let side = |length: f32| (length * points_per_unit * 100.0).round() / 100.0;
        let (width, height) = (side(scene.width), side(scene.height));
        let settings =
            PageSettings::from_wh(width, height).ok_or(PdfError::Size { width, height })?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        surface.push_transform(&Transform::from_scale(points_per_unit, points_per_unit));
        let writer = Writer {
            surface,
            fonts: &mut fonts,
            heading: Vec::new(),
            body: Vec::new(),
            in_map: false,
            scene,
        };
        for group in writer.write() {
            tree.push(group);
        }
        page.finish();
    }
    document.set_tag_tree(tree);
    document.finish().map_err(|error| PdfError::Write(format!("{error:?}")))
}

struct Writer<'s, 'p> {
    surface: Surface<'p>,
    fonts: &'s mut HashMap<FontId, Font>,
    /// The title comes first for a reader, wherever it was drawn.
    heading: Vec<TagGroup>,
    body: Vec<TagGroup>,
    in_map: bool,
    scene: &'s Scene,
}

impl Writer<'_, '_> {
    /// Draws everything; returns the groups of the tag tree in reading order.
    fn write(mut self) -> Vec<TagGroup> {
        let scene = self.scene;
        let page = Path::rect(Rect::new(0.0, 0.0, scene.width, scene.height));
        self.decoration(|writer| writer.fill(&page, scene.background));
        for item in &scene.items {
            match item {
                Item::Fill { path, color } => {
                    self.decoration(|writer| writer.fill(path, *color));
                }
                Item::Stroke { path, color, width, dash } => {
                    let dash = dash.map(|dash| capped_dash(dash, *width));
                    self.decoration(|writer| writer.stroke(path, *color, *width, dash));
                }
                Item::Image { rect, raster } => {
                    self.decoration(|writer| writer.image(*rect, raster));
                }
                Item::Text { text, color, halo } => self.text(text, *color, *halo),
                Item::Clip(rect) => self.begin_map(*rect),
                Item::Unclip => self.end_map(),
                // PDF's layers are not in krilla's reach.
                Item::Begin(_) | Item::End => {}
            }
        }
        self.surface.pop();
        self.surface.finish();
        self.heading.into_iter().chain(self.body).collect()
    }

    /// The map is one figure with its description; its names stay searchable inside.
    fn begin_map(&mut self, rect: Rect) {
        let identifier = self.surface.start_tagged(ContentTag::Other);
        let mut figure = TagGroup::new(Tag::Figure(Some(self.scene.about.description.clone())));
        figure.push(identifier);
        self.body.push(figure);
        self.in_map = true;
        if let Some(path) = krilla_path(&Path::rect(rect)) {
            self.surface.push_clip_path(&path, &FillRule::NonZero);
        }
    }

    fn end_map(&mut self) {
        self.surface.pop();
        self.surface.end_tagged();
        self.in_map = false;
    }

    /// Half a pixel larger than its place, so that neighbouring tiles leave no seam.
    fn image(&mut self, rect: Rect, raster: &Raster) {
        const OVERLAP: f32 = 0.5;
        let size = Size::from_wh(rect.width + OVERLAP, rect.height + OVERLAP);
        let Some(size) = size else { return };
        let image = Image::from_rgba8(raster.rgba.clone(), raster.width, raster.height);
        self.surface.push_transform(&Transform::from_translate(rect.x, rect.y));
        self.surface.draw_image(image, size);
        self.surface.pop();
    }

    /// Draws what a reader need not be told of.
    fn decoration(&mut self, draw: impl FnOnce(&mut Self)) {
        if self.in_map {
            draw(self);
        } else {
            let artifact = Artifact::with_kind(ArtifactType::Layout);
            self.surface.start_tagged(ContentTag::Artifact(artifact));
            draw(self);
            self.surface.end_tagged();
        }
    }

    fn fill(&mut self, path: &Path, color: Color) {
        let Some(path) = krilla_path(path) else { return };
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(krilla_fill(color, FillRule::EvenOdd)));
        self.surface.draw_path(&path);
    }

    fn stroke(&mut self, path: &Path, color: Color, width: f32, dash: Option<(f32, f32)>) {
        let Some(path) = krilla_path(path) else { return };
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(krilla_stroke(color, width, dash)));
        self.surface.draw_path(&path);
    }

    fn text(&mut self, text: &PlacedText, color: Color, halo: Option<(Color, f32)>) {
        let shaped = shape(&text.text, text.weight);
        let (sin, cos) = (libm::sinf(text.angle), libm::cosf(text.angle));
        let turned = Transform::from_row(cos, sin, -sin, cos, text.at[0], text.at[1]);
        if let Some((halo, width)) = halo {
            self.decoration(|writer| {
                writer.surface.push_transform(&turned);
                writer.surface.set_fill(None);
                writer.surface.set_stroke(Some(krilla_stroke(halo, 2.0 * width, None)));
                writer.glyphs(&shaped, text.size, true);
                writer.surface.pop();
            });
        }
        let identifier =
            (!self.in_map).then(|| self.surface.start_tagged(ContentTag::Span(SpanTag::empty())));
        self.surface.push_transform(&turned);
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(krilla_fill(color, FillRule::NonZero)));
        self.glyphs(&shaped, text.size, false);
        self.surface.pop();
        if let Some(identifier) = identifier {
            self.surface.end_tagged();
            let is_title = text.text == self.scene.about.title && self.heading.is_empty();
            let mut group = if is_title {
                let level = std::num::NonZero::new(1).expect("one is not zero");
                TagGroup::new(Tag::Hn(level, Some(text.text.clone())))
            } else {
                TagGroup::new(Tag::P)
            };
            group.push(identifier);
            if is_title { self.heading.push(group) } else { self.body.push(group) }
        }
    }

    /// Draws a shaped line from the origin, one run of glyphs for each font.
    fn glyphs(&mut self, shaped: &Shaped, size: f32, outlined: bool) {
        let mut start = 0;
        while start < shaped.glyphs.len() {
            let font = shaped.glyphs[start].font;
            let end = (start..shaped.glyphs.len())
                .find(|at| shaped.glyphs[*at].font != font)
                .unwrap_or(shaped.glyphs.len());
            let first = &shaped.glyphs[start];
            let mut pen = first.x_em;
            let run: Vec<KrillaGlyph> = (start..end)
                .map(|at| {
                    let glyph = &shaped.glyphs[at];
                    let x_offset = glyph.x_em - pen;
                    pen += glyph.advance_em;
                    KrillaGlyph::new(
                        GlyphId::new(glyph.id),
                        glyph.advance_em,
                        x_offset,
                        -glyph.y_em,
                        0.0,
                        cluster(shaped, at),
                        None,
                    )
                })
                .collect();
            let point = Point::from_xy(first.x_em * size, 0.0);
            let font = self
                .fonts
                .entry(font)
                .or_insert_with(|| {
                    Font::new(font.bytes().into(), 0).expect("an embedded font is well formed")
                })
                .clone();
            self.surface.draw_glyphs(point, &run, font, &shaped.text, size, outlined);
            start = end;
        }
    }
}

/// The bytes of the text that a glyph stands for.
fn cluster(shaped: &Shaped, at: usize) -> Range<usize> {
    let start = shaped.glyphs[at].cluster;
    let end = shaped.glyphs[at..]
        .iter()
        .map(|glyph| glyph.cluster)
        .find(|cluster| *cluster > start)
        .unwrap_or(shaped.text.len());
    start..end
}

fn krilla_path(path: &Path) -> Option<krilla::geom::Path> {
    let mut builder = PathBuilder::new();
    for subpath in &path.subpaths {
        let mut points = subpath.iter();
        let Some(first) = points.next() else { continue };
        builder.move_to(first[0], first[1]);
        for point in points {
            builder.line_to(point[0], point[1]);
        }
        if path.closed {
            builder.close();
        }
    }
    builder.finish()
}

fn opacity(color: Color) -> NormalizedF32 {
    NormalizedF32::new(f32::from(color.a) / 255.0).expect("a byte over 255 is 0 to 1")
}

fn krilla_fill(color: Color, rule: FillRule) -> Fill {
    Fill { paint: rgb::Color::new(color.r, color.g, color.b).into(), opacity: opacity(color), rule }
}

fn krilla_stroke(color: Color, width: f32, dash: Option<(f32, f32)>) -> Stroke {
    Stroke {
        paint: rgb::Color::new(color.r, color.g, color.b).into(),
        width,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        opacity: opacity(color),
        dash: dash.map(|(on, off)| StrokeDash { array: vec![on, off], offset: 0.0 }),
        ..Stroke::default()
    }
}
