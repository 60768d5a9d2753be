//! `juesuan explain`: where a figure comes from, down to the lines of the file.

use std::path::{Path, PathBuf};

use clap::Args;

use super::department::file_of;
use super::shared::{Format, Means, free};
use super::{Verdict, stdout, stdout::say};
use crate::corrections::{Explainer, html_page, is_html_page};
use crate::typeset::write_whole;

#[derive(Debug, Args)]
pub struct Arguments {
    /// 填报文件，或已公开的 PDF，例如 2024/041-县委办.yaml；在工作区里也可以写部门的编码、名称
    #[arg(value_name = "文件")]
    file: PathBuf,
    /// 哪个数：表格地址（03[208].基本支出）、情况说明的一节（情况说明.五）、或印出来的数（1,236.03）
    #[arg(required_unless_present = "html", allow_negative_numbers = true, value_name = "数")]
    figure: Option<String>,
    /// 全文写成一个网页，每个数都可以点开，例如 全文.html；省略时不写
    #[arg(long, value_name = "文件")]
    html: Option<PathBuf>,
    /// 结果的格式：text 给人看，json 给程序读
    #[arg(long, value_name = "格式", default_value = "text")]
    format: Format,
    #[command(flatten)]
    means: Means,
}

/// Whether a file is a page that was written here before.
fn is_explained(path: &Path) -> bool {
    std::fs::read_to_string(path).is_ok_and(|text| is_html_page(&text))
}

fn unknown(figure: &str, alike: &[String]) -> String {
    let alike = if alike.is_empty() { String::new() } else { format!("，是不是“{}”？", alike.join("”或“")) };
    format!(
        "文件里没有“{figure}”{alike}\n可以写表格地址（03[合计].基本支出）、情况说明的一节（情况说明.五），或文件里印着的一个数，千分号可写可不写"
    )
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    let setting = arguments.means.setting()?;
    let html = arguments.html.as_deref().map(|path| free(path, &["html", "htm"], is_explained)).transpose()?;
    let Some(state) = super::diff::load(&file_of(&arguments.file)?, &setting)? else { return Ok(Verdict::FiguresHaveErrors) };
    let explainer = Explainer::new(&state)?;
    if let Some(path) = html {
        write_whole(path, html_page(&state, &explainer).as_bytes())?;
        say!("{}", path.display());
    }
    let Some(figure) = &arguments.figure else { return Ok(Verdict::Clean) };
    let answer = explainer.answer(figure);
    anyhow::ensure!(!answer.explained.is_empty(), "{}", unknown(figure, &explainer.alike(figure)));
    match arguments.format {
        Format::Text => stdout::write(format_args!("{}", answer.show())),
        Format::Json => say!("{:#}", serde_json::json!(answer)),
    }
    Ok(Verdict::Clean)
}
