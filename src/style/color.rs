//! One colour: sRGB with straight alpha.

use serde::{Deserialize, Deserializer, de::Error as _};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Color {
    pub r: u8,
    pub g: u8,
    pub b: u8,
    pub a: u8,
}

impl Color {
    pub const WHITE: Color = Color { r: 255, g: 255, b: 255, a: 255 };

    /// The colour with another opacity, 0 to 1.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to a byte"
    )]
    pub fn with_alpha(self, alpha: f32) -> Self {
        Self { a: (alpha.clamp(0.0, 1.0) * 255.0 + 0.5) as u8, ..self }
    }

    /// The colour as it appears over an opaque one.
    #[must_use]
    pub fn over(self, ground: Color) -> Self {
        let alpha = f64::from(self.a) / 255.0;
        self.mixed(Color { a: 255, ..ground }, 1.0 - alpha)
    }

    /// A share of 0 to 1 of the way to another colour; opaque.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a mean of bytes")]
    fn mixed(self, other: Color, share: f64) -> Self {
        let mix = |a: u8, b: u8| {
            (f64::from(a) * (1.0 - share) + f64::from(b) * share + 0.5).floor() as u8
        };
        Self { r: mix(self.r, other.r), g: mix(self.g, other.g), b: mix(self.b, other.b), a: 255 }
    }

    /// The colour, moved towards another until its contrast to a ground is at least so much.
    #[must_use]
    pub fn readable_on(self, ground: Color, towards: Color, least: f64) -> Self {
        (0..=20)
            .map(|step| self.mixed(towards, f64::from(step) / 20.0))
            .find(|color| color.contrast(ground) >= least)
            .unwrap_or(towards)
    }

    /// Reads `#RRGGBB` or `#RRGGBBAA`.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.is_ascii() || !matches!(digits.len(), 6 | 8) {
            return None;
        }
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self {
            r: byte(0)?,
            g: byte(2)?,
            b: byte(4)?,
            a: if digits.len() == 8 { byte(6)? } else { 255 },
        })
    }

    /// Relative luminance of WCAG 2.1, 0 to 1, without regard to alpha.
    pub fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let value = f64::from(byte) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
        };
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }

    /// Contrast ratio of WCAG 2.1, 1 to 21.
    pub fn contrast(self, other: Color) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if a > b { a / b } else { b / a }
    }
}

impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_hex(&text)
            .ok_or_else(|| D::Error::custom(format!("\"{text}\" is not a colour like #1F4E79")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_is_read_and_nonsense_refused() {
        assert_eq!(Color::from_hex("#1F4E79"), Some(Color { r: 31, g: 78, b: 121, a: 255 }));
        assert_eq!(Color::from_hex("#00000080").map(|c| c.a), Some(128));
        assert_eq!(Color::from_hex("1F4E79"), None);
        assert_eq!(Color::from_hex("#ééé"), None);
    }

    #[test]
    fn a_color_becomes_readable_and_keeps_its_tone_where_it_is() {
        let [pink, dark] = ["#BF2280", "#1C1D20"].map(|hex| Color::from_hex(hex).expect("a color"));
        assert_eq!(pink.readable_on(Color::WHITE, dark, 4.5), pink);
        let ground = pink.with_alpha(0.3).over(Color::WHITE);
        assert!(pink.contrast(ground) < 4.5);
        let readable = pink.readable_on(ground, dark, 4.5);
        assert!(readable.contrast(ground) >= 4.5 && readable.r > readable.g);
    }
}
