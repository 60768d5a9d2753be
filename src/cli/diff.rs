//! `juesuan diff`: what changes from one state of a disclosure to another, and the notice that goes with a re-publication.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::department::file_of;
use super::shared::{Format, Means, free};
use super::stdout::{self, say};
use super::{Verdict, explain};
use crate::corrections::{Published, Setting, State, StateError, compare, compare_folders, published_as, show};
use crate::source::Date;

#[derive(Debug, Args)]
pub struct Arguments {
    /// 原文件、新文件（两份填报文件、已公开的 PDF，或两个工作区的文件夹），例如 公开/041.pdf 2024/041.yaml；只写一个时与它已公开的 PDF 比较，在工作区里也可以写部门的编码、名称
    #[arg(required = true, num_args = 1..=2, value_name = "文件")]
    files: Vec<PathBuf>,
    /// 已公开的 PDF 在哪个文件夹，例如 公开；省略时用工作区的输出文件夹，不在工作区里的用“公开”
    #[arg(long, value_name = "文件夹")]
    published: Option<PathBuf>,
    /// 结果的格式：text 给人看，json 给程序读
    #[arg(long, value_name = "格式", default_value = "text")]
    format: Format,
    /// 不比较页面（快一些）；省略时比较，写更正说明时总要比较
    #[arg(long)]
    no_pages: bool,
    /// 把更正说明排成 PDF，写到这个文件，例如 更正说明.pdf；省略时不写
    #[arg(long, value_name = "文件", requires = "reason")]
    notice: Option<PathBuf>,
    /// 更正的原因，写进更正说明，例如 漏列一笔项目支出；写更正说明时必填
    #[arg(long, value_name = "文字", requires = "notice")]
    reason: Option<String>,
    /// 更正说明的日期，例如 2025-09-20；省略时用新文件的公开日期
    #[arg(long, value_name = "日期", value_parser = date, requires = "notice")]
    date: Option<Date>,
    #[command(flatten)]
    means: Means,
}

fn date(text: &str) -> Result<Date, String> {
    text.parse::<Date>().map_err(|malformed| malformed.to_string())
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    let setting = arguments.means.setting()?;
    let files = arguments.files.iter().map(|word| file_of(word)).collect::<anyhow::Result<Vec<_>>>()?;
    let (old, new) = match files.as_slice() {
        [old, new] => (Some(old.as_path()), new.as_path()),
        [new] => (None, new.as_path()),
        _ => unreachable!("one or two files are required"),
    };
    if let Some(old) = old.filter(|old| old.is_dir() || new.is_dir()) {
        return folders(arguments, old, new, &setting);
    }
    let Some(new) = load(new, &setting)? else { return Ok(Verdict::FiguresHaveErrors) };
    let old = match old {
        Some(old) => old.to_path_buf(),
        None => published_as(&new, &published(arguments, &new, &setting)?)?,
    };
    let Some(old) = load(&old, &setting)? else { return Ok(Verdict::FiguresHaveErrors) };
    let notice =
        arguments.notice.as_deref().map(|path| free(path, &["pdf"], |path| Published::open(path).is_ok_and(|there| there.is_notice())));
    let notice = notice.transpose()?;
    // A notice names every part that changed.
    let difference = compare(&old, &new, !arguments.no_pages || notice.is_some())?;
    match arguments.format {
        Format::Text => stdout::write(format_args!("{}", show(&difference))),
        Format::Json => say!("{:#}", json!(difference)),
    }
    if let (Some(path), Some(reason)) = (notice, &arguments.reason) {
        let notice = crate::corrections::Notice { old: &old, new: &new, difference: &difference, reason, date: arguments.date };
        crate::typeset::write_whole(path, &notice.pdf()?)?;
        eprintln!("更正说明：{}", path.display());
        if notice.is_dated_like_the_old() {
            eprintln!("更正说明的日期与原来的公开日期是同一天；用 --date 写更正的日期，例如 --date 2026-10-12");
        }
    }
    Ok(Verdict::Clean)
}

/// Where the PDF of a file was published: in the folder that is named, else where `build` puts it.
fn published(arguments: &Arguments, new: &State, setting: &Setting) -> anyhow::Result<PathBuf> {
    if let Some(folder) = &arguments.published {
        return Ok(folder.clone());
    }
    let workspace = setting.around(&new.path)?.workspace;
    Ok(workspace.map_or_else(|| PathBuf::from(super::build::OUTPUT), |workspace| workspace.root.join(workspace.county.output())))
}

fn folders(arguments: &Arguments, old: &Path, new: &Path, setting: &Setting) -> anyhow::Result<Verdict> {
    anyhow::ensure!(old.is_dir() && new.is_dir(), "要么比较两个文件，要么比较两个文件夹");
    anyhow::ensure!(arguments.notice.is_none(), "更正说明一次只写一个部门的");
    let compared = compare_folders(old, new, setting, !arguments.no_pages)?;
    match arguments.format {
        Format::Json => say!("{:#}", json!(compared)),
        Format::Text => {
            for path in &compared.added {
                say!("新增文件：{}", path.display());
            }
            for path in &compared.removed {
                say!("没有了的文件：{}", path.display());
            }
            for difference in &compared.changed {
                say!("{}", show(difference));
            }
            say!("{} 个文件没有变化，{} 个有变化。", compared.unchanged, compared.changed.len());
        }
    }
    for failure in &compared.failed {
        report(failure);
    }
    Ok(if compared.failed.is_empty() { Verdict::Clean } else { Verdict::FiguresHaveErrors })
}

/// Takes a file all the way; one with errors has them drawn.
pub(super) fn load(path: &Path, setting: &Setting) -> anyhow::Result<Option<State>> {
    let setting = setting.around(path)?;
    match State::load(path, &setting) {
        Ok(state) => Ok(Some(state)),
        Err(error @ StateError::Unsound { .. }) => {
            report(&error);
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn report(error: &StateError) {
    explain(error);
}
