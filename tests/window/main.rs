//! The real program in a real window on a virtual display: a click on a zone of the map changes the
//! picture, and the selection is remembered.
//!
//! Needs Xvfb, xdotool, xclip and ImageMagick's `import`, which `scripts/test` installs. Left out where
//! `BEIJING_ZONES_SKIP_WINDOW` is set.

mod keyboard;

use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use beijing_zones::style::{Color, Palette, ThemeName};

const PATIENCE: Duration = Duration::from_secs(90);

/// A child process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

struct Picture {
    width: usize,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    fn height(&self) -> usize {
        self.pixels.len() / self.width
    }

    fn at(&self, x: usize, y: usize) -> [u8; 3] {
        self.pixels[y * self.width + x]
    }

    /// How many different colours, up to a hundred: an empty window has few.
    fn colors(&self) -> usize {
        let mut seen: Vec<[u8; 3]> = Vec::new();
        for pixel in &self.pixels {
            if !seen.contains(pixel) {
                seen.push(*pixel);
                if seen.len() == 100 {
                    break;
                }
            }
        }
        seen.len()
    }

    /// The middle of a disc of one colour, right of `left`.
    fn disc(&self, color: Color, left: usize) -> Option<(usize, usize)> {
        const HALF: usize = 4;
        let wanted = [color.r, color.g, color.b];
        (HALF..self.height() - HALF)
            .flat_map(|y| (left..self.width - HALF).map(move |x| (x, y)))
            .find(|(x, y)| {
                (0..=2 * HALF).all(|row| {
                    (0..=2 * HALF).all(|column| {
                        // The corners of the square lie outside the disc.
                        let (dx, dy) = (column.abs_diff(HALF), row.abs_diff(HALF));
                        dx + dy > HALF || self.at(x + column - HALF, y + row - HALF) == wanted
                    })
                })
            })
    }

    fn differing(&self, other: &Picture, from: usize, to: usize) -> usize {
        (0..self.height())
            .flat_map(|y| (from..to).map(move |x| (x, y)))
            .filter(|(x, y)| self.at(*x, *y) != other.at(*x, *y))
            .count()
    }
}

fn tool(name: &str, arguments: &[&str], display: &str) -> Vec<u8> {
    let output =
        Command::new(name).args(arguments).env("DISPLAY", display).output().unwrap_or_else(
            |error| panic!("{name}: {error}; `scripts/test` installs what this test needs"),
        );
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn picture(display: &str) -> Picture {
    let bytes = tool("import", &["-window", "root", "-depth", "8", "png24:-"], display);
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a small picture")];
    let info = reader.next_frame(&mut pixels).expect("a picture");
    let width = info.width as usize;
    Picture { width, pixels: pixels.chunks_exact(3).map(|rgb| [rgb[0], rgb[1], rgb[2]]).collect() }
}

/// Waits for a picture that fits.
fn wait_for<T>(display: &str, what: &str, fits: impl Fn(&Picture) -> Option<T>) -> (Picture, T) {
    let start = Instant::now();
    loop {
        let picture = picture(display);
        if let Some(found) = fits(&picture) {
            return (picture, found);
        }
        assert!(start.elapsed() < PATIENCE, "{what} did not appear");
        thread::sleep(Duration::from_millis(200));
    }
}

fn start_display() -> (Running, String) {
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("Xvfb: {error}; `scripts/test` installs what this test needs")
        });
    let mut number = String::new();
    let output = server.stdout.take().expect("piped");
    BufReader::new(output).read_line(&mut number).expect("the display's number");
    (Running(server), format!(":{}", number.trim()))
}

fn start_program(display: &str, home: &Path) -> Running {
    let child = Command::new(env!("CARGO_BIN_EXE_beijing-zones"))
        .env("DISPLAY", display)
        .env_remove("WAYLAND_DISPLAY")
        .env("XDG_DATA_HOME", home)
        .env("XDG_RUNTIME_DIR", home)
        .env("LANG", "en_US.UTF-8")
        .env_remove("LC_ALL")
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    Running(child)
}

#[test]
fn a_click_on_a_zone_changes_the_picture_and_is_remembered() {
    if env::var_os("BEIJING_ZONES_SKIP_WINDOW").is_some() {
        eprintln!("left out: BEIJING_ZONES_SKIP_WINDOW is set");
        return;
    }
    let home = tempfile::tempdir().expect("a folder");
    let (_server, display) = start_display();
    let program = start_program(&display, home.path());
    let catalogue = beijing_zones::formats::catalogue::embedded().expect("well formed");
    let index = catalogue.zones.iter().position(|zone| zone.id == "cncc-2").expect("the zone");
    let color = Palette::of(ThemeName::Light).zone(index);
    // The list at the left shows the colour too, as a square.
    let map_left = 300;
    let (before, (x, y)) = wait_for(&display, "the marker of the convention center", |picture| {
        (picture.colors() == 100).then(|| picture.disc(color, map_left)).flatten()
    });
    let (x, y) = (x.to_string(), y.to_string());
    tool("xdotool", &["mousemove", &x, &y, "sleep", "0.3", "click", "1"], &display);
    // The table at the right gives way to the inspector.
    let inspector_left = 1000;
    wait_for(&display, "the inspector", |after| {
        let changed = before.differing(after, inspector_left, after.width);
        (changed > 5000).then_some(())
    });
    let session = home.path().join("beijing-zones/session.ron");
    let start = Instant::now();
    while !fs::read_to_string(&session).is_ok_and(|text| text.contains("\"cncc-2\"")) {
        assert!(start.elapsed() < PATIENCE, "the selection was not saved");
        thread::sleep(Duration::from_millis(200));
    }
    // The window comes back as it was left.
    drop(program);
    let _program = start_program(&display, home.path());
    wait_for(&display, "the inspector after a new start", |again| {
        let changed = before.differing(again, inspector_left, again.width);
        (again.colors() == 100 && changed > 5000).then_some(())
    });
}
