//! Files that systems and editors leave in people's folders: never a department's file, never part of a standard.

/// Names in lower case.
const NAMES: [&str; 2] = ["thumbs.db", "desktop.ini"];

/// Whether a file is such a leftover: hidden, a lock or backup of an editor, a folder view of the system.
pub fn is_litter(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$") || name.ends_with('~') || NAMES.contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::is_litter;

    #[test]
    fn leftovers_are_known_by_their_names() {
        for name in ["~$041-县委办.yaml", ".DS_Store", "Thumbs.db", "Desktop.ini", "cover.typ.tera~", ".041.yaml.swp"] {
            assert!(is_litter(name), "{name}");
        }
        for name in ["041-县委办.yaml", "041 副本.yml", "README.md", "cover.typ.tera"] {
            assert!(!is_litter(name), "{name}");
        }
    }
}
