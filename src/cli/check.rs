//! `check`: validates a catalogue; every finding with its file and line.

use std::{fs, path::PathBuf};

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{Outcome, load};
use crate::model::check::{Finding, check};

#[derive(Debug, Args)]
pub struct CheckArguments {
    /// The catalogue's files; without them, the embedded one.
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "table")]
    format: CheckFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum CheckFormat {
    Table,
    Json,
}

#[derive(Debug, Serialize)]
struct Row {
    file: Option<String>,
    line: Option<usize>,
    at: String,
    message: String,
}

pub fn run(arguments: &CheckArguments) -> Result<Outcome> {
    let catalogue = load(&arguments.files)?;
    let findings = check(&catalogue);
    let rows: Vec<Row> = findings.iter().map(|finding| locate(finding, &arguments.files)).collect();
    let text = match arguments.format {
        CheckFormat::Json => serde_json::to_string_pretty(&rows)? + "\n",
        CheckFormat::Table => rows
            .iter()
            .map(|row| match (&row.file, row.line) {
                (Some(file), Some(line)) => format!("{file}:{line}: {}: {}\n", row.at, row.message),
                _ => format!("{}: {}\n", row.at, row.message),
            })
            .collect(),
    };
    super::print(&text)?;
    if findings.is_empty() {
        let figures = catalogue.figures().count();
        eprintln!(
            "The catalogue is sound: {} zones, {figures} figures, {} sources.",
            catalogue.zones.len(),
            catalogue.sources.len()
        );
        Ok(Outcome::Well)
    } else {
        eprintln!("{} findings.", findings.len());
        Ok(Outcome::Findings)
    }
}

/// The first line of the files where the id is given.
fn locate(finding: &Finding, files: &[PathBuf]) -> Row {
    let wanted = format!("\"{}\"", finding.at);
    let place = files.iter().find_map(|path| {
        let text = fs::read_to_string(path).ok()?;
        let is_definition = |line: &str| line.contains("id:") && line.contains(&wanted);
        let line = text
            .lines()
            .position(is_definition)
            .or_else(|| text.lines().position(|line| line.contains(&wanted)))?;
        Some((path.display().to_string(), line + 1))
    });
    let (file, line) = place.unzip();
    Row { file, line, at: finding.at.clone(), message: finding.message.clone() }
}
