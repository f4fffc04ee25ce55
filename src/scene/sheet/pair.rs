//! A page of two maps: two zones at one scale, or one view on two days. Each has its figures below.

use super::{
    Beside, DrawnMap, PagePart, Seen, SheetInput,
    column::Column,
    draw_map, figures, legend,
    page::{MARGIN, Page, TOP},
    signs, sources,
};
use crate::{
    basemap::{self, TileStore},
    model::{Lang, as_of::status_from, measure},
    scene::{
        item::{Item, Rect},
        viewport::Viewport,
        zones::ZoneShape,
    },
    text::{Weight, breaking::elide},
    words,
};

/// Room for what names a map, above it.
const HEAD: f32 = 50.0;
/// Distance from a map to what stands below it.
const BELOW: f32 = 4.0;
/// Share of the room that the maps take at least.
const MAP_SHARE: f32 = 0.6;
const LEGEND_WIDTH: f32 = 296.0;

/// One of the two: what it shows and where.
struct Half<'a> {
    page: Page<'a>,
    shapes: Vec<ZoneShape>,
    view: Viewport,
    /// The column of the half, with the room for its head.
    x: f32,
    frame: Rect,
}

/// Where the two maps stand.
pub(super) fn frames(page: &Page<'_>) -> [Rect; 2] {
    let width = (page.width - 3.0 * MARGIN) / 2.0;
    let least = (page.height - TOP - page.foot - HEAD) * MAP_SHARE;
    let height = page.map_height.unwrap_or(least);
    [MARGIN, 2.0 * MARGIN + width].map(|x| Rect::new(x, TOP + HEAD, width, height))
}

impl<'a> Half<'a> {
    fn new(page: &Page<'_>, input: &'a SheetInput<'a>, at: usize) -> Self {
        let mut half = page.like(input);
        let frame = frames(page)[at];
        let x = frame.x;
        let shapes = half.shapes();
        let view = half.view(&shapes, frame);
        half.base_lines = signs::possible_lines(&half, view.zoom);
        Self { page: half, shapes, view, x, frame }
    }

    /// The name of the zone or the day, and of the base map where that of the other is another.
    fn head(&mut self, beside: Beside, base_map: Option<String>) {
        let page = &mut self.page;
        let ui = page.palette.ui;
        let at = page.input.as_of();
        let zone = page.title_zone().map(|index| &page.input.catalogue.zones[index]);
        let mut details = Vec::new();
        if let Some(zone) = zone {
            if matches!(beside, Beside::Zone(_)) {
                details.push(page.in_languages(|lang| zone.district.get(lang).to_owned()));
            }
            if let Some((day, status)) = status_from(page.input.catalogue, &zone.milestones, at) {
                details.push(page.in_languages(|lang| words::status_from(lang, day, status)));
            }
        }
        details.extend(base_map);
        let title = heading(page, beside);
        let limit = self.frame.width;
        let weight = page.title_weight();
        let title = elide(&title, weight, limit / 19.0);
        page.text(&title, weight, 19.0, [self.x, TOP + 18.0], ui.text);
        let details = elide(&details.join(" · "), Weight::Regular, limit / 13.0);
        page.text(&details, Weight::Regular, 13.0, [self.x, TOP + 39.0], ui.weak);
    }

    /// Figures at the left below the map, legend at the right of them.
    fn below(&mut self, notes: &mut sources::Notes<'a>, bottom: f32, limit: usize) -> f32 {
        let y = self.frame.bottom() + BELOW;
        let legend_width = LEGEND_WIDTH.min(self.frame.width * 0.4);
        let width = self.frame.width - legend_width - 24.0;
        let mut column = Column { x: self.x, y, width, bottom };
        let seen = Seen::new(
            self.page.input.catalogue,
            &self.shapes,
            &self.view,
            self.page.style,
            self.page.selected(),
        );
        if self.page.input.has(PagePart::Figures) {
            figures::of_page(&mut self.page, &mut column, (&seen, &[]), limit, notes);
        }
        let x = self.x + width + 24.0;
        let mut legend = Column { x, y, width: legend_width, bottom };
        let room = *self.page.legend_room.get_or_insert(bottom - y);
        let rows = legend::legend_rows(&self.page, &seen, (legend_width, room, column.y - y), &[]);
        if self.page.input.has(PagePart::Legend) {
            legend::legend(&mut self.page, &mut legend, &rows);
        }
        column.y.max(legend.y)
    }
}

/// Fills a page of two.
pub(super) fn fill(
    page: &mut Page<'_>,
    beside: Beside,
    store: &TileStore,
) -> Result<Vec<DrawnMap>, basemap::Error> {
    let [first, second] = inputs(page.input, beside);
    let stores = stores(page.input, beside, store);
    let inputs = [&first, &second];
    let least = halves(page, inputs, beside);
    let (height, bottom) = (least[0].frame.height, page.height - page.foot);
    let lowest = below(page, &mut { least }, bottom);
    page.legend_room = Some(bottom - (TOP + HEAD + height + BELOW));
    if page.may_raise_maps() {
        page.map_height = Some(highest(height, bottom - lowest.foot, |height| {
            page.map_height = Some(height);
            let mut halves = halves(page, inputs, beside);
            let raised = below(page, &mut halves, bottom);
            raised.foot <= bottom && raised.left_out <= lowest.left_out
        }));
    }
    page.title();
    let mut halves = halves(page, inputs, beside);
    let mut maps = Vec::new();
    for (half, store) in halves.iter_mut().zip(stores) {
        half.page.look_for_circle(&half.view);
        let name = page.input.second_base.map(|second| {
            let file = std::ptr::eq(store, second.store).then_some(second.name);
            half.page.in_languages(|lang| base_map_name(lang, store, file))
        });
        half.head(beside, name);
        let (view, frame) = (half.view, half.frame);
        // Credits stand in the foot of the page.
        maps.push(draw_map(&mut half.page, &half.shapes, view, frame, "", store)?);
    }
    let below = below(page, &mut halves, bottom);
    page.left_out = below.left_out;
    for half in halves {
        page.explained.zones.extend(&half.page.explained.zones);
        page.explained.more |= half.page.explained.more;
        page.items.extend(half.page.items);
    }
    page.items.extend(below.sources);
    Ok(maps)
}

/// The two halves, with the views that they share.
fn halves<'a>(page: &Page<'_>, inputs: [&'a SheetInput<'a>; 2], beside: Beside) -> [Half<'a>; 2] {
    let mut halves = [Half::new(page, inputs[0], 0), Half::new(page, inputs[1], 1)];
    let [first, second] = &mut halves;
    share_view([&mut first.view, &mut second.view], beside);
    halves
}

/// What stands below the two maps: figures and legends are in the halves.
struct Below {
    sources: Vec<Item>,
    foot: f32,
    /// Figures that had no room.
    left_out: usize,
}

/// Fills what is below the maps with as many figures as leave room for their sources.
fn below(page: &Page<'_>, halves: &mut [Half<'_>; 2], bottom: f32) -> Below {
    let starts = [halves[0].page.items.len(), halves[1].page.items.len()];
    let mut below = Below { sources: Vec::new(), foot: bottom, left_out: 0 };
    let most = match page.title_zone() {
        Some(_) => page.input.layout.figures,
        None => page.input.layout.zones,
    };
    for limit in (1..=most).rev() {
        let mut notes = sources::Notes::default();
        let mut lowest: f32 = 0.0;
        let mut of_first = None;
        for (half, start) in halves.iter_mut().zip(starts) {
            half.page.items.truncate(start);
            lowest = lowest.max(half.below(&mut notes, bottom, limit));
            // Each source stands below the half that names it first: none is later than its day.
            of_first.get_or_insert(notes.cited.len());
        }
        let mut scratch = page.like(page.input);
        below.foot = sources::sources_across(&mut scratch, lowest, &notes, of_first);
        below.sources = scratch.items;
        below.left_out = halves.iter().map(|half| half.page.left_out).sum();
        if below.foot <= bottom {
            break;
        }
    }
    below
}

/// The greatest height of maps, from the least up by what was free below it, at which all below has
/// room; what a map shows decides the length of its legend.
pub(super) fn highest(least: f32, free: f32, mut has_room: impl FnMut(f32) -> bool) -> f32 {
    const TRIES: u8 = 16;
    /// The least that a map is raised or lowered by.
    const STEP: f32 = 8.0;
    let step = (free / f32::from(TRIES)).max(STEP);
    let heights = (0..TRIES).map(|step_at| least + free - step * f32::from(step_at));
    heights.take_while(|height| *height > least).find(|height| has_room(*height)).unwrap_or(least)
}

/// What names one of two maps: its zone, or its day.
pub(super) fn heading(page: &Page<'_>, beside: Beside) -> String {
    let zone = page.title_zone().map(|index| &page.input.catalogue.zones[index]);
    page.in_languages(|lang| match (beside, zone, lang) {
        (Beside::Zone(_), Some(zone), Lang::En) => zone.name.en.to_string(),
        (Beside::Zone(_), Some(zone), Lang::Zh) => zone.name.zh.to_string(),
        _ => words::as_of(lang, page.input.as_of()),
    })
}

/// The inputs of the two maps, the earlier day before the later.
pub(super) fn inputs<'a>(input: &SheetInput<'a>, beside: Beside) -> [SheetInput<'a>; 2] {
    let first = SheetInput { beside: None, second_base: None, ..*input };
    let second = match beside {
        Beside::Zone(index) => SheetInput { subject: super::Subject::Zone(index), ..first },
        Beside::Day(day) => SheetInput { day, ..first },
    };
    if second.day < first.day { [second, first] } else { [first, second] }
}

/// How two maps go together: two zones at one scale, so that sizes can be compared; of two days both
/// show what the later shows, since an outline may be known on one of them only.
pub(super) fn share_view(views: [&mut Viewport; 2], beside: Beside) {
    let [first, second] = views;
    match beside {
        Beside::Zone(_) => {
            let zoom = first.zoom.min(second.zoom);
            first.zoom = zoom;
            second.zoom = zoom;
        }
        Beside::Day(_) => *first = *second,
    }
}

/// The base maps of the two maps, in the order of [`inputs`].
pub(super) fn stores<'a>(
    input: &SheetInput<'a>,
    beside: Beside,
    store: &'a TileStore,
) -> [&'a TileStore; 2] {
    let other = input.second_base.map_or(store, |second| second.store);
    match beside {
        Beside::Day(day) if day < input.day => [other, store],
        Beside::Day(_) | Beside::Zone(_) => [store, other],
    }
}

/// What a base map is called: by its source, as the program's own, by its file, else by whom to credit.
fn base_map_name(lang: Lang, store: &TileStore, file: Option<&str>) -> String {
    match store.source() {
        Some(source) => source.name.get(lang).to_owned(),
        None if store.is_embedded() => words::t(lang, "base-map-embedded"),
        None => file.unwrap_or(store.attribution().get(lang)).to_owned(),
    }
}

/// How many times the smaller of two zones goes into the larger, in words: by drawn area, else by
/// the published one.
pub(super) fn ratio(page: &Page<'_>, first: usize, second: usize) -> Option<String> {
    let area = |index: usize| {
        let zone = &page.input.catalogue.zones[index];
        let drawn = zone.outline_on(page.input.as_of()).map(|at| measure::area_m2(&at.geometry));
        drawn.filter(|area| *area > 0.0)
    };
    let (one, other) = (area(first)?, area(second)?);
    let (large, small, times) =
        if one >= other { (first, second, one / other) } else { (second, first, other / one) };
    let times = if times < 10.0 { format!("{times:.1}") } else { format!("{times:.0}") };
    Some(page.in_languages(|lang| {
        let name = |index: usize| page.input.catalogue.zones[index].name.short(lang);
        let values = [("large", name(large)), ("small", name(small)), ("times", times.as_str())];
        words::t_with(lang, "sheet-ratio", &values)
    }))
}
