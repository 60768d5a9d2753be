//! JS-Q08: numbers that lost their unit or percent sign, years without 年.

use std::sync::LazyLock;

use super::finding::{Finding, distinct};
use super::pattern::{Pattern, pattern};
use super::prose::Prose;

/// A word that asks for an amount, at most a word between, a number, and the end of the clause.
static AMOUNT: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?:年初预算|全年预算|预算资金|预算金额|全年执行|共需(?:经费|资金)|支出(?:金额|决算|合计)|所需资金|资金|经费|投资)(?:数|额)?(?:为|是|共计?|合计)? ?(\d[\d,]*(?:\.\d+)?)(?:[，。；、）]|$)",
    )
});
static PERCENT: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(?:执行率|完成率|满意度|满意率|合格率|覆盖率|及时率|达标率|占比|增长率|增幅|降幅)(?:为|是|达到?)? ?(\d+(?:\.\d+)?)(?:[，。；、）]|$)",
    )
});
static YEAR: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"(?:^|[^\d.\-/—～~至〔\[（(第])(20[0-4]\d) ?(?:初|末|底|月|度(?:预算|决算|部门|工作|支出|收入)|对全[县市区])")
});

/// Finds numbers without their unit.
pub fn findings(text: &Prose) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut look = |pattern: &Pattern, what: &str, hint: &'static str| {
        for captures in pattern.captures_iter(text) {
            let number = captures.get(1).expect("the pattern captures a number");
            if number.as_str().chars().any(|c| c.is_ascii_digit() && c != '0') {
                found.push(Finding::new(number.range(), format!("“{}”后面缺{what}", number.as_str()), hint));
            }
        }
    };
    look(&AMOUNT, "单位", "补上元或万元");
    look(&PERCENT, "百分号", "补上 %");
    look(&YEAR, "“年”字", "写成 2024年");
    distinct(found)
}
