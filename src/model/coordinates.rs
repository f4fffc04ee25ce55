//! A position as people write it: degrees in several forms, or metres of a grid.

use super::{boundary::LonLat, datum::Crs};

/// What a written position may mean: a system, and where it would then be in WGS-84.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    pub crs: Crs,
    pub at: LonLat,
}

/// Systems in which a position in degrees may be meant.
const IN_DEGREES: [Crs; 3] = [Crs::Wgs84, Crs::Gcj02, Crs::Bd09];
/// Grids of Beijing without a zone's number before the easting.
const GRIDS: [Crs; 3] = [Crs::Epsg(4548), Crs::Epsg(4547), Crs::Epsg(32650)];
/// Degrees of China and its seas, generously.
const LONGITUDES: std::ops::RangeInclusive<f64> = 70.0..=140.0;
const LATITUDES: std::ops::RangeInclusive<f64> = 0.0..=56.0;

/// The systems in which a position is shown and copied.
pub const SHOWN: [Crs; 7] = [
    Crs::Wgs84,
    Crs::Cgcs2000,
    Crs::Gcj02,
    Crs::Bd09,
    Crs::Epsg(4548),
    Crs::Epsg(32650),
    Crs::Epsg(3857),
];

/// Reads `116.3975, 39.9087`, `39.9087 N 116.3975 E`, `39°54'26"N, 116°23'29"E`,
/// `北纬39.9087度 东经116.3975度`, `448000 4419000` and the like. Empty where the text is no position in
/// China.
pub fn read(text: &str) -> Vec<Reading> {
    let Some([first, second]) = numbers(text) else { return Vec::new() };
    let (lon, lat) = match (first.axis, second.axis) {
        (Some(Axis::East), Some(Axis::East)) | (Some(Axis::North), Some(Axis::North)) => {
            return Vec::new();
        }
        (Some(Axis::East), _) | (_, Some(Axis::North)) => (first.value, second.value),
        (Some(Axis::North), _) | (_, Some(Axis::East)) => (second.value, first.value),
        (None, None) => in_order(first.value, second.value),
    };
    let systems: &[Crs] = if LONGITUDES.contains(&lon) && LATITUDES.contains(&lat) {
        &IN_DEGREES
    } else if (1.8e6..6e6).contains(&lat) && (1e5..9e5).contains(&lon) {
        &GRIDS
    } else if (1.8e6..6e6).contains(&lat) && lon > 1e6 {
        return of_zone(lon, lat).into_iter().collect();
    } else {
        &[]
    };
    let reading = |crs: &Crs| {
        let at = crs.converter().to_wgs84([lon, lat])?;
        Some(Reading { crs: *crs, at })
    };
    systems.iter().filter_map(reading).collect()
}

/// Easting and northing, or longitude and latitude, whichever came first.
fn in_order(first: f64, second: f64) -> (f64, f64) {
    let is_grid = first > 1e4 && second > 1e4;
    let first_is_north = if is_grid {
        // Chinese lists have the northing first, others the easting; a northing has seven digits.
        (1.8e6..6e6).contains(&first) && !(1.8e6..6e6).contains(&second)
    } else {
        !LONGITUDES.contains(&first) && LONGITUDES.contains(&second)
    };
    if first_is_north { (second, first) } else { (first, second) }
}

/// A grid whose easting begins with the number of its zone: of three degrees from 25, of six below.
fn of_zone(easting: f64, northing: f64) -> Option<Reading> {
    let zone = (easting / 1e6).floor();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "13 to 45")]
    let code = match zone {
        13.0..=23.0 => 4491 + (zone as u32 - 13),
        25.0..=45.0 => 4513 + (zone as u32 - 25),
        _ => return None,
    };
    let crs = Crs::from_epsg(code)?;
    Some(Reading { crs, at: crs.converter().to_wgs84([easting, northing])? })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Axis {
    East,
    North,
}

#[derive(Debug, Clone, Copy)]
struct Number {
    value: f64,
    axis: Option<Axis>,
}

/// The two numbers of a text, of degrees, minutes and seconds each made one. `None` where there are
/// not two, or where other words stand between them.
fn numbers(text: &str) -> Option<[Number; 2]> {
    let text =
        text.replace("北纬", "N").replace("东经", "E").replace("纬度", "N").replace("经度", "E");
    let mut found: Vec<Number> = Vec::new();
    // Of the number that is being put together: the unit that came last.
    let mut unit = 0_u8;
    let mut ahead: Option<Axis> = None;
    let mut chars = text.chars().map(ascii).peekable();
    while let Some(c) = chars.next() {
        match c {
            '0'..='9' | '-' | '+' | '.' => {
                let mut digits = String::from(c);
                while let Some(next) = chars.peek().filter(|c| c.is_ascii_digit() || **c == '.') {
                    digits.push(*next);
                    chars.next();
                }
                let value: f64 = digits.parse().ok()?;
                while chars.peek() == Some(&' ') {
                    chars.next();
                }
                let (next_unit, share) = match chars.peek() {
                    Some('°' | '度') => (1, 1.0),
                    Some('\'' | '′' | '’' | '分') => (2, 1.0 / 60.0),
                    Some('"' | '″' | '”' | '秒') => (3, 1.0 / 3600.0),
                    _ => (0, 1.0),
                };
                if next_unit > 0 {
                    chars.next();
                }
                match found.last_mut() {
                    Some(number) if next_unit > 1 && next_unit > unit && unit > 0 => {
                        number.value += value * share;
                    }
                    _ if next_unit > 1 => return None,
                    _ => found.push(Number { value, axis: ahead.take() }),
                }
                unit = next_unit;
            }
            'N' | 'n' | 'E' | 'e' => {
                let axis = if matches!(c, 'N' | 'n') { Axis::North } else { Axis::East };
                match found.last_mut() {
                    Some(number) if number.axis.is_none() && ahead.is_none() => {
                        number.axis = Some(axis);
                    }
                    _ => ahead = Some(axis),
                }
                unit = 0;
            }
            ' ' | ',' | ';' | '/' | '(' | ')' | '[' | ']' | ':' | '\t' => {}
            _ => return None,
        }
    }
    <[Number; 2]>::try_from(found).ok()
}

/// Full-width digits and marks as plain ones.
fn ascii(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '、' => ',',
        _ => c,
    }
}

/// A position in a system, as it is shown and copied: `39.90734, 116.39126` with latitude first as
/// people read degrees, or easting and northing in metres. `None` outside the system's reach.
pub fn write(crs: Crs, at: LonLat) -> Option<String> {
    let [x, y] = crs.converter().from_wgs84(at)?;
    Some(if crs.is_geographic() { format!("{y:.6}, {x:.6}") } else { format!("{x:.2}, {y:.2}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, lon: f64, lat: f64) {
        let readings = read(text);
        let first = readings.first().unwrap_or_else(|| panic!("{text:?} is not read"));
        assert_eq!(first.crs, Crs::Wgs84, "{text}");
        let apart = (first.at.lon - lon).abs().max((first.at.lat - lat).abs());
        assert!(apart < 1e-5, "{text}: {:?}", first.at);
    }

    #[test]
    fn degrees_are_read_in_the_forms_that_people_use() {
        for text in [
            "116.39126, 39.90734",
            "39.90734 116.39126",
            "39.90734,116.39126",
            "(116.39126; 39.90734)",
            "39.90734 N, 116.39126 E",
            "N39.90734 E116.39126",
            "39.90734°N 116.39126°E",
            "39.90734N116.39126E",
            "东经116.39126° 北纬39.90734°",
            "北纬39.90734度，东经116.39126度",
            "经度：116.39126，纬度：39.90734",
            "１１６.３９１２６，３９.９０７３４",
            "39°54′26.424″N 116°23′28.536″E",
            "39° 54' 26.424\" N, 116° 23' 28.536\" E",
            "39度54分26.424秒 116度23分28.536秒",
        ] {
            reads(text, 116.391_26, 39.907_34);
        }
        assert_eq!(read("116.39, 39.9").len(), 3, "it may be meant in three datums");
    }

    #[test]
    fn grids_are_told_by_their_digits() {
        let at = LonLat::new(116.5, 39.9);
        for code in [4548_u32, 4527, 4526, 4498] {
            let crs = Crs::from_epsg(code).expect("known");
            let [x, y] = crs.converter().from_wgs84(at).expect("in reach");
            for text in [format!("{x:.3} {y:.3}"), format!("{y:.3}, {x:.3}")] {
                let found = read(&text);
                let reading = found.iter().find(|reading| reading.crs == crs);
                let reading = reading.unwrap_or_else(|| panic!("{text} in {code}: {found:?}"));
                assert!((reading.at.lon - at.lon).abs() < 1e-7);
                assert!((reading.at.lat - at.lat).abs() < 1e-7);
            }
        }
    }

    #[test]
    fn what_is_no_position_is_not_read() {
        for text in [
            "",
            "35.5",
            "Dongba",
            "雁栖湖",
            "1 2 3",
            "12, 13",
            "39.9 N 40.1 N",
            "35.5 km²",
            "2021-09-16",
            "116.4",
            "..",
            "39.9 and 116.4",
            "5'3",
            "1e400 1e400",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn a_position_is_written_in_each_system() {
        let at = LonLat::new(116.391_26, 39.907_34);
        assert_eq!(write(Crs::Wgs84, at).expect("in reach"), "39.907340, 116.391260");
        assert_eq!(write(Crs::Gcj02, at).expect("in reach"), "39.908741, 116.397501");
        for crs in SHOWN {
            let text = write(crs, at).expect("in reach");
            if crs == Crs::Epsg(3857) {
                continue;
            }
            let found = read(&text);
            let same = if crs == Crs::Cgcs2000 { Crs::Wgs84 } else { crs };
            let reading = found.iter().find(|reading| reading.crs == same).expect("read again");
            assert!((reading.at.lon - at.lon).abs() < 1e-5, "{crs:?}");
        }
    }
}
