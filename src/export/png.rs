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
    jobs::in_order,
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
pub const MAX_SIDE: u32 = 32_768;
/// The most pixels of a picture: an A0 poster at 600 dpi has 558 million.
pub const MAX_PIXELS: u64 = 600_000_000;
/// A picture of more pixels is drawn in bands, so that it needs little memory.
const MOST_AT_ONCE: u64 = 24_000_000;
/// Rows of a band.
const BAND: u32 = 32;

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
    let (width, height) = pixel_size(scene)?;
    if let Some(missing) = missing_glyphs(scene) {
        return Err(PngError::MissingGlyph(missing));
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
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
    if u64::from(width) * u64::from(height) <= MOST_AT_ONCE {
        writer.write_image_data(&opaque(&render(scene)?, width, height))?;
    } else {
        let mut rows = writer.stream_writer()?;
        let starts: Vec<u32> = (0..height).step_by(BAND as usize).collect();
        let reach: Vec<(f32, f32)> = scene.items.iter().map(vertical_reach).collect();
        let begin = || Painter::new(scene, width, BAND.min(height));
        let draw = |painter: &mut Result<Painter, PngError>, &start: &u32| {
            let painter = painter.as_mut().ok()?;
            painter.band(scene, &reach, start);
            Some(opaque(&painter.page, width, BAND.min(height - start)))
        };
        in_order(&starts, begin, draw, |band| {
            // What keeps a painter from starting keeps the page from being drawn at all.
            let band = band.ok_or(PngError::Size { width, height })?;
            let written = std::io::Write::write_all(&mut rows, &band);
            written.map_err(|error| PngError::from(png::EncodingError::IoError(error)))
        })?;
        rows.finish()?;
    }
    writer.finish()?;
    Ok(bytes)
}

/// The first rows of a page. It is opaque, so the premultiplied pixels are plain ones.
fn opaque(pixmap: &Pixmap, width: u32, rows: u32) -> Vec<u8> {
    let pixels = width as usize * rows as usize;
    let mut rgb = Vec::with_capacity(pixels * 3);
    for pixel in pixmap.data().chunks_exact(4).take(pixels) {
        rgb.extend_from_slice(&pixel[..3]);
    }
    rgb
}

/// The highest and lowest row that an item can touch, in logical pixels.
fn vertical_reach(item: &Item) -> (f32, f32) {
    let of_path = |path: &Path, around: f32| {
        let all = path.subpaths.iter().flatten().map(|point| point[1]);
        let (low, high) = all
            .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), y| (low.min(y), high.max(y)));
        (low - around - 1.0, high + around + 1.0)
    };
    match item {
        Item::Fill { path, .. } | Item::Hatch { path, .. } => of_path(path, 0.0),
        Item::Stroke { path, width, .. } => of_path(path, *width),
        Item::Image { rect, .. } => (rect.y - 1.0, rect.bottom() + 1.0),
        Item::Text { text, halo, .. } => {
            // A line that stands on its head reaches as far as it is long.
            #[expect(clippy::cast_precision_loss, reason = "a line of text")]
            let long = if text.angle == 0.0 { 2.0 } else { text.text.chars().count() as f32 + 2.0 };
            let around = text.size * long + halo.map_or(0.0, |(_, width)| width);
            (text.at[1] - around, text.at[1] + around)
        }
        Item::Clip(_) | Item::Unclip => (f32::NEG_INFINITY, f32::INFINITY),
    }
}

/// What reading a picture row by row tells: its size, and the first of so many bands that has one
/// colour only.
pub fn blank_band(
    bytes: &[u8],
    bands: u32,
) -> Result<((u32, u32), Option<u32>), png::DecodingError> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info()?;
    let size = (reader.info().width, reader.info().height);
    let band = size.1.div_ceil(bands).max(1);
    let mut varied = vec![false; bands as usize];
    let mut colors: Vec<Option<[u8; 3]>> = vec![None; bands as usize];
    let mut number = 0;
    while let Some(row) = reader.next_row()? {
        let at = ((number / band) as usize).min(varied.len() - 1);
        if !varied[at] {
            let first = *colors[at].get_or_insert([row.data()[0], row.data()[1], row.data()[2]]);
            varied[at] = row.data().chunks_exact(3).any(|pixel| pixel != first);
        }
        number += 1;
    }
    let seen = size.1.div_ceil(band) as usize;
    let blank = varied.iter().take(seen).position(|varied| !varied);
    Ok((size, blank.and_then(|at| u32::try_from(at + 1).ok())))
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
    let reach = vec![(f32::NEG_INFINITY, f32::INFINITY); scene.items.len()];
    let mut painter = Painter::new(scene, width, height)?;
    painter.band(scene, &reach, 0);
    Ok(painter.page)
}

struct Painter {
    scale: f32,
    /// The first row of the page that is drawn.
    start: u32,
    page: Pixmap,
    clip: Option<Clip>,
    /// The picture of the last clip, to be used again.
    spare: Option<Pixmap>,
    shapes: ShapeCache,
    /// Outlines in ems, y down. `None` for a glyph without one.
    glyphs: HashMap<(FontId, u32), Option<tiny_skia::Path>>,
}

/// While an item clip holds: the picture of what lies in it, and where that belongs on the whole page.
struct Clip {
    pixmap: Pixmap,
    x: i32,
    y: i32,
    /// Rows of it that count.
    rows: u32,
}

impl Painter {
    /// A painter for so many rows at a time.
    fn new(scene: &Scene, width: u32, rows: u32) -> Result<Self, PngError> {
        if let Some(missing) = missing_glyphs(scene) {
            return Err(PngError::MissingGlyph(missing));
        }
        Ok(Self {
            scale: scene.scale,
            start: 0,
            page: Pixmap::new(width, rows).ok_or(PngError::Size { width, height: rows })?,
            clip: None,
            spare: None,
            shapes: ShapeCache::default(),
            glyphs: HashMap::new(),
        })
    }

    /// Draws the rows of a scene from one on. `reach` are the rows that each item can touch.
    #[expect(clippy::cast_precision_loss, reason = "a picture's side fits")]
    fn band(&mut self, scene: &Scene, reach: &[(f32, f32)], start: u32) {
        self.start = start;
        self.page.fill(skia_color(scene.background));
        let end = start + self.page.height();
        let (top, bottom) = (start as f32 / scene.scale, end as f32 / scene.scale);
        for (item, (low, high)) in scene.items.iter().zip(reach) {
            if *low <= bottom && *high >= top {
                self.draw(item);
            }
        }
    }

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
            Some(Clip { pixmap, x, y, .. }) => {
                (pixmap, scaled.post_translate(-*x as f32, -*y as f32))
            }
            #[expect(clippy::cast_precision_loss, reason = "a picture's side fits")]
            None => (&mut self.page, scaled.post_translate(0.0, -(self.start as f32))),
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
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss,
        reason = "the frame lies on the page, whose sides are limited"
    )]
    fn begin_clip(&mut self, rect: Rect) {
        let edge = |at: f32| (at * self.scale).round() as i32;
        let (x, y) = (edge(rect.x), edge(rect.y));
        let width = edge(rect.right()) - x;
        // Of the clip only what lies in the band.
        let (first, last) = (self.start as i32, (self.start + self.page.height()) as i32);
        let bottom = edge(rect.bottom()).clamp(first, last);
        let y = y.clamp(first, last);
        let (width, rows) = (width.max(1) as u32, (bottom - y).max(1) as u32);
        let spare =
            self.spare.take().filter(|spare| spare.width() == width && spare.height() >= rows);
        let pixmap = match spare {
            Some(mut spare) => {
                spare.fill(tiny_skia::Color::TRANSPARENT);
                Some(spare)
            }
            None => Pixmap::new(width, rows.max(BAND.min(self.page.height()))),
        };
        self.clip = pixmap.map(|pixmap| Clip { pixmap, x, y, rows });
    }

    fn end_clip(&mut self) {
        let Some(Clip { mut pixmap, x, y, rows }) = self.clip.take() else { return };
        let kept = pixmap.width() as usize * rows as usize * 4;
        pixmap.data_mut()[kept..].fill(0);
        let paint = PixmapPaint::default();
        #[expect(clippy::cast_possible_wrap, reason = "a picture's side fits")]
        let y = y - self.start as i32;
        self.page.draw_pixmap(x, y, pixmap.as_ref(), &paint, Transform::identity(), None);
        self.spare = Some(pixmap);
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
    fn bands_are_the_picture() {
        let black = Color { r: 0, g: 0, b: 0, a: 255 };
        let gray = Color { r: 90, g: 120, b: 90, a: 180 };
        let text = |at: [f32; 2], angle: f32| Item::Text {
            text: PlacedText {
                text: "东坝 35.5 km²".to_owned(),
                weight: Weight::Bold,
                size: 9.0,
                at,
                angle,
            },
            color: black,
            halo: Some((Color::WHITE, 1.0)),
        };
        let circle = |y: f32| Path::circle([20.0, y], 9.0);
        let scene = scene(vec![
            Item::Clip(Rect::new(3.0, 4.0, 33.0, 22.0)),
            Item::Fill { path: circle(10.0), color: gray },
            Item::Hatch { path: circle(18.0), color: black, spacing: 3.0, width: 0.7 },
            text([4.0, 12.0], 0.0),
            Item::Unclip,
            Item::Stroke { path: circle(14.0), color: black, width: 1.3, dash: Some((3.0, 2.0)) },
            text([5.0, 4.0], 0.8),
        ]);
        let whole = render(&scene).expect("a picture");
        let reach: Vec<(f32, f32)> = scene.items.iter().map(vertical_reach).collect();
        let mut rows = Vec::new();
        let mut painter = Painter::new(&scene, 80, 7).expect("a painter");
        for start in (0..60_u32).step_by(7) {
            painter.band(&scene, &reach, start);
            let kept = 80 * 4 * usize::try_from(7.min(60 - start)).expect("small");
            rows.extend_from_slice(&painter.page.data()[..kept]);
        }
        // Coordinates move by whole rows, which may turn the last bit of an edge.
        let worst = whole.data().iter().zip(&rows).map(|(a, b)| a.abs_diff(*b)).max();
        assert_eq!(whole.data().len(), rows.len());
        // One step of an edge's coverage.
        assert!(worst <= Some(16), "{worst:?}");
    }

    #[test]
    fn a_blank_band_is_found() {
        let mut rgb = vec![0_u8; 16 * 16 * 3];
        for (at, byte) in rgb.iter_mut().enumerate() {
            *byte = u8::try_from(at % 251).expect("a byte");
        }
        let file = encode_pixels((16, 16), &rgb).expect("a picture");
        assert_eq!(blank_band(&file, 8).expect("read"), ((16, 16), None));
        rgb[6 * 48..8 * 48].fill(255);
        let file = encode_pixels((16, 16), &rgb).expect("a picture");
        assert_eq!(blank_band(&file, 8).expect("read"), ((16, 16), Some(4)));
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
