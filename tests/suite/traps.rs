//! What must never be shown: the traps and denied facts of our sources, in the catalogue, the words
//! of the window and the tables of the commands.

use std::{fs, path::Path};

/// Texts that appear nowhere, whatever their case.
const DENIED: &[&str] = &[
    "taikoo li dongba",
    "the box",
    "东坝太古里",
    "东风站",
    "北岗子",
    "dongfeng station",
    "yanbai",
    "雁柏",
    "villa ",
    "villas",
    "别墅",
    "pomfret",
    "84 km²",
    "84平方公里",
    "审计",
];

fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in ["seeds", "assets/words", "assets/basemap/sources"] {
        for entry in fs::read_dir(root.join(folder)).expect("the folder is there") {
            let path = entry.expect("it can be listed").path();
            if path.is_file() {
                texts
                    .push((path.display().to_string(), fs::read_to_string(&path).expect("a text")));
            }
        }
    }
    texts
}

#[test]
fn denied_facts_appear_nowhere() {
    let mut found = Vec::new();
    for (name, text) in texts() {
        let lower = text.to_lowercase();
        for denied in DENIED {
            if let Some(at) = lower.find(denied) {
                let line = lower[..at].lines().count();
                found.push(format!("{name}:{line}: {denied}"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_third_forum_is_not_at_the_lake() {
    let catalogue = beijing_zones::formats::catalogue::embedded().expect("well formed");
    for id in ["yanqi-convention-area", "yanqi-lake", "yanqi-island", "yanqi-demonstration-zone"] {
        let zone = catalogue.zone(id).expect("the zone is there");
        for milestone in &zone.milestones {
            let third = milestone.text.en.contains("Third Belt and Road")
                || milestone.text.en.contains("3rd Belt and Road");
            assert!(!third, "{id}: {}", milestone.text.en);
        }
    }
}

/// Positions that public code gives and that are kilometres off.
const WRONG_POSITIONS: &[(f64, f64)] = &[(116.6345, 40.3289), (116.54, 39.92), (116.5518, 39.9578)];

#[test]
fn no_position_comes_from_the_wrong_ones() {
    let catalogue = beijing_zones::formats::catalogue::embedded().expect("well formed");
    for zone in &catalogue.zones {
        for boundary in &zone.boundaries {
            if let beijing_zones::model::boundary::Geometry::Point(at) = boundary.geometry {
                for (lon, lat) in WRONG_POSITIONS {
                    let near = (at.lon - lon).abs() < 0.002 && (at.lat - lat).abs() < 0.002;
                    assert!(!near, "{}", zone.id);
                }
            }
        }
    }
}

#[test]
fn square_feet_are_not_turned_into_square_metres() {
    let catalogue = beijing_zones::formats::catalogue::embedded().expect("well formed");
    for (_, figure) in catalogue.figures() {
        if figure.printed.starts_with("419,000") {
            let media = figure.cite.source.contains("tv") || figure.scope.contains("media");
            let feet = figure.unit == beijing_zones::model::units::Unit::SqFt;
            assert_eq!(media, feet, "{} {:?}", figure.id, figure.unit);
        }
    }
}

#[test]
fn spelling_is_american() {
    let catalogue = beijing_zones::formats::catalogue::embedded().expect("well formed");
    for zone in &catalogue.zones {
        assert!(!zone.name.en.contains("Centre"), "{}", zone.name.en);
    }
}
