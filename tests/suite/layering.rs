//! The layers of the architecture: what each folder of `src` may name. Every file is read as
//! tokens, so that an inline path counts as much as a `use`.

use std::{fs, path::Path};

/// Which folders of `crate::` a folder may use. `main.rs`, `lib.rs` and `app` know everything.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &[]),
    ("jobs", &[]),
    ("words", &["model"]),
    ("formats", &["model", "jobs"]),
    ("basemap", &["model"]),
    ("reasons", &["model", "basemap", "formats", "export", "words"]),
    ("style", &["basemap", "text"]),
    ("scene", &["model", "basemap", "text", "style", "words", "jobs"]),
    ("export", &["model", "basemap", "text", "style", "scene", "jobs"]),
    ("editor", &["model", "text", "style", "scene", "words", "jobs"]),
    ("ui", &["model", "basemap", "text", "style", "scene", "words", "editor", "jobs", "reasons"]),
    ("cli", &["model", "basemap", "formats", "text", "style", "scene", "words", "export", "jobs"]),
    (
        "app",
        &[
            "model", "basemap", "formats", "text", "style", "scene", "words", "export", "editor",
            "jobs", "reasons", "ui", "cli",
        ],
    ),
];

/// Crates that only these folders may name.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("eframe", &["ui", "app"]),
    ("egui", &["ui", "app"]),
    ("egui_extras", &["ui"]),
    ("egui_plot", &["ui"]),
    ("egui_wgpu", &["ui", "app"]),
    ("wgpu", &["ui", "app"]),
    ("walkers", &["ui"]),
    ("serde", &["formats", "basemap", "style", "cli", "app"]),
    ("ron", &["formats", "basemap", "style", "cli", "app"]),
    ("tiny_skia", &["export"]),
    ("arboard", &["app"]),
    ("krilla", &["export"]),
    ("hayro_syntax", &["export"]),
    ("resvg", &["export"]),
    ("skera", &["export"]),
    ("write_fonts", &["export"]),
    ("png", &["export"]),
    ("gif", &["export"]),
    ("harfrust", &["text"]),
    ("skrifa", &["text", "export"]),
    ("prost", &["basemap"]),
    ("flate2", &["basemap"]),
    // `export` names a module of krilla.
    ("image", &["basemap", "export"]),
    ("rusqlite", &["basemap"]),
    ("reqwest", &["basemap"]),
    ("rustls", &["basemap"]),
    ("roxmltree", &["basemap"]),
    ("zip", &["export"]),
    ("quick_xml", &["export"]),
    ("sha2", &["cli"]),
    ("clap", &["cli"]),
    ("anyhow", &["cli", "app"]),
    ("fluent_bundle", &["words"]),
    ("zbus", &["app"]),
];

/// Identifiers and `::`, without comments and string literals.
fn tokens(source: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => {
                chars.by_ref().find(|c| *c == '\n');
            }
            '/' if chars.peek() == Some(&'*') => {
                let mut last = ' ';
                for inner in chars.by_ref() {
                    if last == '*' && inner == '/' {
                        break;
                    }
                    last = inner;
                }
            }
            // A quote in a character literal opens no string.
            '\'' if chars.peek() == Some(&'"') => {
                chars.next();
            }
            '"' => {
                let mut escaped = false;
                for inner in chars.by_ref() {
                    match inner {
                        _ if escaped => escaped = false,
                        '\\' => escaped = true,
                        '"' => break,
                        _ => {}
                    }
                }
            }
            ':' if chars.peek() == Some(&':') => {
                chars.next();
                tokens.push("::".to_owned());
            }
            c if c.is_alphabetic() || c == '_' => {
                let mut word = c.to_string();
                while let Some(next) = chars.peek().filter(|c| c.is_alphanumeric() || **c == '_') {
                    word.push(*next);
                    chars.next();
                }
                tokens.push(word);
            }
            '{' => tokens.push("{".to_owned()),
            '}' => tokens.push("}".to_owned()),
            ',' => tokens.push(",".to_owned()),
            ';' => tokens.push(";".to_owned()),
            _ => {}
        }
    }
    tokens
}

/// The folders of the crate that a file names: after `crate::`, also in braces.
fn used_folders(tokens: &[String]) -> Vec<String> {
    let mut used = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token != "crate" || tokens.get(at + 1).map(String::as_str) != Some("::") {
            continue;
        }
        match tokens.get(at + 2).map(String::as_str) {
            Some("{") => {
                let mut depth = 1;
                let mut first = true;
                for token in &tokens[at + 3..] {
                    match token.as_str() {
                        "{" => depth += 1,
                        "}" => depth -= 1,
                        "," if depth == 1 => first = true,
                        "::" | "," => {}
                        word if depth == 1 && first => {
                            used.push(word.to_owned());
                            first = false;
                        }
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
            Some(word) => used.push(word.to_owned()),
            None => {}
        }
    }
    used
}

fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("the sources can be listed").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_file_uses_a_layer_above_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found);
    assert!(found.len() > 40, "only {} files were found", found.len());
    let mut broken = Vec::new();
    for path in found {
        let relative = path.strip_prefix(&root).expect("below the root");
        let folder = relative.iter().next().and_then(|part| part.to_str()).expect("a name");
        if folder == "lib.rs" || folder == "main.rs" {
            continue;
        }
        let (_, allowed) = MAY_USE
            .iter()
            .find(|(name, _)| *name == folder)
            .unwrap_or_else(|| panic!("the folder {folder} has no row in the table of layers"));
        let tokens = tokens(&fs::read_to_string(&path).expect("a source file"));
        for used in used_folders(&tokens) {
            if used != folder && !allowed.contains(&used.as_str()) {
                broken.push(format!("{} uses crate::{used}", relative.display()));
            }
        }
        let outside = ["fs", "io", "net", "process", "env", "thread"];
        let reaches_out = tokens
            .windows(3)
            .any(|part| part[0] == "std" && part[1] == "::" && outside.contains(&part[2].as_str()));
        if folder == "model" && reaches_out {
            broken.push(format!("{} reaches outside the program", relative.display()));
        }
        for (krate, folders) in ONLY_IN {
            let named = tokens.windows(2).any(|pair| pair[0] == *krate && pair[1] == "::")
                || tokens.windows(2).any(|pair| pair[0] == "use" && pair[1] == *krate);
            // A module of our own may have the name of a crate, as `export::png` has.
            let own = used_folders(&tokens).iter().any(|used| used == "export") && *krate == "png";
            if named && !own && !folders.contains(&folder) {
                broken.push(format!("{} names {krate}", relative.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_reader_of_tokens_sees_inline_paths_and_braces() {
    let tokens = tokens(
        "use crate::{model::{Lang, zone::Zone}, text}; // crate::ui\nfn f() { crate::export::png::x(\"crate::cli\") }",
    );
    assert_eq!(used_folders(&tokens), ["model", "text", "export"]);
}
