//! What a figure covers. Most "contradictions" between area figures are two scopes under one name.

use super::{Bilingual, source::Citation};

/// An extent that figures can be about, with or without a drawn boundary.
#[derive(Debug, Clone, PartialEq)]
pub struct Scope {
    pub id: String,
    pub name: Bilingual,
    /// Scopes of one family go by similar names and are shown side by side ("Dongba").
    pub family: Option<String>,
    /// The scopes this one lies in.
    pub within: Vec<Within>,
}

/// A statement that one scope lies inside another.
#[derive(Debug, Clone, PartialEq)]
pub struct Within {
    /// Id of the containing [`Scope`].
    pub scope: String,
    /// Who says so. `None` marks our own reading.
    pub cite: Option<Citation>,
}
