//! The general public budget by functional code (section 五), and the line by code that sections 七 and 八 share.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::accounts::{Accounts, Change, Completion, Figure, Measure, Path, Quantity, Scope, Source};
use crate::accounts::{Comparison, LEVELS};
use crate::money;
use crate::source::CodeNote;

use super::{Sources, phrase};

/// Expenditure of the general public budget.
#[derive(Debug, Clone, Serialize)]
pub struct GeneralBudget {
    pub expenditure: Quantity,
    pub income: Quantity,
    /// Share of this year's total expenditure in percent.
    pub percent: Option<Decimal>,
    pub change: Option<Change>,
    pub change_reason: Option<String>,
    /// Against the initial budget (年初预算).
    pub completion: Option<Completion>,
    pub budget_reason: Option<String>,
    /// By functional class, section and item; codes that were spent on, budgeted or spent on last year.
    pub classes: Vec<CodeLine>,
    /// Those of the classes that something prints as spent on.
    pub spent_classes: Vec<CodeLine>,
    pub sections: Vec<CodeLine>,
    pub items: Vec<CodeLine>,
    /// Those of the items that were planned or spent this year.
    pub stated_items: Vec<CodeLine>,
}

/// One functional code: what was planned, spent, spent last year, what for and why it changed.
#[derive(Debug, Clone, Serialize)]
pub struct CodeLine {
    pub code: String,
    /// The official name of the code itself.
    pub name: String,
    /// Names along its path.
    pub path: Path,
    #[serde(rename = "final")]
    pub accounts: Quantity,
    /// Whether nothing prints as spent this year.
    pub unspent: bool,
    /// Share of the source's expenditure in percent.
    pub percent: Option<Decimal>,
    pub basic: Quantity,
    pub project: Quantity,
    pub opening: Quantity,
    pub income: Quantity,
    pub closing: Quantity,
    pub completion: Option<Completion>,
    pub change: Option<Change>,
    pub purpose: Option<String>,
    pub change_reason: Option<String>,
    pub budget_reason: Option<String>,
}

pub(super) fn build(sources: Sources) -> GeneralBudget {
    let Sources { file, accounts, .. } = sources;
    let expenditure = accounts.total(Scope::GENERAL, Measure::EXPENDITURE);
    let all = accounts.total(Scope::ALL, Measure::EXPENDITURE);
    let last_year = accounts.quantity(Figure::LastYear { source: Source::General, code: None });
    let budget = accounts.quantity(Figure::InitialBudget { source: Source::General, code: None });
    let classes = lines(sources, Source::General, LEVELS[1]);
    let items = lines(sources, Source::General, LEVELS[3]);
    GeneralBudget {
        spent_classes: classes.iter().filter(|line| !line.unspent).cloned().collect(),
        percent: money::share(expenditure.wan(), all.wan()),
        change: last_year.map(|prior| Change::new(expenditure.clone(), prior)),
        change_reason: phrase(&file.reasons.general),
        completion: budget.map(|budget| Completion::new(budget, expenditure.clone())),
        budget_reason: phrase(&file.reasons.general_budget),
        classes,
        sections: lines(sources, Source::General, LEVELS[2]),
        stated_items: stated(&items),
        items,
        income: accounts.total(Scope::GENERAL, Measure::INCOME),
        expenditure,
    }
}

/// The lines of one source at one level, in code order.
pub(super) fn lines(sources: Sources, source: Source, digits: usize) -> Vec<CodeLine> {
    codes(sources.accounts, source, digits).into_iter().map(|code| line(sources, source, code)).filter(CodeLine::says_something).collect()
}

/// The lines with something planned or spent this year; what only last year had is left to comparisons.
pub(super) fn stated(lines: &[CodeLine]) -> Vec<CodeLine> {
    let planned = |line: &CodeLine| line.completion.as_ref().is_some_and(|completion| !completion.budget.wan().is_zero());
    lines.iter().filter(|line| !line.unspent || planned(line)).cloned().collect()
}

fn codes(accounts: &Accounts, source: Source, digits: usize) -> BTreeSet<String> {
    let budgeted = accounts.comparison_codes(Comparison::InitialBudget, source);
    let last_year = accounts.comparison_codes(Comparison::LastYear, source);
    let compared = budgeted.chain(last_year).filter_map(|code| code.get(..digits)).map(str::to_owned);
    compared.chain(accounts.ledger().codes(Scope::of(source), digits)).collect()
}

fn line(Sources { file, accounts, names }: Sources, source: Source, code: String) -> CodeLine {
    let scope = Scope::of(source);
    let under = |measure| accounts.under(scope, measure, &code);
    let spent = under(Measure::EXPENDITURE);
    let compared = |figure: fn(Source, Option<String>) -> Figure| accounts.quantity(figure(source, Some(code.clone())));
    let budget = compared(|source, code| Figure::InitialBudget { source, code });
    let last_year = compared(|source, code| Figure::LastYear { source, code });
    let note = note(file, &code);
    let text = |choose: fn(&CodeNote) -> &Option<crate::source::Spanned<String>>| note.and_then(|note| phrase(choose(note)));
    CodeLine {
        name: names.functional(&code).to_owned(),
        path: names.path(&code),
        unspent: spent.wan().is_zero(),
        percent: money::share(spent.wan(), accounts.total(scope, Measure::EXPENDITURE).wan()),
        basic: under(Measure::BASIC),
        project: under(Measure::PROJECT),
        opening: under(Measure::OPENING),
        income: under(Measure::INCOME),
        closing: under(Measure::CLOSING),
        completion: budget.map(|budget| Completion::new(budget, spent.clone())),
        change: last_year.map(|prior| Change::new(spent.clone(), prior)),
        purpose: text(|note| &note.purpose),
        change_reason: text(|note| &note.change_reason),
        budget_reason: text(|note| &note.budget_reason),
        accounts: spent,
        code,
    }
}

fn note<'a>(file: &'a crate::source::Disclosure, code: &str) -> Option<&'a CodeNote> {
    file.code_notes.iter().find(|(noted, _)| noted.value.as_str() == code).map(|(_, note)| note)
}

impl CodeLine {
    /// Whether there is anything to say: something spent, planned, spent last year, or moving through.
    fn says_something(&self) -> bool {
        let compared = [self.completion.as_ref().map(|it| &it.budget), self.change.as_ref().map(|it| &it.prior)];
        let own = [&self.accounts, &self.opening, &self.income];
        compared.into_iter().flatten().chain(own).any(|quantity| !quantity.wan().is_zero())
    }
}
