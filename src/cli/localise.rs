//! Chinese help and usage errors for the whole command line: clap speaks English by default.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

/// Headings and the help flag of a command and all below it.
pub(super) fn localised(command: Command) -> Command {
    below(command, "")
}

fn below(command: Command, path: &str) -> Command {
    let path = format!("{path}{} ", command.get_name());
    let template = if command.has_subcommands() {
        "{about}\n\n用法: {usage}\n\n命令:\n{subcommands}\n\n选项:\n{options}\n"
    } else if command.get_positionals().next().is_some() {
        "{about}\n\n用法: {usage}\n\n参数:\n{positionals}\n\n选项:\n{options}\n"
    } else {
        "{about}\n\n用法: {usage}\n\n选项:\n{options}\n"
    };
    let help = Arg::new("help").short('h').long("help").action(ArgAction::HelpShort).help("显示这份说明");
    let places: String = command.get_positionals().map(|arg| format!(" {arg}")).collect();
    let usage = if command.has_subcommands() { format!("{path}<命令> [选项]") } else { format!("{path}[选项]{places}") };
    let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let command = command.disable_help_flag(true).disable_help_subcommand(true).help_template(template).override_usage(usage).arg(help);
    let command = command.mut_args(|arg| {
        let defaults: Vec<String> = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
        let choices: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        let boolean = choices == ["true", "false"];
        let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        if !choices.is_empty() && !boolean {
            help.push_str(&format!("（可写 {}）", choices.join("、")));
        }
        if !defaults.is_empty() && !boolean && !arg.is_hide_default_value_set() {
            help.push_str(&format!("（默认 {}）", defaults.join(",")));
        }
        let takes_value = arg.get_action().takes_values();
        arg.help(help).hide_default_value(takes_value).hide_possible_values(takes_value)
    });
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, |command| below(command, &path)))
}

/// A usage error as one Chinese sentence; asking for help or the version is not an error and prints as it is.
pub(super) fn usage_error(error: &clap::Error) -> Option<String> {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let message = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::UnknownArgument => format!("没有选项 {argument}"),
        ErrorKind::InvalidSubcommand => format!("没有命令 {}", context(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("还要写 {argument}"),
        ErrorKind::MissingSubcommand => "还要写一个命令".to_owned(),
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => format!("{argument} 后面要写一个值"),
        ErrorKind::InvalidValue => {
            let valid = context(ContextKind::ValidValue);
            let advice = if valid.is_empty() { String::new() } else { format!("，可以写 {valid}") };
            format!("{argument} 不能写 {}{advice}", context(ContextKind::InvalidValue))
        }
        ErrorKind::ValueValidation => {
            format!("{argument} 不能写 {}，{}", context(ContextKind::InvalidValue), reason(error))
        }
        ErrorKind::ArgumentConflict => format!("{argument} 不能与 {} 一起用", context(ContextKind::PriorArg)),
        ErrorKind::TooManyValues => format!("多写了 {}", context(ContextKind::InvalidValue)),
        _ => error.to_string(),
    };
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand].map(context).concat();
    let hint = if near.is_empty() { String::new() } else { format!("，是不是 {near}") };
    Some(format!("错误: {message}{hint}\n用 juesuan --help 看全部命令，juesuan 命令 --help 看一个命令的选项"))
}

/// Why a value is refused, if one of our own readers refused it; clap's own are for whole numbers.
fn reason(error: &clap::Error) -> String {
    let said = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    if said.is_ascii() { "要写整数，例子见 --help".to_owned() } else { said }
}
