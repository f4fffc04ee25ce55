//! The pages that the briefing panel asks for, and its preview.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use eframe::egui;

use super::{App, briefing_file::format_of, failure::reason, pictures::Order};
use crate::{
    basemap::TileStore,
    cli::{
        SizeArg,
        picture::{
            Bases, EMBEDDED, OfficeFontsArg, PictureFormat, PictureSpec, SubjectSpec, day_text,
        },
    },
    editor::{
        Action, Briefing, BriefingOf, Derived, Editor, FileKind, Framing, Session,
        desk::listed_zones,
    },
    export::png,
    jobs::Task,
    model::{Lang, date::Day, zone::Group},
    reasons::Reason as _,
    style::Layout,
    words,
};

/// The base maps of the window that pictures are made of.
#[derive(Clone)]
pub struct Stores {
    pub first: Arc<TileStore>,
    pub second: Option<Arc<TileStore>>,
}

impl Stores {
    pub fn bases(&self) -> Bases<'_> {
        Bases { first: &self.first, second: self.second.as_deref() }
    }
}

/// The longest side of a preview, pixels: more than a window shows.
const PREVIEW_SIDE: u32 = 1920;

/// The preview of one of the pages that would be made.
#[derive(Default)]
pub struct Preview {
    /// The session, edition and map that the wanted page is of, and which of the pages it is.
    seen: Option<(Session, u64, (f64, f64), usize)>,
    /// The page that is wanted, and what decides it.
    wanted: Option<(String, PictureSpec)>,
    /// What decides the page that is shown.
    shown: Option<String>,
    running: Option<(String, Task<Result<Page, String>>)>,
    /// What the frame on the map was last given its shape for.
    framed: Option<(Session, Framing)>,
}

/// A drawn page.
struct Page {
    size: [usize; 2],
    rgba: Vec<u8>,
    findings: Vec<String>,
}

/// The pictures that the panel asks for, with the names of their files.
pub fn orders(editor: &Editor, derived: &Derived) -> Vec<Order> {
    let briefing = &editor.session().briefing;
    let format = format_of(briefing.kind);
    let input = editor.picture(derived);
    let layout = input.layout;
    let Some(mut view) = PictureSpec::of_window(&input, format) else { return Vec::new() };
    view.size.clone_from(size_of(editor, layout));
    view.template = template_of(briefing);
    dress(&mut view, editor);
    let day = editor.day();
    let in_view = editor.session().selected.clone().unwrap_or_else(|| "beijing-zones".to_owned());
    let order = |spec: PictureSpec, name: &str| Order { spec, name: format!("{name}-{day}") };
    match briefing.pages() {
        BriefingOf::View => vec![order(view, &in_view)],
        BriefingOf::Years => {
            let (from, to) = briefing.years;
            let days: Vec<Day> =
                (from..=to).filter_map(|year| Day::new(year, 12, 31).ok()).collect();
            if briefing.kind.is_animation() {
                view.frames = days.iter().map(Day::to_string).collect();
                return vec![Order { spec: view, name: format!("{in_view}-{from}-{to}") }];
            }
            let of_year = |day: Day| Order {
                spec: PictureSpec { as_of: day_text(day), ..view.clone() },
                name: format!("{in_view}-{}", day.year()),
            };
            days.into_iter().map(of_year).collect()
        }
        BriefingOf::Rows | BriefingOf::Report | BriefingOf::All => {
            let subjects = subjects(editor, derived);
            if briefing.atlas && briefing.kind.has_pages() {
                let pages = subjects.into_iter().map(|(subject, _)| subject).collect();
                return vec![order(PictureSpec { pages, ..view }, "atlas")];
            }
            let one = |(subject, name): (SubjectSpec, String)| {
                order(PictureSpec { pages: vec![subject], ..view.clone() }, &name)
            };
            subjects.into_iter().map(one).collect()
        }
    }
}

/// The size of pages: two views take the paper of the layout that was chosen for one.
pub fn size_of<'a>(editor: &'a Editor, layout: &'a Layout) -> &'a String {
    if editor.shows_both_views() { &editor.session().briefing.layout.size } else { &layout.size }
}

/// What of a picture is decided by its kind of file and by the second view.
pub fn dress(view: &mut PictureSpec, editor: &Editor) {
    let session = editor.session();
    let briefing = &session.briefing;
    if view.format == PictureFormat::Pptx {
        view.titles = None;
        if view.template.is_none() {
            view.office_fonts = OfficeFontsArg::of(briefing.fonts);
        }
    }
    if editor.shows_both_views() && session.second.base_map != session.base_map {
        let name = session.second.base_map.clone();
        view.beside_base_map = Some(name.unwrap_or_else(|| EMBEDDED.to_owned()));
    }
}

/// The template of slides, where one is given.
pub fn template_of(briefing: &Briefing) -> Option<String> {
    let template = briefing.template.trim();
    (briefing.kind == FileKind::Pptx && !template.is_empty()).then(|| template.to_owned())
}

/// What each of several pages is about, with a name for its file.
fn subjects(editor: &Editor, derived: &Derived) -> Vec<(SubjectSpec, String)> {
    let catalogue = editor.catalogue();
    let of = editor.session().briefing.of;
    let zones: Vec<usize> = match of {
        BriefingOf::Rows => listed_zones(editor, derived),
        _ => (0..catalogue.zones.len()).collect(),
    };
    let report = (of != BriefingOf::Rows).then(|| (SubjectSpec::Report, "report".to_owned()));
    let pages = zones.into_iter().map(|index| &catalogue.zones[index]).filter(|zone| {
        let wanted = of != BriefingOf::Report || zone.group == Group::Report;
        wanted && zone.is_known_on(editor.catalogue(), editor.as_of())
    });
    report
        .into_iter()
        .chain(pages.map(|zone| (SubjectSpec::Zone(zone.id.clone()), zone.id.clone())))
        .collect()
}

/// How many pages a file has: the frames of an animation are pages too.
fn pages_of(spec: &PictureSpec) -> usize {
    spec.frames.len().max(spec.pages.len()).max(1)
}

/// One of the pages of all files, by its place.
fn page_of(orders: Vec<Order>, mut place: usize) -> Option<PictureSpec> {
    for Order { mut spec, .. } in orders {
        let pages = pages_of(&spec);
        if place >= pages {
            place -= pages;
            continue;
        }
        if let Some(day) = spec.frames.get(place).cloned() {
            spec.as_of = day;
            spec.frames.clear();
        } else if place < spec.pages.len() {
            spec.pages.swap(0, place);
            spec.pages.truncate(1);
        }
        return Some(spec);
    }
    None
}

/// The same page, no finer than a preview needs.
fn coarse(mut spec: PictureSpec) -> PictureSpec {
    spec.template = None;
    let Ok(size) = SizeArg::parse(&spec.size) else { return spec };
    let (width, height) = size.pixels(f64::from(spec.dpi));
    let longest = width.max(height);
    if longest <= PREVIEW_SIDE {
        return spec;
    }
    match size {
        SizeArg::Paper(..) => {
            spec.dpi = (u64::from(spec.dpi) * u64::from(PREVIEW_SIDE) / u64::from(longest))
                .try_into()
                .unwrap_or(spec.dpi)
                .max(1);
        }
        SizeArg::Pixels(..) => {
            let side = |side: u32| u64::from(side) * u64::from(PREVIEW_SIDE) / u64::from(longest);
            spec.size = format!("{}x{}", side(width).max(64), side(height).max(64));
        }
    }
    spec
}

impl App {
    /// Makes what the panel asks for.
    pub(super) fn make_briefing(&mut self, ctx: &egui::Context) {
        let lang = self.editor.session().lang;
        let briefing = &self.editor.session().briefing;
        if let Some(key) = briefing.lacks(self.editor.catalogue()) {
            self.window.tell(ctx, words::t(lang, key));
            return;
        }
        let orders = orders(&self.editor, &self.derived);
        if orders.is_empty() {
            self.window.tell(ctx, words::t(lang, "briefing-no-pages"));
            return;
        }
        let stores = self.picture_stores();
        self.pictures.start(ctx, orders, &self.editor, stores);
    }

    /// Gives the frame that is being chosen the shape of the map on the page that would be made.
    fn shape_frame(&mut self, ctx: &egui::Context) {
        let editor = &self.editor;
        let Some(framing) = editor.framing() else {
            self.preview.framed = None;
            return;
        };
        let now = (editor.session().clone(), *framing);
        if self.preview.framed.as_ref() == Some(&now) {
            return;
        }
        let Some(order) = orders(editor, &self.derived).into_iter().next() else { return };
        let size = order.spec.map_size(editor.catalogue(), self.picture_stores().bases());
        let page = framing.page();
        self.preview.framed = Some(now);
        match size {
            Ok(Some((width, height))) => {
                let size = (f64::from(width), f64::from(height));
                if size != page {
                    self.editor.apply(Action::FramePage(size.0, size.1), &self.derived);
                    ctx.request_repaint();
                }
            }
            // A page without a map has no extent.
            Ok(None) => {
                self.editor.apply(Action::EndFraming(false), &self.derived);
                ctx.request_repaint();
            }
            Err(error) => {
                let lang = self.editor.session().lang;
                self.window.fail(reason(lang, &error));
                self.editor.apply(Action::EndFraming(false), &self.derived);
                ctx.request_repaint();
            }
        }
    }

    /// Keeps the preview of the panel up to date while it is open.
    pub(super) fn preview_briefing(&mut self, ctx: &egui::Context) {
        if !self.editor.shows_briefing() {
            self.preview = Preview { framed: self.preview.framed.take(), ..Preview::default() };
            self.window.drop_preview();
            self.shape_frame(ctx);
            return;
        }
        if let Some((key, task)) = self.preview.running.take_if(|(_, task)| task.is_done()) {
            let lang = self.editor.session().lang;
            let failed = || Err(words::t(lang, "picture-crashed"));
            match task.outcome().unwrap_or_else(failed) {
                Ok(page) => self.window.set_preview(ctx, page.size, &page.rgba, page.findings),
                Err(reason) => self.window.fail_preview(reason),
            }
            self.preview.shown = Some(key);
        }
        let editor = &self.editor;
        let page = self.window.preview_page();
        let now = (editor.session().clone(), editor.edition(), editor.map_size(), page);
        if self.preview.seen.as_ref() != Some(&now) {
            let orders = orders(editor, &self.derived);
            self.window.set_preview_pages(orders.iter().map(|order| pages_of(&order.spec)).sum());
            let page = self.window.preview_page();
            self.preview.wanted = page_of(orders, page).map(|spec| {
                let spec = coarse(spec);
                let base_map = &editor.session().base_map;
                (format!("{} {base_map:?} {}", spec.origin(), editor.edition()), spec)
            });
            self.preview.seen = Some((now.0, now.1, now.2, page));
        }
        let Some((key, spec)) = self.preview.wanted.clone() else { return };
        let is_stale = self.preview.shown.as_ref() != Some(&key);
        self.window.preview_is_stale(is_stale);
        if !is_stale || self.preview.running.is_some() {
            return;
        }
        let (catalogue, stores) = (self.editor.shared_catalogue(), self.picture_stores());
        let (lang, ctx) = (self.editor.session().lang, ctx.clone());
        let task = Task::start(move || {
            let page = draw(&spec, &catalogue, stores.bases(), lang);
            ctx.request_repaint();
            page
        });
        self.preview.running = Some((key, task));
    }
}

fn draw(
    spec: &PictureSpec,
    catalogue: &crate::model::catalogue::Catalogue,
    bases: Bases<'_>,
    lang: Lang,
) -> Result<Page, String> {
    let sheet = spec.first_sheet(catalogue, bases).map_err(|error| reason(lang, &error))?;
    let pixels = png::render(&sheet.scene).map_err(|error| error.reason(lang))?;
    let findings = sheet.findings.iter().map(|found| found.words(lang, catalogue)).collect();
    let size = [pixels.width() as usize, pixels.height() as usize];
    Ok(Page { size, rgba: pixels.take(), findings })
}

/// Copies what is in view as a picture.
pub fn copy(
    editor: &Editor,
    derived: &Derived,
    stores: Stores,
    ctx: egui::Context,
) -> Option<Task<Result<(), String>>> {
    let input = editor.picture(derived);
    let mut spec = PictureSpec::of_window(&input, PictureFormat::Png)?;
    dress(&mut spec, editor);
    let (catalogue, lang) = (editor.shared_catalogue(), editor.session().lang);
    Some(Task::start(move || {
        let page = draw(&spec, &catalogue, stores.bases(), lang)?;
        ctx.copy_image(egui::ColorImage::from_rgba_premultiplied(page.size, &page.rgba));
        ctx.request_repaint();
        Ok(())
    }))
}

/// Where pictures go: the folder that the user has chosen, else theirs for pictures, else their home,
/// else where the program was started.
pub fn folder(chosen: Option<&Path>) -> PathBuf {
    if let Some(chosen) = chosen {
        return chosen.to_owned();
    }
    let base = directories::UserDirs::new()
        .map(|folders| folders.picture_dir().unwrap_or(folders.home_dir()).to_owned());
    base.unwrap_or_default().join("Beijing Zones")
}
