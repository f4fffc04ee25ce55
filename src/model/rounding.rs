//! What the digits of a printed number say: within which bounds it lies, and whether it is another number
//! rounded, or with its end cut off.

use super::figure::{Figure, Precision, parse_printed};

/// What a figure says, as bounds in its base unit: "about 12" km² is 11.5 to 12.5 km², "about 780,000"
/// m² is 775,000 to 785,000. `None` if the text is no number.
pub fn bounds(figure: &Figure) -> Option<(f64, f64)> {
    let (_, factor) = figure.unit.measure();
    let value = figure.value()? * factor;
    let half = half_step(figure) * factor;
    Some(match &figure.precision {
        Precision::Exactly | Precision::About => (value - half, value + half),
        Precision::Nearly | Precision::UpTo => (value - 2.0 * half, value),
        Precision::Over | Precision::AtLeast => (value, value + 2.0 * half),
        Precision::To(end) => (value, parse_printed(end)? * factor),
    })
}

/// The same for an area, in m². `None` for what is no area.
pub fn bounds_m2(figure: &Figure) -> Option<(f64, f64)> {
    figure.unit.area_m2()?;
    bounds(figure)
}

/// Half a unit of the last digit that counts, in the printed unit. Zeros at the end of a whole number
/// count only where nothing says "about".
pub(super) fn half_step(figure: &Figure) -> f64 {
    let digits: String =
        figure.printed.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    if let Some((_, decimals)) = digits.split_once('.') {
        return decimals.chars().fold(0.5, |half, _| half / 10.0);
    }
    if figure.precision == Precision::Exactly {
        return 0.5;
    }
    let zeros = digits.chars().rev().take_while(|c| *c == '0').count();
    // A bare "20" may well mean 20: one zero is a digit.
    let zeros = if zeros + 1 == digits.len() && zeros <= 1 { 0 } else { zeros };
    (0..zeros).fold(0.5, |half, _| half * 10.0)
}

/// Whether a figure gives one side alone: over, at least, nearly, up to.
pub(super) fn is_bound(figure: &Figure) -> bool {
    match figure.precision {
        Precision::Over | Precision::AtLeast | Precision::Nearly | Precision::UpTo => true,
        Precision::Exactly | Precision::About | Precision::To(_) => false,
    }
}

/// Whether a figure that gives one side alone is the other number put roundly: over 1,300,000 of 1,315,000. One
/// digit is too few to tell: 350 is no rounding of over 300.
pub(super) fn is_nearly(bound: &Figure, other: &Figure) -> bool {
    let (_, factor) = bound.unit.measure();
    let (_, other_factor) = other.unit.measure();
    let Some((value, other)) = bound.value().zip(other.value()) else { return false };
    let apart = (value * factor - other * other_factor).abs();
    digits(bound).len() >= 2 && apart < half_step(bound) * factor
}

/// The digits of a number without zeros at its ends.
pub(super) fn digits(figure: &Figure) -> String {
    let all: String = figure.printed.chars().filter(char::is_ascii_digit).collect();
    all.trim_matches('0').to_owned()
}

/// Whether the coarser figure is the finer one with its last digits cut off: 83 of 83.62.
pub(super) fn is_cut_from(coarse: &Figure, fine: &Figure) -> bool {
    let Some((value, fine, step)) = in_steps(coarse, fine) else { return false };
    ((fine / step).floor() * step - value).abs() < step * 1e-6
}

/// Whether the coarser figure is the finer one rounded to fewer digits: 420,000 of 419,000.
pub(super) fn is_rounded_from(coarse: &Figure, fine: &Figure) -> bool {
    let Some((value, fine, mut step)) = in_steps(coarse, fine) else { return false };
    let printed: String = coarse.printed.chars().filter(|c| *c != ',').collect();
    let zeros = printed.chars().rev().take_while(|c| *c == '0').count();
    // Of a number with decimals every digit counts; of 420,000 two do, of 8,000 only one: too few.
    let count = digits(coarse).len();
    if coarse.printed.contains('.') || zeros == 0 || count < 2 || count >= digits_of(fine) {
        return false;
    }
    step = (0..zeros).fold(step, |step, _| step * 10.0);
    ((fine / step).round() * step - value).abs() < step * 1e-6
}

/// Both values in the coarser one's unit, and a unit of its last digit.
fn in_steps(coarse: &Figure, fine: &Figure) -> Option<(f64, f64, f64)> {
    let (_, factor) = coarse.unit.measure();
    let (_, fine_factor) = fine.unit.measure();
    let decimals = coarse.printed.rsplit_once('.').map_or(0, |(_, digits)| digits.len());
    let step = (0..decimals).fold(1.0, |step, _| step / 10.0);
    Some((coarse.value()?, fine.value()? * fine_factor / factor, step))
}

fn digits_of(value: f64) -> usize {
    format!("{value:.0}").trim_end_matches('0').len()
}
