//! What the user has chosen once for all documents, and the files that were open.

use std::path::PathBuf;

/// Choices of the settings dialog that are no part of the view.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Settings {
    /// Whether the language is that of the system at each start.
    pub system_lang: bool,
    /// Whether the theme is that of the system.
    pub system_theme: bool,
    /// Whether the map glides or jumps as the system has it.
    pub system_motion: bool,
    /// The size of the interface in percent of the usual one.
    pub scale: u16,
    /// Where pictures are written; `None` is the user's folder for pictures.
    pub pictures: Option<PathBuf>,
    /// What kept tiles may take of the disk, megabytes.
    pub tiles_mb: u32,
    /// Whether the tour of a first start is over.
    pub tour_done: bool,
}

impl Settings {
    pub const SCALES: [u16; 7] = [75, 90, 100, 125, 150, 175, 200];
    pub const TILES_MB: [u32; 5] = [128, 512, 1024, 2048, 4096];

    /// The next larger or smaller size.
    pub fn next_scale(&self, larger: bool) -> u16 {
        let mut scales = Self::SCALES.into_iter();
        let next = if larger {
            scales.find(|scale| *scale > self.scale)
        } else {
            scales.rfind(|scale| *scale < self.scale)
        };
        next.unwrap_or(self.scale)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            system_lang: false,
            system_theme: false,
            system_motion: false,
            scale: 100,
            pictures: None,
            tiles_mb: 512,
            tour_done: true,
        }
    }
}

/// What was opened before.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Recent {
    /// Catalogues and layers that were opened together.
    Files(Vec<PathBuf>),
    /// A base map: a file, an offered source or an address.
    BaseMap(String),
}

impl Recent {
    /// As many are kept.
    pub const MOST: usize = 12;

    /// The names of the files without their folders, or of the base map.
    pub fn name(&self) -> String {
        match self {
            Recent::Files(files) => files
                .iter()
                .map(|path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
                .collect::<Vec<_>>()
                .join(", "),
            // An address is best known by its server.
            Recent::BaseMap(name) if name.contains("://") => {
                let rest = name.split_once("://").map_or(name.as_str(), |(_, rest)| rest);
                rest.split('/').next().unwrap_or(rest).to_owned()
            }
            Recent::BaseMap(name) => {
                name.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or(name).to_owned()
            }
        }
    }

    /// Where it lies, in full.
    pub fn place(&self) -> String {
        match self {
            Recent::Files(files) => {
                files.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
            }
            Recent::BaseMap(name) => name.clone(),
        }
    }
}

/// A panel that can be hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    Left,
    Right,
    Bottom,
}

/// What stands over the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialog {
    Help,
    Open,
    Settings,
    About,
}

/// Where the keyboard is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    Search,
    Date,
    Menu,
    /// The filter of the table of zones.
    Filter,
    /// The list of zones to lay over the selected one.
    LayOver,
    Panel(Side),
    Map,
}

impl Target {
    /// The order in which F6 goes through the window.
    const ROUND: [Target; 5] = [
        Target::Search,
        Target::Panel(Side::Left),
        Target::Map,
        Target::Panel(Side::Right),
        Target::Panel(Side::Bottom),
    ];

    /// The part of the window after this one, or before it.
    #[must_use]
    pub fn next(self, forward: bool) -> Self {
        let at = Self::ROUND.iter().position(|target| *target == self);
        let step = if forward { 1 } else { Self::ROUND.len() - 1 };
        Self::ROUND[at.map_or(0, |at| (at + step) % Self::ROUND.len())]
    }
}

/// Steps of the tour.
pub const TOUR_STEPS: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_go_step_by_step_and_stop_at_the_ends() {
        let mut settings = Settings::default();
        assert_eq!((settings.next_scale(true), settings.next_scale(false)), (125, 90));
        settings.scale = 200;
        assert_eq!(settings.next_scale(true), 200);
        settings.scale = 75;
        assert_eq!(settings.next_scale(false), 75);
        // A session may have been edited by hand.
        settings.scale = 110;
        assert_eq!((settings.next_scale(true), settings.next_scale(false)), (125, 100));
    }

    #[test]
    fn the_keyboard_goes_round_the_window_both_ways() {
        let mut at = Target::Search;
        for _ in 0..5 {
            assert_eq!(at.next(true).next(false), at);
            at = at.next(true);
        }
        assert_eq!(at, Target::Search);
        assert_eq!(Target::Date.next(true), Target::Search);
    }
}
