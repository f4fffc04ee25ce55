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

impl Raster {
    /// The colour at a share of the width and height, bilinear between the centres of pixels.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the picture and to a byte"
    )]
    pub fn at(&self, x: f64, y: f64) -> [u8; 4] {
        let axis = |share: f64, size: u32| {
            let place = (share * f64::from(size) - 0.5).clamp(0.0, f64::from(size - 1));
            let low = place.floor();
            (low as u32, (low as u32 + 1).min(size - 1), place - low)
        };
        let ((left, right, east), (top, bottom, south)) =
            (axis(x, self.width), axis(y, self.height));
        let pixel = |column: u32, row: u32| {
            let first = (row as usize * self.width as usize + column as usize) * 4;
            &self.rgba[first..first + 4]
        };
        let corners =
            [pixel(left, top), pixel(right, top), pixel(left, bottom), pixel(right, bottom)];
        std::array::from_fn(|channel| {
            let color = corners.map(|pixel| f64::from(pixel[channel]));
            let mix = |from: f64, to: f64| from + (to - from) * east;
            let (north, low) = (mix(color[0], color[1]), mix(color[2], color[3]));
            (north + (low - north) * south).round() as u8
        })
    }

    /// Lays a picture of the same size over this one.
    #[expect(clippy::cast_possible_truncation, reason = "a mean of bytes is a byte")]
    pub fn lay_over(&mut self, other: &Raster) {
        for (under, over) in self.rgba.chunks_exact_mut(4).zip(other.rgba.chunks_exact(4)) {
            let alpha = u32::from(over[3]);
            for channel in 0..3 {
                let sum =
                    u32::from(over[channel]) * alpha + u32::from(under[channel]) * (255 - alpha);
                under[channel] = ((sum + 127) / 255) as u8;
            }
            under[3] = under[3].max(over[3]);
        }
    }
}
