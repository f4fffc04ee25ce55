//! Which figures lie in which, as rectangles of their true areas: those inside fill a part of theirs.
//! Their place and shape mean nothing.

/// A figure to be drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nested {
    /// m²
    pub area: f64,
    /// Which of the others it lies in.
    pub parent: Option<usize>,
}

/// Left, top, width and height.
pub type Frame = [f64; 4];

/// The frames of figures in a frame so large, by one scale. Those that lie in none stand side by side.
/// Parts that are more than their whole reach beyond it, which is the contradiction that it is.
pub fn nested_frames(items: &[Nested], width: f64, height: f64) -> Vec<Frame> {
    let mut frames = vec![[0.0; 4]; items.len()];
    let roots: Vec<usize> = children(items, None);
    let total: f64 = roots.iter().map(|at| items[*at].area).sum();
    if total <= 0.0 || width <= 0.0 || height <= 0.0 {
        return frames;
    }
    let scale = width * height / total;
    let mut x = 0.0;
    for root in roots {
        let wide = items[root].area * scale / height;
        frames[root] = [x, 0.0, wide, height];
        x += wide;
        fill(items, root, scale, &mut frames, 0);
    }
    frames
}

/// Places what lies in a figure: strips side by side along its longer edge.
fn fill(items: &[Nested], parent: usize, scale: f64, frames: &mut [Frame], depth: usize) {
    // A circle of parents ends here.
    if depth > items.len() {
        return;
    }
    let [left, top, wide, high] = frames[parent];
    let across = wide >= high;
    let mut along = 0.0;
    for child in children(items, Some(parent)) {
        let length = items[child].area * scale / if across { high } else { wide };
        frames[child] = if across {
            [left + along, top, length, high]
        } else {
            [left, top + along, wide, length]
        };
        along += length;
        fill(items, child, scale, frames, depth + 1);
    }
}

/// The largest first.
fn children(items: &[Nested], parent: Option<usize>) -> Vec<usize> {
    let mut found: Vec<usize> = (0..items.len())
        .filter(|at| items[*at].parent == parent && *at != parent.unwrap_or(usize::MAX))
        .collect();
    found.sort_by(|a, b| items[*b].area.total_cmp(&items[*a].area));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_has_its_true_area_and_lies_in_its_whole() {
        let item = |area, parent| Nested { area, parent };
        let items = [item(35.5, None), item(12.17, Some(0)), item(3.19, Some(1)), item(7.0, None)];
        let frames = nested_frames(&items, 340.0, 120.0);
        let scale = 340.0 * 120.0 / 42.5;
        for (item, [left, top, wide, high]) in items.iter().zip(&frames) {
            assert!((wide * high - item.area * scale).abs() < 1e-6);
            assert!(*left >= 0.0 && left + wide <= 340.0 + 1e-9 && top + high <= 120.0 + 1e-9);
        }
        let ([x, y, w, h], [px, py, pw, ph]) = (frames[2], frames[1]);
        assert!(x >= px && y >= py && x + w <= px + pw + 1e-9 && y + h <= py + ph + 1e-9);
        assert!(nested_frames(&[], 10.0, 10.0).is_empty());
        let circle = [item(1.0, Some(1)), item(1.0, Some(0))];
        assert_eq!(nested_frames(&circle, 10.0, 10.0), [[0.0; 4]; 2]);
    }
}
