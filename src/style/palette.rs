//! The colours of a theme.

use std::collections::HashMap;

use serde::Deserialize;

use super::Color;

/// The themes that the program carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ThemeName {
    #[default]
    Light,
    Dark,
    Print,
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

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    map: HashMap<Ink, Color>,
    zones: Vec<Color>,
    layer: Color,
    pub ui: UiColors,
}

impl Palette {
    /// An embedded theme.
    pub fn of(theme: ThemeName) -> Self {
        let text = match theme {
            ThemeName::Light => include_str!("../../assets/theme/light.ron"),
            ThemeName::Dark => include_str!("../../assets/theme/dark.ron"),
            ThemeName::Print => include_str!("../../assets/theme/print.ron"),
        };
        ron::from_str(text).expect("an embedded theme is well formed")
    }

    /// A map colour. A theme that lacks one shows its text colour, which a test forbids.
    pub fn ink(&self, ink: Ink) -> Color {
        self.map.get(&ink).copied().unwrap_or(self.ui.text)
    }

    /// The one colour of the zones of a large layer.
    pub fn layer(&self) -> Color {
        self.layer
    }

    /// The colour of the zone at an index of the catalogue; the colours repeat.
    pub fn zone(&self, index: usize) -> Color {
        self.zones.get(index % self.zones.len().max(1)).copied().unwrap_or(self.ui.accent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEMES: [ThemeName; 3] = [ThemeName::Light, ThemeName::Dark, ThemeName::Print];

    #[test]
    fn every_text_reaches_the_contrast_of_wcag_aa() {
        for theme in THEMES {
            let palette = Palette::of(theme);
            let land = palette.ink(Ink::Land);
            for ink in
                [Ink::PlaceLabel, Ink::TownLabel, Ink::RoadLabel, Ink::WaterLabel, Ink::ParkLabel]
            {
                let ratio = palette.ink(ink).contrast(land);
                assert!(ratio >= 4.5, "{theme:?} {ink:?} {ratio:.2}");
            }
            for color in palette.zones.iter().chain([&palette.layer]) {
                let ratio = color.contrast(land);
                assert!(ratio >= 4.5, "{theme:?} {color:?} {ratio:.2}");
            }
            let ui = palette.ui;
            for (text, ground) in [
                (ui.text, ui.window),
                (ui.weak, ui.window),
                (ui.weak, ui.selection),
                (ui.weak, ui.chip),
                (ui.accent, ui.window),
                (ui.accent_text, ui.accent),
                (ui.warning, ui.window),
                (ui.error, ui.window),
                (ui.good, ui.window),
            ] {
                assert!(text.contrast(ground) >= 4.5, "{theme:?} {text:?} on {ground:?}");
            }
        }
    }

    #[test]
    fn every_theme_has_every_ink() {
        for theme in THEMES {
            assert_eq!(Palette::of(theme).map.len(), 18, "{theme:?}");
        }
    }
}
