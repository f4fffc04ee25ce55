//! What a page that is no map is written as: PNG, SVG or PDF.

use std::path::Path;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::{Usage, options::SizeArg};
use crate::{
    export::{pdf, png, svg},
    scene::Scene,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageKind {
    Png,
    Svg,
    Pdf,
}

/// Pixels per inch of a size in pixels.
pub const SCREEN_DPI: u32 = 96;

/// How large a page is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Page", deny_unknown_fields)]
pub struct PageSize {
    /// As the command line takes it.
    pub size: String,
    /// Pixels per inch of a paper size.
    pub dpi: u32,
}

impl PageSize {
    fn read(&self) -> Result<SizeArg> {
        Ok(SizeArg::parse(&self.size).map_err(Usage)?)
    }

    /// Width and height in pixels. Fails where a PNG of that size is too large.
    pub fn pixels(&self, kind: PageKind) -> Result<(u32, u32)> {
        let size = self.read()?.pixels(f64::from(self.dpi));
        if kind == PageKind::Png {
            png::check_size(size.0, size.1).map_err(|error| Usage(error.to_string()))?;
        }
        Ok(size)
    }

    /// How many of its pixels are an inch.
    pub fn dpi(&self) -> Result<u32> {
        Ok(match self.read()? {
            SizeArg::Paper(..) => self.dpi,
            SizeArg::Pixels(..) => SCREEN_DPI,
        })
    }
}

impl PageKind {
    pub const ALL: [PageKind; 3] = [PageKind::Png, PageKind::Svg, PageKind::Pdf];

    pub fn extension(self) -> &'static str {
        match self {
            PageKind::Png => "png",
            PageKind::Svg => "svg",
            PageKind::Pdf => "pdf",
        }
    }

    /// By the ending of a file.
    pub fn of(path: &Path) -> Option<Self> {
        let end = path.extension()?;
        Self::ALL.into_iter().find(|kind| end.eq_ignore_ascii_case(kind.extension()))
    }

    /// The file of a page whose pixels are so many to the inch.
    pub fn encode(self, scene: Scene, dpi: u32) -> Result<Vec<u8>> {
        Ok(match self {
            PageKind::Png => png::encode(&scene)?,
            PageKind::Svg => svg::encode(&scene, svg::TextAs::Text)?,
            PageKind::Pdf => {
                #[expect(clippy::cast_possible_truncation, reason = "a small number")]
                let scale = scene.scale * (72.0 / f64::from(dpi)) as f32;
                pdf::encode(&[scene], scale)?
            }
        })
    }
}
