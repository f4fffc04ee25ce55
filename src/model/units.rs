//! Units of the sources, and the three that a reader can choose.

/// The unit of a printed figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 平方公里
    Km2,
    /// 公顷, 10,000 m²
    Ha,
    /// 亩, 1/15 ha
    Mu,
    /// 平方米
    M2,
    /// 万平方米, 10,000 m²
    WanM2,
    /// square foot, 0.09290304 m²
    SqFt,
    M3,
    /// 万立方米, 10,000 m³
    WanM3,
    M,
    Km,
    /// tonne
    T,
    Yuan,
    /// 亿元, 100 million yuan
    YiYuan,
    /// thousand million US dollars
    BnUsd,
    /// people
    People,
    /// things counted: embassies, events, schools
    Items,
    Storeys,
}

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    Area,
    Volume,
    Length,
    Mass,
    Yuan,
    Dollars,
    People,
    Items,
    Storeys,
}

/// One mu is a fifteenth of a hectare, exactly.
pub const MU_M2: f64 = 10_000.0 / 15.0;
pub const HA_M2: f64 = 10_000.0;
pub const KM2_M2: f64 = 1_000_000.0;
/// International foot squared, exactly.
const SQ_FT_M2: f64 = 0.092_903_04;

impl Unit {
    /// Square metres in one unit. `None` for units that are not areas.
    pub fn area_m2(self) -> Option<f64> {
        let (measure, factor) = self.measure();
        (measure == Measure::Area).then_some(factor)
    }

    /// What it measures, and how many of the base unit are in one of it: m², m³, m, t, yuan, dollars, or
    /// things counted.
    pub fn measure(self) -> (Measure, f64) {
        match self {
            Unit::Km2 => (Measure::Area, KM2_M2),
            Unit::Ha | Unit::WanM2 => (Measure::Area, HA_M2),
            Unit::Mu => (Measure::Area, MU_M2),
            Unit::M2 => (Measure::Area, 1.0),
            Unit::SqFt => (Measure::Area, SQ_FT_M2),
            Unit::M3 => (Measure::Volume, 1.0),
            Unit::WanM3 => (Measure::Volume, 10_000.0),
            Unit::M => (Measure::Length, 1.0),
            Unit::Km => (Measure::Length, 1000.0),
            Unit::T => (Measure::Mass, 1.0),
            Unit::Yuan => (Measure::Yuan, 1.0),
            Unit::YiYuan => (Measure::Yuan, 1e8),
            Unit::BnUsd => (Measure::Dollars, 1e9),
            Unit::People => (Measure::People, 1.0),
            Unit::Items => (Measure::Items, 1.0),
            Unit::Storeys => (Measure::Storeys, 1.0),
        }
    }

    /// The name in commands, JSON and tables that machines read.
    pub fn code(self) -> &'static str {
        match self {
            Unit::Km2 => "km2",
            Unit::Ha => "ha",
            Unit::Mu => "mu",
            Unit::M2 => "m2",
            Unit::WanM2 => "10000 m2",
            Unit::SqFt => "sq ft",
            Unit::M3 => "m3",
            Unit::WanM3 => "10000 m3",
            Unit::M => "m",
            Unit::Km => "km",
            Unit::T => "t",
            Unit::Yuan => "yuan",
            Unit::YiYuan => "100 million yuan",
            Unit::BnUsd => "bn USD",
            Unit::People => "people",
            Unit::Items => "items",
            Unit::Storeys => "storeys",
        }
    }
}

/// The unit the reader sees ground areas in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum AreaUnit {
    #[default]
    Km2,
    Ha,
    Mu,
}

impl AreaUnit {
    pub const ALL: [AreaUnit; 3] = [AreaUnit::Km2, AreaUnit::Ha, AreaUnit::Mu];

    pub fn m2(self) -> f64 {
        match self {
            AreaUnit::Km2 => KM2_M2,
            AreaUnit::Ha => HA_M2,
            AreaUnit::Mu => MU_M2,
        }
    }

    /// The number in this unit, with as many decimals as a reader can use: four significant
    /// digits, no more than four decimals, thousands grouped.
    pub fn format(self, area_m2: f64) -> String {
        let value = area_m2 / self.m2();
        // Whole numbers of five digits and more have four of their own.
        if value.abs() >= 9999.5 {
            let step = libm::pow(10.0, libm::floor(libm::log10(value.abs())) - 3.0);
            return self.format_to((value / step).round() * step * self.m2(), 0);
        }
        // What rounds up to the next power of ten is written as that: 999.99 as 1,000.
        let decimals = match value.abs() {
            v if v >= 999.95 => 0,
            v if v >= 99.995 => 1,
            v if v >= 0.99995 => 2,
            _ => 4,
        };
        self.format_to(area_m2, decimals)
    }

    /// The number to about two significant digits, and never less than whole numbers.
    pub fn format_roughly(self, area_m2: f64) -> String {
        let decimals = match (area_m2 / self.m2()).abs() {
            v if v >= 9.95 => 0,
            v if v >= 0.995 => 1,
            v if v >= 0.0995 => 2,
            v if v >= 0.00995 => 3,
            _ => 4,
        };
        self.format_to(area_m2, decimals)
    }

    /// The number in this unit with so many decimals, for a column whose numbers have equally many.
    pub fn format_to(self, area_m2: f64, decimals: usize) -> String {
        let value = area_m2 / self.m2();
        let text = group_thousands(&format!("{value:.decimals$}"));
        // What rounds to nothing has no sign.
        let is_nothing = !text.contains(|digit: char| ('1'..='9').contains(&digit));
        if is_nothing { text.trim_start_matches('−').to_owned() } else { text }
    }
}

/// Puts commas between groups of three digits before the decimal point.
pub fn group_thousands(plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("−", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut grouped = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rounds_to_nothing_has_no_sign() {
        assert_eq!(AreaUnit::Km2.format(-12.0), "0.0000");
        assert_eq!(AreaUnit::Km2.format(-1200.0), "−0.0012");
    }

    #[test]
    fn one_square_kilometre_is_1500_mu() {
        assert_eq!(AreaUnit::Mu.format(KM2_M2), "1,500");
        assert_eq!(AreaUnit::Ha.format(KM2_M2), "100.0");
        assert_eq!(AreaUnit::Ha.format(9_999_990.0), "1,000");
        assert_eq!(AreaUnit::Km2.format(KM2_M2), "1.00");
    }

    #[test]
    fn small_and_large_areas_keep_four_digits() {
        assert_eq!(AreaUnit::Km2.format(836_200.0), "0.8362");
        assert_eq!(AreaUnit::Km2.format(12_166_900.0), "12.17");
        assert_eq!(AreaUnit::Mu.format(35_500_000.0), "53,250");
        assert_eq!(group_thousands("-1234567.5"), "−1,234,567.5");
    }
}
