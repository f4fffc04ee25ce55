//! Options that several commands share, and how their text is read.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::{
    model::{
        Lang,
        as_of::Clock,
        date::{Day, EventDate},
        datum::Crs,
        units::AreaUnit,
    },
    scene::LabelLang,
    style::ThemeName,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum LangArg {
    En,
    Zh,
    Both,
}

impl LangArg {
    pub fn of(lang: LabelLang) -> Self {
        match lang {
            LabelLang::One(Lang::En) => LangArg::En,
            LabelLang::One(Lang::Zh) => LangArg::Zh,
            LabelLang::Both => LangArg::Both,
        }
    }

    pub fn labels(self) -> LabelLang {
        match self {
            LangArg::En => LabelLang::One(Lang::En),
            LangArg::Zh => LabelLang::One(Lang::Zh),
            LangArg::Both => LabelLang::Both,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum UnitArg {
    Km2,
    Ha,
    Mu,
}

spelling_of!(UnitArg, AreaUnit, unit: Km2, Ha, Mu);

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum ThemeArg {
    Light,
    Dark,
    Print,
    /// For everyone's eyes and for a grey printer: areas have hatches besides their colours.
    GreySafe,
}

spelling_of!(ThemeArg, ThemeName, theme: Light, Dark, Print, GreySafe);

/// By whose knowledge a date is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Serialize, Deserialize)]
pub enum ClockArg {
    /// Nothing that was stated later.
    Known,
    /// All that is known now, about then.
    #[default]
    True,
}

spelling_of!(ClockArg, Clock, clock: Known, True);

impl ClockArg {
    /// For records that name only what is not the default.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    Table,
    Csv,
    Json,
}

/// A coordinate system by name or EPSG code.
pub fn parse_crs(text: &str) -> Result<Crs, String> {
    Crs::parse(text).ok_or_else(|| {
        format!(
            "there is no coordinate system \"{text}\" here: wgs84, cgcs2000, gcj02, bd09, or an EPSG code of China such as EPSG:4548"
        )
    })
}

/// Reads `2021-09-16`; a reduced date stands for its last day.
pub fn parse_day(text: &str) -> Result<Day, String> {
    let date: EventDate = text.parse().map_err(|error| format!("{error}"))?;
    Ok(date.last)
}

/// Reads `LON,LAT,ZOOM`.
pub fn parse_view(text: &str) -> Result<(f64, f64, f64), String> {
    let form = "write the view as LON,LAT,ZOOM, such as 116.55,39.96,12.5";
    let numbers: Vec<f64> = text
        .split(',')
        .map(|part| part.trim().parse().map_err(|_| form.to_owned()))
        .collect::<Result<_, _>>()?;
    let [lon, lat, zoom] = numbers[..] else { return Err(form.to_owned()) };
    if !(-180.0..=180.0).contains(&lon) || !(-85.0..=85.0).contains(&lat) {
        return Err(format!("the position is outside the world; {form}"));
    }
    let (low, high) = (crate::scene::viewport::MIN_ZOOM, crate::scene::viewport::MAX_ZOOM);
    if !(low..=high).contains(&zoom) {
        return Err(format!("the zoom goes from {low} to {high}"));
    }
    Ok((lon, lat, zoom))
}

/// A size that is kept as it was written.
pub fn parse_size(text: &str) -> Result<String, String> {
    SizeArg::parse(text).map(|_| text.to_owned())
}

/// A picture's size: pixels, a shape, or a sheet of paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SizeArg {
    Pixels(u32, u32),
    /// Width and height in millimetres.
    Paper(f64, f64),
}

impl SizeArg {
    /// Reads `1920x1080`, `16:9`, `4:3` or `a4` to `a0`, landscape or with `-portrait`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let lower = text.to_ascii_lowercase();
        if let Some(paper) = lower.strip_suffix("-portrait")
            && let Ok(Self::Paper(width, height)) = Self::parse(paper)
        {
            return Ok(Self::Paper(height, width));
        }
        match lower.as_str() {
            "16:9" => return Ok(Self::Pixels(1920, 1080)),
            "4:3" => return Ok(Self::Pixels(1600, 1200)),
            "a4" => return Ok(Self::Paper(297.0, 210.0)),
            "a3" => return Ok(Self::Paper(420.0, 297.0)),
            "a2" => return Ok(Self::Paper(594.0, 420.0)),
            "a1" => return Ok(Self::Paper(841.0, 594.0)),
            "a0" => return Ok(Self::Paper(1189.0, 841.0)),
            _ => {}
        }
        let (width, height) = text
            .split_once(['x', '×'])
            .ok_or("write the size as 1920x1080, 16:9, 4:3, a4 to a0 or a4-portrait")?;
        let side = |text: &str| {
            text.parse::<u32>().map_err(|_| format!("\"{text}\" is not a number of pixels"))
        };
        let (width, height) = (side(width)?, side(height)?);
        let limit = crate::export::png::MAX_SIDE;
        if !(64..=limit).contains(&width) || !(64..=limit).contains(&height) {
            return Err(format!(
                "a picture has 64 to {limit} pixels a side, not {width} × {height}"
            ));
        }
        Ok(Self::Pixels(width, height))
    }

    /// Pixels at a resolution.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "paper is small")]
    pub fn pixels(self, dpi: f64) -> (u32, u32) {
        match self {
            Self::Pixels(width, height) => (width, height),
            Self::Paper(width_mm, height_mm) => {
                let pixels = |mm: f64| (mm / 25.4 * dpi).round() as u32;
                (pixels(width_mm), pixels(height_mm))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_nonsense_refused() {
        assert_eq!(SizeArg::parse("1920x1080"), Ok(SizeArg::Pixels(1920, 1080)));
        assert_eq!(SizeArg::parse("16:9"), Ok(SizeArg::Pixels(1920, 1080)));
        assert_eq!(SizeArg::parse("a4").map(|size| size.pixels(200.0)), Ok((2339, 1654)));
        assert_eq!(SizeArg::parse("a4-portrait"), Ok(SizeArg::Paper(210.0, 297.0)));
        for text in
            ["16:9-portrait", "0x0", "999999x999999", "big", "12x", "-4x9", "99999999999999x1"]
        {
            assert!(SizeArg::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn views_are_read_and_nonsense_refused() {
        assert_eq!(parse_view("116.55,39.96,12.5"), Ok((116.55, 39.96, 12.5)));
        for text in ["116.55,39.96", "a,b,c", "400,39,12", "116,39,30", "NaN,39,12"] {
            assert!(parse_view(text).is_err(), "{text}");
        }
    }
}
