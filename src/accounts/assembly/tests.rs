//! What several files together make: last year's with this year's, units' with their department's.

use super::*;
use crate::accounts::Figure;
use crate::diagnostics::{Files, Severity};
use crate::source::reading::read_bytes;

const HEAD: &str = "金额单位: 元\n公开日期: 2025-08-29\n概况: {职责: [负责甲事。], 机构设置: {}}\n";

fn read(files: &mut Files, text: &str) -> Disclosure {
    let read = read_bytes("甲局.yaml".as_ref(), text.as_bytes(), files);
    read.value.unwrap_or_else(|| panic!("{:#?}", read.diagnostics))
}

/// A department's file with the name of last year's.
fn file(year: u32, rows: &str) -> Disclosure {
    let department = "部门: {名称: 甲局, 编码: \"001\", 性质: 行政单位}\n";
    read(&mut Files::default(), &format!("年度: {year}\n{HEAD}{department}上年文件: last.yaml\n{rows}"))
}

/// A department of two units, each with what it writes besides its rows; and what the department's own file writes.
fn of_units(own: &str, units: [&str; 2]) -> (Accounts, Vec<Diagnostic>) {
    let mut files = Files::default();
    let list = "所属单位: [{名称: 乙所, 文件: b.yaml}, {名称: 丙所, 文件: c.yaml}]";
    let department = format!("部门: {{名称: 甲局, 编码: \"001\", 性质: 行政单位, 汇总方式: 按单位文件合计, {list}}}\n");
    let head = read(&mut files, &format!("年度: 2024\n{HEAD}{department}{own}"));
    let units =
        units.map(|text| read(&mut files, &format!("年度: 2024\n{HEAD}部门: {{名称: 乙所, 编码: \"001\", 性质: 行政单位}}\n{text}")));
    let units = units.each_ref().map(|file| Member { file, last_year: None, is_new: false });
    build(Inputs { head: &head, units: &units, last_year: None, catalog: Catalog::of(2024).expect("a known year") })
}

/// A department of units with a last year: this year's and last year's rows of each, and whether the unit's own last year is known. What the
/// department opens with, and the findings.
fn opened(units: &[(&str, &str, bool)]) -> (Decimal, Vec<Diagnostic>) {
    opened_among(units, None, None)
}

/// The same where one of the units is new, and another is gone this year.
fn opened_among(units: &[(&str, &str, bool)], new: Option<usize>, gone: Option<usize>) -> (Decimal, Vec<Diagnostic>) {
    let rows = |text: &str| format!("一般公共预算财政拨款: {text}\n");
    let mut files = Files::default();
    let mut year_of = |year: u32, row: &dyn Fn(usize) -> String| {
        let names: Vec<String> = (0..units.len()).map(|at| format!("{{名称: 所{at}, 文件: {at}.yaml}}")).collect();
        let department = format!("名称: 甲局, 编码: \"001\", 性质: 行政单位, 汇总方式: 按单位文件合计, 所属单位: [{}]", names.join(", "));
        let head = read(&mut files, &format!("年度: {year}\n{HEAD}部门: {{{department}}}\n上年文件: last.yaml\n"));
        let unit = "部门: {名称: 乙所, 编码: \"001\", 性质: 行政单位}\n上年文件: last.yaml\n";
        let files: Vec<Disclosure> =
            (0..units.len()).map(|at| read(&mut files, &format!("年度: {year}\n{HEAD}{unit}{}", rows(&row(at))))).collect();
        (head, files)
    };
    let (past_head, past_files) = year_of(2023, &|at| units[at].1.to_owned());
    let (head, files) = year_of(2024, &|at| units[at].0.to_owned());
    let catalog = Catalog::of(2024).expect("a known year");
    let alone: Vec<Accounts> = past_files.iter().map(|file| build(Inputs { head: file, units: &[], last_year: None, catalog }).0).collect();
    let past_units: Vec<Member> = past_files.iter().map(|file| Member { file, last_year: None, is_new: false }).collect();
    let (past, _) = build(Inputs { head: &past_head, units: &past_units, last_year: None, catalog });
    let of_unit = |at: usize| Member { file: &files[at], last_year: units[at].2.then(|| &alone[at]), is_new: new == Some(at) };
    let members: Vec<Member> = (0..units.len()).filter(|at| gone != Some(*at)).map(of_unit).collect();
    let (accounts, found) = build(Inputs { head: &head, units: &members, last_year: Some(&past), catalog });
    let unbalanced = found.into_iter().filter(|finding| finding.code == "JS-T103").collect();
    (accounts.total(Scope::ALL, Measure::OPENING).yuan, unbalanced)
}

/// Last year's rows that close with some yuan.
const LEFT_300: &str = "[{科目: 2010301, 本年收入: 900.00, 项目支出: 600.00}]";
const LEFT_50: &str = "[{科目: 2010301, 本年收入: 150.00, 项目支出: 100.00}]";
const LEFT_NOTHING: &str = "[{科目: 2010301, 项目支出: 600.00}]";
/// This year's rows.
const SPENDS_300: &str = "[{科目: 2010301, 本年收入: 0, 项目支出: 300.00}]";
const SPENDS_350: &str = "[{科目: 2010301, 本年收入: 0, 项目支出: 350.00}]";
const SPENDS_INCOME: &str = "[{科目: 2010301, 项目支出: 70.00}]";

#[test]
fn every_unit_opens_with_its_own_money() {
    let known = [(SPENDS_INCOME, LEFT_NOTHING, true), (SPENDS_300, LEFT_300, true)];
    let (opening, found) = opened(&known);
    assert_eq!((opening, messages(&found).len()), (Decimal::from(300), 0), "{found:#?}");
    let (opening, found) = opened(&[(SPENDS_300, LEFT_50, true), (SPENDS_INCOME, LEFT_300, true)]);
    assert_eq!(opening, Decimal::from(350));
    assert_eq!(messages(&found).len(), 2, "one unit spends the other's money, that one does not write its income: {found:#?}");
}

#[test]
fn what_one_unit_writes_takes_nothing_from_the_others() {
    let written = "[{科目: 2010301, 年初结转和结余: 50.00, 本年收入: 0, 项目支出: 50.00}]";
    for own in [true, false] {
        let (opening, found) = opened(&[(written, LEFT_50, own), (SPENDS_300, LEFT_300, own)]);
        assert_eq!((opening, messages(&found).len()), (Decimal::from(350), 0), "{own}: {found:#?}");
    }
}

#[test]
fn what_a_unit_takes_over_from_one_that_is_gone_is_counted_once() {
    let takes_over = "[{科目: 2010301, 年初结转和结余: 350.00, 本年收入: 0, 项目支出: 350.00}]";
    for new in [SPENDS_INCOME, "[]"] {
        let units = [(takes_over, LEFT_50, true), (new, "[]", false), ("[]", LEFT_300, false)];
        let (opening, found) = opened_among(&units, Some(1), Some(2));
        assert_eq!((opening, messages(&found).len()), (Decimal::from(350), 0), "{new}: {found:#?}");
        let untaken = [(SPENDS_INCOME, LEFT_50, true), units[1], units[2]];
        assert_eq!(opened_among(&untaken, Some(1), Some(2)).0, Decimal::from(50), "nobody took it over: it is not invented");
    }
    let keeps = "[{科目: 2010301, 年初结转和结余: 60.00, 本年收入: 0, 项目支出: 60.00}]";
    let (opening, _) = opened(&[(keeps, LEFT_50, true), (SPENDS_300, LEFT_300, false)]);
    assert_eq!(opening, Decimal::from(360), "what one unit corrects takes nothing from another that was there");
}

#[test]
fn units_without_a_last_year_balance_together() {
    let unknown = |first, second| opened(&[(first, LEFT_50, false), (second, LEFT_300, false)]);
    let nothing = "[{科目: 2010301, 本年收入: 0}]";
    assert_eq!(unknown(nothing, SPENDS_350).1.len(), 0, "nothing says that it is not the second unit's money");
    let found = unknown(SPENDS_300, SPENDS_350).1;
    assert_eq!(messages(&found), ["科目 2010301 支出多于可用资金，年末结转成了负数"]);
    assert_eq!(found[0].labels.len(), 2, "both rows");
    let (opening, found) = opened(&[(SPENDS_INCOME, LEFT_NOTHING, false), (SPENDS_300, LEFT_300, false)]);
    assert_eq!((opening, messages(&found).len()), (Decimal::from(300), 0), "a row that leaves its income out opens with nothing");
    let (_, found) = opened(&[(SPENDS_INCOME, LEFT_300, false), ("[]", LEFT_50, true)]);
    assert_eq!(messages(&found), ["科目 2010301 上年文件有年末结转，必须写“本年收入”"]);
    let (opening, found) = opened(&[("[]", LEFT_300, false), ("[]", LEFT_50, true)]);
    assert_eq!((opening, messages(&found).len()), (Decimal::from(350), 0), "no row has the code any more");
}

fn under(source: Source, code: &str) -> [Figure; 2] {
    let code = || Some(code.to_owned());
    [Figure::InitialBudget { source, code: code() }, Figure::LastYear { source, code: code() }]
}

fn messages(found: &[Diagnostic]) -> Vec<&str> {
    found.iter().map(|finding| finding.message.as_str()).collect()
}

#[test]
fn an_item_that_is_new_this_year_was_zero_in_last_years_file() {
    let catalog = Catalog::of(2024).expect("a known year");
    let past = file(2023, "政府性基金预算财政拨款:\n  - {科目: 2120803, 项目支出: 500.00}\n");
    let (past, _) = build(Inputs { head: &past, units: &[], last_year: None, catalog });
    let rows = "政府性基金预算财政拨款:\n  - {科目: 2120803, 项目支出: 600.00}\n  - {科目: 2296002, 项目支出: 70.00}\n";
    let (accounts, _) = build(Inputs { head: &file(2024, rows), units: &[], last_year: Some(&past), catalog });
    let last_year = |code: &str| accounts.value(&under(Source::Fund, code)[1]);
    assert_eq!(last_year("2120803"), Some(Decimal::from(500)));
    assert_eq!(last_year("2296002"), Some(Decimal::ZERO));
    assert_eq!(last_year("2120804"), None);
}

#[test]
fn a_class_that_was_the_general_budgets_last_year_is_not_the_funds_this_year() {
    let catalog = Catalog::of(2024).expect("a known year");
    let rows = "政府性基金预算财政拨款:\n  - {科目: 2082201, 项目支出: 600.00}\n科目说明:\n  208: {年初预算: 50.00}\n";
    let past = file(2023, "一般公共预算财政拨款:\n  - {科目: 2080505, 基本支出: 40.00}\n");
    let (past, _) = build(Inputs { head: &past, units: &[], last_year: None, catalog });
    let budgets = |last_year: Option<&Accounts>| {
        let (accounts, _) = build(Inputs { head: &file(2024, rows), units: &[], last_year, catalog });
        [Source::General, Source::Fund].map(|source| accounts.value(&under(source, "208")[0]))
    };
    assert_eq!(budgets(Some(&past)), [Some(Decimal::from(50)), None]);
    assert_eq!(budgets(None), [None, Some(Decimal::from(50))], "nothing says that it is not the fund's");
}

#[test]
fn money_under_a_code_that_is_gone_is_not_carried_over_but_reported() {
    let catalog = |year| Catalog::of(year).expect("a known year");
    let row = "一般公共预算财政拨款:\n  - {科目: 2010308, 本年收入: 900.00, 项目支出: 600.00}\n";
    let (past, _) = build(Inputs { head: &file(2023, row), units: &[], last_year: None, catalog: catalog(2023) });
    let rows = "一般公共预算财政拨款:\n  - {科目: 2010301, 基本支出: 10.00}\n";
    let (accounts, found) = build(Inputs { head: &file(2024, rows), units: &[], last_year: Some(&past), catalog: catalog(2024) });
    assert_eq!(accounts.total(Scope::ALL, Measure::OPENING).yuan, Decimal::ZERO);
    assert!(messages(&found)[0].contains("2010308 下年末结转 300.00 元，2024 年的科目目录里没有"), "{found:#?}");
    let named = format!("{rows}补充科目: {{2010308: 信访事务}}\n");
    let (accounts, found) = build(Inputs { head: &file(2024, &named), units: &[], last_year: Some(&past), catalog: catalog(2024) });
    assert_eq!(accounts.total(Scope::ALL, Measure::OPENING).yuan, Decimal::from(300));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn units_add_up_whichever_level_they_write() {
    let rows = "一般公共预算财政拨款: [{科目: 2010301, 基本支出: 5.00}]\n";
    let (accounts, found) = of_units(
        "",
        [&format!("{rows}科目说明: {{201: {{年初预算: 100}}}}\n"), &format!("{rows}科目说明: {{2010301: {{年初预算: 30}}}}\n")],
    );
    assert_eq!(accounts.value(&under(Source::General, "201")[0]), Some(Decimal::from(130)));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_unit_that_leaves_its_part_out_is_found() {
    let rows = "一般公共预算财政拨款: [{科目: 2010301, 基本支出: 5.00}]\n";
    let units = [&format!("{rows}科目说明: {{201: {{年初预算: 100}}}}\n"), rows];
    let (_, found) = of_units("", units);
    assert_eq!(messages(&found), ["部门的 201 类年初预算由单位文件相加，这个单位的科目说明里却没有 2010301 的"]);
    let (accounts, found) = of_units("科目说明: {201: {年初预算: 250}}\n", units);
    assert_eq!(accounts.value(&under(Source::General, "201")[0]), Some(Decimal::from(250)), "the department's own figure stands first");
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn what_one_unit_does_not_say_is_unknown_for_the_department() {
    let spent = "三公经费: {公务用车运行维护费: {决算: 8.00, 上年决算: 9.00}}\n";
    let whole = "三公经费: {公务用车运行维护费: {全年预算: 7.00, 决算: 6.00, 上年决算: 5.00, 保有量: 2}}\n";
    let of = |units| {
        let (accounts, _) = of_units("", units);
        let names = ["three_public.operation.final", "three_public.operation.adjusted", "operation.vehicles", "three_public.going.final"];
        names.map(|name| accounts.value(&Figure::Named(name)).map(|value| value.normalize().to_string()))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(of([whole, ""]), [some("6"), some("7"), some("2"), some("0")]);
    assert_eq!(of([spent, ""]), [some("8"), None, None, some("0")]);
    assert_eq!(of([whole, spent]), [some("14"), None, None, some("0")]);
}

#[test]
fn last_years_totals_of_the_units_add_up_or_the_silent_ones_are_named() {
    let total = "上年决算: {收入总计: 100.00, 支出总计: 100.00}\n";
    let resources = |accounts: &Accounts| accounts.value(&Figure::Named("last_year.resources"));
    let (accounts, found) = of_units("", [total, "上年决算: {收入总计: 20.00, 支出总计: 20.00}\n"]);
    assert_eq!(resources(&accounts), Some(Decimal::from(120)));
    assert!(found.is_empty(), "{found:#?}");
    let (accounts, found) = of_units("", [total, ""]);
    assert_eq!(resources(&accounts), None, "a part is not the whole");
    let silent = "乙所没有写";
    assert_eq!(
        messages(&found),
        [format!("部门的“上年决算.收入总计”由单位文件相加，{silent}"), format!("部门的“上年决算.支出总计”由单位文件相加，{silent}")]
    );
    let (accounts, found) = of_units("上年决算: {收入总计: 300.00, 支出总计: 300.00}\n", [total, ""]);
    assert_eq!(resources(&accounts), Some(Decimal::from(300)), "the department's own figure stands first");
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_unit_has_its_agency_costs_by_the_same_rule() {
    let stated = "机关运行经费: {行政单位: 7.00, 参照公务员法管理事业单位: 2.00}\n基本支出明细: {30201: 5.00}\n";
    let derived = "基本支出明细: {30201: 30.00, 30101: 1.00}\n";
    let parts = |own: &str| {
        let (accounts, _) = of_units(own, [stated, derived]);
        ["agency.administrative", "agency.assimilated"].map(|name| accounts.value(&Figure::Named(name)))
    };
    assert_eq!(parts(""), [Some(Decimal::from(37)), Some(Decimal::from(2))]);
    assert_eq!(parts("机关运行经费: {行政单位: 40.00}\n")[0], Some(Decimal::from(40)), "the department's own split stands first");
    let found = |own: &str| of_units(own, [stated, derived]).1;
    assert_eq!(messages(&found("机关运行经费: {行政单位: 40.00}\n")), ["机关运行经费写的是 40.00 元，各单位相加是 39.00 元"]);
    assert!(found("机关运行经费: {行政单位: 30.00, 参照公务员法管理事业单位: 9.00}\n").is_empty(), "the same sum split otherwise");
}

#[test]
fn amounts_that_are_left_out_are_found() {
    let (_, found) = of_units("政府采购: {货物: 5.00}\n一般公共预算财政拨款: [{科目: 2010301, 基本支出: 5.00}]\n", ["", ""]);
    assert_eq!(messages(&found), ["部门决算按单位文件合计，本文件里写的金额和数量没有算进去"]);
    assert!(of_units("三公经费: {公务接待费: {全年预算: 0}}\n", ["", ""]).1.is_empty(), "zero is nothing left out");
}

#[test]
fn only_a_business_may_run_at_a_loss() {
    let found = |row: &str| {
        let file = file(2024, &format!("单位资金: [{{科目: 2010350, {row}}}]\n"));
        let (_, found) = build(Inputs { head: &file, units: &[], last_year: None, catalog: Catalog::of(2024).expect("a known year") });
        found.into_iter().map(|finding| finding.severity).collect::<Vec<_>>()
    };
    assert_eq!(found("经营收入: 10.00, 经营支出: 12.00"), [Severity::Warning]);
    assert_eq!(found("年初结转和结余: -5.00, 经营收入: 10.00, 经营支出: 12.00"), [Severity::Warning]);
    assert_eq!(found("年初结转和结余: -5.00, 经营收入: 18.00, 经营支出: 12.00"), []);
    assert_eq!(found("经营收入: 10.00, 经营支出: 12.00, 项目支出: 0.01"), [Severity::Error]);
    assert_eq!(found("事业收入: 10.00, 项目支出: 12.00"), [Severity::Error]);
}
