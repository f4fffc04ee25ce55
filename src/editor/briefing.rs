//! What the briefing panel keeps: how pages are laid out, what is written on them, and which are made.

use super::Extent;
use crate::{
    model::{catalogue::Catalogue, date::Day},
    scene::{
        LabelLang,
        sheet::{Beside, LeftOut, Marks},
    },
    style::{Layout, MapPlace, OfficeFonts, ThemeName, TitleFace},
};

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Png,
    Svg,
    Pdf,
    Pptx,
    /// An animation over the years.
    Apng,
    /// The same in at most 256 colors.
    Gif,
}

impl FileKind {
    pub const ALL: [FileKind; 6] = [
        FileKind::Png,
        FileKind::Svg,
        FileKind::Pdf,
        FileKind::Pptx,
        FileKind::Apng,
        FileKind::Gif,
    ];

    /// The key of its name in the words.
    pub fn key(self) -> &'static str {
        match self {
            FileKind::Png => "file-png",
            FileKind::Svg => "file-svg",
            FileKind::Pdf => "file-pdf",
            FileKind::Pptx => "file-pptx",
            FileKind::Apng => "file-apng",
            FileKind::Gif => "file-gif",
        }
    }

    /// Whether one file may hold several pages.
    pub fn has_pages(self) -> bool {
        matches!(self, FileKind::Pdf | FileKind::Pptx)
    }

    /// Whether a file shows one day after the other.
    pub fn is_animation(self) -> bool {
        matches!(self, FileKind::Apng | FileKind::Gif)
    }
}

/// Which pages are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BriefingOf {
    /// What is in view.
    View,
    /// A page for each zone that the table of the desk lists.
    Rows,
    /// The report and each of its zones.
    Report,
    /// The report and each zone of the catalogue.
    All,
    /// What is in view, at the end of each year.
    Years,
}

impl BriefingOf {
    pub const ALL: [BriefingOf; 5] = [
        BriefingOf::View,
        BriefingOf::Rows,
        BriefingOf::Report,
        BriefingOf::All,
        BriefingOf::Years,
    ];

    /// The key of its name in the words.
    pub fn key(self) -> &'static str {
        match self {
            BriefingOf::View => "briefing-of-view",
            BriefingOf::Rows => "briefing-of-rows",
            BriefingOf::Report => "briefing-of-report",
            BriefingOf::All => "briefing-of-all",
            BriefingOf::Years => "briefing-of-years",
        }
    }
}

/// What the second map of a page of two shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondMap {
    /// A zone by its id.
    Zone(String),
    Day(Day),
}

/// How briefings are made.
#[derive(Debug, Clone, PartialEq)]
pub struct Briefing {
    pub layout: &'static Layout,
    pub kind: FileKind,
    pub of: BriefingOf,
    /// The first and the last year.
    pub years: (i16, i16),
    /// Whether several pages go into one file, where the kind has pages.
    pub atlas: bool,
    /// `None` is that of the window.
    pub lang: Option<LabelLang>,
    /// `None` is that of the window.
    pub theme: Option<ThemeName>,
    pub second: Option<SecondMap>,
    /// What pages of the view show; `None` is what the window shows.
    pub extent: Option<Extent>,
    /// Whether pages of the view show both views, while the window shows two.
    pub both_views: bool,
    /// Parts that their layout gives pages and that they do without.
    pub left_out: LeftOut,
    /// What titles are set in; `None` is that of the layout.
    pub titles: Option<TitleFace>,
    /// The fonts that slides name.
    pub fonts: OfficeFonts,
    pub marks: Marks,
    /// Path of a presentation whose looks slides take; empty for ours.
    pub template: String,
}

impl Default for Briefing {
    fn default() -> Self {
        Self {
            layout: Layout::sheet(),
            kind: FileKind::Png,
            of: BriefingOf::View,
            years: (2015, 2026),
            atlas: true,
            lang: None,
            theme: None,
            second: None,
            extent: None,
            both_views: true,
            left_out: LeftOut::NONE,
            titles: None,
            fonts: OfficeFonts::Plain,
            marks: Marks::default(),
            template: String::new(),
        }
    }
}

impl Briefing {
    /// The layout; that of one map where a page of two lacks the second.
    pub fn layout_in(&self, catalogue: &Catalogue) -> &'static Layout {
        let lacks = self.layout.map == MapPlace::Pair && self.beside(catalogue).is_none();
        if lacks { Layout::sheet() } else { self.layout }
    }

    /// Which pages are made: an animation goes over the years.
    pub fn pages(&self) -> BriefingOf {
        if self.kind.is_animation() { BriefingOf::Years } else { self.of }
    }

    /// Whether an extent decides what its pages show: those of the view, with a map, or two of one view.
    pub fn takes_extent(&self) -> bool {
        let of_view = matches!(self.pages(), BriefingOf::View | BriefingOf::Years);
        let has_view = match self.layout.map {
            MapPlace::Beside { .. } | MapPlace::Fill => true,
            MapPlace::Pair => !matches!(self.second, Some(SecondMap::Zone(_))),
            MapPlace::Absent => false,
        };
        of_view && has_view
    }

    /// Why pages cannot be made as they are asked for: the key of the words for it.
    pub fn lacks(&self, catalogue: &Catalogue) -> Option<&'static str> {
        const MOST_YEARS: i16 = 200;
        let (from, to) = self.years;
        let years = (1..=to).contains(&from) && to < 10_000 && to - from < MOST_YEARS;
        if self.pages() == BriefingOf::Years && !years {
            return Some("briefing-lacks-years");
        }
        let second = self.layout.map == MapPlace::Pair && self.beside(catalogue).is_none();
        second.then_some("briefing-lacks-second")
    }

    /// The second map of a page of two.
    pub fn beside(&self, catalogue: &Catalogue) -> Option<Beside> {
        if self.layout.map != MapPlace::Pair {
            return None;
        }
        match self.second.as_ref()? {
            SecondMap::Day(day) => Some(Beside::Day(*day)),
            SecondMap::Zone(id) => {
                let index = catalogue.zones.iter().position(|zone| zone.id == *id)?;
                Some(Beside::Zone(index))
            }
        }
    }
}
