//! Reading a written picture back: a file that is not what was meant is an error at once, not on the
//! day of the briefing.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Result;

use super::picture::{PartArg, PictureFormat, PictureSpec};
use crate::{
    export::{animation, png, pptx, reading::pdf_sizes, svg},
    model::{Lang, catalogue::Catalogue},
    scene::sheet::PageFinding,
    style::{Layout, MapPlace},
};

/// A picture that was written and is not what was meant.
#[derive(Debug, thiserror::Error)]
#[error("the picture was written but is not sound: {}", path.display())]
pub struct NotSound {
    pub path: PathBuf,
    pub source: Unsound,
}

/// What is wrong with a written picture.
#[derive(Debug, thiserror::Error)]
pub enum Unsound {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("the disk does not hold what was written")]
    NotKept,
    #[error("it has {frames} frames of {size:?} pixels instead of {wanted:?}")]
    Frames { frames: usize, size: (u32, u32), wanted: ((u32, u32), usize) },
    #[error("it is {found:?} pixels large instead of {wanted:?}")]
    Size { found: (u32, u32), wanted: (u32, u32) },
    #[error("nothing is drawn in its band {band} of {of}")]
    Blank { band: u32, of: u32 },
    #[error("it is not a whole PDF")]
    NoPdf,
    #[error("it has {found} pages instead of {wanted}")]
    Pages { found: usize, wanted: usize },
    /// What the reader of its format says, in English.
    #[error("{0}")]
    Damaged(String),
}

/// Checks the file of a picture: that the disk holds what was written, that it opens, that it has the
/// size and the pages that were asked for, and that it is not blank.
pub fn verify(path: &Path, written: &[u8], picture: &PictureSpec) -> Result<()> {
    let failed = |source| NotSound { path: path.to_owned(), source };
    let bytes = fs::read(path).map_err(|error| failed(Unsound::Io(error)))?;
    if bytes != written {
        return Err(failed(Unsound::NotKept).into());
    }
    Ok(check(&bytes, picture, picture.pixels()?).map_err(failed)?)
}

/// What is wrong with the pages of a picture, in one line.
pub fn finding_words(lang: Lang, findings: &[PageFinding], catalogue: &Catalogue) -> String {
    let words: Vec<String> =
        findings.iter().map(|finding| finding.words(lang, catalogue)).collect();
    words.join(if lang == Lang::Zh { "；" } else { "; " })
}

fn check(bytes: &[u8], picture: &PictureSpec, pixels: (u32, u32)) -> Result<(), Unsound> {
    match picture.format {
        PictureFormat::Apng | PictureFormat::Gif => {
            let damaged = |error: String| Unsound::Damaged(error);
            let (size, frames) = if picture.format == PictureFormat::Gif {
                animation::count_gif_frames(bytes).map_err(|error| damaged(error.to_string()))?
            } else {
                png::count_frames(bytes).map_err(|error| damaged(error.to_string()))?
            };
            let wanted = (pixels, picture.frames.len());
            if (size, frames) != wanted {
                return Err(Unsound::Frames { frames, size, wanted });
            }
        }
        PictureFormat::Png => {
            let (size, blank) = png::blank_band(bytes, BANDS)
                .map_err(|error| Unsound::Damaged(error.to_string()))?;
            let wanted = pixels;
            if size != wanted {
                return Err(Unsound::Size { found: size, wanted });
            }
            // A frame, a title and a foot cross every band of a sheet; a map alone may be bare.
            let has_frame = Layout::named(&picture.layout).is_some_and(|layout| {
                matches!(layout.map, MapPlace::Beside { .. } | MapPlace::Pair)
            });
            let is_sheet = has_frame && wanted.0 >= 1000 && wanted.1 >= 600;
            if is_sheet && let Some(band) = blank {
                return Err(Unsound::Blank { band, of: BANDS });
            }
        }
        PictureFormat::Svg => svg::check(bytes).map_err(Unsound::Damaged)?,
        PictureFormat::Pdf => {
            let found = whole_pdf(bytes, pixels)?;
            if found < picture.pages.len() {
                return Err(Unsound::Pages { found, wanted: picture.pages.len() });
            }
        }
        PictureFormat::Pptx => {
            let is_map = Layout::named(&picture.layout)
                .is_some_and(|layout| matches!(layout.map, MapPlace::Fill));
            let is_map_alone = is_map && picture.beside.is_none();
            let has_figures = !is_map_alone && !picture.without.contains(&PartArg::Figures);
            pptx::check_slides(bytes, picture.pages.len(), has_figures)
                .map_err(Unsound::Damaged)?;
        }
    }
    Ok(())
}

/// How many pages a PDF has: each can be read, draws something and has the shape of so many pixels.
fn whole_pdf(bytes: &[u8], pixels: (u32, u32)) -> Result<usize, Unsound> {
    if !bytes.trim_ascii_end().ends_with(b"%%EOF") {
        return Err(Unsound::NoPdf);
    }
    let sizes = pdf_sizes(bytes).map_err(Unsound::Damaged)?;
    let wanted = f64::from(pixels.0) / f64::from(pixels.1);
    let has_shape = |(width, height): &(f32, f32)| {
        let found = f64::from(*width) / f64::from(*height);
        (found / wanted - 1.0).abs() < SHAPE_TOLERANCE
    };
    match sizes.iter().position(|size| !has_shape(size)) {
        None => Ok(sizes.len()),
        Some(at) => {
            let (width, height) = sizes[at];
            let reason = format!("page {} is {width} by {height} points large", at + 1);
            Err(Unsound::Damaged(reason))
        }
    }
}

/// A page in points is rounded to the pixels of its picture.
const SHAPE_TOLERANCE: f64 = 0.01;

/// The same for one page that is no map; `pixels` are those of a PNG.
pub fn verify_page(path: &Path, written: &[u8], pixels: (u32, u32)) -> Result<()> {
    let failed = |source| NotSound { path: path.to_owned(), source };
    let bytes = fs::read(path).map_err(|error| failed(Unsound::Io(error)))?;
    if bytes != written {
        return Err(failed(Unsound::NotKept).into());
    }
    Ok(check_page(&bytes, pixels).map_err(failed)?)
}

/// The same for a table: a spreadsheet opens and has whole parts.
pub fn verify_book(path: &Path, written: &[u8]) -> Result<()> {
    let failed = |source| NotSound { path: path.to_owned(), source };
    let bytes = fs::read(path).map_err(|error| failed(Unsound::Io(error)))?;
    if bytes != written {
        return Err(failed(Unsound::NotKept).into());
    }
    // Text has no parts.
    if bytes.starts_with(b"PK") {
        pptx::check(&bytes).map_err(|reason| failed(Unsound::Damaged(reason)))?;
    }
    Ok(())
}

fn check_page(bytes: &[u8], pixels: (u32, u32)) -> Result<(), Unsound> {
    if bytes.starts_with(b"%PDF") {
        return whole_pdf(bytes, pixels).map(|_| ());
    }
    if bytes.starts_with(b"<") {
        return svg::check(bytes).map_err(Unsound::Damaged);
    }
    let read = png::blank_band(bytes, 1).map_err(|error| Unsound::Damaged(error.to_string()))?;
    match read {
        (found, _) if found != pixels => Err(Unsound::Size { found, wanted: pixels }),
        (_, Some(band)) => Err(Unsound::Blank { band, of: 1 }),
        (_, None) => Ok(()),
    }
}

const BANDS: u32 = 8;
