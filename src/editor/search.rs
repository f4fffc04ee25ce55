//! Finding a zone by any of its names.

use crate::model::zone::Name;

/// Whether a name contains the query, which is in lower case: English (also in British spelling),
/// hanzi, an alias, pinyin with or without tones and spaces, or the initials of the syllables.
pub fn matches(id: &str, name: &Name, query: &str) -> bool {
    let squeezed = squeeze(query);
    if squeezed.is_empty() {
        return false;
    }
    let plain = plain_pinyin(&name.pinyin);
    let toneless = plain_pinyin(&squeezed);
    let latin = [name.en.as_str(), id].into_iter().chain(name.also.iter().map(String::as_str));
    latin.into_iter().any(|text| squeeze(text).contains(&squeezed))
        || name.zh.contains(query.trim())
        || squeezed.len() > 1 && squeeze(&plain).contains(&toneless)
        || squeezed.len() > 1 && initials(&plain).starts_with(&toneless)
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
