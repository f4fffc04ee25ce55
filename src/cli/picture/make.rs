//! A picture made: its pages composed, encoded and looked over.

use anyhow::{Context as _, Result};

use super::{PictureFormat, PictureSpec, SubjectSpec};
use crate::{
    basemap::TileStore,
    cli::{
        Usage, base_map,
        options::{SizeArg, parse_day},
    },
    export::{
        animation, pdf, png,
        pptx::{self, Template},
        svg::{self, TextAs},
    },
    jobs::parallel_map,
    model::{catalogue::Catalogue, date::Day},
    scene::{
        Scene,
        sheet::{
            PageFinding, SecondBase, Sheet, SheetInput, compose, map_size, number_pages,
            slide_map_size, slides,
        },
    },
    style::{Layout, MapPlace},
};

/// A file, and what is wrong with its pages.
#[derive(Debug)]
pub struct Made {
    pub bytes: Vec<u8>,
    pub findings: Vec<PageFinding>,
}

/// The base maps that pictures are made of.
#[derive(Clone, Copy)]
pub struct Bases<'a> {
    pub first: &'a TileStore,
    /// Of the second of two maps; opened by its name where one is named and none is given.
    pub second: Option<&'a TileStore>,
}

impl<'a> From<&'a TileStore> for Bases<'a> {
    fn from(first: &'a TileStore) -> Self {
        Self { first, second: None }
    }
}

/// What a page whose size is given in pixels is printed at.
const SCREEN_DPI: f64 = 96.0;
const POINTS_PER_INCH: f64 = 72.0;
/// How long a frame of an animation stays.
const FRAME_MS: u16 = 900;

impl PictureSpec {
    /// Makes the file. How it was made is written into it where the format has a place for that.
    pub fn make<'a>(&self, catalogue: &Catalogue, bases: impl Into<Bases<'a>>) -> Result<Made> {
        let marks = self.marks.marks();
        let bases = bases.into();
        let opened = self.open_second(bases)?;
        let second = bases.second.or(opened.as_ref());
        let store = bases.first;
        let inputs: Vec<SheetInput<'_>> = self
            .pages
            .iter()
            .map(|page| Ok(self.on_second(self.input(page, catalogue, &marks)?, second)))
            .collect::<Result<_>>()?;
        let first = *inputs.first().ok_or_else(|| Usage("a picture has no pages".to_owned()))?;
        match self.format {
            PictureFormat::Pptx => {
                let template = self.template()?;
                let size = slide_size(template.as_ref(), first.size);
                let each =
                    parallel_map(&inputs, |input| slides(&SheetInput { size, ..*input }, store));
                let mut all = Vec::new();
                for slides in each {
                    all.extend(slides?);
                }
                let fonts = self.office_fonts.fonts();
                let deck = pptx::encode(&all, size, template.as_ref(), fonts)?;
                let of_maps = all.into_iter().flat_map(|slide| slide.findings);
                let findings = of_maps.chain(deck.findings).collect();
                Ok(Made { bytes: deck.bytes, findings })
            }
            PictureFormat::Apng | PictureFormat::Gif => {
                let frames = parallel_map(&self.days()?, |day| {
                    Ok(compose(&SheetInput { day: *day, ..first }, store)?)
                });
                let (frames, findings) = self.scenes(frames)?;
                let encode = if self.format == PictureFormat::Gif {
                    animation::gif
                } else {
                    animation::apng
                };
                let bytes = encode(&frames, FRAME_MS)?;
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

    /// The base map of the second map, where it is named and not given.
    fn open_second(&self, bases: Bases<'_>) -> Result<Option<TileStore>> {
        match &self.beside_base_map {
            Some(name) if bases.second.is_none() => Ok(Some(base_map(Some(name))?)),
            _ => Ok(None),
        }
    }

    fn on_second<'b>(
        &'b self,
        input: SheetInput<'b>,
        second: Option<&'b TileStore>,
    ) -> SheetInput<'b> {
        let named = second.zip(self.beside_base_map.as_deref());
        let second_base = named.map(|(store, name)| SecondBase {
            store,
            name: name.rsplit(['/', '\\']).next().unwrap_or(name),
        });
        SheetInput { second_base, ..input }
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

    pub(super) fn template(&self) -> Result<Option<Template>> {
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
    pub(super) fn days(&self) -> Result<Vec<Day>> {
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

    /// Width and height in logical pixels of the map of its first page; `None` where it has none.
    pub fn map_size<'a>(
        &self,
        catalogue: &Catalogue,
        bases: impl Into<Bases<'a>>,
    ) -> Result<Option<(f32, f32)>> {
        let bases = bases.into();
        let marks = self.marks.marks();
        let page = self.pages.first().ok_or_else(|| Usage("a picture has no pages".to_owned()))?;
        let input = self.input(page, catalogue, &marks)?;
        if self.format != PictureFormat::Pptx {
            return Ok(map_size(&self.on_second(input, bases.second), bases.first));
        }
        let size = slide_size(self.template()?.as_ref(), input.size);
        Ok(slide_map_size(&SheetInput { size, ..input }))
    }

    /// Its first page.
    pub fn first_sheet<'a>(
        &self,
        catalogue: &Catalogue,
        bases: impl Into<Bases<'a>>,
    ) -> Result<Sheet> {
        let bases = bases.into();
        let opened = self.open_second(bases)?;
        let marks = self.marks.marks();
        let page = self.pages.first().ok_or_else(|| Usage("a picture has no pages".to_owned()))?;
        let input = self.input(page, catalogue, &marks)?;
        let second = bases.second.or(opened.as_ref());
        Ok(compose(&self.on_second(input, second), bases.first)?)
    }
}

/// The map has the shape that the slides of a template leave it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a slide is small")]
fn slide_size(template: Option<&Template>, size: (u32, u32)) -> (u32, u32) {
    template.map_or(size, |template| {
        ((template.size.0 * 2.0).round() as u32, (template.size.1 * 2.0).round() as u32)
    })
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
