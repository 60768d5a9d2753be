//! `juesuan standard check`: a standard on its own, rehearsed on made-up departments.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::shared::font_folders;
use super::{Verdict, stdout::say};
use crate::disclosure::rehearsal::{Rehearsal, RehearsalError, rehearse};
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
    /// 另外找字体的文件夹，例如 字体，可写多次，先于系统字体；省略时只用系统字体
    #[arg(long, value_name = "文件夹")]
    font_path: Vec<PathBuf>,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    let Command::Check(check) = &arguments.command;
    let rehearsal = match rehearse(&check.place, &Search::system(font_folders(&check.font_path)?.iter().cloned())) {
        Ok(rehearsal) => rehearsal,
        Err(RehearsalError::Standard(error)) => return Err(error.into()),
        Err(error) => return Err(error.into()),
    };
    report(&rehearsal);
    if !rehearsal.faults.is_empty() {
        anyhow::bail!("标准包有 {} 处要改", rehearsal.faults.len());
    }
    if rehearsal.performed.is_empty() {
        anyhow::bail!("没有一个示例部门写齐了 needs 里的内容，试排不了；请核对 standard.yaml 的 needs");
    }
    say!("标准包可以使用");
    Ok(Verdict::Clean)
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
