//! Why a picture or slides cannot be made.

use super::{Reason, quoted};
use crate::{
    export::{
        animation::AnimationError,
        pdf::PdfError,
        png::{MAX_PIXELS, MAX_SIDE, PngError},
        pptx::PptxError,
        svg::SvgError,
    },
    model::Lang,
    words::t_with,
};

impl Reason for PngError {
    fn reason(&self, lang: Lang) -> String {
        match self {
            PngError::Size { width, height } => t_with(
                lang,
                "picture-size",
                &[
                    ("width", &width.to_string()),
                    ("height", &height.to_string()),
                    ("side", &MAX_SIDE.to_string()),
                    ("pixels", &MAX_PIXELS.to_string()),
                ],
            ),
            PngError::MissingGlyph(character) => {
                t_with(lang, "picture-glyph", &[("character", character)])
            }
            PngError::Encode(error) => quoted(lang, "picture-encoding", &error.to_string()),
        }
    }
}

impl Reason for AnimationError {
    fn reason(&self, lang: Lang) -> String {
        match self {
            AnimationError::Page(error) => error.reason(lang),
            AnimationError::Gif(error) => quoted(lang, "picture-encoding", &error.to_string()),
        }
    }
}

impl Reason for PptxError {
    fn reason(&self, lang: Lang) -> String {
        match self {
            PptxError::Map(error) => error.reason(lang),
            PptxError::Template(error) => quoted(lang, "slides-template", &error.to_string()),
            PptxError::Zip(error) => quoted(lang, "slides-failed", &error.to_string()),
            PptxError::Io(error) => quoted(lang, "slides-failed", &error.reason(lang)),
        }
    }
}

impl Reason for SvgError {
    fn reason(&self, lang: Lang) -> String {
        match self {
            SvgError::MissingGlyph(character) => {
                t_with(lang, "picture-glyph", &[("character", character)])
            }
            SvgError::Font { name, reason } => {
                t_with(lang, "picture-font", &[("name", name), ("detail", reason)])
            }
        }
    }
}

impl Reason for PdfError {
    fn reason(&self, lang: Lang) -> String {
        match self {
            PdfError::MissingGlyph(character) => {
                t_with(lang, "picture-glyph", &[("character", character)])
            }
            PdfError::Size { width, height } => t_with(
                lang,
                "page-size",
                &[("width", &format!("{width:.0}")), ("height", &format!("{height:.0}"))],
            ),
            PdfError::Write(detail) => quoted(lang, "page-failed", detail),
        }
    }
}
