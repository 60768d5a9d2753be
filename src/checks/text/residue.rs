//! JS-Q05: what a conversion left behind: marks of other formats, lone fragments, unreadable characters.

use std::sync::LazyLock;

use super::finding::{Finding, after, before, distinct, matches, matches_any};
use super::pattern::{Pattern, pattern};
use super::prose::Prose;

static MARKS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    [
        r"~~+",
        r"\*\*[^*\s、，。；\n]{2,40}\*\*",
        r"PAGEREF|_Toc\d+|HYPERLINK|MERGEFORMAT|错误！未(?:定义书签|找到引用源)。?|#REF!|#N/A|#VALUE!|#DIV/0!|#NAME\?",
        r"&(?:nbsp|amp|lt|gt|quot);|</?(?:p|div|span|td|tr|table|br|b|strong|font)(?:\s[^<>]{0,60})?/?>",
        r"(?m)^#{1,6} |^\s*(?:-{3,}|\|[-|: ]+\|)\s*$|!\[[^\]\n]*\]\([^)\n]*\)",
        r"\$[^$\n]{0,20}\\[a-z]+[^$\n]{0,20}\$|\\(?:times|geq|leq|mathrm|text)(?-u:\b)",
        "[\u{FFFD}\u{FEFF}\u{200B}\u{E000}-\u{F8FF}]+|锟斤拷|烫烫烫",
        r"[?？]{3,}",
    ]
    .map(pattern)
    .into()
});
static LONE_STARS: LazyLock<Pattern> = LazyLock::new(|| pattern(r"^\*\*+|\*\*+$"));

/// Units that say nothing by themselves.
const UNITS: [&str; 10] = ["元", "万元", "亿元", "个", "人", "人次", "台", "辆", "%", "％"];
const PUNCTUATION: &str = "，。；：、！？,.;:!?";

const HINT: &str = "删去转换时留下的字符，与原稿核对这一处的文字";

/// Finds residue.
pub fn findings(text: &Prose) -> Vec<Finding> {
    let message = |piece: &str| format!("转换残留“{}”", piece.trim().chars().take(20).collect::<String>());
    let mut found: Vec<Finding> = matches_any(text, &MARKS, message, HINT);
    found.extend(matches(text, &LONE_STARS, |range| masks_a_name(text, range), message, HINT));
    found.extend(lone(text));
    distinct(found)
}

/// A unit or punctuation with nothing else.
fn lone(text: &Prose) -> Option<Finding> {
    let piece = text.trim();
    let is_lone = UNITS.contains(&piece) || !piece.is_empty() && piece.chars().all(|c| PUNCTUATION.contains(c));
    is_lone.then(|| Finding::new(0..text.len(), format!("只有一个“{piece}”，是残缺的文字"), HINT))
}

/// 张**, ****1234: stars that hide something.
fn masks_a_name(text: &str, range: &std::ops::Range<usize>) -> bool {
    before(text, range.start).is_some() || after(text, range.end).is_some_and(|c| c.is_ascii_digit())
}
