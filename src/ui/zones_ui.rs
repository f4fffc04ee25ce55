//! The panel at the left: zones, programmes, layers.

use eframe::egui::{self, Sense, Ui};

use super::base_map_ui::BaseMapState;
use super::{
    Context,
    look::{LONG_LIST, color32, patch, rows_in_view, say_selected, section, selecting, small},
};
use crate::{
    basemap::Source,
    editor::{Action, Layer, ListedZone, Sequence},
    model::{Lang, boundary::BoundaryQuality, zone::Group},
    scene::theming::ColorBy,
    style::{Color, Hatch},
    text::{
        Weight,
        breaking::{break_lines_within, elide},
        shape::width_em,
    },
    words,
};

pub fn show(
    ui: &mut Ui,
    context: &Context<'_>,
    base_maps: &mut BaseMapState,
    actions: &mut Vec<Action>,
) {
    let footer = 40.0;
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
    });
    status(ui, context);
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
        let height = NAME_LEADING + DETAIL_LEADING + ROW_PADDING + ui.spacing().item_spacing.y;
        rows_in_view(ui, zones, height, |ui, zone| {
            zone_row(ui, context, zone, one_line, actions);
        });
    }
}

const NAME_SIZE: f32 = 13.0;
const DETAIL_SIZE: f32 = 11.0;
const NAME_LEADING: f32 = 17.0;
const DETAIL_LEADING: f32 = 14.0;
const ROW_PADDING: f32 = 7.0;

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
            zone.notes.first().map(|note| note.get(lang).to_owned()).unwrap_or_default()
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

/// What stands for a zone or a class before its name.
struct Mark {
    color: Color,
    hatch: Option<Hatch>,
    /// Whether the zone is a mere position.
    is_point: bool,
}

/// One line of the list.
struct Row<'a> {
    name: &'a str,
    detail: String,
    /// Added to the detail where both fit on one line.
    place: &'a str,
    number: String,
    selected: bool,
    /// Whether anything was known on the day shown; else the row is faded.
    known: bool,
    indent: f32,
    /// What has none has a paler number.
    mark: Option<Mark>,
    /// Whether what is too long is cut, as in a long list, rather than broken.
    one_line: bool,
}

/// Of a name; no more, so that one zone does not fill the list.
const MOST_LINES: usize = 3;

fn row_ui(ui: &mut Ui, context: &Context<'_>, row: &Row<'_>) -> egui::Response {
    let colors = &context.palette.ui;
    let width = ui.available_width();
    let mark_width = if row.mark.is_some() { 20.0 } else { 0.0 };
    let number_width = width_em(&row.number, Weight::Regular) * NAME_SIZE;
    let text_width = width - row.indent - mark_width - number_width - 12.0;
    let lines = |text: &str, limit: f32| {
        if text.is_empty() {
            Vec::new()
        } else if row.one_line {
            vec![elide(text, Weight::Regular, limit)]
        } else {
            break_lines_within(text, Weight::Regular, limit, MOST_LINES)
        }
    };
    let name = lines(row.name, text_width / NAME_SIZE);
    let with_place = format!("{} · {}", row.detail, row.place);
    let limit = text_width / DETAIL_SIZE;
    let detail = match break_lines_within(&with_place, Weight::Regular, limit, 2) {
        lines if lines.len() == 1 && !row.place.is_empty() && !row.detail.is_empty() => lines,
        _ => lines(&row.detail, limit),
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
    let right = egui::pos2(rect.right(), rect.top() + 3.0);
    painter.text(right, egui::Align2::RIGHT_TOP, &row.number, font, number_color);
    response
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
                if first == last { first.to_string() } else { format!("{first}–{last}") }
            })
            .unwrap_or_default();
        let row = Row {
            name: programme.name.short(lang),
            detail: String::new(),
            place: "",
            number: period,
            selected: selected == Some(programme.id.as_str()),
            known: true,
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
                if ui.selectable_label(by == chosen, words::t(lang, by.key())).clicked() {
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
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let remove = ui.add(close);
                let words = format!("{}: {}", context.t("bookmark-remove"), bookmark.name);
                remove.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &words));
                if remove.on_hover_text(context.t("bookmark-remove")).clicked() {
                    asked = Some(Action::RemoveBookmark(at));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let text = egui::RichText::new(&bookmark.name).size(NAME_SIZE);
                    let open = ui.add(egui::Button::new(text).frame(false).truncate());
                    if open.clicked() {
                        asked = Some(Action::OpenBookmark(at));
                    }
                });
            });
        });
    }
    actions.extend(asked);
    let add = ui.button(egui::RichText::new(context.t("bookmark-add")).size(12.0));
    if add.on_hover_text(context.t("bookmark-hint")).clicked() {
        actions.push(Action::AddBookmark);
    }
    ui.add_space(6.0);
}

fn status(ui: &mut Ui, context: &Context<'_>) {
    let catalogue = context.editor.catalogue();
    let counts = context.derived.lists.outlines;
    let lang = context.lang();
    let colors = &context.palette.ui;
    ui.spacing_mut().item_spacing.y = 1.0;
    super::look::rule(ui, colors);
    let base_map = context.editor.session().base_map.as_deref();
    let key =
        if base_map.is_some_and(Source::is_online) { "status-line-online" } else { "status-line" };
    let line = words::t_with(lang, key, &[("version", &catalogue.version)]);
    ui.label(small(line, colors).size(11.0));
    let outlines = words::t_with(
        lang,
        "status-outlines",
        &[
            ("digitised", &words::count(counts.digitised)),
            ("schematic", &words::count(counts.schematic)),
            ("points", &words::count(counts.points)),
        ],
    );
    ui.add(egui::Label::new(small(outlines, colors).size(11.0)).truncate());
}
