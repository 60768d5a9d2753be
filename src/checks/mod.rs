//! The inspector before the inspection: pure rules over what was written and what follows from it; they return diagnostics.
//!
//! A family of rules is a folder; its door holds the table of its rules, each with its functions. `table` puts the families together, `run` runs
//! them, `policy` and `acceptance` say how much a finding weighs. Thresholds and tolerances stand in `thresholds`. Many files at once are `inspection`.

mod acceptance;
mod case;
mod performance;
mod policy;
mod procurement;
mod publication;
mod ratios;
mod rule;
mod run;
mod structure;
mod sums;
mod table;
mod tables;
mod text;
mod three_public;
pub mod thresholds;

pub use acceptance::{ACCEPTANCE, accepts};
pub use case::Case;
pub use policy::{Policy, PolicyError};
pub use rule::{Basis, Check, Rule};
pub use run::{Inspection, inspect};
pub use table::{FAMILIES, Family, rule, rules};
