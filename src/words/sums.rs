//! Sums of parts, how figures nest, and how many times one zone goes into another.

use super::{
    area, area_number, area_unit, figure_in,
    format::{floor, floor_in, floor_unit, join},
    list_separator, t_with,
};
use crate::model::{
    Lang,
    as_of::AsOf,
    catalogue::Catalogue,
    figure::{Figure, parse_printed},
    nest::NestItem,
    sums::Sum,
    units::{AreaUnit, Unit},
    zone::Zone,
};

/// `35.5 km² = 12.17 km² (Jinzhan) + … + 22.5 km² unexplained`
pub fn sum(lang: Lang, catalogue: &Catalogue, sum: &Sum<'_>, unit: AreaUnit) -> String {
    let units = (unit, floor_unit(lang, sum.whole, &sum.parts));
    let named = |part: &&Figure| part_words(lang, catalogue, part, units);
    let parts: Vec<String> = sum.parts.iter().map(named).collect();
    let rest = if sum.whole.quantity.is_ground_area() {
        rest_area(lang, sum, unit)
    } else {
        floor(lang, sum.rest_m2.abs(), units.1)
    };
    let key = if sum.adds_up && rounding_shows(sum, unit) {
        "sum-adds-up-unrounded"
    } else if sum.adds_up {
        "sum-adds-up"
    } else if sum.rest_m2 > 0.0 {
        "sum-rest"
    } else {
        "sum-over"
    };
    let (whole, parts) = (shown(lang, sum.whole, units), parts.join(" + "));
    let values = [("whole", whole.as_str()), ("parts", &parts), ("rest", &rest)];
    let line = t_with(lang, key, &values);
    if sum.ours.is_empty() {
        return line;
    }
    let names: Vec<&str> = sum
        .ours
        .iter()
        .filter_map(|part| Some(catalogue.scope(&part.scope)?.name.get(lang)))
        .collect();
    let names = names.join(list_separator(lang));
    let ours = t_with(lang, "sum-ours", &[("parts", &names)]);
    match lang {
        Lang::En => format!("{line}; {ours}"),
        Lang::Zh => format!("{line}；{ours}"),
    }
}

/// Whether the numbers that are shown miss the sum that those of the sources make.
fn rounding_shows(sum: &Sum<'_>, unit: AreaUnit) -> bool {
    /// Less than the last digit of any number that is shown.
    const LEAST: f64 = 1e-5;
    let shown = |figure: &Figure| parse_printed(&area_number(figure, unit)?);
    let parts: Option<Vec<f64>> = sum.parts.iter().map(|part| shown(part)).collect();
    let (Some(parts), Some(whole)) = (parts, shown(sum.whole)) else { return false };
    (parts.iter().sum::<f64>() - whole).abs() > LEAST
}

/// That shown numbers miss a sum by rounding alone: `12.17 km² is the sum of 5.95 + 3.19 + 3.02 before
/// rounding`. `None` where they add up, or where more than rounding parts them.
pub fn rounded_sum(lang: Lang, sum: &Sum<'_>, unit: AreaUnit) -> Option<String> {
    let exact = sum.rest_m2.abs() < 1e-6 * sum.whole.area_m2()?;
    if !exact || !sum.whole.quantity.is_ground_area() || !rounding_shows(sum, unit) {
        return None;
    }
    let parts: Option<Vec<String>> = sum.parts.iter().map(|part| area_number(part, unit)).collect();
    let whole = figure_in(lang, sum.whole, unit);
    let values = [("whole", whole.as_str()), ("parts", &parts?.join(" + "))];
    Some(t_with(lang, "sum-rounded", &values))
}

/// What the parts leave, as exact as the roughest of the terms: they would not add up to more decimals.
fn rest_area(lang: Lang, sum: &Sum<'_>, unit: AreaUnit) -> String {
    let decimals = |figure: &Figure| {
        let number = area_number(figure, unit)?;
        Some(number.split_once('.').map_or(0, |(_, fraction)| fraction.len()))
    };
    let terms = sum.parts.iter().copied().chain([sum.whole]);
    let fewest = terms.filter_map(decimals).min();
    let number = fewest.map(|fewest| unit.format_to(sum.rest_m2.abs(), fewest));
    let is_something =
        |number: &String| number.contains(|digit: char| ('1'..='9').contains(&digit));
    match number.filter(is_something) {
        Some(number) => join(lang, &number, &area_unit(lang, unit)),
        None => area(lang, unit, sum.rest_m2.abs()),
    }
}

/// The parts that were not counted. `None` where all were.
pub fn sum_left_out(
    lang: Lang,
    catalogue: &Catalogue,
    sum: &Sum<'_>,
    unit: AreaUnit,
) -> Option<String> {
    if sum.left_out.is_empty() {
        return None;
    }
    let units = (unit, floor_unit(lang, sum.whole, &sum.parts));
    let named = |part: &&Figure| part_words(lang, catalogue, part, units);
    let parts: Vec<String> = sum.left_out.iter().map(named).collect();
    let parts = parts.join(match lang {
        Lang::En => ", ",
        Lang::Zh => "、",
    });
    Some(t_with(lang, "sum-left-out", &[("parts", &parts)]))
}

/// A ground area in the chosen unit, a floor area in the one of its line.
fn shown(lang: Lang, part: &Figure, (unit, floors): (AreaUnit, Unit)) -> String {
    if part.quantity.is_ground_area() {
        figure_in(lang, part, unit)
    } else {
        floor_in(lang, part, floors)
    }
}

fn part_words(lang: Lang, catalogue: &Catalogue, part: &Figure, unit: (AreaUnit, Unit)) -> String {
    let scope = catalogue.scope(&part.scope).map_or("", |scope| scope.name.get(lang));
    match lang {
        Lang::En => format!("{} ({scope})", shown(lang, part, unit)),
        Lang::Zh => format!("{}（{scope}）", shown(lang, part, unit)),
    }
}

/// Where a figure lies among the others of its name, in one sentence or two.
pub fn nest_line(
    lang: Lang,
    catalogue: &Catalogue,
    items: &[NestItem<'_>],
    at: usize,
    unit: AreaUnit,
) -> String {
    let named = |figure: &Figure| part_words(lang, catalogue, figure, (unit, Unit::M2));
    let item = &items[at];
    let this = named(item.figure);
    let mut text = match item.parent {
        Some(parent) => {
            let whole = named(items[parent].figure);
            let key = if item.stated { "nesting-in" } else { "nesting-in-ours" };
            t_with(lang, key, &[("figure", &this), ("whole", &whole)])
        }
        None => t_with(lang, "nesting-alone", &[("figure", &this)]),
    };
    if let Some(other) = item.conflict {
        let other = figure_in(lang, other, unit);
        let conflict = t_with(lang, "nesting-conflict", &[("figure", &this), ("other", &other)]);
        text = match lang {
            Lang::En => format!("{text}. {conflict}"),
            Lang::Zh => format!("{text}。{conflict}"),
        };
    }
    text
}

/// How many of the smaller zone are as large as the larger, by their published areas, else by the drawn
/// ones. `None` where one has neither.
pub fn ratio(
    lang: Lang,
    (one, drawn_one): (&Zone, Option<f64>),
    (other, drawn_other): (&Zone, Option<f64>),
    (at, unit): (AsOf, AreaUnit),
) -> Option<String> {
    let published = |zone: &Zone| zone.headline_on(at)?.area_m2();
    let (key, a, b) = match (published(one), published(other)) {
        (Some(a), Some(b)) => ("ratio-published", a, b),
        _ => ("ratio-drawn", drawn_one?, drawn_other?),
    };
    let (large, small, a, b) = if a >= b { (one, other, a, b) } else { (other, one, b, a) };
    let times = a / b;
    let times = if times < 10.0 { format!("{times:.1}") } else { format!("{times:.0}") };
    let times = times.trim_end_matches(".0");
    let area_of = |zone: &Zone, m2: f64| match zone.headline_on(at) {
        Some(figure) if key == "ratio-published" => figure_in(lang, figure, unit),
        _ => area(lang, unit, m2),
    };
    let values = [
        ("large", large.name.short(lang).to_owned()),
        ("small", small.name.short(lang).to_owned()),
        ("large-area", area_of(large, a)),
        ("small-area", area_of(small, b)),
        ("times", times.to_owned()),
    ];
    Some(t_with(lang, key, &values.each_ref().map(|(key, value)| (*key, value.as_str()))))
}
