//! `juesuan schema`: the JSON Schema of the source file, for editors.

use clap::Args;

use super::Verdict;
use crate::source::reading;

#[derive(Debug, Args)]
pub struct Arguments {}

pub fn run(_: &Arguments) -> anyhow::Result<Verdict> {
    println!("{}", serde_json::to_string_pretty(&reading::schema())?);
    Ok(Verdict::Clean)
}
