//! JS-Q06, second part: punctuation that is doubled, half-width between Chinese characters, or leaves a paragraph open.

use std::ops::Range;
use std::sync::LazyLock;

use super::finding::{Finding, after, before, distinct, matches};
use super::pattern::{Pattern, pattern};
use super::prose::Prose;
use crate::source::is_han;

static DOUBLED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"[，。；：、,;][，。；：、]+|[，。；：、,;] [，。；：、]+|[，。；：、]+[，。；：、,;]+|[，。；：、]+ [，。；：、,;]+|！！+|？？+|[，。；：、][.!?]|,,+|;;+|[，、；][）》】〉]|[（《【〈][，。；：、]",
    )
});
static EMPTY: LazyLock<Pattern> = LazyLock::new(|| pattern(r"（[ 　]*）|《[ 　]*》|【[ 　]*】|“[ 　]*”|〔[ 　]*〕"));
/// Marks that a Chinese input method types in full width.
const HALF_WIDTH: [char; 4] = [',', ';', '!', '?'];
/// Marks that ask for more.
const OPEN: [char; 5] = ['；', '，', '、', ';', ','];

/// Finds doubled, half-width and empty punctuation.
pub fn findings(text: &Prose) -> Vec<Finding> {
    let mut found = matches(text, &DOUBLED, |_| false, |piece| format!("标点“{piece}”重复或混用"), "只留一个标点");
    found.extend(matches(text, &EMPTY, |_| false, |piece| format!("“{piece}”里没有内容"), "补上内容，或把括号引号删去"));
    let half = text.match_indices(HALF_WIDTH).map(|(at, mark)| at..at + mark.len()).filter(|range| between_han(text, range));
    found.extend(half.map(|range| half_width(text, range, "切换到中文输入法，改成全角标点")));
    let stop = last_mark(text, &['.']).filter(|range| before(text, range.start).is_some_and(is_prose));
    found.extend(stop.map(|range| half_width(text, range, "改成句号“。”")));
    distinct(found)
}

/// Finds a paragraph that ends in a mark that asks for more. Not for the entries of a list, except its last.
pub fn open_end(text: &Prose) -> Option<Finding> {
    let range = last_mark(text, &OPEN)?;
    let message = format!("段落以“{}”结尾", &text[range.clone()]);
    Some(Finding::new(range, message, "改成句号；后面还有内容时补全"))
}

fn half_width(text: &str, range: Range<usize>, hint: &'static str) -> Finding {
    let message = format!("中文里用了半角的“{}”", &text[range.clone()]);
    Finding::new(range, message, hint)
}

/// The mark that a text ends with, blanks aside, if it is one of these.
fn last_mark(text: &str, marks: &[char]) -> Option<Range<usize>> {
    let text = text.trim_end();
    let mark = text.chars().next_back().filter(|mark| marks.contains(mark))?;
    Some(text.len() - mark.len_utf8()..text.len())
}

fn is_prose(c: char) -> bool {
    is_han(c) || matches!(c, '）' | '》' | '”' | '％')
}

/// A comma that belongs to Chinese text: a Chinese character (or its brackets) on one side, and no figures on both.
fn between_han(text: &str, range: &Range<usize>) -> bool {
    let left = before(text, range.start);
    let right = text[range.end..].chars().find(|c| *c != ' ');
    match (left, right) {
        (Some(left), Some(right)) => {
            is_prose(left) && (is_prose(right) || right.is_ascii_alphanumeric() || "“《（".contains(right))
                || is_prose(right) && left.is_ascii_digit() && after(text, range.end) != Some(' ')
        }
        (Some(left), None) => is_prose(left) && !text[range.clone()].starts_with([',', ';']),
        _ => false,
    }
}
