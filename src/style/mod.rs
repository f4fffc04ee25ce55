//! How things look: palettes, the base map's rules and the colours of zones, all from
//! `assets/theme`. One resolution of style serves the screen and the pictures.

pub mod color;
pub mod layout;
pub mod map_style;
pub mod palette;

pub use color::Color;
pub use layout::{Layout, MapPlace, OfficeFonts, TitleFace};
pub use map_style::{LabelRule, MapStyle, Paint, Rule, ZoneStyle};
pub use palette::{Classes, Hatch, Ink, Palette, Swatch, ThemeName, UiColors};
