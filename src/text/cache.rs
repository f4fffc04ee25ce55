//! Shaped texts kept for the next frame.

use std::{collections::HashMap, sync::Arc};

use super::{
    Weight,
    shape::{Shaped, shape},
};

/// Above this many texts the cache starts anew: far more than one view shows.
const LIMIT: usize = 4096;

#[derive(Default)]
pub struct ShapeCache {
    regular: HashMap<String, Arc<Shaped>>,
    bold: HashMap<String, Arc<Shaped>>,
    serif: HashMap<String, Arc<Shaped>>,
}

impl ShapeCache {
    pub fn get(&mut self, text: &str, weight: Weight) -> Arc<Shaped> {
        let texts = match weight {
            Weight::Regular => &mut self.regular,
            Weight::Bold => &mut self.bold,
            Weight::Serif => &mut self.serif,
        };
        if let Some(shaped) = texts.get(text) {
            return shaped.clone();
        }
        if texts.len() >= LIMIT {
            texts.clear();
        }
        let shaped = Arc::new(shape(text, weight));
        texts.insert(text.to_owned(), shaped.clone());
        shaped
    }
}
