//! Tests of what the program says and of how the house is built, in one binary.

mod base_maps;
mod briefings;
mod catalogue;
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
mod schemas;
mod server;
mod theming;
mod tiles;
mod traps;
mod words;
