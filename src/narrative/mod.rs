//! The facts of 情况说明: totals, comparisons, shares, completion rates and lists, as plain values for a standard's wording.
//!
//! Decisions are made here (is there a change, which direction, is it absent); how they are said is the standard's business. Fields that nobody wrote
//! are null; a standard lists which of them it cannot do without.

mod funds;
mod general;
mod overall;
mod phrase;
mod spending;
mod three_public;

pub use funds::FundSection;
pub use general::{CodeLine, GeneralBudget};
pub use overall::{FiscalTotals, Parts, Sides, Totals};
pub use spending::{Agency, Assets, BasicExpenditure, Procurement, VehicleCount};
pub use three_public::{Counts, ThreePublic, ThreePublicItem};

pub(crate) use phrase::{inline, phrase};

use serde::Serialize;

use crate::accounts::{Accounts, Names};
use crate::source::Disclosure;

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
        assets: spending::assets(sources, members),
    }
}
