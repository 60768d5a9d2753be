//! JS-Q02: alternatives of the template that nobody chose between, 增加（减少）.

use std::sync::LazyLock;

use super::finding::{Finding, distinct, matches};
use super::pattern::{Pattern, pattern};
use super::prose::Prose;

static DIRECTIONS: LazyLock<Pattern> = LazyLock::new(|| {
    let word = "增加|减少|增长|下降|上升|提高|降低|大于|小于|高于|低于|多于|少于|等于|持平|相同|盈余|亏损|增|减";
    pattern(&format!("(?:{word})(?:[（(](?:(?:{word})[、/／或]?)+[）)]|[/／](?:{word}))"))
});
static OWN: LazyLock<Pattern> =
    LazyLock::new(|| pattern("[本我该](?:部门|单位|局|县|市|区)(?:[（(](?:单位|部门|局|县|市|区)[）)]|[/／](?:单位|部门))"));
static YES_OR_NO: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        "是(?:[（(]否[）)]|[/／]否)|有(?:[（(]无[）)]|[/／]无)|无(?:[（(]有[）)]|[/／]有)|已(?:[（(]未[）)]|[/／]未)|能(?:[（(]不能[）)]|[/／]不能)",
    )
});

/// Words that say the same: 增长（上升） repeats itself but leaves nothing open.
const UPWARDS: [&str; 7] = ["增加", "增长", "上升", "提高", "大于", "高于", "多于"];
const DOWNWARDS: [&str; 6] = ["减少", "下降", "降低", "小于", "低于", "少于"];

/// Finds alternatives that stand side by side.
pub fn findings(text: &Prose) -> Vec<Finding> {
    let message = |piece: &str| format!("两可的写法“{piece}”没有选定");
    let hint = "只留下与实际相符的一种";
    let mut found = matches(text, &DIRECTIONS, |range| one_way(&text[range.clone()]), message, hint);
    found.extend(matches(text, &OWN, |_| false, message, hint));
    found.extend(matches(text, &YES_OR_NO, |_| false, message, hint));
    distinct(found)
}

fn one_way(piece: &str) -> bool {
    let all_of = |words: &[&str]| {
        let rest = words.iter().fold(piece.to_owned(), |rest, word| rest.replace(word, ""));
        rest.chars().all(|c| "（()）、/／或".contains(c))
    };
    all_of(&UPWARDS) || all_of(&DOWNWARDS)
}
