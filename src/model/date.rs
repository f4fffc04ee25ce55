//! Dates as sources give them: a day, a month, a quarter, a year or a range, perhaps with "by".
//!
//! Text forms: `2021-09-16`, `2021-09`, `2021-Q3`, `2021`, `2014-11-10/2014-11-11`,
//! each optionally after `by `, `before `, `after ` or `about `.

use std::{fmt, str::FromStr};

/// A calendar day, proleptic Gregorian.
pub type Day = jiff::civil::Date;

/// How finely a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DatePrecision {
    Day,
    Month,
    Quarter,
    Year,
    /// An explicit first and last date.
    Range,
}

/// A word before the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateWord {
    On,
    /// On or before.
    By,
    Before,
    After,
    About,
}

/// A date of limited precision: the event lies between `first` and `last`, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventDate {
    pub first: Day,
    pub last: Day,
    pub precision: DatePrecision,
    pub word: DateWord,
    /// The reduced ISO 8601 text without the word: `2021-09`.
    pub iso: String,
}

#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum DateError {
    #[error("\"{0}\" is not a date; write it like 2021-09-16, 2021-09, 2021-Q3 or 2021")]
    Form(String),
    #[error("\"{text}\" is not a day of the calendar: there is no month {month}")]
    NoMonth { text: String, month: i8 },
    #[error("\"{text}\" is not a day of the calendar: month {month} of {year} has no day {day}")]
    NoDay { text: String, year: i16, month: i8, day: i8 },
    #[error("the range \"{0}\" ends before it starts")]
    Backwards(String),
}

impl FromStr for EventDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let trimmed = text.trim();
        let (word, iso) = split_word(trimmed);
        let (first, last, precision) = match iso.split_once('/') {
            Some((from, to)) => {
                let (first, _, _) = parse_single(from)?;
                let (_, last, _) = parse_single(to)?;
                if last < first {
                    return Err(DateError::Backwards(iso.to_owned()));
                }
                (first, last, DatePrecision::Range)
            }
            None => parse_single(iso)?,
        };
        Ok(Self { first, last, precision, word, iso: iso.to_owned() })
    }
}

fn split_word(text: &str) -> (DateWord, &str) {
    [
        ("by ", DateWord::By),
        ("before ", DateWord::Before),
        ("after ", DateWord::After),
        ("about ", DateWord::About),
    ]
    .into_iter()
    .find_map(|(prefix, word)| Some((word, text.strip_prefix(prefix)?.trim_start())))
    .unwrap_or((DateWord::On, text))
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '－' | '／' | '．' => {
            u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
        }
        other => other,
    }
}

/// The numbers of a typed date as ISO 8601; `None` for what is no such date.
fn iso_of(text: &str, now: Day) -> Option<String> {
    let spaced: String = text
        .chars()
        .map(|c| {
            if matches!(c, '年' | '月' | '日' | '号' | '/' | '.' | ',' | '-') { ' ' } else { c }
        })
        .collect();
    let parts: Vec<&str> = spaced.split_whitespace().collect();
    let month_named = |part: &str| {
        let lower = part.to_lowercase();
        let is_word = lower.chars().count() >= 3 && lower.chars().all(char::is_alphabetic);
        MONTHS.iter().position(|month| is_word && lower.starts_with(month)).map(|at| at + 1)
    };
    let number = |part: &str, most: usize| -> Option<usize> {
        let is_number =
            (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse().ok()).flatten()
    };
    let named = parts.iter().position(|part| month_named(part).is_some());
    let (year, month, day) = match (parts.as_slice(), named) {
        ([year, month], None) => (number(year, 4)?, number(month, 2)?, None),
        ([year, month, day], None) => (number(year, 4)?, number(month, 2)?, Some(number(day, 2)?)),
        (_, Some(at)) => {
            let month = month_named(parts[at])?;
            let others: Vec<&str> =
                parts.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, part)| *part).collect();
            match others.as_slice() {
                [only] if only.len() == 4 => (number(only, 4)?, month, None),
                [only] => (usize::try_from(now.year()).ok()?, month, Some(number(only, 2)?)),
                [a, b] if b.len() == 4 => (number(b, 4)?, month, Some(number(a, 2)?)),
                [a, b] if a.len() == 4 => (number(a, 4)?, month, Some(number(b, 2)?)),
                _ => return None,
            }
        }
        _ => return None,
    };
    if year < 1000 {
        return None;
    }
    let day = day.map_or(String::new(), |day| format!("-{day:02}"));
    Some(format!("{year}-{month:02}{day}"))
}

impl DateError {
    /// The same of the text as it was typed.
    fn about(self, typed: &str) -> Self {
        let text = typed.to_owned();
        match self {
            DateError::Form(_) => DateError::Form(text),
            DateError::NoMonth { month, .. } => DateError::NoMonth { text, month },
            DateError::NoDay { year, month, day, .. } => {
                DateError::NoDay { text, year, month, day }
            }
            DateError::Backwards(_) => DateError::Backwards(text),
        }
    }
}

/// Parses one ISO date, possibly reduced: its first day, last day and precision.
fn parse_single(text: &str) -> Result<(Day, Day, DatePrecision), DateError> {
    let form = || DateError::Form(text.to_owned());
    let number = |part: &str, digits: usize| -> Result<i16, DateError> {
        let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        if plain { part.parse().map_err(|_| form()) } else { Err(form()) }
    };
    let day = |year: i16, month: i16, day: i16| {
        let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
            return Err(form());
        };
        let text = || text.to_owned();
        Day::new(year, month, day).map_err(|_| match month {
            1..=12 => DateError::NoDay { text: text(), year, month, day },
            _ => DateError::NoMonth { text: text(), month },
        })
    };
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] => {
            let year = number(year, 4)?;
            Ok((day(year, 1, 1)?, day(year, 12, 31)?, DatePrecision::Year))
        }
        [year, quarter] if quarter.starts_with('Q') => {
            let year = number(year, 4)?;
            let quarter = number(&quarter[1..], 1)?;
            if !(1..=4).contains(&quarter) {
                return Err(form());
            }
            let first = day(year, quarter * 3 - 2, 1)?;
            let last = day(year, quarter * 3, 1)?.last_of_month();
            Ok((first, last, DatePrecision::Quarter))
        }
        [year, month] => {
            let first = day(number(year, 4)?, number(month, 2)?, 1)?;
            Ok((first, first.last_of_month(), DatePrecision::Month))
        }
        [year, month, date] => {
            let only = day(number(year, 4)?, number(month, 2)?, number(date, 2)?)?;
            Ok((only, only, DatePrecision::Day))
        }
        _ => Err(form()),
    }
}

/// Months as English writes them, by their first three letters.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl EventDate {
    /// Reads a date as people type it: `2021-9-6`, `2021/09/06`, `2021年9月6日`, `6 September 2021`,
    /// `Sep 2021`, also with full-width digits; else as [`FromStr`] does. A day without a year is of the
    /// year of `now`.
    pub fn typed(text: &str, now: Day) -> Result<Self, DateError> {
        let plain: String = text.trim().chars().map(half_width).collect();
        let said = |error: DateError| error.about(text.trim());
        plain.parse().or_else(|strict| match iso_of(&plain, now) {
            Some(iso) => iso.parse().map_err(said),
            None => Err(said(strict)),
        })
    }

    /// Whether a date being typed is whole, though it may be of no calendar: `2021`, `2021-09`, `2021-09-16`,
    /// `2021年9月16日`. `2021-9-1` may be on the way to `2021-9-16`.
    pub fn is_complete(text: &str) -> bool {
        let plain: String = text.trim().chars().map(half_width).collect();
        let is_number = |part: &str, digits: usize| {
            part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())
        };
        let parts: Vec<&str> = plain.split('-').collect();
        match parts.as_slice() {
            [one] if one.ends_with(['日', '号']) => one.contains('年'),
            [year] => is_number(year, 4),
            [year, month] => is_number(year, 4) && is_number(month, 2),
            [year, month, day] => is_number(year, 4) && is_number(month, 2) && is_number(day, 2),
            _ => false,
        }
    }

    pub fn on(day: Day) -> Self {
        Self {
            first: day,
            last: day,
            precision: DatePrecision::Day,
            word: DateWord::On,
            iso: day.to_string(),
        }
    }

    /// Whether it is given without a word that makes it vague: by, after, about.
    pub fn is_plain(&self) -> bool {
        self.word == DateWord::On
    }

    /// Whether the whole of the date lies on or before `day`.
    pub fn is_past_on(&self, day: Day) -> bool {
        self.last <= day
    }

    /// Whether the date has begun by `day`. "By June 2023" has begun only when it is over.
    pub fn has_begun_on(&self, day: Day) -> bool {
        match self.word {
            DateWord::By | DateWord::Before => self.last <= day,
            DateWord::On | DateWord::After | DateWord::About => self.first <= day,
        }
    }

    /// The word that names the precision in JSON.
    pub fn precision_name(&self) -> &'static str {
        match (self.word, self.precision) {
            (DateWord::By, _) => "by",
            (DateWord::Before, _) => "before",
            (DateWord::After, _) => "after",
            (DateWord::About, _) => "about",
            (DateWord::On, DatePrecision::Day) => "day",
            (DateWord::On, DatePrecision::Month) => "month",
            (DateWord::On, DatePrecision::Quarter) => "quarter",
            (DateWord::On, DatePrecision::Year) => "year",
            (DateWord::On, DatePrecision::Range) => "range",
        }
    }
}

impl fmt::Display for EventDate {
    /// The text form that [`FromStr`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.word {
            DateWord::On => "",
            DateWord::By => "by ",
            DateWord::Before => "before ",
            DateWord::After => "after ",
            DateWord::About => "about ",
        };
        write!(f, "{word}{}", self.iso)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_type_them() {
        let now = Day::constant(2026, 1, 17);
        let read = |text: &str| EventDate::typed(text, now).map(|date| date.to_string());
        for (text, iso) in [
            ("2021-9-6", "2021-09-06"),
            ("2021/09/06", "2021-09-06"),
            ("2021.9.6", "2021-09-06"),
            ("2021年9月6日", "2021-09-06"),
            ("2021年9月", "2021-09"),
            ("２０２１年９月６日", "2021-09-06"),
            ("6 September 2021", "2021-09-06"),
            ("Sep 6, 2021", "2021-09-06"),
            ("sept 2021", "2021-09"),
            ("1 March", "2026-03-01"),
            ("2021-Q3", "2021-Q3"),
            ("by 2021-06", "by 2021-06"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(iso), "{text}");
        }
        assert!(matches!(read("30 February"), Err(DateError::NoDay { day: 30, month: 2, .. })));
        assert!(matches!(read("2021年13月1日"), Err(DateError::NoMonth { month: 13, .. })));
        for text in
            ["", "yesterday", "6", "99-99-99-99", "marchish 1 2 3", "٣ مارس", "e\u{301}", "Mai"]
        {
            assert!(matches!(read(text), Err(DateError::Form(_))), "{text}");
        }
        let long = "9".repeat(10_000);
        assert!(matches!(read(&long), Err(DateError::Form(_))));
    }

    #[test]
    fn a_date_half_typed_is_not_complete() {
        for text in ["2021", "2021-09", "2021-09-16", "2026-02-30", "２０２１", "2021年9月6日"]
        {
            assert!(EventDate::is_complete(text), "{text}");
        }
        for text in
            ["", "202", "2021-", "2021-9", "2021-09-1", "2021年9月", "2021年9月6", "6日", "x"]
        {
            assert!(!EventDate::is_complete(text), "{text}");
        }
    }

    #[track_caller]
    fn check(text: &str, first: &str, last: &str, precision: DatePrecision) {
        let date: EventDate = text.parse().expect("a date");
        assert_eq!(date.first.to_string(), first);
        assert_eq!(date.last.to_string(), last);
        assert_eq!(date.precision, precision);
        assert_eq!(date.to_string(), text);
    }

    #[test]
    fn every_precision_spans_its_days() {
        check("2021-09-16", "2021-09-16", "2021-09-16", DatePrecision::Day);
        check("2024-02", "2024-02-01", "2024-02-29", DatePrecision::Month);
        check("2013-Q4", "2013-10-01", "2013-12-31", DatePrecision::Quarter);
        check("2022", "2022-01-01", "2022-12-31", DatePrecision::Year);
        check("2014-11-10/2014-11-11", "2014-11-10", "2014-11-11", DatePrecision::Range);
        check("by 2023-06-26", "2023-06-26", "2023-06-26", DatePrecision::Day);
    }

    #[test]
    fn impossible_days_are_named() {
        let error = "2021-13-40".parse::<EventDate>().expect_err("no such day");
        assert_eq!(
            error.to_string(),
            "\"2021-13-40\" is not a day of the calendar: there is no month 13"
        );
        let error = "2021-02-30".parse::<EventDate>().expect_err("no such day");
        assert!(error.to_string().contains("month 2 of 2021 has no day 30"));
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        for text in ["", "yesterday", "21-09-16", "2021-Q5", "2021-Qé", "2021-9-1", "2021-09-16-1"]
        {
            assert!(matches!(text.parse::<EventDate>(), Err(DateError::Form(_))), "{text}");
        }
        assert!(matches!("2022/2021".parse::<EventDate>(), Err(DateError::Backwards(_))));
    }

    #[test]
    fn by_a_date_has_begun_only_when_over() {
        let by: EventDate = "by 2023-06".parse().expect("a date");
        assert!(!by.has_begun_on(Day::constant(2023, 6, 15)));
        assert!(by.has_begun_on(Day::constant(2023, 6, 30)));
    }
}
