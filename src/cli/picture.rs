//! A picture as data: everything that decides it, for the command line and the manifest alike.

mod choices;
mod make;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::{
    ClockArg, LangArg, ThemeArg, UnitArg, Usage,
    options::{SizeArg, parse_day},
};
use crate::{
    export::png,
    model::{as_of::AsOf, boundary::LonLat, catalogue::Catalogue, check::nearest, date::Day},
    scene::{
        WorldPoint,
        map::Layers,
        sheet::{Beside, LeftOut, Marks, PagePart, SheetInput, Subject},
    },
    style::{Layout, MapPlace},
};
pub use choices::{
    BesideSpec, ColorByArg, MarksSpec, OfficeFontsArg, PartArg, PictureFormat, TitlesArg,
};
pub use make::{Bases, Made};

/// What a picture, or a page of it, is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SubjectSpec {
    /// By its id.
    Zone(String),
    /// All zones of the report.
    Report,
    /// Longitude, latitude (WGS-84) and zoom.
    View(f64, f64, f64),
    /// A view with a zone that is selected in it.
    Seen {
        /// Longitude and latitude (WGS-84).
        at: (f64, f64),
        zoom: f64,
        /// Width and height in logical pixels of what is to be seen at least, at that zoom.
        fit: Option<(f64, f64)>,
        zone: Option<String>,
        /// Whether the page is about the zone.
        titled: bool,
    },
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
    /// By whose knowledge that day is looked at.
    #[serde(default, skip_serializing_if = "ClockArg::is_default")]
    pub clock: ClockArg,
    pub unit: UnitArg,
    pub theme: ThemeArg,
    /// The id of a layout.
    pub layout: String,
    /// Of a page of two: the second.
    #[serde(default)]
    pub beside: Option<BesideSpec>,
    #[serde(default)]
    pub marks: MarksSpec,
    /// Of a page of two: the base map of the second, where it is another; a name as `--basemap`
    /// takes it, or [`EMBEDDED`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside_base_map: Option<String>,
    /// Whether the page has the inset and the strip of milestones; read of older manifests alone.
    #[serde(default = "both", skip_serializing)]
    pub furniture: (bool, bool),
    /// Parts that its layout gives the page and that it does without.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<PartArg>,
    /// What titles are set in; `None` is that of the layout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub titles: Option<TitlesArg>,
    /// The fonts that slides name.
    #[serde(default, skip_serializing_if = "OfficeFontsArg::is_default")]
    pub office_fonts: OfficeFontsArg,
    /// A presentation whose looks slides take.
    #[serde(default)]
    pub template: Option<String>,
    /// Whether the texts of an SVG are outlines.
    #[serde(default)]
    pub outlines: bool,
    /// The days of an animation; empty for a still.
    #[serde(default)]
    pub frames: Vec<String>,
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

/// The embedded base map, where a name is needed for it.
pub const EMBEDDED: &str = "embedded";

fn both() -> (bool, bool) {
    (true, true)
}

/// What stands before the picture in its origin.
const PROGRAM: &str = "BeijingZones ";

/// The resolution of paper unless another is asked for.
pub const DEFAULT_DPI: u32 = 200;

impl PictureSpec {
    /// Whether it can be made of a catalogue, as far as that can be told without drawing it.
    pub fn check(&self, catalogue: &Catalogue) -> Result<()> {
        if self.format.is_animation() {
            self.days()?;
        }
        if self.template.is_some() && self.format != PictureFormat::Pptx {
            let message = "a template is for slides: choose --format pptx".to_owned();
            return Err(Usage(message).into());
        }
        let is_slides = self.format == PictureFormat::Pptx;
        if self.office_fonts != OfficeFontsArg::Plain && !is_slides {
            let message = "fonts of an office are for slides: choose --format pptx".to_owned();
            return Err(Usage(message).into());
        }
        if self.office_fonts != OfficeFontsArg::Plain && self.template.is_some() {
            let message = "a template has fonts of its own: leave --office-fonts out".to_owned();
            return Err(Usage(message).into());
        }
        if self.titles == Some(TitlesArg::Serif) && is_slides {
            let message = "slides name the fonts of an office: use --office-fonts for their titles"
                .to_owned();
            return Err(Usage(message).into());
        }
        self.template()?;
        let marks = self.marks.marks();
        self.pages.iter().try_for_each(|page| self.input(page, catalogue, &marks).map(|_| ()))
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
        let Subject::View { center, zoom, fit, selected, titled } = input.subject else {
            return None;
        };
        let at = center.to_lon_lat();
        let id = |index: usize| input.catalogue.zones[index].id.clone();
        let layers = input.layers;
        Some(Self {
            pages: vec![SubjectSpec::Seen {
                at: (at.lon, at.lat),
                zoom,
                fit,
                zone: selected.map(id),
                titled,
            }],
            format,
            size: match input.dpi {
                Some(_) => input.layout.size.clone(),
                None => format!("{}x{}", input.size.0, input.size.1),
            },
            dpi: DEFAULT_DPI,
            lang: LangArg::of(input.lang),
            as_of: day_text(input.day),
            clock: ClockArg::of(input.clock),
            unit: UnitArg::of(input.unit),
            theme: ThemeArg::of(input.theme),
            layout: input.layout.id.clone(),
            beside: input.beside.map(|beside| match beside {
                Beside::Zone(index) => BesideSpec::Zone(id(index)),
                Beside::Day(day) => BesideSpec::Day(day.to_string()),
            }),
            marks: MarksSpec::of(input.marks),
            beside_base_map: None,
            furniture: both(),
            without: input.left_out.parts().map(PartArg::of).collect(),
            titles: (input.titles != input.layout.titles).then(|| TitlesArg::of(input.titles)),
            office_fonts: OfficeFontsArg::Plain,
            template: None,
            outlines: false,
            frames: Vec::new(),
            color_by: ColorByArg::of(input.color_by),
            neighbours: input.neighbours,
            wider: input.wider,
            layers: (layers.roads, layers.water, layers.districts, layers.names),
        })
    }

    fn size(&self) -> Result<SizeArg> {
        Ok(SizeArg::parse(&self.size).map_err(Usage)?)
    }

    /// Width and height in pixels.
    pub fn pixels(&self) -> Result<(u32, u32)> {
        Ok(self.size()?.pixels(f64::from(self.dpi)))
    }

    /// What the second map shows.
    fn beside(&self, layout: &Layout, catalogue: &Catalogue) -> Result<Option<Beside>> {
        let beside = match &self.beside {
            None => None,
            Some(BesideSpec::Zone(id)) => Some(Beside::Zone(zone_index(
                id,
                catalogue,
                AsOf::new(self.day()?, self.clock.clock()),
            )?)),
            Some(BesideSpec::Day(day)) => Some(Beside::Day(parse_day(day).map_err(Usage)?)),
        };
        match (layout.map == MapPlace::Pair, beside) {
            (true, None) => Err(Usage(format!(
                "the layout \"{}\" shows two: give --with ID or --with-date DATE",
                layout.id
            ))
            .into()),
            (false, Some(_)) => Err(Usage(format!(
                "the layout \"{}\" has one map: for two use --layout compare",
                layout.id
            ))
            .into()),
            (_, beside) => Ok(beside),
        }
    }

    fn left_out(&self) -> LeftOut {
        let mut left_out: LeftOut = self.without.iter().map(|part| part.part()).collect();
        for (part, shown) in
            [(PagePart::Locator, self.furniture.0), (PagePart::Strip, self.furniture.1)]
        {
            left_out.set(part, left_out.has(part) || !shown);
        }
        left_out
    }

    fn day(&self) -> Result<Day> {
        if self.as_of.is_empty() {
            return Ok(Day::MAX);
        }
        Ok(parse_day(&self.as_of).map_err(Usage)?)
    }

    /// A page as the scene layer takes it.
    pub fn input<'a>(
        &self,
        page: &SubjectSpec,
        catalogue: &'a Catalogue,
        marks: &'a Marks,
    ) -> Result<SheetInput<'a>> {
        let day = self.day()?;
        let size = self.pixels()?;
        let layout = layout_named(&self.layout).map_err(Usage)?;
        if matches!(self.format, PictureFormat::Png | PictureFormat::Apng | PictureFormat::Gif) {
            png::check_size(size.0, size.1).map_err(|error| Usage(error.to_string()))?;
        }
        Ok(SheetInput {
            catalogue,
            subject: subject(page, catalogue, AsOf::new(day, self.clock.clock()))?,
            lang: self.lang.labels(),
            unit: self.unit.unit(),
            day,
            clock: self.clock.clock(),
            theme: self.theme.theme(),
            size,
            scale: None,
            dpi: match self.size()? {
                SizeArg::Paper(..) => Some(f64::from(self.dpi)),
                SizeArg::Pixels(..) => None,
            },
            layout,
            beside: self.beside(layout, catalogue)?,
            second_base: None,
            marks,
            titles: self.titles.map_or(layout.titles, TitlesArg::face),
            left_out: self.left_out(),
            from_row: 0,
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

/// Reads the id of a layout.
pub fn layout_named(id: &str) -> Result<&'static Layout, String> {
    Layout::named(id).ok_or_else(|| {
        let ids: Vec<&str> = Layout::all().iter().map(|layout| layout.id.as_str()).collect();
        format!("there is no layout \"{id}\"; there are {}", ids.join(", "))
    })
}

/// A day as a picture keeps it: empty where the catalogue has no dates.
pub fn day_text(day: Day) -> String {
    if day < Day::MAX { day.to_string() } else { String::new() }
}

fn zone_index(id: &str, catalogue: &Catalogue, at: AsOf) -> Result<usize> {
    let index = catalogue.zones.iter().position(|zone| zone.id == id).ok_or_else(|| {
        let known = catalogue.zones.iter().map(|zone| zone.id.as_str());
        let hint = nearest(id, known).map_or_else(
            || "; `beijing-zones areas` lists them".to_owned(),
            |near| format!("; did you mean \"{near}\"?"),
        );
        Usage(format!("there is no zone \"{id}\"{hint}"))
    })?;
    if !catalogue.zones[index].is_known_on(catalogue, at) {
        let message =
            format!("nothing was known of \"{id}\" on {}: choose a later --as-of", at.day);
        return Err(Usage(message).into());
    }
    Ok(index)
}

fn subject(page: &SubjectSpec, catalogue: &Catalogue, at: AsOf) -> Result<Subject> {
    match page {
        SubjectSpec::Report => Ok(Subject::Report),
        SubjectSpec::View(lon, lat, zoom) => {
            let center = WorldPoint::from_lon_lat(LonLat::new(*lon, *lat));
            Ok(Subject::View { center, zoom: *zoom, fit: None, selected: None, titled: false })
        }
        SubjectSpec::Seen { at, zoom, fit, zone, titled } => {
            let center = WorldPoint::from_lon_lat(LonLat::new(at.0, at.1));
            let index = |id: &String| catalogue.zones.iter().position(|zone| zone.id == *id);
            let selected = zone.as_ref().and_then(index);
            Ok(Subject::View { center, zoom: *zoom, fit: *fit, selected, titled: *titled })
        }
        SubjectSpec::Zone(id) => Ok(Subject::Zone(zone_index(id, catalogue, at)?)),
    }
}
