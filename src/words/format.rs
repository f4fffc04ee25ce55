//! Dates, figures and areas as each language writes them.

use super::{t, t_with};
use crate::model::{
    Lang,
    as_of::{AsOf, Clock},
    audit::is_rough,
    boundary::Boundary,
    date::{DatePrecision, DateWord, Day, EventDate},
    datum::Crs,
    figure::{Figure, Precision, Quantity, parse_printed},
    measure,
    statement::Person,
    units::{AreaUnit, Unit, group_thousands},
};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month(day: Day) -> &'static str {
    MONTHS[usize::from(day.month().unsigned_abs() - 1)]
}

/// `16 Sep 2021`, `2021年9月16日`.
pub fn day(lang: Lang, day: Day) -> String {
    match lang {
        Lang::En => format!("{} {} {}", day.day(), month(day), day.year()),
        Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
    }
}

/// `Sep 2021`, `2021年9月`.
pub fn month_of(lang: Lang, day: Day) -> String {
    match lang {
        Lang::En => format!("{} {}", month(day), day.year()),
        Lang::Zh => format!("{}年{}月", day.year(), day.month()),
    }
}

/// `As of 16 Sep 2021`, and by which clock where that is not the usual one.
pub fn as_of(lang: Lang, at: AsOf) -> String {
    let date = day(lang, at.day);
    let key = match at.clock {
        Clock::Known => "sheet-as-of-known",
        Clock::True => "sheet-as-of",
    };
    t_with(lang, key, &[("date", &date)])
}

/// A date with its precision and its word.
pub fn date(lang: Lang, date: &EventDate) -> String {
    with_word(lang, date.word, plain_date(lang, date))
}

fn with_word(lang: Lang, word: DateWord, plain: String) -> String {
    let with = |key| t_with(lang, key, &[("date", &plain)]);
    match word {
        DateWord::On => plain,
        DateWord::By => with("date-by"),
        DateWord::Before => with("date-before"),
        DateWord::After => with("date-after"),
        DateWord::About => with("date-about"),
    }
}

/// The year of a date, or its years, with its word: `2021`, `by 2017`, `about 1955–1959`.
pub fn years(lang: Lang, date: &EventDate) -> String {
    let (first, last) = (date.first.year(), date.last.year());
    // A date with one end alone knows the year of that.
    let (first, last) = match date.word {
        DateWord::By | DateWord::Before => (last, last),
        DateWord::After => (first, first),
        DateWord::On | DateWord::About => (first, last),
    };
    let plain = if first == last {
        first.to_string()
    } else {
        span(lang, &first.to_string(), &last.to_string())
    };
    let plain = match lang {
        Lang::En => plain,
        Lang::Zh => format!("{plain}年"),
    };
    with_word(lang, date.word, plain)
}

fn plain_date(lang: Lang, date: &EventDate) -> String {
    let (first, last) = (date.first, date.last);
    match (date.precision, lang) {
        (DatePrecision::Day, _) => day(lang, first),
        (DatePrecision::Month, _) => month_of(lang, first),
        (DatePrecision::Quarter, Lang::En) => {
            format!("Q{} {}", (first.month() + 2) / 3, first.year())
        }
        (DatePrecision::Quarter, Lang::Zh) => {
            let name = ["一", "二", "三", "四"][usize::from(first.month().unsigned_abs() - 1) / 3];
            format!("{}年第{name}季度", first.year())
        }
        (DatePrecision::Year, Lang::En) => first.year().to_string(),
        (DatePrecision::Year, Lang::Zh) => format!("{}年", first.year()),
        (DatePrecision::Range, _) => range(lang, date, first, last),
    }
}

/// A range says only what differs: `10–11 Nov 2014`, `2014年11月10日至11日`.
fn range(lang: Lang, date: &EventDate, first: Day, last: Day) -> String {
    let (from, to) = date.iso.split_once('/').unwrap_or((&date.iso, &date.iso));
    let whole_days = from.len() == 10 && to.len() == 10;
    let same_month = whole_days && first.year() == last.year() && first.month() == last.month();
    match (lang, same_month) {
        (Lang::En, true) => {
            format!("{}–{} {} {}", first.day(), last.day(), month(first), first.year())
        }
        (Lang::Zh, true) => {
            format!("{}年{}月{}日至{}日", first.year(), first.month(), first.day(), last.day())
        }
        (_, false) => {
            let side = |text: &str| {
                text.parse::<EventDate>()
                    .map_or_else(|_| text.to_owned(), |part| plain_date(lang, &part))
            };
            t_with(lang, "date-range", &[("from", &side(from)), ("to", &side(to))])
        }
    }
}

/// A text with another in parentheses, as the language writes them.
pub fn with_remark(lang: Lang, text: &str, remark: &str) -> String {
    match lang {
        Lang::En => format!("{text} ({remark})"),
        Lang::Zh => format!("{text}（{remark}）"),
    }
}

/// What something is called, and what it is.
pub fn with_value(lang: Lang, name: &str, value: &str) -> String {
    match lang {
        Lang::En => format!("{name}: {value}"),
        Lang::Zh => format!("{name}：{value}"),
    }
}

/// From one to another: `2021–2025`, `2021—2025`. English leaves space about a dash between words.
pub fn span(lang: Lang, from: &str, to: &str) -> String {
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    match lang {
        Lang::Zh => format!("{from}—{to}"),
        Lang::En if is_number(from) && is_number(to) => format!("{from}–{to}"),
        Lang::En => format!("{from} – {to}"),
    }
}

/// What the language sets between the parts of a list.
pub fn list_separator(lang: Lang) -> &'static str {
    match lang {
        Lang::En => ", ",
        Lang::Zh => "、",
    }
}

/// The name of the unit a reader chose.
pub fn area_unit(lang: Lang, unit: AreaUnit) -> String {
    t(
        lang,
        match unit {
            AreaUnit::Km2 => "unit-km2",
            AreaUnit::Ha => "unit-ha",
            AreaUnit::Mu => "unit-mu",
        },
    )
}

/// An area with its unit: `35.50 km²` (with a no-break space), `35.50平方公里`.
pub fn area(lang: Lang, unit: AreaUnit, area_m2: f64) -> String {
    join(lang, &unit.format(area_m2), &area_unit(lang, unit))
}

/// An area that is known roughly, such as a tolerance, or a difference: to two digits.
pub fn rough_area(lang: Lang, unit: AreaUnit, area_m2: f64) -> String {
    join(lang, &unit.format_roughly(area_m2), &area_unit(lang, unit))
}

/// The drawn area of an outline in the chosen unit, without it: no more digits than the outline bears.
pub fn drawn_number(unit: AreaUnit, outline: &Boundary) -> String {
    let area_m2 = measure::area_m2(&outline.geometry);
    if is_rough(outline) { unit.format_roughly(area_m2) } else { unit.format(area_m2) }
}

/// The drawn area of an outline, no more exact than the outline: `6.98 km²`, `about 20 km²`.
pub fn drawn_area(lang: Lang, unit: AreaUnit, outline: &Boundary) -> String {
    let area = join(lang, &drawn_number(unit, outline), &area_unit(lang, unit));
    if is_rough(outline) { t_with(lang, "drawn-about", &[("area", &area)]) } else { area }
}

/// The name of a coordinate system.
pub fn system(lang: Lang, crs: Crs) -> String {
    let name = crs.name();
    match lang {
        Lang::En => name,
        Lang::Zh => name
            .replace("Web Mercator", "Web墨卡托")
            .replace("Beijing 1954", "1954年北京坐标系")
            .replace("Xi'an 1980", "1980西安坐标系")
            .replace("° GK", "°带高斯-克吕格")
            .replace(" zone ", "第")
            .replace(", ", "带，")
            .replace("° E", "°E"),
    }
}

pub(super) fn join(lang: Lang, number: &str, unit: &str) -> String {
    match lang {
        _ if unit.is_empty() => number.to_owned(),
        Lang::En => format!("{number}\u{a0}{unit}"),
        Lang::Zh => format!("{number}{unit}"),
    }
}

/// The number of a ground area in the chosen unit: as printed where the source uses that unit.
pub fn area_number(figure: &Figure, unit: AreaUnit) -> Option<String> {
    number_in(figure, &figure.printed, unit)
}

/// One of the numbers that a figure prints, in the chosen unit.
fn number_in(figure: &Figure, printed: &str, unit: AreaUnit) -> Option<String> {
    if printed_in(figure, unit) {
        return Some(printed.to_owned());
    }
    let converted = unit.format(parse_printed(printed)? * figure.unit.area_m2()?);
    // Zeros at the end would claim digits that the source does not give: 83 ha are 0.83 km².
    Some(if converted.contains('.') {
        converted.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        converted
    })
}

/// A ground area in a column of the chosen unit: the number with its qualifier; `None` for figures of other
/// kinds.
pub fn area_cell(lang: Lang, figure: &Figure, unit: AreaUnit) -> Option<String> {
    let ground = figure.quantity.is_ground_area();
    let number = area_number(figure, unit).filter(|_| ground)?;
    Some(qualified(lang, figure, (&number, end_in(figure, unit).as_deref()), ""))
}

/// The end of a range in the chosen unit.
fn end_in(figure: &Figure, unit: AreaUnit) -> Option<String> {
    match &figure.precision {
        Precision::To(end) => number_in(figure, end, unit),
        _ => None,
    }
}

fn printed_in(figure: &Figure, unit: AreaUnit) -> bool {
    matches!(
        (figure.unit, unit),
        (Unit::Km2, AreaUnit::Km2) | (Unit::Ha, AreaUnit::Ha) | (Unit::Mu, AreaUnit::Mu)
    )
}

/// A figure as the source prints it, with its qualifier and its unit or what it counts. Numbers of ten thousands and hundred
/// millions, which English does not count in, are written out in English; billions and large round numbers
/// are counted in 万 and 亿 in Chinese.
pub fn figure(lang: Lang, figure: &Figure) -> String {
    if figure.quantity == Quantity::Rank {
        return qualified(lang, figure, (&ordinal(lang, &figure.printed), None), "");
    }
    let counted = matches!(figure.unit, Unit::Items | Unit::People);
    let noun = figure.noun.as_ref().filter(|_| counted).map(|noun| noun.get(lang));
    let (number, unit) = match (lang, figure.unit, figure.value()) {
        (Lang::En, Unit::WanM2, Some(value)) => (plain_number(value * 10_000.0), "m²"),
        (Lang::En, Unit::WanM3, Some(value)) => (plain_number(value * 10_000.0), "m³"),
        (Lang::En, Unit::YiYuan, Some(value)) => (plain_number(value / 10.0), "billion yuan"),
        (Lang::Zh, Unit::BnUsd, Some(value)) => (plain_number(value * 10.0), "亿美元"),
        (Lang::Zh, Unit::M2, Some(value)) if counts_in_wan(figure, value) => {
            (plain_number(value / 10_000.0), "万平方米")
        }
        (Lang::Zh, Unit::M3, Some(value)) if counts_in_wan(figure, value) => {
            (plain_number(value / 10_000.0), "万立方米")
        }
        (Lang::Zh, Unit::T, Some(value)) if counts_in_wan(figure, value) => {
            (plain_number(value / 10_000.0), "万吨")
        }
        (Lang::Zh, Unit::People, Some(value)) if counts_in_wan(figure, value) => {
            let number = format!("{}万", plain_number(value / 10_000.0));
            return qualified(lang, figure, (&number, None), noun.unwrap_or("人"));
        }
        (_, unit, _) => (figure.printed.clone(), noun.unwrap_or_else(|| unit_name(lang, unit))),
    };
    qualified(lang, figure, (&number, None), unit)
}

/// A place in an order: `6th`, `第6位`.
fn ordinal(lang: Lang, printed: &str) -> String {
    let ending = match (printed.as_bytes(), lang) {
        (_, Lang::Zh) => return format!("第{printed}位"),
        ([.., b'1', b'1' | b'2' | b'3'], Lang::En) => "th",
        ([.., b'1'], Lang::En) => "st",
        ([.., b'2'], Lang::En) => "nd",
        ([.., b'3'], Lang::En) => "rd",
        (_, Lang::En) => "th",
    };
    format!("{printed}{ending}")
}

/// A floor area in a unit that the figures beside it have too: as printed where that is its own.
pub(super) fn floor_in(lang: Lang, figure: &Figure, unit: Unit) -> String {
    let (Some(from), Some(to)) = (figure.unit.area_m2(), unit.area_m2()) else {
        return self::figure(lang, figure);
    };
    let number = |printed: &str| match parse_printed(printed) {
        Some(value) if figure.unit != unit => {
            let value = value * from / to;
            // Ten thousands keep the square metre, smaller units have no parts.
            plain_number(if unit == Unit::WanM2 { value } else { value.round() })
        }
        _ => printed.to_owned(),
    };
    let end = match &figure.precision {
        Precision::To(end) => Some(number(end)),
        _ => None,
    };
    let number = number(&figure.printed);
    qualified(lang, figure, (&number, end.as_deref()), unit_name(lang, unit))
}

/// Square feet in square metres, to as many digits as are printed: `38,900 m²`. `None` for other units.
pub fn feet_in_metres(lang: Lang, figure: &Figure) -> Option<String> {
    let area = figure.area_m2().filter(|_| figure.unit == Unit::SqFt)?;
    let printed: String = figure.printed.chars().filter(char::is_ascii_digit).collect();
    let digits = printed.trim_end_matches('0').len().max(3);
    let mut step = 1.0;
    while area / step >= 10.0 {
        step *= 10.0;
    }
    (1..digits).for_each(|_| step /= 10.0);
    let rounded = (area / step).round() * step;
    let in_wan = lang == Lang::Zh && rounded >= 10_000.0;
    Some(floor(lang, rounded, if in_wan { Unit::WanM2 } else { Unit::M2 }))
}

/// The unit in which floor areas are named together: square feet where all are printed so, in Chinese ten
/// thousands of square metres where the whole is that large, else square metres.
pub(super) fn floor_unit(lang: Lang, whole: &Figure, parts: &[&Figure]) -> Unit {
    let in_feet = |figure: &Figure| figure.unit == Unit::SqFt;
    let large = whole.area_m2().is_some_and(|area| area >= 10_000.0);
    match lang {
        _ if in_feet(whole) && parts.iter().all(|part| in_feet(part)) => Unit::SqFt,
        Lang::Zh if large => Unit::WanM2,
        Lang::Zh | Lang::En => Unit::M2,
    }
}

/// So many square metres in such a unit: `30.1万平方米`.
pub(super) fn floor(lang: Lang, area_m2: f64, unit: Unit) -> String {
    let number = area_m2 / unit.area_m2().unwrap_or(1.0);
    // Ten thousands keep the square metre, smaller units have no parts.
    let number = if unit == Unit::WanM2 { number } else { number.round() };
    join(lang, &plain_number(number), unit_name(lang, unit))
}

/// Whether Chinese counts a number in ten thousands: with two decimals at most.
fn counts_in_wan(figure: &Figure, value: f64) -> bool {
    let is_range = matches!(figure.precision, Precision::To(_));
    !is_range && value >= 10_000.0 && value % 100.0 == 0.0
}

/// A length in metres, from a kilometre on in kilometres, to about four digits.
pub fn length(lang: Lang, metres: f64) -> String {
    let (number, key) = match metres {
        m if m < 100.0 => (format!("{m:.2}"), "unit-metre"),
        m if m < 1000.0 => (format!("{m:.1}"), "unit-metre"),
        m if m < 100_000.0 => (format!("{:.3}", m / 1000.0), "unit-kilometre"),
        m => (group_thousands(&format!("{:.1}", m / 1000.0)), "unit-kilometre"),
    };
    join(lang, &number, &t(lang, key))
}

/// A length that is known roughly: in metres, from a kilometre on in kilometres with one decimal.
pub fn rough_length(lang: Lang, metres: f64) -> String {
    let (number, key) = if metres < 1000.0 {
        (format!("{metres:.0}"), "unit-metre")
    } else {
        (plain_number((metres / 100.0).round() / 10.0), "unit-kilometre")
    };
    join(lang, &number, &t(lang, key))
}

/// A whole number with its thousands grouped.
pub fn count(count: usize) -> String {
    group_thousands(&count.to_string())
}

/// A number with its thousands grouped and no needless zeros.
fn plain_number(value: f64) -> String {
    let text = format!("{value:.4}");
    group_thousands(text.trim_end_matches('0').trim_end_matches('.'))
}

/// A ground area in the chosen unit with its qualifier; other figures as printed.
pub fn figure_in(lang: Lang, figure: &Figure, unit: AreaUnit) -> String {
    match area_number(figure, unit) {
        Some(number) if figure.quantity.is_ground_area() => {
            let end = end_in(figure, unit);
            qualified(lang, figure, (&number, end.as_deref()), &area_unit(lang, unit))
        }
        _ => self::figure(lang, figure),
    }
}

/// A number, or a range whose end is as printed unless another is given, with its qualifier.
fn qualified(
    lang: Lang,
    figure: &Figure,
    (number, end): (&str, Option<&str>),
    unit: &str,
) -> String {
    let value = join(lang, number, unit);
    let with = |key| t_with(lang, key, &[("value", &value)]);
    match &figure.precision {
        Precision::Exactly => value,
        Precision::About => with("precision-about"),
        Precision::Nearly => with("precision-nearly"),
        Precision::Over => with("precision-over"),
        Precision::AtLeast => with("precision-at-least"),
        Precision::UpTo => with("precision-up-to"),
        Precision::To(printed) => {
            let end = end.unwrap_or(printed);
            t_with(lang, "precision-to", &[("value", number), ("end", &join(lang, end, unit))])
        }
    }
}

/// The name of a source's unit, which stands after a number.
pub fn unit_name(lang: Lang, unit: Unit) -> &'static str {
    let (en, zh) = match unit {
        Unit::Km2 => ("km²", "平方公里"),
        Unit::Ha => ("ha", "公顷"),
        Unit::Mu => ("mu", "亩"),
        Unit::M2 => ("m²", "平方米"),
        Unit::WanM2 => ("× 10,000 m²", "万平方米"),
        Unit::SqFt => ("sq ft", "平方英尺"),
        Unit::M3 => ("m³", "立方米"),
        Unit::WanM3 => ("× 10,000 m³", "万立方米"),
        Unit::M => ("m", "米"),
        Unit::Km => ("km", "公里"),
        Unit::T => ("t", "吨"),
        Unit::Yuan => ("yuan", "元"),
        Unit::YiYuan => ("× 100 million yuan", "亿元"),
        Unit::BnUsd => ("billion US dollars", "× 10亿美元"),
        Unit::People => ("people", "人"),
        Unit::Items => ("", ""),
        Unit::Storeys => ("stories", "层"),
    };
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

/// A signed percentage with one decimal and a true minus: `−2.4`.
pub fn percent(value: f64) -> String {
    let rounded = format!("{:.1}", value.abs());
    let zero = rounded == "0.0";
    format!(
        "{}{rounded}",
        if zero {
            ""
        } else if value < 0.0 {
            "−"
        } else {
            "+"
        }
    )
}

/// `Feng Jian, deputy director, Foreign Affairs Office`. Chinese names a person only where a source gives
/// the hanzi; pinyin in a Chinese line is no name.
pub fn person(lang: Lang, person: &Person) -> String {
    match (lang, &person.name_zh) {
        (Lang::En, _) => format!("{}, {}, {}", person.name, person.post.en, person.office.en),
        (Lang::Zh, Some(name)) => format!("{}{} {name}", person.office.zh, person.post.zh),
        (Lang::Zh, None) => format!("{}{}", person.office.zh, person.post.zh),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, en: &str, zh: &str) {
        let parsed: EventDate = text.parse().expect("a date");
        assert_eq!(date(Lang::En, &parsed), en);
        assert_eq!(date(Lang::Zh, &parsed), zh);
    }

    #[test]
    fn dates_read_naturally() {
        check("2021-09-16", "16 Sep 2021", "2021年9月16日");
        check("2018-12", "Dec 2018", "2018年12月");
        check("2013-Q4", "Q4 2013", "2013年第四季度");
        check("by 2023-06", "by Jun 2023", "不晚于2023年6月");
        check("2014-11-10/2014-11-11", "10–11 Nov 2014", "2014年11月10日至11日");
        check("2021/2025", "2021 to 2025", "2021年至2025年");
    }

    #[test]
    fn places_are_ordinals() {
        let en =
            ["1", "2", "3", "6", "11", "12", "13", "21", "112"].map(|at| ordinal(Lang::En, at));
        assert_eq!(en, ["1st", "2nd", "3rd", "6th", "11th", "12th", "13th", "21st", "112th"]);
        assert_eq!(ordinal(Lang::Zh, "6"), "第6位");
    }

    #[test]
    fn ranges_have_the_dash_of_the_language() {
        assert_eq!(span(Lang::En, "2021", "2025"), "2021–2025");
        assert_eq!(span(Lang::Zh, "2021", "2025"), "2021—2025");
        assert_eq!(span(Lang::En, "Jan 2021", "Mar 2022"), "Jan 2021 – Mar 2022");
        assert_eq!(span(Lang::Zh, "2021年1月", "2022年3月"), "2021年1月—2022年3月");
    }

    #[test]
    fn areas_carry_their_unit() {
        assert_eq!(area(Lang::En, AreaUnit::Km2, 35.5e6), "35.50\u{a0}km²");
        assert_eq!(area(Lang::Zh, AreaUnit::Mu, 35.5e6), "53,250亩");
        assert_eq!(rough_area(Lang::En, AreaUnit::Km2, -95_400.0), "−0.095\u{a0}km²");
        assert_eq!(rough_area(Lang::Zh, AreaUnit::Mu, 151_234.0), "227亩");
        assert_eq!(rough_area(Lang::Zh, AreaUnit::Ha, 15_123.0), "1.5公顷");
        assert_eq!(system(Lang::Zh, Crs::Epsg(4548)), "CGCS2000 / 3°带高斯-克吕格 117°E");
        assert_eq!(system(Lang::Zh, Crs::Epsg(4527)), "CGCS2000 / 3°带高斯-克吕格第39带，117°E");
        assert_eq!(percent(-2.386), "−2.4");
        assert_eq!(percent(0.01), "0.0");
    }
}
