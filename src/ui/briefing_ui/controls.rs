//! The controls of the briefing panel: layout, file, pages, language, theme, marks, presets.

use eframe::egui::{self, ComboBox, Ui};

use super::draft;
use crate::{
    editor::{Action, Briefing, BriefingOf, FileKind, Layer, SecondMap},
    model::{Lang, zone::Group},
    scene::{LabelLang, sheet::PagePart},
    style::{Layout, MapPlace, OfficeFonts, ThemeName, TitleFace},
    text::{Weight, breaking::elide},
    ui::{
        Context,
        date_field::DateField,
        look::{bold, color32, entry, section, small},
    },
    words,
};

/// Texts while they are typed.
#[derive(Default)]
pub struct Texts {
    preset: String,
    /// The day of the second map; `None` shows that of the settings.
    day: Option<DateField>,
}

impl Texts {
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

/// Width of the names of choices.
const NAMES: f32 = 72.0;
/// The size of body text.
const NAME_SIZE: f32 = 13.0;
/// The longest text that a mark may have, characters.
const LONGEST: usize = 400;

/// The column of controls. Gives the settings where they were changed.
pub fn show(
    ui: &mut Ui,
    context: &Context<'_>,
    texts: &mut Texts,
    making: Option<f32>,
    actions: &mut Vec<Action>,
) -> Option<Briefing> {
    const BUTTONS: f32 = 104.0;
    let before = draft(context);
    let mut briefing = before.clone();
    let height = ui.available_height() - BUTTONS;
    let area = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    area.auto_shrink([false, true]).show(ui, |ui| {
        ui.set_width(ui.available_width() - 10.0);
        section(ui, &context.t("briefing-page"), &context.palette.ui);
        egui::Grid::new("briefing-page").num_columns(2).spacing([10.0, 6.0]).show(ui, |ui| {
            page(ui, context, &mut briefing);
        });
        extent(ui, context, &mut briefing, actions);
        second(ui, context, texts, &mut briefing);
        content(ui, context, &mut briefing, actions);
        section(ui, &context.t("briefing-file"), &context.palette.ui);
        egui::Grid::new("briefing-file").num_columns(2).spacing([10.0, 6.0]).show(ui, |ui| {
            file(ui, context, &mut briefing);
        });
        if briefing.kind.has_pages()
            && matches!(briefing.of, BriefingOf::Rows | BriefingOf::Report | BriefingOf::All)
        {
            ui.checkbox(&mut briefing.atlas, context.t("briefing-atlas"));
        }
        if briefing.kind == FileKind::Pptx {
            let label = ui.label(small(context.t("briefing-template"), &context.palette.ui));
            let field = egui::TextEdit::singleline(&mut briefing.template)
                .hint_text(context.t("briefing-template-hint"))
                .desired_width(f32::INFINITY);
            ui.add(field).labelled_by(label.id);
        }
        section(ui, &context.t("briefing-marks"), &context.palette.ui);
        marks(ui, context, &mut briefing);
        presets(ui, context, texts, actions);
    });
    ui.add_space(8.0);
    buttons(ui, context, &briefing, making, actions);
    (briefing != before).then_some(briefing)
}

fn choose<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    chosen: &mut T,
    options: impl IntoIterator<Item = (T, String)>,
) {
    let label = ui
        .allocate_ui_with_layout(
            egui::vec2(NAMES, ui.spacing().interact_size.y),
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                ui.set_min_width(NAMES);
                ui.label(name)
            },
        )
        .inner;
    let options: Vec<(T, String)> = options.into_iter().collect();
    let text = options
        .iter()
        .find(|(option, _)| option == chosen)
        .map_or_else(String::new, |(_, text)| text.clone());
    let width = ui.available_width().min(176.0);
    ComboBox::from_id_salt(name)
        .width(width)
        .truncate()
        .selected_text(text)
        .show_ui(ui, |ui| {
            for (option, text) in options {
                // A choice by keyboard closes the list too.
                if ui.selectable_value(chosen, option, text).clicked() {
                    ui.close();
                }
            }
        })
        .response
        .labelled_by(label.id);
    ui.end_row();
}

fn page(ui: &mut Ui, context: &Context<'_>, briefing: &mut Briefing) {
    let lang = context.lang();
    let layouts = Layout::all().iter().map(|layout| {
        let name = match lang {
            Lang::En => &layout.name.en,
            Lang::Zh => &layout.name.zh,
        };
        (layout, name.clone())
    });
    choose(ui, &context.t("briefing-layout"), &mut briefing.layout, layouts);
    let of_window = context.t("briefing-as-window");
    let langs = [
        (None, of_window.clone()),
        (Some(LabelLang::One(Lang::Zh)), context.t("briefing-lang-zh")),
        (Some(LabelLang::One(Lang::En)), context.t("briefing-lang-en")),
        (Some(LabelLang::Both), context.t("briefing-lang-both")),
    ];
    choose(ui, &context.t("briefing-lang"), &mut briefing.lang, langs);
    let themes = ThemeName::ALL.map(|theme| (Some(theme), context.t(theme.key())));
    let themes = std::iter::once((None, of_window)).chain(themes);
    choose(ui, &context.t("theme"), &mut briefing.theme, themes);
    if briefing.kind == FileKind::Pptx {
        if briefing.template.trim().is_empty() {
            let fonts = [
                (OfficeFonts::Plain, context.t("office-fonts-plain")),
                (OfficeFonts::Gongwen, context.t("office-fonts-gongwen")),
            ];
            choose(ui, &context.t("office-fonts"), &mut briefing.fonts, fonts);
        }
    } else {
        let faces = [
            (None, context.t("titles-of-layout")),
            (Some(TitleFace::Sans), context.t("titles-sans")),
            (Some(TitleFace::Serif), context.t("titles-serif")),
        ];
        choose(ui, &context.t("titles"), &mut briefing.titles, faces);
    }
}

/// The parts of the page, and what of the window it may leave out.
fn content(ui: &mut Ui, context: &Context<'_>, briefing: &mut Briefing, actions: &mut Vec<Action>) {
    if context.editor.second_day().is_some() {
        ui.checkbox(&mut briefing.both_views, context.t("briefing-both-views"));
    }
    egui::CollapsingHeader::new(context.t("briefing-content")).default_open(false).show(ui, |ui| {
        for part in PagePart::ALL {
            let mut shown = !briefing.left_out.has(part);
            if ui.checkbox(&mut shown, context.t(part.key())).changed() {
                briefing.left_out.set(part, !shown);
            }
        }
        // The rest is what the window shows too.
        for (layer, key) in [(Layer::Neighbours, "group-neighbour"), (Layer::Wider, "group-wider")]
        {
            let mut shown = context.editor.session().shows(layer);
            if ui.checkbox(&mut shown, context.t(key)).changed() {
                actions.push(Action::ToggleLayer(layer));
            }
        }
        ui.label(small(context.t("briefing-content-fixed"), &context.palette.ui));
    });
}

/// What the map of the page shows: what the window shows, or what was chosen on the map.
fn extent(ui: &mut Ui, context: &Context<'_>, briefing: &mut Briefing, actions: &mut Vec<Action>) {
    let enabled = briefing.takes_extent();
    ui.horizontal(|ui| {
        let choose = egui::Button::new(context.t("frame-choose"));
        if ui.add_enabled(enabled, choose).clicked() {
            actions.push(Action::BeginFraming);
        }
        if briefing.extent.is_some() && ui.button(context.t("frame-drop")).clicked() {
            briefing.extent = None;
        }
    });
    if !enabled {
        ui.add(egui::Label::new(small(context.t("frame-of-view"), &context.palette.ui)).wrap());
    }
}

fn file(ui: &mut Ui, context: &Context<'_>, briefing: &mut Briefing) {
    let kinds = FileKind::ALL.map(|kind| (kind, context.t(kind.key())));
    choose(ui, &context.t("briefing-kind"), &mut briefing.kind, kinds);
    if !briefing.kind.is_animation() {
        let selected = context.editor.selected_zones().len();
        let of = BriefingOf::ALL.map(|of| match of {
            BriefingOf::Rows if selected > 1 => {
                let count = words::count(selected);
                let values = [("count", count.as_str())];
                (of, words::t_with(context.lang(), "briefing-of-selected", &values))
            }
            of => (of, context.t(of.key())),
        });
        choose(ui, &context.t("briefing-of"), &mut briefing.of, of);
    }
    if briefing.pages() == BriefingOf::Years {
        ui.label(context.t("briefing-years"));
        ui.horizontal(|ui| {
            let (from, to) = &mut briefing.years;
            let first = ui.add(egui::DragValue::new(from).range(1..=9999));
            ui.label("–");
            let last = ui.add(egui::DragValue::new(to).range(1..=9999));
            for (response, key) in [(first, "briefing-year-from"), (last, "briefing-year-to")] {
                response.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::Role::SpinButton, true, context.t(key))
                });
            }
        });
        ui.end_row();
    }
}

/// What the second map of a page of two shows.
fn second(ui: &mut Ui, context: &Context<'_>, texts: &mut Texts, briefing: &mut Briefing) {
    if briefing.layout.map != MapPlace::Pair {
        texts.day = None;
        return;
    }
    let lang = context.lang();
    let catalogue = context.editor.catalogue();
    let is_day = matches!(briefing.second, Some(SecondMap::Day(_))) || texts.day.is_some();
    ui.label(context.t("briefing-second"));
    ui.horizontal(|ui| {
        if ui.radio(!is_day, context.t("briefing-second-zone")).clicked() {
            briefing.second = None;
            texts.day = None;
        }
        if ui.radio(is_day, context.t("briefing-second-day")).clicked() && !is_day {
            briefing.second = None;
            texts.day = Some(DateField::default());
        }
    });
    if is_day {
        let known = match &briefing.second {
            Some(SecondMap::Day(day)) => Some(*day),
            Some(SecondMap::Zone(_)) | None => None,
        };
        let text = texts.day.get_or_insert_with(|| {
            let mut field = DateField::default();
            field.set(known);
            field
        });
        let now = known.unwrap_or(context.editor.day());
        let (response, taken) = text.field(ui, 250.0, now);
        response.widget_info(|| {
            egui::WidgetInfo::labeled(
                egui::Role::TextInput,
                true,
                context.t("briefing-second-date"),
            )
        });
        if let Some(taken) = taken {
            briefing.second = Some(SecondMap::Day(taken.date.last));
        } else if text.is_empty() || text.is_refused() {
            briefing.second = None;
        }
        text.message(ui, context);
    } else {
        let chosen = match &briefing.second {
            Some(SecondMap::Zone(id)) => id.clone(),
            Some(SecondMap::Day(_)) | None => String::new(),
        };
        let name = |id: &str| catalogue.zone(id).map(|zone| zone.name.short(lang).to_owned());
        let text = name(&chosen).unwrap_or_else(|| context.t("briefing-second-choose"));
        ComboBox::from_id_salt("briefing-second")
            .width(250.0)
            .truncate()
            .selected_text(text)
            .show_ui(ui, |ui| {
                // Of a large layer none can be chosen from a list.
                let zones = catalogue.zones.iter().filter(|zone| zone.group != Group::Layer);
                for zone in zones {
                    if entry(ui, zone.id == chosen, zone.name.short(lang)) {
                        briefing.second = Some(SecondMap::Zone(zone.id.clone()));
                    }
                }
            });
    }
}

fn marks(ui: &mut Ui, context: &Context<'_>, briefing: &mut Briefing) {
    let colors = &context.palette.ui;
    let marks = &mut briefing.marks;
    for (key, text, lines) in [
        ("mark-headline", &mut marks.headline, 1),
        ("mark-marking", &mut marks.marking, 1),
        ("mark-prepared-by", &mut marks.prepared_by, 1),
        ("mark-drawn-on", &mut marks.drawn_on, 1),
        ("mark-number", &mut marks.number, 1),
        ("mark-approval", &mut marks.approval, 1),
        ("mark-note", &mut marks.note, 3),
    ] {
        let label = ui.label(small(context.t(key), colors));
        let field = if lines == 1 {
            egui::TextEdit::singleline(text)
        } else {
            egui::TextEdit::multiline(text).desired_rows(lines)
        };
        ui.add(field.desired_width(f32::INFINITY).char_limit(LONGEST)).labelled_by(label.id);
    }
}

fn presets(ui: &mut Ui, context: &Context<'_>, texts: &mut Texts, actions: &mut Vec<Action>) {
    let presets = &context.editor.session().presets;
    section(ui, &context.t("briefing-presets"), &context.palette.ui);
    for (at, (name, _)) in presets.iter().enumerate() {
        ui.horizontal(|ui| {
            // A long name leaves the panel as wide as it was.
            let shown = elide(name, Weight::Regular, (ui.available_width() - 48.0) / NAME_SIZE);
            let link = ui.link(shown.as_str());
            let link = if shown == *name { link } else { link.on_hover_text(name) };
            link.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, name));
            if link.clicked() {
                actions.push(Action::TakePreset(at));
            }
            let values = [("name", name.as_str())];
            let remove = ui.small_button("×");
            remove.widget_info(|| {
                let text = words::t_with(context.lang(), "briefing-preset-remove", &values);
                egui::WidgetInfo::labeled(egui::Role::Button, true, text)
            });
            if remove.clicked() {
                actions.push(Action::RemovePreset(at));
            }
        });
    }
    ui.horizontal(|ui| {
        let hint = context.t("briefing-preset-name");
        let field = egui::TextEdit::singleline(&mut texts.preset)
            .hint_text(hint.clone())
            .char_limit(60)
            .desired_width(160.0);
        let response = ui.add(field);
        response
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, hint.clone()));
        let named = !texts.preset.trim().is_empty();
        if ui.add_enabled(named, egui::Button::new(context.t("briefing-preset-keep"))).clicked() {
            actions.push(Action::KeepPreset(texts.preset.trim().to_owned()));
            texts.preset.clear();
        }
    });
}

fn buttons(
    ui: &mut Ui,
    context: &Context<'_>,
    briefing: &Briefing,
    making: Option<f32>,
    actions: &mut Vec<Action>,
) {
    let colors = &context.palette.ui;
    if let Some(key) = briefing.lacks(context.editor.catalogue()) {
        ui.colored_label(color32(colors.warning), context.t(key));
    }
    if let Some(share) = making {
        // The track of the bar stands out from the ground of the panel.
        ui.visuals_mut().extreme_bg_color = color32(colors.chip);
        ui.label(small(context.t("briefing-drawing"), colors));
        let bar = egui::ProgressBar::new(share).desired_height(6.0).fill(color32(colors.accent));
        ui.add(bar);
        if ui.button(context.t("cancel")).clicked() {
            actions.push(Action::CancelBriefing);
        }
        return;
    }
    ui.horizontal(|ui| {
        let text = bold(context.t("briefing-make"), 14.0).color(color32(colors.accent_text));
        let ready = briefing.lacks(context.editor.catalogue()).is_none();
        let make =
            egui::Button::new(text).fill(color32(colors.accent)).min_size(egui::vec2(120.0, 30.0));
        if ui.add_enabled(ready, make).clicked() {
            actions.push(Action::MakeBriefing);
        }
        if ui.button(context.t("briefing-copy")).clicked() {
            actions.push(Action::CopyPicture);
        }
    });
    ui.label(small(context.t("briefing-where"), colors));
}
