//! What a figure is about.

use super::{quantity, t};
use crate::model::{
    Lang,
    catalogue::Catalogue,
    figure::{Figure, Quantity},
};

/// What a figure is about: its scope and, where neither name nor unit says it already, its quantity.
pub fn figure_title(lang: Lang, catalogue: &Catalogue, figure: &Figure) -> String {
    let scope = catalogue.scope(&figure.scope).map_or("", |scope| scope.name.get(lang));
    // What was paid or earned, unless for a whole zone, is a scope of its own, whose name says it.
    let of_a_zone = || catalogue.zones.iter().any(|zone| zone.scope == figure.scope);
    if figure.quantity == Quantity::Money && !of_a_zone() {
        return scope.to_owned();
    }
    titled(lang, scope, figure.quantity)
}

fn titled(lang: Lang, scope: &str, of: Quantity) -> String {
    if matches!(of, Quantity::Count | Quantity::Rank) {
        return scope.to_owned();
    }
    let (en, zh) = said_by(of);
    let (name, words) = match lang {
        Lang::En => (scope.to_lowercase(), en),
        Lang::Zh => (scope.to_owned(), zh),
    };
    if words.iter().any(|word| name.contains(word)) {
        return scope.to_owned();
    }
    let of = match of {
        // The name says that it lies below ground.
        Quantity::FloorAreaBelow if name.contains("underground") || name.contains("地下") => {
            t(lang, "quantity-floor")
        }
        of => quantity(lang, of),
    };
    match lang {
        Lang::En => format!("{scope}, {of}"),
        Lang::Zh => format!("{scope}，{of}"),
    }
}

/// Words of a scope's name that say what is measured, in English and in Chinese: after "long side" no
/// "length" is wanted.
fn said_by(of: Quantity) -> (&'static [&'static str], &'static [&'static str]) {
    match of {
        Quantity::Length => (
            &["length", "long side", "short side", "width", "span", "frontage", "shore"],
            &["长度", "长边", "短边", "宽度", "跨度", "临街", "岸线"],
        ),
        Quantity::Distance => (&["distance"], &["距离"]),
        Quantity::Height => (&["height"], &["高度"]),
        Quantity::Depth => (&["depth"], &["深度", "水深"]),
        Quantity::Volume => (&["storage"], &["库容"]),
        Quantity::Capacity => (&["capacity", "visitors"], &["容量", "参观者"]),
        Quantity::Population => (&["population"], &["人口"]),
        Quantity::WaterArea => (&[", water"], &["水面"]),
        Quantity::FloorArea
        | Quantity::LandArea
        | Quantity::SiteArea
        | Quantity::FloorAreaAbove
        | Quantity::FloorAreaBelow
        | Quantity::SurfaceArea
        | Quantity::Mass
        | Quantity::Money
        | Quantity::Count
        | Quantity::Rank => (&[], &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_what_is_measured_once() {
        #[track_caller]
        fn check(of: Quantity, names: [&str; 2], titles: [&str; 2]) {
            assert_eq!(
                [Lang::En, Lang::Zh].map(|lang| titled(lang, names[lang as usize], of)),
                titles
            );
        }
        let side = ["Main building, long side", "主体长边"];
        check(Quantity::Length, side, side);
        let road = ["Dongwei Road", "东苇路"];
        check(Quantity::Length, road, ["Dongwei Road, length", "东苇路，长度"]);
        let below = ["Lize, underground", "丽泽地下空间"];
        check(
            Quantity::FloorAreaBelow,
            below,
            ["Lize, underground, floor area", "丽泽地下空间，建筑面积"],
        );
        let tasks = ["Key tasks of the plan", "规划重点任务"];
        check(Quantity::Count, tasks, tasks);
    }
}
