//! Reading a written picture back: a file that is not what was meant is an error at once, not on the
//! day of the briefing.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, anyhow};

use super::picture::{PictureFormat, PictureSpec};
use crate::{
    export::{png, pptx, svg},
    model::{Lang, catalogue::Catalogue},
    scene::sheet::PageFinding,
    style::{Layout, MapPlace},
};

/// Checks the file of a picture: that the disk holds what was written, that it opens, that it has the
/// size and the pages that were asked for, and that it is not blank.
pub fn verify(path: &Path, written: &[u8], picture: &PictureSpec) -> Result<()> {
    let failed = || format!("the picture was written but is not sound: {}", path.display());
    let bytes = fs::read(path).with_context(failed)?;
    if bytes != written {
        return Err(anyhow!("the disk does not hold what was written")).with_context(failed);
    }
    check(&bytes, picture).with_context(failed)
}

/// What is wrong with the pages of a picture, in one line.
pub fn finding_words(findings: &[PageFinding], catalogue: &Catalogue) -> String {
    let words: Vec<String> =
        findings.iter().map(|finding| finding.words(Lang::En, catalogue)).collect();
    words.join("; ")
}

fn check(bytes: &[u8], picture: &PictureSpec) -> Result<()> {
    match picture.format {
        PictureFormat::Apng => {
            let (size, frames) = png::count_frames(bytes)?;
            let wanted = (picture.pixels()?, picture.frames.len());
            if (size, frames) != wanted {
                return Err(anyhow!(
                    "it has {frames} frames of {size:?} pixels instead of {wanted:?}"
                ));
            }
        }
        PictureFormat::Png => {
            let (size, blank) = png::blank_band(bytes, BANDS)?;
            let wanted = picture.pixels()?;
            if size != wanted {
                return Err(anyhow!("it is {size:?} pixels large instead of {wanted:?}"));
            }
            // A frame, a title and a foot cross every band of a sheet; a map alone may be bare.
            let has_frame = Layout::named(&picture.layout).is_some_and(|layout| {
                matches!(layout.map, MapPlace::Beside { .. } | MapPlace::Pair)
            });
            let is_sheet = has_frame && wanted.0 >= 1000 && wanted.1 >= 600;
            if is_sheet && let Some(band) = blank {
                return Err(anyhow!("nothing is drawn in its band {band} of {BANDS}"));
            }
        }
        PictureFormat::Svg => svg::check(bytes).map_err(|reason| anyhow!(reason))?,
        PictureFormat::Pdf => {
            whole_pdf(bytes)?;
            let needle = b"/Type/Page";
            let pages = bytes
                .windows(needle.len() + 1)
                .filter(|part| part.starts_with(needle) && part[needle.len()] != b's')
                .count();
            // Pages in compressed objects cannot be counted here.
            if pages > 0 && pages < picture.pages.len() {
                return Err(anyhow!("it has {pages} pages instead of {}", picture.pages.len()));
            }
        }
        PictureFormat::Pptx => pptx::check(bytes).map_err(|reason| anyhow!(reason))?,
    }
    Ok(())
}

fn whole_pdf(bytes: &[u8]) -> Result<()> {
    if bytes.starts_with(b"%PDF") && bytes.trim_ascii_end().ends_with(b"%%EOF") {
        Ok(())
    } else {
        Err(anyhow!("it is not a whole PDF"))
    }
}

/// The same for one page that is no map; `pixels` are those of a PNG.
pub fn verify_page(path: &Path, written: &[u8], pixels: (u32, u32)) -> Result<()> {
    let failed = || format!("the picture was written but is not sound: {}", path.display());
    let bytes = fs::read(path).with_context(failed)?;
    if bytes != written {
        return Err(anyhow!("the disk does not hold what was written")).with_context(failed);
    }
    let sound = if bytes.starts_with(b"%PDF") {
        whole_pdf(&bytes)
    } else if bytes.starts_with(b"<") {
        svg::check(&bytes).map_err(|reason| anyhow!(reason))
    } else {
        png::blank_band(&bytes, 1).map_err(Into::into).and_then(|(size, blank)| {
            if size == pixels && blank.is_none() {
                Ok(())
            } else {
                Err(anyhow!("it is {size:?} pixels large instead of {pixels:?}, or blank"))
            }
        })
    };
    sound.with_context(failed)
}

const BANDS: u32 = 8;
