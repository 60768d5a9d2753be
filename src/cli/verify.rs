//! `juesuan verify`: whether published PDFs are exactly what their attached sources give.

use std::path::{Path, PathBuf};

use clap::Args;

use super::shared::{Format, Means};
use super::{Verdict, stdout::say};
use crate::corrections::{Setting, Verification, verify};
use crate::typeset::forget;

#[derive(Debug, Args)]
pub struct Arguments {
    /// 已公开的 PDF，可写多个，例如 公开/*.pdf
    #[arg(required = true, value_name = "PDF")]
    files: Vec<PathBuf>,
    /// 结果的格式：text 给人看，json 给程序读
    #[arg(long, value_name = "格式", default_value = "text")]
    format: Format,
    #[command(flatten)]
    means: Means,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    let setting = arguments.means.setting()?;
    let mut answers = Vec::new();
    for path in &arguments.files {
        let answer = answer(path, &setting).unwrap_or_else(|error| {
            super::draw_behind(&*error);
            Verification::unreadable(path, error.to_string())
        });
        forget();
        if arguments.format == Format::Text {
            let verdict = match (answer.agrees(), answer.cannot_tell()) {
                (true, _) => "一致",
                (false, true) => "在这里不能核验",
                (false, false) => "不一致",
            };
            let draft = if answer.draft { "；这是审核稿，不是定稿，不能公开" } else { "" };
            say!("{}：{verdict}{draft}", path.display());
            for problem in &answer.problems {
                say!("  {}", problem.show());
            }
        }
        answers.push(answer);
    }
    if arguments.format == Format::Json {
        say!("{:#}", serde_json::json!(answers));
    }
    let unreadable = answers.iter().filter(|answer| answer.is_unreadable()).count();
    let rest = if unreadable < answers.len() { "；其余的核验了" } else { "" };
    anyhow::ensure!(unreadable == 0, "有 {unreadable} 个文件没有核验，原因见上面{rest}");
    if answers.iter().any(|answer| !answer.agrees() && !answer.cannot_tell()) {
        return Ok(Verdict::FiguresHaveErrors);
    }
    anyhow::ensure!(answers.iter().all(|answer| answer.agrees()), "有的文件由另一版本、标准或字体生成，在这里不能逐字节核验");
    Ok(Verdict::Clean)
}

/// What is to be said of one PDF, in the workspace it lies in; of one that lies in none, such as a download, in the current workspace.
fn answer(path: &Path, setting: &Setting) -> anyhow::Result<Verification> {
    let around = setting.around(path)?;
    let around = if around.workspace.is_some() { around } else { setting.around(Path::new("."))? };
    Ok(verify(path, &around)?)
}
