//! What the tables and the narrative must say, from a file's books: addresses of cells and paths of facts with their values.

use std::collections::BTreeMap;

use super::books::*;
use super::cents::{percent, rate, share, wan, written};

/// The official names of the sources in table 04.
const SOURCES: [(&str, &str); 3] = [("一般", GENERAL), ("基金", FUND), ("国资", CAPITAL)];

/// Every cell that shows an amount: address → 分. `classes` are the codes of the 26 functional classes, `items` the economic codes of table 06.
pub fn cells(books: &Books, classes: &[&str], items: &[&str]) -> BTreeMap<String, i128> {
    let mut cells = BTreeMap::new();
    let mut put = |address, fen| {
        cells.insert(address, fen);
    };
    overall(books, classes, &mut put);
    fiscal(books, classes, &mut put);
    trees(books, &mut put);
    economic(books, items, &mut put);
    expenses(books, &mut put);
    cells
}

fn overall(books: &Books, classes: &[&str], put: &mut impl FnMut(String, i128)) {
    let income = |ledger| books.sum(&[ledger], &[APPROPRIATION], "");
    put("01收[一、一般公共预算财政拨款收入].金额".into(), income(GENERAL));
    put("01收[二、政府性基金预算财政拨款收入].金额".into(), income(FUND));
    put("01收[三、国有资本经营预算财政拨款收入].金额".into(), income(CAPITAL));
    for (ordinal, kind) in ["四", "五", "六", "七", "八"].iter().zip(OWN_INCOME) {
        put(format!("01收[{ordinal}、{kind}].金额"), books.sum(&[OTHER], &[kind], ""));
    }
    put("01收[本年收入合计].金额".into(), books.income(&ALL, ""));
    put("01收[使用非财政拨款结余（含专用结余）].金额".into(), books.sum(&ALL, &[SURPLUS], ""));
    put("01收[年初结转和结余].金额".into(), books.sum(&ALL, &[OPENING], ""));
    put("01收[总计].金额".into(), books.resources(&ALL));
    for class in classes {
        put(format!("01支[{class}].金额"), books.spent(&ALL, class));
    }
    put("01支[本年支出合计].金额".into(), books.spent(&ALL, ""));
    put("01支[结余分配].金额".into(), books.sum(&ALL, &[ALLOCATION], ""));
    put("01支[年末结转和结余].金额".into(), books.closing(&ALL, ""));
    put("01支[总计].金额".into(), books.spent(&ALL, "") + books.sum(&ALL, &[ALLOCATION], "") + books.closing(&ALL, ""));
}

fn fiscal(books: &Books, classes: &[&str], put: &mut impl FnMut(String, i128)) {
    put("04收[一、一般公共预算财政拨款].金额".into(), books.income(&[GENERAL], ""));
    put("04收[二、政府性基金预算财政拨款].金额".into(), books.income(&[FUND], ""));
    put("04收[三、国有资本经营预算财政拨款].金额".into(), books.income(&[CAPITAL], ""));
    put("04收[本年收入合计].金额".into(), books.income(&FISCAL, ""));
    put("04收[年初财政拨款结转和结余].金额".into(), books.sum(&FISCAL, &[OPENING], ""));
    for ledger in FISCAL {
        put(format!("04收[{ledger}].金额"), books.sum(&[ledger], &[OPENING], ""));
    }
    put("04收[总计].金额".into(), books.resources(&FISCAL));
    let mut row = |row: &str, value: &dyn Fn(&[&str]) -> i128| {
        put(format!("04支[{row}].合计"), value(&FISCAL));
        for (column, ledger) in SOURCES {
            put(format!("04支[{row}].{column}"), value(&[ledger]));
        }
    };
    for class in classes {
        row(class, &|ledgers| books.spent(ledgers, class));
    }
    row("本年支出合计", &|ledgers| books.spent(ledgers, ""));
    row("年末财政拨款结转和结余", &|ledgers| books.closing(ledgers, ""));
    row("总计", &|ledgers| books.spent(ledgers, "") + books.closing(ledgers, ""));
}

/// A column of a table by code: its key and what it sums.
type Column<'a> = (&'a str, &'a dyn Fn(&str) -> i128);

fn trees(books: &Books, put: &mut impl FnMut(String, i128)) {
    let sum = |ledgers: &'static [&'static str], key: &'static str| move |code: &str| books.sum(ledgers, &[key], code);
    let appropriation = sum(&ALL, APPROPRIATION);
    let own = OWN_INCOME.map(|kind| sum(&ALL, kind));
    let income = |code: &str| books.income(&ALL, code);
    let mut columns: Vec<Column> = vec![("本年收入合计", &income), ("财政拨款收入", &appropriation)];
    columns.extend(OWN_INCOME.iter().zip(&own).map(|(kind, sum)| (*kind, sum as _)));
    tree(books, "02", &ALL, &columns, put);

    let spent = |code: &str| books.spent(&ALL, code);
    let kinds = SPENT.map(|kind| sum(&ALL, kind));
    let mut columns: Vec<Column> = vec![("本年支出合计", &spent)];
    columns.extend(SPENT.iter().zip(&kinds).map(|(kind, sum)| (*kind, sum as _)));
    tree(books, "03", &ALL, &columns, put);

    let (total, basic, project) = (|code: &str| books.spent(&[GENERAL], code), sum(&[GENERAL], SPENT[0]), sum(&[GENERAL], SPENT[1]));
    tree(books, "05", &[GENERAL], &[("小计", &total), (SPENT[0], &basic), (SPENT[1], &project)], put);

    let (opening, income) = (sum(&[FUND], OPENING), sum(&[FUND], APPROPRIATION));
    let (total, basic, project) = (|code: &str| books.spent(&[FUND], code), sum(&[FUND], SPENT[0]), sum(&[FUND], SPENT[1]));
    let closing = |code: &str| books.closing(&[FUND], code);
    let columns: [Column; 6] = [
        (OPENING, &opening),
        (APPROPRIATION, &income),
        ("小计", &total),
        (SPENT[0], &basic),
        (SPENT[1], &project),
        ("年末结转和结余", &closing),
    ];
    tree(books, "07", &[FUND], &columns, put);

    let (total, basic, project) = (|code: &str| books.spent(&[CAPITAL], code), sum(&[CAPITAL], SPENT[0]), sum(&[CAPITAL], SPENT[1]));
    tree(books, "08", &[CAPITAL], &[("合计", &total), (SPENT[0], &basic), (SPENT[1], &project)], put);
}

/// 合计, then each item that any column has something of, with its 款 and 类; nothing of it where all of it prints as nothing.
fn tree(books: &Books, table: &str, ledgers: &[&str], columns: &[Column], put: &mut impl FnMut(String, i128)) {
    let mut row = |label: &str, code: &str| columns.iter().for_each(|(key, value)| put(format!("{table}[{label}].{key}"), value(code)));
    row("合计", "");
    let items = books.codes(ledgers).into_iter().filter(|code| columns.iter().any(|(_, value)| value(code) != 0));
    let codes: Vec<&str> = items.flat_map(|item| [&item[..3], &item[..5], item]).collect();
    if codes.iter().chain(&[""]).any(|code| columns.iter().any(|(_, value)| wan(value(code)) != 0)) {
        codes.into_iter().for_each(|code| row(code, code));
    }
}

fn economic(books: &Books, items: &[&str], put: &mut impl FnMut(String, i128)) {
    for item in items {
        put(format!("06[{item}]"), books.economic(|code| code.starts_with(item)));
    }
    let personnel = |code: &str| code.starts_with("301") || code.starts_with("303");
    put("06[人员经费合计]".into(), books.economic(personnel));
    put("06[公用经费合计]".into(), books.economic(|code| !personnel(code)));
}

/// One of the three public expenses: budget or final accounts, 0 where not written.
fn public(books: &Books, item: &str, key: &str) -> i128 {
    let at = |path: &[&str]| books.amount(&[&["三公经费"], path].concat()).unwrap_or_default();
    match (item, key) {
        ("公务接待费", "决算") => at(&["公务接待费", "国内接待", "金额"]) + at(&["公务接待费", "国（境）外接待", "金额"]),
        _ => at(&[item, key]),
    }
}

/// The parts of the three public expenses: name in the facts, column of table 09, items in the file.
const PUBLIC: [(&str, &str, &[&str]); 6] = [
    ("total", "合计", &["因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费"]),
    ("going", "出国", &["因公出国（境）费"]),
    ("vehicles", "用车", &["公务用车购置费", "公务用车运行维护费"]),
    ("purchase", "购置", &["公务用车购置费"]),
    ("operation", "运行", &["公务用车运行维护费"]),
    ("reception", "接待", &["公务接待费"]),
];

fn expenses(books: &Books, put: &mut impl FnMut(String, i128)) {
    for (_, column, items) in PUBLIC {
        put(format!("09预[三公经费].{column}"), items.iter().map(|item| public(books, item, "全年预算")).sum());
        put(format!("09决[三公经费].{column}"), items.iter().map(|item| public(books, item, "决算")).sum());
    }
    let bought = |kind| books.amount(&["政府采购", kind]).unwrap_or_default();
    let kinds = ["货物", "工程", "服务"];
    put("10[合计]".into(), kinds.iter().map(|kind| bought(kind)).sum());
    kinds.iter().for_each(|kind| put(format!("10[{kind}]"), bought(kind)));
    for kind in AGENCIES {
        put(format!("10[{kind}]"), agency(books, kind));
    }
}

/// The kinds of units that have agency operating costs.
const AGENCIES: [&str; 2] = ["行政单位", "参照公务员法管理事业单位"];

/// Agency operating costs of one kind of unit: as the file states both, or all operating costs of the department's own kind.
fn agency(books: &Books, kind: &str) -> i128 {
    let stated = |kind| books.amount(&["机关运行经费", kind]);
    if AGENCIES.iter().any(|kind| stated(kind).is_some()) {
        return stated(kind).unwrap_or_default();
    }
    let own = books.scalars.get(&["部门", "性质"]).unwrap_or("行政单位") == kind;
    if own { books.economic(|code| !code.starts_with("301") && !code.starts_with("303")) } else { 0 }
}

/// Facts of the narrative: path → text, as printed; an empty text means there must be none.
pub fn facts(books: &Books) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    let mut put = |path: String, value: Option<String>| drop(facts.insert(path, value.unwrap_or_default()));
    for (name, ledgers, keys) in
        [("totals", &ALL[..], ["收入总计", "支出总计"]), ("fiscal", &FISCAL[..], ["财政拨款收入总计", "财政拨款支出总计"])]
    {
        for (side, key) in ["resources", "uses"].iter().zip(keys) {
            change(&mut put, &format!("{name}.{side}_change"), books.resources(ledgers), books.amount(&["上年决算", key]));
        }
    }
    let kind = |kind| books.sum(&ALL, &[kind], "");
    shares(&mut put, "income", books.income(&ALL, ""), std::iter::once(APPROPRIATION).chain(OWN_INCOME).map(kind));
    shares(&mut put, "expenditure", books.spent(&ALL, ""), SPENT.into_iter().map(kind));
    general(books, &mut put);
    more(books, &mut put);
    facts
}

/// The parts of a total that print other than zero, and no more of them.
fn shares(put: &mut impl FnMut(String, Option<String>), name: &str, total: i128, parts: impl Iterator<Item = i128>) {
    let parts: Vec<i128> = parts.map(wan).filter(|part| *part != 0).collect();
    for (at, part) in parts.iter().enumerate() {
        put(format!("{name}.parts.{at}.amount.wan"), Some(written(*part)));
        put(format!("{name}.parts.{at}.percent"), share(*part, wan(total)).map(written));
    }
    put(format!("{name}.parts.{}", parts.len()), None);
}

fn general(books: &Books, put: &mut impl FnMut(String, Option<String>)) {
    let general = books.spent(&[GENERAL], "");
    put("general.percent".into(), share(wan(general), wan(books.spent(&ALL, ""))).map(written));
    completion(put, "general.completion", general, books.noted(GENERAL, "", "年初预算"));
    change(put, "general.change", general, books.amount(&["上年决算", GENERAL_SPENT]).or_else(|| books.noted(GENERAL, "", "上年决算")));
    let noted = books.noted_codes(GENERAL);
    let mut classes: Vec<&str> = books.codes(&[GENERAL]).into_iter().chain(noted).map(|code| &code[..3]).collect();
    classes.sort_unstable();
    classes.dedup();
    let says = |class: &&str| {
        let noted = ["年初预算", "上年决算"].map(|key| books.noted(GENERAL, class, key).unwrap_or_default());
        let own = [books.spent(&[GENERAL], class), books.sum(&[GENERAL], &[OPENING], class), books.income(&[GENERAL], class)];
        noted.into_iter().chain(own).any(|fen| wan(fen) != 0)
    };
    let classes: Vec<&str> = classes.into_iter().filter(says).collect();
    put(format!("general.classes.{}", classes.len()), None);
    for (at, class) in classes.into_iter().enumerate() {
        let (path, spent) = (format!("general.classes.{at}"), books.spent(&[GENERAL], class));
        put(format!("{path}.code"), Some(class.to_owned()));
        put(format!("{path}.percent"), share(wan(spent), wan(general)).map(written));
        put(format!("{path}.closing.wan"), Some(written(wan(books.closing(&[GENERAL], class)))));
        completion(put, &format!("{path}.completion"), spent, books.noted(GENERAL, class, "年初预算"));
        change(put, &format!("{path}.change"), spent, books.noted(GENERAL, class, "上年决算"));
    }
}

const GENERAL_SPENT: &str = "一般公共预算财政拨款支出";

/// Three public expenses, procurement, agency operating costs, reports.
fn more(books: &Books, put: &mut impl FnMut(String, Option<String>)) {
    for (name, _, items) in PUBLIC {
        let of = |key| items.iter().map(|item| public(books, item, key)).sum::<i128>();
        completion(put, &format!("three_public.{name}.adjusted"), of("决算"), Some(of("全年预算")));
        change(put, &format!("three_public.{name}.change"), of("决算"), Some(of("上年决算")));
    }
    let bought = |kind| wan(books.amount(&["政府采购", kind]).unwrap_or_default());
    let all = wan(["货物", "工程", "服务"].iter().map(|kind| books.amount(&["政府采购", kind]).unwrap_or_default()).sum());
    put("procurement.sme_percent".into(), percent(bought("授予中小企业"), all).map(written));
    put("procurement.micro_percent".into(), percent(bought("授予小微企业"), all).map(written));
    if books.scalars.get(&["部门", "性质"]) != Some("事业单位") {
        change(put, "agency.change", AGENCIES.iter().map(|kind| agency(books, kind)).sum(), books.amount(&["机关运行经费", "上年决算"]));
    }
    for (at, rate) in execution_rates(books).into_iter().enumerate() {
        put(format!("reports.{at}.total.rate"), rate.map(written));
    }
}

/// Executed in percent of the adjusted budget, project by project.
fn execution_rates(books: &Books) -> Vec<Option<i128>> {
    let mut totals: BTreeMap<usize, (i128, i128)> = BTreeMap::new();
    for (project, rest, text) in books.scalars.under(&["绩效自评"]) {
        let at = project.trim_start_matches('#').parse().expect("projects are a list");
        let totals = totals.entry(at).or_default();
        match (rest[0].as_str(), rest.get(2).map(String::as_str)) {
            ("预算执行", Some("全年预算")) => totals.0 += super::cents::fen(text, books.in_wan),
            ("预算执行", Some("全年执行")) => totals.1 += super::cents::fen(text, books.in_wan),
            _ => {}
        }
    }
    totals.into_values().map(|(budget, executed)| rate(executed, budget)).collect()
}

fn change(put: &mut impl FnMut(String, Option<String>), path: &str, now: i128, then: Option<i128>) {
    let Some(then) = then.map(wan) else { return put(path.to_owned(), None) };
    let difference = wan(now) - then;
    let direction = ["decrease", "equal", "increase"][usize::try_from(difference.signum() + 1).expect("a sign")];
    put(format!("{path}.direction"), Some(direction.to_owned()));
    put(format!("{path}.wan"), Some(written(difference.abs())));
    put(format!("{path}.percent"), rate(difference.abs(), then).map(written));
}

fn completion(put: &mut impl FnMut(String, Option<String>), path: &str, spent: i128, budget: Option<i128>) {
    let Some(budget) = budget.map(wan) else { return put(path.to_owned(), None) };
    put(format!("{path}.budget.wan"), Some(written(budget)));
    put(format!("{path}.percent"), rate(wan(spent), budget).map(written));
}
