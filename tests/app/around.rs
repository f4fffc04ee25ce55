//! Around the work: settings, the size of the interface, the menu, opening and recent files, the tour,
//! notices, and what a field says of bad input.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use beijing_zones::{
    editor::{Command, CommandGroup, Recent, Session, Settings, Side},
    model::Lang,
    style::ThemeName,
    words,
};
use eframe::egui::{self, Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::{Window, click, lacks, open_files, open_with, press, settle, shows, type_in_search};

fn session(lang: Lang) -> Session {
    Session { lang, window: (1440.0, 900.0), ..Session::default() }
}

fn of(window: &Window) -> &Session {
    window.state().as_ref().expect("the window is open").editor().session()
}

fn copied(window: &Window) -> Option<String> {
    window.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

/// Waits for what another thread does.
#[track_caller]
fn wait_for(window: &mut Window, what: &str, fits: impl Fn(&Window) -> bool) {
    let start = Instant::now();
    while start.elapsed() < Duration::from_mins(1) {
        window.step();
        if fits(window) {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("{what} did not come");
}

fn shown(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).next().is_some()
}

#[test]
fn the_settings_change_language_theme_unit_and_size_at_once() {
    let mut window = open_with(session(Lang::En));
    press(&mut window, Modifiers::COMMAND, Key::Comma);
    click(&mut window, "Size of the interface: 100%");
    click(&mut window, "150%");
    assert!((window.ctx.zoom_factor() - 1.5).abs() < 0.01);
    click(&mut window, "Unit of area: km²");
    // The bar at the top has buttons of these names as well.
    window.query_all_by_label("ha").last().expect("an entry").click_accesskit();
    settle(&mut window);
    shows(&window, "Unit of area: ha");
    click(&mut window, "Theme: Light");
    click(&mut window, "Dark");
    assert_eq!(of(&window).theme, ThemeName::Dark);
    click(&mut window, "Language: English");
    click(&mut window, "中文");
    shows(&window, "界面大小: 150%");
    click(&mut window, "恢复默认布局");
    assert_eq!(of(&window).settings.scale, 100);
    click(&mut window, "关闭");
    lacks(&window, "界面大小: 100%");
}

#[test]
fn the_language_and_the_theme_can_follow_the_system() {
    let mut window = open_with(session(Lang::Zh));
    press(&mut window, Modifiers::COMMAND, Key::Comma);
    click(&mut window, "语言: 中文");
    click(&mut window, "跟随系统");
    assert!(of(&window).settings.system_lang);
    // A choice by hand holds.
    let lang = of(&window).lang;
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::L);
    assert!(!of(&window).settings.system_lang);
    assert_ne!(of(&window).lang, lang);
}

#[test]
fn keys_make_the_interface_larger_and_smaller_within_bounds() {
    let mut window = open_with(session(Lang::En));
    let camera = of(&window).camera;
    for expected in [125, 150, 175, 200, 200] {
        press(&mut window, Modifiers::COMMAND, Key::Plus);
        assert_eq!(of(&window).settings.scale, expected);
    }
    assert!((window.ctx.zoom_factor() - 2.0).abs() < 0.01);
    press(&mut window, Modifiers::COMMAND, Key::Num0);
    for expected in [90, 75, 75] {
        press(&mut window, Modifiers::COMMAND, Key::Minus);
        assert_eq!(of(&window).settings.scale, expected);
    }
    assert!((window.ctx.zoom_factor() - 0.75).abs() < 0.01);
    press(&mut window, Modifiers::COMMAND, Key::Equals);
    assert_eq!(of(&window).settings.scale, 90);
    assert_eq!(of(&window).camera, camera, "the map was not zoomed");
    // Without Ctrl the same keys are the map's.
    press(&mut window, Modifiers::NONE, Key::Plus);
    assert_eq!(of(&window).settings.scale, 90);
    assert_ne!(of(&window).camera, camera);
}

#[test]
fn panels_are_put_away_and_come_back() {
    let mut window = open_with(session(Lang::En));
    shows(&window, "Zones on the map");
    press(&mut window, Modifiers::COMMAND, Key::Num2);
    lacks(&window, "Zones on the map");
    press(&mut window, Modifiers::COMMAND, Key::Num1);
    lacks(&window, "In the report");
    press(&mut window, Modifiers::COMMAND, Key::Num3);
    lacks(&window, "As-of date");
    assert_eq!(of(&window).hidden, [true; 3]);
    // Sending the keyboard to a panel shows it.
    press(&mut window, Modifiers::NONE, Key::F6);
    assert!(!of(&window).hides(Side::Left));
    shows(&window, "In the report");
}

#[test]
fn at_twice_the_size_every_part_is_still_there() {
    for lang in [Lang::En, Lang::Zh] {
        let settings = Settings { scale: 200, ..Settings::default() };
        let session = Session { settings, window: (1280.0, 800.0), ..session(lang) };
        let mut window = open_with(session);
        window.set_size(egui::vec2(1280.0, 800.0));
        settle(&mut window);
        let t = |key: &str| words::t(lang, key);
        for key in ["menu", "search", "briefing", "all-zones", "timeline", "zoom-in"] {
            shows(&window, &t(key));
        }
        let map = window.get_by_label(&t("map-name")).rect();
        assert!(map.width() > 150.0 && map.height() > 120.0, "{map:?}");
        let screen = window.ctx.content_rect();
        for key in ["menu", "briefing"] {
            let button = window.get_by_label(&t(key)).rect();
            assert!(screen.contains_rect(button), "{key}: {button:?} in {screen:?}");
        }
    }
}

#[test]
fn every_command_is_in_the_menu_under_its_group() {
    for lang in [Lang::En, Lang::Zh] {
        let mut window = open_with(session(lang));
        press(&mut window, Modifiers::NONE, Key::F10);
        for group in CommandGroup::ALL {
            click(
                &mut window,
                &format!("{}: {}", words::t(lang, "menu"), words::t(lang, group.key())),
            );
            for command in Command::all().filter(|command| command.group() == group) {
                let name = words::t(lang, command.key());
                let item = window.query_all_by_role(Role::MenuItem);
                let found = item.filter(|node| node.accesskit_node().label() == Some(name.clone()));
                assert_eq!(found.count(), 1, "{name}");
            }
        }
    }
}

#[test]
fn a_command_of_the_menu_is_called_and_closes_it() {
    let mut window = open_with(session(Lang::En));
    click(&mut window, "Menu");
    click(&mut window, "Menu: Map");
    window.get_by_role_and_label(Role::MenuItem, "Measure").click_accesskit();
    settle(&mut window);
    shows(&window, "Click for the corners");
    assert!(window.query_all_by_role(Role::MenuItem).next().is_none());
}

const LAYER: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
    "properties":{"name":"Field"},"geometry":{"type":"Polygon",
    "coordinates":[[[116.4,39.9],[116.41,39.9],[116.41,39.91],[116.4,39.91],[116.4,39.9]]]}}]}"#;

fn type_path(window: &mut Window, path: &str) {
    press(window, Modifiers::COMMAND, Key::O);
    settle(window);
    window.get_by_label("Path or address").focus();
    settle(window);
    window.get_by_label("Path or address").type_text(path);
    settle(window);
    window.get_by_role_and_label(Role::Button, "Open").click_accesskit();
    settle(window);
}

#[test]
fn a_file_is_opened_by_its_path_and_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("fields.geojson");
    fs::write(&path, LAYER).expect("written");
    let mut window = open_with(session(Lang::En));
    // A path that leads nowhere is answered at the field, and the text stays.
    type_path(&mut window, "/nonexistent/a.geojson");
    shows(&window, "There is no such file: /nonexistent/a.geojson");
    let typed = window.get_by_label("Path or address").value().unwrap_or_default();
    assert_eq!(typed, "/nonexistent/a.geojson");
    press(&mut window, Modifiers::NONE, Key::Escape);
    lacks(&window, "There is no such file");
    type_path(&mut window, &path.display().to_string());
    wait_for(&mut window, "the layer", |window| shown(window, "Field, "));
    assert_eq!(of(&window).recent, [Recent::Files(vec![path.clone()])]);
    // Back to the report, and to the file by the search box.
    type_in_search(&mut window, ">open the zones");
    click(&mut window, "Open the zones of the report");
    wait_for(&mut window, "the report", |window| shown(window, "Beijing CBD"));
    type_in_search(&mut window, "fields");
    click(&mut window, "Recent: fields.geojson");
    wait_for(&mut window, "the layer again", |window| shown(window, "Field, "));
}

#[test]
fn a_recent_file_that_is_gone_says_so_and_can_be_removed() {
    for (lang, missing, remove) in
        [(Lang::En, "missing", "Remove from the list"), (Lang::Zh, "已不存在", "从列表中移除")]
    {
        let gone = PathBuf::from("/nonexistent/old.geojson");
        let session = Session { recent: vec![Recent::Files(vec![gone])], ..session(lang) };
        let mut window = open_with(session);
        press(&mut window, Modifiers::COMMAND, Key::O);
        settle(&mut window);
        shows(&window, &format!("old.geojson, {missing}"));
        click(&mut window, &format!("{remove}: old.geojson"));
        lacks(&window, "old.geojson");
        assert!(of(&window).recent.is_empty());
    }
}

#[test]
fn a_base_map_of_the_last_session_that_is_gone_leaves_the_program_s_own() {
    for (lang, message) in [(Lang::En, "no such file"), (Lang::Zh, "文件或文件夹不存在")] {
        let base_map = Some("/nonexistent/old.pmtiles".to_owned());
        let mut window = open_with(Session { base_map, ..session(lang) });
        wait_for(&mut window, "the message", |window| shown(window, message));
        shows(&window, "old.pmtiles");
        assert_eq!(of(&window).base_map, None, "the map shown is the program's own");
    }
}

#[test]
fn what_failed_is_said_in_the_language_and_copied_by_button_or_keys() {
    for (lang, reason, button) in [
        (Lang::En, "The file cannot be opened: the file ends too early", "Copy message"),
        (Lang::Zh, "文件提前结束，请换用完整的副本", "复制提示"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("broken.geojson");
        fs::write(&path, &LAYER[..90]).expect("written");
        let mut window = open_with(session(lang));
        crate::drop_file(&mut window, path);
        wait_for(&mut window, "the message", |window| shown(window, reason));
        window.get_by_label(button).click_accesskit();
        window.step();
        assert!(copied(&window).is_some_and(|text| text.contains(reason)));
        window.input_mut().events.push(egui::Event::Copy);
        window.step();
        assert!(copied(&window).is_some_and(|text| text.contains(reason)));
    }
}

#[test]
fn the_tour_has_five_steps_and_does_not_come_again() {
    for lang in [Lang::En, Lang::Zh] {
        let t = |key: &str| words::t(lang, key);
        let settings = Settings { tour_done: false, ..Settings::default() };
        let mut window = open_with(Session { settings, ..session(lang) });
        let titles = ["tour-search", "tour-zones", "tour-map", "tour-figures", "tour-desk"];
        for title in titles {
            shows(&window, &t(title));
            // The button that goes on has the keyboard.
            press(&mut window, Modifiers::NONE, Key::Enter);
            settle(&mut window);
        }
        lacks(&window, &t(titles[4]));
        let left = of(&window).clone();
        assert!(left.settings.tour_done);
        let mut again = open_with(left);
        lacks(&again, &t(titles[0]));
        // It is called again by its command.
        click(&mut again, &t("menu"));
        click(&mut again, &format!("{}: {}", t("menu"), t("menu-help")));
        click(&mut again, &t("command-tour"));
        shows(&again, &t(titles[0]));
    }
}

#[test]
fn the_tour_can_be_skipped_by_button_and_by_escape() {
    let settings = Settings { tour_done: false, ..Settings::default() };
    let tour = Session { settings, ..session(Lang::En) };
    let mut window = open_with(tour.clone());
    click(&mut window, "Skip");
    lacks(&window, "Find anything here");
    assert!(of(&window).settings.tour_done);
    let mut window = open_with(tour);
    press(&mut window, Modifiers::NONE, Key::Escape);
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::Escape);
    settle(&mut window);
    lacks(&window, "Find anything here");
    assert!(of(&window).settings.tour_done);
}

#[test]
fn about_names_versions_and_licences_and_is_copied() {
    for (lang, copy, words) in [
        (Lang::En, "Copy", ["SIL Open Font License", "OpenStreetMap", "information to"]),
        (Lang::Zh, "复制", ["SIL开放字体许可证", "OpenStreetMap", "资料至"]),
    ] {
        let mut window = open_with(session(lang));
        let label = words::t(lang, "search");
        window.get_by_label(&label).focus();
        settle(&mut window);
        window.get_by_label(&label).type_text(if lang == Lang::En { ">about" } else { ">关于" });
        settle(&mut window);
        click(&mut window, &words::t(lang, "command-about"));
        settle(&mut window);
        for word in words {
            shows(&window, word);
        }
        window.get_by_label(copy).click_accesskit();
        window.step();
        let text = copied(&window).expect("it is copied");
        assert!(text.contains(env!("CARGO_PKG_VERSION")), "{text}");
        window.get_by_label(&words::t(lang, "about-copy-licenses")).click_accesskit();
        window.step();
        let text = copied(&window).expect("they are copied");
        assert!(text.contains("egui 0.") && text.contains("Apache License"));
    }
}

#[test]
fn the_arrow_keys_choose_among_what_was_found() {
    let mut window = open_with(session(Lang::En));
    type_in_search(&mut window, "embassy");
    let first = of(&window).selected.clone();
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::Enter);
    settle(&mut window);
    let second = of(&window).selected.clone();
    assert_ne!(second, first);
    type_in_search(&mut window, "embassy");
    press(&mut window, Modifiers::NONE, Key::Enter);
    settle(&mut window);
    assert_ne!(of(&window).selected, second, "Enter alone takes the first");
}

#[test]
fn dates_are_typed_as_people_write_them_and_bad_ones_answered_at_the_field() {
    for (lang, text, answer) in [
        (Lang::En, "30 February", "has no day 30"),
        (Lang::Zh, "2月30日2021", "不是日期"),
        (Lang::Zh, "2021年2月30日", "2021年2月没有30日"),
        (Lang::En, "سبتمبر 2021", "is not a date"),
        (Lang::En, "e\u{301}\u{301}\u{301}", "is not a date"),
    ] {
        let mut window = open_with(session(lang));
        // The fonts lack what is typed here, which is shown as boxes.
        window.ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
        press(&mut window, Modifiers::COMMAND, Key::D);
        settle(&mut window);
        let name = words::t(lang, "as-of-line");
        let field = |window: &Window| {
            let fields = window.query_all_by_role_and_label(Role::TextInput, &name);
            fields.last().map(|node| node.value().unwrap_or_default())
        };
        let node = window.query_all_by_role_and_label(Role::TextInput, &name).last();
        node.expect("the field is open").type_text(text);
        settle(&mut window);
        press(&mut window, Modifiers::NONE, Key::Enter);
        settle(&mut window);
        shows(&window, answer);
        assert_eq!(field(&window).as_deref(), Some(text), "nothing that was typed is lost");
        assert_eq!(of(&window).as_of, None);
    }
}

#[test]
fn a_date_counts_when_it_is_complete_or_left_and_not_half_typed() {
    use beijing_zones::model::date::Day;
    // What is typed after what is there, and the date shown then.
    let steps = [
        ("2026", Some(Day::constant(2026, 12, 31))),
        ("-0", Some(Day::constant(2026, 12, 31))),
        ("2", Some(Day::constant(2026, 2, 28))),
        ("-3", Some(Day::constant(2026, 2, 28))),
        ("0", Some(Day::constant(2026, 2, 28))),
    ];
    for (lang, answer, day_only) in [
        (Lang::En, "month 2 of 2026 has no day 30", "5 March 2019"),
        (Lang::Zh, "2026年2月没有30日", "2019年3月5"),
    ] {
        let mut window = open_with(session(lang));
        press(&mut window, Modifiers::COMMAND, Key::D);
        settle(&mut window);
        let name = words::t(lang, "as-of-line");
        let type_text = |window: &mut Window, text: &str| {
            let node = window.query_all_by_role_and_label(Role::TextInput, &name).last();
            node.expect("the field is open").type_text(text);
            settle(window);
        };
        press(&mut window, Modifiers::COMMAND, Key::A);
        for (text, shown) in steps {
            lacks(&window, answer);
            type_text(&mut window, text);
            assert_eq!(of(&window).as_of, shown, "{lang:?} {text}");
        }
        shows(&window, answer);
        press(&mut window, Modifiers::COMMAND, Key::A);
        type_text(&mut window, day_only);
        assert_eq!(of(&window).as_of, steps[4].1, "not yet entered");
        lacks(&window, answer);
        press(&mut window, Modifiers::NONE, Key::Tab);
        settle(&mut window);
        assert_eq!(of(&window).as_of, Some(Day::constant(2019, 3, 5)), "{lang:?}");
    }
}

#[test]
fn names_of_any_length_and_script_harm_nothing() {
    let long = "长".repeat(10_000);
    let odd =
        [long.as_str(), "مشروع بكين \u{202e}abc", "e\u{301}\u{327}\u{489}", "👩‍👩‍👧‍👦", " \u{200b} "];
    let features: Vec<String> = odd
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let x = 116.3 + f64::from(u8::try_from(at).expect("few")) / 50.0;
            format!(
                "{{\"type\":\"Feature\",\"properties\":{{\"name\":\"{name}\",\"id\":\"odd-{at}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[{x},39.9],[{},39.9],[{},39.91],[{x},39.9]]]}}}}",
                x + 0.01,
                x + 0.01
            )
        })
        .collect();
    let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("odd.geojson");
    fs::write(&path, text).expect("written");
    for lang in [Lang::En, Lang::Zh] {
        let mut window = crate::open_with_any_glyph(std::slice::from_ref(&path), session(lang));
        for at in 0..odd.len() {
            let app = window.state_mut().as_mut().expect("the window is open");
            assert_eq!(app.editor().catalogue().zones.len(), odd.len());
            let name = app.editor().catalogue().zones[at].name.short(lang).to_owned();
            assert_eq!(name.chars().count() > 100, at == 0, "{name}");
            let row = window.query_all_by_label_contains(&name).next().expect("its row");
            assert!(row.rect().height() < 100.0, "a name leaves room for the others");
            row.click_accesskit();
            settle(&mut window);
            assert_eq!(of(&window).selected.as_deref(), Some(format!("odd-{at}").as_str()));
            // The panel stays within the window.
            let close = window.get_by_label(&words::t(lang, "close")).rect();
            assert!(close.max.x <= 1440.0 && close.max.y <= 900.0, "{close:?}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_at_the_start_is_named_over_the_zones_of_the_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cut.geojson");
    fs::write(&path, r#"{"type": "FeatureCollection", "features": [{"type": "#).expect("written");
    for (lang, zone) in [(Lang::En, "Beijing CBD"), (Lang::Zh, "北京商务中心区")] {
        let mut window = open_files(std::slice::from_ref(&path), session(lang));
        for _ in 0..200 {
            if window.query_by_label(&words::t(lang, "dismiss")).is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
            settle(&mut window);
        }
        shows(&window, "cut.geojson");
        click(&mut window, &words::t(lang, "dismiss"));
        lacks(&window, "cut.geojson");
        shows(&window, zone);
    }
}

#[test]
fn a_filter_that_leaves_no_row_leaves_the_panel_as_high_as_it_was() {
    for filter in ["", "zzz"] {
        let window = open_with(Session {
            tab: beijing_zones::editor::desk::DeskTab::Compare,
            filter: filter.to_owned(),
            ..session(Lang::En)
        });
        assert!((of(&window).panels.bottom - Session::default().panels.bottom).abs() < 2.0);
    }
}

#[test]
fn ten_thousand_characters_in_any_field_are_answered_in_short() {
    let long = "龘".repeat(10_000);
    let mut window = open_with(session(Lang::En));
    type_in_search(&mut window, &long);
    shows(&window, "Nothing matches");
    let labels = window.query_all_by_label_contains("Nothing matches");
    for node in labels {
        assert!(node.accesskit_node().label().unwrap_or_default().chars().count() < 200);
    }
}

#[test]
fn a_command_is_found_by_any_words_of_its_name() {
    let mut window =
        open_with(Session { selected: Some("dongba".to_owned()), ..session(Lang::En) });
    type_in_search(&mut window, "lay over");
    shows(&window, "Lay another zone over the selected one");
    lacks(&window, "Nothing matches");
}

/// Types a text as a keyboard does, all of it in one frame: after keys that lead to a field, and once more
/// in the frame after.
fn type_at_once(window: &mut Window, lead: Key, text: &str) {
    let key = |key, modifiers| egui::Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    };
    let (now, later) = text.split_at(text.len() / 2);
    window.input_mut().events.push(key(lead, Modifiers::COMMAND));
    for part in [now, later] {
        for letter in part.chars() {
            let named = Key::from_name(&letter.to_uppercase().to_string()).expect("a key");
            let typed = egui::Event::Text(letter.into());
            window.input_mut().events.extend([key(named, Modifiers::NONE), typed]);
        }
        window.step();
    }
    settle(window);
}

#[test]
fn what_is_typed_right_after_a_shortcut_is_for_its_field_and_calls_no_command() {
    let mut window = open_with(session(Lang::En));
    let before = of(&window).clone();
    type_at_once(&mut window, Key::K, "umlb");
    let name = words::t(Lang::En, "search");
    let field = window.get_by_role_and_label(Role::TextInput, &name);
    assert_eq!(field.value().as_deref(), Some("umlb"));
    window.key_press(Key::Escape);
    settle(&mut window);
    // The table is not shown yet.
    type_at_once(&mut window, Key::F, "published");
    assert_eq!(of(&window).filter, "published");
    window.key_press(Key::Escape);
    settle(&mut window);
    // Neither are the fields of the dialog and the date, which take some frames to open.
    type_at_once(&mut window, Key::D, "30feb");
    let name = words::t(Lang::En, "as-of-line");
    let fields = window.query_all_by_role_and_label(Role::TextInput, &name);
    let texts: Vec<String> = fields.filter_map(|field| field.value()).collect();
    assert_eq!(texts, ["30feb"]);
    window.key_press(Key::Escape);
    settle(&mut window);
    type_at_once(&mut window, Key::O, "umlbx");
    let name = words::t(Lang::En, "open-path");
    let field = window.get_by_role_and_label(Role::TextInput, &name);
    assert_eq!(field.value().as_deref(), Some("umlbx"));
    window.key_press(Key::Escape);
    settle(&mut window);
    let after = of(&window);
    assert_eq!(after.unit, before.unit);
    assert_eq!((after.lang, after.theme, after.views), (before.lang, before.theme, before.views));
    lacks(&window, "Click for the corners");
}
