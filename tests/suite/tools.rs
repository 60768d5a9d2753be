//! Programs beside cargo that single tests speak to. README.md installs them; without one its tests are passed over, except where `CI` is set: there a test
//! that does not run is a failure.

use std::process::{Command, Stdio};

/// What Chromium may be called.
pub const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// The first of these programs that runs; none means that the test has nothing to speak to.
pub fn first_of(names: &[&'static str]) -> Option<&'static str> {
    let runs = |name: &str| Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    let found = names.iter().copied().find(|name| runs(name).is_ok_and(|status| status.success()));
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "none of {names:?} is installed; README.md says how");
        eprintln!("none of {names:?} is installed: not run");
    }
    found
}
