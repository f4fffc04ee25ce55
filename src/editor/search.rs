//! Finding zones by any of their names, programmes, figures by their value, and commands.

use super::{Command, Editor};
use crate::{
    jobs::parallel_map,
    model::{
        Lang,
        area_text::read_area,
        figure::Figure,
        rounding::bounds_m2,
        zone::{Name, Programme, Zone},
    },
    words,
};

/// The figures that a query names by their value: `35.5` as printed, or an area with its unit, in
/// which case all that could be the same; with the id of their zone or programme, at most `most`.
pub fn find_figures<'a>(
    editor: &'a Editor,
    query: &str,
    most: usize,
) -> Vec<(&'a str, &'a Figure)> {
    let plain = |text: &str| text.replace([',', '，', ' '], "");
    let digits = plain(query.trim());
    let is_number = digits.chars().any(|c| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    let area = read_area(query);
    if !is_number && area.is_none() {
        return Vec::new();
    }
    let matches = |figure: &Figure| match area {
        Some(area) => {
            bounds_m2(figure).is_some_and(|(low, high)| low <= area.high_m2 && area.low_m2 <= high)
        }
        None => plain(&figure.printed) == digits,
    };
    let all = editor.catalogue().figures();
    all.filter(|(_, figure)| matches(figure)).take(most).collect()
}

/// The programmes whose name holds the query, which is in lower case.
pub fn find_programmes<'a>(editor: &'a Editor, query: &str) -> Vec<&'a Programme> {
    let query = Query::new(query);
    let all = editor.catalogue().programmes.iter();
    all.filter(|programme| query.matches(&programme.id, &programme.name)).collect()
}

/// The commands that can be called now and whose name in either language holds each word of the query; all of
/// them for `>`.
pub fn find_commands(editor: &Editor, query: &str) -> Vec<Command> {
    use crate::model::Lang;
    let (all, query) = match query.trim().strip_prefix('>') {
        Some(rest) => (true, rest.trim()),
        None => (false, query.trim()),
    };
    if query.chars().count() < 2 && !all {
        return Vec::new();
    }
    let matches = |command: &Command| {
        [Lang::En, Lang::Zh].iter().any(|lang| {
            let name = words::t(*lang, command.key()).to_lowercase();
            query.split_whitespace().all(|word| name.contains(word))
        })
    };
    let can = |command: &Command| command.action(editor).is_some();
    Command::all().filter(matches).filter(can).collect()
}

/// Zones that a thread looks at before it takes more.
const BLOCK: usize = 4096;
/// Among more zones than this no slip of the finger is looked for: a keystroke has 16 ms.
const MOST_GUESSED: usize = 20_000;

/// Indices of the first zones that match the query, which is in lower case; at most `most`. All
/// cores look where there are many.
pub fn find(zones: &[Zone], query: &str, most: usize) -> Vec<usize> {
    let blocks: Vec<(usize, &[Zone])> = zones.chunks(BLOCK).enumerate().collect();
    let query = Query::new(query);
    let found = find_in(&blocks, most, |zone| query.matches(&zone.id, &zone.name));
    if !found.is_empty() || query.squeezed.chars().count() < 4 || zones.len() > MOST_GUESSED {
        return found;
    }
    // Nothing has it as it was typed: a slip of the finger.
    find_in(&blocks, most, |zone| query.nearly_matches(&zone.name))
}

fn find_in(
    blocks: &[(usize, &[Zone])],
    most: usize,
    matches: impl Fn(&Zone) -> bool + Sync,
) -> Vec<usize> {
    let found = parallel_map(blocks, |(number, block)| {
        let matching = block
            .iter()
            .enumerate()
            .filter(|(_, zone)| matches(zone))
            .map(|(at, _)| number * BLOCK + at);
        matching.take(most).collect::<Vec<_>>()
    });
    found.into_iter().flatten().take(most).collect()
}

/// A query, prepared once for all zones. It matches a name that contains it: English (also in British
/// spelling), hanzi, an alias, pinyin with or without tones and spaces, or the initials of the
/// syllables.
struct Query {
    squeezed: String,
    toneless: String,
    trimmed: String,
}

impl Query {
    fn new(query: &str) -> Self {
        let squeezed = squeeze(query);
        Self { toneless: plain_pinyin(&squeezed), squeezed, trimmed: query.trim().to_owned() }
    }

    /// Whether a word of the name, or its whole pinyin, is one or two letters off.
    fn nearly_matches(&self, name: &Name) -> bool {
        let allowed = if self.toneless.chars().count() >= 8 { 2 } else { 1 };
        let pinyin = squeeze(&plain_pinyin(&name.pinyin));
        let words = name.en.split(|c: char| !c.is_alphanumeric()).map(squeeze);
        // The beginning counts: "dognba" finds "Dongba international business center".
        let length = self.toneless.chars().count();
        let start = |text: &str| text.chars().take(length).collect::<String>();
        words.chain([start(&pinyin), start(&squeeze(&name.en))]).any(|word| {
            word.len().abs_diff(self.toneless.len()) <= allowed
                && strsim::damerau_levenshtein(&word, &self.toneless) <= allowed
        })
    }

    fn matches(&self, id: &str, name: &Name) -> bool {
        if self.squeezed.is_empty() {
            return false;
        }
        let mut latin = [name.short(Lang::En), name.en.as_str(), id]
            .into_iter()
            .chain(name.also.iter().map(String::as_str));
        if latin.any(|text| squeeze(text).contains(&self.squeezed))
            || [name.short(Lang::Zh), &name.zh].iter().any(|zh| zh.contains(&self.trimmed))
        {
            return true;
        }
        if self.squeezed.len() < 2 || name.pinyin.is_empty() {
            return false;
        }
        let plain = plain_pinyin(&name.pinyin);
        squeeze(&plain).contains(&self.toneless)
            || tails(&plain).any(|tail| initials(tail).starts_with(&self.toneless))
    }
}

/// Lower case, without spaces and hyphens, "centre" as "center".
fn squeeze(text: &str) -> String {
    let joined: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '’' | '\'' | '·'))
        .collect();
    joined.replace("centre", "center")
}

/// A text from each of its words on: a place is looked for without what stands before its name.
fn tails(plain: &str) -> impl Iterator<Item = &str> {
    let starts = plain.match_indices(' ').map(|(at, _)| at + 1);
    std::iter::once(0).chain(starts).filter_map(|at| plain.get(at..))
}

/// The first letter of each syllable: `yqh` of `yanqi hu`.
fn initials(plain: &str) -> String {
    plain.split(|c: char| !c.is_ascii_alphabetic()).flat_map(syllables).filter_map(first).collect()
}

fn first(syllable: &str) -> Option<char> {
    syllable.chars().next()
}

/// Cuts a toneless word into syllables: an initial, vowels, and `n`, `ng` or `r` where no vowel
/// follows.
fn syllables(word: &str) -> Vec<&str> {
    let bytes = word.as_bytes();
    let is_vowel = |at: usize| bytes.get(at).is_some_and(|b| b"aeiouv".contains(b));
    let mut cut = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        let mut end = start;
        while end < bytes.len() && !is_vowel(end) {
            end += 1;
        }
        while is_vowel(end) {
            end += 1;
        }
        for coda in ["ng", "n", "r"] {
            if word[end..].starts_with(coda) && !is_vowel(end + coda.len()) {
                end += coda.len();
                break;
            }
        }
        cut.push(&word[start..end]);
        start = end;
    }
    cut
}

/// Lower case, tone marks taken off.
fn plain_pinyin(pinyin: &str) -> String {
    pinyin
        .to_lowercase()
        .chars()
        .map(|character| match character {
            'ā' | 'á' | 'ǎ' | 'à' => 'a',
            'ē' | 'é' | 'ě' | 'è' => 'e',
            'ī' | 'í' | 'ǐ' | 'ì' => 'i',
            'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
            'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
            'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'ü' => 'v',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Bilingual;

    fn matches(id: &str, name: &Name, query: &str) -> bool {
        Query::new(query).matches(id, name)
    }

    #[test]
    fn pinyin_is_found_with_and_without_tones_and_by_initials() {
        let name = Name {
            en: "Yanqi Lake International Convention Center".into(),
            zh: "雁栖湖国际会都".into(),
            pinyin: "Yànqī Hú Guójì Huìdū".into(),
            ..Name::default()
        };
        for query in
            ["yanqi", "yan qi hu", "yqh", "yqhgj", "雁栖", "lake", "yànqī", "convention centre"]
        {
            assert!(matches("yanqi-lake", &name, query), "{query}");
        }
        for query in ["dongba", "qh", "-", " "] {
            assert!(!matches("yanqi-lake", &name, query), "{query:?}");
        }
    }

    #[test]
    fn a_place_is_found_by_its_short_name_and_without_what_stands_before_it() {
        let name = Name {
            en: "Beijing Yanqi Lake Ecological Development Demonstration Zone".into(),
            zh: "北京雁栖湖生态发展示范区".into(),
            pinyin: "Běijīng Yànqī Hú Shēngtài Fāzhǎn Shìfànqū".into(),
            short: Some(Bilingual::new("Yanqi demonstration zone", "雁栖湖示范区")),
            ..Name::default()
        };
        for query in ["雁栖湖示范区", "yanqi demonstration", "yqh", "bjyqh"] {
            assert!(matches("yanqi-demonstration-zone", &name, query), "{query}");
        }
        assert!(!matches("yanqi-demonstration-zone", &name, "qh"));
    }

    #[test]
    fn words_are_cut_into_syllables() {
        assert_eq!(syllables("dongba"), ["dong", "ba"]);
        assert_eq!(syllables("guojia"), ["guo", "jia"]);
        assert_eq!(syllables("shangwu"), ["shang", "wu"]);
        assert_eq!(syllables("beijing"), ["bei", "jing"]);
        assert_eq!(syllables("tiananmen"), ["tia", "nan", "men"]);
    }

    #[test]
    fn odd_queries_do_no_harm() {
        let name = Name { pinyin: "ng’a-rrr é".into(), ..Name::default() };
        for query in ["نص", "e\u{301}", "😀", &"x".repeat(10_000)] {
            assert!(!matches("a", &name, query));
        }
    }
}
