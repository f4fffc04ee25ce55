//! Tiles that are pictures.

use std::io::Cursor;

use image::{ImageError, ImageReader, Limits};

/// A decoded picture, opaque or not.
#[derive(Clone, PartialEq)]
pub struct Raster {
    pub width: u32,
    pub height: u32,
    /// Red, green, blue, alpha; from the upper left, row by row.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Raster {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Raster({} × {})", self.width, self.height)
    }
}

/// No tile is larger than this, pixels a side.
const MOST_PIXELS: u32 = 4096;

impl Raster {
    /// Decodes a PNG, JPEG or WebP file, whatever its name says.
    pub fn decode(bytes: &[u8]) -> Result<Self, ImageError> {
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
        let mut limits = Limits::default();
        limits.max_image_width = Some(MOST_PIXELS);
        limits.max_image_height = Some(MOST_PIXELS);
        reader.limits(limits);
        let image = reader.decode()?.into_rgba8();
        Ok(Self { width: image.width(), height: image.height(), rgba: image.into_raw() })
    }
}
