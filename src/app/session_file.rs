//! The session as RON, and where it lies. A session that cannot be read is left out, never an
//! error: the window then opens as new.

mod desk;
mod settings;
mod twins;

use std::{fs, path::PathBuf};

use desk::{DeskTwin, columns, group};
use settings::{RecentTwin, SettingsTwin};
use twins::{BookmarkTwin, ColumnTwin, File, GroupTwin, GroupingTwin, TabTwin};

use super::{briefing_file::BriefingTwin, views_file::ViewsTwin};
use crate::formats::store::{self, Existing, StoreError};
use crate::{
    cli::{ThemeArg, UnitArg, picture::ColorByArg},
    editor::{Bookmark, Camera, PanelSizes, Recent, Session, TableSort},
    model::{
        Lang,
        as_of::Clock,
        boundary::LonLat,
        date::{Day, EventDate},
        datum::Crs,
    },
    style::ThemeName,
};

const FORMAT_VERSION: u32 = 1;

/// Where the session is kept; `None` where the system has no such folder.
pub fn path() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "beijing-zones")?;
    Some(folders.data_local_dir().join("session.ron"))
}

/// The session as it was left. `None` for the first start, or a file that cannot be read.
pub fn load(path: &std::path::Path) -> Option<Session> {
    let text = fs::read_to_string(path).ok()?;
    match ron::from_str::<File>(&text) {
        Ok(file) if file.format <= FORMAT_VERSION => Some(to_session(file)),
        Ok(_) | Err(_) => {
            log::warn!("the last session cannot be read and is left out: {}", path.display());
            None
        }
    }
}

/// Saves the session at once or not at all.
pub fn save(path: &std::path::Path, session: &Session) -> Result<(), StoreError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .map_err(|source| StoreError::Io { path: folder.to_owned(), source })?;
    }
    let text =
        ron::ser::to_string_pretty(&from_session(session), ron::ser::PrettyConfig::default())
            .expect("a session of numbers and texts is always RON");
    store::write(path, text.as_bytes(), Existing::Replace)
}

fn from_session(session: &Session) -> File {
    File {
        format: FORMAT_VERSION,
        camera: session.camera.map(|camera| (camera.center.lon, camera.center.lat, camera.zoom)),
        selected: session.selected.clone(),
        as_of: session.as_of.map(|day| day.to_string()),
        known_then: session.clock == Clock::Known,
        unit: UnitArg::of(session.unit),
        chinese: session.lang == Lang::Zh,
        dark: session.theme == ThemeName::Dark,
        theme: Some(ThemeArg::of(session.theme)),
        zones: session.zones,
        neighbours: session.neighbours,
        wider: session.wider,
        roads: session.roads,
        water: session.water,
        districts: session.districts,
        names: session.names,
        coordinates: match session.coordinates {
            Crs::Epsg(code) => format!("EPSG:{code}"),
            crs => crs.name(),
        },
        color_by: ColorByArg::of(session.color_by),
        tab: TabTwin::of(session.tab),
        times: session.times.map(|(first, last)| (first.to_string(), last.to_string())),
        grouping: GroupingTwin::of(session.grouping),
        columns: session.desk_columns.iter().map(|column| column.key().to_owned()).collect(),
        desk_group: session.desk_group.key().to_owned(),
        desk: DeskTwin::of(session),
        matrix: session.matrix,
        filter: session.filter.clone(),
        base_map: session.base_map.clone(),
        aligned: session.aligned,
        briefing: BriefingTwin::of(&session.briefing),
        presets: session
            .presets
            .iter()
            .map(|(name, briefing)| (name.clone(), BriefingTwin::of(briefing)))
            .collect(),
        views: ViewsTwin::of(session),
        overview: session.overview,
        still: session.still,
        bookmarks: session.bookmarks.iter().map(from_bookmark).collect(),
        open_groups: session.open_groups.iter().map(|group| GroupTwin::of(*group)).collect(),
        table: (ColumnTwin::of(session.table.column), session.table.descending),
        panels: (session.panels.left, session.panels.right, session.panels.bottom),
        hidden: session.hidden,
        settings: SettingsTwin::from(&session.settings),
        recent: session.recent.iter().map(RecentTwin::from).collect(),
        window: session.window,
    }
}

fn to_camera((lon, lat, zoom): (f64, f64, f64)) -> Option<Camera> {
    let is_sound =
        (-180.0..=180.0).contains(&lon) && (-85.0..=85.0).contains(&lat) && zoom.is_finite();
    is_sound.then(|| Camera {
        center: LonLat::new(lon, lat),
        zoom: zoom.clamp(crate::scene::viewport::MIN_ZOOM, crate::scene::viewport::MAX_ZOOM),
    })
}

fn from_bookmark(bookmark: &Bookmark) -> BookmarkTwin {
    let Camera { center, zoom } = bookmark.camera;
    BookmarkTwin {
        name: bookmark.name.clone(),
        camera: (center.lon, center.lat, zoom),
        as_of: bookmark.as_of.map(|day| day.to_string()),
        known_then: bookmark.clock == Clock::Known,
        layers: bookmark.layers,
    }
}

/// `None` for one that makes no sense any more.
fn to_bookmark(twin: BookmarkTwin) -> Option<Bookmark> {
    let as_of = twin.as_of.map(|day| day.parse()).transpose().ok()?;
    let clock = clock(twin.known_then);
    Some(Bookmark {
        name: twin.name,
        camera: to_camera(twin.camera)?,
        as_of,
        clock,
        layers: twin.layers,
    })
}

/// Numbers from the file are brought within reason, so that a damaged one cannot hide a panel.
fn to_session(file: File) -> Session {
    Session {
        camera: file.camera.and_then(to_camera),
        selected: file.selected,
        as_of: file.as_of.and_then(|text| text.parse::<EventDate>().ok()).map(|date| date.last),
        clock: clock(file.known_then),
        unit: file.unit.unit(),
        lang: if file.chinese { Lang::Zh } else { Lang::En },
        theme: match file.theme {
            Some(theme) => theme.theme(),
            None if file.dark => ThemeName::Dark,
            None => ThemeName::Light,
        },
        zones: file.zones,
        neighbours: file.neighbours,
        wider: file.wider,
        roads: file.roads,
        water: file.water,
        districts: file.districts,
        names: file.names,
        coordinates: Crs::parse(&file.coordinates).unwrap_or(Crs::Wgs84),
        tab: file.tab.tab(),
        times: file.times.and_then(|(first, last)| {
            Some((first.parse::<Day>().ok()?, last.parse::<Day>().ok()?))
        }),
        grouping: file.grouping.grouping(),
        filter: file.filter,
        desk_sort: file.desk.sort(),
        desk_widths: file.desk.widths(),
        desk_columns: columns(&file.columns),
        desk_group: group(&file.desk_group),
        chart: file.desk.chart(),
        matrix: file.matrix,
        base_map: file.base_map,
        aligned: file.aligned,
        briefing: file.briefing.briefing(),
        presets: file.presets.into_iter().map(|(name, twin)| (name, twin.briefing())).collect(),
        views: file.views.views(),
        second: file.views.second(),
        overview: file.overview,
        still: file.still,
        bookmarks: file.bookmarks.into_iter().filter_map(to_bookmark).collect(),
        color_by: file.color_by.color_by(),
        open_groups: file.open_groups.into_iter().map(GroupTwin::group).collect(),
        table: TableSort { column: file.table.0.column(), descending: file.table.1 },
        panels: PanelSizes {
            left: within(file.panels.0, 200.0, 600.0),
            right: within(file.panels.1, 280.0, 800.0),
            bottom: within(file.panels.2, 80.0, 800.0),
        },
        hidden: file.hidden,
        settings: file.settings.into(),
        recent: file.recent.into_iter().map(Recent::from).take(Recent::MOST).collect(),
        window: (within(file.window.0, 640.0, 16_000.0), within(file.window.1, 400.0, 16_000.0)),
    }
}

fn clock(known_then: bool) -> Clock {
    if known_then { Clock::Known } else { Clock::True }
}

fn within(value: f32, low: f32, high: f32) -> f32 {
    if value.is_finite() { value.clamp(low, high) } else { low }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        editor::{
            SecondView, Settings, Views,
            desk::{ChartChoice, ChartValue, DeskColumn, DeskGroup},
        },
        model::{figure::Quantity, units::AreaUnit},
        scene::timeline::Grouping,
    };

    #[test]
    fn a_session_comes_back_as_it_was_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("data/session.ron");
        let session = Session {
            camera: Some(Camera { center: LonLat::new(116.5, 39.9), zoom: 12.25 }),
            selected: Some("dongba".to_owned()),
            as_of: Some(Day::constant(2019, 6, 1)),
            unit: AreaUnit::Mu,
            lang: Lang::Zh,
            theme: ThemeName::GreySafe,
            wider: true,
            views: Views::SideBySide,
            second: SecondView {
                as_of: Some(Day::constant(2015, 2, 3)),
                base_map: Some("tianditu-imagery".to_owned()),
                line: 0.25,
            },
            overview: false,
            clock: Clock::Known,
            times: Some((Day::constant(2018, 1, 1), Day::constant(2022, 6, 1))),
            grouping: Grouping::Status,
            desk_columns: vec![DeskColumn::Name, DeskColumn::Status, DeskColumn::Drawn],
            desk_group: DeskGroup::Kind,
            desk_widths: vec![(DeskColumn::Status, 140.0), (DeskColumn::Drawn, 61.5)],
            desk_sort: vec![(DeskColumn::Status, false), (DeskColumn::Drawn, true)],
            chart: ChartChoice {
                value: ChartValue::Figure(Quantity::FloorArea),
                across: Some(ChartValue::Column(DeskColumn::Drawn)),
                largest_first: true,
            },
            hidden: [true, false, true],
            settings: Settings {
                system_lang: true,
                scale: 150,
                pictures: Some("/tmp/pictures".into()),
                tour_done: false,
                ..Settings::default()
            },
            recent: vec![
                Recent::Files(vec!["/tmp/a.geojson".into(), "/tmp/b.ron".into()]),
                Recent::BaseMap("https://tiles.example/{z}/{x}/{y}.png".to_owned()),
            ],
            ..Session::default()
        };
        save(&path, &session).expect("saved");
        assert_eq!(load(&path), Some(session));
    }

    #[test]
    fn a_session_of_an_older_version_is_read_and_one_edited_by_hand_brought_within_reason() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("session.ron");
        save(&path, &Session::default()).expect("saved");
        let text = fs::read_to_string(&path).expect("a file");
        let (start, rest) = text.split_once("    desk: (").expect("the table of the desk");
        let (_, end) = rest.split_once("    matrix:").expect("what follows");
        fs::write(&path, format!("{start}    matrix:{end}")).expect("written");
        assert_eq!(load(&path), Some(Session::default()), "without the table of the desk");
        let odd = "desk: Desk(sort: [(\"no-such\", true)], widths: [(\"column-status\", 1e9), \
                   (\"column-drawn\", -4), (\"gone\", 60)], chart: Some(Chart(value: \"gone\"))),";
        fs::write(&path, format!("{start}    {odd}\n    matrix:{end}")).expect("written");
        let session = load(&path).expect("a session");
        assert_eq!(session.desk_sort, Session::default().desk_sort);
        assert_eq!(session.chart, ChartChoice::default());
        let widths = [(DeskColumn::Status, 1200.0), (DeskColumn::Drawn, 40.0)];
        assert_eq!(session.desk_widths, widths);
    }

    #[test]
    fn a_damaged_or_missing_session_is_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("session.ron");
        assert_eq!(load(&path), None);
        fs::write(&path, "Session(format: 1, camera:").expect("written");
        assert_eq!(load(&path), None);
    }
}
