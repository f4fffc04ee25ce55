//! The briefing page: title, map, figures with numbered sources, legend and credits, composed for
//! its size. Lengths are logical pixels; a page of 1600 × 900 of them is the measure of the type.

mod column;
mod figures;
mod furniture;
mod seen;
mod slide;

use super::{
    item::{About, Item, Path, Rect, Scene},
    labels::{LabelLang, PlacedLabel},
    map::{Layers, MapInput, map_items},
    theming::{ColorBy, Theming},
    tiles::visible_tiles,
    viewport::{MAX_ZOOM, Viewport, WorldPoint, WorldRect},
    zones::{ZoneShape, zone_shapes},
};
use crate::{
    basemap::{self, Tile, TileStore},
    model::{
        Lang,
        as_of::{Status, status},
        catalogue::Catalogue,
        date::Day,
        units::AreaUnit,
        zone::Group,
    },
    style::{MapStyle, Palette, ThemeName},
    text::{Weight, breaking::elide, cache::ShapeCache},
    words,
};
use column::Column;
use seen::{Seen, SeenLayer};
pub use slide::{MAP_SHARE, Slide, SlideRow, slide_points, slides};

/// What a picture is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Subject {
    /// Index in the catalogue.
    Zone(usize),
    /// All zones of the report.
    Report,
    /// A view, with the zone that is selected in it, and whether the page is about that zone.
    View { center: WorldPoint, zoom: f64, selected: Option<usize>, titled: bool },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    #[default]
    Sheet,
    /// The map alone, with scale bar, credits and the note that it is not approved.
    Map,
}

/// Everything that decides a picture.
#[derive(Debug, Clone, Copy)]
pub struct SheetInput<'a> {
    pub catalogue: &'a Catalogue,
    pub subject: Subject,
    pub lang: LabelLang,
    pub unit: AreaUnit,
    pub day: Day,
    pub theme: ThemeName,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Pixels of a logical pixel; `None` for what suits a page of the size.
    pub scale: Option<f64>,
    pub layout: Layout,
    pub layers: Layers,
    pub color_by: ColorBy,
    /// Whether parts, neighbours and forerunners are drawn too.
    pub neighbours: bool,
    /// Whether zones of the wider plan are drawn too.
    pub wider: bool,
}

/// A composed page.
pub struct Sheet {
    pub scene: Scene,
    pub labels: Vec<PlacedLabel>,
    pub map_frame: Rect,
    /// The map seen in the frame.
    pub view: Viewport,
}

const PAGE_PIXELS: f64 = 1600.0 * 900.0;
const MARGIN: f32 = 36.0;
const TOP: f32 = 104.0;
const COLUMN_WIDTH: f32 = 440.0;

/// How map and columns stand on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrangement {
    /// The map fills the page: that was asked for, or there is no room for more.
    MapOnly,
    /// The column stands beside the map.
    Beside,
    /// Two columns stand below the map.
    Below,
}

/// Composes a page. Fails only if a tile of the base map does not come.
pub fn compose(input: &SheetInput<'_>, store: &TileStore) -> Result<Sheet, basemap::Error> {
    let mut page = Page::new(input);
    let credits = store.attribution().get(page.main_lang());
    page.foot = furniture::footer_height(&page, credits);
    let frame = page.map_frame();
    let shapes = page.shapes();
    let view = page.view(&shapes, frame);
    let tiles =
        store.tiles_to_keep(&visible_tiles(&view, store.pyramid(), f64::from(page.scale)))?;
    let tiles: Vec<&Tile> = tiles.iter().collect();
    let furniture = furniture::map_furniture(&page, &view, frame, credits);
    let selected = page.selected();
    let (items, placed) = map_items(
        &MapInput {
            view: &view,
            style: page.style,
            palette: &page.palette,
            lang: input.lang,
            layers: input.layers,
            tiles: &tiles,
            shapes: &shapes,
            catalogue: input.catalogue,
            unit: input.unit,
            day: input.day,
            selected,
            quiet: matches!(input.subject, Subject::Zone(_)),
        },
        frame,
        &furniture.obstacles,
        &mut page.cache,
    );
    page.items.extend(items);
    page.items.extend(furniture.items);
    page.frame_line(frame);
    if page.arrangement() != Arrangement::MapOnly {
        page.title();
        let seen = Seen::new(input.catalogue, &shapes, &view, page.style, selected);
        figures::fill(&mut page, frame, &seen);
        furniture::footer(&mut page, credits);
    }
    Ok(Sheet {
        scene: Scene {
            about: page.about(),
            width: page.width,
            height: page.height,
            scale: page.scale,
            background: page.palette.ui.window,
            items: page.items,
        },
        labels: placed,
        map_frame: frame,
        view,
    })
}

/// A page while it is composed.
struct Page<'a> {
    input: &'a SheetInput<'a>,
    style: &'static MapStyle,
    palette: Palette,
    theming: Option<Theming>,
    width: f32,
    height: f32,
    scale: f32,
    /// Height of the foot, where the page has one.
    foot: f32,
    items: Vec<Item>,
    cache: ShapeCache,
}

impl<'a> Page<'a> {
    #[expect(clippy::cast_possible_truncation, reason = "page sizes are small")]
    fn new(input: &'a SheetInput<'a>) -> Self {
        let (width, height) = (f64::from(input.size.0), f64::from(input.size.1));
        let theming = Theming::new(input.catalogue, input.color_by, input.unit, input.day);
        // Type does not shrink below what can be read on a screen.
        let scale = input.scale.unwrap_or_else(|| (width * height / PAGE_PIXELS).sqrt().max(0.8));
        Self {
            input,
            style: MapStyle::embedded(),
            palette: match &theming {
                Some(theming) => theming.dress(Palette::of(input.theme)),
                None => Palette::of(input.theme),
            },
            theming,
            width: (width / scale) as f32,
            height: (height / scale) as f32,
            scale: scale as f32,
            foot: 0.0,
            items: Vec::new(),
            cache: ShapeCache::default(),
        }
    }

    fn main_lang(&self) -> Lang {
        self.input.lang.main()
    }

    /// Words in the page's language; in both, Chinese first, one after the other.
    fn in_languages(&self, words: impl Fn(Lang) -> String) -> String {
        match self.input.lang {
            LabelLang::One(lang) => words(lang),
            LabelLang::Both => format!("{}  {}", words(Lang::Zh), words(Lang::En)),
        }
    }

    fn words(&self, key: &str) -> String {
        self.in_languages(|lang| words::t(lang, key))
    }

    /// That some rows are left out.
    fn more(&self, count: usize) -> String {
        let count = count.to_string();
        self.in_languages(|lang| words::t_with(lang, "sheet-more", &[("count", &count)]))
    }

    /// What every picture says at its lower left.
    fn not_approved(&self) -> String {
        self.words("sheet-not-approved")
    }

    fn arrangement(&self) -> Arrangement {
        if self.input.layout == Layout::Map {
            Arrangement::MapOnly
        } else if self.width >= 900.0 && self.height >= 500.0 && self.width > self.height {
            Arrangement::Beside
        } else if self.width >= 640.0 && self.height >= 900.0 {
            Arrangement::Below
        } else {
            Arrangement::MapOnly
        }
    }

    fn map_frame(&self) -> Rect {
        let height = self.height - TOP - self.foot;
        let width = self.width - 2.0 * MARGIN;
        match self.arrangement() {
            Arrangement::MapOnly => Rect::new(0.0, 0.0, self.width, self.height),
            Arrangement::Beside => Rect::new(MARGIN, TOP, width - MARGIN - COLUMN_WIDTH, height),
            Arrangement::Below => Rect::new(MARGIN, TOP, width, height * 0.54),
        }
    }

    /// The column for the figures, and one more where there are two.
    fn columns(&self, frame: Rect) -> (Column, Option<Column>) {
        let bottom = self.height - self.foot;
        match self.arrangement() {
            Arrangement::MapOnly | Arrangement::Beside => {
                let x = frame.right() + MARGIN;
                (Column { x, y: frame.y - 12.0, width: COLUMN_WIDTH, bottom }, None)
            }
            Arrangement::Below => {
                let width = (frame.width - MARGIN) / 2.0;
                let y = frame.bottom() + 6.0;
                let first = Column { x: MARGIN, y, width, bottom };
                (first, Some(Column { x: MARGIN + width + MARGIN, y, width, bottom }))
            }
        }
    }

    /// The zone that the page is about.
    fn title_zone(&self) -> Option<usize> {
        match self.input.subject {
            Subject::Zone(index) => Some(index),
            Subject::View { selected, titled, .. } => selected.filter(|_| titled),
            Subject::Report => None,
        }
    }

    fn selected(&self) -> Option<usize> {
        match self.input.subject {
            Subject::Zone(index) => Some(index),
            Subject::Report => None,
            Subject::View { selected, .. } => selected,
        }
    }

    fn shapes(&self) -> Vec<ZoneShape> {
        let subject = self.selected();
        zone_shapes(self.input.catalogue, self.input.day, |index| {
            let shown = match self.input.catalogue.zones[index].group {
                Group::Report | Group::Layer => true,
                Group::Neighbour => self.input.neighbours,
                Group::Wider => self.input.wider,
            };
            shown || subject == Some(index)
        })
    }

    fn view(&self, shapes: &[ZoneShape], frame: Rect) -> Viewport {
        let (width, height) = (f64::from(frame.width), f64::from(frame.height));
        let around = |index: usize| shapes.iter().find(|shape| shape.index == index);
        match self.input.subject {
            Subject::View { center, zoom, .. } => Viewport { center, zoom, width, height },
            Subject::Zone(index) => match around(index) {
                Some(shape) => {
                    let margin = width.min(height) * 0.22;
                    let mut view = Viewport::fit(shape.bounds, width, height, margin);
                    // A position without outline is shown in its neighbourhood.
                    view.zoom = view.zoom.min(if shape.is_point { 11.4 } else { MAX_ZOOM - 1.5 });
                    view
                }
                None => Self::report_view(shapes, width, height),
            },
            Subject::Report => Self::report_view(shapes, width, height),
        }
    }

    fn report_view(shapes: &[ZoneShape], width: f64, height: f64) -> Viewport {
        Viewport::fit(report_bounds(shapes), width, height, width.min(height) * 0.12)
    }

    fn title_text(&self) -> String {
        match self.title_zone().map(|index| &self.input.catalogue.zones[index].name) {
            Some(name) => self.in_languages(|lang| match lang {
                Lang::En => name.en.to_string(),
                Lang::Zh => name.zh.to_string(),
            }),
            None => self.in_languages(|lang| self.input.catalogue.title.get(lang).to_owned()),
        }
    }

    fn about(&self) -> About {
        let title = self.title_text();
        let description = self.in_languages(|lang| words::t(lang, "map-name"));
        About {
            description: format!("{description}: {title}"),
            origin: String::new(),
            title,
            language: match self.input.lang {
                LabelLang::One(Lang::En) => "en",
                LabelLang::One(Lang::Zh) | LabelLang::Both => "zh-CN",
            },
        }
    }

    fn frame_line(&mut self, frame: Rect) {
        if self.arrangement() != Arrangement::MapOnly {
            let color = self.palette.ui.line;
            let path = Path::rect(frame);
            self.items.push(Item::Stroke { path, color, width: 1.0, dash: None });
        }
    }

    /// What stands under the title.
    fn details(&self) -> Vec<String> {
        let catalogue = self.input.catalogue;
        let day = self.input.day;
        let mut details = Vec::new();
        if let Some(zone) = self.title_zone().map(|index| &catalogue.zones[index]) {
            let name = &zone.name;
            match self.input.lang {
                LabelLang::One(Lang::En) => details.push(name.zh.to_string()),
                LabelLang::One(Lang::Zh) => {}
                LabelLang::Both => details.push(name.pinyin.to_string()),
            }
            details.push(self.in_languages(|lang| zone.district.get(lang).to_owned()));
            let status = status(&zone.milestones, day);
            if status != Status::Unknown {
                details.push(self.in_languages(|lang| words::status(lang, status)));
            }
        }
        // Where nothing has a date, none is shown.
        if day < Day::MAX {
            details.push(self.in_languages(|lang| {
                words::t_with(lang, "sheet-as-of", &[("date", &words::day(lang, day))])
            }));
        }
        if let Some(known) = catalogue.information_to().filter(|known| *known < day) {
            details.push(self.in_languages(|lang| {
                words::t_with(lang, "information-to", &[("date", &words::day(lang, known))])
            }));
        }
        details
    }

    fn title(&mut self) {
        let title = self.title_text();
        let mut details = self.details();
        let limit = self.width - 2.0 * MARGIN;
        let mut size = 30.0;
        while self.cache.get(&title, Weight::Bold).width_em * size > limit && size > 18.0 {
            size -= 1.0;
        }
        let ui = self.palette.ui;
        let title = elide(&title, Weight::Bold, limit / size);
        self.text(&title, Weight::Bold, size, [MARGIN, 56.0], ui.text);
        // On a narrow page the first details give way to the date.
        while details.len() > 1
            && self.cache.get(&details.join(" · "), Weight::Regular).width_em * 16.0 > limit
        {
            details.remove(0);
        }
        let subtitle = elide(&details.join(" · "), Weight::Regular, limit / 16.0);
        self.text(&subtitle, Weight::Regular, 16.0, [MARGIN, 84.0], ui.weak);
    }

    fn text(
        &mut self,
        text: &str,
        weight: Weight,
        size: f32,
        at: [f32; 2],
        color: crate::style::Color,
    ) {
        self.items.push(Item::Text {
            text: super::item::PlacedText { text: text.to_owned(), weight, size, at, angle: 0.0 },
            color,
            halo: None,
        });
    }

    fn text_right(
        &mut self,
        text: &str,
        weight: Weight,
        size: f32,
        at: [f32; 2],
        color: crate::style::Color,
    ) {
        let width = self.cache.get(text, weight).width_em * size;
        self.text(text, weight, size, [at[0] - width, at[1]], color);
    }
}

/// The bounds of the report's zones; of all, if none is of the report.
pub fn report_bounds(shapes: &[ZoneShape]) -> WorldRect {
    let of_report = shapes.iter().filter(|shape| shape.group == Group::Report);
    let bounds = of_report.fold(WorldRect::EMPTY, |sum, shape| sum.union(shape.bounds));
    if bounds.min.x <= bounds.max.x {
        return bounds;
    }
    let all = shapes.iter().fold(WorldRect::EMPTY, |sum, shape| sum.union(shape.bounds));
    if all.min.x <= all.max.x { all } else { beijing_bounds() }
}

/// The built-up area of Beijing, for a catalogue that shows nothing.
fn beijing_bounds() -> WorldRect {
    let mut bounds = WorldRect::EMPTY;
    for (lon, lat) in [(116.1, 39.75), (116.7, 40.1)] {
        let at = crate::model::boundary::LonLat::new(lon, lat);
        bounds.include(WorldPoint::from_lon_lat(at));
    }
    bounds
}
