//! What a manifest lists, as data: pictures of maps, and what the tables below the map are made into.
//! Window and commands make a file of the same data by the same road.

mod chart;
mod rows;
mod table;
mod timeline;

use std::path::Path;

use anyhow::Result;

pub use chart::{ChartSpec, Shown};
pub use rows::{HowSpec, RowsSpec, known_column, known_value};
pub use table::{AreasSpec, TableFormat, TableSpec};
pub use timeline::{GroupingArg, TimelineSpec};

use super::{
    picture::{Bases, Made, PictureSpec},
    verify::{verify, verify_book, verify_page},
};
use crate::model::catalogue::Catalogue;

/// A file of a manifest, with everything that decides it but the catalogue and the base map.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    Picture(Box<PictureSpec>),
    Chart(ChartSpec),
    Timeline(TimelineSpec),
    /// The table of zones as it was seen.
    Table(TableSpec),
    /// The workbook of all zones, figures and sources.
    Areas(AreasSpec),
}

impl Work {
    /// Makes the file.
    pub fn make<'a>(&self, catalogue: &Catalogue, bases: impl Into<Bases<'a>>) -> Result<Made> {
        let whole = |bytes: Vec<u8>| Made { bytes, findings: Vec::new() };
        match self {
            Work::Picture(picture) => picture.make(catalogue, bases),
            Work::Chart(chart) => Ok(whole(chart.make(catalogue)?.0)),
            Work::Timeline(timeline) => Ok(whole(timeline.make(catalogue)?)),
            Work::Table(table) => Ok(whole(table.make(catalogue)?)),
            Work::Areas(areas) => Ok(whole(areas.make(catalogue)?)),
        }
    }

    /// Reads the written file back.
    pub fn verify(&self, path: &Path, written: &[u8]) -> Result<()> {
        match self {
            Work::Picture(picture) => verify(path, written, picture),
            Work::Chart(chart) => verify_page(path, written, chart.pixels()?),
            Work::Timeline(timeline) => verify_page(path, written, timeline.pixels()?),
            Work::Table(_) | Work::Areas(_) => verify_book(path, written),
        }
    }

    /// The picture, where it is one of a map.
    pub fn picture(&self) -> Option<&PictureSpec> {
        match self {
            Work::Picture(picture) => Some(picture),
            Work::Chart(_) | Work::Timeline(_) | Work::Table(_) | Work::Areas(_) => None,
        }
    }

    pub fn picture_mut(&mut self) -> Option<&mut PictureSpec> {
        match self {
            Work::Picture(picture) => Some(picture),
            Work::Chart(_) | Work::Timeline(_) | Work::Table(_) | Work::Areas(_) => None,
        }
    }
}
