//! What is typed to filter the table: words that must stand in a row, and comparisons such as
//! `published>5`, `drawn<=10ha`, `>2km2`.

use super::{DeskColumn, DeskRow};
use crate::model::{area_text::read_area, units::AreaUnit};

/// A filter lets a row through that fits all its parts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filter(Vec<Part>);

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Word(String),
    Number { column: DeskColumn, sign: Sign, value: f64 },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

/// What is wrong with a filter, with the part of it that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterError {
    /// There is no number after the sign.
    NoNumber(String),
    /// There is no such column of numbers.
    NoColumn(String),
}

const SIGNS: [(&str, Sign); 9] = [
    ("<=", Sign::AtMost),
    (">=", Sign::AtLeast),
    ("≤", Sign::AtMost),
    ("≥", Sign::AtLeast),
    ("<", Sign::Less),
    (">", Sign::More),
    ("＜", Sign::Less),
    ("＞", Sign::More),
    ("=", Sign::Equal),
];

/// What the columns of numbers are called in a filter.
const NAMES: [(&str, DeskColumn); 16] = [
    ("published", DeskColumn::Published),
    ("公布", DeskColumn::Published),
    ("公布面积", DeskColumn::Published),
    ("", DeskColumn::Published),
    ("drawn", DeskColumn::Drawn),
    ("图上", DeskColumn::Drawn),
    ("图上量算", DeskColumn::Drawn),
    ("%", DeskColumn::Percent),
    ("difference", DeskColumn::Difference),
    ("差值", DeskColumn::Difference),
    ("tolerance", DeskColumn::Tolerance),
    ("容差", DeskColumn::Tolerance),
    ("figures", DeskColumn::Figures),
    ("口径数", DeskColumn::Figures),
    ("stated", DeskColumn::Stated),
    ("公布日期", DeskColumn::Stated),
];

impl Filter {
    /// Reads a filter; numbers of areas without a unit are in the chosen one.
    pub fn read(text: &str, unit: AreaUnit) -> Result<Self, FilterError> {
        text.split_whitespace()
            .map(|part| read_part(part, unit))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    pub(super) fn lets_through(&self, row: &DeskRow) -> bool {
        self.0.iter().all(|part| match part {
            Part::Word(word) => row.haystack.contains(word.as_str()),
            Part::Number { column, sign, value } => {
                row.shown_number(*column).is_some_and(|number| sign.holds(number, *value))
            }
        })
    }
}

impl Sign {
    fn holds(self, a: f64, b: f64) -> bool {
        match self {
            Sign::Less => a < b,
            Sign::AtMost => a <= b,
            // As the numbers are shown, to four digits.
            Sign::Equal => (a - b).abs() <= 5e-4 * b.abs().max(1e-9),
            Sign::AtLeast => a >= b,
            Sign::More => a > b,
        }
    }
}

fn read_part(part: &str, unit: AreaUnit) -> Result<Part, FilterError> {
    let found = SIGNS
        .iter()
        .filter_map(|(text, sign)| Some((part.find(text)?, *text, *sign)))
        .min_by_key(|(at, text, _)| (*at, std::cmp::Reverse(text.len())));
    let Some((at, text, sign)) = found else { return Ok(Part::Word(part.to_lowercase())) };
    let (name, number) = (part[..at].to_lowercase(), &part[at + text.len()..]);
    let column = NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, column)| *column)
        .ok_or_else(|| FilterError::NoColumn(part[..at].to_owned()))?;
    let plain = number.replace([',', '，'], "").replace('−', "-");
    let value = match (plain.parse::<f64>(), read_area(number)) {
        (Ok(value), _) if column.is_area() => value * unit.m2(),
        (Ok(value), _) => value,
        (Err(_), Some(area)) if column.is_area() => area.value_m2,
        (Err(_), _) => return Err(FilterError::NoNumber(part.to_owned())),
    };
    if value.is_finite() {
        Ok(Part::Number { column, sign, value })
    } else {
        Err(FilterError::NoNumber(part.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Filter, FilterError> {
        Filter::read(text, AreaUnit::Km2)
    }

    #[test]
    fn words_and_comparisons_are_read() {
        let number = |column, sign, value| Part::Number { column, sign, value };
        assert_eq!(
            read("Chaoyang published>=5 drawn<10ha >2").expect("a filter").0,
            [
                Part::Word("chaoyang".to_owned()),
                number(DeskColumn::Published, Sign::AtLeast, 5e6),
                number(DeskColumn::Drawn, Sign::Less, 1e5),
                number(DeskColumn::Published, Sign::More, 2e6),
            ]
        );
        assert_eq!(
            read("公布面积≥1.2万亩").expect("a filter").0,
            [number(DeskColumn::Published, Sign::AtLeast, 8e6)]
        );
        assert!(read("").expect("a filter").0.is_empty());
    }

    #[test]
    fn a_broken_filter_says_which_part() {
        assert_eq!(read("a published>"), Err(FilterError::NoNumber("published>".to_owned())));
        assert_eq!(read("drawn>many"), Err(FilterError::NoNumber("drawn>many".to_owned())));
        assert_eq!(read("colour=3"), Err(FilterError::NoColumn("colour".to_owned())));
        assert_eq!(read(">inf"), Err(FilterError::NoNumber(">inf".to_owned())));
        for odd in ["نص", "e\u{301}", "><", "=", &"x>".repeat(5000)] {
            let _ = read(odd);
        }
    }
}
