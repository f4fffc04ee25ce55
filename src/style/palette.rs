//! The colours of a theme.

#[cfg(test)]
mod tests;

use std::{collections::HashMap, sync::Arc};

use serde::Deserialize;

use super::Color;

/// The themes that the program carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ThemeName {
    #[default]
    Light,
    Dark,
    Print,
    /// Told apart by everyone, and on a grey printer: areas have hatches besides their colours.
    GreySafe,
}

impl ThemeName {
    pub const ALL: [ThemeName; 4] =
        [ThemeName::Light, ThemeName::Dark, ThemeName::Print, ThemeName::GreySafe];

    /// The key of its word.
    pub fn key(self) -> &'static str {
        match self {
            ThemeName::Light => "theme-light",
            ThemeName::Dark => "theme-dark",
            ThemeName::Print => "theme-print",
            ThemeName::GreySafe => "theme-grey-safe",
        }
    }
}

/// What a colour is for, on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum Ink {
    Land,
    Park,
    Airport,
    Water,
    Boundary,
    Rail,
    Metro,
    ArterialCasing,
    Arterial,
    HighwayCasing,
    Highway,
    BridgeCasing,
    PlaceLabel,
    TownLabel,
    RoadLabel,
    WaterLabel,
    ParkLabel,
    Halo,
}

/// The colours of panels, tables and page furniture.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UiColors {
    pub window: Color,
    pub bar: Color,
    pub line: Color,
    pub text: Color,
    pub weak: Color,
    pub accent: Color,
    pub accent_text: Color,
    pub selection: Color,
    pub hover: Color,
    pub chip: Color,
    pub warning: Color,
    pub error: Color,
    pub good: Color,
    pub today: Color,
    pub shadow: Color,
}

/// Which colour of a theme stands for a class of zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swatch {
    /// One of the colours for things that have no order; they repeat.
    Category(usize),
    /// A step of the ramp, the first for the least.
    Step { step: usize, of: usize },
    /// What has no value.
    Nothing,
}

/// Parallel lines over an area, or two sets of them across each other.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hatch {
    /// How far the lines lean from upright, degrees clockwise: 0 is |, 45 is /, 90 is —.
    pub angle: f32,
    /// Between the middles of two lines, logical pixels.
    pub spacing: f32,
    pub width: f32,
    #[serde(default)]
    pub crossed: bool,
}

impl Hatch {
    /// The same lines for a small patch in a list or a legend: closer together.
    #[must_use]
    pub fn for_patch(self) -> Self {
        Self { spacing: self.spacing * 0.55, width: self.width * 0.85, ..self }
    }

    /// The direction across the lines, of length 1; y points down.
    pub fn normal(&self) -> [f32; 2] {
        let angle = self.angle.to_radians();
        [libm::cosf(angle), libm::sinf(angle)]
    }
}

/// Colours of zones by class rather than one for each.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    /// Index of a zone's swatch, by the zone's index in the catalogue.
    pub of_zone: Arc<[u8]>,
    pub swatches: Vec<Swatch>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    map: HashMap<Ink, Color>,
    zones: Vec<Color>,
    layer: Color,
    categories: Vec<Color>,
    ramp: Vec<Color>,
    /// Hatches of zones and categories, beside their colours; most themes have none.
    #[serde(default)]
    hatches: Vec<Hatch>,
    #[serde(skip)]
    classes: Option<Classes>,
    pub ui: UiColors,
}

impl Palette {
    /// An embedded theme.
    pub fn of(theme: ThemeName) -> Self {
        let text = match theme {
            ThemeName::Light => include_str!("../../assets/theme/light.ron"),
            ThemeName::Dark => include_str!("../../assets/theme/dark.ron"),
            ThemeName::Print => include_str!("../../assets/theme/print.ron"),
            ThemeName::GreySafe => include_str!("../../assets/theme/grey-safe.ron"),
        };
        ron::from_str(text).expect("an embedded theme is well formed")
    }

    /// A map colour. A theme that lacks one shows its text colour, which a test forbids.
    pub fn ink(&self, ink: Ink) -> Color {
        self.map.get(&ink).copied().unwrap_or(self.ui.text)
    }

    /// Whether its ground is darker than its text.
    pub fn is_dark(&self) -> bool {
        self.ui.window.luminance() < self.ui.text.luminance()
    }

    /// Whether zones and classes have hatches besides their colours.
    pub fn is_hatched(&self) -> bool {
        !self.hatches.is_empty()
    }

    /// The same palette with colours by class, or one for each zone.
    #[must_use]
    pub fn with_classes(self, classes: Option<Classes>) -> Self {
        Self { classes, ..self }
    }

    /// The colour of the zone at an index of the catalogue: that of its class, or its own, which
    /// repeat.
    pub fn zone(&self, index: usize) -> Color {
        match self.swatch_of(index) {
            Some(swatch) => self.swatch(swatch),
            None => self.zones.get(index % self.zones.len().max(1)).copied().unwrap_or(self.layer),
        }
    }

    /// As [`Self::zone`]; where zones have no class, those of a large layer have one colour.
    pub fn layer_zone(&self, index: usize) -> Color {
        if self.classes.is_some() { self.zone(index) } else { self.layer }
    }

    /// The one colour of the zones of a large layer.
    pub fn layer(&self) -> Color {
        self.layer
    }

    /// The colour of a zone's name, which must stay readable where the ramp is pale.
    pub fn zone_name(&self, index: usize) -> Color {
        match self.swatch_of(index) {
            Some(Swatch::Step { .. } | Swatch::Nothing) => self.ui.text,
            Some(Swatch::Category(_)) | None => self.zone(index),
        }
    }

    /// The colour of a zone's outline: its own, but on a ramp one line for all steps.
    pub fn zone_line(&self, index: usize) -> Color {
        match self.swatch_of(index) {
            Some(Swatch::Step { .. } | Swatch::Nothing) => self.ui.weak,
            Some(Swatch::Category(_)) | None => self.zone(index),
        }
    }

    /// How opaque the fill of a zone is, where zones without classes have `plain`.
    pub fn fill_alpha(&self, index: usize, plain: f32) -> f32 {
        match self.swatch_of(index) {
            Some(Swatch::Step { .. }) => 0.75,
            Some(Swatch::Category(_) | Swatch::Nothing) => plain.max(0.38),
            None => plain,
        }
    }

    /// The hatch of a zone: that of its class, or its own, which repeat. `None` where the theme has
    /// none, or a ramp tells the sizes apart.
    pub fn zone_hatch(&self, index: usize) -> Option<Hatch> {
        match self.swatch_of(index) {
            Some(swatch) => self.swatch_hatch(swatch),
            None => self.hatch(index),
        }
    }

    /// The hatch of a class of a large layer; without classes it has none.
    pub fn layer_hatch(&self, class: usize) -> Option<Hatch> {
        let classes = self.classes.as_ref()?;
        self.swatch_hatch(*classes.swatches.get(class)?)
    }

    pub fn swatch_hatch(&self, swatch: Swatch) -> Option<Hatch> {
        match swatch {
            Swatch::Category(at) => self.hatch(at),
            Swatch::Step { .. } | Swatch::Nothing => None,
        }
    }

    fn hatch(&self, at: usize) -> Option<Hatch> {
        self.hatches.get(at % self.hatches.len().max(1)).copied()
    }

    /// The number of the zone's class; 0 where there are none.
    pub fn class_of(&self, index: usize) -> usize {
        let of_zone = self.classes.as_ref().and_then(|classes| classes.of_zone.get(index));
        of_zone.map_or(0, |class| usize::from(*class))
    }

    /// How many classes there are; 1 where zones have none.
    pub fn class_count(&self) -> usize {
        self.classes.as_ref().map_or(1, |classes| classes.swatches.len().max(1))
    }

    /// Colour, line and opacity of a class of a large layer, which has `plain` without classes.
    pub fn layer_class(&self, class: usize, plain: f32) -> (Color, Color, f32) {
        let swatch = self.classes.as_ref().and_then(|classes| classes.swatches.get(class));
        match swatch {
            Some(swatch @ Swatch::Step { .. }) => (self.swatch(*swatch), self.ui.weak, 0.75),
            Some(swatch) => (self.swatch(*swatch), self.swatch(*swatch), plain.max(0.38)),
            None => (self.layer, self.layer, plain),
        }
    }

    fn swatch_of(&self, index: usize) -> Option<Swatch> {
        let classes = self.classes.as_ref()?;
        classes.swatches.get(usize::from(*classes.of_zone.get(index)?)).copied()
    }

    pub fn swatch(&self, swatch: Swatch) -> Color {
        let color = match swatch {
            Swatch::Category(at) => self.categories.get(at % self.categories.len().max(1)),
            // Few steps take the ends of the ramp and what lies evenly between.
            Swatch::Step { step, of } => {
                let last = self.ramp.len().saturating_sub(1);
                self.ramp.get(if of < 2 { last } else { step * last / (of - 1) })
            }
            Swatch::Nothing => None,
        };
        color.copied().unwrap_or(self.ui.weak)
    }
}
