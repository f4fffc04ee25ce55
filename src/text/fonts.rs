//! The fonts that the program carries: Inter for Latin and figures, Noto Sans SC for hanzi, Noto Serif SC
//! for titles where a page asks for it.

use std::sync::LazyLock;

use skrifa::{
    FontRef, GlyphId, MetadataProvider,
    instance::{LocationRef, Size},
    outline::{DrawSettings, OutlinePen},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Weight {
    #[default]
    Regular,
    Bold,
    /// A semibold serif, for titles; what it lacks stands in the bold sans.
    Serif,
}

/// One of the embedded font files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FontId {
    LatinRegular,
    LatinBold,
    HanRegular,
    HanBold,
    Serif,
}

// Statics, as constants in a function are copied into each part of the program that takes it in.
static LATIN_REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.ttf");
static LATIN_BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.ttf");
static HAN_REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf");
static HAN_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Bold.ttf");
static SERIF: &[u8] = include_bytes!("../../assets/fonts/NotoSerifSC-SemiBold.ttf");

impl FontId {
    pub const ALL: [FontId; 5] = [
        FontId::LatinRegular,
        FontId::LatinBold,
        FontId::HanRegular,
        FontId::HanBold,
        FontId::Serif,
    ];

    /// The fonts of a weight, in the order in which a character is looked up.
    pub fn of_weight(weight: Weight) -> &'static [FontId] {
        match weight {
            Weight::Regular => &[FontId::LatinRegular, FontId::HanRegular],
            Weight::Bold => &[FontId::LatinBold, FontId::HanBold],
            Weight::Serif => &[FontId::Serif, FontId::LatinBold, FontId::HanBold],
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            FontId::LatinRegular => "Inter Regular",
            FontId::LatinBold => "Inter SemiBold",
            FontId::HanRegular => "Noto Sans SC Regular",
            FontId::HanBold => "Noto Sans SC Bold",
            FontId::Serif => "Noto Serif SC SemiBold",
        }
    }

    /// The font file.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            FontId::LatinRegular => LATIN_REGULAR,
            FontId::LatinBold => LATIN_BOLD,
            FontId::HanRegular => HAN_REGULAR,
            FontId::HanBold => HAN_BOLD,
            FontId::Serif => SERIF,
        }
    }

    pub fn face(self) -> &'static Face {
        &FACES[self as usize]
    }
}

/// A parsed font file.
pub struct Face {
    pub font: FontRef<'static>,
    pub shaper_data: harfrust::ShaperData,
    pub units_per_em: f32,
    /// Height above and depth below the baseline, in ems, both positive.
    pub ascent_em: f32,
    pub descent_em: f32,
}

static FACES: LazyLock<[Face; 5]> = LazyLock::new(|| FontId::ALL.map(parse));

fn parse(id: FontId) -> Face {
    let font = FontRef::new(id.bytes()).expect("an embedded font is well formed");
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    let units_per_em = f32::from(metrics.units_per_em);
    Face {
        shaper_data: harfrust::ShaperData::new(&font),
        units_per_em,
        ascent_em: metrics.ascent / units_per_em,
        descent_em: -metrics.descent / units_per_em,
        font,
    }
}

impl Face {
    pub fn has(&self, character: char) -> bool {
        self.font.charmap().map(character).is_some_and(|glyph| glyph != GlyphId::NOTDEF)
    }

    /// Sends the outline of a glyph to a pen, in font units with y up. A glyph without outline,
    /// such as a space, sends nothing.
    pub fn outline(&self, glyph: u32, pen: &mut impl OutlinePen) {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        if let Some(outline) = self.font.outline_glyphs().get(GlyphId::new(glyph)) {
            // The embedded fonts hold no outline that cannot be drawn.
            let _ = outline.draw(settings, pen);
        }
    }
}

/// The characters of a text that no embedded font can show.
pub fn missing_characters(text: &str) -> Vec<char> {
    let fonts = FontId::of_weight(Weight::Regular);
    text.chars()
        .filter(|c| !c.is_control() && !fonts.iter().any(|font| font.face().has(*c)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hanzi_pinyin_and_units_are_covered() {
        assert_eq!(
            missing_characters("雁栖湖 Yànqī Hú ǖǘǚǜ 35.5 km² “第二个三里屯” 亩 ± − ×"),
            Vec::<char>::new()
        );
    }

    #[test]
    fn the_serif_has_titles_and_leaves_rare_hanzi_to_the_sans() {
        let serif = FontId::Serif.face();
        assert!(
            "东坝国际商务中心：“第四使馆区”（2026）Dongba Yànqī km² ǚ 坝雁栖鄯"
                .chars()
                .all(|c| serif.has(c))
        );
        let shaped = crate::text::shape("坝堃", Weight::Serif);
        assert_eq!(shaped.glyphs[0].font, FontId::Serif);
        assert_eq!(shaped.glyphs[1].font, FontId::HanBold);
        assert!(shaped.glyphs.iter().all(|glyph| glyph.id != 0));
    }

    #[test]
    fn figures_are_tabular() {
        let face = FontId::LatinRegular.face();
        let advances = face.font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let widths: Vec<_> = ('0'..='9')
            .map(|digit| advances.advance_width(face.font.charmap().map(digit).expect("a digit")))
            .collect();
        assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{widths:?}");
    }
}
