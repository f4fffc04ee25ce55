//! Lines with something at their end, added and reached by the keyboard in the order in which they are
//! read: a layout from right to left would be reached from its end.

use eframe::egui::{self, Align, Layout, Ui};

/// What stands at the end of a line, given the room that is left in it.
///
/// How wide it is, is known from the pass before; where that changes the frame is laid out once more.
pub fn at_the_end(ui: &mut Ui, end: impl FnOnce(&mut Ui, f32)) {
    line(ui, None::<fn(&mut Ui)>, end);
}

/// What begins a line, in what the end leaves, and what ends it, given the room for both.
pub fn begin_and_end(ui: &mut Ui, begin: impl FnOnce(&mut Ui), end: impl FnOnce(&mut Ui, f32)) {
    line(ui, Some(begin), end);
}

fn line(ui: &mut Ui, begin: Option<impl FnOnce(&mut Ui)>, end: impl FnOnce(&mut Ui, f32)) {
    let id = ui.next_auto_id().with("end of the line");
    let room = ui.available_width();
    let known: Option<f32> = ui.data(|data| data.get_temp(id));
    // A line of a first pass must not be wider than its panel, which would stay as wide as it once was.
    let before = known.unwrap_or(if begin.is_some() { room / 2.0 } else { room });
    let gap = ui.spacing().item_spacing.x;
    match begin {
        Some(begin) => {
            let rest = (room - before - gap).max(0.0);
            let size = egui::vec2(rest, ui.spacing().interact_size.y.min(ui.available_height()));
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(rest);
                ui.set_max_width(rest);
                begin(ui);
            });
        }
        None => ui.add_space((room - before).max(0.0)),
    }
    let width = ui.horizontal(|ui| end(ui, room)).response.rect.width();
    if known.is_none_or(|known| (width - known).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(id, width));
        ui.ctx().request_discard("the end of a line has another width");
    }
}
