//! Arguments, then a command or the window.

use std::process::ExitCode;

use beijing_zones::cli::{self, Arguments, Outcome, Usage};
use clap::Parser as _;

const FINDINGS: u8 = 1;
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match &arguments.command {
        Some(command) => cli::run(command),
        None => Ok(Outcome::Well),
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
