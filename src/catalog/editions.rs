//! The years the program knows, and the files each is made of. A new year is a folder in `data/` and an entry here; `data/README.md` says how.

use std::sync::OnceLock;

use super::Catalog;
use super::functional::{Items, apply_changes, read_list};

/// Where a year's lists come from.
#[derive(Debug)]
pub(super) enum Lists {
    /// Complete lists.
    Whole { functional: &'static str, economic: &'static str },
    /// The lists of another year with some functional codes changed.
    Over { base: u32, functional: &'static str },
}

/// Every year there is, ascending.
pub(super) static EDITIONS: [Catalog; 3] = [
    edition(2023, Lists::Over { base: 2024, functional: include_str!("data/2023/changes.csv") }),
    edition(2024, Lists::Whole { functional: include_str!("data/2024/functional.csv"), economic: include_str!("data/2024/economic.csv") }),
    edition(2025, Lists::Over { base: 2024, functional: include_str!("data/2025/changes.csv") }),
];

const fn edition(year: u32, lists: Lists) -> Catalog {
    Catalog { year, lists, functional: OnceLock::new(), classes: OnceLock::new(), economic: OnceLock::new() }
}

impl Lists {
    /// Reads the functional list.
    pub fn functional(&self) -> Items {
        match self {
            Lists::Whole { functional, .. } => read_list(functional),
            Lists::Over { base, functional } => {
                let mut items = base_of(*base).functional();
                apply_changes(&mut items, functional);
                items
            }
        }
    }

    /// The text of the economic list.
    pub fn economic(&self) -> &'static str {
        match self {
            Lists::Whole { economic, .. } => economic,
            Lists::Over { base, .. } => base_of(*base).economic(),
        }
    }
}

fn base_of(year: u32) -> &'static Lists {
    &Catalog::of(year).expect("a year's changes name a base year that is there").lists
}
