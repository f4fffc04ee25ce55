//! A picture as data: everything that decides it, for the command line and the manifest alike.

use anyhow::Result;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use super::{
    LangArg, ThemeArg, UnitArg, Usage,
    options::{SizeArg, parse_day},
};
use crate::{
    basemap::TileStore,
    export::{pdf, png, pptx, svg},
    jobs::parallel_map,
    model::{boundary::LonLat, catalogue::Catalogue, check::nearest, date::Day},
    scene::{
        Scene, WorldPoint,
        map::Layers,
        sheet::{Layout, SheetInput, Subject, compose, slides},
        theming::ColorBy,
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum PictureFormat {
    Png,
    Svg,
    Pdf,
    /// Slides to edit: the map as a picture, the figures as a table, the sources in the notes.
    Pptx,
}

impl PictureFormat {
    pub fn extension(self) -> &'static str {
        match self {
            PictureFormat::Png => "png",
            PictureFormat::Svg => "svg",
            PictureFormat::Pdf => "pdf",
            PictureFormat::Pptx => "pptx",
        }
    }

    /// Whether one file may hold several pages.
    pub fn has_pages(self) -> bool {
        matches!(self, PictureFormat::Pdf | PictureFormat::Pptx)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum ColorByArg {
    Zone,
    Kind,
    Status,
    District,
    Quality,
    /// The headline figure.
    Published,
    Drawn,
}

impl ColorByArg {
    fn of(by: ColorBy) -> Self {
        match by {
            ColorBy::Zone => ColorByArg::Zone,
            ColorBy::Kind => ColorByArg::Kind,
            ColorBy::Status => ColorByArg::Status,
            ColorBy::District => ColorByArg::District,
            ColorBy::Quality => ColorByArg::Quality,
            ColorBy::Published => ColorByArg::Published,
            ColorBy::Drawn => ColorByArg::Drawn,
        }
    }

    pub fn color_by(self) -> ColorBy {
        match self {
            ColorByArg::Zone => ColorBy::Zone,
            ColorByArg::Kind => ColorBy::Kind,
            ColorByArg::Status => ColorBy::Status,
            ColorByArg::District => ColorBy::District,
            ColorByArg::Quality => ColorBy::Quality,
            ColorByArg::Published => ColorBy::Published,
            ColorByArg::Drawn => ColorBy::Drawn,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum LayoutArg {
    Sheet,
    Map,
}

/// What a picture, or a page of it, is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SubjectSpec {
    /// By its id.
    Zone(String),
    /// All zones of the report.
    Report,
    /// Longitude, latitude (WGS-84) and zoom.
    View(f64, f64, f64),
    /// A view of the window: the same, with the zone that is selected, and whether the page is about it.
    Seen(f64, f64, f64, Option<String>, bool),
}

/// Everything that decides a picture but the catalogue and the base map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "Picture", deny_unknown_fields)]
pub struct PictureSpec {
    /// One for a picture, more for the pages of an atlas.
    pub pages: Vec<SubjectSpec>,
    pub format: PictureFormat,
    /// As the command line takes it.
    pub size: String,
    pub dpi: u32,
    pub lang: LangArg,
    /// A whole date; empty where the catalogue has none.
    pub as_of: String,
    pub unit: UnitArg,
    pub theme: ThemeArg,
    pub layout: LayoutArg,
    pub color_by: ColorByArg,
    pub neighbours: bool,
    pub wider: bool,
    /// Roads, water, districts, names of the base map.
    #[serde(default = "all_layers")]
    pub layers: (bool, bool, bool, bool),
}

/// What every picture of the command line shows of the base map.
pub fn all_layers() -> (bool, bool, bool, bool) {
    (true, true, true, true)
}

/// What stands before the picture in its origin.
const PROGRAM: &str = "BeijingZones ";

/// What a page whose size is given in pixels is printed at.
const SCREEN_DPI: f64 = 96.0;
const POINTS_PER_INCH: f64 = 72.0;

impl PictureSpec {
    /// Whether it can be made of a catalogue, as far as that can be told without drawing it.
    pub fn check(&self, catalogue: &Catalogue) -> Result<()> {
        self.pages.iter().try_for_each(|page| self.input(page, catalogue).map(|_| ()))
    }

    /// Makes the file. How it was made is written into it where the format has a place for that.
    pub fn make(&self, catalogue: &Catalogue, store: &TileStore) -> Result<Vec<u8>> {
        let inputs: Vec<SheetInput<'_>> =
            self.pages.iter().map(|page| self.input(page, catalogue)).collect::<Result<_>>()?;
        if self.format == PictureFormat::Pptx {
            let each = parallel_map(&inputs, |input| slides(input, store));
            let mut all = Vec::new();
            for slides in each {
                all.extend(slides?);
            }
            let shape = inputs.first().map_or((16, 9), |input| input.size);
            return Ok(pptx::encode(&all, shape)?);
        }
        let scenes: Vec<Scene> = parallel_map(&inputs, |input| {
            let mut scene = compose(input, store)?.scene;
            scene.about.origin = self.origin();
            Ok(scene)
        })
        .into_iter()
        .collect::<Result<_>>()?;
        let first = scenes.first().ok_or_else(|| Usage("a picture has no pages".to_owned()))?;
        Ok(match self.format {
            PictureFormat::Png => png::encode(first)?,
            PictureFormat::Svg => svg::encode(first)?,
            PictureFormat::Pdf | PictureFormat::Pptx => {
                let dpi = match self.size()? {
                    SizeArg::Paper(..) => f64::from(self.dpi),
                    SizeArg::Pixels(..) => SCREEN_DPI,
                };
                #[expect(clippy::cast_possible_truncation, reason = "a small number")]
                let scale = first.scale * (POINTS_PER_INCH / dpi) as f32;
                pdf::encode(&scenes, scale)?
            }
        })
    }

    /// The picture in one line, as a manifest has it: from this it can be made again.
    pub fn origin(&self) -> String {
        let text = ron::to_string(self).expect("numbers and texts are always RON");
        format!("{PROGRAM}{} {text}", env!("CARGO_PKG_VERSION"))
    }

    /// Reads the line that [`PictureSpec::origin`] gives.
    pub fn from_origin(line: &str) -> Option<Self> {
        let (_version, text) = line.strip_prefix(PROGRAM)?.split_once(' ')?;
        ron::from_str(text).ok()
    }

    /// The picture that the window makes of what is in view; `None` for a subject that is no view.
    pub fn of_window(input: &SheetInput<'_>, format: PictureFormat) -> Option<Self> {
        let Subject::View { center, zoom, selected, titled } = input.subject else { return None };
        let at = center.to_lon_lat();
        let selected = selected.map(|index| input.catalogue.zones[index].id.clone());
        Some(Self {
            pages: vec![SubjectSpec::Seen(at.lon, at.lat, zoom, selected, titled)],
            format,
            size: format!("{}x{}", input.size.0, input.size.1),
            dpi: 200,
            lang: LangArg::of(input.lang),
            as_of: if input.day < Day::MAX { input.day.to_string() } else { String::new() },
            unit: UnitArg::of(input.unit),
            theme: ThemeArg::of(input.theme),
            layout: match input.layout {
                Layout::Sheet => LayoutArg::Sheet,
                Layout::Map => LayoutArg::Map,
            },
            color_by: ColorByArg::of(input.color_by),
            neighbours: input.neighbours,
            wider: input.wider,
            layers: (
                input.layers.roads,
                input.layers.water,
                input.layers.districts,
                input.layers.names,
            ),
        })
    }

    fn size(&self) -> Result<SizeArg> {
        Ok(SizeArg::parse(&self.size).map_err(Usage)?)
    }

    /// Width and height in pixels.
    pub fn pixels(&self) -> Result<(u32, u32)> {
        Ok(self.size()?.pixels(f64::from(self.dpi)))
    }

    fn day(&self) -> Result<Day> {
        if self.as_of.is_empty() {
            return Ok(Day::MAX);
        }
        Ok(parse_day(&self.as_of).map_err(Usage)?)
    }

    fn input<'a>(&self, page: &SubjectSpec, catalogue: &'a Catalogue) -> Result<SheetInput<'a>> {
        let day = self.day()?;
        let size = self.pixels()?;
        if self.format == PictureFormat::Png {
            png::check_size(size.0, size.1).map_err(|error| Usage(error.to_string()))?;
        }
        Ok(SheetInput {
            catalogue,
            subject: subject(page, catalogue, day)?,
            lang: self.lang.labels(),
            unit: self.unit.unit(),
            day,
            theme: self.theme.theme(),
            size,
            scale: None,
            layout: match self.layout {
                LayoutArg::Sheet => Layout::Sheet,
                LayoutArg::Map => Layout::Map,
            },
            layers: Layers {
                roads: self.layers.0,
                water: self.layers.1,
                districts: self.layers.2,
                names: self.layers.3,
            },
            color_by: self.color_by.color_by(),
            neighbours: self.neighbours,
            wider: self.wider,
        })
    }
}

fn subject(page: &SubjectSpec, catalogue: &Catalogue, day: Day) -> Result<Subject> {
    match page {
        SubjectSpec::Report => Ok(Subject::Report),
        SubjectSpec::View(lon, lat, zoom) => {
            let center = WorldPoint::from_lon_lat(LonLat::new(*lon, *lat));
            Ok(Subject::View { center, zoom: *zoom, selected: None, titled: false })
        }
        SubjectSpec::Seen(lon, lat, zoom, selected, titled) => {
            let center = WorldPoint::from_lon_lat(LonLat::new(*lon, *lat));
            let index = |id: &String| catalogue.zones.iter().position(|zone| zone.id == *id);
            let selected = selected.as_ref().and_then(index);
            Ok(Subject::View { center, zoom: *zoom, selected, titled: *titled })
        }
        SubjectSpec::Zone(id) => {
            let index =
                catalogue.zones.iter().position(|zone| zone.id == *id).ok_or_else(|| {
                    let known = catalogue.zones.iter().map(|zone| zone.id.as_str());
                    let hint = nearest(id, known).map_or_else(
                        || "; `beijing-zones areas` lists them".to_owned(),
                        |near| format!("; did you mean \"{near}\"?"),
                    );
                    Usage(format!("there is no zone \"{id}\"{hint}"))
                })?;
            if !catalogue.zones[index].is_known_on(day) {
                let message =
                    format!("nothing was known of \"{id}\" on {day}: choose a later --as-of");
                return Err(Usage(message).into());
            }
            Ok(Subject::Zone(index))
        }
    }
}
