//! The strip below the map: the milestones of a zone along a line of years. Those that have room are
//! numbered, and told in a row below the line.

use super::{SheetInput, page::Page, remarks, sources::Notes};
use crate::{
    model::{
        date::Day,
        milestone::{Milestone, MilestoneKind},
        promises::{Outcome, plan_outcome},
        timeline::Slip,
        zone::Zone,
    },
    scene::item::{Item, Path, Rect},
    style::Color,
    text::{
        Weight,
        breaking::{break_lines, elide},
        shape::width_em,
    },
    words,
};

/// Type of the strip, logical pixels.
pub const STRIP_TYPE: f32 = 11.0;
/// Distance of its baselines.
pub const STRIP_LEADING: f32 = 13.5;
/// From the top of the strip to the line of years, to the numbers below it, and to the dates.
pub const STRIP_LINE: f32 = 22.0;
pub const STRIP_NUMBERS: f32 = STRIP_LINE + 16.0;
pub const STRIP_TEXTS: f32 = STRIP_LINE + 34.0;
/// Half the width of a mark on the line.
pub const STRIP_MARK: f32 = 4.0;
/// Where the text of an entry begins, behind its number.
pub const STRIP_INDENT: f32 = 14.0;
/// Height of all.
pub const STRIP_HEIGHT: f32 = STRIP_TEXTS + STRIP_LEADING * 3.0 + 4.0;
/// The widths that the text of an entry may take, and its most lines below the date.
const BLOCKS: [f32; 3] = [186.0, 250.0, 320.0];
const MOST_LINES: usize = 3;
const GAP: f32 = 16.0;
const WIDEST_GAP: f32 = 44.0;
const FEWEST_PIXELS_A_YEAR: f32 = 44.0;

/// A strip: lengths in logical pixels from its upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// The ends of the line of years.
    pub line: (f32, f32),
    pub years: Vec<StripYear>,
    /// Where the day is that the page shows, what that is called, and where this stands among the numbers.
    pub day: Option<StripDay>,
    pub marks: Vec<StripMark>,
    pub entries: Vec<StripEntry>,
    /// That some marks have no entry, and where that stands in the line of dates.
    pub more: Option<(f32, String)>,
    pub color: Color,
}

/// The beginning of a year, with its number where that has room.
#[derive(Debug, Clone, PartialEq)]
pub struct StripYear {
    pub x: f32,
    pub number: Option<(f32, String)>,
}

/// The day that a page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct StripDay {
    pub x: f32,
    pub caption: String,
    /// Where the caption begins.
    pub at: f32,
}

/// A milestone on the line: an imprecise date is as long as what is not known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct StripMark {
    pub first: f32,
    pub last: f32,
    pub planned: bool,
    /// Of its entry, and where it stands below the mark.
    pub number: Option<(usize, f32)>,
}

/// What happened, in lines.
#[derive(Debug, Clone, PartialEq)]
pub struct StripEntry {
    pub number: usize,
    pub x: f32,
    /// Of number and text.
    pub width: f32,
    pub date: String,
    /// The text in lines, and in one.
    pub lines: Vec<String>,
    pub text: String,
    /// The numbers of its sources, as far as the page lists them.
    pub notes: Vec<usize>,
}

impl Strip {
    /// The marks as they are drawn: events over the plans of their day.
    pub fn marks_in_order(&self) -> impl Iterator<Item = &StripMark> {
        let of = |planned: bool| self.marks.iter().filter(move |mark| mark.planned == planned);
        of(true).chain(of(false))
    }
}

impl StripMark {
    pub fn middle(&self) -> f32 {
        f32::midpoint(self.first, self.last)
    }

    /// Whether what its date leaves open is seen beside the mark.
    pub fn is_span(&self) -> bool {
        self.last - self.first > 2.0 * STRIP_MARK + 2.0
    }
}

impl StripEntry {
    /// The date with the numbers of the sources.
    pub fn head(&self) -> String {
        self.notes.iter().fold(self.date.clone(), |head, note| format!("{head} [{note}]"))
    }
}

/// The milestones that a page of a day shows, in order: what had begun, and what had been announced.
pub(super) fn known<'a>(input: &SheetInput<'a>, zone: &'a Zone) -> Vec<&'a Milestone> {
    let mut known: Vec<&Milestone> = zone
        .milestones
        .iter()
        .filter(|milestone| input.catalogue.is_seen(milestone, input.as_of()))
        .collect();
    // By the middle of what each date may mean, which is where its mark stands.
    let epoch = Day::new(1900, 1, 1).unwrap_or(Day::MIN);
    let since = |day: Day| epoch.until(day).map_or(0, |span| span.get_days());
    known.sort_by_key(|milestone| since(milestone.date.first) + since(milestone.date.last));
    known
}

/// Days to pixels.
struct Axis {
    from: Day,
    days: f32,
    left: f32,
    width: f32,
}

impl Axis {
    fn new(known: &[&Milestone], day: Option<Day>, width: f32) -> Option<Self> {
        let first = known.iter().map(|at| at.date.first.year()).min()?;
        let last = known.iter().map(|at| at.date.last.year()).chain(day.map(Day::year)).max()?;
        let from = Day::new(first, 1, 1).ok()?;
        let to = Day::new(last, 12, 31).ok()?;
        let days = Self::between(from, to).max(1.0);
        Some(Self { from, days, left: 6.0, width: width - 12.0 })
    }

    #[expect(clippy::cast_precision_loss, reason = "a few thousand years at most")]
    fn between(from: Day, to: Day) -> f32 {
        from.until(to).map_or(0, |span| span.get_days()) as f32
    }

    fn x(&self, day: Day) -> f32 {
        self.left + Self::between(self.from, day) / self.days * self.width
    }
}

/// The strip of the zone that a page is about, so wide, and the milestones of its entries. Texts are taken
/// to be so many times as wide as they are in our fonts.
pub(super) fn lay_out<'a>(
    page: &mut Page<'a>,
    width: f32,
    slack: f32,
) -> Option<(Strip, Vec<&'a Milestone>)> {
    let index = page.title_zone()?;
    let catalogue = page.input.catalogue;
    let zone = &catalogue.zones[index];
    let known = known(page.input, zone);
    let day = Some(page.input.day).filter(|day| *day < Day::MAX);
    let axis = Axis::new(&known, day, width)?;
    let day = day.map(|day| StripDay {
        x: axis.x(day),
        caption: words::t(page.chrome_lang(), "sheet-strip-day"),
        at: 0.0,
    });
    let (entries, told, more) = entries(page, (zone, &known), width, slack);
    let marks: Vec<StripMark> = known
        .iter()
        .map(|milestone| StripMark {
            first: axis.x(milestone.date.first),
            last: axis.x(milestone.date.last),
            planned: milestone.planned,
            number: None,
        })
        .collect();
    let mut strip = Strip {
        line: (axis.left, axis.left + axis.width),
        years: years(&axis, day.as_ref().map(|day| day.x)),
        day,
        marks,
        entries,
        more,
        color: page.palette.zone(index),
    };
    number(&mut strip, &known, &told, width);
    Some((strip, told))
}

/// Gives the entries the numbers of their sources, as far as the page lists these.
pub(super) fn cite<'a>(
    page: &Page<'a>,
    strip: &mut Strip,
    told: &[&'a Milestone],
    notes: &Notes<'_>,
) {
    for (entry, milestone) in strip.entries.iter_mut().zip(told) {
        let cites = remarks::cites(page, milestone);
        entry.notes = cites.into_iter().filter_map(|cite| notes.find(cite)).collect();
    }
}

/// Draws a strip into its band.
pub(super) fn draw(page: &mut Page<'_>, band: Rect, strip: &Strip) {
    let ui = page.palette.ui;
    let (x, y) = (band.x, band.y);
    let line = y + STRIP_LINE;
    let mut stroke = |from: [f32; 2], to: [f32; 2], color, width, dash| {
        let path = Path::line(vec![[x + from[0], from[1]], [x + to[0], to[1]]]);
        page.items.push(Item::Stroke { path, color, width, dash });
    };
    stroke([strip.line.0, line], [strip.line.1, line], ui.line, 1.5, None);
    for year in &strip.years {
        stroke([year.x, line - 5.0], [year.x, line + 5.0], ui.line, 1.0, None);
    }
    if let Some(day) = &strip.day {
        stroke([day.x, y], [day.x, line + 5.0], ui.today, 1.2, Some((4.0, 3.0)));
        let at = [x + day.at, y + STRIP_NUMBERS];
        page.text(&day.caption, Weight::Regular, STRIP_TYPE, at, ui.weak);
    }
    for (at, year) in strip.years.iter().filter_map(|year| year.number.as_ref()) {
        page.text(year, Weight::Regular, STRIP_TYPE, [x + at, line - 8.0], ui.weak);
    }
    for mark in &strip.marks {
        if mark.is_span() {
            let path =
                Path::rect(Rect::new(x + mark.first, line - 2.5, mark.last - mark.first, 5.0));
            page.items.push(Item::Fill { path, color: strip.color.with_alpha(0.3) });
        }
    }
    for mark in strip.marks_in_order() {
        let path = Path::circle([x + mark.middle(), line], STRIP_MARK);
        let fill = if mark.planned { ui.window } else { strip.color };
        page.items.push(Item::Fill { path: path.clone(), color: fill });
        page.items.push(Item::Stroke { path, color: strip.color, width: 1.5, dash: None });
        if let Some((number, at)) = mark.number {
            let at = [x + at, y + STRIP_NUMBERS];
            page.text(&number.to_string(), Weight::Bold, STRIP_TYPE, at, ui.text);
        }
    }
    for entry in &strip.entries {
        let mut at = [x + entry.x, y + STRIP_TEXTS];
        page.text(&entry.number.to_string(), Weight::Bold, STRIP_TYPE, at, ui.text);
        at[0] += STRIP_INDENT;
        page.text(&entry.head(), Weight::Bold, STRIP_TYPE, at, ui.weak);
        for text in &entry.lines {
            at[1] += STRIP_LEADING;
            page.text(text, Weight::Regular, STRIP_TYPE, at, ui.text);
        }
    }
    if let Some((at, more)) = &strip.more {
        page.text(more, Weight::Regular, STRIP_TYPE, [x + at, y + STRIP_TEXTS], ui.weak);
    }
}

/// The beginnings of years, with numbers for each year, or for every second, fifth, tenth, where they
/// are close. A number that a marked day would cross is left out: beside any other place it would name
/// another year.
fn years(axis: &Axis, marked: Option<f32>) -> Vec<StripYear> {
    let pixels_a_year = axis.width / axis.days * 365.25;
    let steps: [i16; 7] = [1, 2, 5, 10, 20, 50, 100];
    let step = steps
        .into_iter()
        .find(|step| f32::from(*step) * pixels_a_year >= FEWEST_PIXELS_A_YEAR)
        .unwrap_or(200);
    let first = axis.from.year();
    let mut free = 0.0;
    let mut years = Vec::new();
    let mut year = first + (step - first.rem_euclid(step)).rem_euclid(step);
    while let Ok(day) = Day::new(year, 1, 1) {
        let x = axis.x(day);
        if x > axis.left + axis.width - 24.0 {
            break;
        }
        let text = year.to_string();
        let width = width_em(&text, Weight::Regular) * STRIP_TYPE;
        let crossed = marked.is_some_and(|at| (x..x + width + 6.0).contains(&at));
        let at = x + 3.0;
        let has_room = at >= free && !crossed;
        if has_room {
            free = at + width + 4.0;
        }
        years.push(StripYear { x, number: has_room.then_some((at, text)) });
        year += step;
    }
    years
}

/// How much an entry is wanted: of each kind of change the last that is reported, plans whose time is still to
/// come, and the newest that is told of all; then events, which are what a place is for; then what became of
/// other plans and earlier changes of the status; then the rest, and plans that came in time: their event is told.
/// Late ones go before early ones.
fn importance(known: &[&Milestone], at: usize, of_plan: impl Fn(&Milestone) -> u8) -> (u8, usize) {
    let milestone = known[at];
    let has_later = |fits: &dyn Fn(&Milestone) -> bool| {
        known[at + 1..].iter().any(|other| !other.planned && fits(other))
    };
    // What is of the same year may be told of the same thing.
    let is_newest = !known.iter().any(|other| {
        !other.planned
            && !std::ptr::eq(*other, milestone)
            && other.date.last >= milestone.date.first
    });
    let rank = match (milestone.planned, milestone.kind) {
        (true, _) => of_plan(milestone),
        (false, _) if is_newest => 3,
        (false, MilestoneKind::Event) => 2,
        (false, kind) if kind.status().is_none() => 0,
        (false, kind) if has_later(&|other| other.kind == kind) => 1,
        (false, _) => 3,
    };
    (rank, at)
}

/// What happened, as far as it has room, in order: each entry stands whole or not at all.
fn entries<'a>(
    page: &mut Page<'a>,
    (zone, known): (&'a Zone, &[&'a Milestone]),
    width: f32,
    slack: f32,
) -> (Vec<StripEntry>, Vec<&'a Milestone>, Option<(f32, String)>) {
    let mut wanted: Vec<usize> = (0..known.len()).collect();
    let (catalogue, as_of) = (page.input.catalogue, page.input.as_of());
    let of_plan = |plan: &Milestone| match plan_outcome(catalogue, &zone.milestones, plan, as_of) {
        Outcome::Due => 3,
        Outcome::Came { slip: Slip::InTime, .. } => 0,
        Outcome::Came { .. } | Outcome::Since(_) | Outcome::Description | Outcome::Nothing => 1,
    };
    wanted.sort_by_key(|at| std::cmp::Reverse(importance(known, *at, of_plan)));
    let all: Vec<(&Milestone, StripEntry)> =
        wanted.into_iter().map(|at| (known[at], entry(page, zone, known[at], slack))).collect();
    let needed = all.iter().map(|(_, entry)| entry.width + GAP).sum::<f32>() - GAP;
    // What says that some are left out stands behind the last.
    let more_width = |page: &mut Page<'_>, count: usize| {
        width_em(&page.more(count), Weight::Regular) * STRIP_TYPE * slack
    };
    let room = if needed <= width { width } else { width - more_width(page, all.len()) - GAP };
    let mut chosen: Vec<(&Milestone, StripEntry)> = Vec::new();
    let mut taken = 0.0;
    let mut told_twice = 0;
    for (milestone, entry) in all {
        // A plan that came on its very day says what its event says.
        let is_told = milestone.planned
            && match plan_outcome(catalogue, &zone.milestones, milestone, as_of) {
                Outcome::Came { event, slip: Slip::InTime, .. } => {
                    event.date == milestone.date
                        && chosen.iter().any(|(other, _)| std::ptr::eq(*other, event))
                }
                _ => false,
            };
        if is_told {
            told_twice += 1;
        } else if taken + entry.width <= room {
            taken += entry.width + GAP;
            chosen.push((milestone, entry));
        }
    }
    let place = |milestone: &Milestone| known.iter().position(|at| std::ptr::eq(*at, milestone));
    chosen.sort_by_key(|(milestone, _)| place(milestone));
    let left_out = known.len() - chosen.len() - told_twice;
    #[expect(clippy::cast_precision_loss, reason = "a few entries")]
    let spread = ((room + GAP - taken) / chosen.len().max(1) as f32).clamp(0.0, WIDEST_GAP - GAP);
    let mut x = 0.0;
    for (at, (_, entry)) in chosen.iter_mut().enumerate() {
        entry.number = at + 1;
        entry.x = x;
        x += entry.width + GAP + spread;
    }
    let more = (left_out > 0).then(|| {
        let text = page.more(left_out);
        (x.min(width - more_width(page, left_out)), text)
    });
    let (told, entries) = chosen.into_iter().unzip();
    (entries, told, more)
}

/// The entry of a milestone in the narrowest block in which all of it has room.
fn entry<'a>(page: &mut Page<'a>, zone: &Zone, milestone: &'a Milestone, slack: f32) -> StripEntry {
    /// Room for the number of a source.
    const NOTE: &str = " [99]";
    let lang = page.chrome_lang();
    let date = remarks::when(page, zone, milestone);
    let text = milestone.text.get(lang).trim_end_matches(['.', '。']);
    let size = STRIP_TYPE * slack;
    let broken = |block: f32| break_lines(text, Weight::Regular, block / size);
    let fitting = BLOCKS.iter().map(|block| broken(*block)).find(|lines| lines.len() <= MOST_LINES);
    let (lines, text) = match fitting {
        Some(lines) => (lines, text.to_owned()),
        None => {
            let room = BLOCKS[BLOCKS.len() - 1] / size;
            #[expect(clippy::cast_precision_loss, reason = "a few lines")]
            let text = elide(text, Weight::Regular, room * (MOST_LINES as f32 - 0.5));
            let mut lines = break_lines(&text, Weight::Regular, room);
            lines.truncate(MOST_LINES);
            (lines, text)
        }
    };
    let numbers = NOTE.repeat(remarks::cites(page, milestone).len());
    let mut em = width_em(&format!("{date}{numbers}"), Weight::Bold);
    for line in &lines {
        em = em.max(width_em(line, Weight::Regular));
    }
    let width = STRIP_INDENT + em * size + 1.0;
    StripEntry { number: 0, x: 0.0, width, date, lines, text, notes: Vec::new() }
}

/// Numbers the marks that have an entry, and says what the day's line is. What is close moves apart.
fn number(strip: &mut Strip, known: &[&Milestone], told: &[&Milestone], width: f32) {
    /// The mark and its number, or nothing for the day; then the place and the width.
    type Numbered = (Option<(usize, usize)>, f32, f32);
    const CLEAR: f32 = 4.0;
    let mut texts: Vec<Numbered> = Vec::new();
    for (at, milestone) in known.iter().enumerate() {
        if let Some(entry) = told.iter().position(|told| std::ptr::eq(*told, *milestone)) {
            let text = (entry + 1).to_string();
            let wide = width_em(&text, Weight::Bold) * STRIP_TYPE;
            texts.push((Some((at, entry + 1)), strip.marks[at].middle() - wide / 2.0, wide));
        }
    }
    if let Some(day) = &strip.day {
        let wide = width_em(&day.caption, Weight::Regular) * STRIP_TYPE;
        texts.push((None, day.x - wide / 2.0, wide));
    }
    // By place, so that numbers stand in the order of their marks.
    texts.sort_by(|one, other| one.1.total_cmp(&other.1));
    let wanted: Vec<(f32, f32)> = texts.iter().map(|(_, x, wide)| (*x, *wide)).collect();
    for ((of, ..), x) in texts.iter().zip(apart(&wanted, CLEAR, width)) {
        match (of, &mut strip.day) {
            (Some((mark, number)), _) => strip.marks[*mark].number = Some((*number, x)),
            (None, Some(day)) => day.at = x,
            (None, None) => {}
        }
    }
}

/// Where texts stand that would like to begin at a place and are so wide: in their order, so far apart,
/// moved as little as may be (isotonic regression by pooling), and from 0 to a width.
fn apart(wanted: &[(f32, f32)], clear: f32, width: f32) -> Vec<f32> {
    // Less what stands before them, the places only have to rise.
    let mut before = 0.0;
    let mut pools: Vec<(f32, usize)> = Vec::new();
    let mut offsets = Vec::new();
    for (x, wide) in wanted {
        offsets.push(before);
        let mut pool = (x - before, 1);
        while let Some(last) = pools.pop_if(|last| last.0 > pool.0) {
            let count = last.1 + pool.1;
            #[expect(clippy::cast_precision_loss, reason = "a few texts")]
            let mean = (last.0 * last.1 as f32 + pool.0 * pool.1 as f32) / count as f32;
            pool = (mean, count);
        }
        pools.push(pool);
        before += wide + clear;
    }
    let most = (width - (before - clear)).max(0.0);
    let mut places = Vec::new();
    for (place, count) in pools {
        for _ in 0..count {
            places.push(place.clamp(0.0, most) + offsets[places.len()]);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_close_marks_move_apart_and_stay_on_the_strip() {
        assert_eq!(apart(&[], 4.0, 100.0), Vec::<f32>::new());
        assert_eq!(apart(&[(10.0, 6.0), (50.0, 6.0)], 4.0, 100.0), [10.0, 50.0]);
        // Two at one place: each gives way by half.
        assert_eq!(apart(&[(50.0, 6.0), (50.0, 6.0)], 4.0, 100.0), [45.0, 55.0]);
        assert_eq!(apart(&[(98.0, 6.0), (98.0, 6.0)], 4.0, 100.0), [84.0, 94.0]);
        assert_eq!(apart(&[(-5.0, 6.0), (1.0, 6.0)], 4.0, 100.0), [0.0, 10.0]);
    }
}
