//! Several zones selected at once: in the table, in the list and on the map.

use super::*;
use beijing_zones::{
    editor::{
        Settings,
        desk::{DeskColumn, DeskTab},
    },
    model::units::AreaUnit,
};
use egui::{Event, Key, Modifiers, accesskit::Role};

fn app(window: &Window) -> &App {
    window.state().as_ref().expect("the window is open")
}

/// Ids of the selected zones, in the catalogue's order.
fn selected(window: &Window) -> Vec<&str> {
    let editor = app(window).editor();
    let zones = editor.selected_zones().iter();
    zones.map(|index| editor.catalogue().zones[*index].id.as_str()).collect()
}

/// A click near the start of the last node of this label, with keys held.
fn click_with(window: &mut Window, modifiers: Modifiers, label: &str) {
    window.event(Event::ModifiersChanged(modifiers));
    window.step();
    let node = window.query_all_by_label_contains(label).last();
    let rect = node.unwrap_or_else(|| panic!("the window lacks {label:?}")).rect();
    let pos = rect.left_center() + egui::vec2(40.0, 0.0);
    window.hover_at(pos);
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        window.event(Event::PointerButton { pos, button, pressed, modifiers });
    }
    window.step();
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    settle(window);
}

fn copied(window: &Window) -> Option<String> {
    window.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

/// Whether a screen reader hears that any node of this label is selected.
fn is_said_selected(window: &Window, label: &str) -> bool {
    window
        .query_all_by_label_contains(label)
        .any(|node| node.accesskit_node().is_selected() == Some(true))
}

const CBD: [&str; 2] = ["Beijing CBD · 3.99", "北京商务中心区 · 3.99"];
const EMBASSY: [&str; 2] = ["Fourth Embassy Area · ", "第四使馆区 · "];
const DONGBA: [&str; 2] = ["Dongba international business center · ", "东坝国际商务中心 · "];

#[test]
fn rows_are_selected_with_ctrl_and_said_with_their_sums() {
    for (at, lang, tab, two, sums, parts, map) in [
        (
            0,
            Lang::En,
            "Compare",
            "2 selected",
            "4.83\u{a0}km²",
            "1 of them lie inside others",
            "Beijing CBD",
        ),
        (
            1,
            Lang::Zh,
            "比较",
            "已选2个",
            "4.83平方公里",
            "其中1个位于其他所选片区之内",
            "北京商务中心区",
        ),
    ] {
        let mut window = open(lang);
        click(&mut window, tab);
        click_with(&mut window, Modifiers::NONE, CBD[at]);
        click_with(&mut window, Modifiers::COMMAND, EMBASSY[at]);
        assert_eq!(selected(&window), ["embassy-quarter", "cbd-core"]);
        shows(&window, two);
        shows(&window, sums);
        assert!(is_said_selected(&window, CBD[at]) && is_said_selected(&window, EMBASSY[at]));
        assert!(!is_said_selected(&window, DONGBA[at]));
        let node = window.query_all_by_role_and_label(Role::Button, map).next();
        let node = node.expect("on the map").accesskit_node().is_selected();
        assert_eq!(node, Some(true), "the map shows it too");
        // The inspector shows the last one.
        assert_eq!(app(&window).editor().session().selected.as_deref(), Some("embassy-quarter"));
        // The embassy quarter lies in Dongba: its ground is not added again.
        click_with(&mut window, Modifiers::COMMAND, DONGBA[at]);
        shows(&window, parts);
        // Away from the others again.
        click_with(&mut window, Modifiers::COMMAND, DONGBA[at]);
        assert_eq!(selected(&window), ["embassy-quarter", "cbd-core"]);
        lacks(&window, parts);
        window.key_press(Key::Escape);
        settle(&mut window);
        assert!(selected(&window).is_empty());
    }
}

#[test]
fn runs_of_rows_are_selected_with_shift_by_click_and_by_arrows() {
    let mut window = open(Lang::En);
    click(&mut window, "Compare");
    let order: Vec<usize> = {
        let desk = &app(&window).derived().desk;
        desk.order.iter().map(|at| desk.rows[*at].index).collect()
    };
    let name = |window: &Window, place: usize| {
        let rows = &app(window).derived().desk.rows;
        let row = rows.iter().find(|row| row.index == order[place]).expect("a row");
        format!("{} · {}", row.cell(DeskColumn::Name), row.cell(DeskColumn::Published))
    };
    let run = |from: usize, to: usize| {
        let mut run = order[from..=to].to_vec();
        run.sort_unstable();
        run
    };
    let now = |window: &Window| -> Vec<usize> {
        app(window).editor().selected_zones().iter().copied().collect()
    };
    let (first, third) = (name(&window, 0), name(&window, 2));
    click_with(&mut window, Modifiers::NONE, &first);
    click_with(&mut window, Modifiers::SHIFT, &third);
    assert_eq!(now(&window), run(0, 2));
    let row = window.query_all_by_label_contains(&third).last();
    row.expect("a row").focus();
    settle(&mut window);
    for (key, modifiers, expected) in [
        (Key::ArrowDown, Modifiers::SHIFT, run(0, 3)),
        (Key::ArrowDown, Modifiers::SHIFT, run(0, 4)),
        (Key::ArrowUp, Modifiers::SHIFT, run(0, 3)),
        (Key::ArrowDown, Modifiers::NONE, run(4, 4)),
        (Key::ArrowUp, Modifiers::NONE, run(3, 3)),
        (Key::A, Modifiers::COMMAND, run(0, order.len() - 1)),
    ] {
        window.key_press_modifiers(modifiers, key);
        settle(&mut window);
        assert_eq!(now(&window), expected, "{modifiers:?} {key:?}");
    }
    // Letters typed into a field stay its own.
    window.key_press(Key::Escape);
    settle(&mut window);
    assert!(now(&window).is_empty());
    window.get_by_label("Filter").focus();
    settle(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    settle(&mut window);
    assert!(now(&window).is_empty());
}

#[test]
fn the_map_and_the_list_take_zones_to_the_selected_ones() {
    let mut window = open(Lang::En);
    click(&mut window, "Compare");
    click_with(&mut window, Modifiers::NONE, CBD[0]);
    // By keyboard on the map.
    let node =
        window.query_all_by_role_and_label(Role::Button, "Convention Center Phase II").next();
    node.expect("on the map").focus();
    settle(&mut window);
    window.event(Event::ModifiersChanged(Modifiers::COMMAND));
    window.step();
    window.key_press(Key::Space);
    settle(&mut window);
    assert_eq!(selected(&window).len(), 2, "{:?}", selected(&window));
    assert!(is_said_selected(&window, "Convention Center Phase II · 0.1388"), "the row too");
    // By pointer in the list.
    let label = "Yanqi Lake";
    let listed = window.query_all_by_label_contains(label).next();
    assert!(listed.is_some(), "the list has {label}");
    window.event(Event::ModifiersChanged(Modifiers::COMMAND));
    window.step();
    window.query_all_by_label_contains(label).next().expect("listed").click_accesskit();
    settle(&mut window);
    assert_eq!(selected(&window).len(), 3);
    let before = app(&window).editor().session().camera;
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    settle(&mut window);
    click(&mut window, "Zoom to selection");
    let editor = app(&window).editor();
    assert_ne!(editor.session().camera, before);
    let view = editor.viewport(app(&window).derived());
    for shape in app(&window).derived().map.shapes.iter() {
        if editor.selects(shape.index) {
            for corner in [shape.bounds.min, shape.bounds.max] {
                let [x, y] = view.to_screen(corner).map(f64::from);
                assert!((0.0..view.width).contains(&x) && (0.0..view.height).contains(&y));
            }
        }
    }
    click(&mut window, "Clear selection");
    assert!(selected(&window).is_empty());
}

#[test]
fn selected_rows_are_copied_as_columns_and_are_the_pages_of_a_briefing() {
    for (at, lang, tab, copy, head, pages) in [
        (0, Lang::En, "Compare", "Copy rows", "Published (km²)", "Each selected zone (2)"),
        (1, Lang::Zh, "比较", "复制所选行", "公布面积（平方公里）", "所选各片区（2个）"),
    ] {
        let mut window = open(lang);
        click(&mut window, tab);
        click_with(&mut window, Modifiers::NONE, CBD[at]);
        click_with(&mut window, Modifiers::COMMAND, EMBASSY[at]);
        let check = |text: &str| {
            let lines: Vec<Vec<&str>> =
                text.lines().map(|line| line.split('\t').collect()).collect();
            assert_eq!(lines.len(), 3, "{text}");
            assert_eq!(lines[0][1], head);
            assert_eq!([lines[1][1], lines[2][1]], ["3.9900", "0.8362"], "the largest first");
        };
        window.event(Event::Copy);
        window.step();
        check(&copied(&window).expect("copied by keys"));
        window.get_by_label(copy).click_accesskit();
        window.step();
        check(&copied(&window).expect("copied by the button"));
        settle(&mut window);
        window.key_press(Key::P);
        settle(&mut window);
        let list = if lang == Lang::En { "Pages" } else { "出图范围" };
        let list = window.query_all_by_label_contains(list).last();
        list.expect("the choice of pages").click_accesskit();
        settle(&mut window);
        shows(&window, pages);
    }
}

#[test]
fn the_table_is_exported_as_it_is_seen_and_read_back_by_another_library() {
    use calamine::{Data, Reader as _};
    let folder = tempfile::tempdir().expect("a folder");
    let session = Session {
        lang: Lang::En,
        window: (1440.0, 900.0),
        tab: DeskTab::Compare,
        unit: AreaUnit::Ha,
        filter: "chaoyang published>10ha".to_owned(),
        desk_columns: vec![
            DeskColumn::Name,
            DeskColumn::Drawn,
            DeskColumn::Published,
            DeskColumn::Percent,
        ],
        desk_sort: vec![(DeskColumn::Published, false)],
        settings: Settings {
            pictures: Some(folder.path().to_owned()),
            tour_done: true,
            ..Settings::default()
        },
        ..Session::default()
    };
    let mut window = open_with(session);
    let seen = app(&window).derived().desk.order.len();
    assert!((3..8).contains(&seen), "{seen}");
    let made = |extension: &str| -> Vec<PathBuf> {
        let files = std::fs::read_dir(folder.path()).expect("a folder");
        let files = files.map(|file| file.expect("a file").path());
        files.filter(|path| path.extension().is_some_and(|end| end == extension)).collect()
    };
    let export = |window: &mut Window, entry: &str| -> PathBuf {
        let extension = if entry.starts_with("CSV") { "csv" } else { "xlsx" };
        let before = made(extension);
        click(window, "Export");
        click(window, entry);
        let start = Instant::now();
        loop {
            if let Some(path) = made(extension).into_iter().find(|path| !before.contains(path)) {
                return path;
            }
            assert!(start.elapsed() < Duration::from_secs(30), "no file came");
            window.step();
            std::thread::sleep(Duration::from_millis(10));
        }
    };
    let path = export(&mut window, &format!("XLSX: the table as seen, {seen} rows"));
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).expect("a workbook");
    let table = book.worksheet_range_at(0).expect("a sheet").expect("a range");
    let rows: Vec<Vec<Data>> = table.rows().map(<[Data]>::to_vec).collect();
    let head: Vec<String> = rows[0].iter().map(ToString::to_string).collect();
    assert_eq!(head, ["Zone", "Drawn (ha)", "Published (ha)", "Diff. %"], "columns as they stand");
    assert_eq!(rows.len(), seen + 1, "as filtered");
    let numbers: Vec<f64> = rows[1..]
        .iter()
        .map(|row| match row[2] {
            Data::Float(number) => number,
            ref other => panic!("{other:?} is no number"),
        })
        .collect();
    assert!(numbers.is_sorted(), "the smallest first: {numbers:?}");
    assert!(numbers.contains(&83.62) && numbers.contains(&3550.0), "{numbers:?}");
    let sources = book.worksheet_range_at(1).expect("a sheet").expect("a range");
    assert!(sources.rows().count() > 5, "the sources on a second sheet");
    // Grouped, with a subtotal that counts no ground twice.
    window.get_by_label("Group by").click_accesskit();
    settle(&mut window);
    let all: Vec<_> = window.query_all_by_label("District").collect();
    all.last().expect("it is offered").click_accesskit();
    drop(all);
    settle(&mut window);
    let path = export(&mut window, &format!("CSV: the table as seen, {seen} rows"));
    let text = std::fs::read_to_string(path).expect("text");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), seen + 2, "{text}");
    assert!(lines[1].starts_with("Chaoyang · "), "{text}");
    // The selected rows alone.
    click_with(&mut window, Modifiers::NONE, "Beijing CBD · 399");
    click_with(&mut window, Modifiers::COMMAND, "Fourth Embassy Area · 83.62");
    let path = export(&mut window, "XLSX: 2 selected rows");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).expect("a workbook");
    let table = book.worksheet_range_at(0).expect("a sheet").expect("a range");
    let names: Vec<String> = table.rows().map(|row| row[0].to_string()).collect();
    assert_eq!(names[1..], ["Chaoyang · 2", "Fourth Embassy Area", "Beijing CBD"]);
}
