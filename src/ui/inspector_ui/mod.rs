//! The panel at the right for one zone or programme.

mod events;
mod figures;
mod methods;
mod nesting;
mod outline;

use eframe::egui::{self, Align, Layout, Ui};

use self::{
    events::{fields, milestones, notes, readings, statements},
    figures::{areas, figure_list},
    nesting::{nesting, sum_lines},
    outline::{boundary, measured_relations, parts},
};
use super::{
    Context,
    focus::keep_in_view,
    look::{bold, chip, color32, rule, small, wrapped},
};
use crate::{
    editor::Action,
    model::{
        Lang,
        as_of::{Status, status_from},
        figure::Figure,
        source::{Citation, Grade},
        zone::{Name, Programme, Zone},
    },
    text::{Weight, breaking::elide},
    words,
};

pub fn show(ui: &mut Ui, context: &Context<'_>, index: usize, actions: &mut Vec<Action>) {
    let zone = &context.editor.catalogue().zones[index];
    head(ui, context, zone, actions);
    egui::ScrollArea::vertical().id_salt(&zone.id).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let known = zone.is_known_on(context.editor.catalogue(), context.editor.as_of());
        if !known {
            let date = words::day(context.lang(), context.editor.day());
            let text = words::t_with(context.lang(), "nothing-known", &[("date", &date)]);
            ui.colored_label(color32(context.palette.ui.warning), text);
        }
        areas(ui, context, index, actions);
        nesting(ui, context, zone, actions);
        sum_lines(ui, context, actions);
        let others: Vec<&Figure> =
            zone.figures.iter().filter(|figure| !figure.quantity.is_ground_area()).collect();
        milestones(ui, context, &zone.id, &zone.milestones);
        statements(ui, context, &zone.id);
        figure_list(ui, context, "other-figures", &others, actions);
        readings(ui, context, &zone.readings);
        parts(ui, context, zone, actions);
        measured_relations(ui, context, actions);
        boundary(ui, context, zone, actions);
        notes(ui, context, &zone.notes);
        fields(ui, context, &zone.fields);
        ui.add_space(12.0);
        keep_in_view(ui);
    });
}

/// The same panel for a programme: what is known of a task that has no shape.
pub fn show_programme(
    ui: &mut Ui,
    context: &Context<'_>,
    programme: &Programme,
    actions: &mut Vec<Action>,
) {
    let lang = context.lang();
    let colors = &context.palette.ui;
    let detail = programme.period.as_ref().map(|period| words::date(lang, period));
    title(ui, context, &programme.name, detail.as_deref().unwrap_or_default(), actions);
    egui::ScrollArea::vertical().id_salt(&programme.id).auto_shrink([false, false]).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.add_space(4.0);
            wrapped(ui, programme.summary.get(lang));
            source_line(ui, context, &programme.cite, "");
            rule(ui, colors);
            let figures: Vec<&Figure> = programme.figures.iter().collect();
            figure_list(ui, context, "sheet-figures", &figures, actions);
            milestones(ui, context, &programme.id, &programme.milestones);
            statements(ui, context, &programme.id);
            readings(ui, context, &programme.readings);
            notes(ui, context, &programme.notes);
            ui.add_space(12.0);
            keep_in_view(ui);
        },
    );
}

/// Some four lines of the panel.
const TITLE_EM: f32 = 75.0;

fn title(ui: &mut Ui, context: &Context<'_>, name: &Name, detail: &str, actions: &mut Vec<Action>) {
    let colors = &context.palette.ui;
    let (first, other) = match context.lang() {
        Lang::En => (&name.en, &name.zh),
        Lang::Zh => (&name.zh, &name.en),
    };
    ui.add_space(4.0);
    ui.horizontal_top(|ui| {
        let width = ui.available_width() - 44.0;
        ui.allocate_ui_with_layout(egui::vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(width);
            // A name of another's file may be of any length.
            let shown = elide(first, Weight::Bold, TITLE_EM);
            wrapped(ui, bold(shown, 17.0));
            let other = if other == first { "" } else { other.as_str() };
            let parts = [other, name.pinyin.as_str(), detail];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let parts = elide(&parts.join(" · "), Weight::Regular, TITLE_EM);
            wrapped(ui, small(parts, colors).size(12.5));
        });
        let close = ui.button("✕").on_hover_text(format!("{} (Esc)", context.t("close")));
        close.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Button, true, context.t("close"))
        });
        if close.clicked() {
            actions.push(Action::Select(None));
        }
    });
}

fn head(ui: &mut Ui, context: &Context<'_>, zone: &Zone, actions: &mut Vec<Action>) {
    let lang = context.lang();
    let colors = &context.palette.ui;
    title(ui, context, &zone.name, zone.district.get(lang), actions);
    ui.horizontal_wrapped(|ui| {
        let (catalogue, at) = (context.editor.catalogue(), context.editor.as_of());
        match status_from(catalogue, &zone.milestones, at) {
            Some((day, status)) => chip(ui, &words::status_from(lang, day, status), colors),
            // Of some zones no source says how far they are.
            None if zone.is_known_on(catalogue, at) => {}
            None => chip(ui, &words::status(lang, Status::Unknown), colors),
        }
        if let Some(outline) = zone.outline_on(context.editor.as_of()) {
            chip(ui, &words::outline_quality(lang, outline), colors);
        }
        if let Some(code) = &zone.land_use {
            chip(ui, &words::land_use(lang, code), colors);
        }
    });
}

/// Two columns: text that wraps at the left, a value at the right.
fn row(ui: &mut Ui, value: egui::RichText, texts: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        let value = egui::WidgetText::from(value);
        let galley = value.into_galley(
            ui,
            Some(egui::TextWrapMode::Extend),
            f32::INFINITY,
            egui::TextStyle::Body,
        );
        let width = (ui.available_width() - galley.size().x - 12.0).max(80.0);
        ui.allocate_ui_with_layout(egui::vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 0.0;
            texts(ui);
        });
        ui.with_layout(Layout::right_to_left(Align::TOP), |ui| ui.label(galley));
    });
}

/// The source of a fact, after what is said before it.
fn source_line(ui: &mut Ui, context: &Context<'_>, cite: &Citation, before: &str) {
    let source = words::citation(context.lang(), context.editor.catalogue(), cite);
    let text = if before.is_empty() { source } else { format!("{before} · {source}") };
    source_text(ui, context, cite, text);
}

fn source_text(ui: &mut Ui, context: &Context<'_>, cite: &Citation, mut text: String) {
    let catalogue = context.editor.catalogue();
    let lang = context.lang();
    let grade = catalogue.grade(cite);
    let colors = &context.palette.ui;
    if grade != Grade::U {
        let letter = grade.letter().to_string();
        let grade = words::t_with(lang, "grade", &[("letter", &letter)]);
        text = format!("{text} · {grade}");
    }
    wrapped(ui, small(text, colors)).on_hover_text(context.t("grade-meaning"));
    if grade == Grade::U {
        ui.colored_label(color32(colors.warning), context.t("unverified"));
    }
    let url = catalogue.source(&cite.source).and_then(|source| source.url.as_deref());
    if let Some(url) = url {
        let address = format!("https://{}", url.trim_start_matches("https://"));
        let link = egui::Hyperlink::from_label_and_url(
            egui::RichText::new(url).size(10.5).color(color32(colors.accent)),
            address,
        );
        ui.scope(|ui| {
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            ui.add(link.open_in_new_tab(true));
        });
    }
}
