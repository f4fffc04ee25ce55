//! The briefing panel: the page as it will be, and what decides it. The page is drawn by the same
//! road as the file.

mod controls;

use eframe::egui::{self, Sense, Ui, Vec2};

use super::{
    Context, dialog,
    look::{bold, color32, name_area, small},
};
use crate::{
    editor::{Action, Briefing},
    words,
};

/// Width of the column of controls, and the largest size of the panel.
const CONTROLS: f32 = 300.0;
const LARGEST: Vec2 = Vec2::new(1500.0, 940.0);
const GAP: f32 = 14.0;
/// The line below the page that says which of several it is.
const PAGER: f32 = 34.0;
/// Zoom levels of a pixel that the wheel turns.
const STEPS_A_PIXEL: f64 = 0.005;

/// What belongs to the panel alone.
#[derive(Default)]
pub struct BriefingState {
    page: Option<egui::TextureHandle>,
    findings: Vec<String>,
    /// Why there is no page.
    trouble: Option<String>,
    pub is_stale: bool,
    /// How many pages there would be, and which of them is shown.
    pages: usize,
    page_at: usize,
    /// The share that is done of the pictures that are being made.
    pub making: Option<f32>,
    texts: controls::Texts,
}

impl BriefingState {
    pub fn set(
        &mut self,
        ctx: &egui::Context,
        size: [usize; 2],
        rgba: &[u8],
        findings: Vec<String>,
    ) {
        let image = egui::ColorImage::from_rgba_premultiplied(size, rgba);
        // A page is seen smaller than it is.
        let options = egui::TextureOptions {
            mipmap_mode: Some(egui::TextureFilter::Linear),
            ..egui::TextureOptions::LINEAR
        };
        self.page = Some(ctx.load_texture("briefing", image, options));
        self.findings = findings;
        self.trouble = None;
    }

    pub fn set_pages(&mut self, count: usize) {
        self.pages = count;
        self.page_at = self.page_at.min(count.saturating_sub(1));
    }

    pub fn page_shown(&self) -> usize {
        self.page_at
    }

    pub fn fail(&mut self, reason: String) {
        self.page = None;
        self.findings.clear();
        self.trouble = Some(reason);
    }

    pub fn has_page(&self) -> bool {
        self.page.is_some() && !self.is_stale
    }

    pub fn drop_page(&mut self) {
        self.page = None;
        self.trouble = None;
    }

    /// The panel, while it is open.
    pub fn show(&mut self, ctx: &egui::Context, context: &Context<'_>, actions: &mut Vec<Action>) {
        if !context.editor.shows_briefing() {
            self.texts.forget();
            return;
        }
        let colors = &context.palette.ui;
        let room = ctx.content_rect().size() - Vec2::new(64.0, 64.0);
        let size = room.min(LARGEST);
        let frame = egui::Frame::new()
            .fill(color32(colors.window))
            .stroke(egui::Stroke::new(1.0, color32(colors.line)))
            .corner_radius(6)
            .inner_margin(16);
        let modal = egui::Modal::new(egui::Id::unique("briefing-panel"))
            .frame(frame)
            .backdrop_color(color32(colors.shadow.with_alpha(0.35)))
            .show(ctx, |ui| {
                dialog::take_keyboard(ui);
                name_area(ui, &context.t("briefing"));
                ui.set_min_size(size - Vec2::splat(32.0));
                ui.set_max_size(size - Vec2::splat(32.0));
                self.contents(ui, context, actions)
            });
        if modal.should_close() || modal.inner {
            actions.push(Action::ToggleBriefing);
        }
    }

    /// Says whether the panel is to be closed.
    fn contents(&mut self, ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) -> bool {
        let mut closed = false;
        ui.horizontal(|ui| {
            ui.label(bold(context.t("briefing"), 16.0));
            ui.label(small(context.t("briefing-drag"), &context.palette.ui));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                closed = ui.button(context.t("close")).clicked();
            });
        });
        ui.add_space(8.0);
        let height = ui.available_height();
        ui.horizontal_top(|ui| {
            let page = Vec2::new(ui.available_width() - CONTROLS - GAP, height);
            let down = egui::Layout::top_down(egui::Align::Min);
            ui.allocate_ui_with_layout(page, down, |ui| {
                ui.set_min_size(page);
                let pager = if self.pages > 1 { PAGER } else { 0.0 };
                self.page(ui, context, page - Vec2::new(0.0, pager), actions);
                self.pager(ui, context);
            });
            ui.add_space(GAP - ui.spacing().item_spacing.x);
            ui.vertical(|ui| {
                ui.set_width(CONTROLS);
                let changed = controls::show(ui, context, &mut self.texts, self.making, actions);
                self.told(ui, context);
                if let Some(briefing) = changed {
                    actions.push(Action::SetBriefing(Box::new(briefing)));
                }
            });
        });
        closed
    }

    /// Which of several pages is shown, between the ways to the one before and the next.
    fn pager(&mut self, ui: &mut Ui, context: &Context<'_>) {
        if self.pages < 2 {
            return;
        }
        let (page, pages) = (words::count(self.page_at + 1), words::count(self.pages));
        let values = [("page", page.as_str()), ("pages", &pages)];
        let text = words::t_with(context.lang(), "briefing-page-of", &values);
        ui.horizontal(|ui| {
            let last = self.pages - 1;
            for (key, sign, to) in [
                ("briefing-page-before", "◀", self.page_at.checked_sub(1)),
                ("briefing-page-next", "▶", Some(self.page_at + 1).filter(|to| *to <= last)),
            ] {
                let button = ui.add_enabled(to.is_some(), egui::Button::new(sign));
                let name = context.t(key);
                button.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::Role::Button, to.is_some(), &name)
                });
                if let Some(to) = to
                    && button.on_hover_text(&name).clicked()
                {
                    self.page_at = to;
                    ui.ctx().request_repaint();
                }
            }
            ui.label(text);
        });
    }

    /// The page, to be dragged and zoomed as the map.
    fn page(&self, ui: &mut Ui, context: &Context<'_>, room: Vec2, actions: &mut Vec<Action>) {
        let colors = &context.palette.ui;
        let (outer, response) = ui.allocate_exact_size(room, Sense::click_and_drag());
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Image, true, context.t("briefing-preview"))
        });
        ui.painter().rect_filled(outer, 4, color32(colors.chip));
        let Some(texture) = &self.page else {
            let text = self.trouble.clone().unwrap_or_else(|| context.t("briefing-drawing"));
            let color = color32(if self.trouble.is_some() { colors.error } else { colors.weak });
            ui.painter().text(
                outer.center(),
                egui::Align2::CENTER_CENTER,
                text,
                egui::FontId::proportional(14.0),
                color,
            );
            return;
        };
        let size = texture.size_vec2();
        let fits = ((room.x - 24.0) / size.x).min((room.y - 24.0) / size.y);
        let rect = egui::Rect::from_center_size(outer.center(), size * fits);
        let whole = egui::Rect::from_min_max(egui::Pos2::ZERO, egui::Pos2::new(1.0, 1.0));
        let shadow =
            egui::Shadow { offset: [0, 2], blur: 10, spread: 0, color: color32(colors.shadow) };
        ui.painter().add(shadow.as_shape(rect, 0));
        ui.painter().image(texture.id(), rect, whole, egui::Color32::WHITE);
        if self.is_stale {
            ui.painter().text(
                outer.right_bottom() - Vec2::new(10.0, 8.0),
                egui::Align2::RIGHT_BOTTOM,
                context.t("briefing-drawing"),
                egui::FontId::proportional(12.0),
                color32(colors.weak),
            );
        }
        // The page is about as wide as what the window shows of the map.
        let ratio = f64::from(rect.width()) / context.editor.map_size().0.max(1.0);
        let drag = response.drag_delta();
        let scroll = ui.input(|input| input.smooth_scroll_delta().y);
        let scroll = if response.hovered() { scroll } else { 0.0 };
        let steps = f64::from(scroll) * STEPS_A_PIXEL;
        let briefing = &context.editor.session().briefing;
        if let Some(extent) = briefing.extent.filter(|_| briefing.takes_extent()) {
            // What was chosen on the map moves, not the window's map.
            let world = extent.rect().width() / f64::from(rect.width());
            let moved = extent.moved(-f64::from(drag.x) * world, -f64::from(drag.y) * world);
            let extent = moved.scaled(libm::exp2(-steps));
            if (drag != Vec2::ZERO || steps != 0.0) && extent.is_sound() {
                let briefing = Briefing { extent: Some(extent), ..briefing.clone() };
                actions.push(Action::SetBriefing(Box::new(briefing)));
            }
            return;
        }
        if drag != Vec2::ZERO {
            actions.push(Action::PanBy(-f64::from(drag.x) / ratio, -f64::from(drag.y) / ratio));
        }
        if steps != 0.0 {
            actions.push(Action::ZoomBy(steps));
        }
    }

    /// What is wrong with the page, below the controls.
    fn told(&self, ui: &mut Ui, context: &Context<'_>) {
        let colors = &context.palette.ui;
        for finding in self.findings.iter().take(4) {
            ui.add(
                egui::Label::new(egui::RichText::new(finding).color(color32(colors.warning)))
                    .wrap(),
            );
        }
    }
}

/// The settings as the session has them, to be changed.
fn draft(context: &Context<'_>) -> Briefing {
    context.editor.session().briefing.clone()
}
