//! Which panels have room in a window, and how large they may be: the map keeps a good part of it, at
//! 1280 × 800 also at twice the size of the interface.

use std::ops::RangeInclusive;

use eframe::egui;

/// All in logical pixels.
pub struct Fits {
    /// The width of the panel at the left; `None` where there is no room for it.
    pub left: Option<RangeInclusive<f32>>,
    pub right: Option<RangeInclusive<f32>>,
    /// The height of the panel at the foot.
    pub bottom: RangeInclusive<f32>,
}

impl Fits {
    /// For what the bar at the top leaves of the window.
    pub fn of(room: egui::Vec2) -> Self {
        /// A window lower than this gives the map more than the tables.
        const LOW: f32 = 560.0;
        /// In windows of less width the panels at the sides leave the map more, by steps down to the
        /// narrow one.
        const WIDE: f32 = 1200.0;
        const NARROW: f32 = 800.0;
        let wide = ((room.x - NARROW) / (WIDE - NARROW)).clamp(0.0, 1.0);
        let (share_left, share_right) = (0.26 + 0.06 * wide, 0.38 + 0.07 * wide);
        let left = (room.x * 0.25).clamp(150.0, 200.0);
        let right = (room.x * 0.36).clamp(200.0, 280.0);
        let most_left = (room.x * share_left).clamp(left, 600.0);
        let most_right = (room.x * share_right).clamp(right, 800.0);
        let most_bottom = (room.y * if room.y < LOW { 0.4 } else { 0.6 }).max(80.0);
        Self {
            left: (room.x >= 560.0).then_some(left..=most_left),
            right: (room.x >= 420.0).then_some(right..=most_right),
            bottom: 80.0..=most_bottom,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_keeps_a_part_of_every_window() {
        for (width, height) in
            [(360.0, 200.0), (640.0, 356.0), (800.0, 456.0), (1280.0, 756.0), (2560.0, 1400.0)]
        {
            let fits = Fits::of(egui::vec2(width, height));
            let side =
                |range: &Option<RangeInclusive<f32>>| range.as_ref().map_or(0.0, |r| *r.end());
            assert!(width - side(&fits.left) - side(&fits.right) >= width * 0.2, "{width}");
            assert!(height - fits.bottom.end() >= height * 0.39, "{height}");
        }
        let twice = Fits::of(egui::vec2(800.0, 456.0));
        let sides = [twice.left, twice.right].map(|side| side.map_or(0.0, |range| *range.end()));
        assert!(800.0 - sides.iter().sum::<f32>() > 280.0, "1600 pixels at twice the size");
        assert!(Fits::of(egui::vec2(640.0, 356.0)).left.is_some(), "1280 pixels at twice the size");
    }
}
