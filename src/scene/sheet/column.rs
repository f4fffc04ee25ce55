//! Text that runs down a column of the page.

use super::page::Page;
use crate::{
    style::Color,
    text::{Weight, breaking::break_lines},
};

/// The pen in a column: `y` is the top of the free space.
pub(super) struct Column {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub bottom: f32,
}

/// Distance between baselines, in ems.
pub(super) const LEADING: f32 = 1.35;

impl Column {
    pub fn left_over(&self) -> f32 {
        self.bottom - self.y
    }

    pub fn heading(&mut self, page: &mut Page<'_>, text: &str) {
        let color = page.palette.ui.accent;
        self.y += 17.0;
        page.text(text, Weight::Bold, 14.0, [self.x, self.y], color);
        self.y += 9.0;
    }

    /// A paragraph, broken to the column less `indent` on the left and `right` on the right.
    pub fn paragraph(
        &mut self,
        page: &mut Page<'_>,
        text: &str,
        style: (Weight, f32, Color),
        indent: f32,
        right: f32,
    ) {
        let (weight, size, color) = style;
        for line in break_lines(text, weight, (self.width - indent - right) / size) {
            self.y += size * LEADING;
            page.text(&line, weight, size, [self.x + indent, self.y - size * 0.28], color);
        }
    }

    /// How high a paragraph would be.
    pub fn height_of(&self, text: &str, weight: Weight, size: f32, indent: f32, right: f32) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let lines = break_lines(text, weight, (self.width - indent - right) / size).len() as f32;
        lines * size * LEADING
    }

    pub fn rule(&mut self, page: &mut Page<'_>) {
        use crate::scene::item::{Item, Path};
        let color = page.palette.ui.line;
        self.y += 5.0;
        page.items.push(Item::Stroke {
            path: Path::line(vec![[self.x, self.y], [self.x + self.width, self.y]]),
            color,
            width: 1.0,
            dash: None,
        });
        self.y += 3.0;
    }
}
