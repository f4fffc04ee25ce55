//! What is drawn: features, zones and labels placed for a viewport, and the briefing page.
//!
//! Screen and pictures use the same style and the same label placement. Not here: pixels, files
//! and windows.

pub mod band;
pub mod chart;
pub mod city;
pub mod crowd;
pub mod hatch;
pub mod item;
pub mod labels;
pub mod laid;
pub mod map;
pub mod nesting;
pub mod pick;
pub mod presence;
pub mod scale_bar;
pub mod sheet;
pub mod table;
pub mod theming;
pub mod tiles;
pub mod timeline;
pub mod viewport;
pub mod zones;

pub use item::{Item, Path, PlacedText, Scene};
pub use labels::{LabelLang, PlacedLabel};
pub use viewport::{Viewport, WorldPoint};
pub use zones::ZoneShape;
