//! The layouts of briefing pages, as data: `assets/theme/layouts.ron`. How a page of a layout is
//! composed is not said here.

use std::sync::LazyLock;

use serde::Deserialize;

/// What place the map has on a page.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub enum MapPlace {
    /// Beside a column this wide, logical pixels; above two columns where the page is upright.
    Beside { column: f32 },
    /// The whole page.
    Fill,
    /// None: a page of figures.
    Absent,
    /// Two maps, side by side.
    Pair,
}

/// What the title of a page is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
pub enum TitleFace {
    #[default]
    Sans,
    Serif,
}

/// The fonts that slides name, which the slide program has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OfficeFonts {
    /// Microsoft YaHei and Arial.
    #[default]
    Plain,
    /// As official documents have them (GB/T 9704): 方正小标宋 for titles, 仿宋 for the rest.
    Gongwen,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayoutName {
    pub en: String,
    pub zh: String,
}

/// One layout.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename = "Layout", deny_unknown_fields)]
pub struct Layout {
    /// As the command line and manifests name it.
    pub id: String,
    pub name: LayoutName,
    /// The size of a page as the command line takes it: `16:9`, `a4`, `a4-portrait`.
    pub size: String,
    #[serde(default = "beside")]
    pub map: MapPlace,
    /// Type is this many times the size that suits a page of the area.
    #[serde(default = "one")]
    pub type_size: f64,
    /// At most this many figures of a zone; the rest stands on an annex.
    #[serde(default = "six")]
    pub figures: usize,
    /// At most this many zones in a table.
    #[serde(default = "sixteen")]
    pub zones: usize,
    /// What titles are set in unless another face is asked for.
    #[serde(default)]
    pub titles: TitleFace,
    /// Whether an inset shows where in Beijing the map is.
    #[serde(default = "yes")]
    pub locator: bool,
    /// Whether a strip below the map shows the milestones of the zone.
    #[serde(default = "yes")]
    pub strip: bool,
    /// Whether a map that fills the page says what it is of.
    #[serde(default = "yes")]
    pub caption: bool,
}

fn beside() -> MapPlace {
    MapPlace::Beside { column: 440.0 }
}

fn one() -> f64 {
    1.0
}

fn six() -> usize {
    6
}

fn sixteen() -> usize {
    16
}

fn yes() -> bool {
    true
}

static LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(|| {
    ron::from_str(include_str!("../../assets/theme/layouts.ron"))
        .expect("the embedded layouts are well formed")
});

impl Layout {
    /// All layouts in the order in which they are offered.
    pub fn all() -> &'static [Layout] {
        &LAYOUTS
    }

    pub fn named(id: &str) -> Option<&'static Layout> {
        LAYOUTS.iter().find(|layout| layout.id == id)
    }

    /// The page with a map and a column, 16:9.
    pub fn sheet() -> &'static Layout {
        Self::named("sheet").expect("an embedded layout")
    }

    /// The map alone.
    pub fn map() -> &'static Layout {
        Self::named("map").expect("an embedded layout")
    }

    /// The map on a slide: alone, without what the slide says itself, with or without the inset of the city.
    pub fn slide_map(locator: bool) -> &'static Layout {
        static MAPS: LazyLock<[Layout; 2]> = LazyLock::new(|| {
            [false, true].map(|locator| Layout { locator, caption: false, ..Layout::map().clone() })
        });
        &MAPS[usize::from(locator)]
    }

    /// A page of figures without a map.
    pub fn figures() -> &'static Layout {
        Self::named("figures").expect("an embedded layout")
    }

    /// Two maps side by side.
    pub fn compare() -> &'static Layout {
        Self::named("compare").expect("an embedded layout")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_has_an_id_of_its_own_and_two_names() {
        for (at, layout) in Layout::all().iter().enumerate() {
            assert!(!layout.name.en.is_empty() && !layout.name.zh.is_empty(), "{layout:?}");
            assert!(Layout::all()[..at].iter().all(|other| other.id != layout.id), "{layout:?}");
            assert!(layout.figures > 0 && layout.zones > 0 && layout.type_size > 0.0);
        }
        let known = [Layout::sheet(), Layout::map(), Layout::figures(), Layout::compare()];
        assert!(known.iter().all(|layout| Layout::all().contains(layout)));
    }
}
