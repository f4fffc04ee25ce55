//! The table of figures: as large as its room allows. Lengths are points.

use super::{
    layout::{Layout, text_height},
    shapes::{Frame, HEAD, Look, WEAK, WIDER, cell, emu, place, row_start},
};
use crate::{
    scene::sheet::SlidePane,
    text::{Weight, shape::width_em},
};

/// The type of a table; a smaller one where it has no room in a larger.
const TYPE: [f32; 5] = [10.5, 9.5, 8.5, 7.5, 6.5];
/// The type of what qualifies a name, as a share of the name's.
const DETAIL: f32 = 0.77;
const HEAD_HEIGHT: f32 = 20.0;
const NOTE_WIDTH: f32 = 28.0;
/// Room beside a text in a cell, left and right, and above and below it together.
const PADDING: (f32, f32) = (8.0, 6.0);

/// Sizes of a table.
struct Grid {
    size: f32,
    widths: Vec<f32>,
    heights: Vec<f32>,
}

impl Grid {
    fn height(&self) -> f32 {
        HEAD_HEIGHT + self.heights.iter().sum::<f32>()
    }
}

impl Layout {
    /// The table of figures in the largest type in which it has room, and its height.
    pub(super) fn table(&mut self, pane: &SlidePane, lang: &str, frame: Frame) -> (String, f32) {
        if pane.columns.is_empty() {
            return (String::new(), 0.0);
        }
        let id = self.id();
        let mut grid = laid_out(pane, frame.width, TYPE[0]);
        for size in &TYPE[1..] {
            if grid.height() <= frame.height {
                break;
            }
            grid = laid_out(pane, frame.width, *size);
        }
        if grid.height() > frame.height {
            self.tight(pane.rows.last().map_or("", |row| row.name.as_str()));
        }
        let plain = Look { size: grid.size, ..self.plain() };
        let right = Look { align: "r", ..plain };
        let weak = |base: Look<'static>, size: f32| Look { size, color: WEAK, ..base };
        // On the ground of a template a fill of ours may not be seen, or hide the text.
        let head = (!self.stage.themed).then_some(HEAD);
        let mut rows = row_start(HEAD_HEIGHT);
        for (at, column) in pane.columns.iter().enumerate() {
            let base = if at == 0 { plain } else { right };
            rows += &cell(&[(column, weak(base, 9.0))], lang, head);
        }
        rows += &cell(&[("", plain)], lang, head);
        rows += "</a:tr>";
        for (row, height) in pane.rows.iter().zip(&grid.heights) {
            let mut lines = vec![(row.name.as_str(), plain)];
            if !row.detail.is_empty() {
                lines.push((&row.detail, weak(plain, grid.size * DETAIL)));
            }
            rows += &row_start(*height);
            rows += &cell(&lines, lang, None);
            for (at, number) in row.numbers.iter().enumerate() {
                rows += &cell(&[(number, Look { bold: at == 0, ..right })], lang, None);
            }
            let note = row.note.map(|number| format!("[{number}]")).unwrap_or_default();
            rows += &cell(&[(&note, weak(right, 8.0))], lang, None);
            rows += "</a:tr>";
        }
        let widths = grid.widths.iter().map(|width| format!("<a:gridCol w=\"{}\"/>", emu(*width)));
        let columns: String = widths.collect();
        let height = grid.height();
        let text = format!(
            "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"Figures\"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr><p:xfrm>{}</p:xfrm><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblPr firstRow=\"1\"/><a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>",
            place(Frame { height, ..frame })
        );
        (text, height)
    }
}

/// Widths of the columns and heights of the rows in type so large.
fn laid_out(pane: &SlidePane, width: f32, size: f32) -> Grid {
    let count = pane.columns.len().saturating_sub(1);
    let numbers = pane.rows.iter().flat_map(|row| &row.numbers);
    let widest = numbers
        .map(|number| width_em(number, Weight::Bold) * size * WIDER + 10.0)
        .fold(if count > 1 { 54.0 } else { 80.0 }, f32::max);
    let number_width = widest.min(width * 0.36);
    #[expect(clippy::cast_precision_loss, reason = "a few columns")]
    let name_width = width - number_width * count as f32 - NOTE_WIDTH;
    let mut widths = vec![name_width];
    widths.extend(std::iter::repeat_n(number_width, count));
    widths.push(NOTE_WIDTH);
    let inner = name_width - PADDING.0;
    let number_room = number_width - PADDING.0;
    let mut heights = Vec::new();
    for row in &pane.rows {
        let mut name = text_height(&row.name, size, inner);
        if !row.detail.is_empty() {
            name += text_height(&row.detail, size * DETAIL, inner);
        }
        let numbers = row.numbers.iter().map(|number| text_height(number, size, number_room));
        heights.push(numbers.fold(name, f32::max) + PADDING.1);
    }
    Grid { size, widths, heights }
}
