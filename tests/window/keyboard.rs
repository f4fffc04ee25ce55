//! The real window by keyboard alone: find Dongba, read its figure, change the date, make a picture.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{PATIENCE, Running, start_display, tool, wait_for};

/// The program with a home of its own, so that its pictures go there.
fn start_program(display: &str, home: &Path) -> Running {
    let child = Command::new(env!("CARGO_BIN_EXE_beijing-zones"))
        .env("DISPLAY", display)
        .env_remove("WAYLAND_DISPLAY")
        .env("HOME", home)
        .env("XDG_DATA_HOME", home)
        .env("XDG_CONFIG_HOME", home)
        .env("XDG_CACHE_HOME", home)
        .env("XDG_RUNTIME_DIR", home)
        .env("LANG", "en_US.UTF-8")
        .env_remove("LC_ALL")
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    Running(child)
}

fn keys(display: &str, keys: &[&str]) {
    let all: Vec<&str> =
        ["key", "--delay", "120"].into_iter().chain(keys.iter().copied()).collect();
    tool("xdotool", &all, display);
    thread::sleep(Duration::from_millis(400));
}

fn typed(display: &str, text: &str) {
    tool("xdotool", &["type", "--delay", "120", text], display);
    thread::sleep(Duration::from_millis(600));
}

/// What is in the clipboard, once it fits.
fn clipboard(display: &str, fits: impl Fn(&str) -> bool) -> String {
    let start = Instant::now();
    loop {
        let output = Command::new("xclip")
            .args(["-selection", "clipboard", "-o"])
            .env("DISPLAY", display)
            .output()
            .unwrap_or_else(|error| panic!("xclip: {error}; `scripts/test` installs it"));
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if fits(&text) {
            return text;
        }
        assert!(start.elapsed() < PATIENCE, "the clipboard holds {text:?}");
        thread::sleep(Duration::from_millis(200));
    }
}

fn pictures(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "png"))
        .collect()
}

#[test]
fn the_work_of_a_planner_is_done_by_keyboard_alone() {
    if env::var_os("BEIJING_ZONES_SKIP_WINDOW").is_some() {
        eprintln!("left out: BEIJING_ZONES_SKIP_WINDOW is set");
        return;
    }
    let home = tempfile::tempdir().expect("a folder");
    let (_server, display) = start_display();
    let _program = start_program(&display, home.path());
    wait_for(&display, "the map", |picture| (picture.colors() == 100).then_some(()));
    let window = tool("xdotool", &["search", "--sync", "--name", "Beijing Zones"], &display);
    let window = String::from_utf8_lossy(&window).trim().to_owned();
    // No window manager gives the window the keyboard.
    tool("xdotool", &["windowfocus", "--sync", &window], &display);
    // The tour of a first start is skipped.
    keys(&display, &["Escape", "Escape"]);
    // Find Dongba.
    keys(&display, &["ctrl+k"]);
    typed(&display, "dongba int");
    keys(&display, &["Return"]);
    // Read its figure: it is copied with its source.
    keys(&display, &["c"]);
    let figure = clipboard(&display, |text| text.contains("35.5"));
    assert!(figure.contains("km²") && figure.contains("China Daily"), "{figure}");
    // A spreadsheet takes it as columns.
    let columns = ["-selection", "clipboard", "-o", "-t", "text/html"];
    let columns = String::from_utf8(tool("xclip", &columns, &display)).expect("UTF-8");
    assert!(columns.contains("<td>35.5</td><td>km²</td>"), "{columns}");
    // Change the date to before the figure was stated.
    keys(&display, &["ctrl+d"]);
    typed(&display, "1 June 2019");
    keys(&display, &["Return"]);
    let session = home.path().join("beijing-zones/session.ron");
    let start = Instant::now();
    while !fs::read_to_string(&session).is_ok_and(|text| text.contains("\"2019-06-01\"")) {
        assert!(start.elapsed() < PATIENCE, "the date was not changed");
        thread::sleep(Duration::from_millis(200));
    }
    // Make a picture.
    keys(&display, &["b"]);
    let folder = home.path().join("Beijing Zones");
    let start = Instant::now();
    while pictures(&folder).is_empty() {
        assert!(start.elapsed() < PATIENCE, "no picture was written");
        thread::sleep(Duration::from_millis(200));
    }
    let name = pictures(&folder)[0].display().to_string();
    assert!(name.ends_with("dongba-2019-06-01.png"), "{name}");
}
