//! Random departments as YAML text: codes of the catalogue, amounts in either unit, sources, carry-overs, budgets, last year, projects.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const GENERAL: [&str; 16] = [
    "2010301", "2010303", "2010350", "2013101", "2013102", "2050201", "2080501", "2080505", "2101101", "2101102", "2120501", "2130701",
    "2130705", "2210201", "2299999", "2240101",
];
const FUND: [&str; 4] = ["2120803", "2120804", "2296002", "2120899"];
const CAPITAL: [&str; 2] = ["2230105", "2230199"];
const ECONOMIC: [&str; 14] =
    ["30101", "30102", "30108", "30199", "30201", "30231", "30239", "30299", "30301", "30305", "30399", "30702", "31002", "39999"];
const OTHER_KEYS: [&str; 13] = [
    "年初结转和结余",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
    "使用非财政拨款结余",
    "基本支出",
    "项目支出",
    "上缴上级支出",
    "经营支出",
    "对附属单位补助支出",
    "结余分配",
];

/// Amounts in 分: everyday ones, ones on the border of rounding, next to nothing, large ones, and now and then one that was taken back (冲减).
fn fen() -> impl Strategy<Value = i64> {
    prop_oneof![
        6 => 0..200_000_000_i64,
        4 => (0..2_000_i64).prop_map(|half| half * 5_000),
        2 => 0..20_000_i64,
        2 => 0..9_000_000_000_000_i64,
        2 => Just(0),
        1 => -20_000_000..0_i64,
    ]
}

/// How an amount is written in a file's unit.
fn amount(fen: i64, in_wan: bool) -> String {
    let places = if in_wan { 6 } else { 2 };
    let scale = 10_u64.pow(places);
    let (sign, fen) = (if fen < 0 { "-" } else { "" }, fen.unsigned_abs());
    let text = format!("{sign}{}.{:0places$}", fen / scale, fen % scale, places = places as usize);
    if fen.is_multiple_of(3) { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A row of a fiscal ledger: code, opening and income if written, two kinds of expenditure.
fn fiscal(codes: &'static [&'static str], rows: std::ops::RangeInclusive<usize>, in_wan: bool) -> impl Strategy<Value = String> {
    let amounts = vec((proptest::option::of(fen()), fen(), proptest::option::of(fen()), proptest::option::of(fen())), codes.len());
    (subsequence(codes, rows), amounts, any::<u64>()).prop_map(move |(codes, amounts, order)| {
        let mut rows: Vec<String> = codes
            .iter()
            .zip(amounts)
            .map(|(code, (opening, income, basic, project))| {
                let mut row = format!("  - {{科目: {code}");
                let mut write = |key: &str, fen: Option<i64>| fen.map(|fen| row.push_str(&format!(", {key}: {}", amount(fen, in_wan))));
                write("年初结转和结余", opening);
                write("本年收入", opening.map(|_| income));
                write("基本支出", basic);
                write("项目支出", project);
                row + "}  # 说明\n"
            })
            .collect();
        let turn = usize::try_from(order % 16).expect("small") % rows.len().max(1);
        rows.rotate_left(turn);
        rows.concat()
    })
}

fn other(in_wan: bool) -> impl Strategy<Value = String> {
    let keys = vec((subsequence(&OTHER_KEYS[..], 0..=OTHER_KEYS.len()), vec(fen(), OTHER_KEYS.len())), GENERAL.len());
    (subsequence(&GENERAL[..], 0..=4), keys).prop_map(move |(codes, rows)| {
        let row = |(code, (keys, amounts)): (&&str, (Vec<&str>, Vec<i64>))| {
            let pairs: String = keys.iter().zip(amounts).map(|(key, fen)| format!(", {key}: {}", amount(fen, in_wan))).collect();
            format!("  - {{科目: {code}{pairs}}}\n")
        };
        codes.iter().zip(rows).map(row).collect()
    })
}

/// Lines `  key: amount` for some of the keys.
fn block(title: &'static str, keys: &'static [&'static str], in_wan: bool) -> impl Strategy<Value = String> {
    (subsequence(keys, 0..=keys.len()), vec(fen(), keys.len())).prop_map(move |(keys, amounts)| {
        let lines: String = keys.iter().zip(amounts).map(|(key, fen)| format!("  {key}: {}\n", amount(fen, in_wan))).collect();
        if lines.is_empty() { String::new() } else { format!("{title}:\n{lines}") }
    })
}

/// The three public expenses: each item with all it needs, or not at all.
fn public(in_wan: bool) -> impl Strategy<Value = String> {
    (vec(proptest::option::of([fen(), fen(), fen()]), 4), proptest::option::of(fen())).prop_map(move |(items, foreign)| {
        let mut text = String::new();
        for (name, item) in ["因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费"].iter().zip(items)
        {
            let Some([budget, spent, before]) = item.map(|item| item.map(|fen| amount(fen, in_wan))) else { continue };
            let abroad = foreign.map(|fen| format!(", 国（境）外接待: {{金额: {}}}", amount(fen, in_wan))).unwrap_or_default();
            let spent =
                if *name == "公务接待费" { format!("国内接待: {{金额: {spent}}}{abroad}") } else { format!("决算: {spent}") };
            text += &format!("  {name}: {{全年预算: {budget}, 上年决算: {before}, {spent}}}\n");
        }
        if text.is_empty() { text } else { format!("三公经费:\n{text}") }
    })
}

/// Budget and last year's figures, all at the level of 类 or all at that of 项.
fn notes(ledger: String, digits: usize, in_wan: bool) -> impl Strategy<Value = String> {
    let mut codes: Vec<String> = ledger.lines().filter_map(|line| line.split("科目: ").nth(1)?.get(..digits).map(str::to_owned)).collect();
    // A class without a row this year: budgeted or spent on last year.
    codes.push("2069999"[..digits].to_owned());
    codes.sort();
    codes.dedup();
    vec((proptest::option::of(fen()), proptest::option::of(fen())), codes.len()).prop_map(move |amounts| {
        let mut text = String::new();
        for (code, (budget, before)) in codes.iter().zip(amounts) {
            let pairs =
                [("年初预算", budget), ("上年决算", before)].map(|(key, fen)| fen.map(|fen| format!("{key}: {}", amount(fen, in_wan))));
            let pairs: Vec<String> = pairs.into_iter().flatten().collect();
            text += &if pairs.is_empty() { String::new() } else { format!("  {code}: {{{}}}\n", pairs.join(", ")) };
        }
        if text.is_empty() { text } else { format!("科目说明:\n{text}") }
    })
}

fn projects(in_wan: bool) -> impl Strategy<Value = String> {
    vec(vec([fen(), fen()], 1..3), 0..3).prop_map(move |projects| {
        let mut text = String::new();
        for (at, rows) in projects.iter().enumerate() {
            text += &format!("  - 项目名称: 项目{at}\n    报告时间: 2025-01\n    基本信息: {{项目概况: 略, 立项依据: 略, 必要性: 略, 措施与制度: 略, 实施期目标: 略, 年度目标: 略, 实施计划: 略}}\n    预算执行:\n");
            for [budget, executed] in rows {
                let (budget, executed) = (amount(*budget, in_wan), amount(*executed, in_wan));
                text += &format!("      - {{资金来源: 财政资金, 目标申报: {budget}, 预算编制: {budget}, 全年预算: {budget}, 全年执行: {executed}}}\n");
            }
            text += "    绩效指标:\n      - {一级指标: 产出, 二级指标: 数量, 指标名称: 个数, 实际完成值: 1, 权重: 90, 得分: 90}\n";
            text += "    自评结果: {全年目标完成情况: 略, 产出情况: 略, 效益情况: 略, 满意度情况: 略}\n";
        }
        if text.is_empty() { text } else { format!("绩效自评:\n{text}") }
    })
}

/// A department's file.
pub fn department() -> impl Strategy<Value = String> {
    (any::<bool>(), select(vec![3_usize, 7])).prop_flat_map(|(in_wan, level)| {
        let general = fiscal(&GENERAL, 1..=8, in_wan).prop_flat_map(move |ledger| (Just(ledger.clone()), notes(ledger, level, in_wan)));
        let ledgers = (general, fiscal(&FUND, 0..=3, in_wan), fiscal(&CAPITAL, 0..=2, in_wan), other(in_wan));
        let blocks = (
            block("基本支出明细", &ECONOMIC, in_wan),
            public(in_wan),
            block("政府采购", &["货物", "工程", "服务", "授予中小企业", "授予小微企业"], in_wan),
            block("上年决算", &["收入总计", "支出总计", "财政拨款收入总计", "财政拨款支出总计", "一般公共预算财政拨款支出"], in_wan),
            block("机关运行经费", &["上年决算"], in_wan),
            projects(in_wan),
        );
        (ledgers, blocks, select(vec!["行政单位", "参照公务员法管理事业单位", "事业单位"])).prop_map(move |(ledgers, blocks, kind)| {
            let unit = if in_wan { "万元" } else { "元" };
            let ((general, notes), fund, capital, other) = ledgers;
            let head = format!("标准: shanxi\n年度: 2024\n金额单位: {unit}\n公开日期: 2025-09-01\n部门: {{名称: 示例局, 编码: \"001\", 性质: {kind}}}\n概况: {{职责: [办事。], 机构设置: {{}}}}\n");
            let list = |title: &str, rows: String| if rows.is_empty() { format!("{title}: []\n") } else { format!("{title}:\n{rows}") };
            let (economic, public, procurement, last_year, agency, projects) = blocks;
            [
                head, list("一般公共预算财政拨款", general), list("政府性基金预算财政拨款", fund), list("国有资本经营预算财政拨款", capital),
                list("单位资金", other), notes, economic, public, procurement, last_year, agency, projects,
            ]
            .concat()
        })
    })
}
