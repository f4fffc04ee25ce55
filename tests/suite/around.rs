//! The one enum of commands, keys of the window, and the list of libraries in the program.

use std::{collections::BTreeSet, fs, path::Path};

use beijing_zones::editor::{Command, CommandGroup};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("the sources can be listed").path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            let name = path.strip_prefix(root()).expect("below the root").display().to_string();
            found.push((name, fs::read_to_string(&path).unwrap_or_default()));
        }
    }
}

#[test]
fn every_name_of_a_command_is_one_of_the_enum() {
    let words = fs::read_to_string(root().join("assets/words/en.ftl")).expect("the words");
    let named: BTreeSet<&str> = words
        .lines()
        .filter_map(|line| Some(line.split_once(" = ")?.0))
        .filter(|key| key.starts_with("command-"))
        .collect();
    let listed: Vec<&str> = Command::all().map(Command::key).collect();
    let once: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(listed.len(), once.len(), "a command is listed twice");
    assert_eq!(named, once);
}

#[test]
fn the_menu_lists_its_commands_group_by_group() {
    for group in CommandGroup::ALL {
        let count = Command::all().filter(|command| command.group() == group).count();
        assert!(count > 1, "{group:?} has {count}");
    }
}

#[test]
fn no_key_is_bound_outside_the_table_of_commands() {
    // Keys by which controls themselves are used, and which mean the same in all of them.
    const OF_CONTROLS: &[&str] = &[
        "Enter",
        "Space",
        "Escape",
        "Backspace",
        "ArrowLeft",
        "ArrowRight",
        "ArrowUp",
        "ArrowDown",
        "Home",
        "End",
        "Tab",
        "Delete",
    ];
    let mut found = Vec::new();
    sources(&root().join("src"), &mut found);
    let mut wrong = Vec::new();
    for (name, text) in found {
        if name.ends_with("ui/shortcuts.rs") {
            continue;
        }
        for rest in text.split("Key::").skip(1) {
            let key: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
            if !OF_CONTROLS.contains(&key.as_str()) {
                wrong.push(format!("{name} binds {key}"));
            }
        }
    }
    assert!(wrong.is_empty(), "make it a command: {wrong:?}");
}

#[test]
fn the_licences_are_of_the_libraries_that_the_lock_file_names() {
    let again = "run scripts/data/make_licenses.py";
    let text = fs::read_to_string(root().join("assets/licenses.txt")).expect("the licences");
    let (list, texts) = text.split_once("\n=====").expect("the texts follow the list");
    let rows: Vec<(&str, &str)> = list.lines().filter_map(|line| line.split_once(" · ")).collect();
    assert!(rows.len() > 100, "{} libraries", rows.len());
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("the lock file");
    let locked: BTreeSet<String> = lock
        .split("[[package]]")
        .filter_map(|package| {
            let field = |name: &str| {
                let rest = package.split_once(&format!("{name} = \""))?.1;
                Some(rest.split_once('"')?.0.to_owned())
            };
            Some(format!("{} {}", field("name")?, field("version")?))
        })
        .collect();
    for (library, licence) in &rows {
        assert!(locked.contains(*library), "{library} is no longer used: {again}");
        assert!(!licence.is_empty() && !licence.contains("see its text"), "{library}");
        assert!(texts.contains(library), "{library} has no text");
        for left in ["GPL", "SSPL", "BUSL"] {
            assert!(!licence.contains(left), "{library} is under {licence}");
        }
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let direct = manifest.split_once("[dependencies]").expect("a section").1;
    let direct = direct.split_once("\n[").map_or(direct, |(section, _)| section);
    for line in direct.lines().filter_map(|line| Some(line.split_once('=')?.0.trim())) {
        let begins = format!("{line} ");
        assert!(
            rows.iter().any(|(name, _)| name.starts_with(&begins)),
            "{line} is missing: {again}"
        );
    }
}
