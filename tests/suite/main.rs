//! Tests of what the program says and of how the house is built, in one binary.

mod base_maps;
mod briefings;
mod catalogue;
mod charts;
mod clocks;
mod commands;
mod datums;
mod files;
mod layering;
mod layers;
mod layouts;
mod online;
mod panning;
mod pictures;
mod program;
mod readers;
mod register;
mod schemas;
mod server;
mod sums;
mod theming;
mod tiles;
mod timelines;
mod traps;
mod words;
