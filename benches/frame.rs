//! The CPU side of one frame of the window while the map is dragged: panels, placement of labels,
//! draw list and tessellation; without presenting. Run with `cargo bench --bench frame`, and with
//! `cargo bench --bench frame -- FILE…` for a catalogue or layer other than the embedded one.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use beijing_zones::{
    app::{App, prepare},
    editor::{Camera, Session},
    model::boundary::LonLat,
};
use eframe::egui;

const SIZE: egui::Vec2 = egui::vec2(1280.0, 800.0);
const FRAMES: usize = 260;

fn main() {
    let is_file = |argument: &String| !argument.starts_with("--");
    let files: Vec<PathBuf> = std::env::args().skip(1).filter(is_file).map(PathBuf::from).collect();
    for (name, lon, lat, zoom) in [
        ("all zones of the report, zoom 9.3", 116.45, 40.1, 9.3),
        ("Dongba, zoom 12.5", 116.56, 39.96, 12.5),
        ("city center, zoom 11", 116.4, 39.92, 11.0),
    ] {
        let mut times = drag(&files, lon, lat, zoom);
        times.sort();
        println!(
            "{name}: median {:.2} ms, 95 % under {:.2} ms, worst {:.2} ms",
            millis(times[times.len() / 2]),
            millis(times[times.len() * 95 / 100]),
            millis(times[times.len() - 1]),
        );
    }
    select_all(&files);
}

/// The frames in which all rows of the table are selected, and those after.
fn select_all(files: &[PathBuf]) {
    let session = Session {
        tab: beijing_zones::editor::desk::DeskTab::Compare,
        window: (SIZE.x, SIZE.y),
        ..Session::default()
    };
    let prepared = prepare(files, None, None, session).expect("the catalogue is sound");
    let ctx = egui::Context::default();
    let mut app = App::new(&ctx, prepared, None);
    let mut times = Vec::new();
    while app.is_reading() {
        let mut output = ctx.run_ui(input(0), |ui| app.show(ui));
        output.textures_delta.clear();
        std::thread::sleep(Duration::from_millis(20));
    }
    for number in 0..150 {
        let mut input = input(number);
        if number == 100 {
            let key = egui::Key::A;
            let modifiers = egui::Modifiers::COMMAND;
            input.events.push(egui::Event::ModifiersChanged(modifiers));
            input.events.push(egui::Event::Key {
                key,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers,
            });
        }
        let start = Instant::now();
        let output = ctx.run_ui(input, |ui| app.show(ui));
        let primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
        times.push(start.elapsed());
        assert!(!primitives.is_empty());
        let mut textures = output.textures_delta;
        textures.clear();
    }
    let worst = times[100..104].iter().max().copied().unwrap_or_default();
    let mut after = times.split_off(104);
    after.sort();
    println!(
        "all {} rows selected: worst frame {:.2} ms, then median {:.2} ms",
        app.editor().selected_zones().len(),
        millis(worst),
        millis(after[after.len() / 2]),
    );
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred frames")]
fn input(frame: usize) -> egui::RawInput {
    egui::RawInput {
        screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, SIZE)),
        time: Some(frame as f64 / 60.0),
        ..egui::RawInput::default()
    }
}

fn drag(files: &[PathBuf], lon: f64, lat: f64, zoom: f64) -> Vec<Duration> {
    let session = Session {
        camera: Some(Camera { center: LonLat::new(lon, lat), zoom }),
        window: (SIZE.x, SIZE.y),
        ..Session::default()
    };
    let prepared = prepare(files, None, None, session).expect("the catalogue is sound");
    let ctx = egui::Context::default();
    let mut app = App::new(&ctx, prepared, None);
    let center = egui::pos2(SIZE.x * 0.45, SIZE.y * 0.4);
    while app.is_reading() {
        let mut output = ctx.run_ui(input(0), |ui| app.show(ui));
        output.textures_delta.clear();
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut times = Vec::new();
    for number in 0..FRAMES {
        let mut input = input(number);
        // Back and forth, 4 pixels a frame, so that few new tiles are needed.
        let phase = u16::try_from(number % 80).expect("below 80");
        let offset = f32::from(if phase < 40 { phase } else { 80 - phase }) * 4.0;
        let pointer = center + egui::vec2(offset, offset * 0.3);
        input.events.push(egui::Event::PointerMoved(pointer));
        if number == 20 {
            input.events.push(egui::Event::PointerButton {
                pos: pointer,
                button: egui::PointerButton::Primary,
                pressed: true,
                modifiers: egui::Modifiers::NONE,
            });
        }
        let start = Instant::now();
        let output = ctx.run_ui(input, |ui| app.show(ui));
        let primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
        let taken = start.elapsed();
        assert!(!primitives.is_empty());
        // The first frames fill caches and fonts; the drag starts after them.
        if number > 60 {
            times.push(taken);
        }
        let mut textures = output.textures_delta;
        textures.clear();
    }
    times
}
