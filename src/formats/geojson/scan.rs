//! Where the features of a collection stand in its text, so that they can be parsed on all cores.

use std::ops::Range;

use memchr::{memchr2, memchr3};

/// A collection taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Split {
    /// The text of each feature.
    pub features: Vec<Range<usize>>,
    /// The text without its features.
    pub rest: String,
}

/// Finds the features of the outermost object. `None` where the text is not shaped as expected: it
/// is then one feature, or not GeoJSON.
pub fn split(text: &str) -> Option<Split> {
    let bytes = text.as_bytes();
    let list = feature_list(bytes)?;
    let mut features = Vec::new();
    let mut at = skip_space(bytes, list);
    if bytes.get(at) != Some(&b']') {
        loop {
            let end = object_end(bytes, at)?;
            features.push(at..end);
            at = skip_space(bytes, end);
            match bytes.get(at)? {
                b',' => at = skip_space(bytes, at + 1),
                b']' => break,
                _ => return None,
            }
        }
    }
    Some(Split { features, rest: format!("{}{}", &text[..list], &text[at..]) })
}

fn skip_space(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Just behind the bracket that opens the list of the outermost object's `features`.
fn feature_list(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        at += memchr3(b'"', b'{', b'}', bytes.get(at..)?)?;
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            _ => {
                let end = string_end(bytes, at)?;
                if depth == 1 && &bytes[at..end] == b"\"features\"" {
                    let colon = skip_space(bytes, end);
                    let open = skip_space(bytes, colon + 1);
                    if bytes.get(colon) == Some(&b':') && bytes.get(open) == Some(&b'[') {
                        return Some(open + 1);
                    }
                }
                at = end;
                continue;
            }
        }
        at += 1;
    }
}

/// Just behind the object that begins at `from`.
fn object_end(bytes: &[u8], from: usize) -> Option<usize> {
    if bytes.get(from) != Some(&b'{') {
        return None;
    }
    let mut depth = 0_usize;
    let mut at = from;
    loop {
        at += memchr3(b'"', b'{', b'}', bytes.get(at..)?)?;
        match bytes[at] {
            b'"' => {
                at = string_end(bytes, at)?;
                continue;
            }
            b'{' => depth += 1,
            _ => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
        }
        at += 1;
    }
}

/// Just behind the string that begins at `from`.
fn string_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from + 1;
    loop {
        at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_and_quotes_in_strings_do_not_count() {
        let text =
            r#"{"a": {"features": [1]}, "features" : [ {"n": "}\"]"}, {"b": {}} ], "z": "{"}"#;
        let split = split(text).expect("a collection");
        let parts: Vec<&str> = split.features.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(parts, [r#"{"n": "}\"]"}"#, r#"{"b": {}}"#]);
        assert_eq!(split.rest, r#"{"a": {"features": [1]}, "features" : [], "z": "{"}"#);
    }

    #[test]
    fn what_is_shaped_otherwise_is_left_to_the_parser() {
        for text in [
            "",
            "{",
            "[]",
            r#"{"type": "Feature"}"#,
            r#"{"features": [1, 2]}"#,
            r#"{"features": [{} {}]}"#,
            r#"{"features": [{}, ]}"#,
            r#"{"features": [{}"#,
            r#"{"features": ["#,
            r#"{"features": {}}"#,
            r#"{"features"#,
            r#"{"features\"#,
            "}",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
        assert_eq!(split(r#"{"features": []}"#).expect("empty").features, []);
    }
}
