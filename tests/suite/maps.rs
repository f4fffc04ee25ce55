//! The maps of pages: what their furniture leaves free, what their views show, and that the legend
//! shows the signs of the map.

use std::{collections::BTreeSet, sync::LazyLock};

use beijing_zones::{
    basemap::TileStore,
    formats::catalogue::embedded,
    model::{Lang, boundary::Boundary, catalogue::Catalogue, zone::Zone},
    scene::{
        Item, LabelLang,
        sheet::{DrawnMap, Sheet, SheetInput, Subject, compose},
    },
    style::{Layout, MapPlace, Palette},
    text::Weight,
};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| embedded().expect("well formed"));
static STORE: LazyLock<TileStore> = LazyLock::new(|| TileStore::embedded().expect("sound"));

fn input(index: usize) -> SheetInput<'static> {
    let day = CATALOGUE.information_to().expect("a date");
    SheetInput::new(&CATALOGUE, Subject::Zone(index), day)
}

fn page(input: &SheetInput<'_>) -> Sheet {
    compose(input, &STORE).expect("the base map is sound")
}

fn zone(id: &str) -> usize {
    CATALOGUE.zones.iter().position(|zone| zone.id == id).expect("the zone")
}

fn outline(index: usize) -> Option<&'static Boundary> {
    let zone: &'static Zone = &CATALOGUE.zones[index];
    zone.outline_on(input(index).as_of())
}

fn is_position(index: usize) -> bool {
    outline(index).is_some_and(|outline| outline.geometry.polygons().is_empty())
}

/// The layouts with one map, as they are usually made.
fn layouts() -> Vec<SheetInput<'static>> {
    let with_map = |layout: &&Layout| !matches!(layout.map, MapPlace::Absent | MapPlace::Pair);
    let pixels = |layout: &Layout| match layout.size.as_str() {
        "16:9" => ((1920, 1080), None),
        "4:3" => ((1600, 1200), None),
        "a4" | "a3" => ((1286, 910), Some(110.0)),
        "a4-portrait" | "a3-portrait" => ((910, 1286), Some(110.0)),
        _ => ((1684, 1190), Some(36.0)),
    };
    Layout::all()
        .iter()
        .filter(with_map)
        .map(|layout| {
            let (size, dpi) = pixels(layout);
            SheetInput { layout, size, dpi, ..input(0) }
        })
        .collect()
}

/// Positions of a map `step` pixels apart, with their places in the world.
fn grid(map: &DrawnMap, step: f32) -> impl Iterator<Item = ([f32; 2], [f64; 2])> {
    let mut found = Vec::new();
    let mut y = step / 2.0;
    while y < map.frame.height {
        let mut x = step / 2.0;
        while x < map.frame.width {
            let at = map.view.to_world([x, y]).to_lon_lat();
            found.push(([x + map.frame.x, y + map.frame.y], [at.lon, at.lat]));
            x += step;
        }
        y += step;
    }
    found.into_iter()
}

fn covers(outline: &Boundary, [lon, lat]: [f64; 2]) -> bool {
    outline.geometry.contains(beijing_zones::model::boundary::LonLat::new(lon, lat))
}

/// No inset, arrow or bar stands on the zone that a page is about.
#[test]
fn furniture_hides_nothing_of_the_subject() {
    for base in layouts() {
        for index in 0..CATALOGUE.zones.len() {
            let sheet = page(&SheetInput { subject: Subject::Zone(index), ..base });
            let (map, Some(outline)) = (&sheet.maps[0], outline(index)) else { continue };
            let name = format!("{} on {}", CATALOGUE.zones[index].id, base.layout.id);
            for (at, place) in grid(map, 6.0) {
                let hidden = map.furniture.iter().any(|rect| {
                    (rect.x..rect.right()).contains(&at[0])
                        && (rect.y..rect.bottom()).contains(&at[1])
                });
                assert!(!(hidden && covers(outline, place)), "{name}");
            }
            for (number, rect) in map.furniture.iter().enumerate() {
                assert!(map.frame.contains_rect(rect), "{name}");
                assert!(!map.furniture[number + 1..].iter().any(|other| other.intersects(rect)));
            }
        }
    }
}

/// A position is shown at the scale of what is known of it, among named places.
#[test]
fn a_position_is_shown_among_named_places_at_a_scale_of_its_own() {
    let positions: Vec<usize> =
        (0..CATALOGUE.zones.len()).filter(|index| is_position(*index)).collect();
    assert!(positions.len() > 10);
    let mut scales = BTreeSet::new();
    for &index in &positions {
        let id = &CATALOGUE.zones[index].id;
        let sheet = page(&input(index));
        let map = &sheet.maps[0];
        let metres = map.view.metres_per_pixel();
        let across = f64::from(map.frame.width.min(map.frame.height)) * metres;
        scales.insert(format!("{metres:.1}"));
        let accuracy = outline(index).and_then(|outline| outline.accuracy_m).expect("an accuracy");
        assert!(across > accuracy * 2.0, "{id}: {across} for ±{accuracy}");
        let names = map.labels.iter().filter(|label| label.zone.is_none()).count();
        assert!(names >= 2, "{id} has {names} names around it");
        let [x, y] = map.view.to_screen(beijing_zones::scene::WorldPoint::from_lon_lat(
            outline(index).expect("a position").geometry.bounds().0,
        ));
        assert!(x > 40.0 && x < map.frame.width - 40.0 && y > 40.0 && y < map.frame.height - 40.0);
    }
    assert!(scales.len() > positions.len() / 3, "{scales:?}");
    for id in ["dongba-wanda", "beijing-middle-school-dongba-north", "workers-stadium-zone"] {
        let sheet = page(&input(zone(id)));
        let across = f64::from(sheet.maps[0].frame.width) * sheet.maps[0].view.metres_per_pixel();
        assert!(across < 12_000.0, "{id} is shown in {across} m");
    }
}

/// What legend and labels speak of can be seen.
#[test]
fn no_sliver_of_a_zone_is_named_or_explained() {
    const STEP: f32 = 5.0;
    for base in layouts() {
        for index in 0..CATALOGUE.zones.len() {
            let sheet = page(&SheetInput { subject: Subject::Zone(index), ..base });
            let map = &sheet.maps[0];
            for &shown in &map.zones {
                let name = format!(
                    "{} on the page of {} on {}",
                    CATALOGUE.zones[shown].id, CATALOGUE.zones[index].id, base.layout.id
                );
                let outline = outline(shown).expect("an outline");
                let (low, high) = outline.geometry.bounds();
                let corner =
                    |at| map.view.to_screen(beijing_zones::scene::WorldPoint::from_lon_lat(at));
                let ([west, south], [east, north]) = (corner(low), corner(high));
                let whole = west >= 0.0
                    && north >= 0.0
                    && east <= map.frame.width
                    && south <= map.frame.height;
                if whole || shown == index {
                    continue;
                }
                assert!((east - west).max(south - north) > 12.0, "half a marker of {name}");
                let seen = grid(map, STEP).filter(|(_, place)| covers(outline, *place)).count();
                #[expect(clippy::cast_precision_loss, reason = "a count of points")]
                let area = seen as f32 * STEP * STEP;
                assert!(area > 500.0, "{area} square pixels of {name}");
            }
            let told: BTreeSet<usize> = map.zones.iter().copied().collect();
            for label in &map.labels {
                assert!(label.zone.is_none_or(|zone| told.contains(&zone)), "{label:?}");
            }
        }
    }
}

/// The legend has a disc for a zone that the map shows as one, and letters where positions could be
/// taken for each other.
#[test]
fn the_legend_shows_the_signs_of_the_map() {
    let sheet = page(&SheetInput { subject: Subject::Report, ..input(0) });
    let cncc = zone("cncc-2");
    assert!(sheet.maps[0].zones.contains(&cncc));
    let color =
        Palette::of(SheetInput::new(&CATALOGUE, Subject::Report, input(0).day).theme).zone(cncc);
    let discs = sheet
        .scene
        .items
        .iter()
        .filter(|item| {
            matches!(item, Item::Fill { path, color: found }
                if *found == color && path.subpaths.iter().any(|line| line.len() > 60))
        })
        .count();
    assert_eq!(discs, 2, "one on the map, one in the legend");
    for lang in [LabelLang::One(Lang::En), LabelLang::One(Lang::Zh)] {
        let sheet = page(&SheetInput { lang, ..input(zone("jinzhan")) });
        let texts: Vec<&str> = sheet
            .scene
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Text { text, .. } if text.weight == Weight::Bold || text.size > 12.0 => {
                    Some(text.text.as_str())
                }
                _ => None,
            })
            .collect();
        for letter in ["A", "B"] {
            let count = texts.iter().filter(|text| **text == letter).count();
            assert_eq!(count, 2, "{letter} on the map and in the legend");
        }
        assert!(texts.iter().any(|text| text.contains("±1.2")), "{texts:?}");
    }
}

/// A map that the program frames has a round scale on paper.
#[test]
fn the_scale_of_a_printed_page_is_round() {
    const DIGITS: [&str; 12] = ["1", "125", "15", "2", "25", "3", "4", "5", "6", "75", "8", "10"];
    for base in layouts().into_iter().filter(|base| base.dpi.is_some()) {
        for index in 0..CATALOGUE.zones.len() {
            let sheet = page(&SheetInput { subject: Subject::Zone(index), ..base });
            let scale = sheet.scene.items.iter().find_map(|item| match item {
                Item::Text { text, .. } => text.text.strip_prefix("1:"),
                _ => None,
            });
            let scale = scale.expect("a scale").replace(',', "");
            let digits = scale.trim_end_matches('0');
            let name = format!("{} on {}", CATALOGUE.zones[index].id, base.layout.id);
            assert!(DIGITS.contains(&digits), "1:{scale} of {name}");
            let metres = sheet.maps[0].view.metres_per_pixel() / f64::from(sheet.scene.scale);
            let exact = metres * base.dpi.expect("printed") / 0.0254;
            let said: f64 = scale.parse().expect("a number");
            assert!((exact / said - 1.0).abs() < 0.005, "1:{exact} is said to be 1:{said}: {name}");
        }
    }
}

#[test]
fn a_total_is_said_to_be_one() {
    for (lang, wanted) in [(Lang::En, " in all"), (Lang::Zh, "共")] {
        for id in ["cncc-2", "daxing-airport-zone", "china-germany-park"] {
            let index = zone(id);
            let sheet = page(&SheetInput { lang: LabelLang::One(lang), ..input(index) });
            let mut labels = sheet.maps[0].labels.iter().filter(|at| at.zone == Some(index));
            let label = labels.next().expect("a label");
            assert!(label.texts.iter().any(|text| text.text.contains(wanted)), "{label:?}");
        }
    }
}
