//! The parts of a page that can be left out. Credits and the note that a map is not approved are none of
//! them: they stand on every page.

/// A part that a page has unless it is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PagePart {
    /// The inset of the city.
    Locator,
    /// The strip of milestones.
    Strip,
    Legend,
    ScaleBar,
    NorthArrow,
    /// Figures with their sources.
    Figures,
    /// The names of zones.
    Labels,
    /// The hatch of the zone that a page is about.
    Hatches,
    /// All of the base map but the ground.
    BaseMap,
}

impl PagePart {
    pub const ALL: [PagePart; 9] = [
        PagePart::Locator,
        PagePart::Strip,
        PagePart::Legend,
        PagePart::ScaleBar,
        PagePart::NorthArrow,
        PagePart::Figures,
        PagePart::Labels,
        PagePart::Hatches,
        PagePart::BaseMap,
    ];

    /// The key of its name in the words.
    pub fn key(self) -> &'static str {
        match self {
            PagePart::Locator => "briefing-locator",
            PagePart::Strip => "briefing-strip",
            PagePart::Legend => "page-part-legend",
            PagePart::ScaleBar => "page-part-scale-bar",
            PagePart::NorthArrow => "page-part-north-arrow",
            PagePart::Figures => "page-part-figures",
            PagePart::Labels => "page-part-labels",
            PagePart::Hatches => "page-part-hatches",
            PagePart::BaseMap => "page-part-base-map",
        }
    }
}

/// The parts that a page does without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct LeftOut(u16);

impl LeftOut {
    pub const NONE: LeftOut = LeftOut(0);

    fn bit(part: PagePart) -> u16 {
        1 << part as u16
    }

    pub fn has(self, part: PagePart) -> bool {
        self.0 & Self::bit(part) != 0
    }

    pub fn set(&mut self, part: PagePart, left_out: bool) {
        self.0 = if left_out { self.0 | Self::bit(part) } else { self.0 & !Self::bit(part) };
    }

    /// The parts, in the order of [`PagePart::ALL`].
    pub fn parts(self) -> impl Iterator<Item = PagePart> {
        PagePart::ALL.into_iter().filter(move |part| self.has(*part))
    }
}

impl FromIterator<PagePart> for LeftOut {
    fn from_iter<I: IntoIterator<Item = PagePart>>(parts: I) -> Self {
        let mut left_out = Self::NONE;
        for part in parts {
            left_out.set(part, true);
        }
        left_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_left_out_one_by_one() {
        for part in PagePart::ALL {
            let mut left_out = LeftOut::from_iter([part]);
            assert_eq!(left_out.parts().collect::<Vec<_>>(), [part]);
            left_out.set(part, false);
            assert_eq!(left_out, LeftOut::NONE);
        }
        assert_eq!(LeftOut::from_iter(PagePart::ALL).parts().count(), 9);
    }
}
