//! What must be true of a pack's data files and their types cannot say. Each mistake has its place and what to write instead.
//!
//! Here is the manifest; `table` has the tables. Templates and the variables they name are for `check`.

mod table;

pub(super) use table::check as table;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::manifest::{Manifest, Need};
use super::pack::PackFiles;
use super::wording::TEMPLATE;
use crate::diagnostics::Diagnostic;
use crate::performance::{Grade, Weights};
use crate::source::Spanned;
use crate::source::reading::has_key;
use crate::tables::TableDefinition;

/// Code of a finding about a standard's own files.
const PACK: &str = "PACK-001";

/// Looks at a manifest beside the files and the tables of its pack.
pub(super) fn manifest(manifest: &Manifest, files: &PackFiles, tables: &[TableDefinition]) -> Vec<Diagnostic> {
    let mut found = grades(manifest);
    found.extend(weights(&manifest.weights));
    found.extend(twice(&manifest.tables, "表的文件"));
    found.extend(twice(tables.iter().map(|table| &table.id), "表的编号"));
    for (role, _) in manifest.fonts.roles().into_iter().filter(|(_, candidates)| candidates.is_empty()) {
        let finding = Diagnostic::error(PACK, format!("字体角色 {role} 没有候选字体")).at(manifest.id.span, "这个标准");
        found.push(finding.hint(format!("至少写一个：{role}: [{{family: Noto Serif CJK SC}}]")));
    }
    if files.get(&manifest.main.value).is_none() {
        let templates: Vec<&str> = files.iter().map(|(path, _)| path).filter(|path| path.ends_with(TEMPLATE)).collect();
        let finding = Diagnostic::error(PACK, format!("没有主模板 {}", manifest.main)).at(manifest.main.span, "没有这个文件");
        found.push(finding.hint(format!("包里的模板有 {}", templates.join("、"))));
    }
    found.extend(manifest.needs.iter().flat_map(need));
    found.extend(id(&manifest.id));
    let written = manifest.needs.iter().map(|need| &need.write).chain(manifest.reasons.iter().map(|reason| &reason.write));
    found.extend(written.filter(|write| !has_key(path_in(&write.value))).map(no_such_key));
    found
}

/// An id becomes a folder's name, and stands in the documents.
fn id(id: &Spanned<String>) -> Option<Diagnostic> {
    let plain = !id.value.is_empty() && id.value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let finding = || Diagnostic::error(PACK, format!("标准的编号“{id}”不能用作文件夹名")).at(id.span, "这个编号");
    (!plain).then(|| finding().hint("只写汉字、字母、数字、- 和 _，与文件夹同名，例如 id: xxsheng"))
}

/// The path that is to be written, or that a sentence about several begins with: 科目说明 中各类的年初预算.
fn path_in(write: &str) -> &str {
    let sentence = write.contains([' ', '；']);
    if sentence { write.split([' ', '（', '；']).next().unwrap_or_default() } else { write }
}

/// What a department is told to write must be a key of its file.
fn no_such_key(write: &Spanned<String>) -> Diagnostic {
    let finding = Diagnostic::error(PACK, format!("填报文件里没有“{write}”这个键")).at(write.span, "让填报人写这个键");
    let finding = finding.hint("照《填报说明》写键的路径，例如 上年决算.收入总计；科目说明里的写成 科目说明.{code}.上年决算");
    finding.hint("几个键一起说的，先写键，空一格再说，例如 科目说明 中各类的年初预算")
}

/// Grades descend, and the last is reached by every score.
fn grades(manifest: &Manifest) -> Vec<Diagnostic> {
    let Some(lowest) = manifest.grades.last() else {
        let finding = Diagnostic::error(PACK, "grades 里没有等级").at(manifest.id.span, "这个标准");
        return vec![finding.hint("至少写一个：- {name: 合格, from: 0}")];
    };
    let mut found = twice(manifest.grades.iter().map(|grade| &grade.name), "等级");
    let unordered = manifest.grades.windows(2).filter(|pair| pair[1].from.value >= pair[0].from.value);
    found.extend(unordered.map(|pair| {
        let [higher, lower]: &[Grade; 2] = pair.try_into().expect("windows of two");
        let finding = Diagnostic::error(PACK, format!("等级要从高到低写：“{}”在“{}”后面，最低分却不比它低", lower.name, higher.name));
        let finding = finding.at(lower.from.span, format!("{} 分", lower.from)).at(higher.from.span, format!("{} 分", higher.from));
        finding.hint("写成比上一个等级小的分数，或者调换次序")
    }));
    if !lowest.from.value.0.is_zero() {
        let finding = Diagnostic::error(PACK, format!("不到 {} 分的项目没有等级", lowest.from)).at(lowest.from.span, "最后一个等级");
        found.push(finding.hint("最后一个等级写 from: 0"));
    }
    found
}

/// The points of a self-evaluation are 100.
fn weights(weights: &Weights) -> Option<Diagnostic> {
    let sum = weights.indicators.value.0 + weights.execution.value.0;
    let finding = Diagnostic::error(PACK, format!("绩效自评的分数合计是 {}，应为 100", sum.normalize()));
    let finding = finding.at(weights.indicators.span, "指标").at(weights.execution.span, "预算执行率");
    (sum != Decimal::ONE_HUNDRED).then(|| finding.hint("例如 weights: {indicators: 90, execution: 10}"))
}

/// What stands twice in a list where each may stand once.
fn twice<'a>(values: impl IntoIterator<Item = &'a Spanned<String>>, what: &str) -> Vec<Diagnostic> {
    let mut seen = BTreeMap::new();
    let again = values.into_iter().filter_map(|value| Some((seen.insert(value.value.as_str(), value.span)?, value)));
    let finding = |(first, value): (_, &Spanned<String>)| {
        let finding = Diagnostic::error(PACK, format!("{what} {value} 写了两次")).at(value.span, "第二次").at(first, "第一次");
        finding.hint("改成不同的，或删去一处")
    };
    again.map(finding).collect()
}

/// A need speaks of one list at most, and its conditions of the same one.
fn need(need: &Need) -> Vec<Diagnostic> {
    let list = |path: &Spanned<String>| path.value.split_once("[]").map(|(list, _)| list.to_owned());
    let mut found = Vec::new();
    if need.fact.value.matches("[]").count() > 1 || need.fact.value.ends_with("[]") {
        let finding = Diagnostic::error(PACK, format!("{} 里的 [] 不对", need.fact)).at(need.fact.span, "这个变量");
        found.push(finding.hint("只写一个 []，后面接每一行的变量，例如 general.classes[].change"));
    }
    for condition in [&need.when, &need.unless].into_iter().flatten() {
        if condition.value.contains("[]") && list(condition) != list(&need.fact) {
            let finding = Diagnostic::error(PACK, format!("条件 {condition} 与 {} 不是同一个列表", need.fact));
            let finding = finding.at(condition.span, "这个条件").at(need.fact.span, "要的是这个");
            found.push(finding.hint("条件写同一个列表里的变量，或不带 [] 的变量"));
        }
    }
    found
}
