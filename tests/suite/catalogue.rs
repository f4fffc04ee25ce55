//! The catalogue that the program carries, and what malformed ones are answered.

use beijing_zones::{
    formats::catalogue::{embedded, read},
    model::{
        as_of::{Status, status},
        audit::{AuditClass, audit, audit_zone},
        catalogue::Catalogue,
        check::check,
        date::Day,
        measure,
        source::Grade,
        zone::Group,
    },
};
use geographiclib_rs::{Geodesic, PolygonArea, Winding};

fn catalogue() -> Catalogue {
    embedded().expect("the embedded catalogue is well formed")
}

#[test]
fn it_is_sound() {
    let findings = check(&catalogue());
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn it_holds_what_the_plan_asks_for() {
    let catalogue = catalogue();
    let milestones: usize = catalogue.zones.iter().map(|zone| zone.milestones.len()).sum::<usize>()
        + catalogue.programmes.iter().map(|programme| programme.milestones.len()).sum::<usize>();
    assert_eq!(catalogue.zones.len(), 47);
    assert!(catalogue.figures().count() >= 100);
    assert!(milestones >= 80);
    for (group, at_least) in [(Group::Report, 7), (Group::Neighbour, 10), (Group::Wider, 10)] {
        let count = catalogue.zones.iter().filter(|zone| zone.group == group).count();
        assert!(count >= at_least, "{group:?}: {count}");
    }
    for id in [
        "five-year-plan",
        "winter-games",
        "epidemic-cooperation",
        "medical-services",
        "schools-and-talent",
    ] {
        assert!(catalogue.programme(id).is_some(), "{id}");
    }
}

#[test]
fn every_figure_and_milestone_has_a_source_that_exists() {
    let catalogue = catalogue();
    for (zone, figure) in catalogue.figures() {
        assert!(catalogue.source(&figure.cite.source).is_some(), "{zone} {}", figure.id);
    }
    let milestones = catalogue
        .zones
        .iter()
        .flat_map(|zone| &zone.milestones)
        .chain(catalogue.programmes.iter().flat_map(|programme| &programme.milestones));
    for milestone in milestones {
        assert!(catalogue.source(&milestone.cite.source).is_some(), "{}", milestone.text.en);
    }
}

#[test]
fn people_of_the_report_are_named_with_post_and_office() {
    let catalogue = catalogue();
    for (name, hanzi, office) in [
        ("Feng Jian", Some("冯剑"), "Foreign Affairs Office"),
        ("Yang Jun", Some("杨浚"), "Planning and Natural Resources"),
        ("Li Ang", None, "Health Commission"),
    ] {
        let person = catalogue
            .statements
            .iter()
            .filter_map(|statement| statement.speaker.as_ref())
            .find(|person| person.name == name)
            .unwrap_or_else(|| panic!("{name} says nothing"));
        assert_eq!(person.name_zh.as_deref(), hanzi);
        assert!(person.office.en.contains(office), "{}", person.office.en);
        assert!(!person.post.en.is_empty());
    }
}

#[test]
fn every_chinese_text_has_hanzi() {
    let catalogue = catalogue();
    let hanzi = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for zone in &catalogue.zones {
        assert!(hanzi(&zone.name.zh), "{}", zone.id);
        assert!(!hanzi(&zone.name.en) && !hanzi(&zone.name.pinyin), "{}", zone.id);
        for milestone in &zone.milestones {
            assert!(hanzi(&milestone.text.zh), "{} {}", zone.id, milestone.text.zh);
            assert!(!hanzi(&milestone.text.en), "{} {}", zone.id, milestone.text.en);
        }
    }
    for programme in &catalogue.programmes {
        assert!(hanzi(&programme.name.zh), "{}", programme.id);
    }
    for statement in &catalogue.statements {
        assert!(hanzi(&statement.text.zh) && !hanzi(&statement.text.en), "{}", statement.id);
    }
}

#[test]
fn every_outline_is_measured_as_geographiclib_measures_it() {
    let geodesic = Geodesic::wgs84();
    for zone in &catalogue().zones {
        for boundary in &zone.boundaries {
            let ours = measure::area_m2(&boundary.geometry);
            let mut theirs = 0.0;
            for polygon in boundary.geometry.polygons() {
                for (number, ring) in polygon.rings().enumerate() {
                    let mut area = PolygonArea::new(&geodesic, Winding::CounterClockwise);
                    for at in &ring[..ring.len() - 1] {
                        area.add_point(at.lat, at.lon);
                    }
                    let area = area.compute(true).1.abs();
                    theirs += if number == 0 { area } else { -area };
                }
            }
            let allowance = (theirs * 1e-9).max(1e-3);
            assert!((ours - theirs).abs() <= allowance, "{}: {ours} against {theirs}", zone.id);
        }
    }
}

#[test]
fn every_zone_with_a_figure_and_an_outline_is_audited() {
    let catalogue = catalogue();
    for zone in &catalogue.zones {
        let drawn = zone.boundaries.iter().any(|at| !at.geometry.polygons().is_empty());
        if drawn && zone.headline().is_some() {
            assert!(audit_zone(&catalogue, zone).is_some(), "{}", zone.id);
        }
    }
}

#[test]
fn no_zone_agrees_with_the_figure_it_was_drawn_to() {
    let catalogue = catalogue();
    let mut fitted = 0;
    for zone in &catalogue.zones {
        for boundary in zone.boundaries.iter().filter(|boundary| boundary.fitted_to.is_some()) {
            for figure in zone.figures.iter().filter(|figure| figure.scope == zone.scope) {
                if let Some(audit) = audit(&catalogue, figure, boundary) {
                    assert_eq!(audit.class, AuditClass::Fitted, "{} {}", zone.id, figure.id);
                    fitted += 1;
                }
            }
        }
    }
    assert!(fitted >= 20, "{fitted}");
}

/// Zone, printed area in km², drawn area in km², and the class of the audit.
#[track_caller]
fn check_area(id: &str, published_km2: f64, drawn_km2: f64, class: AuditClass) {
    let catalogue = catalogue();
    let zone = catalogue.zone(id).expect("the zone is there");
    let audit = audit_zone(&catalogue, zone).expect("it is audited");
    assert!((audit.published_m2 / 1e6 - published_km2).abs() < 1e-6, "{}", audit.published_m2);
    assert!((audit.drawn_m2 / 1e6 - drawn_km2).abs() < drawn_km2 * 5e-4, "{}", audit.drawn_m2);
    assert_eq!(audit.class, class);
}

#[test]
fn the_areas_of_the_report() {
    check_area("dongba", 35.5, 35.5, AuditClass::Fitted);
    check_area("jinzhan", 12.1669, 12.1661, AuditClass::Fitted);
    check_area("embassy-quarter", 0.8362, 0.8362, AuditClass::Fitted);
    check_area("cncc-2", 0.1388, 0.1388, AuditClass::Fitted);
    check_area("cbd-core", 3.99, 3.8948, AuditClass::WithinDigitising);
}

#[test]
fn the_figure_of_dongba_stands_in_paragraph_5() {
    let catalogue = catalogue();
    let figure = catalogue.figure("dongba/land-2021").expect("the figure is there");
    assert_eq!(figure.printed, "35.5");
    assert_eq!(figure.cite.locator.as_ref().map(|at| at.en.as_str()), Some("paragraph 5"));
    assert_eq!(
        catalogue.source(&figure.cite.source).map(|at| at.publisher.en.as_str()),
        Some("China Daily")
    );
}

#[track_caller]
fn check_status(id: &str, day: Day, expected: Status) {
    let catalogue = catalogue();
    let zone = catalogue.zone(id).expect("the zone is there");
    assert_eq!(status(&catalogue, &zone.milestones, day.into()), expected, "{id} on {day}");
}

#[test]
fn statuses_follow_the_events() {
    check_status("cncc-2", Day::constant(2016, 6, 1), Status::Unknown);
    check_status("cncc-2", Day::constant(2019, 6, 1), Status::UnderConstruction);
    check_status("cncc-2", Day::constant(2020, 9, 15), Status::ToppedOut);
    check_status("cncc-2", Day::constant(2025, 6, 1), Status::InOperation);
    check_status("embassy-quarter", Day::constant(2016, 6, 1), Status::SiteCleared);
    check_status("embassy-quarter", Day::constant(2021, 12, 1), Status::UnderConstruction);
}

#[test]
fn nothing_is_known_before_it_was_said() {
    let catalogue = catalogue();
    let dongba = catalogue.zone("dongba").expect("the zone is there");
    assert!(dongba.headline_on(Day::constant(2019, 1, 1)).is_none());
    assert!(dongba.headline_on(Day::constant(2021, 9, 30)).is_some());
}

#[test]
fn only_unverified_facts_carry_the_grade_u() {
    let catalogue = catalogue();
    let unverified =
        catalogue.figures().filter(|(_, figure)| catalogue.grade(&figure.cite) == Grade::U).count();
    assert!(unverified <= 3, "{unverified}");
}

#[track_caller]
fn check_error(text: &str, expected: &[&str]) {
    let error = read(&[("plan.ron", text)]).expect_err("it is malformed").to_string();
    for part in expected {
        assert!(error.contains(part), "{error:?} lacks {part:?}");
    }
    assert!(!error.contains('\n'), "{error:?}");
}

#[test]
fn malformed_catalogues_are_answered_with_place_and_advice() {
    check_error(
        "Catalogue(\n  format: 1,\n  sorces: [],\n)",
        &["no field \"sorces\"", "did you mean \"sources\"?", "plan.ron:3:3"],
    );
    check_error(
        "Catalogue(format: 1, sources: [(id: \"a\", title: (en: \"A\", zh: \"甲\"), publisher: (en: \"P\", zh: \"乙\"), grade: Z)])",
        &["no value \"Z\"", "A, B, C, D, U", "plan.ron:1:"],
    );
    check_error(
        "Catalogue(format: 1, period: \"2021-13-40\")",
        &["2021-13-40", "no month 13", "plan.ron:1:"],
    );
    check_error("Catalogue(format: 1, zones: [(id: \"a\"", &["ends too early", "plan.ron:1:"]);
    check_error("Catalogue(format: 99)", &["format 99", "newer program", "plan.ron"]);
    check_error(
        "Catalogue(format: 1, sources: [(id: \"a\")])",
        &["the field \"title\" is missing", "plan.ron:1:"],
    );
}

#[test]
fn a_catalogue_cut_anywhere_is_an_error_not_a_panic() {
    let text = include_str!("../../seeds/cbd.ron");
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    for step in 1..60 {
        let cut = &text[..ends[ends.len() * step / 60]];
        assert!(read(&[("cbd.ron", cut)]).is_err(), "cut at {}", cut.len());
    }
}
