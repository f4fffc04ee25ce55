//! Fonts, shaping, measuring and line breaking, the same for screen and pictures.
//!
//! Not here: colour, halo, and where a text stands.

pub mod breaking;
mod cache;
pub mod fonts;
pub mod shape;

pub use fonts::{FontId, Weight};
pub use shape::{Glyph, Shaped, shape};
