//! What surrounds the map: scale bar, north arrow, credits.

use super::{
    PagePart,
    corners::{Corner, Ground, Piece, places},
    framing, locator,
    page::{Arrangement, MARGIN, Page},
};
use crate::{
    model::Lang,
    scene::{
        item::{Item, Path, PlacedText, Rect},
        scale_bar::{ScaleBar, scale_bar},
        viewport::Viewport,
        zones::ZoneShape,
    },
    text::{
        Weight,
        breaking::{break_lines, elide},
        shape::width_em,
    },
    words,
};

pub(super) struct Furniture {
    pub items: Vec<Item>,
    pub obstacles: Vec<Rect>,
    /// Where the inset stands.
    pub inset: Option<Rect>,
}

/// Between furniture and the edge of the map.
const GAP: f32 = 12.0;

/// Scale bar and north arrow, the place of the inset and, on a page without a column, the credits.
pub(super) fn map_furniture(
    page: &Page<'_>,
    view: &Viewport,
    shapes: &[ZoneShape],
    frame: Rect,
    credits: &str,
) -> Furniture {
    let mut furniture = Furniture { items: Vec::new(), obstacles: Vec::new(), inset: None };
    let mut foot = frame.bottom();
    if page.arrangement() == Arrangement::MapOnly {
        foot = credits_on_map(page, frame, credits, &mut furniture);
        let top = marking_on_map(page, frame, &mut furniture);
        if page.input.layout.caption {
            caption_on_map(page, frame, top, &mut furniture);
        }
    }
    let bar = page.input.has(PagePart::ScaleBar).then(|| Bar::new(page, view));
    let has_north = page.input.has(PagePart::NorthArrow);
    let inset = page.has_locator().then(|| locator::size(view, frame)).flatten();
    let piece = |width, height, corners, optional| Piece { width, height, corners, optional };
    let wanted = [
        bar.as_ref().map(|bar| piece(bar.width, bar.height, SCALE_CORNERS, false)),
        has_north.then(|| piece(NORTH.0, NORTH.1, NORTH_CORNERS, false)),
        inset.map(|(width, height)| piece(width, height, INSET_CORNERS, true)),
    ];
    let pieces: Vec<Piece> = wanted.into_iter().flatten().collect();
    let ground = Ground {
        view,
        style: page.style,
        shapes,
        selected: page.selected(),
        frame,
        field: Rect::new(
            frame.x + GAP,
            frame.y + GAP,
            frame.width - 2.0 * GAP,
            foot - frame.y - 2.0 * GAP,
        ),
        fixed: &furniture.obstacles,
    };
    let mut found = places(&ground, &pieces).into_iter();
    if let Some(bar) = &bar
        && let Some(rect) = found.next().flatten()
    {
        scale(page, bar, rect, &mut furniture);
    }
    if has_north && let Some(rect) = found.next().flatten() {
        north(page, rect, &mut furniture);
    }
    furniture.inset = found.next().flatten();
    furniture.obstacles.extend(furniture.inset);
    furniture
}

/// Where each stands by habit, then elsewhere.
const SCALE_CORNERS: [Corner; 4] =
    [Corner::LowerLeft, Corner::LowerRight, Corner::UpperLeft, Corner::UpperRight];
const NORTH_CORNERS: [Corner; 4] =
    [Corner::UpperRight, Corner::UpperLeft, Corner::LowerRight, Corner::LowerLeft];
const INSET_CORNERS: [Corner; 4] =
    [Corner::LowerRight, Corner::UpperLeft, Corner::UpperRight, Corner::LowerLeft];
const NORTH: (f32, f32) = (34.0, 52.0);

fn plate(page: &Page<'_>, rect: Rect, furniture: &mut Furniture) {
    furniture.obstacles.push(rect);
    furniture.items.push(Item::Fill {
        path: Path::rect(rect),
        color: page.palette.ui.window.with_alpha(0.88),
    });
}

fn text(page: &Page<'_>, text: &str, size: f32, at: [f32; 2]) -> Item {
    Item::Text {
        text: PlacedText { text: text.to_owned(), weight: Weight::Regular, size, at, angle: 0.0 },
        color: page.palette.ui.text,
        halo: None,
    }
}

fn width(text: &str, size: f32) -> f32 {
    width_em(text, Weight::Regular) * size
}

/// The scale bar and what it says.
struct Bar {
    length: ScaleBar,
    end_label: String,
    ratio: Option<String>,
    width: f32,
    height: f32,
}

impl Bar {
    #[expect(clippy::cast_possible_truncation, reason = "a scale bar is short")]
    fn new(page: &Page<'_>, view: &Viewport) -> Self {
        let length = scale_bar(view, 170.0);
        let (number, is_km) = length.number();
        let unit = match (page.main_lang(), is_km) {
            (Lang::En, true) => " km",
            (Lang::En, false) => " m",
            (Lang::Zh, true) => "公里",
            (Lang::Zh, false) => "米",
        };
        let end_label = format!("{number}{unit}");
        let ratio = numeric_scale(page, view);
        let ratio_width = ratio.as_deref().map_or(0.0, |text| width(text, 12.0) + 20.0);
        let plate = length.width_px as f32 + 24.0 + width(&end_label, 12.0);
        let height = if ratio.is_some() { 50.0 } else { 34.0 };
        Self { length, end_label, width: plate.max(ratio_width), ratio, height }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a scale bar is short")]
fn scale(page: &Page<'_>, bar: &Bar, rect: Rect, furniture: &mut Furniture) {
    let Bar { length, end_label, ratio, .. } = bar;
    let half = length.number().0 / 2.0;
    let length = length.width_px as f32;
    plate(page, rect, furniture);
    let (left, top) = (rect.x + 10.0, rect.y + 20.0);
    let color = page.palette.ui.text;
    for (part, filled) in [(0.0, true), (0.25, false), (0.5, true), (0.75, false)] {
        let path = Path::rect(Rect::new(left + length * part, top, length / 4.0, 5.0));
        if filled {
            furniture.items.push(Item::Fill { path: path.clone(), color });
        }
        furniture.items.push(Item::Stroke { path, color, width: 0.8, dash: None });
    }
    furniture.items.push(text(page, "0", 12.0, [left - 3.0, rect.y + 14.0]));
    let middle = format!("{half}");
    furniture.items.push(text(
        page,
        &middle,
        12.0,
        [left + length / 2.0 - width(&middle, 12.0) / 2.0, rect.y + 14.0],
    ));
    furniture.items.push(text(page, end_label, 12.0, [left + length - 4.0, rect.y + 14.0]));
    if let Some(ratio) = ratio {
        furniture.items.push(text(page, ratio, 12.0, [left, rect.bottom() - 7.0]));
    }
}

/// The scale of a printed page as a ratio, at the middle of the map, to three digits where it is not
/// round.
fn numeric_scale(page: &Page<'_>, view: &Viewport) -> Option<String> {
    const THOUSAND: f64 = 1000.0;
    let denominator = framing::told(framing::denominator(page, view)?);
    let mut step = 1.0;
    while denominator / step >= THOUSAND {
        step *= 10.0;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a scale is far below 2^52"
    )]
    let rounded = ((denominator / step).round() * step) as usize;
    Some(format!("1:{}", words::count(rounded)))
}

fn north(page: &Page<'_>, rect: Rect, furniture: &mut Furniture) {
    plate(page, rect, furniture);
    let (x, y) = (rect.x + rect.width / 2.0, rect.y);
    let color = page.palette.ui.text;
    furniture.items.push(Item::Fill {
        path: Path::polygon(vec![
            [x, y + 5.0],
            [x + 8.0, y + 30.0],
            [x, y + 24.0],
            [x - 8.0, y + 30.0],
        ]),
        color,
    });
    let word = words::t(page.main_lang(), "north");
    furniture.items.push(text(page, &word, 13.0, [x - width(&word, 13.0) / 2.0, y + 46.0]));
}

/// The marking of a page that is a map, at its upper left; the top of what is free below it.
fn marking_on_map(page: &Page<'_>, frame: Rect, furniture: &mut Furniture) -> f32 {
    let marking = page.input.marks.marking.trim();
    if marking.is_empty() {
        return frame.y + 12.0;
    }
    let room = (frame.width - 110.0) / 13.0;
    let marking = elide(marking, Weight::Bold, room);
    let wide = width_em(&marking, Weight::Bold) * 13.0 + 16.0;
    plate(page, Rect::new(frame.x + 12.0, frame.y + 12.0, wide, 24.0), furniture);
    furniture.items.push(Item::Text {
        text: PlacedText {
            text: marking,
            weight: Weight::Bold,
            size: 13.0,
            at: [frame.x + 20.0, frame.y + 29.0],
            angle: 0.0,
        },
        color: page.palette.ui.error,
        halo: None,
    });
    frame.y + 42.0
}

/// What a page that is a map shows, and when: its title and what stands under it, at the upper left.
fn caption_on_map(page: &Page<'_>, frame: Rect, top: f32, furniture: &mut Furniture) {
    const TITLE: f32 = 16.0;
    const DETAIL: f32 = 12.0;
    // The arrow stands at the right.
    let room = frame.width - 90.0;
    let title = elide(&page.headline(), page.title_weight(), room / TITLE);
    let detail = elide(&page.details().join(" · "), Weight::Regular, room / DETAIL);
    let widths = [(&title, page.title_weight(), TITLE), (&detail, Weight::Regular, DETAIL)];
    let wide = widths.map(|(text, weight, size)| width_em(text, weight) * size);
    let rect = Rect::new(frame.x + 12.0, top, wide[0].max(wide[1]) + 20.0, 48.0);
    plate(page, rect, furniture);
    let lines =
        [(title, page.title_weight(), TITLE, 20.0), (detail, Weight::Regular, DETAIL, 39.0)];
    for (text, weight, size, baseline) in lines {
        furniture.items.push(Item::Text {
            text: PlacedText {
                text,
                weight,
                size,
                at: [rect.x + 10.0, rect.y + baseline],
                angle: 0.0,
            },
            color: page.palette.ui.text,
            halo: None,
        });
    }
}

/// The note that the map is not approved, at lower left, and the credits, in as many lines as they
/// need. Returns the top of what they take.
fn credits_on_map(page: &Page<'_>, frame: Rect, credits: &str, furniture: &mut Furniture) -> f32 {
    let note = page.not_approved();
    let mut lines: Vec<(String, f32)> = Vec::new();
    let room = frame.width - 40.0;
    let imprint = page.imprint();
    for (text, size) in [(credits, 10.5), (imprint.as_str(), 11.5), (note.as_str(), 11.5)] {
        let broken = break_lines(text, Weight::Regular, room / size);
        lines.extend(broken.into_iter().rev().map(|line| (line, size)));
    }
    // The credits stand at the right of the note where both fit on one line.
    if let [(credits, credits_size), (note, note_size)] = lines.as_slice()
        && width(credits, *credits_size) + width(note, *note_size) + 72.0 < frame.width
    {
        let baseline = frame.bottom() - 17.0;
        for (text, size, right) in [(note, *note_size, false), (credits, *credits_size, true)] {
            let wide = width(text, size) + 16.0;
            let x = if right { frame.right() - wide - 12.0 } else { frame.x + 12.0 };
            plate(page, Rect::new(x, baseline - 15.0, wide, 22.0), furniture);
            furniture.items.push(self::text(page, text, size, [x + 8.0, baseline]));
        }
        return frame.bottom() - 26.0;
    }
    let widest = lines.iter().map(|(text, size)| width(text, *size)).fold(0.0, f32::max);
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let height = lines.len() as f32 * 16.0 + 8.0;
    let top = frame.bottom() - height - 8.0;
    plate(page, Rect::new(frame.x + 8.0, top, widest + 16.0, height), furniture);
    let mut baseline = frame.bottom() - 18.0;
    for (text, size) in &lines {
        furniture.items.push(self::text(page, text, *size, [frame.x + 16.0, baseline]));
        baseline -= 16.0;
    }
    top
}

/// The foot of the page: that it is not an approved map at lower left, credits at right.
pub(super) fn footer(page: &mut Page<'_>, credits: &str) {
    let ui = page.palette.ui;
    let baseline = page.height - 26.0;
    let note = page.not_approved();
    page.text(&note, Weight::Bold, NOTE_SIZE, [MARGIN, baseline], ui.text);
    let right = page.width - MARGIN;
    // The last line stands beside the note, the others above it.
    let mut y = baseline;
    for line in credit_lines(page, credits).iter().rev() {
        page.text_right(line, Weight::Regular, CREDITS_SIZE, [right, y], ui.weak);
        y -= CREDITS_LEADING;
    }
    for line in imprint_lines(page).iter().rev() {
        page.text_right(line, Weight::Regular, NOTE_SIZE, [right, y - 2.0], ui.text);
        y -= IMPRINT_LEADING;
    }
}

const NOTE_SIZE: f32 = 12.5;
const CREDITS_SIZE: f32 = 11.0;
const CREDITS_LEADING: f32 = 14.0;
const IMPRINT_LEADING: f32 = 17.0;

fn credit_lines(page: &Page<'_>, credits: &str) -> Vec<String> {
    let note = width_em(&page.not_approved(), Weight::Bold) * NOTE_SIZE;
    let lang = page.main_lang();
    let mut line = format!("{} {}", words::t(lang, "app-name"), page.input.catalogue.version);
    // What has no map owes nobody for one.
    if page.arrangement() != Arrangement::NoMap {
        let data = words::t(lang, "sheet-attribution");
        line = format!("{line} · {}", words::with_value(lang, &data, credits));
    }
    let room = page.width - 2.0 * MARGIN - note - 24.0;
    even_lines(&line, room / CREDITS_SIZE)
}

/// No more lines than need be, none of them much shorter than the others.
fn even_lines(text: &str, limit_em: f32) -> Vec<String> {
    let lines = break_lines(text, Weight::Regular, limit_em);
    let shares = [0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95].into_iter();
    let even = shares
        .map(|share| break_lines(text, Weight::Regular, limit_em * share))
        .find(|narrow| narrow.len() == lines.len());
    even.filter(|_| lines.len() > 1).unwrap_or(lines)
}

fn imprint_lines(page: &Page<'_>) -> Vec<String> {
    let room = page.width - 2.0 * MARGIN;
    break_lines(&page.imprint(), Weight::Regular, room / NOTE_SIZE)
}

/// How high the foot of the page is.
pub(super) fn footer_height(page: &Page<'_>, credits: &str) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let (credits, imprint) =
        (credit_lines(page, credits).len() as f32, imprint_lines(page).len() as f32);
    48.0 + credits * CREDITS_LEADING + imprint * IMPRINT_LEADING
}
