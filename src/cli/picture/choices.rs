//! What a picture is made as: kinds of files, colors, the second of two maps, and marks, as the command
//! line and manifests name them.

use std::path::Path;

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use crate::{
    scene::{
        sheet::{Marks, PagePart},
        theming::ColorBy,
    },
    style::{OfficeFonts, TitleFace},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum PictureFormat {
    Png,
    Svg,
    Pdf,
    /// Slides to edit: the map as a picture, the figures as a table, the sources in the notes.
    Pptx,
    /// An animation over the years.
    Apng,
    /// The same in at most 256 colours, for programs that show no APNG.
    Gif,
}

impl PictureFormat {
    pub fn extension(self) -> &'static str {
        match self {
            PictureFormat::Png => "png",
            PictureFormat::Svg => "svg",
            PictureFormat::Pdf => "pdf",
            PictureFormat::Pptx => "pptx",
            PictureFormat::Apng => "apng",
            PictureFormat::Gif => "gif",
        }
    }

    /// The kind that a file of this name has by its ending.
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        let mut kinds = Self::value_variants().iter().copied();
        kinds.find(|kind| kind.extension().eq_ignore_ascii_case(ending))
    }

    /// Whether a file shows one day after the other.
    pub fn is_animation(self) -> bool {
        matches!(self, PictureFormat::Apng | PictureFormat::Gif)
    }

    /// Whether one file may hold several pages.
    pub fn has_pages(self) -> bool {
        matches!(self, PictureFormat::Pdf | PictureFormat::Pptx)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Serialize, Deserialize)]
pub enum ColorByArg {
    #[default]
    Zone,
    Kind,
    Status,
    District,
    Quality,
    /// The headline figure.
    Published,
    Drawn,
}

spelling_of!(ColorByArg, ColorBy, color_by: Zone, Kind, Status, District, Quality, Published, Drawn);

/// What titles are set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum TitlesArg {
    Sans,
    /// Noto Serif SC; a rare character stands in the sans.
    Serif,
}

spelling_of!(TitlesArg, TitleFace, face: Sans, Serif);

/// The fonts that slides name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Serialize, Deserialize)]
pub enum OfficeFontsArg {
    /// Microsoft YaHei and Arial.
    #[default]
    Plain,
    /// As official documents have them: FZXiaoBiaoSong-B05S for titles, FangSong_GB2312 for the rest.
    Gongwen,
}

spelling_of!(OfficeFontsArg, OfficeFonts, fonts: Plain, Gongwen);

impl OfficeFontsArg {
    /// For records that name only what is not the default.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A part that a page can do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum PartArg {
    /// The inset of the city.
    Locator,
    /// The strip of milestones.
    Strip,
    Legend,
    ScaleBar,
    NorthArrow,
    /// Figures with their sources.
    Figures,
    /// The names of zones.
    Labels,
    Hatches,
    /// All of the base map but the ground.
    BaseMap,
}

spelling_of!(PartArg, PagePart, part: Locator, Strip, Legend, ScaleBar, NorthArrow, Figures, Labels, Hatches, BaseMap);

/// What a page of two maps shows in the second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BesideSpec {
    /// Another zone, by its id.
    Zone(String),
    /// The same on another day.
    Day(String),
}

/// What whoever makes a picture writes on it: see [`Marks`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Args, Serialize, Deserialize)]
#[serde(rename = "Marks", default, deny_unknown_fields)]
pub struct MarksSpec {
    /// A headline in the place of the title, such as a conclusion.
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    pub headline: String,
    /// A marking at the upper left, such as 内部资料.
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    pub marking: String,
    /// Who made it (编制单位), at the lower right.
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    pub prepared_by: String,
    /// When it was made (制图日期), as it is to be read.
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    pub drawn_on: String,
    /// The number of the figure (图号).
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    pub number: String,
    /// The number of the map's approval (审图号), in the place of the note that it has none.
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    pub approval: String,
    /// A paragraph of your own.
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    pub note: String,
}

impl MarksSpec {
    pub fn marks(&self) -> Marks {
        Marks {
            headline: self.headline.clone(),
            marking: self.marking.clone(),
            prepared_by: self.prepared_by.clone(),
            drawn_on: self.drawn_on.clone(),
            number: self.number.clone(),
            approval: self.approval.clone(),
            note: self.note.clone(),
        }
    }

    pub fn of(marks: &Marks) -> Self {
        Self {
            headline: marks.headline.clone(),
            marking: marks.marking.clone(),
            prepared_by: marks.prepared_by.clone(),
            drawn_on: marks.drawn_on.clone(),
            number: marks.number.clone(),
            approval: marks.approval.clone(),
            note: marks.note.clone(),
        }
    }
}
