//! The patterns of lints. Compiling one takes longer than searching all of a file's texts with it, and most of them look for characters that hardly any file
//! has: so a pattern knows which characters a match cannot do without, and is compiled when a text first has them.

use std::sync::OnceLock;

use regex::{Captures, Match, Regex};

use super::letters::{Letters, Requirement};

/// A regular expression that is compiled when a text may match it.
pub struct Pattern {
    text: String,
    requirement: Requirement,
    regex: OnceLock<Regex>,
}

/// Reads a pattern of a lint. `\d` are the digits of ASCII and full width, `\s` the blanks people type, `\p{Han}` the characters of
/// [`is_han`](super::finding::is_han): the classes of all Unicode take ten times as long to compile, which is longer than reading a file.
pub fn pattern(text: &str) -> Pattern {
    let text = text.replace(r"\d", "[0-9０-９]").replace(r"\s", "[\\t\\n\\r \u{a0}\u{3000}]").replace(r"\p{Han}", "[㐀-䶿一-鿿〇]");
    let requirement = Requirement::of(&regex_syntax::parse(&text).expect("a lint's pattern is a regular expression"));
    Pattern { text, requirement, regex: OnceLock::new() }
}

impl Pattern {
    /// Whether a text has a match.
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled_for(text).is_some_and(|regex| regex.is_match(text))
    }

    /// All matches that do not overlap.
    pub fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        self.compiled_for(text).into_iter().flat_map(move |regex| regex.find_iter(text))
    }

    /// The groups of the first match.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.compiled_for(text)?.captures(text)
    }

    /// The groups of all matches that do not overlap.
    pub fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        self.compiled_for(text).into_iter().flat_map(move |regex| regex.captures_iter(text))
    }

    /// The compiled pattern, unless the text lacks what every match has.
    fn compiled_for(&self, text: &str) -> Option<&Regex> {
        self.compiled_with(Letters::of(text))
    }

    fn compiled_with(&self, letters: Letters) -> Option<&Regex> {
        let possible = self.requirement.is_met_by(letters);
        possible.then(|| self.regex.get_or_init(|| Regex::new(&self.text).expect("what was parsed compiles")))
    }
}

/// All matches of any of several patterns, pattern by pattern.
pub fn find_any<'t>(patterns: &[Pattern], text: &'t str) -> impl Iterator<Item = Match<'t>> {
    let letters = Letters::of(text);
    patterns.iter().filter_map(move |pattern| pattern.compiled_with(letters)).flat_map(move |regex| regex.find_iter(text))
}
