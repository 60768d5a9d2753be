//! `juesuan standard check`: a standard on its own, rehearsed on made-up departments.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::shared::font_folders;
use super::{Verdict, draw, stdout::say};
use crate::county::{self, Workspace};
use crate::disclosure::rehearsal::{Rehearsal, RehearsalError, rehearse};
use crate::dossier::{Dossier, Reader};
use crate::typeset::Search;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 检查一个标准包：数据文件、模板、变量，并用示例部门试排
    Check(Check),
}

#[derive(Debug, Args)]
struct Check {
    /// 标准包的文件夹，例如 模拟省，或内置标准的编号
    #[arg(value_name = "标准包")]
    place: String,
    /// 再用这个填报文件试排，例如 2024/041-县委办.yaml，可写多次；省略时只用程序自带的示例部门
    #[arg(long, value_name = "文件")]
    sample: Vec<PathBuf>,
    /// 另外找字体的文件夹，例如 字体，可写多次，先于系统字体；省略时只用系统字体
    #[arg(long, value_name = "文件夹")]
    font_path: Vec<PathBuf>,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    let Command::Check(check) = &arguments.command;
    let samples = check.sample.iter().map(|path| sample(path)).collect::<anyhow::Result<_>>()?;
    let rehearsal = match rehearse(&check.place, samples, &Search::system(font_folders(&check.font_path)?.iter().cloned())) {
        Ok(rehearsal) => rehearsal,
        Err(RehearsalError::Standard(error)) => return Err(error.into()),
        Err(error) => return Err(error.into()),
    };
    report(&rehearsal);
    if !rehearsal.faults.is_empty() {
        anyhow::bail!("标准包有 {} 处要改", rehearsal.faults.len());
    }
    if rehearsal.performed.is_empty() {
        anyhow::bail!(
            "没有一个示例部门写齐了 needs 里的内容，试排不了；用 --sample 给一份写齐了的填报文件，或者核对 standard.yaml 的 needs"
        );
    }
    say!("标准包可以使用");
    Ok(Verdict::Clean)
}

/// A department's file to try the standard on, read as its workspace reads it.
fn sample(path: &Path) -> anyhow::Result<Dossier> {
    let workspace = county::find(path).map(|root| Workspace::open(&root)).transpose()?;
    let mut reader = workspace.map_or_else(Reader::default, |workspace| Reader::amid(workspace.surroundings()));
    let Some(dossier) = reader.read(path)? else {
        draw(&reader.diagnostics, &reader.files);
        anyhow::bail!("{} 有错误，改好才能用来试排", path.display());
    };
    Ok(dossier)
}

fn report(rehearsal: &Rehearsal) {
    for fault in &rehearsal.faults {
        eprintln!("{fault}");
    }
    if !rehearsal.performed.is_empty() {
        say!("用示例部门试排成了 {} 份：", rehearsal.performed.len());
    }
    for performances in rehearsal.performed.chunk_by(|a, b| a.department == b.department) {
        let forms: Vec<String> = performances.iter().map(|one| format!("{} {} 页", one.form, one.pages)).collect();
        say!("  {}：{}", performances[0].department, forms.join("，"));
    }
    if !rehearsal.passed_over.is_empty() {
        say!("这些示例部门没有写齐这个标准要的内容，没有试排（不是标准包的错）：");
    }
    for (department, missing) in &rehearsal.passed_over {
        say!("  {department}：{missing}");
    }
    if !rehearsal.unused.is_empty() {
        say!("这些模板试排时一次也没有用到，可能是多余的：");
    }
    for file in &rehearsal.unused {
        say!("  {file}");
    }
}
