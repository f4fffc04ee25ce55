//! Each fact of the catalogue on its own: that it says where it is from, when that was and what it covers,
//! in both languages, and that the numbers which are said to belong together do.

use std::sync::LazyLock;

use beijing_zones::{
    formats::catalogue::embedded,
    model::{
        Bilingual, Lang,
        catalogue::Catalogue,
        date::DateWord,
        figure::{Figure, Quantity},
        milestone::Milestone,
        source::{Citation, Dating, Grade},
        timeline::Slip,
        units::Measure,
    },
    words,
};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| embedded().expect("it is sound"));

fn milestones() -> impl Iterator<Item = (&'static str, &'static Milestone)> {
    let zones = CATALOGUE.zones.iter().map(|zone| (zone.id.as_str(), &zone.milestones));
    let tasks = CATALOGUE.programmes.iter().map(|task| (task.id.as_str(), &task.milestones));
    zones.chain(tasks).flat_map(|(id, list)| list.iter().map(move |milestone| (id, milestone)))
}

fn is_hanzi(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// What is wrong with a text that must stand in both languages.
fn text_faults(text: &Bilingual) -> Vec<String> {
    let mut faults = Vec::new();
    // English may name a hanzi term, no more.
    let hanzi = text.en.chars().filter(|c| is_hanzi(*c)).count();
    if text.en.trim().is_empty() || hanzi * 3 > text.en.chars().count() {
        faults.push(format!("English: {}", text.en));
    }
    if !text.zh.chars().any(is_hanzi) && text.zh != text.en {
        faults.push(format!("Chinese: {}", text.zh));
    }
    faults
}

/// What is wrong with a citation: it names a source that exists, a place in it in both languages, and has
/// a grade.
fn cite_faults(cite: &Citation) -> Vec<String> {
    let Some(source) = CATALOGUE.source(&cite.source) else {
        return vec![format!("no source {}", cite.source)];
    };
    let mut faults = Vec::new();
    match &cite.locator {
        Some(locator) => faults.extend(text_faults(locator)),
        None if source.grade == Grade::U => {}
        None => faults.push(format!("no place in {}", cite.source)),
    }
    faults
}

#[track_caller]
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_figure_says_what_it_covers_where_it_is_from_and_since_when() {
    let mut faults = Vec::new();
    for (owner, figure) in CATALOGUE.figures() {
        let mut wrong = cite_faults(&figure.cite);
        if !figure.id.starts_with(&format!("{owner}/")) {
            wrong.push("its id does not name the owner".to_owned());
        }
        match CATALOGUE.scope(&figure.scope) {
            Some(scope) => wrong.extend(text_faults(&scope.name)),
            None => wrong.push(format!("no scope {}", figure.scope)),
        }
        wrong.extend(figure.note.iter().flat_map(text_faults));
        if CATALOGUE.grade(&figure.cite) == Grade::U {
            wrong.push("a figure without a source".to_owned());
        }
        faults.extend(wrong.into_iter().map(|what| format!("{}: {what}", figure.id)));
    }
    none(&faults);
}

#[test]
fn every_unit_fits_its_quantity() {
    let fits = |figure: &Figure| {
        let measure = figure.unit.measure().0;
        match figure.quantity {
            Quantity::LandArea
            | Quantity::SiteArea
            | Quantity::WaterArea
            | Quantity::FloorArea
            | Quantity::FloorAreaAbove
            | Quantity::FloorAreaBelow
            | Quantity::SurfaceArea => measure == Measure::Area,
            Quantity::Length | Quantity::Distance | Quantity::Height | Quantity::Depth => {
                measure == Measure::Length
            }
            Quantity::Volume => measure == Measure::Volume,
            Quantity::Mass => measure == Measure::Mass,
            Quantity::Capacity => matches!(measure, Measure::People | Measure::Items),
            Quantity::Count => {
                matches!(measure, Measure::People | Measure::Items | Measure::Storeys)
            }
            Quantity::Rank => measure == Measure::Items,
            Quantity::Population => measure == Measure::People,
            Quantity::Money => matches!(measure, Measure::Yuan | Measure::Dollars),
        }
    };
    let misfits = CATALOGUE.figures().map(|(_, figure)| figure).filter(|figure| !fits(figure));
    none(&misfits.map(|figure| format!("{}: {:?}", figure.id, figure.unit)).collect::<Vec<_>>());
}

/// A bare number is no answer: Chinese counts with a measure word, English with a noun, and a rank is no
/// number of things.
#[test]
fn what_is_counted_is_named() {
    let mut faults = Vec::new();
    for (_, figure) in CATALOGUE.figures().filter(|(_, at)| at.unit.measure().0 == Measure::Items) {
        let ends_in_digit =
            |lang| words::figure(lang, figure).ends_with(|end: char| end.is_ascii_digit());
        if ends_in_digit(Lang::En) || ends_in_digit(Lang::Zh) {
            faults.push(figure.id.clone());
        }
    }
    none(&faults);
    let shown = |id: &str| {
        let figure = figure(id);
        [Lang::En, Lang::Zh].map(|lang| words::figure(lang, figure).replace('\u{a0}', " "))
    };
    assert_eq!(shown("embassy-quarter/embassies-2016"), ["about 20 embassies", "约20个使馆"]);
    assert_eq!(shown("five-year-plan/firms-2025"), ["over 8,000 firms", "超8,000家企业"]);
    assert_eq!(shown("five-year-plan/rank-2025"), ["6th", "第6位"]);
    assert_eq!(shown("cbd-east-expansion/jobs-2009"), ["up to 100,000 jobs", "不超过10万个岗位"]);
    // Chinese counts large numbers in 万, so that figures beside each other have one unit.
    assert_eq!(shown("cncc-2-main-hall/steel-2019"), ["126,000 t", "12.6万吨"]);
    let parcel = shown("cncc-2/south-parcel-floor-2023");
    assert_eq!(parcel, ["217,600 m²", "21.76万平方米"]);
}

/// A note says what the title of its figure does not.
#[test]
fn no_note_repeats_the_title_of_its_figure() {
    let bare = |text: &str| -> String {
        let kept = text.chars().filter(|c| c.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    let mut faults = Vec::new();
    for (_, figure) in CATALOGUE.figures() {
        let Some(note) = &figure.note else { continue };
        for lang in [Lang::En, Lang::Zh] {
            let title = bare(&words::figure_title(lang, &CATALOGUE, figure));
            let note = bare(note.get(lang));
            let note = note.strip_suffix('数').unwrap_or(&note);
            let note = note.strip_prefix("the").unwrap_or(note);
            if title.contains(note) {
                faults.push(format!("{}: {note}", figure.id));
            }
        }
    }
    none(&faults);
}

/// Pinyin in a Chinese line is no name: without hanzi the office stands alone.
#[test]
fn chinese_names_people_in_hanzi_only() {
    let mut faults = Vec::new();
    for statement in &CATALOGUE.statements {
        let Some(speaker) = &statement.speaker else { continue };
        let zh = words::person(Lang::Zh, speaker);
        if zh.chars().any(|c| c.is_ascii_alphabetic()) || !zh.chars().any(is_hanzi) {
            faults.push(zh);
        }
        if !words::person(Lang::En, speaker).starts_with(&speaker.name) {
            faults.push(format!("{} has no name in English", statement.id));
        }
        let texts = CATALOGUE.programmes.iter().flat_map(|programme| &programme.milestones);
        let zones = CATALOGUE.zones.iter().flat_map(|zone| &zone.milestones);
        for milestone in texts.chain(zones).filter(|at| at.text.zh.contains(&speaker.name)) {
            faults.push(milestone.text.zh.to_string());
        }
    }
    none(&faults);
}

/// Chinese joins years by one dash and adds with one plus sign, wherever it stands.
#[test]
fn chinese_has_one_dash_and_one_plus() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let seeds = std::fs::read_dir(folder.join("seeds")).expect("the catalogue");
    let files = seeds.map(|entry| entry.expect("an entry").path());
    let files = files.filter(|path| path.extension().is_some_and(|end| end == "ron"));
    let mut faults = Vec::new();
    for path in files.chain([folder.join("assets/words/zh.ftl")]) {
        let text = std::fs::read_to_string(&path).expect("a text");
        let in_seed = path.extension().is_some_and(|end| end == "ron");
        for line in text.lines() {
            let zh = if in_seed { line.split_once("zh: \"").map_or("", |at| at.1) } else { line };
            if zh.contains(['–', '＋', '－', '～']) {
                faults.push(line.trim().to_owned());
            }
        }
    }
    none(&faults);
}

/// An event's text may name the slip that its source counts. The one that we count says from which plan.
#[test]
fn a_slip_names_the_plan_it_is_counted_from() {
    let zone = CATALOGUE.zone("cncc-2").expect("it exists");
    let plan = CATALOGUE.milestone("cncc-2/topping-out-planned").expect("it exists");
    let came = zone.milestones.iter().find(|event| event.fulfils == plan.id).expect("it came");
    let slip = Slip::between(&plan.date, &came.date);
    assert_eq!(slip, Slip::Early { least: 31, most: 61 });
    let line = |lang| words::milestone_with(lang, came, Some((plan, slip)));
    assert_eq!(
        line(Lang::En),
        "31 Aug 2020 (planned Oct 2020, 31 to 61 days early): The main steel structure is topped out; \
         the report calls that 76 days ahead of schedule."
    );
    assert_eq!(
        line(Lang::Zh),
        "2020年8月31日（公布计划为2020年10月，提前31至61天）：主体钢结构封顶；报道称比计划提前76天。"
    );
    let note = zone.notes.iter().find(|note| note.en.contains("76 days")).expect("it is explained");
    assert!(note.en.contains("31 to 61 days") && note.zh.contains("31至61天"));
}

#[test]
fn every_event_says_where_it_is_from_and_a_plan_when_it_was_made() {
    let mut faults = Vec::new();
    for (owner, milestone) in milestones() {
        let mut wrong = cite_faults(&milestone.cite);
        wrong.extend(text_faults(&milestone.text));
        if milestone.planned && milestone.stated.is_none() {
            wrong.push("a plan without a day on which it was stated".to_owned());
        }
        faults.extend(wrong.iter().map(|what| format!("{owner}, {}: {what}", milestone.text.en)));
    }
    none(&faults);
}

#[test]
fn statements_readings_and_notes_stand_in_both_languages() {
    let mut faults = Vec::new();
    let mut check = |owner: &str, text: &Bilingual| {
        faults.extend(text_faults(text).into_iter().map(|what| format!("{owner}: {what}")));
    };
    for zone in &CATALOGUE.zones {
        zone.notes.iter().for_each(|note| check(&zone.id, note));
        for reading in &zone.readings {
            check(&zone.id, &reading.claim);
            check(&zone.id, &reading.reason);
        }
    }
    for statement in &CATALOGUE.statements {
        check(&statement.id, &statement.text);
        statement.contradicted_by.iter().for_each(|text| check(&statement.id, text));
    }
    for source in &CATALOGUE.sources {
        source.note.iter().for_each(|note| check(&source.id, note));
        source.cited_after.iter().for_each(|note| check(&source.id, note));
    }
    none(&faults);
}

/// A number cannot be stated after the document that states it, nor an event reported before it happens.
#[test]
fn nothing_is_told_before_it_was() {
    let mut faults = Vec::new();
    for (_, figure) in CATALOGUE.figures() {
        let published = CATALOGUE.source(&figure.cite.source).and_then(|at| at.published.as_ref());
        if published.is_some_and(|published| published.last < figure.stated.first) {
            faults.push(format!("{} is stated after its source", figure.id));
        }
    }
    for (owner, milestone) in milestones().filter(|(_, milestone)| !milestone.planned) {
        let source = CATALOGUE.source(&milestone.cite.source);
        let published = source.and_then(|source| source.published.as_ref());
        if published.is_some_and(|published| published.last < milestone.date.first) {
            let text = &milestone.text.en;
            faults.push(format!("{owner}, {}: {text}: told before it happened", milestone.date));
        }
    }
    none(&faults);
}

#[test]
fn what_no_source_dates_is_shown_as_undated() {
    let mut faults = Vec::new();
    let mut estimates = 0;
    for (_, figure) in CATALOGUE.figures() {
        let source = CATALOGUE.source(&figure.cite.source).expect("it exists");
        let dating = CATALOGUE.dating(&figure.cite, &figure.stated);
        if source.published.is_some() {
            continue;
        }
        if figure.stated.word == DateWord::On {
            faults.push(format!("{}: a day of a source without one", figure.id));
            continue;
        }
        let shown = |lang| words::stated(lang, &CATALOGUE, &figure.cite, &figure.stated);
        let (en, zh) = (shown(Lang::En), shown(Lang::Zh));
        let is_ours = dating == Dating::Estimated;
        estimates += usize::from(is_ours);
        if !en.starts_with("undated") || en.contains("our estimate") != is_ours {
            faults.push(format!("{}: {en}", figure.id));
        }
        if !zh.starts_with("未标日期") || zh.contains("估计") != is_ours {
            faults.push(format!("{}: {zh}", figure.id));
        }
        let cited = words::citation(Lang::En, &CATALOGUE, &figure.cite);
        if !cited.contains("undated") {
            faults.push(format!("{}: {cited}", figure.id));
        }
    }
    none(&faults);
    assert!((1..=20).contains(&estimates), "{estimates} dates are our own");
}

/// A zone is told by its best witness: not by an undated text where a dated one has the number.
#[test]
fn no_headline_is_undated_where_a_dated_one_stands_beside_it() {
    let at = CATALOGUE.information_to().expect("dated");
    let mut faults = Vec::new();
    for zone in &CATALOGUE.zones {
        let Some(headline) = zone.headline_on(at) else { continue };
        let rivals = zone.figures.iter().filter(|other| {
            other.scope == headline.scope && other.quantity.compares_with(headline.quantity)
        });
        if !headline.stated.is_plain() && rivals.into_iter().any(|other| other.stated.is_plain()) {
            faults.push(headline.id.clone());
        }
    }
    none(&faults);
    let island = CATALOGUE.zone("yanqi-island").and_then(|zone| zone.headline_on(at));
    assert_eq!(island.map(|figure| figure.id.as_str()), Some("yanqi-island/land-2014"));
}

fn figure(id: &str) -> &'static Figure {
    CATALOGUE.figure(id).unwrap_or_else(|| panic!("no figure {id}"))
}

/// The number of a figure in the base unit of what it measures.
fn value(id: &str) -> f64 {
    let figure = figure(id);
    figure.value().expect("a number") * figure.unit.measure().1
}

/// Wholes and the parts that sources print beside them. To the last printed digit.
const SUMS: &[(&str, &[&str])] = &[
    (
        "jinzhan/land-2020",
        &["jinzhan-west/land-2020", "jinzhan-middle/land-2020", "jinzhan-east/land-2020"],
    ),
    ("cbd-core/land-1992", &["cbd-core/land", "cbd-core/land-reserve"]),
    ("cbd-core/land-ftz-chaoyang", &["cbd-core/land-ftz", "jinzhan/land-ftz"]),
    ("liangma-waterfront/land-2019", &["liangma-waterfront/water", "liangma-waterfront/green"]),
    ("yanqi-demonstration-zone/land-tourism", &["yanqi-convention-area/land", "yanqi-town/land"]),
    ("cncc-2/floor-2024", &["cncc-2-main-hall/floor-2024", "cncc-2/supporting-2024"]),
    (
        "cncc-2-main-hall/floor-2024",
        &["cncc-2-main-hall/floor-above-2024", "cncc-2-main-hall/floor-below-2024"],
    ),
    ("cncc-1/floor", &["cncc-1/floor-above", "cncc-1/floor-below"]),
    ("cncc-1/complex-floor-2011", &["cncc-1/floor", "cncc-1/complex-hotels-2011"]),
    (
        "olympic-green-core/green-1159",
        &["olympic-green-core/forest", "olympic-green-core/land-315", "olympic-green-core/south"],
    ),
    (
        "daxing-airport-zone/land-core",
        &["daxing-airport-zone/land-beijing", "daxing-airport-zone/land-hebei"],
    ),
    (
        "daxing-airport-zone/land-beijing",
        &["daxing-airport-zone/land-west", "daxing-airport-zone/land-east"],
    ),
    (
        "china-germany-park/land-2021",
        &["china-germany-park/land-south", "china-germany-park/land-north"],
    ),
    ("expo-2019-park/land-2015", &["expo-2019-park/fenced-2015", "expo-2019-park/outside-2015"]),
];

#[test]
fn parts_make_their_wholes() {
    let mut faults = Vec::new();
    for (whole, parts) in SUMS {
        let sum: f64 = parts.iter().map(|part| value(part)).sum();
        if (sum - value(whole)).abs() > 1e-6 * sum {
            faults.push(format!("{whole}: {} against {sum}", value(whole)));
        }
        // A part lies in the whole by its scope, or is the same extent above or below ground.
        for part in *parts {
            let (inner, outer) = (figure(part).scope.as_str(), figure(whole).scope.as_str());
            let direct = |scope: &str| {
                let within = CATALOGUE.scope(scope).into_iter().flat_map(|scope| &scope.within);
                within.map(|within| within.scope.as_str()).collect::<Vec<_>>()
            };
            if inner != outer && !direct(inner).contains(&outer) {
                faults.push(format!("{part} is not said to lie in {whole}"));
            }
        }
    }
    none(&faults);
}

/// Conversions that notes state, and the figures they are of.
#[test]
fn the_conversions_in_notes_are_right() {
    let near = |a: f64, b: f64, within: f64| assert!((a - b).abs() <= within, "{a} against {b}");
    let mu = 10_000.0 / 15.0;
    near(value("embassy-quarter/site-2016") / mu, 1254.3, 0.05);
    near(value("yanqi-island/land-mu"), value("yanqi-island/land-2014"), 1e-6);
    near(value("yanqi-lake/water-answer") / 10_000.0, 100.0, 1e-9);
    near(value("cncc-2/media-center-2022"), 38_926.0, 0.5);
    near(value("cncc-2/press-center-2022"), 9755.0, 0.5);
    near(value("cncc-2/broadcast-center-2022"), 20_439.0, 0.5);
    let parts = value("jinzhan-west/land-2020") + value("jinzhan-middle/land-2020");
    near(parts / 10_000.0, 621.4, 1e-9);
    let north = value("dongba-north-2010/floor-2010-10") / value("dongba-north-2010/land-2010");
    near(north, 1.29, 0.005);
    near(value("universal-resort/land-2021") / 10_000.0, 400.0, 1e-9);
    near(value("ciec-new-hall/site-2021") / 10_000.0, 64.0, 0.5);
    near(680.0 + 291.0 + 114.0, 1085.0, 0.0);
    near(680.0 + 291.0 + 164.0, value("olympic-green-core/green-1135") / 10_000.0, 1e-9);
    near(value("cbd-core/land") + value("cbd-east-expansion/land-2009"), 6.99e6, 1e-3);
    let notes = ["1,254", "38,926", "9,755", "20,439"];
    let texts: Vec<&str> = CATALOGUE
        .figures()
        .filter_map(|(_, figure)| figure.note.as_ref())
        .map(|note| note.en.as_str())
        .collect();
    for number in notes {
        assert!(texts.iter().any(|text| text.contains(number)), "{number} is in no note");
    }
}

/// Every number and date in one line, as `tests/data/ledger.txt` has them after a reading against their
/// sources.
fn ledger() -> Vec<String> {
    let place = |cite: &Citation| {
        let locator = cite.locator.as_ref().map_or("", |locator| locator.en.as_str());
        format!("{}, {locator}, {:?}", cite.source, CATALOGUE.grade(cite))
    };
    let mut lines: Vec<String> = CATALOGUE
        .figures()
        .map(|(_, at)| {
            let number = format!("{:?} {} {:?}", at.precision, at.printed, at.unit);
            let what = format!("{:?} of {}, {:?}", at.quantity, at.scope, at.basis);
            format!("{}: {number}, {what}, {}; {}", at.id, at.stated, place(&at.cite))
        })
        .collect();
    lines.extend(milestones().map(|(owner, at)| {
        let plan = match (&at.stated, at.planned) {
            (Some(stated), true) => format!(" planned {stated}"),
            (Some(stated), false) => format!(" stated {stated}"),
            (None, _) => String::new(),
        };
        format!("{owner}: {} {:?}{plan}; {}", at.date, at.kind, place(&at.cite))
    }));
    lines
}

/// A change of a number, a date, a scope or a source is seen here and has to be meant: the lines marked +
/// replace those marked −.
#[test]
fn numbers_and_dates_are_those_of_the_ledger() {
    let is = ledger();
    let was: Vec<&str> = include_str!("../data/ledger.txt").lines().collect();
    let gone = was.iter().filter(|line| !is.iter().any(|now| now == *line));
    let new = is.iter().filter(|line| !was.contains(&line.as_str()));
    let mut changes: Vec<String> = gone.map(|line| format!("− {line}")).collect();
    changes.extend(new.map(|line| format!("+ {line}")));
    none(&changes);
    assert_eq!(is.len(), was.len());
}
