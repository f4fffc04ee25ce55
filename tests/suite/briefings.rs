//! Slides, atlases and manifests: made, checked, made again.

use std::{fs, io::Read as _, path::Path};

use crate::program::{check_failure, listed, run};

fn text(path: &Path) -> String {
    path.display().to_string()
}

#[track_caller]
fn export(arguments: &[&str], out: &Path) -> Vec<u8> {
    let out = text(out);
    let arguments: Vec<&str> =
        ["export"].iter().chain(arguments).copied().chain(["-o", &out]).collect();
    let done = run(&arguments);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    fs::read(&out).expect("the picture")
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut file = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut part = file.by_name(name).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut text = String::new();
    part.read_to_string(&mut text).expect("text");
    text
}

/// The texts of a part, in order.
fn texts(bytes: &[u8], name: &str) -> Vec<String> {
    let part = part(bytes, name);
    let document = roxmltree::Document::parse(&part).expect("XML");
    let texts = document.descendants().filter(|node| node.tag_name().name() == "t");
    texts.filter_map(|node| Some(node.text()?.to_owned())).collect()
}

#[test]
fn a_slide_has_title_map_table_and_sources_to_edit() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = ["--zone", "dongba", "--format", "pptx", "--lang", "zh"];
    let bytes = export(&arguments, &folder.path().join("a.pptx"));
    let slide = part(&bytes, "ppt/slides/slide1.xml");
    let document = roxmltree::Document::parse(&slide).expect("XML");
    let count =
        |name: &str| document.descendants().filter(|node| node.tag_name().name() == name).count();
    assert_eq!((count("pic"), count("tbl")), (1, 1));
    let rows = count("tr");
    assert!((3..=7).contains(&rows), "a head and at most six figures, not {rows}");
    let words = texts(&bytes, "ppt/slides/slide1.xml");
    assert_eq!(words[0], "东坝国际商务中心");
    assert!(words.iter().any(|text| text == "35.5平方公里"), "{words:?}");
    assert!(words.iter().any(|text| text.contains("未取得审图号")), "{words:?}");
    let picture = document.descendants().find(|node| node.attribute("name") == Some("Map"));
    let described = picture.and_then(|node| node.attribute("descr")).expect("a description");
    assert!(described.contains("东坝"), "{described}");
    let notes = texts(&bytes, "ppt/notesSlides/notesSlide1.xml");
    assert!(notes[0].starts_with("[1] "), "{notes:?}");
    // The map is a picture at least as fine as its place on a slide of 1920 pixels.
    let mut file = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("an archive");
    let mut map = Vec::new();
    file.by_name("ppt/media/map1.png").expect("a map").read_to_end(&mut map).expect("a map");
    assert!(u32::from_be_bytes(map[16..20].try_into().expect("four bytes")) >= 1000);
    // The figures that the slide has no room for stand on an annex.
    let annex = texts(&bytes, "ppt/slides/slide2.xml");
    assert!(annex[0].contains("附页"), "{annex:?}");
}

#[test]
fn the_same_slides_and_atlases_have_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    for (format, name) in [("pptx", "a.pptx"), ("pdf", "a.pdf")] {
        let arguments = ["--report", "--atlas", "--format", format];
        let first = export(&arguments, &folder.path().join(name));
        let again = export(&arguments, &folder.path().join(format!("again-{name}")));
        assert!(first == again, "{format}");
        if format == "pptx" {
            let slides = part(&first, "ppt/presentation.xml").matches("<p:sldId ").count();
            assert!(slides >= 9, "a slide for the report and each zone, not {slides}");
        }
    }
    let png = text(&folder.path().join("a.png"));
    check_failure(&["export", "--report", "--atlas", "-o", &png], 2, &["pdf or pptx"]);
}

#[test]
fn a_picture_says_how_it_was_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = export(&["--zone", "dongba", "--size", "640x480"], &folder.path().join("a.png"));
    let decoded = beijing_zones::export::png::decode(&bytes).expect("a picture");
    let origin = decoded.origin.expect("an origin");
    assert!(origin.starts_with("BeijingZones ") && origin.contains("dongba"), "{origin}");
}

#[test]
fn clock_language_and_system_fonts_change_no_picture() {
    let folder = tempfile::tempdir().expect("a folder");
    let make = |name: &str, environment: &[(&str, &str)]| {
        let out = folder.path().join(name);
        let out_text = text(&out);
        let arguments =
            ["export", "--zone", "dongba", "--size", "1000x600", "--lang", "both", "-o", &out_text];
        let arguments: Vec<String> = arguments.iter().map(|&text| text.to_owned()).collect();
        let done = crate::program::run_with(&arguments, environment);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        fs::read(out).expect("a picture")
    };
    let empty = text(folder.path());
    let first = make("a.png", &[]);
    let second = make(
        "b.png",
        &[
            ("TZ", "America/Anchorage"),
            ("LANG", "ar_EG.UTF-8"),
            ("FONTCONFIG_PATH", &empty),
            ("HOME", &empty),
        ],
    );
    assert!(first == second);
}

#[test]
fn the_name_of_the_file_decides_its_kind() {
    let folder = tempfile::tempdir().expect("a folder");
    let small = ["--zone", "cbd-core", "--size", "640x480", "--each-year", "2024..2025"];
    let still = &small[..4];
    for (name, begin, arguments) in [
        ("a.png", b"\x89PNG".as_slice(), still),
        ("a.svg", b"<", still),
        ("a.PDF", b"%PDF", still),
        ("a.pptx", b"PK", still),
        ("a.apng", b"\x89PNG", &small),
        ("a.gif", b"GIF89a", &small),
    ] {
        let bytes = export(arguments, &folder.path().join(name));
        assert!(bytes.starts_with(begin), "{name}");
    }
    for (name, wanted) in [("all.pptx", "--atlas"), ("all.png", "into a folder")] {
        let out = text(&folder.path().join(name));
        check_failure(&["export", "--report", "-o", &out], 2, &[wanted]);
        assert!(!folder.path().join(name).exists());
    }
    // In a folder there is no ending: pictures are PNG.
    let done =
        run(&["export", "--zone", "cbd-core", "--size", "640x480", "-o", &text(folder.path())]);
    assert!(done.status.success());
    assert!(folder.path().join("cbd-core.png").exists());
}

#[test]
fn an_animation_has_the_frames_of_the_stills() {
    let folder = tempfile::tempdir().expect("a folder");
    let common = ["--zone", "cncc-2", "--size", "800x500", "--each-year", "2018..2021"];
    let animated: Vec<&str> = common.iter().chain(&["--format", "apng"]).copied().collect();
    let bytes = export(&animated, &folder.path().join("years.apng"));
    let stills = text(&folder.path().join("years.png"));
    let arguments: Vec<&str> =
        ["export"].iter().chain(&common).copied().chain(["-o", &stills]).collect();
    let done = run(&arguments);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().expect("a PNG");
    assert_eq!(reader.info().animation_control.expect("an animation").num_frames, 4);
    let gif = export(&common, &folder.path().join("years.gif"));
    let gif = beijing_zones::export::animation::read_gif(&gif).expect("a GIF");
    assert_eq!((gif.size, gif.frames.len(), gif.delays), ((800, 500), 4, vec![900; 4]));
    let mut differ = 0;
    let mut before: Option<Vec<u8>> = None;
    for year in 2018..=2021_u16 {
        let mut frame = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut frame).expect("a frame");
        let still = fs::read(folder.path().join(format!("years-{year}.png"))).expect("a still");
        let still = beijing_zones::export::png::decode(&still).expect("a picture");
        assert!(still.rgb == frame, "{year}");
        // In a GIF most pixels are as they were, and none is far off.
        let shown = &gif.frames[usize::from(year.abs_diff(2018))];
        let pairs = still.rgb.chunks_exact(3).zip(shown.chunks_exact(3));
        let off = |(still, shown): (&[u8], &[u8])| {
            still.iter().zip(shown).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0)
        };
        let (exact, worst) = pairs.map(off).fold((0_usize, 0), |(exact, worst), off| {
            (exact + usize::from(off == 0), worst.max(off))
        });
        assert!(exact * 100 > 800 * 500 * 90 && worst < 64, "{year}: {exact} {worst}");
        differ += usize::from(before.as_ref().is_some_and(|before| *before != frame));
        before = Some(frame);
    }
    assert_eq!(differ, 3, "each frame says its own date");
    let out = text(&folder.path().join("one.apng"));
    check_failure(
        &["export", "--zone", "dongba", "--format", "apng", "-o", &out],
        2,
        &["each-year"],
    );
    for years in ["2020", "2021..2015", "x..y", "1..9000"] {
        check_failure(
            &["export", "--zone", "dongba", "--each-year", years, "-o", &out],
            2,
            &["FROM..TO"],
        );
    }
}

#[test]
fn slides_name_the_fonts_of_official_documents_on_request() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = ["--zone", "dongba", "--lang", "zh", "--office-fonts", "gongwen"];
    let bytes = export(&arguments, &folder.path().join("a.pptx"));
    let slide = part(&bytes, "ppt/slides/slide1.xml");
    let document = roxmltree::Document::parse(&slide).expect("XML");
    let fonts_of = |name: &str| -> std::collections::BTreeSet<&str> {
        let shape = document
            .descendants()
            .find(|node| node.attribute("name") == Some(name) && node.tag_name().name() == "cNvPr");
        let shape = shape.and_then(|node| node.ancestors().nth(2)).expect("the shape");
        let fonts = shape.descendants().filter(|node| node.tag_name().name() == "ea");
        fonts.filter_map(|node| node.attribute("typeface")).collect()
    };
    assert_eq!(fonts_of("Title").into_iter().collect::<Vec<_>>(), ["FZXiaoBiaoSong-B05S"]);
    for name in ["Subtitle", "Figures", "Sources", "Notes"] {
        assert_eq!(fonts_of(name).into_iter().collect::<Vec<_>>(), ["FangSong_GB2312"], "{name}");
    }
    assert!(!slide.contains("YaHei") && !part(&bytes, "ppt/theme/theme1.xml").contains("YaHei"));
    let png = text(&folder.path().join("a.png"));
    let plain = ["export", "--zone", "dongba", "-o", &png];
    let slides = text(&folder.path().join("b.pptx"));
    for (more, out, wanted) in [
        (vec!["--office-fonts", "gongwen"], &png, "pptx"),
        (vec!["--titles", "serif"], &slides, "--office-fonts"),
    ] {
        let arguments: Vec<&str> =
            plain[..4].iter().copied().chain([out.as_str()]).chain(more).collect();
        check_failure(&arguments, 2, &[wanted]);
    }
}

#[test]
fn two_base_maps_stand_side_by_side_and_a_manifest_makes_them_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("other.pmtiles");
    fs::write(&archive, beijing_zones::basemap::embedded_bytes()).expect("written");
    let manifest = text(&folder.path().join("briefing.ron"));
    let archive = text(&archive);
    let arguments = [
        "--zone",
        "cncc-2",
        "--with-date",
        "2019-12-31",
        "--with-basemap",
        &archive,
        "--manifest",
        &manifest,
    ];
    export(&arguments, &folder.path().join("two.svg"));
    let svg = fs::read_to_string(folder.path().join("two.svg")).expect("text");
    assert!(svg.contains("map-2-base-map") || svg.matches("-base-map\"").count() == 2);
    let kept = fs::read_to_string(&manifest).expect("a manifest");
    assert!(kept.contains("beside_base_map: \"other.pmtiles\""), "{kept}");
    assert!(run(&["render", &manifest, "--check"]).status.success());
}

#[test]
fn a_pdf_has_annexes_and_the_numbers_of_its_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = export(&["--zone", "dongba", "--format", "pdf"], &folder.path().join("a.pdf"));
    let whole = String::from_utf8_lossy(&bytes);
    let pages = whole.matches("/Type/Page").count() - whole.matches("/Type/Pages").count();
    assert_eq!(pages, 2, "the page and its annex");
}

#[test]
fn layouts_that_cannot_be_made_are_refused_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = text(&folder.path().join("a.png"));
    for (arguments, wanted) in [
        (vec!["--layout", "triptych"], "large-print"),
        (vec!["--layout", "compare"], "--with"),
        (vec!["--layout", "a4", "--with", "cbd-core"], "compare"),
        (vec!["--with", "cbd"], "did you mean"),
        (vec!["--with-date", "30 February"], "2021-09-16"),
        (vec!["--with-date", "2021-02-30"], "no day 30"),
    ] {
        let arguments: Vec<&str> =
            ["export", "--zone", "dongba", "-o", &out].into_iter().chain(arguments).collect();
        check_failure(&arguments, 2, &[wanted]);
    }
    assert!(listed(folder.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_leaves_the_old_file_whole_and_no_half_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("a.png");
    fs::write(&out, b"the old picture").expect("written");
    // Files may grow to 8 blocks of 512 bytes only, as on a disk that is full.
    let script = format!(
        "trap '' XFSZ; ulimit -f 8; exec '{}' export --zone dongba --size 800x600 --force -o '{}'",
        env!("CARGO_BIN_EXE_beijing-zones"),
        out.display()
    );
    let done = std::process::Command::new("sh").args(["-c", &script]).output().expect("a shell");
    let message = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(1), "{message}");
    assert!(message.contains("cannot be written") && message.contains("a.png"), "{message}");
    assert_eq!(fs::read(&out).expect("the old file"), b"the old picture");
    assert_eq!(listed(folder.path()), ["a.png"]);
}

#[test]
fn slides_take_the_looks_of_a_template_and_none_of_its_slides() {
    let folder = tempfile::tempdir().expect("a folder");
    // Slides of ours are as good a template as others.
    let template = folder.path().join("template.pptx");
    let arguments = ["--zone", "cbd-core", "--format", "pptx", "--size", "1600x1200"];
    export(&arguments, &template);
    let template_text = text(&template);
    let manifest = text(&folder.path().join("briefing.ron"));
    let arguments = [
        "--zone",
        "dongba",
        "--format",
        "pptx",
        "--template",
        &template_text,
        "--manifest",
        &manifest,
    ];
    let bytes = export(&arguments, &folder.path().join("a.pptx"));
    let presentation = part(&bytes, "ppt/presentation.xml");
    let document = roxmltree::Document::parse(&presentation).expect("XML");
    let size = document.descendants().find(|node| node.tag_name().name() == "sldSz");
    let size = size.expect("a size");
    let side = |name: &str| size.attribute(name).and_then(|text| text.parse::<f64>().ok());
    let ratio = side("cx").expect("a width") / side("cy").expect("a height");
    assert!((ratio - 4.0 / 3.0).abs() < 0.01, "{ratio}");
    let words = texts(&bytes, "ppt/slides/slide1.xml");
    assert!(words.iter().any(|text| text == "Dongba international business center"), "{words:?}");
    assert!(!words.iter().any(|text| text.contains("Central Business District")), "{words:?}");
    let slide = part(&bytes, "ppt/slides/slide1.xml");
    assert!(slide.contains("schemeClr") && !slide.contains("Microsoft YaHei"));
    assert!(run(&["render", &manifest, "--check"]).status.success());
    // What is no template is said, and nothing is written.
    let out = text(&folder.path().join("b.pptx"));
    for (template, wanted) in [(&manifest, "not a presentation"), (&out, "cannot be read")] {
        let arguments = ["export", "--zone", "dongba", "--format", "pptx", "--template", template];
        let arguments: Vec<&str> = arguments.into_iter().chain(["-o", &out]).collect();
        check_failure(&arguments, 1, &[wanted]);
    }
    let png = text(&folder.path().join("b.png"));
    let arguments = ["export", "--zone", "dongba", "--template", &template_text, "-o", &png];
    check_failure(&arguments, 2, &["--format pptx"]);
}
