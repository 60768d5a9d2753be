//! JS-Q01: places that were left to be filled in.

use std::ops::Range;
use std::sync::LazyLock;

use super::finding::{Finding, after, before, distinct, is_numeral, matches};
use super::pattern::{Pattern, pattern};
use super::prose::Prose;

static CROSSES: LazyLock<Pattern> = LazyLock::new(|| pattern("[XxＸｘ×✕╳]{2,}"));
static DATES: LazyLock<Pattern> = LazyLock::new(|| pattern("[XxＸｘ×](?:年|月|日)"));
static CIRCLES: LazyLock<Pattern> = LazyLock::new(|| pattern("[○〇◯]{2,}|[□＿]{2,}|_{3,}|某某"));
static WORDS: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?-u:\b)(?:TODO|todo|TBD|FIXME)(?-u:\b)|[（(【\[]待(?:补充?|定|填|核实|确认|完善|更新)[）)】\]]|待填(?:写|列|报)|此处填写|此处待补|^\s*待(?:补充?|定|核实|确认|完善|更新|查)[。.]?\s*$",
    )
});
static FILL_IN: LazyLock<Pattern> = LazyLock::new(|| pattern("待填"));
static BRACES: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\$?\{\{?[^{}\n]{0,40}\}?\}"));
static OMITTED: LazyLock<Pattern> = LazyLock::new(|| pattern("[（(【]略[）)】]"));

const HINT: &str = "写上实际内容；没有内容时把整句删去";

/// Finds placeholders.
pub fn findings(text: &Prose) -> Vec<Finding> {
    let message = |piece: &str| format!("占位符“{piece}”没有换成实际内容");
    let mut found = matches(text, &CROSSES, |range| is_code(text, range) || is_masked(text, range), message, HINT);
    found.extend(matches(text, &DATES, |range| joined_before(text, range.start), message, HINT));
    found.extend(matches(text, &CIRCLES, |range| is_numeric(text, range), message, HINT));
    found.extend(matches(text, &WORDS, |_| false, message, HINT));
    found.extend(matches(text, &FILL_IN, |range| after(text, range.end).is_some_and(|c| "补平充埋海".contains(c)), message, HINT));
    found.extend(matches(text, &BRACES, |_| false, message, HINT));
    found.extend(matches(text, &OMITTED, |_| false, message, HINT));
    distinct(found)
}

fn joined_before(text: &str, at: usize) -> bool {
    before(text, at).is_some_and(|c| c.is_ascii_alphanumeric() || c == '.')
}

/// XXL, www.xx.gov.cn: part of a longer Latin word.
fn is_code(text: &str, range: &Range<usize>) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic() || matches!(c, '.' | '@' | '/' | '_');
    before(text, range.start).is_some_and(latin) || after(text, range.end).is_some_and(|c| latin(c) || c == '-')
}

/// 138XXXX1234: digits on both sides.
fn is_masked(text: &str, range: &Range<usize>) -> bool {
    before(text, range.start).is_some_and(|c| c.is_ascii_digit())
        && after(text, range.end).is_some_and(|c| c.is_ascii_digit() || "Xx".contains(c))
}

/// 二〇〇八年, 二○○八年: circles that are zeros.
fn is_numeric(text: &str, range: &Range<usize>) -> bool {
    text[range.clone()].starts_with(['〇', '○'])
        && (before(text, range.start).is_some_and(is_numeral) || after(text, range.end).is_some_and(is_numeral))
}
