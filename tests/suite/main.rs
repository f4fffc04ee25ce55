//! Tests of what the program says and of how the house is built, in one binary.

mod base_maps;
mod briefings;
mod catalogue;
mod clocks;
mod commands;
mod datums;
mod files;
mod layering;
mod layers;
mod layouts;
mod online;
mod pictures;
mod program;
mod register;
mod server;
mod sums;
mod theming;
mod timelines;
mod traps;
mod words;
