//! The planner's desk: search, commands, rulings, scope notes.

use super::*;

fn copied(window: &Window) -> Option<String> {
    window.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

fn search_label(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Search zones, figures, coordinates, commands",
        Lang::Zh => "搜索片区、数值、坐标、命令",
    }
}

pub fn search(window: &mut Window, lang: Lang, text: &str) {
    window.get_by_label(search_label(lang)).focus();
    settle(window);
    window.get_by_label(search_label(lang)).type_text(text);
    settle(window);
}

pub fn enter(window: &mut Window) {
    window.key_press(egui::Key::Enter);
    settle(window);
}

fn selected(window: &Window) -> Option<String> {
    window.state().as_ref().expect("the window is open").editor().session().selected.clone()
}

#[test]
fn zones_are_found_by_initials_in_both_languages() {
    for lang in [Lang::En, Lang::Zh] {
        let mut window = open(lang);
        search(&mut window, lang, "yqh");
        enter(&mut window);
        assert!(selected(&window).is_some_and(|id| id.starts_with("yanqi")), "{lang:?}");
    }
}

#[test]
fn a_slip_of_the_finger_still_finds() {
    let mut window = open(Lang::En);
    search(&mut window, Lang::En, "dogba");
    enter(&mut window);
    assert_eq!(selected(&window).as_deref(), Some("dongba"));
}

#[test]
fn figures_are_found_by_their_value() {
    for (lang, text) in [(Lang::En, "35.5"), (Lang::Zh, "３５．５平方公里"), (Lang::Zh, "1254亩")]
    {
        let mut window = open(lang);
        search(&mut window, lang, text);
        enter(&mut window);
        let found = selected(&window).expect("a zone");
        let expected = if text == "1254亩" { "embassy-quarter" } else { "dongba" };
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn commands_are_called_from_the_search_box_and_all_are_listed() {
    let mut window = open(Lang::En);
    search(&mut window, Lang::En, "light or");
    shows(&window, "Light or dark");
    enter(&mut window);
    let theme = |window: &Window| {
        window.state().as_ref().expect("the window is open").editor().session().theme
    };
    assert_eq!(theme(&window), ThemeName::Dark);
    search(&mut window, Lang::En, ">");
    for name in ["Briefing slides (PowerPoint)", "Measure", "Color by status"] {
        shows(&window, name);
    }
}

#[test]
fn the_cheat_sheet_opens_and_closes() {
    let mut window = open(Lang::Zh);
    window.key_press(egui::Key::Questionmark);
    settle(&mut window);
    shows(&window, "生成幻灯片（PowerPoint）");
    shows(&window, "Shift+B");
    window.key_press(egui::Key::Escape);
    settle(&mut window);
    lacks(&window, "Shift+B");
}

#[test]
fn a_ruling_is_recorded_shown_undone_and_done_again() {
    let mut window = open_with(Session {
        selected: Some("embassy-quarter".to_owned()),
        window: (1440.0, 900.0),
        ..Session::default()
    });
    let ruled = |window: &Window| {
        let app = window.state().as_ref().expect("the window is open");
        let zone = app.editor().catalogue().zone("embassy-quarter").expect("known");
        zone.ruling.clone().map(|ruling| (ruling.figure, ruling.reason))
    };
    let headline = |window: &Window| {
        let app = window.state().as_ref().expect("the window is open");
        let zone = app.editor().catalogue().zone("embassy-quarter").expect("known");
        zone.headline_on(app.editor().day()).expect("a figure").printed.clone()
    };
    let before = headline(&window);
    click(&mut window, "Use one figure…");
    click(&mut window, "Record");
    shows(&window, "Give a reason: it is shown wherever the figure is.");
    assert_eq!(ruled(&window), None, "nothing is recorded without a reason");
    // Another figure than the headline.
    let other = window
        .query_all_by_role(egui::accesskit::Role::RadioButton)
        .last()
        .expect("the figures are offered");
    other.click_accesskit();
    settle(&mut window);
    window.get_by_label("Because").focus();
    settle(&mut window);
    window.get_by_label("Because").type_text("it is the surveyed one");
    settle(&mut window);
    if window.get_by_label("Decided by").value().unwrap_or_default().is_empty() {
        window.get_by_label("Decided by").focus();
        settle(&mut window);
        window.get_by_label("Decided by").type_text("Li");
        settle(&mut window);
    }
    click(&mut window, "Record");
    assert_eq!(ruled(&window).map(|(_, reason)| reason).as_deref(), Some("it is the surveyed one"));
    shows(&window, "because it is the surveyed one");
    let after = headline(&window);
    assert_ne!(before, after);
    // A key is for the window once no field has the keyboard.
    window.key_press(egui::Key::Escape);
    settle(&mut window);
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    settle(&mut window);
    assert_eq!((ruled(&window), headline(&window)), (None, before));
    window.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::Z);
    settle(&mut window);
    assert_eq!(headline(&window), after);
}

#[test]
fn the_scope_note_says_why_figures_differ_in_both_languages() {
    for (lang, button, words) in [
        (Lang::En, "Copy scope note", ["35.5 km²", "12.17 km²", "Another scope", "paragraph 5"]),
        (
            Lang::Zh,
            "复制口径说明",
            ["35.5平方公里", "12.17平方公里", "口径与35.5平方公里不同", "第5段"],
        ),
    ] {
        let mut window = open_with(Session {
            lang,
            selected: Some("dongba".to_owned()),
            window: (1440.0, 900.0),
            ..Session::default()
        });
        window.get_by_label(button).click_accesskit();
        let mut note = None;
        for _ in 0..4 {
            window.step();
            note = note.or_else(|| copied(&window));
        }
        let note = note.expect("a note was copied");
        for word in words {
            assert!(note.contains(word), "{word} in {note}");
        }
    }
}

fn desk_names(window: &Window) -> Vec<String> {
    let app = window.state().as_ref().expect("the window is open");
    let desk = &app.derived().desk;
    let name = |at: &usize| desk.rows[*at].cell(beijing_zones::editor::desk::DeskColumn::Name);
    desk.order.iter().map(|at| name(at).to_owned()).collect()
}

fn compare(lang: Lang) -> Window {
    let mut window = open(lang);
    click(&mut window, if lang == Lang::En { "Compare" } else { "比较" });
    window
}

fn type_filter(window: &mut Window, label: &str, text: &str) {
    window.get_by_label(label).focus();
    settle(window);
    window.get_by_label(label).type_text(text);
    settle(window);
}

#[test]
fn the_table_is_filtered_in_both_languages_and_a_broken_filter_loses_nothing() {
    for (lang, label, text, error) in [
        (Lang::En, "Filter", "chaoyang published>5", "needs a number"),
        (Lang::Zh, "筛选", "朝阳 公布面积>5", "缺少数值"),
    ] {
        let mut window = compare(lang);
        let all = desk_names(&window);
        type_filter(&mut window, label, text);
        let some = desk_names(&window);
        assert!(!some.is_empty() && some.len() < all.len(), "{some:?}");
        let dongba = if lang == Lang::En { "Dongba" } else { "东坝" };
        assert!(some[0].starts_with(dongba), "{some:?}");
        type_filter(&mut window, label, " drawn>");
        shows(&window, error);
        assert_eq!(desk_names(&window), some, "the last right filter holds");
    }
}

#[test]
fn the_table_is_sorted_by_several_columns_and_selects_on_the_map() {
    let mut window = compare(Lang::En);
    click(&mut window, "Sort by: District");
    assert_eq!(desk_names(&window)[0], "Dongba international business center", "of Chaoyang");
    click(&mut window, "Sort by: District");
    assert!(desk_names(&window)[0].starts_with("Yanqi"), "of Huairou");
    click(&mut window, "Sort by: Drawn (km²)");
    let drawn = desk_names(&window);
    assert!(drawn[0].starts_with("Dongba"), "{drawn:?}");
    click(&mut window, "Sort by: Drawn (km²)");
    assert!(!desk_names(&window)[0].starts_with("Dongba"));
    let row = window.query_all_by_label_contains("Yanqi Lake convention area · 21").last();
    row.expect("a row").click_accesskit();
    settle(&mut window);
    assert!(selected(&window).is_some_and(|id| id.starts_with("yanqi")));
}

#[test]
fn statement_and_outline_of_the_embassy_quarter_are_compared() {
    let mut window = open(Lang::En);
    click(&mut window, "Relations");
    let app = window.state().as_ref().expect("the window is open");
    let zones = &app.editor().catalogue().zones;
    let rows = &app.derived().desk.relations;
    let embassy = rows.iter().filter(|row| zones[row.a].id == "embassy-quarter");
    let wholes: Vec<&str> = embassy.map(|row| zones[row.b].id.as_str()).collect();
    assert!(wholes.contains(&"dongba"), "{wholes:?}");
    shows(&window, "Fourth Embassy Area / Dongba international business center");
}

#[test]
fn the_sources_are_listed_with_grade_and_address() {
    let mut window = open(Lang::Zh);
    let sources = window.query_all_by_label("出处").next().expect("a tab");
    sources.click_accesskit();
    settle(&mut window);
    shows(&window, "中国日报");
}

#[test]
fn a_picture_dropped_on_the_window_brings_back_its_view() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("old.png");
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_beijing-zones"))
        .args([
            "export",
            "--zone",
            "dongba",
            "--unit",
            "mu",
            "--lang",
            "zh",
            "--as-of",
            "2021-12-31",
        ])
        .args(["--size", "640x480", "-o"])
        .arg(&path)
        .output()
        .expect("the program runs");
    assert!(done.status.success());
    let mut window = open(Lang::En);
    drop_file(&mut window, path);
    shows(&window, "已回到 old.png 的视图。");
    assert_eq!(selected(&window).as_deref(), Some("dongba"));
    let app = window.state().as_ref().expect("the window is open");
    assert_eq!(app.editor().day().to_string(), "2021-12-31");
    assert_eq!(app.editor().session().unit, beijing_zones::model::units::AreaUnit::Mu);
    let strange = folder.path().join("strange.png");
    std::fs::write(&strange, b"no picture").expect("written");
    drop_file(&mut window, strange);
    shows(&window, "strange.png 未注明制作方式");
    assert_eq!(selected(&window).as_deref(), Some("dongba"), "nothing is lost");
}

#[test]
fn a_ruling_outlives_another_document() {
    use beijing_zones::{
        editor::{Action, Derived, Editor},
        formats::catalogue::embedded,
        model::{catalogue::Catalogue, ruling::Ruling},
    };
    let day = "2026-11-24".parse::<beijing_zones::model::date::EventDate>().expect("a date").last;
    let mut editor = Editor::new(embedded().expect("sound"), Session::default(), day);
    let figure = editor.catalogue().zone("dongba").expect("known").figures[0].id.clone();
    let ruling = Ruling { figure, reason: "so".to_owned(), by: "Li".to_owned(), on: day };
    let derived = Derived::default();
    editor.apply(Action::Rule("dongba".to_owned(), Some(ruling.clone())), &derived);
    let expected = vec![("dongba".to_owned(), ruling.clone())];
    editor.open(Arc::new(Catalogue::default()), derived.home);
    assert_eq!(editor.rulings(), expected, "kept while another document is open");
    editor.open(Arc::new(embedded().expect("sound")), derived.home);
    assert_eq!(editor.rulings(), expected);
    assert_eq!(editor.catalogue().zone("dongba").expect("known").ruling, Some(ruling));
}

#[test]
fn at_twice_the_size_the_tabs_stay_in_the_desk() {
    let size = egui::vec2(640.0, 400.0);
    for (lang, more, sources) in [(Lang::En, "More ▾", "Sources"), (Lang::Zh, "更多 ▾", "出处")]
    {
        let session = Session { lang, selected: Some("dongba".to_owned()), ..Session::default() };
        let mut window = open_sized(session, size);
        settle(&mut window);
        let session = |window: &Window| {
            window.state().as_ref().expect("the window is open").editor().session().clone()
        };
        let top = size.y - session(&window).panels.bottom;
        assert!(top > size.y * 0.5, "the map keeps its part: {top}");
        let place = window.get_by_label(more).rect();
        assert!(place.top() >= top, "{lang:?}: {place:?} is cut at {top}");
        click(&mut window, more);
        window.get_by_role_and_label(egui::accesskit::Role::Button, sources).click_accesskit();
        settle(&mut window);
        assert_eq!(session(&window).tab.key(), "sources", "{lang:?}");
        assert!(window.get_by_label(more).rect().top() >= top, "{lang:?}");
        // The controls of the table stand beside each other, also where they must be scrolled to.
        click(&mut window, more);
        let compare = beijing_zones::words::t(lang, "desk-compare");
        window.get_by_role_and_label(egui::accesskit::Role::Button, &compare).click_accesskit();
        settle(&mut window);
        let role = egui::accesskit::Role::TextInput;
        let filter = beijing_zones::words::t(lang, "filter");
        let field = window.get_by_role_and_label(role, &filter).rect();
        let export = beijing_zones::words::t(lang, "desk-export");
        let export = window.get_by_role_and_label(egui::accesskit::Role::Button, &export).rect();
        assert!(export.left() > field.right(), "{lang:?}: {field:?} {export:?}");
    }
}
