//! JS-Q04: marks of a text under review.

use std::ops::Range;
use std::sync::LazyLock;

use super::finding::{Finding, distinct, matches};
use super::pattern::{Pattern, pattern};
use super::prose::Prose;

static ANYWHERE: LazyLock<Pattern> =
    LazyLock::new(|| pattern("仅供内部(?:审核|审阅)|仅供审核|内部审核稿|供审核使用|(?-u:\\b)DRAFT(?-u:\\b)"));
static BRACKETED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        "[（(【\\[](?:第?[一二三四五\\d]稿|征求意见稿|送审稿|讨论稿|初稿|草稿|修改稿|审核稿|报批稿|未定稿|审议稿|内部使用|仅供内部参考|仅供内部使用)[）)】\\]]",
    )
});
static WHOLE_LINE: LazyLock<Pattern> =
    LazyLock::new(|| pattern("(?m)^[ 　]*(?:征求意见稿|送审稿|讨论稿|初稿|草稿|修改稿|审核稿|报批稿|仅供内部参考|仅供内部使用)[ 　。]*$"));

/// Finds review marks.
pub fn findings(text: &Prose) -> Vec<Finding> {
    let message = |piece: &str| format!("审核过程中的标记“{}”留在文字里", piece.trim());
    let hint = "定稿前删去审核标记；草稿水印用 juesuan build --draft 加";
    let mut found = matches(text, &ANYWHERE, |_| false, message, hint);
    found.extend(matches(text, &BRACKETED, |range| in_title(text, range), message, hint));
    found.extend(matches(text, &WHOLE_LINE, |_| false, message, hint));
    distinct(found)
}

/// 《全县国土空间规划（征求意见稿）》 is the title of another document.
fn in_title(text: &str, range: &Range<usize>) -> bool {
    let opened = |open: char, close: char| {
        let before = &text[..range.start];
        before.matches(open).count() > before.matches(close).count()
    };
    opened('《', '》') || opened('“', '”')
}
