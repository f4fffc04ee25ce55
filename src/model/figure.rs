//! A published number, as printed.

use super::{Bilingual, date::EventDate, source::Citation, units::Unit};

/// What a number measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// Extent of a district, zone or park.
    LandArea,
    /// Land of one building project.
    SiteArea,
    WaterArea,
    /// Total floor area, above and below ground.
    FloorArea,
    FloorAreaAbove,
    FloorAreaBelow,
    /// Of a roof, a wall: no floor.
    SurfaceArea,
    Length,
    /// From one place to another.
    Distance,
    Height,
    Depth,
    Volume,
    Mass,
    /// Embassies, places, seats: what a zone is to hold.
    Capacity,
    /// Firms, schools, events: what was counted.
    Count,
    /// A place in an order, which is no number of things.
    Rank,
    Population,
    Money,
}

impl Quantity {
    /// Whether the number is an area on the ground, which a drawn outline can test.
    pub fn is_ground_area(self) -> bool {
        matches!(self, Quantity::LandArea | Quantity::SiteArea | Quantity::WaterArea)
    }
}

/// How the source qualifies its number.
#[derive(Debug, Clone, PartialEq)]
pub enum Precision {
    Exactly,
    /// 约
    About,
    /// 近
    Nearly,
    /// 超、余、多
    Over,
    /// 以上
    AtLeast,
    UpTo,
    /// From the printed number to this one.
    To(String),
}

/// What stage of the project the number describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    Planned,
    Approved,
    UnderConstruction,
    Built,
    Reported,
}

/// A published number. Nothing is rounded here: conversions happen at display.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub id: String,
    pub quantity: Quantity,
    /// The decimal text of the source, such as `1,216.69`.
    pub printed: String,
    pub unit: Unit,
    /// What is counted, as it stands after the number: `embassies`, `个使馆`; Chinese with its measure word.
    /// Only for [`Unit::Items`] and [`Unit::People`].
    pub noun: Option<Bilingual>,
    pub precision: Precision,
    pub basis: Basis,
    /// Id of the [`super::scope::Scope`].
    pub scope: String,
    /// When it was stated; the publication date where the source gives no other.
    pub stated: EventDate,
    /// From when it holds, where that is another day than that on which it was stated.
    pub valid: Option<EventDate>,
    pub cite: Citation,
    /// Id of the figure that this one replaces.
    pub supersedes: Option<String>,
    pub note: Option<Bilingual>,
}

impl Figure {
    /// The printed number, in its own unit. `None` if the text is not a decimal number.
    pub fn value(&self) -> Option<f64> {
        parse_printed(&self.printed)
    }

    /// The number in square metres, for quantities that are areas.
    pub fn area_m2(&self) -> Option<f64> {
        Some(self.value()? * self.unit.area_m2()?)
    }

    /// Half a unit of the last printed digit, in square metres: what rounding can hide.
    pub fn rounding_m2(&self) -> Option<f64> {
        let decimals = self.printed.rsplit_once('.').map_or(0, |(_, digits)| digits.len());
        let steps_in_one: f64 = std::iter::repeat_n(10.0, decimals).product();
        Some(0.5 / steps_in_one * self.unit.area_m2()?)
    }
}

/// Reads `1,216.69`. Group separators are dropped; anything else that is not a decimal number is
/// refused.
pub fn parse_printed(printed: &str) -> Option<f64> {
    let plain: String = printed.chars().filter(|c| *c != ',').collect();
    let decimal = plain.chars().all(|c| c.is_ascii_digit() || c == '.');
    if decimal { plain.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn group_separators_are_read_and_words_refused() {
        assert_eq!(parse_printed("1,216.69"), Some(1216.69));
        assert_eq!(parse_printed("35.5"), Some(35.5));
        assert_eq!(parse_printed("about 12"), None);
        assert_eq!(parse_printed("1e3"), None);
        assert_eq!(parse_printed(""), None);
    }
}
