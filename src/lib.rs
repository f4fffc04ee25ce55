//! Beijing Zones: a map of Beijing's project zones, with their figures, sources and timelines.
//!
//! The folders are layers; `docs/ARCHITECTURE.md` says which may use which.

pub mod app;
pub mod basemap;
pub mod cli;
pub mod editor;
pub mod export;
pub mod formats;
pub mod jobs;
pub mod model;
pub mod reasons;
pub mod scene;
pub mod style;
pub mod text;
pub mod ui;
pub mod words;
