//! Parts against wholes, nesting, and ratios of the embedded catalogue.

use std::sync::LazyLock;

use beijing_zones::{
    formats::catalogue::embedded,
    model::{
        Lang,
        as_of::AsOf,
        catalogue::Catalogue,
        measure,
        nest::nest,
        sums::{Sum, sums, unexplained},
        units::AreaUnit,
    },
    words,
};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| embedded().expect("it is sound"));

fn at() -> AsOf {
    AsOf::from(CATALOGUE.information_to().expect("dated"))
}

#[track_caller]
fn check(zone: &str, whole: &str, words: [&str; 2]) {
    let zone = CATALOGUE.zone(zone).expect("known");
    let all = sums(&CATALOGUE, zone, at());
    let sum = all.iter().find(|sum| sum.whole.id == whole);
    let sum = sum.unwrap_or_else(|| panic!("{whole} has no sum"));
    for (lang, expected) in [Lang::En, Lang::Zh].into_iter().zip(words) {
        let line = words::sum(lang, &CATALOGUE, sum, AreaUnit::Ha).replace('\u{a0}', " ");
        assert!(line.contains(expected), "{line}");
    }
}

#[test]
fn parts_add_up_or_leave_a_named_rest() {
    check(
        "jinzhan",
        "jinzhan/land-2020",
        [
            "1,216.69 ha = 595.29 ha (Jinzhan, east part) + 319 ha (Jinzhan, west part) + 302.4 ha (Jinzhan, middle part): adds up",
            "= 595.29公顷（金盏东区） + 319公顷（金盏西区） + 302.4公顷（金盏中区）：相符",
        ],
    );
    check(
        "olympic-green-core",
        "olympic-green-core/green-1159",
        [
            "= 680 ha (Olympic Forest Park) + 315 ha (Olympic Green central area, wider version) + 164 ha (Olympic Green, southern part): adds up",
            "164公顷（奥林匹克公园南部）：相符",
        ],
    );
    check(
        "dongba",
        "dongba/land-2021",
        [
            "+ 2,250 ha unexplained; our reading: Jinzhan International Cooperation Services Area lies inside",
            "+ 未说明2,250公顷；金盏国际合作服务区位于其内，为我们的判读",
        ],
    );
    check("cbd-core", "cbd-core/land-1992", ["adds up", "相符"]);
    check("cncc-2", "cncc-2/floor-2024", ["785,000 m² = 419,000 m²", "相符"]);
    check(
        "ciec-new-hall",
        "ciec-new-hall/floor-2025",
        ["301,000 m² unexplained", "未说明30.1万平方米"],
    );
}

fn of<'a>(zone: &str, all: &'a [Sum<'a>]) -> &'a Sum<'a> {
    all.first().unwrap_or_else(|| panic!("{zone} has a sum"))
}

#[test]
fn no_ground_is_counted_twice() {
    let dongba = CATALOGUE.zone("dongba").expect("known");
    let all = sums(&CATALOGUE, dongba, at());
    let sum = of("dongba", &all);
    let scopes = |figures: &[&beijing_zones::model::figure::Figure]| -> Vec<String> {
        figures.iter().map(|figure| figure.scope.clone()).collect()
    };
    // The scheme of 2010 lies on the ground of the services area.
    assert_eq!(scopes(&sum.parts), ["jinzhan", "embassy-quarter"]);
    assert_eq!(scopes(&sum.left_out), ["dongba-north-2010"]);
    let parts: f64 = sum.parts.iter().filter_map(|part| part.area_m2()).sum();
    assert!((sum.rest_m2 - (35.5e6 - parts)).abs() < 1e-6);
    // The drawn rest is the whole less the parts, whose outlines were solved to the same figures.
    let rest = unexplained(&CATALOGUE, dongba, sum, at()).expect("drawn");
    let drawn = measure::area_m2(&rest);
    assert!((drawn / sum.rest_m2 - 1.0).abs() < 0.02, "{drawn} and {}", sum.rest_m2);
}

#[test]
fn nesting_says_what_is_stated_and_what_is_ours() {
    let zone = CATALOGUE.zone("dongba").expect("known");
    let items = nest(&CATALOGUE, zone, at());
    let line = |scope: &str, lang| {
        let place = items.iter().position(|item| item.figure.scope == scope).expect("a scope");
        words::nest_line(lang, &CATALOGUE, &items, place, AreaUnit::Km2).replace('\u{a0}', " ")
    };
    assert!(line("jinzhan", Lang::En).ends_with("35.5 km² (Dongba, whole area), in our reading"));
    assert!(
        line("jinzhan-east", Lang::En)
            .ends_with("(Jinzhan International Cooperation Services Area)")
    );
    assert!(line("dongba-whole", Lang::En).ends_with("lies in none of the others"));
    assert!(line("jinzhan", Lang::Zh).ends_with("（东坝地区全域）之内（我们的判读）"));
    // Nothing of 2021 nests in 2019.
    let early = nest(
        &CATALOGUE,
        zone,
        "2019-06-30".parse::<beijing_zones::model::date::EventDate>().expect("a date").last.into(),
    );
    assert!(early.iter().all(|item| item.figure.scope != "dongba-whole"));
    let green = CATALOGUE.zone("olympic-green-core").expect("known");
    let items = nest(&CATALOGUE, green, at());
    assert!(items.iter().any(|item| item.conflict.is_some()), "11.59 against 11.35");
}

#[test]
fn dongba_is_as_large_as_forty_two_embassy_quarters() {
    let zone = |id: &str| (CATALOGUE.zone(id).expect("known"), None);
    let ratio = |lang| {
        let how = (at(), AreaUnit::Km2);
        words::ratio(lang, zone("embassy-quarter"), zone("dongba"), how).expect("a ratio")
    };
    assert!(
        ratio(Lang::En).contains("is as large as 42 Fourth Embassy Area"),
        "{}",
        ratio(Lang::En)
    );
    assert!(ratio(Lang::Zh).contains("相当于42个第四使馆区"), "{}", ratio(Lang::Zh));
    assert_eq!(
        words::ratio(Lang::En, zone("second-sanlitun"), zone("dongba"), (at(), AreaUnit::Km2)),
        None
    );
}

/// The terms as they are printed leave no more decimals than the roughest of them has.
#[test]
fn the_rest_is_as_exact_as_the_roughest_term() {
    let zone = CATALOGUE.zone("dongba").expect("known");
    let all = sums(&CATALOGUE, zone, at());
    let sum = all.iter().find(|sum| sum.whole.id == "dongba/land-2021").expect("a sum");
    let line = |unit| words::sum(Lang::En, &CATALOGUE, sum, unit).replace('\u{a0}', " ");
    // 35.5 − 12.17 − 0.84 and 3,550 − 1,216.69 − 83.62.
    assert!(line(AreaUnit::Km2).contains("+ 22.5 km² unexplained"), "{}", line(AreaUnit::Km2));
    assert!(line(AreaUnit::Ha).contains("+ 2,250 ha unexplained"), "{}", line(AreaUnit::Ha));
}
