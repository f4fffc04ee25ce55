//! The settings of the briefing panel as part of the session file.

use serde::{Deserialize, Serialize};

use crate::{
    cli::{
        LangArg, ThemeArg,
        picture::{MarksSpec, OfficeFontsArg, PartArg, PictureFormat, TitlesArg},
    },
    editor::{Briefing, BriefingOf, Extent, FileKind, SecondMap},
    model::date::EventDate,
    style::Layout,
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename = "Briefing", default)]
pub struct BriefingTwin {
    layout: String,
    kind: PictureFormat,
    of: OfTwin,
    years: (i16, i16),
    atlas: bool,
    lang: Option<LangArg>,
    theme: Option<ThemeArg>,
    second_zone: Option<String>,
    second_day: Option<String>,
    /// West, south, east, north; degrees of WGS-84.
    extent: Option<(f64, f64, f64, f64)>,
    both_views: bool,
    without: Vec<PartArg>,
    titles: Option<TitlesArg>,
    office_fonts: OfficeFontsArg,
    marks: MarksSpec,
    template: String,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum OfTwin {
    View,
    Rows,
    Report,
    All,
    Years,
}

impl Default for BriefingTwin {
    fn default() -> Self {
        Self::of(&Briefing::default())
    }
}

/// The kind of file as the commands name it.
pub fn format_of(kind: FileKind) -> PictureFormat {
    match kind {
        FileKind::Png => PictureFormat::Png,
        FileKind::Svg => PictureFormat::Svg,
        FileKind::Pdf => PictureFormat::Pdf,
        FileKind::Pptx => PictureFormat::Pptx,
        FileKind::Apng => PictureFormat::Apng,
        FileKind::Gif => PictureFormat::Gif,
    }
}

impl BriefingTwin {
    pub fn of(briefing: &Briefing) -> Self {
        let (second_zone, second_day) = match &briefing.second {
            Some(SecondMap::Zone(id)) => (Some(id.clone()), None),
            Some(SecondMap::Day(day)) => (None, Some(day.to_string())),
            None => (None, None),
        };
        Self {
            layout: briefing.layout.id.clone(),
            kind: format_of(briefing.kind),
            of: match briefing.of {
                BriefingOf::View => OfTwin::View,
                BriefingOf::Rows => OfTwin::Rows,
                BriefingOf::Report => OfTwin::Report,
                BriefingOf::All => OfTwin::All,
                BriefingOf::Years => OfTwin::Years,
            },
            years: briefing.years,
            atlas: briefing.atlas,
            lang: briefing.lang.map(LangArg::of),
            theme: briefing.theme.map(ThemeArg::of),
            second_zone,
            second_day,
            extent: briefing
                .extent
                .map(|extent| (extent.west, extent.south, extent.east, extent.north)),
            both_views: briefing.both_views,
            without: briefing.left_out.parts().map(PartArg::of).collect(),
            titles: briefing.titles.map(TitlesArg::of),
            office_fonts: OfficeFontsArg::of(briefing.fonts),
            marks: MarksSpec::of(&briefing.marks),
            template: briefing.template.clone(),
        }
    }

    /// The settings; what this version does not know is as at first.
    pub fn briefing(self) -> Briefing {
        let day = self.second_day.and_then(|day| day.parse::<EventDate>().ok());
        Briefing {
            layout: Layout::named(&self.layout).unwrap_or_else(Layout::sheet),
            kind: match self.kind {
                PictureFormat::Png => FileKind::Png,
                PictureFormat::Svg => FileKind::Svg,
                PictureFormat::Pdf => FileKind::Pdf,
                PictureFormat::Pptx => FileKind::Pptx,
                PictureFormat::Apng => FileKind::Apng,
                PictureFormat::Gif => FileKind::Gif,
            },
            of: match self.of {
                OfTwin::View => BriefingOf::View,
                OfTwin::Rows => BriefingOf::Rows,
                OfTwin::Report => BriefingOf::Report,
                OfTwin::All => BriefingOf::All,
                OfTwin::Years => BriefingOf::Years,
            },
            years: self.years,
            atlas: self.atlas,
            lang: self.lang.map(LangArg::labels),
            theme: self.theme.map(ThemeArg::theme),
            second: match (self.second_zone, day) {
                (Some(id), _) => Some(SecondMap::Zone(id)),
                (None, Some(day)) => Some(SecondMap::Day(day.last)),
                (None, None) => None,
            },
            extent: self
                .extent
                .map(|(west, south, east, north)| Extent { west, south, east, north })
                .filter(Extent::is_sound),
            both_views: self.both_views,
            left_out: self.without.into_iter().map(PartArg::part).collect(),
            titles: self.titles.map(TitlesArg::face),
            fonts: self.office_fonts.fonts(),
            marks: self.marks.marks(),
            template: self.template,
        }
    }
}
