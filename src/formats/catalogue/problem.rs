//! What is wrong with the text of a catalogue, as data, so that it can be said in two languages.

use std::cell::RefCell;

use ron::Error as RonCode;

use crate::model::{check::nearest, date::DateError};

/// What a word that does not exist was to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    Field,
    Value,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The file ends before the rest came, and what was missed.
    CutShort(Box<Problem>),
    /// A field or value that the format does not have.
    Unknown {
        word: Word,
        found: String,
        expected: &'static [&'static str],
        /// The struct or enum it stands in.
        place: Option<String>,
    },
    Missing {
        field: &'static str,
        place: Option<String>,
    },
    Date(DateError),
    /// A text that is no decimal number.
    Number(String),
    /// What the reader of RON says itself, in English.
    Other(String),
}

thread_local! {
    /// The value that was last refused: serde hands errors on as text only.
    static REFUSED: RefCell<Option<Problem>> = const { RefCell::new(None) };
}

impl Problem {
    /// Keeps what is wrong with a value until [`Problem::of`] meets its text again.
    pub(super) fn keep(&self) {
        REFUSED.with(|kept| *kept.borrow_mut() = Some(self.clone()));
    }

    pub(super) fn of(code: &RonCode) -> Self {
        match code {
            RonCode::NoSuchStructField { expected, found, outer } => Problem::Unknown {
                word: Word::Field,
                found: found.clone(),
                expected,
                place: outer.clone(),
            },
            RonCode::NoSuchEnumVariant { expected, found, outer } => Problem::Unknown {
                word: Word::Value,
                found: found.clone(),
                expected,
                place: outer.clone(),
            },
            RonCode::MissingStructField { field, outer } => {
                Problem::Missing { field, place: outer.clone() }
            }
            RonCode::Message(text) => {
                let refused = REFUSED.with(|kept| kept.borrow_mut().take());
                refused
                    .filter(|problem| problem.to_string() == *text)
                    .unwrap_or_else(|| Problem::Other(continued(text)))
            }
            other => Problem::Other(continued(&other.to_string())),
        }
    }

    /// The word that was probably meant.
    pub fn near(&self) -> Option<&'static str> {
        match self {
            Problem::Unknown { found, expected, .. } => nearest(found, expected.iter().copied()),
            _ => None,
        }
    }
}

/// Ron's own words start like a sentence; ours go on after a colon.
fn continued(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_ascii_lowercase(), chars.as_str())
    })
}

/// `; did you mean "x"?`, or nothing.
pub(super) fn hint(near: Option<&str>) -> String {
    near.map_or(String::new(), |near| format!("; did you mean \"{near}\"?"))
}

impl std::error::Error for Problem {}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let within = |word: &str, place: &Option<String>| {
            place.as_ref().map_or(String::new(), |place| format!(" {word} {place}"))
        };
        match self {
            Problem::CutShort(problem) => write!(
                f,
                "the file ends too early ({problem}): a bracket or quote is not closed; it may have been cut off"
            ),
            Problem::Unknown { word, found, expected, place } => {
                let (what, place) = match word {
                    Word::Field => ("field", within("in", place)),
                    Word::Value => ("value", within("of", place)),
                };
                let (hint, expected) = (hint(self.near()), expected.join(", "));
                write!(
                    f,
                    "there is no {what} \"{found}\"{place}{hint} (expected one of {expected})"
                )
            }
            Problem::Missing { field, place } => {
                write!(f, "the field \"{field}\" is missing{}: add it", within("in", place))
            }
            Problem::Date(error) => error.fmt(f),
            Problem::Number(text) => {
                write!(f, "\"{text}\" is not a decimal number; write it like 1,216.69")
            }
            Problem::Other(text) => f.write_str(text),
        }
    }
}
