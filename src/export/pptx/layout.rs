//! Places the parts of a slide. Lengths are points.

use super::{
    parts,
    shapes::{
        Frame, Look, MARKING, PLAIN, WEAK, body_face, picture, sign, text_box, themed_title,
        title_face,
    },
    template::Template,
};
use crate::{
    scene::sheet::{
        BODY_SHARE, PageFinding, SLIDE_STRIP, SLIDE_STRIP_GAP, Sign, Slide, SlideForm, SlidePane,
    },
    style::OfficeFonts,
    text::{Weight, fonts::missing_characters, shape::width_em},
};

const MARGIN: f32 = 27.0;
/// Between a map and what stands beside or below it.
const GAP: f32 = 14.0;
/// Boxes are this much larger than the text in our fonts, since those of the slide program are others.
const SLACK: f32 = 1.1;
const SOURCE_SIZE: f32 = 7.5;
/// The smallest type of lines that take what fits, and that of the marking, points.
const SMALLEST_TITLE: f32 = 12.0;
/// A title of two lines: its type, and how many lines' width it surely has, since words do not break everywhere.
const LARGEST_OF_TWO: f32 = 14.0;
const SMALLEST_OF_TWO: f32 = 9.0;
const TWO_LINES: f32 = 1.8;
const SMALLEST_SUBTITLE: f32 = 6.0;
const MARKING_SIZE: f32 = 10.0;
const SOURCES_GAP: f32 = 8.0;
const HEADING: f32 = 20.0;
const FOOT: f32 = 48.0;
/// A row of the legend, its type and its head.
const SIGN_ROW: f32 = 12.5;
const SIGN_SIZE: f32 = 8.5;
const SIGN_HEAD: f32 = 15.0;

pub(super) struct Layout {
    width: f32,
    height: f32,
    pub(super) stage: Stage,
    /// The last number given to a part of the slide.
    last_id: u32,
    fonts: OfficeFonts,
    /// What is wrong with the slides.
    pub(super) findings: Vec<PageFinding>,
}

/// What of a slide is ours, points.
pub(super) struct Stage {
    /// The title's box; `None` leaves it to the template.
    title: Option<Frame>,
    subtitle_y: f32,
    /// Top of the map, and how much of its usual size it has.
    top: f32,
    pub(super) scale: f32,
    /// Whether fonts and colors are those of the template.
    pub(super) themed: bool,
}

impl Stage {
    fn new(width: f32, height: f32, template: Option<&Template>) -> Self {
        const SUBTITLE: f32 = 20.0;
        let wide = width - 2.0 * MARGIN;
        let own = Frame { x: MARGIN, y: 18.0, width: wide, height: 36.0 };
        // A title in the upper third leaves room for ours; any other gives way.
        let theirs = template
            .and_then(|template| template.title)
            .filter(|title| title.y + title.height <= height * 0.36);
        let (title, subtitle_y) = match theirs {
            Some(title) => (None, title.y + title.height + 2.0),
            None => (Some(own), own.y + own.height),
        };
        let top = subtitle_y + SUBTITLE + 10.0;
        let scale = ((height - FOOT - top) / (height * BODY_SHARE)).clamp(0.3, 1.0);
        Self { title, subtitle_y, top, scale, themed: template.is_some() }
    }
}

impl Layout {
    pub fn new(width: f32, height: f32, template: Option<&Template>, fonts: OfficeFonts) -> Self {
        let stage = Stage::new(width, height, template);
        let findings = Vec::new();
        Self { width, height, stage, last_id: 1, fonts, findings }
    }

    pub(super) fn plain(&self) -> Look<'static> {
        Look { themed: self.stage.themed, face: body_face(self.fonts), ..PLAIN }
    }

    pub(super) fn id(&mut self) -> u32 {
        self.last_id += 1;
        self.last_id
    }

    pub fn slide(&mut self, slide: &Slide) -> String {
        // The number 1 is that of the group around all.
        self.last_id = 1;
        self.look_over(slide);
        let mut parts = self.head(slide);
        parts += &self.body(slide);
        parts += &self.foot(slide);
        parts::slide(&parts)
    }

    /// Title, subtitle and marking.
    fn head(&mut self, slide: &Slide) -> String {
        let lang = slide.language;
        let plain = self.plain();
        let wide = self.width - 2.0 * MARGIN;
        let size = title_size(&slide.title, wide);
        // 小标宋 is a bold face by itself.
        let bold = self.fonts == OfficeFonts::Plain;
        let title = Look { size, bold, face: title_face(self.fonts), ..plain };
        let id = self.id();
        let mut parts = match self.stage.title {
            Some(frame) => {
                text_box(id, "Title", Some("title"), frame, &[(&slide.title, title)], lang)
            }
            None => themed_title(id, &slide.title, lang),
        };
        let subtitle = subtitle(slide, wide);
        let size = fitting(&subtitle, wide, 12.0, SMALLEST_SUBTITLE);
        let look = Look { size, color: WEAK, ..plain };
        let frame = Frame { x: MARGIN, y: self.stage.subtitle_y, width: wide, height: 20.0 };
        parts += &text_box(self.id(), "Subtitle", None, frame, &[(&subtitle, look)], lang);
        if !slide.marking.is_empty() {
            let look = Look { size: MARKING_SIZE, bold: true, color: MARKING, ..plain };
            let frame = Frame { x: MARGIN, y: 4.0, width: wide, height: 14.0 };
            parts += &text_box(self.id(), "Marking", None, frame, &[(&slide.marking, look)], lang);
        }
        parts
    }

    /// Where the foot begins.
    fn bottom(&self) -> f32 {
        self.height - FOOT
    }

    /// The frame of a map.
    #[expect(clippy::cast_possible_truncation, reason = "a slide is small")]
    fn map(&self, form: SlideForm, has_strip: bool, x: f32, y: f32) -> Frame {
        let scale = self.stage.scale;
        let (width, height) =
            form.map_points((f64::from(self.width), f64::from(self.height)), has_strip);
        Frame { x, y, width: width as f32 * scale, height: height as f32 * scale }
    }

    /// The milestones below a map, and where they end.
    fn strip(&mut self, slide: &Slide, pane: &SlidePane, map: Frame) -> (String, f32) {
        let foot = map.y + map.height;
        let Some(strip) = &pane.strip else { return (String::new(), foot) };
        let scale = self.stage.scale;
        let y = foot + SLIDE_STRIP_GAP * scale;
        let frame = Frame { y, height: SLIDE_STRIP * scale, ..map };
        (self.timeline(strip, slide.language, frame), y + frame.height)
    }

    /// Maps, tables, legends and sources.
    fn body(&mut self, slide: &Slide) -> String {
        let top = self.stage.top;
        let bottom = self.bottom();
        let wide = self.width - 2.0 * MARGIN;
        let whole = Frame { x: MARGIN, y: top, width: wide, height: bottom - top };
        let first = &slide.panes[0];
        match slide.form {
            SlideForm::Table => self.column(slide, first, whole),
            SlideForm::Map => {
                let map = self.map(slide.form, false, MARGIN, top);
                self.picture(first, 0, map)
            }
            SlideForm::Beside => {
                let map = self.map(slide.form, first.strip.is_some(), MARGIN, top);
                let x = map.x + map.width + GAP + 2.0;
                let column = Frame { x, width: self.width - MARGIN - x, ..whole };
                let picture = self.picture(first, 0, map);
                let (strip, _) = self.strip(slide, first, map);
                picture + &strip + &self.column(slide, first, column)
            }
            SlideForm::Below => {
                let map = self.map(slide.form, first.strip.is_some(), MARGIN, top);
                let picture = self.picture(first, 0, map);
                let (strip, foot) = self.strip(slide, first, map);
                let y = foot + GAP;
                let below = Frame { y, height: bottom - y, ..whole };
                picture + &strip + &self.two_columns(slide, first, below, true)
            }
            SlideForm::Pair => {
                let mut parts = String::new();
                for (at, pane) in slide.panes.iter().enumerate() {
                    let wide = self.map(slide.form, false, 0.0, 0.0).width;
                    let x = if at == 0 { MARGIN } else { self.width - MARGIN - wide };
                    let map = self.map(slide.form, false, x, top + HEADING);
                    let size = fitting(&pane.heading, wide, 13.0, 8.0);
                    let look = Look { size, bold: true, ..self.plain() };
                    let frame = Frame { x, y: top - 2.0, width: wide, height: HEADING };
                    let lines = [(pane.heading.as_str(), look)];
                    parts += &text_box(self.id(), "Heading", None, frame, &lines, slide.language);
                    parts += &self.picture(pane, at, map);
                    let y = map.y + map.height + GAP / 2.0;
                    let below = Frame { x, y, width: wide, height: bottom - y };
                    parts += &self.two_columns(slide, pane, below, false);
                }
                parts
            }
        }
    }

    fn picture(&mut self, pane: &SlidePane, at: usize, frame: Frame) -> String {
        match pane.map {
            Some(_) => picture(self.id(), parts::FIRST_PICTURE + at, &pane.description, frame),
            None => String::new(),
        }
    }

    /// Table, sources and, at the foot, the legend, in one column.
    fn column(&mut self, slide: &Slide, pane: &SlidePane, frame: Frame) -> String {
        let legend = legend_height(pane);
        let room = Frame { height: frame.height - legend - SOURCES_GAP, ..frame };
        let (mut parts, height) = self.table(pane, slide.language, room);
        let y = frame.y + height + SOURCES_GAP;
        let room = frame.y + frame.height - legend - y;
        parts += &self.sources(slide, Frame { y, height: room, ..frame });
        let y = (frame.y + frame.height - legend).max(y);
        parts + &self.legend(pane, slide.language, Frame { y, height: legend, ..frame })
    }

    /// The table, and at its right the legend and, if they are wanted there, the sources.
    fn two_columns(
        &mut self,
        slide: &Slide,
        pane: &SlidePane,
        frame: Frame,
        sources: bool,
    ) -> String {
        const SHARE: f32 = 0.6;
        let left = Frame { width: frame.width * SHARE, ..frame };
        let x = frame.x + left.width + GAP;
        let right = Frame { x, width: frame.width - left.width - GAP, ..frame };
        let (mut parts, _) = self.table(pane, slide.language, left);
        let legend = legend_height(pane);
        parts += &self.legend(pane, slide.language, Frame { height: legend, ..right });
        if sources {
            let y = right.y + legend + SOURCES_GAP;
            let height = frame.y + frame.height - y;
            parts += &self.sources(slide, Frame { y, height, ..right });
        }
        parts
    }

    fn legend(&mut self, pane: &SlidePane, lang: &str, frame: Frame) -> String {
        if pane.legend.is_empty() {
            return String::new();
        }
        let plain = self.plain();
        let look = Look { size: 9.0, bold: true, color: WEAK, ..plain };
        let head = Frame { height: SIGN_HEAD, ..frame };
        let lines = [(pane.legend_title.as_str(), look)];
        let mut parts = text_box(self.id(), "Legend", None, head, &lines, lang);
        let mut y = frame.y + SIGN_HEAD;
        // All in the size of the longest.
        let width = frame.width - 24.0;
        let sizes = pane.legend.iter().map(|(_, text)| fitting(text, width, SIGN_SIZE, 6.0));
        let size = sizes.fold(SIGN_SIZE, f32::min);
        for (kind, text) in &pane.legend {
            let swatch = Frame { x: frame.x + 1.0, y: y + 2.0, width: 16.0, height: 7.0 };
            if *kind != Sign::None {
                parts += &sign(self.id(), *kind, swatch);
            }
            let look = Look { size, ..plain };
            let line = Frame { x: frame.x + 24.0, y, width, height: SIGN_ROW };
            parts += &text_box(self.id(), "Sign text", None, line, &[(text, look)], lang);
            y += SIGN_ROW;
        }
        parts
    }

    /// The notes at the foot, and at their right who made the page.
    fn foot(&mut self, slide: &Slide) -> String {
        let lang = slide.language;
        let plain = self.plain();
        let wide = self.width - 2.0 * MARGIN;
        let bottom = self.bottom();
        let mut foot = slide.foot.join("  ·  ");
        if slide.form == SlideForm::Pair && !slide.sources.is_empty() {
            foot = format!("{foot}  ·  {}", slide.sources_elsewhere);
        }
        // The foot takes two thirds where the imprint stands at its right.
        let share = if slide.imprint.is_empty() { 1.0 } else { 0.64 };
        let (y, height) = (bottom + 12.0, self.height - bottom - 24.0);
        let mut parts = String::new();
        if !slide.imprint.is_empty() {
            let look = Look { size: 9.0, align: "r", ..plain };
            if text_height(&slide.imprint, look.size, wide * (0.98 - share)) > height {
                self.tight(&slide.imprint);
            }
            let x = MARGIN + wide * (share + 0.02);
            let frame = Frame { x, y, width: wide * (0.98 - share), height };
            parts += &text_box(self.id(), "Imprint", None, frame, &[(&slide.imprint, look)], lang);
        }
        let width = wide * share;
        let mut size: f32 = 8.0;
        while size > 6.0 && text_height(&foot, size, width) > height {
            size -= 0.5;
        }
        if text_height(&foot, size, width) > height {
            self.tight(&foot);
        }
        let look = Look { size, color: WEAK, ..plain };
        let frame = Frame { x: MARGIN, y, width, height };
        parts + &text_box(self.id(), "Notes", None, frame, &[(&foot, look)], lang)
    }

    pub(super) fn tight(&mut self, text: &str) {
        self.findings.push(PageFinding::Tight(text.to_owned()));
    }

    /// What of a slide's texts has no room on its line, or no glyph in our fonts, by which they are
    /// measured; and tables without rows.
    fn look_over(&mut self, slide: &Slide) {
        let wide = self.width - 2.0 * MARGIN;
        let subtitle = subtitle(slide, wide);
        for (text, smallest, wide) in [
            (&slide.title, SMALLEST_OF_TWO, wide * TWO_LINES),
            (&subtitle, SMALLEST_SUBTITLE, wide),
            (&slide.marking, MARKING_SIZE, wide),
        ] {
            if width_em(text, Weight::Bold) * SLACK * smallest > wide {
                self.tight(text);
            }
        }
        let mut texts = vec![&slide.title, &subtitle, &slide.marking, &slide.imprint];
        for pane in &slide.panes {
            if pane.rows.is_empty() && !pane.columns.is_empty() {
                self.findings.push(PageFinding::NoRows(slide.title.clone()));
            }
            texts.push(&pane.heading);
            texts.extend(pane.legend.iter().map(|(_, text)| text));
            for row in &pane.rows {
                texts.extend([&row.name, &row.detail].into_iter().chain(&row.numbers));
            }
        }
        texts.extend(slide.sources.iter().map(|(line, _)| line).chain(&slide.foot));
        let strips = slide.panes.iter().filter_map(|pane| pane.strip.as_ref());
        texts.extend(strips.flat_map(|strip| &strip.entries).map(|entry| &entry.text));
        let mut missing: Vec<char> =
            texts.into_iter().flat_map(|text| missing_characters(text)).collect();
        missing.sort_unstable();
        missing.dedup();
        if !missing.is_empty() {
            self.findings.push(PageFinding::NoGlyph(missing.into_iter().collect()));
        }
    }

    /// The sources, or those of the table, if they have room; else where they stand.
    fn sources(&mut self, slide: &Slide, frame: Frame) -> String {
        let all: Vec<&str> = slide.sources.iter().map(|(line, _)| line.as_str()).collect();
        let of_rows = slide.sources.iter().filter(|(_, of_a_row)| *of_a_row);
        let of_rows: Vec<&str> = of_rows.map(|(line, _)| line.as_str()).collect();
        let elsewhere = vec![slide.sources_elsewhere.as_str()];
        for lines in [all, of_rows, elsewhere] {
            let heights =
                lines.iter().map(|line| text_height(line, SOURCE_SIZE, frame.width - 4.0));
            if heights.sum::<f32>() <= frame.height && !lines.is_empty() {
                let look = Look { size: SOURCE_SIZE, color: WEAK, ..self.plain() };
                let lines: Vec<(&str, Look<'_>)> =
                    lines.into_iter().map(|line| (line, look)).collect();
                return text_box(self.id(), "Sources", None, frame, &lines, slide.language);
            }
        }
        String::new()
    }
}

fn legend_height(pane: &SlidePane) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    let rows = pane.legend.len() as f32;
    if pane.legend.is_empty() { 0.0 } else { SIGN_HEAD + SIGN_ROW * rows }
}

/// The size of a title: one that is too long for a line has two, which fill the same box.
fn title_size(title: &str, width: f32) -> f32 {
    if width_em(title, Weight::Bold) * SLACK * SMALLEST_TITLE <= width {
        fitting(title, width, 26.0, SMALLEST_TITLE)
    } else {
        fitting(title, width * TWO_LINES, LARGEST_OF_TWO, SMALLEST_OF_TWO)
    }
}

/// What stands below the title; on a narrow slide the first details give way to the date.
fn subtitle(slide: &Slide, width: f32) -> String {
    let joined = |from: usize| slide.details[from..].join(" · ");
    let fits = |text: &String| width_em(text, Weight::Bold) * SLACK * SMALLEST_SUBTITLE <= width;
    let last = slide.details.len().saturating_sub(1);
    (0..last).map(joined).find(fits).unwrap_or_else(|| joined(last))
}

/// The largest size at which a text fits a line.
fn fitting(text: &str, width: f32, largest: f32, smallest: f32) -> f32 {
    let em = width_em(text, Weight::Bold) * SLACK;
    let fits = (width / em.max(0.1)).clamp(smallest, largest);
    (fits * 2.0).floor() / 2.0
}

/// Height of a text in a box so wide.
pub(super) fn text_height(text: &str, size: f32, width: f32) -> f32 {
    let em = width_em(text, Weight::Regular) * SLACK;
    let lines = (em * size / width.max(1.0)).ceil().max(1.0);
    lines * size * 1.25
}
