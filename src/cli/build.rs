//! `juesuan build`: files in, PDFs (and Typst sources, open data) out.

use std::path::PathBuf;

use clap::Args;

use super::{Verdict, draw};
use crate::disclosure::{Emit, Plan, build};
use crate::typeset::Search;

/// Folder for what is built, when none is named.
const OUTPUT: &str = "公开";

#[derive(Debug, Args)]
pub struct Arguments {
    /// 填报文件
    #[arg(required = true, value_name = "文件")]
    files: Vec<PathBuf>,
    /// 写到哪个文件夹
    #[arg(short, long, value_name = "文件夹", default_value = OUTPUT)]
    output: PathBuf,
    /// 输出什么，可写多个，用逗号分开
    #[arg(long, value_name = "种类", value_delimiter = ',', default_value = "pdf")]
    emit: Vec<Emit>,
    /// 审核稿：每页加“仅供内部审核”
    #[arg(long)]
    draft: bool,
    /// 用这个文件夹里的标准包，代替文件中写的标准
    #[arg(long, value_name = "文件夹")]
    standard: Option<PathBuf>,
    /// 另外找字体的文件夹，可写多次，先于系统字体
    #[arg(long, value_name = "文件夹")]
    font_path: Vec<PathBuf>,
    /// 不把填报数据附在 PDF 里
    #[arg(long)]
    no_attachment: bool,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    let mut verdict = Verdict::Clean;
    for path in &arguments.files {
        let outcome = build(&plan(arguments, path))?;
        draw(&outcome.diagnostics, &outcome.files);
        if outcome.has_errors() {
            verdict = Verdict::FiguresHaveErrors;
        }
        for written in &outcome.written {
            let pages = outcome.pages.filter(|_| written.extension().is_some_and(|ending| ending == "pdf"));
            match pages {
                Some(pages) => println!("{}（{pages} 页）", written.display()),
                None => println!("{}", written.display()),
            }
        }
    }
    Ok(verdict)
}

fn plan(arguments: &Arguments, path: &std::path::Path) -> Plan {
    Plan {
        path: path.to_owned(),
        output: arguments.output.clone(),
        standard: arguments.standard.clone(),
        default_standard: None,
        overrides: None,
        fonts: Search::system(arguments.font_path.iter().cloned()),
        draft: arguments.draft,
        attach: !arguments.no_attachment,
        emit: arguments.emit.iter().copied().collect(),
    }
}
