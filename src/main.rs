//! The command `juesuan`. Decides the exit code and nothing else: 0 clean, 1 the figures have errors, 2 could not run.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    keep_memory();
    juesuan::cli::run()
}

/// What one document frees the next one takes: given back to the system at once, every page of it would be faulted in and cleared again. What no document
/// took for a while is given back, so that a long run does not hold more and more.
fn keep_memory() {
    /// `mi_option_purge_delay`, which the crate does not name, in milliseconds.
    const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;
    const A_WHILE: std::ffi::c_long = 3_000;
    // SAFETY: sets a number in the allocator, before any other thread runs.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, A_WHILE) };
}
