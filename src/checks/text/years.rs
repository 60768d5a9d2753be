//! JS-R10: a reason that speaks of another year than the two it compares: 2022年新增人员 in a document of 2024 was probably left there.
//!
//! Years are named for many good reasons: plans and laws, buildings begun and debts of earlier years. Only a plain “in that year” is noticed.

use std::ops::Range;
use std::sync::LazyLock;

use super::finding::Finding;
use super::pattern::{Pattern, pattern};
use super::privacy::narrow;
use super::prose::Prose;

static YEAR: LazyLock<Pattern> = LazyLock::new(|| pattern(r"\d{4} ?年度?"));
/// One year held against another.
static AGAINST: LazyLock<Pattern> = LazyLock::new(|| pattern(r"(\d{4}) ?年度?(?:与|和|较|比|同)(\d{4}) ?年"));
/// What the two years are called, so that no number is needed; this year first.
const NAMED: [&str; 9] = ["本年", "今年", "当年", "本期", "上年", "去年", "年初", "年中", "年内"];
/// What stands before a year that is a date of something else: a range, a beginning, a title.
const BEFORE: [&str; 15] = ["下达", "提前", "自", "从", "至", "到", "于", "—", "－", "-", "～", "~", "、", "为", "《"];
/// What stands behind one: what was decided, begun or finished then, or owed since.
const BEHIND: [&str; 43] = [
    "起",
    "以来",
    "开始",
    "至",
    "到",
    "—",
    "－",
    "-",
    "～",
    "~",
    "、",
    "以前",
    "之前",
    "及以前",
    "前",
    "印发",
    "出台",
    "修订",
    "颁布",
    "实施",
    "施行",
    "批准",
    "批复",
    "立项",
    "开工",
    "建成",
    "竣工",
    "启动",
    "成立",
    "组建",
    "购置",
    "购入",
    "采购",
    "签订",
    "制定",
    "下达",
    "提前下达",
    "投入使用",
    "交付",
    "验收",
    "中标",
    "承建",
    "版",
];
/// Words of money that belongs to another year by its nature.
const OWED: [&str; 18] = [
    "尾款",
    "余款",
    "欠",
    "补缴",
    "补发",
    "补助资金",
    "结转",
    "结余",
    "质保",
    "清算",
    "遗留",
    "历史",
    "未付",
    "应付",
    "续建",
    "跨年",
    "规划",
    "垫付",
];

/// Finds the year a reason is about when it is neither the document's nor the one before.
pub fn findings(text: &Prose, year: i32) -> Vec<Finding> {
    let of_the_two = |named: i32| named == year || named == year - 1;
    let compared = AGAINST.captures_iter(text).filter_map(|captures| {
        let (first, whole) = (captures.get(1)?, captures.get(0)?);
        let first = number(first.as_str())?;
        (first != year).then(|| (first, whole.range()))
    });
    let years: Vec<(i32, Range<usize>)> = YEAR.find_iter(text).filter_map(|found| Some((number(found.as_str())?, found.range()))).collect();
    let speaks_of_now = years.iter().any(|(named, _)| *named == year) || NAMED[..4].iter().any(|name| text.contains(name));
    let mut wrong: Vec<(i32, Range<usize>)> = compared.filter(|_| !speaks_of_now).collect();
    if wrong.is_empty() {
        let speaks_of_the_two = years.iter().any(|(named, _)| of_the_two(*named)) || NAMED.iter().any(|name| text.contains(name));
        let owed = OWED.iter().any(|word| text.contains(word));
        if !speaks_of_the_two && !owed {
            wrong = years.into_iter().filter(|(named, range)| (1980..2100).contains(named) && is_plain(text, range)).collect();
        }
    }
    let finding = |(named, range): (i32, Range<usize>)| {
        let message = format!("原因说的是 {named} 年，这份文件说的是 {year} 年与 {} 年", year - 1);
        Finding::new(range, message, "多半是以前年度的文字没有改：改成今年的原因；说的确是那一年的事，不用改")
    };
    wrong.into_iter().take(1).map(finding).collect()
}

fn number(text: &str) -> Option<i32> {
    text.chars().take(4).map(narrow).collect::<String>().parse().ok()
}

/// Whether a year stands for itself: outside titles and brackets, and no date of something else.
fn is_plain(text: &str, range: &Range<usize>) -> bool {
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let inside = |open: char, close: char| before.matches(open).count() > before.matches(close).count();
    let enclosed = [('《', '》'), ('（', '）'), ('(', ')'), ('“', '”'), ('〔', '〕')].into_iter().any(|(open, close)| inside(open, close));
    let dated = BEFORE.iter().any(|word| before.ends_with(word)) || BEHIND.iter().any(|word| behind.starts_with(word));
    // 2021年10月开工: the month is a part of the date.
    let month = behind.split_once('月').filter(|(month, _)| !month.is_empty() && month.chars().all(|c| c.is_ascii_digit()));
    let dated_month = month.is_some_and(|(_, behind)| BEHIND.iter().any(|word| behind.trim_start_matches(['底', '份']).starts_with(word)));
    let digit = before.ends_with(|c: char| c.is_ascii_digit());
    !enclosed && !dated && !dated_month && !digit
}
