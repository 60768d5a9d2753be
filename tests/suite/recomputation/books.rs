//! The books of one file, kept in 分: the ledger rows as written, and sums over them.

use std::collections::{BTreeMap, BTreeSet};

use super::cents::fen;
use super::text::Scalars;

/// The ledgers by their key in the file.
pub const GENERAL: &str = "一般公共预算财政拨款";
pub const FUND: &str = "政府性基金预算财政拨款";
pub const CAPITAL: &str = "国有资本经营预算财政拨款";
pub const OTHER: &str = "单位资金";
pub const FISCAL: [&str; 3] = [GENERAL, FUND, CAPITAL];
pub const ALL: [&str; 4] = [GENERAL, FUND, CAPITAL, OTHER];

pub const OPENING: &str = "年初结转和结余";
pub const APPROPRIATION: &str = "本年收入";
pub const SURPLUS: &str = "使用非财政拨款结余";
pub const ALLOCATION: &str = "结余分配";
/// Income other than appropriation, as the tables order it.
pub const OWN_INCOME: [&str; 5] = ["上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"];
pub const SPENT: [&str; 5] = ["基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"];

/// One row: ledger, code, amounts in 分.
struct Row {
    ledger: &'static str,
    code: String,
    amounts: BTreeMap<String, i128>,
}

/// A file's figures.
pub struct Books {
    pub scalars: Scalars,
    pub in_wan: bool,
    rows: Vec<Row>,
}

impl Books {
    /// Opens the books of a file's text.
    pub fn open(text: &str) -> Self {
        let scalars = Scalars::read(text);
        let in_wan = scalars.get(&["金额单位"]) == Some("万元");
        let mut rows: Vec<Row> = Vec::new();
        for ledger in ALL {
            let mut by_row: BTreeMap<usize, Row> = BTreeMap::new();
            for (at, rest, text) in scalars.under(&[ledger]) {
                let Some(at) = at.strip_prefix('#').and_then(|at| at.parse().ok()) else { continue };
                let row = by_row.entry(at).or_insert_with(|| Row { ledger, code: String::new(), amounts: BTreeMap::new() });
                match rest[0].as_str() {
                    "科目" => row.code = text.to_owned(),
                    key => drop(row.amounts.insert(key.to_owned(), fen(text, in_wan))),
                }
            }
            rows.extend(by_row.into_values());
        }
        for row in rows.iter_mut().filter(|row| row.ledger != OTHER && !row.amounts.contains_key(APPROPRIATION)) {
            let spent = SPENT.iter().filter_map(|key| row.amounts.get(*key)).sum();
            row.amounts.insert(APPROPRIATION.to_owned(), spent);
        }
        Self { scalars, in_wan, rows }
    }

    /// The amount at a path, if written.
    pub fn amount(&self, path: &[&str]) -> Option<i128> {
        self.scalars.get(path).map(|text| fen(text, self.in_wan))
    }

    /// The sum of some keys over some ledgers under a code.
    pub fn sum(&self, ledgers: &[&str], keys: &[&str], code: &str) -> i128 {
        let rows = self.rows.iter().filter(|row| ledgers.contains(&row.ledger) && row.code.starts_with(code));
        rows.flat_map(|row| keys.iter().filter_map(|key| row.amounts.get(*key))).sum()
    }

    /// 本年收入 of every kind.
    pub fn income(&self, ledgers: &[&str], code: &str) -> i128 {
        self.sum(ledgers, &[APPROPRIATION], code) + self.sum(ledgers, &OWN_INCOME, code)
    }

    /// 本年支出 of every kind.
    pub fn spent(&self, ledgers: &[&str], code: &str) -> i128 {
        self.sum(ledgers, &SPENT, code)
    }

    /// 收入总计
    pub fn resources(&self, ledgers: &[&str]) -> i128 {
        self.sum(ledgers, &[OPENING, SURPLUS], "") + self.income(ledgers, "")
    }

    /// 年末结转和结余
    pub fn closing(&self, ledgers: &[&str], code: &str) -> i128 {
        let had = self.sum(ledgers, &[OPENING, SURPLUS], code) + self.income(ledgers, code);
        had - self.spent(ledgers, code) - self.sum(ledgers, &[ALLOCATION], code)
    }

    /// The codes of the ledgers' rows.
    pub fn codes(&self, ledgers: &[&str]) -> BTreeSet<&str> {
        self.rows.iter().filter(|row| ledgers.contains(&row.ledger)).map(|row| row.code.as_str()).collect()
    }

    /// Basic expenditure by economic item.
    pub fn economic(&self, wanted: impl Fn(&str) -> bool) -> i128 {
        self.scalars.under(&["基本支出明细"]).filter(|(code, ..)| wanted(code)).map(|(_, _, text)| fen(text, self.in_wan)).sum()
    }

    /// A budget or last year's figure under a code, summed from the notes below it; none if no note has one. Notes of a
    /// level stand in for those of deeper levels.
    pub fn noted(&self, ledger: &str, code: &str, key: &str) -> Option<i128> {
        let noted: BTreeMap<&str, i128> = self
            .scalars
            .under(&["科目说明"])
            .filter(|(noted, rest, _)| rest[0] == key && noted.starts_with(code) && self.ledger_of(noted) == ledger)
            .map(|(noted, _, text)| (noted, fen(text, self.in_wan)))
            .collect();
        if let Some(own) = noted.get(code) {
            return Some(*own);
        }
        let covered = |code: &str| noted.keys().any(|other| other.len() < code.len() && code.starts_with(other));
        let parts: Vec<i128> = noted.iter().filter(|(code, _)| !covered(code)).map(|(_, amount)| *amount).collect();
        if parts.is_empty() { None } else { Some(parts.iter().sum()) }
    }

    /// The noted codes of a ledger.
    pub fn noted_codes(&self, ledger: &str) -> BTreeSet<&str> {
        self.scalars.under(&["科目说明"]).map(|(code, ..)| code).filter(|code| self.ledger_of(code) == ledger).collect()
    }

    /// The ledger a noted code belongs to: the first fiscal one with a row under it, else the general one.
    fn ledger_of(&self, code: &str) -> &'static str {
        FISCAL.into_iter().find(|ledger| self.codes(&[ledger]).iter().any(|row| row.starts_with(code))).unwrap_or(GENERAL)
    }
}
