//! What the pages of a PDF draw: every path, text and picture with its colours and its place, by
//! hayro-syntax. Names of resources and the packing of fonts do not count, so that two programs which
//! draw the same page give the same marks.

use std::collections::BTreeMap;

use hayro_syntax::{
    Pdf,
    content::{TypedIter, ops::TypedInstruction},
    object::{Array, Dict, Name, Number, Stream},
    page::Resources,
};
use tiny_skia::{Color, FillRule, Mask, Paint, PathBuilder, Pixmap, Rect, Stroke, Transform};

use super::Pixels;
use crate::export::png::opaque;

/// One page.
#[derive(Debug, Clone, PartialEq)]
pub struct PdfPage {
    /// Width and height in points.
    pub size: (f32, f32),
    /// In the order in which they are drawn.
    pub marks: Vec<DrawnMark>,
}

/// A path, a text or a picture on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnMark {
    /// Of all that decides how it looks: the same for what looks the same.
    pub look: u64,
    /// Lines of points, from the upper left corner of the page; of a text or a picture its corners.
    lines: Vec<Vec<[f32; 2]>>,
    /// The part of the page that shows it: left, top, right, bottom.
    clip: Option<[f32; 4]>,
    is_filled: bool,
    /// What it says, where it is a text.
    pub text: Option<String>,
}

/// The sizes of the pages of a file, in points. Fails where a page cannot be read or draws nothing.
pub fn pdf_sizes(bytes: &[u8]) -> Result<Vec<(f32, f32)>, String> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| format!("it is no PDF: {error:?}"))?;
    let mut sizes = Vec::new();
    for page in pdf.pages().iter() {
        if page.page_stream().is_none_or(<[u8]>::is_empty) {
            return Err(format!("page {} draws nothing", sizes.len() + 1));
        }
        sizes.push(page.render_dimensions());
    }
    Ok(sizes)
}

/// The pages of a file.
pub fn pdf_pages(bytes: &[u8]) -> Result<Vec<PdfPage>, String> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| format!("it is no PDF: {error:?}"))?;
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        let size = page.render_dimensions();
        // Points from below become points from above.
        let state = State { place: [1.0, 0.0, 0.0, -1.0, 0.0, size.1], ..State::default() };
        let mut walk = Walk { marks: Vec::new(), fonts: BTreeMap::new() };
        walk.content(page.typed_operations(), page.resources(), state, 0);
        pages.push(PdfPage { size, marks: walk.marks });
    }
    Ok(pages)
}

/// A matrix as PDF writes it: `x' = a x + c y + e`, `y' = b x + d y + f`.
type Matrix = [f32; 6];

/// The first is done first.
fn then(first: Matrix, second: Matrix) -> Matrix {
    let mut both = [0.0; 6];
    for row in 0..3 {
        let [x, y] = [first[2 * row], first[2 * row + 1]];
        let moved = if row == 2 { [second[4], second[5]] } else { [0.0, 0.0] };
        both[2 * row] = x * second[0] + y * second[2] + moved[0];
        both[2 * row + 1] = x * second[1] + y * second[3] + moved[1];
    }
    both
}

fn at(place: Matrix, x: f32, y: f32) -> [f32; 2] {
    [place[0] * x + place[2] * y + place[4], place[1] * x + place[3] * y + place[5]]
}

fn matrix(numbers: [Number; 6]) -> Matrix {
    numbers.map(|number| number.as_f32())
}

#[derive(Clone)]
struct State {
    place: Matrix,
    /// The last words on colour, line and transparency, by what they are about.
    looks: BTreeMap<&'static str, String>,
    clip: Option<[f32; 4]>,
    font: Option<Vec<u8>>,
    font_size: f32,
}

impl Default for State {
    fn default() -> Self {
        Self {
            place: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            looks: BTreeMap::new(),
            clip: None,
            font: None,
            font_size: 0.0,
        }
    }
}

/// Forms in forms go no deeper in what we write.
const DEEPEST: usize = 12;

struct Walk {
    marks: Vec<DrawnMark>,
    /// What the codes of a font mean, by its dictionary.
    fonts: BTreeMap<Vec<u8>, BTreeMap<u16, String>>,
}

impl Walk {
    fn content(
        &mut self,
        mut content: TypedIter<'_>,
        resources: &Resources<'_>,
        mut state: State,
        depth: usize,
    ) {
        let mut saved: Vec<State> = Vec::new();
        let mut lines: Vec<Vec<[f32; 2]>> = Vec::new();
        let mut text_place: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        let mut line_place = text_place;
        while let Some(instruction) = content.next() {
            let written = instruction.to_string();
            match instruction {
                TypedInstruction::SaveState(_) => saved.push(state.clone()),
                TypedInstruction::RestoreState(_) => state = saved.pop().unwrap_or_default(),
                TypedInstruction::Transform(by) => {
                    let by = matrix([by.0, by.1, by.2, by.3, by.4, by.5]);
                    state.place = then(by, state.place);
                }
                TypedInstruction::LineWidth(_) => state.look("width", written),
                TypedInstruction::LineCap(_) => state.look("cap", written),
                TypedInstruction::LineJoin(_) => state.look("join", written),
                TypedInstruction::DashPattern(_) => state.look("dash", written),
                TypedInstruction::SetGraphicsState(name) => {
                    // Its name is not the same in every file; what it says is.
                    let said = resources.get_ext_g_state(name.0);
                    let said = said.map(|said| String::from_utf8_lossy(said.data()).into_owned());
                    state.look("transparency", said.unwrap_or_default());
                }
                TypedInstruction::StrokeColor(_)
                | TypedInstruction::StrokeColorNamed(_)
                | TypedInstruction::StrokeColorDeviceGray(_)
                | TypedInstruction::StrokeColorDeviceRgb(_)
                | TypedInstruction::StrokeColorCmyk(_) => state.look("stroke", written),
                TypedInstruction::NonStrokeColor(_)
                | TypedInstruction::NonStrokeColorNamed(_)
                | TypedInstruction::NonStrokeColorDeviceGray(_)
                | TypedInstruction::NonStrokeColorDeviceRgb(_)
                | TypedInstruction::NonStrokeColorCmyk(_) => state.look("fill", written),
                TypedInstruction::MoveTo(to) => {
                    lines.push(vec![state.at(to.0, to.1)]);
                }
                TypedInstruction::LineTo(to) => {
                    let point = state.at(to.0, to.1);
                    if let Some(line) = lines.last_mut() {
                        line.push(point);
                    }
                }
                TypedInstruction::CubicTo(to) => {
                    let points = [(to.0, to.1), (to.2, to.3), (to.4, to.5)];
                    if let Some(line) = lines.last_mut() {
                        line.extend(points.map(|(x, y)| state.at(x, y)));
                    }
                }
                TypedInstruction::CubicStartTo(to) => {
                    if let Some(line) = lines.last_mut() {
                        line.extend([(to.0, to.1), (to.2, to.3)].map(|(x, y)| state.at(x, y)));
                    }
                }
                TypedInstruction::CubicEndTo(to) => {
                    if let Some(line) = lines.last_mut() {
                        line.extend([(to.0, to.1), (to.2, to.3)].map(|(x, y)| state.at(x, y)));
                    }
                }
                TypedInstruction::ClosePath(_) => {
                    if let Some(line) = lines.last_mut()
                        && let Some(first) = line.first().copied()
                    {
                        line.push(first);
                    }
                }
                TypedInstruction::RectPath(rect) => {
                    let [x, y, width, height] =
                        [rect.0, rect.1, rect.2, rect.3].map(|number| number.as_f32());
                    lines.push(corners(state.place, [x, y, x + width, y + height]));
                }
                // Ours are rectangles, and the one inside counts.
                TypedInstruction::ClipNonZero(_) | TypedInstruction::ClipEvenOdd(_) => {
                    state.clip = bounds(&lines).or(state.clip);
                }
                TypedInstruction::EndPath(_) => lines.clear(),
                TypedInstruction::StrokePath(_) | TypedInstruction::CloseAndStrokePath(_) => {
                    self.path(&written, std::mem::take(&mut lines), &state, false);
                }
                TypedInstruction::FillPathNonZero(_)
                | TypedInstruction::FillPathNonZeroCompatibility(_)
                | TypedInstruction::FillPathEvenOdd(_)
                | TypedInstruction::FillAndStrokeNonZero(_)
                | TypedInstruction::FillAndStrokeEvenOdd(_)
                | TypedInstruction::CloseFillAndStrokeNonZero(_)
                | TypedInstruction::CloseFillAndStrokeEvenOdd(_) => {
                    self.path(&written, std::mem::take(&mut lines), &state, true);
                }
                TypedInstruction::XObject(name) => {
                    let Some(object) = resources.get_x_object(name.0) else { continue };
                    self.object(&object, resources, &state, depth);
                }
                TypedInstruction::BeginText(_) => {
                    text_place = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
                    line_place = text_place;
                }
                TypedInstruction::TextFont(font) => {
                    state.font = self.font(resources, font.0);
                    state.font_size = font.1.as_f32();
                }
                TypedInstruction::SetTextMatrix(by) => {
                    text_place = matrix([by.0, by.1, by.2, by.3, by.4, by.5]);
                    line_place = text_place;
                }
                TypedInstruction::NextLine(by) => {
                    let by = [1.0, 0.0, 0.0, 1.0, by.0.as_f32(), by.1.as_f32()];
                    line_place = then(by, line_place);
                    text_place = line_place;
                }
                TypedInstruction::TextRenderingMode(_) => state.look("text", written),
                TypedInstruction::ShowText(text) => {
                    self.text(&[text.0.as_bytes()], &state, text_place);
                }
                TypedInstruction::ShowTexts(texts) => {
                    let pieces: Vec<_> =
                        texts.0.iter::<hayro_syntax::object::String<'_>>().collect();
                    let pieces: Vec<&[u8]> =
                        pieces.iter().map(hayro_syntax::object::String::as_bytes).collect();
                    self.text(&pieces, &state, text_place);
                }
                _ => {}
            }
        }
    }

    fn path(&mut self, how: &str, lines: Vec<Vec<[f32; 2]>>, state: &State, is_filled: bool) {
        let look = Look::new().said(how).said(&state.looks()).lines(&lines).0;
        self.marks.push(DrawnMark { look, lines, clip: state.clip, is_filled, text: None });
    }

    fn object(&mut self, object: &Stream<'_>, outer: &Resources<'_>, state: &State, depth: usize) {
        let dict = object.dict();
        let is_form = dict.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Form");
        if !is_form {
            let lines = vec![corners(state.place, [0.0, 0.0, 1.0, 1.0])];
            let look = Look::new().bytes(&object.raw_data()).lines(&lines).0;
            let clip = state.clip;
            self.marks.push(DrawnMark { look, lines, clip, is_filled: false, text: None });
            return;
        }
        let Ok(content) = object.decoded() else { return };
        if depth >= DEEPEST {
            return;
        }
        let mut state = state.clone();
        if let Some(numbers) = dict.get::<Array<'_>>("Matrix") {
            let numbers: Vec<f32> =
                numbers.iter::<Number>().map(|number| number.as_f32()).collect();
            if let Ok(by) = Matrix::try_from(numbers) {
                state.place = then(by, state.place);
            }
        }
        let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
        self.content(TypedIter::new(&content), own.as_ref().unwrap_or(outer), state, depth + 1);
    }

    /// Reads what the codes of a font mean; the key under which that is kept.
    fn font(&mut self, resources: &Resources<'_>, name: &Name<'_>) -> Option<Vec<u8>> {
        let font = resources.get_font(name)?;
        let key = font.data().to_vec();
        if !self.fonts.contains_key(&key) {
            let meanings = font.get::<Stream<'_>>("ToUnicode").and_then(|map| {
                let map = map.decoded().ok()?;
                Some(meanings(&String::from_utf8_lossy(&map)))
            });
            self.fonts.insert(key.clone(), meanings.unwrap_or_default());
        }
        Some(key)
    }

    fn text(&mut self, pieces: &[&[u8]], state: &State, text_place: Matrix) {
        let meanings = state.font.as_ref().and_then(|font| self.fonts.get(font));
        let mut text = String::new();
        let mut count = 0_u16;
        for piece in pieces {
            for code in piece.chunks_exact(2) {
                let code = u16::from_be_bytes([code[0], code[1]]);
                count += 1;
                match meanings.and_then(|meanings| meanings.get(&code)) {
                    Some(meaning) => text.push_str(meaning),
                    None => text.push('\u{fffd}'),
                }
            }
        }
        let place = then(text_place, state.place);
        let size = state.font_size;
        // As wide as that many hanzi at the most; what is drawn is the place, not the letters.
        let is_wide = text.chars().any(|character| character > '\u{2e80}');
        let width = f32::from(count) * size * if is_wide { 1.0 } else { 0.55 };
        let lines = vec![corners(place, [0.0, -0.2 * size, width, 0.8 * size])];
        let look = Look::new().said(&text).said(&state.looks()).lines(&lines).0;
        let clip = state.clip;
        self.marks.push(DrawnMark { look, lines, clip, is_filled: false, text: Some(text) });
    }
}

impl State {
    fn look(&mut self, what: &'static str, said: String) {
        self.looks.insert(what, said);
    }

    fn looks(&self) -> String {
        self.looks.values().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    fn at(&self, x: Number, y: Number) -> [f32; 2] {
        at(self.place, x.as_f32(), y.as_f32())
    }
}

/// Left, top, right and bottom of some points.
fn bounds(lines: &[Vec<[f32; 2]>]) -> Option<[f32; 4]> {
    let mut points = lines.iter().flatten();
    let [x, y] = *points.next()?;
    Some(points.fold([x, y, x, y], |[left, top, right, bottom], [x, y]| {
        [left.min(*x), top.min(*y), right.max(*x), bottom.max(*y)]
    }))
}

fn corners(place: Matrix, [left, low, right, high]: [f32; 4]) -> Vec<[f32; 2]> {
    [(left, low), (right, low), (right, high), (left, high), (left, low)]
        .map(|(x, y)| at(place, x, y))
        .to_vec()
}

/// A sum of what decides a look (FNV-1a), to tell one from another.
#[derive(Clone, Copy)]
struct Look(u64);

impl Look {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(self, bytes: &[u8]) -> Self {
        Self(
            bytes.iter().fold(self.0, |sum, byte| {
                (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
            }),
        )
    }

    fn said(self, text: &str) -> Self {
        self.bytes(text.as_bytes()).bytes(&[0])
    }

    /// Points count to a hundredth, so that no rounding of another build does.
    #[expect(clippy::cast_possible_truncation, reason = "a page is small")]
    fn lines(self, lines: &[Vec<[f32; 2]>]) -> Self {
        lines.iter().fold(self, |look, line| {
            let points = line.iter().flatten();
            points
                .map(|along| (along * 100.0).round() as i32)
                .fold(look.bytes(&[1]), |look, hundredths| look.bytes(&hundredths.to_le_bytes()))
        })
    }
}

/// The characters of the codes in a `ToUnicode` map (ISO 32000-1, 9.10.3), as krilla writes it: runs of
/// `bfchar` and `bfrange`.
fn meanings(map: &str) -> BTreeMap<u16, String> {
    let mut meanings = BTreeMap::new();
    let mut is_range = false;
    for line in map.lines() {
        let line = line.trim();
        if line.ends_with("beginbfchar") {
            is_range = false;
        } else if line.ends_with("beginbfrange") {
            is_range = true;
        }
        let hex: Vec<&str> =
            line.split('<').skip(1).filter_map(|part| part.split('>').next()).collect();
        let number = |text: &str| u16::from_str_radix(text, 16).ok();
        match (is_range, hex.as_slice()) {
            (false, [code, text]) => {
                if let Some(code) = number(code) {
                    meanings.insert(code, utf16(text, 0));
                }
            }
            (true, [first, last, text]) => {
                let (Some(first), Some(last)) = (number(first), number(last)) else { continue };
                for code in first..=last {
                    meanings.insert(code, utf16(text, code - first));
                }
            }
            _ => {}
        }
    }
    meanings
}

/// Hexadecimal digits of UTF-16, the last unit raised.
fn utf16(hex: &str, raised: u16) -> String {
    let mut units: Vec<u16> = (0..hex.len() / 4)
        .filter_map(|at| u16::from_str_radix(hex.get(at * 4..at * 4 + 4)?, 16).ok())
        .collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(raised);
    }
    String::from_utf16_lossy(&units)
}

/// Red, green, blue and alpha of a sketch.
const PALE: (u8, u8, u8, u8) = (150, 150, 150, 60);
const STRANGE: (u8, u8, u8, u8) = (208, 0, 32, 200);

fn mask(pixmap: &Pixmap, [left, top, right, bottom]: [f32; 4], scale: Transform) -> Option<Mask> {
    let rect = Rect::from_ltrb(left, top, right, bottom)?;
    let mut mask = Mask::new(pixmap.width(), pixmap.height())?;
    mask.fill_path(&PathBuilder::from_rect(rect), FillRule::Winding, false, scale);
    Some(mask)
}

/// Pixels to a point of a sketch.
const SKETCH_SCALE: f32 = 2.0;

/// A page drawn pale, and in red what stands in `strange`: paths as they are, the places of texts and
/// pictures as boxes.
pub fn sketch(page: &PdfPage, strange: &[DrawnMark]) -> Result<Pixels, String> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page is small")]
    let side = |points: f32| (points * SKETCH_SCALE).ceil().max(1.0) as u32;
    let mut pixmap =
        Pixmap::new(side(page.size.0), side(page.size.1)).ok_or("the page has no size")?;
    pixmap.fill(Color::WHITE);
    for (marks, (r, g, b, a)) in [(page.marks.as_slice(), PALE), (strange, STRANGE)] {
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        paint.set_color_rgba8(r, g, b, a);
        let mut clipped: Option<([f32; 4], Mask)> = None;
        for mark in marks {
            let Some(path) = mark.outline() else { continue };
            let scale = Transform::from_scale(SKETCH_SCALE, SKETCH_SCALE);
            if mark.clip != clipped.as_ref().map(|(clip, _)| *clip) {
                clipped = mark.clip.and_then(|clip| Some((clip, mask(&pixmap, clip, scale)?)));
            }
            let mask = clipped.as_ref().map(|(_, mask)| mask);
            let stroke = Stroke { width: 0.6, ..Stroke::default() };
            pixmap.stroke_path(&path, &paint, &stroke, scale, mask);
            if mark.is_filled && a == STRANGE.3 {
                let mut inside = paint.clone();
                inside.set_color_rgba8(r, g, b, 60);
                pixmap.fill_path(&path, &inside, FillRule::EvenOdd, scale, mask);
            }
        }
    }
    Ok(Pixels { size: (pixmap.width(), pixmap.height()), rgb: opaque(pixmap.data()) })
}

impl DrawnMark {
    fn outline(&self) -> Option<tiny_skia::Path> {
        let mut path = PathBuilder::new();
        for line in &self.lines {
            let mut points = line.iter();
            let [x, y] = points.next()?;
            path.move_to(*x, *y);
            for [x, y] in points {
                path.line_to(*x, *y);
            }
        }
        path.finish()
    }
}
