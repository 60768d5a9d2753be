//! Reasons that a file writes though its standard does not ask for them: they are compared with their figures all the same, wherever they are printed.

use std::collections::BTreeSet;

use serde_json::Value;

use super::compared::Compared;
use crate::standard::gather;

/// What the keys of reasons explain, whichever standard prints them: fact, reason, key. Where a key explains several facts, the first that is known.
const EXPLAINED: [(&str, &str, &str); 25] = [
    ("totals.resources_change", "totals.reason", "变动原因.收支总计"),
    ("totals.uses_change", "totals.reason", "变动原因.收支总计"),
    ("fiscal.resources_change", "fiscal.reason", "变动原因.财政拨款收支总计"),
    ("fiscal.uses_change", "fiscal.reason", "变动原因.财政拨款收支总计"),
    ("general.change", "general.change_reason", "变动原因.一般公共预算财政拨款支出"),
    ("general.completion", "general.budget_reason", "变动原因.一般公共预算预决算差异"),
    ("fund.change", "fund.change_reason", "变动原因.政府性基金预算财政拨款支出"),
    ("capital.change", "capital.change_reason", "变动原因.国有资本经营预算财政拨款支出"),
    ("general.classes[].change", "general.classes[].change_reason", CHANGE),
    ("general.classes[].completion", "general.classes[].budget_reason", BUDGET),
    ("general.sections[].change", "general.sections[].change_reason", CHANGE),
    ("general.sections[].completion", "general.sections[].budget_reason", BUDGET),
    ("general.items[].change", "general.items[].change_reason", CHANGE),
    ("general.items[].completion", "general.items[].budget_reason", BUDGET),
    ("fund.items[].change", "fund.items[].change_reason", CHANGE),
    ("fund.items[].completion", "fund.items[].budget_reason", BUDGET),
    ("capital.items[].change", "capital.items[].change_reason", CHANGE),
    ("three_public.total.change", "three_public.total.change_reason", "三公经费.变动原因"),
    ("three_public.total.adjusted", "three_public.total.budget_reason", "三公经费.预决算差异原因"),
    ("three_public.total.initial", "three_public.total.budget_reason", "三公经费.预决算差异原因"),
    ("three_public.going.change", "three_public.going.change_reason", "三公经费.因公出国（境）费.变动原因"),
    ("three_public.vehicles.change", "three_public.vehicles.change_reason", "三公经费.公务用车变动原因"),
    ("three_public.purchase.change", "three_public.purchase.change_reason", "三公经费.公务用车购置费.变动原因"),
    ("three_public.operation.change", "three_public.operation.change_reason", "三公经费.公务用车运行维护费.变动原因"),
    ("three_public.reception.change", "three_public.reception.change_reason", "三公经费.公务接待费.变动原因"),
];
const CHANGE: &str = "科目说明.{code}.变动原因";
const BUDGET: &str = "科目说明.{code}.预决算差异原因";

/// The comparisons whose reasons are written without being asked for; those in `asked` are.
pub(super) fn besides(facts: &Value, asked: &[Compared]) -> Vec<Compared> {
    let mut seen: BTreeSet<String> = asked.iter().map(|compared| compared.write.clone()).collect();
    let written = gather(facts, EXPLAINED).into_iter().filter(|compared| compared.reason.is_some());
    written.filter(|compared| seen.insert(compared.write.clone())).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::EXPLAINED;
    use crate::source::reading;

    /// Every key of a reason in the source file explains a figure here; those that explain something else are compared where that is.
    #[test]
    fn every_reason_of_the_schema_is_compared() {
        const ELSEWHERE: [&str; 4] =
            ["机关运行经费.变动原因", "变动原因.年初结转调整", "变动原因.绩效自评金额差异", "绩效自评.预算执行.偏差原因"];
        let known: BTreeSet<&str> = EXPLAINED.iter().map(|(_, _, write)| *write).chain(ELSEWHERE).collect();
        let reasons = reading::text_paths().into_iter().filter(|path| path.contains("原因") && !path.starts_with("绩效自评.绩效指标"));
        let bare: Vec<String> = reasons.filter(|path| !known.contains(path.as_str()) && !path.contains("存在问题及原因")).collect();
        assert!(bare.is_empty(), "{bare:?}");
    }
}
