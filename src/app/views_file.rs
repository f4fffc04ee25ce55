//! The views of the map in the session file.

use serde::{Deserialize, Serialize};

use crate::editor::{SecondView, Session, Views};

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename = "Views", default)]
pub struct ViewsTwin {
    shown: ShownTwin,
    as_of: Option<String>,
    base_map: Option<String>,
    line: f32,
}

#[derive(Debug, Default, Serialize, Deserialize)]
enum ShownTwin {
    #[default]
    One,
    Swipe,
    SideBySide,
}

impl Default for ViewsTwin {
    fn default() -> Self {
        Self::of(&Session::default())
    }
}

impl ViewsTwin {
    pub fn of(session: &Session) -> Self {
        Self {
            shown: match session.views {
                Views::One => ShownTwin::One,
                Views::Swipe => ShownTwin::Swipe,
                Views::SideBySide => ShownTwin::SideBySide,
            },
            as_of: session.second.as_of.map(|day| day.to_string()),
            base_map: session.second.base_map.clone(),
            line: session.second.line,
        }
    }

    pub fn views(&self) -> Views {
        match self.shown {
            ShownTwin::One => Views::One,
            ShownTwin::Swipe => Views::Swipe,
            ShownTwin::SideBySide => Views::SideBySide,
        }
    }

    /// A line that makes no sense is put in the middle.
    pub fn second(self) -> SecondView {
        SecondView {
            as_of: self.as_of.and_then(|text| text.parse().ok()),
            base_map: self.base_map,
            line: if self.line.is_finite() { self.line.clamp(0.02, 0.98) } else { 0.5 },
        }
    }
}
