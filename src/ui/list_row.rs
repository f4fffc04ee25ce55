//! A row of the list at the left: a mark, a name with a detail below it, and a number at the right.

use eframe::egui::{self, Sense, Ui};

use super::{
    Context,
    look::{color32, patch},
};
use crate::{
    style::{Color, Hatch},
    text::{
        Weight,
        breaking::{break_lines_within, elide},
        shape::width_em,
    },
};

pub const NAME_SIZE: f32 = 13.0;
const DETAIL_SIZE: f32 = 11.0;
const NAME_LEADING: f32 = 17.0;
const DETAIL_LEADING: f32 = 14.0;
const ROW_PADDING: f32 = 7.0;

/// Of a row whose texts are cut to one line each.
pub const LINE_HEIGHT: f32 = NAME_LEADING + DETAIL_LEADING + ROW_PADDING;

/// What stands for a zone or a class before its name.
pub struct Mark {
    pub color: Color,
    pub hatch: Option<Hatch>,
    /// Whether the zone is a mere position.
    pub is_point: bool,
}

/// One line of the list.
pub struct Row<'a> {
    pub name: &'a str,
    pub detail: String,
    /// Added to the detail where both fit on one line.
    pub place: &'a str,
    pub number: String,
    pub selected: bool,
    /// Whether anything was known on the day shown; else the row is faded.
    pub known: bool,
    pub indent: f32,
    /// What has none has a paler number.
    pub mark: Option<Mark>,
    /// Whether what is too long is cut, as in a long list, rather than broken.
    pub one_line: bool,
}

/// Of a name; no more, so that one zone does not fill the list.
const NAME_LINES: usize = 5;
/// Of what stands below the name.
const DETAIL_LINES: usize = 3;

/// A line to be clicked; its height follows from its texts.
pub fn row_ui(ui: &mut Ui, context: &Context<'_>, row: &Row<'_>) -> egui::Response {
    let colors = &context.palette.ui;
    let width = ui.available_width();
    let mark_width = if row.mark.is_some() { 20.0 } else { 0.0 };
    let number_width = width_em(&row.number, Weight::Regular) * NAME_SIZE;
    let (whole, beside) = (width - row.indent - mark_width, number_width + 12.0);
    // Where a word of the name has no room beside the number, the number goes down to the details.
    let is_below = !row.one_line
        && !row.detail.is_empty()
        && row.name.split(' ').any(|word| {
            let word = width_em(word, Weight::Regular) * NAME_SIZE;
            word > whole - beside && word <= whole
        });
    let (text_width, detail_width) = match (is_below, row.one_line) {
        (true, _) => (whole, whole - beside),
        (false, true) => (whole - beside, whole - beside),
        (false, false) => (whole - beside, whole),
    };
    let lines = |text: &str, limit: f32, most: usize| {
        if text.is_empty() {
            Vec::new()
        } else if row.one_line {
            vec![elide(text, Weight::Regular, limit)]
        } else {
            break_lines_within(text, Weight::Regular, limit, most)
        }
    };
    let name = lines(row.name, text_width / NAME_SIZE, NAME_LINES);
    let with_place = format!("{} · {}", row.detail, row.place);
    let limit = detail_width / DETAIL_SIZE;
    let detail = match break_lines_within(&with_place, Weight::Regular, limit, 2) {
        lines if lines.len() == 1 && !row.place.is_empty() && !row.detail.is_empty() => lines,
        _ => lines(&row.detail, limit, DETAIL_LINES),
    };
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let height =
        name.len() as f32 * NAME_LEADING + detail.len() as f32 * DETAIL_LEADING + ROW_PADDING;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, height), Sense::click());
    response.widget_info(|| {
        let label = format!("{}, {}", row.name, row.number);
        egui::WidgetInfo::selected(egui::Role::Button, true, row.selected, label)
    });
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter();
    if row.selected {
        painter.rect_filled(rect.expand2(egui::vec2(6.0, 0.0)), 0.0, color32(colors.selection));
        let corner = rect.min - egui::vec2(12.0, 0.0);
        let edge = egui::Rect::from_min_size(corner, egui::vec2(3.0, rect.height()));
        painter.rect_filled(edge, 0.0, color32(colors.accent));
    } else if response.hovered() {
        painter.rect_filled(rect.expand2(egui::vec2(6.0, 0.0)), 4.0, color32(colors.hover));
    }
    if response.has_focus() {
        let stroke = egui::Stroke::new(1.5, color32(colors.accent));
        let around = rect.expand2(egui::vec2(4.0, 0.0));
        painter.rect_stroke(around, 4.0, stroke, egui::StrokeKind::Inside);
    }
    if let Some(mark) = &row.mark {
        let dot = egui::pos2(rect.left() + row.indent + 6.0, rect.top() + 12.0);
        if mark.is_point {
            painter.circle_stroke(dot, 4.5, egui::Stroke::new(1.8, color32(mark.color)));
        } else {
            // A hatch needs room to be told apart.
            let size = if mark.hatch.is_some() { 15.0 } else { 10.0 };
            let square = egui::Rect::from_center_size(dot, egui::Vec2::splat(size));
            patch(ui, square, mark.color, mark.hatch);
        }
    }
    let text = color32(if row.known { colors.text } else { colors.weak });
    let weak = color32(colors.weak);
    let left = rect.left() + row.indent + mark_width;
    let mut y = rect.top() + 3.0;
    let lines = name.iter().map(|line| (line, NAME_SIZE, NAME_LEADING, text));
    for (line, size, step, color) in
        lines.chain(detail.iter().map(|line| (line, DETAIL_SIZE, DETAIL_LEADING, weak)))
    {
        let font = egui::FontId::proportional(size);
        painter.text(egui::pos2(left, y), egui::Align2::LEFT_TOP, line, font, color);
        y += step;
    }
    let (number_size, number_color) =
        if row.mark.is_none() { (11.5, weak) } else { (NAME_SIZE, text) };
    let font = egui::FontId::proportional(number_size);
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let down = if is_below { name.len() as f32 * NAME_LEADING } else { 0.0 };
    let right = egui::pos2(rect.right(), rect.top() + 3.0 + down);
    painter.text(right, egui::Align2::RIGHT_TOP, &row.number, font, number_color);
    response
}
