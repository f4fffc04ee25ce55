//! Numbers one below the other: their decimal points stand in one line.

use crate::text::{Weight, shape::width_em};

/// How many decimals a number has as it is written.
pub fn decimals(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// The space after a number in a column whose longest decimals are `most`, in logical pixels.
pub fn space_after(text: &str, most: usize, weight: Weight, size: f32) -> f32 {
    let own = text.find('.').map_or("", |point| &text[point..]);
    if most == 0 || decimals(own) >= most {
        return 0.0;
    }
    let longest = format!(".{}", "0".repeat(most));
    ((width_em(&longest, weight) - width_em(own, weight)) * size).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_stand_in_one_line() {
        let after = |text| space_after(text, 4, Weight::Regular, 12.0);
        assert!(after("0.8362").abs() < 0.01);
        assert!(after("35.5") > 0.0 && after("21") > after("35.5"));
        let whole = width_em(".0000", Weight::Regular) * 12.0;
        assert!((after("1,217") - whole).abs() < 0.01);
        assert!((after("≈0") - whole).abs() < 0.01);
        assert!(space_after("1,217", 0, Weight::Regular, 12.0).abs() < 0.01);
    }
}
