//! Items of a scene onto pixels, by tiny-skia.

use std::{collections::HashMap, ops::Range};

use skrifa::outline::OutlinePen;
use tiny_skia::{
    ColorU8, FillRule, FilterQuality, LineCap, LineJoin, Paint, PathBuilder, Pixmap, PixmapPaint,
    Stroke, StrokeDash, Transform,
};

use super::{super::missing_glyphs, BAND, PngError};
use crate::{
    basemap::Raster,
    scene::item::{Item, Path, PlacedText, Rect, Scene, capped_dash},
    style::Color,
    text::{FontId, shape},
};

/// Draws scenes, so many rows at a time.
pub struct Painter {
    scale: f32,
    /// The first row of the page that is drawn.
    start: u32,
    pub page: Pixmap,
    clip: Option<Clip>,
    /// The picture of the last clip, to be used again.
    spare: Option<Pixmap>,
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
    pub fn new(scene: &Scene, width: u32, rows: u32) -> Result<Self, PngError> {
        if let Some(missing) = missing_glyphs(scene) {
            return Err(PngError::MissingGlyph(missing));
        }
        Ok(Self {
            scale: scene.scale,
            start: 0,
            page: Pixmap::new(width, rows).ok_or(PngError::Size { width, height: rows })?,
            clip: None,
            spare: None,
            glyphs: HashMap::new(),
        })
    }

    /// Draws the rows of a scene from one on. `reach` are the rows that each item can touch.
    #[expect(clippy::cast_precision_loss, reason = "a picture's side fits")]
    pub fn band(&mut self, scene: &Scene, reach: &[(f32, f32)], start: u32) {
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
            Item::Image { rect, raster } => self.image(*rect, raster),
            Item::Text { text, color, halo } => self.text(text, *color, *halo),
            Item::Clip(rect) => self.begin_clip(*rect),
            Item::Unclip => self.end_clip(),
            Item::Begin(_) | Item::End => {}
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

    fn text(&mut self, text: &PlacedText, color: Color, halo: Option<(Color, f32)>) {
        let shaped = shape(&text.text, text.weight);
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
        let pixmap = spare.or_else(|| Pixmap::new(width, rows.max(BAND.min(self.page.height()))));
        let Some(mut pixmap) = pixmap else { return };
        // It goes on from what lies under it, and so need not be mixed with it at the end.
        for (of_page, of_clip) in shared_rows(&self.page, (x, y - first), (width, rows)) {
            pixmap.data_mut()[of_clip].copy_from_slice(&self.page.data()[of_page]);
        }
        self.clip = Some(Clip { pixmap, x, y, rows });
    }

    #[expect(clippy::cast_possible_wrap, reason = "a picture's side fits")]
    fn end_clip(&mut self) {
        let Some(Clip { pixmap, x, y, rows }) = self.clip.take() else { return };
        let corner = (x, y - self.start as i32);
        for (of_page, of_clip) in shared_rows(&self.page, corner, (pixmap.width(), rows)) {
            self.page.data_mut()[of_page].copy_from_slice(&pixmap.data()[of_clip]);
        }
        self.spare = Some(pixmap);
    }
}

/// The bytes of each row that a page shares with a clip at this corner and of this size: the page's and
/// the clip's.
#[expect(clippy::cast_possible_wrap, reason = "a picture's side fits")]
fn shared_rows(
    page: &Pixmap,
    (x, y): (i32, i32),
    (width, rows): (u32, u32),
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + use<> {
    let across = page.width();
    let left = x.clamp(0, across as i32);
    let inside = (left - x).unsigned_abs().min(width);
    let left = left.unsigned_abs();
    let count = (width - inside).min(across - left) as usize;
    let on_page = 0..page.height() as i32;
    (y..y + rows as i32).zip(0..rows).filter(move |(at, _)| on_page.contains(at)).map(
        move |(at, row)| {
            let bytes = |width: u32, row: u32, column: u32| {
                let start = width as usize * row as usize + column as usize;
                start * 4..(start + count) * 4
            };
            (bytes(across, at.unsigned_abs(), left), bytes(width, row, inside))
        },
    )
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
