//! The sources of a page as numbered notes, in a column or across the page.

use super::{
    column::Column,
    figures::NOTE,
    page::{MARGIN, Page},
};
use crate::{model::source::Citation, text::Weight, words};

/// The sources cited on the page, in the order of their first mention: note n is at n − 1.
#[derive(Default)]
pub(super) struct Notes<'a> {
    pub cited: Vec<&'a Citation>,
}

impl<'a> Notes<'a> {
    /// Where a source begins behind its number.
    fn indent(&self) -> f32 {
        if self.cited.len() < 10 { 24.0 } else { 30.0 }
    }

    pub fn number(&mut self, cite: &'a Citation) -> usize {
        self.find(cite).unwrap_or_else(|| {
            self.cited.push(cite);
            self.cited.len()
        })
    }

    /// The number of a source that is listed.
    pub fn find(&self, cite: &Citation) -> Option<usize> {
        let same = |other: &&Citation| other.source == cite.source && other.locator == cite.locator;
        self.cited.iter().position(same).map(|at| at + 1)
    }
}

/// The sources in two columns across the page from a height down, so many in the first, or half of them. Gives the
/// height of their foot.
pub(super) fn sources_across(
    page: &mut Page<'_>,
    top: f32,
    notes: &Notes<'_>,
    in_first: Option<usize>,
) -> f32 {
    const COLUMNS: usize = 2;
    if notes.cited.is_empty() {
        return top;
    }
    let ui = page.palette.ui;
    let lang = page.main_lang();
    let width = (page.width - 3.0 * MARGIN) / 2.0;
    let bottom = page.height;
    let half = in_first.unwrap_or_else(|| notes.cited.len().div_ceil(COLUMNS));
    let left = |side: usize| if side == 0 { MARGIN } else { 2.0 * MARGIN + width };
    // Above the first of them, on whichever side it stands.
    let mut head = Column { x: left(usize::from(half == 0)), y: top + 4.0, width, bottom };
    let heading = page.words("sheet-sources");
    head.heading(page, &heading);
    let mut foot = head.y;
    for (at, cite) in notes.cited.iter().enumerate() {
        let side = usize::from(at >= half);
        if at == 0 || at == half {
            head = Column { x: left(side), y: top + 30.0, width, bottom };
        }
        let line = words::citation(lang, page.input.catalogue, cite);
        let baseline = head.y + NOTE * 1.35 - NOTE * 0.28;
        page.text(&format!("[{}]", at + 1), Weight::Regular, NOTE, [head.x, baseline], ui.weak);
        head.paragraph(page, &line, (Weight::Regular, NOTE, ui.text), notes.indent(), 0.0);
        foot = foot.max(head.y);
    }
    foot
}

/// The sources by number. Says whether all of them had room; draws none that has not.
pub(super) fn sources(page: &mut Page<'_>, column: &mut Column, notes: &Notes<'_>) -> bool {
    if notes.cited.is_empty() {
        return true;
    }
    let lang = page.main_lang();
    let ui = page.palette.ui;
    let heading = page.words("sheet-sources");
    column.heading(page, &heading);
    for (at, cite) in notes.cited.iter().enumerate() {
        let line = words::citation(lang, page.input.catalogue, cite);
        let indent = notes.indent();
        if column.left_over() < column.height_of(&line, Weight::Regular, NOTE, indent, 0.0) {
            return false;
        }
        let baseline = column.y + NOTE * 1.35 - NOTE * 0.28;
        page.text(&format!("[{}]", at + 1), Weight::Regular, NOTE, [column.x, baseline], ui.weak);
        column.paragraph(page, &line, (Weight::Regular, NOTE, ui.text), indent, 0.0);
    }
    true
}
