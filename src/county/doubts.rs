//! What is doubtful of a year's documents by their names: a file copied from another department's whose name was left, the sample of a new workspace among
//! a county's own departments. Each file is sound by itself; `filing` says what is not.

use std::collections::BTreeMap;

use super::{Document, Record};
use crate::diagnostics::Diagnostic;
use crate::source::{Disclosure, ReportKind, is_han};

/// Code of a finding about a document's name.
const DOUBTFUL: &str = "YAML-905";
/// What the name of a new workspace's sample ends with.
const SAMPLE: &str = "（示例）";
/// What the names of departments have in common, however different they are.
const COMMON: &str = "省市县区乡镇街道局委员会办公室部处科股厅院所站中心队党政府示例";
/// So many characters of a file's name say which department is meant.
const TELLING: usize = 2;

/// A document as its file calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub document: Document,
    pub name: String,
    /// 部门 or 单位: a unit may be called as its department.
    pub report: ReportKind,
}

impl Named {
    /// As a file has it.
    pub fn in_file(document: Document, file: &Disclosure) -> Self {
        Self { document, name: file.department.name.value.clone(), report: file.department.report.value }
    }

    /// As it was published.
    pub fn published(record: &Record) -> Self {
        Self { document: Document::new(&record.source), name: record.name.clone(), report: record.report }
    }
}

/// What is doubtful of these documents, each by its source. Files outside the folders of years are nobody's.
pub fn doubts(all: &[Named]) -> Vec<(&str, Diagnostic)> {
    let of_years: Vec<&Named> = all.iter().filter(|named| named.document.year.is_some()).collect();
    let mut alike: BTreeMap<_, Vec<&Named>> = BTreeMap::new();
    for named in &of_years {
        alike.entry((named.document.year, &named.name, &named.report)).or_default().push(named);
    }
    let mut doubts = Vec::new();
    for named in &of_years {
        let source = named.document.source.as_str();
        let mut others = alike[&(named.document.year, &named.name, &named.report)].iter().filter(|other| other.document.source != source);
        let own = |other: &&&Named| other.document.year == named.document.year && !other.name.ends_with(SAMPLE);
        let found = [
            others.next().map(|other| same_name(named, other)),
            (named.name.ends_with(SAMPLE) && of_years.iter().any(|other| own(&other))).then(|| sample(named)),
            speaks_of_another(&named.document.name, &named.name).then(|| other_name(named)),
        ];
        doubts.extend(found.into_iter().flatten().map(|doubt| (source, doubt)));
    }
    doubts
}

fn same_name(named: &Named, other: &Named) -> Diagnostic {
    let message = format!("{} 写的名称与 {} 一样：{}", named.document.source, other.document.source, named.name);
    Diagnostic::warning(DOUBTFUL, message).hint("复制别的部门的文件来填的，改“部门.名称”；是同一个部门的，只留一个文件")
}

fn sample(named: &Named) -> Diagnostic {
    let message = format!("{} 是新建工作区时附带的示例，它的数也算在全县里", named.document.source);
    Diagnostic::warning(DOUBTFUL, message).hint("正式公开前删去这个文件；是改成了真的部门的，去掉名称末尾的（示例）")
}

fn other_name(named: &Named) -> Diagnostic {
    let Named { document, name, .. } = named;
    let message = format!("{}：文件名里写的是“{}”，“部门.名称”写的是“{name}”，没有一个字相同", document.source, document.name);
    Diagnostic::warning(DOUBTFUL, message).hint("核对“部门.名称”；名称没有错的，改文件名")
}

/// Whether the name of a file has words of its own, and none of them is in the department's name.
fn speaks_of_another(file: &str, name: &str) -> bool {
    let telling: Vec<char> = file.chars().filter(|c| is_han(*c) && !COMMON.contains(*c)).collect();
    telling.len() >= TELLING && name.chars().any(is_han) && !telling.iter().any(|c| name.contains(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_may_be_short_or_in_letters() {
        for (file, name) in [
            ("县委办", "中共示例县委员会办公室"),
            ("工商联", "示例县工商业联合会"),
            ("卫健局", "示例县卫生健康和体育局"),
            ("dangan", "示例县档案馆"),
            ("旧", "示例县档案馆"),
            ("第002局", "示例县第003局"),
            ("", "示例县档案馆"),
        ] {
            assert!(!speaks_of_another(file, name), "{file} {name}");
        }
        assert!(speaks_of_another("水利局", "示例县档案局") && speaks_of_another("档案馆", "示例县工商业联合会"));
    }
}
