//! Bytes to model and back. Nothing from outside can panic the program: what is malformed is an
//! error with its place, what is well formed but unsound is left to `model::check`.

pub mod catalogue;
pub mod geojson;
pub mod keys;
pub mod rulings;
pub mod store;
