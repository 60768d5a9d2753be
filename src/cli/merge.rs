//! `juesuan merge`: joins what several machines built of one county.

use std::path::PathBuf;

use clap::Args;

use super::Verdict;
use crate::county;

#[derive(Debug, Args)]
pub struct Arguments {
    /// 各台机器生成的文件夹
    #[arg(required = true, value_name = "文件夹")]
    parts: Vec<PathBuf>,
    /// 合并到哪个文件夹，可以是其中的一个
    #[arg(short, long, value_name = "文件夹", default_value = "公开")]
    output: PathBuf,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    let merged = county::merge(&arguments.parts, &arguments.output)?;
    eprintln!("合并了 {} 份，网页和汇总已经写好", merged.documents);
    println!("{}", merged.output.join("index.html").display());
    Ok(Verdict::Clean)
}
