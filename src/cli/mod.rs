//! Arguments and one file a command. Commands build a plan, call one library function and draw what came of it: product to stdout, talk to stderr.

mod build;
mod fonts;
mod localise;
mod schema;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::diagnostics::{self, Diagnostic, Files};
use crate::disclosure::BuildError;
use crate::standard::StandardError;

/// 决算：由一份原始数据文件生成部门决算公开文件
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
    /// 由填报文件生成 PDF
    Build(build::Arguments),
    /// 列出各角色用哪个字体
    Fonts(fonts::Arguments),
    /// 输出填报文件的 JSON Schema，供编辑器提示
    Schema(schema::Arguments),
}

/// What a command ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Clean,
    FiguresHaveErrors,
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let parsed = command_line().try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    let result = match &arguments.command {
        Command::Build(arguments) => build::run(arguments),
        Command::Fonts(arguments) => fonts::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
    };
    match result {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::FiguresHaveErrors) => ExitCode::from(1),
        Err(error) => {
            explain(&error);
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

/// Says why a command could not run; a broken standard brings its own findings.
fn explain(error: &anyhow::Error) {
    let of_build =
        error.downcast_ref::<BuildError>().and_then(|error| if let BuildError::Standard(error) = error { Some(error) } else { None });
    if let Some(StandardError::Invalid { diagnostics, files }) = of_build.or_else(|| error.downcast_ref()) {
        draw(diagnostics, files);
    }
    eprintln!("错误: {error}");
}

/// Draws findings on stderr.
fn draw(findings: &[Diagnostic], files: &Files) {
    if !findings.is_empty() {
        let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        eprint!("{}", diagnostics::terminal::draw(findings, files, colour));
    }
}
