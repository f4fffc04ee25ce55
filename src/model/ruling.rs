//! Which of several figures is to be used, and why.

use super::date::Day;

/// A decision on the figure that stands for a zone (采用口径).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Id of the figure.
    pub figure: String,
    pub reason: String,
    /// Who decided.
    pub by: String,
    pub on: Day,
}
