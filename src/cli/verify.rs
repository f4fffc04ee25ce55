//! Reading a written picture back: a file that is not what was meant is an error at once, not on the
//! day of the briefing.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, anyhow};

use super::picture::{LayoutArg, PictureFormat, PictureSpec};
use crate::export::{png, pptx, svg};

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

fn check(bytes: &[u8], picture: &PictureSpec) -> Result<()> {
    match picture.format {
        PictureFormat::Png => {
            let decoded = png::decode(bytes)?;
            let wanted = picture.pixels()?;
            if decoded.size != wanted {
                return Err(anyhow!("it is {:?} pixels large instead of {wanted:?}", decoded.size));
            }
            // A frame, a title and a foot cross every band of a sheet; a map alone may be bare.
            let is_sheet =
                picture.layout == LayoutArg::Sheet && wanted.0 >= 1000 && wanted.1 >= 600;
            if is_sheet && let Some(band) = blank_band(&decoded) {
                return Err(anyhow!("nothing is drawn in its band {band} of {BANDS}"));
            }
        }
        PictureFormat::Svg => svg::check(bytes).map_err(|reason| anyhow!(reason))?,
        PictureFormat::Pdf => {
            if !bytes.starts_with(b"%PDF") || !bytes.trim_ascii_end().ends_with(b"%%EOF") {
                return Err(anyhow!("it is not a whole PDF"));
            }
            let needle = b"/Type/Page";
            let pages = bytes
                .windows(needle.len() + 1)
                .filter(|part| part.starts_with(needle) && part[needle.len()] != b's')
                .count();
            // Pages in compressed objects cannot be counted here.
            if pages > 0 && pages != picture.pages.len() {
                return Err(anyhow!("it has {pages} pages instead of {}", picture.pages.len()));
            }
        }
        PictureFormat::Pptx => pptx::check(bytes).map_err(|reason| anyhow!(reason))?,
    }
    Ok(())
}

const BANDS: usize = 8;

/// The first of eight bands that has one colour only.
fn blank_band(picture: &png::Decoded) -> Option<usize> {
    let row = picture.size.0 as usize * 3;
    let rows = picture.rgb.len() / row.max(1);
    let band = rows.div_ceil(BANDS).max(1);
    picture
        .rgb
        .chunks(band * row)
        .position(|band| {
            let first = &band[..3];
            band.chunks_exact(3).all(|pixel| pixel == first)
        })
        .map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_band_is_found() {
        let mut rgb = vec![0_u8; 16 * 16 * 3];
        for (at, byte) in rgb.iter_mut().enumerate() {
            *byte = u8::try_from(at % 251).expect("a byte");
        }
        let whole = png::Decoded { size: (16, 16), rgb: rgb.clone(), origin: None };
        assert_eq!(blank_band(&whole), None);
        rgb[6 * 48..8 * 48].fill(255);
        assert_eq!(blank_band(&png::Decoded { rgb, ..whole }), Some(4));
    }
}
