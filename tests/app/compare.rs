//! The table of zones, its groups and charts, and the matrix of relations.

use super::*;
use beijing_zones::{
    editor::desk::{DeskColumn, DeskLine},
    model::{audit::AuditClass, units::AreaUnit},
};

fn app(window: &Window) -> &App {
    window.state().as_ref().expect("the window is open")
}

fn choose(window: &mut Window, list: &str, entry: &str) {
    window.get_by_label(list).click_accesskit();
    settle(window);
    let all: Vec<_> = window.query_all_by_label(entry).collect();
    all.last().expect("it is offered").click_accesskit();
    drop(all);
    settle(window);
}

#[test]
fn columns_are_chosen_and_moved() {
    for (lang, tab, columns, show, left) in [
        (Lang::En, "Compare", "Columns", "Show the column: Kind", "Move to the left: Status"),
        (Lang::Zh, "比较", "列", "显示列：类型", "左移：状态"),
    ] {
        let mut window = open(lang);
        click(&mut window, tab);
        let shown = |window: &Window| app(window).editor().session().desk_columns.clone();
        let place = |window: &Window| shown(window).iter().position(|at| *at == DeskColumn::Status);
        let before = place(&window).expect("shown");
        click(&mut window, columns);
        click(&mut window, show);
        assert!(!shown(&window).contains(&DeskColumn::Kind), "{lang:?}");
        click(&mut window, left);
        assert_eq!(place(&window), Some(before - 1));
        click(&mut window, show);
        assert_eq!(shown(&window).last(), Some(&DeskColumn::Kind), "it comes back at the end");
        assert_eq!(shown(&window)[0], DeskColumn::Name);
    }
}

#[test]
fn rows_are_grouped_with_subtotals_that_count_no_ground_twice() {
    for (lang, tab, list, by, head) in [
        (
            Lang::En,
            "Compare",
            "Group by",
            "District",
            "Chaoyang: 7 zones, published 39.63\u{a0}km² (3 of them), drawn",
        ),
        (
            Lang::Zh,
            "比较",
            "分组",
            "行政区",
            "朝阳区：7个片区，公布面积39.63平方公里（3个），图上量算",
        ),
    ] {
        let mut window = open(lang);
        click(&mut window, tab);
        choose(&mut window, list, by);
        // 35.5, 3.99 and 0.1388 km²: the services and the embassy area lie in Dongba.
        shows(&window, head);
        // That these are sums, and of what, is said where they stand.
        shows(&window, if lang == Lang::En { "Σ are sums" } else { "Σ为合计" });
        let lines = &app(&window).derived().desk.lines;
        let heads = lines.iter().filter(|line| matches!(line, DeskLine::Group(_))).count();
        assert_eq!(heads, 2, "Chaoyang and Huairou");
        let rows = lines.len() - heads;
        assert_eq!(rows, app(&window).derived().desk.order.len(), "no row is lost");
    }
}

#[test]
fn a_row_and_the_map_select_the_same_zone() {
    let mut window = open(Lang::En);
    click(&mut window, "Compare");
    let row = window.query_all_by_label_contains("Beijing CBD · 3.99").last();
    row.expect("a row").click_accesskit();
    settle(&mut window);
    assert_eq!(app(&window).editor().session().selected.as_deref(), Some("cbd-core"));
    let button = egui::accesskit::Role::Button;
    let node = window.query_all_by_role_and_label(button, "Convention Center Phase II").next();
    node.expect("on the map").click_accesskit();
    settle(&mut window);
    assert_eq!(app(&window).editor().session().selected.as_deref(), Some("cncc-2"));
    shows(&window, "Convention Center Phase II · 0.1388");
}

#[test]
fn charts_show_any_figure_and_each_mark_is_named() {
    for (lang, tab, value, floor, across, drawn, bar, none) in [
        (
            Lang::En,
            "Charts",
            "Value",
            "floor area (m²)",
            "Across",
            "Drawn (km²)",
            "Dongba international business center: 35.5",
            "Convention Center Phase II: 785,000",
        ),
        (
            Lang::Zh,
            "图表",
            "数值",
            "建筑面积（平方米）",
            "横轴",
            "图上量算（平方公里）",
            "东坝国际商务中心: 35.5",
            "国家会议中心二期: 785,000",
        ),
    ] {
        let mut window = open(lang);
        click(&mut window, tab);
        let has = |window: &Window, label: &str| window.query_all_by_label(label).next().is_some();
        assert!(has(&window, bar));
        choose(&mut window, across, drawn);
        assert!(has(&window, &format!("{bar}, 35.50")), "as the table writes it");
        choose(&mut window, value, floor);
        assert!(has(&window, &format!("{none}, 0.1388")));
        assert!(!has(&window, &format!("{bar}, 35.50")), "it has no floor area");
    }
}

#[test]
fn bars_have_names_and_numbers_and_are_ordered_by_length_when_asked() {
    for (lang, first, largest) in [
        (
            Lang::En,
            ["Beijing CBD: 3.99", "Dongba international business center: 35.5"],
            "Largest first",
        ),
        (Lang::Zh, ["北京商务中心区: 3.99", "东坝国际商务中心: 35.5"], "由大到小"),
    ] {
        let session = Session {
            lang,
            tab: beijing_zones::editor::desk::DeskTab::Charts,
            desk_sort: vec![(DeskColumn::Drawn, false)],
            window: (1440.0, 900.0),
            ..Session::default()
        };
        let mut window = open_with(session);
        let places = |window: &Window| first.map(|label| window.get_by_label(label).rect());
        let [small, large] = places(&window);
        assert!(small.bottom() < large.top(), "as in the table: {small:?} {large:?}");
        click(&mut window, largest);
        let [small, large] = places(&window);
        assert!(large.bottom() <= small.top() + 0.1, "by length: {small:?} {large:?}");
        assert!(app(&window).editor().session().chart.largest_first);
        click(&mut window, first[1]);
        assert_eq!(app(&window).editor().session().selected.as_deref(), Some("dongba"));
    }
}

#[test]
fn a_row_is_one_node_over_both_halves_of_the_table() {
    let mut window = open(Lang::En);
    click(&mut window, "Compare");
    let row = window.get_by_label("Dongba international business center · 35.5").rect();
    let filter = window.get_by_label("Filter").rect();
    assert!(row.left() <= filter.left() + 8.0 && row.width() > 600.0, "{row:?}");
}

#[test]
fn relations_are_a_list_and_a_matrix_with_neighbours() {
    for (lang, tab, matrix, list, pair) in [
        (
            Lang::En,
            "Relations",
            "As a matrix",
            "As a list",
            "Fourth Embassy Area / International cooperation services area: side by side",
        ),
        (Lang::Zh, "关系", "矩阵", "列表", "第四使馆区 / 金盏国际合作服务区: 图上相邻"),
    ] {
        let mut window = open(lang);
        click(&mut window, tab);
        let turned = pair.split(" / ").collect::<Vec<_>>();
        let has = |window: &Window| {
            let (first, rest) = (turned[0], turned[1].split(": ").collect::<Vec<_>>());
            let other = format!("{} / {first}: {}", rest[0], rest[1]);
            window.query_all_by_label_contains(pair).next().is_some()
                || window.query_all_by_label_contains(&other).next().is_some()
        };
        assert!(has(&window), "the list lacks {pair}");
        click(&mut window, matrix);
        assert!(has(&window), "the matrix lacks {pair}");
        click(&mut window, list);
        assert!(!app(&window).editor().session().matrix);
    }
}

#[test]
fn a_filter_is_seen_in_the_chart_and_can_be_cleared_there() {
    for (lang, compare, charts, field, some, none, clear) in [
        (
            Lang::En,
            "Compare",
            "Charts",
            "Filter",
            "Filter “jinzhan”: 1 of 8",
            ": 0 of 8",
            "Clear the filter",
        ),
        (
            Lang::Zh,
            "比较",
            "图表",
            "筛选",
            "筛选“jinzhan”：8个片区中的1个",
            "8个片区中的0个",
            "清除筛选",
        ),
    ] {
        let mut window = open(lang);
        click(&mut window, compare);
        let filter = |window: &Window| app(window).editor().session().filter.clone();
        let type_on = |window: &mut Window, text: &str| {
            click(window, compare);
            window.get_by_label(field).focus();
            settle(window);
            window.get_by_label(field).type_text(text);
            settle(window);
            click(window, charts);
        };
        type_on(&mut window, "jinzhan");
        shows(&window, some);
        assert!(window.query_all_by_label_contains(": 12.17").next().is_some(), "its bar");
        type_on(&mut window, "zzz");
        shows(&window, none);
        lacks(&window, if lang == Lang::En { "No zone of the table has" } else { "均无此项" });
        click(&mut window, clear);
        assert_eq!(filter(&window), "");
        assert!(window.query_all_by_label_contains(": 35.5").next().is_some(), "all bars are back");
    }
}

#[test]
fn differences_have_equally_many_decimals_and_none_where_the_outline_tests_nothing() {
    for unit in AreaUnit::ALL {
        let mut window = open_with(Session { neighbours: true, unit, ..plain_session() });
        click(&mut window, "Compare");
        let mut decimals: Vec<usize> = Vec::new();
        let mut fitted = 0;
        for row in &app(&window).derived().desk.rows {
            let text = row.cell(DeskColumn::Difference);
            if row.audit.is_some_and(|(class, _)| class == AuditClass::Fitted) {
                assert_eq!(text, "", "the outline was drawn to the figure");
                assert!(row.number(DeskColumn::Difference).is_some(), "exports have it");
                fitted += 1;
            } else if !matches!(text, "" | "≈0") {
                decimals.push(text.split_once('.').map_or(0, |(_, digits)| digits.len()));
            }
        }
        assert!(fitted > 3 && !decimals.is_empty(), "{fitted}");
        decimals.dedup();
        assert_eq!(decimals.len(), 1, "{unit:?}: {decimals:?}");
    }
}

#[test]
fn a_chart_is_exported_as_png_svg_and_pdf() {
    for (lang, tab, button, drawn, note) in [
        (
            Lang::En,
            "Charts",
            "Chart as a picture",
            "Drawn (km²)",
            "drawn areas of schematic outlines",
        ),
        (Lang::Zh, "图表", "图表存为图片", "图上量算（平方公里）", "图上量算面积含示意范围"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = beijing_zones::editor::Settings {
            pictures: Some(folder.path().to_owned()),
            tour_done: true,
            ..Default::default()
        };
        let window = (1440.0, 900.0);
        let mut window = open_with(Session { lang, window, settings, ..Session::default() });
        click(&mut window, tab);
        let value = if lang == Lang::En { "Value" } else { "数值" };
        choose(&mut window, value, drawn);
        for (kind, start) in [("PNG", "\u{89}PNG"), ("SVG", "<svg"), ("PDF", "%PDF")] {
            click(&mut window, button);
            click(&mut window, &format!("{button}: {kind}"));
            let extension = kind.to_lowercase();
            let begun = Instant::now();
            let path = loop {
                let files = std::fs::read_dir(folder.path()).expect("a folder");
                let mut files = files.map(|file| file.expect("a file").path());
                let made =
                    files.find(|path| path.extension().is_some_and(|end| *end == *extension));
                if let Some(path) = made {
                    break path;
                }
                assert!(begun.elapsed() < Duration::from_secs(30), "no {kind} came");
                window.step();
                std::thread::sleep(Duration::from_millis(10));
            };
            let bytes = std::fs::read(&path).expect("a file");
            let first: String = bytes.iter().take(400).map(|byte| char::from(*byte)).collect();
            assert!(first.contains(start), "{kind}: {first}");
            if kind == "SVG" {
                let text = String::from_utf8(bytes).expect("text");
                assert!(text.contains(note), "it says that outlines are schematic");
            }
            settle(&mut window);
        }
    }
}

#[test]
fn the_area_audit_has_the_worst_first_and_what_tests_nothing_apart() {
    for (lang, text, tolerance) in
        [(Lang::En, "area audit", "Tolerance"), (Lang::Zh, "面积核对", "容差")]
    {
        let mut window =
            open_with(Session { lang, neighbours: true, wider: true, ..plain_session() });
        desk::search(&mut window, lang, text);
        desk::enter(&mut window);
        shows(&window, tolerance);
        let desk = &app(&window).derived().desk;
        let classes: Vec<Option<AuditClass>> = desk
            .lines
            .iter()
            .filter_map(|line| match line {
                DeskLine::Row(at) => Some(desk.rows[*at].audit.map(|(class, _)| class)),
                DeskLine::Group(_) => None,
            })
            .collect();
        let ranks: Vec<u8> = classes.iter().flatten().map(|class| class.rank()).collect();
        assert!(ranks.is_sorted_by(|a, b| a >= b) && ranks.len() > 10, "{classes:?}");
        assert_eq!(classes.iter().flatten().last(), Some(&AuditClass::Fitted));
        // A head for each class, and one for the zones without an audit at the end.
        let heads = desk.lines.iter().filter(|line| matches!(line, DeskLine::Group(_))).count();
        let mut different = classes.clone();
        different.dedup();
        assert_eq!(heads, different.len(), "{classes:?}");
        assert_eq!(classes.last(), Some(&None));
    }
}
