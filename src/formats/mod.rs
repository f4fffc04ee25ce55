//! Bytes to model and back. Every reader returns a value and findings; nothing from outside can
//! panic the program.

pub mod catalogue;
pub mod store;
