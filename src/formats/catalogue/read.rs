//! From the file's twins to the model, with errors that name the place.

use ron::error::SpannedError;

use super::{
    self as file,
    problem::{Problem, hint},
};
use crate::model::{
    Bilingual,
    boundary::{Boundary, EdgeRun, Geometry, LonLat, Polygon, Ring},
    catalogue::Catalogue,
    check::nearest,
    figure::{Figure, Precision},
    milestone::Milestone,
    ruling::Ruling,
    scope::{Scope, Within},
    source::{Citation, Source},
    statement::{Person, Reading, Statement},
    zone::{Name, PartOf, Programme, Zone},
};

/// Why a catalogue could not be read. The path comes last, with line and column.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("{problem}, at {name}:{line}:{column}")]
    Syntax { name: String, line: usize, column: usize, problem: Problem },
    #[error(
        "the catalogue has format {found}, this program reads up to {}: get a newer program, in {name}",
        file::FORMAT_VERSION
    )]
    Version { name: String, found: u32 },
    #[error("the boundary of \"{zone}\" has a position outside {datum}, ({lon}, {lat}), in {name}")]
    Datum { name: String, zone: String, datum: &'static str, lon: f64, lat: f64 },
    #[error("a boundary belongs to the unknown zone \"{zone}\"{}, in {name}", hint(near.as_deref()))]
    UnknownZone { name: String, zone: String, near: Option<String> },
}

/// The catalogue that the program carries.
pub fn embedded() -> Result<Catalogue, ReadError> {
    read(&[
        ("seeds/sources.ron", include_str!("../../../seeds/sources.ron")),
        ("seeds/yanqi.ron", include_str!("../../../seeds/yanqi.ron")),
        ("seeds/dongba.ron", include_str!("../../../seeds/dongba.ron")),
        ("seeds/olympic.ron", include_str!("../../../seeds/olympic.ron")),
        ("seeds/cbd.ron", include_str!("../../../seeds/cbd.ron")),
        ("seeds/wider.ron", include_str!("../../../seeds/wider.ron")),
        ("seeds/programmes.ron", include_str!("../../../seeds/programmes.ron")),
        ("seeds/outlines.ron", include_str!("../../../seeds/outlines.ron")),
    ])
}

/// Reads a catalogue from the named texts of its files, in order.
pub fn read(files: &[(&str, &str)]) -> Result<Catalogue, ReadError> {
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let mut catalogue = Catalogue::default();
    let mut boundaries = Vec::new();
    for &(name, text) in files {
        let part: file::File =
            options.from_str(text).map_err(|error| syntax_error(name, text, &error))?;
        if part.format == 0 || part.format > file::FORMAT_VERSION {
            return Err(ReadError::Version { name: name.to_owned(), found: part.format });
        }
        if let Some(title) = part.title {
            catalogue.title = bilingual(title);
        }
        if let Some(period) = part.period {
            catalogue.period = Some(period.0);
        }
        if let Some(version) = part.version {
            catalogue.version = version;
        }
        catalogue.sources.extend(part.sources.into_iter().map(source));
        catalogue.scopes.extend(part.scopes.into_iter().map(scope));
        catalogue.zones.extend(part.zones.into_iter().map(zone));
        catalogue.programmes.extend(part.programmes.into_iter().map(programme));
        catalogue.statements.extend(part.statements.into_iter().map(statement));
        boundaries.extend(part.boundaries.into_iter().map(|boundary| (name, boundary)));
    }
    for (name, outline) in boundaries {
        let Some(at) = catalogue.zones.iter().position(|zone| zone.id == outline.zone) else {
            let known = catalogue.zones.iter().map(|zone| zone.id.as_str());
            let near = nearest(&outline.zone, known).map(str::to_owned);
            return Err(ReadError::UnknownZone { name: name.to_owned(), zone: outline.zone, near });
        };
        let zone = outline.zone.clone();
        let mut outline = boundary(outline);
        let converter = outline.source_datum.crs().converter();
        let converted = outline.geometry.converted(|at| converter.to_wgs84([at.lon, at.lat]));
        outline.geometry = converted.map_err(|LonLat { lon, lat }| {
            let (name, datum) = (name.to_owned(), outline.source_datum.name());
            ReadError::Datum { name, zone, datum, lon, lat }
        })?;
        catalogue.zones[at].boundaries.push(outline);
    }
    sort_zones(&mut catalogue);
    Ok(catalogue)
}

/// Report first, then neighbours, then the wider plan; inside a group the order of the files.
fn sort_zones(catalogue: &mut Catalogue) {
    catalogue.zones.sort_by_key(|zone| zone.group);
    for zone in &mut catalogue.zones {
        zone.milestones.sort_by_key(|milestone| (milestone.date.first, milestone.date.last));
    }
    for programme in &mut catalogue.programmes {
        programme.milestones.sort_by_key(|milestone| (milestone.date.first, milestone.date.last));
    }
}

fn syntax_error(name: &str, text: &str, error: &SpannedError) -> ReadError {
    let (line, column) = (error.span.start.line, error.span.start.col);
    let mut problem = Problem::of(&error.code);
    let end = error.span.end;
    let rest: String = text.lines().skip(end.line.saturating_sub(1)).collect::<Vec<_>>().join("\n");
    // A text that is not closed runs to the end too.
    let at_the_end = rest.chars().skip(end.col).all(char::is_whitespace)
        || matches!(error.code, ron::Error::ExpectedStringEnd);
    // A whole catalogue ends with a bracket: a word at the end is the beginning of one.
    let unfinished = matches!(problem, Problem::Other(_)) || !text.trim_end().ends_with(')');
    if at_the_end && unfinished && !text.trim().is_empty() {
        problem = Problem::CutShort(Box::new(problem));
    }
    ReadError::Syntax { name: name.to_owned(), line, column, problem }
}

fn bilingual(text: file::Text) -> Bilingual {
    Bilingual::new(text.en, text.zh)
}

fn source(source: file::Source) -> Source {
    Source {
        id: source.id,
        title: bilingual(source.title),
        publisher: bilingual(source.publisher),
        published: source.published.map(|when| when.0),
        url: source.url,
        grade: source.grade.into(),
        cited_after: source.cited_after.map(bilingual),
        note: source.note.map(bilingual),
    }
}

fn cite(cite: file::Cite) -> Citation {
    Citation {
        source: cite.source,
        locator: cite.locator.map(bilingual),
        grade: cite.grade.map(Into::into),
    }
}

fn scope(scope: file::Scope) -> Scope {
    Scope {
        id: scope.id,
        name: bilingual(scope.name),
        family: scope.family,
        within: scope
            .within
            .into_iter()
            .map(|within| Within { scope: within.scope, cite: within.cite.map(cite) })
            .collect(),
    }
}

fn figure(figure: file::Figure) -> Figure {
    Figure {
        id: figure.id,
        quantity: figure.quantity.into(),
        printed: figure.printed.0,
        unit: figure.unit.into(),
        noun: figure.noun.map(bilingual),
        precision: match figure.precision {
            file::Precision::Exactly => Precision::Exactly,
            file::Precision::About => Precision::About,
            file::Precision::Nearly => Precision::Nearly,
            file::Precision::Over => Precision::Over,
            file::Precision::AtLeast => Precision::AtLeast,
            file::Precision::UpTo => Precision::UpTo,
            file::Precision::To(end) => Precision::To(end),
        },
        basis: figure.basis.into(),
        scope: figure.scope,
        stated: figure.stated.0,
        valid: figure.valid.map(|when| when.0),
        cite: cite(figure.cite),
        supersedes: figure.supersedes,
        note: figure.note.map(bilingual),
    }
}

fn milestone(milestone: file::Milestone) -> Milestone {
    Milestone {
        id: milestone.id,
        date: milestone.date.0,
        kind: milestone.kind.into(),
        text: bilingual(milestone.text),
        planned: milestone.planned,
        fulfils: milestone.fulfils,
        stated: milestone.stated.map(|when| when.0),
        cite: cite(milestone.cite),
    }
}

fn reading(reading: file::Reading) -> Reading {
    Reading {
        claim: bilingual(reading.claim),
        reason: bilingual(reading.reason),
        confidence: reading.confidence.into(),
    }
}

fn statement(statement: file::Statement) -> Statement {
    Statement {
        id: statement.id,
        speaker: statement.speaker.map(|person| Person {
            name: person.name,
            name_zh: person.name_zh,
            post: bilingual(person.post),
            office: bilingual(person.office),
        }),
        said: statement.said.0,
        text: bilingual(statement.text),
        about: statement.about,
        cite: cite(statement.cite),
        contradicted_by: statement.contradicted_by.map(bilingual),
        came: statement.came,
    }
}

fn name(name: file::Name) -> Name {
    Name {
        en: name.en.into(),
        zh: name.zh.into(),
        pinyin: name.pinyin.into(),
        short: name.short.map(bilingual),
        also: name.also,
    }
}

fn zone(zone: file::Zone) -> Zone {
    Zone {
        id: zone.id,
        name: name(zone.name),
        kind: zone.kind.into(),
        group: zone.group.into(),
        land_use: zone.land_use,
        district: bilingual(zone.district),
        part_of: zone.part_of.map(|part| PartOf { zone: part.zone, cite: cite(part.cite) }),
        scope: zone.scope.into(),
        boundaries: Vec::new(),
        figures: zone.figures.into_iter().map(figure).collect(),
        ruling: zone.ruling.map(|ruling| Ruling {
            figure: ruling.figure,
            reason: ruling.reason,
            by: ruling.by,
            on: ruling.on.0.last,
        }),
        milestones: zone.milestones.into_iter().map(milestone).collect(),
        readings: zone.readings.into_iter().map(reading).collect(),
        notes: zone.notes.into_iter().map(bilingual).collect(),
        fields: Vec::new(),
    }
}

fn programme(programme: file::Programme) -> Programme {
    Programme {
        id: programme.id,
        name: name(programme.name),
        period: programme.period.map(|when| when.0),
        summary: bilingual(programme.summary),
        cite: cite(programme.cite),
        figures: programme.figures.into_iter().map(figure).collect(),
        milestones: programme.milestones.into_iter().map(milestone).collect(),
        readings: programme.readings.into_iter().map(reading).collect(),
        notes: programme.notes.into_iter().map(bilingual).collect(),
    }
}

fn boundary(boundary: file::Boundary) -> Boundary {
    Boundary {
        geometry: geometry(boundary.geometry),
        source_datum: boundary.source_datum.into(),
        edges: boundary
            .edges
            .into_iter()
            .map(|edge| EdgeRun {
                part: edge.part,
                from: edge.from,
                to: edge.to,
                quality: edge.quality.into(),
                accuracy_m: edge.accuracy_m,
                along: edge.along.map(bilingual),
            })
            .collect(),
        quality: boundary.quality.into(),
        accuracy_m: boundary.accuracy_m,
        basis: bilingual(boundary.basis),
        fitted_to: boundary.fitted_to,
        valid: boundary.valid.map(|when| when.0),
        known_from: boundary.known_from.map(|when| when.0),
        doubts: boundary.doubts.into_iter().map(bilingual).collect(),
    }
}

fn geometry(geometry: file::Geometry) -> Geometry {
    let ring = |ring: Vec<(f64, f64)>| -> Ring {
        ring.into_iter().map(|(lon, lat)| LonLat::new(lon, lat)).collect()
    };
    match geometry {
        file::Geometry::Point(lon, lat) => Geometry::Point(LonLat::new(lon, lat)),
        file::Geometry::Polygons(polygons) => Geometry::Polygons(
            polygons
                .into_iter()
                .map(|rings| {
                    let mut rings = rings.into_iter().map(ring);
                    Polygon {
                        exterior: rings.next().unwrap_or_default(),
                        interiors: rings.collect(),
                    }
                })
                .collect(),
        ),
    }
}
