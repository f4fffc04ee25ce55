//! Bars of the table's zones: a row each with its name and its number, as on the picture of the chart.

use eframe::egui::{self, FontId, Ui};
use egui_plot::{AxisHints, Bar, BarChart, GridMark, Plot, PlotBounds, PlotPoint, Text};

use super::charts::{node, said};
use crate::{
    editor::{Action, desk::ChartMark},
    scene::chart::{ChartScale, axis_name},
    text::{Weight, breaking::elide, shape::width_em},
    ui::{
        Context,
        look::{BAR, color32, small},
    },
};

/// The heights that a row may have.
const ROWS: std::ops::RangeInclusive<f32> = 19.0..=44.0;
const SIZE: f32 = 12.0;
/// Between a name and its bar, and between a bar and its number.
const GAP: f32 = 10.0;

pub(super) fn bars(
    ui: &mut Ui,
    context: &Context<'_>,
    marks: &[ChartMark],
    actions: &mut Vec<Action>,
) {
    let session = context.editor.session();
    let (lang, value) = (context.lang(), session.chart.value);
    let values: Vec<f64> = marks.iter().map(|mark| mark.value).collect();
    let name = value.name(lang, session.unit);
    let axis = axis_name(lang, &name, &values);
    if axis != name {
        // Lengths that are no measure say so.
        ui.label(small(axis, &context.palette.ui));
    }
    let scale = ChartScale::of(&values);
    #[expect(clippy::cast_precision_loss, reason = "a few bars")]
    let count = marks.len() as f32;
    let row = (ui.available_height() / count).clamp(*ROWS.start(), *ROWS.end());
    let area = egui::ScrollArea::vertical().id_salt("bars").auto_shrink([false, false]);
    area.min_scrolled_height(0.0).show(ui, |ui| {
        let size = egui::vec2(ui.available_width() - BAR, row * count);
        plot(ui, context, (marks, scale), size, actions);
    });
}

/// Places of the axis: the first bar is the uppermost, a unit for each.
fn plot(
    ui: &mut Ui,
    context: &Context<'_>,
    (marks, scale): (&[ChartMark], ChartScale),
    size: egui::Vec2,
    actions: &mut Vec<Action>,
) {
    let wide = |text: &str| width_em(text, Weight::Regular) * SIZE;
    let widest = |texts: &mut dyn Iterator<Item = f32>| texts.fold(0.0_f32, f32::max);
    let numbers: Vec<&str> = marks.iter().map(|mark| mark.value_text.as_str()).collect();
    let names_wide =
        widest(&mut marks.iter().map(|mark| wide(&mark.name))).min(size.x * 0.36) + GAP;
    let numbers_wide = widest(&mut numbers.iter().map(|number| wide(number))) + GAP;
    let names: Vec<String> = marks
        .iter()
        .map(|mark| elide(&mark.name, Weight::Regular, (names_wide - GAP + 1.0) / SIZE))
        .collect();
    let lengths: Vec<f64> = lengths(scale, marks);
    let [low, high] = room(&lengths, f64::from(numbers_wide), f64::from(size.x - names_wide));
    #[expect(clippy::cast_precision_loss, reason = "a few bars")]
    let (places, last) = (
        (0..marks.len()).map(|at| (marks.len() - 1 - at) as f64).collect::<Vec<f64>>(),
        marks.len() as f64 - 1.0,
    );
    let ink = color32(context.palette.ui.text);
    let axis = AxisHints::new_y()
        .formatter(move |mark, _| name_at(&names, last - mark.value))
        .min_thickness(names_wide)
        .label_spacing(4.0..=8.0)
        .tick_label_font(FontId::proportional(SIZE))
        .tick_label_color(ink);
    let selected = context.editor.selected();
    let shown = Plot::new("bars")
        .width(size.x)
        .height(size.y)
        .allow_scroll(false)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .show_crosshair(false)
        .show_background(false)
        .show_axes([false, true])
        .show_grid([false, false])
        .label_formatter(|_| None)
        .custom_y_axes(vec![axis])
        .y_grid_spacer(move |_| marks_of_rows(last))
        .show(ui, |plot| {
            plot.set_plot_bounds(PlotBounds::from_min_max([low, -0.5], [high, last + 0.5]));
            let bar = |at: usize, mark: &ChartMark| {
                let stroke = egui::Stroke::new(2.0, ink);
                let is_selected = selected == Some(mark.index);
                Bar::new(places[at], lengths[at])
                    .horizontal()
                    .fill(color32(context.zone_color(mark.index)))
                    .stroke(if is_selected { stroke } else { egui::Stroke::NONE })
                    .width(0.72)
            };
            let bars = marks.iter().enumerate().map(|(at, mark)| bar(at, mark)).collect();
            plot.bar_chart(BarChart::new("", bars).horizontal().allow_hover(false));
            for (at, number) in numbers.iter().enumerate() {
                let end = PlotPoint::new(lengths[at].max(0.0), places[at]);
                let text = egui::RichText::new(format!(" {number}")).size(SIZE).color(ink);
                plot.text(Text::new("", end, text).anchor(egui::Align2::LEFT_CENTER));
            }
        });
    for (at, mark) in marks.iter().enumerate() {
        let from = shown.transform.position_from_point(&PlotPoint::new(low, places[at] + 0.5));
        let to = shown.transform.position_from_point(&PlotPoint::new(high, places[at] - 0.5));
        let rect = egui::Rect::from_two_pos(from, to);
        let rect = rect.with_min_x(rect.left() - names_wide);
        node(ui, (at, rect), &said(context, mark), mark.index, context, actions);
    }
}

/// A bar grows from nought, which no logarithm reaches: on a logarithmic axis the decade below the
/// least value stands there.
fn lengths(scale: ChartScale, marks: &[ChartMark]) -> Vec<f64> {
    let places = marks.iter().map(|mark| scale.place(mark.value));
    let base = match scale {
        ChartScale::Linear => 0.0,
        ChartScale::Log => {
            let least = marks.iter().map(|mark| mark.value).fold(f64::INFINITY, f64::min);
            (scale.place(least / 1.5) + 1e-9).floor()
        }
    };
    places.map(|place| place - base).collect()
}

/// From where to where the axis goes so that the numbers at the ends of the bars find room too; widths in
/// logical pixels.
fn room(lengths: &[f64], numbers: f64, wide: f64) -> [f64; 2] {
    let low = lengths.iter().copied().fold(0.0, f64::min);
    let high = lengths.iter().copied().fold(0.0, f64::max);
    let span = (high - low).max(f64::MIN_POSITIVE);
    let share = ((wide - numbers) / wide.max(1.0)).clamp(0.2, 1.0);
    [low, low + span / share]
}

/// A mark for each row.
fn marks_of_rows(last: f64) -> Vec<GridMark> {
    let mut marks = Vec::new();
    let mut value = 0.0;
    while value <= last {
        marks.push(GridMark { value, step_size: 1.0 });
        value += 1.0;
    }
    marks
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few bars")]
fn name_at(names: &[String], row: f64) -> String {
    let whole = row.round();
    if (row - whole).abs() > 1e-6 || whole < 0.0 {
        return String::new();
    }
    names.get(whole as usize).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_leaves_its_number_room() {
        for lengths in [vec![35.5, 3.0], vec![-2.0, 0.9], vec![-5.0, -1.0], vec![0.0]] {
            let [low, high] = room(&lengths, 60.0, 400.0);
            let end = lengths.iter().copied().fold(0.0, f64::max);
            let rest = (high - end) / (high - low) * 400.0;
            assert!(rest > 59.9 && low <= 0.0 && low < high, "{lengths:?}: {low} {high} {rest}");
        }
    }
}
