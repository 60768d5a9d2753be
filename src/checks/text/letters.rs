//! Which letters a text has, and which ones a match of a pattern needs: enough to see that most patterns cannot match most texts.

use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};

/// The letters of a text and the pairs of neighbours among them, one bit each. Two may share a bit: a text may seem to have what it has not, never the
/// other way round.
#[derive(Debug, Clone)]
pub struct Letters([u64; WORDS]);

/// A letter or a pair of letters as the number of its bit.
type Bit = u16;

const WORDS: usize = 64;
/// Where the bits of each kind begin: ASCII, each letter its own; symbols; Chinese characters; pairs; pairs of symbols, which are rare.
const SYMBOLS: u32 = 128;
const HAN: u32 = 1024;
const PAIRS: u32 = 2048;
const SYMBOL_PAIRS: u32 = 3584;
const END: u32 = 4096;

/// Characters without a meaning; they share a bit.
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}

fn letter(c: char) -> Bit {
    // The largest primes that the kinds have room for.
    let bit = match u32::from(c) {
        ascii @ ..SYMBOLS => ascii,
        _ if is_private(c) => HAN - 1,
        han @ 0x3400..=0x9FFF => HAN + han % 1021,
        symbol => SYMBOLS + symbol % 887,
    };
    Bit::try_from(bit).expect("bits are few")
}

fn is_symbol(c: char) -> bool {
    !c.is_ascii_alphanumeric() && !matches!(c, '\u{3400}'..='\u{9FFF}')
}

fn pair(first: char, second: char) -> Bit {
    let (from, to) = if is_symbol(first) && is_symbol(second) { (SYMBOL_PAIRS, END) } else { (PAIRS, SYMBOL_PAIRS) };
    let bit = from + u32::from(first).wrapping_mul(31).wrapping_add(u32::from(second)) % (to - from);
    Bit::try_from(bit).expect("bits are few")
}

impl Letters {
    /// The letters of a text.
    pub fn of(text: &str) -> Self {
        let mut letters = Self([0; WORDS]);
        let mut last = None;
        for c in text.chars() {
            letters.add(letter(c));
            if let Some(last) = last.replace(c) {
                letters.add(pair(last, c));
            }
        }
        letters
    }

    fn of_word(&self, word: u8) -> u64 {
        self.0[usize::from(word)]
    }

    /// Whether the text seems to have any of these.
    pub fn have_any(&self, mask: &Mask) -> bool {
        mask.iter().any(|(word, bits)| self.of_word(*word) & bits != 0)
    }

    fn add(&mut self, bit: Bit) {
        self.0[usize::from(bit / 64)] |= 1 << (bit % 64);
    }
}

/// Some of the bits of [`Letters`], word by word.
pub type Mask = Vec<(u8, u64)>;

fn mask(bits: impl Iterator<Item = Bit>) -> Mask {
    let mut all = Letters([0; WORDS]);
    bits.for_each(|bit| all.add(bit));
    // Pairs are rarer than letters.
    let words = all.0.iter().enumerate().rev().filter(|(_, bits)| **bits != 0);
    words.map(|(word, bits)| (u8::try_from(word).expect("words are few"), *bits)).collect()
}

/// What every text has that a pattern matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requirement {
    Nothing,
    /// All letters and pairs of a word.
    Word(Mask),
    /// Any letter of a class.
    Class(Mask),
    All(Vec<Requirement>),
    Any(Vec<Requirement>),
}

use Requirement::{All, Any, Nothing};

/// A class of more characters requires nothing.
const MOST_CHARACTERS: usize = 64;
/// More pairs of neighbours than these require nothing.
const MOST_PAIRS: usize = 256;

/// An end of a match.
#[derive(Clone, Copy)]
enum Edge {
    First,
    Last,
}

/// The characters that every match of a pattern begins or ends with; None if it may be empty or there are too many.
fn edge(pattern: &Hir, at: Edge) -> Option<Vec<char>> {
    match pattern.kind() {
        HirKind::Literal(literal) => {
            let mut word = std::str::from_utf8(&literal.0).ok()?.chars();
            Some(vec![if matches!(at, Edge::First) { word.next()? } else { word.next_back()? }])
        }
        HirKind::Class(Class::Unicode(class)) => {
            let few = class.iter().map(ClassUnicodeRange::len).sum::<usize>() <= MOST_CHARACTERS;
            few.then(|| class.iter().flat_map(|range| range.start()..=range.end()).collect())
        }
        HirKind::Capture(capture) => edge(&capture.sub, at),
        HirKind::Repetition(repetition) if repetition.min > 0 => edge(&repetition.sub, at),
        HirKind::Concat(parts) => edge(if matches!(at, Edge::First) { parts.first()? } else { parts.last()? }, at),
        HirKind::Alternation(parts) => parts.iter().map(|part| edge(part, at)).collect::<Option<Vec<_>>>().map(|parts| parts.concat()),
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) | HirKind::Repetition(_) => None,
    }
}

impl Requirement {
    /// What a parsed pattern requires.
    pub fn of(pattern: &Hir) -> Self {
        match pattern.kind() {
            HirKind::Empty | HirKind::Look(_) => Nothing,
            HirKind::Literal(literal) => std::str::from_utf8(&literal.0).map_or(Nothing, Self::of_word),
            HirKind::Class(class) => Self::of_class(class),
            HirKind::Repetition(repetition) if repetition.min == 0 => Nothing,
            HirKind::Repetition(repetition) => {
                let again = (repetition.min > 1).then(|| Self::neighbours(&repetition.sub, &repetition.sub));
                Self::all(again.into_iter().chain([Self::of(&repetition.sub)]))
            }
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Concat(parts) => {
                let neighbours = parts.windows(2).map(|pair| Self::neighbours(&pair[0], &pair[1]));
                Self::all(neighbours.chain(parts.iter().map(Self::of)))
            }
            HirKind::Alternation(parts) => Self::any(parts.iter().map(Self::of)),
        }
    }

    fn of_word(word: &str) -> Self {
        let pairs = word.chars().zip(word.chars().skip(1)).map(|(first, second)| pair(first, second));
        Self::Word(mask(word.chars().map(letter).chain(pairs)))
    }

    fn of_class(class: &Class) -> Self {
        let Class::Unicode(class) = class else { return Nothing };
        // Of characters that share a bit, the first stands for all.
        let all_private = |range: &ClassUnicodeRange| is_private(range.start()) && is_private(range.end());
        let first = |range: &ClassUnicodeRange| ClassUnicodeRange::new(range.start(), range.start());
        let ranges: Vec<_> = class.iter().map(|range| if all_private(range) { first(range) } else { *range }).collect();
        if ranges.iter().map(ClassUnicodeRange::len).sum::<usize>() > MOST_CHARACTERS {
            return Nothing;
        }
        Self::Class(mask(ranges.iter().flat_map(|range| range.start()..=range.end()).map(letter)))
    }

    /// The last letter of what comes first and the first letter of what follows it, side by side.
    fn neighbours(before: &Hir, behind: &Hir) -> Self {
        let (Some(last), Some(first)) = (edge(before, Edge::Last), edge(behind, Edge::First)) else { return Nothing };
        if last.len() * first.len() > MOST_PAIRS {
            return Nothing;
        }
        Self::Class(mask(last.iter().flat_map(|last| first.iter().map(|first| pair(*last, *first)))))
    }

    /// The parts that are refused soonest come first.
    fn all(parts: impl Iterator<Item = Self>) -> Self {
        let mut parts: Vec<Self> = parts.filter(|part| *part != Nothing).collect();
        parts.sort_by_key(Self::effort);
        if parts.is_empty() { Nothing } else { All(parts) }
    }

    /// How much is looked at, about, before a text is refused.
    fn effort(&self) -> usize {
        match self {
            Nothing => 0,
            Self::Word(_) => 1,
            Self::Class(_) => 2,
            All(parts) => parts.first().map_or(0, Self::effort),
            Any(parts) => parts.iter().map(Self::effort).sum(),
        }
    }

    fn any(parts: impl Iterator<Item = Self>) -> Self {
        let parts: Vec<Self> = parts.collect();
        if parts.contains(&Nothing) { Nothing } else { Any(parts) }
    }

    /// Bits of which every text that matches has at least one; none if nothing is required. Most texts are refused by these alone.
    pub fn least(&self) -> Option<Mask> {
        match self {
            Nothing => None,
            // A word's first entry has a pair, if it has any.
            Self::Word(mask) => mask.first().map(|(word, bits)| vec![(*word, bits & bits.wrapping_neg())]),
            Self::Class(mask) => Some(mask.clone()),
            All(parts) => parts.iter().find_map(Self::least),
            Any(parts) => {
                let bits = parts.iter().map(Self::least).collect::<Option<Vec<Mask>>>()?;
                let bit = |(word, bits): (u8, u64)| (0..64).filter(move |at| bits >> at & 1 == 1).map(move |at| Bit::from(word) * 64 + at);
                Some(mask(bits.into_iter().flatten().flat_map(bit)))
            }
        }
    }

    /// Whether a text with these letters can match.
    pub fn is_met_by(&self, letters: &Letters) -> bool {
        match self {
            Nothing => true,
            Self::Word(mask) => mask.iter().all(|(word, bits)| letters.of_word(*word) & bits == *bits),
            Self::Class(mask) => letters.have_any(mask),
            All(parts) => parts.iter().all(|part| part.is_met_by(letters)),
            Any(parts) => parts.iter().any(|part| part.is_met_by(letters)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::search::Search;
    use super::*;

    fn possible(pattern: &str, text: &str) -> bool {
        Requirement::of(&regex_syntax::parse(pattern).expect("a pattern")).is_met_by(&Letters::of(text))
    }

    #[test]
    fn a_text_without_what_a_match_needs_is_passed_over() {
        for (pattern, text) in [
            ("征求意见稿|送审稿", "征求意见的情况"),
            ("征求意见稿", "稿件征求的意见"),
            (r"[\u{E000}-\u{F8FF}]+|锟斤拷", "没有乱码"),
            ("[XxＸ]{2,}", "职责"),
            (r"[0-9０-９]{11,19}[Xx]?", "没有数字"),
            ("(?:执行率|完成率)(?:为|是)? ?([0-9]+)", "执行率较高"),
            ("(?:项目|工作|经费)(?:项目|工作|经费)?[A-Z]", "项目和工作"),
            (r"^\*\*+|\*\*+$", "星"),
            ("[，。][；、]", "一，二；三、四。"),
            ("[0-9]{3,4}", "1月2日，7人"),
            ("(?:甲|乙丙)[一二]", "甲乙丙丁，一二甲"),
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
            "[0-９]",
            r"[\u{E000}-\u{F8FF}\u{FFFD}]",
            "(?:一|二|三)(?:四|五|六)(?:七|八|九)(?:十|百|千)",
            "(?:甲|乙)+(?:丁|(?:。|，)二)",
            "[a-z]{2}(?:，|稿)?",
            "(?:，|。)(?: ?完)",
        ];
        let texts = ["ABCC@X", "ab", "稿", "，。 完", "", "甲", "乙丁", "完成", "一五八千", "三六九十", "a", "1", "\u{E001}"];
        for (pattern, text) in patterns.iter().flat_map(|pattern| texts.map(|text| (pattern, text))) {
            let matches = Search::of(&regex_syntax::parse(pattern).expect("a pattern")).is_match(text);
            assert!(!matches || possible(pattern, text), "{pattern} {text}");
        }
    }
}
