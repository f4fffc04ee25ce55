//! SVG and PDF as other programs will read them.

use std::sync::LazyLock;

use beijing_zones::{
    basemap::TileStore,
    export::{
        pdf,
        svg::{self, TextAs},
    },
    formats::catalogue::embedded,
    model::catalogue::Catalogue,
    scene::{
        LabelLang, Scene,
        sheet::{SheetInput, Subject, compose},
    },
};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| embedded().expect("well formed"));

fn scene(id: &str) -> Scene {
    let index = CATALOGUE.zones.iter().position(|zone| zone.id == id).expect("the zone");
    let day = CATALOGUE.information_to().expect("a date");
    let subject = Subject::Zone(index);
    let input = SheetInput { lang: LabelLang::Both, ..SheetInput::new(&CATALOGUE, subject, day) };
    compose(&input, &TileStore::embedded().expect("sound")).expect("composed").scene
}

#[test]
fn an_svg_is_whole_and_refers_to_nothing_outside() {
    for zone in &CATALOGUE.zones {
        let bytes = svg::encode(&scene(&zone.id), TextAs::Text).expect("an SVG");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let document = roxmltree::Document::parse(&text).expect("well-formed XML");
        for node in document.descendants() {
            for attribute in node.attributes() {
                assert!(!attribute.value().contains("://"), "{}: {attribute:?}", zone.id);
                // A halo is the text of its id again.
                let is_own = attribute.value().strip_prefix('#').is_some_and(|id| {
                    document.descendants().any(|node| node.attribute("id") == Some(id))
                });
                assert!(attribute.name() != "href" || is_own, "{}: {attribute:?}", zone.id);
            }
        }
        let style = document.descendants().find(|node| node.has_tag_name("style"));
        let style = style.and_then(|node| node.text()).expect("a style");
        assert!(style.contains("data:font/ttf;base64,"));
        assert_eq!(style.matches("url(").count(), style.matches("url(data:").count());
    }
}

#[test]
fn the_text_of_an_svg_is_text_with_a_place_for_each_character() {
    let text = String::from_utf8(svg::encode(&scene("dongba"), TextAs::Text).expect("an SVG"))
        .expect("UTF-8");
    let document = roxmltree::Document::parse(&text).expect("well-formed XML");
    let mut words = String::new();
    for span in document.descendants().filter(|node| node.has_tag_name("tspan")) {
        let characters = span.text().unwrap_or_default();
        let places = span.attribute("x").expect("places").split(' ').count();
        assert_eq!(places, characters.chars().count(), "{characters:?}");
        words.push_str(characters);
    }
    for wanted in ["东坝国际商务中心", "35.5 km²", "示意图，未取得审图号", "not an approved map"]
    {
        let wanted = wanted.replace("35.5 km²", "35.5\u{a0}km²");
        assert!(words.contains(&wanted), "{wanted}");
    }
}

#[test]
fn a_pdf_embeds_its_fonts_and_is_tagged() {
    let bytes = pdf::encode(&[scene("embassy-quarter")], 0.6).expect("a PDF");
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let has = |wanted: &[u8]| bytes.windows(wanted.len()).any(|part| part == wanted);
    for wanted in
        ["/FontFile2", "/ToUnicode", "/StructTreeRoot", "/Lang", "/Figure", "+NotoSansSC-Regular"]
    {
        assert!(has(wanted.as_bytes()), "{wanted}");
    }
    // A font is cut down to what the page needs.
    assert!(bytes.len() < 1_000_000, "{}", bytes.len());
    assert!(!has(b"/CreationDate"));
}

#[test]
fn the_same_scene_gives_the_same_bytes() {
    let scene = scene("cbd-core");
    assert!(
        svg::encode(&scene, TextAs::Text).expect("an SVG")
            == svg::encode(&scene, TextAs::Text).expect("an SVG")
    );
    assert!(
        pdf::encode(std::slice::from_ref(&scene), 0.6).expect("a PDF")
            == pdf::encode(std::slice::from_ref(&scene), 0.6).expect("a PDF")
    );
}

#[test]
fn an_svg_with_outlines_has_no_text_and_no_fonts_but_all_words_as_labels() {
    let scene = scene("dongba");
    let bytes = svg::encode(&scene, TextAs::Outlines).expect("an SVG");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let document = roxmltree::Document::parse(&text).expect("well-formed XML");
    assert!(!document.descendants().any(|node| node.has_tag_name("text")));
    assert!(!text.contains("@font-face"));
    let labels: Vec<&str> =
        document.descendants().filter_map(|node| node.attribute("aria-label")).collect();
    for wanted in ["东坝国际商务中心", "图例  Legend"] {
        assert!(labels.iter().any(|label| label.contains(wanted)), "{labels:?}");
    }
}

#[test]
fn the_parts_of_a_map_are_named_groups() {
    let bytes = svg::encode(&scene("dongba"), TextAs::Text).expect("an SVG");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let document = roxmltree::Document::parse(&text).expect("well-formed XML");
    let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    for (at, id) in ids.iter().enumerate() {
        assert!(!ids[..at].contains(id), "{id} stands twice");
    }
    for part in ["base-map", "zones", "names"] {
        let group = document
            .descendants()
            .find(|node| node.attribute("id").is_some_and(|id| id.ends_with(part)))
            .unwrap_or_else(|| panic!("{part} is not in {ids:?}"));
        assert!(group.children().filter(roxmltree::Node::is_element).count() > 1, "{part}");
    }
}
