//! The fixed terms of the catalogue's enumerations.

use super::{t, t_with};
use crate::model::{
    Lang,
    as_of::Status,
    audit::AuditClass,
    boundary::{Boundary, BoundaryQuality, EdgeQuality},
    date::EventDate,
    figure::{Basis, Quantity},
    statement::Confidence,
    units::group_thousands,
    zone::ZoneKind,
};

pub fn status(lang: Lang, status: Status) -> String {
    t(
        lang,
        match status {
            Status::Unknown => "status-unknown",
            Status::Proposed => "status-proposed",
            Status::PlanDrafted => "status-plan",
            Status::Approved => "status-approved",
            Status::SiteCleared => "status-cleared",
            Status::UnderConstruction => "status-construction",
            Status::ToppedOut => "status-topped-out",
            Status::Completed => "status-completed",
            Status::InOperation => "status-operation",
        },
    )
}

/// A status with the year of the event that gave it: one of long ago may be so no more.
pub fn status_from(lang: Lang, from: &EventDate, of_zone: Status) -> String {
    super::with_remark(lang, &status(lang, of_zone), &super::years(lang, from))
}

pub fn kind(lang: Lang, kind: ZoneKind) -> String {
    t(
        lang,
        match kind {
            ZoneKind::Convention => "kind-convention",
            ZoneKind::Business => "kind-business",
            ZoneKind::Embassy => "kind-embassy",
            ZoneKind::Services => "kind-services",
            ZoneKind::Commerce => "kind-commerce",
            ZoneKind::Education => "kind-education",
            ZoneKind::Talent => "kind-talent",
            ZoneKind::Sport => "kind-sport",
            ZoneKind::Culture => "kind-culture",
            ZoneKind::Scenic => "kind-scenic",
            ZoneKind::Industry => "kind-industry",
            ZoneKind::Government => "kind-government",
            ZoneKind::Other => "kind-other",
        },
    )
}

pub fn boundary_quality(lang: Lang, quality: BoundaryQuality) -> String {
    t(
        lang,
        match quality {
            BoundaryQuality::Surveyed => "quality-surveyed",
            BoundaryQuality::Digitised => "quality-digitised",
            BoundaryQuality::Schematic => "quality-schematic",
            BoundaryQuality::Point => "quality-point",
        },
    )
}

/// How an outline was made, and how accurate it is: "Schematic ±300 m".
pub fn outline_quality(lang: Lang, outline: &Boundary) -> String {
    let quality = boundary_quality(lang, outline.quality);
    match (outline.accuracy_m, outline.quality) {
        (Some(metres), _) => format!("{quality} {}", accuracy(lang, metres)),
        // A file that says nothing of its outlines may have good ones.
        (None, BoundaryQuality::Schematic) if outline.edges.is_empty() => {
            t(lang, "quality-not-stated")
        }
        (None, _) => format!("{quality} · {}", t(lang, "accuracy-not-stated")),
    }
}

/// How far the edges of an outline may be off: `±350 m`, `±20 m to ±600 m`. `None` where that is not stated.
pub fn outline_accuracy(lang: Lang, outline: &Boundary) -> Option<String> {
    let all = || outline.edges.iter().map(|run| run.accuracy_m).chain(outline.accuracy_m);
    let (least, most) = (all().min_by(f64::total_cmp)?, all().max_by(f64::total_cmp)?);
    let [from, to] = [least, most].map(|metres| accuracy(lang, metres));
    Some(if from == to {
        from
    } else {
        t_with(lang, "date-range", &[("from", &from), ("to", &to)])
    })
}

pub fn accuracy(lang: Lang, metres: f64) -> String {
    let metres = group_thousands(&format!("{metres:.0}"));
    t_with(lang, "accuracy", &[("metres", &metres)])
}

pub fn edge_quality(lang: Lang, quality: EdgeQuality) -> String {
    t(
        lang,
        match quality {
            EdgeQuality::Published => "edge-published",
            EdgeQuality::Solved => "edge-solved",
            EdgeQuality::Assumed => "edge-assumed",
        },
    )
}

pub fn audit_class(lang: Lang, class: AuditClass) -> String {
    t(
        lang,
        match class {
            AuditClass::Fitted => "audit-fitted",
            AuditClass::WithinRounding => "audit-rounding",
            AuditClass::WithinMethod => "audit-method",
            AuditClass::WithinDigitising => "audit-digitising",
            AuditClass::NotAssessable => "audit-not-assessable",
            AuditClass::Disagrees => "audit-disagrees",
        },
    )
}

/// The class in a narrow column.
pub fn audit_class_short(lang: Lang, class: AuditClass) -> String {
    t(
        lang,
        match class {
            AuditClass::Fitted => "audit-short-fitted",
            AuditClass::WithinRounding => "audit-short-rounding",
            AuditClass::WithinMethod => "audit-short-method",
            AuditClass::WithinDigitising => "audit-short-digitising",
            AuditClass::NotAssessable => "audit-short-not-assessable",
            AuditClass::Disagrees => "audit-short-disagrees",
        },
    )
}

pub fn quantity(lang: Lang, quantity: Quantity) -> String {
    t(lang, quantity_key(quantity))
}

/// The key of its name.
pub fn quantity_key(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::LandArea => "quantity-land",
        Quantity::SiteArea => "quantity-site",
        Quantity::WaterArea => "quantity-water",
        Quantity::FloorArea => "quantity-floor",
        Quantity::FloorAreaAbove => "quantity-floor-above",
        Quantity::FloorAreaBelow => "quantity-floor-below",
        Quantity::SurfaceArea => "quantity-surface",
        Quantity::Length => "quantity-length",
        Quantity::Distance => "quantity-distance",
        Quantity::Height => "quantity-height",
        Quantity::Depth => "quantity-depth",
        Quantity::Volume => "quantity-volume",
        Quantity::Mass => "quantity-mass",
        Quantity::Capacity => "quantity-capacity",
        Quantity::Count => "quantity-count",
        Quantity::Rank => "quantity-rank",
        Quantity::Population => "quantity-population",
        Quantity::Money => "quantity-money",
    }
}

pub fn basis(lang: Lang, basis: Basis) -> String {
    t(
        lang,
        match basis {
            Basis::Planned => "basis-planned",
            Basis::Approved => "basis-approved",
            Basis::UnderConstruction => "basis-construction",
            Basis::Built => "basis-built",
            Basis::Reported => "basis-reported",
        },
    )
}

pub fn confidence(lang: Lang, confidence: Confidence) -> String {
    t(
        lang,
        match confidence {
            Confidence::High => "confidence-high",
            Confidence::Medium => "confidence-medium",
            Confidence::Low => "confidence-low",
        },
    )
}

/// A class of the national land-use classification of 2023 by its code, with the name where we have
/// one.
pub fn land_use(lang: Lang, code: &str) -> String {
    let key = match code {
        "0803" => "land-use-culture",
        "0804" => "land-use-education",
        "0805" => "land-use-sport",
        "0901" => "land-use-commerce",
        "0902" => "land-use-business",
        "0903" => "land-use-leisure",
        "1001" => "land-use-industry",
        "1401" => "land-use-park",
        "1502" => "land-use-embassy",
        "17" => "land-use-water",
        _ => return t_with(lang, "land-use", &[("code", code)]),
    };
    format!("{} {code}", t(lang, key))
}
