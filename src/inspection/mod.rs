//! Many files checked in one run: which they are, the workspace each lies in, what all of them found. The rules themselves are `checks`.

mod batch;
mod files;

pub use batch::{CheckError, CheckPlan, Checked, CheckedFile, check};
