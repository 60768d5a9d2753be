//! All integration tests, in one binary so that the library is linked once. A room's tests are a file beside this one.

mod book;
mod build;
mod checks;
mod construction;
mod corrections;
mod county;
mod diagnostics;
mod examples;
mod faults;
mod golden;
mod layout;
mod limits;
mod making;
mod paper;
mod pdf;
mod recomputation;
mod rooms;
mod rows;
mod safety;
mod standards;
mod tools;
mod watch;
