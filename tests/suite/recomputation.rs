//! Every figure computed another way: whole 分 from the raw text of a file, on integers, without the program's reading, sums or rounding.

mod books;
mod cents;
mod expected;
pub mod random;
mod text;

use std::sync::OnceLock;

use juesuan::accounts::Figure;
use juesuan::diagnostics::{Diagnostic, Files};
use juesuan::dossier::{Derived, Dossier};
use juesuan::source::Spanned;
use juesuan::standard::{Standard, cell_text};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::making::{self, repository};
use books::Books;

/// How many random departments are tried.
const CASES: u32 = 2500;

fn shanxi() -> &'static Standard {
    static LOADED: OnceLock<Standard> = OnceLock::new();
    LOADED.get_or_init(|| Standard::built_in("shanxi", None).expect("a built-in standard loads"))
}

fn catalog(name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(repository().join("tests/catalog").join(name)).expect("a readable list of codes");
    text.lines().filter_map(|line| line.split(',').next()).map(str::to_owned).collect()
}

/// The codes of the functional classes in the order of tables 01 and 04, and the economic codes of table 06.
fn codes() -> &'static (Vec<String>, Vec<String>) {
    static READ: OnceLock<(Vec<String>, Vec<String>)> = OnceLock::new();
    READ.get_or_init(|| {
        let classes = "201 202 203 204 205 206 207 208 210 211 212 213 214 215 216 217 219 220 221 222 223 224 229 231 232 234";
        (classes.split(' ').map(str::to_owned).collect(), catalog("economic-2024.csv"))
    })
}

fn derive(text: &str) -> Derived {
    let dossier = dossier(&mut Files::default(), "input.yaml", text);
    Derived::from(&dossier, shanxi()).0.expect("2024 has classifications")
}

fn at<'a>(facts: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(facts, |value, key| match key.parse::<usize>() {
        Ok(index) => value.get(index).unwrap_or(&Value::Null),
        Err(_) => &value[key],
    })
}

/// The first figure that differs.
fn difference(text: &str) -> Option<String> {
    let (books, derived) = (Books::open(text), derive(text));
    let (classes, items) = codes();
    let refs = |codes: &'static [String]| codes.iter().map(String::as_str).collect::<Vec<_>>();
    let mut cells = expected::cells(&books, &refs(classes), &refs(items));
    for cell in derived.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
        let Some(located) = cell.located().filter(|located| !located.counts) else { continue };
        let address = located.address.to_string();
        let Some(fen) = cells.remove(&address) else { return Some(format!("{address} is not expected")) };
        let printed = cents::wan(fen);
        let shown = if printed == 0 { String::new() } else { cents::written(printed) };
        let found = (located.quantity.yuan, located.quantity.wan(), cell_text(cell, &shanxi().manifest.numbers));
        if found != (Decimal::from_i128_with_scale(fen, 2), Decimal::from_i128_with_scale(printed, 2), shown) {
            return Some(format!("{address}: {found:?} instead of {fen} 分"));
        }
    }
    if let Some((address, fen)) = cells.pop_first() {
        return Some(format!("{address} with {fen} 分 is missing"));
    }
    expected::facts(&books).into_iter().find_map(|(path, wanted)| {
        let found = at(&derived.facts, &path);
        let text = found.as_str().unwrap_or_default();
        let equal = if wanted.is_empty() { found.is_null() } else { text == wanted };
        (!equal).then(|| format!("{path}: {found} instead of “{wanted}”"))
    })
}

#[test]
fn random_departments_add_up_the_same() {
    let config = ProptestConfig { cases: CASES, failure_persistence: None, max_shrink_iters: 2000, ..ProptestConfig::default() };
    let tried = TestRunner::new(config).run(&random::department(), |text| {
        prop_assert_eq!(difference(&text), None, "{}", text);
        Ok(())
    });
    tried.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn examples_add_up_the_same() {
    let mut seen = 0;
    for path in making::examples().into_iter().filter(|path| !path.starts_with(repository().join("examples/shili-shanghai"))) {
        let text = std::fs::read_to_string(&path).expect("a readable example");
        if text.lines().any(|line| line.starts_with("上年文件:") || line.contains("汇总方式: 按单位文件合计")) {
            continue;
        }
        seen += 1;
        assert_eq!(difference(&text), None, "{}", path.display());
    }
    assert!(seen >= 5, "only {seen} examples stand on their own");
}

/// How many random pairs of units are tried.
const PAIRS: u32 = 300;

/// A file by itself.
fn dossier(files: &mut Files, name: &str, text: &str) -> Dossier {
    making::alone(files, name, text).unwrap_or_else(|found| panic!("{found:#?}\n{text}"))
}

/// A dossier with its last year's.
fn after(mut dossier: Dossier, past: Dossier) -> Dossier {
    dossier.disclosure.last_year_file = Some(Spanned::new("last.yaml".to_owned(), dossier.disclosure.year.span));
    dossier.last_year = Some(Box::new(past));
    dossier
}

/// A department of these units, with nothing of its own.
fn of_units(files: &mut Files, year: u32, units: Vec<Dossier>) -> Dossier {
    let list = "所属单位: [{名称: 甲所, 文件: a.yaml}, {名称: 乙所, 文件: b.yaml}]";
    let head = format!(
        "标准: shanxi\n年度: {year}\n金额单位: 元\n公开日期: 2025-09-01\n部门: {{名称: 示例局, 编码: \"001\", 性质: 行政单位, 汇总方式: 按单位文件合计, {list}}}\n概况: {{职责: [办事。], 机构设置: {{}}}}\n"
    );
    Dossier { units, ..dossier(files, "head.yaml", &head) }
}

/// The first figure of a department that is not the sum of its units' figures.
fn unlike_the_sum(texts: [&str; 2]) -> Option<String> {
    let mut files = Files::default();
    let units = texts.map(|text| dossier(&mut files, "unit.yaml", text)).into();
    let whole = Derived::from(&of_units(&mut files, 2024, units), shanxi()).0.expect("2024 has classifications");
    let parts = texts.map(derive);
    let cells = whole.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let printed = cells.filter_map(|cell| Some(cell.located()?.quantity.figure.clone()));
    let codes = whole.accounts.ledger().rows().iter().map(|row| row.code.clone());
    let noted = ["general", "fund", "capital"].into_iter().flat_map(|scope| {
        let of = move |code: &str| ["initial_budget", "last_year"].map(|name| format!("{scope}.{name}{code}"));
        codes
            .clone()
            .flat_map(move |code| [format!("[{}]", &code[..3]), format!("[{code}]")])
            .chain([String::new()])
            .flat_map(move |code| of(&code))
    });
    let noted: Vec<_> = noted.map(|name| name.parse().expect("a known figure")).collect();
    printed.chain(noted).find_map(|figure| {
        let values = parts.each_ref().map(|part| part.accounts.value(&figure));
        let known = values.iter().any(Option::is_some);
        let sum = known.then(|| values.into_iter().flatten().sum::<Decimal>());
        let found = whole.accounts.value(&figure);
        (found.unwrap_or_default() != sum.unwrap_or_default()).then(|| format!("{figure}: {found:?} instead of {sum:?}"))
    })
}

#[test]
fn a_department_is_the_sum_of_its_units() {
    let config = ProptestConfig { cases: PAIRS, failure_persistence: None, max_shrink_iters: 500, ..ProptestConfig::default() };
    let tried = TestRunner::new(config).run(&(random::department(), random::department()), |(one, other)| {
        prop_assert_eq!(unlike_the_sum([&one, &other]), None, "{}\n{}", one, other);
        Ok(())
    });
    tried.unwrap_or_else(|error| panic!("{error}"));
}

/// The findings about rows that do not balance.
fn unbalanced(found: &[Diagnostic]) -> Vec<String> {
    let mut messages: Vec<String> =
        found.iter().filter(|finding| finding.code == "JS-T103").map(|finding| finding.message.clone()).collect();
    messages.sort();
    messages
}

/// The first figure of the ledger that a department with a last year does not have from its units, or how their findings differ. The second unit's
/// last year may be known to the department only as a part of its own.
fn unlike_the_units(years: [[&str; 2]; 2], known: bool) -> Option<String> {
    let mut files = Files::default();
    let [past, now] = years.map(|texts| texts.map(|text| dossier(&mut files, "unit.yaml", text)));
    let units: Vec<Dossier> = now.into_iter().zip(&past).map(|(unit, past)| after(unit, past.clone())).collect();
    let mut whole = after(of_units(&mut files, 2024, units.clone()), of_units(&mut files, 2023, past.into()));
    if !known {
        whole.units[1].last_year = None;
    }
    let derived = |dossier: &Dossier| {
        let (derived, found) = Derived::from(dossier, shanxi());
        (derived.expect("a year with classifications"), found)
    };
    let ((whole, said), parts) = (derived(&whole), units.iter().map(derived).collect::<Vec<_>>());
    let expected: Vec<Diagnostic> = parts.iter().flat_map(|(_, found)| found.clone()).collect();
    if unbalanced(&said) != unbalanced(&expected) {
        return Some(format!("{:?} instead of {:?}", unbalanced(&said), unbalanced(&expected)));
    }
    let cells = whole.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let mut ledger =
        cells.filter_map(|cell| Some(&cell.located()?.quantity.figure)).filter(|figure| matches!(figure, Figure::Ledger { .. }));
    ledger.find_map(|figure| {
        let sum: Decimal = parts.iter().map(|(part, _)| part.accounts.sum(figure)).sum();
        let found = whole.accounts.sum(figure);
        (found != sum).then(|| format!("{figure}: {found} instead of {sum}"))
    })
}

#[test]
fn a_department_opens_with_what_its_units_closed_with() {
    let config = ProptestConfig { cases: PAIRS, failure_persistence: None, max_shrink_iters: 500, ..ProptestConfig::default() };
    let texts = [(); 4].map(|()| random::department());
    let tried = TestRunner::new(config).run(&(texts, any::<bool>()), |([one, other, now_one, now_other], known)| {
        let [one, other] = [one, other].map(|text| text.replace("年度: 2024\n", "年度: 2023\n"));
        let years = [[one.as_str(), &other], [&now_one, &now_other]];
        prop_assert_eq!(unlike_the_units(years, known), None, "{}", years.concat().join("\n"));
        Ok(())
    });
    tried.unwrap_or_else(|error| panic!("{error}"));
}
