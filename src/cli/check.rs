//! `juesuan check`: what an inspector would object to. Nothing is typeset; fonts are only asked which characters they have.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::shared::Means;
use super::{Verdict, stdout};
use crate::checks::{self, FAMILIES};
use crate::county;
use crate::diagnostics::{Diagnostic, Severity, json as as_json, sarif, terminal};
use crate::inspection::{CheckPlan, Checked, CheckedFile, check};

#[derive(Debug, Args)]
pub struct Arguments {
    /// 填报文件、放填报文件的文件夹，或工作区里部门的编码、名称；省略时检查所在工作区的全部部门
    #[arg(value_name = "文件或部门")]
    paths: Vec<PathBuf>,
    /// 结果的格式：text 给人看，json、sarif 给程序读
    #[arg(long, value_name = "格式", default_value = "text")]
    format: Format,
    /// 列出全部检查规则
    #[arg(long)]
    list: bool,
    /// 只列错误，不列警告和提醒
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    means: Means,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    if arguments.list {
        anyhow::ensure!(arguments.format != Format::Sarif, "规则的列表只有 text 和 json 两种格式；sarif 是检查结果的格式");
        stdout::write(format_args!("{}", list(arguments.format)));
        return Ok(Verdict::Clean);
    }
    let plan = CheckPlan {
        paths: chosen(&arguments.paths)?,
        standard: arguments.means.standard.clone(),
        fonts: Some(arguments.means.font_folders()?.to_vec()),
    };
    let checked = check(&plan)?;
    let errors: usize = checked.departments.iter().map(|file| file.count(Severity::Error)).sum();
    let unread: Vec<&str> = checked.departments.iter().filter_map(|file| file.unread.as_deref()).collect();
    let nothing = unread.len() == checked.departments.len() && !unread.is_empty();
    let text = match arguments.format {
        Format::Text if nothing => String::new(),
        Format::Text => for_people(&checked, arguments.quiet),
        Format::Json => format!("{:#}\n", for_programs(&checked, arguments.quiet)),
        Format::Sarif => format!("{:#}\n", as_sarif(&checked, arguments.quiet)),
    };
    stdout::write(format_args!("{text}"));
    if let Some(reason) = &checked.without_fonts {
        eprintln!("没有检查字体里有没有这些字：{reason}");
    }
    anyhow::ensure!(!nothing, "{}", unread.join("；"));
    anyhow::ensure!(unread.is_empty(), "有 {} 个文件没有检查，其余的检查了：{}", unread.len(), unread.join("；"));
    Ok(if errors > 0 { Verdict::FiguresHaveErrors } else { Verdict::Clean })
}

/// What is to be checked: what was given, or the whole workspace around the current folder.
fn chosen(given: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    if !given.is_empty() {
        return Ok(given.to_vec());
    }
    let here = county::find(Path::new("."));
    let root = here.ok_or_else(|| {
        let alike = county::mistaken(Path::new("."));
        anyhow!("这里不是工作区（没有 县.yaml{alike}）；写上要检查的文件或文件夹，例如 juesuan check 118-dangan.yaml")
    })?;
    Ok(vec![root])
}

fn shown(file: &CheckedFile, quiet: bool) -> Vec<Diagnostic> {
    file.diagnostics.iter().filter(|finding| !quiet || finding.severity == Severity::Error).cloned().collect()
}

fn all(checked: &Checked, quiet: bool) -> Vec<Diagnostic> {
    checked.departments.iter().flat_map(|file| shown(file, quiet)).collect()
}

/// Findings file by file, each with a summary line; for several files a table at the end.
fn for_people(checked: &Checked, quiet: bool) -> String {
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut text = String::new();
    for file in &checked.departments {
        let findings = shown(file, quiet);
        if let Some(reason) = &file.unread {
            text.push_str(&format!("== {}\n\n没有检查：{reason}\n\n", file.path.display()));
            continue;
        }
        if findings.is_empty() && (quiet || checked.departments.len() > 1) {
            continue;
        }
        text.push_str(&format!("== {}{}\n\n", file.path.display(), name(file).map(|name| format!("　{name}")).unwrap_or_default()));
        text.push_str(&terminal::draw(&findings, &checked.files, colour));
        text.push('\n');
    }
    if checked.departments.len() > 1 {
        text.push_str(&table(&checked.departments));
    }
    text
}

fn name(file: &CheckedFile) -> Option<&str> {
    file.department.as_ref().map(|(_, name)| name.as_str())
}

/// Departments × errors, warnings, notes.
fn table(files: &[CheckedFile]) -> String {
    let title = |file: &CheckedFile| match &file.department {
        Some((code, name)) => format!("{code} {name}"),
        None => file.path.display().to_string(),
    };
    let width = files.iter().map(|file| title(file).width()).max().unwrap_or_default().max("合计".width());
    let line = |title: &str, errors: String, warnings: String, notes: String| {
        let gap = " ".repeat(width - title.width());
        let right = |text: &str| format!("{}{text}", " ".repeat(8_usize.saturating_sub(text.width())));
        format!("{title}{gap}{}{}{}\n", right(&errors), right(&warnings), right(&notes))
    };
    let sum = |severity| files.iter().map(|file| file.count(severity)).sum::<usize>().to_string();
    let word = |severity: Severity| severity.name().to_owned();
    let mut text = line("部门", word(Severity::Error), word(Severity::Warning), word(Severity::Note));
    for file in files {
        // What keeps a file from being checked may be told with the file it names.
        let unchecked = file.unread.is_some() || file.department.is_none() && file.diagnostics.is_empty();
        let count = |severity| if unchecked { "—".to_owned() } else { file.count(severity).to_string() };
        text.push_str(&line(&title(file), count(Severity::Error), count(Severity::Warning), count(Severity::Note)));
    }
    text.push_str(&line("合计", sum(Severity::Error), sum(Severity::Warning), sum(Severity::Note)));
    text
}

fn for_programs(checked: &Checked, quiet: bool) -> Value {
    let departments: Vec<Value> = checked
        .departments
        .iter()
        .map(|file| {
            json!({
                "file": file.path.display().to_string(),
                "code": file.department.as_ref().map(|(code, _)| code),
                "name": name(file),
                "unread": file.unread,
                "errors": file.count(Severity::Error),
                "warnings": file.count(Severity::Warning),
                "notes": file.count(Severity::Note),
            })
        })
        .collect();
    let mut value = as_json::to_json(&all(checked, quiet), &checked.files);
    value["departments"] = departments.into();
    value
}

fn as_sarif(checked: &Checked, quiet: bool) -> Value {
    let rules: Vec<_> = checks::rules().map(|rule| (rule.id, rule.meaning, rule.severity)).collect();
    let unread = checked.departments.iter().filter_map(|file| Some((Severity::Error, Some(file.path.as_path()), file.unread.as_deref()?)));
    let without_fonts = checked.without_fonts.iter().map(|reason| (Severity::Warning, None, reason.as_str()));
    sarif::to_sarif(&all(checked, quiet), &checked.files, &rules, &unread.chain(without_fonts).collect::<Vec<_>>())
}

/// All rules, family by family.
fn list(format: Format) -> String {
    if format == Format::Text {
        let mut text = String::new();
        for family in &FAMILIES {
            text.push_str(&format!("{}\n", family.name));
            for rule in family.rules {
                let closed = if rule.acceptable { "" } else { "，不能接受" };
                text.push_str(&format!("  {:<8} {}，{}{closed}  {}\n", rule.id, rule.severity.name(), rule.basis, rule.meaning));
            }
        }
        return text;
    }
    let rules: Vec<Value> = FAMILIES
        .iter()
        .flat_map(|family| family.rules.iter().map(move |rule| (family, rule)))
        .map(|(family, rule)| {
            json!({
                "id": rule.id,
                "family": family.name,
                "meaning": rule.meaning,
                "severity": rule.severity,
                "basis": rule.basis.to_string(),
                "acceptable": rule.acceptable,
            })
        })
        .collect();
    format!("{:#}\n", Value::from(rules))
}
