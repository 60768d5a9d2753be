//! What a department may write: the types of a source file, each leaf with the place it stands at.
//!
//! Nothing here is derived. Sums, shares and comparisons live in `accounts`; what is wrong with the figures is found in `checks`.

mod characters;
mod department;
mod disclosure;
mod entries;
mod expenses;
mod explanations;
mod folder;
mod ledger;
mod litter;
mod management;
mod operation;
mod performance;
pub mod reading;
mod scalar;

pub use crate::span::{FileId, Span, Spanned};
pub use characters::{half_width, is_han};
pub use department::{Consolidation, Department, DepartmentKind, OfficeEntry, Offices, Overview, ReportKind, UnitInScope};
pub use disclosure::{Acceptance, Disclosure, INTERNAL, MoneyUnit, SecrecyReview};
pub use entries::Entries;
pub use expenses::{DomesticReception, ForeignReception, Going, Operation, Purchase, Reception, ThreePublic};
pub use explanations::{CodeNote, GlossaryEntry, LastYear, Reasons, Section6Lists};
pub use folder::{COUNTY_FILE, NOTES, OVERRIDES, Unlisted, is_source_file, source_files, year_of_folder};
pub use ledger::{FiscalRow, OtherFundsRow};
pub use litter::is_litter;
pub use management::{DepartmentEvaluation, Management};
pub use operation::{AgencyOperating, Assets, Procurement, Vehicles};
pub use performance::{BudgetKind, BudgetRow, Indicator, Project, ProjectBasics, ProjectResults, ProjectUnit};
pub use scalar::{Amount, Code, Count, Date, Score, YearMonth};
