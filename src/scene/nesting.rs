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

/// Parts may fill a whole to so many times its length: what is more is not rounding.
const BRIM: f64 = 1.02;

/// Places what lies in a figure: strips side by side along its longer edge. A part that finds no room beside the
/// others shares theirs: it lies across them.
fn fill(items: &[Nested], parent: usize, scale: f64, frames: &mut [Frame], depth: usize) {
    // A circle of parents ends here.
    if depth > items.len() {
        return;
    }
    let [left, top, wide, high] = frames[parent];
    let across = wide >= high;
    let mut along = 0.0;
    for child in children(items, Some(parent)) {
        let (long, short) = if across { (wide, high) } else { (high, wide) };
        let area = items[child].area * scale;
        let (length, band) = (area / short, area / long);
        frames[child] = if along > 0.0 && along + length > long * BRIM && band <= short {
            if across {
                [left, top + high - band, wide, band]
            } else {
                [left + wide - band, top, band, high]
            }
        } else {
            let start = along;
            along += length;
            if across {
                [left + start, top, length, high]
            } else {
                [left, top + start, wide, length]
            }
        };
        fill(items, child, scale, frames, depth + 1);
    }
}

/// Where the number of each frame stands, the upper left of its box: in a corner of its own, apart from its parts,
/// from what lies over it and from all other numbers; else close beside it, over its whole. `None` where there is
/// no room for it at all.
pub fn number_places(
    items: &[Nested],
    frames: &[Frame],
    sizes: &[[f64; 2]],
) -> Vec<Option<[f64; 2]>> {
    let mut places = vec![None; items.len()];
    let mut taken: Vec<Frame> = Vec::new();
    // Parts come after their wholes and have less room to choose from.
    for at in (0..items.len()).rev() {
        let size = sizes[at];
        let over: Vec<Frame> = (at + 1..items.len()).map(|other| frames[other]).collect();
        let of_others: Vec<Frame> = (0..items.len())
            .filter(|other| *other != at && !holds(items, *other, at))
            .map(|other| frames[other])
            .collect();
        let is_free = |[x, y]: [f64; 2], kept: &[Frame]| {
            let place = [x, y, size[0], size[1]];
            taken.iter().chain(kept).all(|other| !meet(place, *other))
        };
        let inside = corners(frames[at], size, children(items, Some(at)).is_empty());
        let found = [over.as_slice(), &[]]
            .into_iter()
            .find_map(|kept| inside.iter().copied().find(|place| is_free(*place, kept)))
            .or_else(|| {
                let beside = beside(frames[at], size, extent(frames));
                beside.into_iter().find(|place| is_free(*place, &of_others))
            });
        if let Some([x, y]) = found {
            taken.push([x, y, size[0], size[1]]);
            places[at] = Some([x, y]);
        }
    }
    places
}

/// Whether one of the figures lies in the other, or in what lies in it.
fn holds(items: &[Nested], whole: usize, part: usize) -> bool {
    let mut at = part;
    // A circle of parents ends here.
    for _ in 0..items.len() {
        match items[at].parent {
            Some(parent) if parent == whole => return true,
            Some(parent) => at = parent,
            None => return false,
        }
    }
    false
}

fn meet(a: Frame, b: Frame) -> bool {
    a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3]
}

/// The right and lower ends of all frames.
fn extent(frames: &[Frame]) -> [f64; 2] {
    frames.iter().fold([0.0, 0.0], |[right, foot], [left, top, wide, high]| {
        [f64::max(right, left + wide), f64::max(foot, top + high)]
    })
}

/// Places for a number in the corners of a frame, then beside these along the edge; none where it is too small.
fn corners([left, top, wide, high]: Frame, [w, h]: [f64; 2], has_no_parts: bool) -> Vec<[f64; 2]> {
    const MARGIN: [f64; 2] = [4.0, 3.0];
    let [x, y] = MARGIN;
    if wide < w + 2.0 * x || high < h + 2.0 * y {
        return Vec::new();
    }
    let (right, foot) = (left + wide - x - w, top + high - y - h);
    let (left, top) = (left + x, top + y);
    // Parts fill their whole from its upper left.
    let corners = if has_no_parts {
        [[left, foot], [right, foot], [left, top], [right, top]]
    } else {
        [[right, top], [right, foot], [left, foot], [left, top]]
    };
    // A corner that is taken leaves the places beside it along the edge.
    let steps = [0.0, 1.0, 2.0, 3.0].map(|step| step * (w + x));
    steps
        .into_iter()
        .flat_map(|step| corners.map(|[at, y]| [if at == left { at + step } else { at - step }, y]))
        .filter(|[at, _]| (left..=right).contains(at))
        .collect()
}

/// Places for a number close beside a frame, within all frames.
fn beside(
    [left, top, wide, high]: Frame,
    [w, h]: [f64; 2],
    [right, foot]: [f64; 2],
) -> Vec<[f64; 2]> {
    const GAP: f64 = 2.0;
    let middle = [left + (wide - w) / 2.0, top + (high - h) / 2.0];
    let places = [
        [left + wide + GAP, middle[1]],
        [middle[0], top + high + GAP],
        [left - GAP - w, middle[1]],
        [middle[0], top - GAP - h],
    ];
    places
        .into_iter()
        .map(|[x, y]| [x.clamp(0.0, (right - w).max(0.0)), y.clamp(0.0, (foot - h).max(0.0))])
        .filter(|[x, y]| !meet([*x, *y, w, h], [left, top, wide, high]))
        .collect()
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
    fn numbers_never_overlap_however_flat_their_frames() {
        let item = |area, parent| Nested { area, parent };
        // A whole that its part fills, flat parts above each other, and one too small for a number.
        let items = [
            item(100.0, None),
            item(99.0, Some(0)),
            item(30.0, Some(1)),
            item(29.0, Some(2)),
            item(20.0, Some(1)),
            item(0.1, Some(4)),
        ];
        for height in [20.0, 40.0, 112.0, 400.0] {
            let frames = nested_frames(&items, 300.0, height);
            let places = number_places(&items, &frames, &[[7.0, 12.0]; 6]);
            assert!(places[0].is_some(), "the whole has its number at {height}");
            let found: Vec<(usize, [f64; 2])> =
                places.iter().enumerate().filter_map(|(at, place)| Some((at, (*place)?))).collect();
            for (at, [x, y]) in &found {
                let inside = |[left, top, wide, high]: Frame| {
                    *x >= left && x + 7.0 <= left + wide && *y >= top && y + 12.0 <= top + high
                };
                // One too small for its number has it beside, within the whole.
                assert!(inside(frames[*at]) || inside(frames[0]), "{at} at {height}");
                let apart = |[u, v]: [f64; 2]| (x - u).abs() >= 7.0 || (y - v).abs() >= 12.0;
                assert!(found.iter().all(|(other, place)| other == at || apart(*place)));
            }
        }
    }

    #[test]
    fn a_part_that_finds_no_room_beside_the_others_lies_across_them() {
        let item = |area, parent| Nested { area, parent };
        let items = [item(12.17, None), item(6.0, Some(0)), item(6.1, Some(0)), item(3.0, Some(0))];
        let frames = nested_frames(&items, 300.0, 100.0);
        let [x, y, w, h] = frames[3];
        assert!(x >= 0.0 && y >= 0.0 && x + w <= 300.0 + 1e-9 && y + h <= 100.0 + 1e-9);
        assert!((w * h - 3.0 * 300.0 * 100.0 / 12.17).abs() < 1e-6);
        assert!(frames[1..3].iter().all(|other| meet(frames[3], *other)));
    }

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
