//! `juesuan fonts`: which font fills each role of a standard, and which candidates are missing.

use std::path::{Path, PathBuf};

use clap::Args;

use super::shared::font_folders;
use super::{Verdict, stdout::say};
use crate::county::{self, Workspace};
use crate::disclosure::font_roles;
use crate::standard::{Standard, is_pack};
use crate::typeset::Search;
use crate::typeset::fonts::{Finding, in_chinese, report};

#[derive(Debug, Args)]
pub struct Arguments {
    /// 哪个标准，例如 县.yaml 里写的那一个，或标准包的文件夹；省略时列出当前工作区的标准和全部内置标准
    #[arg(long, value_name = "标准")]
    standard: Option<String>,
    /// 另外找字体的文件夹，例如 字体，可写多次，先于系统字体；省略时只用系统字体
    #[arg(long, value_name = "文件夹")]
    font_path: Vec<PathBuf>,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    let search = Search::system(font_folders(&arguments.font_path)?.iter().cloned());
    let workspace = county::find(Path::new(".")).map(|root| Workspace::open(&root)).transpose()?;
    let shelf = workspace.map(|workspace| workspace.shelf).unwrap_or_default();
    let standards: Vec<Standard> = match &arguments.standard {
        Some(folder) if is_pack(Path::new(folder)) => vec![Standard::from_folder(Path::new(folder))?],
        Some(id) => vec![shelf.load(id)?],
        None => shelf.ids().iter().map(|id| shelf.load(id)).collect::<Result<_, _>>()?,
    };
    let mut complete = true;
    for standard in standards {
        say!("{}（{}）", standard.manifest.name, standard.manifest.id);
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
