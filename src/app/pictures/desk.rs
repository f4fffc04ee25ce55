//! Pictures of what stands below the map.

use std::sync::Arc;

use eframe::egui;

use super::{Job, Pictures, Written, folder, reason, write};
use crate::{
    cli::verify::verify_page,
    editor::{
        Derived, Editor, PageFile,
        desk::{ChartChoice, ChartMark, ChartValue, DeskColumn, chart_marks, chart_number_of},
    },
    export::{pdf, png, svg},
    jobs::{Progress, Task},
    model::{boundary::BoundaryQuality, catalogue::Catalogue},
    scene::{
        Scene,
        chart::{ChartEntry, ChartInput, chart_page},
        timeline::{Axis, TimelineInput, timeline_page},
    },
    style::{Palette, ThemeName},
    words,
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
        let palette = Palette::of(theme(editor));
        let palette =
            derived.map.theming.as_ref().map_or(palette.clone(), |theming| theming.dress(palette));
        let desk = &derived.desk;
        let how = (at, unit);
        let marks = chart_marks(editor.catalogue(), &desk.rows, &desk.order, choice, how);
        let mut sources: Vec<String> = Vec::new();
        for id in marks.iter().filter_map(|mark| mark.source.as_ref()) {
            let source = editor.catalogue().source(id);
            let name = source.map_or(id.as_str(), |source| source.publisher.get(lang));
            if !sources.iter().any(|other| other == name) {
                sources.push(name.to_owned());
            }
        }
        let schematic = shows_schematic(editor, choice, &marks);
        let entries: Vec<ChartEntry> = marks
            .into_iter()
            .map(|mark| ChartEntry {
                name: mark.name,
                color: palette.zone(mark.index),
                value: mark.value,
                value_text: chart_number_of(choice.value, mark.value),
                across: choice.across.map(|_| mark.across),
            })
            .collect();
        let name = format!("chart-{}", at.day);
        self.start_scene(ctx, editor, (name, file), move |catalogue| {
            let count = entries.len().to_string();
            let value = choice.value.name(lang, unit);
            let across = choice.across.map(|across| across.name(lang, unit)).unwrap_or_default();
            let key = if choice.across.is_some() { "chart-title-points" } else { "chart-title" };
            let values = [("value", value.as_str()), ("across", &across), ("count", &count)];
            let (up, right) = (
                |number: f64| chart_number_of(choice.value, number),
                |number: f64| chart_number_of(choice.across.unwrap_or(choice.value), number),
            );
            chart_page(&ChartInput {
                lang,
                title: words::t_with(lang, key, &values),
                details: if schematic {
                    format!("{} · {}", words::as_of(lang, at), words::t(lang, "chart-schematic"))
                } else {
                    words::as_of(lang, at)
                },
                axes: [value.clone(), across.clone()],
                entries: &entries,
                palette: &palette,
                foot: format!(
                    "{} {} · {}: {}",
                    words::t(lang, "app-name"),
                    catalogue.version,
                    words::t(lang, "sheet-sources"),
                    sources.join(", ")
                ),
                size: SIZE,
                write: [&up, &right],
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
            let result = page_bytes(compose(&shared), file)
                .and_then(|bytes| {
                    let path = write(&folder, &bytes, &name, file.extension())?;
                    verify_page(&path, &bytes, SIZE)?;
                    Ok(Written { path, picture: None, findings: String::new() })
                })
                .map_err(|error| reason(lang, &error));
            ctx.request_repaint();
            vec![result]
        });
        let progress = Arc::new(Progress::default());
        self.running.push(Job { task, progress, catalogue, base_map: None, lang, folder: of_job });
    }
}

/// Whether areas are shown that were measured on outlines which only give an idea of the ground.
fn shows_schematic(editor: &Editor, choice: ChartChoice, marks: &[ChartMark]) -> bool {
    let is_drawn = |value: ChartValue| {
        let drawn = [DeskColumn::Drawn, DeskColumn::Percent, DeskColumn::Difference];
        drawn.map(ChartValue::Column).contains(&value)
    };
    let is_schematic = |mark: &ChartMark| {
        let outline = editor.catalogue().zones[mark.index].outline_on(editor.as_of());
        outline.is_some_and(|outline| outline.quality == BoundaryQuality::Schematic)
    };
    (is_drawn(choice.value) || choice.across.is_some_and(is_drawn))
        && marks.iter().any(is_schematic)
}

fn page_bytes(scene: Scene, file: PageFile) -> anyhow::Result<Vec<u8>> {
    Ok(match file {
        PageFile::Png => png::encode(&scene)?,
        PageFile::Svg => svg::encode(&scene, svg::TextAs::Text)?,
        PageFile::Pdf => {
            // Points of 72 to the inch for pixels of 96.
            let scale = scene.scale * 0.75;
            pdf::encode(&[scene], scale)?
        }
    })
}

fn theme(editor: &Editor) -> ThemeName {
    editor.session().theme
}
