//! `juesuan merge`: joins what several machines built of one county.

use std::path::PathBuf;

use clap::Args;

use super::progress::departure;
use super::{Verdict, stdout::say};
use crate::county;

#[derive(Debug, Args)]
pub struct Arguments {
    /// 各台机器生成的文件夹，例如 份1 份2 份3
    #[arg(required = true, value_name = "文件夹")]
    parts: Vec<PathBuf>,
    /// 合并到哪个文件夹，例如 公开，可以是其中的一个
    #[arg(short, long, value_name = "文件夹", default_value = "公开")]
    output: PathBuf,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    let merged = county::merge(&arguments.parts, &arguments.output, |event| departure(&event).iter().for_each(|line| eprintln!("{line}")))?;
    for (source, part) in &merged.strangers {
        eprintln!("{source}  在 {} 里，但不属于那一份，没有合并；在它所属的那一份里重新生成", part.display());
    }
    if !merged.complete {
        eprintln!("这些文件夹不全是用 juesuan build 生成全部部门或 --partition 得到的，没有撤下任何文件");
    }
    for (department, reason) in &merged.failed {
        eprintln!("{department}  生成时失败：{reason}；改好后在它所属的那一份里重新生成，再合并");
    }
    if !merged.missing.is_empty() {
        eprintln!("没有生成过：{}", merged.missing.join("、"));
    }
    let lacking = merged.failed.len() + merged.missing.len();
    let short = if lacking > 0 { format!("，另有 {lacking} 份失败或没有生成") } else { String::new() };
    if merged.pages {
        eprintln!("合并了 {} 份{short}，网页和汇总已经写好", merged.documents);
        say!("{}", merged.output.join("index.html").display());
    } else {
        eprintln!("合并了 {} 份审核稿{short}", merged.documents);
        say!("{}", merged.output.display());
    }
    Ok(if lacking == 0 { Verdict::Clean } else { Verdict::FiguresHaveErrors })
}
