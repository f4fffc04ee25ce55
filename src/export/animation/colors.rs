//! The palette that the frames of a GIF share. Colors that fill areas are kept exactly, as a legend has
//! them too; the rest are those that leave the least error. Nothing is dithered.

use std::collections::HashMap;

/// What a GIF can hold.
const MOST: usize = 256;

type Rgb = [u8; 3];

/// How many pixels have each color.
#[derive(Debug, Default)]
pub struct Counts(HashMap<Rgb, u64>);

impl Counts {
    /// Of pixels, red, green and blue.
    pub fn of(rgb: &[u8]) -> Self {
        let mut counts = Self::default();
        let mut run: Option<(Rgb, u64)> = None;
        // Neighbours are mostly equal: they are counted together.
        for pixel in rgb.chunks_exact(3) {
            let color = [pixel[0], pixel[1], pixel[2]];
            match &mut run {
                Some((last, count)) if *last == color => *count += 1,
                _ => {
                    if let Some((color, count)) = run.replace((color, 1)) {
                        *counts.0.entry(color).or_default() += count;
                    }
                }
            }
        }
        if let Some((color, count)) = run {
            *counts.0.entry(color).or_default() += count;
        }
        counts
    }

    pub fn add(&mut self, other: &Counts) {
        for (color, count) in &other.0 {
            *self.0.entry(*color).or_default() += count;
        }
    }
}

/// The colors of an animation, and which of them stands for each that was counted.
#[derive(Debug)]
pub struct Palette {
    colors: Vec<Rgb>,
    index_of: HashMap<Rgb, u8>,
}

impl Palette {
    /// All colors where there is room for them. Else the most frequent half of the palette, then one
    /// after the other the color whose pixels are farthest from what is there, by the squared distance
    /// times their number.
    pub fn of(counts: &Counts) -> Self {
        let mut counted: Vec<(Rgb, u64)> =
            counts.0.iter().map(|(color, count)| (*color, *count)).collect();
        counted.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let colors: Vec<Rgb> = if counted.len() <= MOST {
            counted.iter().map(|(color, _)| *color).collect()
        } else {
            chosen(&counted)
        };
        let index_of =
            counted.iter().map(|(color, _)| (*color, nearest(&colors, *color))).collect();
        Self { colors, index_of }
    }

    /// Red, green and blue of each.
    pub fn bytes(&self) -> Vec<u8> {
        self.colors.concat()
    }

    /// The index that stands for "as before", where one is free.
    pub fn clear(&self) -> Option<u8> {
        u8::try_from(self.colors.len()).ok()
    }

    /// The indices of pixels that were counted.
    pub fn indices(&self, rgb: &[u8]) -> Vec<u8> {
        let mut last: Option<(Rgb, u8)> = None;
        let index = |pixel: &[u8]| {
            let color = [pixel[0], pixel[1], pixel[2]];
            if let Some((of, index)) = last
                && of == color
            {
                return index;
            }
            let known = self.index_of.get(&color).copied();
            let index = known.unwrap_or_else(|| nearest(&self.colors, color));
            last = Some((color, index));
            index
        };
        rgb.chunks_exact(3).map(index).collect()
    }
}

/// One color less than a GIF holds, so that an index is left for "as before".
fn chosen(counted: &[(Rgb, u64)]) -> Vec<Rgb> {
    let mut colors: Vec<Rgb> = counted.iter().take(MOST / 2).map(|(color, _)| *color).collect();
    let mut distances: Vec<u64> = counted
        .iter()
        .map(|(color, _)| colors.iter().map(|near| distance(*near, *color)).min().unwrap_or(0))
        .collect();
    while colors.len() < MOST - 1 {
        let error = |at: &usize| distances[*at] * counted[*at].1;
        // Of equal errors the first: the order is that of the counts.
        let Some(worst) = (0..counted.len()).rev().max_by_key(error) else { break };
        let color = counted[worst].0;
        colors.push(color);
        for (known, (other, _)) in distances.iter_mut().zip(counted) {
            *known = (*known).min(distance(color, *other));
        }
    }
    colors
}

fn distance(a: Rgb, b: Rgb) -> u64 {
    a.iter().zip(b).map(|(a, b)| u64::from(a.abs_diff(b)).pow(2)).sum()
}

fn nearest(colors: &[Rgb], color: Rgb) -> u8 {
    let at = (0..colors.len()).min_by_key(|at| distance(colors[*at], color));
    at.and_then(|at| u8::try_from(at).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_that_fill_areas_are_kept_exactly_and_others_nearly() {
        let mut rgb = Vec::new();
        for (color, count) in [([255, 255, 255], 9000), ([12, 200, 33], 4000), ([90, 8, 8], 3000)] {
            rgb.extend(std::iter::repeat_n(color, count).flatten());
        }
        let fade = (0..2000_u32).flat_map(|at| {
            let byte = |value: u32| u8::try_from(value % 256).unwrap_or(0);
            [byte(at / 8), byte(at / 4), byte(at * 7)]
        });
        rgb.extend(fade);
        let palette = Palette::of(&Counts::of(&rgb));
        assert_eq!(palette.colors.len(), 255);
        assert_eq!(palette.clear(), Some(255));
        let bytes = palette.bytes();
        for (pixel, index) in rgb.chunks_exact(3).zip(palette.indices(&rgb)) {
            let shown = &bytes[usize::from(index) * 3..][..3];
            let worst = pixel.iter().zip(shown).map(|(a, b)| a.abs_diff(*b)).max();
            let is_area = [[255, 255, 255], [12, 200, 33], [90, 8, 8]]
                .contains(&[pixel[0], pixel[1], pixel[2]]);
            assert!(worst <= Some(if is_area { 0 } else { 64 }), "{pixel:?} {shown:?}");
        }
    }

    #[test]
    fn a_full_palette_leaves_no_index_for_what_stays() {
        let rgb: Vec<u8> = (0..=255).flat_map(|at| [at, at, at]).collect();
        let palette = Palette::of(&Counts::of(&rgb));
        assert_eq!((palette.colors.len(), palette.clear()), (256, None));
    }
}
