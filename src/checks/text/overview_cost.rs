//! JS-E09, the text's part: the money an overview asks for against the initial budget, and items of cost that should add up.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::clauses::{WrittenAmount, clauses};
use super::finding::Finding;
use super::pattern::{Pattern, pattern};
use super::prose::Prose;

static ASKED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?:共需|全年需要?|需要|需|申请|储备|共计|合计)(?:的)?(?:保障|安排|预算|专项|工作|运行|项目|维修|培训|会议)*(?:经费|资金|费用|费)?(?:共计?|为)? ?(\d[\d,]*(?:\.\d+)?) ?(万元|元|万)$",
    )
});
static ITEM: LazyLock<Pattern> = LazyLock::new(|| pattern(r"^(\p{Han}[\p{Han}“”]*?) ?(\d[\d,]*(?:\.\d+)?) ?(万元|元)$"));
/// An overview that speaks of several years, or of money from elsewhere, says nothing of this year's budget.
const OTHER_MONEY: [&str; 12] = ["总投资", "分年", "三年", "五年", "两年", "分期", "自筹", "上级补助", "中央", "省级", "追加", "以后年度"];

/// Finds an asked amount that is not the initial budget. `budget` is in yuan: declared and approved.
pub fn findings(text: &Prose, budget: &[Decimal]) -> Vec<Finding> {
    if OTHER_MONEY.iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let asked: Vec<_> = clauses(text)
        .into_iter()
        .filter(|clause| !clause.is_vague())
        .filter_map(|clause| {
            let captures = ASKED.captures(&clause.text)?;
            let (number, unit) = (captures.get(1)?, captures.get(2)?);
            let amount = WrittenAmount::read(number.as_str(), unit.as_str())?;
            Some((clause.place(number.start()..unit.end()), amount))
        })
        .collect();
    let ([(range, amount)], Some(initial)) = (asked.as_slice(), budget.last()) else { return Vec::new() };
    if budget.iter().any(|budget| amount.is(*budget)) {
        return Vec::new();
    }
    let message = format!("项目概况要“{}”，年初预算是 {} 元", &text[range.clone()], initial.normalize());
    vec![Finding::new(range.clone(), message, "概况、预算表和成本指标应是同一个数；预算核减过的，概况也照批复的数写")]
}

/// Finds a list of cost items (办公费36.8万元；印刷费10万元…) whose sum is none of the budgets. `budget` is in yuan.
pub fn items(text: &Prose, budget: &[Decimal]) -> Vec<Finding> {
    if text.contains("共需") || text.contains("计") {
        return Vec::new();
    }
    let pieces: Vec<&str> = text.split(['；', '、', '，', '：', ';']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let amounts: Option<Vec<Decimal>> = pieces
        .iter()
        .map(|piece| {
            let captures = ITEM.captures(&Prose::of(piece.trim_end_matches('。')))?;
            Some(WrittenAmount::read(captures.get(2)?.as_str(), captures.get(3)?.as_str())?.yuan())
        })
        .collect();
    let Some(amounts) = amounts.filter(|amounts| amounts.len() > 1) else { return Vec::new() };
    let sum: Decimal = amounts.iter().sum();
    let Some(initial) = budget.last().filter(|_| !budget.contains(&sum)) else { return Vec::new() };
    let message = format!("各项费用相加是 {} 元，年初预算是 {} 元", sum.normalize(), initial.normalize());
    vec![Finding::new(0..text.len(), message, "补上漏列的费用，或改正各项的数")]
}
