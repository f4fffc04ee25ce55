//! A chart of the table's zones, drawn by egui_plot in the colours of the map.

use eframe::egui::{self, Color32, Ui};
use egui_plot::{Bar, BarChart, Plot, PlotPoints, Points};

use crate::{
    editor::{
        Action, PageFile,
        desk::{ChartChoice, ChartMark, ChartValue, chart_marks, chart_number_of},
    },
    scene::chart::{ChartScale, axis_name},
    ui::{
        Context,
        look::{color32, small},
    },
};

/// The choice of values, beside the tabs.
pub(super) fn head(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let session = context.editor.session();
    let (lang, unit, choice) = (context.lang(), session.unit, session.chart);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.menu_button(egui::RichText::new(context.t("chart-picture")).size(11.5), |ui| {
            for file in PageFile::ALL {
                let kind = file.extension().to_uppercase();
                let button = ui.button(&kind);
                // A name of its own: the menu of the window has kinds of files too.
                let label = format!("{}: {kind}", context.t("chart-picture"));
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
                if button.clicked() {
                    actions.push(Action::MakeChart(file));
                    ui.close();
                }
            }
        });
        let bars = context.t("chart-bars");
        let across = choice.across.map_or_else(|| bars.clone(), |value| value.name(lang, unit));
        let shown = egui::ComboBox::from_id_salt("chart across")
            .selected_text(small(across, &context.palette.ui))
            .width(120.0)
            .show_ui(ui, |ui| {
                if ui.selectable_label(choice.across.is_none(), bars).clicked() {
                    actions.push(Action::SetChart(ChartChoice { across: None, ..choice }));
                }
                for value in ChartValue::ALL {
                    let chosen = choice.across == Some(value);
                    if ui.selectable_label(chosen, value.name(lang, unit)).clicked() {
                        let across = Some(value);
                        actions.push(Action::SetChart(ChartChoice { across, ..choice }));
                    }
                }
            });
        shown.response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::ComboBox, true, context.t("chart-across"))
        });
        let shown = egui::ComboBox::from_id_salt("chart value")
            .selected_text(small(choice.value.name(lang, unit), &context.palette.ui))
            .width(120.0)
            .show_ui(ui, |ui| {
                for value in ChartValue::ALL {
                    let chosen = choice.value == value;
                    if ui.selectable_label(chosen, value.name(lang, unit)).clicked() {
                        actions.push(Action::SetChart(ChartChoice { value, ..choice }));
                    }
                }
            });
        shown.response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::ComboBox, true, context.t("chart-value"))
        });
    });
}

/// The marks of the rows that the filter lets through.
fn marks(context: &Context<'_>) -> Vec<ChartMark> {
    let editor = context.editor;
    let session = editor.session();
    let desk = &context.derived.desk;
    let how = (editor.as_of(), session.unit);
    chart_marks(editor.catalogue(), &desk.rows, &desk.order, session.chart, how).shown
}

pub(super) fn charts(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let marks = marks(context);
    if marks.is_empty() {
        ui.label(small(context.t("chart-none"), &context.palette.ui));
        return;
    }
    let session = context.editor.session();
    let (lang, unit, choice) = (context.lang(), session.unit, session.chart);
    let ups: Vec<f64> = marks.iter().map(|mark| mark.value).collect();
    let rights: Vec<f64> = marks.iter().map(|mark| mark.across).collect();
    let (up, right) = (ChartScale::of(&ups), ChartScale::of(&rights));
    let base = base(up, &ups);
    let label = |value: ChartValue, values: &[f64]| {
        let name = axis_name(lang, &value.name(lang, unit), values);
        small(name, &context.palette.ui)
    };
    let plot = Plot::new("chart")
        .allow_scroll(false)
        .height(ui.available_height())
        .x_axis_formatter({
            let names: Vec<String> = marks.iter().map(|mark| mark.name.clone()).collect();
            move |mark, _| match choice.across {
                Some(across) => tick(right, across, mark.value),
                None => name_at(&names, mark.value),
            }
        })
        .y_axis_formatter(move |mark, _| tick(up, choice.value, mark.value + base))
        .y_axis_label(label(choice.value, &ups));
    let plot = match choice.across {
        Some(across) => plot.x_axis_label(label(across, &rights)),
        None => plot.include_y(0.0).show_grid([false, true]),
    };
    let colors: Vec<Color32> =
        marks.iter().map(|mark| color32(context.zone_color(mark.index))).collect();
    let rect = ui.available_rect_before_wrap();
    let shown = plot.show(ui, |plot| {
        if choice.across.is_some() {
            for (mark, color) in marks.iter().zip(&colors) {
                let point =
                    PlotPoints::from(vec![[right.place(mark.across), up.place(mark.value) - base]]);
                let selected = context.editor.selected() == Some(mark.index);
                let radius = if selected { 6.5 } else { 4.5 };
                plot.points(Points::new(mark.name.clone(), point).radius(radius).color(*color));
            }
        } else {
            #[expect(clippy::cast_precision_loss, reason = "a few bars")]
            let bars = marks.iter().zip(&colors).enumerate().map(|(at, (mark, color))| {
                Bar::new(at as f64, up.place(mark.value) - base)
                    .name(&mark.name)
                    .fill(*color)
                    .width(0.8)
            });
            plot.bar_chart(BarChart::new("", bars.collect()));
        }
        plot.pointer_coordinate()
    });
    // A click selects the nearest mark.
    if shown.response.clicked()
        && let Some(at) = shown.inner
        && let Some(index) = nearest(&marks, choice.across.map(|_| right), at.x)
    {
        let id = context.editor.catalogue().zones[index].id.clone();
        actions.push(Action::Select(Some(id)));
    }
    nodes(ui, context, &marks, rect, actions);
}

/// Where bars begin, in places of the axis: a bar grows from nought, which no logarithm reaches, so that
/// on a logarithmic axis the decade below the least value stands there.
fn base(up: ChartScale, values: &[f64]) -> f64 {
    match up {
        ChartScale::Linear => 0.0,
        ChartScale::Log => {
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            (up.place(least / 1.5) + 1e-9).floor()
        }
    }
}

/// A tick in words; nothing between two decades.
fn tick(scale: ChartScale, value: ChartValue, place: f64) -> String {
    scale.tick(place).map(|number| chart_number_of(value, number)).unwrap_or_default()
}

/// The bar under the pointer, or the point nearest to it along the axis.
#[expect(clippy::cast_precision_loss, reason = "a few bars")]
fn nearest(marks: &[ChartMark], right: Option<ChartScale>, x: f64) -> Option<usize> {
    let place = |at: usize, mark: &ChartMark| match right {
        Some(right) => right.place(mark.across),
        None => at as f64,
    };
    let with_place = marks.iter().enumerate().map(|(at, mark)| (place(at, mark), mark));
    with_place
        .min_by(|a, b| (a.0 - x).abs().total_cmp(&(b.0 - x).abs()))
        .map(|(_, mark)| mark.index)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few bars")]
fn name_at(names: &[String], value: f64) -> String {
    let whole = value.round();
    if (value - whole).abs() > 1e-6 || whole < 0.0 {
        return String::new();
    }
    let name = names.get(whole as usize).cloned().unwrap_or_default();
    crate::text::breaking::elide(&name, crate::text::Weight::Regular, 9.0)
}

/// Each mark as a node that a screen reader and the keyboard reach.
fn nodes(
    ui: &mut Ui,
    context: &Context<'_>,
    marks: &[ChartMark],
    rect: egui::Rect,
    actions: &mut Vec<Action>,
) {
    let choice = context.editor.session().chart;
    for (at, mark) in marks.iter().enumerate() {
        let id = ui.scope_id().with(("chart mark", at));
        let node = ui.interact(rect, id, egui::Sense::focusable_noninteractive());
        let value = chart_number_of(choice.value, mark.value);
        let label = match choice.across {
            Some(across) => {
                format!("{}: {value}, {}", mark.name, chart_number_of(across, mark.across))
            }
            None => format!("{}: {value}", mark.name),
        };
        node.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
        if node.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
            let id = context.editor.catalogue().zones[mark.index].id.clone();
            actions.push(Action::Select(Some(id)));
        }
    }
}
