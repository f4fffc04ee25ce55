//! Labels that follow a road or river.

use super::{
    PlacedLabel, Placer, REPEAT_PX,
    base::{self, Candidate},
    clear::crosses_edges,
    halo, tile_to_world,
};
use crate::{
    scene::item::{PlacedText, Rect},
    text::{Shaped, Weight, shape, shape::width_em},
};

/// A label is not bent more than this between two of its clusters, radians.
const MAX_BEND: f32 = 0.42;

/// Places the name at the middle of a line, if it is long and straight enough there. The middle
/// belongs to the tile, not to the view, so that the label stays while the map pans.
pub(super) fn place(placer: &mut Placer<'_>, candidate: &Candidate<'_>, line: &[[f32; 2]]) {
    let input = placer.input;
    let name = base::lines(input.lang, candidate.name).join(" ");
    let rule = candidate.rule;
    let shaped = shape(&name, rule.weight);
    let width = shaped.width_em * rule.size;
    let mut points: Vec<[f32; 2]> = line
        .iter()
        .map(|point| input.view.to_screen(tile_to_world(candidate.tile, *point)))
        .collect();
    let length: f32 = points.windows(2).map(|edge| distance(edge[0], edge[1])).sum();
    if length < width + 2.0 * rule.size {
        return;
    }
    let start = (length - width) / 2.0;
    let (Some((from, _)), Some((to, _)), Some((middle, _))) =
        (walk(&points, start), walk(&points, start + width), walk(&points, length / 2.0))
    else {
        return;
    };
    if placer.repeats(&name, middle, REPEAT_PX) {
        return;
    }
    if is_reversed(from, to) {
        points.reverse();
    }
    let texts = if is_stacked(&shaped.text, from, to) {
        if points.first().zip(points.last()).is_some_and(|(first, last)| first[1] > last[1]) {
            points.reverse();
        }
        stack(&points, start, &shaped, rule.weight, rule.size)
    } else {
        follow(&points, start, &shaped, rule.weight, rule.size)
    };
    let Some(texts) = texts else { return };
    let boxes: Vec<Rect> = texts
        .iter()
        .map(|text| {
            // The middle of the cluster, half way up the letters.
            let (sin, cos) = (libm::sinf(text.angle), libm::cosf(text.angle));
            let half = rule.size * 0.55;
            let along = width_em(&text.text, rule.weight) * rule.size / 2.0;
            let center = [
                text.at[0] + cos * along + sin * half * 0.7,
                text.at[1] + sin * along - cos * half * 0.7,
            ];
            Rect::new(center[0] - half, center[1] - half, 2.0 * half, 2.0 * half)
        })
        .collect();
    if placer.fits(&boxes) && !boxes.iter().any(|rect| crosses_edges(input, rect)) {
        placer.remember(&name, middle);
        placer.take(PlacedLabel {
            texts,
            color: input.palette.ink(rule.ink),
            halo: halo(input),
            boxes,
            leader: None,
            dot: None,
            zone: None,
        });
    }
}

/// Whether a name would be read backwards along its line: towards the left, or down a steep line, so
/// that all stretches of a road that runs about north read upwards.
fn is_reversed(from: [f32; 2], to: [f32; 2]) -> bool {
    const STEEPEST_DOWN: f32 = 60.0;
    let angle = libm::atan2f(to[1] - from[1], to[0] - from[0]).to_degrees();
    angle > STEEPEST_DOWN || angle <= STEEPEST_DOWN - 180.0
}

/// Whether the characters of a name stand upright below each other: Chinese ones on a steep line.
fn is_stacked(name: &str, from: [f32; 2], to: [f32; 2]) -> bool {
    const STEEP: f32 = 52.0;
    let rise = libm::atan2f((to[1] - from[1]).abs(), (to[0] - from[0]).abs()).to_degrees();
    let is_han = |character: char| ('\u{3400}'..='\u{9fff}').contains(&character);
    rise > STEEP && name.chars().all(is_han)
}

/// Places each cluster upright on a line that runs down. `None` if the line is not steep all along.
fn stack(
    points: &[[f32; 2]],
    start: f32,
    shaped: &Shaped,
    weight: Weight,
    size: f32,
) -> Option<Vec<PlacedText>> {
    /// A step along the line must bring this share of itself downwards.
    const LEAST_DROP: f32 = 0.7;
    let mut texts: Vec<PlacedText> = Vec::new();
    for (number, glyph) in shaped.glyphs.iter().enumerate() {
        let end = shaped.glyphs.get(number + 1).map_or(shaped.text.len(), |next| next.cluster);
        let cluster = shaped.text.get(glyph.cluster..end).filter(|text| !text.is_empty())?;
        let half = glyph.advance_em * size / 2.0;
        let (center, _) = walk(points, start + glyph.x_em * size + half)?;
        let at = [center[0] - half, center[1] + size * 0.36];
        if texts
            .last()
            .is_some_and(|last| at[1] - last.at[1] < glyph.advance_em * size * LEAST_DROP)
        {
            return None;
        }
        texts.push(PlacedText { text: cluster.to_owned(), weight, size, at, angle: 0.0 });
    }
    Some(texts)
}

/// Places each cluster on the line. `None` if the line bends too much under the text.
fn follow(
    points: &[[f32; 2]],
    start: f32,
    shaped: &Shaped,
    weight: Weight,
    size: f32,
) -> Option<Vec<PlacedText>> {
    let mut texts = Vec::new();
    let mut last_angle: Option<f32> = None;
    for (number, glyph) in shaped.glyphs.iter().enumerate() {
        let end = shaped.glyphs.get(number + 1).map_or(shaped.text.len(), |next| next.cluster);
        let cluster = shaped.text.get(glyph.cluster..end).filter(|text| !text.is_empty())?;
        let half = glyph.advance_em * size / 2.0;
        let (center, angle) = walk(points, start + glyph.x_em * size + half)?;
        if last_angle.is_some_and(|last| bend(last, angle) > MAX_BEND) {
            return None;
        }
        last_angle = Some(angle);
        let (sin, cos) = (libm::sinf(angle), libm::cosf(angle));
        // From the middle of the line's stroke to the start of the baseline under the letters.
        let down = size * 0.35;
        texts.push(PlacedText {
            text: cluster.to_owned(),
            weight,
            size,
            at: [center[0] - cos * half - sin * down, center[1] - sin * half + cos * down],
            angle,
        });
    }
    texts.retain(|text| !text.text.trim().is_empty());
    Some(texts)
}

fn bend(a: f32, b: f32) -> f32 {
    let turn = (a - b).abs() % std::f32::consts::TAU;
    turn.min(std::f32::consts::TAU - turn)
}

fn distance(a: [f32; 2], b: [f32; 2]) -> f32 {
    libm::hypotf(b[0] - a[0], b[1] - a[1])
}

/// The position at a distance along the line, and the line's direction there.
fn walk(points: &[[f32; 2]], mut along: f32) -> Option<([f32; 2], f32)> {
    for edge in points.windows(2) {
        let (a, b) = (edge[0], edge[1]);
        let length = distance(a, b);
        if along <= length && length > 0.0 {
            let share = along / length;
            let at = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
            return Some((at, libm::atan2f(b[1] - a[1], b[0] - a[0])));
        }
        along -= length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sharp_corner_under_the_text_is_refused() {
        let shaped = shape("坝河坝河", Weight::Regular);
        let straight = [[0.0, 0.0], [100.0, 10.0]];
        assert!(follow(&straight, 10.0, &shaped, Weight::Regular, 12.0).is_some());
        let corner = [[0.0, 0.0], [30.0, 0.0], [30.0, 100.0]];
        assert!(follow(&corner, 10.0, &shaped, Weight::Regular, 12.0).is_none());
    }

    #[test]
    fn stretches_of_one_road_are_read_the_same_way() {
        // Up and a little to either side.
        for to in [[10.0, -100.0], [-10.0, -100.0], [-50.0, -100.0]] {
            assert!(!is_reversed([0.0, 0.0], to), "{to:?}");
            assert!(is_reversed(to, [0.0, 0.0]), "{to:?}");
        }
        assert!(!is_reversed([0.0, 0.0], [100.0, 80.0]));
    }

    #[test]
    fn chinese_names_of_steep_roads_stand_upright() {
        let shaped = shape("东苇路", Weight::Regular);
        let steep = [[10.0, 0.0], [20.0, 100.0]];
        assert!(is_stacked(&shaped.text, steep[0], steep[1]));
        assert!(!is_stacked("Dongwei Road", steep[0], steep[1]));
        assert!(!is_stacked(&shaped.text, [0.0, 0.0], [100.0, 60.0]));
        let texts = stack(&steep, 20.0, &shaped, Weight::Regular, 12.0).expect("a place");
        assert_eq!(texts.len(), 3);
        assert!(texts.iter().all(|text| text.angle == 0.0));
        assert!(texts.windows(2).all(|pair| pair[1].at[1] - pair[0].at[1] > 10.0));
    }
}
