//! One disclosure on its whole way: `dossier` reads the files it depends on, `derived` says what follows, `edition` words and typesets it.
//!
//! Many at once is `county`; comparing two is `corrections`.

mod attachments;
mod build;
mod derived;
mod dossier;
mod edition;
mod glyphs;
mod open_data;

pub use attachments::normalised;
pub use build::{BuildError, Emit, Outcome, Plan, build, font_roles};
pub use derived::Derived;
pub use dossier::{Dossier, DossierError, Reader};
pub use edition::{Edition, EditionError};
pub use open_data::{OPEN_DATA_FORMAT, open_data};
