//! JS-E07: figures inside a report's prose that disagree with the report's own tables. Bound: the initial and the adjusted budget, what was spent, the
//! rate, score, grade, satisfaction, and persons whose indicator is unmistakable.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::clauses::{Clause, WrittenAmount, clauses, first_number};
use super::finding::{Finding, is_numeral};
use super::pattern::{Captures, Pattern, pattern};
use super::prose::Prose;
use crate::money;
use crate::performance::{IndicatorLine, Report};

/// What the tables of one report say.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The year evaluated.
    pub year: i32,
    /// 年初预算 in yuan: the declared and the approved one, total and by source.
    pub initial: Vec<Decimal>,
    pub adjusted: Vec<Decimal>,
    pub executed: Vec<Decimal>,
    /// Rates in percent that a sentence can speak of.
    pub rates: Vec<Decimal>,
    pub score: Decimal,
    pub grade: String,
    /// Indicators of satisfaction: name and what was reached, in percent.
    pub satisfaction: Vec<(String, Decimal)>,
    /// Quantity indicators that count persons: name, target and actual numbers.
    pub persons: Vec<(String, Vec<Decimal>)>,
    /// Quantity indicators: what is counted (建设示范基地), its unit, and the target and actual numbers.
    pub quantities: Vec<(String, String, Vec<Decimal>)>,
}

impl Facts {
    /// Takes the facts out of a report.
    pub fn of(report: &Report, year: i32) -> Self {
        let lines = || std::iter::once(&report.total).chain(&report.lines);
        let quantities = report.indicators.iter().filter(|line| line.level2.contains("数量") && line.name.contains('人'));
        let counted = report.indicators.iter().filter(|line| line.level2.contains("数量"));
        let satisfied = report.indicators.iter().filter(|line| line.level1.contains("满意"));
        Self {
            year,
            initial: lines().flat_map(|line| [line.declared, line.initial]).collect(),
            adjusted: lines().map(|line| line.adjusted).collect(),
            executed: lines().map(|line| line.executed).collect(),
            rates: report.total.rate.into_iter().chain(money::percent(report.total.executed, report.total.initial)).collect(),
            score: report.score,
            grade: report.grade.clone(),
            satisfaction: satisfied.filter_map(|line| Some((line.name.clone(), first_number(&line.actual)?))).collect(),
            persons: quantities.map(|line| (line.name.clone(), numbers(line))).collect(),
            quantities: counted.filter_map(counted_thing).collect(),
        }
    }
}

/// Endings of an indicator's name that say no more than that something is counted.
const COUNTS: [&str; 8] = ["数量", "个数", "面积", "人次", "人数", "次数", "台数", "户数"];
/// A counted thing is bound by at least this many characters of its name.
const THING_CHARS: usize = 4;

fn counted_thing(line: &IndicatorLine) -> Option<(String, String, Vec<Decimal>)> {
    let thing = COUNTS.iter().find_map(|ending| line.name.strip_suffix(ending))?;
    let unit = line.actual.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ' '));
    let plain = !unit.is_empty() && unit.len() < line.actual.len() && unit.chars().count() <= 2 && thing.chars().count() >= THING_CHARS;
    plain.then(|| (thing.to_owned(), unit.to_owned(), numbers(line)))
}

fn numbers(line: &IndicatorLine) -> Vec<Decimal> {
    [Some(&line.actual), line.target.as_ref(), line.initial_target.as_ref()]
        .into_iter()
        .flatten()
        .filter_map(|text| first_number(text))
        .collect()
}

const NUMBER: &str = r"(\d[\d,]*(?:\.\d+)?) ?";
const LEAD: &str = r"^(?:(20\d\d) ?年度?|该|本|项目|资金|财政|本年|专项)*(?:的)?";

static INITIAL: LazyLock<Pattern> =
    LazyLock::new(|| pattern(&format!("{LEAD}年初预算(?:数|资金|金额|安排|批复)?(?:为|是|共计?|安排)? ?{NUMBER}(万?元)$")));
static ADJUSTED: LazyLock<Pattern> =
    LazyLock::new(|| pattern(&format!("{LEAD}全年预算(?:数|资金|金额|安排)?(?:为|是|共计?|安排)? ?{NUMBER}(万?元)$")));
static EXECUTED: LazyLock<Pattern> = LazyLock::new(|| {
    pattern(&format!(
        "{LEAD}(全年执行数?|全年支出|实际支出|实际执行数?|累计支出|执行数|支出|已支出|共支出)(?:为|是|共计?)? ?{NUMBER}(万?元)$"
    ))
});
static RATE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(&format!("^(?:项目|资金|全年|本年|年度)*(?:预算)?(?:资金)?执行(?:率|进度)(?:为|是|达到?)? ?{NUMBER}[%％]$")));
static SCORE: LazyLock<Pattern> =
    LazyLock::new(|| pattern(&format!("(?:总得分|自评得分|最终得分|综合得分|自评总分)(?:为|是)? ?{NUMBER}分$")));
static GRADE: LazyLock<Pattern> = LazyLock::new(|| {
    pattern("(?:(?:自评|评价)(?:结果|等级)|^等级)(?:评定)?(?:为|是|属于) ?[“\"]?(优|良|中|差)[”\"]?$|^属于 ?[“\"](优|良|中|差)[”\"]$")
});
static SATISFACTION: LazyLock<Pattern> = LazyLock::new(|| pattern(&format!("满意度(?:为|是|达到?|达到了)? ?{NUMBER}[%％]$")));
static PERSONS: LazyLock<Pattern> = LazyLock::new(|| pattern(r"(\d+) ?(?:名|人|位)(\p{Han}{2})"));

const HINT: &str = "与本报告的预算执行表和指标表核对，改成同一个数；套用别的报告时容易漏改";

/// Finds figures that disagree with the tables.
pub fn findings(text: &Prose, facts: &Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut budget_in = None;
    for clause in clauses(text) {
        if clause.is_vague() {
            continue;
        }
        found.extend(budget(&clause, facts, &mut budget_in));
        found.extend(result(&clause, facts));
        found.extend(persons(&clause, facts));
        found.extend(quantity(&clause, facts));
    }
    found
}

/// Budget and expenditure. A bare 支出 is bound only behind a budget in the same sentence.
fn budget(clause: &Clause, facts: &Facts, budget_in: &mut Option<usize>) -> Option<Finding> {
    for (pattern, name, amounts, others) in
        [(&INITIAL, "年初预算", &facts.initial, &facts.adjusted), (&ADJUSTED, "全年预算", &facts.adjusted, &facts.initial)]
    {
        let Some(captures) = pattern.captures(&clause.text) else { continue };
        if captures.get(1).is_some_and(|year| year.as_str() != facts.year.to_string()) {
            return None;
        }
        *budget_in = Some(clause.sentence);
        let confused = amounts.first().zip(others.first()).map(|(_, other)| *other);
        return differing(clause, &captures, (2, 3), name, amounts, confused);
    }
    let captures = EXECUTED.captures(&clause.text)?;
    let bare = captures.get(2).is_some_and(|word| matches!(word.as_str(), "支出" | "已支出" | "共支出"));
    let of_the_year = captures.get(1).is_none_or(|year| year.as_str() == facts.year.to_string());
    if !of_the_year || (bare && *budget_in != Some(clause.sentence)) {
        return None;
    }
    differing(clause, &captures, (3, 4), "全年执行数", &facts.executed, None)
}

fn differing(
    clause: &Clause,
    captures: &Captures,
    (number, unit): (usize, usize),
    name: &str,
    amounts: &[Decimal],
    confused_with: Option<Decimal>,
) -> Option<Finding> {
    let (number, unit) = (captures.get(number)?, captures.get(unit)?);
    let written = WrittenAmount::read(number.as_str(), unit.as_str())?;
    let total = *amounts.first()?;
    if amounts.iter().any(|amount| written.is(*amount)) {
        return None;
    }
    let confusion = match confused_with {
        Some(other) if written.is(other) => format!("（{}是另一个预算数）", &clause.text[number.start()..unit.end()]),
        _ => String::new(),
    };
    let message = format!("{name}写作“{}”，本报告的表里是 {} 元{confusion}", &clause.text[number.start()..unit.end()], total.normalize());
    Some(Finding::new(clause.place(number.start()..unit.end()), message, HINT))
}

fn result(clause: &Clause, facts: &Facts) -> Option<Finding> {
    let off = |pattern: &Pattern, name: &str, values: &[Decimal]| {
        let captures = pattern.captures(&clause.text)?;
        let number = captures.get(1)?;
        let written = Decimal::from_str_exact(&number.as_str().replace(',', "")).ok()?;
        let expected = *values.first()?;
        let same = values.iter().any(|value| money::rounded_to(*value, written.scale()) == written);
        let message = || format!("{name}写作 {written}，本报告的表里是 {}", expected.normalize());
        (!same).then(|| Finding::new(clause.place(number.range()), message(), HINT))
    };
    if let Some(captures) = GRADE.captures(&clause.text) {
        let written = captures.get(1).or(captures.get(2))?;
        let differs = !facts.grade.is_empty() && written.as_str() != facts.grade;
        let message = format!("等级写作“{}”，按得分是“{}”", written.as_str(), facts.grade);
        return differs.then(|| Finding::new(clause.place(written.range()), message, HINT));
    }
    off(&RATE, "预算执行率", &facts.rates)
        .or_else(|| off(&SCORE, "得分", &[facts.score]))
        .or_else(|| off(&SATISFACTION, "满意度", &satisfaction_of(&clause.text, facts)))
}

/// What the indicators of those say of whom the clause speaks: 考察人员满意度 is bound to 相关考察人员满意度, 群众满意度 is not.
fn satisfaction_of(clause: &str, facts: &Facts) -> Vec<Decimal> {
    let subject: Vec<char> = clause.split("满意度").next().unwrap_or_default().chars().collect();
    let end: String = subject[subject.len().saturating_sub(SUBJECT_CHARS)..].iter().collect();
    facts.satisfaction.iter().filter(|(name, _)| name.contains(&end)).map(|(_, reached)| *reached).collect()
}

/// How many characters before 满意度 an indicator's name must share.
const SUBJECT_CHARS: usize = 4;

/// 建设示范基地4个 against the indicator 建设示范基地数量.
fn quantity(clause: &Clause, facts: &Facts) -> Option<Finding> {
    facts.quantities.iter().find_map(|(thing, unit, numbers)| {
        let start = clause.text.find(thing.as_str())? + thing.len();
        // 补助种植户643户, where the indicator is 补助种植户数: its unit is the end of what is counted.
        let rest = clause.text[start..].strip_prefix(unit.as_str()).unwrap_or(&clause.text[start..]);
        let digits = rest.trim_start_matches(' ');
        let end = digits.find(|c: char| !(c.is_ascii_digit() || is_numeral(c) || c == '两')).unwrap_or(digits.len());
        let (number, after) = digits.split_at(end);
        let written = whole_number(number)?;
        if !after.trim_start().starts_with(unit.as_str()) || numbers.contains(&written) {
            return None;
        }
        let at = clause.text.len() - digits.len();
        let message = format!("“{thing}”写作 {number}{unit}，指标的完成值是 {}{unit}", numbers.first()?.normalize());
        Some(Finding::new(clause.place(at..at + number.len()), message, HINT))
    })
}

/// 12, 两, 八: a plain whole number, a Chinese one of a single character.
fn whole_number(text: &str) -> Option<Decimal> {
    let mut characters = text.chars();
    match (characters.next()?, characters.next()) {
        ('两', None) => Some(Decimal::TWO),
        ('十', None) => Some(Decimal::TEN),
        (one, None) if !one.is_ascii_digit() => "零一二三四五六七八九".chars().position(|numeral| numeral == one).map(Decimal::from),
        _ => Decimal::from_str_exact(text).ok(),
    }
}

/// 3名驻村干部 against the only indicator of persons that begins with 驻村.
fn persons(clause: &Clause, facts: &Facts) -> Option<Finding> {
    let captures = PERSONS.captures(&clause.text)?;
    let (count, noun) = (captures.get(1)?, captures.get(2)?.as_str());
    if ["新增", "增加", "减少", "新", "第"].iter().any(|word| clause.text.contains(word)) {
        return None;
    }
    let mut named = facts.persons.iter().filter(|(name, _)| name.starts_with(noun));
    let (Some((name, numbers)), None) = (named.next(), named.next()) else { return None };
    let written = Decimal::from_str_exact(count.as_str()).ok()?;
    let actual = *numbers.first()?;
    let message = || format!("人数写作 {written}，指标“{name}”的完成值是 {actual}");
    (!numbers.contains(&written)).then(|| Finding::new(clause.place(count.range()), message(), HINT))
}
