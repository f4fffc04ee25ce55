//! Pictures where they cannot be written: what was there stays whole, nothing half is left, and the message
//! says what to do.

#![cfg(unix)]

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Output},
};

use crate::program::{check_failure, listed, run};

const PROGRAM: &str = env!("CARGO_BIN_EXE_beijing-zones");
const SMALL: [&str; 5] = ["export", "--zone", "cbd-core", "--size", "640x480"];

fn arguments(out: &str) -> Vec<&str> {
    SMALL.into_iter().chain(["--force", "-o", out]).collect()
}

/// The user that has no rights (uid of `nobody` on every system).
const NOBODY: &str = "65534";

/// The program as a user for whom the bits of a mode count; `None` where that cannot be.
fn run_without_rights(arguments: &[&str]) -> Option<Output> {
    let root = fs::metadata("/proc/self")
        .is_ok_and(|process| std::os::unix::fs::MetadataExt::uid(&process) == 0);
    if !root {
        return Command::new(PROGRAM).args(arguments).output().ok();
    }
    let as_nobody = |arguments: &[&str]| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", PROGRAM]);
        command.args(arguments).output().ok()
    };
    // The program itself may lie where nobody may go.
    as_nobody(&["--version"]).filter(|done| done.status.success())?;
    as_nobody(arguments)
}

#[test]
fn a_folder_that_may_not_be_written_to_is_said_and_keeps_what_it_has() {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("a.png");
    fs::write(&kept, b"the old picture").expect("written");
    let mode = |mode: u32| {
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).expect("a mode");
    };
    for name in ["a.png", "b.png"] {
        let out = folder.path().join(name).display().to_string();
        mode(0o555);
        let done = run_without_rights(&arguments(&out));
        mode(0o755);
        let Some(done) = done else {
            eprintln!("skipped: root may write everywhere, and nobody cannot run the program");
            return;
        };
        let message = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(1), "{message}");
        assert!(message.contains(name) && message.contains("ermission denied"), "{message}");
        assert_eq!(message.trim_end().lines().count(), 1, "{message}");
        assert_eq!(fs::read(&kept).expect("the old file"), b"the old picture");
        assert_eq!(listed(folder.path()), ["a.png"]);
    }
}

#[test]
fn places_that_are_no_folders_are_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, b"no folder").expect("written");
    let below = file.join("a.png").display().to_string();
    check_failure(&arguments(&below), 1, &["create the folder first", "/file"]);
    let missing = folder.path().join("missing/a.png").display().to_string();
    check_failure(&arguments(&missing), 1, &["create the folder first", "/missing"]);
    if Path::new("/proc/self").exists() {
        // Nobody may make files there, root neither.
        check_failure(&arguments("/proc/a.png"), 1, &["/proc/a.png"]);
    }
    assert_eq!(listed(folder.path()), ["file"]);
    assert_eq!(fs::read(&file).expect("the file"), b"no folder");
}

#[test]
fn of_several_pictures_those_that_exist_are_kept_and_named() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("report.png"), b"the old picture").expect("written");
    let out = folder.path().display().to_string();
    let arguments = ["export", "--report", "--size", "640x480", "-o", &out];
    let done = run(&arguments);
    let message = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(1), "{message}");
    assert!(message.contains("report.png") && message.contains("--force"), "{message}");
    assert!(!message.contains("verified"), "{message}");
    let kept = fs::read(folder.path().join("report.png")).expect("the old file");
    assert_eq!(kept, b"the old picture");
    // What was made is listed, and all of that is whole.
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let names = listed(folder.path());
    assert_eq!(said.lines().count(), names.len() - 1, "{said}");
    for name in names.iter().filter(|name| *name != "report.png") {
        assert!(said.contains(name.as_str()), "{name} is not listed");
        let bytes = fs::read(folder.path().join(name)).expect("a picture");
        beijing_zones::export::png::decode(&bytes).expect("a whole picture");
    }
}
