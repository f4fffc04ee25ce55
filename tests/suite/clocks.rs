//! One date by two clocks: what was known then, and what was true then.

use std::process::Command;

use beijing_zones::{
    formats::catalogue::embedded,
    model::{
        as_of::{AsOf, Clock, Status, status},
        catalogue::Catalogue,
        date::{Day, EventDate},
    },
};

fn at(text: &str, clock: Clock) -> AsOf {
    AsOf::new(text.parse::<EventDate>().expect("a date").last, clock)
}

#[track_caller]
fn check_status(catalogue: &Catalogue, id: &str, day: &str, known: Status, truly: Status) {
    let zone = catalogue.zone(id).expect("the zone is there");
    let by = |clock| status(catalogue, &zone.milestones, at(day, clock));
    assert_eq!((by(Clock::Known), by(Clock::True)), (known, truly), "{id} on {day}");
}

#[test]
fn a_status_waits_for_its_report_by_what_was_known() {
    let catalogue = embedded().expect("sound");
    let check = |id, day, known, truly| check_status(&catalogue, id, day, known, truly);
    // Begun in December 2018; the first text on it is of November 2019.
    check("cncc-2", "2019-06-30", Status::Unknown, Status::UnderConstruction);
    check("cncc-2", "2019-12-31", Status::UnderConstruction, Status::UnderConstruction);
    // In operation from 13 May 2025, of which a paper tells on 27 June.
    check("cncc-2", "2025-06-01", Status::Completed, Status::InOperation);
    check("cncc-2", "2025-06-30", Status::InOperation, Status::InOperation);
    // Cleared in January 2016, reported in September.
    check("embassy-quarter", "2016-06-30", Status::Unknown, Status::SiteCleared);
    check("embassy-quarter", "2016-12-31", Status::SiteCleared, Status::SiteCleared);
}

#[test]
fn nothing_stated_later_is_part_of_what_was_known() {
    let catalogue = embedded().expect("sound");
    for year in 2006..=2025 {
        let now = at(&format!("{year}-06-30"), Clock::Known);
        for zone in &catalogue.zones {
            for figure in zone.figures.iter().filter(|figure| figure.is_known_on(now)) {
                assert!(figure.stated.first <= now.day, "{} in {year}", figure.id);
            }
            for milestone in zone.milestones.iter().filter(|at| catalogue.is_seen(at, now)) {
                let source = catalogue.source(&milestone.cite.source).expect("cited");
                let stated = milestone.stated.as_ref().or(source.published.as_ref());
                let stated = stated.expect("an undated source proves nothing early");
                assert!(stated.first <= now.day, "{} {} in {year}", zone.id, milestone.date);
            }
        }
    }
}

#[test]
fn what_is_known_only_now_holds_from_its_own_time() {
    let catalogue = embedded().expect("sound");
    let figure = catalogue.figure("cbd-core/land-1992").expect("the figure of 1992");
    assert!(figure.stated.first.year() == 2009, "told later");
    assert!(!figure.is_known_on(at("2000", Clock::Known)));
    assert!(figure.is_known_on(at("2000", Clock::True)));
    assert!(!figure.is_known_on(at("1991", Clock::True)));
    assert!(figure.is_known_on(at("2009", Clock::Known)));
    // What was only planned later was no truth before, by either clock.
    let dongba = catalogue.zone("dongba").expect("the zone is there");
    for clock in [Clock::Known, Clock::True] {
        assert!(dongba.headline_on(at("2019", clock)).is_none());
        assert!(dongba.headline_on(at("2021", clock)).is_some());
    }
}

#[test]
fn today_both_clocks_say_the_same() {
    let catalogue = embedded().expect("sound");
    let day = catalogue.information_to().expect("dated");
    for zone in &catalogue.zones {
        let by = |clock| {
            let at = AsOf::new(day, clock);
            let status = status(&catalogue, &zone.milestones, at);
            (status, zone.headline_on(at).map(|figure| figure.id.clone()))
        };
        assert_eq!(by(Clock::Known), by(Clock::True), "{}", zone.id);
    }
    assert!(day > Day::constant(2025, 1, 1));
}

fn run(arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_beijing-zones"))
        .args(arguments)
        .output()
        .expect("the program runs")
}

#[test]
fn a_picture_says_its_clock_where_it_is_not_the_usual_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let picture = |name: &str, more: &[&str]| {
        let path = folder.path().join(name).display().to_string();
        let mut arguments = vec!["export", "--zone", "cncc-2", "--as-of", "2020-12-31"];
        arguments.extend(["--format", "svg", "-o", &path]);
        arguments.extend(more);
        let done = run(&arguments);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        std::fs::read_to_string(&path).expect("written")
    };
    let usual = picture("usual.svg", &[]);
    let known = picture("known.svg", &["--clock", "known"]);
    assert!(usual.contains("As of 31 Dec 2020") && !usual.contains("as known then"));
    assert!(known.contains("As of 31 Dec 2020, as known then"));
    let zh = picture("zh.svg", &["--clock", "known", "--lang", "zh"]);
    assert!(zh.contains("（当时已知）"));
    assert!(usual == picture("again.svg", &["--clock", "true"]), "it is the default");
}

#[test]
fn tables_obey_the_clock() {
    let status = |more: &[&str]| {
        let mut arguments = vec!["areas", "--format", "json", "--as-of", "2019-06-30"];
        arguments.extend(more);
        let done = run(&arguments);
        let rows: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
        let rows = rows.as_array().expect("rows");
        let row = rows.iter().find(|row| row["id"] == "cncc-2").expect("the zone");
        row["status"].as_str().expect("text").to_owned()
    };
    assert_eq!(status(&[]), "under construction");
    assert_eq!(status(&["--clock", "known"]), "unknown");
    let count = |more: &[&str]| {
        let mut arguments = vec!["timeline", "--format", "json", "--as-of", "2019-06-30"];
        arguments.extend(more);
        let done = run(&arguments);
        let rows: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
        rows.as_array().expect("rows").len()
    };
    assert!(count(&["--clock", "known"]) < count(&[]));
    assert_eq!(run(&["areas", "--clock", "noon"]).status.code(), Some(2));
}
