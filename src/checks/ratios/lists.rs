//! Written lists against figures: what basic expenditure mainly consists of (N07), what a class was used for (N10).

use rust_decimal::Decimal;

use crate::accounts::{EconomicPart, Figure};
use crate::catalog::{EconomicItem, Level, Part};
use crate::checks::Case;
use crate::checks::sums::in_yuan;
use crate::diagnostics::Diagnostic;
use crate::source::Spanned;

/// JS-N07: every name of a written list has an amount, and nothing larger than what it names is left out.
pub fn section6(case: &Case) -> Vec<Diagnostic> {
    let lists = &case.file().section6_lists;
    let mut found = list(case, &lists.personnel, Part::Personnel, "基本支出主要包括.人员经费");
    found.extend(list(case, &lists.operating, Part::Operating, "基本支出主要包括.公用经费"));
    found
}

fn list(case: &Case, names: &[Spanned<String>], part: Part, path: &str) -> Vec<Diagnostic> {
    if names.is_empty() {
        return Vec::new();
    }
    let belongs = |item: &&EconomicItem| item.level() == Level::Section && item.part == part;
    let items: Vec<&EconomicItem> = case.derived.names.catalog().economic_items().iter().filter(belongs).collect();
    let amount = |item: &EconomicItem| case.accounts().sum(&Figure::Economic(EconomicPart::Code(item.code.to_owned())));
    let mut found = Vec::new();
    let mut smallest: Option<Decimal> = None;
    for name in names {
        let plain = name.value.trim_end_matches(['等', '。']);
        match items.iter().find(|item| item.name == plain) {
            None => {
                let finding =
                    Diagnostic::warning("JS-N07", format!("基本支出明细的这一部分没有名为“{plain}”的科目")).at(name.span, "不是科目名称");
                found.push(finding.hint("写经济分类款级科目的全称，或删去整个列举，由程序自动列出"));
            }
            Some(item) if amount(item).is_zero() => {
                let finding = Diagnostic::warning("JS-N07", format!("列举了{plain}，基本支出明细里这个科目（{}）没有支出", item.code))
                    .at(name.span, "没有支出");
                found.push(finding.hint("删去它；整个列举不写时，由程序自动列出"));
            }
            Some(item) => smallest = Some(smallest.map_or(amount(item), |smallest| smallest.min(amount(item)))),
        }
    }
    let named = |item: &EconomicItem| names.iter().any(|name| name.value.trim_end_matches(['等', '。']) == item.name);
    let left_out = items.iter().filter(|item| !named(item) && smallest.is_some_and(|smallest| amount(item) > smallest));
    for item in left_out {
        let finding = Diagnostic::warning("JS-N07", format!("“主要包括”漏了{}，它比已列举的科目金额大", item.name));
        let finding = finding.at(case.place(path), "列举").at(case.place(&format!("基本支出明细.{}", item.code)), in_yuan(amount(item)));
        found.push(finding.hint("补上它；整个列举不写时，由程序自动列出"));
    }
    found
}

/// Contributions that stand beside each other in every department's file: class, words of its own uses, and the word that is unmistakably its own.
const CONTRIBUTIONS: [(&str, &[&str], &[&str]); 3] = [
    (
        "208",
        &[
            "养老",
            "年金",
            "社会保障",
            "社保",
            "就业",
            "抚恤",
            "退休",
            "离休",
            "残疾",
            "救助",
            "优抚",
            "退役",
            "低保",
            "失业",
            "工伤",
            "福利",
        ],
        &["养老保险", "职业年金"],
    ),
    ("210", &["医疗", "医保", "卫生", "健康", "疾病", "疫", "计划生育", "药", "生育"], &["医疗保险", "医疗补助"]),
    ("221", &["住房", "公积金", "购房", "房", "物业"], &["住房公积金"]),
];

/// JS-N10: the use of one contribution written for another: the lines were exchanged or copied.
pub fn exchanged(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for line in &case.derived.narrative.general.classes {
        let Some(purpose) = &line.purpose else { continue };
        let Some((_, own, _)) = CONTRIBUTIONS.iter().find(|(class, ..)| *class == line.code) else { continue };
        if own.iter().any(|word| purpose.contains(word)) {
            continue;
        }
        let other = CONTRIBUTIONS.iter().find(|(class, _, marks)| *class != line.code && marks.iter().any(|mark| purpose.contains(mark)));
        let Some((other, ..)) = other else { continue };
        let finding = Diagnostic::warning("JS-N10", format!("{} {}的用途说的是 {other} 类的事", line.code, line.name));
        let finding = finding.at(case.place(&format!("科目说明.{}.用途", line.code)), "用途");
        found.push(finding.hint("几类的用途可能写串了，逐类核对"));
    }
    found
}

/// JS-N10: a class whose whole use is given as one project, though that project is only a part of it.
pub fn purposes(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for line in &case.derived.narrative.general.classes {
        let Some(purpose) = &line.purpose else { continue };
        let named = case.derived.reports.iter().zip(&case.file().projects).find(|(report, _)| {
            report.name.contains(purpose.trim()) && report.code.as_ref().is_none_or(|code| code.starts_with(&line.code))
        });
        let Some((report, project)) = named else { continue };
        let spent = line.accounts.yuan;
        if report.total.executed >= spent || line.basic.wan().is_zero() {
            continue;
        }
        let finding = Diagnostic::warning("JS-N10", format!("{} {}的用途只写了一个项目，它不是全部支出", line.code, line.name));
        let finding = finding.at(case.place(&format!("科目说明.{}.用途", line.code)), format!("决算 {}", in_yuan(spent)));
        let finding = finding.at(project.name.span, format!("项目执行 {}", in_yuan(report.total.executed)));
        let finding = finding.note(format!("其中基本支出 {}，不属于这个项目", in_yuan(line.basic.yuan)));
        found.push(finding.hint("把基本支出和其他项目的用途也写上"));
    }
    found
}
