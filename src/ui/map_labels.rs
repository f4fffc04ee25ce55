//! Placed labels through egui's painter.

use eframe::egui::{self, FontId, Painter, Pos2, Shape, epaint::TextShape};

use super::look::{color32, family};
use crate::scene::{PlacedLabel, PlacedText, map::LEADER_WIDTH};

/// Directions in which the text is repeated to make its halo.
const HALO: [(f32, f32); 8] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, 1.0),
    (0.0, -1.0),
    (0.7, 0.7),
    (-0.7, 0.7),
    (0.7, -0.7),
    (-0.7, -0.7),
];

/// Draws labels, the most important last.
pub fn paint(painter: &Painter, origin: Pos2, labels: &[PlacedLabel]) {
    for label in labels.iter().rev() {
        let texts: Vec<TextShape> =
            label.texts.iter().filter_map(|text| text_shape(painter, origin, text)).collect();
        if let Some([from, to]) = label.leader {
            let ends = [origin + egui::vec2(from[0], from[1]), origin + egui::vec2(to[0], to[1])];
            painter.line_segment(ends, egui::Stroke::new(LEADER_WIDTH, color32(label.color)));
        }
        let (halo, width) = label.halo;
        if let Some(([x, y], radius)) = label.dot {
            let at = origin + egui::vec2(x, y);
            painter.circle_filled(at, radius + 1.2, color32(halo));
            painter.circle_filled(at, radius, color32(label.color));
        }
        for text in &texts {
            for (x, y) in HALO {
                let mut shadow = text.clone();
                shadow.pos += egui::vec2(x, y) * width * 0.8;
                shadow.override_text_color = Some(color32(halo));
                painter.add(Shape::Text(shadow));
            }
        }
        for mut text in texts {
            text.override_text_color = Some(color32(label.color));
            painter.add(Shape::Text(text));
        }
    }
}

fn text_shape(painter: &Painter, origin: Pos2, text: &PlacedText) -> Option<TextShape> {
    let font = FontId::new(text.size, family(text.weight));
    let galley = painter.layout_no_wrap(text.text.clone(), font, egui::Color32::PLACEHOLDER);
    let row = galley.rows.first()?;
    let baseline = row.pos.y + row.glyphs.first()?.pos.y;
    // egui turns a text about its upper left corner, we about the start of the baseline.
    let (sin, cos) = (libm::sinf(text.angle), libm::cosf(text.angle));
    let corner = egui::vec2(sin * baseline, -cos * baseline);
    let at = origin + egui::vec2(text.at[0], text.at[1]) + corner;
    let mut shape = TextShape::new(at, galley, egui::Color32::PLACEHOLDER);
    shape.angle = text.angle;
    Some(shape)
}
