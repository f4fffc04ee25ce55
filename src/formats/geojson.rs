//! GeoJSON (RFC 7946): a layer of polygons or points, read as zones and written from them.
//!
//! The file gives shapes, names and what our own files say of an outline. What else it knows of a
//! feature stands in the zone's fields, so that no column is lost.

mod geometry;
mod problem;
mod properties;
mod read;
mod scan;
mod write;

pub use problem::{Advice, Problem, epsg_of_zone};
pub use read::{Layer, ReadError, read};
pub use write::write;

/// The names of properties that mean the same here and there, best first.
mod property {
    pub const ID: &[&str] = &["id"];
    pub const NAME: &[&str] = &["name", "title"];
    pub const NAME_EN: &[&str] = &["name_en", "name:en"];
    pub const NAME_ZH: &[&str] =
        &["name_zh", "name:zh", "名称", "地块名称", "项目名称", "片区名称", "宗地名称", "地名"];
    pub const PINYIN: &[&str] = &["pinyin"];
    pub const DISTRICT: &[&str] = &["district"];
    pub const DISTRICT_EN: &[&str] = &["district_en"];
    pub const DISTRICT_ZH: &[&str] = &["district_zh", "行政区", "所属区", "所在区"];
    pub const KIND: &[&str] = &["kind"];
    pub const GROUP: &[&str] = &["group"];
    pub const LAND_USE: &[&str] = &["land_use"];
    pub const QUALITY: &[&str] = &["quality"];
    pub const ACCURACY: &[&str] = &["accuracy_m"];
    pub const BASIS: &[&str] = &["basis"];
    pub const BASIS_EN: &[&str] = &["basis_en"];
    pub const BASIS_ZH: &[&str] = &["basis_zh"];
    /// The drawn area, which we write but do not believe.
    pub const DRAWN: &[&str] = &["drawn_m2"];
    pub const VALID: &[&str] = &["valid", "valid_from"];
    pub const KNOWN_FROM: &[&str] = &["known_from"];
}
