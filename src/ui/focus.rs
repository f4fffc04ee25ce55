//! The control that has the keyboard stays in view: egui moves the keyboard from one to the next and scrolls nothing.

use eframe::egui::{Id, Memory, Ui, vec2};

/// How much of what lies above and below the control is shown with it, in points.
const ROOM: f32 = 24.0;

/// Scrolls the area whose contents `ui` holds to the control that the keyboard has come to. To be called
/// after the contents.
pub fn keep_in_view(ui: &Ui) {
    let focused = ui.memory(Memory::focused);
    let key = ui.scope_id().with("focus kept in view");
    let before = ui.data_mut(|data| {
        let before: Option<Id> = data.get_temp(key).flatten();
        data.insert_temp(key, focused);
        before
    });
    if focused == before {
        return;
    }
    let Some(control) = focused.and_then(|id| ui.ctx().read_response(id)) else { return };
    let is_here = control.layer_id == ui.layer_id() && ui.min_rect().contains_rect(control.rect);
    if is_here && !ui.clip_rect().contains_rect(control.rect) {
        ui.scroll_to_rect(control.rect.expand2(vec2(0.0, ROOM)), None);
    }
}
