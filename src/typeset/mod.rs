//! From Typst source in memory to a PDF on disk: the world Typst sees, the fonts, the export, and writing a file whole.
//!
//! Nothing here knows what a document says or which province it belongs to; that is `standard`.

mod diagnostics;
pub mod fonts;
mod output;
mod pages;
mod pdf;
mod world;

pub use diagnostics::{Fault, Place, TypesetError};
pub use fonts::{Candidate, FontError, FontSet, Role, Search, Weight};
pub use output::{OutputError, Staged, clear_leftovers, clear_leftovers_below, flush, stage, write_whole};
pub use pages::{PlacedHeading, PlacedText};
pub use pdf::{CREATOR, Compiled, Document, compile, forget, forget_unused};
pub use world::{MAIN, VirtualFiles};
