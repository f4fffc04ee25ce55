//! The length of a scale bar.

use super::viewport::Viewport;

/// A round distance and its length on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct ScaleBar {
    pub metres: f64,
    pub width_px: f64,
}

/// The longest distance of 1, 2 or 5 times a power of ten that is no wider than `limit_px`.
pub fn scale_bar(view: &Viewport, limit_px: f64) -> ScaleBar {
    let per_pixel = view.metres_per_pixel();
    let limit = per_pixel * limit_px;
    let power = libm::pow(10.0, libm::log10(limit).floor());
    let metres = [5.0, 2.0, 1.0]
        .into_iter()
        .map(|digit| digit * power)
        .find(|metres| *metres <= limit)
        .unwrap_or(power);
    ScaleBar { metres, width_px: metres / per_pixel }
}

impl ScaleBar {
    /// The number and whether it counts kilometres.
    pub fn number(&self) -> (f64, bool) {
        if self.metres >= 1000.0 { (self.metres / 1000.0, true) } else { (self.metres, false) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::boundary::LonLat, scene::viewport::WorldPoint};

    #[test]
    fn the_bar_is_round_and_fits() {
        for tenth in 60..180 {
            let view = Viewport {
                center: WorldPoint::from_lon_lat(LonLat::new(116.4, 39.9)),
                zoom: f64::from(tenth) / 10.0,
                width: 800.0,
                height: 600.0,
            };
            let bar = scale_bar(&view, 120.0);
            assert!(bar.width_px <= 120.0 && bar.width_px > 40.0, "{bar:?}");
        }
    }
}
