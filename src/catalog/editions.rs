//! The years the program knows, and the files each is made of. A new year is a folder in `data/` and an entry here; `data/README.md` says how.

use std::sync::OnceLock;

use super::functional::{Items, apply_changes, classes, read_list};
use super::{Catalog, economic};

/// One year and where its lists come from; read when first asked for.
pub(super) struct Edition {
    pub year: u32,
    lists: Lists,
    catalog: OnceLock<Catalog>,
}

enum Lists {
    /// Complete lists.
    Whole { functional: &'static str, economic: &'static str },
    /// The lists of another year with some functional codes changed.
    Over { base: u32, functional: &'static str },
}

/// Every year there is, ascending.
pub(super) static EDITIONS: [Edition; 3] = [
    Edition::new(2023, Lists::Over { base: 2024, functional: include_str!("data/2023/changes.csv") }),
    Edition::new(
        2024,
        Lists::Whole { functional: include_str!("data/2024/functional.csv"), economic: include_str!("data/2024/economic.csv") },
    ),
    Edition::new(2025, Lists::Over { base: 2024, functional: include_str!("data/2025/changes.csv") }),
];

impl Edition {
    const fn new(year: u32, lists: Lists) -> Self {
        Self { year, lists, catalog: OnceLock::new() }
    }

    /// Finds a year.
    pub fn of(year: u32) -> Option<&'static Edition> {
        EDITIONS.iter().find(|edition| edition.year == year)
    }

    /// The year's catalogue, read once.
    pub fn catalog(&self) -> &Catalog {
        self.catalog.get_or_init(|| {
            let functional: Vec<_> = self.functional().into_values().collect();
            let classes = classes(&functional);
            Catalog { year: self.year, functional, classes, economic: economic::read_list(self.economic()) }
        })
    }

    fn functional(&self) -> Items {
        match self.lists {
            Lists::Whole { functional, .. } => read_list(functional),
            Lists::Over { base, functional } => {
                let mut items = base_of(base).functional();
                apply_changes(&mut items, functional);
                items
            }
        }
    }

    fn economic(&self) -> &'static str {
        match self.lists {
            Lists::Whole { economic, .. } => economic,
            Lists::Over { base, .. } => base_of(base).economic(),
        }
    }
}

fn base_of(year: u32) -> &'static Edition {
    Edition::of(year).expect("a year's changes name a base year that is there")
}
