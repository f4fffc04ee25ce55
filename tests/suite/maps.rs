//! The maps of pages: what their furniture leaves free, what their views show, and that the legend
//! shows the signs of the map.

use std::{collections::BTreeSet, sync::LazyLock};

use beijing_zones::{
    basemap::TileStore,
    formats::catalogue::embedded,
    jobs::parallel_map,
    model::{Lang, boundary::Boundary, catalogue::Catalogue, zone::Zone},
    scene::{
        Item, LabelLang, WorldPoint,
        sheet::{DrawnMap, Sheet, SheetInput, Subject, compose},
    },
    style::{Ink, Layout, Palette},
    text::{Weight, shape::width_em},
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

/// The map of a page with its numeric scale.
struct Made {
    /// Zone and layout.
    name: String,
    zone: usize,
    map: DrawnMap,
    scale: Option<String>,
    /// Meters on the ground per meter on paper, of the map's middle.
    exact: Option<f64>,
}

/// The pages of all zones in layouts of different shapes.
static MADE: LazyLock<Vec<Made>> = LazyLock::new(|| {
    let layouts = [
        ("sheet", (1920, 1080), None),
        ("slide-4x3", (1600, 1200), None),
        ("a4", (1286, 910), Some(110.0)),
        ("a3-portrait", (910, 1286), Some(80.0)),
    ];
    let zones = 0..CATALOGUE.zones.len();
    let wanted: Vec<(usize, SheetInput<'_>)> = zones
        .flat_map(|zone| {
            layouts.map(|(id, size, dpi)| {
                let layout = Layout::named(id).expect("a layout");
                (zone, SheetInput { layout, size, dpi, ..input(zone) })
            })
        })
        .collect();
    parallel_map(&wanted, |(zone, input)| {
        let mut sheet = page(input);
        let scale = sheet.scene.items.iter().find_map(|item| match item {
            Item::Text { text, .. } => Some(text.text.strip_prefix("1:")?.replace(',', "")),
            _ => None,
        });
        let map = sheet.maps.remove(0);
        let metres = map.view.metres_per_pixel() / f64::from(sheet.scene.scale);
        let exact = input.dpi.map(|dpi| metres * dpi / 0.0254);
        let name = format!("{} on {}", CATALOGUE.zones[*zone].id, input.layout.id);
        Made { name, zone: *zone, map, scale, exact }
    })
});

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
    for Made { name, zone, map, .. } in MADE.iter() {
        let Some(outline) = outline(*zone) else { continue };
        for (at, place) in grid(map, 8.0) {
            let hidden = map.furniture.iter().any(|rect| {
                (rect.x..rect.right()).contains(&at[0]) && (rect.y..rect.bottom()).contains(&at[1])
            });
            assert!(!(hidden && covers(outline, place)), "{name}");
        }
        for (number, rect) in map.furniture.iter().enumerate() {
            assert!(map.frame.contains_rect(rect), "{name}");
            assert!(!map.furniture[number + 1..].iter().any(|other| other.intersects(rect)));
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
        let [x, y] = map.view.to_screen(WorldPoint::from_lon_lat(
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
    const STEP: f32 = 6.0;
    for Made { name, zone, map, .. } in MADE.iter() {
        for &shown in map.zones.iter().filter(|shown| *shown != zone) {
            let name = format!("{} on the page of {name}", CATALOGUE.zones[shown].id);
            let outline = outline(shown).expect("an outline");
            let (low, high) = outline.geometry.bounds();
            let corner = |at| map.view.to_screen(WorldPoint::from_lon_lat(at));
            let ([west, south], [east, north]) = (corner(low), corner(high));
            if west >= 0.0 && north >= 0.0 && east <= map.frame.width && south <= map.frame.height {
                continue;
            }
            assert!((east - west).max(south - north) > 12.0, "half a marker of {name}");
            let seen = grid(map, STEP).filter(|(_, place)| covers(outline, *place)).count();
            #[expect(clippy::cast_precision_loss, reason = "a count of points")]
            let area = seen as f32 * STEP * STEP;
            assert!(area > 500.0, "{area} square pixels of {name}");
        }
        for label in &map.labels {
            assert!(label.zone.is_none_or(|zone| map.zones.contains(&zone)), "{label:?}");
        }
    }
}

/// A name stands in no smaller zone than its own, nor in the one that the page is about.
#[test]
fn no_name_of_a_zone_stands_on_a_part_of_it_or_on_the_subject() {
    let area = |index: usize| {
        outline(index).map_or(0.0, |at| beijing_zones::model::measure::area_m2(&at.geometry))
    };
    for Made { name, zone, map, .. } in MADE.iter() {
        for label in &map.labels {
            let Some(own) = label.zone.filter(|own| own != zone) else { continue };
            if is_position(own) {
                continue;
            }
            let inside = outline(own).expect("an outline");
            for rect in &label.boxes {
                let middle = [rect.x + rect.width / 2.0, rect.y + rect.height / 2.0];
                let at = map
                    .view
                    .to_world([middle[0] - map.frame.x, middle[1] - map.frame.y])
                    .to_lon_lat();
                let place = [at.lon, at.lat];
                if !covers(inside, place) {
                    continue;
                }
                for &other in map.zones.iter().filter(|other| **other != own) {
                    let is_part = area(other) < area(own) && area(other) > 0.0;
                    let hidden = is_part && outline(other).is_some_and(|at| covers(at, place));
                    let ids = [own, other].map(|index| CATALOGUE.zones[index].id.as_str());
                    assert!(!hidden, "{ids:?}: {name}");
                }
            }
        }
    }
}

/// Names of zones can be read on their fills, and lines to them end at their letters.
#[test]
fn names_of_zones_are_readable_and_their_lines_reach_them() {
    let palette = Palette::of(input(0).theme);
    for Made { name, zone, map, .. } in MADE.iter() {
        for label in map.labels.iter().filter(|label| label.zone.is_some()) {
            let own = label.zone.expect("a zone");
            let alpha = if own == *zone { 0.22 } else { 0.13 };
            let fill = palette.zone(own).with_alpha(alpha).over(palette.ink(Ink::Land));
            let contrast = label.color.contrast(fill);
            assert!(contrast >= 4.4, "{contrast}: {} on {name}", CATALOGUE.zones[own].id);
            let Some([_, end]) = label.leader else { continue };
            let near = label.texts.iter().any(|text| {
                let width = width_em(&text.text, text.weight) * text.size;
                (text.at[0] - 3.0..=text.at[0] + width + 3.0).contains(&end[0])
                    && (text.at[1] - text.size - 3.0..=text.at[1] + 4.0).contains(&end[1])
            });
            assert!(near, "{label:?} on {name}");
        }
    }
}

/// A name beside its zone is close to it in the middle of a side, or a line leads there; such lines do
/// not cross.
#[test]
fn names_beside_their_zones_stand_close_or_have_a_line() {
    const CLOSE: f32 = 13.0;
    for Made { name, map, .. } in MADE.iter() {
        let mut lines: Vec<[[f32; 2]; 2]> = Vec::new();
        for label in map.labels.iter().filter(|label| label.zone.is_some()) {
            let own = label.zone.expect("a zone");
            let whose = format!("{} on {name}", CATALOGUE.zones[own].id);
            if let Some(line) = label.leader {
                let crossed = lines.iter().any(|other| cross(line, *other));
                assert!(!crossed, "the line of {whose} crosses another");
                lines.push(line);
                continue;
            }
            let inside = outline(own).expect("an outline");
            let (low, high) = inside.geometry.bounds();
            let corner = |at| map.view.to_screen(WorldPoint::from_lon_lat(at));
            let ([west, south], [east, north]) = (corner(low), corner(high));
            if is_position(own) || (east - west).max(south - north) < 40.0 {
                continue;
            }
            let rect = label.boxes[0];
            let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
            let close = [
                [x, y],
                [x, rect.y - CLOSE],
                [x, rect.bottom() + CLOSE],
                [rect.x - CLOSE, y],
                [rect.right() + CLOSE, y],
            ]
            .iter()
            .any(|at| {
                let at = map.view.to_world([at[0] - map.frame.x, at[1] - map.frame.y]).to_lon_lat();
                covers(inside, [at.lon, at.lat])
            });
            assert!(close, "{whose} stands off");
        }
    }
}

/// Whether two lines meet (the signs of areas of triangles).
fn cross([a, b]: [[f32; 2]; 2], [c, d]: [[f32; 2]; 2]) -> bool {
    let turn = |from: [f32; 2], to: [f32; 2], at: [f32; 2]| {
        ((to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0])).signum()
    };
    turn(a, b, c) != turn(a, b, d) && turn(c, d, a) != turn(c, d, b)
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
    const DIGITS: [&str; 11] = ["1", "125", "15", "2", "25", "3", "4", "5", "6", "75", "8"];
    for Made { name, scale, exact, .. } in MADE.iter() {
        let Some(exact) = exact else {
            assert_eq!(*scale, None, "{name}");
            continue;
        };
        let scale = scale.as_ref().expect("a scale");
        assert!(DIGITS.contains(&scale.trim_end_matches('0')), "1:{scale} of {name}");
        let said: f64 = scale.parse().expect("a number");
        assert!((exact / said - 1.0).abs() < 0.005, "1:{exact} is said to be 1:{said}: {name}");
    }
}

/// The colors of the legend are those of the map: of a lake in a larger zone, and of a park.
#[test]
fn the_legend_has_the_colors_of_the_map() {
    let palette = Palette::of(input(0).theme);
    for (id, ground, whole) in [
        ("yanqi-lake", Ink::Water, Some("yanqi-convention-area")),
        ("wenyu-river-park", Ink::Park, None),
    ] {
        let fill = |id: &str, alpha: f32| palette.zone(zone(id)).with_alpha(alpha);
        let below = palette.ink(ground);
        let below = whole.map_or(below, |whole| fill(whole, 0.13).over(below));
        let wanted = fill(id, 0.16).over(below);
        let sheet = page(&input(zone(id)));
        let has = sheet.scene.items.iter().any(|item| {
            matches!(item, Item::Fill { path, color } if *color == wanted
                && path.subpaths[0].len() == 4 && path.subpaths[0][0][0] > 1000.0)
        });
        assert!(has, "{id}: {wanted:?}");
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
