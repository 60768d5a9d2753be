//! JS-N10: a purpose that is nothing but one project's name, for a class that has basic expenditure. Where a report of that name exists, the figures
//! are compared beside the other purposes; here are the names nobody reports on.

use rust_decimal::Decimal;

use super::finding::Finding;

/// Words that make a name stand for more than one project.
const SEVERAL: [&str; 12] = ["、", "，", "；", "以及", "和", "等", "各类", "多个", "其他", "有关", "相关", "及"];

/// Finds such a purpose. `basic` is the class's basic expenditure in yuan, `reported` the names of the projects with a report.
pub fn findings(text: &str, basic: Decimal, reported: &[&str]) -> Vec<Finding> {
    let name = text.trim().trim_end_matches(['。', '；', '，']);
    let is_one = name.ends_with("项目") && name.chars().count() >= 6 && !SEVERAL.iter().any(|word| name.contains(word));
    if !is_one || basic.is_zero() || reported.iter().any(|report| report.contains(name)) {
        return Vec::new();
    }
    let message = format!("用途只写了一个项目，这一类里还有基本支出 {} 元", basic.normalize());
    vec![Finding::new(0..text.len(), message, "写全这一类的用途：人员和公用经费，以及其余的项目")]
}
