//! juesuan turns one YAML file of raw figures into a department's annual final-accounts disclosure.
//!
//! The way through the house: `source` (what was written) → `accounts` (what follows from it) → `tables`, `narrative`, `performance` (plain values)
//! → `standard` (a province's wording and layout) → `typeset` (PDF). `checks` looks at source and accounts and returns `diagnostics`.

pub mod accounts;
pub mod catalog;
pub mod checks;
pub mod cli;
pub mod corrections;
pub mod county;
pub mod diagnostics;
pub mod disclosure;
pub mod dossier;
pub mod inspection;
pub mod money;
pub mod narrative;
pub mod performance;
pub mod source;
pub mod span;
pub mod standard;
pub mod tables;
pub mod typeset;
