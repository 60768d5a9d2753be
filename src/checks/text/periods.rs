//! JS-E10: promises in prose for a year already over, and reasons that the budget table contradicts.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::finding::Finding;
use super::pattern::{Pattern, pattern};
use super::prose::Prose;

static PROMISE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(
        r"(20\d\d) ?年(?: ?\d{1,2} ?月)?(?:\d{1,2} ?日)?(?:底|末)?(?:以前|之前|前|内)(?:全部|全面)?(?:完成|完工|竣工|实现|验收|付清|建成)",
    )
});
static NO_BUDGET: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(r"年初(?:未|没有|无)(?:下达|安排|批复|编制|列入)?(?:此项|项目|该项)?(?:的)?预算|(?:未|没有)(?:安排|编制)年初预算|无年初预算")
});

/// Finds a promise in prose (2023年12月底前完成) for a year already over. Silent where the year evaluated is promised for too.
pub fn promise(text: &Prose, year: i32) -> Vec<Finding> {
    let promises: Vec<(i32, Finding)> = PROMISE
        .captures_iter(text)
        .filter_map(|captures| {
            let promised: i32 = captures.get(1)?.as_str().parse().ok()?;
            let message = format!("期限在 {promised} 年，评价的是 {year} 年度");
            let hint = "改成本年度的期限；项目跨年的，写本年度的阶段目标";
            Some((promised, Finding::new(captures.get(0)?.range(), message, hint)))
        })
        .collect();
    if promises.iter().any(|(promised, _)| *promised == year) {
        return Vec::new();
    }
    promises.into_iter().filter(|(promised, _)| *promised < year).map(|(_, finding)| finding).collect()
}

/// Finds a reason that says there was no initial budget although the table has one (in yuan).
pub fn reason(text: &Prose, initial: Decimal) -> Vec<Finding> {
    if initial.is_zero() {
        return Vec::new();
    }
    let message = format!("说年初没有预算，预算表里年初预算是 {} 元", initial.normalize());
    let found = NO_BUDGET.find_iter(text).map(|found| Finding::new(found.range(), message.clone(), "按预算表改正原因，或改正预算表"));
    found.collect()
}
