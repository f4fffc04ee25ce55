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
    for (lang, status, area) in
        [(Lang::En, "under construction", "35.5\u{a0}km²"), (Lang::Zh, "在建", "35.5平方公里")]
    {
        for clock in [Clock::Known, Clock::True] {
            let window = on("2019", clock, lang, "cncc-2");
            shows(&window, status);
            lacks(&window, area);
        }
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
            "under construction",
        ),
        (Lang::Zh, "截至 2019年6月30日", "当时已知", "当时实情", "尚无", "在建"),
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
        window.query_all_by_label_contains("stated later: 29 Nov 2019").count()
    };
    // The start of 2018 waits for its report by the one clock, a plan of 2019 by both.
    assert_eq!((count(Clock::Known), count(Clock::True)), (2, 1));
}
