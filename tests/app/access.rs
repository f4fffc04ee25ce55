//! The tree that a screen reader sees: every control has a name of its own, zones have their figures.

use std::collections::BTreeMap;

use beijing_zones::{
    editor::{Session, desk::DeskTab},
    model::Lang,
};
use eframe::egui::accesskit::Role;
use egui_kittest::{
    Node,
    kittest::{NodeT as _, Queryable as _},
};

use crate::{Window, click, open_with, press, settle};

/// What a node is, as a screen reader says it.
struct Said {
    role: Role,
    label: String,
    description: String,
}

fn walk(node: &Node<'_>, found: &mut Vec<Said>) {
    let access = node.accesskit_node();
    found.push(Said {
        role: access.role(),
        label: access.label().unwrap_or_default(),
        description: access.description().unwrap_or_default(),
    });
    for child in node.children() {
        walk(&child, found);
    }
}

fn tree(window: &Window) -> Vec<Said> {
    let mut found = Vec::new();
    walk(&window.root(), &mut found);
    found
}

fn is_control(role: Role) -> bool {
    matches!(
        role,
        Role::Button
            | Role::CheckBox
            | Role::RadioButton
            | Role::TextInput
            | Role::MultilineTextInput
            | Role::ComboBox
            | Role::Slider
            | Role::SpinButton
            | Role::Link
            | Role::MenuItem
            | Role::Dialog
            | Role::Tab
    )
}

/// Every control has a name with letters, and no two of a kind the same.
#[track_caller]
fn check(window: &Window, what: &str) {
    let said = tree(window);
    let controls: Vec<&Said> = said.iter().filter(|said| is_control(said.role)).collect();
    assert!(controls.len() > 20, "{what}: only {} controls", controls.len());
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for control in controls {
        if !control.label.chars().any(char::is_alphabetic) {
            wrong.push(format!("{:?} is called {:?}", control.role, control.label));
        }
        *seen.entry((format!("{:?}", control.role), &control.label)).or_default() += 1;
    }
    for ((role, label), count) in seen {
        // Links to one page are one purpose (WCAG 2.4.4).
        if count > 1 && role != "Link" {
            wrong.push(format!("{count} times {role} {label:?}"));
        }
    }
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

fn session(lang: Lang) -> Session {
    Session { lang, window: (1440.0, 900.0), neighbours: true, ..Session::default() }
}

#[test]
fn every_control_has_a_name_of_its_own() {
    for lang in [Lang::En, Lang::Zh] {
        for tab in DeskTab::ALL {
            let window = open_with(Session { tab, ..session(lang) });
            check(&window, &format!("{lang:?} {tab:?}"));
        }
        for selected in ["dongba", "cncc-2"] {
            let selected = Some(selected.to_owned());
            let window = open_with(Session { selected, ..session(lang) });
            check(&window, &format!("{lang:?} with a zone"));
        }
    }
}

#[test]
fn every_control_of_every_dialog_has_a_name_of_its_own() {
    use eframe::egui::{Key, Modifiers};
    for (modifiers, key) in [
        (Modifiers::COMMAND, Key::Comma),
        (Modifiers::COMMAND, Key::O),
        (Modifiers::NONE, Key::Questionmark),
        (Modifiers::NONE, Key::F10),
        (Modifiers::COMMAND, Key::D),
        (Modifiers::COMMAND, Key::K),
        (Modifiers::NONE, Key::M),
    ] {
        for lang in [Lang::En, Lang::Zh] {
            let mut window = open_with(session(lang));
            press(&mut window, modifiers, key);
            settle(&mut window);
            check(&window, &format!("{lang:?} {key:?}"));
        }
    }
}

#[test]
fn zones_on_the_map_have_their_figures_in_their_description() {
    for (lang, name, words) in [
        (Lang::En, "Dongba international business center", ["35.5", "35.50", "km²"]),
        (Lang::Zh, "东坝国际商务中心", ["35.5", "35.50", "平方公里"]),
    ] {
        let window = open_with(session(lang));
        let said = tree(&window);
        let zone = said.iter().find(|said| said.label == name && !said.description.is_empty());
        let zone = zone.expect("the zone is a node of the map");
        for word in words {
            assert!(zone.description.contains(word), "{word} in {:?}", zone.description);
        }
    }
}

#[test]
fn what_is_read_comes_in_the_order_of_the_window() {
    let window = open_with(session(Lang::En));
    let labels: Vec<String> = tree(&window).into_iter().map(|said| said.label).collect();
    let at = |wanted: &str| {
        labels.iter().position(|label| label.starts_with(wanted)).expect("it is in the tree")
    };
    let order = [
        at("Menu"),
        at("List of zones"),
        at("Yanqi Lake convention area, "),
        at("Figures"),
        at("Timeline and tables"),
        at("Map of the zones"),
    ];
    assert!(order.is_sorted(), "{order:?}");
}

/// The name of what has the keyboard.
fn focused(window: &Window) -> String {
    fn find(node: &Node<'_>) -> Option<String> {
        let access = node.accesskit_node();
        let own = access.is_focused() && access.role() != Role::Window;
        let own = own.then(|| access.label().unwrap_or_default());
        own.or_else(|| node.children().find_map(|child| find(&child)))
    }
    find(&window.root()).unwrap_or_default()
}

#[test]
fn a_dialog_keeps_the_keyboard_and_gives_it_back() {
    use eframe::egui::{Key, Modifiers};
    let mut window = open_with(session(Lang::En));
    window.get_by_label("Zoom in").focus();
    settle(&mut window);
    click(&mut window, "Zoom in");
    window.get_by_label("Zoom in").focus();
    settle(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::Comma);
    settle(&mut window);
    assert_eq!(focused(&window), "Language: English");
    // Round and round, and never out of it.
    let mut seen = Vec::new();
    for _ in 0..30 {
        press(&mut window, Modifiers::NONE, Key::Tab);
        seen.push(focused(&window));
    }
    assert!(seen.iter().any(|label| label == "Close"), "{seen:?}");
    assert!(seen.iter().filter(|label| *label == "Language: English").count() > 1, "{seen:?}");
    assert!(!seen.iter().any(|label| label == "Zoom in" || label == "Menu"), "{seen:?}");
    press(&mut window, Modifiers::NONE, Key::Escape);
    settle(&mut window);
    assert_eq!(focused(&window), "Zoom in");
}

/// Where what has the keyboard is, in the window.
fn focused_place(window: &Window) -> Option<(String, eframe::egui::Rect)> {
    fn find(node: &Node<'_>) -> Option<(String, eframe::egui::Rect)> {
        let access = node.accesskit_node();
        let own = access.is_focused() && access.role() != Role::Window;
        let own = own.then(|| (access.label().unwrap_or_default(), node.rect()));
        own.or_else(|| node.children().find_map(|child| find(&child)))
    }
    find(&window.root())
}

#[test]
fn what_has_the_keyboard_is_in_view() {
    use eframe::egui::{Key, Modifiers};
    let selected = Some("jinzhan".to_owned());
    let mut window = open_with(Session { selected, ..session(Lang::En) });
    window.get_by_label("Close").focus();
    settle(&mut window);
    let mut far = Vec::new();
    for _ in 0..40 {
        press(&mut window, Modifiers::NONE, Key::Tab);
        settle(&mut window);
        let Some((label, place)) = focused_place(&window) else { continue };
        // The panel at the right; what is taller than it shows its beginning.
        if place.left() > 1000.0 {
            assert!((40.0..890.0).contains(&place.top()), "{label} is at {place}");
            far.push(label);
        }
    }
    assert!(far.iter().any(|label| label == "Copy with citation"), "{far:?}");
    assert!(far.len() > 15, "{far:?}");
}
