//! Whether the desktop asks for less motion, asked once and off the frame.
//!
//! On Linux the desktop portal knows (`org.freedesktop.appearance`, `reduced-motion`); older ones pass on what
//! GNOME's settings say of animations. The library that asks is in the program anyway, for screen
//! readers. Windows and macOS tell through calls that no safe library of ours makes: there the user's own
//! choice holds.

use eframe::egui;

use super::App;
use crate::{editor::Action, jobs::Task};

/// What is known of the desktop's wish.
#[derive(Default)]
pub(super) enum Motion {
    #[default]
    Unasked,
    Asking(Task<Option<bool>>),
    /// Whether less motion is wanted; `None` where the desktop does not say.
    Told(Option<bool>),
}

impl App {
    /// Asks the desktop where its wish is to be followed, and follows it. Without a session nothing of
    /// the user's is asked, as in a test.
    pub(super) fn follow_motion(&mut self, ctx: &egui::Context) {
        if !self.editor.session().settings.system_motion || self.session_path.is_none() {
            return;
        }
        match std::mem::take(&mut self.motion) {
            Motion::Unasked => {
                let ctx = ctx.clone();
                self.motion = Motion::Asking(Task::start(move || {
                    let still = desktop::wants_less();
                    ctx.request_repaint();
                    still
                }));
            }
            Motion::Asking(task) if task.is_done() => {
                self.motion = Motion::Told(task.outcome().flatten());
            }
            Motion::Asking(task) => {
                // The repaint that it asks for may come a moment before it counts as done.
                ctx.request_repaint_after(std::time::Duration::from_millis(100));
                self.motion = Motion::Asking(task);
            }
            told @ Motion::Told(_) => self.motion = told,
        }
        if let Motion::Told(Some(still)) = self.motion
            && still != self.editor.session().still
        {
            self.editor.apply(Action::SystemMotion(still), &self.derived);
        }
    }
}

#[cfg(target_os = "linux")]
mod desktop {
    use std::time::Duration;

    use zbus::{
        blocking::{Connection, connection::Builder},
        zvariant::{OwnedValue, Value},
    };

    /// A portal that is not running is started by the call, which takes its time.
    const LONGEST: Duration = Duration::from_secs(2);

    /// `None` where no portal answers.
    pub fn wants_less() -> Option<bool> {
        let bus = Builder::session().ok()?.method_timeout(LONGEST).build().ok()?;
        let reduced = setting(&bus, "org.freedesktop.appearance", "reduced-motion");
        reduced.as_ref().and_then(wanted).or_else(|| {
            let shown = setting(&bus, "org.gnome.desktop.interface", "enable-animations");
            shown.as_ref().and_then(wanted)
        })
    }

    fn setting(bus: &Connection, namespace: &str, key: &str) -> Option<Value<'static>> {
        let call = |method: &str| {
            bus.call_method(
                Some("org.freedesktop.portal.Desktop"),
                "/org/freedesktop/portal/desktop",
                Some("org.freedesktop.portal.Settings"),
                method,
                &(namespace, key),
            )
        };
        // The first version of the interface had only the second of these.
        let reply = call("ReadOne").or_else(|_| call("Read")).ok()?;
        let value: OwnedValue = reply.body().deserialize().ok()?;
        Some(value.into())
    }

    /// What a setting says: a number for motion to be reduced, a truth for animations to be shown. The
    /// older call wraps it twice.
    pub fn wanted(value: &Value<'_>) -> Option<bool> {
        match value {
            Value::Value(inner) => wanted(inner),
            Value::U32(reduced) => Some(*reduced == 1),
            Value::Bool(shown) => Some(!shown),
            _ => None,
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod desktop {
    pub fn wants_less() -> Option<bool> {
        None
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use zbus::zvariant::Value;

    use super::desktop::wanted;

    #[test]
    fn both_settings_are_understood_bare_and_wrapped() {
        assert_eq!(wanted(&Value::U32(1)), Some(true));
        assert_eq!(wanted(&Value::U32(0)), Some(false), "no preference");
        assert_eq!(wanted(&Value::Bool(false)), Some(true), "no animations");
        let wrapped = Value::Value(Box::new(Value::Bool(true)));
        assert_eq!(wanted(&wrapped), Some(false));
        assert_eq!(wanted(&Value::Str("reduce".into())), None);
    }
}
