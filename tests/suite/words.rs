//! The words of the window: every key in both languages, none missing, none left over.

use std::{collections::BTreeSet, fs, path::Path};

fn keys(language: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/words/{language}.ftl"));
    fs::read_to_string(path)
        .expect("the words are there")
        .lines()
        .filter_map(|line| Some(line.split_once(" = ")?.0.to_owned()))
        .filter(|key| !key.starts_with([' ', '#']))
        .collect()
}

fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("the sources can be listed").path();
        if path.is_dir() {
            sources(&path, text);
        } else {
            text.push_str(&fs::read_to_string(&path).unwrap_or_default());
        }
    }
}

#[test]
fn both_languages_have_the_same_keys() {
    assert_eq!(keys("en"), keys("zh"));
}

#[test]
fn every_key_is_used() {
    let mut text = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    let unused: Vec<String> =
        keys("en").into_iter().filter(|key| !text.contains(&format!("\"{key}\""))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_key_that_the_code_names_exists() {
    let mut text = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    let keys = keys("en");
    let mut missing = Vec::new();
    for call in [".t(\"", "t(lang, \"", "t_with(lang, \"", "words(\"", "t_with(\n"] {
        for rest in text.split(call).skip(1) {
            let Some(key) = rest.trim_start().split('"').next() else { continue };
            let is_key = !key.is_empty()
                && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            if is_key && !keys.contains(key) {
                missing.push(key.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

/// The spelling is American, but for "catalogue", "grey" and "programme", which is not a program.
#[test]
fn the_english_has_one_spelling() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/words/en.ftl");
    let text = fs::read_to_string(path).expect("the words are there");
    let british = [
        "digitis",
        "organis",
        "recognis",
        "minimis",
        "maximis",
        "summaris",
        "analys",
        "colour",
        "centre",
        "metre",
        "litre",
        "neighbour",
        "behaviour",
        "favour",
        "licence",
        "cancelled",
        "cancelling",
        "labelled",
        "travelled",
        "modelled",
        "judgement",
    ];
    let mut found = Vec::new();
    for line in text.lines() {
        let Some((key, said)) = line.split_once(" = ") else { continue };
        // Names of what is put in are not read by anyone.
        let plain: String = said
            .split('{')
            .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest))
            .collect::<String>()
            .to_lowercase();
        found.extend(british.iter().filter(|word| plain.contains(**word)).map(|word| (key, word)));
    }
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_character_has_a_glyph() {
    for language in ["en", "zh"] {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/words/{language}.ftl"));
        let text = fs::read_to_string(path).expect("the words are there");
        let missing = beijing_zones::text::fonts::missing_characters(&text);
        assert!(missing.is_empty(), "{missing:?}");
    }
}

/// Chinese is set without spaces around Latin letters and digits, as official documents print it. What
/// comes from outside (a host, a file) stands apart, so that its ends are seen.
#[test]
fn the_chinese_has_one_spacing() {
    let is_hanzi = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    // A name and its number are two things.
    let apart = ["app-subtitle", "frame-size", "picture-size"];
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/words/zh.ftl");
    let text = fs::read_to_string(path).expect("the words are there");
    let mut wrong = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some((key, value)) = line.split_once(" = ") else { continue };
        let letters: Vec<char> = value.chars().collect();
        let is_spaced = letters.windows(3).any(|three| {
            let latin = |c: char| c.is_ascii_alphanumeric();
            three[1] == ' '
                && (is_hanzi(three[0]) && latin(three[2]) || latin(three[0]) && is_hanzi(three[2]))
        });
        if is_spaced && !apart.contains(&key) {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
