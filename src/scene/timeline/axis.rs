//! The time axis: days to shares of its length, its ticks, zoom and pan.

use crate::{
    model::{
        Lang,
        date::{DatePrecision, DateWord, Day, EventDate},
        timeline::{days, later},
    },
    words,
};

/// The days that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    pub first: Day,
    pub last: Day,
}

/// A day with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    pub day: Day,
    pub label: String,
}

/// No axis is shorter than a month or reaches beyond these years.
const LEAST_DAYS: i64 = 31;
const FIRST: Day = Day::constant(1900, 1, 1);
const LAST: Day = Day::constant(2100, 1, 1);
/// Room for a label, logical pixels.
const YEAR_ROOM: f64 = 44.0;
const MONTH_ROOM: f64 = 74.0;
const DAY_ROOM: f64 = 92.0;

impl Axis {
    /// An axis within what can be shown.
    pub fn new(first: Day, last: Day) -> Self {
        let first = first.clamp(FIRST, later(LAST, -LEAST_DAYS));
        Self { first, last: last.clamp(later(first, LEAST_DAYS), LAST) }
    }

    pub fn days(self) -> i64 {
        days(self.first, self.last).max(1)
    }

    /// 0 at the first day, 1 at the last; beyond for what lies beyond.
    #[expect(clippy::cast_precision_loss, reason = "less than a hundred thousand days")]
    pub fn share(self, day: Day) -> f64 {
        days(self.first, day) as f64 / self.days() as f64
    }

    /// The middle of a date, where that is on the axis.
    pub fn middle(self, date: &EventDate) -> Option<f64> {
        let share = f64::midpoint(self.share(date.first), self.share(date.last));
        (0.0..=1.0).contains(&share).then_some(share)
    }

    /// The day at a share.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "less than a hundred thousand days"
    )]
    pub fn day(self, share: f64) -> Day {
        later(self.first, (share.clamp(-2.0, 3.0) * self.days() as f64).round() as i64)
    }

    /// Shows fewer days (a factor above 1) or more; the day at a share stays in its place.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "less than a hundred thousand days"
    )]
    pub fn zoomed(self, factor: f64, share: f64) -> Self {
        let most = days(FIRST, LAST) as f64;
        let length = (self.days() as f64 / factor).clamp(LEAST_DAYS as f64, most).round() as i64;
        let share = share.clamp(0.0, 1.0);
        let before = (length as f64 * share).round() as i64;
        let first = later(self.day(share), -before).clamp(FIRST, later(LAST, -length));
        Self::new(first, later(first, length))
    }

    /// Moves on by a share of its length, as far as it can.
    #[must_use]
    pub fn panned(self, share: f64) -> Self {
        let first = self.day(share).clamp(FIRST, later(LAST, -self.days()));
        Self::new(first, later(first, self.days()))
    }

    /// The ticks of an axis so wide in logical pixels, as many as have room.
    #[expect(clippy::cast_precision_loss, reason = "less than a hundred thousand days")]
    pub fn ticks(self, lang: Lang, width: f64) -> Vec<Tick> {
        let per_day = width / self.days() as f64;
        for (step, days) in [(1, 1.0), (7, 7.0)] {
            if days * per_day >= DAY_ROOM {
                return self.day_ticks(lang, step);
            }
        }
        for step in [1_i8, 3, 6] {
            if f64::from(step) * 30.4 * per_day >= MONTH_ROOM {
                return self.month_ticks(lang, step);
            }
        }
        let steps = [1, 2, 5, 10, 20, 50];
        let fits = |step: &i16| f64::from(*step) * 365.25 * per_day >= YEAR_ROOM;
        self.year_ticks(steps.into_iter().find(fits).unwrap_or(100))
    }

    fn day_ticks(self, lang: Lang, step: i64) -> Vec<Tick> {
        let count = usize::try_from(self.days() / step + 1).unwrap_or(0);
        let each = std::iter::successors(Some(self.first), |day| Some(later(*day, step)));
        each.take(count).map(|day| Tick { day, label: words::day(lang, day) }).collect()
    }

    fn month_ticks(self, lang: Lang, step: i8) -> Vec<Tick> {
        let months = (self.first.year()..=self.last.year())
            .flat_map(|year| (1..=12).map(move |month| Day::constant(year, month, 1)));
        months
            .filter(|day| (day.month() - 1) % step == 0 && self.contains(*day))
            .map(|day| {
                let month = EventDate {
                    first: day,
                    last: day.last_of_month(),
                    precision: DatePrecision::Month,
                    word: DateWord::On,
                    iso: String::new(),
                };
                Tick { day, label: words::date(lang, &month) }
            })
            .collect()
    }

    fn year_ticks(self, step: i16) -> Vec<Tick> {
        (self.first.year()..=self.last.year())
            .filter(|year| year % step == 0)
            .map(|year| Tick { day: Day::constant(year, 1, 1), label: year.to_string() })
            .filter(|tick| self.contains(tick.day))
            .collect()
    }

    fn contains(self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis() -> Axis {
        Axis::new(Day::constant(2006, 1, 1), Day::constant(2027, 1, 1))
    }

    #[test]
    fn the_day_under_the_pointer_stays_when_zooming() {
        for share in [0.0, 0.3, 1.0] {
            let day = axis().day(share);
            let zoomed = axis().zoomed(4.0, share);
            assert!(days(zoomed.day(share), day).abs() <= 1, "{share}");
            assert!((zoomed.days() - axis().days() / 4).abs() <= 1);
        }
    }

    #[test]
    fn no_zoom_or_pan_leaves_what_can_be_shown() {
        let mut axis = axis();
        for _ in 0..40 {
            axis = axis.zoomed(2.0, 0.9);
        }
        assert_eq!(axis.days(), LEAST_DAYS);
        for _ in 0..40 {
            axis = axis.zoomed(0.5, 0.1).panned(5.0);
        }
        assert_eq!((axis.first, axis.last), (FIRST, LAST));
        assert_eq!(axis.panned(-1.0), axis);
    }

    #[test]
    fn ticks_are_named_by_what_has_room() {
        let labels = |axis: Axis, width: f64| -> Vec<String> {
            axis.ticks(Lang::En, width).into_iter().map(|tick| tick.label).collect()
        };
        assert_eq!(labels(axis(), 400.0), ["2010", "2015", "2020", "2025"]);
        assert_eq!(labels(axis(), 1200.0).len(), 22);
        let year = Axis::new(Day::constant(2020, 1, 1), Day::constant(2021, 1, 1));
        assert_eq!(labels(year, 320.0)[..2], ["Jan 2020", "Apr 2020"]);
        let month = Axis::new(Day::constant(2020, 8, 15), Day::constant(2020, 9, 20));
        assert_eq!(labels(month, 600.0)[0], "15 Aug 2020");
    }
}
