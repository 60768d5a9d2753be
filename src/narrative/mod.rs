//! The facts of 情况说明: totals, comparisons, shares, completion rates and lists, as plain values for a standard's wording.
//!
//! Decisions are made here (is there a change, which direction, is it absent); how they are said is the standard's business. Fields that nobody wrote
//! are null; a standard lists which of them it cannot do without.

mod funds;
mod general;
mod overall;
mod spending;
mod three_public;

pub use funds::FundSection;
pub use general::{CodeLine, GeneralBudget};
pub use overall::{FiscalTotals, Parts, Sides, Totals};
pub use spending::{Agency, Assets, BasicExpenditure, Procurement, VehicleCount};
pub use three_public::{Counts, ThreePublic, ThreePublicItem};

use serde::Serialize;

use crate::accounts::{Accounts, Names};
use crate::source::{Disclosure, Spanned};

/// All facts of one disclosure.
#[derive(Debug, Clone, Serialize)]
pub struct Narrative {
    pub totals: Totals,
    /// This year's income by kind.
    pub income: Parts,
    /// This year's expenditure by kind.
    pub expenditure: Parts,
    pub fiscal: FiscalTotals,
    pub general: GeneralBudget,
    pub basic: BasicExpenditure,
    pub fund: FundSection,
    pub capital: FundSection,
    pub three_public: ThreePublic,
    pub agency: Agency,
    pub procurement: Procurement,
    pub assets: Assets,
}

/// What the facts are gathered from.
#[derive(Clone, Copy)]
pub(crate) struct Sources<'a> {
    pub file: &'a Disclosure,
    pub accounts: &'a Accounts,
    pub names: &'a Names,
}

/// Gathers the facts of a disclosure.
pub fn build(file: &Disclosure, members: &[&Disclosure], accounts: &Accounts, names: &Names) -> Narrative {
    let sources = Sources { file, accounts, names };
    Narrative {
        totals: overall::totals(sources),
        income: overall::income(accounts),
        expenditure: overall::expenditure(accounts),
        fiscal: overall::fiscal_totals(sources),
        general: general::build(sources),
        basic: spending::basic(sources),
        fund: funds::government_fund(sources),
        capital: funds::state_capital(sources),
        three_public: three_public::build(sources),
        agency: spending::agency(sources, members),
        procurement: spending::procurement(accounts),
        assets: spending::assets(sources),
    }
}

/// How people begin a reason or a purpose though the sentence of every standard begins that way already.
const LEADS: [&str; 11] = [
    "主要原因是由于",
    "主要原因是因为",
    "主要原因是",
    "主要原因为",
    "主要原因在于",
    "主要原因",
    "主要是由于",
    "主要是因为",
    "主要是",
    "主要用于",
    "用于",
];

/// The written text as it goes into a sentence of the standard: without the words that stand there already and without its full stop.
pub(crate) fn phrase(text: &Option<Spanned<String>>) -> Option<String> {
    text.as_ref().map(|text| {
        let text = text.value.trim();
        let rest = LEADS.iter().find_map(|lead| text.strip_prefix(lead)).unwrap_or(text).trim_start_matches(['：', ':', '，', ' ']);
        rest.trim_end_matches(['。', '；', '.', ';']).to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn what_the_sentence_says_already_is_not_said_twice() {
        let printed = |text: &str| phrase(&Some(Spanned::new(text.to_owned(), Span::default()))).expect("a text");
        assert_eq!(printed("主要原因是：人员增加。"), "人员增加");
        assert_eq!(printed("主要是由于项目减少；"), "项目减少");
        assert_eq!(printed("主要用于机关运转"), "机关运转");
        assert_eq!(printed("主要道路维修增加"), "主要道路维修增加");
        assert_eq!(printed("主要原因是"), "");
    }
}
