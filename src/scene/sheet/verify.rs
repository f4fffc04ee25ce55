//! What is wrong with a composed page, found on the page itself: what a reader would miss or could
//! not read.

use std::collections::BTreeSet;

use super::{
    PagePart, Sheet,
    page::{Arrangement, Page},
};
use crate::{
    model::{Lang, catalogue::Catalogue},
    scene::item::{Item, PlacedText, Rect, Scene},
    text::shape::{CAP_HEIGHT_EM, DESCENT_EM, width_em},
    words,
};

/// Text needs this contrast to its ground (WCAG 2, AA).
const CONTRAST: f64 = 4.5;
/// Half transparent furniture and antialiasing cost a little of what a theme gives.
const CONTRAST_SLACK: f64 = 0.1;

/// Something wrong with a page.
#[derive(Debug, Clone, PartialEq)]
pub enum PageFinding {
    /// A text reaches over the edge of the page.
    Cut(String),
    /// A text stands out from its ground too little; the contrast it has.
    Faint(String, f64),
    /// The zone that the page is about has no name on its map. Index in the catalogue.
    Unnamed(usize),
    /// A zone that the map shows is in no legend. Index in the catalogue.
    Unexplained(usize),
    /// The page does not say whether it is approved.
    NoApproval,
    /// A text has no room in its box on a slide.
    Tight(String),
    /// A table of a slide has no rows: the slide's title.
    NoRows(String),
    /// Characters that our fonts lack, so that nobody has seen them.
    NoGlyph(String),
}

impl PageFinding {
    /// The finding in words.
    pub fn words(&self, lang: Lang, catalogue: &Catalogue) -> String {
        let name = |index: usize| catalogue.zones[index].name.short(lang);
        match self {
            PageFinding::Cut(text) => words::t_with(lang, "page-cut", &[("text", text)]),
            PageFinding::Faint(text, ratio) => {
                let ratio = format!("{ratio:.1}");
                words::t_with(lang, "page-faint", &[("text", text), ("ratio", &ratio)])
            }
            PageFinding::Unnamed(zone) => {
                words::t_with(lang, "page-unnamed", &[("zone", name(*zone))])
            }
            PageFinding::Unexplained(zone) => {
                words::t_with(lang, "page-unexplained", &[("zone", name(*zone))])
            }
            PageFinding::NoApproval => words::t(lang, "page-no-approval"),
            PageFinding::Tight(text) => words::t_with(lang, "page-tight", &[("text", text)]),
            PageFinding::NoRows(title) => words::t_with(lang, "page-no-rows", &[("title", title)]),
            PageFinding::NoGlyph(all) => {
                words::t_with(lang, "page-no-glyph", &[("characters", all)])
            }
        }
    }
}

/// What the legends of a page explain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Explained {
    /// Indices in the catalogue.
    pub zones: BTreeSet<usize>,
    /// Whether a legend says that it leaves some out, or explains classes of zones.
    pub more: bool,
}

/// Looks a page over.
pub(super) fn findings(page: &Page<'_>, sheet: &Sheet) -> Vec<PageFinding> {
    let mut findings = of_texts(&sheet.scene);
    if let Some(zone) = page.title_zone() {
        let is_drawn = sheet.maps.iter().any(|map| map.zones.contains(&zone));
        let is_named =
            sheet.maps.iter().any(|map| map.labels.iter().any(|label| label.zone == Some(zone)));
        if is_drawn && !is_named && page.input.has(PagePart::Labels) {
            findings.push(PageFinding::Unnamed(zone));
        }
    }
    let has_legend = page.arrangement() != Arrangement::MapOnly && page.input.has(PagePart::Legend);
    if has_legend && !page.explained.more {
        let drawn: BTreeSet<usize> =
            sheet.maps.iter().flat_map(|map| map.zones.iter().copied()).collect();
        let missing = drawn.difference(&page.explained.zones);
        findings.extend(missing.map(|zone| PageFinding::Unexplained(*zone)));
    }
    let note = page.not_approved();
    let says = |text: &PlacedText| note.starts_with(&text.text) && !text.text.is_empty();
    let is_said = sheet.scene.items.iter().any(|item| match item {
        Item::Text { text, .. } => says(text),
        _ => false,
    });
    if !is_said {
        findings.push(PageFinding::NoApproval);
    }
    findings
}

/// Texts that are cut or faint.
fn of_texts(scene: &Scene) -> Vec<PageFinding> {
    let mut findings = Vec::new();
    let whole = Rect::new(0.0, 0.0, scene.width, scene.height);
    let ground = scene.background;
    let mut in_map = false;
    for item in &scene.items {
        match item {
            Item::Clip(_) => in_map = true,
            Item::Unclip => in_map = false,
            Item::Text { text, color, halo } => {
                // Names on a map keep inside it by their placement, and may be turned.
                if !in_map && !whole.contains_rect(&extent(text)) {
                    findings.push(PageFinding::Cut(text.text.clone()));
                }
                let ground = halo.map_or(ground, |(halo, _)| halo);
                let contrast = color.contrast(ground);
                if contrast < CONTRAST - CONTRAST_SLACK {
                    findings.push(PageFinding::Faint(text.text.clone(), contrast));
                }
            }
            Item::Fill { .. }
            | Item::Stroke { .. }
            | Item::Image { .. }
            | Item::Begin(_)
            | Item::End => {}
        }
    }
    findings
}

/// What a horizontal text covers, without the air around its letters.
fn extent(text: &PlacedText) -> Rect {
    const INK: f32 = 0.86;
    let width = width_em(&text.text, text.weight) * text.size;
    let (cap, descent) = (CAP_HEIGHT_EM * text.size * INK, DESCENT_EM * text.size * INK);
    Rect::new(text.at[0] + 0.5, text.at[1] - cap, width - 1.0, cap + descent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{scene::item::About, style::Color, text::Weight};

    #[test]
    fn texts_that_are_cut_or_faint_are_found() {
        let gray = Color { r: 190, g: 190, b: 190, a: 255 };
        let black = Color { r: 0, g: 0, b: 0, a: 255 };
        let text = |text: &str, x: f32, color: Color, halo: Option<(Color, f32)>| Item::Text {
            text: PlacedText {
                text: text.to_owned(),
                weight: Weight::Regular,
                size: 12.0,
                at: [x, 20.0],
                angle: 0.0,
            },
            color,
            halo,
        };
        let scene = Scene {
            about: About::default(),
            width: 100.0,
            height: 40.0,
            scale: 1.0,
            background: Color::WHITE,
            items: vec![
                text("well", 4.0, black, None),
                text("faint", 4.0, gray, None),
                text("lit", 4.0, Color::WHITE, Some((black, 1.0))),
                text("cut at the edge", 80.0, black, None),
                Item::Clip(Rect::new(0.0, 0.0, 100.0, 40.0)),
                text("a name on the map", 80.0, black, None),
                Item::Unclip,
            ],
        };
        let found = of_texts(&scene);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(matches!(&found[0], PageFinding::Faint(text, _) if text == "faint"));
        assert_eq!(found[1], PageFinding::Cut("cut at the edge".to_owned()));
    }
}
