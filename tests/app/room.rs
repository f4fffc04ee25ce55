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
fn a_panel_stays_as_wide_as_it_was_whatever_it_lists() {
    let long =
        "A name of a bookmark that somebody typed for the whole northern district".to_owned();
    let bookmark = beijing_zones::editor::Bookmark {
        name: long,
        camera: Camera {
            center: beijing_zones::model::boundary::LonLat::new(116.4, 39.9),
            zoom: 10.0,
        },
        as_of: None,
        clock: beijing_zones::model::as_of::Clock::True,
        layers: [true; 7],
    };
    let session = Session { bookmarks: vec![bookmark; 3], ..Session::default() };
    let usual = session.panels.left;
    let mut window = open_sized(session, egui::vec2(1280.0, 800.0));
    window.get_by_label_contains("Add this view").click_accesskit();
    settle(&mut window);
    let left = window.state().as_ref().map(|app| app.editor().session().panels.left);
    assert!(left.is_some_and(|left| (left - usual).abs() < 2.0), "{left:?} instead of {usual}");
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

#[test]
fn at_twice_the_size_scale_and_credits_leave_most_of_the_map_free() {
    for (lang, not_approved) in [(Lang::En, "not an approved map"), (Lang::Zh, "未取得审图号")]
    {
        let settings =
            beijing_zones::editor::Settings { scale: 200, tour_done: true, ..Default::default() };
        let session = Session { lang, settings, window: (1600.0, 1000.0), ..Session::default() };
        let window = open_sized(session, egui::vec2(1600.0, 1000.0));
        let scale = |window: &Window| {
            let nodes = window.query_all_by_role(egui::accesskit::Role::Button);
            let named = nodes.filter(|node| {
                let label = node.accesskit_node().label().unwrap_or_default();
                label.starts_with(|first: char| first.is_ascii_digit())
            });
            let foot = named.max_by(|a, b| a.rect().bottom().total_cmp(&b.rect().bottom()));
            let foot = foot.expect("a scale bar");
            (foot.rect(), foot.accesskit_node().label().unwrap_or_default())
        };
        let map = window.get_by_label(&beijing_zones::words::t(lang, "map-name")).rect();
        let (plate, label) = scale(&window);
        assert!(!label.contains("WGS-84"), "{label}");
        let credits = window.query_all_by_label_contains(not_approved).next().expect("credits");
        let covered = plate.area() + credits.rect().area();
        assert!(covered < map.area() * 0.2, "{covered} of {}", map.area());
    }
}

#[test]
fn a_long_name_of_a_preset_leaves_the_briefing_panel_in_the_window() {
    let name = "A name of a preset that is much longer than the column of controls is wide";
    let presets = vec![(name.to_owned(), beijing_zones::editor::Briefing::default())];
    let settings = beijing_zones::editor::Settings { tour_done: true, ..Default::default() };
    let window = (1280.0, 800.0);
    let session = Session { presets, settings, window, lang: Lang::En, ..Session::default() };
    let mut window = open_sized(session, egui::vec2(1280.0, 800.0));
    window.key_press(egui::Key::P);
    settle(&mut window);
    let screen = window.ctx.content_rect();
    for label in ["Close", name] {
        let rect = window.get_by_label(label).rect();
        let (left, right) = (screen.left() + 24.0, screen.right() - 24.0);
        assert!(rect.left() > left && rect.right() < right, "{label}: {rect:?}");
    }
}

#[test]
fn at_twice_the_size_the_heads_of_two_views_stay_on_the_map() {
    for lang in [Lang::En, Lang::Zh] {
        let settings =
            beijing_zones::editor::Settings { scale: 200, tour_done: true, ..Default::default() };
        let views = beijing_zones::editor::Views::Swipe;
        let size = egui::vec2(1600.0, 1000.0);
        let session = Session { lang, views, settings, window: size.into(), ..Session::default() };
        let window = open_sized(session, size);
        let t = |key: &str| beijing_zones::words::t(lang, key);
        let map = window.get_by_label(&t("map-name")).rect();
        let day = window.state().as_ref().map(|app| app.editor().day()).expect("open");
        let day = beijing_zones::words::day(lang, day);
        let first = beijing_zones::words::t_with(lang, "first-as-of", &[("date", &day)]);
        let first = window.get_by_label(&first).rect();
        let close = window.get_by_label(&t("second-close")).rect();
        for rect in [first, close] {
            assert!(map.contains_rect(rect), "{lang:?}: {rect:?} in {map:?}");
        }
        assert!(!first.intersects(close), "{lang:?}");
    }
}
