//! The layouts of pages: what stands on each, and what whoever makes them writes on it.

use std::sync::LazyLock;

use beijing_zones::{
    basemap::TileStore,
    formats::catalogue::embedded,
    model::{Lang, catalogue::Catalogue, date::Day},
    scene::{
        Item, LabelLang,
        item::Rect,
        sheet::{Beside, Marks, PagePart, Sheet, SheetInput, Subject, compose},
    },
    style::{Layout, MapPlace},
    text::{
        Weight,
        shape::{CAP_HEIGHT_EM, DESCENT_EM, width_em},
    },
};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| embedded().expect("well formed"));
static STORE: LazyLock<TileStore> = LazyLock::new(|| TileStore::embedded().expect("sound"));
const LANGS: [LabelLang; 3] = [LabelLang::One(Lang::En), LabelLang::One(Lang::Zh), LabelLang::Both];

fn zone(id: &str) -> usize {
    CATALOGUE.zones.iter().position(|zone| zone.id == id).expect("the zone")
}

fn input(id: &str) -> SheetInput<'static> {
    let day = CATALOGUE.information_to().expect("a date");
    SheetInput::new(&CATALOGUE, Subject::Zone(zone(id)), day)
}

fn page(input: &SheetInput<'_>) -> Sheet {
    compose(input, &STORE).expect("the base map is sound")
}

/// The texts outside the maps, with what they cover.
fn texts(sheet: &Sheet) -> Vec<(String, Rect)> {
    let mut inside = false;
    let mut texts = Vec::new();
    for item in &sheet.scene.items {
        match item {
            Item::Clip(_) => inside = true,
            Item::Unclip => inside = false,
            Item::Text { text, .. } if !inside => {
                let width = width_em(&text.text, text.weight) * text.size - 1.0;
                let height = (CAP_HEIGHT_EM + DESCENT_EM) * text.size * 0.86;
                let top = text.at[1] - CAP_HEIGHT_EM * text.size * 0.86;
                texts.push((text.text.clone(), Rect::new(text.at[0] + 0.5, top, width, height)));
            }
            _ => {}
        }
    }
    texts
}

#[track_caller]
fn check_clear(name: &str, sheet: &Sheet) {
    let page = Rect::new(0.0, 0.0, sheet.scene.width, sheet.scene.height);
    let texts = texts(sheet);
    for (at, (text, covered)) in texts.iter().enumerate() {
        assert!(page.contains_rect(covered), "{name}: {text:?} is cut");
        for (other, other_covered) in &texts[at + 1..] {
            assert!(!covered.intersects(other_covered), "{name}: {text:?} covers {other:?}");
        }
    }
}

#[track_caller]
fn check_has(sheet: &Sheet, wanted: &str) -> Rect {
    let texts = texts(sheet);
    let found = texts.iter().find(|(text, _)| text.contains(wanted));
    let names: Vec<&String> = texts.iter().map(|(text, _)| text).collect();
    found.unwrap_or_else(|| panic!("{wanted:?} is not in {names:?}")).1
}

#[test]
fn the_legend_tells_lines_of_the_base_map_and_marks_of_the_strip() {
    let base = SheetInput {
        layout: Layout::named("a4-portrait").expect("a layout"),
        size: (1240, 1754),
        ..input("dongba")
    };
    let lines = ["metro line", "railway", "district boundary"];
    let marks = ["event", "plan", "time span"];
    let with = page(&base);
    for words in lines.iter().chain(&marks) {
        check_has(&with, words);
    }
    let mut left_out = base.left_out;
    left_out.set(PagePart::BaseMap, true);
    let without = page(&SheetInput { left_out, ..base });
    let names: Vec<String> = texts(&without).into_iter().map(|(text, _)| text).collect();
    assert!(lines.iter().all(|line| !names.iter().any(|name| name == line)), "{names:?}");
    // Signs take the place of no figure: a page of as many figures as it holds has them where there is room.
    let roads_off = page(&SheetInput {
        layers: beijing_zones::scene::map::Layers { roads: false, ..base.layers },
        ..base
    });
    let names: Vec<String> = texts(&roads_off).into_iter().map(|(text, _)| text).collect();
    assert!(!names.iter().any(|name| name == "metro line"));
    check_has(&roads_off, "district boundary");
}

#[test]
fn the_drawn_area_of_a_guess_has_no_more_digits_than_it_bears() {
    check_has(&page(&input("embassy-area-1")), "about 0.83\u{a0}km²");
    let figures = SheetInput {
        layout: Layout::named("figures").expect("a layout"),
        ..input("embassy-area-1")
    };
    check_has(&page(&figures), "0.83");
    // One drawn from named roads keeps its digits, and one fitted to a figure those of the figure.
    check_has(&page(&input("cbd-core")), "3.89\u{a0}km²");
    check_has(&page(&input("dongba")), "35.50\u{a0}km²");
}

#[test]
fn two_zones_stand_side_by_side_at_one_scale() {
    for lang in LANGS {
        for (one, other) in [("embassy-quarter", "dongba"), ("cbd-core", "cncc-2")] {
            let input = SheetInput {
                lang,
                layout: Layout::compare(),
                beside: Some(Beside::Zone(zone(other))),
                ..input(one)
            };
            let sheet = page(&input);
            assert_eq!(sheet.maps.len(), 2);
            assert_eq!(sheet.maps[0].view.zoom, sheet.maps[1].view.zoom);
            assert!(!sheet.maps[0].frame.intersects(&sheet.maps[1].frame));
            for (map, id) in sheet.maps.iter().zip([one, other]) {
                assert!(map.labels.iter().any(|label| label.zone == Some(zone(id))), "{id}");
            }
            check_clear(&format!("{one} and {other} {lang:?}"), &sheet);
        }
    }
}

#[test]
fn the_ratio_of_two_zones_is_said_in_words() {
    let base = SheetInput {
        layout: Layout::compare(),
        beside: Some(Beside::Zone(zone("dongba"))),
        ..input("embassy-quarter")
    };
    check_has(&page(&base), "42 times the size of Fourth Embassy Area");
    let lang = LabelLang::One(Lang::Zh);
    check_has(&page(&SheetInput { lang, ..base }), "第四使馆区的42倍");
}

#[test]
fn two_days_show_what_was_known_on_each_the_earlier_first() {
    let early = Day::constant(2019, 12, 31);
    let base = SheetInput { layout: Layout::compare(), ..input("cncc-2") };
    for (day, other) in [(base.day, early), (early, base.day)] {
        let sheet = page(&SheetInput { day, beside: Some(Beside::Day(other)), ..base });
        assert_eq!(sheet.maps[0].view, sheet.maps[1].view);
        let (first, second) =
            (check_has(&sheet, "As of 31 Dec 2019"), check_has(&sheet, "As of 28 Feb 2026"));
        assert!(first.x < second.x);
        check_has(&sheet, "status: under construction → in operation; new figures:");
        let is_head = |wanted: &str| {
            let heads = texts(&sheet).into_iter().filter(|(text, _)| text == wanted);
            heads.map(|(_, place)| place.x).next().expect("the status of a half")
        };
        assert!(is_head("under construction (2018)") < second.x);
        assert!(is_head("in operation (2025)") >= second.x - 1.0);
        check_clear("two days", &sheet);
    }
}

#[test]
fn a_page_of_figures_has_no_map_and_all_units() {
    for zone in &CATALOGUE.zones {
        for lang in LANGS {
            let input = SheetInput { lang, layout: Layout::figures(), ..input(&zone.id) };
            let sheet = page(&input);
            assert!(sheet.maps.is_empty());
            check_clear(&format!("{} {lang:?}", zone.id), &sheet);
        }
    }
    let sheet = page(&SheetInput { layout: Layout::figures(), ..input("jinzhan") });
    for number in ["1,216.69\u{a0}ha", "12.17", "1,216.69", "18,250"] {
        check_has(&sheet, number);
    }
    let upright = SheetInput {
        layout: Layout::figures(),
        size: (794, 1123),
        lang: LabelLang::Both,
        ..input("dongba")
    };
    check_clear("upright", &page(&upright));
}

#[test]
fn what_has_no_room_goes_on_from_the_row_where_the_page_ends() {
    let sheet = page(&input("cncc-2"));
    assert!(sheet.left_out > 0 && sheet.annex_from == 6, "{}", sheet.annex_from);
    let annex =
        SheetInput { layout: Layout::figures(), from_row: sheet.annex_from, ..input("cncc-2") };
    let annex = page(&annex);
    assert_eq!(annex.left_out, 0);
    let all = page(&SheetInput { layout: Layout::figures(), ..input("cncc-2") });
    let rows =
        |sheet: &Sheet| texts(sheet).iter().filter(|(text, _)| text.starts_with('[')).count();
    assert!(rows(&all) > rows(&annex));
}

#[test]
fn the_map_of_an_upright_page_takes_what_its_figures_leave() {
    for (id, size) in [("a4-portrait", (1240, 1754)), ("a3-portrait", (1754, 2480))] {
        let layout = Layout::named(id).expect("a layout");
        let of = |zone| page(&SheetInput { layout, size, ..input(zone) });
        let (few, many) = (of("sanlitun"), of("cncc-2"));
        let (few_map, many_map) = (few.maps[0].frame, many.maps[0].frame);
        assert!(few_map.height > many_map.height + 100.0, "{few_map:?} {many_map:?}");
        // Between the figures and the foot nothing much is left.
        let foot = check_has(&few, "Schematic");
        let above =
            texts(&few).into_iter().map(|(_, at)| at.bottom()).filter(|y| *y < foot.y - 4.0);
        let lowest = above.fold(0.0, f32::max);
        assert!(foot.y - lowest < 90.0, "{id}: from {lowest} to {}", foot.y);
    }
}

/// The map of an upright page leaves room for the sources of what its strip tells.
#[test]
fn the_milestones_of_an_upright_page_are_cited() {
    for (id, size) in [("a4-portrait", (1240, 1754)), ("a3-portrait", (1754, 2480))] {
        let layout = Layout::named(id).expect("a layout");
        for zone in ["embassy-area-1", "embassy-area-2", "second-sanlitun", "zhongguancun-forum"] {
            let sheet = page(&SheetInput { layout, size, ..input(zone) });
            check_has(&sheet, "Sources");
            let texts = texts(&sheet);
            let lines: Vec<&str> = texts.iter().map(|(text, _)| text.as_str()).collect();
            // The heads of the strip's entries, behind their numbers.
            let of_entry =
                |(_, two): (usize, &[&str])| (two[0].parse::<u8>().ok(), two[1].to_owned());
            let heads: Vec<String> = lines
                .windows(2)
                .enumerate()
                .map(of_entry)
                .filter_map(|(number, head)| number.filter(|at| *at < 9).and(Some(head)))
                .filter(|head| head.contains("19") || head.contains("20"))
                .filter(|head| head.chars().any(|c| c.is_ascii_digit()) && head.len() > 6)
                .collect();
            assert!(!heads.is_empty(), "{zone}: {lines:?}");
            assert!(heads.iter().all(|head| head.ends_with(']')), "{zone} on {id}: {heads:?}");
        }
    }
}

/// A page of the report says which of its zones its map does not show.
#[test]
fn the_report_names_the_zones_that_its_map_leaves_out() {
    let sheet = page(&SheetInput { subject: Subject::Report, ..input("dongba") });
    let second = zone("second-sanlitun");
    assert!(!sheet.maps[0].zones.contains(&second));
    check_has(&sheet, "Not drawn at this scale: Second Sanlitun, Tax-free consumption area");
}

/// What a legend has no room for in one line stands in two, and a map without legend has no letters that
/// only a legend explains.
#[test]
fn a_legend_cuts_no_name() {
    for lang in LANGS {
        let later = input("daxing-bonded-zone");
        let beside = Some(Beside::Day(Day::new(2015, 6, 30).expect("a day")));
        let layout = Layout::named("compare").expect("a layout");
        let sheet = page(&SheetInput { beside, layout, lang, ..later });
        let all: String = texts(&sheet).into_iter().map(|(text, _)| text).collect();
        assert!(all.contains("±1.5") && !all.contains('…'), "{all}");
    }
    let letters = |layout: &str| {
        let layout = Layout::named(layout).expect("a layout");
        let sheet = page(&SheetInput { layout, ..input("jinzhan") });
        let is_letter = |item: &&Item| {
            matches!(item, Item::Text { text, .. }
            if text.text == "A" && (text.weight == Weight::Bold || text.size > 12.0))
        };
        sheet.scene.items.iter().filter(is_letter).count()
    };
    assert_eq!((letters("sheet"), letters("map")), (2, 0));
}

#[test]
fn a_page_of_few_figures_has_larger_type() {
    let layout = Layout::named("figures").expect("a layout");
    let of = |zone| page(&SheetInput { layout, ..input(zone) });
    let (few, many) = (of("city-sub-centre"), of("cncc-2"));
    assert!(few.scene.scale > many.scene.scale * 1.3, "{} {}", few.scene.scale, many.scene.scale);
    check_clear("few figures", &few);
    check_has(&of("second-sanlitun"), "none published");
}

#[test]
fn a_zone_has_no_drawn_area_on_a_day_when_it_was_not_known() {
    let day = Day::new(2015, 6, 30).expect("a day");
    for id in ["sheet", "figures"] {
        let layout = Layout::named(id).expect("a layout");
        let sheet = page(&SheetInput { layout, day, ..input("sanlitun") });
        check_has(&sheet, "no source on this zone dated by this day");
        assert!(texts(&sheet).iter().all(|(text, _)| !text.contains("0.3374")), "{id}");
    }
}

#[test]
fn marks_stand_where_official_sheets_have_them() {
    let marks = Marks {
        headline: "东坝用地口径不一，以35.5平方公里为准".to_owned(),
        marking: "内部资料".to_owned(),
        prepared_by: "某规划处".to_owned(),
        drawn_on: "2026年11月".to_owned(),
        number: "3-1".to_owned(),
        approval: "京S(2026)001号".to_owned(),
        note: "仅供讨论。".to_owned(),
    };
    let ids = Layout::all().iter().filter(|layout| layout.map != MapPlace::Pair);
    for layout in ids {
        for lang in LANGS {
            let input = SheetInput { lang, layout, marks: &marks, ..input("dongba") };
            let sheet = page(&input);
            let name = format!("{} {lang:?}", layout.id);
            check_clear(&name, &sheet);
            let (width, height) = (sheet.scene.width, sheet.scene.height);
            let marking = check_has(&sheet, "内部资料");
            assert!(marking.x < width * 0.2 && marking.y < height * 0.1, "{name}");
            let approval = check_has(&sheet, "京S(2026)001号");
            assert!(approval.x < width * 0.2 && approval.y > height * 0.8, "{name}");
            let prepared = check_has(&sheet, "某规划处");
            assert!(prepared.y > height * 0.8, "{name}");
            assert!(!texts(&sheet).iter().any(|(text, _)| text.contains("未取得审图号")), "{name}");
            if layout.map != MapPlace::Fill {
                let title = check_has(&sheet, "东坝用地口径不一");
                assert!(title.y < height * 0.12, "{name}");
                check_has(&sheet, "仅供讨论。");
            }
        }
    }
}

#[test]
fn a_long_note_and_headline_push_nothing_over_anything() {
    let marks = Marks {
        headline: "结论".repeat(60),
        note: "A note that goes on and on, with figures such as 35.5 km² in it. ".repeat(6),
        prepared_by: "编制单位".repeat(40),
        ..Marks::default()
    };
    for lang in LANGS {
        check_clear("long marks", &page(&SheetInput { lang, marks: &marks, ..input("dongba") }));
    }
}

#[test]
fn a_printed_page_has_a_numeric_scale_and_a_slide_has_none() {
    let printed = SheetInput {
        dpi: Some(96.0),
        size: (1123, 794),
        layout: Layout::named("a4").expect("a layout"),
        ..input("dongba")
    };
    let sheet = page(&printed);
    let scale =
        texts(&sheet).into_iter().find_map(|(text, _)| Some(text.strip_prefix("1:")?.to_owned()));
    let scale: f64 = scale.expect("a scale").replace(',', "").parse().expect("a number");
    // A pixel of the page is so many metres on paper and on the ground.
    let on_paper = 0.0254 / 96.0 * f64::from(sheet.scene.scale);
    let wanted = sheet.maps[0].view.metres_per_pixel() / on_paper;
    assert!((scale / wanted - 1.0).abs() < 0.005, "{scale} {wanted}");
    let slide = page(&input("dongba"));
    assert!(!texts(&slide).iter().any(|(text, _)| text.starts_with("1:")));
}

#[test]
fn each_part_can_be_left_out_but_credits_and_the_note_on_approval() {
    let texts_with = |part: Option<PagePart>| {
        let left_out = part.into_iter().collect();
        let sheet = page(&SheetInput { left_out, ..input("dongba") });
        check_clear(&format!("{part:?}"), &sheet);
        assert!(sheet.findings.is_empty(), "{part:?} {:?}", sheet.findings);
        check_has(&sheet, "not an approved map");
        check_has(&sheet, "Map data:");
        sheet
    };
    let whole = texts_with(None);
    let has = |sheet: &Sheet, text: &str| texts(sheet).iter().any(|(of, _)| of.contains(text));
    let names =
        |sheet: &Sheet| sheet.maps[0].labels.iter().filter(|label| label.zone.is_some()).count();
    for (part, text) in [
        (PagePart::Legend, "Legend"),
        (PagePart::Figures, "Figures"),
        (PagePart::Figures, "Sources"),
        (PagePart::ScaleBar, " km"),
        (PagePart::Strip, "15 Dec 2024"),
    ] {
        assert!(has(&whole, text), "{text}");
        let sheet = texts_with(Some(part));
        // The figures have units of area.
        let left = texts(&sheet).iter().any(|(of, _)| of.ends_with(text) || of == text);
        assert!(!left, "{part:?} leaves {text}");
    }
    assert!(names(&whole) > 0 && names(&texts_with(Some(PagePart::Labels))) == 0);
    for part in PagePart::ALL {
        let sheet = texts_with(Some(part));
        assert!(sheet.scene.items != whole.scene.items, "{part:?}");
    }
    // Without anything beside it the map takes the whole width.
    let left_out = [PagePart::Legend, PagePart::Figures].into_iter().collect();
    let wide = page(&SheetInput { left_out, ..input("dongba") });
    assert!(wide.maps[0].frame.width > whole.maps[0].frame.width + 400.0);
}

#[test]
fn titles_in_the_serif_are_drawn_with_it_in_every_kind_of_file() {
    use beijing_zones::{
        export::{pdf, png, svg},
        style::TitleFace,
        text::Weight,
    };
    let base = SheetInput { lang: LabelLang::One(Lang::Zh), ..input("dongba") };
    let sans = page(&base);
    let serif = page(&SheetInput { titles: TitleFace::Serif, ..base });
    let faces = |sheet: &Sheet| {
        let of = |item: &Item| match item {
            Item::Text { text, .. } if text.weight == Weight::Serif => Some(text.text.clone()),
            _ => None,
        };
        sheet.scene.items.iter().filter_map(of).collect::<Vec<_>>()
    };
    assert!(faces(&sans).is_empty());
    assert_eq!(faces(&serif), ["东坝国际商务中心"]);
    check_clear("serif", &serif);
    let scene = serif.scene;
    let drawn = |scene| png::encode(scene).expect("a picture");
    assert!(drawn(&scene) != drawn(&sans.scene));
    let text = svg::encode(&scene, svg::TextAs::Text).expect("a drawing");
    let text = String::from_utf8(text).expect("text");
    assert!(text.contains("bz-serif"), "the subset stands in the file");
    let pdf = pdf::encode(&[scene], 0.75).expect("a page");
    assert!(String::from_utf8_lossy(&pdf).contains("NotoSerifSC"));
}

#[test]
fn inset_and_strip_can_be_left_out() {
    let with = page(&input("dongba"));
    let left_out = [PagePart::Locator, PagePart::Strip].into_iter().collect();
    let without = page(&SheetInput { left_out, ..input("dongba") });
    check_has(&with, "16 Sep 2021");
    assert!(without.maps[0].frame.height > with.maps[0].frame.height + 60.0);
    let clips = |sheet: &Sheet| {
        sheet.scene.items.iter().filter(|item| matches!(item, Item::Clip(_))).count()
    };
    assert_eq!((clips(&with), clips(&without)), (2, 1));
}
