//! The command `juesuan`. Decides the exit code and nothing else: 0 clean, 1 the figures have errors, 2 could not run.

use std::ffi::c_long;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    give_back_after(A_WHILE);
    let code = juesuan::cli::run();
    give_back_after(NEVER);
    code
}

/// What one document frees the next one takes: given back to the system at once, every page of it would be faulted in and cleared again. What no document
/// took for a while is given back, so that a long run does not hold more and more.
const A_WHILE: c_long = 3_000;
/// At its end a process loses everything at once; giving it back piece by piece before that only takes time.
const NEVER: c_long = -1;

/// Says when the allocator gives unused memory back to the system, in milliseconds.
fn give_back_after(delay: c_long) {
    /// `mi_option_purge_delay`, which the crate does not name.
    const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;
    // SAFETY: sets a number in the allocator, which other threads may read at any time.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, delay) };
}
