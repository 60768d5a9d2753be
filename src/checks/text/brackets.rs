//! JS-Q06, third part: brackets and quotation marks that are not closed, or closed by another kind.

use super::finding::{Finding, before, is_numeral};

const PAIRS: [(char, char); 9] =
    [('（', '）'), ('(', ')'), ('《', '》'), ('〈', '〉'), ('【', '】'), ('〔', '〕'), ('「', '」'), ('『', '』'), ('“', '”')];

/// Finds the first bracket of a text that has no partner; one is enough to look at the text again.
pub fn findings(text: &str) -> Vec<Finding> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        if PAIRS.iter().any(|(opening, _)| *opening == c) {
            if c == '“' && open.last().is_some_and(|(_, last)| *last == '“') {
                return vec![unpaired(at, c)];
            }
            open.push((at, c));
        } else if let Some((opening, _)) = PAIRS.iter().find(|(_, closing)| *closing == c) {
            match open.last() {
                Some((_, last)) if last == opening => {
                    open.pop();
                }
                Some((_, last)) if matches!((last, c), ('（', ')') | ('(', '）')) => return vec![mixed(at, c)],
                _ if is_number(text, at, c) || is_interval(text) => {}
                _ => return vec![unpaired(at, c)],
            }
        }
    }
    open.into_iter().next().filter(|_| !is_interval(text)).map(|(at, c)| unpaired(at, c)).into_iter().collect()
}

fn unpaired(at: usize, c: char) -> Finding {
    Finding::new(at..at + c.len_utf8(), format!("“{c}”没有配对"), "补上另一半，或删去多余的一半")
}

fn mixed(at: usize, c: char) -> Finding {
    Finding::new(at..at + c.len_utf8(), format!("括号一半全角一半半角：“{c}”"), "两个括号都用全角")
}

/// 1）, a), 一）: the number of an entry.
fn is_number(text: &str, at: usize, c: char) -> bool {
    matches!(c, '）' | ')') && before(text, at).is_some_and(|c| c.is_ascii_alphanumeric() || is_numeral(c))
}

/// [0，10）: an interval's unequal brackets.
fn is_interval(text: &str) -> bool {
    text.contains(['[', ']', '［', '］'])
}
