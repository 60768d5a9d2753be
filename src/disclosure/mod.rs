//! One disclosure on its whole way from its file to the bytes that are written: `press` has it read and checked, `edition` words and typesets it.
//!
//! What was read and what follows from it is in `crate::dossier`. Many at once is `county`; comparing two is `corrections`.

mod attachments;
mod build;
mod edition;
mod faces;
mod glyphs;
mod marks;
mod naming;
mod open_data;
mod press;
pub mod rehearsal;
pub mod sheets;
mod standards;
mod typefaces;

pub use attachments::{OWN, fingerprint as fingerprint_of_attachments};
pub use build::{BuildError, Outcome, Plan, build, write};
pub use edition::{Edition, EditionError, Origin};
pub use faces::{FACES, characters, faces};
pub use glyphs::missing as missing_glyphs;
pub use marks::{Mark, YES};
pub use naming::place;
pub(crate) use naming::{code_in_names, file_stem, is_final_of};
pub use open_data::{OPEN_DATA_FORMAT, OpenData};
pub use press::{Emit, Made, Options, Output, Press, Product, font_roles};
pub(crate) use standards::probable_standard;
pub use standards::{ChoiceError, Chosen, Standards};
pub use typefaces::Typefaces;
