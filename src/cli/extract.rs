//! `juesuan extract`: the source a published PDF was made from, to start next year's file or to look into.

use std::path::PathBuf;

use clap::Args;

use super::{Verdict, stdout::say};
use crate::corrections::{Published, PublishedError};
use crate::disclosure::OWN;
use crate::typeset::write_whole;

#[derive(Debug, Args)]
pub struct Arguments {
    /// 已公开的 PDF，例如 公开/041-县委办.pdf
    #[arg(value_name = "PDF")]
    file: PathBuf,
    /// 写到哪个文件夹，例如 取出；省略时为 PDF 旁边同名的文件夹
    #[arg(short, long, value_name = "文件夹")]
    output: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    let published = Published::open(&arguments.file)?;
    if !published.attached().contains_key(OWN) {
        return Err(PublishedError::NoSource { path: arguments.file.clone() }.into());
    }
    let folder = arguments.output.clone().unwrap_or_else(|| arguments.file.with_extension(""));
    let paths: Vec<PathBuf> = published.attached().keys().map(|name| folder.join(name)).collect();
    if let Some(taken) = paths.iter().find(|path| path.exists()) {
        anyhow::bail!("{} 已经在了，没有覆盖它，什么也没有写；换一个文件夹（-o）", taken.display());
    }
    std::fs::create_dir_all(&folder)
        .map_err(|error| anyhow::anyhow!("建不了文件夹 {}：{}", folder.display(), crate::diagnostics::system::reason(&error)))?;
    for (path, bytes) in paths.iter().zip(published.attached().values()) {
        write_whole(path, bytes)?;
        say!("{}", path.display());
    }
    Ok(Verdict::Clean)
}
