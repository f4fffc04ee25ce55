//! Why something failed, in the language of the interface: one sentence for each error that the
//! window can show. The errors themselves stay typed, and say the same in English to the log and to
//! the command line.
//!
//! What a library says of a file is English whatever the language; it is quoted as such.

mod basemap;
mod export;
mod formats;

use std::{io, path::Path};

use crate::{
    model::{Lang, date::DateError},
    words::{t, t_with},
};

/// An error that people are told of.
pub trait Reason {
    /// One sentence without a full stop at its end; a path comes last.
    fn reason(&self, lang: Lang) -> String;
}

impl Reason for io::Error {
    fn reason(&self, lang: Lang) -> String {
        use io::ErrorKind as Kind;
        let key = match self.kind() {
            Kind::NotFound => "io-not-found",
            Kind::PermissionDenied => "io-denied",
            Kind::AlreadyExists => "io-exists",
            Kind::StorageFull | Kind::QuotaExceeded => "io-full",
            Kind::ReadOnlyFilesystem => "io-read-only",
            Kind::IsADirectory => "io-folder",
            Kind::NotADirectory => "io-no-folder",
            Kind::UnexpectedEof => "io-cut-short",
            Kind::FileTooLarge => "io-too-large",
            Kind::InvalidFilename => "io-name",
            _ => return quoted(lang, "io-other", &self.to_string()),
        };
        t(lang, key)
    }
}

impl Reason for DateError {
    fn reason(&self, lang: Lang) -> String {
        match self {
            DateError::Form(text) => t_with(lang, "date-form", &[("text", &shortened(text))]),
            DateError::NoMonth { text, month } => t_with(
                lang,
                "date-no-month",
                &[("text", &shortened(text)), ("month", &month.to_string())],
            ),
            DateError::NoDay { text, year, month, day } => t_with(
                lang,
                "date-no-day",
                &[
                    ("text", &shortened(text)),
                    ("year", &year.to_string()),
                    ("month", &month.to_string()),
                    ("day", &day.to_string()),
                ],
            ),
            DateError::Backwards(text) => {
                t_with(lang, "date-backwards", &[("text", &shortened(text))])
            }
        }
    }
}

/// Words around what a library says itself.
fn quoted(lang: Lang, key: &str, detail: &str) -> String {
    t_with(lang, key, &[("detail", detail.trim_end_matches('.'))])
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// A text of any length as a message can quote it.
pub fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let mut short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
