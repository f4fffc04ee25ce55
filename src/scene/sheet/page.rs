//! A page while it is composed: its measures, its frames, what it shows, and the pen for its texts.

use std::collections::BTreeMap;

use super::{
    Beside, PagePart, SheetInput, Subject, column::Column, figures, framing, signs::StripSigns,
    strip::STRIP_HEIGHT, verify::Explained,
};
use crate::{
    basemap::FeatureClass,
    model::{Lang, zone::Group},
    scene::{
        item::{About, Item, Path, PlacedText, Rect},
        labels::LabelLang,
        map::circle_px,
        presence::Presence,
        theming::Theming,
        viewport::Viewport,
        zones::{ZoneShape, zone_shapes},
    },
    style::{Color, MapPlace, MapStyle, Palette, TitleFace},
    text::{Weight, shape::width_em},
    words,
};

const PAGE_PIXELS: f64 = 1600.0 * 900.0;
pub(super) const MARGIN: f32 = 36.0;
/// Where what stands below title and subtitle begins.
pub(super) const TOP: f32 = 104.0;
/// Distance of the strip of milestones from the map.
const STRIP_GAP: f32 = 10.0;

/// How map and columns stand on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Arrangement {
    /// The map fills the page: that was asked for, or there is no room for more.
    MapOnly,
    /// The column stands beside the map.
    Beside,
    /// Two columns stand below the map.
    Below,
    /// Two maps stand side by side.
    Pair(Beside),
    /// A table takes the page.
    NoMap,
}

/// A page while it is composed.
pub(super) struct Page<'a> {
    pub input: &'a SheetInput<'a>,
    pub style: &'static MapStyle,
    pub palette: Palette,
    pub theming: Option<Theming>,
    pub width: f32,
    pub height: f32,
    pub scale: f32,
    /// Height of the foot, where the page has one.
    pub foot: f32,
    /// Height of the maps, where they have more than the least.
    pub map_height: Option<f32>,
    /// Height that a legend may take, where it was decided on a page with lower maps.
    pub legend_room: Option<f32>,
    pub items: Vec<Item>,
    /// As what its map draws each zone, with the letter of its sign.
    pub signs: BTreeMap<usize, (Presence, Option<char>)>,
    /// The colors that fills have on its map.
    pub fills: BTreeMap<usize, Color>,
    /// The lines of the base map that it has, and the marks of its strip.
    pub base_lines: Vec<FeatureClass>,
    pub strip_signs: Option<StripSigns>,
    /// Whether its map has the circle in which a position lies, as far as that was looked at.
    pub circle: bool,
    /// What its legends explain.
    pub explained: Explained,
    /// Rows of the table that had no room.
    pub left_out: usize,
    /// The first row of a page of figures that goes on from this one.
    pub annex_from: usize,
}

impl<'a> Page<'a> {
    #[expect(clippy::cast_possible_truncation, reason = "page sizes are small")]
    pub fn new(input: &'a SheetInput<'a>) -> Self {
        let (width, height) = (f64::from(input.size.0), f64::from(input.size.1));
        let theming = Theming::new(input.catalogue, input.color_by, input.unit, input.as_of());
        // Type does not shrink below what can be read on a screen.
        let scale = input.scale.unwrap_or_else(|| {
            let suits = (width * height / PAGE_PIXELS).sqrt() * input.layout.type_size;
            suits.max(0.8)
        });
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
            map_height: None,
            legend_room: None,
            items: Vec::new(),
            signs: BTreeMap::new(),
            fills: BTreeMap::new(),
            base_lines: Vec::new(),
            strip_signs: None,
            circle: true,
            explained: Explained::default(),
            left_out: 0,
            annex_from: 0,
        }
    }

    /// An empty page of the same measures for another input.
    pub fn like<'b>(&self, input: &'b SheetInput<'b>) -> Page<'b> {
        Page {
            width: self.width,
            height: self.height,
            scale: self.scale,
            foot: self.foot,
            map_height: self.map_height,
            legend_room: self.legend_room,
            base_lines: self.base_lines.clone(),
            strip_signs: self.strip_signs,
            circle: self.circle,
            ..Page::new(input)
        }
    }

    /// An empty page for the same input in type so many times as large.
    pub fn with_type(&self, times: f32) -> Page<'a> {
        Page {
            width: self.width / times,
            height: self.height / times,
            scale: self.scale * times,
            ..Page::new(self.input)
        }
    }

    pub fn main_lang(&self) -> Lang {
        self.input.lang.main()
    }

    /// Words in the page's language; in both, Chinese first, one after the other.
    pub fn in_languages(&self, words: impl Fn(Lang) -> String) -> String {
        match self.input.lang {
            LabelLang::One(lang) => words(lang),
            LabelLang::Both => format!("{}  {}", words(Lang::Zh), words(Lang::En)),
        }
    }

    pub fn words(&self, key: &str) -> String {
        self.in_languages(|lang| words::t(lang, key))
    }

    /// That some rows are left out.
    pub fn more(&self, count: usize) -> String {
        let count = count.to_string();
        self.in_languages(|lang| words::t_with(lang, "sheet-more", &[("count", &count)]))
    }

    /// What every picture says at its lower left: the number of its approval, or that it has none.
    pub fn not_approved(&self) -> String {
        match self.input.marks.approval.trim() {
            "" => self.words("sheet-not-approved"),
            number => self
                .in_languages(|lang| words::t_with(lang, "sheet-approval", &[("number", number)])),
        }
    }

    /// Who made the page, when, and its number; empty where nothing of it was given.
    pub fn imprint(&self) -> String {
        let marks = self.input.marks;
        let given = [
            ("sheet-number", marks.number.trim()),
            ("sheet-prepared-by", marks.prepared_by.trim()),
            ("sheet-drawn-on", marks.drawn_on.trim()),
        ];
        let parts: Vec<String> = given
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| words::t_with(self.chrome_lang(), key, &[("value", value)]))
            .collect();
        parts.join(" · ")
    }

    /// The language of what stands once though the page has both.
    pub fn chrome_lang(&self) -> Lang {
        match self.input.lang {
            LabelLang::One(lang) => lang,
            LabelLang::Both => Lang::Zh,
        }
    }

    pub fn arrangement(&self) -> Arrangement {
        let wide = self.width >= 900.0 && self.height >= 500.0 && self.width > self.height;
        let tall = self.width >= 640.0 && self.height >= 900.0;
        match (self.input.layout.map, self.input.beside) {
            (MapPlace::Fill, _) => Arrangement::MapOnly,
            (MapPlace::Absent, _) if wide || tall => Arrangement::NoMap,
            (MapPlace::Pair, Some(beside)) if wide || tall => Arrangement::Pair(beside),
            _ if wide => Arrangement::Beside,
            _ if tall => Arrangement::Below,
            _ => Arrangement::MapOnly,
        }
    }

    pub fn map_frame(&self) -> Rect {
        let strip = if self.has_strip() { STRIP_HEIGHT + STRIP_GAP } else { 0.0 };
        let height = self.height - TOP - self.foot;
        let width = self.width - 2.0 * MARGIN;
        match self.arrangement() {
            Arrangement::MapOnly => Rect::new(0.0, 0.0, self.width, self.height),
            Arrangement::Beside | Arrangement::Below if self.has_no_column() => {
                Rect::new(MARGIN, TOP, width, height - strip)
            }
            Arrangement::Below => {
                let height = self.map_height.unwrap_or(height * 0.54 - strip);
                Rect::new(MARGIN, TOP, width, height)
            }
            Arrangement::Beside | Arrangement::Pair(_) | Arrangement::NoMap => {
                let beside = width - MARGIN - self.column_width();
                Rect::new(MARGIN, TOP, beside, height - strip)
            }
        }
    }

    /// Whether maps may take the room that figures leave. Those of a view may not: what it shows is
    /// chosen by the shape that its map has.
    pub fn may_raise_maps(&self) -> bool {
        !matches!(self.input.subject, Subject::View { .. })
    }

    pub fn column_width(&self) -> f32 {
        match self.input.layout.map {
            MapPlace::Beside { column } => column,
            MapPlace::Fill | MapPlace::Absent | MapPlace::Pair => 440.0,
        }
    }

    /// Where the strip of milestones stands below a map.
    pub fn strip_band(&self, frame: Rect) -> Option<Rect> {
        self.has_strip()
            .then(|| Rect::new(frame.x, frame.bottom() + STRIP_GAP, frame.width, STRIP_HEIGHT))
    }

    pub fn has_strip(&self) -> bool {
        let room = match self.arrangement() {
            Arrangement::Beside => self.height >= 700.0,
            Arrangement::Below => self.height >= 1100.0,
            Arrangement::MapOnly | Arrangement::Pair(_) | Arrangement::NoMap => false,
        };
        room && self.wants_strip()
    }

    /// Whether there are milestones for a strip.
    pub fn wants_strip(&self) -> bool {
        let input = self.input;
        let enough = self.title_zone().is_some_and(|index| {
            !super::strip::known(input, &input.catalogue.zones[index]).is_empty()
        });
        input.layout.strip && input.has(PagePart::Strip) && enough
    }

    /// Whether a legend explains the map, on the page or on the slide that the map is for.
    pub fn has_legend(&self) -> bool {
        let alone = self.arrangement() == Arrangement::MapOnly && self.input.layout.caption;
        self.input.has(PagePart::Legend) && !alone
    }

    pub fn has_locator(&self) -> bool {
        self.input.layout.locator && self.input.has(PagePart::Locator)
    }

    /// The column for the figures, and one more where there are two.
    pub fn columns(&self, frame: Rect) -> (Column, Option<Column>) {
        let bottom = self.height - self.foot;
        match self.arrangement() {
            Arrangement::MapOnly
            | Arrangement::Beside
            | Arrangement::Pair(_)
            | Arrangement::NoMap => {
                let x = frame.right() + MARGIN;
                (Column { x, y: frame.y - 12.0, width: self.column_width(), bottom }, None)
            }
            Arrangement::Below => {
                let width = (frame.width - MARGIN) / 2.0;
                let y = self.strip_band(frame).map_or(frame.bottom(), |band| band.bottom()) + 6.0;
                let first = Column { x: MARGIN, y, width, bottom };
                (first, Some(Column { x: MARGIN + width + MARGIN, y, width, bottom }))
            }
        }
    }

    /// Whether nothing is left to stand beside the map.
    fn has_no_column(&self) -> bool {
        let input = self.input;
        !input.has(PagePart::Figures)
            && !input.has(PagePart::Legend)
            && input.marks.note.trim().is_empty()
    }

    /// What the title is set in.
    pub fn title_weight(&self) -> Weight {
        match self.input.titles {
            TitleFace::Sans => Weight::Bold,
            TitleFace::Serif => Weight::Serif,
        }
    }

    /// The zone that the page is about.
    pub fn title_zone(&self) -> Option<usize> {
        match self.input.subject {
            Subject::Zone(index) => Some(index),
            Subject::View { selected, titled, .. } => selected.filter(|_| titled),
            Subject::Report => None,
        }
    }

    pub fn selected(&self) -> Option<usize> {
        match self.input.subject {
            Subject::Zone(index) => Some(index),
            Subject::Report => None,
            Subject::View { selected, .. } => selected,
        }
    }

    pub fn shapes(&self) -> Vec<ZoneShape> {
        let subject = self.selected();
        zone_shapes(self.input.catalogue, self.input.as_of(), |index| {
            let shown = match self.input.catalogue.zones[index].group {
                Group::Report | Group::Layer => true,
                Group::Neighbour => self.input.neighbours,
                Group::Wider => self.input.wider,
            };
            shown || subject == Some(index)
        })
    }

    /// Looks whether a view has the circle in which the position of the page's zone lies.
    pub fn look_for_circle(&mut self, view: &Viewport) {
        let zone = self.selected().map(|index| &self.input.catalogue.zones[index]);
        let outline = zone.and_then(|zone| zone.outline_on(self.input.as_of()));
        let accuracy = outline.and_then(|outline| outline.accuracy_m);
        self.circle = accuracy.is_some_and(|metres| circle_px(metres, view).is_some());
    }

    /// What its map shows.
    pub fn view(&self, shapes: &[ZoneShape], frame: Rect) -> Viewport {
        framing::view(self, shapes, frame)
    }

    pub fn about(&self) -> About {
        let title = self.headline();
        let description = self.in_languages(|lang| words::t(lang, "map-name"));
        About {
            description: format!("{description}: {title}"),
            origin: String::new(),
            figures: figures::remembered(
                self.input.catalogue,
                self.title_zone(),
                self.input.as_of(),
            ),
            title,
            language: match self.input.lang {
                LabelLang::One(Lang::En) => "en",
                LabelLang::One(Lang::Zh) | LabelLang::Both => "zh-CN",
            },
        }
    }

    pub fn frame_line(&mut self, frame: Rect) {
        if self.arrangement() != Arrangement::MapOnly {
            let color = self.palette.ui.line;
            let path = Path::rect(frame);
            self.items.push(Item::Stroke { path, color, width: 1.0, dash: None });
        }
    }

    pub fn text(&mut self, text: &str, weight: Weight, size: f32, at: [f32; 2], color: Color) {
        self.items.push(Item::Text {
            text: PlacedText { text: text.to_owned(), weight, size, at, angle: 0.0 },
            color,
            halo: None,
        });
    }

    pub fn text_right(
        &mut self,
        text: &str,
        weight: Weight,
        size: f32,
        at: [f32; 2],
        color: Color,
    ) {
        let width = width_em(text, weight) * size;
        self.text(text, weight, size, [at[0] - width, at[1]], color);
    }
}
