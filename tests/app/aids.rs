//! What is drawn over the map of a selected zone, and its figures' sums and nesting.

use super::*;

fn zone(lang: Lang, id: &str) -> Window {
    open_with(Session {
        lang,
        selected: Some(id.to_owned()),
        window: (1440.0, 900.0),
        ..Session::default()
    })
}

fn editor(window: &Window) -> &beijing_zones::editor::Editor {
    window.state().as_ref().expect("the window is open").editor()
}

#[test]
fn a_zone_is_laid_over_another_with_their_ratio_and_goes_by_escape() {
    for (lang, menu, other, ratio, laid) in [
        (
            Lang::En,
            "Lay over it…",
            "Fourth Embassy Area",
            "is as large as 42 Fourth Embassy Area",
            "Laid over: Fourth Embassy Area",
        ),
        (Lang::Zh, "叠放对比…", "第四使馆区", "相当于42个第四使馆区", "已叠放：第四使馆区"),
    ] {
        let mut window = zone(lang, "dongba");
        click(&mut window, menu);
        let button = egui::accesskit::Role::Button;
        let first = window.query_all_by_role_and_label(button, other).next();
        first.expect("it is offered").click_accesskit();
        settle(&mut window);
        shows(&window, laid);
        shows(&window, ratio);
        window.key_press(egui::Key::Escape);
        settle(&mut window);
        lacks(&window, laid);
        assert_eq!(editor(&window).laid(), None);
        assert_eq!(editor(&window).session().selected.as_deref(), Some("dongba"), "kept");
    }
}

#[test]
fn sums_and_nesting_are_readable() {
    for (lang, texts) in [
        (Lang::En, ["Parts and sums", "unexplained; our reading: Jinzhan", "in our reading"]),
        (Lang::Zh, ["分项与合计", "位于其内，为我们的判读", "（我们的判读）"]),
    ] {
        let window = zone(lang, "dongba");
        for text in texts {
            shows(&window, text);
        }
    }
}

#[test]
fn accuracy_and_the_unexplained_part_are_switched_on_and_off() {
    for (lang, show, hide, rest_show, rest_hide) in [
        (
            Lang::En,
            "Show the accuracy on the map, at true width",
            "Hide the accuracy",
            "Show the unexplained part on the map",
            "Hide the unexplained part",
        ),
        (
            Lang::Zh,
            "在地图上按实宽显示精度",
            "隐藏精度",
            "在地图上显示未说明部分",
            "隐藏未说明部分",
        ),
    ] {
        let mut window = zone(lang, "dongba");
        click(&mut window, show);
        click(&mut window, rest_show);
        assert!(editor(&window).aids().accuracy && editor(&window).aids().rest);
        click(&mut window, hide);
        click(&mut window, rest_hide);
        assert!(!editor(&window).aids().accuracy && !editor(&window).aids().rest);
        window.key_press(egui::Key::A);
        settle(&mut window);
        assert!(editor(&window).aids().accuracy);
    }
}

#[test]
fn a_selected_zone_beyond_the_map_is_pointed_to_and_gone_to() {
    let (wider, selected) = (true, Some("daxing-airport-zone".to_owned()));
    let window = (1440.0, 900.0);
    let center = beijing_zones::model::boundary::LonLat { lon: 116.55, lat: 40.0 };
    let camera = Some(Camera { center, zoom: 12.0 });
    let mut window = open_with(Session { wider, selected, window, camera, ..Session::default() });
    let arrow = "The selected zone lies beyond the map: Daxing airport zone · ";
    let label = window.query_all_by_label_contains(arrow).next().expect("an arrow");
    label.click_accesskit();
    settle(&mut window);
    window.run_steps(60);
    lacks(&window, arrow);
}
