//! A county: its workspace, all its departments' disclosures built at once, the folder that is published. One document's way is `disclosure`.
//!
//! `workspace` finds the files, `build` decides what is to be done and does it on `queue`, `record` keeps what was done, `site` makes the pages,
//! `partition` and `merge` spread the work over machines, `scaffold` starts a workspace or a department's file.

mod build;
mod chart;
pub mod figures;
pub mod file;
mod merge;
mod partition;
mod prefill;
pub mod queue;
mod record;
mod scaffold;
pub mod site;
mod summary;
mod workspace;

pub use build::{CountyError, Event, Failure, Plan, Report, State, build};
pub use merge::{MergeError, Merged, merge};
pub use partition::Partition;
pub use record::{Input, NOTES, Published, Record, RecordError, Records};
pub use scaffold::{NewCounty, NewDepartment, ScaffoldError, Started, new_county, new_department};
pub use workspace::{Document, Workspace, WorkspaceError, find};
