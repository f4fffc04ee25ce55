//! The fields of a layer's file, as people read them: `area_ha: 3.8` is an area of 3.8 ha.

use super::{format::join, t, unit_name, with_value};
use crate::model::{Lang, units::Unit, zone::Field};

/// Keys as files write them, in small letters and without a unit at their end, and what they mean. What a
/// file's column means is only said where its name leaves no doubt.
const KNOWN: [(&[&str], &str); 24] = [
    (&["area_published", "published_area", "published"], "field-area-published"),
    (&["area", "shape_area", "st_area", "面积"], "field-area"),
    (&["site_area", "land_area", "用地面积"], "field-site"),
    (&["floor_area", "gfa", "建筑面积"], "field-floor"),
    (&["far", "floor_area_ratio", "plot_ratio", "容积率"], "field-floor-ratio"),
    (&["perimeter", "shape_length", "shape_leng", "周长"], "field-perimeter"),
    (&["length", "长度"], "field-length"),
    (&["height", "高度"], "field-height"),
    (&["floors", "storeys", "stories", "levels", "building:levels", "层数"], "field-storeys"),
    (&["population", "pop", "人口"], "field-population"),
    (&["kind", "type", "类型"], "field-kind"),
    (&["class", "category", "fclass", "类别"], "field-class"),
    (&["landuse", "land_use", "use", "用地性质", "用途"], "field-land-use"),
    (&["status", "状态"], "field-status"),
    (&["owner", "权属", "权利人"], "field-owner"),
    (&["address", "addr", "地址"], "field-address"),
    (&["code", "编号", "编码"], "field-code"),
    (&["year", "年份"], "field-year"),
    (&["date", "日期"], "field-date"),
    (&["source", "published_source", "来源"], "field-source"),
    (&["published_unit"], "field-unit"),
    (&["part_of"], "field-part-of"),
    (&["title", "label", "alias", "别名"], "field-title"),
    (&["description", "remark", "remarks", "note", "notes", "comment", "备注"], "field-remark"),
];

/// Units that stand at the end of a key.
const UNITS: [(&str, Unit); 9] = [
    ("_km2", Unit::Km2),
    ("_sqkm", Unit::Km2),
    ("_ha", Unit::Ha),
    ("_mu", Unit::Mu),
    ("_m2", Unit::M2),
    ("_sqm", Unit::M2),
    ("_m3", Unit::M3),
    ("_km", Unit::Km),
    ("_m", Unit::M),
];

/// A field in words with the unit that its key names: `Height: 45 m`. `None` where its key says nothing that
/// we are sure of.
pub fn field(lang: Lang, field: &Field) -> Option<String> {
    let key = field.key.trim().to_lowercase().replace([' ', '-'], "_");
    let ending = UNITS.iter().find_map(|(end, unit)| Some((key.strip_suffix(end)?, *unit)));
    let (name, unit) = match ending {
        Some((name, unit)) => (name, unit_name(lang, unit)),
        None => (key.as_str(), ""),
    };
    let (_, words) = KNOWN.iter().find(|(keys, _)| keys.contains(&name))?;
    let value =
        if unit.is_empty() { field.value.to_string() } else { join(lang, &field.value, unit) };
    Some(with_value(lang, &t(lang, words), &value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_columns_have_names_and_units_others_stay() {
        #[track_caller]
        fn check(key: &str, value: &str, en: Option<&str>, zh: Option<&str>) {
            let of = Field { key: key.into(), value: value.into() };
            assert_eq!(field(Lang::En, &of).as_deref(), en, "{key}");
            assert_eq!(field(Lang::Zh, &of).as_deref(), zh, "{key}");
        }
        check("area_published", "3.827", Some("Published area: 3.827"), Some("公布面积：3.827"));
        check("Area_ha", "3.8", Some("Area: 3.8\u{a0}ha"), Some("面积：3.8公顷"));
        check("height_m", "45", Some("Height: 45\u{a0}m"), Some("高度：45米"));
        check("building:levels", "3", Some("Stories: 3"), Some("层数：3"));
        check("xyz_7", "on", None, None);
        check("gamma_m", "2", None, None);
    }
}
