//! Charts as pages, of window and command.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use beijing_zones::{
    cli::page::{PageKind, SCREEN_DPI},
    editor::{
        Derived, Editor, Session,
        desk::{ChartChoice, ChartValue, DeskColumn, DeskTab, chart_marks},
    },
    export::{png, svg},
    formats::catalogue::embedded,
    model::{Lang, as_of::AsOf, measure, units::AreaUnit, zone::Zone},
    scene::{
        Item, Scene,
        chart::{ChartEntry, ChartInput, ChartPicture, chart_page, chart_picture},
        theming::ColorBy,
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
        legend: Vec::new(),
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

/// The top and the foot of all bars, as shares of the page's height.
fn reach(scene: &Scene) -> (f32, f32) {
    let bars = scene.items.iter().filter_map(|item| match item {
        Item::Fill { path, .. } => Some(path),
        _ => None,
    });
    let heights = bars.flat_map(|path| path.subpaths.iter().flatten()).map(|at| at[1]);
    let (top, foot) =
        heights.fold((f32::MAX, f32::MIN), |(top, foot), y| (top.min(y), foot.max(y)));
    (top / scene.height, foot / scene.height)
}

#[test]
fn few_bars_stand_in_the_middle_of_their_page_and_many_fill_it() {
    let (top, foot) = reach(&page(false, 1));
    assert!(foot - top > 0.08 && top > 0.3 && foot < 0.6, "{top} to {foot}");
    let (top, foot) = reach(&page(false, 40));
    assert!(top < 0.2 && foot > 0.9, "{top} to {foot}");
}

#[test]
fn none_and_many_are_no_trouble() {
    for count in [0, 1, 60, 400] {
        for across in [false, true] {
            png::encode(&page(across, count)).expect("drawn");
        }
    }
}

fn run(arguments: &[&str], path: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_beijing-zones"))
        .arg("chart")
        .args(arguments)
        .arg("-o")
        .arg(path)
        .output()
        .expect("the program runs")
}

#[track_caller]
fn draw(arguments: &[&str], path: &Path) -> Vec<u8> {
    let done = run(arguments, path);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    fs::read(path).expect("written")
}

#[track_caller]
fn draw_svg(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    String::from_utf8(draw(arguments, &folder.path().join("chart.svg"))).expect("text")
}

#[test]
fn a_command_draws_each_format_and_twice_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    for (format, start) in [("png", &b"\x89PNG"[..]), ("svg", b"<"), ("pdf", b"%PDF")] {
        for more in [&[][..], &["--across", "drawn", "--size", "a4"]] {
            let path = folder.path().join(format!("chart.{format}"));
            let mut arguments = vec!["--force"];
            arguments.extend(more);
            let first = draw(&arguments, &path);
            assert!(first.starts_with(start), "{format}");
            assert!(first == draw(&arguments, &path), "{format} differs");
        }
    }
}

/// What the window writes for these choices.
fn of_window(session: Session, file: PageKind) -> (String, Vec<u8>) {
    let catalogue = embedded().expect("sound");
    let today = catalogue.information_to().expect("dated");
    let editor = Editor::new(catalogue, Session { tab: DeskTab::Charts, ..session }, today);
    let mut derived = Derived::default();
    derived.update(&editor);
    let session = editor.session();
    let (choice, unit, at) = (session.chart, session.unit, editor.as_of());
    let desk = &derived.desk;
    let marks = chart_marks(editor.catalogue(), &desk.rows, &desk.order, choice, (at, unit));
    let scene = chart_picture(&ChartPicture {
        catalogue: editor.catalogue(),
        marks: &marks,
        choice,
        lang: session.lang,
        unit,
        at,
        theme: session.theme,
        theming: derived.map.theming.as_ref(),
        size: (1920, 1080),
    });
    (at.day.to_string(), file.encode(scene, SCREEN_DPI).expect("drawn"))
}

#[test]
fn window_and_command_write_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = Session {
        chart: ChartChoice {
            value: ChartValue::Column(DeskColumn::Drawn),
            across: Some(ChartValue::Column(DeskColumn::Published)),
            largest_first: false,
        },
        lang: Lang::Zh,
        unit: AreaUnit::Mu,
        theme: ThemeName::Dark,
        color_by: ColorBy::Kind,
        neighbours: true,
        filter: "published>1km2".to_owned(),
        ..Session::default()
    };
    let arguments = [
        "--values",
        "drawn",
        "--across",
        "published",
        "--lang",
        "zh",
        "--unit",
        "mu",
        "--theme",
        "dark",
        "--color-by",
        "kind",
        "--neighbours",
        "--filter",
        "published>1km2",
        "--force",
        "--as-of",
    ];
    for kind in PageKind::ALL {
        let (day, window) = of_window(session.clone(), kind);
        let path = folder.path().join(format!("chart.{}", kind.extension()));
        let command = draw(&[&arguments[..], &[&day]].concat(), &path);
        assert!(window == command, "{} differs", kind.extension());
    }
    let plain = Session { lang: Lang::En, theme: ThemeName::Light, ..Session::default() };
    let (day, window) = of_window(plain, PageKind::Png);
    let path = folder.path().join("plain.png");
    assert!(window == draw(&["--as-of", &day], &path));
}

#[test]
fn a_picture_names_each_zone_date_unit_and_sources() {
    let text = draw_svg(&["--unit", "ha", "--as-of", "2019-12-31", "--clock", "known"]);
    for word in ["Published (ha)", "As of 31 Dec 2019, as known then", "Sources: "] {
        assert!(text.contains(word), "it lacks {word}");
    }
    assert!(!text.contains("schematic"), "no drawn areas are shown");
    let catalogue = embedded().expect("sound");
    let all = ["--lang", "zh", "--neighbours", "--wider", "--values", "drawn"];
    let text = draw_svg(&[&all[..], &["--across", "published"]].concat());
    for word in ["示意范围", "平方公里", &catalogue.version] {
        assert!(text.contains(word), "it lacks {word}");
    }
    let bars = draw_svg(&all);
    let at = AsOf::from(catalogue.information_to().expect("dated"));
    let has_area = |zone: &&Zone| {
        zone.outline_on(at).is_some_and(|outline| measure::area_m2(&outline.geometry) > 0.0)
    };
    let drawn: Vec<&str> =
        catalogue.zones.iter().filter(has_area).map(|zone| zone.name.short(Lang::Zh)).collect();
    assert!(drawn.len() > 20, "{}", drawn.len());
    for name in drawn {
        // Twice: in the description, and written out in the chart, in parts where fonts change.
        let first = name.split('（').next().expect("a part");
        assert!(bars.matches(first).count() > 1, "{name} is not written out");
    }
    // The sources of both values are named.
    let floor = draw_svg(&["--values", "drawn", "--across", "floor", "--neighbours", "--wider"]);
    assert!(floor.contains("Sources: "), "{floor}");
}

#[test]
fn values_of_many_orders_stand_on_a_logarithmic_axis() {
    let few = draw_svg(&[]);
    assert!(!few.contains("logarithmic"));
    let many = draw_svg(&["--values", "drawn", "--neighbours", "--wider"]);
    assert!(many.contains("Drawn (km²), logarithmic axis"));
    for decade in ["0.01", "0.1", "1", "10", "100", "1,000"] {
        assert!(many.contains(&format!(">{decade}<")), "it lacks the decade {decade}");
    }
    // Years are not told by their logarithm, nor are differences below nothing.
    assert!(!draw_svg(&["--values", "stated", "--wider"]).contains("logarithmic"));
}

#[test]
fn colors_of_classes_have_a_legend() {
    let text = draw_svg(&["--color-by", "kind"]);
    assert!(text.contains(">embassies<") && text.contains(">business<"));
    assert!(!text.contains(">industry<"), "no zone of this chart is of the class");
    assert!(!draw_svg(&[]).contains(">embassies<"));
}

#[track_caller]
fn check_refused(arguments: &[&str], file: &str, code: i32, words: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(file);
    let done = run(arguments, &path);
    let message = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(code), "{message}");
    assert!(message.contains(words), "{message}");
    assert_eq!(message.trim_end().lines().count(), 1, "{message}");
    assert!(!path.exists());
}

#[test]
fn what_cannot_be_drawn_is_said() {
    check_refused(&["--values", "size"], "c.png", 2, "published, drawn, percent");
    check_refused(&["--across", "publishd"], "c.png", 2, "did you mean \"published\"?");
    check_refused(&["--sort", "colour"], "c.png", 2, "district");
    check_refused(&[], "c.gif", 2, "c.png");
    check_refused(&["--filter", "published>"], "c.svg", 2, "no number after its sign");
    check_refused(&["--filter", "colour=3"], "c.svg", 2, "no column \"colour\"");
    check_refused(&["--filter", "nowhere"], "c.svg", 1, "none has published on 20");
    check_refused(&["--size", "huge"], "c.svg", 2, "1920x1080");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("c.svg");
    fs::write(&path, "mine").expect("written");
    assert_eq!(run(&[], &path).status.code(), Some(1));
    assert_eq!(fs::read_to_string(&path).expect("read"), "mine");
}

#[test]
fn more_bars_than_a_chart_holds_are_a_finding() {
    let folder = tempfile::tempdir().expect("a folder");
    let feature = |at: u32| {
        let west = 116.0 + f64::from(at) * 0.001;
        let east = west + 0.0005;
        format!(
            r#"{{"type":"Feature","properties":{{"name":"p{at}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},39.9],[{east},39.9],[{east},39.91],[{west},39.9]]]}}}}"#
        )
    };
    let features: Vec<String> = (0..70).map(feature).collect();
    let layer = folder.path().join("layer.geojson");
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    fs::write(&layer, text).expect("written");
    let path = folder.path().join("c.svg");
    let done = run(&[&layer.display().to_string(), "--values", "drawn"], &path);
    let message = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(1), "{message}");
    assert!(message.contains("the first 60 of 70 zones"), "{message}");
    let text = fs::read_to_string(&path).expect("written");
    assert!(text.contains("the first 60 of 70"), "the picture says so too");
}
