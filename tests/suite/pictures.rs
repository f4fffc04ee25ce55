//! Composed pages: every label whole, nothing over anything else, every character drawn.

use std::sync::LazyLock;

use beijing_zones::{
    basemap::TileStore,
    formats::catalogue::embedded,
    model::{Lang, catalogue::Catalogue, zone::Group},
    scene::{
        Item, LabelLang, PlacedText,
        item::Rect,
        sheet::{Sheet, SheetInput, Subject, compose},
    },
    style::{Ink, Layout, Palette, ThemeName},
    text::{
        fonts::missing_characters,
        shape::{CAP_HEIGHT_EM, DESCENT_EM, width_em},
    },
    words,
};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| embedded().expect("well formed"));
static STORE: LazyLock<TileStore> = LazyLock::new(|| TileStore::embedded().expect("sound"));

const LANGS: [LabelLang; 3] = [LabelLang::One(Lang::En), LabelLang::One(Lang::Zh), LabelLang::Both];

fn sheet(subject: Subject, lang: LabelLang, size: (u32, u32), layout: &'static Layout) -> Sheet {
    compose(&input(subject, lang, size, layout), &STORE).expect("the base map is sound")
}

fn input(
    subject: Subject,
    lang: LabelLang,
    size: (u32, u32),
    layout: &'static Layout,
) -> SheetInput<'static> {
    let day = CATALOGUE.information_to().expect("a date");
    SheetInput { lang, size, layout, ..SheetInput::new(&CATALOGUE, subject, day) }
}

const USUAL: (u32, u32) = (1920, 1080);
/// The layouts with one map beside the usual one, at the sizes they have at 96 dpi.
const OTHER_LAYOUTS: [(&str, (u32, u32)); 7] = [
    ("slide-4x3", (1600, 1200)),
    ("large-print", (1920, 1080)),
    ("a4", (1123, 794)),
    ("a4-portrait", (794, 1123)),
    ("a3", (1587, 1123)),
    ("a3-portrait", (1123, 1587)),
    ("poster", (4494, 3179)),
];
/// Upright, small, 4:3, A4 and large.
const OTHER_SIZES: [(u32, u32); 5] =
    [(1080, 1920), (800, 600), (1600, 1200), (2339, 1654), (3840, 2160)];

/// Every picture of the catalogue at the usual size, and those of the report at others, made once.
static SHEETS: LazyLock<Vec<(String, LabelLang, Sheet)>> = LazyLock::new(|| {
    let mut wanted: Vec<(Subject, LabelLang, (u32, u32), &'static Layout)> = Vec::new();
    for subject in all_subjects() {
        let of_report = match subject {
            Subject::Zone(index) => CATALOGUE.zones[index].group == Group::Report,
            Subject::Report | Subject::View { .. } => true,
        };
        for lang in LANGS {
            wanted.push((subject, lang, USUAL, Layout::sheet()));
            if of_report {
                wanted.extend(OTHER_SIZES.map(|size| (subject, lang, size, Layout::sheet())));
            }
            wanted.extend(
                OTHER_LAYOUTS
                    .map(|(id, size)| (subject, lang, size, Layout::named(id).expect("a layout"))),
            );
        }
    }
    beijing_zones::jobs::parallel_map(&wanted, |(subject, lang, size, layout)| {
        let name = format!("{} {}x{} {}", name(*subject), size.0, size.1, layout.id);
        (name, *lang, sheet(*subject, *lang, *size, layout))
    })
});

fn all_subjects() -> impl Iterator<Item = Subject> {
    (0..CATALOGUE.zones.len()).map(Subject::Zone).chain([Subject::Report])
}

fn name(subject: Subject) -> String {
    match subject {
        Subject::Zone(index) => CATALOGUE.zones[index].id.clone(),
        Subject::Report | Subject::View { .. } => "report".to_owned(),
    }
}

/// What a horizontal text covers, a little less than its line.
fn text_box(text: &PlacedText) -> Rect {
    let width = width_em(&text.text, text.weight) * text.size;
    let height = (CAP_HEIGHT_EM + DESCENT_EM) * text.size * 0.86;
    Rect::new(text.at[0] + 0.5, text.at[1] - CAP_HEIGHT_EM * text.size * 0.86, width - 1.0, height)
}

/// The texts of the page outside the map.
fn page_texts(sheet: &Sheet) -> Vec<&PlacedText> {
    let mut inside = false;
    let mut texts = Vec::new();
    for item in &sheet.scene.items {
        match item {
            Item::Clip(_) => inside = true,
            Item::Unclip => inside = false,
            Item::Text { text, .. } if !inside => texts.push(text),
            Item::Text { .. }
            | Item::Fill { .. }
            | Item::Stroke { .. }
            | Item::Image { .. }
            | Item::Begin(_)
            | Item::End => {}
        }
    }
    texts
}

#[test]
fn no_text_of_a_page_is_cut_or_covers_another() {
    for (name, lang, sheet) in SHEETS.iter() {
        let page = Rect::new(0.0, 0.0, sheet.scene.width, sheet.scene.height);
        let texts: Vec<(&str, Rect)> = page_texts(sheet)
            .into_iter()
            .map(|text| (text.text.as_str(), text_box(text)))
            .collect();
        for (at, (text, covered)) in texts.iter().enumerate() {
            assert!(page.contains_rect(covered), "{name} {lang:?}: {text:?} is cut");
            for (other, other_covered) in &texts[at + 1..] {
                assert!(
                    !covered.intersects(other_covered),
                    "{name} {lang:?}: {text:?} covers {other:?}"
                );
            }
        }
    }
}

#[test]
fn no_page_has_anything_wrong_that_the_program_itself_finds() {
    for (name, lang, sheet) in SHEETS.iter() {
        assert!(sheet.findings.is_empty(), "{name} {lang:?}: {:?}", sheet.findings);
    }
}

#[test]
fn no_label_of_a_map_is_cut_or_covers_another() {
    for (name, lang, sheet) in SHEETS.iter() {
        for (at, label) in sheet.maps[0].labels.iter().enumerate() {
            for covered in &label.boxes {
                assert!(sheet.maps[0].frame.contains_rect(covered), "{name} {lang:?}: {label:?}");
                for other in sheet.maps[0].labels[at + 1..].iter().flat_map(|other| &other.boxes) {
                    assert!(!covered.intersects(other), "{name} {lang:?}: {label:?}");
                }
            }
        }
    }
}

#[test]
fn the_zone_of_a_picture_is_labelled_on_its_map() {
    for (name, lang, sheet) in SHEETS.iter() {
        let id = name.split(' ').next().unwrap_or_default();
        let Some(index) = CATALOGUE.zones.iter().position(|zone| zone.id == id) else {
            continue;
        };
        let labelled = sheet.maps[0].labels.iter().any(|label| label.zone == Some(index));
        assert!(labelled, "{name} in {lang:?}");
    }
}

#[test]
fn every_number_of_a_note_has_its_source() {
    for (name, lang, sheet) in SHEETS.iter() {
        let texts = page_texts(sheet);
        let numbers: Vec<&str> = texts
            .iter()
            .filter(|text| text.text.ends_with(']'))
            .flat_map(|text| text.text.split(' ').filter(|word| word.starts_with('[')))
            .collect();
        for number in &numbers {
            let count = numbers.iter().filter(|other| other == &number).count();
            assert!(count >= 2, "{name} {lang:?}: {number} stands once");
        }
    }
}

#[test]
fn a_legend_is_whole_wherever_the_table_is() {
    for (name, lang, sheet) in SHEETS.iter() {
        let legend = words::t(lang.main(), "sheet-legend");
        let texts = page_texts(sheet);
        let Some(heading) = texts.iter().find(|text| text.text.starts_with(&legend)) else {
            continue;
        };
        let more = words::t_with(lang.main(), "sheet-more", &[("count", "#")]);
        let (before, after) = more.split_once('#').expect("a number");
        let cut = texts.iter().find(|text| {
            let is_more = text.text.starts_with(before) && text.text.ends_with(after.trim());
            is_more && text.at[1] > heading.at[1] && text.at[0] >= heading.at[0]
        });
        assert!(cut.is_none(), "{name} {lang:?}: {cut:?} in the legend");
    }
}

#[test]
fn the_zones_of_the_report_are_labelled_on_its_picture() {
    for (name, lang, sheet) in SHEETS.iter().filter(|(name, ..)| name.starts_with("report")) {
        for (index, zone) in CATALOGUE.zones.iter().enumerate() {
            let drawn = zone.boundaries.iter().any(|at| !at.geometry.polygons().is_empty());
            if zone.group == Group::Report && drawn {
                let labelled = sheet.maps[0].labels.iter().any(|label| label.zone == Some(index));
                assert!(labelled, "{name} {lang:?} lacks {}", zone.id);
            }
        }
    }
}

#[test]
fn every_character_is_drawn() {
    for (name, _, sheet) in SHEETS.iter() {
        for item in &sheet.scene.items {
            if let Item::Text { text, .. } = item {
                let missing = missing_characters(&text.text);
                assert!(missing.is_empty(), "{name}: {missing:?} in {:?}", text.text);
            }
        }
    }
}

#[test]
fn every_page_says_that_it_is_not_an_approved_map() {
    for layout in [Layout::sheet(), Layout::map()] {
        for (lang, words) in [
            (LabelLang::One(Lang::En), vec!["not an approved map"]),
            (LabelLang::One(Lang::Zh), vec!["未取得审图号"]),
            (LabelLang::Both, vec!["not an approved map", "未取得审图号"]),
        ] {
            let sheet = sheet(Subject::Report, lang, (1920, 1080), layout);
            let texts = page_texts(&sheet);
            for word in words {
                let note = texts.iter().find(|text| text.text.contains(word));
                let note = note.unwrap_or_else(|| panic!("{} {lang:?} lacks {word}", layout.id));
                // Lower left.
                assert!(
                    note.at[0] < sheet.scene.width * 0.2 && note.at[1] > sheet.scene.height * 0.9
                );
            }
        }
    }
}

#[test]
fn solved_edges_are_dashed_in_pictures() {
    let index = CATALOGUE.zones.iter().position(|zone| zone.id == "jinzhan").expect("Jinzhan");
    let sheet = sheet(Subject::Zone(index), LANGS[0], (1920, 1080), Layout::sheet());
    let dashed = |wanted: bool| {
        sheet.scene.items.iter().any(|item| {
            matches!(item, Item::Stroke { dash, width, .. } if dash.is_some() == wanted && *width > 2.5)
        })
    };
    assert!(dashed(true) && dashed(false));
}

/// Where two zones end on one line, the dashes of one must not fill the gaps of the other.
#[test]
fn dashes_lie_on_a_line_of_the_ground_and_whole_lines_over_them() {
    let index = CATALOGUE.zones.iter().position(|zone| zone.id == "dongba").expect("Dongba");
    let sheet = sheet(Subject::Zone(index), LANGS[0], (1920, 1080), Layout::sheet());
    let zone_dash = beijing_zones::style::MapStyle::embedded().zone.dash;
    let map = sheet.scene.items.iter().skip_while(|item| !matches!(item, Item::Clip(_)));
    let map: Vec<&Item> = map.take_while(|item| !matches!(item, Item::Unclip)).collect();
    let is_dashed =
        |item: &&Item| matches!(item, Item::Stroke { dash: Some(dash), .. } if *dash == zone_dash);
    let dashed: Vec<usize> = (0..map.len()).filter(|at| is_dashed(&map[*at])).collect();
    assert!(dashed.len() >= 3, "Dongba, the services area and the embassy area");
    let ground = Palette::of(ThemeName::Light).ink(Ink::Halo);
    for at in &dashed {
        let (Item::Stroke { path: above, .. }, Item::Stroke { path, color, dash: None, .. }) =
            (map[*at], map[*at - 1])
        else {
            panic!("no whole line below the dashes");
        };
        assert!(path == above && *color == ground);
    }
    let last = *dashed.last().expect("dashes");
    assert!(
        matches!(map[last + 1], Item::Stroke { dash: None, .. }),
        "published edges come after all dashes"
    );
}

/// In the grey-safe theme every zone is hatched, in the others the selected one alone.
#[test]
fn areas_of_the_grey_safe_theme_are_hatched() {
    let hatches = |theme: ThemeName, selected: Option<usize>| {
        let subject = selected.map_or(Subject::Report, Subject::Zone);
        let input = SheetInput { theme, ..input(subject, LANGS[0], USUAL, Layout::map()) };
        let sheet = compose(&input, &STORE).expect("the base map is sound");
        let is_hatch = |item: &&Item| matches!(item, Item::Stroke { path, dash: None, .. } if path.subpaths.len() > 1 && path.subpaths.iter().all(|line| line.len() == 2));
        sheet.scene.items.iter().filter(is_hatch).count()
    };
    let dongba = CATALOGUE.zones.iter().position(|zone| zone.id == "dongba");
    let plain = hatches(ThemeName::Print, None);
    let grey = hatches(ThemeName::GreySafe, None);
    assert!(grey >= plain + 4, "{grey} {plain}");
    assert_eq!(hatches(ThemeName::Print, dongba), hatches(ThemeName::Light, dongba));
    assert!(hatches(ThemeName::GreySafe, dongba) > hatches(ThemeName::Print, dongba));
}

#[test]
fn small_and_odd_sizes_still_compose() {
    for size in [(64, 64), (320, 180), (1080, 1920), (800, 450), (3840, 2160), (4000, 700)] {
        let sheet = sheet(Subject::Report, LabelLang::Both, size, Layout::sheet());
        let (width, height) = beijing_zones::export::png::pixel_size(&sheet.scene).expect("a size");
        assert_eq!((width, height), size);
    }
}
