//! A county: its workspace, all its departments' disclosures built at once, the folder that is published. One document's way is `disclosure`.
//!
//! `workspace` and `documents` find the files, `file` is 县.yaml and `faults` what is wrong with it, `selection` the files a word means, `filing` says
//! whether each lies in its place, `doubts` what is doubtful of their names, `key` whose something is and of which year, `heirs` which file follows one that is gone, `identity` whose a folder is,
//! `output` where not to write. `build` decides what is to be done; `making` does it (`run`) on `queue`; `report` says what came of it, `roll` what the county
//! has, `figures` what is summed up. `publication` puts files and `record` (kept in `records`, with `pending` meanwhile) in place under a `lock`, `owners`
//! says whose they are, `notes` reads what is noted beside them. `site` makes the `pages` (`summary`, `years`, `chart`, `containment`, `overview`);
//! `partition`, `parts` and `merge` spread the work over machines; `scaffold` starts a workspace or a department's file, the latter from last year's
//! (`prefill`).

mod build;
mod chart;
mod containment;
mod documents;
mod doubts;
mod faults;
pub mod figures;
pub mod file;
mod filing;
mod heirs;
mod identity;
mod key;
mod lock;
mod making;
mod merge;
mod notes;
mod output;
mod overview;
mod owners;
mod pages;
mod partition;
mod parts;
mod pending;
mod prefill;
mod publication;
pub mod queue;
mod record;
mod records;
mod report;
mod roll;
mod run;
mod scaffold;
mod selection;
pub mod site;
mod summary;
mod workspace;
mod years;

pub use build::{Plan, build};
pub use documents::{Document, Misnamed};
pub use doubts::{Named, doubts};
pub use identity::County;
pub use merge::{MergeError, Merged, merge};
pub use partition::Partition;
pub use queue::Stop;
pub use record::{Input, Published, Record, Unit};
pub use records::{RecordError, Records};
pub use report::{CountyError, Event, Failure, Outcome, Report, State};
pub use scaffold::{NewCounty, NewDepartment, ScaffoldError, Started, new_county, new_department};
pub use selection::{folder_of_workspace, names_a_file};
pub use workspace::{Workspace, WorkspaceError, find, mistaken};

pub use crate::source::NOTES;
