//! Paths as they stand in a command line that is shown to be copied.

use std::path::Path;

/// The path as one argument: quoted where it holds blanks or signs of a shell, and never taken for an option.
pub(super) fn argument(path: &Path) -> String {
    let text = path.display().to_string();
    let text = if text.starts_with('-') { format!("./{text}") } else { text };
    if text.contains(|c: char| c.is_whitespace() || "\"'&();<>|*?$!`#".contains(c)) { format!("\"{text}\"") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_stays_one_and_is_no_option() {
        for (path, shown) in [("岚县", "岚县"), ("a b 中", "\"a b 中\""), ("-odd", "./-odd"), ("D:\\县", "D:\\县")] {
            assert_eq!(argument(Path::new(path)), shown);
        }
    }
}
