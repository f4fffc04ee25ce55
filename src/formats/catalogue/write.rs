//! From the model to the file's twins.

use ron::ser::PrettyConfig;

use super::{self as file, FORMAT_VERSION, Printed, When};
use crate::model::{
    Bilingual,
    boundary::{Boundary, EdgeRun, Geometry, LonLat, Ring},
    catalogue::Catalogue,
    date::EventDate,
    figure::{Figure, Precision},
    milestone::Milestone,
    ruling::Ruling,
    scope::Scope,
    source::{Citation, Source},
    statement::{Person, Reading, Statement},
    zone::{Field, Name, PartOf, Programme, Zone},
};

/// A catalogue as the text of one file, which `read` turns into an equal catalogue.
pub fn write(catalogue: &Catalogue) -> Result<String, ron::Error> {
    let config = PrettyConfig::new()
        .struct_names(false)
        .extensions(ron::extensions::Extensions::IMPLICIT_SOME)
        .compact_arrays(false)
        .new_line("\n");
    let mut text = ron::ser::to_string_pretty(&file_of(catalogue), config)?;
    text.push('\n');
    Ok(text)
}

fn file_of(catalogue: &Catalogue) -> file::File {
    let has_title = catalogue.title != Bilingual::default();
    file::File {
        format: FORMAT_VERSION,
        title: has_title.then(|| text(&catalogue.title)),
        period: when(catalogue.period.as_ref()),
        version: Some(catalogue.version.clone()).filter(|version| !version.is_empty()),
        sources: catalogue.sources.iter().map(source).collect(),
        scopes: catalogue.scopes.iter().map(scope).collect(),
        zones: catalogue.zones.iter().map(zone).collect(),
        programmes: catalogue.programmes.iter().map(programme).collect(),
        statements: catalogue.statements.iter().map(statement).collect(),
        boundaries: catalogue
            .zones
            .iter()
            .flat_map(|zone| zone.boundaries.iter().map(|outline| boundary(&zone.id, outline)))
            .collect(),
    }
}

fn text(text: &Bilingual) -> file::Text {
    file::Text { en: text.en.to_string(), zh: text.zh.to_string() }
}

/// A field of a layer's file as a note: a catalogue knows no such fields.
fn field(field: &Field) -> file::Text {
    let note = format!("{}: {}", field.key, field.value);
    file::Text { en: note.clone(), zh: note }
}

fn when(date: Option<&EventDate>) -> Option<When> {
    date.map(|date| When(date.clone()))
}

fn source(source: &Source) -> file::Source {
    file::Source {
        id: source.id.clone(),
        title: text(&source.title),
        publisher: text(&source.publisher),
        published: when(source.published.as_ref()),
        url: source.url.clone(),
        grade: source.grade.into(),
        cited_after: source.cited_after.as_ref().map(text),
        note: source.note.as_ref().map(text),
    }
}

fn cite(cite: &Citation) -> file::Cite {
    file::Cite {
        source: cite.source.clone(),
        locator: cite.locator.as_ref().map(text),
        grade: cite.grade.map(Into::into),
    }
}

fn scope(scope: &Scope) -> file::Scope {
    file::Scope {
        id: scope.id.clone(),
        name: text(&scope.name),
        family: scope.family.clone(),
        within: scope
            .within
            .iter()
            .map(|within| file::Within {
                scope: within.scope.clone(),
                cite: within.cite.as_ref().map(cite),
            })
            .collect(),
    }
}

fn figure(figure: &Figure) -> file::Figure {
    file::Figure {
        id: figure.id.clone(),
        quantity: figure.quantity.into(),
        printed: Printed(figure.printed.clone()),
        unit: figure.unit.into(),
        noun: figure.noun.as_ref().map(text),
        precision: match &figure.precision {
            Precision::Exactly => file::Precision::Exactly,
            Precision::About => file::Precision::About,
            Precision::Nearly => file::Precision::Nearly,
            Precision::Over => file::Precision::Over,
            Precision::AtLeast => file::Precision::AtLeast,
            Precision::UpTo => file::Precision::UpTo,
            Precision::To(end) => file::Precision::To(end.clone()),
        },
        basis: figure.basis.into(),
        scope: figure.scope.clone(),
        stated: When(figure.stated.clone()),
        valid: when(figure.valid.as_ref()),
        cite: cite(&figure.cite),
        supersedes: figure.supersedes.clone(),
        note: figure.note.as_ref().map(text),
    }
}

fn milestone(milestone: &Milestone) -> file::Milestone {
    file::Milestone {
        id: milestone.id.clone(),
        date: When(milestone.date.clone()),
        kind: milestone.kind.into(),
        text: text(&milestone.text),
        planned: milestone.planned,
        fulfils: milestone.fulfils.clone(),
        stated: when(milestone.stated.as_ref()),
        cite: cite(&milestone.cite),
    }
}

fn reading(reading: &Reading) -> file::Reading {
    file::Reading {
        claim: text(&reading.claim),
        reason: text(&reading.reason),
        confidence: reading.confidence.into(),
    }
}

fn person(person: &Person) -> file::Person {
    file::Person {
        name: person.name.clone(),
        name_zh: person.name_zh.clone(),
        post: text(&person.post),
        office: text(&person.office),
    }
}

fn statement(statement: &Statement) -> file::Statement {
    file::Statement {
        id: statement.id.clone(),
        speaker: statement.speaker.as_ref().map(person),
        said: When(statement.said.clone()),
        text: text(&statement.text),
        about: statement.about.clone(),
        cite: cite(&statement.cite),
        contradicted_by: statement.contradicted_by.as_ref().map(text),
        came: statement.came.clone(),
    }
}

fn name(name: &Name) -> file::Name {
    file::Name {
        en: name.en.to_string(),
        zh: name.zh.to_string(),
        pinyin: name.pinyin.to_string(),
        short: name.short.as_ref().map(text),
        also: name.also.clone(),
    }
}

pub fn ruling(ruling: &Ruling) -> file::Ruling {
    file::Ruling {
        figure: ruling.figure.clone(),
        reason: ruling.reason.clone(),
        by: ruling.by.clone(),
        on: When(ruling.on.to_string().parse().expect("a day is a date")),
    }
}

fn zone(zone: &Zone) -> file::Zone {
    let part = |part: &PartOf| file::PartOf { zone: part.zone.clone(), cite: cite(&part.cite) };
    file::Zone {
        id: zone.id.clone(),
        name: name(&zone.name),
        kind: zone.kind.into(),
        group: zone.group.into(),
        land_use: zone.land_use.clone(),
        district: text(&zone.district),
        part_of: zone.part_of.as_ref().map(part),
        scope: zone.scope.to_string(),
        figures: zone.figures.iter().map(figure).collect(),
        ruling: zone.ruling.as_ref().map(ruling),
        milestones: zone.milestones.iter().map(milestone).collect(),
        readings: zone.readings.iter().map(reading).collect(),
        notes: zone.notes.iter().map(text).chain(zone.fields.iter().map(field)).collect(),
    }
}

fn programme(programme: &Programme) -> file::Programme {
    file::Programme {
        id: programme.id.clone(),
        name: name(&programme.name),
        period: when(programme.period.as_ref()),
        summary: text(&programme.summary),
        cite: cite(&programme.cite),
        figures: programme.figures.iter().map(figure).collect(),
        milestones: programme.milestones.iter().map(milestone).collect(),
        readings: programme.readings.iter().map(reading).collect(),
        notes: programme.notes.iter().map(text).collect(),
    }
}

fn boundary(zone: &str, boundary: &Boundary) -> file::Boundary {
    file::Boundary {
        zone: zone.to_owned(),
        quality: boundary.quality.into(),
        accuracy_m: boundary.accuracy_m,
        basis: text(&boundary.basis),
        fitted_to: boundary.fitted_to.clone(),
        valid: when(boundary.valid.as_ref()),
        known_from: when(boundary.known_from.as_ref()),
        doubts: boundary.doubts.iter().map(text).collect(),
        source_datum: boundary.source_datum.into(),
        edges: boundary.edges.iter().map(edge).collect(),
        geometry: geometry(&given(boundary)),
    }
}

/// The geometry in the datum that it was given in, as the file has it.
fn given(boundary: &Boundary) -> Geometry {
    let converter = boundary.source_datum.crs().converter();
    let geometry = boundary.geometry.clone();
    let given = geometry.converted(|at| {
        let [lon, lat] = converter.from_wgs84(at)?;
        Some(LonLat::new(lon, lat))
    });
    given.unwrap_or_else(|_| boundary.geometry.clone())
}

fn edge(run: &EdgeRun) -> file::Edge {
    file::Edge {
        part: run.part,
        from: run.from,
        to: run.to,
        quality: run.quality.into(),
        accuracy_m: run.accuracy_m,
        along: run.along.as_ref().map(text),
    }
}

fn geometry(geometry: &Geometry) -> file::Geometry {
    let ring = |ring: &Ring| ring.iter().map(|at| (at.lon, at.lat)).collect();
    match geometry {
        Geometry::Point(at) => file::Geometry::Point(at.lon, at.lat),
        Geometry::Polygons(polygons) => file::Geometry::Polygons(
            polygons.iter().map(|polygon| polygon.rings().map(ring).collect()).collect(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::catalogue::{embedded, read};

    #[test]
    fn what_is_written_is_read_as_the_same_catalogue() {
        let catalogue = embedded().expect("the embedded catalogue is sound");
        let text = write(&catalogue).expect("written");
        assert_eq!(read(&[("written.ron", &text)]).expect("read"), catalogue);
    }
}
