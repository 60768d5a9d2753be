//! Two states of a disclosure compared, one figure explained, one published PDF verified, and a live preview of a file being written.
//!
//! `state` takes a file (or the source inside a PDF) all the way to its worded document; `diff` compares two of them, `explain` answers for one,
//! `verify` compares a PDF with what its own source gives, `preview` serves one on the loopback interface.

mod arithmetic;
mod changes;
mod derivation;
mod diff;
mod earlier;
mod explain;
mod figures;
mod folders;
mod html;
mod label;
mod notice;
mod occurrences;
mod pages;
pub mod preview;
mod prose;
mod published;
mod raw;
mod sentences;
mod show;
mod state;
mod verify;

pub use arithmetic::{Derivation, Formula, Unit, Written};
pub use changes::FigureChange;
pub use diff::{Difference, Finding, Side, compare};
pub use earlier::{EarlierError, published_as, under_other_names};
pub use explain::{Answer, Explained, Explainer};
pub use figures::{FigureAt, figures};
pub use folders::{FoldersDifference, FoldersError, compare_folders};
pub use html::{is_page as is_html_page, page as html_page};
pub use notice::{Notice, NoticeError};
pub use occurrences::{Occurrence, OccurrenceError, Origin, Place, Printed};
pub use pages::PageChange;
pub use prose::{Part, Passage, read as read_prose};
pub use published::{Published, PublishedError};
pub use raw::{RawChange, WrittenValue};
pub use sentences::{Piece, SentenceChange, words_changed};
pub use show::show;
pub use state::{Setting, State, StateError};
pub use verify::{LineProblem, PageProblem, Problem, Verification, verify, verify_published};
