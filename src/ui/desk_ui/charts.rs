//! A chart of the table's zones, drawn by egui_plot in the colours of the map.

use eframe::egui::{self, Color32, Ui};
use egui_plot::{Plot, PlotPoint, PlotPoints, PlotUi, Points, Text};

use crate::{
    editor::{
        Action, PageFile,
        desk::{ChartChoice, ChartMark, ChartValue, chart_marks, chart_number_of},
    },
    scene::chart::{ChartMarks, ChartScale, axis_name},
    text::{Weight, breaking::elide, shape::width_em},
    ui::{
        Context,
        line::at_the_end,
        look::{BAR, color32, entry, small},
    },
    words,
};

/// The choice of values, beside the tabs.
pub(super) fn head(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let session = context.editor.session();
    let (lang, unit, choice) = (context.lang(), session.unit, session.chart);
    at_the_end(ui, |ui, _| {
        if choice.across.is_none() {
            let mut largest_first = choice.largest_first;
            let text = small(context.t("chart-largest"), &context.palette.ui);
            let choice_box = ui.checkbox(&mut largest_first, text);
            if choice_box.on_hover_text(context.t("chart-largest-hint")).changed() {
                actions.push(Action::SetChart(ChartChoice { largest_first, ..choice }));
            }
        }
        let shown = egui::ComboBox::from_id_salt("chart value")
            .selected_text(small(choice.value.name(lang, unit), &context.palette.ui))
            .width(120.0)
            .show_ui(ui, |ui| {
                for value in ChartValue::ALL {
                    let chosen = choice.value == value;
                    if entry(ui, chosen, value.name(lang, unit)) {
                        actions.push(Action::SetChart(ChartChoice { value, ..choice }));
                    }
                }
            });
        shown.response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::ComboBox, true, context.t("chart-value"))
        });
        let bars = context.t("chart-bars");
        let across = choice.across.map_or_else(|| bars.clone(), |value| value.name(lang, unit));
        let shown = egui::ComboBox::from_id_salt("chart across")
            .selected_text(small(across, &context.palette.ui))
            .width(120.0)
            .show_ui(ui, |ui| {
                if entry(ui, choice.across.is_none(), bars) {
                    actions.push(Action::SetChart(ChartChoice { across: None, ..choice }));
                }
                for value in ChartValue::ALL {
                    let chosen = choice.across == Some(value);
                    if entry(ui, chosen, value.name(lang, unit)) {
                        let across = Some(value);
                        actions.push(Action::SetChart(ChartChoice { across, ..choice }));
                    }
                }
            });
        shown.response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::ComboBox, true, context.t("chart-across"))
        });
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
    });
}

/// The marks of the rows that the filter lets through.
fn marks(context: &Context<'_>) -> ChartMarks {
    let editor = context.editor;
    let session = editor.session();
    let desk = &context.derived.desk;
    let how = (editor.as_of(), session.unit);
    chart_marks(editor.catalogue(), &desk.rows, &desk.order, session.chart, how)
}

pub(super) fn charts(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let ChartMarks { shown: marks, lacking, .. } = marks(context);
    super::filtering::note(ui, context, actions);
    if marks.is_empty() {
        // Where the filter lets nothing through, that is said above.
        if !context.derived.desk.order.is_empty() {
            ui.label(small(context.t("chart-none"), &context.palette.ui));
        } else if context.derived.desk.rows.is_empty() {
            ui.label(small(context.t("nothing-open"), &context.palette.ui));
        }
        return;
    }
    if lacking > 0 {
        let count = words::count(lacking);
        let note = words::t_with(context.lang(), "chart-lacking", &[("count", &count)]);
        ui.label(small(note, &context.palette.ui));
    }
    match context.editor.session().chart.across {
        None => super::chart_bars::bars(ui, context, &marks, actions),
        Some(across) => points(ui, context, &marks, across, actions),
    }
}

/// A point for each zone, with its name where that finds room.
fn points(
    ui: &mut Ui,
    context: &Context<'_>,
    marks: &[ChartMark],
    across: ChartValue,
    actions: &mut Vec<Action>,
) {
    let session = context.editor.session();
    let (lang, unit, value) = (context.lang(), session.unit, session.chart.value);
    let ups: Vec<f64> = marks.iter().map(|mark| mark.value).collect();
    let rights: Vec<f64> = marks.iter().map(|mark| mark.across).collect();
    let (up, right) = (ChartScale::of(&ups), ChartScale::of(&rights));
    let label = |value: ChartValue, values: &[f64]| {
        small(axis_name(lang, &value.name(lang, unit), values), &context.palette.ui)
    };
    let places: Vec<[f64; 2]> =
        marks.iter().map(|mark| [right.place(mark.across), up.place(mark.value)]).collect();
    let said: Vec<String> = marks.iter().map(|mark| said(context, mark)).collect();
    let width = ui.available_width() - BAR;
    let plot = Plot::new("chart")
        .allow_scroll(false)
        .show_crosshair(false)
        .width(width)
        .height(ui.available_height())
        .set_margin_fraction(egui::vec2(0.06, 0.1))
        .label_formatter(|_| None)
        // The lines between the labelled ones say nothing.
        .grid_spacing(40.0..=300.0)
        .x_axis_formatter(move |mark, _| tick(right, across, mark.value))
        .y_axis_formatter(move |mark, _| tick(up, value, mark.value))
        .y_axis_label(label(value, &ups))
        .x_axis_label(label(across, &rights));
    let colors: Vec<Color32> =
        marks.iter().map(|mark| color32(context.zone_color(mark.index))).collect();
    let selected = context.editor.selected();
    let ink = color32(context.palette.ui.text);
    let shown = plot.show(ui, |plot| {
        for ((mark, color), place) in marks.iter().zip(&colors).zip(&places) {
            let point = PlotPoints::from(vec![*place]);
            let radius = if selected == Some(mark.index) { 6.5 } else { 4.5 };
            plot.points(Points::new(mark.name.clone(), point).radius(radius).color(*color));
        }
        names(plot, marks, &places, ink);
    });
    // What the pointer or the keyboard is at, and a click on it.
    for (at, place) in places.iter().enumerate() {
        let center = shown.transform.position_from_point(&PlotPoint::new(place[0], place[1]));
        let rect = egui::Rect::from_center_size(center, egui::Vec2::splat(14.0));
        node(ui, (at, rect), &said[at], marks[at].index, context, actions);
    }
}

/// Names beside their points, the first of the table before others; those in the way of one that
/// stands already are left to the tip.
fn names(plot: &mut PlotUi<'_>, marks: &[ChartMark], places: &[[f64; 2]], ink: Color32) {
    const SIZE: f32 = 11.0;
    /// More are a cloud.
    const MOST: usize = 80;
    let on_screen =
        |plot: &PlotUi<'_>, [x, y]: [f64; 2]| plot.screen_from_plot(PlotPoint::new(x, y));
    let points: Vec<egui::Pos2> = places.iter().map(|place| on_screen(plot, *place)).collect();
    let mut taken: Vec<egui::Rect> = points
        .iter()
        .map(|point| egui::Rect::from_center_size(*point, egui::Vec2::splat(9.0)))
        .collect();
    let frame = *plot.transform().frame();
    for (at, mark) in marks.iter().enumerate().take(MOST) {
        let name = elide(&mark.name, Weight::Regular, 16.0);
        let size = egui::vec2(width_em(&name, Weight::Regular) * SIZE, SIZE + 3.0);
        let right = egui::Rect::from_min_size(points[at] + egui::vec2(8.0, -size.y / 2.0), size);
        let left = right.translate(egui::vec2(-16.0 - size.x, 0.0));
        let free = [(right, egui::Align2::LEFT_CENTER), (left, egui::Align2::RIGHT_CENTER)]
            .into_iter()
            .find(|(rect, _)| {
                frame.contains_rect(*rect) && !taken.iter().any(|other| other.intersects(*rect))
            });
        let Some((rect, anchor)) = free else { continue };
        taken.push(rect);
        let from = if anchor == egui::Align2::LEFT_CENTER {
            rect.left_center()
        } else {
            rect.right_center()
        };
        let text = egui::RichText::new(name).size(SIZE).color(ink);
        plot.text(Text::new("", plot.plot_from_screen(from), text).anchor(anchor));
    }
}

/// A tick in words; nothing between two decades.
fn tick(scale: ChartScale, value: ChartValue, place: f64) -> String {
    scale.tick(place).map(|number| chart_number_of(value, number)).unwrap_or_default()
}

/// A mark in words.
pub(super) fn said(context: &Context<'_>, mark: &ChartMark) -> String {
    let choice = context.editor.session().chart;
    let value = &mark.value_text;
    match choice.across {
        Some(_) => format!("{}: {value}, {}", mark.name, mark.across_text),
        None => format!("{}: {value}", mark.name),
    }
}

/// A mark as a node that the pointer, the keyboard and a screen reader reach; it selects its zone.
pub(super) fn node(
    ui: &Ui,
    (at, rect): (usize, egui::Rect),
    said: &str,
    index: usize,
    context: &Context<'_>,
    actions: &mut Vec<Action>,
) {
    let id = ui.scope_id().with(("chart mark", at));
    let node = ui.interact(rect, id, egui::Sense::click());
    node.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, said));
    if node.gained_focus() {
        node.scroll_to_me(None);
    }
    if node.has_focus() {
        let stroke = egui::Stroke::new(1.5, color32(context.palette.ui.accent));
        ui.painter().rect_stroke(rect, 2.0, stroke, egui::StrokeKind::Inside);
    }
    if node.on_hover_text(said).clicked() {
        let id = context.editor.catalogue().zones[index].id.clone();
        actions.push(Action::Select(Some(id)));
    }
}
