//! Milestones, statements, readings and notes of the inspector.

use eframe::egui::{self, Align, Layout, Ui};

use super::source_line;
use crate::{
    model::{
        Bilingual,
        milestone::Milestone,
        promises::{Outcome, Promise, Said, promises},
        statement::Reading,
        zone::Field,
    },
    text::{Weight, shape::width_em},
    ui::{
        Context,
        look::{bold, color32, rule, section, small, wrapped},
    },
    words,
};

/// The column of dates.
const DATE_WIDTH: f32 = 102.0;
const DATE_SIZE: f32 = 12.0;

/// A Chinese date that needs two lines is broken after its year, not before its last character.
fn date_lines(date: &str) -> String {
    let fits = width_em(date, Weight::Regular) * DATE_SIZE <= DATE_WIDTH;
    match date.find('年') {
        Some(at) if !fits && at + '年'.len_utf8() < date.len() => date.replacen('年', "年\n", 1),
        _ => date.to_owned(),
    }
}

pub(super) fn milestones(
    ui: &mut Ui,
    context: &Context<'_>,
    about: &str,
    milestones: &[Milestone],
) {
    if milestones.is_empty() {
        return;
    }
    let colors = &context.palette.ui;
    let lang = context.lang();
    let catalogue = context.editor.catalogue();
    section(ui, &context.t("milestones"), colors);
    let at = context.editor.as_of();
    let said = promises(catalogue, about, milestones, at);
    for milestone in milestones {
        let later = !catalogue.is_seen(milestone, context.editor.as_of());
        let color = color32(if later { colors.weak } else { colors.text });
        ui.horizontal_top(|ui| {
            let date = date_lines(&words::date(lang, &milestone.date));
            let column = egui::vec2(DATE_WIDTH, 0.0);
            ui.allocate_ui_with_layout(column, Layout::top_down(Align::Min), |ui| {
                ui.set_width(DATE_WIDTH);
                wrapped(ui, small(date, colors).size(DATE_SIZE));
            });
            let width = ui.available_width();
            ui.allocate_ui_with_layout(
                egui::vec2(width, 0.0),
                Layout::top_down(Align::Min),
                |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 0.0;
                    wrapped(ui, egui::RichText::new(milestone.text.get(lang)).color(color));
                    let mut marks = Vec::new();
                    if milestone.planned {
                        marks.push(context.t("planned"));
                    }
                    if later {
                        marks.push(later_words(context, milestone));
                    }
                    source_line(ui, context, &milestone.cite, &marks.join(" · "));
                    let plan = said.iter().find(|promise| {
                        matches!(promise.said, Said::Plan(plan) if std::ptr::eq(plan, milestone))
                    });
                    if let Some(promise) = plan {
                        came_of_it(ui, context, promise);
                    }
                },
            );
        });
        rule(ui, colors);
    }
}

/// What came of what was said, as far as is known on the date.
fn came_of_it(ui: &mut Ui, context: &Context<'_>, promise: &Promise<'_>) {
    let (lang, catalogue) = (context.lang(), context.editor.catalogue());
    let colors = &context.palette.ui;
    let outcome = words::outcome(lang, catalogue, promise, context.editor.as_of());
    let text = match words::promise_slip(lang, promise) {
        Some(slip) => {
            let slip = words::t_with(lang, "slip-from-this", &[("slip", &slip)]);
            format!("→ {slip} · {outcome}")
        }
        None => format!("→ {outcome}"),
    };
    let against = promise.against(catalogue, context.editor.as_of()).is_some();
    let color = if against { colors.warning } else { colors.accent };
    wrapped(ui, egui::RichText::new(text).size(12.0).color(color32(color)));
}

/// Why a milestone does not belong to the date: it lies after it, or was stated after it.
fn later_words(context: &Context<'_>, milestone: &Milestone) -> String {
    let day = context.editor.day();
    if milestone.date.has_begun_on(day) || milestone.planned {
        // When, the citation says.
        if context.editor.catalogue().stated_from(milestone) > day {
            return context.t("later-stated");
        }
    }
    context.t("later")
}

pub(super) fn statements(ui: &mut Ui, context: &Context<'_>, about: &str) {
    let catalogue = context.editor.catalogue();
    let lang = context.lang();
    let colors = &context.palette.ui;
    let mut first = true;
    let promises = promises(catalogue, about, &[], context.editor.as_of());
    let mut statements: Vec<_> = catalogue.statements_about(about).collect();
    statements.sort_by_key(|statement| statement.said.first);
    for statement in statements {
        if first {
            section(ui, &context.t("said"), colors);
            first = false;
        }
        let mut said = words::stated(lang, catalogue, &statement.cite, &statement.said);
        if statement.said.first > context.editor.day() {
            said = format!("{said} · {}", context.t("later"));
        }
        let who = match &statement.speaker {
            Some(person) => format!("{} · {said}", words::person(lang, person)),
            None => said,
        };
        wrapped(ui, bold(who, 12.0));
        wrapped(ui, statement.text.get(lang));
        let promise = promises.iter().find(
            |promise| matches!(promise.said, Said::Statement(other) if other.id == statement.id),
        );
        if let Some(promise) =
            promise.filter(|promise| !matches!(promise.outcome, Outcome::Description))
        {
            came_of_it(ui, context, promise);
        } else if let Some(against) = statement.against(catalogue, context.editor.as_of()) {
            let text = words::t_with(lang, "contradicted", &[("text", against.get(lang))]);
            wrapped(ui, egui::RichText::new(text).color(color32(colors.warning)));
        }
        source_line(ui, context, &statement.cite, "");
        rule(ui, colors);
    }
}

pub(super) fn readings(ui: &mut Ui, context: &Context<'_>, readings: &[Reading]) {
    if readings.is_empty() {
        return;
    }
    let lang = context.lang();
    let colors = &context.palette.ui;
    section(ui, &context.t("readings"), colors);
    for reading in readings {
        wrapped(ui, reading.claim.get(lang));
        wrapped(ui, small(reading.reason.get(lang), colors));
        ui.label(small(words::confidence(lang, reading.confidence), colors));
        rule(ui, colors);
    }
}

pub(super) fn notes(ui: &mut Ui, context: &Context<'_>, notes: &[Bilingual]) {
    if notes.is_empty() {
        return;
    }
    section(ui, &context.t("notes"), &context.palette.ui);
    for note in notes {
        wrapped(ui, egui::RichText::new(note.get(context.lang())).size(12.0));
        ui.add_space(2.0);
    }
}

/// What the file of a layer says of a zone: first what we know the meaning of, then the rest, word for word.
pub(super) fn fields(ui: &mut Ui, context: &Context<'_>, fields: &[Field]) {
    if fields.is_empty() {
        return;
    }
    let (lang, colors) = (context.lang(), &context.palette.ui);
    let (known, other): (Vec<_>, Vec<_>) = fields
        .iter()
        .map(|field| (field, words::field(lang, field)))
        .partition(|(_, words)| words.is_some());
    if !known.is_empty() {
        section(ui, &context.t("layer-properties"), colors);
    }
    for words in known.into_iter().filter_map(|(_, words)| words) {
        wrapped(ui, egui::RichText::new(words).size(12.0));
        ui.add_space(2.0);
    }
    if !other.is_empty() {
        section(ui, &context.t("layer-fields"), colors);
    }
    for (field, _) in other {
        let text = words::with_value(context.lang(), &field.key, &field.value);
        wrapped(ui, small(text, colors).size(12.0));
        ui.add_space(2.0);
    }
}
