//! The briefing page: title, map, figures with numbered sources, legend and credits, composed for
//! its size and layout. Lengths are logical pixels; a page of 1600 × 900 of them is the measure of
//! the type.

mod column;
mod corners;
mod figures;
mod framing;
mod furniture;
mod legend;
mod locator;
mod page;
mod pair;
mod parts;
mod remarks;
mod seen;
mod signs;
mod slide;
mod sources;
mod strip;
mod table;
mod title;
mod verify;

use super::{
    item::{Item, PlacedText, Rect, Scene},
    labels::{LabelLang, PlacedLabel},
    map::{Layers, MapInput, Shows, map_items, seen_fills},
    theming::ColorBy,
    tiles::visible_tiles,
    viewport::{Viewport, WorldPoint},
};
use crate::{
    basemap::{self, FeatureClass, Tile, TileStore},
    model::{
        as_of::{AsOf, Clock},
        catalogue::Catalogue,
        date::Day,
        units::AreaUnit,
    },
    style::{Layout, Palette, ThemeName, TitleFace},
    text::{Weight, shape::width_em},
    words,
};
pub use figures::remembered;
pub use framing::report_bounds;
pub use legend::Sign;
use page::{Arrangement, Page};
pub use parts::{LeftOut, PagePart};
use seen::{Seen, SeenLayer};
use signs::StripSigns;
pub use slide::{
    BODY_SHARE, SLIDE_STRIP, SLIDE_STRIP_GAP, STRIP_POINTS, Slide, SlideForm, SlidePane,
    slide_map_size, slide_points, slides,
};
pub use strip::{
    STRIP_HEIGHT, STRIP_INDENT, STRIP_LINE, STRIP_MARK, STRIP_NUMBERS, STRIP_TEXTS, STRIP_TYPE,
    Strip, StripMark,
};
pub use verify::PageFinding;

/// What a picture is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Subject {
    /// Index in the catalogue.
    Zone(usize),
    /// All zones of the report.
    Report,
    /// A view, with the zone that is selected in it, and whether the page is about that zone.
    View {
        center: WorldPoint,
        zoom: f64,
        /// Width and height in logical pixels of what is to be seen at least, at that zoom.
        fit: Option<(f64, f64)>,
        selected: Option<usize>,
        titled: bool,
    },
}

/// What a page of two maps shows in the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Beside {
    /// Another zone, at the same scale. Index in the catalogue.
    Zone(usize),
    /// The same view on another day.
    Day(Day),
}

/// What whoever makes a page writes on it. What is empty is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// In the place of the title, which then stands below it.
    pub headline: String,
    /// At the upper left, such as 内部资料.
    pub marking: String,
    /// 编制单位.
    pub prepared_by: String,
    /// 制图日期, as it is to be read.
    pub drawn_on: String,
    /// 图号.
    pub number: String,
    /// 审图号; without one the page says that it is not an approved map.
    pub approval: String,
    /// A paragraph of its own.
    pub note: String,
}

impl Marks {
    pub const NONE: &'static Marks = &Marks {
        headline: String::new(),
        marking: String::new(),
        prepared_by: String::new(),
        drawn_on: String::new(),
        number: String::new(),
        approval: String::new(),
        note: String::new(),
    };
}

/// The base map of the second of two maps, where it is another.
#[derive(Clone, Copy)]
pub struct SecondBase<'a> {
    pub store: &'a TileStore,
    /// What a file is called by; a source has a name of its own.
    pub name: &'a str,
}

impl std::fmt::Debug for SecondBase<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SecondBase")
    }
}

/// Everything that decides a picture.
#[derive(Debug, Clone, Copy)]
pub struct SheetInput<'a> {
    pub catalogue: &'a Catalogue,
    pub subject: Subject,
    /// Of a page of two maps: the second.
    pub beside: Option<Beside>,
    /// `None` where both have one base map.
    pub second_base: Option<SecondBase<'a>>,
    pub lang: LabelLang,
    pub unit: AreaUnit,
    pub day: Day,
    pub clock: Clock,
    pub theme: ThemeName,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Pixels of a logical pixel; `None` for what suits a page of the size.
    pub scale: Option<f64>,
    /// Pixels per inch of a page that is to be printed; it then has a numeric scale.
    pub dpi: Option<f64>,
    pub layout: &'static Layout,
    pub marks: &'a Marks,
    /// What the title is set in.
    pub titles: TitleFace,
    /// Parts that its layout gives the page and that it is to do without.
    pub left_out: LeftOut,
    /// How many rows of a page of figures stand on pages before it.
    pub from_row: usize,
    pub layers: Layers,
    pub color_by: ColorBy,
    /// Whether parts, neighbours and forerunners are drawn too.
    pub neighbours: bool,
    /// Whether zones of the wider plan are drawn too.
    pub wider: bool,
}

impl<'a> SheetInput<'a> {
    /// The usual page: a slide in English.
    pub fn new(catalogue: &'a Catalogue, subject: Subject, at: impl Into<AsOf>) -> Self {
        let AsOf { day, clock } = at.into();
        Self {
            catalogue,
            subject,
            beside: None,
            second_base: None,
            lang: LabelLang::One(crate::model::Lang::En),
            unit: AreaUnit::Km2,
            day,
            clock,
            theme: ThemeName::Light,
            size: (1920, 1080),
            scale: None,
            dpi: None,
            layout: Layout::sheet(),
            marks: Marks::NONE,
            titles: TitleFace::Sans,
            left_out: LeftOut::NONE,
            from_row: 0,
            layers: Layers::ALL,
            color_by: ColorBy::Zone,
            neighbours: false,
            wider: false,
        }
    }

    /// Whether the page has a part, if its layout does.
    pub fn has(&self, part: PagePart) -> bool {
        !self.left_out.has(part)
    }

    pub fn as_of(&self) -> AsOf {
        AsOf::new(self.day, self.clock)
    }
}

/// A composed page.
pub struct Sheet {
    pub scene: Scene,
    /// None on a page of figures, two on a page of two.
    pub maps: Vec<DrawnMap>,
    /// Rows of the table that had no room.
    pub left_out: usize,
    /// The first row of a page of figures that goes on from this one.
    pub annex_from: usize,
    /// What is wrong with it.
    pub findings: Vec<PageFinding>,
}

/// A map of a page.
pub struct DrawnMap {
    pub frame: Rect,
    /// The map seen in the frame.
    pub view: Viewport,
    pub labels: Vec<PlacedLabel>,
    /// Indices of the zones that the view shows and the legend explains.
    pub zones: Vec<usize>,
    /// The classes of lines of the base map that the view has and the legend explains.
    pub base_lines: Vec<FeatureClass>,
    /// Where scale bar, north arrow, inset and credits stand on the page.
    pub furniture: Vec<Rect>,
}

/// Composes a page. Fails only if a tile of the base map does not come.
pub fn compose(input: &SheetInput<'_>, store: &TileStore) -> Result<Sheet, basemap::Error> {
    let mut page = Page::new(input);
    let credits = credits(&page, store);
    page.foot = furniture::footer_height(&page, &credits);
    let maps = match page.arrangement() {
        Arrangement::Pair(beside) => pair::fill(&mut page, beside, store)?,
        Arrangement::NoMap => {
            page = table::page_in_largest_type(page, &credits);
            Vec::new()
        }
        Arrangement::MapOnly | Arrangement::Beside | Arrangement::Below => {
            vec![one_map(&mut page, store, &credits)?]
        }
    };
    if page.arrangement() != Arrangement::MapOnly {
        furniture::footer(&mut page, &credits);
    }
    let mut sheet = Sheet {
        scene: Scene {
            about: page.about(),
            width: page.width,
            height: page.height,
            scale: page.scale,
            background: page.palette.ui.window,
            items: std::mem::take(&mut page.items),
        },
        maps,
        left_out: page.left_out,
        annex_from: page.annex_from,
        findings: Vec::new(),
    };
    sheet.findings = verify::findings(&page, &sheet);
    Ok(sheet)
}

/// Whom to credit for the base map, or for both.
fn credits(page: &Page<'_>, store: &TileStore) -> String {
    let of = |store: &TileStore| store.attribution().get(page.main_lang()).to_owned();
    let first = of(store);
    let mut credits = match page.input.second_base.map(|second| of(second.store)) {
        Some(second) if second != first => format!("{first} · {second}"),
        _ => first,
    };
    // A map of an earlier day stands on a base map of today.
    let earlier = |day: Day| page.input.catalogue.information_to().is_some_and(|now| day < now);
    let other = match page.input.beside {
        Some(Beside::Day(day)) => Some(day),
        Some(Beside::Zone(_)) | None => None,
    };
    if page.input.has(PagePart::BaseMap)
        && [Some(page.input.day), other].into_iter().flatten().any(earlier)
    {
        credits = format!("{credits} · {}", words::t(page.main_lang(), "sheet-base-map-undated"));
    }
    credits
}

/// Width and height in logical pixels of the map of a page, the first of two; `None` for a page without.
pub fn map_size(input: &SheetInput<'_>, store: &TileStore) -> Option<(f32, f32)> {
    let mut page = Page::new(input);
    page.foot = furniture::footer_height(&page, &credits(&page, store));
    let frame = match page.arrangement() {
        Arrangement::NoMap => return None,
        Arrangement::Pair(_) => pair::frames(&page)[0],
        Arrangement::MapOnly | Arrangement::Beside | Arrangement::Below => page.map_frame(),
    };
    Some((frame.width, frame.height))
}

/// Writes its number on each page of a document, at the upper right; not on a page that is a map.
pub fn number_pages(sheets: &mut [Sheet], theme: ThemeName) {
    let count = sheets.len();
    if count < 2 {
        return;
    }
    let color = Palette::of(theme).ui.weak;
    for (at, sheet) in sheets.iter_mut().enumerate() {
        let scene = &mut sheet.scene;
        if sheet.maps.first().is_some_and(|map| map.frame.x <= 0.0) {
            continue;
        }
        let text = format!("{} / {count}", at + 1);
        let size = 12.0;
        let width = width_em(&text, Weight::Regular) * size;
        let at = [scene.width - page::MARGIN - width, 22.0];
        let text = PlacedText { text, weight: Weight::Regular, size, at, angle: 0.0 };
        scene.items.push(Item::Text { text, color, halo: None });
    }
}

/// A page with one map, and what stands around it.
fn one_map(
    page: &mut Page<'_>,
    store: &TileStore,
    credits: &str,
) -> Result<DrawnMap, basemap::Error> {
    let shapes = page.shapes();
    if page.arrangement() == Arrangement::Below && page.may_raise_maps() {
        raise_map(page, &shapes);
    }
    let frame = page.map_frame();
    let view = page.view(&shapes, frame);
    let map = draw_map(page, &shapes, view, frame, credits, store)?;
    if page.arrangement() == Arrangement::MapOnly {
        return Ok(map);
    }
    page.title();
    let band = page.strip_band(frame);
    let strip = band.and_then(|band| Some((band, strip::lay_out(page, band.width, 1.0)?)));
    let told = strip.as_ref().map_or(&[][..], |(_, (_, told))| told.as_slice());
    page.strip_signs = strip.as_ref().map(|(_, (strip, _))| StripSigns::of(strip));
    page.look_for_circle(&view);
    let seen = Seen::new(page.input.catalogue, &shapes, &view, page.style, page.selected());
    let filled = figures::fill(page, frame, &seen, told);
    if let Some((band, (mut strip, told))) = strip {
        strip::cite(page, &mut strip, &told, &filled.notes);
        strip::draw(page, band, &strip);
    }
    Ok(map)
}

/// Gives the map of an upright page the height that the columns below leave free.
fn raise_map(page: &mut Page<'_>, shapes: &[super::zones::ZoneShape]) {
    let least = page.map_frame();
    let band = page.strip_band(least);
    let strip = band.and_then(|band| strip::lay_out(page, band.width, 1.0));
    page.strip_signs = strip.as_ref().map(|(strip, _)| StripSigns::of(strip));
    let told = strip.map_or_else(Vec::new, |(_, told)| told);
    let mut columns = |height: f32| {
        page.map_height = Some(height);
        let frame = page.map_frame();
        let view = page.view(shapes, frame);
        page.base_lines = signs::possible_lines(page, view.zoom);
        let seen = Seen::new(page.input.catalogue, shapes, &view, page.style, page.selected());
        let mut scratch = page.like(page.input);
        let filled = figures::fill(&mut scratch, frame, &seen, &told);
        page.legend_room = scratch.legend_room;
        (filled.free, scratch.left_out, filled.notes.cited.len())
    };
    let (free, left_out, cited) = columns(least.height);
    page.map_height = Some(pair::highest(least.height, free, |height| {
        let (free, more_left_out, still_cited) = columns(height);
        free >= 0.0 && more_left_out <= left_out && still_cited >= cited
    }));
}

/// Draws a map into its frame, with scale bar, north arrow and inset.
fn draw_map(
    page: &mut Page<'_>,
    shapes: &[super::zones::ZoneShape],
    view: Viewport,
    frame: Rect,
    credits: &str,
    store: &TileStore,
) -> Result<DrawnMap, basemap::Error> {
    let input = page.input;
    let tiles =
        store.tiles_to_keep(&visible_tiles(&view, store.pyramid(), f64::from(page.scale)))?;
    let tiles: Vec<&Tile> = tiles.iter().collect();
    let furniture = furniture::map_furniture(page, &view, shapes, frame, credits);
    let selected = page.selected();
    let map = MapInput {
        view: &view,
        style: page.style,
        palette: &page.palette,
        lang: input.lang,
        layers: input.layers,
        tiles: &tiles,
        shapes,
        catalogue: input.catalogue,
        unit: input.unit,
        as_of: input.as_of(),
        selected,
        quiet: matches!(input.subject, Subject::Zone(_)),
        shows: Shows {
            base_map: input.has(PagePart::BaseMap),
            labels: input.has(PagePart::Labels),
            hatches: input.has(PagePart::Hatches),
        },
        letters: page.has_legend(),
    };
    let (items, labels) = map_items(&map, frame, &furniture.obstacles);
    let fills = seen_fills(&map);
    page.base_lines = signs::lines_in_view(page, &map);
    page.items.extend(items);
    page.items.extend(furniture.items);
    if let Some(rect) = furniture.inset {
        locator::draw(page, rect, &view);
    }
    page.frame_line(frame);
    let seen = Seen::new(input.catalogue, shapes, &view, page.style, selected);
    page.signs = seen.signs();
    page.fills = fills;
    Ok(DrawnMap {
        frame,
        view,
        labels,
        zones: seen.zones,
        base_lines: page.base_lines.clone(),
        furniture: furniture.obstacles,
    })
}
