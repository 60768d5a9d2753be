//! `juesuan build`: a workspace's departments, or single files, become PDFs with their open data. Product to stdout, talk to stderr.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use super::outcome::{draw_weighty, show, tell};
use super::progress::Progress;
use super::shared::Means;
use super::{Verdict, absent, interrupt, unwritten};
use crate::corrections::under_other_names;
use crate::county::{self, Document, Misnamed, Outcome, Partition, State, Workspace};
use crate::diagnostics::Diagnostic;
use crate::disclosure::{self, Emit, Options};
use crate::standard::Shelf;
use crate::typeset::Search;

/// Folder for what is built outside a workspace, when none is named.
pub(super) const OUTPUT: &str = "公开";
/// Folder for drafts in a workspace, when none is named: they do not belong among what is published.
const DRAFTS: &str = "审核稿";

#[derive(Debug, Args)]
pub struct Arguments {
    /// 填报文件（2024/041-县委办.yaml）、工作区或它里面的文件夹（2023），或者工作区里部门的编码（041）、名称（县委办）；省略时生成当前工作区的全部部门
    #[arg(value_name = "部门")]
    selected: Vec<PathBuf>,
    /// 写到哪个文件夹，例如 D:\公开；省略时用“县.yaml”写的文件夹，没有写时用“公开”，工作区的审核稿用“审核稿”
    #[arg(short, long, value_name = "文件夹")]
    output: Option<PathBuf>,
    /// 输出什么，可写多个，用逗号分开，例如 pdf,json；省略时单个文件为 pdf，工作区为 pdf,json,csv
    #[arg(long, value_name = "种类", value_delimiter = ',')]
    emit: Vec<Emit>,
    /// 生成审核稿：每页加“仅供内部审核”；省略时生成定稿，有错误就不生成
    #[arg(long)]
    draft: bool,
    #[command(flatten)]
    means: Means,
    /// 不把填报数据附在 PDF 里；省略时附，工作区照“县.yaml”写的
    #[arg(long)]
    no_attachment: bool,
    /// 没有变化的也重新生成；省略时跳过
    #[arg(long)]
    force: bool,
    /// 同时生成几份，例如 4；省略时与处理器核数相同
    #[arg(short, long, value_name = "个数", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// 只生成第几份，例如 3/16：分给多台机器时用，完成后用 juesuan merge 合并；省略时全部生成
    #[arg(long, value_name = "第几份/共几份")]
    partition: Option<Partition>,
    /// 一份文件最多生成多少秒，例如 600，超过就放弃这一份
    #[arg(long, value_name = "秒", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    time_limit: u64,
}

/// What the arguments select: documents by workspace, and files outside any.
#[derive(Default)]
struct Selection {
    workspaces: BTreeMap<PathBuf, Chosen>,
    files: Vec<PathBuf>,
}

#[derive(Default)]
struct Chosen {
    workspace: Option<Workspace>,
    documents: Vec<Document>,
    whole: bool,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Verdict> {
    let selection = select(&arguments.selected)?;
    let mut verdict = Verdict::Clean;
    for path in &selection.files {
        verdict = verdict.and(single(arguments, path)?);
    }
    for (_, chosen) in selection.workspaces {
        verdict = verdict.and(workspace(arguments, chosen)?);
    }
    Ok(verdict)
}

/// Paths select what they are. Codes and names select within the workspace whose folder is named beside them, else within that of the current folder.
fn select(selected: &[PathBuf]) -> anyhow::Result<Selection> {
    let mut selection = Selection::default();
    let here = [county::find(Path::new(".")).unwrap_or_else(|| PathBuf::from("."))];
    let selected = if selected.is_empty() { &here[..] } else { selected };
    let selected = selected.iter().map(|path| county::folder_of_workspace(path));
    let (paths, names): (Vec<&Path>, Vec<&Path>) = selected.partition(|path| path.exists());
    if let Some(absent) = names.iter().find(|name| county::names_a_file(name)) {
        return Err(absent::error(absent));
    }
    let folder = paths.iter().find(|path| path.is_dir()).copied().unwrap_or(Path::new("."));
    for path in paths.iter().filter(|path| names.is_empty() || path.is_file()) {
        match county::find(path) {
            None if path.is_file() => selection.files.push(path.to_path_buf()),
            None => return Err(county::WorkspaceError::None(path.to_path_buf()).into()),
            Some(root) => selection.workspace(root)?.add(path)?,
        }
    }
    for name in names {
        let root = county::find(folder).ok_or_else(|| county::WorkspaceError::none_around(name))?;
        selection.workspace(root)?.add(name)?;
    }
    Ok(selection)
}

impl Selection {
    fn workspace(&mut self, root: PathBuf) -> anyhow::Result<&mut Chosen> {
        let chosen = self.workspaces.entry(root.clone()).or_default();
        if chosen.workspace.is_none() {
            chosen.workspace = Some(Workspace::open(&root)?);
        }
        Ok(chosen)
    }
}

impl Chosen {
    fn add(&mut self, path: &Path) -> anyhow::Result<()> {
        let workspace = self.workspace.as_ref().expect("opened before anything is chosen from it");
        let found = workspace.documents_of(path)?;
        if path.is_dir() {
            // Only the workspace itself may be empty; the whole run says so.
            let all = || workspace.documents().next().is_some() && workspace.documents().all(|document| found.contains(document));
            self.whole |= found.is_empty() || all();
        }
        for document in found {
            if !self.documents.contains(&document) {
                self.documents.push(document);
            }
        }
        Ok(())
    }
}

/// Builds a file that lies in no workspace.
fn single(arguments: &Arguments, path: &Path) -> anyhow::Result<Verdict> {
    let output = arguments.output.clone().unwrap_or_else(|| PathBuf::from(OUTPUT));
    if let Some(county) = county::County::of(&output)? {
        let (output, path, county) = (output.display(), path.display(), county.described());
        anyhow::bail!(
            "{output} 是 {county}的公开文件夹，{path} 不在那个工作区里，没有生成：用 -o 写别的文件夹，或者先把文件放进工作区的年度文件夹"
        );
    }
    let outcome = disclosure::build(&disclosure::Plan {
        path: path.to_owned(),
        output,
        standard: arguments.means.standard.clone(),
        shelf: Shelf::default(),
        options: Options {
            fonts: Search::system(arguments.means.font_folders()?.iter().cloned()),
            draft: arguments.draft,
            attach: !arguments.no_attachment,
            emit: if arguments.emit.is_empty() { [Emit::Pdf].into() } else { arguments.emit.iter().copied().collect() },
        },
    })?;
    draw_weighty(&outcome.diagnostics, &outcome.files);
    for written in &outcome.written {
        let pages = outcome.pages.filter(|_| written.extension().is_some_and(|ending| ending == "pdf"));
        show(written, pages);
    }
    if !arguments.draft {
        outcome.department.iter().for_each(|department| warn_of_earlier(&outcome.written, department));
    }
    if outcome.written.is_empty() && outcome.has_errors() {
        eprintln!("{}", unwritten::single(arguments.draft, outcome.draftable));
    }
    Ok(if outcome.has_errors() { Verdict::FiguresHaveErrors } else { Verdict::Clean })
}

/// Names the PDFs that the one just written takes the place of under another name; what is not in a workspace is not ours to remove.
fn warn_of_earlier(written: &[PathBuf], department: &(String, u32)) {
    let pdfs = written.iter().filter(|path| path.extension().is_some_and(|ending| ending == "pdf"));
    for earlier in pdfs.flat_map(|pdf| under_other_names(pdf, department)) {
        let (code, year) = department;
        eprintln!("{} 是编码 {code}、{year} 年度用原来的名称生成的，现在由上面这一份代替；公开时撤下它，程序没有动它", earlier.display());
    }
}

/// Builds what was chosen of a workspace.
fn workspace(arguments: &Arguments, chosen: Chosen) -> anyhow::Result<Verdict> {
    let Chosen { workspace, documents, whole } = chosen;
    let workspace = workspace.expect("opened before anything is chosen from it");
    let county = &workspace.county;
    let usual = || workspace.root.join(if arguments.draft { PathBuf::from(DRAFTS) } else { county.output() });
    let sources = arguments.emit.contains(&Emit::Typ) && arguments.output.is_none();
    anyhow::ensure!(!sources, "Typst 源文件不放进公开的文件夹；用 -o 写明放到哪个文件夹，例如 -o 源文件");
    let output = arguments.output.clone().unwrap_or_else(usual);
    let options = Options {
        fonts: Search::system(arguments.means.font_folders()?.iter().cloned().chain(workspace.font_folders())),
        draft: arguments.draft,
        attach: !arguments.no_attachment && county.attach.as_ref().is_none_or(|attach| attach.value),
        emit: if arguments.emit.is_empty() { [Emit::Pdf, Emit::Json, Emit::Csv].into() } else { arguments.emit.iter().copied().collect() },
    };
    let misnamed = workspace.misnamed().to_vec();
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let mut progress = Progress::new();
    let plan = county::Plan {
        documents,
        whole,
        output: output.clone(),
        options,
        standard: arguments.means.standard.clone(),
        force: arguments.force,
        jobs: arguments.jobs.map_or_else(cores, usize::from),
        partition: arguments.partition,
        limit: Duration::from_secs(arguments.time_limit),
        stop: interrupt::stop_on_ctrl_c(),
        workspace,
    };
    let outcome = county::build(plan, |event| progress.tell(&event));
    progress.finish();
    let Outcome { reports, unfinished, doubts } = outcome?;
    let beside: Vec<Diagnostic> = misnamed.iter().map(Misnamed::finding).chain(doubts).collect();
    tell(&reports, &beside, &output, arguments.draft);
    let failed = reports.iter().any(|report| matches!(report.state, State::Failed(_)));
    if let Some(error) = unfinished {
        return Err(error.into());
    }
    let left = reports.iter().filter(|report| matches!(report.state, State::Left)).count();
    anyhow::ensure!(left == 0, "按 Ctrl-C 停下了，还有 {left} 份没有做；再运行一次 juesuan build，接着做其余的");
    let errors = reports.iter().any(|report| report.errors > 0);
    Ok(if failed || errors || !misnamed.is_empty() { Verdict::FiguresHaveErrors } else { Verdict::Clean })
}
