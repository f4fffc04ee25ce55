//! Fonts, colours and the few text styles of the window, all from the theme.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Pos2, Rect,
    RichText, Stroke, Ui, Visuals,
};

use super::Context;
use crate::{
    editor::{Action, Sequence, Target},
    scene::{Item, Path, hatch::hatch_item, item::Rect as SceneRect},
    style::{Color, Hatch, Palette, UiColors},
    text::{self, Weight},
};

/// The family of bold text.
fn bold_family() -> FontFamily {
    FontFamily::Name("bold".into())
}

pub fn family(weight: Weight) -> FontFamily {
    match weight {
        Weight::Regular => FontFamily::Proportional,
        // The window has no serif: only pages do.
        Weight::Bold | Weight::Serif => bold_family(),
    }
}

/// The embedded fonts, and no others: the window looks the same on every machine.
pub fn install_fonts(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    for id in text::FontId::ALL.into_iter().filter(|id| *id != text::FontId::Serif) {
        fonts.font_data.insert(id.name().to_owned(), Arc::new(FontData::from_static(id.bytes())));
    }
    for (family, weight) in [
        (FontFamily::Proportional, Weight::Regular),
        (FontFamily::Monospace, Weight::Regular),
        (bold_family(), Weight::Bold),
    ] {
        let names = text::FontId::of_weight(weight).iter().map(|id| id.name().to_owned()).collect();
        fonts.families.insert(family, names);
    }
    ctx.set_fonts(fonts);
}

#[expect(clippy::disallowed_methods, reason = "the one bridge from the theme's colours to egui's")]
pub fn color32(color: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(color.r, color.g, color.b, color.a)
}

/// Sizes and spacing, once.
pub fn install_style(ctx: &egui::Context) {
    ctx.all_styles_mut(|style| {
        use egui::TextStyle;
        style.text_styles = [
            (TextStyle::Small, FontId::new(11.5, FontFamily::Proportional)),
            (TextStyle::Body, FontId::new(13.0, FontFamily::Proportional)),
            (TextStyle::Button, FontId::new(13.0, FontFamily::Proportional)),
            (TextStyle::Monospace, FontId::new(12.5, FontFamily::Monospace)),
            (TextStyle::Heading, FontId::new(18.0, bold_family())),
        ]
        .into();
        style.spacing.item_spacing = egui::vec2(8.0, 5.0);
        style.spacing.button_padding = egui::vec2(9.0, 4.0);
        style.spacing.scroll = egui::style::ScrollStyle {
            // A thin bar says that there is more, also before the pointer comes near.
            dormant_handle_opacity: 0.5,
            ..egui::style::ScrollStyle::floating()
        };
        style.interaction.selectable_labels = false;
        style.url_in_tooltip = true;
    });
}

/// Puts away the tip that is shown, in the frame in which a dialog comes to stand over what it is of:
/// egui keeps a tip as long as the pointer rests there.
pub fn hush_tooltips(ctx: &egui::Context, hush: bool) {
    /// As egui has it, and longer than anyone waits; seconds.
    const USUAL: f32 = 0.5;
    const NEVER: f32 = 1e6;
    let delay = if hush { NEVER } else { USUAL };
    #[expect(clippy::float_cmp, reason = "one of two constants")]
    if ctx.global_style().interaction.tooltip_delay != delay {
        ctx.all_styles_mut(|style| style.interaction.tooltip_delay = delay);
    }
    if hush {
        ctx.request_repaint();
    }
}

/// The colours of a theme.
pub fn apply_palette(ctx: &egui::Context, palette: &Palette) {
    let ui = &palette.ui;
    let mut visuals = if palette.is_dark() { Visuals::dark() } else { Visuals::light() };
    let line = Stroke::new(1.0, color32(ui.line));
    let text = Stroke::new(1.0, color32(ui.text));
    visuals.panel_fill = color32(ui.window);
    visuals.window_fill = color32(ui.window);
    visuals.window_stroke = line;
    visuals.extreme_bg_color = color32(ui.window);
    visuals.faint_bg_color = color32(ui.bar);
    visuals.weak_text_color = Some(color32(ui.weak));
    visuals.hyperlink_color = color32(ui.accent);
    visuals.warn_fg_color = color32(ui.warning);
    visuals.error_fg_color = color32(ui.error);
    visuals.selection.bg_fill = color32(ui.selection);
    visuals.selection.stroke = Stroke::new(1.5, color32(ui.accent));
    let radius = CornerRadius::same(5);
    for (widget, fill) in [
        (&mut visuals.widgets.noninteractive, ui.window),
        (&mut visuals.widgets.inactive, ui.window),
        (&mut visuals.widgets.hovered, ui.hover),
        (&mut visuals.widgets.active, ui.selection),
        (&mut visuals.widgets.open, ui.hover),
    ] {
        widget.bg_fill = color32(fill);
        widget.weak_bg_fill = color32(fill);
        widget.bg_stroke = line;
        widget.fg_stroke = text;
        widget.corner_radius = radius;
        widget.expansion = 0.0;
    }
    // The edge of a control stands out from the ground by 3:1 (WCAG 2.2, 1.4.11).
    visuals.widgets.inactive.bg_stroke = Stroke::new(1.0, color32(ui.weak.with_alpha(0.7)));
    visuals.widgets.hovered.bg_stroke = Stroke::new(1.0, color32(ui.weak));
    visuals.widgets.active.bg_stroke = Stroke::new(1.0, color32(ui.accent));
    ctx.set_visuals(visuals);
}

/// A patch that stands for an area, with the lines of its hatch where it has one.
pub fn patch(ui: &Ui, rect: Rect, color: Color, hatch: Option<Hatch>) {
    let painter = ui.painter();
    let Some(hatch) = hatch else {
        painter.rect_filled(rect, 2.5, color32(color));
        return;
    };
    let path = Path::rect(SceneRect::new(rect.left(), rect.top(), rect.width(), rect.height()));
    if let Item::Stroke { path, width, .. } = hatch_item(&path, &hatch.for_patch(), color) {
        for line in path.subpaths {
            let ends: Vec<Pos2> = line.into_iter().map(Pos2::from).collect();
            painter.line(ends, Stroke::new(width, color32(color)));
        }
    }
    painter.rect_stroke(rect, 1.0, Stroke::new(1.2, color32(color)), egui::StrokeKind::Inside);
}

pub fn bold(text: impl Into<String>, size: f32) -> RichText {
    RichText::new(text).font(FontId::new(size, bold_family()))
}

pub fn small(text: impl Into<String>, colors: &UiColors) -> RichText {
    RichText::new(text).size(11.5).color(color32(colors.weak))
}

/// Lines of a text, kept from frame to frame: text, whether it is bold, its size and the width.
#[derive(Default)]
struct Lines;

impl egui::cache::ComputerMut<(&str, bool, u32, u32), Arc<str>> for Lines {
    fn compute(&mut self, (text, is_bold, size, width): (&str, bool, u32, u32)) -> Arc<str> {
        let weight = if is_bold { Weight::Bold } else { Weight::Regular };
        let limit = f32::from_bits(width) / f32::from_bits(size);
        text::breaking::break_lines(text, weight, limit).join("\n").into()
    }
}

/// A text in the lines that it takes in a width, whether it is bold, in a size; all logical pixels.
pub fn lines(ui: &Ui, text: &str, (is_bold, size): (bool, f32), width: f32) -> Arc<str> {
    type Cache = egui::cache::FrameCache<Arc<str>, Lines>;
    let key = (text, is_bold, size.to_bits(), width.to_bits());
    ui.memory_mut(|memory| memory.caches.cache::<Cache>().get(key).clone())
}

/// A text broken as on the pages: no closing mark begins a line, no opening one ends it, and a number
/// stays with its unit, to which egui's own lines do not keep.
pub fn wrapped(ui: &mut Ui, text: impl Into<egui::WidgetText>) -> egui::Response {
    /// What egui's rounding may add to a line, logical pixels.
    const SPARE: f32 = 1.0;
    let fallback = egui::FontSelection::Default;
    let job = text.into().into_layout_job(ui.style(), fallback, egui::Align::Min);
    let mut job = Arc::unwrap_or_clone(job);
    let [section] = job.sections.as_mut_slice() else {
        return ui.add(egui::Label::new(job).wrap());
    };
    let (font, whole) = (&section.format.font_id, std::mem::take(&mut job.text));
    let width = (ui.available_width() - SPARE).max(1.0);
    let lines = lines(ui, &whole, (font.family == bold_family(), font.size), width);
    section.byte_range = egui::text::ByteIndex(0)..egui::text::ByteIndex(lines.len());
    job.text = lines.to_string();
    job.wrap.max_width = f32::INFINITY;
    let response = ui.add(egui::Label::new(job).extend());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &whole));
    response
}

/// An entry of a list; says whether it was chosen. A choice by keyboard closes the list as one by the pointer does.
pub fn entry(ui: &mut Ui, is_chosen: bool, text: impl Into<egui::WidgetText>) -> bool {
    let clicked = ui.selectable_label(is_chosen, text.into()).clicked();
    if clicked {
        ui.close();
    }
    clicked
}

/// A button in a line of small controls, as high as the lists beside it.
pub fn slim_button(ui: &mut Ui, text: &str) -> egui::Response {
    ui.add(egui::Button::new(RichText::new(text).size(11.5)))
}

/// A ring around the control that has the keyboard, also around those that have no edge of their own.
pub fn focus_ring(ctx: &egui::Context, colors: &UiColors) {
    const WIDTH: f32 = 2.0;
    let Some(id) = ctx.memory(egui::Memory::focused) else { return };
    let Some(response) = ctx.read_response(id) else { return };
    let ring = response.rect.expand(2.0).intersect(response.interact_rect.expand(2.0));
    // The start of a part of the window is a mere point, and the part itself wears a frame.
    if ring.width() < 8.0 || ring.height() < 8.0 {
        return;
    }
    let layer = egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("focus-ring"));
    let painter = ctx.layer_painter(layer);
    // On the map the accent may be lost, and the ground of the window around it is not.
    let outer = Stroke::new(1.5, color32(colors.window));
    painter.rect_stroke(ring.expand(WIDTH), 6.0, outer, egui::StrokeKind::Outside);
    let stroke = Stroke::new(WIDTH, color32(colors.accent));
    painter.rect_stroke(ring, 5.0, stroke, egui::StrokeKind::Outside);
}

/// Names the panel, popup or dialog that a `Ui` stands in, for a screen reader.
pub fn name_area(ui: &Ui, name: &str) {
    let Some(area) = ui
        .stack()
        .iter()
        .find(|part| part.kind().is_some_and(|kind| kind.is_panel() || kind.is_area()))
    else {
        return;
    };
    ui.ctx().accesskit_node_builder(area.unique_id, |node| node.set_label(name));
}

/// Names the start of a part of the window to egui.
pub fn part_id(target: Target) -> egui::Id {
    egui::Id::unique(("part", target))
}

/// A place that the keyboard is sent to: the start of a part of the window, which wears a frame while
/// it has the keyboard.
pub fn part(ui: &mut Ui, context: &Context<'_>, target: Target, name: &str, frame: Rect) {
    name_area(ui, name);
    let id = part_id(target);
    let spot = Rect::from_min_size(ui.cursor().min, egui::vec2(1.0, 1.0));
    let response = ui.interact(spot, id, egui::Sense::focusable_noninteractive());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, name));
    if context.is_sent_to(target) {
        response.request_focus();
    }
    // The arrow keys stay with the map.
    let filter = egui::EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..egui::EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    if response.has_focus() {
        let stroke = Stroke::new(2.0, color32(context.palette.ui.accent));
        let frame = frame.expand(4.0).intersect(ui.clip_rect());
        ui.painter().rect_stroke(frame, 4.0, stroke, egui::StrokeKind::Inside);
    }
}

/// The small heading of a section.
pub fn section(ui: &mut Ui, text: &str, colors: &UiColors) {
    ui.add_space(10.0);
    ui.label(bold(text, 12.0).color(color32(colors.weak)));
    ui.add_space(2.0);
}

pub fn rule(ui: &mut Ui, colors: &UiColors) {
    let (rect, _) =
        ui.allocate_exact_size(egui::vec2(ui.available_width(), 5.0), egui::Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, color32(colors.line)));
}

/// A list longer than this has rows of one height, and only those in view are shown.
pub const LONG_LIST: usize = 200;

/// Shows the rows of a list. `height` is that of a row of a long list with the space below it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "rows above the view are counted down to zero; a million of them are 2^25 pixels high"
)]
pub fn rows_in_view<T>(ui: &mut Ui, rows: &[T], height: f32, mut show: impl FnMut(&mut Ui, &T)) {
    if rows.len() <= LONG_LIST {
        for row in rows {
            show(ui, row);
        }
        return;
    }
    let (top, seen) = (ui.cursor().top(), ui.clip_rect());
    let row_at = |y: f32| ((y - top) / height).max(0.0) as usize;
    let first = row_at(seen.top()).min(rows.len());
    let last = (row_at(seen.bottom()) + 1).clamp(first, rows.len());
    let spacing = std::mem::take(&mut ui.spacing_mut().item_spacing.y);
    ui.add_space(first as f32 * height);
    for (number, row) in rows[first..last].iter().enumerate() {
        ui.push_id(first + number, |ui| {
            ui.spacing_mut().item_spacing.y = spacing;
            show(ui, row);
        });
        ui.add_space(spacing);
    }
    ui.add_space((rows.len() - last) as f32 * height);
    ui.spacing_mut().item_spacing.y = spacing;
}

/// A rounded label.
pub fn chip(ui: &mut Ui, text: &str, colors: &UiColors) {
    // A frame does not know its width before it is filled, so a wrapping row is ended here.
    let width = text::shape::width_em(text, Weight::Regular) * 11.5 + 16.0;
    if ui.layout().main_wrap && ui.available_size_before_wrap().x < width {
        ui.end_row();
    }
    egui::Frame::new()
        .fill(color32(colors.chip))
        .corner_radius(9)
        .inner_margin(Margin::symmetric(8, 2))
        .show(ui, |ui| ui.add(egui::Label::new(small(text, colors)).extend()));
}

pub fn panel_frame(fill: Color) -> egui::Frame {
    egui::Frame::new().fill(color32(fill)).inner_margin(Margin::symmetric(12, 8))
}

/// Room at the right of a panel, in which the bar of a list floats beside its numbers, not over them.
pub const BAR: f32 = 8.0;

/// A panel whose tables reach into that room themselves.
pub fn desk_frame(fill: Color) -> egui::Frame {
    let margin = panel_frame(fill).inner_margin;
    panel_frame(fill).inner_margin(Margin { right: margin.right - 8, ..margin })
}

/// Bars of lists stand in the margin of the panel from here on.
pub fn bars_in_margin(ui: &mut Ui) {
    ui.spacing_mut().scroll.bar_outer_margin = 1.0 - BAR;
}

/// Tells a screen reader that a zone is one of the selected. egui says of a button only that it is on.
pub fn say_selected(ctx: &egui::Context, id: egui::Id, selected: bool) {
    ctx.accesskit_node_builder(id, |node| node.set_selected(selected));
}

/// What a click on a zone's row does: Ctrl takes the zone to the others, Shift the run up to it.
pub fn selecting(ctx: &egui::Context, sequence: Sequence, id: &str) -> Action {
    let modifiers = ctx.input(|input| input.modifiers);
    match (modifiers.shift, modifiers.command) {
        (true, _) => Action::SelectUpTo(sequence, id.to_owned()),
        (false, true) => Action::SelectToo(id.to_owned()),
        (false, false) => Action::Select(Some(id.to_owned())),
    }
}
