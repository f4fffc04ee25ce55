//! Finished scenes to files. Each exporter is a function with one exhaustive match.

pub mod png;
