//! Hatching as lines that end at the edges of an area, so that every exporter draws it as strokes.

use super::item::{Item, Path, snap};
use crate::style::{Color, Hatch};

/// The lines of a hatch inside a closed path (even-odd), as one stroke. They keep their place on the
/// page whatever the path, so that the hatches of neighbours meet.
pub fn hatch_item(path: &Path, hatch: &Hatch, color: Color) -> Item {
    let [x, y] = hatch.normal();
    let mut subpaths = lines(path, hatch, [x, y]);
    if hatch.crossed {
        subpaths.extend(lines(path, hatch, [-y, x]));
    }
    let path = Path { subpaths, closed: false };
    Item::Stroke { path, color, width: hatch.width, dash: None }
}

/// No picture has more lines across an area.
const MOST_LINES: i32 = 20_000;

/// The lines of one direction, each cut at the edges of the path. Round caps lengthen a line by its
/// width, so each is shorter by that.
fn lines(path: &Path, hatch: &Hatch, normal: [f32; 2]) -> Vec<Vec<[f32; 2]>> {
    let across = |at: [f32; 2]| at[0] * normal[0] + at[1] * normal[1];
    let along = |at: [f32; 2]| at[1] * normal[0] - at[0] * normal[1];
    let spacing = hatch.spacing.max(0.5);
    let (low, high) = path
        .subpaths
        .iter()
        .flatten()
        .map(|at| across(*at))
        .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)));
    if low > high {
        return Vec::new();
    }
    #[expect(clippy::cast_possible_truncation, reason = "limited below")]
    let (first, last) = ((low / spacing).ceil() as i32, (high / spacing).floor() as i32);
    let mut found = Vec::new();
    for number in first..=last.min(first.saturating_add(MOST_LINES)) {
        #[expect(clippy::cast_precision_loss, reason = "a few thousand lines at most")]
        let place = number as f32 * spacing;
        let mut crossings: Vec<f32> = Vec::new();
        for ring in &path.subpaths {
            let closing = ring.last().copied().zip(ring.first().copied());
            let edges = ring.windows(2).map(|edge| (edge[0], edge[1])).chain(closing);
            for (from, to) in edges {
                let (a, b) = (across(from), across(to));
                if (a > place) != (b > place) {
                    let share = (place - a) / (b - a);
                    crossings.push(along(from) + (along(to) - along(from)) * share);
                }
            }
        }
        crossings.sort_by(f32::total_cmp);
        for pair in crossings.chunks_exact(2) {
            let (start, end) = (pair[0] + hatch.width / 2.0, pair[1] - hatch.width / 2.0);
            if end > start {
                found.push(
                    [start, end]
                        .map(|at| {
                            snap([
                                normal[0] * place - normal[1] * at,
                                normal[1] * place + normal[0] * at,
                            ])
                        })
                        .to_vec(),
                );
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::item::Rect;

    fn hatch(angle: f32, crossed: bool) -> Hatch {
        Hatch { angle, spacing: 10.0, width: 1.0, crossed }
    }

    fn of(path: &Path, hatch: &Hatch) -> Vec<Vec<[f32; 2]>> {
        match hatch_item(path, hatch, Color::WHITE) {
            Item::Stroke { path, .. } => path.subpaths,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn upright_lines_stop_at_the_edges_and_at_a_hole() {
        let mut path = Path::rect(Rect::new(5.0, 0.0, 30.0, 100.0));
        assert_eq!(
            of(&path, &hatch(0.0, false)),
            [10.0, 20.0, 30.0].map(|x| vec![[x, 0.5], [x, 99.5]])
        );
        path.subpaths.extend(Path::rect(Rect::new(15.0, 40.0, 10.0, 20.0)).subpaths);
        let lines = of(&path, &hatch(0.0, false));
        assert_eq!(lines.len(), 4, "the line in the middle is in two parts");
        assert!(lines.contains(&vec![[20.0, 60.5], [20.0, 99.5]]));
    }

    #[test]
    fn crossed_lines_run_in_both_directions_and_a_path_without_area_has_none() {
        let square = Path::rect(Rect::new(1.0, 1.0, 18.0, 18.0));
        assert_eq!(of(&square, &hatch(0.0, true)).len(), 2);
        assert_eq!(of(&square, &hatch(45.0, false)).len(), 2);
        for nothing in [Path::default(), Path::polygon(vec![[3.0, 3.0]])] {
            assert!(of(&nothing, &hatch(30.0, true)).is_empty());
        }
    }
}
