//! `juesuan schema`: the JSON Schema of the source file, for editors; or the same as a page of the book.

use clap::Args;

use super::Verdict;
use crate::source::reading;

#[derive(Debug, Args)]
pub struct Arguments {
    /// 不输出 JSON Schema，而把每个键的意思、写法和例子写成一页 Markdown
    #[arg(long)]
    markdown: bool,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    let schema = reading::schema();
    if arguments.markdown {
        print!("{}", reading::reference(&schema));
    } else {
        println!("{}", serde_json::to_string_pretty(&schema)?);
    }
    Ok(Verdict::Clean)
}
