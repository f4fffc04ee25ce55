//! How a source is named.

use super::{date, t_with};
use crate::model::{Lang, catalogue::Catalogue, source::Citation};

/// `China Daily, 20 Sep 2021, paragraph 5`; with "cited after" where only a copy was read. A source
/// that the catalogue lacks is named by its id.
pub fn citation(lang: Lang, catalogue: &Catalogue, cite: &Citation) -> String {
    let Some(source) = catalogue.source(&cite.source) else { return cite.source.clone() };
    let comma = match lang {
        Lang::En => ", ",
        Lang::Zh => "，",
    };
    let mut parts = vec![source.publisher.get(lang).to_owned()];
    if let Some(published) = &source.published {
        parts.push(date(lang, published));
    }
    if let Some(locator) = &cite.locator {
        parts.push(locator.get(lang).to_owned());
    }
    if let Some(copy) = &source.cited_after {
        parts.push(t_with(lang, "cited-after", &[("source", copy.get(lang))]));
    }
    parts.join(comma)
}
