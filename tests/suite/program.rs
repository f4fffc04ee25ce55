//! The real binary, run as a user runs it.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

pub fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_beijing-zones"))
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .expect("the program runs")
}

/// Runs it with variables of the environment.
pub fn run_with(arguments: &[String], environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_beijing-zones"))
        .args(arguments)
        .envs(environment.iter().copied())
        .output()
        .expect("the program runs")
}

pub fn json(arguments: &[&str]) -> Value {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Runs a command that fails; its message must hold the parts, on one line, and the code fit.
#[track_caller]
pub fn check_failure(arguments: &[&str], code: i32, parts: &[&str]) {
    let output = run(arguments);
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{message}");
    for part in parts {
        assert!(message.contains(part), "{message:?} lacks {part:?}");
    }
    assert!(!message.contains("panicked"), "{message}");
    assert_eq!(message.trim_end().lines().count(), 1, "{message}");
    assert!(message.starts_with("beijing-zones: "), "{message}");
}

pub fn listed(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("listed").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
