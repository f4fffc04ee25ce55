//! Manifests: files made again, checked under the same version and under another, and where they differ.

use std::{
    fs,
    io::{Cursor, Read as _, Write as _},
    path::Path,
};

use crate::program::{check_failure, listed, run};
use beijing_zones::export::{png, reading::png_frames};

fn text(path: &Path) -> String {
    path.display().to_string()
}

#[track_caller]
fn export(arguments: &[&str], out: &Path) {
    let out = text(out);
    let arguments: Vec<&str> =
        ["export"].iter().chain(arguments).copied().chain(["-o", &out]).collect();
    well(&arguments);
}

#[track_caller]
fn well(arguments: &[&str]) {
    let done = run(arguments);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// What a check says, and how it ended.
fn checked(manifest: &str) -> (String, Option<i32>) {
    let done = run(&["render", manifest, "--check"]);
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    (said + &String::from_utf8_lossy(&done.stderr), done.status.code())
}

/// Makes a file of each kind, all in one manifest; their names.
fn briefing(folder: &Path, catalogue: &str) -> (String, Vec<&'static str>) {
    let manifest = text(&folder.join("briefing.ron"));
    let names = [
        "a.png",
        "a.svg",
        "a.pdf",
        "a.pptx",
        "a.gif",
        "a.apng",
        "chart.svg",
        "line.pdf",
        "all.xlsx",
    ];
    let of = |name: &str| text(&folder.join(name));
    let page = ["--zone", "cncc-2", "--size", "1000x600", "--manifest", &manifest, catalogue];
    for name in &names[..4] {
        export(&page, &folder.join(name));
    }
    for name in &names[4..6] {
        let years = [&page[..], &["--each-year", "2024..2025"]].concat();
        export(&years, &folder.join(name));
    }
    let chart = of("chart.svg");
    well(&["chart", "--lang", "zh", "--manifest", &manifest, "-o", &chart, catalogue]);
    well(&[
        "timeline",
        "--format",
        "pdf",
        "--zone",
        "cncc-2",
        "--manifest",
        &manifest,
        "-o",
        &of("line.pdf"),
        catalogue,
    ]);
    well(&["areas", "--manifest", &manifest, "-o", &of("all.xlsx"), catalogue]);
    (manifest, names.to_vec())
}

/// The same picture in other bytes, as another version of the program might pack it.
fn repacked(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"\x89PNG") {
        let frames = png_frames(bytes).expect("frames");
        if let [frame] = &frames[..] {
            return png::encode_pixels(frame.size, &frame.rgb).expect("a picture");
        }
        // A text chunk of its own before the first data.
        let at = bytes.windows(4).position(|part| part == b"IDAT").expect("data") - 4;
        let chunk = b"\0\0\0\x03tEXta\0b";
        let sum = crc(&chunk[4..]).to_be_bytes();
        return [&bytes[..at], chunk, &sum, &bytes[at..]].concat();
    }
    if bytes.starts_with(b"GIF8") {
        // A comment before the end.
        let mut new = bytes[..bytes.len() - 1].to_vec();
        new.extend(b"\x21\xfe\x02hi\0;");
        return new;
    }
    if bytes.starts_with(b"PK") {
        let mut old = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        for at in (0..old.len()).rev() {
            let mut part = old.by_index(at).expect("a part");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("bytes");
            let name = part.name().expect("a name").into_owned();
            new.start_file(name, stored).expect("begun");
            new.write_all(&bytes).expect("written");
        }
        return new.finish().expect("an archive").into_inner();
    }
    if bytes.starts_with(b"%PDF") {
        return [bytes, b"% packed by another\n"].concat();
    }
    let text = String::from_utf8(bytes.to_vec()).expect("text");
    text.replace("<title>", "<!-- packed by another --><title>").into_bytes()
}

/// CRC-32 as PNG has it (ISO 15948, annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 }
        })
    })
}

#[test]
fn a_manifest_makes_its_pictures_again_and_finds_what_differs() {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = text(&folder.path().join("briefing.ron"));
    let small = ["--size", "1000x600"];
    for (zone, format) in
        [("dongba", "png"), ("embassy-quarter", "svg"), ("dongba", "pptx"), ("cbd-core", "pdf")]
    {
        let out = folder.path().join(format!("{zone}.{format}"));
        let more = ["--zone", zone, "--format", format, "--manifest", &manifest];
        let arguments: Vec<&str> = small.iter().chain(&more).copied().collect();
        export(&arguments, &out);
    }
    let checked = run(&["render", &manifest, "--check"]);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(checked.status.success(), "{said}");
    assert_eq!(said.lines().filter(|line| line.ends_with(": the same")).count(), 4, "{said}");
    // Elsewhere they come out the same.
    let other = folder.path().join("other");
    let made = run(&["render", &manifest, "-o", &text(&other)]);
    assert!(made.status.success());
    for name in listed(&other) {
        let same = fs::read(other.join(&name)).expect("made")
            == fs::read(folder.path().join(&name)).expect("made");
        assert!(same, "{name}");
    }
    // Another picture under that name is found, and shown.
    let png = folder.path().join("dongba.png");
    fs::remove_file(&png).expect("removed");
    export(&["--zone", "dongba", "--size", "1000x600", "--unit", "mu"], &png);
    fs::write(folder.path().join("cbd-core.pdf"), b"%PDF nonsense").expect("written");
    let checked = run(&["render", &manifest, "--check"]);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert_eq!(checked.status.code(), Some(1), "{said}");
    assert!(
        said.contains("dongba.png: differs: ") && said.contains("cbd-core.pdf: differs"),
        "{said}"
    );
    assert!(folder.path().join("dongba.png.difference.png").exists());
    // What is there is kept unless it is said otherwise.
    let kept = run(&["render", &manifest]);
    assert_eq!(kept.status.code(), Some(1));
    let forced = run(&["render", &manifest, "--force"]);
    assert!(forced.status.success());
    assert!(run(&["render", &manifest, "--check"]).status.success());
    check_failure(&["render", &text(&png)], 1, &["manifest"]);
}

#[test]
fn a_manifest_of_another_catalogue_is_not_added_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = text(&folder.path().join("briefing.ron"));
    let arguments = ["--zone", "cbd-core", "--size", "640x480", "--manifest", &manifest];
    export(&arguments, &folder.path().join("a.png"));
    let layer = folder.path().join("one.geojson");
    fs::write(&layer, r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"a","name":"A"},"geometry":{"type":"Polygon","coordinates":[[[116.4,39.9],[116.5,39.9],[116.5,40.0],[116.4,39.9]]]}}]}"#).expect("written");
    let out = text(&folder.path().join("b"));
    let layer = text(&layer);
    let arguments = ["export", "--all", "--manifest", &manifest, "-o", &out, &layer];
    let done = run(&arguments);
    let message = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(message.contains("another catalogue"), "{message}");
}

#[test]
fn under_another_version_files_of_the_same_content_are_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let catalogue = folder.path().join("mine.ron");
    well(&["convert", &text(&catalogue)]);
    let (manifest, names) = briefing(folder.path(), &text(&catalogue));
    let (said, code) = checked(&manifest);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(said.matches(": the same\n").count(), names.len(), "{said}");
    for name in &names {
        let path = folder.path().join(name);
        let bytes = fs::read(&path).expect("made");
        let other = repacked(&bytes);
        assert!(other != bytes, "{name}");
        fs::write(&path, other).expect("written");
    }
    // This version packs them as it did: other bytes are a finding.
    let (said, code) = checked(&manifest);
    assert_eq!(code, Some(1), "{said}");
    assert_eq!(said.matches("in other bytes\n").count(), names.len(), "{said}");
    // Another one need not.
    let listed = fs::read_to_string(&manifest).expect("a manifest");
    let own = format!("program: \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(listed.contains(&own), "{listed}");
    fs::write(&manifest, listed.replace(&own, "program: \"0.0.1\"")).expect("written");
    let (said, code) = checked(&manifest);
    assert_eq!(code, Some(0), "{said}");
    for (name, what) in [
        ("a.png", "pixels"),
        ("a.apng", "pixels"),
        ("a.gif", "pixels"),
        ("a.svg", "pixels"),
        ("a.pdf", "drawing"),
        ("a.pptx", "content"),
        ("chart.svg", "pixels"),
        ("line.pdf", "drawing"),
        ("all.xlsx", "content"),
    ] {
        assert!(said.contains(&format!("{name}: the same {what}, in other bytes")), "{said}");
    }
}

#[test]
fn a_figure_that_changed_is_named_and_shown_in_every_kind_of_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let catalogue = folder.path().join("mine.ron");
    well(&["convert", &text(&catalogue)]);
    let (manifest, names) = briefing(folder.path(), &text(&catalogue));
    let figures = fs::read_to_string(&catalogue).expect("a catalogue");
    assert_eq!(figures.matches("printed: \"13.88\"").count(), 1, "the site of the second phase");
    let changed = figures.replace("printed: \"13.88\"", "printed: \"13.97\"");
    fs::write(&catalogue, changed).expect("written");
    let (said, code) = checked(&manifest);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("changed since these files were made: the catalogue"), "{said}");
    for name in names {
        let line = said.lines().find(|line| line.starts_with(&format!("{name}: ")));
        let line = line.unwrap_or_else(|| panic!("{name} in {said}"));
        // No milestone changed.
        if name == "line.pdf" {
            assert!(line.ends_with(": the same"), "{line}");
            continue;
        }
        assert!(line.contains(": differs: "), "{line}");
        let shown = folder.path().join(format!("{name}.difference.png"));
        if name == "all.xlsx" {
            assert!(line.contains("13.88") && line.contains("13.97"), "{line}");
            assert!(!shown.exists(), "a table has no picture");
            continue;
        }
        let bytes = fs::read(&shown).unwrap_or_else(|error| panic!("{name}: {error}"));
        let shown = png::decode(&bytes).expect("a picture of the difference");
        let red = shown.rgb.chunks_exact(3).filter(|pixel| pixel[0] > 180 && pixel[1] < 90).count();
        let all = shown.rgb.len() / 3;
        assert!(red > 20 && red < all / 4, "{name}: {red} of {all} pixels are red");
        if name == "a.pdf" {
            let named = ["page 1", "0.1388", "is now", "0.1397"];
            assert!(named.iter().all(|part| line.contains(part)), "{line}");
        }
    }
}

#[test]
fn a_manifest_of_the_format_before_is_read_and_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = text(&folder.path().join("briefing.ron"));
    fs::write(&manifest, FORMAT_2).expect("written");
    well(&["render", &manifest]);
    let (said, code) = checked(&manifest);
    assert_eq!((code, said.matches("a.png: the same\n").count()), (Some(0), 1), "{said}");
    let listed = FORMAT_2.replace("program: \"0.0.9\"", "program: \"0.1.0\"");
    fs::write(&manifest, current(&listed)).expect("written");
    let chart = text(&folder.path().join("chart.png"));
    well(&["chart", "--manifest", &manifest, "-o", &chart]);
    let (said, code) = checked(&manifest);
    assert_eq!((code, said.matches(": the same").count()), (Some(0), 2), "{said}");
    // What says nothing of how it was made is refused.
    let listed = fs::read_to_string(&manifest).expect("a manifest");
    assert!(listed.contains("format: 3,"), "{listed}");
    let unsaid = listed.replace("chart: (", "graph: (");
    assert!(unsaid != listed);
    fs::write(&manifest, unsaid).expect("written");
    check_failure(&["render", &manifest, "--check"], 1, &["graph", "briefing.ron"]);
}

/// A manifest as this program wrote it when it listed pictures of maps alone.
const FORMAT_2: &str = r#"(
    format: 2,
    program: "0.0.9",
    catalogue: [],
    catalogue_sum: "3a2b75d58d4d8306ef78b7f85a80dd952291a99fac3d4ba1108bcfa9c5bdebe2",
    base_map: None,
    base_map_sum: Some("b7ca19d245f511d41e57e69b095045777964d1329763409c01d837f6119e0dd7"),
    fonts_sum: "31227ac3144e6e5881cc2a6356487902bcde63e93dfae5b349af893bd9922a39",
    pictures: [
        (
            file: "a.png",
            sum: "4bf6d28c08a79b25b55eaa9cd7485f939291097498bceaea58f9f1f4129b0736",
            picture: (pages: [Zone("cbd-core")], format: Png, size: "640x480", dpi: 200, lang: En, as_of: "2026-02-28", unit: Km2, theme: Light, layout: "compare", beside: Some(Day("2015-12-31")), marks: (headline: "", marking: "", prepared_by: "", drawn_on: "", number: "", approval: "", note: ""), titles: Some(Serif), template: None, outlines: false, frames: [], color_by: Zone, neighbours: false, wider: false, layers: (true, true, true, true)),
        ),
    ],
)
"#;

/// With the sums of this build, as if it had been written today.
fn current(manifest: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let own = text(&folder.path().join("own.ron"));
    export(&["--zone", "cbd-core", "--manifest", &own], &folder.path().join("own.png"));
    let own = fs::read_to_string(&own).expect("a manifest");
    let sum = |text: &str, key: &str| -> String {
        let rest = text.split_once(key).expect("a sum").1;
        rest.split('"').nth(1).expect("quoted").to_owned()
    };
    ["\n    catalogue_sum:", "\n    base_map_sum:", "\n    fonts_sum:"]
        .iter()
        .fold(manifest.to_owned(), |text, key| text.replace(&sum(&text, key), &sum(&own, key)))
}
