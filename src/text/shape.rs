//! Shaping one line of text into placed glyphs.

use std::sync::Arc;

use harfrust::{BufferFlags, ShapeOptions, UnicodeBuffer};

use super::{
    cache,
    fonts::{FontId, Weight},
};

/// One glyph, placed relative to the start of the baseline, in ems; y points down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    pub font: FontId,
    pub id: u32,
    pub x_em: f32,
    pub y_em: f32,
    pub advance_em: f32,
    /// Byte offset in the text of the cluster it belongs to.
    pub cluster: usize,
}

/// A shaped line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shaped {
    pub text: String,
    pub glyphs: Vec<Glyph>,
    pub width_em: f32,
}

/// Height of capitals and of hanzi above the baseline and depth below, for boxes around labels.
pub const CAP_HEIGHT_EM: f32 = 0.88;
pub const DESCENT_EM: f32 = 0.22;

/// Shapes one line, or gives what the same line came to before. A character that no font has becomes
/// the Latin font's `.notdef` glyph; [`super::fonts::missing_characters`] tells which.
pub fn shape(text: &str, weight: Weight) -> Arc<Shaped> {
    cache::kept(text, weight, || shape_anew(text, weight))
}

fn shape_anew(text: &str, weight: Weight) -> Shaped {
    let mut shaped = Shaped { text: text.to_owned(), ..Shaped::default() };
    for run in runs(text, weight) {
        shape_run(&mut shaped, &text[run.0..run.1], run.0, run.2);
    }
    shaped
}

/// The width of a line in ems.
pub fn width_em(text: &str, weight: Weight) -> f32 {
    shape(text, weight).width_em
}

/// Stretches of text of one font: start, end and font. Marks and spaces stay with their run.
fn runs(text: &str, weight: Weight) -> Vec<(usize, usize, FontId)> {
    let fonts = FontId::of_weight(weight);
    let mut runs: Vec<(usize, usize, FontId)> = Vec::new();
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let has = |font: &FontId, character: char| font.face().has(character);
        let beside_hanzi = || {
            let before = text[..at].chars().next_back();
            before.into_iter().chain(text[end..].chars().next()).any(is_wide)
        };
        // Quotation marks belong to both scripts: between hanzi they are those of the hanzi.
        let font = if matches!(character, '“' | '”' | '‘' | '’' | '…' | '—') && beside_hanzi()
        {
            fonts.iter().find(|font| has(font, '中') && has(font, character))
        } else {
            None
        };
        let font = font
            .or_else(|| fonts.iter().find(|font| has(font, character)))
            .copied()
            .unwrap_or(fonts[0]);
        match runs.last_mut() {
            Some(run) if run.2 == font => run.1 = end,
            _ => runs.push((at, end, font)),
        }
    }
    runs
}

/// Whether a character is a hanzi or the punctuation of hanzi.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}')
}

#[expect(clippy::cast_precision_loss, reason = "font units are far below 2^24")]
fn shape_run(shaped: &mut Shaped, text: &str, offset: usize, font: FontId) {
    let face = font.face();
    let mut buffer = UnicodeBuffer::new();
    buffer.set_flags(BufferFlags::BEGINNING_OF_TEXT | BufferFlags::END_OF_TEXT);
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let shaper = face.shaper_data.shaper(&face.font).build();
    let output = shaper.shape(buffer, ShapeOptions::new());
    for (info, position) in output.glyph_infos().iter().zip(output.glyph_positions()) {
        let advance_em = position.x_advance as f32 / face.units_per_em;
        shaped.glyphs.push(Glyph {
            font,
            id: info.glyph_id,
            x_em: shaped.width_em + position.x_offset as f32 / face.units_per_em,
            y_em: -(position.y_offset as f32) / face.units_per_em,
            advance_em,
            cluster: offset + info.cluster as usize,
        });
        shaped.width_em += advance_em;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_are_those_of_the_letters_around_them() {
        let wide = shape("在“十四五”规划", Weight::Regular);
        assert!((wide.width_em - 8.0).abs() < 1e-4, "each as wide as a hanzi: {}", wide.width_em);
        let narrow = shape("the “whole” area", Weight::Regular);
        let fonts: std::collections::HashSet<FontId> =
            narrow.glyphs.iter().map(|glyph| glyph.font).collect();
        assert_eq!(fonts.len(), 1);
    }

    #[test]
    fn a_hanzi_is_one_em_wide_and_the_width_is_the_sum() {
        let shaped = shape("东坝", Weight::Regular);
        assert_eq!(shaped.glyphs.len(), 2);
        assert!((shaped.width_em - 2.0).abs() < 1e-4);
        let mixed = shape("东坝 35.5 km²", Weight::Bold);
        let sum: f32 = mixed.glyphs.iter().map(|glyph| glyph.advance_em).sum();
        assert!((mixed.width_em - sum).abs() < 1e-4);
    }
}
