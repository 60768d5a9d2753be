//! `juesuan schema`: the JSON Schema of the source file, for editors; or the same as a page of the book.

use clap::Args;

use super::Verdict;
use super::stdout::{self, say};
use crate::source::reading;

#[derive(Debug, Args)]
pub struct Arguments {
    /// 把每个键的意思、写法和例子写成一页 Markdown 文字；省略时输出 JSON Schema
    #[arg(long)]
    markdown: bool,
    /// 输出标准包的两种数据文件（standard.yaml 和各表）的 JSON Schema；省略时输出填报文件的
    #[arg(long, conflicts_with = "markdown")]
    pack: bool,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    if arguments.pack {
        say!("{}", serde_json::to_string_pretty(&crate::standard::schema())?);
        return Ok(Verdict::Clean);
    }
    let schema = reading::schema();
    if arguments.markdown {
        stdout::write(format_args!("{}", reading::reference(&schema)));
    } else {
        say!("{}", serde_json::to_string_pretty(&schema)?);
    }
    Ok(Verdict::Clean)
}
