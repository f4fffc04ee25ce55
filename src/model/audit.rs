//! Published against drawn area (面积核对), and what the difference can tell.

use super::{
    boundary::{Boundary, EdgeRun, Polygon},
    catalogue::Catalogue,
    figure::{Figure, Precision, parse_printed},
    measure,
    units::MU_M2,
    zone::Zone,
};

/// The share of an area by which good area methods differ from each other (sphere, projection
/// plane, ellipsoid): a quarter of a percent.
const METHOD_SHARE: f64 = 0.0025;
/// A tolerance that passes this share of the area tests nothing.
const ASSESSABLE_SHARE: f64 = 0.10;

/// What the comparison of a published with a drawn area shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuditClass {
    /// The outline was drawn to match the figure: no test of it.
    Fitted,
    WithinRounding,
    WithinMethod,
    WithinDigitising,
    /// The outline is too uncertain to tell.
    NotAssessable,
    Disagrees,
}

impl AuditClass {
    /// How much it asks to be looked at: what disagrees most, what tests nothing least.
    pub fn rank(self) -> u8 {
        match self {
            AuditClass::Fitted => 0,
            AuditClass::NotAssessable => 1,
            AuditClass::WithinRounding => 2,
            AuditClass::WithinMethod => 3,
            AuditClass::WithinDigitising => 4,
            AuditClass::Disagrees => 5,
        }
    }

    /// The name in JSON and tables.
    pub fn code(self) -> &'static str {
        match self {
            AuditClass::Fitted => "fitted",
            AuditClass::WithinRounding => "within rounding",
            AuditClass::WithinMethod => "within method",
            AuditClass::WithinDigitising => "within digitising",
            AuditClass::NotAssessable => "not assessable",
            AuditClass::Disagrees => "disagrees",
        }
    }
}

/// One comparison. Areas in m².
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    pub class: AuditClass,
    /// Id of the figure the outline was fitted to.
    pub fitted_to: Option<String>,
    pub published_m2: f64,
    pub drawn_m2: f64,
    /// The tolerance that decided the class, in m². `None` where the outline is fitted or its
    /// accuracy is not known.
    pub tolerance_m2: Option<f64>,
}

impl Audit {
    pub fn difference_m2(&self) -> f64 {
        self.drawn_m2 - self.published_m2
    }

    pub fn difference_pct(&self) -> f64 {
        self.difference_m2() / self.published_m2 * 100.0
    }

    /// Whether the difference says anything of the zone: not where the outline was drawn to the figure, nor
    /// where it is smaller than what the outline leaves open.
    pub fn has_difference(&self) -> bool {
        match self.class {
            AuditClass::Fitted => false,
            AuditClass::NotAssessable => {
                self.tolerance_m2.is_none_or(|tolerance| self.difference_m2().abs() > tolerance)
            }
            AuditClass::WithinRounding
            | AuditClass::WithinMethod
            | AuditClass::WithinDigitising
            | AuditClass::Disagrees => true,
        }
    }

    /// Whether there is no more between the two areas than their digits and ways of measuring explain.
    pub fn is_nothing(&self) -> bool {
        matches!(self.class, AuditClass::WithinRounding | AuditClass::WithinMethod)
    }

    pub fn difference_mu(&self) -> f64 {
        self.difference_m2() / MU_M2
    }
}

/// Compares a figure with an outline of the same scope. `None` if either has no area.
pub fn audit(catalogue: &Catalogue, figure: &Figure, boundary: &Boundary) -> Option<Audit> {
    let published_m2 = figure.area_m2().filter(|area| *area > 0.0)?;
    let drawn_m2 = measure::area_m2(&boundary.geometry);
    if drawn_m2 <= 0.0 {
        return None;
    }
    // An outline solved to one figure says as little about another figure of the same extent.
    let fitted_to = boundary.fitted_to.clone().filter(|id| {
        *id == figure.id || catalogue.figure(id).is_some_and(|fitted| fitted.scope == figure.scope)
    });
    let (class, tolerance_m2) = if fitted_to.is_some() {
        (AuditClass::Fitted, None)
    } else {
        classify(figure, boundary, published_m2, drawn_m2)
    };
    Some(Audit { class, fitted_to, published_m2, drawn_m2, tolerance_m2 })
}

fn classify(
    figure: &Figure,
    boundary: &Boundary,
    published_m2: f64,
    drawn_m2: f64,
) -> (AuditClass, Option<f64>) {
    let Some(digitising) = digitising_m2(boundary) else {
        return (AuditClass::NotAssessable, None);
    };
    let difference = outside_m2(figure, published_m2, drawn_m2);
    let rounding = rounding_m2(figure);
    let method = published_m2 * METHOD_SHARE;
    let coarsest = digitising.max(rounding);
    let (class, tolerance) = if coarsest > drawn_m2 * ASSESSABLE_SHARE {
        (AuditClass::NotAssessable, coarsest)
    } else if difference <= rounding {
        (AuditClass::WithinRounding, rounding)
    } else if difference <= method {
        (AuditClass::WithinMethod, method)
    } else if difference <= digitising {
        (AuditClass::WithinDigitising, digitising)
    } else {
        (AuditClass::Disagrees, digitising.max(method).max(rounding))
    };
    (class, Some(tolerance))
}

/// How far the drawn area lies from the published one, or from the nearer end of a range.
fn outside_m2(figure: &Figure, published_m2: f64, drawn_m2: f64) -> f64 {
    let end_m2 = match &figure.precision {
        Precision::To(end) => {
            parse_printed(end).zip(figure.unit.area_m2()).map(|(end, m2)| end * m2)
        }
        Precision::Exactly
        | Precision::About
        | Precision::Nearly
        | Precision::Over
        | Precision::AtLeast
        | Precision::UpTo => None,
    };
    match end_m2 {
        Some(end) if (published_m2..=end).contains(&drawn_m2) => 0.0,
        Some(end) => (drawn_m2 - published_m2).abs().min((drawn_m2 - end).abs()),
        None => (drawn_m2 - published_m2).abs(),
    }
}

/// What the printed digits can hide: half a unit of the last digit; a whole unit for a truncated
/// or one-sided figure.
fn rounding_m2(figure: &Figure) -> f64 {
    let half = figure.rounding_m2().unwrap_or(0.0);
    match figure.precision {
        Precision::Exactly | Precision::About | Precision::To(_) => half,
        Precision::Nearly | Precision::Over | Precision::AtLeast | Precision::UpTo => 2.0 * half,
    }
}

/// The uncertainty of an outline's area in m²: the square root of the sum, over runs of edges, of
/// (length × accuracy)². Edges that no run covers form one run with the outline's accuracy; `None` if
/// that is not known.
pub fn digitising_m2(boundary: &Boundary) -> Option<f64> {
    let polygons = boundary.geometry.polygons();
    let of_runs: f64 = boundary
        .edges
        .iter()
        .filter_map(|run| Some(run_length_m(polygons.get(run.part)?, run)? * run.accuracy_m))
        .map(|uncertainty| uncertainty * uncertainty)
        .sum();
    let covered: f64 =
        boundary.edges.iter().filter_map(|run| run_length_m(polygons.get(run.part)?, run)).sum();
    let whole: f64 =
        polygons.iter().flat_map(Polygon::rings).map(|ring| measure::length_m(ring)).sum();
    let rest = (whole - covered).max(0.0) * boundary.accuracy_m?;
    Some((of_runs + rest * rest).sqrt())
}

/// Whether an outline leaves so much open that its area is known to two digits at best. One that was drawn to
/// a figure has the area of that.
pub fn is_rough(boundary: &Boundary) -> bool {
    if boundary.fitted_to.is_some() {
        return false;
    }
    let area = measure::area_m2(&boundary.geometry);
    digitising_m2(boundary).is_some_and(|uncertainty| uncertainty > area * ASSESSABLE_SHARE)
}

fn run_length_m(polygon: &Polygon, run: &EdgeRun) -> Option<f64> {
    Some(measure::length_m(polygon.exterior.get(run.from..=run.to)?))
}

/// The audit of a zone's headline figure against its newest outline, at the end of what is known.
pub fn audit_zone(catalogue: &Catalogue, zone: &Zone) -> Option<Audit> {
    let figure = zone.headline()?;
    audit(catalogue, figure, zone.boundaries.last()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Bilingual,
        boundary::{BoundaryQuality, Geometry, LonLat},
        datum::Datum,
        figure::{Basis, Quantity},
        source::Citation,
        units::Unit,
    };

    fn figure(printed: &str) -> Figure {
        Figure {
            id: "zone/land".to_owned(),
            quantity: Quantity::LandArea,
            printed: printed.to_owned(),
            unit: Unit::Km2,
            noun: None,
            precision: Precision::Exactly,
            basis: Basis::Planned,
            scope: "zone".to_owned(),
            valid: None,
            stated: "2021".parse().expect("a date"),
            cite: Citation { source: "s".to_owned(), locator: None, grade: None },
            supersedes: None,
            note: None,
        }
    }

    /// A square of about 4 km².
    fn boundary(accuracy_m: f64, fitted_to: Option<&str>) -> Boundary {
        let corners =
            [(116.5, 39.9), (116.5234, 39.9), (116.5234, 39.918), (116.5, 39.918), (116.5, 39.9)];
        Boundary {
            geometry: Geometry::Polygons(vec![Polygon {
                exterior: corners.iter().map(|&(lon, lat)| LonLat::new(lon, lat)).collect(),
                interiors: vec![],
            }]),
            source_datum: Datum::Wgs84,
            edges: vec![],
            quality: BoundaryQuality::Digitised,
            accuracy_m: Some(accuracy_m),
            basis: Bilingual::default(),
            fitted_to: fitted_to.map(str::to_owned),
            valid: None,
            known_from: None,
            doubts: vec![],
        }
    }

    #[track_caller]
    fn check(printed: &str, accuracy_m: f64, fitted_to: Option<&str>, expected: AuditClass) {
        let audit =
            audit(&Catalogue::default(), &figure(printed), &boundary(accuracy_m, fitted_to))
                .expect("both have an area");
        assert_eq!(audit.class, expected, "{audit:?}");
    }

    #[test]
    fn each_class_has_its_tolerance() {
        check("4.0", 20.0, None, AuditClass::WithinRounding);
        check("4.008", 20.0, None, AuditClass::WithinMethod);
        check("4.10", 20.0, None, AuditClass::WithinDigitising);
        check("4.50", 20.0, None, AuditClass::Disagrees);
        check("4.10", 200.0, None, AuditClass::NotAssessable);
    }

    #[test]
    fn a_fitted_outline_never_agrees() {
        check("4.0", 20.0, Some("zone/land"), AuditClass::Fitted);
        check("9.0", 20.0, Some("zone/land"), AuditClass::Fitted);
    }

    #[test]
    fn a_difference_below_what_the_outline_leaves_open_says_nothing() {
        let of = |printed: &str, accuracy_m: f64, fitted_to: Option<&str>| {
            let audit =
                audit(&Catalogue::default(), &figure(printed), &boundary(accuracy_m, fitted_to));
            audit.expect("both have an area").has_difference()
        };
        assert!(!of("9.0", 20.0, Some("zone/land")), "fitted");
        assert!(!of("4.10", 200.0, None), "too uncertain");
        assert!(of("40.0", 200.0, None), "uncertain, and still far off");
        assert!(of("4.10", 20.0, None) && of("4.50", 20.0, None));
    }
}
