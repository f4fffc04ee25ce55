//! The panel at the right for one zone: figures with sources, boundary, milestones, statements.

use eframe::egui::{self, Align, Label, Layout, Sense, Ui};

use super::{
    Context,
    look::{bold, chip, color32, rule, section, small},
};
use crate::{
    editor::Action,
    model::{
        Bilingual, Lang,
        as_of::status,
        boundary::Boundary,
        figure::Figure,
        milestone::Milestone,
        source::{Citation, Grade},
        statement::Reading,
        zone::{Name, Programme, Zone},
    },
    words,
};

pub fn show(ui: &mut Ui, context: &Context<'_>, index: usize, actions: &mut Vec<Action>) {
    let zone = &context.editor.catalogue().zones[index];
    head(ui, context, zone, actions);
    egui::ScrollArea::vertical().id_salt(&zone.id).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let known = zone.is_known_on(context.editor.day());
        if !known {
            let date = words::day(context.lang(), context.editor.day());
            let text = words::t_with(context.lang(), "nothing-known", &[("date", &date)]);
            ui.colored_label(color32(context.palette.ui.warning), text);
        }
        areas(ui, context, index, actions);
        scopes(ui, context, zone);
        let others: Vec<&Figure> =
            zone.figures.iter().filter(|figure| !figure.quantity.is_ground_area()).collect();
        figure_list(ui, context, &others, actions);
        milestones(ui, context, &zone.milestones);
        statements(ui, context, &zone.id);
        readings(ui, context, &zone.readings);
        parts(ui, context, zone, actions);
        measured_relations(ui, context, actions);
        boundary(ui, context, zone);
        notes(ui, context, &zone.notes);
        ui.add_space(12.0);
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
            ui.add(Label::new(programme.summary.get(lang)).wrap());
            source_line(ui, context, &programme.cite, "");
            rule(ui, colors);
            let figures: Vec<&Figure> = programme.figures.iter().collect();
            figure_list(ui, context, &figures, actions);
            milestones(ui, context, &programme.milestones);
            statements(ui, context, &programme.id);
            readings(ui, context, &programme.readings);
            notes(ui, context, &programme.notes);
            ui.add_space(12.0);
        },
    );
}

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
            ui.add(Label::new(bold(first, 17.0)).wrap());
            let mut line = format!("{other} · {}", name.pinyin);
            if !detail.is_empty() {
                line = format!("{line} · {detail}");
            }
            ui.add(Label::new(small(line, colors).size(12.5)).wrap());
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
        let status = status(&zone.milestones, context.editor.day());
        chip(ui, &words::status(lang, status), colors);
        if let Some(outline) = zone.outline_on(context.editor.day()) {
            let metres = format!("{:.0}", outline.accuracy_m);
            let accuracy = words::t_with(lang, "accuracy", &[("metres", &metres)]);
            chip(
                ui,
                &format!("{} {accuracy}", words::boundary_quality(lang, outline.quality)),
                colors,
            );
        }
        if let Some(code) = &zone.land_use {
            chip(ui, &words::t_with(lang, "land-use", &[("code", code)]), colors);
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

fn source_line(ui: &mut Ui, context: &Context<'_>, cite: &Citation, before: &str) {
    let catalogue = context.editor.catalogue();
    let lang = context.lang();
    let grade = catalogue.grade(cite);
    let mut text = words::citation(lang, catalogue, cite);
    if !before.is_empty() {
        text = format!("{before} · {text}");
    }
    text = format!("{text} · {}", grade.letter());
    let colors = &context.palette.ui;
    ui.add(Label::new(small(text, colors)).wrap());
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
    let later = !figure.is_known_on(editor.day());
    let color = color32(if later { colors.weak } else { colors.text });
    let value = words::figure_in(lang, figure, editor.session().unit);
    let size = if main { 15.0 } else { 13.0 };
    let response = ui
        .scope_builder(egui::UiBuilder::new().sense(Sense::click()), |ui| {
            row(ui, bold(value.clone(), size).color(color), |ui| {
                let scope = catalogue.scope(&figure.scope).map_or("", |scope| scope.name.get(lang));
                let quantity = words::quantity(lang, figure.quantity);
                let title = match lang {
                    Lang::En => format!("{scope}, {quantity}"),
                    Lang::Zh => format!("{scope}，{quantity}"),
                };
                let title = if main { bold(title, 13.0) } else { egui::RichText::new(title) };
                ui.add(Label::new(title.color(color)).wrap());
                let mut printed = format!(
                    "{} · {}",
                    words::basis(lang, figure.basis),
                    words::date(lang, &figure.stated)
                );
                let as_printed = words::figure(lang, figure);
                if as_printed != value {
                    printed = format!("{as_printed} · {printed}");
                }
                if later {
                    printed = format!("{printed} · {}", context.t("later"));
                }
                source_line(ui, context, &figure.cite, &printed);
                if let Some(older) =
                    figure.supersedes.as_deref().and_then(|id| catalogue.figure(id))
                {
                    let older = words::figure(lang, older);
                    let text = words::t_with(lang, "supersedes", &[("figure", &older)]);
                    ui.add(Label::new(small(text, colors)).wrap());
                }
                if let Some(note) = &figure.note {
                    ui.add(Label::new(small(note.get(lang), colors)).wrap());
                }
            });
        })
        .response;
    response.context_menu(|ui| {
        if ui.button(context.t("copy-citation")).clicked() {
            actions.push(Action::CopyCitation(figure.id.clone()));
            ui.close();
        }
    });
    rule(ui, colors);
}

fn areas(ui: &mut Ui, context: &Context<'_>, index: usize, actions: &mut Vec<Action>) {
    let editor = context.editor;
    let zone = &editor.catalogue().zones[index];
    let colors = &context.palette.ui;
    section(ui, &context.t("area-figures"), colors);
    let mut figures: Vec<&Figure> =
        zone.figures.iter().filter(|figure| figure.quantity.is_ground_area()).collect();
    let headline = zone.headline_on(editor.day()).map(|figure| figure.id.as_str());
    figures
        .sort_by_key(|figure| (Some(figure.id.as_str()) != headline, figure.scope != zone.scope));
    if figures.is_empty() {
        ui.label(small(context.t("no-figures"), colors));
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
    if let Some(headline) = headline
        && ui.button(context.t("copy-citation")).clicked()
    {
        actions.push(Action::CopyCitation(headline.to_owned()));
    }
}

fn drawn(ui: &mut Ui, context: &Context<'_>, index: usize) {
    let Some(facts) = context.derived.facts.get(index) else { return };
    let Some(area) = facts.drawn_m2 else { return };
    let lang = context.lang();
    let unit = context.editor.session().unit;
    let colors = &context.palette.ui;
    let value = words::area(lang, unit, area);
    row(ui, bold(value, 13.0), |ui| {
        ui.label(context.t("drawn-on-map"));
        ui.add(Label::new(small(context.t("drawn-how"), colors)).wrap());
        if let Some(audit) = &facts.audit {
            let mut text = words::audit_class(lang, audit.class);
            if audit.fitted_to.is_none() {
                let mu =
                    crate::model::units::group_thousands(&format!("{:.0}", audit.difference_mu()));
                let difference = words::t_with(
                    lang,
                    "audit-difference",
                    &[("pct", &words::percent(audit.difference_pct())), ("mu", &mu)],
                );
                text = format!("{text} · {difference}");
            }
            if let Some(tolerance) = audit.tolerance_m2 {
                let tolerance = words::area(lang, unit, tolerance);
                text = format!(
                    "{text} · {}",
                    words::t_with(lang, "audit-tolerance", &[("area", &tolerance)])
                );
            }
            ui.add(Label::new(small(text, colors)).wrap());
        }
    });
    rule(ui, colors);
}

/// All areas whose scopes go by the same name, to one scale.
fn scopes(ui: &mut Ui, context: &Context<'_>, zone: &Zone) {
    let editor = context.editor;
    let catalogue = editor.catalogue();
    let Some(family) = catalogue.scope(&zone.scope).and_then(|scope| scope.family.as_deref())
    else {
        return;
    };
    let in_family = |figure: &Figure| {
        figure.quantity.is_ground_area()
            && figure.is_known_on(editor.day())
            && catalogue
                .scope(&figure.scope)
                .is_some_and(|scope| scope.family.as_deref() == Some(family))
    };
    let mut bars: Vec<(usize, &Figure, f64)> = Vec::new();
    for (owner, other) in catalogue.zones.iter().enumerate() {
        for figure in other.figures.iter().filter(|figure| in_family(figure)) {
            let Some(area) = figure.area_m2() else { continue };
            // One bar a scope: the headline's, else the first.
            let seen = bars.iter().any(|(_, shown, _)| shown.scope == figure.scope);
            let is_headline =
                other.headline_on(editor.day()).is_some_and(|headline| headline.id == figure.id);
            if seen && !is_headline {
                continue;
            }
            bars.retain(|(_, shown, _)| shown.scope != figure.scope);
            bars.push((owner, figure, area));
        }
    }
    if bars.len() < 2 {
        return;
    }
    bars.sort_by(|a, b| b.2.total_cmp(&a.2));
    let colors = &context.palette.ui;
    ui.add_space(6.0);
    ui.add(Label::new(small(context.t("scopes-same-scale"), colors)).wrap());
    let largest = bars.first().map_or(1.0, |bar| bar.2);
    let lang = context.lang();
    for (owner, figure, area) in bars {
        let (rect, response) =
            ui.allocate_exact_size(egui::vec2(ui.available_width(), 17.0), Sense::hover());
        #[expect(clippy::cast_possible_truncation, reason = "a share")]
        let width = (rect.width() * (area / largest) as f32 * 0.98).max(2.0);
        let bar = egui::Rect::from_min_size(rect.min, egui::vec2(width, 14.0));
        let color = color32(context.palette.zone(owner));
        ui.painter().rect_filled(bar, 2.0, color.gamma_multiply(0.85));
        let scope = catalogue.scope(&figure.scope).map_or("", |scope| scope.name.get(lang));
        let text = format!(
            "{} {scope} · {}",
            words::figure_in(lang, figure, editor.session().unit),
            figure.stated.first.year()
        );
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &text));
        let font = egui::FontId::proportional(11.0);
        let (inside, beside) = (bar.width() - 8.0, rect.right() - bar.right() - 6.0);
        let (x, limit, text_color) = if beside > inside {
            (bar.right() + 5.0, beside, colors.text)
        } else {
            (bar.left() + 5.0, inside, colors.window)
        };
        let text = crate::text::breaking::elide(&text, crate::text::Weight::Regular, limit / 11.0);
        ui.painter().text(
            egui::pos2(x, rect.top() + 7.0),
            egui::Align2::LEFT_CENTER,
            text,
            font,
            color32(text_color),
        );
    }
}

fn figure_list(ui: &mut Ui, context: &Context<'_>, figures: &[&Figure], actions: &mut Vec<Action>) {
    if figures.is_empty() {
        return;
    }
    section(ui, &context.t("other-figures"), &context.palette.ui);
    for figure in figures {
        figure_row(ui, context, figure, false, actions);
    }
}

fn milestones(ui: &mut Ui, context: &Context<'_>, milestones: &[Milestone]) {
    if milestones.is_empty() {
        return;
    }
    let colors = &context.palette.ui;
    let lang = context.lang();
    section(ui, &context.t("milestones"), colors);
    for milestone in milestones {
        let later = !milestone.date.has_begun_on(context.editor.day());
        let color = color32(if later { colors.weak } else { colors.text });
        ui.horizontal_top(|ui| {
            let date = words::date(lang, &milestone.date);
            ui.allocate_ui_with_layout(egui::vec2(92.0, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(92.0);
                ui.add(Label::new(small(date, colors).size(12.0)).wrap());
            });
            let width = ui.available_width();
            ui.allocate_ui_with_layout(
                egui::vec2(width, 0.0),
                Layout::top_down(Align::Min),
                |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.add(
                        Label::new(egui::RichText::new(milestone.text.get(lang)).color(color))
                            .wrap(),
                    );
                    let mut marks = Vec::new();
                    if milestone.planned {
                        marks.push(context.t("planned"));
                    }
                    if later {
                        marks.push(context.t("later"));
                    }
                    source_line(ui, context, &milestone.cite, &marks.join(" · "));
                },
            );
        });
        rule(ui, colors);
    }
}

fn statements(ui: &mut Ui, context: &Context<'_>, about: &str) {
    let catalogue = context.editor.catalogue();
    let lang = context.lang();
    let colors = &context.palette.ui;
    let mut first = true;
    for statement in catalogue.statements_about(about) {
        if first {
            section(ui, &context.t("said"), colors);
            first = false;
        }
        let said = words::date(lang, &statement.said);
        let who = match &statement.speaker {
            Some(person) => format!("{} · {said}", words::person(lang, person)),
            None => said,
        };
        ui.add(Label::new(bold(who, 12.0)).wrap());
        ui.add(Label::new(statement.text.get(lang)).wrap());
        if let Some(against) = &statement.contradicted_by {
            let text = words::t_with(lang, "contradicted", &[("text", against.get(lang))]);
            ui.add(Label::new(egui::RichText::new(text).color(color32(colors.warning))).wrap());
        }
        source_line(ui, context, &statement.cite, "");
        rule(ui, colors);
    }
}

fn readings(ui: &mut Ui, context: &Context<'_>, readings: &[Reading]) {
    if readings.is_empty() {
        return;
    }
    let lang = context.lang();
    let colors = &context.palette.ui;
    section(ui, &context.t("readings"), colors);
    for reading in readings {
        ui.add(Label::new(reading.claim.get(lang)).wrap());
        ui.add(Label::new(small(reading.reason.get(lang), colors)).wrap());
        ui.label(small(words::confidence(lang, reading.confidence), colors));
        rule(ui, colors);
    }
}

/// Only what a source states.
fn parts(ui: &mut Ui, context: &Context<'_>, zone: &Zone, actions: &mut Vec<Action>) {
    let catalogue = context.editor.catalogue();
    let lang = context.lang();
    let colors = &context.palette.ui;
    let whole =
        zone.part_of.as_ref().and_then(|part| Some((catalogue.zone(&part.zone)?, &part.cite)));
    let contained: Vec<(&Zone, &Citation)> = catalogue
        .zones
        .iter()
        .filter_map(|other| {
            let part = other.part_of.as_ref()?;
            (part.zone == zone.id).then_some((other, &part.cite))
        })
        .collect();
    if whole.is_none() && contained.is_empty() {
        return;
    }
    section(ui, &context.t("relations"), colors);
    let related = whole
        .into_iter()
        .map(|(other, cite)| ("part-of", other, cite))
        .chain(contained.into_iter().map(|(other, cite)| ("contains-part", other, cite)));
    for (key, other, cite) in related {
        let text = words::t_with(lang, key, &[("zone", other.name.short(lang))]);
        let link = egui::RichText::new(text).color(color32(colors.accent));
        if ui.add(Label::new(link).wrap().sense(Sense::click())).clicked() {
            actions.push(Action::Select(Some(other.id.clone())));
        }
        source_line(ui, context, cite, "");
    }
}

/// What the drawn outlines share with others, and how much of each.
fn measured_relations(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let overlaps = &context.derived.overlaps;
    if overlaps.is_empty() {
        return;
    }
    let lang = context.lang();
    let colors = &context.palette.ui;
    let unit = context.editor.session().unit;
    section(ui, &context.t("relations-measured"), colors);
    for (index, overlap) in overlaps {
        let other = &context.editor.catalogue().zones[*index];
        let key = if overlap.of_second > NEARLY_ALL {
            "relation-holds"
        } else if overlap.of_first > NEARLY_ALL {
            "relation-inside"
        } else {
            "relation-overlaps"
        };
        let area = words::area(lang, unit, overlap.shared_m2);
        row(ui, egui::RichText::new(area), |ui| {
            let text = words::t_with(lang, key, &[("zone", other.name.short(lang))]);
            let link = egui::RichText::new(text).color(color32(colors.accent));
            if ui.add(Label::new(link).wrap().sense(Sense::click())).clicked() {
                actions.push(Action::Select(Some(other.id.clone())));
            }
            let share = |value: f64| format!("{:.1}", value * 100.0);
            let shares = words::t_with(
                lang,
                "relation-shares",
                &[("this", &share(overlap.of_first)), ("other", &share(overlap.of_second))],
            );
            ui.add(Label::new(small(shares, colors)).wrap());
        });
    }
}

/// Above this share one outline holds the other: what is missing is the width of drawn edges.
const NEARLY_ALL: f64 = 0.985;

fn boundary(ui: &mut Ui, context: &Context<'_>, zone: &Zone) {
    let colors = &context.palette.ui;
    for outline in zone.boundaries.iter().rev() {
        section(ui, &context.t("boundary"), colors);
        one_boundary(ui, context, outline);
    }
}

fn one_boundary(ui: &mut Ui, context: &Context<'_>, outline: &Boundary) {
    let lang = context.lang();
    let colors = &context.palette.ui;
    let metres = format!("{:.0}", outline.accuracy_m);
    let accuracy = words::t_with(lang, "accuracy", &[("metres", &metres)]);
    let mut line = format!("{} {accuracy}", words::boundary_quality(lang, outline.quality));
    if let Some(from) = &outline.known_from {
        let date = words::date(lang, from);
        line = format!("{line} · {}", words::t_with(lang, "boundary-from", &[("date", &date)]));
    }
    ui.add(Label::new(line).wrap());
    ui.add(Label::new(small(outline.basis.get(lang), colors)).wrap());
    if !outline.edges.is_empty() {
        ui.add_space(3.0);
        ui.label(small(context.t("edges"), colors));
        for run in &outline.edges {
            let metres = format!("{:.0}", run.accuracy_m);
            let accuracy = words::t_with(lang, "accuracy", &[("metres", &metres)]);
            let quality = words::edge_quality(lang, run.quality);
            let along = run.along.as_ref().map_or("—", |along| along.get(lang));
            row(ui, small(format!("{quality} {accuracy}"), colors), |ui| {
                ui.add(Label::new(egui::RichText::new(along).size(12.0)).wrap());
            });
        }
    }
    if !outline.doubts.is_empty() {
        ui.add_space(3.0);
        ui.label(small(context.t("doubts"), colors));
        for doubt in &outline.doubts {
            ui.add(Label::new(egui::RichText::new(doubt.get(lang)).size(12.0)).wrap());
        }
    }
}

fn notes(ui: &mut Ui, context: &Context<'_>, notes: &[Bilingual]) {
    if notes.is_empty() {
        return;
    }
    section(ui, &context.t("notes"), &context.palette.ui);
    for note in notes {
        ui.add(Label::new(egui::RichText::new(note.get(context.lang())).size(12.0)).wrap());
        ui.add_space(2.0);
    }
}
