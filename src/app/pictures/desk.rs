//! Pictures of what stands below the map.

use std::sync::Arc;

use eframe::egui;

use super::{Job, Pictures, Written, folder, reason, write};
use crate::{
    cli::{
        page::{PageKind, SCREEN_DPI},
        verify::verify_page,
    },
    editor::{Derived, Editor, PageFile},
    jobs::{Progress, Task},
    model::catalogue::Catalogue,
    scene::{
        Scene,
        chart::{ChartPicture, chart_marks, chart_picture},
        timeline::{Axis, TimelineInput, timeline_page},
    },
    style::ThemeName,
};

const SIZE: (u32, u32) = (1920, 1080);

impl Pictures {
    /// Starts the picture of the timeline as it is shown; of the selected zone alone, if there is one.
    pub fn start_timeline(&mut self, ctx: &egui::Context, editor: &Editor) {
        let session = editor.session();
        let (lang, grouping) = (session.lang, session.grouping);
        let axis = session.times.map(|(first, last)| Axis::new(first, last));
        let (as_of, zone, theme) = (editor.as_of(), editor.selected(), theme(editor));
        let name = format!("timeline-{}", as_of.day);
        self.start_scene(ctx, editor, (name, PageFile::Png), move |catalogue| {
            let has_events = |index: &usize| !catalogue.zones[*index].milestones.is_empty();
            let zone = zone.filter(has_events);
            let all = false;
            let size = SIZE;
            let input =
                TimelineInput { catalogue, zone, all, grouping, lang, as_of, theme, size, axis };
            timeline_page(&input)
        });
    }

    /// Starts the picture of the chart as it is shown.
    pub fn start_chart(
        &mut self,
        ctx: &egui::Context,
        editor: &Editor,
        derived: &Derived,
        file: PageFile,
    ) {
        let session = editor.session();
        let (lang, unit, choice, at) = (session.lang, session.unit, session.chart, editor.as_of());
        let theme = theme(editor);
        let theming = derived.map.theming.clone();
        let desk = &derived.desk;
        let how = (at, unit);
        let marks = chart_marks(editor.catalogue(), &desk.rows, &desk.order, choice, how);
        let name = format!("chart-{}", at.day);
        self.start_scene(ctx, editor, (name, file), move |catalogue| {
            chart_picture(&ChartPicture {
                catalogue,
                marks: &marks,
                choice,
                lang,
                unit,
                at,
                theme,
                theming: theming.as_ref(),
                size: SIZE,
            })
        });
    }

    /// Starts a picture of a page that is no map.
    fn start_scene(
        &mut self,
        ctx: &egui::Context,
        editor: &Editor,
        (name, file): (String, PageFile),
        compose: impl FnOnce(&Catalogue) -> Scene + Send + 'static,
    ) {
        let catalogue = editor.shared_catalogue();
        let (ctx, shared, lang) = (ctx.clone(), catalogue.clone(), editor.session().lang);
        let folder = folder(editor.session().settings.pictures.as_deref());
        let of_job = folder.clone();
        let task = Task::start(move || {
            let result = kind(file)
                .encode(compose(&shared), SCREEN_DPI)
                .and_then(|bytes| {
                    let kept = write(&folder, &bytes, &name, file.extension())?;
                    verify_page(&kept.path, &bytes, SIZE)?;
                    Ok(Written { kept, picture: None, findings: String::new() })
                })
                .map_err(|error| reason(lang, &error));
            ctx.request_repaint();
            vec![result]
        });
        let progress = Arc::new(Progress::default());
        self.running.push(Job { task, progress, catalogue, base_map: None, lang, folder: of_job });
    }
}

fn kind(file: PageFile) -> PageKind {
    match file {
        PageFile::Png => PageKind::Png,
        PageFile::Svg => PageKind::Svg,
        PageFile::Pdf => PageKind::Pdf,
    }
}

fn theme(editor: &Editor) -> ThemeName {
    editor.session().theme
}
