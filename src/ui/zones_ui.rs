//! The panel at the left: zones, programmes, layers.

use eframe::egui::{self, Sense, Ui};

use super::base_map_ui::BaseMapState;
use super::{
    Context,
    focus::keep_in_view,
    line::begin_and_end,
    list_row::{LINE_HEIGHT, Mark, NAME_SIZE, Row, row_ui},
    look::{
        LONG_LIST, bars_in_margin, color32, entry, rows_in_view, say_selected, section, selecting,
        small, wrapped,
    },
};
use crate::{
    basemap::Source,
    editor::{Action, Layer, ListedZone, Sequence},
    model::{
        Lang,
        boundary::BoundaryQuality,
        zone::{Group, Programme},
    },
    scene::theming::ColorBy,
    words,
};

/// The type of the lines at the foot.
const STATUS: f32 = 11.0;

pub fn show(
    ui: &mut Ui,
    context: &Context<'_>,
    base_maps: &mut BaseMapState,
    actions: &mut Vec<Action>,
) {
    bars_in_margin(ui);
    let texts = status_texts(context);
    let font = egui::FontId::proportional(STATUS);
    let lay = |text: &String| {
        let color = egui::Color32::PLACEHOLDER;
        ui.painter().layout(text.clone(), font.clone(), color, ui.available_width()).size().y
    };
    let footer = texts.iter().map(lay).sum::<f32>() + 14.0;
    let height = (ui.available_height() - footer).max(60.0);
    egui::ScrollArea::vertical().max_height(height).auto_shrink([false, false]).show(ui, |ui| {
        for (group, zones) in &context.derived.lists.groups {
            group_ui(ui, context, *group, zones, actions);
        }
        programmes(ui, context, actions);
        colors(ui, context, actions);
        layers(ui, context, actions);
        base_maps.show(ui, context, actions);
        bookmarks(ui, context, actions);
        keep_in_view(ui);
    });
    status(ui, context, texts);
}

fn group_ui(
    ui: &mut Ui,
    context: &Context<'_>,
    group: Group,
    zones: &[ListedZone],
    actions: &mut Vec<Action>,
) {
    let colors = &context.palette.ui;
    let key = match group {
        Group::Report => "group-report",
        Group::Neighbour => "group-neighbour",
        Group::Wider => "group-wider",
        Group::Layer => "group-layer",
    };
    let open = context.editor.session().open_groups.contains(&group);
    let arrow = if open { "▾" } else { "▸" };
    let title = format!("{arrow} {} · {}", context.t(key), words::count(zones.len()));
    ui.add_space(4.0);
    let header = ui.add(
        egui::Label::new(super::look::bold(title, 12.0).color(color32(colors.weak)))
            .sense(Sense::click()),
    );
    if header.clicked() {
        actions.push(Action::ToggleGroupOpen(group));
    }
    if open {
        let one_line = zones.len() > LONG_LIST;
        let height = LINE_HEIGHT + ui.spacing().item_spacing.y;
        rows_in_view(ui, zones, height, |ui, zone| {
            zone_row(ui, context, zone, one_line, actions);
        });
    } else if let Some(zone) =
        zones.iter().find(|zone| context.editor.selected() == Some(zone.index))
    {
        // The one that the inspector shows stands in the list all the same.
        zone_row(ui, context, zone, false, actions);
    }
}

fn zone_row(
    ui: &mut Ui,
    context: &Context<'_>,
    listed: &ListedZone,
    one_line: bool,
    actions: &mut Vec<Action>,
) {
    let index = listed.index;
    let editor = context.editor;
    let lang = context.lang();
    let zone = &editor.catalogue().zones[index];
    let figure = zone.headline_on(editor.as_of());
    let is_point =
        zone.boundaries.last().is_some_and(|boundary| boundary.quality == BoundaryQuality::Point);
    let other = match lang {
        Lang::En => zone.name.short(Lang::Zh),
        Lang::Zh => zone.name.short(Lang::En),
    };
    let status = context
        .derived
        .facts
        .get(index)
        .map(|facts| words::status(lang, facts.status))
        .unwrap_or_default();
    let row = Row {
        name: zone.name.short(lang),
        detail: if is_point && figure.is_none() {
            context.t("no-boundary")
        } else if other == zone.name.short(lang) {
            // A name in one language: what else the layer says of the zone.
            zone.fields.iter().find_map(|field| words::field(lang, field)).unwrap_or_default()
        } else {
            other.to_owned()
        },
        place: zone.district.get(lang),
        number: figure
            .and_then(|figure| words::area_number(figure, editor.session().unit))
            .unwrap_or_else(|| "—".to_owned()),
        selected: editor.selects(index),
        known: zone.is_known_on(editor.catalogue(), editor.as_of()),
        indent: if listed.is_part { 14.0 } else { 0.0 },
        mark: Some(Mark {
            color: context.zone_color(index),
            hatch: context.palette.zone_hatch(index).filter(|_| !context.derived.lists.crowd),
            is_point,
        }),
        one_line,
    };
    let response = row_ui(ui, context, &row);
    say_selected(ui.ctx(), response.id, row.selected);
    if response.clicked() {
        actions.push(selecting(ui.ctx(), Sequence::List, &zone.id));
    }
    if response.double_clicked() {
        actions.push(Action::ZoomToZone(zone.id.clone()));
    }
    response.on_hover_text(status);
}

/// Whether something had been said of a programme, or had come of it, by the day.
fn is_known(context: &Context<'_>, programme: &Programme) -> bool {
    let (catalogue, at) = (context.editor.catalogue(), context.editor.as_of());
    programme.figures.iter().any(|figure| figure.is_known_on(at))
        || programme.milestones.iter().any(|milestone| catalogue.is_seen(milestone, at))
        || programme.figures.is_empty() && programme.milestones.is_empty()
}

fn programmes(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let programmes = &context.editor.catalogue().programmes;
    if programmes.is_empty() {
        return;
    }
    let lang = context.lang();
    section(
        ui,
        &format!("{} · {}", context.t("programmes"), programmes.len()),
        &context.palette.ui,
    );
    let selected = context.editor.selected_programme().map(|programme| programme.id.as_str());
    for programme in programmes {
        let period = programme
            .period
            .as_ref()
            .map(|period| {
                let (first, last) = (period.first.year(), period.last.year());
                let (from, to) = (first.to_string(), last.to_string());
                if first == last { from } else { words::span(lang, &from, &to) }
            })
            .unwrap_or_default();
        let row = Row {
            name: programme.name.short(lang),
            detail: String::new(),
            place: "",
            number: period,
            selected: selected == Some(programme.id.as_str()),
            known: is_known(context, programme),
            indent: 0.0,
            mark: None,
            one_line: false,
        };
        let response = row_ui(ui, context, &row);
        if response.clicked() {
            actions.push(Action::Select(Some(programme.id.clone())));
        }
        response.on_hover_text(programme.summary.get(lang));
    }
}

/// What decides the colours, and the legend of its classes.
fn colors(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let lang = context.lang();
    let chosen = context.editor.session().color_by;
    section(ui, &context.t("color-by"), &context.palette.ui);
    let width = ui.available_width() - 8.0;
    let combo = egui::ComboBox::from_id_salt("color-by")
        .width(width)
        .selected_text(words::t(lang, chosen.key()))
        .show_ui(ui, |ui| {
            for by in ColorBy::ALL {
                if entry(ui, by == chosen, words::t(lang, by.key())) {
                    actions.push(Action::SetColorBy(by));
                }
            }
        });
    combo.response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::ComboBox, true, context.t("color-by"))
    });
    let Some(theming) = &context.derived.map.theming else { return };
    ui.add_space(2.0);
    for class in &theming.classes {
        let row = Row {
            name: class.label.get(lang),
            detail: String::new(),
            place: "",
            number: words::count(class.count),
            selected: false,
            known: true,
            indent: 0.0,
            mark: Some(Mark {
                color: context.palette.swatch(class.swatch),
                hatch: context.palette.swatch_hatch(class.swatch),
                is_point: false,
            }),
            one_line: true,
        };
        row_ui(ui, context, &row);
    }
}

fn layers(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    section(ui, &context.t("layers"), &context.palette.ui);
    for (layer, key) in [
        (Layer::Zones, "layer-zones"),
        (Layer::Neighbours, "group-neighbour"),
        (Layer::Wider, "group-wider"),
        (Layer::Roads, "layer-roads"),
        (Layer::Water, "layer-water"),
        (Layer::Districts, "layer-districts"),
        (Layer::Names, "layer-labels"),
    ] {
        let mut shown = context.editor.session().shows(layer);
        if ui.checkbox(&mut shown, context.t(key)).clicked() {
            actions.push(Action::ToggleLayer(layer));
        }
    }
}

fn bookmarks(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let colors = &context.palette.ui;
    section(ui, &context.t("bookmarks"), colors);
    let mut asked = None;
    for (at, bookmark) in context.editor.session().bookmarks.iter().enumerate() {
        ui.horizontal(|ui| {
            let close = egui::Button::new(small("✕", colors)).frame(false);
            let (mut opened, mut removed) = (false, false);
            let open = |ui: &mut Ui| {
                let text = egui::RichText::new(&bookmark.name).size(NAME_SIZE);
                opened = ui.add(egui::Button::new(text).frame(false).truncate()).clicked();
            };
            begin_and_end(ui, open, |ui, _| {
                let remove = ui.add(close);
                let words = format!("{}: {}", context.t("bookmark-remove"), bookmark.name);
                remove.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &words));
                removed = remove.on_hover_text(context.t("bookmark-remove")).clicked();
            });
            if opened {
                asked = Some(Action::OpenBookmark(at));
            } else if removed {
                asked = Some(Action::RemoveBookmark(at));
            }
        });
    }
    actions.extend(asked);
    ui.add_space(4.0);
    let add = ui.button(egui::RichText::new(context.t("bookmark-add")).size(12.0));
    if add.on_hover_text(context.t("bookmark-hint")).clicked() {
        actions.push(Action::AddBookmark);
    }
    ui.add_space(6.0);
}

/// What stands at the foot: where the map comes from, and how many outlines the day has.
fn status_texts(context: &Context<'_>) -> Vec<String> {
    let catalogue = context.editor.catalogue();
    let counts = context.derived.outlines;
    let lang = context.lang();
    let base_map = context.editor.session().base_map.as_deref();
    let is_online = base_map.is_some_and(Source::is_online);
    // A layer has no version.
    let key = match (is_online, catalogue.version.is_empty()) {
        (true, false) => "status-line-online",
        (true, true) => "status-line-online-layer",
        (false, false) => "status-line",
        (false, true) => "status-line-layer",
    };
    let line = words::t_with(lang, key, &[("version", &catalogue.version)]);
    let outlines = words::t_with(
        lang,
        "status-outlines",
        &[
            ("digitised", &words::count(counts.digitised)),
            ("schematic", &words::count(counts.schematic)),
            ("points", &words::count(counts.points)),
        ],
    );
    // What a file says nothing of is not counted as schematic.
    if catalogue.version.is_empty() { vec![line] } else { vec![line, outlines] }
}

fn status(ui: &mut Ui, context: &Context<'_>, texts: Vec<String>) {
    let colors = &context.palette.ui;
    ui.spacing_mut().item_spacing.y = 1.0;
    super::look::rule(ui, colors);
    for text in texts {
        wrapped(ui, small(text, colors).size(STATUS));
    }
}
