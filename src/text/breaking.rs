//! Breaking a paragraph into lines of a given width.
//!
//! The places come from Unicode's line breaking algorithm (UAX 14), which keeps closing punctuation
//! from a line's start and opening punctuation from its end (避头尾) and keeps a number together
//! with the unit that follows it without a space; a no-break space keeps the others.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::{Weight, shape::width_em};

/// Breaks at spaces and between hanzi so that no line is wider than `width_em`. A single word that
/// is wider than the line is broken inside.
pub fn break_lines(text: &str, weight: Weight, width_limit_em: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut start = 0;
    for (end, opportunity) in linebreaks(text) {
        let piece = &text[start..end];
        start = end;
        let together = format!("{line}{piece}");
        if !line.is_empty() && width_em(together.trim_end(), weight) > width_limit_em {
            lines.push(line.trim_end().to_owned());
            piece.clone_into(&mut line);
        } else {
            line = together;
        }
        while width_em(line.trim_end(), weight) > width_limit_em {
            let Some(fit) = fitting_prefix(&line, weight, width_limit_em) else { break };
            lines.push(line[..fit].trim_end().to_owned());
            line.drain(..fit);
        }
        if opportunity == BreakOpportunity::Mandatory && end < text.len() {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
    }
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The longest prefix, of one character at least, that fits. `None` where the whole text does.
fn fitting_prefix(text: &str, weight: Weight, limit_em: f32) -> Option<usize> {
    let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    let fitting = ends.partition_point(|end| width_em(&text[..*end], weight) <= limit_em);
    let end = ends[fitting.max(1) - 1];
    (end < text.len()).then_some(end)
}

/// One line, shortened with an ellipsis where it is too wide.
pub fn elide(text: &str, weight: Weight, limit_em: f32) -> String {
    if width_em(text, weight) <= limit_em {
        return text.to_owned();
    }
    let mut short = text.to_owned();
    while short.pop().is_some() {
        let elided = format!("{}…", short.trim_end());
        if width_em(&elided, weight) <= limit_em {
            return elided;
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_too_wide_and_nothing_is_lost() {
        let text = "Dongba international business center, 35.5 km², announced on 16 September 2021";
        let lines = break_lines(text, Weight::Regular, 12.0);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| width_em(line, Weight::Regular) <= 12.0), "{lines:?}");
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn closing_punctuation_never_starts_a_line() {
        let text = "示意范围，非审定地图。面积为图上量算，不作为（正式）依据。";
        for width in 3..12 {
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let lines = break_lines(text, Weight::Regular, width as f32);
            for line in &lines {
                assert!(!line.starts_with(['，', '。', '）']), "{lines:?}");
                assert!(!line.ends_with('（'), "{lines:?}");
            }
            assert_eq!(lines.concat(), text);
        }
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        let lines = break_lines(&"w".repeat(50), Weight::Regular, 5.0);
        assert!(lines.len() > 5);
        assert_eq!(lines.concat().len(), 50);
    }
}
