//! What last year's accounts say this year is compared with. With what it opens is in `opening`.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Inputs;
use crate::accounts::{Accounts, Comparison, Entry, Figure, Measure, Scope, Source, named};
use crate::source::Span;

/// Takes over what last year's accounts say about last year. `span` is the place where their file is named.
pub(super) fn adopt(past: &Accounts, inputs: &Inputs, span: Span, accounts: &mut Accounts) {
    let totals = [
        ("last_year.resources", Scope::ALL, Measure::RESOURCES),
        ("last_year.uses", Scope::ALL, Measure::USES),
        ("last_year.fiscal_resources", Scope::FISCAL, Measure::RESOURCES),
        ("last_year.fiscal_uses", Scope::FISCAL, Measure::USES),
        ("last_year.closing", Scope::ALL, Measure::CLOSING),
    ];
    for (name, scope, measure) in totals {
        accounts.named.insert(name, vec![Entry { amount: past.ledger().sum(scope, measure, ""), span }]);
    }
    for source in [Source::General, Source::Fund, Source::Capital] {
        let scope = Scope::of(source);
        // A code that last year's file does not have spent nothing then.
        let codes: BTreeSet<String> = [past.ledger(), &accounts.ledger].iter().flat_map(|ledger| ledger.codes(scope, 7)).collect();
        if codes.is_empty() {
            accounts.comparisons.add(Comparison::LastYear, source, "", Entry { amount: Decimal::ZERO, span });
        }
        for code in codes {
            let amount = past.ledger().sum(scope, Measure::EXPENDITURE, &code);
            accounts.comparisons.add(Comparison::LastYear, source, &code, Entry { amount, span });
        }
    }
    three_public(past, inputs, span, accounts);
    if let Some(amount) = past.value(&Figure::Named("agency.total")) {
        accounts.named.insert("agency.last_year", vec![Entry { amount, span }]);
    }
}

/// Last year's three public expenses, where this year's file does not write them; what units write of them is a part of the department's.
fn three_public(past: &Accounts, inputs: &Inputs, span: Span, accounts: &mut Accounts) {
    for figure in named::every().filter(|figure| figure.sum_of.is_empty()) {
        let Some(stem) = figure.name.strip_suffix(".last_year").filter(|stem| stem.starts_with("three_public.")) else { continue };
        let spent = named::find(&format!("{stem}.final")).and_then(|name| past.value(&Figure::Named(name)));
        if let Some(amount) = spent.filter(|_| inputs.by_units() || !accounts.named.contains_key(figure.name)) {
            accounts.named.insert(figure.name, vec![Entry { amount, span }]);
        }
    }
}
