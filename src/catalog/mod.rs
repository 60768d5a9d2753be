//! The functional and economic classifications per fiscal year: codes, official names, and nothing a department wrote.
//!
//! The lists are data (`data/<year>/`), embedded and read once. Which table shows which code is for `tables`; the glossary belongs to a standard.

mod economic;
mod editions;
mod functional;
mod level;
mod rows;
#[cfg(test)]
mod tests;

pub use economic::{EconomicItem, Part};
pub use functional::{Budget, FunctionalClass, FunctionalItem};
pub use level::{Level, at_level, parent};

use editions::{EDITIONS, Edition};

/// The classifications of one fiscal year.
#[derive(Debug)]
pub struct Catalog {
    pub year: u32,
    functional: Vec<FunctionalItem>,
    classes: Vec<FunctionalClass>,
    economic: Vec<EconomicItem>,
}

/// A year for which the program has no catalogue. The message is for the accountant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("没有 {year} 年度的政府收支分类科目，现有 {known} 年度；请核对“年度”，如无误，请换用收有该年度科目的版本", known = known_years())]
pub struct UnknownYear {
    pub year: u32,
}

fn known_years() -> String {
    Catalog::years().map(|year| year.to_string()).collect::<Vec<_>>().join("、")
}

impl Catalog {
    /// Finds the catalogue of a year.
    pub fn of(year: u32) -> Option<&'static Catalog> {
        Edition::of(year).map(Edition::catalog)
    }

    /// Finds the catalogue of a year, or says which years there are.
    pub fn require(year: u32) -> Result<&'static Catalog, UnknownYear> {
        Catalog::of(year).ok_or(UnknownYear { year })
    }

    /// Lists the years there are, ascending.
    pub fn years() -> impl Iterator<Item = u32> {
        EDITIONS.iter().map(|edition| edition.year)
    }

    /// Finds a functional class, section or item by its code.
    pub fn functional(&self, code: &str) -> Option<&FunctionalItem> {
        self.functional.binary_search_by_key(&code, |item| item.code).ok().map(|place| &self.functional[place])
    }

    /// Lists the functional classification in tree order: each class, its sections, their items.
    pub fn functional_items(&self) -> &[FunctionalItem] {
        &self.functional
    }

    /// Lists the classes that have a line in the 总表, in the official order.
    pub fn functional_classes(&self) -> &[FunctionalClass] {
        &self.classes
    }

    /// Suggests what a mistyped functional code may have meant, likeliest first, five at most.
    pub fn nearest_functional(&self, code: &str) -> Vec<&FunctionalItem> {
        functional::nearest(&self.functional, code)
    }

    /// Finds an economic class or item by its code.
    pub fn economic(&self, code: &str) -> Option<&EconomicItem> {
        self.economic.iter().find(|item| item.code == code)
    }

    /// Lists the economic classification in the order of the 基本支出决算明细表: personnel, then operating costs.
    pub fn economic_items(&self) -> &[EconomicItem] {
        &self.economic
    }
}
