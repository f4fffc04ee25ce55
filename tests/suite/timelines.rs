//! The timeline as a picture.

use std::{fs, process::Command};

use beijing_zones::{
    formats::catalogue,
    model::{
        Lang,
        as_of::{AsOf, Clock},
    },
    scene::{
        Item,
        timeline::{Grouping, TimelineInput, timeline_page},
    },
    style::ThemeName,
};

fn run(arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_beijing-zones"))
        .arg("timeline")
        .args(arguments)
        .output()
        .expect("the program runs")
}

#[test]
fn the_timeline_is_drawn_in_each_format_and_twice_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    for (format, start) in [("png", &b"\x89PNG"[..]), ("svg", b"<"), ("pdf", b"%PDF")] {
        let draw = |name: &str| {
            let path = folder.path().join(format!("{name}.{format}"));
            let done = run(&["--format", format, "-o", &path.display().to_string()]);
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            fs::read(path).expect("written")
        };
        let first = draw("first");
        assert!(first.starts_with(start), "{format}");
        assert!(first == draw("second"), "{format} differs");
    }
}

#[test]
fn a_picture_names_date_events_slips_and_sources() {
    let folder = tempfile::tempdir().expect("a folder");
    let draw = |name: &str, more: &[&str]| {
        let path = folder.path().join(name).display().to_string();
        let mut arguments = vec!["--format", "svg", "-o", &path];
        arguments.extend(more);
        let done = run(&arguments);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        fs::read_to_string(&path).expect("written")
    };
    let zone = draw("zone.svg", &["--zone", "cncc-2", "--size", "a3"]);
    // Texts may go on in another line.
    let plain: String =
        zone.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    let words = |text: &str| text.split_whitespace().collect::<String>();
    for text in [
        "Timeline: Convention Center Phase II",
        "31 Aug 2020",
        "planned Oct 2020",
        "13 May 2025",
        "planned 2025",
        "under construction",
        "Economic Information Daily",
    ] {
        assert!(words(&plain).contains(&words(text)), "it lacks {text}");
    }
    let known = draw("known.svg", &["--clock", "known", "--as-of", "2019-12-31"]);
    assert!(known.contains("As of 31 Dec 2019, as known then"));
    let grouped = draw("grouped.svg", &["--group-by", "district", "--all"]);
    assert!(grouped.contains("Huairou") && grouped.contains("by District"));
    let few = draw("few.svg", &["--from", "2020-01-01", "--to", "2020-12-31"]);
    assert!(few.contains("Jul 2020") && !few.contains(">2015<"));
}

#[track_caller]
fn check_usage(arguments: &[&str], words: &str) {
    let done = run(arguments);
    let message = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(2), "{message}");
    assert!(message.contains(words), "{message}");
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.svg").display().to_string();
    check_usage(&["--format", "png"], "add -o timeline.png");
    check_usage(&["--format", "png", "-o", &path], "t.png");
    check_usage(&["-o", &path], "--format png, svg or pdf");
    check_usage(&["--format", "svg", "-o", &path, "--zone", "dogba"], "did you mean \"dongba\"");
    check_usage(&["--format", "svg", "-o", &path, "--size", "huge"], "1920x1080");
    check_usage(
        &["--format", "svg", "-o", &path, "--from", "2021-01-01", "--to", "2020-01-01"],
        "before it begins",
    );
    check_usage(&["--format", "svg", "-o", &path, "--from", "2021-02-30"], "no day 30");
    assert!(!std::path::Path::new(&path).exists());
}

/// The texts of a scene.
fn texts(scene: &beijing_zones::scene::Scene) -> Vec<String> {
    let text = |item: &Item| match item {
        Item::Text { text, .. } => Some(text.text.clone()),
        _ => None,
    };
    scene.items.iter().filter_map(text).collect()
}

#[test]
fn the_page_of_a_zone_tells_all_that_happened_whole() {
    let catalogue = catalogue::embedded().expect("the catalogue is sound");
    for (lang, size) in [(Lang::En, (1600, 900)), (Lang::Zh, (1600, 900)), (Lang::Zh, (1000, 1400))]
    {
        for (index, zone) in catalogue.zones.iter().enumerate() {
            if zone.milestones.is_empty() {
                continue;
            }
            let as_of = AsOf::new(catalogue.information_to().expect("a day"), Clock::True);
            let (theme, grouping) = (ThemeName::Light, Grouping::None);
            let scene = timeline_page(&TimelineInput {
                catalogue: &catalogue,
                zone: Some(index),
                neighbours: false,
                wider: false,
                grouping,
                lang,
                as_of,
                theme,
                size,
                axis: None,
            });
            let all = texts(&scene).join("").replace(' ', "");
            for milestone in &zone.milestones {
                let told = milestone.text.get(lang).replace(' ', "");
                assert!(all.contains(&told), "{}: {told}", zone.id);
            }
            let lowest = scene.items.iter().filter_map(|item| match item {
                Item::Text { text, .. } => Some(text.at[1]),
                _ => None,
            });
            assert!(lowest.fold(0.0, f32::max) < scene.height, "{}", zone.id);
        }
    }
}
