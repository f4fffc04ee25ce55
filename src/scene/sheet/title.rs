//! The head of a page: marking, title or headline, and what stands under it.

use super::{
    Beside,
    figures::figures_on,
    page::{Arrangement, MARGIN, Page},
    pair,
};
use crate::{
    model::{
        Lang,
        as_of::{AsOf, Status, status, status_from},
        date::Day,
        figure::Figure,
    },
    scene::labels::LabelLang,
    text::{Weight, breaking::elide, shape::width_em},
    words,
};

/// Type of the marking at the upper left.
const MARKING_SIZE: f32 = 13.0;

impl Page<'_> {
    /// What the page is about: its zone, its two zones, or the catalogue.
    pub fn subject_text(&self) -> String {
        let name = |index: usize| {
            let name = &self.input.catalogue.zones[index].name;
            self.in_languages(|lang| match lang {
                Lang::En => name.en.to_string(),
                Lang::Zh => name.zh.to_string(),
            })
        };
        match (self.title_zone(), self.arrangement()) {
            (Some(index), Arrangement::Pair(Beside::Zone(other))) => {
                format!("{} / {}", name(index), name(other))
            }
            (Some(index), _) => name(index),
            (None, _) => self.in_languages(|lang| self.input.catalogue.title.get(lang).to_owned()),
        }
    }

    /// The title: what was concluded, else what the page is about.
    pub fn headline(&self) -> String {
        match self.input.marks.headline.trim() {
            "" => self.subject_text(),
            headline => headline.to_owned(),
        }
    }

    /// What stands under the title.
    pub fn details(&self) -> Vec<String> {
        let catalogue = self.input.catalogue;
        let day = self.input.day;
        let mut details = Vec::new();
        if !self.input.marks.headline.trim().is_empty() {
            details.push(self.subject_text());
        }
        match self.arrangement() {
            Arrangement::Pair(Beside::Zone(other)) => {
                let ratio = self.title_zone().and_then(|first| pair::ratio(self, first, other));
                details.extend(ratio);
            }
            Arrangement::Pair(Beside::Day(other)) if other != day => {
                self.zone_names(&mut details);
                // Each map says its own day.
                details.push(self.in_languages(|lang| {
                    let (first, second) = (day.min(other), day.max(other));
                    let (first, second) = (words::day(lang, first), words::day(lang, second));
                    words::t_with(lang, "sheet-two-days", &[("first", &first), ("second", &second)])
                }));
                details.extend(self.changes(day.min(other), day.max(other)));
                return details;
            }
            Arrangement::Pair(Beside::Day(_)) => {
                details.push(self.in_languages(|lang| words::t(lang, "sheet-two-base-maps")));
            }
            _ => self.zone_details(&mut details),
        }
        // Where nothing has a date, none is shown.
        if day < Day::MAX {
            details.push(self.in_languages(|lang| words::as_of(lang, self.input.as_of())));
        }
        if let Some(known) = catalogue.information_to().filter(|known| *known < day) {
            details.push(self.in_languages(|lang| {
                words::t_with(lang, "information-to", &[("date", &words::day(lang, known))])
            }));
        }
        details
    }

    fn zone_details(&self, details: &mut Vec<String>) {
        let catalogue = self.input.catalogue;
        self.zone_names(details);
        let zone = self.title_zone().map(|index| &catalogue.zones[index]);
        let status =
            zone.and_then(|zone| status_from(catalogue, &zone.milestones, self.input.as_of()));
        if let Some((day, status)) = status {
            details.push(self.in_languages(|lang| words::status_from(lang, day, status)));
        }
    }

    /// The other name of the zone that the page is about, and its district.
    fn zone_names(&self, details: &mut Vec<String>) {
        let Some(zone) = self.title_zone().map(|index| &self.input.catalogue.zones[index]) else {
            return;
        };
        let name = &zone.name;
        match self.input.lang {
            LabelLang::One(Lang::En) => details.push(name.zh.to_string()),
            LabelLang::One(Lang::Zh) => {}
            LabelLang::Both => details.push(name.pinyin.to_string()),
        }
        details.push(self.in_languages(|lang| zone.district.get(lang).to_owned()));
    }

    /// What of the zone changed from a day to another: whether it was known, its status, the figures that the
    /// page shows, its outline.
    fn changes(&self, from: Day, to: Day) -> Option<String> {
        let catalogue = self.input.catalogue;
        let zone = self.title_zone().map(|index| &catalogue.zones[index])?;
        let days = [from, to].map(|day| AsOf::new(day, self.input.as_of().clock));
        let [before, after] = days.map(|at| status(catalogue, &zone.milestones, at));
        let [was_known, is_known] = days.map(|at| zone.is_known_on(catalogue, at));
        let [old, figures] = days.map(|at| figures_on(catalogue, zone, at));
        let is_new = |figure: &&&Figure| !old.iter().any(|other| other.id == figure.id);
        let new = figures.iter().filter(is_new).count();
        let [old_outline, outline] =
            days.map(|at| zone.outline_on(at).filter(|_| zone.is_known_on(catalogue, at)));
        let redrawn = old_outline.zip(outline).is_some_and(|(old, new)| !std::ptr::eq(old, new));
        Some(self.in_languages(|lang| {
            if is_known && !was_known {
                return words::t(lang, "sheet-change-first");
            }
            let mut changes = Vec::new();
            if before != after {
                let (from, to) = (status_or_none(lang, before), words::status(lang, after));
                let values = [("from", from.as_str()), ("to", to.as_str())];
                changes.push(words::t_with(lang, "sheet-change-status", &values));
            }
            if new > 0 {
                let count = words::count(new);
                changes.push(words::t_with(lang, "sheet-change-figures", &[("count", &count)]));
            }
            if redrawn {
                changes.push(words::t(lang, "sheet-change-outline"));
            } else if old_outline.is_none() && outline.is_some() {
                changes.push(words::t(lang, "sheet-change-first-outline"));
            }
            if changes.is_empty() {
                changes.push(words::t(lang, "sheet-change-none"));
            }
            changes.join(match lang {
                Lang::En => "; ",
                Lang::Zh => "；",
            })
        }))
    }

    pub fn title(&mut self) {
        let title = self.headline();
        let mut details = self.details();
        let limit = self.width - 2.0 * MARGIN;
        let mut size = 30.0;
        let weight = self.title_weight();
        while width_em(&title, weight) * size > limit && size > 18.0 {
            size -= 1.0;
        }
        let ui = self.palette.ui;
        let marking = self.input.marks.marking.trim();
        if !marking.is_empty() {
            let marking = elide(marking, Weight::Bold, limit / MARKING_SIZE);
            self.text(&marking, Weight::Bold, MARKING_SIZE, [MARGIN, 22.0], ui.error);
        }
        let title = elide(&title, weight, limit / size);
        self.text(&title, weight, size, [MARGIN, 56.0], ui.text);
        // On a narrow page the first details give way to the date.
        while details.len() > 1 && width_em(&details.join(" · "), Weight::Regular) * 16.0 > limit {
            details.remove(0);
        }
        let subtitle = elide(&details.join(" · "), Weight::Regular, limit / 16.0);
        self.text(&subtitle, Weight::Regular, 16.0, [MARGIN, 84.0], ui.weak);
    }
}

/// A status, or that none is known.
fn status_or_none(lang: Lang, status: Status) -> String {
    match status {
        Status::Unknown => words::t(lang, "sheet-status-none"),
        _ => words::status(lang, status),
    }
}
