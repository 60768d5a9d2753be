//! Arguments and one file a command. Commands build a plan, call one library function and draw what came of it: product to stdout, talk to stderr.

mod absent;
mod build;
mod check;
mod department;
mod diff;
mod explain;
mod extract;
mod fonts;
mod interrupt;
mod localise;
mod merge;
mod new;
mod outcome;
mod progress;
mod schema;
mod shared;
mod shell;
mod standard;
mod stdout;
mod unwritten;
mod verify;
mod watch;

use std::error::Error;
use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::diagnostics::{self, Diagnostic, Files, Findings};

/// 决算：由一份填报文件生成部门决算公开文件（PDF）
#[derive(Debug, Parser)]
#[command(name = "juesuan", version, disable_version_flag = true, arg_required_else_help = true)]
struct Arguments {
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 新建一个县的工作区，或者一个部门的填报文件
    New(new::Arguments),
    /// 由填报文件生成 PDF；在工作区里生成全部部门
    Build(build::Arguments),
    /// 合并几台机器分头生成的文件夹
    Merge(merge::Arguments),
    /// 检查填报文件：写法、数字、原因、绩效、文字；不生成任何文件
    Check(check::Arguments),
    /// 比较两个版本：哪些数、哪些话变了；写更正说明
    Diff(diff::Arguments),
    /// 说明一个数从哪里来：怎样算的，出自填报文件的哪几行
    Explain(explain::Arguments),
    /// 核验已公开的 PDF 与所附数据是否一致
    Verify(verify::Arguments),
    /// 边写边看：在浏览器里预览，保存后自动更新
    Watch(watch::Arguments),
    /// 取出 PDF 里附的填报数据
    Extract(extract::Arguments),
    /// 列出标题、正文、表格等各用哪个字体，缺哪个
    Fonts(fonts::Arguments),
    /// 输出填报文件的格式说明（JSON Schema），供编辑器打字时提示
    Schema(schema::Arguments),
    /// 制作标准包用的命令
    Standard(standard::Arguments),
}

/// What a command ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Clean,
    FiguresHaveErrors,
}

impl Verdict {
    /// The graver of two.
    fn and(self, other: Self) -> Self {
        if self == Verdict::Clean { other } else { self }
    }
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let parsed = command_line().try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    let result = match &arguments.command {
        Command::New(arguments) => new::run(arguments),
        Command::Build(arguments) => build::run(arguments),
        Command::Merge(arguments) => merge::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Verify(arguments) => verify::run(arguments),
        Command::Watch(arguments) => watch::run(arguments),
        Command::Extract(arguments) => extract::run(arguments),
        Command::Fonts(arguments) => fonts::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Standard(arguments) => standard::run(arguments),
    };
    match result {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::FiguresHaveErrors) => ExitCode::from(1),
        Err(error) => {
            explain(&*error);
            ExitCode::from(2)
        }
    }
}

/// The whole command line with Chinese help.
pub fn command_line() -> clap::Command {
    localise::localised(Arguments::command())
}

/// Prints help, the version, or what is wrong with the arguments.
fn refuse(error: &clap::Error) -> ExitCode {
    match localise::usage_error(error) {
        Some(message) => eprintln!("{message}"),
        None => {
            let _ = error.print();
        }
    }
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// Says why something could not be done, the findings first that keep it from being done.
fn explain(error: &(dyn Error + 'static)) {
    draw_behind(error);
    eprintln!("错误: {error}");
}

/// Draws the findings behind an error, if there are any.
fn draw_behind(error: &(dyn Error + 'static)) {
    if let Some(Findings { diagnostics, files }) = Findings::behind(error) {
        draw(diagnostics, files);
    }
}

/// Draws findings on stderr.
fn draw(findings: &[Diagnostic], files: &Files) {
    if !findings.is_empty() {
        let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        eprint!("{}", diagnostics::terminal::draw(findings, files, colour));
    }
}
