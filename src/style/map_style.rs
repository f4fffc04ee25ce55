//! The rules by which features are drawn and labelled.

use std::sync::LazyLock;

use serde::Deserialize;

use super::palette::{Hatch, Ink};
use crate::{
    basemap::{Feature, FeatureClass},
    text::Weight,
};

/// `assets/theme/map.ron`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapStyle {
    /// In drawing order.
    pub rules: Vec<Rule>,
    pub labels: Vec<LabelRule>,
    /// Width of the halo around labels, logical pixels.
    pub label_halo: f32,
    /// The same around the names of zones, which stand on their fills.
    pub label_halo_zone: f32,
    /// The same over hatches.
    pub label_halo_hatched: f32,
    pub zone: ZoneStyle,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    #[serde(with = "class")]
    pub class: FeatureClass,
    /// Where given, only features that are or are not bridges.
    #[serde(default)]
    pub bridge: Option<bool>,
    #[serde(default)]
    pub min_zoom: f64,
    pub paint: Paint,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub enum Paint {
    Fill(Ink),
    Line {
        ink: Ink,
        /// Zoom and width in logical pixels.
        width: Vec<(f64, f64)>,
        /// Length of the strokes and of the gaps, logical pixels.
        #[serde(default)]
        dash: Option<(f32, f32)>,
    },
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelRule {
    #[serde(with = "class")]
    pub class: FeatureClass,
    pub ink: Ink,
    pub size: f32,
    #[serde(with = "weight")]
    pub weight: Weight,
    /// The higher is placed first.
    pub priority: f32,
    #[serde(default)]
    pub min_zoom: f64,
    /// Radius of the dot at whose side the name stands, logical pixels; without one the name stands
    /// on its place.
    #[serde(default)]
    pub dot: Option<f32>,
}

/// How zones are drawn; lengths in logical pixels.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneStyle {
    pub outline: f32,
    pub outline_selected: f32,
    pub outline_hovered: f32,
    pub dash: (f32, f32),
    pub fill_alpha: f32,
    pub fill_alpha_selected: f32,
    /// Where all zones are hatched, the selected one stands out by its tone and a wider outline.
    pub fill_alpha_selected_hatched: f32,
    pub outline_selected_hatched: f32,
    /// Of the selected zone, in themes where zones have no hatch of their own.
    pub hatch: Hatch,
    pub hatch_alpha: f32,
    pub marker_below: f32,
    pub marker_radius: f32,
    pub label_size: f32,
    pub label_size_selected: f32,
    pub figure_size: f32,
}

static EMBEDDED: LazyLock<MapStyle> = LazyLock::new(|| {
    ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(include_str!("../../assets/theme/map.ron"))
        .expect("the embedded map style is well formed")
});

impl MapStyle {
    pub fn embedded() -> &'static MapStyle {
        &EMBEDDED
    }

    pub fn label(&self, class: FeatureClass) -> Option<&LabelRule> {
        self.labels.iter().find(|rule| rule.class == class)
    }
}

impl Rule {
    pub fn applies_to(&self, feature: &Feature) -> bool {
        !feature.only_name
            && self.class == feature.class
            && self.bridge.is_none_or(|bridge| bridge == feature.is_bridge)
    }
}

/// The width at a zoom: constant outside the stops, exponential with base 2 between two of them,
/// as the ground distance of a pixel is.
pub fn width_at(stops: &[(f64, f64)], zoom: f64) -> f64 {
    let (Some(first), Some(last)) = (stops.first(), stops.last()) else { return 1.0 };
    if zoom <= first.0 {
        return first.1;
    }
    if zoom >= last.0 {
        return last.1;
    }
    let after = stops.partition_point(|stop| stop.0 <= zoom);
    let (from, to) = (stops[after - 1], stops[after]);
    let share = (libm::exp2(zoom - from.0) - 1.0) / (libm::exp2(to.0 - from.0) - 1.0);
    from.1 + (to.1 - from.1) * share
}

/// Serde for a type of another layer, by its variants' names.
mod class {
    use serde::{Deserialize, Deserializer};

    use super::FeatureClass;

    #[derive(Deserialize)]
    #[serde(remote = "FeatureClass")]
    enum Twin {
        Park,
        Airport,
        Ground,
        Lake,
        River,
        RingRoad,
        Expressway,
        Arterial,
        Metro,
        Rail,
        DistrictBoundary,
        DistrictPlace,
        TownPlace,
        Landmark,
        Station,
        Mountain,
        ParkLabel,
        LakeLabel,
        AirportLabel,
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<FeatureClass, D::Error> {
        #[derive(Deserialize)]
        #[serde(transparent)]
        struct Wrapper(#[serde(with = "Twin")] FeatureClass);
        Ok(Wrapper::deserialize(from)?.0)
    }
}

mod weight {
    use serde::{Deserialize, Deserializer};

    use super::Weight;

    #[derive(Deserialize)]
    #[serde(remote = "Weight")]
    enum Twin {
        Regular,
        Bold,
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Weight, D::Error> {
        #[derive(Deserialize)]
        #[serde(transparent)]
        struct Wrapper(#[serde(with = "Twin")] Weight);
        Ok(Wrapper::deserialize(from)?.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_meet_their_stops_and_grow_between() {
        let stops = [(10.0, 2.0), (12.0, 6.0)];
        assert!((width_at(&stops, 8.0) - 2.0).abs() < 1e-9);
        assert!((width_at(&stops, 10.0) - 2.0).abs() < 1e-9);
        assert!((width_at(&stops, 12.0) - 6.0).abs() < 1e-9);
        assert!((width_at(&stops, 20.0) - 6.0).abs() < 1e-9);
        let middle = width_at(&stops, 11.0);
        assert!(middle > 2.0 && middle < 4.0, "{middle}");
    }

    #[test]
    fn a_casing_is_wider_than_its_road_at_every_zoom() {
        let style = MapStyle::embedded();
        let width = |class: FeatureClass, ink: Ink, zoom: f64| {
            style.rules.iter().find_map(|rule| match &rule.paint {
                Paint::Line { ink: found, width, .. } if rule.class == class && *found == ink => {
                    Some(width_at(width, zoom))
                }
                Paint::Line { .. } | Paint::Fill(_) => None,
            })
        };
        for zoom in [10.5, 11.0, 12.3, 13.0, 14.5, 16.0, 18.0] {
            for (class, casing, road) in [
                (FeatureClass::Arterial, Ink::ArterialCasing, Ink::Arterial),
                (FeatureClass::Expressway, Ink::HighwayCasing, Ink::Highway),
                (FeatureClass::RingRoad, Ink::HighwayCasing, Ink::Highway),
            ] {
                assert!(
                    width(class, casing, zoom) > width(class, road, zoom),
                    "{class:?} at {zoom}"
                );
            }
        }
    }
}
