//! The window driven by its accessible labels, without a GPU.

mod access;
mod aids;
mod around;
mod briefing;
mod compare;
mod desk;
mod keyboard;
mod room;
mod selection;
mod time;
mod views;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use beijing_zones::{
    app::{App, prepare},
    editor::{Camera, Session},
    model::Lang,
    scene::theming::ColorBy,
    style::ThemeName,
};
use eframe::egui;
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

type Window = Harness<'static, Option<App>>;

fn open(lang: Lang) -> Window {
    open_with(Session { lang, window: (1440.0, 900.0), ..Session::default() })
}

fn open_with(session: Session) -> Window {
    open_files(&[], session)
}

fn open_files(files: &[PathBuf], session: Session) -> Window {
    open_files_sized(files, session, egui::vec2(1440.0, 900.0))
}

fn open_sized(session: Session, size: egui::Vec2) -> Window {
    open_files_sized(&[], session, size)
}

fn open_files_sized(files: &[PathBuf], session: Session, size: egui::Vec2) -> Window {
    open_showing(files, session, size, egui::MissingGlyphPolicy::Panic)
}

/// For names in scripts that the fonts lack.
fn open_with_any_glyph(files: &[PathBuf], session: Session) -> Window {
    let size = egui::vec2(1440.0, 900.0);
    open_showing(files, session, size, egui::MissingGlyphPolicy::Tofu)
}

fn open_showing(
    files: &[PathBuf],
    session: Session,
    size: egui::Vec2,
    policy: egui::MissingGlyphPolicy,
) -> Window {
    let mut prepared = Some(prepare(files, None, None, session).expect("the files are sound"));
    let mut window = Harness::builder().with_size(size).with_max_steps(16).build_ui_state(
        move |ui, app: &mut Option<App>| match app {
            Some(app) => app.show(ui),
            // Fonts hold from the next frame on.
            None => {
                let prepared = prepared.take().expect("the window is made once");
                ui.ctx().set_missing_glyph_policy(policy);
                *app = Some(App::new(ui.ctx(), prepared, None));
                ui.ctx().request_repaint();
            }
        },
        None,
    );
    settle(&mut window);
    window
}

/// A few frames: an action changes the next frame, which may change the one after.
fn settle(window: &mut Window) {
    window.run_steps(4);
}

#[track_caller]
fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click_accesskit();
    settle(window);
}

#[track_caller]
fn shows(window: &Window, text: &str) {
    assert!(window.query_all_by_label_contains(text).next().is_some(), "the window lacks {text:?}");
}

#[track_caller]
fn lacks(window: &Window, text: &str) {
    assert!(window.query_all_by_label_contains(text).next().is_none(), "the window shows {text:?}");
}

/// Zones by short name; what the inspector must say of each.
const ZONES: &[(&str, &str, &[&str], &[&str])] = &[
    (
        "Dongba international business center",
        "东坝国际商务中心",
        &["35.5\u{a0}km²", "China Daily", "paragraph 5", "fitted: no test of the figure"],
        &["35.5平方公里", "中国日报", "第5段", "按公布面积绘制，不构成检验"],
    ),
    (
        "Fourth Embassy Area",
        "第四使馆区",
        &["0.8362\u{a0}km²", "83.62\u{a0}ha", "under construction"],
        &["0.8362平方公里", "83.62公顷", "在建"],
    ),
    (
        "Beijing CBD",
        "北京商务中心区",
        &["3.99\u{a0}km²", "agrees within the error of digitizing", "tolerance"],
        &["3.99平方公里", "相符（描绘误差内）", "容差"],
    ),
];

#[test]
fn a_click_on_a_zone_of_the_map_shows_its_figures() {
    for (en, _, texts, _) in ZONES {
        let mut window = open(Lang::En);
        shows(&window, "Zones on the map");
        click(&mut window, en);
        for text in *texts {
            shows(&window, text);
        }
        window.key_press(egui::Key::Escape);
        settle(&mut window);
        shows(&window, "Zones on the map");
    }
}

#[test]
fn the_same_in_chinese() {
    for (_, zh, _, texts) in ZONES {
        let mut window = open(Lang::Zh);
        shows(&window, "图上片区");
        click(&mut window, zh);
        for text in *texts {
            shows(&window, text);
        }
    }
}

#[test]
fn the_language_switches_live() {
    let mut window = open(Lang::En);
    click(&mut window, "Dongba international business center");
    shows(&window, "Area figures");
    click(&mut window, "中");
    shows(&window, "图上量算面积");
    lacks(&window, "Area figures");
    click(&mut window, "EN");
    shows(&window, "Area figures");
}

#[test]
fn the_unit_switches_live() {
    let mut window = open(Lang::En);
    click(&mut window, "Dongba international business center");
    click(&mut window, "mu");
    shows(&window, "53,250\u{a0}mu");
    click(&mut window, "ha");
    shows(&window, "3,550\u{a0}ha");
}

#[test]
fn the_date_changes_status_and_figures() {
    let mut window = open(Lang::En);
    click(&mut window, "Convention Center Phase II");
    shows(&window, "in operation");
    let day = beijing_zones::model::date::Day::constant(2019, 6, 1);
    let session = Session {
        as_of: Some(day),
        selected: Some("cncc-2".to_owned()),
        lang: Lang::En,
        ..Session::default()
    };
    let window = open_with(session);
    shows(&window, "under construction (2018)");
    lacks(&window, "in operation (2025)");
    // Dongba's 35.5 km² had not been stated.
    lacks(&window, "Dongba international business center, 35.5");
    shows(&window, "Dongba international business center, —");
}

#[test]
fn the_as_of_line_moves_by_keyboard() {
    let mut window = open(Lang::En);
    window.get_by_role_and_label(egui::accesskit::Role::Slider, "As-of date").focus();
    settle(&mut window);
    let before = window.state().as_ref().map(|app| app.editor().day());
    window.key_press(egui::Key::ArrowLeft);
    settle(&mut window);
    let after = window.state().as_ref().map(|app| app.editor().day());
    assert!(after < before, "{after:?} {before:?}");
}

#[test]
fn readings_and_doubts_are_readable() {
    let mut window = open(Lang::En);
    click(&mut window, "International cooperation services area");
    shows(&window, "Our readings");
    shows(&window, "1,216.69\u{a0}ha");
    shows(&window, "calculated from the figure");
    shows(&window, "Doubts");
}

#[test]
fn a_zone_without_boundary_says_so() {
    let mut window = open(Lang::En);
    shows(&window, "Second Sanlitun, —");
    click(&mut window, "Second Sanlitun, —");
    shows(&window, "position only");
    shows(&window, "Against it");
}

#[test]
fn a_programme_shows_its_statements() {
    let mut window = open(Lang::En);
    click(&mut window, "Five-year plan, 2021–2025");
    shows(&window, "Feng Jian, deputy director");
}

#[test]
fn the_table_is_sorted_by_its_headers_and_copied() {
    let mut window = open(Lang::En);
    let names = |window: &Window| -> Vec<String> {
        window
            .query_all_by_label_contains(" / ")
            .map(|node| node.accesskit_node().label().unwrap_or_default())
            .collect()
    };
    let before = names(&window);
    assert!(before[0].starts_with("Dongba"), "{before:?}");
    click(&mut window, "Published");
    let after = names(&window);
    assert!(!after[0].starts_with("Dongba"), "{after:?}");
    window.get_by_label("Copy to spreadsheet").click_accesskit();
    window.step();
    let copied =
        window.output().platform_output.commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
    let copied = copied.expect("a table was copied");
    assert!(copied.starts_with("id\tZone\tPublished (km²)\tDrawn (km²)\t"), "{copied}");
    assert!(
        copied.contains("dongba\tDongba international business center\t35.5000\t35.4999"),
        "{copied}"
    );
}

#[test]
fn a_figure_is_copied_with_its_source_and_what_its_date_rests_on() {
    for (zone, parts) in [
        ("dongba", ["35.5 km²", "China Daily, 20 Sep 2021, paragraph 5"]),
        ("yanqi-convention-area", ["21 km²", "undated, about 2013 by our estimate"]),
    ] {
        let session = Session { selected: Some(zone.to_owned()), ..plain_session() };
        let mut window = open_with(session);
        window.get_by_label("Copy with citation").click_accesskit();
        window.step();
        let copied =
            window.output().platform_output.commands.iter().find_map(|command| match command {
                egui::OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            });
        let copied = copied.expect("a sentence was copied");
        assert!(parts.iter().all(|part| copied.contains(part)), "{copied}");
    }
}

#[test]
fn layers_and_groups_can_be_hidden() {
    let mut window = open(Lang::En);
    lacks(&window, "Dongba North");
    click(&mut window, "Neighbors");
    shows(&window, "Olympic Green");
    click(&mut window, "Zones");
    let zones = window.query_all_by_label("Dongba international business center").count();
    assert_eq!(zones, 0, "the map still shows the zone");
}

#[test]
fn the_theme_and_the_window_come_back() {
    let mut window = open(Lang::En);
    click(&mut window, "Theme");
    click(&mut window, "Grey-safe");
    click(&mut window, "Beijing CBD");
    let left = window.state().as_ref().map(|app| app.editor().session().clone()).expect("open");
    assert_eq!(left.theme, ThemeName::GreySafe);
    let again = open_with(left);
    shows(&again, "3.99\u{a0}km²");
    let theme = again.state().as_ref().map(|app| app.editor().session().theme);
    assert_eq!(theme, Some(ThemeName::GreySafe));
}

#[test]
fn a_wrong_date_is_answered_at_its_field() {
    let mut window = open(Lang::En);
    window.get_by_label_contains("As of today").click_accesskit();
    settle(&mut window);
    let field = window.get_by_role_and_label(egui::accesskit::Role::TextInput, "As-of date");
    field.focus();
    settle(&mut window);
    let field = window.get_by_role_and_label(egui::accesskit::Role::TextInput, "As-of date");
    field.type_text("x");
    settle(&mut window);
    lacks(&window, "is not a date");
    press(&mut window, egui::Modifiers::NONE, egui::Key::Tab);
    settle(&mut window);
    shows(&window, "is not a date; write it like 2021-09-16");
}

/// A layer of so many squares in rows, with a name of each.
fn layer(folder: &Path, count: u32) -> PathBuf {
    let feature = |number: u32| {
        let (row, column) = (number / 100, number % 100);
        let (west, south) = (116.0 + f64::from(column) * 0.008, 39.6 + f64::from(row) * 0.008);
        let (east, north) = (west + 0.006, south + 0.006);
        format!(
            r#"{{"type":"Feature","properties":{{"name":"Lot {number}","use":"housing","gx_7":"on"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
        )
    };
    let features: Vec<String> = (0..count).map(feature).collect();
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",\n"));
    let path = folder.join(format!("lots-{count}.geojson"));
    std::fs::write(&path, text).expect("written");
    path
}

/// Frames until the window shows a text, for as long as a slow machine may need.
#[track_caller]
fn wait_for(window: &mut Window, text: &str) {
    let start = Instant::now();
    while window.query_all_by_label_contains(text).next().is_none() {
        assert!(start.elapsed() < Duration::from_mins(1), "the window never showed {text:?}");
        window.run_steps(1);
        std::thread::sleep(Duration::from_millis(10));
    }
    settle(window);
}

fn plain_session() -> Session {
    Session { window: (1440.0, 900.0), ..Session::default() }
}

#[test]
fn a_layer_opens_with_its_fields_and_its_areas() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = open_files(&[layer(folder.path(), 12)], plain_session());
    shows(&window, "lots-12");
    shows(&window, "No dated events");
    window.get_all_by_label_contains("Lot 7").next().expect("a row").click_accesskit();
    settle(&mut window);
    for text in [
        "Land use: housing",
        "Other fields of the file, word for word",
        "gx_7: on",
        "0.34",
        "does not say how it was drawn",
    ] {
        shows(&window, text);
    }
}

#[test]
fn a_large_layer_is_read_while_the_window_is_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = open_files(&[layer(folder.path(), 25_000)], plain_session());
    shows(&window, "Reading lots-25000.geojson");
    shows(&window, "The zones are shown once the file is read");
    wait_for(&mut window, "25,000 zones");
    lacks(&window, "Reading");
    shows(&window, "25,000");
    // Rows out of view are no nodes.
    lacks(&window, "Lot 20000,");
}

#[test]
fn reading_can_be_cancelled() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = open_files(&[layer(folder.path(), 25_000)], plain_session());
    window.get_by_label("Cancel").click_accesskit();
    wait_for(&mut window, "Not opened: lots-25000.geojson");
    shows(&window, "Nothing is open");
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn drop_file(window: &mut Window, path: PathBuf) {
    window.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    settle(window);
}

#[test]
fn a_file_dropped_on_the_window_is_opened_and_a_broken_one_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = open(Lang::En);
    click(&mut window, "Dongba international business center");
    let broken = folder.path().join("broken.geojson");
    std::fs::write(&broken, r#"{"type":"FeatureCollection","features":["#).expect("written");
    drop_file(&mut window, broken);
    wait_for(&mut window, "broken.geojson, line 1, column");
    shows(&window, "35.5\u{a0}km²");
    click(&mut window, "Dismiss");
    lacks(&window, "broken.geojson");
    drop_file(&mut window, layer(folder.path(), 12));
    wait_for(&mut window, "12 zones");
    shows(&window, "Lot 3");
}

fn type_in_search(window: &mut Window, text: &str) {
    let label = "Search zones, figures, coordinates, commands";
    let role = egui::accesskit::Role::TextInput;
    window.get_by_role_and_label(role, label).focus();
    settle(window);
    window.get_by_role_and_label(role, label).type_text(text);
    settle(window);
}

#[test]
fn a_pasted_coordinate_shows_where_it_would_land_in_each_datum() {
    let mut window = open(Lang::En);
    type_in_search(&mut window, "39.908741, 116.397501");
    shows(&window, "As WGS-84 → WGS-84 39.908741, 116.397501");
    shows(&window, "As BD-09 →");
    click(&mut window, "As GCJ-02 → WGS-84 39.907340, 116.391260");
    // The map is now around it, and the coordinate at its foot goes through the systems.
    shows(&window, "39.9073 N  116.3913 E  WGS-84");
    for system in ["CGCS2000", "39.9087 N  116.3975 E  GCJ-02", "BD-09", "3° GK 117° E", "UTM 50N"]
    {
        let plate = window.query_all_by_label_contains("   ·   ").last().expect("the scale");
        plate.click_accesskit();
        settle(&mut window);
        shows(&window, system);
    }
}

/// Clicks the map at a share of its width and height.
fn click_map(window: &mut Window, (x, y): (f32, f32)) {
    let map = window.get_by_label("Map of the zones").rect();
    let at = map.min + egui::vec2(map.width() * x, map.height() * y);
    window.hover_at(at);
    for pressed in [true, false] {
        window.input_mut().events.push(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
        window.run_steps(1);
    }
    // No double click.
    let now = window.ctx.input(|input| input.time);
    window.input_mut().time = Some(now + 1.0);
    settle(window);
}

#[test]
fn a_line_is_measured_closed_copied_and_put_away() {
    let mut window = open(Lang::En);
    click(&mut window, "Measure");
    shows(&window, "Click for the corners");
    for at in [(0.3, 0.3), (0.6, 0.3), (0.6, 0.6)] {
        click_map(&mut window, at);
    }
    shows(&window, "Length");
    shows(&window, "geodesic, on the WGS-84 ellipsoid");
    click(&mut window, "Close shape");
    for text in ["Perimeter", "Area", "km²", "ha", "mu"] {
        shows(&window, text);
    }
    click(&mut window, "Undo");
    lacks(&window, "Perimeter");
    click(&mut window, "Done");
    lacks(&window, "Length");
    // Clicks select again.
    lacks(&window, "Area figures");
}

#[test]
fn the_drawn_area_is_shown_by_other_methods_on_demand() {
    let mut window = open(Lang::En);
    click(&mut window, "Beijing CBD");
    lacks(&window, "UTM 50N");
    click(&mut window, "By other methods");
    for text in ["plane of CGCS2000 / 3° GK 117° E", "UTM 50N", "Web Mercator", "−0.0", "+70."]
    {
        shows(&window, text);
    }
}

#[test]
fn colors_by_status_have_a_legend_that_follows_the_date() {
    let session = Session { color_by: ColorBy::Status, ..plain_session() };
    let mut window = open_with(session);
    shows(&window, "in operation");
    shows(&window, "Color by");
    let of_2019 = Session {
        color_by: ColorBy::Status,
        as_of: Some("2019-06-30".parse().expect("a day")),
        ..plain_session()
    };
    let then = open_with(of_2019);
    let rows = |window: &Window, text: &str| window.query_all_by_label_contains(text).count();
    assert_ne!(
        rows(&window, "under construction, "),
        0,
        "the legend's rows are nodes with their counts"
    );
    assert_ne!(rows(&then, "under construction, "), 0);
    settle(&mut window);
}

fn press(window: &mut Window, modifiers: egui::Modifiers, key: egui::Key) {
    window.key_press_modifiers(modifiers, key);
    settle(window);
}

fn camera(window: &Window) -> Camera {
    let app = window.state().as_ref().expect("the window is open");
    app.editor().session().camera.expect("a jump sets it")
}

#[test]
fn views_go_back_and_forward() {
    let mut window = open(Lang::En);
    click(&mut window, "Beijing CBD");
    press(&mut window, egui::Modifiers::NONE, egui::Key::Enter);
    let at_cbd = camera(&window);
    type_in_search(&mut window, "40.4, 116.67");
    click(&mut window, "As WGS-84 → WGS-84 40.400000, 116.670000");
    assert_ne!(camera(&window), at_cbd);
    let at_lake = camera(&window);
    press(&mut window, egui::Modifiers::NONE, egui::Key::OpenBracket);
    assert_eq!(camera(&window), at_cbd);
    press(&mut window, egui::Modifiers::NONE, egui::Key::CloseBracket);
    assert_eq!(camera(&window), at_lake);
    press(&mut window, egui::Modifiers::NONE, egui::Key::CloseBracket);
    assert_eq!(camera(&window), at_lake, "there is nothing further");
}

#[test]
fn a_bookmark_brings_back_view_date_and_layers() {
    let session = Session {
        as_of: Some("2019-06-30".parse().expect("a day")),
        wider: true,
        ..plain_session()
    };
    let mut window = open_with(session);
    click(&mut window, "Beijing CBD");
    press(&mut window, egui::Modifiers::NONE, egui::Key::Enter);
    let kept = camera(&window);
    click(&mut window, "Add this view");
    shows(&window, "Beijing CBD · 2019-06-30");
    press(&mut window, egui::Modifiers::NONE, egui::Key::T);
    click(&mut window, "Wider plan");
    press(&mut window, egui::Modifiers::NONE, egui::Key::Home);
    assert_ne!(camera(&window), kept);
    press(&mut window, egui::Modifiers::NONE, egui::Key::Num1);
    assert_eq!(camera(&window), kept);
    let app = window.state().as_ref().expect("the window is open");
    let session = app.editor().session();
    assert_eq!(session.as_of, Some("2019-06-30".parse().expect("a day")));
    assert!(session.wider);
    click(&mut window, "Remove the bookmark: Beijing CBD · 2019-06-30");
    lacks(&window, "Beijing CBD · 2019-06-30");
}

#[test]
fn alt_and_an_arrow_go_to_the_next_zone_in_that_direction() {
    let mut window = open(Lang::En);
    click(&mut window, "Dongba international business center");
    press(&mut window, egui::Modifiers::ALT, egui::Key::ArrowLeft);
    let selected = |window: &Window| {
        let app = window.state().as_ref().expect("the window is open");
        app.editor().session().selected.clone().expect("a zone")
    };
    let west = selected(&window);
    assert_ne!(west, "dongba");
    press(&mut window, egui::Modifiers::ALT, egui::Key::ArrowUp);
    assert_ne!(selected(&window), west);
}

#[test]
fn shift_and_a_drag_zoom_to_a_box() {
    let mut window = open(Lang::En);
    let map = window.get_by_label("Map of the zones").rect();
    let at = |x: f32, y: f32| map.min + egui::vec2(map.width() * x, map.height() * y);
    let (from, to) = (at(0.4, 0.5), at(0.6, 0.7));
    let shift = egui::Modifiers::SHIFT;
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: shift,
    };
    window.input_mut().events.extend([
        egui::Event::ModifiersChanged(shift),
        egui::Event::PointerMoved(from),
        button(from, true),
    ]);
    window.run_steps(1);
    for step in [0.5, 1.0] {
        let on_the_way = from + (to - from) * step;
        window.input_mut().events.push(egui::Event::PointerMoved(on_the_way));
        window.run_steps(1);
    }
    window.input_mut().events.push(button(to, false));
    window.input_mut().events.push(egui::Event::ModifiersChanged(egui::Modifiers::NONE));
    window.run_steps(2);
    let zoomed = camera(&window);
    settle(&mut window);
    assert_eq!(camera(&window), zoomed, "the drag did not move the map too");
    press(&mut window, egui::Modifiers::NONE, egui::Key::OpenBracket);
    let before = camera(&window);
    // A fifth of the map now fills it: a bit more than two levels.
    assert!((zoomed.zoom - before.zoom - libm::log2(5.0)).abs() < 0.02, "{zoomed:?} {before:?}");
}
