//! Three public expenses (section 九, “三公”经费): each item against both budgets and last year, with counts and purposes.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::accounts::{Accounts, Change, Completion, Figure, Quantity, named};
use crate::money;
use crate::source::Spanned;

use super::{Sources, phrase};

/// The three public expenses of one disclosure.
#[derive(Debug, Clone, Serialize)]
pub struct ThreePublic {
    /// Whether nothing was budgeted, spent, or spent last year.
    pub absent: bool,
    pub total: ThreePublicItem,
    pub going: ThreePublicItem,
    /// 公务用车购置及运行维护费: the next two together.
    pub vehicles: ThreePublicItem,
    pub purchase: ThreePublicItem,
    pub operation: ThreePublicItem,
    pub reception: ThreePublicItem,
    pub domestic: Option<Quantity>,
    /// 外事接待费 within domestic reception.
    pub guests: Option<Quantity>,
    pub foreign: Option<Quantity>,
    pub domestic_purpose: Option<String>,
    pub foreign_purpose: Option<String>,
    pub counts: Counts,
}

/// One item of the three public expenses.
#[derive(Debug, Clone, Serialize)]
pub struct ThreePublicItem {
    #[serde(rename = "final")]
    pub accounts: Option<Quantity>,
    /// Share of the three together in percent.
    pub percent: Option<Decimal>,
    /// Against 年初预算.
    pub initial: Option<Completion>,
    /// Against 全年预算 (adjusted).
    pub adjusted: Option<Completion>,
    pub change: Option<Change>,
    pub purpose: Option<String>,
    pub change_reason: Option<String>,
    pub budget_reason: Option<String>,
}

/// How many groups, persons, vehicles and receptions; null where an amount was spent but nobody counted.
#[derive(Debug, Clone, Serialize)]
pub struct Counts {
    pub groups: Option<Decimal>,
    pub group_persons: Option<Decimal>,
    pub purchased: Option<Decimal>,
    pub kept: Option<Decimal>,
    pub receptions: Option<Decimal>,
    pub reception_persons: Option<Decimal>,
    pub domestic_receptions: Option<Decimal>,
    pub domestic_persons: Option<Decimal>,
    pub guests_receptions: Option<Decimal>,
    pub guests_persons: Option<Decimal>,
    pub foreign_receptions: Option<Decimal>,
    pub foreign_persons: Option<Decimal>,
}

pub(super) fn build(Sources { file, accounts, .. }: Sources) -> ThreePublic {
    let written = &file.three_public;
    let quantity = |name| accounts.quantity(Figure::Named(name));
    let total = ThreePublicItem { budget_reason: phrase(&written.budget_reason), ..item(accounts, "total", &None, &written.change_reason) };
    let (going, purchase, operation) = (&written.going, &written.purchase, &written.operation);
    ThreePublic {
        absent: total.is_nothing(),
        total,
        going: item(accounts, "going", &going.purpose, &going.change_reason),
        vehicles: item(accounts, "vehicles", &None, &written.vehicles_reason),
        purchase: item(accounts, "purchase", &purchase.purpose, &purchase.change_reason),
        operation: item(accounts, "operation", &operation.purpose, &operation.change_reason),
        reception: item(accounts, "reception", &None, &written.reception.change_reason),
        domestic: quantity("three_public.domestic.final"),
        guests: quantity("three_public.guests.final"),
        foreign: quantity("three_public.foreign.final"),
        domestic_purpose: phrase(&written.reception.domestic.purpose),
        foreign_purpose: phrase(&written.reception.foreign.purpose),
        counts: counts(accounts),
    }
}

/// A text as a file may write it.
type Text = Option<Spanned<String>>;

fn item(accounts: &Accounts, item: &str, purpose: &Text, change_reason: &Text) -> ThreePublicItem {
    let quantity = |phase: &str| accounts.quantity(Figure::Named(named::find(&format!("three_public.{item}.{phase}"))?));
    let spent = quantity("final");
    let whole = accounts.quantity(Figure::Named("three_public.total.final"));
    let percent = spent.as_ref().zip(whole.as_ref()).and_then(|(part, whole)| money::share(part.wan(), whole.wan()));
    let completion = |budget: Option<Quantity>| Some(Completion::new(budget?, spent.clone()?));
    let change = |prior: Option<Quantity>| Some(Change::new(spent.clone()?, prior?));
    ThreePublicItem {
        percent,
        initial: completion(quantity("initial")),
        adjusted: completion(quantity("adjusted")),
        change: change(quantity("last_year")),
        accounts: spent.clone(),
        purpose: phrase(purpose),
        change_reason: phrase(change_reason),
        budget_reason: None,
    }
}

impl ThreePublicItem {
    /// Whether every figure that is known prints as zero.
    fn is_nothing(&self) -> bool {
        let budgets = [&self.initial, &self.adjusted].into_iter().flatten().map(|completion| &completion.budget);
        let known = budgets.chain(&self.accounts).chain(self.change.as_ref().map(|change| &change.prior));
        known.into_iter().all(|quantity| quantity.wan().is_zero())
    }
}

/// A count that nobody wrote is zero where the amount it belongs to is.
fn counts(accounts: &Accounts) -> Counts {
    let count = |name: &'static str, amount: &'static str| {
        let written = accounts.value(&Figure::Named(name));
        let nothing_spent = accounts.value(&Figure::Named(amount)).is_none_or(|amount| amount.is_zero());
        written.or(nothing_spent.then_some(Decimal::ZERO))
    };
    let both = |domestic: Option<Decimal>, foreign: Option<Decimal>| Some(domestic? + foreign?);
    let domestic_receptions = count("domestic.receptions", "three_public.domestic.final");
    let domestic_persons = count("domestic.persons", "three_public.domestic.final");
    let foreign_receptions = count("foreign.receptions", "three_public.foreign.final");
    let foreign_persons = count("foreign.persons", "three_public.foreign.final");
    Counts {
        groups: count("going.groups", "three_public.going.final"),
        group_persons: count("going.persons", "three_public.going.final"),
        purchased: count("purchase.vehicles", "three_public.purchase.final"),
        kept: count("operation.vehicles", "three_public.operation.final"),
        receptions: both(domestic_receptions, foreign_receptions),
        reception_persons: both(domestic_persons, foreign_persons),
        domestic_receptions,
        domestic_persons,
        guests_receptions: count("guests.receptions", "three_public.guests.final"),
        guests_persons: count("guests.persons", "three_public.guests.final"),
        foreign_receptions,
        foreign_persons,
    }
}
