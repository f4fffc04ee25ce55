//! A field for a date: taken when it is complete, on Enter and on leaving, so that what is half typed
//! does not count, and what cannot be read is answered below the field.

use eframe::egui::{self, Key, TextEdit, Ui};

use super::{Context, look::color32, type_ahead};
use crate::{
    model::date::{DateError, Day, EventDate},
    reasons::Reason as _,
};

/// Longer is no date.
const MOST_CHARS: usize = 200;

#[derive(Default)]
pub struct DateField {
    text: String,
    error: Option<DateError>,
    /// Something was typed that has not been taken.
    is_typed: bool,
    /// The field takes the keyboard, all of its text selected.
    is_opened: bool,
}

/// A date that was taken.
pub struct Taken {
    pub date: EventDate,
    /// By Enter, which closes a popup.
    pub is_entered: bool,
}

impl DateField {
    pub fn set(&mut self, day: Option<Day>) {
        *self = Self {
            text: day.map(|day| day.to_string()).unwrap_or_default(),
            is_opened: self.is_opened,
            ..Self::default()
        };
    }

    /// What was typed since it opened stays.
    pub fn open(&mut self, day: Day) {
        if !self.is_typed {
            self.set(Some(day));
            self.is_opened = true;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether what was typed last could not be read.
    pub fn is_refused(&self) -> bool {
        self.error.is_some()
    }

    /// A day without a year is of the year of `now`. The response is for naming the field.
    pub fn field(&mut self, ui: &mut Ui, width: f32, now: Day) -> (egui::Response, Option<Taken>) {
        let id = ui.make_persistent_id("date");
        if let Some(ahead) = type_ahead::take(ui.ctx(), id) {
            self.text = ahead.chars().take(MOST_CHARS).collect();
            self.is_typed = true;
            type_ahead::cursor_to_end(ui.ctx(), id, &self.text);
        }
        let field = TextEdit::singleline(&mut self.text).id(id).hint_text("2019-12-31");
        let edit = ui.add(field.desired_width(width).char_limit(MOST_CHARS));
        if std::mem::take(&mut self.is_opened) {
            edit.request_focus();
            select_all(ui, edit.id, &self.text);
        }
        if edit.changed() {
            self.is_typed = true;
            self.error = None;
        }
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let is_entered = edit.lost_focus() && pressed(Key::Enter);
        if edit.lost_focus() && pressed(Key::Escape) {
            self.is_typed = false;
            return (edit, None);
        }
        let is_left = edit.lost_focus() && self.is_typed;
        let is_complete = edit.changed() && EventDate::is_complete(&self.text);
        if !(is_entered || is_left || is_complete) {
            return (edit, None);
        }
        let taken = self.take(now).map(|date| Taken { date, is_entered });
        if is_entered && taken.is_none() {
            edit.request_focus();
        }
        (edit, taken)
    }

    /// What was typed and not taken, for a field that is gone before it was left.
    pub fn left(&mut self, now: Day) -> Option<EventDate> {
        if self.is_typed { self.take(now) } else { None }
    }

    fn take(&mut self, now: Day) -> Option<EventDate> {
        self.is_typed = false;
        match EventDate::typed(&self.text, now) {
            Ok(date) => {
                self.error = None;
                Some(date)
            }
            Err(error) => {
                self.error = (!self.is_empty()).then_some(error);
                None
            }
        }
    }

    /// Why the date was not taken.
    pub fn message(&self, ui: &mut Ui, context: &Context<'_>) {
        let Some(error) = &self.error else { return };
        let text = egui::RichText::new(error.reason(context.lang()));
        let text = text.color(color32(context.palette.ui.error));
        ui.add(egui::Label::new(text).wrap());
    }
}

/// Selects the text of a field, so that typing replaces it.
fn select_all(ui: &Ui, field: egui::Id, text: &str) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), field).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), field);
}
