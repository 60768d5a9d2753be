//! The patterns of lints. Compiling one takes longer than searching all of a file's texts with it, and most of them look for letters that hardly any file
//! has: so a pattern knows which letters a match cannot do without, and is compiled when a text first has them.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::util::captures;
use regex_syntax::hir::Hir;

use super::letters::{Mask, Requirement};
use super::prose::Prose;
use super::search::Search;

/// A regular expression that is compiled when a text may match it.
pub struct Pattern {
    parsed: Hir,
    requirement: Requirement,
    /// The requirement's least, which is looked at first.
    least: Option<Mask>,
    search: OnceLock<Search>,
}

/// Reads a pattern of a lint. `\d` are the digits of ASCII and full width, `\s` the blanks people type, `\p{Han}` the characters of
/// [`is_han`](crate::source::is_han): the classes of all Unicode take ten times as long to compile, which is longer than reading a file.
pub fn pattern(text: &str) -> Pattern {
    let text = text.replace(r"\d", "[0-9０-９]").replace(r"\s", "[\\t\\n\\r \u{a0}\u{3000}]").replace(r"\p{Han}", "[㐀-䶿一-鿿〇]");
    let parsed = regex_syntax::parse(&text).expect("a lint's pattern is a regular expression");
    let requirement = Requirement::of(&parsed);
    Pattern { least: requirement.least(), requirement, parsed, search: OnceLock::new() }
}

/// A piece of a text that a pattern or one of its groups matches.
#[derive(Debug, Clone)]
pub struct Match<'t> {
    text: &'t str,
    range: Range<usize>,
}

impl<'t> Match<'t> {
    fn of(text: &'t str, found: regex_automata::Span) -> Self {
        Self { text, range: found.range() }
    }

    /// The piece itself.
    pub fn as_str(&self) -> &'t str {
        &self.text[self.range()]
    }

    /// Its byte range.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Where it begins.
    pub fn start(&self) -> usize {
        self.range.start
    }

    /// Where it ends.
    pub fn end(&self) -> usize {
        self.range.end
    }
}

/// The groups of a match.
#[derive(Debug)]
pub struct Captures<'t> {
    text: &'t str,
    groups: captures::Captures,
}

impl<'t> Captures<'t> {
    /// A group by its number, if it took part in the match; the whole match is 0.
    pub fn get(&self, number: usize) -> Option<Match<'t>> {
        self.groups.get_group(number).map(|found| Match::of(self.text, found))
    }
}

impl Pattern {
    /// Whether a text has a match.
    pub fn is_match(&self, text: &Prose) -> bool {
        self.compiled_for(text).is_some_and(|search| search.is_match(text))
    }

    /// All matches that do not overlap.
    pub fn find_iter<'t>(&self, text: &Prose<'t>) -> impl Iterator<Item = Match<'t>> {
        self.captures_iter(text).filter_map(|groups| groups.get(0))
    }

    /// The groups of the first match.
    pub fn captures<'t>(&self, text: &Prose<'t>) -> Option<Captures<'t>> {
        self.captures_iter(text).next()
    }

    /// The groups of all matches that do not overlap.
    pub fn captures_iter<'t>(&self, text: &Prose<'t>) -> impl Iterator<Item = Captures<'t>> {
        let text_of = text.as_str();
        let found = self.compiled_for(text).map(|search| search.all(text_of)).unwrap_or_default();
        found.into_iter().map(move |groups| Captures { text: text_of, groups })
    }

    /// The compiled pattern, unless the text lacks what every match has.
    fn compiled_for(&self, text: &Prose) -> Option<&Search> {
        let letters = text.letters();
        let possible = self.least.as_ref().is_none_or(|least| letters.have_any(least)) && self.requirement.is_met_by(letters);
        possible.then(|| self.search.get_or_init(|| Search::of(&self.parsed)))
    }
}
