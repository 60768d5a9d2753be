//! A compiled pattern for short texts. What compiling and searching work with is made once a thread: the library's own regular expressions make it anew
//! for each pattern, which takes longer than everything else they do here.

use std::cell::RefCell;

use regex_automata::nfa::thompson::Compiler;
use regex_automata::nfa::thompson::backtrack::{BoundedBacktracker, Cache};
use regex_automata::nfa::thompson::pikevm::PikeVM;
use regex_automata::util::captures::Captures;
use regex_syntax::hir::Hir;

thread_local! {
    static COMPILER: Compiler = Compiler::new();
    static CACHE: RefCell<Cache> = RefCell::new(BoundedBacktracker::never_match().expect("the smallest pattern there is").create_cache());
}

/// Searches texts for one pattern.
pub struct Search {
    short: BoundedBacktracker,
    /// For texts that are too long for `short`.
    long: PikeVM,
}

impl Search {
    /// Compiles a parsed pattern.
    pub fn of(pattern: &Hir) -> Self {
        let nfa = COMPILER.with(|compiler| compiler.build_from_hir(pattern).expect("what was parsed compiles"));
        let short = BoundedBacktracker::new_from_nfa(nfa.clone()).expect("an automaton with groups");
        Self { short, long: PikeVM::new_from_nfa(nfa).expect("an automaton with groups") }
    }

    /// Whether a text has a match.
    pub fn is_match(&self, text: &str) -> bool {
        self.if_short(text, |short, cache| short.try_is_match(cache, text).expect("a short text"))
            .unwrap_or_else(|| self.long.is_match(&mut self.long.create_cache(), text))
    }

    /// The groups of all matches that do not overlap.
    pub fn all(&self, text: &str) -> Vec<Captures> {
        self.if_short(text, |short, cache| short.try_captures_iter(cache, text).map(|groups| groups.expect("a short text")).collect())
            .unwrap_or_else(|| self.long.captures_iter(&mut self.long.create_cache(), text).collect())
    }

    /// Looks at a text that is short enough.
    fn if_short<T>(&self, text: &str, look: impl FnOnce(&BoundedBacktracker, &mut Cache) -> T) -> Option<T> {
        let short = text.len() <= self.short.max_haystack_len();
        short.then(|| {
            CACHE.with_borrow_mut(|cache| {
                cache.reset(&self.short);
                look(&self.short, cache)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_searched_as_short_ones_are() {
        let search = Search::of(&regex_syntax::parse("(甲|乙)+([0-9]{2})").expect("a pattern"));
        let short = "甲乙12，乙3，甲45。";
        let long = format!("{}{short}", "丙".repeat(search.short.max_haystack_len()));
        let groups = |text: &str| -> Vec<String> {
            let all = search.all(text);
            all.iter().flat_map(|groups| groups.iter().flatten()).map(|group| text[group.range()].to_owned()).collect()
        };
        assert_eq!(groups(short), ["甲乙12", "乙", "12", "甲45", "甲", "45"]);
        assert_eq!(groups(&long), groups(short));
        for (text, matches) in [(short, true), (&long, true), ("甲1", false)] {
            assert_eq!(search.is_match(text), matches);
        }
    }
}
