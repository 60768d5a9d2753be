//! The nearest known word to a mistyped one. Kinds of brackets, quotation marks and spaces do not count.

/// Longer texts are not compared: no known word comes near.
const LONGEST_WORD: usize = 60;

/// The nearest of the known words, if one is near enough to be what was meant.
pub fn nearest<'w>(written: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let written = plain(written);
    if written.chars().count() > LONGEST_WORD {
        return None;
    }
    known
        .map(|word| (likeness(&written, &plain(word)), word))
        .filter(|(likeness, _)| *likeness >= 50)
        .max_by(|(a, first), (b, second)| a.cmp(b).then_with(|| second.cmp(first)))
        .map(|(_, word)| word)
}

/// The word without what people type in many ways.
pub fn plain(word: &str) -> String {
    word.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'' | '「' | '」' | '\u{200b}' | '\u{feff}'))
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
            other => other,
        })
        .collect()
}

/// Likeness in percent: shared letters in order, and a bonus where one word holds the other.
fn likeness(a: &str, b: &str) -> usize {
    let longest = a.chars().count().max(b.chars().count());
    if longest == 0 {
        return 0;
    }
    let same = 100 - strsim::damerau_levenshtein(a, b) * 100 / longest;
    let holds = a.chars().count() > 1 && b.chars().count() > 1 && (a.contains(b) || b.contains(a));
    match (abbreviates(a, b), holds) {
        (true, _) => same.max(75),
        (false, true) => same.max(60),
        (false, false) => same,
    }
}

/// Whether a word is the other with letters left out, beginning alike: 参公事业单位 for 参照公务员法管理事业单位.
fn abbreviates(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().count() > 2 && short.chars().next() == long.chars().next() && short.chars().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let known = ["基本支出", "项目支出", "因公出国（境）费", "三公经费", "年度"];
        let near = |written| nearest(written, known.iter().copied());
        assert_eq!(near("项目指出"), Some("项目支出"));
        assert_eq!(near("因公出国(境)费"), Some("因公出国（境）费"));
        assert_eq!(near("“三公”经费"), Some("三公经费"));
        assert_eq!(near("年 度"), Some("年度"));
        assert_eq!(near("固定资产"), None);
        let kinds = ["事业单位", "参照公务员法管理事业单位"];
        assert_eq!(nearest("参公事业单位", kinds.into_iter()), Some(kinds[1]));
    }
}
