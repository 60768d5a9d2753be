//! All integration tests, in one binary so that the library is linked once. A room's tests are a file beside this one.

mod book;
mod build;
mod diagnostics;
mod examples;
mod golden;
mod making;
mod paper;
mod pdf;
mod recomputation;
mod safety;
mod standards;
