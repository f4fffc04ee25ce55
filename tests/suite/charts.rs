//! Charts as pages.

use beijing_zones::{
    export::{png, svg},
    model::Lang,
    scene::{
        Scene,
        chart::{ChartEntry, ChartInput, chart_page},
    },
    style::{Palette, ThemeName},
};

fn page(across: bool, count: usize) -> Scene {
    let palette = Palette::of(ThemeName::Light);
    let entries: Vec<ChartEntry> = (0..count)
        .map(|at| {
            let value = [35.5, 12.17, -0.8362, 3.99][at % 4];
            ChartEntry {
                name: ["Dongba", "Services", "Embassies", "CBD"][at % 4].to_owned(),
                color: palette.zone(at),
                value,
                value_text: format!("{value}"),
                across: across.then_some(value * 2.0),
            }
        })
        .collect();
    let write = |number: f64| format!("{number}");
    chart_page(&ChartInput {
        lang: Lang::En,
        title: "Published (km²) of 4 zones".to_owned(),
        details: "As of 28 Feb 2026".to_owned(),
        axes: ["Published".to_owned(), "Drawn".to_owned()],
        entries: &entries,
        palette: &palette,
        foot: "Sources: China Daily".to_owned(),
        size: (1200, 800),
        write: [&write, &write],
    })
}

#[test]
fn bars_and_points_are_named_and_drawn() {
    for across in [false, true] {
        let scene = page(across, 4);
        let bytes = svg::encode(&scene, svg::TextAs::Text).expect("drawn");
        let text = String::from_utf8(bytes).expect("text");
        for word in
            ["Published (km²) of 4 zones", "Dongba", "CBD", "As of 28 Feb 2026", "China Daily"]
        {
            assert!(text.contains(word), "it lacks {word}");
        }
        assert!(scene.about.description.contains("Dongba: 35.5"));
        let bytes = png::encode(&scene).expect("drawn");
        let (size, blank) = png::blank_band(&bytes, 1).expect("it opens");
        assert_eq!((size, blank), ((1200, 800), None));
        assert!(bytes == png::encode(&page(across, 4)).expect("drawn"), "the same bytes");
    }
}

#[test]
fn none_and_many_are_no_trouble() {
    for count in [0, 1, 60, 400] {
        for across in [false, true] {
            png::encode(&page(across, count)).expect("drawn");
        }
    }
}
