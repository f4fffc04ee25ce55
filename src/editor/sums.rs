//! The sums of the selected zone, kept until what they follow from changes: outlines are cut for them.

use super::Editor;
use crate::{
    model::{
        Lang,
        as_of::AsOf,
        boundary::Geometry,
        sums::{sums, unexplained},
        units::AreaUnit,
    },
    words,
};

/// One sum in words.
#[derive(Debug, Clone, PartialEq)]
pub struct SumLine {
    pub text: String,
    /// The parts that were not counted, in words.
    pub left_out: Option<String>,
    /// The ground that no part covers, where the sum does not add up.
    pub rest: Option<Geometry>,
}

#[derive(Default)]
pub struct Sums {
    key: Option<(Option<usize>, AsOf, u64, Lang, AreaUnit)>,
    pub lines: Vec<SumLine>,
}

impl Sums {
    pub(super) fn update(&mut self, editor: &Editor) {
        let (session, at) = (editor.session(), editor.as_of());
        let key = (editor.selected(), at, editor.edition(), session.lang, session.unit);
        if self.key == Some(key) {
            return;
        }
        self.key = Some(key);
        let catalogue = editor.catalogue();
        let zone = editor.selected().map(|index| &catalogue.zones[index]);
        self.lines = zone.map_or_else(Vec::new, |zone| {
            let sums = sums(catalogue, zone, at);
            let line = |sum: &_| words::sum(session.lang, catalogue, sum, session.unit);
            sums.iter()
                .map(|sum| SumLine {
                    text: line(sum),
                    left_out: words::sum_left_out(session.lang, catalogue, sum, session.unit),
                    rest: if sum.adds_up { None } else { unexplained(catalogue, zone, sum, at) },
                })
                .collect()
        });
    }
}
