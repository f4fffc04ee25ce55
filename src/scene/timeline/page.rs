//! The timeline as a page: composed for its size, like the briefing page. Lengths are logical pixels.

use super::{
    Axis, Grouping, TimeGroup, TimeRow,
    rows::{row_height, used_lines},
    strength, time_groups, whole_axis,
};
use crate::{
    model::{
        Lang,
        as_of::{AsOf, Status},
        catalogue::Catalogue,
        zone::Group,
    },
    scene::item::{About, Item, Path, PlacedText, Rect, Scene},
    style::{Color, Palette, ThemeName},
    text::{
        Weight,
        breaking::{break_lines, elide},
        shape::width_em,
    },
    words,
};

/// Everything that decides a picture of the timeline.
#[derive(Debug, Clone, Copy)]
pub struct TimelineInput<'a> {
    pub catalogue: &'a Catalogue,
    /// One zone by its index, else all zones of the report, with the programmes.
    pub zone: Option<usize>,
    /// Whether the neighbours have rows, and the rest of the wider plan, beside the zones of the report.
    pub neighbours: bool,
    pub wider: bool,
    pub grouping: Grouping,
    pub lang: Lang,
    pub as_of: AsOf,
    pub theme: ThemeName,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// The days shown; `None` for all.
    pub axis: Option<Axis>,
}

const PAGE_PIXELS: f64 = 1600.0 * 900.0;
pub(super) const MARGIN: f32 = 36.0;
const TOP: f32 = 122.0;
pub(super) const LANE: f32 = 11.0;
pub(super) const LINE: f32 = 12.5;
pub(super) const PAD: f32 = 7.0;
const HEAD: f32 = 20.0;
const FOOT: f32 = 78.0;
pub(super) const SMALL: f32 = 10.5;
const MOST_LINES: usize = 3;

/// Composes the page. Rows that find no place on it are counted at its foot.
#[expect(clippy::cast_possible_truncation, reason = "page sizes are small")]
pub fn timeline_page(input: &TimelineInput<'_>) -> Scene {
    let (width, height) = (f64::from(input.size.0), f64::from(input.size.1));
    let usual = (width * height / PAGE_PIXELS).sqrt().max(0.8);
    let catalogue = input.catalogue;
    let shown = |index: usize| match input.zone {
        Some(zone) => zone == index,
        None => match catalogue.zones[index].group {
            Group::Report => true,
            Group::Neighbour => input.neighbours,
            Group::Wider => input.wider,
            Group::Layer => input.neighbours && input.wider,
        },
    };
    let how = (input.lang, input.grouping, input.as_of);
    let groups = time_groups(catalogue, how, shown, input.zone.is_none());
    let until = catalogue.information_to().unwrap_or(input.as_of.day).max(input.as_of.day);
    let axis = input.axis.unwrap_or_else(|| whole_axis(&groups, until));
    let scale = scale_for(&groups, usual, height);
    let mut page = Page {
        input,
        palette: Palette::of(input.theme),
        axis,
        width: (width / scale) as f32,
        height: (height / scale) as f32,
        items: Vec::new(),
    };
    page.title();
    page.rows(&groups);
    page.footer(&groups);
    let title = page.title_text();
    let description = format!("{}: {title}", page.t("timeline"));
    Scene {
        about: About {
            title,
            description,
            origin: String::new(),
            figures: String::new(),
            language: match input.lang {
                Lang::En => "en",
                Lang::Zh => "zh-CN",
            },
        },
        width: page.width,
        height: page.height,
        scale: scale as f32,
        background: page.palette.ui.window,
        items: page.items,
    }
}

pub(super) struct Page<'a> {
    pub(super) input: &'a TimelineInput<'a>,
    pub(super) palette: Palette,
    pub(super) axis: Axis,
    pub(super) width: f32,
    height: f32,
    pub(super) items: Vec<Item>,
}

impl Page<'_> {
    fn t(&self, key: &str) -> String {
        words::t(self.input.lang, key)
    }

    pub(super) fn text(
        &mut self,
        text: &str,
        weight: Weight,
        size: f32,
        at: [f32; 2],
        color: Color,
    ) {
        self.items.push(Item::Text {
            text: PlacedText { text: text.to_owned(), weight, size, at, angle: 0.0 },
            color,
            halo: None,
        });
    }

    pub(super) fn rect(&mut self, rect: Rect, color: Color) {
        if rect.width > 0.0 && rect.height > 0.0 {
            self.items.push(Item::Fill { path: Path::rect(rect), color });
        }
    }

    pub(super) fn line(&mut self, from: [f32; 2], to: [f32; 2], color: Color, width: f32) {
        let path = Path::line(vec![from, to]);
        self.items.push(Item::Stroke { path, color, width, dash: None });
    }

    fn title_text(&self) -> String {
        let catalogue = self.input.catalogue;
        let name = match self.input.zone {
            Some(zone) => catalogue.zones[zone].name.short(self.input.lang),
            None => catalogue.title.get(self.input.lang),
        };
        let timeline = self.t("timeline");
        match self.input.lang {
            Lang::En => format!("{timeline}: {name}"),
            Lang::Zh => format!("{timeline}：{name}"),
        }
    }

    fn title(&mut self) {
        let ui = self.palette.ui;
        let room = self.width - 2.0 * MARGIN;
        let title = elide(&self.title_text(), Weight::Bold, room / 26.0);
        self.text(&title, Weight::Bold, 26.0, [MARGIN, 50.0], ui.text);
        let lang = self.input.lang;
        let mut details = vec![words::as_of(lang, self.input.as_of)];
        if let Some(known) = self.input.catalogue.information_to() {
            let date = words::day(lang, known);
            details.push(words::t_with(lang, "information-to", &[("date", &date)]));
        }
        if self.input.grouping != Grouping::None {
            let by = self.t(self.input.grouping.key());
            details.push(words::t_with(lang, "timeline-by", &[("by", &by)]));
        }
        let details = elide(&details.join(" · "), Weight::Regular, room / 14.0);
        self.text(&details, Weight::Regular, 14.0, [MARGIN, 76.0], ui.weak);
    }

    /// The strip of the axis; the chart lies below it.
    pub(super) fn chart(&self) -> Rect {
        let names = (self.width * 0.19).clamp(90.0, 250.0);
        let left = MARGIN + names;
        Rect::new(left, TOP, self.width - left - MARGIN, self.height - TOP - FOOT)
    }

    #[expect(clippy::cast_possible_truncation, reason = "a page is small")]
    pub(super) fn x(&self, share: f64) -> f32 {
        let chart = self.chart();
        chart.x + chart.width * share.clamp(0.0, 1.0) as f32
    }

    pub(super) fn at(&self, day: crate::model::date::Day) -> f32 {
        self.x(self.axis.share(day))
    }

    fn rows(&mut self, groups: &[TimeGroup<'_>]) {
        let chart = self.chart();
        let ui = self.palette.ui;
        let ticks = self.axis.ticks(self.input.lang, f64::from(chart.width));
        // The page of one zone goes on with a list.
        let alone = groups.iter().flat_map(|group| &group.rows).next();
        let alone = alone.filter(|_| self.input.zone.is_some());
        let bottom = alone.map_or(chart.bottom(), |row| TOP + 8.0 + row_height(row));
        let titles = groups.iter().filter(|group| group.title.is_some()).count();
        let rows: Vec<&TimeRow<'_>> = groups.iter().flat_map(|group| &group.rows).collect();
        let lines = lines_that_fit(&rows, titles, chart.height);
        for tick in &ticks {
            let x = self.at(tick.day);
            self.line([x, TOP], [x, bottom], ui.line, 1.0);
            let half = width_em(&tick.label, Weight::Regular) * 11.0 / 2.0;
            self.text(&tick.label, Weight::Regular, 11.0, [x - half, TOP - 8.0], ui.weak);
        }
        self.as_of_line(bottom);
        if let Some(row) = alone {
            self.row(row, TOP + 4.0, &[]);
            let left_out = self.list(row, bottom + 16.0, chart.bottom());
            self.more(left_out, chart.bottom());
            return;
        }
        let mut y = TOP + 4.0;
        let mut left_out = 0;
        for group in groups {
            if let Some(title) = &group.title
                && y + HEAD < bottom
            {
                self.text(title, Weight::Bold, 12.0, [MARGIN, y + 14.0], ui.weak);
                y += HEAD;
            }
            for row in &group.rows {
                let notes = self.notes(row, lines);
                let height = row_height(row) + used_lines(&notes) * LINE;
                if y + height > bottom {
                    left_out += 1;
                    continue;
                }
                self.row(row, y, &notes);
                y += height;
                self.line([MARGIN, y - 2.0], [self.width - MARGIN, y - 2.0], ui.line, 0.6);
            }
        }
        self.more(left_out, bottom);
    }

    /// What found no room, at the foot of the chart.
    fn more(&mut self, left_out: usize, bottom: f32) {
        if left_out > 0 {
            let count = left_out.to_string();
            let more = words::t_with(self.input.lang, "sheet-more", &[("count", &count)]);
            self.text(&more, Weight::Bold, 11.0, [MARGIN, bottom + 2.0], self.palette.ui.text);
        }
    }

    fn as_of_line(&mut self, bottom: f32) {
        let ui = self.palette.ui;
        let share = self.axis.share(self.input.as_of.day);
        if !(0.0..=1.0).contains(&share) {
            return;
        }
        let x = self.x(share);
        self.line([x, TOP - 4.0], [x, bottom], ui.today, 1.6);
    }

    fn footer(&mut self, groups: &[TimeGroup<'_>]) {
        let ui = self.palette.ui;
        let lang = self.input.lang;
        let y = self.height - 54.0;
        let mut x = MARGIN;
        for status in [
            Status::Approved,
            Status::SiteCleared,
            Status::UnderConstruction,
            Status::Completed,
            Status::InOperation,
        ] {
            let shade = ui.accent.with_alpha(strength(status));
            self.rect(Rect::new(x, y - 8.0, 20.0, 8.0), shade);
            x = self.legend_text(&words::status(lang, status), x + 25.0, y);
        }
        let diamond = Path::polygon(vec![
            [x, y - 4.0],
            [x + 4.5, y - 8.5],
            [x + 9.0, y - 4.0],
            [x + 4.5, y + 0.5],
        ]);
        self.items.push(Item::Stroke { path: diamond, color: ui.accent, width: 1.5, dash: None });
        x = self.legend_text(&self.t("planned"), x + 14.0, y);
        self.bar_sample(x, y);
        x = self.legend_text(&self.t("timeline-soft"), x + 29.0, y);
        self.line([x, y - 4.0], [x + 18.0, y - 4.0], ui.warning, 2.0);
        self.legend_text(&self.t("timeline-slip"), x + 23.0, y);
        let name = format!("{} {}", self.t("app-name"), self.input.catalogue.version);
        let name_width = width_em(&name, Weight::Regular) * SMALL;
        let (colon, comma) = match lang {
            Lang::En => (": ", ", "),
            Lang::Zh => ("：", "、"),
        };
        let publishers = self.publishers(groups).join(comma);
        let sources = format!("{}{colon}{publishers}", self.t("sheet-sources"));
        let room = self.width - 2.0 * MARGIN - name_width - 20.0;
        let mut lines = break_lines(&sources, Weight::Regular, room / SMALL);
        if lines.len() > 2 {
            lines.truncate(2);
            let last = format!("{}…", lines[1].trim_end_matches([',', ' ', '、']));
            lines[1] = elide(&last, Weight::Regular, room / SMALL);
        }
        for (line, y) in lines.iter().zip([self.height - 32.0, self.height - 18.0]) {
            self.text(line, Weight::Regular, SMALL, [MARGIN, y], ui.weak);
        }
        let at = [self.width - MARGIN - name_width, self.height - 18.0];
        self.text(&name, Weight::Regular, SMALL, at, ui.weak);
    }

    fn bar_sample(&mut self, x: f32, y: f32) {
        let color = self.palette.ui.accent;
        for step in 0..8_u8 {
            let share = f32::from(step);
            let shade = color.with_alpha((share + 0.5) / 8.0);
            self.rect(Rect::new(x + share * 3.0, y - 8.0, 3.0, 8.0), shade);
        }
    }

    /// Writes a text of the legend and says where the next begins.
    fn legend_text(&mut self, text: &str, x: f32, y: f32) -> f32 {
        let color = self.palette.ui.weak;
        self.text(text, Weight::Regular, SMALL, [x, y], color);
        x + width_em(text, Weight::Regular) * SMALL + 16.0
    }

    /// Who published what is shown, each once.
    fn publishers(&self, groups: &[TimeGroup<'_>]) -> Vec<String> {
        let rows = groups.iter().flat_map(|group| &group.rows);
        let mut names: Vec<String> = Vec::new();
        for row in rows {
            let events = row.events.iter().map(|(event, _)| *event);
            for milestone in events.chain(row.plans.iter().map(|plan| plan.milestone)) {
                let Some(source) = self.input.catalogue.source(&milestone.cite.source) else {
                    continue;
                };
                let name = source.publisher.get(self.input.lang).to_owned();
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }
}

/// The scale at which all rows fit; not much below the usual one, and readable on a screen.
fn scale_for(groups: &[TimeGroup<'_>], usual: f64, height: f64) -> f64 {
    let heads = groups.iter().filter(|group| group.title.is_some()).map(|_| HEAD);
    let rows = groups.iter().flat_map(|group| &group.rows).map(row_height);
    let needed = TOP + heads.chain(rows).sum::<f32>() + FOOT + 8.0;
    (height / f64::from(needed)).clamp((usual * 0.62).max(0.8), usual.max(0.8))
}

/// How many lines of text each row may have.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few rows"
)]
fn lines_that_fit(rows: &[&TimeRow<'_>], titles: usize, height: f32) -> usize {
    let bare: f32 = rows.iter().map(|row| row_height(row)).sum();
    let rest = height - bare - titles as f32 * HEAD - 8.0;
    let each = rest / rows.len().max(1) as f32 / LINE;
    (each.floor().max(0.0) as usize).min(MOST_LINES)
}
