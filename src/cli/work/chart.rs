//! A chart as data.

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};

use super::rows::{HowSpec, RowsSpec, known_value};
use crate::{
    cli::{
        ThemeArg, Usage,
        page::{PageKind, PageSize},
        picture::ColorByArg,
    },
    model::catalogue::Catalogue,
    scene::{
        chart::{ChartChoice, ChartPicture, chart_marks, chart_picture},
        theming::Theming,
    },
};

/// Everything that decides a chart but the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "Chart", deny_unknown_fields)]
pub struct ChartSpec {
    /// By its field, as the command line names it.
    pub values: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub across: Option<String>,
    /// Whether bars stand in the order of their length rather than that of the rows.
    #[serde(default)]
    pub largest_first: bool,
    pub rows: RowsSpec,
    pub how: HowSpec,
    pub theme: ThemeArg,
    pub color_by: ColorByArg,
    pub page: PageSize,
    pub format: PageKind,
}

/// How many zones a chart shows, of how many that have the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    pub shown: usize,
    pub count: usize,
}

impl ChartSpec {
    /// Width and height in pixels.
    pub fn pixels(&self) -> Result<(u32, u32)> {
        self.page.pixels(self.format)
    }

    /// Makes the file.
    pub fn make(&self, catalogue: &Catalogue) -> Result<(Vec<u8>, Shown)> {
        let size = self.pixels()?;
        let (lang, unit, at) = (self.how.lang(), self.how.unit.unit(), self.how.at()?);
        let (rows, order) = self.rows.rows(catalogue, (lang, unit, at))?;
        let choice = ChartChoice {
            value: known_value(&self.values).map_err(Usage)?,
            across: self.across.as_deref().map(known_value).transpose().map_err(Usage)?,
            largest_first: self.largest_first,
        };
        let marks = chart_marks(catalogue, &rows, &order, choice, (at, unit));
        if marks.shown.is_empty() {
            let fields = match choice.across {
                Some(across) => format!("{} and {}", choice.value.field(), across.field()),
                None => choice.value.field().to_owned(),
            };
            bail!(
                "nothing to draw: of the zones that were asked for, none has {fields} on {}",
                at.day
            );
        }
        let theming = Theming::new(catalogue, self.color_by.color_by(), unit, at);
        let scene = chart_picture(&ChartPicture {
            catalogue,
            marks: &marks,
            choice,
            lang,
            unit,
            at,
            theme: self.theme.theme(),
            theming: theming.as_ref(),
            size,
        });
        let shown = Shown { shown: marks.shown.len(), count: marks.count };
        Ok((self.format.encode(scene, self.page.dpi()?)?, shown))
    }
}
