//! A live preview for the one who types: the pages beside the findings, refreshed on every save, on the loopback interface only.
//!
//! `session` keeps what is `shown` and makes the next when one of its `inputs` changed; `server` answers requests out of memory: nothing a request says ever
//! reaches the disk; `request` reads requests and refuses those that do not come from this page.

mod inputs;
mod request;
mod server;
mod session;
mod shown;

pub use request::{Refusal, Request, parse};
pub use server::{Server, serve};
pub use session::Session;
pub use shown::Shown;
