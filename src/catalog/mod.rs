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
pub use level::{Level, parent};

use std::sync::OnceLock;

use editions::{EDITIONS, Lists};

/// The classifications of one fiscal year; each is read when first asked for.
#[derive(Debug)]
pub struct Catalog {
    pub year: u32,
    lists: Lists,
    functional: OnceLock<Vec<FunctionalItem>>,
    classes: OnceLock<Vec<FunctionalClass>>,
    economic: OnceLock<Vec<EconomicItem>>,
}

impl Catalog {
    /// Finds the catalogue of a year.
    pub fn of(year: u32) -> Option<&'static Catalog> {
        EDITIONS.iter().find(|edition| edition.year == year)
    }

    /// Lists the years there are, ascending.
    pub fn years() -> impl Iterator<Item = u32> {
        EDITIONS.iter().map(|edition| edition.year)
    }

    /// Finds a functional class, section or item by its code.
    pub fn functional(&self, code: &str) -> Option<&FunctionalItem> {
        let items = self.functional_items();
        items.binary_search_by_key(&code, |item| item.code).ok().map(|place| &items[place])
    }

    /// Lists the functional classification in tree order: each class, its sections, their items.
    fn functional_items(&self) -> &[FunctionalItem] {
        self.functional.get_or_init(|| self.lists.functional().into_values().collect())
    }

    /// Lists the classes that have a line in the 总表, in the official order.
    pub fn functional_classes(&self) -> &[FunctionalClass] {
        self.classes.get_or_init(|| functional::classes(self.functional_items()))
    }

    /// Suggests what a mistyped functional code may have meant, likeliest first, five at most.
    pub fn nearest_functional(&self, code: &str) -> Vec<&FunctionalItem> {
        functional::nearest(self.functional_items(), code)
    }

    /// Finds the codes of a name, each with the name of what it belongs to: economic items first.
    pub fn named<'c>(&'c self, name: &'c str) -> impl Iterator<Item = (&'c str, &'c str)> {
        let economic = self.economic_items().iter().filter(move |item| item.name == name).map(|item| (item.code, "经济分类"));
        let functional = self.functional_items().iter().filter(move |item| item.name == name);
        let with_parent = |item: &FunctionalItem| {
            (item.code, parent(item.code).and_then(|above| self.functional(above)).map_or("类", |above| above.name))
        };
        economic.chain(functional.map(with_parent))
    }

    /// Finds the codes one slip away from what was written (a digit wrong, missing or too many, two swapped), each with its name.
    pub fn one_slip_from<'c>(&'c self, written: &'c str) -> impl Iterator<Item = (&'c str, &'c str)> {
        let economic = self.economic_items().iter().map(|item| (item.code, item.name));
        let functional = self.functional_items().iter().map(|item| (item.code, item.name));
        economic.chain(functional).filter(move |(code, _)| strsim::osa_distance(code, written) == 1)
    }

    /// Lists what stands right below a code, in code order.
    pub fn below<'c>(&'c self, code: &'c str) -> impl Iterator<Item = (&'c str, &'c str)> {
        let economic = self.economic_items().iter().map(|item| (item.code, item.name));
        let functional = self.functional_items().iter().map(|item| (item.code, item.name));
        economic.chain(functional).filter(move |(below, _)| parent(below) == Some(code))
    }

    /// Suggests what a mistyped economic code may have meant, likeliest first.
    pub fn nearest_economic(&self, code: &str) -> Vec<&EconomicItem> {
        economic::nearest(self.economic_items(), code)
    }

    /// Finds an economic class or item by its code.
    pub fn economic(&self, code: &str) -> Option<&EconomicItem> {
        self.economic_items().iter().find(|item| item.code == code)
    }

    /// Lists the economic classification in the order of the 基本支出决算明细表: personnel, then operating costs.
    pub fn economic_items(&self) -> &[EconomicItem] {
        self.economic.get_or_init(|| economic::read_list(self.lists.economic()))
    }
}
