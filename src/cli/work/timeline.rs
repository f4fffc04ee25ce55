//! A picture of the timeline as data.

use anyhow::Result;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use super::rows::as_of;
use crate::{
    cli::{
        ClockArg, LangArg, ThemeArg, Usage,
        options::parse_day,
        page::{PageKind, PageSize},
    },
    model::{as_of::AsOf, catalogue::Catalogue, check::nearest, date::Day},
    scene::timeline::{Axis, Grouping, TimelineInput, timeline_page},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum GroupingArg {
    None,
    District,
    Kind,
    Status,
}

spelling_of!(GroupingArg, Grouping, grouping: None, District, Kind, Status);

/// Everything that decides a picture of the timeline but the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "Timeline", deny_unknown_fields)]
pub struct TimelineSpec {
    /// One zone by its id, else all of the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Whether all zones have a row, not only those of the report.
    #[serde(default)]
    pub all: bool,
    /// Whether the neighbours have one, or the rest of the wider plan.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub neighbours: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wider: bool,
    pub group_by: GroupingArg,
    /// The first and the last day of the axis; for all of it, none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    pub lang: LangArg,
    /// A whole date; empty where the catalogue has none.
    pub as_of: String,
    #[serde(default, skip_serializing_if = "ClockArg::is_default")]
    pub clock: ClockArg,
    pub theme: ThemeArg,
    pub page: PageSize,
    pub format: PageKind,
}

impl TimelineSpec {
    /// Width and height in pixels.
    pub fn pixels(&self) -> Result<(u32, u32)> {
        self.page.pixels(self.format)
    }

    /// Makes the file.
    pub fn make(&self, catalogue: &Catalogue) -> Result<Vec<u8>> {
        let at = as_of(&self.as_of, self.clock.clock())?;
        let scene = timeline_page(&TimelineInput {
            catalogue,
            zone: self.zone(catalogue)?,
            neighbours: self.all || self.neighbours,
            wider: self.all || self.wider,
            grouping: self.group_by.grouping(),
            lang: self.lang.labels().main(),
            as_of: at,
            theme: self.theme.theme(),
            size: self.pixels()?,
            axis: self.axis(at)?,
        });
        self.format.encode(scene, self.page.dpi()?)
    }

    fn zone(&self, catalogue: &Catalogue) -> Result<Option<usize>> {
        let Some(id) = &self.zone else { return Ok(None) };
        let found = catalogue.zones.iter().position(|zone| zone.id == *id);
        let index = found.ok_or_else(|| {
            let ids = catalogue.zones.iter().map(|zone| zone.id.as_str());
            let hint = nearest(id, ids).map_or_else(
                || "; `beijing-zones areas` lists them".to_owned(),
                |near| format!("; did you mean \"{near}\"?"),
            );
            Usage(format!("there is no zone \"{id}\"{hint}"))
        })?;
        if catalogue.zones[index].milestones.is_empty() {
            return Err(Usage(format!("nothing dated is known of \"{id}\"")).into());
        }
        Ok(Some(index))
    }

    /// The days asked for. A whole year stands for its last day, so that one end alone is enough.
    fn axis(&self, at: AsOf) -> Result<Option<Axis>> {
        let day = |text: &Option<String>| text.as_deref().map(parse_day).transpose().map_err(Usage);
        let (from, to) = match (day(&self.from)?, day(&self.to)?) {
            (None, None) => return Ok(None),
            (from, to) => (from.unwrap_or(Day::constant(2005, 1, 1)), to.unwrap_or(at.day)),
        };
        if from >= to {
            let message = format!("the axis would end on {to}, before it begins on {from}");
            return Err(Usage(message).into());
        }
        Ok(Some(Axis::new(from, to)))
    }
}
