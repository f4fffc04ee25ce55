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
        if error {
            shows(&window, "Write the date as");
        } else {
            lacks(&window, "Write the date as");
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
