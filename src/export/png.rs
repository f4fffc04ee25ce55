//! Scene to PNG, by tiny-skia.

mod painter;

use tiny_skia::Pixmap;

use super::{missing_glyphs, reading::Pixels};
use crate::{
    jobs::in_order,
    scene::item::{About, Item, Path, Scene},
};
use painter::Painter;

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

/// The key of the text with the areas that a picture is about.
pub const FIGURES: &str = "Figures";

/// A PNG file as pixels: width, height and red, green, blue, row by row; the text of its origin, and
/// the areas it is about.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    pub size: (u32, u32),
    pub rgb: Vec<u8>,
    pub origin: Option<String>,
    pub figures: Option<String>,
}

/// Reads a picture that this program wrote.
pub fn decode(bytes: &[u8]) -> Result<Decoded, png::DecodingError> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info()?;
    let mut rgb = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let frame = reader.next_frame(&mut rgb)?;
    reader.finish()?;
    rgb.truncate(frame.buffer_size());
    let texts = &reader.info().utf8_text;
    let text = |key: &str| texts.iter().find(|text| text.keyword == key)?.get_text().ok();
    let (origin, figures) = (text(ORIGIN), text(FIGURES));
    Ok(Decoded { size: (frame.width, frame.height), rgb, origin, figures })
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
    // A sixth quicker to write and read back than by the usual filter, in files a quarter larger.
    encoder.set_filter(png::Filter::Up);
    write_about(&mut encoder, &scene.about)?;
    let mut writer = encoder.write_header()?;
    let mut rows = writer.stream_writer()?;
    let mut write = |band: &[u8]| {
        let written = std::io::Write::write_all(&mut rows, band);
        written.map_err(|error| PngError::from(png::EncodingError::IoError(error)))
    };
    if u64::from(width) * u64::from(height) <= MOST_AT_ONCE {
        let page = render(scene)?;
        for pixels in page.data().chunks(BAND as usize * width as usize * 4) {
            write(&opaque(pixels))?;
        }
    } else {
        let starts: Vec<u32> = (0..height).step_by(BAND as usize).collect();
        let reach: Vec<(f32, f32)> = scene.items.iter().map(vertical_reach).collect();
        let begin = || Painter::new(scene, width, BAND.min(height));
        let draw = |painter: &mut Result<Painter, PngError>, &start: &u32| {
            let painter = painter.as_mut().ok()?;
            painter.band(scene, &reach, start);
            let pixels = width as usize * BAND.min(height - start) as usize;
            Some(opaque(&painter.page.data()[..pixels * 4]))
        };
        in_order(&starts, begin, draw, |band| {
            // What keeps a painter from starting keeps the page from being drawn at all.
            write(&band.ok_or(PngError::Size { width, height })?)
        })?;
    }
    rows.finish()?;
    writer.finish()?;
    Ok(bytes)
}

/// What a picture says of itself.
fn write_about<W: std::io::Write>(
    encoder: &mut png::Encoder<'_, W>,
    about: &About,
) -> Result<(), PngError> {
    for (key, text) in [("Title", &about.title), (ORIGIN, &about.origin), (FIGURES, &about.figures)]
    {
        if !text.is_empty() {
            encoder.add_itxt_chunk(key.to_owned(), text.clone())?;
        }
    }
    Ok(())
}

/// Draws scenes of one size as the frames of one file, each for so many milliseconds.
pub(super) fn encode_frames(
    scenes: &[Scene],
    (width, height): (u32, u32),
    frame_ms: u16,
) -> Result<Vec<u8>, PngError> {
    let count = u32::try_from(scenes.len()).unwrap_or(u32::MAX);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    // A sixth quicker to write and read back than by the usual filter, in files a quarter larger.
    encoder.set_filter(png::Filter::Up);
    encoder.set_animated(count, 0)?;
    encoder.set_frame_delay(frame_ms, 1000)?;
    if let Some(first) = scenes.first() {
        write_about(&mut encoder, &first.about)?;
    }
    let mut writer = encoder.write_header()?;
    for scene in scenes {
        writer.write_image_data(&opaque(render(scene)?.data()))?;
    }
    writer.finish()?;
    Ok(bytes)
}

/// The pictures of a PNG or an APNG as they are seen, each of the whole size, red, green and blue.
pub fn decode_frames(bytes: &[u8]) -> Result<Vec<Pixels>, png::DecodingError> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info()?;
    let said = reader.info().animation_control.map_or(1, |control| control.num_frames);
    let mut frames = Vec::new();
    for _ in 0..said {
        let mut rgb = vec![0; reader.output_buffer_size().unwrap_or_default()];
        let frame = reader.next_frame(&mut rgb)?;
        rgb.truncate(frame.buffer_size());
        frames.push(Pixels { size: (frame.width, frame.height), rgb });
    }
    reader.finish()?;
    Ok(frames)
}

/// Reads an animation to its end: its size and the number of its frames.
pub fn count_frames(bytes: &[u8]) -> Result<((u32, u32), usize), png::DecodingError> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info()?;
    let size = (reader.info().width, reader.info().height);
    let said = reader.info().animation_control.map_or(1, |control| control.num_frames);
    let mut pixels = vec![0; reader.output_buffer_size().unwrap_or_default()];
    for _ in 0..said {
        reader.next_frame(&mut pixels)?;
    }
    Ok((size, said as usize))
}

/// Red, green and blue of pixels of a page. It is opaque, so the premultiplied pixels are plain ones.
pub(super) fn opaque(rgba: &[u8]) -> Vec<u8> {
    let mut rgb = vec![0; rgba.len() / 4 * 3];
    for (to, from) in rgb.chunks_exact_mut(3).zip(rgba.chunks_exact(4)) {
        to.copy_from_slice(&from[..3]);
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
        Item::Fill { path, .. } => of_path(path, 0.0),
        Item::Stroke { path, width, .. } => of_path(path, *width),
        Item::Image { rect, .. } => (rect.y - 1.0, rect.bottom() + 1.0),
        Item::Text { text, halo, .. } => {
            // A line that stands on its head reaches as far as it is long.
            #[expect(clippy::cast_precision_loss, reason = "a line of text")]
            let long = if text.angle == 0.0 { 2.0 } else { text.text.chars().count() as f32 + 2.0 };
            let around = text.size * long + halo.map_or(0.0, |(_, width)| width);
            (text.at[1] - around, text.at[1] + around)
        }
        Item::Clip(_) | Item::Unclip | Item::Begin(_) | Item::End => {
            (f32::NEG_INFINITY, f32::INFINITY)
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        scene::{
            hatch::hatch_item,
            item::{PlacedText, Rect},
        },
        style::{Color, Hatch},
        text::Weight,
    };

    fn scene(items: Vec<Item>) -> Scene {
        Scene {
            about: About::default(),
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
        let hatch = Hatch { angle: 45.0, spacing: 3.0, width: 0.7, crossed: true };
        let circle = |y: f32| Path::circle([20.0, y], 9.0);
        let scene = scene(vec![
            Item::Clip(Rect::new(3.0, 4.0, 33.0, 22.0)),
            Item::Fill { path: circle(10.0), color: gray },
            hatch_item(&circle(18.0), &hatch, black),
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
