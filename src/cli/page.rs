//! What a page that is no map is written as: PNG, SVG or PDF.

use std::path::Path;

use anyhow::Result;

use crate::{
    export::{pdf, png, svg},
    scene::Scene,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    Png,
    Svg,
    Pdf,
}

/// Pixels per inch of a size in pixels.
pub const SCREEN_DPI: u32 = 96;

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
