//! The filter of the table of zones: its field, what is wrong with it, and what it leaves out.

use eframe::egui::{self, Key, Ui};

use crate::{
    editor::{Action, Target, desk::FilterError},
    reasons::shortened,
    ui::{
        Context,
        look::{color32, slim_button, small, wrapped},
    },
    words,
};

/// The field, and how many zones it lets through.
pub(super) fn field(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    let mut text = context.editor.session().filter.clone();
    let id = egui::Id::unique("filter of the desk");
    if context.is_sent_to(Target::Filter) {
        // Before the field is shown, so that it takes what was typed in the same frame.
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let field = egui::TextEdit::singleline(&mut text)
        .id(id)
        .desired_width((ui.available_width() - 400.0).clamp(90.0, 240.0))
        .char_limit(2000)
        .hint_text(context.t("filter-hint"));
    let response = ui.add(field);
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::TextInput, true, context.t("filter"))
    });
    // egui takes the keyboard from a field as soon as Esc is pressed.
    let escaped = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
    if escaped && !text.is_empty() {
        actions.push(Action::SetFilter(String::new()));
        response.request_focus();
    } else if response.changed() {
        actions.push(Action::SetFilter(text));
    }
    let mut count = counted(context, "filter-count");
    if let Some(sum) = &context.derived.selected {
        let selected = words::count(sum.count);
        let selected =
            words::t_with(context.lang(), "selection-count", &[("count", selected.as_str())]);
        count = format!("{count} · {selected}");
    }
    ui.label(small(count, &context.palette.ui));
}

fn counted(context: &Context<'_>, key: &str) -> String {
    let desk = &context.derived.desk;
    let (shown, all) = (words::count(desk.order.len()), words::count(desk.rows.len()));
    let filter = shortened(context.editor.session().filter.trim());
    let values = [("shown", shown.as_str()), ("all", &all), ("filter", &filter)];
    words::t_with(context.lang(), key, &values)
}

/// What is wrong with the filter, in a line of its own.
pub(super) fn error(ui: &mut Ui, context: &Context<'_>) {
    let Some(error) = &context.derived.desk.filter_error else { return };
    let text = egui::RichText::new(error_text(context, error)).size(super::SIZE);
    let text = text.color(color32(context.palette.ui.error));
    wrapped(ui, text);
}

fn error_text(context: &Context<'_>, error: &FilterError) -> String {
    let (key, part) = match error {
        FilterError::NoNumber(part) => ("filter-no-number", part),
        FilterError::NoColumn(part) => ("filter-no-column", part),
    };
    // A part may be as long as the field allows.
    let part: String = part.chars().take(40).collect();
    words::t_with(context.lang(), key, &[("part", &part)])
}

/// Where the field is out of sight: that there is a filter, what it leaves, and the way to be rid of it.
pub(super) fn note(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    if context.editor.session().filter.trim().is_empty() {
        return;
    }
    error(ui, context);
    ui.horizontal_wrapped(|ui| {
        ui.label(small(counted(context, "filter-note"), &context.palette.ui));
        clear(ui, context, actions);
    });
}

pub(super) fn clear(ui: &mut Ui, context: &Context<'_>, actions: &mut Vec<Action>) {
    if slim_button(ui, &context.t("filter-clear")).clicked() {
        actions.push(Action::SetFilter(String::new()));
    }
}
