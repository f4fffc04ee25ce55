//! Two views, the overview, and how the map moves.

use beijing_zones::{
    editor::{Camera, Editor, SecondView, Session, Views},
    model::{Lang, boundary::LonLat, date::Day},
};
use eframe::egui;
use egui_kittest::kittest::Queryable as _;

use crate::{Window, camera, click, lacks, open, open_with, plain_session, press, settle, shows};

const DONGBA: Camera = Camera { center: LonLat { lon: 116.55, lat: 39.96 }, zoom: 12.0 };

fn editor(window: &Window) -> &Editor {
    window.state().as_ref().expect("the window is open").editor()
}

fn swiped(year: i16) -> Session {
    Session {
        camera: Some(DONGBA),
        views: Views::Swipe,
        second: SecondView { as_of: Some(Day::constant(year, 6, 1)), ..SecondView::default() },
        ..plain_session()
    }
}

#[test]
fn a_key_opens_a_second_view_some_years_back_and_closes_it() {
    let mut window = open_with(Session { camera: Some(DONGBA), ..plain_session() });
    lacks(&window, "Second view");
    press(&mut window, egui::Modifiers::NONE, egui::Key::S);
    shows(&window, "Second view: As of");
    assert_eq!(editor(&window).session().views, Views::Swipe);
    let (first, second) = (editor(&window).day(), editor(&window).second_day().expect("two views"));
    assert_eq!(i32::from(first.year()) - i32::from(second.year()), 5);
    press(&mut window, egui::Modifiers::SHIFT, egui::Key::S);
    assert_eq!(editor(&window).session().views, Views::SideBySide);
    click(&mut window, "Close the second view");
    assert_eq!(editor(&window).session().views, Views::One);
    // It comes back with its day.
    click(&mut window, "One view or two");
    click(&mut window, "Two side by side");
    assert_eq!(editor(&window).second_day(), Some(second));
}

#[test]
fn each_view_shows_the_zones_of_its_own_day() {
    let window = open_with(Session { views: Views::SideBySide, ..swiped(2019) });
    // Dongba's whole area was stated in 2021, the embassy area in 2016.
    shows(&window, "Fourth Embassy Area · 1 Jun 2019");
    lacks(&window, "Dongba international business center · 1 Jun 2019");
    assert!(window.query_all_by_label("Dongba international business center").count() > 0);
    let window = open_with(Session { views: Views::SideBySide, ..swiped(2023) });
    shows(&window, "Dongba international business center · 1 Jun 2023");
}

#[test]
fn a_click_in_the_second_view_selects_what_was_known_there() {
    let mut window = open_with(Session {
        camera: Some(Camera { center: LonLat::new(116.555, 39.972), zoom: 13.0 }),
        neighbours: true,
        ..swiped(2011)
    });
    // The middle of the left half: in 2011 the scheme of Dongba North, today the whole of Dongba.
    let map = window.get_by_label("Map of the zones").rect();
    let label = "Dongba North (2010) · 1 Jun 2011";
    let zone = window.get_by_label(label).rect();
    assert!(zone.right() <= map.center().x + 1.0, "{zone:?} in {map:?}");
    click(&mut window, label);
    assert_eq!(editor(&window).session().selected.as_deref(), Some("dongba-north-2010"));
}

#[test]
fn the_swipe_line_is_moved_by_keys_and_by_hand() {
    let mut window = open_with(swiped(2015));
    let line = |window: &Window| editor(window).session().second.line;
    window.get_by_role_and_label(egui::accesskit::Role::Slider, "Swipe line").focus();
    settle(&mut window);
    let pan = camera(&window);
    press(&mut window, egui::Modifiers::NONE, egui::Key::ArrowLeft);
    assert!((line(&window) - 0.48).abs() < 1e-4, "{}", line(&window));
    assert_eq!(camera(&window), pan, "the map stays");
    let map = window.get_by_label("Map of the zones").rect();
    let grip = map.lerp_inside([line(&window), 0.5]);
    let to = map.lerp_inside([0.2, 0.5]);
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    window.hover_at(grip);
    window.run_steps(1);
    window.input_mut().events.push(button(grip, true));
    window.run_steps(1);
    for at in [grip.lerp(to, 0.5), to] {
        window.input_mut().events.push(egui::Event::PointerMoved(at));
        window.run_steps(1);
    }
    window.input_mut().events.push(button(to, false));
    settle(&mut window);
    assert!((line(&window) - 0.2).abs() < 0.01, "{}", line(&window));
    assert_eq!(camera(&window), pan, "the map stays");
}

#[test]
fn the_day_of_the_second_view_is_stepped_typed_and_dragged_by_its_line() {
    let mut window = open_with(swiped(2015));
    click(&mut window, "Second view: As of 1 Jun 2015");
    click(&mut window, "A year later");
    assert_eq!(editor(&window).second_day(), Some(Day::constant(2016, 6, 1)));
    let role = egui::accesskit::Role::TextInput;
    window.get_by_role_and_label(role, "As-of date of the second view").focus();
    settle(&mut window);
    window.get_by_role_and_label(role, "As-of date of the second view").type_text("x");
    settle(&mut window);
    lacks(&window, "is not a date");
    press(&mut window, egui::Modifiers::NONE, egui::Key::Enter);
    settle(&mut window);
    shows(&window, "is not a date");
    press(&mut window, egui::Modifiers::NONE, egui::Key::Escape);
    let role = egui::accesskit::Role::Slider;
    window.get_by_role_and_label(role, "As-of date of the second view").focus();
    settle(&mut window);
    press(&mut window, egui::Modifiers::NONE, egui::Key::ArrowRight);
    assert_eq!(editor(&window).second_day(), Some(Day::constant(2016, 7, 1)));
    assert_eq!(editor(&window).session().as_of, None, "the first stays");
}

#[test]
fn colors_of_a_view_follow_its_own_day() {
    let mut window = open(Lang::Zh);
    click(&mut window, "单视图或双视图");
    click(&mut window, "双视图卷帘");
    shows(&window, "第二视图: 截至2021年");
}

#[test]
fn the_overview_moves_the_map_and_can_be_hidden() {
    let mut window = open_with(Session { camera: Some(DONGBA), ..plain_session() });
    crate::wait_for(&mut window, "Overview of Beijing");
    let inset = window.get_by_label("Overview of Beijing").rect();
    // Its upper middle: north of the city.
    window.hover_at(inset.lerp_inside([0.5, 0.2]));
    for pressed in [true, false] {
        window.input_mut().events.push(egui::Event::PointerButton {
            pos: inset.lerp_inside([0.5, 0.2]),
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
        window.run_steps(1);
    }
    settle(&mut window);
    let there = camera(&window);
    assert!(there.center.lat > 40.4 && there.zoom == DONGBA.zoom, "{there:?}");
    click(&mut window, "Hide the overview");
    lacks(&window, "Overview of Beijing");
    press(&mut window, egui::Modifiers::NONE, egui::Key::O);
    shows(&window, "Overview of Beijing");
    // Where the map shows most of the city, an overview would say nothing.
    press(&mut window, egui::Modifiers::NONE, egui::Key::Home);
    lacks(&window, "Overview of Beijing");
}

#[test]
fn half_a_small_window_has_no_room_for_an_overview() {
    let (views, camera, size) = (Views::SideBySide, Some(DONGBA), (1280.0, 800.0));
    let session = Session { views, camera, window: size, ..Session::default() };
    let mut window = crate::open_sized(session, egui::vec2(size.0, size.1));
    settle(&mut window);
    lacks(&window, "Overview of Beijing");
}

#[test]
fn nothing_lies_over_the_overview_in_a_small_window() {
    for lang in [Lang::En, Lang::Zh] {
        for views in [Views::One, Views::Swipe] {
            let session = Session {
                lang,
                views,
                camera: Some(DONGBA),
                window: (1280.0, 800.0),
                ..Session::default()
            };
            let mut window = crate::open_sized(session, egui::vec2(1280.0, 800.0));
            let name = if lang == Lang::En { "Overview of Beijing" } else { "北京市鹰眼图" };
            crate::wait_for(&mut window, name);
            let rect = |label: &str| {
                window.query_all_by_label_contains(label).next().map(|node| node.rect())
            };
            let inset = rect("Overview of Beijing").or(rect("北京市鹰眼图")).expect("shown");
            let map = rect("Map of the zones").or(rect("片区地图")).expect("the map");
            assert!(map.contains_rect(inset), "{lang:?} {views:?}");
            for other in [
                "WGS-84",
                "not an approved",
                "未取得审图号",
                "Zoom in",
                "放大",
                "One view or",
                "单视图或",
            ] {
                let on_map = window.query_all_by_label_contains(other).map(|node| node.rect());
                for other_rect in on_map.filter(|rect| map.contains_rect(*rect)) {
                    assert!(!inset.intersects(other_rect), "{lang:?} {views:?} {other}");
                }
            }
        }
    }
}

/// The place under the pointer stays there, in one view and in either of two.
#[test]
fn a_double_click_and_the_wheel_zoom_to_the_pointer() {
    for (views, x) in
        [(Views::One, 0.3), (Views::Swipe, 0.2), (Views::SideBySide, 0.2), (Views::SideBySide, 0.8)]
    {
        let session = Session {
            // Hills without zones.
            camera: Some(Camera { center: LonLat::new(115.9, 40.6), zoom: 11.0 }),
            ..Session { views, ..swiped(2015) }
        };
        let mut window = open_with(session);
        let map = window.get_by_label("Map of the zones").rect();
        let at = map.lerp_inside([x, 0.7]);
        let (left, width) = match views {
            Views::One | Views::Swipe => (map.left(), map.width()),
            Views::SideBySide if x < 0.5 => (map.left(), map.width() / 2.0),
            Views::SideBySide => (map.center().x, map.width() / 2.0),
        };
        let offset = at - egui::pos2(left + width / 2.0, map.center().y);
        let under = |camera: Camera| {
            let center = beijing_zones::scene::WorldPoint::from_lon_lat(camera.center);
            let scale = 256.0 * libm::exp2(camera.zoom);
            (center.x + f64::from(offset.x) / scale, center.y + f64::from(offset.y) / scale)
        };
        let before = camera(&window);
        window.hover_at(at);
        for pressed in [true, false, true, false] {
            window.input_mut().events.push(egui::Event::PointerButton {
                pos: at,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers: egui::Modifiers::NONE,
            });
        }
        window.run_steps(1);
        settle(&mut window);
        let after = camera(&window);
        assert!((after.zoom - 12.0).abs() < 1e-9, "{views:?} {after:?}");
        let moved =
            |a: (f64, f64), b: (f64, f64)| libm::hypot(a.0 - b.0, a.1 - b.1) * 256.0 * 4096.0;
        assert!(moved(under(before), under(after)) < 1.0, "{views:?}: {before:?} {after:?}");
        window.input_mut().events.push(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            delta: egui::vec2(0.0, 3.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::NONE,
        });
        window.run_steps(30);
        let wheeled = camera(&window);
        assert!(wheeled.zoom > after.zoom + 0.1, "{views:?} {wheeled:?}");
        assert!(moved(under(after), under(wheeled)) < 1.5, "{views:?}: {after:?} {wheeled:?}");
    }
}

fn address(window: &Window) -> Option<String> {
    let role = egui::accesskit::Role::TextInput;
    window.get_by_role_and_label(role, "File or address").value()
}

/// The path of a base map is completed by keys alone.
#[test]
fn a_base_map_is_opened_by_its_path_with_completion() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("tiles of Beijing");
    std::fs::create_dir(&inner).expect("a folder");
    std::fs::write(folder.path().join("notes.txt"), "no map").expect("written");
    let archive = beijing_zones::basemap::embedded_bytes();
    std::fs::write(inner.join("city.pmtiles"), archive).expect("written");
    let mut window = open(Lang::En);
    window.get_by_role_and_label(egui::accesskit::Role::ComboBox, "Base map").click_accesskit();
    settle(&mut window);
    click(&mut window, "Other base map…");
    let role = egui::accesskit::Role::TextInput;
    let start = format!("{}/", folder.path().display());
    window.get_by_role_and_label(role, "File or address").type_text(&start);
    crate::wait_for(&mut window, "tiles of Beijing/");
    lacks(&window, "notes.txt");
    press(&mut window, egui::Modifiers::NONE, egui::Key::Tab);
    crate::wait_for(&mut window, "city.pmtiles");
    press(&mut window, egui::Modifiers::NONE, egui::Key::Enter);
    let wanted = inner.join("city.pmtiles").display().to_string();
    assert_eq!(address(&window).as_deref(), Some(wanted.as_str()));
    press(&mut window, egui::Modifiers::NONE, egui::Key::Enter);
    let start = std::time::Instant::now();
    while editor(&window).session().base_map.as_deref() != Some(wanted.as_str()) {
        assert!(start.elapsed().as_secs() < 30, "the base map was not opened");
        window.run_steps(1);
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    lacks(&window, "Tab completes");
}

#[test]
fn a_folder_that_is_not_there_is_said_at_the_field() {
    let mut window = open(Lang::En);
    window.get_by_role_and_label(egui::accesskit::Role::ComboBox, "Base map").click_accesskit();
    settle(&mut window);
    click(&mut window, "Other base map…");
    let role = egui::accesskit::Role::TextInput;
    window.get_by_role_and_label(role, "File or address").type_text("/no/such/folder/a");
    crate::wait_for(&mut window, "The folder cannot be read: /no/such/folder/");
    press(&mut window, egui::Modifiers::NONE, egui::Key::Escape);
    lacks(&window, "The folder cannot be read");
}

/// A click, with the time of a second after it, so that two are no double click.
fn click_at(window: &mut Window, at: egui::Pos2, button: egui::PointerButton) {
    window.hover_at(at);
    for pressed in [true, false] {
        window.input_mut().events.push(egui::Event::PointerButton {
            pos: at,
            button,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
        window.run_steps(1);
    }
    let now = window.ctx.input(|input| input.time);
    window.input_mut().time = Some(now + 1.0);
    settle(window);
}

#[test]
fn clicks_at_one_spot_go_through_the_zones_that_overlap_there() {
    // In the west of Jinzhan, which lies in Dongba.
    let camera = Camera { center: LonLat::new(116.535, 39.972), zoom: 13.0 };
    let mut window = open_with(Session { camera: Some(camera), ..plain_session() });
    let at = window.get_by_label("Map of the zones").rect().center();
    let mut found: Vec<String> = Vec::new();
    for _ in 0..4 {
        click_at(&mut window, at, egui::PointerButton::Primary);
        found.extend(editor(&window).session().selected.clone());
    }
    // The smallest first, then what lies below, then the first again.
    assert_eq!(found, ["jinzhan", "dongba", "jinzhan", "dongba"]);
}

#[test]
fn the_coordinate_of_a_place_is_copied_in_any_datum() {
    // The gate of Tiananmen: DESIGN.md's check point of GCJ-02.
    let gate = LonLat::new(116.39126, 39.90734);
    let camera = Camera { center: gate, zoom: 15.0 };
    for (system, wanted) in
        [("WGS-84", "39.9073"), ("GCJ-02", "39.9087"), ("BD-09", "39.915"), ("UTM 50N", "4417")]
    {
        let mut window = open_with(Session { camera: Some(camera), ..plain_session() });
        let at = window.get_by_label("Map of the zones").rect().center();
        click_at(&mut window, at, egui::PointerButton::Secondary);
        shows(&window, "Copy the coordinates of this place");
        let label = window
            .query_all_by_label_contains(system)
            .filter_map(|node| egui_kittest::kittest::NodeT::accesskit_node(&node).label())
            .find(|label| {
                label.starts_with(&format!("{system}: ")) || label.contains(&format!("{system}: "))
            })
            .unwrap_or_else(|| panic!("no entry for {system}"));
        window.get_by_label(&label).click_accesskit();
        window.step();
        let commands = &window.output().platform_output.commands;
        let copied = commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        let copied = copied.unwrap_or_else(|| panic!("nothing was copied in {system}"));
        assert!(copied.contains(wanted), "{system}: {copied}");
    }
}

/// Drags the map to the west and lets it go; gives the longitude then and a little later.
fn fling(session: Session) -> (f64, f64) {
    let mut window = open_with(session);
    // Away from zones, names and plates.
    let start = window.get_by_label("Map of the zones").rect().center();
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    window.hover_at(start);
    window.run_steps(1);
    window.input_mut().events.push(button(start, true));
    window.run_steps(1);
    let mut at = start;
    for _ in 0..6 {
        at.x -= 30.0;
        window.input_mut().events.push(egui::Event::PointerMoved(at));
        window.run_steps(1);
    }
    window.input_mut().events.push(button(at, false));
    window.run_steps(1);
    let released = camera(&window).center.lon;
    window.run_steps(12);
    (released, camera(&window).center.lon)
}

#[test]
fn a_map_that_is_let_go_runs_out_slowly_and_with_less_motion_stops() {
    let hills = Camera { center: LonLat::new(115.9, 40.6), zoom: 11.0 };
    let session = Session { camera: Some(hills), ..plain_session() };
    let (released, later) = fling(session.clone());
    assert!(released > hills.center.lon + 0.05, "it was dragged: {released}");
    assert!(later > released + 1e-4, "it runs on: {released} {later}");
    let (released, later) = fling(Session { still: true, ..session });
    assert!((later - released).abs() < 1e-9, "{released} {later}");
}

/// A copy of the embedded archive, which is another base map for the program.
fn other_map(folder: &std::path::Path) -> String {
    let path = folder.join("other.pmtiles");
    std::fs::write(&path, beijing_zones::basemap::embedded_bytes()).expect("written");
    path.display().to_string()
}

#[test]
fn each_view_has_its_own_base_map_and_both_are_credited() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = other_map(folder.path());
    let session = swiped(2015);
    let second = SecondView { base_map: Some(other.clone()), ..session.second.clone() };
    let mut window = open_with(Session { second, ..session.clone() });
    // The credits of the embedded map are behind one word, those of another in sight.
    crate::wait_for(&mut window, "Schematic base map · Credits · © ");
    click(&mut window, "Close the second view");
    lacks(&window, "Credits · ©");
    // What was opened for the first view leaves the second as it was.
    let mut window = open_with(Session { base_map: Some(other.clone()), ..session });
    crate::wait_for(&mut window, "· Schematic base map · Credits");
    assert_eq!(editor(&window).session().base_map.as_deref(), Some(other.as_str()));
    assert_eq!(editor(&window).session().second.base_map, None);
}
