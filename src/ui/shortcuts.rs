//! Keys to actions.

use eframe::egui::{self, Key, Modifiers, PointerButton};

use super::Context;
use crate::{
    editor::Action,
    model::{Lang, units::AreaUnit},
};

/// How far an arrow key moves the map, logical pixels.
const PAN_STEP: f64 = 80.0;
const ZOOM_STEP: f64 = 0.5;
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
    if ctx.text_edit_focused() || egui::Popup::is_any_open(ctx) {
        return;
    }
    let editor = context.editor;
    // A focused control keeps the keys that it answers to itself.
    let focused = ctx.memory(|memory| memory.focused().is_some());
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
    if editor.measuring().is_some() && pressed(Key::Escape) {
        actions.push(Action::ToggleMeasuring);
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
        (Key::Plus, Action::ZoomBy(ZOOM_STEP)),
        (Key::Equals, Action::ZoomBy(ZOOM_STEP)),
        (Key::Minus, Action::ZoomBy(-ZOOM_STEP)),
        (Key::Home, Action::ShowReport),
        (Key::B, Action::MakePicture),
        (Key::M, Action::ToggleMeasuring),
        (Key::D, Action::ToggleTheme),
        (Key::OpenBracket, Action::Back),
        (Key::CloseBracket, Action::Forward),
        (Key::K, Action::AddBookmark),
        (Key::T, Action::SetAsOf(None)),
    ] {
        if pressed(key) {
            actions.push(action);
        }
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
    if pressed(Key::L) {
        actions.push(Action::SetLang(match context.lang() {
            Lang::En => Lang::Zh,
            Lang::Zh => Lang::En,
        }));
    }
    if pressed(Key::U) {
        actions.push(Action::SetUnit(match editor.session().unit {
            AreaUnit::Km2 => AreaUnit::Ha,
            AreaUnit::Ha => AreaUnit::Mu,
            AreaUnit::Mu => AreaUnit::Km2,
        }));
    }
    if pressed(Key::Enter)
        && let Some(index) = editor.selected()
    {
        actions.push(Action::ZoomToZone(editor.catalogue().zones[index].id.clone()));
    }
}
