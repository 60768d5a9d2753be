//! `juesuan new`: starts a county's workspace or a department's file.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::Verdict;
use super::shell::argument;
use super::stdout::say;
use crate::county::{self, NewCounty, NewDepartment};

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 新建一个县的工作区，带一个可以马上生成的示例部门
    County(County),
    /// 在工作区里新建一个部门的填报文件；有上年文件时带出上年的内容
    Department(Department),
}

#[derive(Debug, Args)]
struct County {
    /// 新建在哪个文件夹，例如 示例县；没有时新建
    #[arg(value_name = "文件夹")]
    folder: PathBuf,
    /// 地区名称，例如 岚县；省略时用文件夹的名称，它不像地区名称时用“示例县”
    #[arg(long, value_name = "名称")]
    region: Option<String>,
    /// 决算年度，例如 2024；省略时为程序带有科目目录的最近一年
    #[arg(long, value_name = "年度")]
    year: Option<u32>,
    /// 用哪个省的标准（写错时会列出有哪些），或自己的标准包的文件夹，复制到工作区的“标准”里；省略时用程序默认的一个，以后可在“县.yaml”里改
    #[arg(long, value_name = "标准")]
    standard: Option<String>,
}

#[derive(Debug, Args)]
struct Department {
    /// 部门预算编码，例如 041
    #[arg(value_name = "编码")]
    code: String,
    /// 部门名称，例如 县委办，用在文件名里；有上年文件时可省略，用上年的
    #[arg(value_name = "名称")]
    name: Option<String>,
    /// 哪个工作区的文件夹，例如 D:\示例县；省略时为当前文件夹所在的工作区
    #[arg(long, value_name = "文件夹", default_value = ".", hide_default_value = true)]
    workspace: PathBuf,
    /// 决算年度，例如 2024；省略时用“县.yaml”写的年度
    #[arg(long, value_name = "年度")]
    year: Option<u32>,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    match &arguments.what {
        What::County(new) => start_county(new),
        What::Department(new) => start_department(new),
    }
}

fn start_county(new: &County) -> anyhow::Result<Verdict> {
    let County { folder, region, year, standard } = new;
    let standard = standard.clone().or_else(crate::standard::starter).ok_or_else(|| anyhow::anyhow!("要用 --standard 指明标准"))?;
    let region = region.clone().or_else(|| region_of(folder));
    let unnamed = region.is_none();
    let region = region.unwrap_or_else(|| SAMPLE_REGION.to_owned());
    let written = county::new_county(&NewCounty { folder: folder.clone(), region, year: *year, standard })?;
    written.iter().for_each(|path| say!("{}", path.display()));
    eprintln!("工作区建好了，带一个编造的示例部门。先试着生成：juesuan build {}", argument(folder));
    if unnamed {
        eprintln!("地区名称写的是“{SAMPLE_REGION}”，在“县.yaml”的“地区”里改成本地的");
    }
    eprintln!("然后在工作区里新建部门的填报文件，例如：juesuan new department 041 县委办");
    Ok(Verdict::Clean)
}

/// What a new county is called when nothing says how.
const SAMPLE_REGION: &str = "示例县";

/// The name of a folder, if it ends as names of counties do.
fn region_of(folder: &Path) -> Option<String> {
    let absolute = std::path::absolute(folder).ok()?;
    let name = absolute.file_name()?.to_str()?.trim();
    (name.chars().count() > 1 && name.ends_with(['县', '区', '市', '旗'])).then(|| name.to_owned())
}

fn start_department(new: &Department) -> anyhow::Result<Verdict> {
    let root = county::find(&new.workspace).ok_or_else(|| county::WorkspaceError::None(new.workspace.clone()))?;
    let department = NewDepartment { workspace: root, code: new.code.clone(), name: new.name.clone(), year: new.year };
    let started = county::new_department(&department)?;
    say!("{}", started.path.display());
    match started.last_year {
        Some(path) => eprintln!("名称、职责、科目等由上年文件 {} 带出；金额和原因没有带", path.display()),
        None => eprintln!("工作区里没有这个部门的上年文件，给出的是一份空白表"),
    }
    eprintln!("写着“待填”的地方都要填；juesuan check {} 列出还有哪几处没有填", argument(&started.path));
    Ok(Verdict::Clean)
}
