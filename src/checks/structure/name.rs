//! The department's full name, as it is printed on the cover (S09).

use crate::checks::Case;
use crate::diagnostics::Diagnostic;
use crate::dossier::region;

/// JS-S09: a full name has no blank, and names the region of the workspace: 共青团 and 中国共产党 may stand before it.
pub fn full(case: &Case) -> Vec<Diagnostic> {
    let name = &case.file().department.name;
    let mut found = Vec::new();
    if name.value.trim().contains(char::is_whitespace) {
        let finding = Diagnostic::warning("JS-S09", format!("部门名称“{name}”中间有空格，封面和各表会照样印出")).at(name.span, "名称");
        found.push(finding.hint("删去空格，照批复文件写全称"));
    }
    if let Some(own) = case.dossier.region.as_deref().filter(|own| !region::is_named(own, &name.value)) {
        let finding = Diagnostic::warning("JS-S09", format!("部门名称“{name}”里没有“{own}”")).at(name.span, "印在封面和各表上");
        found.push(
            finding
                .hint(format!("写批复文件里的全称，例如 {}", region::full_name(own, &name.value)))
                .hint("全称里确实没有地区的，在“接受”里写明"),
        );
    }
    found
}
