//! Arguments, then a command or the window.

use std::{process::ExitCode, time::Instant};

use beijing_zones::{
    app,
    cli::{self, Arguments, Outcome, Usage},
};
use clap::Parser as _;

const FINDINGS: u8 = 1;
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let started = Instant::now();
    let arguments = Arguments::parse();
    let result = match &arguments.command {
        Some(command) => cli::run(command),
        None => {
            let time_start = arguments.time_start.then_some(started);
            let (files, basemap) = (arguments.files, arguments.basemap);
            app::run(app::Options { files, basemap, time_start }).map(|()| Outcome::Well)
        }
    };
    match result {
        Ok(Outcome::Well) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(FINDINGS),
        Err(error) => {
            eprintln!("beijing-zones: {error:#}");
            ExitCode::from(if error.is::<Usage>() { WRONG_USAGE } else { FINDINGS })
        }
    }
}
