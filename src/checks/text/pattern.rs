//! The patterns of lints. Compiling one takes longer than searching all of a file's texts with it, and most of them look for characters that hardly any file
//! has: so a pattern knows which characters a match cannot do without, and is compiled when a text first has them.

use std::sync::OnceLock;

use regex::{Captures, Match, Regex};

use super::letters::Requirement;
use super::prose::Prose;

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
    pub fn is_match(&self, text: &Prose) -> bool {
        self.compiled_for(text).is_some_and(|regex| regex.is_match(text))
    }

    /// All matches that do not overlap.
    pub fn find_iter<'t>(&self, text: &Prose<'t>) -> impl Iterator<Item = Match<'t>> {
        let searched = text.as_str();
        self.compiled_for(text).into_iter().flat_map(move |regex| regex.find_iter(searched))
    }

    /// The groups of the first match.
    pub fn captures<'t>(&self, text: &Prose<'t>) -> Option<Captures<'t>> {
        self.compiled_for(text)?.captures(text.as_str())
    }

    /// The groups of all matches that do not overlap.
    pub fn captures_iter<'t>(&self, text: &Prose<'t>) -> impl Iterator<Item = Captures<'t>> {
        let searched = text.as_str();
        self.compiled_for(text).into_iter().flat_map(move |regex| regex.captures_iter(searched))
    }

    /// The compiled pattern, unless the text lacks what every match has.
    fn compiled_for(&self, text: &Prose) -> Option<&Regex> {
        let possible = self.requirement.is_met_by(text.letters());
        possible.then(|| self.regex.get_or_init(|| Regex::new(&self.text).expect("what was parsed compiles")))
    }
}
