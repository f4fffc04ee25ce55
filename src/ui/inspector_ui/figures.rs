//! Area and other figures of the inspector, and the scopes that share a name.

use eframe::egui::{self, Sense, Ui};

use super::{
    outline::{can_lay_over, lay_over},
    row, source_text,
};
use crate::{
    editor::Action,
    model::{
        figure::Figure,
        ruling::Ruling,
        zone::{Group, Zone},
    },
    ui::{
        Context,
        look::{bold, color32, rule, section, small, wrapped},
    },
    words,
};

/// One published figure.
fn figure_row(
    ui: &mut Ui,
    context: &Context<'_>,
    figure: &Figure,
    main: bool,
    actions: &mut Vec<Action>,
) {
    let editor = context.editor;
    let catalogue = editor.catalogue();
    let lang = context.lang();
    let colors = &context.palette.ui;
    let later = !figure.is_known_on(editor.as_of());
    let color = color32(if later { colors.weak } else { colors.text });
    let value = words::figure_in(lang, figure, editor.session().unit);
    let size = if main { 15.0 } else { 13.0 };
    let response = ui
        .scope_builder(egui::UiBuilder::new().sense(Sense::click()), |ui| {
            row(ui, bold(value.clone(), size).color(color), |ui| {
                let title = words::figure_title(lang, catalogue, figure);
                let title = if main { bold(title, 13.0) } else { egui::RichText::new(title) };
                wrapped(ui, title.color(color));
                let mut printed = format!(
                    "{} · {}",
                    words::basis(lang, figure.basis),
                    words::stated(lang, catalogue, &figure.cite, &figure.stated)
                );
                let as_printed = words::figure(lang, figure);
                if as_printed != value {
                    printed = format!("{as_printed} · {printed}");
                }
                if later {
                    printed = format!("{printed} · {}", context.t("later"));
                }
                let source =
                    words::citation_without_date(lang, catalogue, &figure.cite, &figure.stated);
                source_text(ui, context, &figure.cite, format!("{printed} · {source}"));
                if let Some(older) =
                    figure.supersedes.as_deref().and_then(|id| catalogue.figure(id))
                {
                    let older = words::figure_in(lang, older, editor.session().unit);
                    let text = words::t_with(lang, "supersedes", &[("figure", &older)]);
                    wrapped(ui, small(text, colors));
                }
                if let Some(note) = &figure.note {
                    wrapped(ui, small(note.get(lang), colors));
                }
                if let Some(why) = why_different(context, figure) {
                    wrapped(ui, small(why, colors));
                }
                if let Some(ruling) = ruling_on(context, figure) {
                    let text = words::ruling(lang, ruling);
                    wrapped(ui, small(text, colors).color(color32(colors.accent)));
                }
            });
        })
        .response;
    let name = words::figure_title(lang, catalogue, figure);
    response.widget_info(|| {
        // Two sources may print the same.
        let source = words::citation(lang, catalogue, &figure.cite);
        egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{name}: {value}, {source}"))
    });
    if response.has_focus() {
        let shown = response.rect.expand2(egui::vec2(4.0, 1.0));
        let stroke = egui::Stroke::new(1.5, color32(colors.accent));
        ui.painter().rect_stroke(shown, 3.0, stroke, egui::StrokeKind::Inside);
        // Ctrl+C on a figure takes its source along.
        if ui.input(|input| input.events.contains(&egui::Event::Copy)) {
            actions.push(Action::CopyCitation(figure.id.clone()));
        }
    }
    response.context_menu(|ui| {
        if ui.button(context.t("copy-citation")).clicked() {
            actions.push(Action::CopyCitation(figure.id.clone()));
            ui.close();
        }
        let zone = editor.selected().map(|index| &catalogue.zones[index]);
        let own = zone.filter(|zone| zone.figures.iter().any(|other| other.id == figure.id));
        let Some(zone) = own.filter(|_| figure.quantity.is_ground_area()) else { return };
        if ruling_on(context, figure).is_some() {
            if ui.button(context.t("ruling-withdraw")).clicked() {
                actions.push(Action::Rule(zone.id.clone(), None));
                ui.close();
            }
        } else if ui.button(context.t("ruling-make")).clicked() {
            actions.push(Action::AskRuling(zone.id.clone(), figure.id.clone()));
            ui.close();
        }
    });
    rule(ui, colors);
}

/// The ruling of the selected zone, where it is for this figure.
fn ruling_on<'a>(context: &Context<'a>, figure: &Figure) -> Option<&'a Ruling> {
    let zone = &context.editor.catalogue().zones[context.editor.selected()?];
    zone.ruling.as_ref().filter(|ruling| ruling.figure == figure.id)
}

/// Why a figure of the selected zone differs from the one it is held against.
fn why_different(context: &Context<'_>, figure: &Figure) -> Option<String> {
    let catalogue = context.editor.catalogue();
    let zone = &catalogue.zones[context.editor.selected()?];
    let shown = (context.editor.as_of(), context.editor.session().unit);
    words::why_different_briefly(context.lang(), catalogue, zone, figure, shown)
}

pub(super) fn areas(ui: &mut Ui, context: &Context<'_>, index: usize, actions: &mut Vec<Action>) {
    let editor = context.editor;
    let zone = &editor.catalogue().zones[index];
    let colors = &context.palette.ui;
    section(ui, &context.t("area-figures"), colors);
    let mut figures: Vec<&Figure> =
        zone.figures.iter().filter(|figure| figure.quantity.is_ground_area()).collect();
    let headline = zone.headline_on(editor.as_of()).map(|figure| figure.id.as_str());
    figures
        .sort_by_key(|figure| (Some(figure.id.as_str()) != headline, figure.scope != zone.scope));
    // What the file of a layer says of areas stands among its fields.
    if figures.is_empty() && zone.group != Group::Layer {
        ui.label(small(context.t("no-figures"), colors));
    }
    // Said once for all of them.
    if figures
        .iter()
        .any(|figure| words::is_of_another_scope(editor.catalogue(), zone, figure, editor.as_of()))
    {
        wrapped(ui, small(context.t("areas-not-comparable"), colors));
    }
    for (number, figure) in figures.iter().enumerate() {
        let main = Some(figure.id.as_str()) == headline;
        figure_row(ui, context, figure, main, actions);
        // The drawn area stands under the headline it is compared with.
        if number == 0 {
            drawn(ui, context, index);
        }
    }
    if figures.is_empty() {
        drawn(ui, context, index);
    }
    if headline.is_none() && !can_lay_over(context, zone) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if let Some(headline) = headline {
            headline_buttons(ui, context, zone, headline, actions);
        }
        lay_over(ui, context, index, actions);
    });
}

/// What can be done with the figure that stands for the zone.
fn headline_buttons(
    ui: &mut Ui,
    context: &Context<'_>,
    zone: &Zone,
    headline: &str,
    actions: &mut Vec<Action>,
) {
    let button = |key: &str| egui::Button::new(egui::RichText::new(context.t(key)).size(12.0));
    if ui.add(button("copy-citation")).clicked() {
        actions.push(Action::CopyCitation(headline.to_owned()));
    }
    let note = ui.add(button("command-scope-note"));
    if note.on_hover_text(context.t("scope-note-hint")).clicked() {
        actions.push(Action::CopyScopeNote(zone.id.clone()));
    }
    if zone.ruling.is_some() {
        if ui.add(button("ruling-withdraw")).clicked() {
            actions.push(Action::Rule(zone.id.clone(), None));
        }
    } else if ui.add(button("ruling-make")).clicked() {
        actions.push(Action::AskRuling(zone.id.clone(), headline.to_owned()));
    }
}

fn drawn(ui: &mut Ui, context: &Context<'_>, index: usize) {
    let Some(facts) = context.derived.facts.get(index) else { return };
    let zone = &context.editor.catalogue().zones[index];
    let outline = zone.outline_on(context.editor.as_of()).filter(|_| facts.drawn_m2.is_some());
    let Some(outline) = outline else { return };
    let lang = context.lang();
    let unit = context.editor.session().unit;
    let colors = &context.palette.ui;
    let value = words::drawn_area(lang, unit, outline);
    row(ui, bold(value, 13.0), |ui| {
        ui.label(context.t("drawn-on-map"));
        wrapped(ui, small(context.t("drawn-how"), colors));
        if let Some(audit) = &facts.audit {
            let mut text = words::audit_class(lang, audit.class);
            if audit.fitted_to.is_none() {
                let percent = words::percent(audit.difference_pct());
                let area = words::rough_area(lang, unit, audit.difference_m2());
                let values = [("pct", percent.as_str()), ("area", &area)];
                let difference = words::t_with(lang, "audit-difference", &values);
                text = format!("{text} · {difference}");
            }
            if let Some(tolerance) = audit.tolerance_m2 {
                let tolerance = words::rough_area(lang, unit, tolerance);
                text = format!(
                    "{text} · {}",
                    words::t_with(lang, "audit-tolerance", &[("area", &tolerance)])
                );
            }
            wrapped(ui, small(text, colors));
        }
    });
    super::methods::methods(ui, context, zone);
    rule(ui, colors);
}

pub(super) fn figure_list(
    ui: &mut Ui,
    context: &Context<'_>,
    heading: &str,
    figures: &[&Figure],
    actions: &mut Vec<Action>,
) {
    if figures.is_empty() {
        return;
    }
    section(ui, &context.t(heading), &context.palette.ui);
    for figure in figures {
        figure_row(ui, context, figure, false, actions);
    }
}
