//! What pages say beside their numbers: of two days, of mere positions, of plans whose time is over, of figures of
//! one name; and that each number of a source is listed where it stands.

use std::{collections::BTreeSet, sync::LazyLock};

use beijing_zones::{
    basemap::TileStore,
    formats::catalogue::embedded,
    model::{Lang, boundary::BoundaryQuality, catalogue::Catalogue, date::Day, units::AreaUnit},
    scene::{
        Item, LabelLang,
        sheet::{Beside, Sheet, SheetInput, Subject, compose, slides},
    },
    style::Layout,
};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| embedded().expect("well formed"));
static STORE: LazyLock<TileStore> = LazyLock::new(|| TileStore::embedded().expect("sound"));
const BEFORE: Day = Day::constant(2015, 12, 31);

fn index(id: &str) -> usize {
    CATALOGUE.zones.iter().position(|zone| zone.id == id).expect("the zone")
}

fn layout(id: &str) -> &'static Layout {
    Layout::all().iter().find(|layout| layout.id == id).expect("the layout")
}

fn input(id: &str, lang: Lang, layout_id: &str) -> SheetInput<'static> {
    let day = CATALOGUE.information_to().expect("a date");
    SheetInput {
        lang: LabelLang::One(lang),
        layout: layout(layout_id),
        ..SheetInput::new(&CATALOGUE, Subject::Zone(index(id)), day)
    }
}

/// The texts outside the maps with their places, in order.
fn texts(sheet: &Sheet) -> Vec<(String, [f32; 2])> {
    let mut inside = false;
    let mut texts = Vec::new();
    for item in &sheet.scene.items {
        match item {
            Item::Clip(_) => inside = true,
            Item::Unclip => inside = false,
            Item::Text { text, .. } if !inside => texts.push((text.text.clone(), text.at)),
            _ => {}
        }
    }
    texts
}

/// All that a page says in one line, its lines joined as they were broken.
fn said(input: &SheetInput<'_>) -> String {
    let joint = if input.lang == LabelLang::One(Lang::Zh) { "" } else { " " };
    let sheet = compose(input, &STORE).expect("the base map is sound");
    let texts: Vec<String> = texts(&sheet).into_iter().map(|(text, _)| text).collect();
    texts.join(joint).replace('\u{a0}', " ")
}

#[track_caller]
fn check(input: &SheetInput<'_>, wanted: &[&str], unwanted: &[&str]) {
    let said = said(input);
    for wanted in wanted {
        assert!(said.contains(wanted), "{wanted:?} is not in {said}");
    }
    for unwanted in unwanted {
        assert!(!said.contains(unwanted), "{unwanted:?} is in {said}");
    }
}

fn two_days(id: &str, lang: Lang) -> SheetInput<'static> {
    SheetInput { beside: Some(Beside::Day(BEFORE)), ..input(id, lang, "compare") }
}

#[test]
fn of_two_days_a_page_says_what_was_known_on_each() {
    check(
        &two_days("sanlitun", Lang::En),
        &["nothing known of it by the first date", "no source on this zone dated by this day"],
        &["no change"],
    );
    check(&two_days("sanlitun", Lang::Zh), &["前一日期尚无本片区资料"], &["无变化"]);
    // The island was built before it opened.
    check(&two_days("yanqi-island", Lang::En), &["status: completed → in operation"], &[]);
    // A plan was there, a boundary not yet.
    check(
        &two_days("embassy-quarter", Lang::En),
        &["no boundary was known by this day, so none is drawn", "first outline"],
        &["status: approved"],
    );
    check(&two_days("embassy-quarter", Lang::Zh), &["此日尚无已知范围，图上未绘"], &["已批复"]);
    // What had stood for decades does not change when a newspaper counts it.
    for id in ["embassy-area-1", "embassy-area-2", "embassy-area-3"] {
        check(&two_days(id, Lang::En), &["in operation", "no change in the catalogue"], &["→"]);
    }
}

#[test]
fn new_figures_are_those_that_the_page_shows() {
    // Five of its own, and those of the zones around it that bear the name.
    let own = CATALOGUE.zones[index("embassy-quarter")].figures.len();
    let said = said(&two_days("embassy-quarter", Lang::En));
    let count = said.split("new figures: ").nth(1).and_then(|rest| rest.split(';').next());
    let count: usize = count.and_then(|count| count.trim().parse().ok()).expect("a count");
    let shown = |day: Day| {
        let annex = SheetInput { day, ..input("embassy-quarter", Lang::En, "figures") };
        let sheet = compose(&annex, &STORE).expect("sound");
        let rows = texts(&sheet).into_iter().filter(|(text, at)| {
            text.starts_with('[') && text.ends_with(']') && at[0] > sheet.scene.width * 0.9
        });
        rows.count()
    };
    assert!(count > own, "{count} of {own}");
    assert_eq!(count, shown(input("dongba", Lang::En, "sheet").day) - shown(BEFORE));
}

#[test]
fn a_source_stands_below_the_day_that_knew_it() {
    // The one with a year in its name.
    for zone in CATALOGUE.zones.iter().filter(|zone| zone.id != "expo-2019-park") {
        for lang in [Lang::En, Lang::Zh] {
            let sheet = compose(&two_days(&zone.id, lang), &STORE).expect("sound");
            let middle = sheet.scene.width / 2.0;
            let later: Vec<i16> = (2016..=2026).collect();
            let texts = texts(&sheet);
            let foot = sheet.maps[0].frame.bottom();
            // Below the maps, above the foot of the page.
            let of_first = texts.iter().filter(|(_, at)| {
                at[0] < middle && at[1] > foot && at[1] < sheet.scene.height - 44.0
            });
            for (text, _) in of_first {
                let is_later = later.iter().any(|year| text.contains(&year.to_string()));
                assert!(!is_later, "{}: {text} below {BEFORE}", zone.id);
            }
        }
    }
}

#[test]
fn a_circle_is_not_taken_for_the_area_beside_it() {
    for zone in &CATALOGUE.zones {
        let at = input(&zone.id, Lang::En, "sheet").as_of();
        let is_position =
            zone.outline_on(at).is_some_and(|outline| outline.quality == BoundaryQuality::Point);
        if !is_position || zone.headline_on(at).is_none() {
            continue;
        }
        for layout in ["sheet", "a4", "compare"] {
            let page = SheetInput {
                beside: (layout == "compare").then_some(Beside::Zone(index("dongba"))),
                ..input(&zone.id, Lang::En, layout)
            };
            let said = said(&page);
            let explained = said.contains("not the area") || said.contains("a position alone");
            assert!(explained, "{} {layout}: {said}", zone.id);
        }
        check(&input(&zone.id, Lang::Zh, "figures"), &["范围未公布：仅知位置"], &["圆圈"]);
    }
    let core = |lang| input("airport-economic-core", lang, "sheet");
    check(
        &core(Lang::En),
        &["the circle shows how far off the position may be (±3 km), not the area"],
        &[],
    );
    check(&core(Lang::Zh), &["图中圆圈表示位置误差（±3公里），不代表面积"], &[]);
}

#[test]
fn figures_of_one_name_say_why_they_differ_on_slides_too() {
    let slide = |id, lang| input(id, lang, "sheet");
    check(
        &slide("olympic-green-core", Lang::En),
        &["Contradicts 11.59 km²; the reason is not known"],
        &["Another scope"],
    );
    check(&slide("cncc-2", Lang::Zh), &["取整之差"], &["口径与"]);
    check(&slide("ciec-new-hall", Lang::En), &["Part of about 611,000 m²"], &[]);
    let all = slides(&slide("olympic-green-core", Lang::En), &STORE).expect("slides");
    let details = all[0].panes[0].rows.iter().map(|row| row.detail.as_str());
    assert!(details.clone().any(|detail| detail.contains("Contradicts")), "{:?}", all[0].panes);
}

#[test]
fn what_is_drawn_is_told_where_the_areas_are_of_another_scope() {
    for layout in ["sheet", "a4", "figures"] {
        check(
            &input("cncc-1", Lang::En, layout),
            &["outline of Phase I, convention building, whose area is not published"],
            &[],
        );
    }
    check(&input("cncc-1", Lang::Zh, "a4"), &["所绘为一期会议中心主体，其面积未公布"], &[]);
    check(&input("cbd-core", Lang::En, "a4"), &[], &["outline of CBD"]);
}

#[test]
fn square_feet_are_converted_and_a_slip_is_named() {
    let figures = input("cncc-2", Lang::En, "figures");
    check(
        &figures,
        &["over 419,000 sq ft", "38,900 m² · Same digits as 419,000 m² of another scope"],
        &[],
    );
    check(
        &input("cncc-2", Lang::Zh, "figures"),
        &["3.89万平方米 · 数字与另一口径的41.9万平方米相同而单位不同"],
        &[],
    );
}

#[test]
fn output_that_grew_is_no_rounding() {
    for (lang, wanted, unwanted) in [
        (Lang::En, "Replaced by 35 billion yuan", "once rounded"),
        (Lang::Zh, "已更新为350亿元", "取整之差"),
    ] {
        check(&input("china-germany-park", lang, "figures"), &[wanted], &[unwanted]);
    }
}

#[test]
fn a_plan_whose_time_is_over_is_a_plan_no_more() {
    let after = input("yanqing-olympic-zone", Lang::En, "sheet");
    // Its event, of the very day, says as much.
    check(&after, &["29 Apr 2022"], &["was planned", "· planned", "is to open"]);
    check(&input("expo-2019-park", Lang::En, "sheet"), &["was planned; came on time"], &[]);
    check(&input("expo-2019-park", Lang::Zh, "sheet"), &["原计划；如期"], &["· 计划"]);
    check(
        &input("dahongmen", Lang::En, "sheet"),
        &["Sep 2022 · was planned; no report found"],
        &[],
    );
    check(
        &input("liangma-waterfront", Lang::En, "a3"),
        // Whoever planned it, and who says that it happened.
        &["was planned; happened Aug 2020 [6] [1]"],
        &[],
    );
    // Before that time it is.
    let day = Day::constant(2022, 7, 1);
    let before = SheetInput { day, ..input("dahongmen", Lang::En, "sheet") };
    check(&before, &["Sep 2022 · planned"], &["no report"]);
    // The words of a plan fit either.
    let of_zones = CATALOGUE.zones.iter().flat_map(|zone| &zone.milestones);
    let of_tasks = CATALOGUE.programmes.iter().flat_map(|task| &task.milestones);
    for plan in of_zones.chain(of_tasks).filter(|milestone| milestone.planned) {
        for words in ["is to ", "are to ", "expected", "confirmed"] {
            assert!(!plan.text.en.contains(words), "{}", plan.text.en);
        }
        for words in ["计划", "未获证实"] {
            assert!(!plan.text.zh.contains(words), "{}", plan.text.zh);
        }
    }
}

#[test]
fn what_was_replaced_stands_after_what_replaced_it() {
    for (id, replaced, by) in [
        ("cncc-2", "Replaced by 785,000 m²", "785,000 m²"),
        ("china-germany-park", "Replaced by 35 billion yuan", "35 billion yuan"),
        ("yanqi-convention-area", "Replaced by 29 people", "29 people"),
    ] {
        for layout in ["sheet", "large-print", "figures"] {
            let sheet = compose(&input(id, Lang::En, layout), &STORE).expect("sound");
            let texts: Vec<String> =
                texts(&sheet).iter().map(|(text, _)| text.replace('\u{a0}', " ")).collect();
            let first = |wanted: &str| texts.iter().position(|text| text.contains(wanted));
            let value = texts.iter().position(|text| text == by);
            if let Some(replaced) = first(replaced) {
                assert!(value.is_some_and(|value| value < replaced), "{id} {layout}: {texts:?}");
            }
        }
    }
    // All of them on the page of figures.
    check(&input("cncc-2", Lang::Zh, "figures"), &["已更新为78.5万平方米"], &[]);
}

#[test]
fn parts_that_miss_their_sum_by_rounding_say_so() {
    for (id, layout) in [("jinzhan-west", "a4"), ("dongba", "figures")] {
        check(
            &input(id, Lang::En, layout),
            &["12.17 km² is the sum of 5.95 + 3.19 + 3.02 within rounding"],
            &[],
        );
    }
    check(
        &input("jinzhan", Lang::Zh, "figures"),
        &["在取整误差内，12.17平方公里为5.95 + 3.19 + 3.02之和"],
        &[],
    );
    // In hectares, as the source has it, they add up.
    let ha = SheetInput { unit: AreaUnit::Ha, ..input("jinzhan-west", Lang::En, "a4") };
    check(&ha, &["1,216.69 ha"], &["within rounding"]);
}

#[test]
fn credits_of_the_map_stand_with_a_map_alone() {
    for id in ["dongba", "wangjing"] {
        check(
            &input(id, Lang::En, "figures"),
            &["not an approved map"],
            &["OpenStreetMap", "Map data"],
        );
        check(
            &input(id, Lang::Zh, "sheet"),
            &["轨道线位与OpenStreetMap核对（© OpenStreetMap贡献者）"],
            &[],
        );
    }
}

#[test]
fn a_zone_without_figures_says_why_it_is_drawn_and_who_speaks_of_it() {
    for layout in ["sheet", "figures", "a4-portrait"] {
        check(&input("sanlitun", Lang::En, layout), &["Shown because", "[1]", "Taikoo Li"], &[]);
        check(
            &input("wangjing", Lang::Zh, layout),
            &["试点之一，故列示", "[1]", "首批国际人才社区"],
            &[],
        );
    }
    for zone in &CATALOGUE.zones {
        check(&input(&zone.id, Lang::En, "figures"), &["[1]"], &[]);
    }
}

#[test]
fn one_thing_has_one_name() {
    for id in [
        "yanqi-convention-area",
        "yanqi-demonstration-zone",
        "yanqi-lake",
        "yanqi-island",
        "yanqi-town",
    ] {
        let zone = &CATALOGUE.zones[index(id)];
        let scope = CATALOGUE.scope(&zone.scope).expect("a scope");
        for lang in [Lang::En, Lang::Zh] {
            assert_eq!(scope.name.get(lang), zone.name.short(lang), "{id}");
        }
    }
}

#[test]
fn estimated_years_say_that_they_are() {
    for id in [
        "yanqi-convention-area",
        "olympic-green-core",
        "new-shougang",
        "daxing-bonded-zone",
        "cbd-east-expansion",
    ] {
        for layout in ["sheet", "a3", "figures"] {
            check(&input(id, Lang::En, layout), &["by our estimate"], &[]);
            check(&input(id, Lang::Zh, layout), &["估计为"], &[]);
        }
    }
    check(&input("embassy-area-1", Lang::En, "sheet"), &["about 1955 to 1959"], &[]);
}

/// The numbers of sources at the end of a text.
fn numbers(text: &str) -> Vec<usize> {
    let words = text.split(' ').rev();
    let number = |word: &str| word.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let mut numbers: Vec<usize> = words.map_while(number).collect();
    numbers.reverse();
    numbers
}

#[test]
fn sources_are_numbered_in_order_and_listed_where_they_are_named() {
    let layouts = Layout::all();
    for zone in &CATALOGUE.zones {
        for layout in layouts {
            let beside = (layout.id.as_str() == "compare").then_some(Beside::Day(BEFORE));
            let page = SheetInput { beside, ..input(&zone.id, Lang::En, &layout.id) };
            let sheet = compose(&page, &STORE).expect("sound");
            let name = format!("{} {}", zone.id, layout.id);
            let texts = texts(&sheet);
            // A listed source has its number alone at the left of its line.
            let is_listed = |text: &str, at: [f32; 2]| {
                text.starts_with('[')
                    && texts.iter().any(|(other, place)| {
                        (place[1] - at[1]).abs() < 0.1
                            && [24.0, 30.0]
                                .iter()
                                .any(|in_from| (place[0] - at[0] - in_from).abs() < 0.1)
                            && other != text
                    })
            };
            let (mut named, mut listed) = (Vec::new(), Vec::new());
            for (text, at) in &texts {
                let found = numbers(text);
                if is_listed(text, *at) { listed.extend(found) } else { named.extend(found) }
            }
            check_numbers(&name, &named, &listed);
        }
        let all = slides(&input(&zone.id, Lang::En, "sheet"), &STORE).expect("slides");
        for (at, slide) in all.iter().enumerate() {
            let rows = slide.panes.iter().flat_map(|pane| &pane.rows).filter_map(|row| row.note);
            let strips = slide.panes.iter().filter_map(|pane| pane.strip.as_ref());
            let entries =
                strips.flat_map(|strip| &strip.entries).flat_map(|entry| entry.notes.clone());
            let named: Vec<usize> = rows.chain(entries).collect();
            let listed = slide.sources.iter().map(|(line, _)| {
                line.strip_prefix('[')
                    .and_then(|line| line.split_once(']'))
                    .and_then(|(at, _)| at.parse().ok())
            });
            let listed: Option<Vec<usize>> = listed.collect();
            check_numbers(&format!("{} slide {at}", zone.id), &named, &listed.expect("numbers"));
        }
    }
}

#[track_caller]
fn check_numbers(name: &str, named: &[usize], listed: &[usize]) {
    let mut seen = BTreeSet::new();
    let first: Vec<usize> = named.iter().copied().filter(|number| seen.insert(*number)).collect();
    let in_order: Vec<usize> = (1..=listed.len()).collect();
    let mut sorted = listed.to_vec();
    sorted.sort_unstable();
    assert_eq!(sorted, in_order, "{name}: listed");
    assert!(first.is_sorted(), "{name}: named {first:?}");
    assert!(first.iter().all(|number| listed.contains(number)), "{name}: {first:?} of {listed:?}");
}
