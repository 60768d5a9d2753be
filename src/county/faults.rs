//! What is wrong with 县.yaml beyond its shape: folders that leave the workspace or do not exist, rules and standards there are none of. Found when a
//! workspace is opened, so that it is said once and with its place, not once for every department.

use std::path::{Component, Path};

use super::file::CountyFile;
use crate::checks::Policy;
use crate::diagnostics::Diagnostic;
use crate::disclosure::probable_standard;
use crate::source::{OVERRIDES, Spanned};
use crate::standard::{Shelf, built_in_ids};

/// Code of a finding about 县.yaml.
const COUNTY: &str = "YAML-903";

/// All faults of a county's file.
pub fn faults(root: &Path, county: &CountyFile, shelf: &Shelf) -> Vec<Diagnostic> {
    let overrides = || county.overrides.iter().map(|(_, folder)| folder);
    let outside = county.output.iter().chain(overrides()).filter(|folder| leaves(folder)).map(outside);
    let needed = county.fonts.iter().chain(overrides().filter(|folder| !leaves(folder)));
    let absent = needed.filter(|folder| !root.join(&folder.value).is_dir()).map(absent);
    let known = shelf.ids();
    let there = |folder: &str| root.join(folder).is_dir();
    let strange = county.overrides.iter().filter(|(id, folder)| !known.contains(&id.value) && there(folder)).map(|(id, _)| strange(id));
    let unknown = county.standard.iter().filter(|id| !known.contains(&id.value)).map(|id| unknown(id, shelf));
    outside.chain(absent).chain(strange).chain(unknown).chain(severities(county)).collect()
}

fn leaves(folder: &str) -> bool {
    Path::new(folder).components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir))
}

/// Nothing outside the workspace is written, and nothing but fonts is read.
fn outside(folder: &Spanned<String>) -> Diagnostic {
    let finding = Diagnostic::error(COUNTY, format!("文件夹“{folder}”不在工作区里")).at(folder.span, "这里");
    finding.hint("只能写工作区里的相对路径，例如 公开")
}

fn absent(folder: &Spanned<String>) -> Diagnostic {
    let finding = Diagnostic::error(COUNTY, format!("没有文件夹“{folder}”")).at(folder.span, "这里");
    finding.hint("核对名称；路径从“县.yaml”所在的文件夹算起。用不到的删去这一项")
}

fn strange(id: &Spanned<String>) -> Diagnostic {
    let finding = Diagnostic::error(COUNTY, format!("没有名为“{id}”的标准，不能覆盖")).at(id.span, "这个标准");
    let finding = finding.hint(format!("内置的有 {}", built_in_ids().join("、")));
    finding.hint("是自己的标准包，文件夹里要有 standard.yaml，它的 id 就是这里写的")
}

fn unknown(id: &Spanned<String>, shelf: &Shelf) -> Diagnostic {
    let finding = Diagnostic::error(COUNTY, format!("没有名为“{id}”的标准")).at(id.span, "这个标准");
    let finding = probable_standard(id, shelf).iter().fold(finding, |finding, meant| finding.hint(format!("是不是 {meant}？")));
    let own = format!("自己的标准包放在工作区的 {OVERRIDES}/{id} 里（里面有 standard.yaml）");
    finding.hint(format!("可以写 {}；{own}", shelf.ids().join("、")))
}

fn severities(county: &CountyFile) -> impl Iterator<Item = Diagnostic> {
    county.severities.iter().filter_map(|(rule, grade)| {
        let error = Policy::default().with([(rule.value.as_str(), grade.value.into())]).err()?;
        Some(Diagnostic::error(COUNTY, error.to_string()).at(rule.span, "这条规则"))
    })
}
