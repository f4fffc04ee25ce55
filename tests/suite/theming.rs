//! Colours by kind, status, district, quality and size.

use beijing_zones::{
    formats::catalogue::embedded,
    model::{date::Day, units::AreaUnit},
    scene::theming::{ColorBy, Theming},
    style::Swatch,
};

#[test]
fn every_zone_is_of_one_class_and_the_counts_add_up() {
    let catalogue = embedded().expect("the catalogue");
    let day = Day::constant(2026, 2, 28);
    assert_eq!(Theming::new(&catalogue, ColorBy::Zone, AreaUnit::Km2, day.into()), None);
    for by in ColorBy::ALL.into_iter().skip(1) {
        let theming = Theming::new(&catalogue, by, AreaUnit::Km2, day.into()).expect("classes");
        let sum: usize = theming.classes.iter().map(|class| class.count).sum();
        assert_eq!(sum, catalogue.zones.len(), "{by:?}");
        assert!(theming.classes.len() <= 12, "{by:?}");
        for (at, class) in theming.classes.iter().enumerate() {
            let count = (0..catalogue.zones.len())
                .filter(|zone| theming.class_of(*zone) == Some(class))
                .count();
            assert_eq!(count, class.count, "{by:?} {at}");
        }
    }
}

#[test]
fn steps_rise_with_the_figure() {
    let catalogue = embedded().expect("the catalogue");
    let day = Day::constant(2026, 2, 28);
    let theming =
        Theming::new(&catalogue, ColorBy::Published, AreaUnit::Km2, day.into()).expect("classes");
    let step = |id: &str| {
        let at = catalogue.zones.iter().position(|zone| zone.id == id).expect("a zone");
        match theming.class_of(at).expect("a class").swatch {
            Swatch::Step { step, .. } => step,
            other => panic!("{other:?}"),
        }
    };
    assert!(step("embassy-quarter") < step("dongba"), "0.8362 and 35.5 km²");
    assert_eq!(theming.classes.last().expect("a class").swatch, Swatch::Nothing);
}

#[test]
fn the_status_follows_the_day() {
    let catalogue = embedded().expect("the catalogue");
    let label = |year: i16| {
        let day = Day::constant(year, 6, 30);
        let theming =
            Theming::new(&catalogue, ColorBy::Status, AreaUnit::Km2, day.into()).expect("classes");
        let at = catalogue.zones.iter().position(|zone| zone.id == "cncc-2").expect("a zone");
        theming.class_of(at).expect("a class").label.en.to_string()
    };
    assert_eq!(label(2019), "under construction");
    assert_eq!(label(2025), "in operation");
}
