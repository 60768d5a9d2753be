//! The book cannot lie: every YAML block is read, every code and flag is looked for, generated chapters are compared, links and keys must exist.
//!
//! A `yaml` block is a whole file, or top-level sections of one: what a file cannot do without and the block leaves out is put before it. `yaml,wrong`
//! must show an error (the one its heading names). Blocks of 县.yaml are `yaml,county`; those of a standard are `yaml,pack` and not read here.
//! `JUESUAN_BLESS=1` rewrites what is generated.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use juesuan::checks::{self, thresholds};
use juesuan::county::file::CountyFile;
use juesuan::diagnostics::{Diagnostic, Files, Severity};
use juesuan::source::Disclosure;
use juesuan::source::reading::{self, codes};
use serde_json::Value;

/// What every file has; a block's own sections replace these.
const BASE: [(&str, &str); 5] = [
    ("年度", "年度: 2024"),
    ("金额单位", "金额单位: 元"),
    ("公开日期", "公开日期: 2025-08-29"),
    ("部门", "部门: {名称: 示例县档案馆, 编码: \"118\", 性质: 行政单位}"),
    ("概况", "概况: {职责: [负责全县档案工作。], 机构设置: {机构: [{名称: 综合股}]}}"),
];

/// What every 县.yaml has.
const BLOCK_COUNTY: [(&str, &str); 2] = [("地区", "地区: 示例县\n"), ("年度", "年度: 2024\n")];

/// Words in backticks that stand for any key.
const ANY_KEY: [&str; 2] = ["键", "名称"];

struct Block {
    chapter: PathBuf,
    line: usize,
    info: String,
    heading: String,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn chapters() -> Vec<(PathBuf, String)> {
    files(&root().join("book/src"), "md").into_iter().map(|path| (path.clone(), fs::read_to_string(path).expect("UTF-8"))).collect()
}

fn pages() -> Vec<(PathBuf, String)> {
    let readmes = ["README.md", "README.zh-CN.md"].map(|name| root().join(name));
    let readmes = readmes.into_iter().map(|path| (path.clone(), fs::read_to_string(path).expect("a README")));
    chapters().into_iter().chain(readmes).collect()
}

/// The fenced blocks of a page, and the page's lines outside of them.
fn split(chapter: &Path, text: &str) -> (Vec<Block>, Vec<(usize, String)>) {
    let (mut blocks, mut prose, mut heading) = (Vec::<Block>::new(), Vec::new(), String::new());
    let mut inside = false;
    for (index, line) in text.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(_) if inside => inside = false,
            Some(info) => {
                inside = true;
                let (chapter, info, heading) = (chapter.to_owned(), info.trim().to_owned(), heading.clone());
                blocks.push(Block { chapter, line: index + 1, info, heading, text: String::new() });
            }
            None if inside => {
                let block = blocks.last_mut().expect("a block was opened");
                block.text.push_str(line);
                block.text.push('\n');
            }
            None => {
                if line.starts_with('#') {
                    heading = line.trim_start_matches('#').trim().to_owned();
                }
                prose.push((index + 1, line.to_owned()));
            }
        }
    }
    assert!(!inside, "{}: a block is not closed", chapter.display());
    (blocks, prose)
}

fn blocks() -> Vec<Block> {
    pages().iter().flat_map(|(path, text)| split(path, text).0).collect()
}

/// Whether a block writes a top-level key.
fn mentions(block: &Block, key: &str) -> bool {
    block.text.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))
}

/// A block completed to a whole file.
fn completed(block: &Block) -> String {
    let base = BASE.iter().filter(|(key, _)| !mentions(block, key)).map(|(_, line)| format!("{line}\n"));
    base.collect::<String>() + &block.text
}

/// What reading says about a block that was completed to a whole file.
fn findings(block: &Block) -> Vec<Diagnostic> {
    if block.info == "yaml,county" {
        let text = BLOCK_COUNTY.iter().filter(|(key, _)| !mentions(block, key)).map(|(_, line)| *line).collect::<String>() + &block.text;
        return reading::read_bytes::<CountyFile>(Path::new("县.yaml"), text.as_bytes(), &mut Files::default()).diagnostics;
    }
    reading::read_bytes::<Disclosure>(Path::new("input.yaml"), completed(block).as_bytes(), &mut Files::default()).diagnostics
}

fn place(block: &Block) -> String {
    format!("{}:{}", block.chapter.display(), block.line)
}

#[test]
fn yaml_blocks_are_read_as_the_book_says() {
    let mut wrong = Vec::new();
    let mut read = 0;
    for block in blocks().iter().filter(|block| block.info.starts_with("yaml")) {
        let errors: Vec<Diagnostic> = findings(block).into_iter().filter(|finding| finding.severity == Severity::Error).collect();
        let shown: Vec<&str> = errors.iter().map(|error| error.code).collect();
        let fits = match block.info.as_str() {
            "yaml" | "yaml,county" => errors.is_empty(),
            "yaml,wrong" if codes::CODES.iter().any(|(code, _)| *code == block.heading) => shown.contains(&block.heading.as_str()),
            "yaml,wrong" => !errors.is_empty(),
            "yaml,pack" => continue,
            other => panic!("{}: a block of an unknown kind {other}", place(block)),
        };
        read += 1;
        if !fits {
            wrong.push(format!("{} ({}): {shown:?} {:?}", place(block), block.info, errors.first().map(|error| &error.message)));
        }
    }
    assert!(wrong.is_empty(), "{} blocks are not what the book says:\n{}", wrong.len(), wrong.join("\n"));
    assert!(read > 40, "only {read} blocks were read");
}

/// Rules that look at texts, reports and what stands together in one section: a part of a file is enough for them.
fn tells_of_a_part(rule: &str) -> bool {
    const OF_ONE_SECTION: [&str; 7] = ["JS-S09", "JS-S11", "JS-A01", "JS-A02", "JS-G03", "JS-D01", "JS-X12"];
    let whole = ["JS-E03", "JS-E06"].contains(&rule);
    !whole && ["JS-Q", "JS-V", "JS-E"].iter().any(|family| rule.starts_with(family)) || OF_ONE_SECTION.contains(&rule)
}

#[test]
fn yaml_blocks_draw_no_warnings() {
    let mut wrong = Vec::new();
    let mut inspected = 0;
    for block in blocks().iter().filter(|block| block.info == "yaml") {
        let Ok((mut found, files)) = crate::checks::inspected(&completed(block)) else { continue };
        found.retain(|finding| finding.severity > Severity::Note && tells_of_a_part(finding.code));
        inspected += 1;
        if !found.is_empty() {
            wrong.push(format!("{}\n{}", place(block), juesuan::diagnostics::terminal::draw(&found, &files, false)));
        }
    }
    assert!(wrong.is_empty(), "{} examples of the book are warned of:\n{}", wrong.len(), wrong.join("\n"));
    assert!(inspected > 20, "only {inspected} blocks were inspected");
}

/// Identifiers of findings in the library's own sources, tests left out: string literals like "YAML-901".
fn codes_in_sources() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in files(&root().join("src"), "rs").iter().filter(|path| !path.ends_with("tests.rs")) {
        let text = fs::read_to_string(path).expect("UTF-8");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        found.extend(text.split('"').filter(|literal| is_code(literal)).map(str::to_owned));
    }
    found
}

fn is_code(literal: &str) -> bool {
    let Some((family, number)) = literal.split_once('-') else { return false };
    let number = number.strip_prefix(|letter: char| letter.is_ascii_uppercase()).unwrap_or(number);
    let digits = (2..=3).contains(&number.len()) && number.chars().all(|c| c.is_ascii_digit());
    digits && family.len() >= 2 && family.chars().all(|c| c.is_ascii_uppercase()) && !matches!(family, "UTF" | "GB")
}

#[test]
fn every_code_has_a_paragraph() {
    let written = chapters().into_iter().filter(|(path, _)| !path.ends_with("检查.md"));
    let book: String = written.map(|(_, text)| text).collect();
    let reading = codes::CODES.iter().map(|(code, _)| (*code).to_owned());
    let rules = checks::rules().map(|rule| rule.id.to_owned());
    let all: BTreeSet<String> = reading.chain(rules).chain(codes_in_sources()).collect();
    let bare: Vec<&String> = all.iter().filter(|code| !book.contains(code.as_str())).collect();
    assert!(bare.is_empty(), "codes the book does not mention: {bare:?}");
    assert!(all.len() > 100, "only {} codes were found", all.len());
}

/// A command's arguments as a table; those of the commands below it after it.
fn command_page(command: &clap::Command, path: &str) -> String {
    let path = format!("{path} {}", command.get_name());
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut page = format!("## {path}\n\n{about}。\n\n");
    if !command.has_subcommands() {
        page.push_str("| 写法 | 意思 |\n|---|---|\n");
        page.extend(command.get_arguments().map(argument_row));
        page.push('\n');
    }
    page.extend(command.get_subcommands().map(|below| command_page(below, &path)));
    page
}

fn argument_row(argument: &clap::Arg) -> String {
    let value = argument.get_value_names().map(|names| names.iter().map(|name| format!("<{name}>")).collect::<Vec<_>>().join(" "));
    let value = value.filter(|_| argument.get_action().takes_values()).unwrap_or_default();
    let flag = match (argument.get_short(), argument.get_long()) {
        (Some(short), Some(long)) => format!("-{short}, --{long}"),
        (None, Some(long)) => format!("--{long}"),
        (Some(short), None) => format!("-{short}"),
        (None, None) => String::new(),
    };
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default().replace('|', "\\|").replace('\n', " ");
    format!("| `{}` | {help} |\n", format!("{flag} {value}").trim())
}

/// Compares a generated chapter with what stands in the book, or writes it.
fn generated(chapter: &str, expected: &str) {
    let path = root().join("book/src").join(chapter);
    if std::env::var_os("JUESUAN_BLESS").is_some() {
        fs::write(&path, expected).expect("a writable chapter");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "{chapter} is out of date; JUESUAN_BLESS=1 cargo test book:: writes it anew");
}

#[test]
fn the_chapter_on_commands_is_up_to_date() {
    let mut page = "# 命令\n\n这一章由程序的参数表生成。`juesuan --help` 和 `juesuan 命令 --help` 显示同样的内容。\n\n".to_owned();
    page.push_str("结束时的代码：0，没有问题；1，填报的数或文字有错误；2，没能运行（文件打不开、标准包有问题等）。");
    page.push_str("结果写到标准输出，提示写到标准错误。\n\n");
    let mut commands = juesuan::cli::command_line();
    commands.build();
    page.extend(commands.get_subcommands().map(|command| command_page(command, "juesuan")));
    generated("命令.md", &page);
}

#[test]
fn the_chapter_on_rules_is_up_to_date() {
    let mut page =
        "# 检查\n\n这一章由程序的规则表生成，`juesuan check --list` 列出同样的规则。每条规则的例子和改法见各类的一章。\n\n".to_owned();
    page.push_str("“由构造保证”的规则不可能违反，因为相比的两处出自同一个数；“需要外部证据”的规则只能查到文件里看得出的部分。\n");
    page.push_str("“可接受”的结果可以在填报文件的“接受”里写明理由；“级别”是最重的一级，可由标准或“县.yaml”调整。\n");
    for family in &checks::FAMILIES {
        page.push_str(&format!(
            "\n## {}\n\n[例子和改法](检查/{}.md)\n\n| 编号 | 问什么 | 级别 | 依据 | 可接受 |\n|---|---|---|---|---|\n",
            family.name, family.name
        ));
        for rule in family.rules {
            let severity = rule.severity.name();
            let accepted = if rule.acceptable { "是" } else { "否" };
            page.push_str(&format!("| {} | {} | {severity} | {} | {accepted} |\n", rule.id, rule.meaning, rule.basis));
        }
    }
    page.push_str("\n## 界限\n\n| 规则 | 界限 | 数 |\n|---|---|---|\n");
    page.extend(thresholds::all().iter().map(|limit| format!("| {} | {} | {} |\n", limit.rule, limit.meaning, limit.value)));
    generated("检查.md", &page);
}

/// The paragraphs on the rules of a family: the page around them and each rule's own text.
fn family_page(family: &checks::Family) -> (String, String) {
    let chapter = format!("检查/{}.md", family.name);
    let text = fs::read_to_string(root().join("book/src").join(&chapter)).expect("a family has its page");
    (chapter, text)
}

#[test]
fn paragraphs_on_rules_begin_with_what_the_rule_says() {
    for family in &checks::FAMILIES {
        let (chapter, mut text) = family_page(family);
        for rule in family.rules {
            let severity = rule.severity.name();
            let closed = if rule.acceptable { "" } else { "，不能接受" };
            let heading = format!("## {}\n\n", rule.id);
            let (before, after) = text.split_once(&heading).unwrap_or_else(|| panic!("{chapter} has no {}", rule.id));
            let (first, below) = after.split_once('\n').expect("a line below the heading");
            let stated = ["。（错误", "。（警告", "。（提醒"].iter().any(|mark| first.contains(mark));
            let rest = if stated { below.to_owned() } else { format!("\n{after}") };
            text = format!("{before}{heading}{}。（{severity}，{}{closed}）\n{rest}", rule.meaning, rule.basis);
            if let checks::Basis::ByConstruction(test) = rule.basis {
                let own = rest.split("\n## ").next().unwrap_or_default();
                assert!(own.contains(test), "{chapter}: {} does not name {test}", rule.id);
            }
        }
        generated(&chapter, &text);
    }
}

#[test]
fn paragraphs_state_the_thresholds_of_their_rules() {
    let pages: Vec<String> = checks::FAMILIES.iter().map(|family| family_page(family).1).collect();
    let paragraph = |id: &str| pages.iter().find_map(|page| page.split("\n## ").find(|text| text.starts_with(id)));
    let missing: Vec<_> = thresholds::all()
        .into_iter()
        .filter(|limit| !paragraph(limit.rule).is_some_and(|text| text.contains(&limit.value)))
        .map(|limit| (limit.rule, limit.value))
        .collect();
    assert!(missing.is_empty(), "the book does not state {missing:?}");
}

#[test]
fn the_chapter_on_keys_is_up_to_date() {
    let mut page =
        "# 全部键\n\n这一章由填报文件的 JSON Schema 生成（`juesuan schema --markdown`），一节是一组键，顺序与文件里相同。\n".to_owned();
    page.push_str("“金额”“日期”等怎样写，见[填报说明](../填报说明.md)。例子只示意写法，不一定写全。\n\n");
    page.push_str(&reading::reference(&reading::schema()));
    generated("填报说明/全部键.md", &page);
}

#[test]
fn every_dependency_has_a_line() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("a manifest");
    let chapter = fs::read_to_string(root().join("book/src/架构.md")).expect("the chapter");
    let mut section = "";
    let mut names = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if let Some((name, _)) = line.split_once('=').filter(|_| section.ends_with("dependencies]") && !line.starts_with('#')) {
            names.insert(name.trim().trim_end_matches(".workspace"));
        }
    }
    let bare: Vec<&&str> = names.iter().filter(|name| !chapter.contains(&format!("`{name}`"))).collect();
    assert!(names.len() > 20 && bare.is_empty(), "dependencies without a line in 架构.md: {bare:?} of {}", names.len());
}

/// Targets of the links and pictures in a page's prose.
fn links(text: &str) -> Vec<String> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.map(|target| target.split('#').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn links_resolve() {
    let mut dead = Vec::new();
    for (path, text) in pages() {
        let prose: String = split(&path, &text).1.into_iter().map(|(_, line)| line + "\n").collect();
        let folder = path.parent().expect("a page lies in a folder");
        let local = links(&prose).into_iter().filter(|target| !target.is_empty() && !target.contains("://"));
        dead.extend(local.filter(|target| !folder.join(target).exists()).map(|target| format!("{} → {target}", path.display())));
    }
    assert!(dead.is_empty(), "links that lead nowhere:\n{}", dead.join("\n"));
}

#[test]
fn every_chapter_is_in_the_summary() {
    let folder = root().join("book/src");
    let listed: BTreeSet<PathBuf> =
        links(&fs::read_to_string(folder.join("SUMMARY.md")).expect("a summary")).iter().map(|target| folder.join(target)).collect();
    let left_out: Vec<PathBuf> =
        chapters().into_iter().map(|(path, _)| path).filter(|path| !path.ends_with("SUMMARY.md") && !listed.contains(path)).collect();
    assert!(left_out.is_empty(), "chapters that SUMMARY.md does not list: {left_out:?}");
}

fn keys(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(entries) => {
            if let Some(properties) = entries.get("properties").and_then(Value::as_object) {
                found.extend(properties.keys().cloned());
            }
            entries.values().for_each(|value| keys(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

/// The key that an inline code begins with: Chinese letters up to `: `.
fn key_of(code: &str) -> Option<&str> {
    let (key, _) = code.split_once(": ")?;
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    (key.chars().any(chinese) && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '（' | '）'))).then_some(key)
}

#[test]
fn keys_in_backticks_exist() {
    let mut known: BTreeSet<String> = ANY_KEY.map(str::to_owned).into();
    keys(&reading::schema(), &mut known);
    keys(schemars::schema_for!(CountyFile).as_value(), &mut known);
    let mut unknown = Vec::new();
    for (path, text) in pages() {
        for (line, prose) in split(&path, &text).1 {
            let codes = prose.split('`').skip(1).step_by(2);
            let keys = codes.filter_map(key_of).filter(|key| !known.contains(*key));
            unknown.extend(keys.map(|key| format!("{}:{line} {key}", path.display())));
        }
    }
    assert!(unknown.is_empty(), "keys that do not exist:\n{}", unknown.join("\n"));
}
