//! Everything by the keyboard: the order in which controls are reached, and keys that open what is hidden.

use beijing_zones::{
    editor::{
        Editor, Session, Side,
        desk::{DeskGroup, DeskTab},
    },
    model::Lang,
};
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::{Window, desk, lacks, open_sized, open_with, press, settle, shows};

fn editor(window: &Window) -> &Editor {
    window.state().as_ref().expect("the window is open").editor()
}

/// Left edges of the controls of one line in the order in which Tab reaches them; lines are told by the
/// middle of their controls, logical pixels.
fn reached(window: &mut Window, line: std::ops::Range<f64>) -> Vec<(f64, String)> {
    let mut found: Vec<(f64, String)> = Vec::new();
    for _ in 0..140 {
        press(window, Modifiers::NONE, Key::Tab);
        let Some(node) = window.query_all_by(|node| node.is_focused() && !node.is_hidden()).next()
        else {
            continue;
        };
        let (rect, label) = (node.accesskit_node().bounding_box(), node.accesskit_node().label());
        let (Some(rect), label) = (rect, label.unwrap_or_default()) else { continue };
        let middle = rect.y0.midpoint(rect.y1);
        if !line.contains(&middle) {
            continue;
        }
        let place = (rect.x0, label);
        if found.contains(&place) {
            break;
        }
        found.push(place);
    }
    found
}

#[track_caller]
fn in_order(found: &[(f64, String)], least: usize) {
    assert!(found.len() >= least, "only {found:?} are reached");
    // The round may begin in the middle of the line.
    let back = found.windows(2).filter(|pair| pair[1].0 < pair[0].0).count();
    let closes = found.last().map(|last| last.0) <= found.first().map(|first| first.0);
    assert!(back == 0 || back == 1 && closes, "reached to and fro: {found:?}");
}

#[test]
fn the_bar_at_the_top_is_reached_as_it_is_read() {
    let session = Session { window: (1440.0, 900.0), ..Session::default() };
    let mut window = open_with(session);
    let found = reached(&mut window, 0.0..44.0);
    in_order(&found, 9);
}

#[test]
fn the_controls_of_a_tab_are_reached_as_they_are_read() {
    for (tab, least) in [
        (DeskTab::Timeline, 8),
        (DeskTab::Compare, 10),
        (DeskTab::Charts, 10),
        (DeskTab::Relations, 7),
    ] {
        // So wide that the controls stand beside the tabs.
        let session = Session { tab, window: (2200.0, 900.0), ..Session::default() };
        let mut window = open_sized(session, vec2(2200.0, 900.0));
        press(&mut window, Modifiers::SHIFT, Key::F6);
        let line = {
            let node = window.get_by_label("Compare");
            let rect = node.accesskit_node().bounding_box().expect("it is laid out");
            rect.y0 - 2.0..rect.y1 + 2.0
        };
        let found = reached(&mut window, line);
        in_order(&found, least);
    }
}

#[test]
fn a_tab_opens_by_its_keys_where_the_panel_is_hidden() {
    let mut window = open_with(Session { window: (1440.0, 900.0), ..Session::default() });
    press(&mut window, Modifiers::COMMAND, Key::Num3);
    assert!(editor(&window).session().hides(Side::Bottom));
    lacks(&window, "Publisher");
    press(&mut window, Modifiers::ALT, Key::Num6);
    shows(&window, "Publisher");
    assert!(editor(&window).session().tab == DeskTab::Sources);
    assert!(!editor(&window).session().hides(Side::Bottom));
}

#[test]
fn ctrl_f_goes_to_the_filter_from_wherever() {
    let session = Session { window: (1440.0, 900.0), ..Session::default() };
    let mut window = open_with(session);
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.event(eframe::egui::Event::Text("yanqi".to_owned()));
    settle(&mut window);
    assert_eq!(editor(&window).session().filter, "yanqi");
    assert!(editor(&window).session().tab == DeskTab::Compare);
}

#[test]
fn a_ruling_is_made_and_withdrawn_by_keys_alone() {
    let selected = Some("jinzhan".to_owned());
    let session =
        Session { lang: Lang::En, selected, window: (1440.0, 900.0), ..Session::default() };
    let mut window = open_with(session);
    let ruling =
        |window: &Window| editor(window).catalogue().zone("jinzhan").expect("known").ruling.clone();
    press(&mut window, Modifiers::NONE, Key::R);
    shows(&window, "Ruling: which figure is used");
    window.event(eframe::egui::Event::Text("as planned".to_owned()));
    settle(&mut window);
    // Who decides is the next field, where the system does not say it already.
    press(&mut window, Modifiers::NONE, Key::Tab);
    window.event(eframe::egui::Event::Text("Li".to_owned()));
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::Enter);
    let made = ruling(&window).expect("it is recorded");
    assert_eq!(made.reason, "as planned");
    assert!(made.by.contains("Li"), "{}", made.by);
    lacks(&window, "Ruling: which figure is used");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(ruling(&window), None);
}

#[test]
fn escape_in_the_filter_clears_it_and_leaves_the_selection() {
    let selected = Some("dongba".to_owned());
    let filter = "yanqi".to_owned();
    let window = (1440.0, 900.0);
    let mut window = open_with(Session { selected, filter, window, ..Session::default() });
    press(&mut window, Modifiers::COMMAND, Key::F);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(editor(&window).session().filter, "");
    assert_eq!(editor(&window).session().selected.as_deref(), Some("dongba"));
    // What is typed next still goes to the filter.
    window.event(eframe::egui::Event::Text("cbd".to_owned()));
    settle(&mut window);
    assert_eq!(editor(&window).session().filter, "cbd");
    // Once the filter is empty the next Esc leaves the field, and the one after the selection.
    for _ in 0..3 {
        press(&mut window, Modifiers::NONE, Key::Escape);
    }
    assert_eq!(editor(&window).session().selected, None);
}

#[test]
fn a_zone_is_laid_over_another_by_keys_alone() {
    for (lang, words) in [(Lang::En, "lay another"), (Lang::Zh, "叠放")] {
        let selected = Some("dongba".to_owned());
        let session = Session { lang, selected, window: (1440.0, 900.0), ..Session::default() };
        let mut window = open_with(session);
        desk::search(&mut window, lang, words);
        desk::enter(&mut window);
        assert!(editor(&window).laid().is_none());
        // The keyboard is on the first zone of the list.
        press(&mut window, Modifiers::NONE, Key::Enter);
        assert!(editor(&window).laid().is_some(), "{lang:?}");
    }
}

#[test]
fn a_choice_by_the_keyboard_closes_its_list() {
    let session = Session { tab: DeskTab::Compare, window: (1440.0, 900.0), ..Session::default() };
    let mut window = open_with(session);
    window.get_by_label("Group by").focus();
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::Space);
    shows(&window, "no groups");
    for _ in 0..2 {
        press(&mut window, Modifiers::NONE, Key::ArrowDown);
    }
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_ne!(editor(&window).session().desk_group, DeskGroup::None);
    assert!(window.query_by_label("no groups").is_none(), "the list is closed");
}
