//! `juesuan fonts`: which font fills each role of a standard, and which candidates are missing.

use std::path::PathBuf;

use clap::Args;

use super::shared::font_folders;
use super::{Verdict, stdout::say};
use crate::disclosure::font_roles;
use crate::standard::{Standard, built_in_ids};
use crate::typeset::Search;
use crate::typeset::fonts::{Finding, in_chinese, report};

#[derive(Debug, Args)]
pub struct Arguments {
    /// 哪个标准，例如 县.yaml 里写的那一个；省略时列出全部内置标准
    #[arg(long, value_name = "标准")]
    standard: Option<String>,
    /// 另外找字体的文件夹，例如 字体，可写多次，先于系统字体；省略时只用系统字体
    #[arg(long, value_name = "文件夹")]
    font_path: Vec<PathBuf>,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    let search = Search::system(font_folders(&arguments.font_path)?.iter().cloned());
    let ids = arguments.standard.as_ref().map_or_else(built_in_ids, |id| vec![id.clone()]);
    let mut complete = true;
    for id in ids {
        let standard = Standard::built_in(&id, None)?;
        say!("{}（{id}）", standard.manifest.name);
        for role in report(&font_roles(&standard), &search)? {
            complete &= role.chosen().is_some();
            let found = role.chosen().map_or_else(|| "没有可用的字体".to_owned(), |chosen| found(&chosen.finding));
            say!("  {}  {found}", in_chinese(&role.role));
            for surveyed in &role.candidates {
                match &surveyed.finding {
                    Finding::Missing => say!("        更优先，但没有安装：{}", surveyed.candidate.family),
                    Finding::Restricted { path } => say!("        更优先，但不许嵌入：{}（{}）", surveyed.candidate.family, path.display()),
                    Finding::Installed { .. } => break,
                }
            }
        }
    }
    if !complete {
        anyhow::bail!("有的角色没有字体。Debian：apt-get install fonts-noto-cjk；Windows 自带的仿宋、黑体、楷体、宋体即可");
    }
    Ok(Verdict::Clean)
}

fn found(finding: &Finding) -> String {
    match finding {
        Finding::Installed { family, path, weight, .. } => format!("用 {family}（字重 {weight}）  {}", path.display()),
        Finding::Restricted { .. } | Finding::Missing => String::new(),
    }
}
