//! Files as readers that are not ours see them: PDF in poppler, which `scripts/test` installs (left out
//! where `BEIJING_ZONES_SKIP_WINDOW` is set), SVG in resvg.

use std::{path::Path, process::Command};

use crate::program::run;

/// Runs a tool of poppler; `None` where the tests with other programs are left out.
fn poppler(name: &str, arguments: &[&str]) -> Option<Vec<u8>> {
    if std::env::var_os("BEIJING_ZONES_SKIP_WINDOW").is_some() {
        eprintln!("left out: BEIJING_ZONES_SKIP_WINDOW is set");
        return None;
    }
    let done = Command::new(name).args(arguments).output().unwrap_or_else(|error| {
        panic!("{name}: {error}; `scripts/test` installs what this test needs")
    });
    assert!(done.status.success(), "{name}: {}", String::from_utf8_lossy(&done.stderr));
    Some(done.stdout)
}

#[track_caller]
fn export(arguments: &[&str], out: &Path) -> String {
    let out = out.display().to_string();
    let arguments: Vec<&str> =
        ["export"].iter().chain(arguments).copied().chain(["-o", &out]).collect();
    let done = run(&arguments);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    out
}

#[test]
fn the_sentences_of_a_chinese_pdf_can_be_read_and_its_fonts_are_inside() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = ["--zone", "dongba", "--lang", "zh", "--format", "pdf"];
    let file = export(&arguments, &folder.path().join("a.pdf"));
    let Some(text) = poppler("pdftotext", &["-layout", &file, "-"]) else { return };
    let text = String::from_utf8(text).expect("UTF-8");
    for wanted in [
        "东坝国际商务中心",
        "35.5平方公里",
        "[1]",
        "中国日报，2021年9月20日，第5段，转引自人民网",
        "示意图，未取得审图号",
        "1/2",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in {text}");
    }
    let fonts = poppler("pdffonts", &[&file]).expect("a list");
    let fonts = String::from_utf8(fonts).expect("UTF-8");
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(rows.len() >= 2, "{fonts}");
    for row in rows {
        // Embedded, a subset, with a map to Unicode.
        assert!(row.contains("yes yes yes"), "{fonts}");
        assert!(row.chars().nth(6) == Some('+'), "{fonts}");
    }
}

/// Pixels of a binary PPM: width, height and red, green, blue.
fn ppm(bytes: &[u8]) -> (usize, usize, &[u8]) {
    let mut fields = Vec::new();
    let mut at = 0;
    while fields.len() < 4 {
        let end = at + bytes[at..].iter().position(u8::is_ascii_whitespace).expect("a head");
        fields.push(std::str::from_utf8(&bytes[at..end]).expect("text"));
        at = end + 1;
    }
    let side = |text: &str| text.parse::<usize>().expect("a number");
    (side(fields[1]), side(fields[2]), &bytes[at..])
}

/// The mean of each square of so many pixels, 0 to 255.
fn squares(rgb: &[u8], (width, height): (usize, usize), side: usize) -> Vec<f64> {
    let mut means = Vec::new();
    for top in (0..=(height - side)).step_by(side) {
        for left in (0..=(width - side)).step_by(side) {
            let mut sum = 0_u32;
            for y in top..top + side {
                let row = &rgb[(y * width + left) * 3..(y * width + left + side) * 3];
                sum += row.iter().map(|byte| u32::from(*byte)).sum::<u32>();
            }
            #[expect(clippy::cast_precision_loss, reason = "a small square")]
            means.push(f64::from(sum) / (side * side * 3) as f64);
        }
    }
    means
}

/// Pixels of a square, and how far its mean may differ, of 255.
const SIDE: usize = 8;
const TOLERANCE: f64 = 16.0;
const PAGES: [(&str, &[&str]); 3] = [
    ("sheet", &["--zone", "cbd-core", "--lang", "zh"]),
    ("dark", &["--zone", "cbd-core", "--lang", "both", "--theme", "dark"]),
    ("map", &["--zone", "embassy-quarter", "--layout", "map"]),
];

/// Compares a page with its PNG of 1200 by 720 pixels, square by square; `but` leaves squares out by row
/// and column.
#[track_caller]
fn check_alike(
    name: &str,
    png: &str,
    (drawn, size, finer): (&[u8], (usize, usize), usize),
    but: impl Fn(usize, usize) -> bool,
) {
    assert_eq!(size, (1200 * finer, 720 * finer));
    let png = std::fs::read(png).expect("a picture");
    let ours = beijing_zones::export::png::decode(&png).expect("a picture");
    let (ours, theirs) =
        (squares(&ours.rgb, (1200, 720), SIDE), squares(drawn, size, SIDE * finer));
    assert_eq!(ours.len(), theirs.len());
    let columns = 1200 / SIDE;
    let worst = ours
        .iter()
        .zip(&theirs)
        .enumerate()
        .filter(|(at, _)| !but(at / columns, at % columns))
        .map(|(at, (one, other))| (at, (one - other).abs()))
        .max_by(|(_, one), (_, other)| one.total_cmp(other));
    let (at, worst) = worst.expect("a page has squares");
    let place = (at % columns * SIDE, at / columns * SIDE);
    assert!(worst <= TOLERANCE, "{name} differs by {worst:.1} at {place:?}");
    println!("{name}: {worst:.1} at {place:?}");
}

fn sized<'a>(page: &[&'a str], format: &'a str) -> Vec<&'a str> {
    page.iter().copied().chain(["--size", "1200x720", "--format", format]).collect()
}

#[test]
fn a_pdf_shows_the_page_of_the_png() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, page) in PAGES {
        let png = export(&sized(page, "png"), &folder.path().join(format!("{name}.png")));
        let pdf = export(&sized(page, "pdf"), &folder.path().join(format!("{name}.pdf")));
        // Four times as fine, so that the hinting of letters does not matter.
        let Some(drawn) = poppler("pdftoppm", &["-r", "384", "-l", "1", &pdf]) else { return };
        let (width, height, drawn) = ppm(&drawn);
        // The number of the page stands in the PDF alone, at the upper right.
        let is_number = |row, column| row <= 4 && column >= 1200 / SIDE - 12;
        check_alike(name, &png, (drawn, (width, height), 4), is_number);
    }
}

#[test]
fn an_svg_drawn_by_resvg_shows_the_page_of_the_png() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, page) in PAGES {
        let png = export(&sized(page, "png"), &folder.path().join(format!("{name}.png")));
        for text_as in [&[][..], &["--text-as-outlines"]] {
            let page = [sized(page, "svg"), text_as.to_vec(), vec!["--force"]].concat();
            let svg = export(&page, &folder.path().join(format!("{name}.svg")));
            let svg = std::fs::read(svg).expect("a drawing");
            let drawn = beijing_zones::export::reading::svg_pixels(&svg, 4.0).expect("it is drawn");
            let size = (drawn.size.0 as usize, drawn.size.1 as usize);
            check_alike(name, &png, (&drawn.rgb, size, 4), |_, _| false);
        }
    }
}
