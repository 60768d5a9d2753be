//! The sentences that changed between two worded documents, word by word. A number counts as one word.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::prose::{Passage, read};

/// A sentence that changed, appeared or disappeared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentenceChange {
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// The words its paragraph begins with, up to the first figure or mark, where it is not the first sentence there: what 较上年决算增加… is about.
    pub opening: Option<String>,
    pub old: Option<String>,
    pub new: Option<String>,
    pub pieces: Vec<Piece>,
}

/// A run of a changed sentence: what stayed (`old` equals `new`), or what was replaced; either may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub old: String,
    pub new: String,
}

/// A sentence with the section it stands in.
struct Sentence {
    section: Vec<String>,
    opening: Option<String>,
    text: String,
}

/// Lists the changed sentences of two documents in reading order.
pub fn changes(old: &str, new: &str) -> Vec<SentenceChange> {
    let (old, new) = (sentences(&read(old)), sentences(&read(new)));
    let mut changed = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &said(&old), &said(&new)) {
        if let DiffOp::Equal { .. } = op {
            continue;
        }
        pair(&old[op.old_range()], &new[op.new_range()], &mut changed);
    }
    changed
}

/// What the sentences say and where: a paragraph that begins otherwise leaves its other sentences as they were.
fn said(sentences: &[Sentence]) -> Vec<(&[String], &str)> {
    sentences.iter().map(|sentence| (sentence.section.as_slice(), sentence.text.as_str())).collect()
}

fn sentences(passages: &[Passage]) -> Vec<Sentence> {
    let mut found = Vec::new();
    for passage in passages {
        let paragraph = passage.text();
        let texts = paragraph.split_inclusive(['。', '；', '！', '？', '\n']).map(str::trim).filter(|text| !text.is_empty());
        found.extend(texts.enumerate().map(|(at, text)| Sentence {
            section: passage.section.clone(),
            opening: if at > 0 { opening(&paragraph) } else { None },
            text: text.to_owned(),
        }));
    }
    found
}

/// The words a paragraph begins with, its number left out, up to the first figure (but a year it begins with) or mark.
fn opening(paragraph: &str) -> Option<String> {
    let is_figure = |c: char| c.is_ascii_digit();
    let is_mark = |c: char| "，。；：、！？,.．;:\n".contains(c);
    let text = paragraph.trim_start();
    let numbered = text.trim_start_matches(is_figure).strip_prefix(is_mark).filter(|_| text.starts_with(is_figure));
    let text = numbered.unwrap_or(text).trim_start();
    let year = text.len() - text.trim_start_matches(is_figure).len();
    let end = text[year..].find(|c| is_figure(c) || is_mark(c)).map_or(text.len(), |end| year + end);
    let words = text[..end].trim();
    (words.len() > year).then(|| words.to_owned())
}

/// Pairs what was replaced with what replaced it, as far as the two resemble each other, in order.
fn pair(old: &[Sentence], new: &[Sentence], changed: &mut Vec<SentenceChange>) {
    let mut next = 0;
    for before in old {
        let candidates = new.iter().enumerate().skip(next);
        let best = candidates.map(|(at, after)| (likeness(before, after), at)).max_by_key(|(likeness, at)| (*likeness, usize::MAX - at));
        match best.filter(|(likeness, _)| *likeness >= ALIKE) {
            Some((_, at)) => {
                changed.extend(new[next..at].iter().map(appeared));
                let pieces = words_changed(&before.text, &new[at].text);
                changed.push(SentenceChange {
                    section: new[at].section.clone(),
                    opening: new[at].opening.clone(),
                    old: Some(before.text.clone()),
                    new: Some(new[at].text.clone()),
                    pieces,
                });
                next = at + 1;
            }
            None => changed.push(SentenceChange {
                section: before.section.clone(),
                opening: before.opening.clone(),
                old: Some(before.text.clone()),
                new: None,
                pieces: vec![Piece { old: before.text.clone(), new: String::new() }],
            }),
        }
    }
    changed.extend(new[next..].iter().map(appeared));
}

fn appeared(sentence: &Sentence) -> SentenceChange {
    SentenceChange {
        section: sentence.section.clone(),
        opening: sentence.opening.clone(),
        old: None,
        new: Some(sentence.text.clone()),
        pieces: vec![Piece { old: String::new(), new: sentence.text.clone() }],
    }
}

/// From this many words of a hundred in common on, two sentences are one that changed.
const ALIKE: usize = 40;

fn likeness(old: &Sentence, new: &Sentence) -> usize {
    let (before, after) = (words(&old.text), words(&new.text));
    let ops = capture_diff_slices(Algorithm::Myers, &before, &after);
    let same: usize = ops.iter().filter(|op| matches!(op, DiffOp::Equal { .. })).map(|op| op.new_range().len()).sum();
    same * 200 / (before.len() + after.len()).max(1)
}

/// What changed within a text.
pub fn words_changed(old: &str, new: &str) -> Vec<Piece> {
    let (before, after) = (words(old), words(new));
    let ops = capture_diff_slices(Algorithm::Myers, &before, &after);
    let pieces = ops.iter().map(|op| Piece { old: before[op.old_range()].concat(), new: after[op.new_range()].concat() });
    pieces.collect()
}

/// A number with its separators, a Latin word, or a single other character.
fn words(text: &str) -> Vec<&str> {
    let kind = |c: char| if c.is_ascii_digit() || matches!(c, '.' | ',' | '%') { 1 } else { 2 * u8::from(c.is_ascii_alphabetic()) };
    let mut words = Vec::new();
    let mut start = 0;
    let mut last = 0;
    for (at, c) in text.char_indices() {
        let kind = kind(c);
        if at > start && (kind == 0 || kind != last) {
            words.push(&text[start..at]);
            start = at;
        }
        last = kind;
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_words() {
        let pieces = words_changed("收入1,236.03万元，增长12.5%。", "收入1,241.03万元，增长12.95%。");
        let replaced: Vec<(&str, &str)> =
            pieces.iter().filter(|piece| piece.old != piece.new).map(|piece| (piece.old.as_str(), piece.new.as_str())).collect();
        assert_eq!(replaced, [("1,236.03", "1,241.03"), ("12.5%", "12.95%")]);
    }

    #[test]
    fn sentences_appear_disappear_and_change() {
        let old = "#part(\"甲\")\n\n收入#\"1\";万元，支出#\"2\";万元。一句要删的话。\n";
        let new = "#part(\"甲\")\n\n收入#\"3\";万元，支出#\"2\";万元。\n\n另起一段，说别的事情。\n";
        let changed = changes(old, new);
        let seen: Vec<(Option<&str>, Option<&str>)> = changed.iter().map(|change| (change.old.as_deref(), change.new.as_deref())).collect();
        assert_eq!(
            seen,
            [
                (Some("收入1万元，支出2万元。"), Some("收入3万元，支出2万元。")),
                (Some("一句要删的话。"), None),
                (None, Some("另起一段，说别的事情。")),
            ]
        );
        assert_eq!(changed[0].section, ["甲"]);
        let openings: Vec<Option<&str>> = changed.iter().map(|change| change.opening.as_deref()).collect();
        assert_eq!(openings, [None, Some("收入"), None]);
        let begun_otherwise = changes("支出多。仍旧不变。\n", "收入多。仍旧不变。\n");
        assert!(begun_otherwise.len() == 1 && begun_otherwise[0].opening.is_none(), "{begun_otherwise:?}");
    }

    #[test]
    fn a_sentence_is_told_with_what_its_paragraph_is_about() {
        for (paragraph, about) in [
            ("一般公共服务支出年初预算1,179.25万元，支出决算为零。较上年增加。", Some("一般公共服务支出年初预算")),
            ("1. 行政运行（项）。年初预算为零。", Some("行政运行（项）")),
            ("2024年度收入总计1,236.03万元，增加。", Some("2024年度收入总计")),
            ("1，2。", None),
            ("，完。", None),
        ] {
            assert_eq!(opening(paragraph).as_deref(), about, "{paragraph}");
        }
    }
}
