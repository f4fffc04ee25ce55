//! The commands as a user runs them: the real binary, its output and its exit codes.

use std::{fs, path::Path, process::Command};

use crate::program::{check_failure, json, listed, run};

#[test]
fn areas_as_json_has_the_documented_keys() {
    let areas = json(&["areas", "--format", "json"]);
    let zones = areas.as_array().expect("an array");
    assert_eq!(zones.len(), 47);
    for zone in zones {
        for key in [
            "id",
            "name_en",
            "name_zh",
            "district",
            "kind",
            "status",
            "boundary_quality",
            "published",
            "drawn_km2",
            "method",
            "audit",
        ] {
            assert!(zone.get(key).is_some(), "{key} of {}", zone["id"]);
        }
    }
    let dongba = zones.iter().find(|zone| zone["id"] == "dongba").expect("Dongba");
    assert_eq!(dongba["published"][0]["printed"], "35.5");
    assert_eq!(dongba["published"][0]["locator"], "paragraph 5");
    assert_eq!(dongba["audit"]["class"], "fitted");
    assert_eq!(dongba["audit"]["fitted_to"], "dongba/land-2021");
    assert!((dongba["drawn_km2"].as_f64().expect("a number") - 35.5).abs() < 0.355);
    let cbd = zones.iter().find(|zone| zone["id"] == "cbd-core").expect("the CBD");
    assert_eq!(cbd["audit"]["class"], "within digitising");
    assert!(cbd["audit"]["tolerance"].as_f64().expect("a number") > 0.09);
}

#[test]
fn areas_obey_the_date_and_the_unit() {
    let areas = json(&["areas", "--format", "json", "--as-of", "2019-06-01"]);
    let dongba = areas
        .as_array()
        .and_then(|zones| zones.iter().find(|zone| zone["id"] == "dongba"))
        .expect("Dongba");
    assert!(dongba["audit"].is_null());
    let mu = run(&["areas", "--unit", "mu", "--lang", "zh"]);
    let text = String::from_utf8_lossy(&mu.stdout);
    assert!(text.contains("53,250") && text.contains("亩") && text.contains("东坝"), "{text}");
}

#[test]
fn the_timeline_is_in_order_and_has_the_documented_keys() {
    let timeline = json(&["timeline", "--format", "json"]);
    let events = timeline.as_array().expect("an array");
    assert!(events.len() >= 80);
    let mut last = String::new();
    for event in events {
        for key in ["zone", "date", "precision", "kind", "planned", "text_en", "text_zh", "source"]
        {
            assert!(event.get(key).is_some(), "{key}");
        }
        let year = event["date"].as_str().expect("a date")[..4].to_owned();
        assert!(year >= last, "{year} after {last}");
        last = year;
    }
}

#[test]
fn the_embedded_catalogue_and_its_files_pass_the_check() {
    assert!(run(&["check"]).status.success());
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let files: Vec<String> = listed(&seeds)
        .into_iter()
        .map(|name| seeds.join(name))
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .map(|path| path.display().to_string())
        .collect();
    let mut arguments = vec!["check"];
    arguments.extend(files.iter().map(String::as_str));
    assert!(run(&arguments).status.success());
}

#[test]
fn findings_name_file_and_line_and_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.ron");
    fs::write(
        &path,
        "Catalogue(format: 1, zones: [(\n id: \"a\", name: (en: \"A\", zh: \"甲\", pinyin: \"Jiǎ\"), kind: Business, group: Report,\n district: (en: \"D\", zh: \"丁\"), scope: \"none\")])",
    )
    .expect("written");
    let output = run(&["check", &path.display().to_string()]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("plan.ron:2:") && text.contains("no boundary: add one"), "{text}");
    assert!(text.contains("there is no scope \"none\""), "{text}");
}

#[test]
fn a_catalogue_cut_in_half_is_named_with_line_and_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("half.ron");
    let whole = include_str!("../../seeds/cbd.ron");
    let half = whole.char_indices().nth(whole.chars().count() / 2).expect("a middle").0;
    fs::write(&path, &whole[..half]).expect("written");
    let path = path.display().to_string();
    check_failure(&["areas", &path], 1, &["half.ron:", "cut off"]);
}

#[test]
fn wrong_usage_is_answered_with_advice() {
    check_failure(
        &["export", "--zone", "dongbei", "-o", "x.png"],
        2,
        &["no zone \"dongbei\"", "did you mean \"dongba\"?"],
    );
    check_failure(&["areas", "--sice"], 2, &["--sice"]);
    check_failure(&["areas", "--as-of", "2021-13-40"], 2, &["2021-13-40", "no month 13"]);
    check_failure(&["export", "--all", "--size", "0x0", "-o", "x"], 2, &["64 to 32768 pixels"]);
    check_failure(
        &["export", "--all", "--size", "999999x999999", "-o", "x"],
        2,
        &["64 to 32768 pixels"],
    );
    check_failure(&["export", "-o", "x.png"], 2, &["--zone", "--all"]);
    check_failure(&["areas", "/nonexistent.ron"], 1, &["cannot be read", "/nonexistent.ron"]);
    check_failure(&["nonsense"], 1, &["no such file or command", "--help", "nonsense"]);
    for name in ["x.jpg", "x"] {
        let arguments = ["export", "--zone", "dongba", "-o", name];
        check_failure(&arguments, 2, &["name it x.png", "png, svg, pdf, pptx, apng, gif"]);
    }
    let contradiction = ["export", "--zone", "dongba", "--format", "png", "-o", "x.pptx"];
    check_failure(&contradiction, 2, &["the picture is a png: name it x.png"]);
    check_failure(
        &["export", "--zone", "dongba", "--as-of", "1990", "-o", "x.png"],
        2,
        &["nothing was known", "later --as-of"],
    );
    assert!(!Path::new("x.png").exists() && !Path::new("x").exists());
}

#[test]
fn a_broken_base_map_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = include_bytes!("../../assets/basemap/beijing.pmtiles");
    let path = folder.path().join("cut.pmtiles");
    let name = path.display().to_string();
    let picture = folder.path().join("a.png").display().to_string();
    let export = ["export", "--zone", "dongba", "--basemap", &name, "-o", &picture];
    fs::write(&path, &whole[..whole.len() / 2]).expect("written");
    check_failure(&export, 1, &["base map cannot be read", "cut off", "cut.pmtiles"]);
    let message = String::from_utf8_lossy(&run(&export).stderr).into_owned();
    assert_eq!(message.matches("cut off").count(), 1, "{message}");
    fs::write(&path, b"no archive").expect("written");
    check_failure(&export, 1, &["not a PMTiles file", "cut.pmtiles"]);
    check_failure(&["areas", &name], 1, &["Catalogue", "cut.pmtiles:1:1"]);
    assert_eq!(listed(folder.path()), ["cut.pmtiles"]);
    fs::write(&path, whole).expect("written");
    check_failure(&["areas", &name], 1, &["--basemap"]);
    assert!(run(&export).status.success());
}

#[test]
fn no_display_is_said_and_the_export_command_named() {
    check_failure(&[], 1, &["no display", "export --report"]);
}

#[test]
fn an_existing_picture_is_kept_unless_forced() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cbd.png");
    let name = path.display().to_string();
    let arguments = ["export", "--zone", "cbd-core", "--size", "800x450", "-o", &name];
    assert!(run(&arguments).status.success());
    let first = fs::read(&path).expect("a picture");
    assert_eq!(&first[..8], b"\x89PNG\r\n\x1a\n");
    fs::write(&path, b"mine").expect("written");
    check_failure(&arguments, 1, &["it was kept", "--force", "cbd.png"]);
    assert_eq!(fs::read(&path).expect("a file"), b"mine");
    let mut forced = arguments.to_vec();
    forced.push("--force");
    assert!(run(&forced).status.success());
    assert_eq!(fs::read(&path).expect("a picture"), first);
    assert_eq!(listed(folder.path()), ["cbd.png"]);
}

#[test]
fn a_folder_that_is_not_there_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("missing/cbd.png").display().to_string();
    check_failure(&["export", "--zone", "cbd-core", "-o", &path], 1, &["no folder", "missing"]);
    let file = folder.path().join("file");
    fs::write(&file, b"").expect("written");
    let file = file.display().to_string();
    check_failure(&["export", "--all", "-o", &file], 2, &["it is a file", "folder is needed"]);
    assert_eq!(listed(folder.path()), ["file"]);
}

#[test]
fn pictures_are_the_same_whatever_the_machine_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let export = |format: &str, name: &str, environment: &[(&str, &str)]| {
        let path = folder.path().join(format!("{name}.{format}"));
        let zone = ["export", "--zone", "embassy-quarter", "--lang", "both", "--size", "1200x675"];
        let status = Command::new(env!("CARGO_BIN_EXE_beijing-zones"))
            .args(zone)
            .args(["--format", format, "-o"])
            .arg(&path)
            .envs(environment.iter().copied())
            .status()
            .expect("the program runs");
        assert!(status.success());
        fs::read(path).expect("a picture")
    };
    for format in ["png", "svg", "pdf"] {
        let first = export(format, "a", &[("TZ", "UTC"), ("LANG", "C")]);
        let second = export(
            format,
            "b",
            &[("TZ", "Asia/Shanghai"), ("LANG", "zh_CN.UTF-8"), ("HOME", "/nonexistent")],
        );
        assert!(first == second, "the bytes of {format} differ");
    }
}

#[test]
fn a_spreadsheet_is_read_back_by_another_library() {
    use calamine::{Data, Reader as _};
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("areas.xlsx");
    let name = path.display().to_string();
    let done = run(&["areas", "--lang", "zh", "--unit", "ha", "-o", &name]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let first = fs::read(&path).expect("written");
    let mut file: calamine::Xlsx<_> = calamine::open_workbook(&path).expect("a workbook");
    assert_eq!(file.sheet_names().len(), 3);
    let zones = file.worksheet_range_at(0).expect("a sheet").expect("a range");
    let row = zones.rows().find(|row| row[0] == Data::String("dongba".to_owned()));
    let row = row.expect("Dongba");
    assert_eq!(row[1], Data::String("东坝国际商务中心".to_owned()));
    assert_eq!(row[3], Data::Float(3550.0), "a true number in the unit of the head");
    let head: Vec<String> =
        zones.rows().next().expect("a head").iter().map(ToString::to_string).collect();
    assert!(head[3].contains("公顷"), "{head:?}");
    let sources = file.worksheet_range_at(2).expect("a sheet").expect("a range");
    let ids: Vec<String> = sources.rows().skip(1).map(|row| row[0].to_string()).collect();
    for row in zones.rows().skip(1) {
        let source = row[7].to_string();
        assert!(source.is_empty() || ids.contains(&source), "{source}");
    }
    check_failure(&["areas", "-o", &name], 1, &["--force"]);
    assert!(
        run(&["areas", "--lang", "zh", "--unit", "ha", "-o", &name, "--force"]).status.success()
    );
    assert!(first == fs::read(&path).expect("written"), "the same bytes");
    check_failure(&["areas", "-o", "areas.csv"], 2, &["areas.xlsx"]);
}

#[test]
fn the_timeline_is_a_calendar() {
    let done = run(&["timeline", "--format", "ics", "--lang", "zh"]);
    let text = String::from_utf8(done.stdout).expect("UTF-8");
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "folded at 75 bytes");
    let count = |word: &str| text.matches(word).count();
    let rows = json(&["timeline", "--format", "json"]).as_array().expect("rows").len();
    assert_eq!((count("BEGIN:VEVENT"), count("END:VEVENT")), (rows, rows));
    let mut ids: Vec<&str> = text.lines().filter(|line| line.starts_with("UID:")).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "every event has an id of its own");
    let plain = text.replace("\r\n ", "");
    assert!(plain.contains("STATUS:TENTATIVE") && plain.contains("东坝"));
}

#[test]
fn two_catalogues_are_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    let old = folder.path().join("old.ron");
    let name = old.display().to_string();
    assert!(run(&["convert", &name]).status.success());
    let same = run(&["diff", &name]);
    assert!(same.status.success(), "{}", String::from_utf8_lossy(&same.stdout));
    let text = fs::read_to_string(&old).expect("written");
    let changed = text.replacen("\"35.5\"", "\"36\"", 1);
    assert_ne!(text, changed);
    fs::write(&old, changed).expect("written");
    let done = run(&["diff", &name, "--format", "json"]);
    assert_eq!(done.status.code(), Some(1));
    let changes: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let changes = changes.as_array().expect("changes");
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(changes[0]["what"], "figure");
    assert!(changes[0]["old"].as_str().expect("text").starts_with("36 km²"), "{changes:?}");
    assert!(changes[0]["new"].as_str().expect("text").starts_with("35.5 km²"), "{changes:?}");
}
