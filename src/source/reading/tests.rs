//! Reading whole files: values with their places, paths, speed, and no panic whatever the bytes.

use std::path::Path;

use super::*;
use crate::diagnostics::terminal;

#[test]
fn scratch() {
    for path in std::env::var("SCRATCH").unwrap_or_default().split_whitespace() {
        let mut files = Files::default();
        let started = std::time::Instant::now();
        let reading = read_file::<Disclosure>(Path::new(path), &mut files).unwrap();
        println!("{path}: {:?} {}", started.elapsed(), reading.value.is_some());
        println!("{}", terminal::draw(&reading.diagnostics, &files, false));
    }
    if std::env::var("SCHEMA").is_ok() {
        println!("{}", serde_json::to_string_pretty(&schema()).unwrap());
    }
}
