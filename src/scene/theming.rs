//! Colour by what zones have in common: kind, status, district, quality of the boundary, or size.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    model::{
        Bilingual, Lang,
        as_of::AsOf,
        as_of::{Status, status},
        boundary::BoundaryQuality,
        catalogue::Catalogue,
        measure,
        units::AreaUnit,
        zone::{Zone, ZoneKind},
    },
    style::{Classes, Palette, Swatch},
    words,
};

/// What decides the colour of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ColorBy {
    /// Each zone has its own.
    #[default]
    Zone,
    Kind,
    Status,
    District,
    Quality,
    /// Headline figure.
    Published,
    Drawn,
}

impl ColorBy {
    pub const ALL: [ColorBy; 7] = [
        ColorBy::Zone,
        ColorBy::Kind,
        ColorBy::Status,
        ColorBy::District,
        ColorBy::Quality,
        ColorBy::Published,
        ColorBy::Drawn,
    ];

    /// The key of its word.
    pub fn key(self) -> &'static str {
        match self {
            ColorBy::Zone => "color-by-zone",
            ColorBy::Kind => "color-by-kind",
            ColorBy::Status => "color-by-status",
            ColorBy::District => "color-by-district",
            ColorBy::Quality => "color-by-quality",
            ColorBy::Published => "color-by-published",
            ColorBy::Drawn => "color-by-drawn",
        }
    }
}

/// The classes of a catalogue's zones on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Theming {
    /// In the order of the legend.
    pub classes: Vec<ThemeClass>,
    /// Index of a zone's class, by the zone's index in the catalogue.
    of_zone: Arc<[u8]>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ThemeClass {
    pub label: Bilingual,
    pub swatch: Swatch,
    /// How many zones are of it.
    pub count: usize,
}

/// The rank of what is not known: last, and without a colour of its own.
const NOT_KNOWN: usize = usize::MAX;

/// Rank of a class, and its English label.
type Key<'a> = (usize, &'a str);

/// More classes than this are put together as others.
const MOST_CLASSES: usize = 12;
/// A size has this many steps.
const STEPS: usize = 5;

impl Theming {
    /// `None` where each zone has its own colour.
    pub fn new(catalogue: &Catalogue, by: ColorBy, unit: AreaUnit, at: AsOf) -> Option<Self> {
        Some(match by {
            ColorBy::Zone => return None,
            ColorBy::Kind => Self::by_key(catalogue, |zone| {
                (kind_rank(zone.kind), both(|lang| words::kind(lang, zone.kind)))
            }),
            ColorBy::Status => Self::by_key(catalogue, |zone| {
                let status = status(catalogue, &zone.milestones, at);
                let rank = if status == Status::Unknown { NOT_KNOWN } else { status as usize };
                (rank, both(|lang| words::status(lang, status)))
            }),
            ColorBy::District => Self::by_key(catalogue, |zone| (0, zone.district.clone())),
            ColorBy::Quality => Self::by_key(catalogue, |zone| {
                let outline = zone.outline_on(at);
                let quality = outline.map_or(BoundaryQuality::Point, |outline| outline.quality);
                (quality as usize, both(|lang| words::boundary_quality(lang, quality)))
            }),
            ColorBy::Published => Self::by_size(catalogue, unit, |zone| {
                zone.headline_on(at).and_then(crate::model::figure::Figure::area_m2)
            }),
            ColorBy::Drawn => Self::by_size(catalogue, unit, |zone| {
                zone.outline_on(at)
                    .map(|outline| measure::area_m2(&outline.geometry))
                    .filter(|area| *area > 0.0)
            }),
        })
    }

    fn by_key(catalogue: &Catalogue, key: impl Fn(&Zone) -> (usize, Bilingual)) -> Self {
        let keys: Vec<(usize, Bilingual)> = catalogue.zones.iter().map(key).collect();
        let mut counts: BTreeMap<Key<'_>, (usize, &Bilingual)> = BTreeMap::new();
        for (rank, label) in &keys {
            counts.entry((*rank, label.en.as_str())).or_insert((0, label)).0 += 1;
        }
        // In the order of their rank; of one rank the most frequent first.
        let mut order: Vec<(Key<'_>, usize, &Bilingual)> =
            counts.into_iter().map(|(key, (count, label))| (key, count, label)).collect();
        order.sort_by(|a, b| a.0.0.cmp(&b.0.0).then(b.1.cmp(&a.1)).then(a.0.1.cmp(b.0.1)));
        let kept = if order.len() > MOST_CLASSES { MOST_CLASSES - 1 } else { order.len() };
        let mut classes: Vec<ThemeClass> = order
            .iter()
            .take(kept)
            .enumerate()
            .map(|(at, ((rank, _), count, label))| ThemeClass {
                label: (*label).clone(),
                swatch: if *rank == NOT_KNOWN { Swatch::Nothing } else { Swatch::Category(at) },
                count: *count,
            })
            .collect();
        let others: usize = order.iter().skip(kept).map(|(_, count, _)| count).sum();
        if others > 0 {
            classes.push(ThemeClass {
                label: both(|lang| words::t(lang, "theme-others")),
                swatch: Swatch::Nothing,
                count: others,
            });
        }
        let places: BTreeMap<Key<'_>, usize> =
            order.iter().enumerate().map(|(at, (key, ..))| (*key, at.min(kept))).collect();
        let of_zone = keys
            .iter()
            .map(|(rank, label)| class_number(places[&(*rank, label.en.as_str())]))
            .collect();
        Self { classes, of_zone }
    }

    /// Steps that hold about as many zones each.
    fn by_size(
        catalogue: &Catalogue,
        unit: AreaUnit,
        size_m2: impl Fn(&Zone) -> Option<f64>,
    ) -> Self {
        let sizes: Vec<Option<f64>> = catalogue.zones.iter().map(size_m2).collect();
        let mut sorted: Vec<f64> = sizes.iter().flatten().copied().collect();
        sorted.sort_by(f64::total_cmp);
        let mut starts: Vec<f64> = (0..STEPS)
            .filter_map(|step| sorted.get(sorted.len() * step / STEPS).copied())
            .collect();
        starts.dedup();
        let step_of = |size: f64| starts.partition_point(|start| *start <= size).max(1) - 1;
        let mut classes: Vec<ThemeClass> = (0..starts.len())
            .map(|step| {
                let of_step: Vec<f64> =
                    sorted.iter().copied().filter(|size| step_of(*size) == step).collect();
                let (low, high) = (of_step[0], of_step[of_step.len() - 1]);
                let label = both(|lang| {
                    if unit.format(low) == unit.format(high) {
                        words::area(lang, unit, low)
                    } else {
                        words::span(lang, &unit.format(low), &words::area(lang, unit, high))
                    }
                });
                let swatch = Swatch::Step { step, of: starts.len() };
                ThemeClass { label, swatch, count: of_step.len() }
            })
            .collect();
        let without = sizes.iter().filter(|size| size.is_none()).count();
        if without > 0 {
            classes.push(ThemeClass {
                label: both(|lang| words::t(lang, "theme-none")),
                swatch: Swatch::Nothing,
                count: without,
            });
        }
        let of_zone =
            sizes.iter().map(|size| class_number(size.map_or(starts.len(), step_of))).collect();
        Self { classes, of_zone }
    }

    /// The palette with these colours for the zones.
    #[must_use]
    pub fn dress(&self, palette: Palette) -> Palette {
        palette.with_classes(Some(Classes {
            of_zone: self.of_zone.clone(),
            swatches: self.classes.iter().map(|class| class.swatch).collect(),
        }))
    }

    /// Index of each zone's class, by the zone's index in the catalogue.
    pub fn of_zones(&self) -> Arc<[u8]> {
        self.of_zone.clone()
    }

    pub fn class_of(&self, zone: usize) -> Option<&ThemeClass> {
        self.classes.get(usize::from(*self.of_zone.get(zone)?))
    }
}

fn both(words: impl Fn(Lang) -> String) -> Bilingual {
    Bilingual::new(words(Lang::En), words(Lang::Zh))
}

fn class_number(at: usize) -> u8 {
    u8::try_from(at).unwrap_or(u8::MAX)
}

fn kind_rank(kind: ZoneKind) -> usize {
    if kind == ZoneKind::Other { NOT_KNOWN } else { kind as usize }
}
