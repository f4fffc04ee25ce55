//! Slides of each layout: their parts keep clear of each other and of the edge.

use std::io::{Cursor, Read as _};

use beijing_zones::{
    basemap::TileStore,
    export::pptx,
    formats::catalogue::embedded,
    jobs::parallel_map,
    model::{Lang, date::Day},
    scene::{
        LabelLang,
        item::Rect,
        sheet::{Beside, SheetInput, Slide, Subject, slides},
    },
    style::{Layout, OfficeFonts},
};

/// A page of each shape, with its size in pixels.
const LAYOUTS: [(&str, (u32, u32)); 7] = [
    ("sheet", (1920, 1080)),
    ("slide-4x3", (1440, 1080)),
    ("a4", (1754, 1240)),
    ("a4-portrait", (1240, 1754)),
    ("map", (1920, 1080)),
    ("figures", (1920, 1080)),
    ("compare", (1920, 1080)),
];
const ZONES: [&str; 9] = [
    "dongba",
    "cncc-2",
    "cbd-core",
    "embassy-quarter",
    "liangma-waterfront",
    "second-sanlitun",
    "beijing-middle-school-dongba-north",
    // The longest names and districts.
    "yanqi-demonstration-zone",
    "wenyu-river-park",
];

/// The slides of a page without the pixels of its maps, which decide nothing here.
fn light(input: &SheetInput<'_>, store: &TileStore) -> Vec<Slide> {
    let mut slides = slides(input, store).expect("the base map is sound");
    for map in
        slides.iter_mut().flat_map(|slide| &mut slide.panes).filter_map(|pane| pane.map.as_mut())
    {
        map.items.clear();
        map.scale = 0.02;
    }
    slides
}

/// The parts of a slide with their frames in points.
fn frames(xml: &str) -> Vec<(String, Rect)> {
    let mut frames = Vec::new();
    for part in xml.split("<p:cNvPr id=").skip(2) {
        let name = part.split("name=\"").nth(1).and_then(|rest| rest.split('"').next());
        let number = |attribute: &str| -> f32 {
            let xfrm = part.split("<a:off ").nth(1).expect("a place");
            let value = xfrm.split(&format!("{attribute}=\"")).nth(1).expect("a number");
            value.split('"').next().expect("a value").parse::<f32>().expect("a number") / 12_700.0
        };
        let frame = Rect::new(number("x"), number("y"), number("cx"), number("cy"));
        frames.push((name.expect("a name").to_owned(), frame));
    }
    frames
}

/// The entries of a strip of milestones keep clear of each other and inside the strip, which numbers as
/// many marks as it has entries.
fn check_strip(of_strip: &[(String, Rect)], frames: &[(String, Rect)], what: &str) {
    let Some((_, strip)) = frames.iter().find(|(name, _)| name == "Timeline") else {
        assert!(of_strip.is_empty(), "{what}: parts of a strip that is not there");
        return;
    };
    let named = |wanted: &'static str| of_strip.iter().filter(move |(name, _)| name == wanted);
    let entries: Vec<&Rect> = named("Timeline entry").map(|(_, frame)| frame).collect();
    assert!(!entries.is_empty(), "{what}: a strip that tells nothing");
    assert_eq!(named("Timeline number").count(), entries.len(), "{what}: numbers of entries");
    for (at, frame) in entries.iter().enumerate() {
        assert!(strip.expand(0.5).contains_rect(frame), "{what}: an entry leaves the strip");
        for other in &entries[at + 1..] {
            let apart = !frame.expand(-0.5).intersects(&other.expand(-0.5));
            assert!(apart, "{what}: entries {frame:?} and {other:?} of the strip");
        }
    }
}

#[test]
fn parts_of_slides_keep_clear_of_each_other_and_of_the_edge() {
    let catalogue = embedded().expect("well formed");
    let store = TileStore::embedded().expect("sound");
    let day = catalogue.information_to().expect("a date");
    let earlier = Day::new(2015, 6, 30).expect("a day");
    let zone = |id: &str| catalogue.zones.iter().position(|zone| zone.id == id).expect("the zone");
    let mut wanted = Vec::new();
    for (id, size) in LAYOUTS {
        for lang in [LabelLang::One(Lang::En), LabelLang::One(Lang::Zh), LabelLang::Both] {
            let subjects = ZONES.map(|id| Subject::Zone(zone(id)));
            for subject in subjects.into_iter().chain([Subject::Report]) {
                let layout = Layout::named(id).expect("a layout");
                let beside = (id == "compare").then_some(Beside::Day(earlier));
                wanted.push(SheetInput {
                    lang,
                    size,
                    layout,
                    beside,
                    ..SheetInput::new(&catalogue, subject, day)
                });
            }
        }
    }
    parallel_map(&wanted, |input| {
        let slides = light(input, &store);
        let deck = pptx::encode(&slides, input.size, None, OfficeFonts::Plain).expect("slides");
        assert!(deck.findings.is_empty(), "{:?}", deck.findings);
        let bytes = deck.bytes;
        pptx::check(&bytes).expect("a sound file");
        let mut file = zip::ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
        let points = beijing_zones::scene::sheet::slide_points(input.size);
        #[expect(clippy::cast_possible_truncation, reason = "a slide is small")]
        let page = Rect::new(0.0, 0.0, points.0 as f32, points.1 as f32).expand(0.1);
        for (at, slide) in slides.iter().enumerate() {
            let mut xml = String::new();
            let name = format!("ppt/slides/slide{}.xml", at + 1);
            file.by_name(&name).expect("a slide").read_to_string(&mut xml).expect("XML");
            let what =
                format!("{} {:?} {} slide {}", input.layout.id, input.lang, slide.title, at + 1);
            let (of_strip, frames): (Vec<_>, Vec<_>) =
                frames(&xml).into_iter().partition(|(name, _)| name.starts_with("Timeline "));
            check_strip(&of_strip, &frames, &what);
            let maps = frames.iter().filter(|(name, _)| name == "Map").count();
            let expected = match (at, input.layout.id.as_str()) {
                (1.., _) | (_, "figures") => 0,
                (_, "compare") => 2,
                _ => 1,
            };
            assert_eq!(maps, expected, "{what}");
            let is_map = input.layout.id == "map";
            let has_table = frames.iter().any(|(name, _)| name == "Figures");
            assert_eq!(has_table, !is_map, "{what}: a table beside a map, none on a map alone");
            let strips = slide.panes.iter().filter(|pane| pane.strip.is_some()).count();
            assert_eq!(frames.iter().filter(|(name, _)| name == "Timeline").count(), strips);
            let legends = frames.iter().filter(|(name, _)| name == "Legend").count();
            // A map that shows no zone needs none.
            let explained = slide.panes.iter().filter(|pane| !pane.legend.is_empty()).count();
            assert_eq!(legends, explained, "{what}: a legend for each map");
            assert_eq!(maps > 0 && !is_map, legends > 0, "{what}: no legend");
            let years = slide.panes.iter().filter_map(|pane| pane.strip.as_ref());
            for year in years.flat_map(|strip| &strip.years) {
                let begins = year.number.as_ref().is_none_or(|(at, _)| *at > year.x);
                assert!(begins, "{what}: {year:?} stands in the year before");
            }
            for (at, (name, frame)) in frames.iter().enumerate() {
                assert!(page.contains_rect(frame), "{what}: {name} at {frame:?} is cut");
                for (other, covered) in &frames[at + 1..] {
                    let apart = !frame.expand(-0.5).intersects(&covered.expand(-0.5));
                    assert!(apart, "{what}: {name} {frame:?} covers {other} {covered:?}");
                }
            }
        }
    });
}
