//! Arguments, then a command or the window.

use std::{process::ExitCode, time::Instant};

use beijing_zones::{
    app,
    cli::{self, Arguments, Outcome, Usage},
};
use clap::Parser as _;

/// A large layer is millions of small allocations from all cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FINDINGS: u8 = 1;
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let started = Instant::now();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // What was asked for, such as --help.
        Err(error) if !error.use_stderr() => error.exit(),
        Err(error) => {
            eprintln!("beijing-zones: {}", cli::one_line(&error.to_string()));
            return ExitCode::from(WRONG_USAGE);
        }
    };
    let result = match &arguments.command {
        Some(command) => cli::run(command),
        None => {
            let time_start = arguments.time_start.then_some(started);
            let (files, datum) = (arguments.files, arguments.datum);
            let basemap = arguments.basemap;
            let time_pan = arguments.time_pan;
            app::run(app::Options { files, datum, basemap, time_start, time_pan })
                .map(|()| Outcome::Well)
        }
    };
    match result {
        Ok(Outcome::Well) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(FINDINGS),
        Err(error) => {
            eprintln!("beijing-zones: {}", cli::message(&error));
            ExitCode::from(if error.is::<Usage>() { WRONG_USAGE } else { FINDINGS })
        }
    }
}
