//! Areas as documents print them, Chinese and English: `约35.5平方公里`, `１２１６．６９公顷`, `1.2万亩`,
//! `over 12 sq km`, `十二平方公里`, `12 to 15 km²`.

use super::units::{HA_M2, KM2_M2, MU_M2};

/// An area that was read: the bounds within which it lies, in m².
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AreaText {
    /// As written, in m².
    pub value_m2: f64,
    pub low_m2: f64,
    pub high_m2: f64,
}

/// The unit of a number.
const UNITS: [(&str, f64); 22] = [
    ("平方公里", KM2_M2),
    ("平方千米", KM2_M2),
    ("square kilometers", KM2_M2),
    ("square kilometres", KM2_M2),
    ("square km", KM2_M2),
    ("sq km", KM2_M2),
    ("km²", KM2_M2),
    ("km2", KM2_M2),
    ("公顷", HA_M2),
    ("hectares", HA_M2),
    ("hectare", HA_M2),
    ("hm²", HA_M2),
    ("hm2", HA_M2),
    ("ha", HA_M2),
    ("平方米", 1.0),
    ("平米", 1.0),
    ("sq m", 1.0),
    ("m²", 1.0),
    ("m2", 1.0),
    ("亩", MU_M2),
    ("mu", MU_M2),
    ("㎡", 1.0),
];

/// Reads an area with its unit. `None` for what is no area: a bare number, another unit, a sentence.
pub fn read_area(text: &str) -> Option<AreaText> {
    let text = half_width(text);
    let mut rest = text.trim();
    let mut qualifier = Qualifier::Exactly;
    for (word, found) in [
        ("约", Qualifier::About),
        ("大约", Qualifier::About),
        ("about", Qualifier::About),
        ("around", Qualifier::About),
        ("近", Qualifier::Nearly),
        ("nearly", Qualifier::Nearly),
        ("超过", Qualifier::Over),
        ("超", Qualifier::Over),
        ("over", Qualifier::Over),
        ("more than", Qualifier::Over),
        ("at least", Qualifier::Over),
        ("不少于", Qualifier::Over),
    ] {
        if let Some(after) = rest.strip_prefix(word) {
            (rest, qualifier) = (after.trim(), found);
            break;
        }
    }
    for word in ["以上", "左右", "余", "多"] {
        if let Some(before) = rest.strip_suffix(word) {
            rest = before.trim();
            qualifier = if word == "左右" { Qualifier::About } else { Qualifier::Over };
        }
    }
    let (mut numbers, unit_m2) =
        UNITS.iter().find_map(|(unit, m2)| Some((rest.strip_suffix(unit)?.trim(), *m2)))?;
    // 余 and 多 may stand before the unit too: 12余平方公里.
    for word in ["余", "多"] {
        if let Some(before) = numbers.strip_suffix(word) {
            numbers = before.trim();
            qualifier = Qualifier::Over;
        }
    }
    let range = [" to ", "至", "到", "–", "—", "-", "~", "～"]
        .iter()
        .find_map(|sign| numbers.split_once(sign));
    if let Some((from, to)) = range {
        // 万 may stand at the end only: 1至2万亩.
        let (to, factor) = number(to)?;
        let (from, own) = number(from)?;
        let from = from.value * if own == 1.0 { factor } else { own } * unit_m2;
        let to = to.value * factor * unit_m2;
        return (from <= to).then_some(AreaText { value_m2: from, low_m2: from, high_m2: to });
    }
    let (number, factor) = number(numbers)?;
    let value_m2 = number.value * factor * unit_m2;
    let half = number.half_step * factor * unit_m2;
    let (low_m2, high_m2) = match qualifier {
        Qualifier::Exactly | Qualifier::About => (value_m2 - half, value_m2 + half),
        Qualifier::Nearly => (value_m2 - 2.0 * half, value_m2),
        Qualifier::Over => (value_m2, value_m2 + 2.0 * half),
    };
    Some(AreaText { value_m2, low_m2, high_m2 })
}

#[derive(Clone, Copy)]
enum Qualifier {
    Exactly,
    About,
    Nearly,
    Over,
}

struct Number {
    value: f64,
    /// Half a unit of its last digit.
    half_step: f64,
}

/// A number and the factor of 万 or 亿 after it.
fn number(text: &str) -> Option<(Number, f64)> {
    let text = text.trim();
    let (digits, factor) = match (text.strip_suffix('万'), text.strip_suffix('亿')) {
        (Some(digits), _) if !digits.is_empty() => (digits.trim(), 1e4),
        (_, Some(digits)) if !digits.is_empty() => (digits.trim(), 1e8),
        _ => (text, 1.0),
    };
    if digits.chars().any(|c| c.is_ascii_digit()) {
        let value = super::figure::parse_printed(digits)?;
        let decimals = digits.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
        let steps: f64 = std::iter::repeat_n(10.0, decimals).product();
        return Some((Number { value, half_step: 0.5 / steps }, factor));
    }
    Some((Number { value: chinese(digits)?, half_step: 0.5 }, factor))
}

/// A whole number in Chinese numerals up to 9,999: 十二, 三百零五, 两千.
fn chinese(text: &str) -> Option<f64> {
    if text.is_empty() {
        return None;
    }
    let (mut sum, mut digit) = (0_u32, None);
    for character in text.chars() {
        if let Some(at) = "零一二三四五六七八九".chars().position(|other| other == character)
        {
            digit = u32::try_from(at).ok();
            continue;
        }
        let unit = match character {
            '两' => {
                digit = Some(2);
                continue;
            }
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => return None,
        };
        sum += digit.unwrap_or(1) * unit;
        digit = None;
    }
    Some(f64::from(sum + digit.unwrap_or_default()))
}

/// Full-width digits, points and letters as half-width ones, in lower case.
fn half_width(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '！'..='～' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
            '\u{3000}' | '\u{a0}' => ' ',
            other => other,
        })
        .collect::<String>()
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, km2: f64, low: f64, high: f64) {
        let read = read_area(text).unwrap_or_else(|| panic!("{text} is an area"));
        let near = |a: f64, b: f64| (a / KM2_M2 - b).abs() < 1e-9;
        assert!(near(read.value_m2, km2), "{text}: {} km²", read.value_m2 / KM2_M2);
        assert!(near(read.low_m2, low) && near(read.high_m2, high), "{text}: {read:?}");
    }

    #[test]
    fn areas_are_read_as_documents_print_them() {
        check("35.5平方公里", 35.5, 35.45, 35.55);
        check("３５．５平方千米", 35.5, 35.45, 35.55);
        check("1216.69公顷", 12.1669, 12.16685, 12.16695);
        check("1,216.69 hm²", 12.1669, 12.16685, 12.16695);
        check("78.5万平方米", 0.785, 0.7845, 0.7855);
        check("1.2万亩", 8.0, 8.0 - 1.0 / 3.0, 8.0 + 1.0 / 3.0);
        check("约12平方公里", 12.0, 11.5, 12.5);
        check("about 12 sq km", 12.0, 11.5, 12.5);
        check("近4平方公里", 4.0, 3.0, 4.0);
        check("超6平方公里", 6.0, 6.0, 7.0);
        check("12余平方公里", 12.0, 12.0, 13.0);
        check("12平方公里以上", 12.0, 12.0, 13.0);
        check("十二平方公里", 12.0, 11.5, 12.5);
        check("二十一平方公里", 21.0, 20.5, 21.5);
        check("12至15平方公里", 12.0, 12.0, 15.0);
        check("1-2万亩", 20.0 / 3.0, 20.0 / 3.0, 40.0 / 3.0);
        let mu = read_area("1254亩").expect("an area").value_m2;
        assert!((mu - 836_000.0).abs() < 1e-6, "{mu}");
    }

    #[test]
    fn what_is_no_area_is_refused() {
        for text in
            ["", "35.5", "平方公里", "12 km", "十几平方公里", "1e3 ha", "many km²", "5至3亩"]
        {
            assert_eq!(read_area(text), None, "{text}");
        }
    }
}
