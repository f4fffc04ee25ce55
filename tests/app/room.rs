//! Texts have room: none is cut by the edge of its panel, none lies on another. Every panel in both
//! languages and both sizes of window that were looked at.

use super::*;
use beijing_zones::editor::desk::{ChartChoice, ChartValue, DeskColumn, DeskTab};
use eframe::egui::{Rect, Shape, epaint::ClippedShape};

/// A text as it was drawn.
struct Drawn {
    text: String,
    rect: Rect,
    clip: Rect,
    /// Ends in an ellipsis that egui has set.
    is_elided: bool,
}

fn collect(shape: &Shape, clip: Rect, found: &mut Vec<Drawn>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, clip, found)),
        // Turned texts are those of rivers and axes.
        Shape::Text(text) if text.angle == 0.0 && !text.galley.is_empty() => found.push(Drawn {
            text: text.galley.text().to_owned(),
            rect: text.visual_bounding_rect(),
            clip,
            is_elided: text.galley.elided,
        }),
        _ => {}
    }
}

fn texts(window: &Window) -> Vec<Drawn> {
    let mut found = Vec::new();
    for ClippedShape { clip_rect, shape, .. } in &window.output().shapes {
        collect(shape, *clip_rect, &mut found);
    }
    found.retain(|drawn| drawn.clip.intersects(drawn.rect.shrink(1.0)));
    found
}

/// The panels around the map; names on the map have a test of their own.
fn is_in_panels(window: &Window, drawn: &Drawn) -> bool {
    let size = window.ctx.content_rect().size();
    let right = size.x - 380.0;
    let is_on_map = drawn.rect.center().x > 270.0
        && drawn.rect.center().x < right
        && drawn.rect.center().y > 44.0
        && drawn.rect.center().y < size.y - 220.0;
    !is_on_map
}

#[track_caller]
fn check(window: &Window, what: &str) {
    let all = texts(window);
    assert!(all.len() > 20, "{what}: only {} texts", all.len());
    for drawn in all.iter().filter(|drawn| is_in_panels(window, drawn)) {
        // A list that scrolls sideways cuts a column where it ends; nothing is cut at the left.
        let beyond = drawn.clip.left() - drawn.rect.left();
        assert!(beyond < 1.5, "{what}: {:?} is cut by {beyond} at the left", drawn.text);
    }
    for (at, drawn) in all.iter().enumerate() {
        for other in &all[at + 1..] {
            let seen = |drawn: &Drawn| drawn.rect.shrink(1.5).intersect(drawn.clip);
            let both = seen(drawn).intersect(seen(other));
            let overlap = both.width().max(0.0) * both.height().max(0.0);
            let is_same = drawn.text == other.text;
            if overlap < 12.0 || is_same || !is_in_panels(window, drawn) {
                continue;
            }
            panic!("{what}: {:?} lies on {:?}, {both:?}", drawn.text, other.text);
        }
    }
}

const SIZES: [(f32, f32); 2] = [(1280.0, 800.0), (1600.0, 1000.0)];

fn for_each(check_in: impl Fn(Session, egui::Vec2, &str)) {
    for lang in [Lang::En, Lang::Zh] {
        for (width, height) in SIZES {
            let session = Session {
                lang,
                window: (width, height),
                settings: beijing_zones::editor::Settings { tour_done: true, ..Default::default() },
                ..Session::default()
            };
            let what = format!("{lang:?} {width}×{height}");
            check_in(session, egui::vec2(width, height), &what);
        }
    }
}

#[test]
fn no_text_of_any_tab_of_the_desk_is_cut_or_lies_on_another() {
    for_each(|session, size, what| {
        for tab in DeskTab::ALL {
            let window = open_sized(Session { tab, ..session.clone() }, size);
            check(&window, &format!("{tab:?}, {what}"));
        }
        let window =
            open_sized(Session { tab: DeskTab::Relations, matrix: true, ..session.clone() }, size);
        check(&window, &format!("matrix, {what}"));
        let chart = ChartChoice {
            across: Some(ChartValue::Column(DeskColumn::Drawn)),
            ..ChartChoice::default()
        };
        let window = open_sized(Session { tab: DeskTab::Charts, chart, ..session }, size);
        check(&window, &format!("points, {what}"));
    });
}

#[test]
fn no_text_of_the_inspector_is_cut_or_lies_on_another() {
    for_each(|session, size, what| {
        for zone in ["dongba", "jinzhan", "cncc-2", "second-sanlitun", "five-year-plan"] {
            let selected = Some(zone.to_owned());
            let window = open_sized(Session { selected, ..session.clone() }, size);
            check(&window, &format!("{zone}, {what}"));
        }
    });
}

#[test]
fn the_heads_of_the_table_of_zones_are_whole_with_their_unit() {
    for_each(|session, size, what| {
        let unit = if session.lang == Lang::En { "km²" } else { "平方公里" };
        let heads = beijing_zones::words::t(session.lang, "column-published");
        let window = open_sized(Session { tab: DeskTab::Compare, ..session }, size);
        let all = texts(&window);
        let desk: Vec<&Drawn> =
            all.iter().filter(|drawn| drawn.rect.top() > size.y - 220.0).collect();
        assert!(desk.iter().any(|drawn| drawn.text.starts_with(&heads)), "{what}");
        assert!(desk.iter().any(|drawn| drawn.text == unit), "{what}: no unit");
        let top = desk.iter().find(|drawn| drawn.text.starts_with(&heads)).map(|d| d.rect.top());
        let in_heads =
            |drawn: &&&Drawn| top.is_some_and(|top| (drawn.rect.top() - top).abs() < 16.0);
        for drawn in desk.iter().filter(in_heads) {
            assert!(!drawn.is_elided, "{what}: {:?} is cut", drawn.text);
        }
    });
}
