//! Keys to actions.

use eframe::egui::{self, Key, Modifiers, PointerButton, text_selection::LabelSelectionState};

use super::{Context, look::part_id, map_frame, type_ahead};
use crate::editor::{Action, Command, Dialog, Editor, Framing, Side, Target};

/// How far an arrow key moves the map, logical pixels.
const PAN_STEP: f64 = 80.0;
/// They open the first bookmarks.
const NUMBERS: [Key; 9] = [
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

pub fn collect(ctx: &egui::Context, context: &Context<'_>, actions: &mut Vec<Action>) {
    let editor = context.editor;
    if type_ahead::goes_on(ctx) {
        return;
    }
    // A dialog keeps all keys.
    if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
        return;
    }
    if let Some(framing) = editor.framing() {
        frame_keys(ctx, framing, actions);
        return;
    }
    let all = with_keys();
    // Esc in a field is for the field, from which egui has taken the keyboard already.
    let was_typing = ctx.data(|data| data.get_temp::<bool>(typing_id())).unwrap_or_default();
    if was_typing && ctx.input(|input| input.key_pressed(Key::Escape)) {
        return;
    }
    // A field that the keyboard was sent to takes it in this frame.
    let is_sent = matches!(context.sent, Some(Target::Search | Target::Date | Target::Filter));
    if is_sent || ctx.text_edit_focused() || egui::Popup::is_any_open(ctx) {
        // Keys that type nothing go on working.
        let types_nothing = |modifiers: &Modifiers, key: &Key| {
            *key == Key::F6 || modifiers.command && !matches!(key, Key::A | Key::C | Key::Z)
        };
        for (command, modifiers, key) in all {
            if types_nothing(&modifiers, &key) {
                call(ctx, editor, (command, modifiers, key), actions);
            }
        }
        if actions.iter().any(opens_field) {
            type_ahead::begin(ctx);
        }
        return;
    }
    // A focused control keeps the keys that it answers to itself.
    let parts = [
        Target::Map,
        Target::Panel(Side::Left),
        Target::Panel(Side::Right),
        Target::Panel(Side::Bottom),
    ];
    let focused = ctx
        .memory(egui::Memory::focused)
        .is_some_and(|id| !parts.iter().any(|part| part_id(*part) == id));
    let pressed = |key: Key| {
        let of_control = matches!(
            key,
            Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown | Key::Enter
        );
        !(focused && of_control) && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key))
    };
    // Before the plain arrows, which do not look at Alt.
    for (key, east, south) in [
        (Key::ArrowLeft, -1.0, 0.0),
        (Key::ArrowRight, 1.0, 0.0),
        (Key::ArrowUp, 0.0, -1.0),
        (Key::ArrowDown, 0.0, 1.0),
    ] {
        if ctx.input_mut(|input| input.consume_key(Modifiers::ALT, key)) {
            actions.push(Action::SelectTowards(east, south));
        }
    }
    if editor.tour().is_some() && pressed(Key::Escape) {
        actions.push(Action::TourTo(None));
    }
    if editor.measuring().is_some() && pressed(Key::Escape) {
        actions.push(Action::ToggleMeasuring);
    }
    if editor.laid().is_some() && pressed(Key::Escape) {
        actions.push(Action::LayOver(None));
    }
    if (editor.mark().is_some() || editor.session().selected.is_some()) && pressed(Key::Escape) {
        actions.push(match editor.mark() {
            Some(_) => Action::ClearMark,
            None => Action::Select(None),
        });
    }
    for (key, action) in [
        (Key::ArrowLeft, Action::PanBy(-PAN_STEP, 0.0)),
        (Key::ArrowRight, Action::PanBy(PAN_STEP, 0.0)),
        (Key::ArrowUp, Action::PanBy(0.0, -PAN_STEP)),
        (Key::ArrowDown, Action::PanBy(0.0, PAN_STEP)),
    ] {
        if pressed(key) {
            actions.push(action);
        }
    }
    for (command, modifiers, key) in all {
        // A focused control answers to Enter itself.
        if command == Command::ZoomToSelection && focused {
            continue;
        }
        call(ctx, editor, (command, modifiers, key), actions);
        // What was typed after it is for the field. Those of the dialog and the date open some frames later, that of
        // the table in the next.
        if actions.iter().any(opens_field) {
            type_ahead::begin(ctx);
            return;
        }
        match actions.iter().find(|action| matches!(action, Action::Focus(_))) {
            Some(Action::Focus(Target::Filter)) => {
                let typed = type_ahead::take_text(ctx);
                if !typed.is_empty() {
                    actions.push(Action::SetFilter(editor.session().filter.clone() + &typed));
                }
                return;
            }
            Some(_) => return,
            None => {}
        }
    }
    copy_rows(ctx, editor, actions);
    if pressed(Key::Equals) {
        actions.extend(Command::ZoomIn.action(editor));
    }
    for (button, action) in
        [(PointerButton::Extra1, Action::Back), (PointerButton::Extra2, Action::Forward)]
    {
        if ctx.input(|input| input.pointer.button_clicked(button)) {
            actions.push(action);
        }
    }
    for (at, key) in NUMBERS.into_iter().enumerate() {
        if at < editor.session().bookmarks.len() && pressed(key) {
            actions.push(Action::OpenBookmark(at));
        }
    }
}

/// Whether an action opens a field that has the keyboard some frames later.
fn opens_field(action: &Action) -> bool {
    matches!(action, Action::ShowDialog(Some(Dialog::Open)) | Action::Focus(Target::Date))
}

fn typing_id() -> egui::Id {
    egui::Id::unique("a field has the keyboard")
}

/// Remembers for the next frame whether a field has the keyboard.
pub fn remember_typing(ctx: &egui::Context) {
    let typing = ctx.text_edit_focused();
    ctx.data_mut(|data| data.insert_temp(typing_id(), typing));
}

/// The keys of the frame, which keeps all others too, as a dialog does.
fn frame_keys(ctx: &egui::Context, framing: &Framing, actions: &mut Vec<Action>) {
    /// What an arrow key moves it by, as a share of its sides; with Shift less.
    const STEP: f64 = 0.05;
    const SMALL_STEP: f64 = 0.01;
    /// What a key makes its sides longer by.
    const GROWTH: f64 = 1.08;
    let on_control =
        ctx.memory(egui::Memory::focused).is_some_and(|focused| focused != map_frame::id());
    let pressed =
        |modifiers: Modifiers, key: Key| ctx.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::NONE, Key::Escape) {
        actions.push(Action::EndFraming(false));
        return;
    }
    if on_control {
        return;
    }
    if pressed(Modifiers::NONE, Key::Enter) {
        actions.push(Action::EndFraming(true));
        return;
    }
    let mut rect = framing.rect();
    for (key, east, south) in [
        (Key::ArrowLeft, -1.0, 0.0),
        (Key::ArrowRight, 1.0, 0.0),
        (Key::ArrowUp, 0.0, -1.0),
        (Key::ArrowDown, 0.0, 1.0),
    ] {
        // With Shift first: egui takes a key with Shift for the key alone too.
        for (modifiers, step) in [(Modifiers::SHIFT, SMALL_STEP), (Modifiers::NONE, STEP)] {
            if pressed(modifiers, key) {
                rect = map_frame::moved(
                    rect,
                    rect.width() * east * step,
                    rect.height() * south * step,
                );
            }
        }
    }
    for (key, by) in [(Key::Plus, GROWTH), (Key::Equals, GROWTH), (Key::Minus, 1.0 / GROWTH)] {
        if pressed(Modifiers::NONE, key) {
            rect = map_frame::scaled(rect, by);
        }
    }
    if rect != framing.rect() {
        actions.push(Action::SetFrame(rect));
    }
}

/// Ctrl+C comes as an event of its own. A figure with the keyboard and marked text copy themselves.
fn copy_rows(ctx: &egui::Context, editor: &Editor, actions: &mut Vec<Action>) {
    let marked = ctx
        .with_plugin::<LabelSelectionState, _>(|state| state.has_selection())
        .unwrap_or_default();
    let of_figure = actions.iter().any(|action| matches!(action, Action::CopyCitation(_)));
    if !marked && !of_figure && ctx.input(|input| input.events.contains(&egui::Event::Copy)) {
        actions.extend(Command::CopyRows.action(editor));
    }
}

/// All commands with keys. egui takes a key with Shift or Alt for the key alone too, so those with
/// more keys come first.
fn with_keys() -> Vec<(Command, Modifiers, Key)> {
    let mut all: Vec<(Command, Modifiers, Key)> = Command::all()
        .filter_map(|command| {
            let (modifiers, key) = keys(command.shortcut()?)?;
            Some((command, modifiers, key))
        })
        .collect();
    // A plus is typed with Shift, or is an equals sign without.
    all.push((Command::Larger, Modifiers::COMMAND, Key::Equals));
    all.sort_by_key(|(_, modifiers, _)| (!modifiers.shift, !modifiers.command, !modifiers.alt));
    all
}

fn call(
    ctx: &egui::Context,
    editor: &Editor,
    (command, modifiers, key): (Command, Modifiers, Key),
    actions: &mut Vec<Action>,
) {
    if ctx.input_mut(|input| input.consume_key(modifiers, key))
        && let Some(action) = command.action(editor)
    {
        actions.push(action);
    }
}

/// A shortcut as egui takes it. `None` for a name that no key has.
fn keys(shortcut: &str) -> Option<(Modifiers, Key)> {
    let mut modifiers = Modifiers::NONE;
    let mut rest = shortcut;
    for (name, modifier) in
        [("Ctrl+", Modifiers::COMMAND), ("Alt+", Modifiers::ALT), ("Shift+", Modifiers::SHIFT)]
    {
        if let Some(after) = rest.strip_prefix(name) {
            modifiers |= modifier;
            rest = after;
        }
    }
    let key = match rest {
        "+" => Key::Plus,
        "-" => Key::Minus,
        "[" => Key::OpenBracket,
        "]" => Key::CloseBracket,
        "?" => Key::Questionmark,
        "," => Key::Comma,
        name => Key::from_name(name)?,
    };
    Some((modifiers, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_has_its_keys_and_none_has_two_commands() {
        let all: Vec<_> = Command::all().filter_map(Command::shortcut).collect();
        for (at, shortcut) in all.iter().enumerate() {
            assert!(keys(shortcut).is_some(), "{shortcut}");
            assert!(!all[..at].contains(shortcut), "{shortcut}");
        }
    }
}
