//! What is computed of each zone on a day.

use crate::model::{
    as_of::{AsOf, Status, status},
    audit::{Audit, audit},
    catalogue::Catalogue,
    measure,
    zone::Zone,
};

/// One zone on the day shown.
#[derive(Debug, Clone)]
pub struct ZoneFacts {
    pub status: Status,
    /// m²
    pub published_m2: Option<f64>,
    pub drawn_m2: Option<f64>,
    pub audit: Option<Audit>,
}

impl ZoneFacts {
    pub fn new(catalogue: &Catalogue, zone: &Zone, at: AsOf) -> Self {
        let figure = zone.headline_on(at);
        let outline = zone.outline_on(at);
        Self {
            status: status(catalogue, &zone.milestones, at),
            published_m2: figure.and_then(crate::model::figure::Figure::area_m2),
            drawn_m2: outline
                .map(|outline| measure::area_m2(&outline.geometry))
                .filter(|area| *area > 0.0),
            audit: figure
                .zip(outline)
                .and_then(|(figure, outline)| audit(catalogue, figure, outline)),
        }
    }
}
