//! The command `juesuan`. Decides the exit code and nothing else: 0 clean, 1 the figures have errors, 2 could not run.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    juesuan::cli::run()
}
