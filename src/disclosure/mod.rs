//! One disclosure on its whole way: `reader` reads the files it depends on (a `dossier`), `derived` says what follows, `edition` words and typesets it.
//!
//! Many at once is `county`; comparing two is `corrections`.

mod attachments;
mod build;
mod derived;
mod dossier;
mod edition;
mod glyphs;
mod links;
mod naming;
mod open_data;
mod press;
mod reader;
pub mod rehearsal;
pub mod sheets;
mod standards;
mod surroundings;
mod typefaces;
mod units;

pub use attachments::{fingerprint as fingerprint_of_attachments, normalised};
pub use build::{BuildError, Outcome, Plan, build, write};
pub use derived::Derived;
pub use dossier::Dossier;
pub use edition::{Edition, EditionError, Origin};
pub use glyphs::missing as missing_glyphs;
pub(crate) use naming::file_stem;
pub use naming::place;
pub use open_data::{OPEN_DATA_FORMAT, OpenData};
pub use press::{Emit, Made, Options, Output, Press, Product, font_roles};
pub use reader::{DossierError, Reader};
pub use standards::{ChoiceError, Chosen, Standards};
pub use surroundings::{Surroundings, plain as plain_path};
pub use typefaces::Typefaces;
