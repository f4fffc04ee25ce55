//! The measuring tool: a line or a shape that the user draws to read its length and area. It is
//! neither saved nor exported.

use crate::{
    model::{
        Lang,
        boundary::LonLat,
        measure::{distance_m, ring_area_m2},
        units::AreaUnit,
    },
    words,
};

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Measuring {
    points: Vec<LonLat>,
    closed: bool,
}

impl Measuring {
    pub fn points(&self) -> &[LonLat] {
        &self.points
    }

    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Adds a corner; a closed shape gives way to a new line.
    pub(super) fn add(&mut self, at: LonLat) {
        if self.closed {
            *self = Self::default();
        }
        if self.points.last() != Some(&at) {
            self.points.push(at);
        }
    }

    /// Closes the shape, which needs three corners.
    pub(super) fn close(&mut self) {
        self.closed = self.points.len() >= 3;
    }

    /// Opens the shape again, or takes the last corner away.
    pub(super) fn undo(&mut self) {
        if self.closed {
            self.closed = false;
        } else {
            self.points.pop();
        }
    }

    /// Geodesic length in metres, of a closed shape all around; `to` goes on from the last corner.
    pub fn length_m(&self, to: Option<LonLat>) -> f64 {
        let end = if self.closed { self.points.first().copied() } else { to };
        let line: Vec<LonLat> = self.points.iter().copied().chain(end).collect();
        line.windows(2).map(|edge| distance_m(edge[0], edge[1])).sum()
    }

    /// Geodesic area in m² inside the line and back to its start; `to` is one more corner.
    pub fn area_m2(&self, to: Option<LonLat>) -> Option<f64> {
        let to = to.filter(|_| !self.closed);
        let mut ring: Vec<LonLat> = self.points.iter().copied().chain(to).collect();
        if ring.len() < 3 {
            return None;
        }
        ring.push(ring[0]);
        Some(ring_area_m2(&ring))
    }

    /// What was measured, in words, with the method: to be copied.
    pub fn text(&self, lang: Lang) -> String {
        let mut lines = vec![format!(
            "{}: {}",
            words::t(lang, if self.closed { "measure-around" } else { "measure-length" }),
            words::length(lang, self.length_m(None))
        )];
        if let Some(area) = self.area_m2(None).filter(|_| self.closed) {
            lines.push(format!(
                "{}: {}",
                words::t(lang, "measure-area"),
                AreaUnit::ALL.map(|unit| words::area(lang, unit, area)).join(" = ")
            ));
        }
        lines.push(words::t(lang, "measure-how"));
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A kilometre north and a kilometre east of a corner at the CBD, by Karney's method.
    fn corners() -> [LonLat; 3] {
        [(116.46, 39.91), (116.46, 39.919_006), (116.471_698, 39.919_006)]
            .map(|(lon, lat)| LonLat::new(lon, lat))
    }

    #[test]
    fn length_runs_on_and_area_comes_with_the_third_corner() {
        let mut measuring = Measuring::default();
        let [a, b, c] = corners();
        measuring.add(a);
        assert!((measuring.length_m(Some(b)) - 1000.0).abs() < 0.2);
        measuring.add(b);
        measuring.add(b);
        assert_eq!(measuring.points().len(), 2, "a corner on the last one is none");
        measuring.close();
        assert!(!measuring.is_closed(), "two corners are no shape");
        assert!((measuring.length_m(Some(c)) - 2000.0).abs() < 0.4);
        let half = measuring.area_m2(Some(c)).expect("an area");
        assert!((half - 500_000.0).abs() < 300.0, "{half}");
        measuring.add(c);
        measuring.close();
        let around = measuring.length_m(None);
        assert!((around - (2000.0 + 1_000_000.0_f64.sqrt() * 2.0_f64.sqrt())).abs() < 1.0);
        assert_eq!(measuring.area_m2(Some(a)), measuring.area_m2(None), "closed is closed");
        measuring.undo();
        assert!(!measuring.is_closed());
        measuring.undo();
        assert_eq!(measuring.points().len(), 2);
        measuring.close();
        measuring.add(c);
        assert_eq!(measuring.points().len(), 3);
    }

    #[test]
    fn what_is_copied_names_its_method_and_all_units() {
        let mut measuring = Measuring::default();
        for at in corners() {
            measuring.add(at);
        }
        measuring.close();
        let text = measuring.text(Lang::En);
        for part in ["3.414", "km", "0.5", "km²", "ha", "mu", "geodesic"] {
            assert!(text.contains(part), "{text} lacks {part}");
        }
        assert!(measuring.text(Lang::Zh).contains("椭球"), "{}", measuring.text(Lang::Zh));
    }
}
