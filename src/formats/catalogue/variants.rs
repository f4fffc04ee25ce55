//! The words of the file and of the model, which are the same on both sides.

use super as file;
use crate::model;

/// Both directions between a twin and its model; each match is exhaustive, so that a new word is
/// missed by neither.
macro_rules! same_words {
    ($twin:ident, $model:path: $($word:ident),+) => {
        impl From<file::$twin> for $model {
            fn from(twin: file::$twin) -> Self {
                match twin { $(file::$twin::$word => Self::$word),+ }
            }
        }

        impl From<$model> for file::$twin {
            fn from(model: $model) -> Self {
                match model { $(<$model>::$word => Self::$word),+ }
            }
        }
    };
}

same_words!(Grade, model::source::Grade: A, B, C, D, U);
same_words!(
    Quantity, model::figure::Quantity: LandArea, SiteArea, WaterArea, FloorArea, FloorAreaAbove,
    FloorAreaBelow, SurfaceArea, Length, Distance, Height, Depth, Volume, Mass, Capacity, Count, Rank, Population, Money
);
same_words!(
    Unit, model::units::Unit: Km2, Ha, Mu, M2, WanM2, SqFt, M3, WanM3, M, Km, T, Yuan, YiYuan, BnUsd,
    People, Items, Storeys
);
same_words!(
    Basis, model::figure::Basis: Planned, Approved, UnderConstruction, Built, Reported
);
same_words!(
    MilestoneKind, model::milestone::MilestoneKind: Proposed, PlanDrafted, Approved, SiteCleared,
    ConstructionStarted, ToppedOut, Completed, Opened, Event, Expansion, Report
);
same_words!(Confidence, model::statement::Confidence: High, Medium, Low);
same_words!(
    ZoneKind, model::zone::ZoneKind: Convention, Business, Embassy, Services, Commerce, Education,
    Talent, Sport, Culture, Scenic, Industry, Government, Other
);
same_words!(Group, model::zone::Group: Report, Neighbour, Wider, Layer);
same_words!(
    Datum, model::datum::Datum: Wgs84, Cgcs2000, Gcj02, Bd09, Beijing1954, Xian1980
);
same_words!(EdgeQuality, model::boundary::EdgeQuality: Published, Solved, Assumed);
same_words!(
    BoundaryQuality, model::boundary::BoundaryQuality: Surveyed, Digitised, Schematic, Point
);
