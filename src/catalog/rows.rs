//! Reading the catalogue's own data files: plain CSV without quoting, embedded at build time. A user's files never come here.

/// The rows below the header, each with exactly `N` fields. Lines that start with `#` are remarks.
///
/// Panics on a malformed file: it is part of the program, and the tests read every one.
pub(super) fn rows<const N: usize>(text: &'static str, header: [&str; N]) -> impl Iterator<Item = [&'static str; N]> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        <[&str; N]>::try_from(fields).unwrap_or_else(|fields| panic!("a catalogue row has {} fields instead of {N}: {line}", fields.len()))
    });
    assert_eq!(lines.next(), Some(header), "a catalogue file opens with its header");
    lines
}
