//! The catalogue as pure data, and the rules that hold for it.
//!
//! Nothing here reads a file, draws, or knows a file format; `formats` turns bytes into these
//! types and back.

pub mod area_text;
pub mod as_of;
pub mod audit;
pub mod boundary;
pub mod catalogue;
pub mod check;
pub mod competing;
pub mod coordinates;
pub mod date;
pub mod datum;
pub mod figure;
pub mod measure;
pub mod milestone;
pub mod nest;
pub mod promises;
pub mod relations;
pub mod rounding;
pub mod ruling;
pub mod scope;
pub mod source;
pub mod statement;
pub mod sums;
pub mod timeline;
pub mod units;
pub mod zone;

/// The two languages of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    #[default]
    En,
    Zh,
}

/// A text that is cheap to copy and small while it is short: a layer may have a million names.
pub type Text = smol_str::SmolStr;

/// The same text in English and in Chinese. Neither is a fallback of the other: both are required.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bilingual {
    pub en: Text,
    pub zh: Text,
}

impl Bilingual {
    pub fn new(en: impl Into<Text>, zh: impl Into<Text>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }

    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}
