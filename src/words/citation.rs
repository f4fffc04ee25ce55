//! How a source is named.

use super::{date, t, t_with};
use crate::model::{
    Lang,
    catalogue::Catalogue,
    date::{DateWord, EventDate},
    source::{Citation, Dating, Grade},
};

/// `China Daily, 20 Sep 2021, paragraph 5`; with "cited after" where only a copy was read. A source
/// that the catalogue lacks is named by its id.
pub fn citation(lang: Lang, catalogue: &Catalogue, cite: &Citation) -> String {
    citation_of(lang, catalogue, cite, (true, None))
}

/// A source that is named after [`stated`], which says already that it is undated.
pub fn citation_after_stated(lang: Lang, catalogue: &Catalogue, cite: &Citation) -> String {
    citation_of(lang, catalogue, cite, (false, None))
}

/// The same without its date, where that is the date that was stated.
pub fn citation_without_date(
    lang: Lang,
    catalogue: &Catalogue,
    cite: &Citation,
    stated: &EventDate,
) -> String {
    citation_of(lang, catalogue, cite, (false, Some(stated)))
}

/// The same with what an undated fact's date rests on: `undated, about 2013 by our estimate`.
pub fn citation_of_fact(
    lang: Lang,
    catalogue: &Catalogue,
    cite: &Citation,
    when: &EventDate,
) -> String {
    if catalogue.dating(cite, when) == Dating::Stated {
        return citation(lang, catalogue, cite);
    }
    let source = citation_after_stated(lang, catalogue, cite);
    let stated = stated(lang, catalogue, cite, when);
    match lang {
        Lang::En => format!("{source}, {stated}"),
        Lang::Zh => format!("{source}，{stated}"),
    }
}

fn citation_of(
    lang: Lang,
    catalogue: &Catalogue,
    cite: &Citation,
    (says_undated, but): (bool, Option<&EventDate>),
) -> String {
    let Some(source) = catalogue.source(&cite.source) else { return cite.source.clone() };
    let comma = match lang {
        Lang::En => ", ",
        Lang::Zh => "，",
    };
    let mut parts = vec![source.publisher.get(lang).to_owned()];
    match &source.published {
        Some(published) if but == Some(published) => {}
        // The source shows no date: we place it.
        Some(published) if published.word == DateWord::About => {
            if says_undated {
                let placed = date(lang, published);
                parts.push(t_with(lang, "undated-estimated", &[("date", &placed)]));
            }
        }
        Some(published) => parts.push(date(lang, published)),
        // No source was found: there is nothing that could be dated.
        None if source.grade == Grade::U || !says_undated => {}
        None => parts.push(t(lang, "undated")),
    }
    if let Some(locator) = &cite.locator {
        parts.push(locator.get(lang).to_owned());
    }
    if let Some(copy) = &source.cited_after {
        parts.push(t_with(lang, "cited-after", &[("source", copy.get(lang))]));
    }
    parts.join(comma)
}

/// When a fact was stated. Where its source shows no date this says so, and whether we place it:
/// `undated, about 2013 by our estimate`.
pub fn stated(lang: Lang, catalogue: &Catalogue, cite: &Citation, when: &EventDate) -> String {
    let shown = date(lang, when);
    match catalogue.dating(cite, when) {
        Dating::Stated => shown,
        Dating::Bounded => t_with(lang, "undated-bounded", &[("date", &shown)]),
        Dating::Estimated => t_with(lang, "undated-estimated", &[("date", &shown)]),
    }
}
