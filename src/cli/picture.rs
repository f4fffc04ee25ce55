//! A picture as data: everything that decides it, for the command line and the manifest alike.

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use super::{
    ClockArg, LangArg, ThemeArg, UnitArg, Usage,
    options::{SizeArg, parse_day},
};
use crate::{
    basemap::TileStore,
    export::{
        pdf, png,
        pptx::{self, Template},
        svg::{self, TextAs},
    },
    jobs::parallel_map,
    model::{as_of::AsOf, boundary::LonLat, catalogue::Catalogue, check::nearest, date::Day},
    scene::{
        Scene, WorldPoint,
        map::Layers,
        sheet::{
            Beside, Marks, PageFinding, Sheet, SheetInput, Subject, compose, number_pages, slides,
        },
        theming::ColorBy,
    },
    style::{Layout, MapPlace},
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
}

impl PictureFormat {
    pub fn extension(self) -> &'static str {
        match self {
            PictureFormat::Png => "png",
            PictureFormat::Svg => "svg",
            PictureFormat::Pdf => "pdf",
            PictureFormat::Pptx => "pptx",
            PictureFormat::Apng => "apng",
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
    /// Whether the page has the inset and the strip of milestones that its layout gives it.
    #[serde(default = "both")]
    pub furniture: (bool, bool),
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

fn both() -> (bool, bool) {
    (true, true)
}

/// A file, and what is wrong with its pages.
#[derive(Debug)]
pub struct Made {
    pub bytes: Vec<u8>,
    pub findings: Vec<PageFinding>,
}

/// What stands before the picture in its origin.
const PROGRAM: &str = "BeijingZones ";

/// What a page whose size is given in pixels is printed at.
const SCREEN_DPI: f64 = 96.0;
const POINTS_PER_INCH: f64 = 72.0;
/// The resolution of paper unless another is asked for.
pub const DEFAULT_DPI: u32 = 200;
/// How long a frame of an animation stays.
const FRAME_MS: u16 = 900;

impl PictureSpec {
    /// Whether it can be made of a catalogue, as far as that can be told without drawing it.
    pub fn check(&self, catalogue: &Catalogue) -> Result<()> {
        if self.format == PictureFormat::Apng {
            self.days()?;
        }
        if self.template.is_some() && self.format != PictureFormat::Pptx {
            let message = "a template is for slides: choose --format pptx".to_owned();
            return Err(Usage(message).into());
        }
        self.template()?;
        let marks = self.marks.marks();
        self.pages.iter().try_for_each(|page| self.input(page, catalogue, &marks).map(|_| ()))
    }

    /// Makes the file. How it was made is written into it where the format has a place for that.
    pub fn make(&self, catalogue: &Catalogue, store: &TileStore) -> Result<Made> {
        let marks = self.marks.marks();
        let inputs: Vec<SheetInput<'_>> = self
            .pages
            .iter()
            .map(|page| self.input(page, catalogue, &marks))
            .collect::<Result<_>>()?;
        let first = *inputs.first().ok_or_else(|| Usage("a picture has no pages".to_owned()))?;
        match self.format {
            PictureFormat::Pptx => {
                let template = self.template()?;
                // The map has the shape that the slides of the template leave it.
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a slide is small"
                )]
                let size = template.as_ref().map_or(first.size, |template| {
                    ((template.size.0 * 2.0).round() as u32, (template.size.1 * 2.0).round() as u32)
                });
                let each =
                    parallel_map(&inputs, |input| slides(&SheetInput { size, ..*input }, store));
                let mut all = Vec::new();
                for slides in each {
                    all.extend(slides?);
                }
                let bytes = pptx::encode(&all, size, template.as_ref())?;
                Ok(Made { bytes, findings: Vec::new() })
            }
            PictureFormat::Apng => {
                let frames = parallel_map(&self.days()?, |day| {
                    Ok(compose(&SheetInput { day: *day, ..first }, store)?)
                });
                let (frames, findings) = self.scenes(frames)?;
                let bytes = png::encode_animation(&frames, FRAME_MS)?;
                Ok(Made { bytes, findings })
            }
            PictureFormat::Pdf => {
                let (pages, findings) = self.scenes(self.pages(&inputs, store)?)?;
                Ok(Made { bytes: pdf::encode(&pages, self.points()?)?, findings })
            }
            PictureFormat::Png | PictureFormat::Svg => {
                let (scenes, findings) = self.scenes(vec![Ok(compose(&first, store)?)])?;
                let scene = &scenes[0];
                let bytes = if self.format == PictureFormat::Png {
                    png::encode(scene)?
                } else {
                    let text_as = if self.outlines { TextAs::Outlines } else { TextAs::Text };
                    svg::encode(scene, text_as)?
                };
                Ok(Made { bytes, findings })
            }
        }
    }

    /// The pages of a document: after each what had no room on it, and the numbers of all.
    fn pages(&self, inputs: &[SheetInput<'_>], store: &TileStore) -> Result<Vec<Result<Sheet>>> {
        let each = parallel_map(inputs, |input| with_annexes(input, store));
        let mut sheets = Vec::new();
        for pages in each {
            sheets.extend(pages?);
        }
        number_pages(&mut sheets, self.theme.theme());
        Ok(sheets.into_iter().map(Ok).collect())
    }

    /// The scenes of pages, which then say how they were made, and what is wrong with them.
    fn scenes(&self, sheets: Vec<Result<Sheet>>) -> Result<(Vec<Scene>, Vec<PageFinding>)> {
        let (mut scenes, mut findings) = (Vec::new(), Vec::new());
        for sheet in sheets {
            let Sheet { mut scene, findings: of_page, .. } = sheet?;
            scene.about.origin = self.origin();
            scenes.push(scene);
            findings.extend(of_page);
        }
        Ok((scenes, findings))
    }

    fn template(&self) -> Result<Option<Template>> {
        let Some(path) = &self.template else { return Ok(None) };
        let bytes =
            std::fs::read(path).with_context(|| format!("the template cannot be read: {path}"))?;
        let template =
            Template::read(&bytes).with_context(|| format!("the template is not used: {path}"))?;
        Ok(Some(template))
    }

    /// Points of a pixel of the file.
    fn points(&self) -> Result<f32> {
        let dpi = match self.size()? {
            SizeArg::Paper(..) => f64::from(self.dpi),
            SizeArg::Pixels(..) => SCREEN_DPI,
        };
        #[expect(clippy::cast_possible_truncation, reason = "a small number")]
        Ok((POINTS_PER_INCH / dpi) as f32)
    }

    /// The days of the frames.
    fn days(&self) -> Result<Vec<Day>> {
        if self.frames.is_empty() {
            let message = "an animation needs its days: give --each-year FROM..TO".to_owned();
            return Err(Usage(message).into());
        }
        self.frames.iter().map(|day| Ok(parse_day(day).map_err(Usage)?)).collect()
    }

    /// The same of the view that it has now, so that pictures of other days show the same ground.
    pub fn with_fixed_view(&self, catalogue: &Catalogue, store: &TileStore) -> Result<Self> {
        let marks = self.marks.marks();
        let mut pages = Vec::new();
        for page in &self.pages {
            let input = self.input(page, catalogue, &marks)?;
            let view = compose(&input, store)?.maps.first().map(|map| map.view);
            let at = view.map(|view| (view.center.to_lon_lat(), view.zoom));
            pages.push(match (page, at) {
                (SubjectSpec::Zone(id), Some((at, zoom))) => {
                    let zone = Some(id.clone());
                    SubjectSpec::Seen { at: (at.lon, at.lat), zoom, fit: None, zone, titled: true }
                }
                (SubjectSpec::Report, Some((at, zoom))) => {
                    let at = (at.lon, at.lat);
                    SubjectSpec::Seen { at, zoom, fit: None, zone: None, titled: false }
                }
                _ => page.clone(),
            });
        }
        Ok(Self { pages, ..self.clone() })
    }

    /// Its first page.
    pub fn first_sheet(&self, catalogue: &Catalogue, store: &TileStore) -> Result<Sheet> {
        let marks = self.marks.marks();
        let page = self.pages.first().ok_or_else(|| Usage("a picture has no pages".to_owned()))?;
        Ok(compose(&self.input(page, catalogue, &marks)?, store)?)
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
            furniture: (input.locator, input.strip),
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
        if matches!(self.format, PictureFormat::Png | PictureFormat::Apng) {
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
            marks,
            locator: self.furniture.0,
            strip: self.furniture.1,
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

/// The page with what follows it: pages of the figures that had no room.
fn with_annexes(input: &SheetInput<'_>, store: &TileStore) -> Result<Vec<Sheet>> {
    let mut sheets = vec![compose(input, store)?];
    if matches!(input.layout.map, MapPlace::Fill | MapPlace::Pair) {
        return Ok(sheets);
    }
    while let Some(last) = sheets.last().filter(|last| last.left_out > 0) {
        let annex = SheetInput { layout: Layout::figures(), from_row: last.annex_from, ..*input };
        let sheet = compose(&annex, store)?;
        // A page that takes no row at all would be followed by others without end.
        let is_last = sheet.left_out > 0 && sheet.annex_from <= annex.from_row;
        sheets.push(sheet);
        if is_last {
            break;
        }
    }
    Ok(sheets)
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
