//! Charts of the zones of a table: what is drawn against what, the marks, and the picture. The picture
//! is a [`Scene`] as maps are, so that one chain makes the same bytes of it as PNG, SVG and PDF.

mod axis;
mod marks;
mod page;

pub use axis::ChartScale;
pub use marks::{
    ChartChoice, ChartMark, ChartMarks, ChartValue, MOST_BARS, chart_marks, chart_number_of,
};
pub use page::{ChartEntry, ChartInput, LegendEntry, chart_page};

use super::{Scene, theming::Theming};
use crate::{
    model::{Lang, as_of::AsOf, boundary::BoundaryQuality, catalogue::Catalogue, units::AreaUnit},
    style::{Palette, ThemeName},
    words,
};

/// Everything that decides the picture of a chart.
pub struct ChartPicture<'a> {
    pub catalogue: &'a Catalogue,
    pub marks: &'a ChartMarks,
    pub choice: ChartChoice,
    pub lang: Lang,
    pub unit: AreaUnit,
    pub at: AsOf,
    pub theme: ThemeName,
    /// Of the colours; without it each zone has its own.
    pub theming: Option<&'a Theming>,
    /// Width and height in pixels.
    pub size: (u32, u32),
}

/// The picture of a chart, for window and command alike.
pub fn chart_picture(picture: &ChartPicture<'_>) -> Scene {
    let (lang, unit, choice) = (picture.lang, picture.unit, picture.choice);
    let palette = Palette::of(picture.theme);
    let palette = match picture.theming {
        Some(theming) => theming.dress(palette),
        None => palette,
    };
    let shown = &picture.marks.shown;
    let entries: Vec<ChartEntry> = shown
        .iter()
        .map(|mark| ChartEntry {
            name: mark.name.clone(),
            color: palette.zone(mark.index),
            value: mark.value,
            value_text: mark.value_text.clone(),
            across: choice.across.map(|_| mark.across),
        })
        .collect();
    let values: Vec<f64> = shown.iter().map(|mark| mark.value).collect();
    let across: Vec<f64> = shown.iter().map(|mark| mark.across).collect();
    let value_name = choice.value.name(lang, unit);
    let across_name = choice.across.map(|across| across.name(lang, unit)).unwrap_or_default();
    let count = shown.len().to_string();
    let key = if choice.across.is_some() { "chart-title-points" } else { "chart-title" };
    let of = [("value", value_name.as_str()), ("across", &across_name), ("count", &count)];
    let up = |number: f64| chart_number_of(choice.value, number);
    let right = |number: f64| chart_number_of(choice.across.unwrap_or(choice.value), number);
    chart_page(&ChartInput {
        lang,
        title: words::t_with(lang, key, &of),
        details: details(picture),
        axes: [axis_name(lang, &value_name, &values), axis_name(lang, &across_name, &across)],
        entries: &entries,
        legend: legend(picture, &palette),
        palette: &palette,
        foot: foot(picture),
        size: picture.size,
        write: [&up, &right],
    })
}

/// The name of an axis, and whether it is logarithmic.
pub fn axis_name(lang: Lang, name: &str, values: &[f64]) -> String {
    match ChartScale::of(values) {
        ChartScale::Linear => name.to_owned(),
        ChartScale::Log => words::t_with(lang, "chart-log", &[("name", name)]),
    }
}

/// The date, whether only the first of many are shown, and whether drawn areas only give an idea.
fn details(picture: &ChartPicture<'_>) -> String {
    let (lang, marks) = (picture.lang, picture.marks);
    let mut parts = vec![words::as_of(lang, picture.at)];
    if marks.shown.len() < marks.count {
        let (shown, count) = (marks.shown.len().to_string(), marks.count.to_string());
        parts.push(words::t_with(lang, "chart-first", &[("shown", &shown), ("count", &count)]));
    }
    if shows_schematic(picture) {
        parts.push(words::t(lang, "chart-schematic"));
    }
    parts.join(" · ")
}

/// Whether areas are shown that were measured on outlines which only give an idea of the ground.
fn shows_schematic(picture: &ChartPicture<'_>) -> bool {
    let ChartChoice { value, across, .. } = picture.choice;
    let is_schematic = |mark: &ChartMark| {
        let outline = picture.catalogue.zones[mark.index].outline_on(picture.at);
        outline.is_some_and(|outline| outline.quality == BoundaryQuality::Schematic)
    };
    (value.is_drawn() || across.is_some_and(ChartValue::is_drawn))
        && picture.marks.shown.iter().any(is_schematic)
}

/// The program, the catalogue's version, and who published the values.
fn foot(picture: &ChartPicture<'_>) -> String {
    let lang = picture.lang;
    let mut sources: Vec<&str> = Vec::new();
    for id in picture.marks.shown.iter().flat_map(|mark| &mark.sources) {
        let source = picture.catalogue.source(id);
        let name = source.map_or(id.as_str(), |source| source.publisher.get(lang));
        if !sources.contains(&name) {
            sources.push(name);
        }
    }
    let program = format!("{} {}", words::t(lang, "app-name"), picture.catalogue.version);
    if sources.is_empty() {
        return program;
    }
    let colon = match lang {
        Lang::En => ": ",
        Lang::Zh => "：",
    };
    let sources = sources.join(words::list_separator(lang));
    format!("{program} · {}{colon}{sources}", words::t(lang, "sheet-sources"))
}

/// The classes that occur, in the order of the map's legend.
fn legend(picture: &ChartPicture<'_>, palette: &Palette) -> Vec<LegendEntry> {
    let Some(theming) = picture.theming else { return Vec::new() };
    let of_zones = theming.of_zones();
    let occurs = |class: usize| {
        let of_mark = |mark: &ChartMark| of_zones.get(mark.index).copied().map(usize::from);
        picture.marks.shown.iter().any(|mark| of_mark(mark) == Some(class))
    };
    let classes = theming.classes.iter().enumerate().filter(|(at, _)| occurs(*at));
    classes
        .map(|(_, class)| LegendEntry {
            name: class.label.get(picture.lang).to_owned(),
            color: palette.swatch(class.swatch),
        })
        .collect()
}
