//! Rules that cannot be broken: identities over random departments, and fixed wording over worded examples. The table of rules names these tests.

use std::collections::BTreeMap;

use juesuan::accounts::{LEVELS, Scope};
use juesuan::diagnostics::Files;
use juesuan::disclosure::Standards;
use juesuan::dossier::{Derived, Dossier, Reader};
use juesuan::money;
use juesuan::standard::{Printing, Shelf, Standard, Worded};
use juesuan::tables::{Address, Content, Located, Row, RowKind, Table, find};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::checks::findings;
use crate::making::{self, examples, repository};
use crate::paper::Paper;
use crate::recomputation::random;

/// How many random departments each identity is tried on.
const CASES: u32 = 300;

fn derive(text: &str) -> Derived {
    let standard = Standard::built_in("shanxi", None).expect("a built-in standard loads");
    let dossier = making::alone(&mut Files::default(), "input.yaml", text).expect("a random department can be read");
    Derived::from(&dossier, &standard).0.expect("2024 has classifications")
}

fn for_any_department(look: impl Fn(&Derived) -> Result<(), String>) {
    let config = ProptestConfig { cases: CASES, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() };
    let tried = TestRunner::new(config).run(&random::department(), |text| {
        prop_assert_eq!(look(&derive(&text)), Ok(()), "{}", text);
        Ok(())
    });
    tried.unwrap_or_else(|error| panic!("{error}"));
}

fn cell(derived: &Derived, address: &str) -> Decimal {
    let address: Address = address.parse().expect("an address");
    let located: Located = find(&derived.tables, &address).next().unwrap_or_else(|| panic!("no cell has the address {address}"));
    located.quantity.yuan
}

fn equal(what: &str, one: Decimal, other: Decimal) -> Result<(), String> {
    if one == other { Ok(()) } else { Err(format!("{what}: {one} and {other}")) }
}

fn table<'a>(derived: &'a Derived, id: &str) -> &'a Table {
    derived.tables.iter().find(|table| table.id == id).expect("the standard has this table")
}

/// The figures of a row by column.
fn columns(row: &Row) -> BTreeMap<String, Decimal> {
    let located = row.cells.iter().filter_map(juesuan::tables::Cell::located);
    located.map(|located| (located.address.column.clone().unwrap_or_default(), located.quantity.yuan)).collect()
}

fn tree_adds_up(table: &Table) -> Result<(), String> {
    let depth = |kind| [RowKind::Total, RowKind::Class, RowKind::Section, RowKind::Item].iter().position(|level| *level == kind);
    let rows: Vec<(usize, &Row)> = table.rows.iter().filter_map(|row| Some((depth(row.kind)?, row))).collect();
    for (index, (level, whole)) in rows.iter().enumerate().filter(|(_, (level, _))| *level + 1 < LEVELS.len()) {
        let parts = rows[index + 1..].iter().take_while(|(below, _)| below > level).filter(|(below, _)| *below == level + 1);
        let mut sums = BTreeMap::<String, Decimal>::new();
        for (_, part) in parts {
            columns(part).into_iter().for_each(|(column, yuan)| *sums.entry(column).or_default() += yuan);
        }
        for (column, yuan) in columns(whole).into_iter().filter(|_| !sums.is_empty()) {
            equal(&format!("{}[row {index}].{column}", table.id), yuan, sums[&column])?;
        }
    }
    Ok(())
}

/// The amounts of a table by row and column, as its addresses name them.
fn by_row(table: &Table) -> BTreeMap<String, BTreeMap<String, Decimal>> {
    let mut rows = BTreeMap::<String, BTreeMap<String, Decimal>>::new();
    for located in table.figures() {
        let (row, column) = (format!("{}[{}]", located.address.table, located.address.row), located.address.column.clone());
        rows.entry(row).or_default().insert(column.unwrap_or_default(), located.quantity.yuan);
    }
    rows
}

/// A whole is the sum of its parts in every row that has it.
fn across(table: &Table, whole: &[&str], parts: &[&str]) -> Result<(), String> {
    for (row, columns) in by_row(table).into_iter().filter(|(_, columns)| whole.iter().all(|name| columns.contains_key(*name))) {
        let sum = |names: &[&str]| names.iter().map(|name| columns.get(*name).copied().unwrap_or_default()).sum();
        equal(&row, sum(whole), sum(parts))?;
    }
    Ok(())
}

fn rows_balance(derived: &Derived) -> Result<(), String> {
    let fund = table(derived, "07");
    across(fund, &["小计", "年末结转和结余"], &["年初结转和结余", "本年收入"])?;
    across(fund, &["小计"], &["基本支出", "项目支出"])?;
    across(table(derived, "05"), &["小计"], &["基本支出", "项目支出"])?;
    across(table(derived, "08"), &["合计"], &["基本支出", "项目支出"])?;
    across(table(derived, "04"), &["合计"], &["一般", "基金", "国资"])
}

/// The line numbers (行次) of a form run from 1 without a gap.
fn numbered(table: &Table) -> Result<(), String> {
    let texts = table.rows.iter().flat_map(|row| &row.cells);
    let numbers = texts.filter_map(|cell| if let Content::Text(text) = &cell.content { text.parse::<usize>().ok() } else { None });
    let mut numbers: Vec<usize> = numbers.collect();
    numbers.sort_unstable();
    let expected: Vec<usize> = (1..=numbers.len()).collect();
    if numbers.len() > 10 && numbers == expected { Ok(()) } else { Err(format!("{} is numbered {numbers:?}", table.id)) }
}

/// JS-T101 … JS-TA01.
#[test]
fn sums_within_tables_hold_for_any_department() {
    for_any_department(|derived| {
        for id in ["02", "03", "05", "07", "08"] {
            tree_adds_up(table(derived, id))?;
        }
        for row in &table(derived, "03").rows {
            let columns = columns(row);
            let kinds: Decimal = columns.iter().filter(|(name, _)| name.as_str() != "本年支出合计").map(|(_, yuan)| *yuan).sum();
            equal("03", columns.get("本年支出合计").copied().unwrap_or_default(), kinds)?;
        }
        for row in &table(derived, "02").rows {
            let columns = columns(row);
            let kinds: Decimal = columns.iter().filter(|(name, _)| name.as_str() != "本年收入合计").map(|(_, yuan)| *yuan).sum();
            equal("02", columns.get("本年收入合计").copied().unwrap_or_default(), kinds)?;
        }
        for phase in ["final", "adjusted"] {
            let value = |item: &str| {
                let figure = format!("three_public.{item}.{phase}").parse().expect("a figure");
                derived.accounts.value(&figure).unwrap_or_default()
            };
            equal("09", value("vehicles"), value("purchase") + value("operation"))?;
            equal("09", value("total"), value("going") + value("vehicles") + value("reception"))?;
        }
        let value = |name: &str| derived.accounts.value(&name.parse().expect("a figure")).unwrap_or_default();
        equal("06", value("economic.total"), value("economic.personnel") + value("economic.operating"))?;
        equal("06 personnel", value("economic.personnel"), value("economic[301]") + value("economic[303]"))?;
        equal("10", value("procurement.total"), value("procurement.goods") + value("procurement.works") + value("procurement.services"))?;
        for class in ["301", "302", "303", "307", "310", "312", "313", "399"] {
            let parts = derived.names.catalog().economic_items().iter().filter(|item| item.code.len() == 5 && item.code.starts_with(class));
            equal(class, value(&format!("economic[{class}]")), parts.map(|item| value(&format!("economic[{}]", item.code))).sum())?;
        }
        rows_balance(derived)?;
        for id in ["01", "04", "10"] {
            numbered(table(derived, id))?;
        }
        equal("01", cell(derived, "01收[总计]"), cell(derived, "01支[总计]"))?;
        equal("04", cell(derived, "04收[总计]"), value("fiscal.resources"))
    });
}

/// JS-X01 … JS-X05, JS-X07, JS-X08: one figure shows the same amount wherever it stands.
#[test]
fn tables_agree_with_each_other_for_any_department() {
    for_any_department(|derived| {
        let mut seen = BTreeMap::<String, Decimal>::new();
        for located in derived.tables.iter().flat_map(Table::figures) {
            let name = located.quantity.figure.to_string();
            let first = *seen.entry(name.clone()).or_insert(located.quantity.yuan);
            equal(&name, located.quantity.yuan, first)?;
            equal(&name, derived.accounts.value(&located.quantity.figure).unwrap_or_default(), first)?;
        }
        let total = |name: &str| derived.accounts.value(&name.parse().expect("a figure")).unwrap_or_default();
        equal("X03", total("all.income.appropriation"), total("fiscal.income"))?;
        let parts = total("general.expenditure") + total("fund.expenditure") + total("capital.expenditure");
        equal("X07", total("all.expenditure"), parts + total("other.expenditure"))?;
        income_becomes_expenditure(derived)
    });
}

/// JS-X08 for any department: what a code spends is what it received, but for what was carried over, used of surpluses and allocated.
fn income_becomes_expenditure(derived: &Derived) -> Result<(), String> {
    let (income, expenditure) = (by_row(table(derived, "02")), by_row(table(derived, "03")));
    for code in derived.accounts.ledger().codes(Scope::ALL, 7) {
        let value = |name: &str| derived.accounts.value(&format!("all.{name}[{code}]").parse().expect("a figure")).unwrap_or_default();
        // A table in which nothing prints lists no codes; then the accounts speak for them.
        let shown = |rows: &BTreeMap<String, BTreeMap<String, Decimal>>, table: &str, column: &str, figure: &str| match rows
            .get(&format!("{table}[{code}]"))
        {
            Some(columns) => Ok(columns.get(column).copied().unwrap_or_default()),
            None => equal(&format!("{code} hidden"), money::wan(value(figure)), Decimal::ZERO).map(|()| value(figure)),
        };
        let moved = value("opening") + value("surplus_use") - value("allocation") - value("closing");
        let income = shown(&income, "02", "本年收入合计", "income")?;
        equal(&code, income + moved, shown(&expenditure, "03", "本年支出合计", "expenditure")?)?;
    }
    Ok(())
}

/// JS-X09, JS-N05.
#[test]
fn one_code_has_one_name_everywhere() {
    for_any_department(|derived| {
        let mut names = BTreeMap::<String, String>::new();
        for table in derived.tables.iter().filter(|table| ["02", "03", "05", "07", "08"].contains(&table.id.as_str())) {
            for row in table.rows.iter().filter(|row| !matches!(row.kind, RowKind::Total | RowKind::Blank)) {
                let address = row.cells.iter().find_map(|cell| cell.address.as_ref());
                let texts = row.cells.iter().filter_map(|cell| if let Content::Text(text) = &cell.content { Some(text) } else { None });
                let name = texts.rev().find(|text| !text.is_ascii());
                if let (Some(address), Some(name)) = (address, name) {
                    let first = names.entry(address.row.clone()).or_insert_with(|| name.clone());
                    if first != name || derived.names.functional(&address.row) != name {
                        return Err(format!("{} is {first} and {name}", address.row));
                    }
                }
            }
        }
        Ok(())
    });
}

/// Every object of the facts, with its path.
fn objects<'v>(value: &'v Value, path: &str, found: &mut Vec<(String, &'v serde_json::Map<String, Value>)>) {
    match value {
        Value::Object(fields) => {
            found.push((path.to_owned(), fields));
            fields.iter().for_each(|(key, value)| objects(value, &format!("{path}.{key}"), found));
        }
        Value::Array(items) => items.iter().for_each(|item| objects(item, path, found)),
        _ => {}
    }
}

fn number(value: &Value) -> Option<Decimal> {
    value.as_str()?.parse().ok()
}

/// JS-N01 … JS-N03, JS-N06, JS-N08, JS-N09, JS-N11, JS-A04: the facts of the narrative are the accounts' figures, which the tables show too.
#[test]
fn the_narrative_speaks_of_the_tables_figures() {
    for_any_department(|derived| {
        let mut found = Vec::new();
        objects(&derived.facts, "", &mut found);
        for (path, fields) in found {
            let Some(figure) = fields.get("figure").and_then(Value::as_str) else { continue };
            let ours = derived.accounts.value(&figure.parse().map_err(|error| format!("{path}: {error}"))?).unwrap_or_default();
            equal(&path, fields.get("wan").and_then(number).unwrap_or_default(), money::wan(ours))?;
        }
        let classes = derived.narrative.general.spent_classes.iter().map(|line| line.accounts.yuan).sum::<Decimal>();
        let unprinted = derived.narrative.general.expenditure.yuan - classes;
        if unprinted.abs() < Decimal::from(50 * 26) { Ok(()) } else { Err(format!("classes leave {unprinted}")) }
    });
}

/// JS-R02 … JS-R06, JS-R08: ratios, differences and directions follow from the printed amounts beside them.
#[test]
fn ratios_follow_from_printed_figures() {
    for_any_department(|derived| {
        let mut found = Vec::new();
        objects(&derived.facts, "", &mut found);
        let wan = |fields: &serde_json::Map<String, Value>, key: &str| fields.get(key).and_then(|part| part.get("wan")).and_then(number);
        for (path, fields) in found {
            let percent = fields.get("percent").and_then(number);
            let direction = fields.get("direction").and_then(Value::as_str);
            let (now, then, share) = if let (Some(now), Some(then)) = (wan(fields, "current"), wan(fields, "prior")) {
                equal(&path, fields.get("wan").and_then(number).unwrap_or_default(), (now - then).abs())?;
                (now, then, money::rate((now - then).abs(), then))
            } else if let (Some(now), Some(then)) = (wan(fields, "final"), wan(fields, "budget")) {
                (now, then, money::rate(now, then))
            } else {
                continue;
            };
            let expected = if now > then {
                "increase"
            } else if now < then {
                "decrease"
            } else {
                "equal"
            };
            if direction != Some(expected) || percent != share {
                return Err(format!("{path}: {direction:?} {percent:?} for {now} and {then}"));
            }
        }
        Ok(())
    });
}

/// JS-R01: every share is its part of the fixed base, both as printed, rounded half up.
#[test]
fn shares_are_parts_of_one_base() {
    for_any_department(|derived| {
        let facts = &derived.facts;
        let general = ["general", "expenditure"].iter().try_fold(facts, |value, key| value.get(key));
        let lists = [
            (facts["income"].get("total"), facts["income"].get("parts"), "amount"),
            (facts["expenditure"].get("total"), facts["expenditure"].get("parts"), "amount"),
            (general, facts["general"].get("classes"), "final"),
        ];
        for (base, parts, key) in lists {
            let base = base.and_then(|base| base.get("wan")).and_then(number).ok_or("no base")?;
            for part in parts.and_then(Value::as_array).ok_or("no parts")? {
                let wan = part.get(key).and_then(|amount| amount.get("wan")).and_then(number).ok_or("no amount")?;
                let share = part.get("percent").and_then(number);
                // A negative part leaves no shares between nothing and all: none is told.
                let is_share = !base.is_zero() && (Decimal::ZERO..=base).contains(&wan);
                let expected = is_share.then(|| {
                    (wan * Decimal::ONE_HUNDRED / base).round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
                });
                if share != expected {
                    return Err(format!("{share:?} for {wan} of {base}"));
                }
            }
        }
        Ok(())
    });
}

/// The examples of the built-in standards, worded.
fn worded() -> Vec<(Dossier, Derived, Worded)> {
    let mut standards = Standards::new(None, Shelf::default());
    let mut reader = Reader::within(Some(repository().join("examples")));
    let mut made = Vec::new();
    for path in examples() {
        let dossier = reader.read(&path).expect("a readable example").expect("a sound example");
        let chosen = standards.choose(&dossier, &mut Vec::new()).expect("a standard that loads").expect("a known standard");
        let derived = Derived::from(&dossier, &chosen.standard).0.expect("a year with classifications");
        let printing = Printing { draft: false, unwritten: Vec::new(), attachments: Vec::new() };
        let worded = chosen.standard.word(&derived.facts, &derived.reports, &derived.tables, &printing).expect("an example can be worded");
        made.push((dossier, derived, worded));
    }
    made
}

fn shanxi() -> Vec<(Dossier, Derived, Worded)> {
    let mut made = worded();
    made.retain(|(dossier, ..)| dossier.disclosure.standard.as_ref().is_some_and(|id| id.value == "shanxi"));
    assert!(made.len() >= 5, "the examples of Shanxi are gone");
    made
}

fn main_source(worded: &Worded) -> &str {
    &worded.files["main.typ"]
}

/// JS-S01, JS-S08.
#[test]
fn names_and_years_come_from_one_place() {
    for (dossier, _, worded) in worded() {
        let (name, year) = (&dossier.disclosure.department.name.value, dossier.disclosure.year.value.0);
        assert!(worded.title.contains(name.as_str()) && worded.title.contains(&year.to_string()), "{}", worded.title);
        for (id, table) in &worded.tables {
            let head = table.info.join(" ");
            let names =
                [dossier.disclosure.standard.as_ref().is_some_and(|id| id.value == "shanxi"), head.contains("部门"), head.contains("年度")];
            let named = head.contains(name.as_str()) && head.contains(&format!("{year}年"));
            assert!(named || !names.contains(&true), "{id}: {head}");
            assert!(!head.contains(&format!("{}年", year - 1)), "{id}: {head}");
        }
    }
}

/// JS-S02.
#[test]
fn tables_stand_in_order_with_their_marks() {
    for (_, _, worded) in shanxi() {
        let ids: Vec<&str> = worded.tables.keys().map(String::as_str).collect();
        assert_eq!(ids, ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"]);
        for (id, table) in &worded.tables {
            assert_eq!(table.mark.as_deref(), Some(format!("公开{id}表").as_str()));
        }
        let calls: Vec<&str> = main_source(&worded)
            .match_indices("#statement-table(\"")
            .map(|(at, call)| &main_source(&worded)[at + call.len()..at + call.len() + 2])
            .collect();
        assert_eq!(calls, ids);
    }
}

/// JS-S03.
#[test]
fn every_part_and_section_is_there() {
    let sections = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let inner = ["（一）机关运行经费", "（二）政府采购", "（三）国有资产", "（四）预算绩效"];
    for (_, _, worded) in shanxi() {
        let source = main_source(&worded);
        let mut after = 0;
        for part in ["第一部分　概况", "第二部分　", "第三部分　情况说明", "== 一、", "第四部分　名词解释", "第五部分　附件"]
        {
            after += source[after..].find(part).unwrap_or_else(|| panic!("{part} is missing after {after}"));
        }
        let narrative = &source[source.find("第三部分").expect("part three")..];
        for section in sections {
            assert!(narrative.contains(&format!("\n== {section}、")), "{section}");
        }
        for heading in inner {
            assert!(narrative.contains(&format!("\n=== {heading}")), "{heading}");
        }
    }
}

/// JS-S04: no line of the contents is written; Typst queries the headings.
#[test]
fn contents_are_drawn_from_the_headings() {
    for (_, _, worded) in worded() {
        assert_eq!(main_source(&worded).matches("#contents(").count(), 1);
        let layout = worded.files.iter().filter(|(path, _)| path.ends_with("contents.typ")).map(|(_, text)| text.as_str());
        assert!(layout.collect::<String>().contains("query("), "contents are queried");
    }
}

/// JS-S05, JS-S06.
#[test]
fn an_empty_table_says_so_and_no_other_does() {
    let mut empty = 0;
    for (dossier, derived, worded) in shanxi() {
        for (id, table) in &worded.tables {
            let has_data = derived.tables.iter().any(|derived| derived.id == *id && !derived.empty);
            if let Some(sentence) = &table.empty {
                empty += 1;
                assert!(!has_data, "{id} says {sentence} and has data");
                assert!(sentence.contains(&dossier.disclosure.department.name.value) && sentence.contains("没有"), "{id}: {sentence}");
            } else {
                assert!(has_data, "{id} is empty without a sentence");
            }
        }
    }
    assert!(empty > 0, "no example has an empty table");
}

/// JS-S07.
#[test]
fn every_table_names_its_unit_alike() {
    for (_, _, worded) in worded() {
        let units: std::collections::BTreeSet<String> = worded
            .tables
            .values()
            .flat_map(|table| &table.info)
            .filter(|text| text.contains("单位") && text.contains("元"))
            .cloned()
            .collect();
        assert!(units.len() <= 1, "{units:?}");
    }
}

/// JS-G02.
#[test]
fn counts_of_what_was_spent_are_asked_for() {
    let base = std::fs::read_to_string(repository().join("tests/checks/base.yaml")).expect("a sound file");
    let (before, after) = base.split_once("三公经费:\n").expect("the three public expenses");
    let (_, after) = after.split_once("机关运行经费:").expect("what follows them");
    let phases = "年初预算: 1000, 全年预算: 1000, 上年决算: 1000";
    let items = [
        ("因公出国（境）费", "决算: 1000", &["团组", "人次"][..]),
        ("公务用车购置费", "决算: 1000", &["购置辆数"]),
        ("公务用车运行维护费", "决算: 1000", &["保有量"]),
        ("公务接待费.国内接待", "金额: 1000, 外事接待费: 500", &["批次", "人次", "外事接待批次", "外事接待人次"]),
        ("公务接待费.国（境）外接待", "金额: 1000", &["批次", "人次"]),
    ];
    let written = |left_out: Option<(&str, &str)>| {
        let mut text = format!("三公经费:\n  公务接待费: {{{phases}");
        for (item, amounts, counts) in &items {
            let counts = counts.iter().filter(|count| left_out != Some((item, count))).map(|count| format!(", {count}: 1"));
            let counts: String = counts.collect();
            match item.split_once('.') {
                Some((_, part)) => text.push_str(&format!(", {part}: {{{amounts}{counts}}}")),
                None => text = text.replacen("三公经费:\n", &format!("三公经费:\n  {item}: {{{phases}, {amounts}{counts}}}\n"), 1),
            }
        }
        format!("{before}{text}}}\n机关运行经费:{after}")
    };
    for id in juesuan::standard::built_in_ids() {
        let lacks = |text: String| -> Vec<String> {
            let (found, _) = findings(&text.replacen("标准: shanxi", &format!("标准: {id}"), 1));
            found
                .into_iter()
                .filter(|finding| finding.message.contains("三公经费.") && finding.code == "JS-S10")
                .map(|it| it.message)
                .collect()
        };
        assert_eq!(lacks(written(None)), Vec::<String>::new(), "{id}");
        for (item, _, counts) in &items {
            for count in *counts {
                let found = lacks(written(Some((item, count))));
                assert!(
                    matches!(found.as_slice(), [one] if one.starts_with(&format!("缺少 三公经费.{item}.{count}，"))),
                    "{id}: {found:?}"
                );
            }
        }
    }
}

/// JS-G01.
#[test]
fn three_public_items_are_each_stated() {
    for (_, _, worded) in shanxi() {
        let source = main_source(&worded);
        let section = &source[source.find("== 九、").expect("section nine")..source.find("== 十、").expect("section ten")];
        for item in ["因公出国（境）费支出", "公务用车购置支出", "公务用车运行维护费支出", "公务接待费支出"]
        {
            assert!(section.contains(item), "{item}");
        }
    }
}

/// JS-Q11: title and author are the document's own and its department's, in the document and in the PDF.
#[test]
fn file_properties_name_the_department() {
    for (dossier, _, worded) in worded() {
        assert!(worded.title.starts_with(&dossier.disclosure.department.name.value), "{}", worded.title);
        let authors: Vec<&str> = worded.files["main.typ"].split("author: ").skip(1).collect();
        let name = format!("\"{}\"", dossier.disclosure.department.name.value);
        assert!(authors.len() == 1 && authors[0].starts_with(&name), "the author is the department: {authors:?}");
    }
    let metadata = Paper::new(&making::lanxian().pdf()).metadata();
    for property in ["dc:creator", "dc:title"] {
        let value = metadata.split(property).nth(1).unwrap_or_else(|| panic!("{metadata} has no {property}"));
        assert!(value.contains("中国共产党岚县委员会办公室"), "{value}");
    }
}
