//! The classification codes a file writes, against its year's catalogue: level, existence, uniqueness within a list.
//!
//! They are gathered from a file that was read, or from the tree of one that has mistakes of other kinds, so that all are told at once.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use crate::catalog::{Budget, Catalog};
use crate::diagnostics::Diagnostic;
use crate::source::reading::{Content, Node, Tree};
use crate::source::{Code, Disclosure, Span, Spanned};

/// Code of a finding about a classification code.
pub(super) const CODES: &str = "JS-T001";

/// The lists of accounts, by the key and the budget whose money stands there.
const LEDGERS: [(&str, Option<Budget>); 4] = [
    ("一般公共预算财政拨款", Some(Budget::General)),
    ("政府性基金预算财政拨款", Some(Budget::Fund)),
    ("国有资本经营预算财政拨款", Some(Budget::Capital)),
    ("单位资金", None),
];

/// A code as written, and its place.
#[derive(Clone, Copy)]
struct Written<'a> {
    text: &'a str,
    span: Span,
}

impl<'a> From<&'a Spanned<Code>> for Written<'a> {
    fn from(code: &'a Spanned<Code>) -> Self {
        Self { text: code.value.as_str(), span: code.span }
    }
}

/// All codes of a file. `named` are those it names itself, each with the name.
#[derive(Default)]
struct Gathered<'a> {
    ledgers: Vec<(Option<Budget>, Vec<Written<'a>>)>,
    notes: Vec<Written<'a>>,
    economic: Vec<Written<'a>>,
    named: BTreeMap<&'a str, Written<'a>>,
}

/// Checks every classification code of a file.
pub(super) fn check_codes(file: &Disclosure, catalog: &Catalog, diagnostics: &mut Vec<Diagnostic>) {
    Gathered::of_file(file).check(catalog, diagnostics);
}

/// Checks the codes of a department whose amounts are in its units' files, which may name them.
pub(super) fn check_codes_of_head<'a>(
    head: &'a Disclosure,
    units: impl Iterator<Item = &'a Disclosure>,
    catalog: &Catalog,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut gathered = Gathered::of_file(head);
    // What a unit names is told with its rows.
    let named_by_units: BTreeSet<&str> = units.flat_map(|unit| unit.extra_codes.iter()).map(|(code, _)| code.value.as_str()).collect();
    gathered.notes.retain(|code| !named_by_units.contains(code.text));
    gathered.check(catalog, diagnostics);
}

/// The catalogue of a year that is written in a place; a finding if there is none.
pub fn catalog_of(year: u32, place: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<&'static Catalog> {
    let catalog = Catalog::of(year);
    if catalog.is_none() {
        let known: Vec<String> = Catalog::years().map(|year| year.to_string()).collect();
        let finding = Diagnostic::error(CODES, format!("没有 {year} 年度的科目目录")).at(place, "年度");
        diagnostics.push(finding.hint(format!("现有的年度是 {}", known.join("、"))));
    }
    catalog
}

/// Checks the codes in the tree of a file that could not be read or derived from, as far as they are codes and the year is one.
pub fn codes_of_unread(tree: &Tree) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some((root, year)) = tree.root.as_ref().and_then(|root| Some((root, root.get("年度")?))) else { return found };
    let Some(number) = year.text().and_then(|text| text.get(..4)?.parse().ok()) else { return found };
    if let Some(catalog) = catalog_of(number, year.span, &mut found) {
        Gathered::of_tree(root).check(catalog, &mut found);
    }
    found
}

impl<'a> Gathered<'a> {
    fn of_file(file: &'a Disclosure) -> Self {
        let fiscal = [&file.general, &file.fund, &file.capital].map(|rows| rows.iter().map(|row| Written::from(&row.code)).collect());
        let other = file.other_funds.iter().map(|row| Written::from(&row.code)).collect();
        Self {
            ledgers: LEDGERS.iter().map(|(_, budget)| *budget).zip(fiscal.into_iter().chain([other])).collect(),
            notes: file.code_notes.iter().map(|(code, _)| code.into()).collect(),
            economic: file.basic_by_economic.iter().map(|(code, _)| code.into()).collect(),
            named: file
                .extra_codes
                .iter()
                .map(|(code, name)| (code.value.as_str(), Written { text: &name.value, span: name.span }))
                .collect(),
        }
    }

    fn of_tree(root: &'a Node) -> Self {
        let keys = |key: &str| {
            let entries = match root.get(key).map(|node| &node.content) {
                Some(Content::Mapping { entries, .. }) => entries.as_slice(),
                _ => &[],
            };
            entries.iter().filter(|entry| Code::from_str(&entry.key.text).is_ok())
        };
        let codes = |key| keys(key).map(|entry| Written { text: &entry.key.text, span: entry.key.span }).collect();
        let name = |node: &'a Node| Written { text: node.text().unwrap_or_default(), span: node.span };
        Self {
            ledgers: LEDGERS.iter().map(|(key, budget)| (*budget, rows(root.get(key)))).collect(),
            notes: codes("科目说明"),
            economic: codes("基本支出明细"),
            named: keys("补充科目").map(|entry| (entry.key.text.as_str(), name(&entry.value))).collect(),
        }
    }

    fn check(&self, catalog: &Catalog, diagnostics: &mut Vec<Diagnostic>) {
        for (budget, codes) in &self.ledgers {
            check_unique(codes, diagnostics);
            codes.iter().for_each(|code| diagnostics.extend(self.item(*code, codes, catalog)));
            diagnostics.extend(budget.iter().flat_map(|budget| codes.iter().filter_map(|code| other_budget(*code, *budget, catalog))));
        }
        diagnostics.extend(self.notes.iter().filter_map(|code| self.functional(*code, catalog)));
        diagnostics.extend(self.economic.iter().filter_map(|code| economic(*code, catalog)));
    }

    /// A code of a ledger must be an item; one above items that stand there too is a sum.
    fn item(&self, code: Written, list: &[Written], catalog: &Catalog) -> Option<Diagnostic> {
        if code.text.len() == 7 {
            return self.functional(code, catalog);
        }
        let finding =
            Diagnostic::error(CODES, format!("账目要写到项级科目，{} 不是 7 位", code.text)).at(code.span, "写 7 位的项级科目编码");
        if let Some(below) = list.iter().find(|other| other.text.len() == 7 && other.text.starts_with(code.text)) {
            return Some(finding.at(below.span, "它下面的项").hint("类、款的数由程序把各项相加，把这一行删去"));
        }
        Some(spelled_out(finding, code, catalog, "例如 2013101（行政运行）"))
    }

    /// A code must stand in the year's catalogue, or the file must name it and its parents (a warning).
    fn functional(&self, code: Written, catalog: &Catalog) -> Option<Diagnostic> {
        let text = code.text;
        if catalog.functional(text).is_some() {
            return None;
        }
        if let Some(name) = self.named.get(text) {
            let message = format!("科目 {text} 不在 {} 年的科目目录里，名称取自本文件：{}", catalog.year, name.text);
            let finding = Diagnostic::warning(CODES, message).at(code.span, "目录中没有").at(name.span, "名称写在这里");
            return Some(finding.hint("核对当年的《政府收支分类科目》，编码和名称都正确就不用改"));
        }
        let finding = Diagnostic::error(CODES, format!("{} 年的科目目录里没有 {text}", catalog.year)).at(code.span, "没有这个科目");
        let nearest = catalog.nearest_functional(text).into_iter().map(|item| (item.code, item.name));
        let finding = suggested(finding, nearest);
        Some(finding.hint(format!("编码确实正确时，在“补充科目”里写上它的名称：补充科目: {{{text}: 名称}}")))
    }
}

fn rows(list: Option<&Node>) -> Vec<Written<'_>> {
    let items = match list.map(|node| &node.content) {
        Some(Content::Sequence { items, .. }) => items.as_slice(),
        _ => &[],
    };
    let written = items.iter().filter_map(|row| row.get("科目")).filter_map(|code| Some(Written { text: code.text()?, span: code.span }));
    written.filter(|code| Code::from_str(code.text).is_ok()).collect()
}

/// An item whose money the catalogue puts into another budget than the ledger it stands in.
fn other_budget(code: Written, budget: Budget, catalog: &Catalog) -> Option<Diagnostic> {
    let item = catalog.functional(code.text).filter(|item| !item.budget.admits(budget))?;
    let (here, there) = (budget.chinese(), item.budget.chinese());
    let finding = Diagnostic::warning(CODES, format!("科目 {} {} 是{there}的科目，却写在{here}财政拨款里", item.code, item.name));
    Some(finding.at(code.span, "这个科目").hint(format!("核对编码；确是{there}的钱，移到“{there}财政拨款”下面")))
}

fn check_unique(codes: &[Written], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = BTreeMap::new();
    for code in codes {
        if let Some(first) = seen.insert(code.text, code.span) {
            let message = format!("科目 {} 在同一种资金里写了两次", code.text);
            let finding = Diagnostic::error(CODES, message).at(code.span, "第二次").at(first, "第一次");
            diagnostics.push(finding.hint("把两行的金额合成一行"));
        }
    }
}

fn economic(code: Written, catalog: &Catalog) -> Option<Diagnostic> {
    let text = code.text;
    if text.len() != 5 {
        let finding =
            Diagnostic::error(CODES, format!("基本支出明细要写到款级科目，{text} 不是 5 位")).at(code.span, "写 5 位的经济分类科目编码");
        return Some(spelled_out(finding, code, catalog, "例如 30101（基本工资）"));
    }
    if catalog.economic(text).is_some() {
        return None;
    }
    let message = format!("{} 年的部门预算支出经济分类里没有 {text}", catalog.year);
    let finding = Diagnostic::error(CODES, message).at(code.span, "没有这个科目");
    let nearest = catalog.nearest_economic(text).into_iter().map(|item| (item.code, item.name));
    Some(suggested(finding, nearest).hint("照部门决算报表“基本支出决算明细表”里这一款的编码写"))
}

/// Adds what a code of too few digits may have meant: those right below it, else an example.
fn spelled_out(finding: Diagnostic, code: Written, catalog: &Catalog, example: &str) -> Diagnostic {
    let below: Vec<_> = catalog.below(code.text).filter(|(code, _)| Code::from_str(code).is_ok()).collect();
    if below.is_empty() { finding.hint(example) } else { suggested(finding, below.into_iter()) }
}

/// How many codes are suggested.
const SUGGESTED: usize = 3;

fn suggested<'c>(finding: Diagnostic, nearest: impl Iterator<Item = (&'c str, &'c str)>) -> Diagnostic {
    let shown: Vec<String> = nearest.take(SUGGESTED).map(|(code, name)| format!("{code} {name}")).collect();
    if shown.is_empty() { finding } else { finding.hint(format!("是不是 {}", shown.join("、"))) }
}
