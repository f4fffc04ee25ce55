//! Written files read again: pictures as pixels, PDF as what its pages draw, archives as their parts. By
//! readers that are not the writers, where there are such.

mod archive;
mod pdf;
mod svg;

pub use archive::{Part, parts};
pub use pdf::{DrawnMark, PdfPage, pdf_pages, pdf_sizes, sketch};
pub use svg::svg_pixels;

use super::{animation::read_gif, png};

/// Red, green and blue, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    pub size: (u32, u32),
    pub rgb: Vec<u8>,
}

/// The frames of a PNG or APNG.
pub fn png_frames(bytes: &[u8]) -> Result<Vec<Pixels>, String> {
    png::decode_frames(bytes).map_err(|error| error.to_string())
}

/// The frames of a GIF.
pub fn gif_frames(bytes: &[u8]) -> Result<Vec<Pixels>, String> {
    let read = read_gif(bytes).map_err(|error| error.to_string())?;
    Ok(read.frames.into_iter().map(|rgb| Pixels { size: read.size, rgb }).collect())
}
