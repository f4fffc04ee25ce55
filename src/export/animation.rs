//! Scenes of one size as an animation without end: APNG, whose frames have the pixels of the stills, and
//! GIF, whose frames have them as far as 256 colors go.

mod colors;

use std::{borrow::Cow, io::Cursor};

use gif::{
    AnyExtension, ColorOutput, DecodeOptions, DisposalMethod, Encoder, Extension, Frame, Repeat,
    streaming_decoder::{Decoded, OutputBuffer, StreamingDecoder},
};

use super::{
    missing_glyphs,
    png::{FIGURES, ORIGIN, PngError, encode_frames, opaque, pixel_size, render},
};
use crate::{
    jobs::{in_order, parallel_map},
    scene::item::{About, Scene},
};
use colors::{Counts, Palette};

#[derive(Debug, thiserror::Error)]
pub enum AnimationError {
    #[error(transparent)]
    Page(#[from] PngError),
    #[error("the animation cannot be encoded: {0}")]
    Gif(#[from] gif::EncodingError),
}

/// Draws scenes as an APNG, each for so many milliseconds. Each frame has the pixels of the picture of its
/// scene.
pub fn apng(scenes: &[Scene], frame_ms: u16) -> Result<Vec<u8>, AnimationError> {
    let (width, height) = size_of(scenes)?;
    Ok(encode_frames(scenes, (width, height), frame_ms)?)
}

/// Draws scenes as a GIF, each for so many milliseconds, which GIF rounds to hundredths of a second. All
/// frames share one palette and nothing is dithered: where the scenes have no more colors than it
/// holds, the pixels are those of the stills. A frame holds what differs from the one before it.
pub fn gif(scenes: &[Scene], frame_ms: u16) -> Result<Vec<u8>, AnimationError> {
    let size = size_of(scenes)?;
    let counted = parallel_map(scenes, |scene| Ok(Counts::of(&pixels(scene)?)));
    let mut counts = Counts::default();
    for frame in counted {
        counts.add(&frame.map_err(AnimationError::Page)?);
    }
    let palette = Palette::of(&counts);
    let side = |side: u32| u16::try_from(side).map_err(|_| too_large(size));
    let (width, height) = (side(size.0)?, side(size.1)?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height, &palette.bytes())?;
    encoder.set_repeat(Repeat::Infinite)?;
    if let Some(first) = scenes.first() {
        write_about(&mut encoder, &first.about)?;
    }
    let mut before: Option<Vec<u8>> = None;
    let draw = |(): &mut (), scene: &Scene| Ok(palette.indices(&pixels(scene)?));
    in_order(
        scenes,
        || (),
        draw,
        |frame: Result<Vec<u8>, PngError>| {
            let frame = frame?;
            let part = Part::of(&frame, before.as_deref(), usize::from(width));
            let indices = part.pixels(&frame, before.as_deref(), (width.into(), palette.clear()));
            encoder.write_frame(&Frame {
                delay: frame_ms / 10,
                dispose: DisposalMethod::Keep,
                transparent: before.is_some().then(|| palette.clear()).flatten(),
                left: part.left,
                top: part.top,
                width: part.width,
                height: part.height,
                buffer: Cow::Owned(indices),
                ..Frame::default()
            })?;
            before = Some(frame);
            Ok::<(), AnimationError>(())
        },
    )?;
    drop(encoder);
    Ok(bytes)
}

fn too_large((width, height): (u32, u32)) -> PngError {
    PngError::Size { width, height }
}

fn size_of(scenes: &[Scene]) -> Result<(u32, u32), PngError> {
    let size = pixel_size(scenes.first().ok_or(too_large((0, 0)))?)?;
    for scene in scenes {
        if let Some(missing) = missing_glyphs(scene) {
            return Err(PngError::MissingGlyph(missing));
        }
        if pixel_size(scene)? != size {
            return Err(too_large(size));
        }
    }
    Ok(size)
}

/// Red, green and blue, row by row.
fn pixels(scene: &Scene) -> Result<Vec<u8>, PngError> {
    Ok(opaque(render(scene)?.data()))
}

/// What an animation says of itself: comments that begin with their key.
fn write_about<W: std::io::Write>(
    encoder: &mut Encoder<W>,
    about: &About,
) -> Result<(), gif::EncodingError> {
    for (key, text) in [(ORIGIN, &about.origin), (FIGURES, &about.figures)] {
        if !text.is_empty() {
            let comment = format!("{key}\n{text}");
            let kind = AnyExtension::from(Extension::Comment);
            encoder.write_raw_extension(kind, &[comment.as_bytes()])?;
        }
    }
    Ok(())
}

/// The part of a frame that differs from the one before it.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    left: u16,
    top: u16,
    width: u16,
    height: u16,
}

impl Part {
    /// The whole of the first frame; one pixel where nothing differs, as a frame without one is none.
    fn of(frame: &[u8], before: Option<&[u8]>, width: usize) -> Self {
        let height = frame.len() / width;
        let small = |value: usize| u16::try_from(value).unwrap_or(u16::MAX);
        let Some(before) = before else {
            return Self { left: 0, top: 0, width: small(width), height: small(height) };
        };
        let (mut left, mut right) = (width, 0);
        let (mut top, mut bottom) = (height, 0);
        for (y, (row, old)) in frame.chunks_exact(width).zip(before.chunks_exact(width)).enumerate()
        {
            let differs = |x: &usize| row[*x] != old[*x];
            if let Some(first) = (0..width).find(differs) {
                let last = (0..width).rfind(differs).unwrap_or(first);
                (left, right) = (left.min(first), right.max(last + 1));
                (top, bottom) = (top.min(y), y + 1);
            }
        }
        if right == 0 {
            (left, right, top, bottom) = (0, 1, 0, 1);
        }
        Self {
            left: small(left),
            top: small(top),
            width: small(right - left),
            height: small(bottom - top),
        }
    }

    /// Its pixels; what is as before is clear where a color is kept for that.
    fn pixels(
        &self,
        frame: &[u8],
        before: Option<&[u8]>,
        (width, clear): (usize, Option<u8>),
    ) -> Vec<u8> {
        let mut pixels = Vec::with_capacity(usize::from(self.width) * usize::from(self.height));
        for y in usize::from(self.top)..usize::from(self.top) + usize::from(self.height) {
            let start = y * width + usize::from(self.left);
            let range = start..start + usize::from(self.width);
            match (before, clear) {
                (Some(before), Some(clear)) => {
                    let pairs = frame[range.clone()].iter().zip(&before[range]);
                    pixels.extend(pairs.map(|(new, old)| if new == old { clear } else { *new }));
                }
                _ => pixels.extend_from_slice(&frame[range]),
            }
        }
        pixels
    }
}

/// A GIF file read to its end.
#[derive(Debug, PartialEq, Eq)]
pub struct ReadGif {
    pub size: (u32, u32),
    /// The pictures as they are seen, red, green and blue.
    pub frames: Vec<Vec<u8>>,
    /// How long each stays, milliseconds.
    pub delays: Vec<u32>,
}

/// Reads an animation that this program wrote.
pub fn read_gif(bytes: &[u8]) -> Result<ReadGif, gif::DecodingError> {
    let mut read = ReadGif { size: (0, 0), frames: Vec::new(), delays: Vec::new() };
    let mut seen = Vec::new();
    walk_gif(bytes, |size, frame| {
        let width = size.0 as usize;
        seen.resize(width * size.1 as usize * 3, 0);
        let row = usize::from(frame.width);
        for (y, pixels) in frame.buffer.chunks_exact(row * 4).enumerate() {
            let at = (usize::from(frame.top) + y) * width + usize::from(frame.left);
            for (x, pixel) in pixels.chunks_exact(4).enumerate().filter(|(_, pixel)| pixel[3] > 0) {
                if let Some(to) = seen.get_mut((at + x) * 3..(at + x) * 3 + 3) {
                    to.copy_from_slice(&pixel[..3]);
                }
            }
        }
        read.size = size;
        read.frames.push(seen.clone());
        read.delays.push(u32::from(frame.delay) * 10);
    })?;
    Ok(read)
}

/// Reads an animation to its end: its size and the number of its frames.
pub fn count_gif_frames(bytes: &[u8]) -> Result<((u32, u32), usize), gif::DecodingError> {
    let (mut size, mut count) = ((0, 0), 0);
    walk_gif(bytes, |of_file, _| {
        size = of_file;
        count += 1;
    })?;
    Ok((size, count))
}

fn walk_gif(
    bytes: &[u8],
    mut take: impl FnMut((u32, u32), &Frame<'_>),
) -> Result<(), gif::DecodingError> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    options.check_frame_consistency(true);
    let mut decoder = options.read_info(Cursor::new(bytes))?;
    let size = (decoder.width().into(), decoder.height().into());
    while let Some(frame) = decoder.read_next_frame()? {
        take(size, frame);
    }
    Ok(())
}

/// The text of a key that an animation says of itself.
pub fn gif_text(bytes: &[u8], key: &str) -> Option<String> {
    let mut decoder = StreamingDecoder::new();
    let (mut rest, mut comment) = (bytes, Vec::new());
    while !rest.is_empty() {
        let (used, decoded) = decoder.update(rest, &mut OutputBuffer::None).ok()?;
        rest = rest.get(used..)?;
        if used == 0 && matches!(decoded, Decoded::Nothing) {
            return None;
        }
        match decoded {
            Decoded::SubBlock { ext, is_last } if ext == Extension::Comment.into() => {
                comment.extend_from_slice(decoder.last_ext_sub_block());
                if is_last {
                    let text = String::from_utf8(std::mem::take(&mut comment)).ok()?;
                    if let Some((of, text)) = text.split_once('\n')
                        && of == key
                    {
                        return Some(text.to_owned());
                    }
                }
            }
            // Comments stand before the frames.
            Decoded::FrameMetadata(_) => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        scene::item::{Item, Path, Rect},
        style::Color,
    };

    fn scene(x: f32, colors: u8) -> Scene {
        let bar = |at: u8| Item::Fill {
            path: Path::rect(Rect::new(f32::from(at), 0.0, 1.0, 20.0)),
            color: Color { r: at, g: 255 - at, b: at / 2, a: 255 },
        };
        let black = Color { r: 0, g: 0, b: 0, a: 255 };
        let square = Item::Fill { path: Path::rect(Rect::new(x, 24.0, 8.0, 8.0)), color: black };
        Scene {
            about: About {
                origin: "how it was made: 东坝 ".repeat(40),
                figures: "a=1".to_owned(),
                ..About::default()
            },
            width: 300.0,
            height: 40.0,
            scale: 1.0,
            background: Color::WHITE,
            items: (0..colors).map(bar).chain([square]).collect(),
        }
    }

    #[test]
    fn frames_of_few_colors_are_the_stills_and_say_how_they_were_made() {
        let scenes = [scene(4.0, 200), scene(9.0, 200), scene(9.0, 200), scene(250.0, 200)];
        let bytes = gif(&scenes, 900).expect("a GIF");
        let read = read_gif(&bytes).expect("read");
        assert_eq!((read.size, read.frames.len()), ((300, 40), 4));
        assert_eq!(read.delays, [900; 4]);
        for (scene, frame) in scenes.iter().zip(&read.frames) {
            assert!(*frame == pixels(scene).expect("drawn"));
        }
        assert_eq!(gif_text(&bytes, ORIGIN).as_ref(), Some(&scenes[0].about.origin));
        assert_eq!(gif_text(&bytes, FIGURES).as_deref(), Some("a=1"));
        assert_eq!(gif_text(&bytes, "Nothing"), None);
        assert_eq!(bytes, gif(&scenes, 900).expect("a GIF"));
    }

    #[test]
    fn what_is_cut_short_is_no_animation() {
        let bytes = gif(&[scene(4.0, 40), scene(9.0, 40)], 900).expect("a GIF");
        for end in [3, 20, bytes.len() / 2] {
            assert!(count_gif_frames(&bytes[..end]).is_err(), "{end} of {}", bytes.len());
        }
        assert_eq!(count_gif_frames(&bytes).expect("read"), ((300, 40), 2));
    }
}
