//! Scene to PNG, by tiny-skia.

use std::collections::HashMap;

use skrifa::outline::OutlinePen;
use tiny_skia::{
    ColorU8, FillRule, FilterQuality, LineCap, LineJoin, Mask, Paint, PathBuilder, Pixmap,
    PixmapPaint, Stroke, StrokeDash, Transform,
};

use super::missing_glyphs;
use crate::{
    basemap::Raster,
    scene::item::{Item, Path, PlacedText, Rect, Scene, capped_dash, hatch_lines},
    style::Color,
    text::{FontId, cache::ShapeCache},
};

#[derive(Debug, thiserror::Error)]
pub enum PngError {
    #[error(
        "the picture would be {width} × {height} pixels: choose 1 to {MAX_SIDE} pixels a side, {MAX_PIXELS} in all"
    )]
    Size { width: u32, height: u32 },
    #[error("the fonts have no glyph for {0}: leave the character out")]
    MissingGlyph(String),
    #[error("the picture cannot be encoded: {0}")]
    Encode(#[from] png::EncodingError),
}

/// The longest side of a picture, pixels.
pub const MAX_SIDE: u32 = 16_384;
/// The most pixels of a picture: 128 million, half a gigabyte while it is drawn.
pub const MAX_PIXELS: u64 = 128_000_000;

/// The key of the text that says how a picture was made.
pub const ORIGIN: &str = "Origin";

/// A PNG file as pixels: width, height and red, green, blue, row by row; and the text of its origin.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    pub size: (u32, u32),
    pub rgb: Vec<u8>,
    pub origin: Option<String>,
}

/// Reads a picture that this program wrote.
pub fn decode(bytes: &[u8]) -> Result<Decoded, png::DecodingError> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info()?;
    let mut rgb = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let frame = reader.next_frame(&mut rgb)?;
    reader.finish()?;
    rgb.truncate(frame.buffer_size());
    let texts = &reader.info().utf8_text;
    let origin = texts.iter().find(|text| text.keyword == ORIGIN);
    let origin = origin.and_then(|text| text.get_text().ok());
    Ok(Decoded { size: (frame.width, frame.height), rgb, origin })
}

/// Writes pixels, red, green and blue.
pub fn encode_pixels(size: (u32, u32), rgb: &[u8]) -> Result<Vec<u8>, PngError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rgb)?;
    writer.finish()?;
    Ok(bytes)
}

/// Draws a scene and encodes it. The same scene gives the same bytes on every machine.
pub fn encode(scene: &Scene) -> Result<Vec<u8>, PngError> {
    let pixmap = render(scene)?;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    if !scene.about.title.is_empty() {
        encoder.add_itxt_chunk("Title".to_owned(), scene.about.title.clone())?;
    }
    if !scene.about.origin.is_empty() {
        encoder.add_itxt_chunk(ORIGIN.to_owned(), scene.about.origin.clone())?;
    }
    let mut writer = encoder.write_header()?;
    // A page is opaque, so the premultiplied pixels are plain ones.
    let rgb: Vec<u8> =
        pixmap.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(bytes)
}

/// The size of a scene's picture in pixels.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked against the limits"
)]
pub fn pixel_size(scene: &Scene) -> Result<(u32, u32), PngError> {
    let side =
        |length: f32| (f64::from(length) * f64::from(scene.scale)).round().clamp(0.0, 1e9) as u32;
    let (width, height) = (side(scene.width), side(scene.height));
    check_size(width, height)?;
    Ok((width, height))
}

/// Whether a picture of this size can be drawn.
pub fn check_size(width: u32, height: u32) -> Result<(), PngError> {
    let sides = 1..=MAX_SIDE;
    let fits = sides.contains(&width)
        && sides.contains(&height)
        && u64::from(width) * u64::from(height) <= MAX_PIXELS;
    if fits { Ok(()) } else { Err(PngError::Size { width, height }) }
}

/// Draws a scene.
pub fn render(scene: &Scene) -> Result<Pixmap, PngError> {
    let (width, height) = pixel_size(scene)?;
    if let Some(missing) = missing_glyphs(scene) {
        return Err(PngError::MissingGlyph(missing));
    }
    let page = Pixmap::new(width, height).ok_or(PngError::Size { width, height })?;
    let mut painter = Painter {
        scale: scene.scale,
        page,
        clip: None,
        shapes: ShapeCache::default(),
        glyphs: HashMap::new(),
    };
    painter.page.fill(skia_color(scene.background));
    for item in &scene.items {
        painter.draw(item);
    }
    Ok(painter.page)
}

struct Painter {
    scale: f32,
    page: Pixmap,
    /// While an item clip holds: the picture of what lies in it, and where that belongs.
    clip: Option<(Pixmap, i32, i32)>,
    shapes: ShapeCache,
    /// Outlines in ems, y down. `None` for a glyph without one.
    glyphs: HashMap<(FontId, u32), Option<tiny_skia::Path>>,
}

impl Painter {
    fn draw(&mut self, item: &Item) {
        match item {
            Item::Fill { path, color } => {
                if let Some(path) = skia_path(path) {
                    self.fill(&path, *color, FillRule::EvenOdd, Transform::identity());
                }
            }
            Item::Stroke { path, color, width, dash } => {
                if let Some(path) = skia_path(path) {
                    let dash = dash.and_then(|dash| {
                        let (on, off) = capped_dash(dash, *width);
                        StrokeDash::new(vec![on, off], 0.0)
                    });
                    self.stroke(&path, *color, *width, dash, Transform::identity());
                }
            }
            Item::Hatch { path, color, spacing, width } => {
                self.hatch(path, *color, *spacing, *width);
            }
            Item::Image { rect, raster } => self.image(*rect, raster),
            Item::Text { text, color, halo } => self.text(text, *color, *halo),
            Item::Clip(rect) => self.begin_clip(*rect),
            Item::Unclip => self.end_clip(),
        }
    }

    fn target(&mut self) -> (&mut Pixmap, Transform) {
        let scaled = Transform::from_scale(self.scale, self.scale);
        match &mut self.clip {
            #[expect(clippy::cast_precision_loss, reason = "a picture's side fits")]
            Some((pixmap, x, y)) => (pixmap, scaled.post_translate(-*x as f32, -*y as f32)),
            None => (&mut self.page, scaled),
        }
    }

    /// Its edges are put on whole pixels, so that neighbouring tiles leave no seam.
    #[expect(clippy::cast_precision_loss, reason = "a picture's side fits")]
    fn image(&mut self, rect: Rect, raster: &Raster) {
        let Some(mut picture) = Pixmap::new(raster.width, raster.height) else { return };
        for (to, from) in picture.pixels_mut().iter_mut().zip(raster.rgba.chunks_exact(4)) {
            *to = ColorU8::from_rgba(from[0], from[1], from[2], from[3]).premultiply();
        }
        let (pixmap, placed) = self.target();
        let x = |value: f32| (value * placed.sx + placed.tx).round();
        let y = |value: f32| (value * placed.sy + placed.ty).round();
        let (left, top) = (x(rect.x), y(rect.y));
        let scale_x = (x(rect.right()) - left) / raster.width as f32;
        let scale_y = (y(rect.bottom()) - top) / raster.height as f32;
        let transform = Transform::from_row(scale_x, 0.0, 0.0, scale_y, left, top);
        let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
        pixmap.draw_pixmap(0, 0, picture.as_ref(), &paint, transform, None);
    }

    fn fill(&mut self, path: &tiny_skia::Path, color: Color, rule: FillRule, placed: Transform) {
        let (pixmap, transform) = self.target();
        pixmap.fill_path(path, &skia_paint(color), rule, placed.post_concat(transform), None);
    }

    fn stroke(
        &mut self,
        path: &tiny_skia::Path,
        color: Color,
        width: f32,
        dash: Option<StrokeDash>,
        placed: Transform,
    ) {
        let stroke = Stroke {
            width,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            dash,
            ..Stroke::default()
        };
        let (pixmap, transform) = self.target();
        pixmap.stroke_path(path, &skia_paint(color), &stroke, placed.post_concat(transform), None);
    }

    /// Diagonal lines across the path's bounds, seen through the path.
    fn hatch(&mut self, path: &Path, color: Color, spacing: f32, width: f32) {
        let mut lines = PathBuilder::new();
        for [from, to] in hatch_lines(path, spacing) {
            lines.move_to(from[0], from[1]);
            lines.line_to(to[0], to[1]);
        }
        let (Some(lines), Some(path)) = (lines.finish(), skia_path(path)) else { return };
        let (pixmap, transform) = self.target();
        let Some(mut mask) = Mask::new(pixmap.width(), pixmap.height()) else { return };
        mask.fill_path(&path, FillRule::EvenOdd, true, transform);
        let stroke = Stroke { width, ..Stroke::default() };
        pixmap.stroke_path(&lines, &skia_paint(color), &stroke, transform, Some(&mask));
    }

    fn text(&mut self, text: &PlacedText, color: Color, halo: Option<(Color, f32)>) {
        let shaped = self.shapes.get(&text.text, text.weight);
        let mut builder = PathBuilder::new();
        for glyph in &shaped.glyphs {
            let outline = self
                .glyphs
                .entry((glyph.font, glyph.id))
                .or_insert_with(|| glyph_outline(glyph.font, glyph.id));
            if let Some(outline) = outline
                && let Some(placed) =
                    outline.clone().transform(Transform::from_translate(glyph.x_em, glyph.y_em))
            {
                builder.push_path(&placed);
            }
        }
        let Some(path) = builder.finish() else { return };
        let placed = Transform::from_scale(text.size, text.size)
            .post_concat(Transform::from_rotate(text.angle.to_degrees()))
            .post_translate(text.at[0], text.at[1]);
        if let Some((halo_color, halo_width)) = halo {
            // The stroke is drawn in ems and straddles the outline.
            self.stroke(&path, halo_color, 2.0 * halo_width / text.size, None, placed);
        }
        self.fill(&path, color, FillRule::Winding, placed);
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the frame lies on the page, whose sides are limited"
    )]
    fn begin_clip(&mut self, rect: Rect) {
        let edge = |at: f32| (at * self.scale).round() as i32;
        let (x, y) = (edge(rect.x), edge(rect.y));
        let (width, height) = (edge(rect.right()) - x, edge(rect.bottom()) - y);
        self.clip =
            Pixmap::new(width.max(1) as u32, height.max(1) as u32).map(|pixmap| (pixmap, x, y));
    }

    fn end_clip(&mut self) {
        if let Some((pixmap, x, y)) = self.clip.take() {
            let paint = PixmapPaint::default();
            self.page.draw_pixmap(x, y, pixmap.as_ref(), &paint, Transform::identity(), None);
        }
    }
}

fn skia_color(color: Color) -> tiny_skia::Color {
    tiny_skia::Color::from_rgba8(color.r, color.g, color.b, color.a)
}

fn skia_paint(color: Color) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(skia_color(color));
    paint
}

fn skia_path(path: &Path) -> Option<tiny_skia::Path> {
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

/// A glyph's outline in ems with y down.
fn glyph_outline(font: FontId, glyph: u32) -> Option<tiny_skia::Path> {
    struct Pen(PathBuilder);
    impl OutlinePen for Pen {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.move_to(x, y);
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.line_to(x, y);
        }
        fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
            self.0.quad_to(cx, cy, x, y);
        }
        fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
            self.0.cubic_to(cx0, cy0, cx1, cy1, x, y);
        }
        fn close(&mut self) {
            self.0.close();
        }
    }
    let face = font.face();
    let mut pen = Pen(PathBuilder::new());
    face.outline(glyph, &mut pen);
    let em = 1.0 / face.units_per_em;
    pen.0.finish()?.transform(Transform::from_scale(em, -em))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Weight;

    fn scene(items: Vec<Item>) -> Scene {
        Scene {
            about: crate::scene::item::About::default(),
            width: 40.0,
            height: 30.0,
            scale: 2.0,
            background: Color::WHITE,
            items,
        }
    }

    fn dark(pixmap: &Pixmap, x: u32, y: u32) -> bool {
        pixmap.pixel(x, y).expect("inside").red() < 128
    }

    #[test]
    fn a_clip_hides_what_is_outside() {
        let black = Color { r: 0, g: 0, b: 0, a: 255 };
        let all = Path::rect(Rect::new(0.0, 0.0, 40.0, 30.0));
        let pixmap = render(&scene(vec![
            Item::Clip(Rect::new(10.0, 10.0, 10.0, 10.0)),
            Item::Fill { path: all, color: black },
            Item::Unclip,
        ]))
        .expect("a picture");
        assert_eq!((pixmap.width(), pixmap.height()), (80, 60));
        assert!(dark(&pixmap, 30, 30) && !dark(&pixmap, 50, 30) && !dark(&pixmap, 10, 10));
    }

    #[test]
    fn a_missing_glyph_fails_the_picture() {
        let text = PlacedText {
            text: "\u{1F600}".to_owned(),
            weight: Weight::Regular,
            size: 12.0,
            at: [0.0, 20.0],
            angle: 0.0,
        };
        let result = render(&scene(vec![Item::Text { text, color: Color::WHITE, halo: None }]));
        assert!(matches!(result, Err(PngError::MissingGlyph(_))));
    }

    #[test]
    fn sizes_out_of_reason_are_refused() {
        let mut huge = scene(vec![]);
        huge.width = 999_999.0;
        assert!(matches!(pixel_size(&huge), Err(PngError::Size { .. })));
        huge.width = 0.0;
        assert!(matches!(pixel_size(&huge), Err(PngError::Size { .. })));
    }

    #[test]
    fn the_same_scene_gives_the_same_bytes() {
        let text = PlacedText {
            text: "东坝 35.5 km²".to_owned(),
            weight: Weight::Bold,
            size: 12.0,
            at: [2.0, 20.0],
            angle: 0.1,
        };
        let items = vec![Item::Text { text, color: Color::WHITE.with_alpha(0.5), halo: None }];
        assert_eq!(
            encode(&scene(items.clone())).expect("bytes"),
            encode(&scene(items)).expect("bytes")
        );
    }
}
