//! A dialog in the middle of the window: it takes the keyboard and keeps it, Esc or a click beside it
//! puts it away. `Window` gives the keyboard back to what had it before.

use eframe::egui::{self, FocusDirection, Frame, Modal, ScrollArea, Shadow, Stroke, Ui};

use super::{
    Context,
    focus::keep_in_view,
    look::{bold, color32, name_area},
};

/// Room between a dialog and the edge of the window, logical pixels.
const MARGIN: f32 = 24.0;

/// Shows a dialog with its title; says whether it is to be put away.
pub fn show(
    ctx: &egui::Context,
    context: &Context<'_>,
    (id, title, width): (&str, &str, f32),
    add_contents: impl FnOnce(&mut Ui),
) -> bool {
    let colors = &context.palette.ui;
    let room = ctx.content_rect().size() - egui::Vec2::splat(2.0 * MARGIN);
    let shadow = Shadow { offset: [0, 4], blur: 22, spread: 0, color: color32(colors.shadow) };
    let frame = Frame::new()
        .fill(color32(colors.window))
        .stroke(Stroke::new(1.0, color32(colors.line)))
        .corner_radius(8)
        .shadow(shadow)
        .inner_margin(16);
    let area_id = egui::Id::unique(id);
    // It is there at once: the ring around what has the keyboard does not fade in.
    let modal = Modal::new(area_id)
        .area(Modal::default_area(area_id).fade_in(false))
        .backdrop_color(color32(colors.shadow.with_alpha(0.35)))
        .frame(frame);
    let response = modal.show(ctx, |ui| {
        take_keyboard(ui);
        name_area(ui, title);
        let width = width.min(room.x - 32.0);
        ui.set_width(width);
        ui.add(egui::Label::new(bold(title, 15.0)).wrap());
        ui.add_space(4.0);
        let height = (room.y - 70.0).max(120.0);
        ScrollArea::vertical()
            .id_salt(id)
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                // Room for the scroll bar, which floats.
                ui.set_width(width - 10.0);
                add_contents(ui);
                keep_in_view(ui);
            });
    });
    response.should_close()
}

/// The first control takes the keyboard where none of the dialog has it.
pub fn take_keyboard(ui: &Ui) {
    // egui knows from the second frame on that what is behind the dialog is out of reach.
    let is_top = ui.memory(|memory| memory.top_modal_layer() == Some(ui.layer_id()));
    if is_top && ui.memory(|memory| memory.focused().is_none()) {
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
    }
}

/// The line of buttons at the foot: the first is the one that does what the dialog is for.
pub fn foot(ui: &mut Ui, add_buttons: impl FnOnce(&mut Ui)) {
    ui.add_space(8.0);
    ui.horizontal_wrapped(add_buttons);
}
