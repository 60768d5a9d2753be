//! The command `juesuan`. Decides the exit code and nothing else: 0 clean, 1 the figures have errors, 2 could not run.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    keep_memory();
    juesuan::cli::run()
}

/// What one document frees the next one takes: given back to the system in between, every page of it would be faulted in and cleared again.
fn keep_memory() {
    /// `mi_option_purge_delay`, which the crate does not name; -1 never gives back.
    const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;
    // SAFETY: sets a number in the allocator, before any other thread runs.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, -1) };
}
