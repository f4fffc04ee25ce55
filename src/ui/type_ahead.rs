//! What is typed between the keys that open a field and the frame in which it has the keyboard: it is kept for the
//! field, calls no command, and is not lost.

use eframe::egui::{self, Id};

/// A field that has not come by then does not come.
const MOST_FRAMES: u8 = 20;

/// What was typed so far, and for how many frames more it is kept.
#[derive(Debug, Clone, Default)]
struct Ahead {
    text: String,
    frames: u8,
}

fn id() -> Id {
    Id::unique("typed ahead")
}

fn change<R>(ctx: &egui::Context, change: impl FnOnce(&mut Ahead) -> R) -> R {
    ctx.data_mut(|data| change(data.get_temp_mut_or_default::<Ahead>(id())))
}

/// From now on what is typed is for a field that is about to open.
pub fn begin(ctx: &egui::Context) {
    let text = take_text(ctx);
    change(ctx, |ahead| *ahead = Ahead { text, frames: MOST_FRAMES });
}

/// Keeps what was typed in this frame, where a field is about to open; says whether one is.
pub fn goes_on(ctx: &egui::Context) -> bool {
    let is_awaited = change(ctx, |ahead| {
        ahead.frames = ahead.frames.saturating_sub(1);
        ahead.frames > 0
    });
    if is_awaited {
        let typed = take_text(ctx);
        change(ctx, |ahead| ahead.text.push_str(&typed));
    }
    is_awaited
}

/// What was typed ahead, for the field with this id once it has the keyboard.
pub fn take(ctx: &egui::Context, field: Id) -> Option<String> {
    if !ctx.memory(|memory| memory.has_focus(field)) {
        return None;
    }
    let ahead = change(ctx, std::mem::take);
    (!ahead.text.is_empty()).then_some(ahead.text)
}

/// Takes what was typed in this frame.
pub fn take_text(ctx: &egui::Context) -> String {
    ctx.input_mut(|input| {
        let mut typed = String::new();
        input.events.retain(|event| match event {
            egui::Event::Text(text) => {
                typed.push_str(text);
                false
            }
            _ => true,
        });
        typed
    })
}

/// Sets the cursor of a field behind its text.
pub fn cursor_to_end(ctx: &egui::Context, field: Id, text: &str) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = egui::text_edit::TextEditState::load(ctx, field).unwrap_or_default();
    let end = CCursorRange::one(CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(end));
    state.store(ctx, field);
}
