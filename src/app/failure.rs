//! Why a file of the window was not written or read: the errors of the layers below, to be said in the
//! language of the interface.

use std::{error::Error, io, path::PathBuf};

use crate::{
    basemap,
    cli::verify::{NotSound, Unsound},
    export::{
        animation::AnimationError, pdf::PdfError, png::PngError, pptx::PptxError, svg::SvgError,
    },
    formats::{LoadError, catalogue, geojson, rulings::RulingsError, store::StoreError},
    model::Lang,
    reasons::Reason,
    words::{t, t_with},
};

/// Why a picture, slides or a table found no place.
#[derive(Debug, thiserror::Error)]
pub enum NoPlace {
    #[error("the folder cannot be made: {}", folder.display())]
    Folder { folder: PathBuf, source: io::Error },
    #[error("there are a thousand files of that name already: {}", .0.display())]
    Thousand(PathBuf),
}

impl Reason for NoPlace {
    fn reason(&self, lang: Lang) -> String {
        match self {
            NoPlace::Folder { folder, source } => t_with(
                lang,
                "file-folder",
                &[("reason", &source.reason(lang)), ("path", &folder.display().to_string())],
            ),
            NoPlace::Thousand(path) => {
                t_with(lang, "file-thousand", &[("path", &path.display().to_string())])
            }
        }
    }
}

impl Reason for NotSound {
    fn reason(&self, lang: Lang) -> String {
        let reason = self.source.reason(lang);
        let path = self.path.display().to_string();
        t_with(lang, "file-unsound", &[("reason", &reason), ("path", &path)])
    }
}

impl Reason for Unsound {
    fn reason(&self, lang: Lang) -> String {
        let size = |(width, height): (u32, u32)| format!("{width} × {height}");
        match self {
            Unsound::Io(error) => error.reason(lang),
            Unsound::NotKept => t(lang, "file-not-kept"),
            Unsound::Frames { frames, size: found, wanted } => t_with(
                lang,
                "file-frames",
                &[
                    ("frames", &frames.to_string()),
                    ("size", &size(*found)),
                    ("wanted", &wanted.1.to_string()),
                    ("wanted_size", &size(wanted.0)),
                ],
            ),
            Unsound::Size { found, wanted } => {
                t_with(lang, "file-size", &[("size", &size(*found)), ("wanted", &size(*wanted))])
            }
            Unsound::Blank { band, of } => {
                t_with(lang, "file-blank", &[("band", &band.to_string()), ("of", &of.to_string())])
            }
            Unsound::NoPdf => t(lang, "file-no-pdf"),
            Unsound::Pages { found, wanted } => t_with(
                lang,
                "file-pages",
                &[("found", &found.to_string()), ("wanted", &wanted.to_string())],
            ),
            Unsound::Damaged(detail) => t_with(lang, "file-damaged", &[("detail", detail)]),
        }
    }
}

/// Why the rulings were not kept.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    #[error(transparent)]
    Read(#[from] RulingsError),
    #[error(transparent)]
    Write(#[from] StoreError),
}

impl Reason for NotKept {
    fn reason(&self, lang: Lang) -> String {
        match self {
            NotKept::Read(error) => error.reason(lang),
            NotKept::Write(error) => error.reason(lang),
        }
    }
}

/// The program itself failed while it read these files.
#[derive(Debug, thiserror::Error)]
#[error("the program failed while reading {0}")]
pub struct ReadingFailed(pub String);

impl Reason for ReadingFailed {
    fn reason(&self, lang: Lang) -> String {
        t_with(lang, "program-failed-reading", &[("files", &self.0)])
    }
}

/// The reason of an error: that of the first in the chain of its causes that has words of its own.
pub fn reason(lang: Lang, error: &anyhow::Error) -> String {
    let unknown = || t_with(lang, "error-other", &[("detail", &crate::cli::message(error))]);
    error.chain().find_map(|cause| known(lang, cause)).unwrap_or_else(unknown)
}

fn known(lang: Lang, cause: &(dyn Error + 'static)) -> Option<String> {
    fn of<E: Reason + Error + 'static>(
        lang: Lang,
        cause: &(dyn Error + 'static),
    ) -> Option<String> {
        cause.downcast_ref::<E>().map(|error| error.reason(lang))
    }
    [
        of::<catalogue::ReadError>,
        of::<geojson::ReadError>,
        of::<LoadError>,
        of::<StoreError>,
        of::<basemap::Error>,
        of::<PngError>,
        of::<AnimationError>,
        of::<SvgError>,
        of::<PdfError>,
        of::<PptxError>,
        of::<NotSound>,
        of::<NoPlace>,
        of::<ReadingFailed>,
        of::<io::Error>,
    ]
    .iter()
    .find_map(|of| of(lang, cause))
}
