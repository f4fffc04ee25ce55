//! Parts, measured relations and outlines of the inspector.

use eframe::egui::{self, Label, Sense, Ui};

use super::{row, source_line};
use crate::{
    editor::{Action, Target, desk::NEARLY_ALL},
    model::{
        boundary::Boundary,
        source::Citation,
        zone::{Group, Zone},
    },
    ui::{
        Context,
        look::{color32, section, small, wrapped},
    },
    words,
};

/// Only what a source states.
pub(super) fn parts(ui: &mut Ui, context: &Context<'_>, zone: &Zone, actions: &mut Vec<Action>) {
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
pub(super) fn measured_relations(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
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
            wrapped(ui, small(shares, colors));
        });
    }
}

/// Whether a zone has an outline to lay over another, or to lay another over.
pub(super) fn can_lay_over(context: &Context<'_>, zone: &Zone) -> bool {
    let outline = zone.outline_on(context.editor.as_of());
    outline.is_some_and(|outline| !outline.geometry.polygons().is_empty())
}

/// Another zone to be laid over this one, at true size.
pub(super) fn lay_over(
    ui: &mut Ui,
    context: &Context<'_>,
    index: usize,
    actions: &mut Vec<Action>,
) {
    let zones = &context.editor.catalogue().zones;
    if !can_lay_over(context, &zones[index]) {
        return;
    }
    let text = egui::RichText::new(context.t("lay-over")).size(12.0);
    let is_sent = context.is_sent_to(Target::LayOver);
    let first = ui.scope_id().with("first zone to lay over");
    if is_sent {
        ui.data_mut(|data| data.insert_temp(first, true));
    }
    let menu = ui.menu_button(text, |ui| {
        let mut begins = ui.data_mut(|data| data.remove_temp::<bool>(first)).unwrap_or_default();
        egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            // Those of a large layer are too many for a menu.
            let others = zones.iter().enumerate().filter(|(other, zone)| {
                *other != index && zone.group != Group::Layer && can_lay_over(context, zone)
            });
            for (_, zone) in others {
                let entry = ui.button(zone.name.short(context.lang()));
                if std::mem::take(&mut begins) {
                    entry.request_focus();
                }
                if entry.clicked() {
                    actions.push(Action::LayOver(Some(zone.id.clone())));
                    ui.close();
                }
            }
        });
    });
    if is_sent {
        menu.response.scroll_to_me(None);
        egui::Popup::open_id(ui.ctx(), egui::Popup::default_response_id(&menu.response));
    }
    menu.response.on_hover_text(context.t("lay-over-hint"));
}

pub(super) fn boundary(ui: &mut Ui, context: &Context<'_>, zone: &Zone, actions: &mut Vec<Action>) {
    let colors = &context.palette.ui;
    // What is not stated has no width.
    let is_stated = |outline: &Boundary| outline.accuracy_m.is_some() || !outline.edges.is_empty();
    if zone.boundaries.iter().any(is_stated) {
        ui.add_space(6.0);
        let shown = context.editor.aids().accuracy;
        let key = if shown { "accuracy-hide" } else { "accuracy-show" };
        if ui.button(egui::RichText::new(context.t(key)).size(12.0)).clicked() {
            actions.push(Action::ToggleAccuracy);
        }
    }
    for outline in zone.boundaries.iter().rev() {
        section(ui, &context.t("boundary"), colors);
        one_boundary(ui, context, outline);
    }
}

fn one_boundary(ui: &mut Ui, context: &Context<'_>, outline: &Boundary) {
    let lang = context.lang();
    let colors = &context.palette.ui;
    let mut line = words::outline_quality(lang, outline);
    if let Some(from) = &outline.known_from {
        let date = words::date(lang, from);
        line = format!("{line} · {}", words::t_with(lang, "boundary-from", &[("date", &date)]));
    }
    wrapped(ui, line);
    wrapped(ui, small(outline.basis.get(lang), colors));
    if !outline.edges.is_empty() {
        ui.add_space(3.0);
        ui.label(small(context.t("edges"), colors));
        for run in &outline.edges {
            let accuracy = words::accuracy(lang, run.accuracy_m);
            let quality = words::edge_quality(lang, run.quality);
            let along = run.along.as_ref().map_or("—", |along| along.get(lang));
            row(ui, small(format!("{quality} {accuracy}"), colors), |ui| {
                wrapped(ui, egui::RichText::new(along).size(12.0));
            });
        }
    }
    if !outline.doubts.is_empty() {
        ui.add_space(3.0);
        ui.label(small(context.t("doubts"), colors));
        for doubt in &outline.doubts {
            wrapped(ui, egui::RichText::new(doubt.get(lang)).size(12.0));
        }
    }
}
