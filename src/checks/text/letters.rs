//! Which characters a text has, and which ones a match of a pattern needs: enough to see that most patterns cannot match most texts.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A set of characters, each standing for one of 128 bits; digits share one of their own. Two characters may share a bit: a set may seem to hold
/// more than it does, never less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Letters(u128);

impl Letters {
    /// The characters of a text.
    pub fn of(text: &str) -> Self {
        Self(text.chars().fold(0, |letters, c| letters | bit(c)))
    }

    fn has(self, wanted: Self) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn shared(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

fn bit(c: char) -> u128 {
    match c {
        '0'..='9' | '０'..='９' => 1,
        _ => 1 << (u32::from(c) % 127 + 1),
    }
}

/// What the texts a pattern matches have: all the characters of one of these sets.
#[derive(Debug)]
pub struct Requirement(Vec<Letters>);

/// So many sets are looked through; what would be more is said more generally.
const MOST_SETS: usize = 48;
/// A class of more characters asks for nothing.
const MOST_CHARACTERS: usize = 12;

impl Requirement {
    /// What a parsed pattern requires.
    pub fn of(pattern: &Hir) -> Self {
        Self(sets(pattern))
    }

    /// Whether a text with these characters can match.
    pub fn is_met_by(&self, letters: Letters) -> bool {
        self.0.iter().any(|set| letters.has(*set))
    }
}

fn nothing() -> Vec<Letters> {
    vec![Letters::default()]
}

fn sets(pattern: &Hir) -> Vec<Letters> {
    match pattern.kind() {
        HirKind::Empty | HirKind::Look(_) => nothing(),
        HirKind::Literal(literal) => vec![std::str::from_utf8(&literal.0).map(Letters::of).unwrap_or_default()],
        HirKind::Class(class) => of_class(class),
        HirKind::Repetition(repetition) if repetition.min == 0 => nothing(),
        HirKind::Repetition(repetition) => sets(&repetition.sub),
        HirKind::Capture(capture) => sets(&capture.sub),
        HirKind::Concat(parts) => parts.iter().map(sets).fold(nothing(), both),
        HirKind::Alternation(parts) => fewer(parts.iter().flat_map(sets).collect()),
    }
}

fn of_class(class: &Class) -> Vec<Letters> {
    let Class::Unicode(class) = class else { return nothing() };
    let digits = class.iter().all(|range| bit(range.start()) == 1 && bit(range.end()) == 1);
    if digits {
        return vec![Letters(1)];
    }
    let count: usize = class.iter().map(|range| range.len()).sum();
    if count > MOST_CHARACTERS {
        return nothing();
    }
    fewer(class.iter().flat_map(|range| (range.start()..=range.end()).map(|c| Letters(bit(c)))).collect())
}

/// What two parts in a row require; where that would be too many sets, what the part of fewer sets does.
fn both(left: Vec<Letters>, right: Vec<Letters>) -> Vec<Letters> {
    if left.len() * right.len() > MOST_SETS {
        return if left.len() <= right.len() && left != nothing() { left } else { right };
    }
    fewer(left.iter().flat_map(|one| right.iter().map(|other| one.with(*other))).collect())
}

/// Each set once; too many become what they share.
fn fewer(mut sets: Vec<Letters>) -> Vec<Letters> {
    sets.sort_unstable();
    sets.dedup();
    if sets.contains(&Letters::default()) {
        return nothing();
    }
    if sets.len() > MOST_SETS { vec![sets.into_iter().reduce(Letters::shared).expect("many sets")] } else { sets }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn possible(pattern: &str, text: &str) -> bool {
        Requirement::of(&regex_syntax::parse(pattern).expect("a pattern")).is_met_by(Letters::of(text))
    }

    #[test]
    fn a_text_without_what_a_match_needs_is_passed_over() {
        for (pattern, text) in [
            ("征求意见稿|送审稿", "征求意见的情况"),
            ("[XxＸ]{2,}", "职责"),
            (r"[0-9０-９]{11,19}[Xx]?", "没有数字"),
            ("(?:执行率|完成率)(?:为|是)? ?([0-9]+)", "执行率较高"),
            (r"^\*\*+|\*\*+$", "星"),
        ] {
            assert!(!possible(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn a_text_that_matches_is_never_passed_over() {
        let patterns = [
            "(?i)abc+@x",
            "[a-z]{2,}|稿",
            "(?:[，。] ?)*完",
            "^(?:甲|乙|丙)?丁?$",
            "[^，]{2}",
            "(?:一|二|三)(?:四|五|六)(?:七|八|九)(?:十|百|千)",
        ];
        let texts = ["ABCC@X", "ab", "稿", "，。 完", "", "甲", "乙丁", "完成", "一五八千", "三六九十"];
        for (pattern, text) in patterns.iter().flat_map(|pattern| texts.map(|text| (pattern, text))) {
            let matches = regex::Regex::new(pattern).expect("a pattern").is_match(text);
            assert!(!matches || possible(pattern, text), "{pattern} {text}");
        }
    }
}
