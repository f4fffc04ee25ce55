//! Shaped texts kept for the next frame or page, by each thread for itself.
//!
//! A frame of the window asks for the widths of some hundred texts, nearly all of them those of the
//! frame before: without this, a third of its time goes into shaping them again.

use std::{cell::RefCell, collections::HashMap, sync::Arc};

use super::{Weight, shape::Shaped};

/// Above this many texts of one weight the cache starts anew: far more than one view shows.
const LIMIT: usize = 4096;
/// Longer texts, bytes, are shaped each time: they are rare, and would fill the memory.
const LONGEST: usize = 2048;

#[derive(Default)]
struct Shapes {
    regular: HashMap<String, Arc<Shaped>>,
    bold: HashMap<String, Arc<Shaped>>,
    serif: HashMap<String, Arc<Shaped>>,
}

thread_local! {
    static SHAPES: RefCell<Shapes> = RefCell::default();
}

/// What the text came to before, or else what `make` makes of it.
pub(super) fn kept(text: &str, weight: Weight, make: impl FnOnce() -> Shaped) -> Arc<Shaped> {
    if text.len() > LONGEST {
        return Arc::new(make());
    }
    SHAPES.with_borrow_mut(|shapes| {
        let texts = match weight {
            Weight::Regular => &mut shapes.regular,
            Weight::Bold => &mut shapes.bold,
            Weight::Serif => &mut shapes.serif,
        };
        if let Some(shaped) = texts.get(text) {
            return shaped.clone();
        }
        if texts.len() >= LIMIT {
            texts.clear();
        }
        let shaped = Arc::new(make());
        texts.insert(text.to_owned(), shaped.clone());
        shaped
    })
}
