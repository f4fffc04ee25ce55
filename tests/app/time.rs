//! Dates: the two clocks and the timeline.

use super::*;
use beijing_zones::model::{as_of::Clock, date::EventDate};

fn on(day: &str, clock: Clock, lang: Lang, selected: &str) -> Window {
    open_with(Session {
        as_of: Some(day.parse::<EventDate>().expect("a date").last),
        clock,
        lang,
        selected: Some(selected.to_owned()),
        window: (1440.0, 900.0),
        ..Session::default()
    })
}

#[test]
fn in_2019_the_convention_center_is_being_built_and_dongba_has_no_area() {
    for (lang, status, area) in [
        (Lang::En, "under construction (2018)", "35.5\u{a0}km²"),
        (Lang::Zh, "在建（2018年）", "35.5平方公里"),
    ] {
        for clock in [Clock::Known, Clock::True] {
            let window = on("2019", clock, lang, "cncc-2");
            shows(&window, status);
            lacks(&window, area);
        }
    }
}

#[test]
fn the_as_of_line_is_dragged_to_2019() {
    for (lang, line, status, none) in [
        (
            Lang::En,
            "As-of date",
            "under construction (2018)",
            "Dongba international business center, —",
        ),
        (Lang::Zh, "截至日期", "在建（2018年）", "东坝国际商务中心, —"),
    ] {
        let mut window = open_with(Session {
            lang,
            selected: Some("cncc-2".to_owned()),
            window: (1440.0, 900.0),
            ..Session::default()
        });
        let handle = window.get_by_role_and_label(egui::accesskit::Role::Slider, line);
        let mut at = handle.rect().center();
        window.drag_at(at);
        settle(&mut window);
        for _ in 0..200 {
            if state(&window).editor().day().year() == 2019 {
                break;
            }
            at.x -= 3.0;
            window.hover_at(at);
            settle(&mut window);
        }
        window.drop_at(at);
        settle(&mut window);
        assert_eq!(state(&window).editor().day().year(), 2019);
        assert!(window.query_all_by_label(status).next().is_some(), "{lang:?}");
        shows(&window, none);
    }
}

#[test]
fn the_clock_is_chosen_beside_the_date() {
    for (lang, date, known, truly, unknown, status) in [
        (
            Lang::En,
            "As of 30 Jun 2019",
            "Known then",
            "True then",
            "Nothing was known",
            "under construction (2018)",
        ),
        (Lang::Zh, "截至 2019年6月30日", "当时已知", "当时实情", "尚无", "在建（2018年）"),
    ] {
        let mut window = on("2019-06-30", Clock::True, lang, "cncc-2");
        shows(&window, status);
        window.get_by_label_contains(date).click_accesskit();
        settle(&mut window);
        click(&mut window, known);
        shows(&window, unknown);
        // The figures' own stage is in longer texts.
        assert_eq!(window.query_all_by_label(status).count(), 0);
        click(&mut window, truly);
        shows(&window, status);
    }
}

#[test]
fn what_was_stated_later_says_so() {
    let count = |clock| {
        let window = on("2019-06-30", clock, Lang::En, "cncc-2");
        let later = window.query_all_by_label_contains("stated later · ");
        // The date stands in the citation, once.
        later.filter(|node| format!("{node:?}").matches("29 Nov 2019").count() == 1).count()
    };
    // The start of 2018 waits for its report by the one clock, a plan of 2019 by both.
    assert_eq!((count(Clock::Known), count(Clock::True)), (2, 1));
}

fn state(window: &Window) -> &App {
    window.state().as_ref().expect("the window is open")
}

#[test]
fn the_marks_of_the_timeline_are_named_with_their_slips() {
    for (lang, texts) in [
        (
            Lang::En,
            [
                "13 May 2025: Official operation begins",
                "(planned Oct 2020, 31 to 61 days early)",
                "(133 to 498 days late · ",
                "by 31 Dec 2024 (planned): Completion, by a forecast of 2022",
            ],
        ),
        (
            Lang::Zh,
            [
                "2025年5月13日：正式运营",
                "（公布计划为2020年10月，提前31至61天）",
                "推迟133至498天",
                "（计划）：竣工（2022年预测）",
            ],
        ),
    ] {
        let window = on("2026-02-28", Clock::True, lang, "cncc-2");
        for text in texts {
            // A plan that another forecast replaced has no slip on the line, but in the inspector.
            let text = text.trim_start_matches('(').trim_end_matches(" · ");
            let text = text.trim_start_matches('（').trim_end_matches('）');
            shows(&window, text);
        }
    }
}

#[test]
fn the_axis_zooms_and_pans_by_keyboard_and_comes_back() {
    for (lang, name) in [(Lang::En, "Time axis"), (Lang::Zh, "时间轴")] {
        let mut window = open(lang);
        window.get_by_role_and_label(egui::accesskit::Role::Slider, name).focus();
        settle(&mut window);
        window.key_press(egui::Key::ArrowUp);
        settle(&mut window);
        let zoomed = state(&window).editor().session().times.expect("zoomed");
        window.key_press(egui::Key::ArrowRight);
        settle(&mut window);
        let panned = state(&window).editor().session().times.expect("panned");
        assert!(panned.0 > zoomed.0 && panned.1 > zoomed.1, "{zoomed:?} {panned:?}");
        window.key_press(egui::Key::End);
        settle(&mut window);
        assert_eq!(state(&window).editor().session().times, None);
    }
}

#[test]
fn the_dates_play_and_pause() {
    for (lang, play, pause) in [(Lang::En, "Play", "Pause"), (Lang::Zh, "播放", "暂停")] {
        let mut window = open(lang);
        window.get_by_label(play).click_accesskit();
        window.run_steps(8);
        let first = state(&window).editor().day();
        assert!(first < state(&window).editor().today(), "it begins where the timeline does");
        window.run_steps(60);
        let later = state(&window).editor().day();
        assert!(later > first, "{first} {later}");
        click(&mut window, pause);
        let paused = state(&window).editor().day();
        window.run_steps(30);
        assert_eq!(state(&window).editor().day(), paused);
    }
}

#[test]
fn the_rows_are_put_together_by_district() {
    for (lang, more, by, chosen, group) in [
        (Lang::En, "Groups, pace, picture…", "Group the rows by", "District", "Huairou"),
        (Lang::Zh, "分组、速度、导出…", "分组依据", "行政区", "怀柔区"),
    ] {
        let mut window = open(lang);
        let heads = |window: &Window| window.query_all_by_label(group).count();
        let before = heads(&window);
        // In a narrow panel the controls are in a menu.
        let button = if window.query_by_label(more).is_some() { more } else { by };
        click(&mut window, button);
        window.query_all_by_label(chosen).last().expect("it is offered").click_accesskit();
        settle(&mut window);
        assert_eq!(heads(&window), before + 1, "{lang:?}");
    }
}

#[test]
fn what_was_said_stands_beside_what_came_of_it() {
    for (lang, tab, texts) in [
        (
            Lang::En,
            "Said and done",
            [
                "16 Sep 2021: The fourth embassy area is under construction now. → Against it — by 26 Jun 2023",
                "Oct 2020 (planned): Topping out of the structure. → 31 Aug 2020",
                "“second Sanlitun” will soon be complete. → Against it — The official wording",
            ],
        ),
        (
            Lang::Zh,
            "表态与落实",
            [
                "2021年9月16日: 第四使馆区目前正在建设。 → 不同说法：不晚于2023年6月26日",
                "结构封顶。 → 2020年8月31日",
                "“第二个三里屯”即将建成。 → 不同说法：2020年9月官方表述",
            ],
        ),
    ] {
        let mut window = open(lang);
        click(&mut window, tab);
        let said = &state(&window).derived().desk.said;
        let lines: Vec<String> =
            said.iter().map(|row| format!("{}: {} → {}", row.on, row.what, row.outcome)).collect();
        for text in texts {
            assert!(lines.iter().any(|line| line.contains(text)), "{text} in {lines:#?}");
        }
        shows(&window, " → ");
        // What speaks against a statement is said once.
        for line in lines {
            let times = line.matches("Against it").count() + line.matches("不同说法").count();
            assert!(times <= 1 && line.matches("2023").count() <= 2, "{line}");
        }
    }
}

#[test]
fn nothing_is_done_before_it_was_reported() {
    let mut window = on("2022-12-31", Clock::Known, Lang::En, "cncc-2");
    click(&mut window, "Said and done");
    let said = &state(&window).derived().desk.said;
    let plan = said.iter().find(|row| row.what.contains("Completion, by a forecast of 2022"));
    assert_eq!(plan.expect("the plan").outcome, "Not yet due.");
}
