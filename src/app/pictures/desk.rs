//! What stands below the map, as pictures and tables.

use std::sync::Arc;

use eframe::egui;

use super::{Job, Named, Pictures, folder, make, reason};
use crate::{
    basemap::TileStore,
    cli::{
        ClockArg, LangArg, ThemeArg, UnitArg,
        page::{PageKind, PageSize},
        picture::{ColorByArg, DEFAULT_DPI, day_text},
        work::{
            AreasSpec, ChartSpec, GroupingArg, HowSpec, RowsSpec, TableFormat, TableSpec,
            TimelineSpec, Work,
        },
    },
    editor::{
        Derived, Editor, PageFile, TableFile,
        desk::{DeskColumn, DeskGroup, Filter},
    },
    jobs::{Progress, Task},
    scene::LabelLang,
};

impl Pictures {
    /// Starts the picture of the timeline as it is shown; of the selected zone alone, if there is one.
    pub fn start_timeline(&mut self, ctx: &egui::Context, editor: &Editor) {
        let session = editor.session();
        let zones = &editor.catalogue().zones;
        let has_events = |index: &usize| !zones[*index].milestones.is_empty();
        let how = how(editor);
        let timeline = TimelineSpec {
            zone: editor.selected().filter(has_events).map(|index| zones[index].id.clone()),
            all: false,
            neighbours: session.neighbours,
            wider: session.wider,
            group_by: GroupingArg::of(session.grouping),
            from: session.times.map(|(first, _)| first.to_string()),
            to: session.times.map(|(_, last)| last.to_string()),
            lang: how.lang,
            as_of: how.as_of,
            clock: how.clock,
            theme: ThemeArg::of(session.theme),
            page: page(),
            format: PageKind::Png,
        };
        let name = format!("timeline-{}", editor.day());
        self.start_work(ctx, editor, (Work::Timeline(timeline), name, PageKind::Png.extension()));
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
        let choice = session.chart;
        let format = match file {
            PageFile::Png => PageKind::Png,
            PageFile::Svg => PageKind::Svg,
            PageFile::Pdf => PageKind::Pdf,
        };
        let chart = ChartSpec {
            values: choice.value.field().to_owned(),
            across: choice.across.map(|value| value.field().to_owned()),
            largest_first: choice.largest_first,
            rows: rows(editor, derived),
            how: how(editor),
            theme: ThemeArg::of(session.theme),
            color_by: ColorByArg::of(session.color_by),
            page: page(),
            format,
        };
        let name = format!("chart-{}", editor.day());
        self.start_work(ctx, editor, (Work::Chart(chart), name, format.extension()));
    }

    /// Starts the workbook of all zones, figures and sources.
    pub fn start_areas(&mut self, ctx: &egui::Context, editor: &Editor) {
        let areas = AreasSpec { how: how(editor) };
        let name = format!("zones-{}", editor.day());
        self.start_work(ctx, editor, (Work::Areas(areas), name, TableFormat::Xlsx.extension()));
    }

    /// Starts the table of the desk as it is seen, or its selected rows.
    pub fn start_desk(
        &mut self,
        ctx: &egui::Context,
        editor: &Editor,
        derived: &Derived,
        (file, selected): (TableFile, bool),
    ) {
        let session = editor.session();
        let format = match file {
            TableFile::Csv => TableFormat::Csv,
            TableFile::Xlsx => TableFormat::Xlsx,
        };
        let rows = rows(editor, derived);
        let table = TableSpec {
            columns: fields(&session.desk_columns),
            group_by: DeskGroup::column(session.desk_group).map(|by| by.field().to_owned()),
            // Who selects a row means it, whatever was typed since.
            rows: if selected {
                RowsSpec {
                    only: ids(editor, editor.selected_zones().iter()),
                    filter: String::new(),
                    ..rows
                }
            } else {
                rows
            },
            how: how(editor),
            format,
        };
        let name = format!("compare-{}", editor.day());
        self.start_work(ctx, editor, (Work::Table(table), name, format.extension()));
    }

    fn start_work(&mut self, ctx: &egui::Context, editor: &Editor, named: Named) {
        let catalogue = editor.shared_catalogue();
        let (ctx, shared, lang) = (ctx.clone(), catalogue.clone(), editor.session().lang);
        let folder = folder(editor.session().settings.pictures.as_deref());
        let of_job = folder.clone();
        let task = Task::start(move || {
            let store = TileStore::embedded().map_err(anyhow::Error::from);
            let made = store.and_then(|store| make(named, &shared, &store, (lang, &folder)));
            ctx.request_repaint();
            vec![made.map_err(|error| reason(lang, &error))]
        });
        let progress = Arc::new(Progress::default());
        // A table has no base map: it goes where the pictures of this one go.
        let base_map = editor.session().base_map.clone();
        self.running.push(Job { task, progress, catalogue, base_map, lang, folder: of_job });
    }
}

fn how(editor: &Editor) -> HowSpec {
    let session = editor.session();
    let at = editor.as_of();
    HowSpec {
        lang: LangArg::of(LabelLang::One(session.lang)),
        unit: UnitArg::of(session.unit),
        as_of: day_text(at.day),
        clock: ClockArg::of(at.clock),
    }
}

/// The rows as they are listed. Under a broken filter those are listed that the last right one let
/// through.
fn rows(editor: &Editor, derived: &Derived) -> RowsSpec {
    let session = editor.session();
    let desk = &derived.desk;
    let is_right = Filter::read(&session.filter, session.unit).is_ok();
    let listed = desk.order.iter().filter_map(|at| desk.rows.get(*at)).map(|row| &row.index);
    RowsSpec {
        only: if is_right { Vec::new() } else { ids(editor, listed) },
        neighbours: session.neighbours,
        wider: session.wider,
        filter: if is_right { session.filter.clone() } else { String::new() },
        sort: session
            .desk_sort
            .iter()
            .map(|(column, descending)| (column.field().to_owned(), *descending))
            .collect(),
    }
}

fn ids<'a>(editor: &Editor, zones: impl Iterator<Item = &'a usize>) -> Vec<String> {
    let all = &editor.catalogue().zones;
    zones.map(|index| all[*index].id.clone()).collect()
}

fn fields(columns: &[DeskColumn]) -> Vec<String> {
    columns.iter().map(|column| column.field().to_owned()).collect()
}

fn page() -> PageSize {
    PageSize { size: "1920x1080".to_owned(), dpi: DEFAULT_DPI }
}
