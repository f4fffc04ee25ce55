//! The briefing panel, and pictures dropped on the window.

use super::*;
use beijing_zones::editor::{Briefing, FileKind};

const PATIENCE: Duration = Duration::from_mins(1);

fn briefing(window: &Window) -> Briefing {
    window.state().as_ref().expect("the window is open").editor().session().briefing.clone()
}

/// Waits for the page: it is drawn on another thread.
fn wait_for_page(window: &mut Window) {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        window.run_steps(2);
        if window.state().as_ref().is_some_and(App::has_preview) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("no page was drawn");
}

#[test]
fn the_panel_shows_the_page_and_closes_by_key() {
    for (lang, button, name) in
        [(Lang::En, "Briefing", "Preview of the page"), (Lang::Zh, "出图", "页面预览")]
    {
        let mut window = open(lang);
        click(&mut window, button);
        wait_for_page(&mut window);
        shows(&window, name);
        window.key_press(egui::Key::Escape);
        settle(&mut window);
        lacks(&window, name);
    }
}

#[test]
fn several_pages_are_counted_and_each_is_seen() {
    for (lang, button, first, second, next, before) in [
        (Lang::En, "Briefing", "Page 1 of 3", "Page 2 of 3", "Next page", "Page before"),
        (Lang::Zh, "出图", "第1页，共3页", "第2页，共3页", "下一页", "上一页"),
    ] {
        // A year each: as files of their own, and as the frames of one.
        for kind in [FileKind::Png, FileKind::Gif] {
            let of = beijing_zones::editor::BriefingOf::Years;
            let briefing = Briefing { kind, of, years: (2019, 2021), ..Briefing::default() };
            let mut window = open_with(Session { lang, briefing, ..plain_session() });
            click(&mut window, button);
            wait_for_page(&mut window);
            shows(&window, first);
            click(&mut window, next);
            wait_for_page(&mut window);
            shows(&window, second);
            click(&mut window, before);
            shows(&window, first);
        }
    }
}

#[test]
fn what_is_written_on_the_page_is_kept_as_a_preset_and_taken_again() {
    let mut window = open(Lang::En);
    click(&mut window, "Briefing");
    for (label, text) in [("Marking, upper left", "Internal"), ("Note", "For discussion only")] {
        window.get_by_label(label).focus();
        settle(&mut window);
        window.get_by_label(label).type_text(text);
        settle(&mut window);
    }
    let marks = briefing(&window).marks;
    assert_eq!((marks.marking.as_str(), marks.note.as_str()), ("Internal", "For discussion only"));
    let name = "Name of the preset";
    window.get_by_label(name).focus();
    settle(&mut window);
    window.get_by_label(name).type_text("Weekly");
    settle(&mut window);
    click(&mut window, "Keep");
    window.get_by_label("Note").focus();
    settle(&mut window);
    window.get_by_label("Note").type_text(", still");
    settle(&mut window);
    assert!(briefing(&window).marks.note.contains("still"));
    click(&mut window, "Weekly");
    assert_eq!(briefing(&window).marks.note, "For discussion only");
    click(&mut window, "Remove preset Weekly");
    lacks(&window, "Weekly");
}

#[test]
fn an_animation_asks_for_years_and_a_page_of_two_for_the_second() {
    let mut session = Session { window: (1440.0, 900.0), ..Session::default() };
    session.briefing.kind = FileKind::Apng;
    session.briefing.years = (2025, 2015);
    let mut window = open_with(session);
    click(&mut window, "Briefing");
    shows(&window, "First year");
    shows(&window, "The first year must not lie after the last.");
    let mut session = Session { window: (1440.0, 900.0), ..Session::default() };
    session.briefing.layout = beijing_zones::style::Layout::compare();
    let mut window = open_with(session);
    click(&mut window, "Briefing");
    shows(&window, "Choose what the second map shows.");
    click(&mut window, "Another day");
    let field = "Date of the second map";
    for (text, error) in [("30 February", true), ("2019-12-31", false)] {
        window.get_by_label(field).focus();
        settle(&mut window);
        window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        settle(&mut window);
        window.get_by_label(field).type_text(text);
        settle(&mut window);
        lacks(&window, "has no day 30");
        if error {
            window.key_press(egui::Key::Enter);
            settle(&mut window);
            shows(&window, "has no day 30");
        }
    }
    wait_for_page(&mut window);
}

#[test]
fn a_picture_that_comes_back_names_the_figures_that_changed() {
    use beijing_zones::{
        basemap::TileStore,
        cli::picture::{PictureFormat, PictureSpec},
        export::png,
        scene::sheet::{SheetInput, Subject, compose},
    };
    let catalogue = beijing_zones::formats::catalogue::embedded().expect("well formed");
    let index = catalogue.zones.iter().position(|zone| zone.id == "dongba").expect("Dongba");
    let day = beijing_zones::model::date::Day::constant(2026, 2, 28);
    let subject = Subject::View {
        center: beijing_zones::scene::WorldPoint { x: 0.824, y: 0.378 },
        zoom: 12.0,
        fit: None,
        selected: Some(index),
        titled: true,
    };
    let input = SheetInput::new(&catalogue, subject, day);
    let store = TileStore::embedded().expect("sound");
    let mut scene = compose(&input, &store).expect("composed").scene;
    let spec = PictureSpec::of_window(&input, PictureFormat::Png).expect("of a view");
    scene.about.origin = spec.origin();
    assert!(scene.about.figures.contains("35.5"), "{}", scene.about.figures);
    let folder = tempfile::tempdir().expect("a folder");
    let gif = beijing_zones::export::animation::gif(std::slice::from_ref(&scene), 900);
    let path = folder.path().join("old.gif");
    std::fs::write(&path, gif.expect("an animation")).expect("written");
    let mut window = open(Lang::En);
    drop_file(&mut window, path);
    settle(&mut window);
    shows(&window, "Back to the view of");
    for (figures, wanted) in [
        (scene.about.figures.clone(), "Back to the view of"),
        (scene.about.figures.replace("=35.5 ", "=34 "), "34 km2 then, 35.5 km2 now"),
    ] {
        scene.about.figures = figures;
        let path = folder.path().join("old.png");
        std::fs::write(&path, png::encode(&scene).expect("a picture")).expect("written");
        let mut window = open(Lang::En);
        drop_file(&mut window, path);
        settle(&mut window);
        shows(&window, wanted);
    }
}

#[test]
fn a_picture_of_two_views_shows_both_unless_one_is_asked_for() {
    use beijing_zones::{
        cli::picture::{BesideSpec, PictureFormat, PictureSpec},
        editor::Views,
        model::date::Day,
    };
    for views in [Views::SideBySide, Views::Swipe] {
        let mut session = Session { window: (1440.0, 900.0), ..Session::default() };
        session.views = views;
        session.second.as_of = Some(Day::constant(2019, 12, 31));
        let mut window = open_with(session);
        let spec = |window: &Window| {
            let app = window.state().as_ref().expect("the window is open");
            let input = app.editor().picture(app.derived());
            PictureSpec::of_window(&input, PictureFormat::Png).expect("of a view")
        };
        let both = spec(&window);
        assert_eq!(both.layout, "compare");
        assert_eq!(both.beside, Some(BesideSpec::Day("2019-12-31".to_owned())));
        click(&mut window, "Briefing");
        wait_for_page(&mut window);
        click(&mut window, "Both views of the window");
        assert_eq!((spec(&window).layout.as_str(), spec(&window).beside), ("sheet", None));
    }
}

#[test]
fn parts_of_the_page_are_switched_off_in_the_panel() {
    use beijing_zones::scene::sheet::PagePart;
    let mut window = open(Lang::En);
    click(&mut window, "Briefing");
    click(&mut window, "Parts of the page");
    for (name, part) in [("Scale bar", PagePart::ScaleBar), ("Base map", PagePart::BaseMap)] {
        let node = window
            .query_all_by_label(name)
            .find(|node| node.accesskit_node().role() == egui::accesskit::Role::CheckBox);
        node.expect("a check box").click_accesskit();
        settle(&mut window);
        assert!(briefing(&window).left_out.has(part), "{name}");
    }
    shows(&window, "Credits and the note on approval stand on every page.");
}

/// The page that the panel would make, as its map shows the world: the corners in logical pixels of the
/// page's map where the frame's corners are, and the size of the map.
fn corners_on_page(window: &Window) -> ([[f32; 2]; 2], [f32; 2]) {
    use beijing_zones::{
        basemap::TileStore,
        cli::picture::{PictureFormat, PictureSpec},
    };
    let app = window.state().as_ref().expect("the window is open");
    let extent = app.editor().session().briefing.extent.expect("an extent").rect();
    let input = app.editor().picture(app.derived());
    let mut spec = PictureSpec::of_window(&input, PictureFormat::Png).expect("of a view");
    spec.size.clone_from(&input.layout.size);
    let store = TileStore::embedded().expect("sound");
    let sheet = spec.first_sheet(app.editor().catalogue(), &store).expect("composed");
    let view = sheet.maps[0].view;
    let frame = sheet.maps[0].frame;
    ([view.to_screen(extent.min), view.to_screen(extent.max)], [frame.width, frame.height])
}

#[test]
fn the_extent_that_is_chosen_on_the_map_is_what_the_page_shows() {
    use beijing_zones::{
        editor::SecondMap,
        model::date::Day,
        style::{Layout, MapPlace},
    };
    for layout in Layout::all().iter().filter(|layout| layout.map != MapPlace::Absent) {
        let mut session = Session { window: (1440.0, 900.0), ..Session::default() };
        session.selected = Some("dongba".to_owned());
        session.briefing.layout = layout;
        session.briefing.second = Some(SecondMap::Day(Day::constant(2019, 12, 31)));
        let mut window = open_with(session);
        click(&mut window, "Briefing");
        click(&mut window, "Choose extent on the map…");
        lacks(&window, "Preview of the page");
        shows(&window, "Extent of the page");
        window.key_press(egui::Key::Minus);
        window.key_press(egui::Key::ArrowLeft);
        settle(&mut window);
        window.key_press(egui::Key::Enter);
        settle(&mut window);
        shows(&window, "Preview of the page");
        let ([low, high], size) = corners_on_page(&window);
        let off = [low[0], low[1], high[0] - size[0], high[1] - size[1]];
        assert!(off.iter().all(|off| off.abs() < 0.05), "{}: {off:?}", layout.id);
    }
}

#[test]
fn the_frame_of_a_page_is_moved_and_resized_by_keyboard_and_pointer() {
    for (lang, button, choose, name) in [
        (Lang::En, "Briefing", "Choose extent on the map…", "Extent of the page"),
        (Lang::Zh, "出图", "在地图上选定图幅范围…", "图幅范围"),
    ] {
        let mut window = open(lang);
        let frame = |window: &Window| {
            let app = window.state().as_ref().expect("the window is open");
            app.editor().framing().map(beijing_zones::editor::Framing::rect)
        };
        click(&mut window, button);
        click(&mut window, choose);
        let first = frame(&window).expect("a frame");
        let shape = first.width() / first.height();
        window.key_press(egui::Key::ArrowRight);
        settle(&mut window);
        let right = frame(&window).expect("a frame");
        let moved = (right.min.x - first.min.x) / first.width();
        assert!((moved - 0.05).abs() < 1e-9 && (right.min.y - first.min.y).abs() < 1e-12);
        window.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::ArrowDown);
        settle(&mut window);
        let down = frame(&window).expect("a frame");
        assert!(((down.min.y - right.min.y) / first.height() - 0.01).abs() < 1e-9);
        window.key_press(egui::Key::Plus);
        settle(&mut window);
        let larger = frame(&window).expect("a frame");
        assert!(larger.width() > down.width() * 1.05);
        // By pointer: the whole of it, then its lower right corner.
        let at = |window: &Window| {
            window.get_by_role_and_label(egui::accesskit::Role::Slider, name).rect()
        };
        let drag = |window: &mut Window, from: egui::Pos2, by: egui::Vec2| {
            window.hover_at(from);
            settle(window);
            window.drag_at(from);
            settle(window);
            window.hover_at(from + by / 2.0);
            settle(window);
            window.hover_at(from + by);
            settle(window);
            window.drop_at(from + by);
            settle(window);
        };
        let before = at(&window);
        drag(&mut window, before.center(), egui::vec2(60.0, -20.0));
        let after = at(&window);
        let by = after.center() - before.center();
        assert!((by - egui::vec2(60.0, -20.0)).length() < 2.0, "{by:?}");
        let before = frame(&window).expect("a frame");
        drag(&mut window, after.right_bottom(), egui::vec2(-120.0, -90.0));
        let smaller = frame(&window).expect("a frame");
        assert!(smaller.width() < before.width() * 0.95, "{smaller:?}");
        assert!((smaller.min.x - before.min.x).abs() < 1e-9, "the other corner stays");
        assert!((smaller.width() / smaller.height() - shape).abs() < 1e-6);
        // No zone is selected by any of this, and giving up changes nothing.
        assert_eq!(window.state().as_ref().expect("open").editor().session().selected, None);
        window.key_press(egui::Key::Escape);
        settle(&mut window);
        assert!(frame(&window).is_none() && briefing(&window).extent.is_none());
        wait_for_page(&mut window);
    }
}

/// Waits until something holds, or fails after a while.
#[track_caller]
fn wait_until(window: &mut Window, what: &str, holds: impl Fn(&Window) -> bool) {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        window.run_steps(1);
        if holds(window) {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("never: {what}");
}

#[test]
fn a_batch_that_is_cancelled_leaves_whole_files_only_and_says_which() {
    use beijing_zones::{editor::BriefingOf, export::png};
    let folder = tempfile::tempdir().expect("a folder");
    let pictures = || {
        let mut names: Vec<PathBuf> = std::fs::read_dir(folder.path())
            .expect("the folder is there")
            .map(|entry| entry.expect("listed").path())
            .collect();
        names.sort();
        names
    };
    let mut session = Session { window: (1440.0, 900.0), ..Session::default() };
    session.settings.pictures = Some(folder.path().to_owned());
    session.briefing.of = BriefingOf::All;
    session.briefing.atlas = false;
    let mut window = open_with(session);
    // The name that the first of them would have is taken.
    let day = window.state().as_ref().expect("open").editor().day();
    let old = folder.path().join(format!("report-{day}.png"));
    std::fs::write(&old, b"the old picture").expect("written");
    click(&mut window, "Briefing");
    click(&mut window, "Make");
    let has_two = |_: &Window| pictures().iter().filter(|path| **path != old).count() >= 2;
    wait_until(&mut window, "two pictures are written", has_two);
    click(&mut window, "Cancel");
    let said = |window: &Window| window.query_all_by_label_contains("Canceled;").next().is_some();
    wait_until(&mut window, "the window says that it was cancelled", said);
    let made: Vec<PathBuf> = pictures().into_iter().filter(|path| *path != old).collect();
    let (manifests, made): (Vec<PathBuf>, Vec<PathBuf>) =
        made.into_iter().partition(|path| path.extension().is_some_and(|end| end == "ron"));
    assert!(made.len() >= 2 && made.len() < 48, "{} were made", made.len());
    for path in &made {
        let bytes = std::fs::read(path).expect("a picture");
        assert!(png::decode(&bytes).is_ok(), "{} is not whole", path.display());
    }
    shows(&window, &format!("Canceled; {} files were written before.", made.len()));
    assert_eq!(std::fs::read(&old).expect("the old file"), b"the old picture");
    // The manifest lists what was made, and that alone.
    let manifest = std::fs::read_to_string(&manifests[0]).expect("a manifest");
    assert_eq!(manifest.matches("file: \"").count(), made.len());
    for path in &made {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(manifest.contains(&format!("\"{name}\"")), "{name}");
    }
}

#[test]
fn a_file_that_is_there_is_kept_and_replaced_where_that_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = || {
        let read = std::fs::read_dir(folder.path()).expect("the folder is there");
        let mut names: Vec<String> = read
            .map(|entry| entry.expect("listed").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    let mut session = Session {
        selected: Some("dongba".to_owned()),
        window: (1440.0, 900.0),
        ..Session::default()
    };
    session.settings.pictures = Some(folder.path().to_owned());
    let mut window = open_with(session);
    let says = |text: &'static str| {
        move |window: &Window| window.query_all_by_label_contains(text).next().is_some()
    };
    press(&mut window, egui::Modifiers::NONE, egui::Key::B);
    wait_until(&mut window, "the picture is written", says("Written and verified"));
    let first = files();
    assert_eq!(first.len(), 2, "a picture and its manifest: {first:?}");
    let picture =
        folder.path().join(first.iter().find(|name| name.starts_with("dongba")).expect("one"));
    let old = std::fs::read(&picture).expect("a picture");

    // The same picture again is not another file.
    press(&mut window, egui::Modifiers::NONE, egui::Key::B);
    wait_until(&mut window, "it is said to be the same", says("the same to the byte"));
    assert_eq!(files(), first);

    // Another picture of the name is, until the earlier one is to go.
    for (answer, count) in [("Keep both", 3), ("Replace the earlier file", 3)] {
        press(&mut window, egui::Modifiers::NONE, egui::Key::U);
        press(&mut window, egui::Modifiers::NONE, egui::Key::B);
        wait_until(&mut window, "it is asked", says("There is already a file"));
        click(&mut window, answer);
        lacks(&window, "There is already a file");
        assert_eq!(files().len(), count, "{answer}: {:?}", files());
        assert_eq!(std::fs::read(&picture).expect("a picture") == old, answer == "Keep both");
    }
    let manifest = std::fs::read_to_string(folder.path().join("briefing.ron")).expect("a manifest");
    assert_eq!(manifest.matches("file: \"").count(), 2, "{manifest}");
    // What is replaced can be made again like the rest.
    let sum = beijing_zones::cli::manifest::sum(&std::fs::read(&picture).expect("a picture"));
    assert!(manifest.contains(&sum), "{manifest}");
}
