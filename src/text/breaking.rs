//! Breaking a paragraph into lines of a given width.
//!
//! The places come from Unicode's line breaking algorithm (UAX 14), which keeps closing punctuation
//! from a line's start and opening punctuation from its end (避头尾). Beyond it, a number never parts from
//! what it counts, and a sign or word that numbers something never from its number.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::{Weight, shape::shape};

/// Breaks at spaces and between hanzi so that no line is wider than `limit_em`. A single word that
/// is wider than the line is broken inside.
pub fn break_lines(text: &str, weight: Weight, limit_em: f32) -> Vec<String> {
    if surely_fits(text, limit_em) {
        let line = text.trim_end();
        return if line.is_empty() { Vec::new() } else { vec![line.to_owned()] };
    }
    let measured = Measured::new(text, weight);
    let lines = broken(text, &measured, limit_em);
    let is_short = |lines: &[String]| {
        lines.len() > 1
            && lines.last().is_some_and(|last| {
                last.chars().count() <= 2
                    && measured.width(text.len() - last.len(), text.len()) < SHORT_EM
            })
    };
    if !is_short(&lines) {
        return lines;
    }
    // A character alone on the last line looks lost: a little narrower, others come with it.
    [0.95, 0.9, 0.85]
        .into_iter()
        .map(|share| broken(text, &measured, limit_em * share))
        .find(|narrower| narrower.len() == lines.len() && !is_short(narrower))
        .unwrap_or(lines)
}

/// A last line of no more than this, and two characters, is too short.
const SHORT_EM: f32 = 2.2;

fn broken(text: &str, measured: &Measured<'_>, limit_em: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut push = |from: usize, to: usize| {
        let line = text[from..to].trim_end();
        if !line.is_empty() {
            lines.push(line.to_owned());
        }
    };
    let mut line_start = 0;
    let mut last_break = 0;
    for (end, opportunity) in linebreaks(text) {
        if measured.trimmed_width(line_start, end) > limit_em && last_break > line_start {
            push(line_start, last_break);
            line_start = last_break;
        }
        while measured.trimmed_width(line_start, end) > limit_em {
            let Some(fit) = measured.fitting_end(line_start, end, limit_em) else { break };
            push(line_start, fit);
            line_start = fit;
        }
        if opportunity == BreakOpportunity::Mandatory
            || !belong_together(&text[..end], &text[end..])
        {
            last_break = end;
        }
        if opportunity == BreakOpportunity::Mandatory && end < text.len() {
            push(line_start, end);
            line_start = end;
        }
    }
    push(line_start, text.len());
    lines
}

/// Whether a line may not end between two parts of a text: after a number that counts what follows, as in
/// `21 February`, `3号线`, or after what numbers, as in `Line 11`, `第5段`, `© OpenStreetMap`.
fn belong_together(before: &str, after: &str) -> bool {
    const NUMBERING: [&str; 10] =
        ["BY", "Line", "Lines", "Phase", "No.", "Zone", "about", "paragraph", "page", "Q"];
    let spaced = before.ends_with(' ');
    let word = before.trim_end().rsplit([' ', '·']).next().unwrap_or_default();
    let is_number = |c: char| c.is_ascii_digit();
    let Some(next) = after.chars().next() else { return false };
    let last = word.chars().next_back();
    if spaced {
        let counts =
            !word.is_empty() && word.chars().all(|c| is_number(c) || matches!(c, '.' | ','));
        return counts && last.is_some_and(is_number) && next.is_alphabetic()
            || is_number(next) && (NUMBERING.contains(&word) || MONTHS.contains(&word))
            || word == "grade" && is_letter_alone(after)
            || word == "©"
            // A sign between two parts ends a line rather than beginning one.
            || next == '·';
    }
    let is_hanzi = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    // Years from and to.
    if word.strip_suffix(['–', '—']).is_some_and(|from| from.ends_with(is_number))
        && is_number(next)
    {
        return true;
    }
    let mut back = word.chars().rev();
    match (back.next(), back.next()) {
        (Some(last), _) if is_number(last) => is_hanzi(next),
        (Some('第' | '约' | '超' | '近'), _) => is_number(next),
        (Some('号' | '万' | '亿'), Some(number)) if is_number(number) => is_hanzi(next),
        (Some('年' | '月'), Some(number)) if is_number(number) => is_number(next),
        (Some(letter), _) if letter.is_ascii_uppercase() => next == '级',
        _ => UNITS.iter().any(|unit| {
            unit.char_indices().skip(1).any(|(at, _)| {
                let (first, rest) = unit.split_at(at);
                after.starts_with(rest)
                    && word.strip_suffix(first).is_some_and(|number| number.ends_with(is_number))
            })
        }),
    }
}

/// Months as dates have them in English, which keep their year.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Whether a text begins with a single letter, as after "grade".
fn is_letter_alone(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| first.is_ascii_uppercase())
        && chars.next().is_none_or(|second| !second.is_alphanumeric())
}

/// Units of several hanzi, which stay whole after their number.
const UNITS: [&str; 7] = ["平方公里", "平方千米", "万平方米", "平方米", "公顷", "公里", "平方英尺"];

/// Whether a text fits however wide its letters are, which spares shaping the many short ones.
fn surely_fits(text: &str, limit_em: f32) -> bool {
    /// No letter of these is wider in our fonts.
    const WIDEST_EM: f32 = 1.25;
    let is_plain = |c: char| (' '..='~').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c);
    #[expect(clippy::cast_precision_loss, reason = "a line is short")]
    let widest = text.chars().count() as f32 * WIDEST_EM;
    widest <= limit_em && text.chars().all(is_plain)
}

/// The same in at most `most` lines, with "…" where more was to follow.
pub fn break_lines_within(text: &str, weight: Weight, limit_em: f32, most: usize) -> Vec<String> {
    // Names from other people's files may be as long as books: no line holds more than this.
    const LINE_CHARS: usize = 200;
    let seen: String = text.chars().take(most * LINE_CHARS).collect();
    let mut lines = break_lines(&seen, weight, limit_em);
    if lines.len() > most || seen.len() < text.len() {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = elide(&format!("{last}…"), weight, limit_em);
        }
    }
    lines
}

/// One line, shortened with an ellipsis where it is too wide; never right after an opening bracket.
pub fn elide(text: &str, weight: Weight, limit_em: f32) -> String {
    let measured = Measured::new(text, weight);
    if measured.width(0, text.len()) <= limit_em {
        return text.to_owned();
    }
    let ellipsis = shape("…", weight).width_em;
    match measured.fitting_end(0, text.len(), limit_em - ellipsis) {
        Some(end) if ellipsis <= limit_em && measured.width(0, end) <= limit_em - ellipsis => {
            let kept = text[..end].trim_end_matches(|c: char| {
                c.is_whitespace() || matches!(c, '(' | '（' | '[' | '“' | '‘' | '《' | '「' | '·')
            });
            format!("{kept}…")
        }
        _ => String::new(),
    }
}

/// A text shaped once, so that the width of any part of it is a difference.
struct Measured<'a> {
    text: &'a str,
    /// Where each cluster starts, in bytes, and the width before it; then the end of the text.
    before: Vec<(usize, f32)>,
}

impl<'a> Measured<'a> {
    fn new(text: &'a str, weight: Weight) -> Self {
        let shaped = shape(text, weight);
        let mut before: Vec<(usize, f32)> = Vec::with_capacity(shaped.glyphs.len() + 1);
        let mut width = 0.0;
        for glyph in &shaped.glyphs {
            if before.last().is_none_or(|(at, _)| *at < glyph.cluster) {
                before.push((glyph.cluster, width));
            }
            width += glyph.advance_em;
        }
        before.push((text.len(), width));
        Self { text, before }
    }

    fn width_before(&self, at: usize) -> f32 {
        let index = self.before.partition_point(|(start, _)| *start < at);
        self.before.get(index).or(self.before.last()).map_or(0.0, |(_, width)| *width)
    }

    fn width(&self, from: usize, to: usize) -> f32 {
        self.width_before(to) - self.width_before(from)
    }

    /// The width without spaces at the end.
    fn trimmed_width(&self, from: usize, to: usize) -> f32 {
        self.width(from, from + self.text[from..to].trim_end().len())
    }

    /// The end of the longest part from `from`, of one cluster at least, that fits. `None` where
    /// nothing is left to break off.
    fn fitting_end(&self, from: usize, to: usize, limit_em: f32) -> Option<usize> {
        let ends = self.before.iter().map(|(at, _)| *at).filter(|at| *at > from && *at <= to);
        let mut best = None;
        for end in ends {
            if best.is_some() && self.width(from, end) > limit_em {
                break;
            }
            best = Some(end);
        }
        best.filter(|end| *end < to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::shape::width_em;

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
    fn a_number_stays_with_what_it_counts() {
        let whole = [
            ("开通地铁3号线一期和12号线，均以东坝北站为终点", &["3号线", "12号线"][..]),
            (
                "申报至2026年4月1日截止，约892,000人，超1.2万亩",
                &["4月", "1日", "约892,000人", "超1.2万亩"],
            ),
            (
                "Metro Line 11 and Line 12 opened on 21 February 2026",
                &["Line 11", "Line 12", "21 February"],
            ),
            ("rail checked against © OpenStreetMap contributors", &["© OpenStreetMap"]),
            (
                "planned 2021–2025 · information to 28 Feb 2026 · a news collector · grade B",
                &["2021–2025", "28 Feb 2026", "grade B"],
            ),
            ("口径与1,216.69公顷不同，另说35.5平方公里", &["1,216.69公顷", "35.5平方公里"]),
            ("2021年12月28日开通，转引自其他网站 · B级", &["2021年12月28日", "B级"]),
        ];
        for (text, parts) in whole {
            for width in 8..30 {
                #[expect(clippy::cast_precision_loss, reason = "small numbers")]
                let lines = break_lines(text, Weight::Regular, width as f32 / 2.0 + 6.0);
                for part in parts {
                    assert!(lines.iter().any(|line| line.contains(part)), "{part}: {lines:?}");
                }
            }
        }
    }

    #[test]
    fn no_line_begins_with_the_sign_between_two_parts() {
        for width in 6..30 {
            let text = "planned · Nov 2020 · Beijing Municipal Government · page text · grade A";
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let lines = break_lines(text, Weight::Regular, width as f32);
            assert!(lines.iter().all(|line| !line.starts_with('·')), "{lines:?}");
        }
    }

    #[test]
    fn what_is_longer_than_some_lines_says_so() {
        let within = |text: &str| break_lines_within(text, Weight::Regular, 12.0, 2);
        assert_eq!(within("Beijing CBD"), ["Beijing CBD"]);
        for text in ["n".repeat(100_000), "a name of many words ".repeat(9), "名".repeat(25)] {
            let lines = within(&text);
            assert_eq!(lines.len(), 2);
            assert!(lines[1].ends_with('…'), "{lines:?}");
            assert!(lines.iter().all(|line| width_em(line, Weight::Regular) <= 12.0), "{lines:?}");
        }
        assert_eq!(within(&"名".repeat(24)).concat().chars().count(), 24);
    }

    #[test]
    fn no_character_stands_alone_on_the_last_line() {
        let text = "东坝国际商务中心公布为三十五点五平方公里的区";
        let lines = break_lines(text, Weight::Regular, 21.0);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].chars().count() > 2, "{lines:?}");
        assert_eq!(lines.concat(), text);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        let lines = break_lines(&"w".repeat(50), Weight::Regular, 5.0);
        assert!(lines.len() > 5);
        assert_eq!(lines.concat().len(), 50);
    }
}
