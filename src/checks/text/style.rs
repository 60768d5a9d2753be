//! JS-Q07: one way of writing: brackets of document numbers, full-width brackets and colons, thousands separators.

use std::sync::LazyLock;

use super::finding::{Finding, after, before, distinct, matches};
use super::pattern::{Pattern, pattern};
use super::prose::Prose;
use crate::source::is_han;

static DOCUMENT_NUMBER: LazyLock<Pattern> = LazyLock::new(|| pattern(r"[【\[［](?:19|20)\d\d年?[】\]］] ?(?:第 ?)?\d{1,5} ?号"));
static HALF_BRACKETS: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\([^()\n]*\p{Han}{2,}[^()\n]*\)"));
static FULL_BRACKETS: LazyLock<Pattern> = LazyLock::new(|| pattern(r"（[^（）\n]*\p{Han}{2,}[^（）\n]*）"));
static COLON: LazyLock<Pattern> = LazyLock::new(|| pattern(":"));
static QUOTED: LazyLock<Pattern> = LazyLock::new(|| pattern("\"[^\"\\n]*\\p{Han}[^\"\\n]*\""));
static FULL_WIDTH: LazyLock<Pattern> = LazyLock::new(|| pattern("[０-９．]*[０-９]+[０-９．]*|[Ａ-Ｗａ-ｗ][Ａ-Ｗａ-ｗ]+"));
static SEPARATED: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\d{1,3}(?:,\d{3})+(?:\.\d+)? ?(?:万元|元)"));
static AMOUNT: LazyLock<Pattern> = LazyLock::new(|| pattern(r"[\d,.]+ ?(?:万元|元)"));

/// Finds writing that is not of one style.
pub fn findings(text: &Prose) -> Vec<Finding> {
    let mut found =
        matches(text, &DOCUMENT_NUMBER, |_| false, |piece| format!("文号“{piece}”的年份应放在六角括号里"), "写成〔2024〕5号的样子");
    if FULL_BRACKETS.is_match(text) {
        let message = |piece: &str| format!("“{piece}”用了半角括号，同一段里别处用全角");
        found.extend(matches(text, &HALF_BRACKETS, |_| false, message, "括号都用全角"));
    }
    let after_han = |at: usize| before(text, at).is_some_and(|c| is_han(c) || matches!(c, '）' | '”' | '》'));
    let in_latin = |range: &std::ops::Range<usize>| !after_han(range.start) || after(text, range.end) == Some('/');
    found.extend(matches(text, &COLON, in_latin, |_| "中文后面用了半角冒号“:”".to_owned(), "改成全角冒号“：”"));
    found.extend(matches(text, &QUOTED, |_| false, |piece| format!("{piece} 用了半角引号"), "改成全角引号“”"));
    found.extend(matches(text, &FULL_WIDTH, |_| false, |piece| format!("“{piece}”是全角的数字或字母"), "改成半角"));
    if SEPARATED.is_match(text) {
        let message = |piece: &str| format!("“{piece}”没有千分位分隔，同一段里别处有");
        found.extend(matches(text, &AMOUNT, |range| !is_bare(&text[range.clone()]), message, "同一段里的金额用一种写法"));
    }
    distinct(found)
}

/// Four or more digits before the decimal point, without a separator.
fn is_bare(amount: &str) -> bool {
    let whole = amount.split(['.', ' ', '元', '万']).next().unwrap_or_default();
    whole.len() > 3 && whole.chars().all(|c| c.is_ascii_digit())
}
