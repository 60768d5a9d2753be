//! From source files to accounts: collects every written amount as an entry of the figure it belongs to.
//!
//! Here are the figures outside the ledgers and what hangs on a unit's kind; `books` has the ledgers, `opening`, `comparisons`, `expenses` and `last_year` have the rest.

mod books;
mod comparisons;
mod expenses;
mod last_year;
mod opening;
#[cfg(test)]
mod tests;

pub(crate) use comparisons::source_of;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Accounts, Entry, Figure, Ledger, Measure, Scope, Source, codes, soundness};
use crate::catalog::{Catalog, Part};
use crate::diagnostics::Diagnostic;
use crate::source::{Amount, Consolidation, Count, DepartmentKind, Disclosure, MoneyUnit, Spanned};
use books::Book;

/// What accounts are built from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The department's own file.
    pub head: &'a Disclosure,
    /// The units whose exact sums make the accounts, when the department says so; empty otherwise.
    pub units: &'a [Member<'a>],
    /// Last year's accounts, when last year's file is named.
    pub last_year: Option<&'a Accounts>,
    /// The classifications of the year.
    pub catalog: &'a Catalog,
}

/// A file whose amounts are summed, with its own last year.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    pub file: &'a Disclosure,
    /// The accounts of the file it names as last year's.
    pub last_year: Option<&'a Accounts>,
    /// Whether the department did not have it last year.
    pub is_new: bool,
}

impl<'a> Inputs<'a> {
    /// Whether the amounts are the sums of the units' files.
    fn by_units(&self) -> bool {
        self.head.department.consolidation.value == Consolidation::按单位文件合计
    }

    /// Whose amounts are summed: the units' or the department's own.
    fn members(&self) -> Vec<Member<'a>> {
        if self.by_units() { self.units.to_vec() } else { vec![Member { file: self.head, last_year: self.last_year, is_new: false }] }
    }

    /// The files whose amounts are summed.
    fn files(&self) -> impl Iterator<Item = &'a Disclosure> {
        self.members().into_iter().map(|member| member.file)
    }
}

/// Builds the accounts and reports what is unsound about the ledgers (`JS-S09`, `JS-T001`, `JS-T103`).
pub fn build(inputs: Inputs) -> (Accounts, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut assembly = Assembly::new(inputs.last_year.is_some());
    for member in inputs.members() {
        codes::check_codes(member.file, inputs.catalog, &mut diagnostics);
        diagnostics.extend(assembly.member(member));
    }
    let Assembly { mut books, mut accounts, omitted, .. } = assembly;
    accounts.named.retain(|name, _| !omitted.contains(name));
    if inputs.by_units() {
        codes::check_codes_of_head(inputs.head, inputs.files(), inputs.catalog, &mut diagnostics);
        let mut own = Assembly::new(false);
        own.member(Member { file: inputs.head, last_year: None, is_new: false });
        diagnostics.extend(soundness::left_out(&own.amounts()));
    }
    let shared = opening::carry_over(&inputs, &mut books, &mut diagnostics);
    accounts.ledger = Ledger::new(books.into_iter().flat_map(|book| book.rows).collect());
    if let (Some(past), Some(file)) = (inputs.last_year, &inputs.head.last_year_file) {
        last_year::adopt(past, &inputs, file.span, &mut accounts);
    }
    comparisons::take_in(&inputs, &mut accounts, &mut diagnostics);
    agency(&inputs, &mut accounts, &mut diagnostics);
    soundness::check_balances(&accounts, &shared, &mut diagnostics);
    (accounts, diagnostics)
}

/// What the files of a department's members write, as far as it was taken in.
struct Assembly<'a> {
    books: Vec<Book<'a>>,
    accounts: Accounts,
    /// Figures that a member should have written and did not: unknown for the department, whatever the other members write.
    omitted: BTreeSet<&'static str>,
    /// Whether a file of last year says what the department's figures were then.
    with_last_year: bool,
}

/// The exact yuan of a written amount and its place.
fn entry(amount: &Spanned<Amount>, unit: MoneyUnit) -> Entry {
    Entry { amount: amount.value.yuan(unit), span: amount.span }
}

impl<'a> Assembly<'a> {
    fn new(with_last_year: bool) -> Self {
        Self { books: Vec::new(), accounts: Accounts::default(), omitted: BTreeSet::new(), with_last_year }
    }

    /// Takes in all amounts of one file; reports rows without the income they need.
    fn member(&mut self, member: Member<'a>) -> Vec<Diagnostic> {
        let (book, diagnostics) = Book::of(member);
        self.books.push(book);
        self.economic(member.file);
        self.three_public(member.file);
        self.expenses(member.file);
        diagnostics
    }

    /// Every amount that was taken in and is not zero.
    fn amounts(&self) -> Vec<Entry> {
        let rows = self.books.iter().flat_map(|book| &book.rows).flat_map(|row| row.entries.iter().flatten());
        let others = self.accounts.economic.values().chain(self.accounts.named.values()).flatten();
        rows.chain(others).filter(|entry| !entry.amount.is_zero()).copied().collect()
    }

    fn economic(&mut self, member: &Disclosure) {
        for (code, amount) in member.basic_by_economic.iter() {
            self.accounts.economic.entry(code.value.0.clone()).or_default().push(entry(amount, member.unit.value));
        }
    }

    /// Says that a figure is zero without being written.
    fn nothing(&mut self, name: &'static str) {
        self.accounts.named.entry(name).or_default();
    }

    fn amounts_of<const N: usize>(&mut self, unit: MoneyUnit, written: [(&'static str, &Option<Spanned<Amount>>); N]) {
        for (name, amount) in written {
            self.accounts.add(name, amount.as_ref().map(|amount| entry(amount, unit)));
        }
    }

    fn counts_of<const N: usize>(&mut self, written: [(&'static str, &Option<Spanned<Count>>); N]) {
        for (name, count) in written {
            self.accounts.add(name, count.as_ref().map(|count| Entry { amount: Decimal::from(count.value.0), span: count.span }));
        }
    }
}

impl Accounts {
    /// What a source closes with under a code, in yuan.
    fn closing(&self, source: Source, code: &str) -> Decimal {
        self.ledger.sum(Scope::of(source), Measure::CLOSING, code)
    }

    /// Adds a written amount to a named figure.
    fn add(&mut self, name: &'static str, entry: Option<Entry>) {
        if let Some(entry) = entry {
            self.named.entry(name).or_default().push(entry);
        }
    }
}

/// Derives agency operating costs (机关运行经费): operating costs of administrative and assimilated units, unless the file states both parts; of a
/// department of units the sum over them, each by the same rule, unless the department's own file states them; another sum than theirs is reported.
fn agency(inputs: &Inputs, accounts: &mut Accounts, diagnostics: &mut Vec<Diagnostic>) {
    for name in ["agency.administrative", "agency.assimilated"] {
        accounts.named.entry(name).or_default();
    }
    let mut of_members = Accounts::default();
    inputs.files().for_each(|member| agency_of(member, &mut of_members));
    if !inputs.by_units() || !states_agency(inputs.head) {
        return accounts.named.extend(of_members.named);
    }
    agency_of(inputs.head, accounts);
    let total = |accounts: &Accounts| accounts.sum(&Figure::Named("agency.total"));
    diagnostics.extend(soundness::agency_differs(&inputs.head.agency_operating, total(accounts), total(&of_members)));
}

fn states_agency(file: &Disclosure) -> bool {
    file.agency_operating.administrative.is_some() || file.agency_operating.assimilated.is_some()
}

fn agency_of(member: &Disclosure, accounts: &mut Accounts) {
    let (stated, unit) = (&member.agency_operating, member.unit.value);
    if states_agency(member) {
        for (name, amount) in [("agency.administrative", &stated.administrative), ("agency.assimilated", &stated.assimilated)] {
            accounts.add(name, amount.as_ref().map(|amount| entry(amount, unit)));
        }
        return;
    }
    let name = match member.department.kind.value {
        DepartmentKind::行政单位 => "agency.administrative",
        DepartmentKind::参照公务员法管理事业单位 => "agency.assimilated",
        DepartmentKind::事业单位 => return,
    };
    for (code, amount) in member.basic_by_economic.iter() {
        if Part::of(code.value.as_str()) == Part::Operating {
            accounts.add(name, Some(entry(amount, unit)));
        }
    }
}
