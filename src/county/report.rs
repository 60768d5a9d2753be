//! What a run tells: how each document stands and why, what was withdrawn, what is under way, and why a run could not be done at all.

use std::path::PathBuf;
use std::time::Duration;

use super::{Document, Record, RecordError, WorkspaceError};
use crate::diagnostics::{Diagnostic, Files, system};
use crate::disclosure::{BuildError, EditionError};
use crate::typeset::OutputError;

/// What came of a run.
#[derive(Debug)]
pub struct Outcome {
    /// One for each document, in the plan's order; documents of other partitions have none.
    pub reports: Vec<Report>,
    /// What kept the run from finishing once the documents were made (withdrawing, noting, the pages), if anything did. They stand as their reports say.
    pub unfinished: Option<CountyError>,
    /// What is doubtful of the documents by their names.
    pub doubts: Vec<Diagnostic>,
}

/// What became of one document.
#[derive(Debug)]
pub struct Report {
    pub document: Document,
    pub state: State,
    /// How many findings are errors; a draft may be made in spite of some.
    pub errors: usize,
    /// How many findings are warnings.
    pub warnings: usize,
    /// The findings, with the texts they point into; let go where one of many documents was built, so that memory does not grow with their number.
    pub diagnostics: Vec<Diagnostic>,
    pub files: Files,
    /// Whether a draft can be made of it.
    pub draftable: bool,
}

/// How a document stands after the run.
#[derive(Debug)]
pub enum State {
    Built(Box<Record>),
    /// Up to date, not touched.
    Unchanged(Box<Record>),
    /// Nothing of it was written; what stood there still stands.
    Failed(Failure),
    /// The run was ended before it was made; what stood there still stands.
    Left,
}

/// Why a document was not built.
#[derive(Debug)]
pub enum Failure {
    /// The findings hold errors.
    Findings,
    /// It could not be made or written at all.
    Error(Box<CountyError>),
    Panicked(String),
    TimedOut(Duration),
    /// The system gave no thread to make it on.
    NoThread(String),
}

/// Why a run, or a document of it, could not be done.
#[derive(Debug, thiserror::Error)]
pub enum CountyError {
    #[error(transparent)]
    Build(#[from] BuildError),
    #[error(transparent)]
    Record(#[from] RecordError),
    #[error("不能往 {} 里写：{}；{}", output.display(), crate::diagnostics::system::reason(source), crate::diagnostics::system::remedy(source))]
    Output { output: PathBuf, source: std::io::Error },
    #[error("不能写到 {}：填报文件或改动过的标准在 {}。换一个与它们分开的文件夹，例如 公开", output.display(), folder.display())]
    AmongSources { output: PathBuf, folder: PathBuf },
    #[error("{} 是一个链接，指到输出文件夹外面，没有往那里写：删去这个链接，程序会自己建这个文件夹", .0.display())]
    LeadsOutside(PathBuf),
    #[error("{} 里是已经公开的定稿，审核稿不能放在一起。省略 -o，或者换一个文件夹", .0.display())]
    DraftsAmongFinals(PathBuf),
    #[error("{} 里是审核稿，定稿不能放在一起。省略 -o，或者换一个文件夹", .0.display())]
    FinalsAmongDrafts(PathBuf),
    #[error("{} 里是 {found} 的公开文件，要写的是 {region} 的，不能写在一起。用 -o 写到别的文件夹；地区只是改了名称的，删去 {} 再运行", output.display(), note.display())]
    OtherCounty { output: PathBuf, found: String, region: String, note: PathBuf },
    #[error("另一个 juesuan 正在往 {} 里写。等它结束再运行，或者用 -o 写到别的文件夹", .0.display())]
    Busy(PathBuf),
    #[error("{0}；已经公开的文件没有改动")]
    NoDocuments(Box<WorkspaceError>),
    #[error("{} 个文件用同一个编码 {code}：{}。一个编码（不分大小写）一年只能有一个文件：留下要公开的，副本和旧稿移出年度文件夹", sources.len(), sources.join("、"))]
    SameCode { code: String, sources: Vec<String> },
    #[error(
        "文件名里的编码是 {named}，文件里“部门.编码”写的是 {written}。两处要一样：复制别的部门的文件来填的，改文件里的编码；只是一份副本的，移出年度文件夹"
    )]
    OtherCode { named: String, written: String },
    #[error("文件名“{stem}”里没有编码，文件里“部门.编码”写的是 {written}。把文件改名为 {written}-{stem}.yaml")]
    NoCode { stem: String, written: String },
    #[error("文件在 {folder} 文件夹里，文件里“年度”写的是 {written}。两处要一样；由上年文件复制来的要改年度")]
    OtherYear { folder: u32, written: u32 },
    #[error("要写的 {0} 不在输出文件夹里面，或者不能用作文件名；核对标准里表的编号（id），只写汉字、字母、数字、- 和 _")]
    Astray(String),
    #[error("要写的 {path} 是 {source_file} 的公开文件。两份文件的编码和标题不能都一样；核对它们的编码、名称和年度")]
    SameOutput { path: String, source_file: String },
}

impl CountyError {
    /// The system's refusal to write, if that is why.
    fn refusal(&self) -> Option<&std::io::Error> {
        match self {
            Self::Output { source, .. } => Some(source),
            Self::Build(error) | Self::Record(RecordError::Write(error)) => match error {
                BuildError::Output(OutputError::Write { source, .. } | OutputError::Replace { source, .. })
                | BuildError::Folder { source, .. } => Some(source),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What a watcher of the run is told.
#[derive(Debug)]
pub enum Event<'a> {
    /// The document's source file is gone; so are its published files now.
    Withdrawn(&'a Record),
    /// The document is now made of another file of the workspace, and published as that has it.
    Renamed {
        record: &'a Record,
        heir: &'a str,
    },
    /// So many documents are up to date, so many will be made.
    Planned {
        unchanged: usize,
        to_make: usize,
    },
    Started(&'a Document),
    /// The run is about to end early.
    Stopping,
    Finished(&'a Report),
}

impl Report {
    /// A report without findings.
    pub fn bare(document: &Document, state: State) -> Self {
        let errors = if let State::Unchanged(record) = &state { record.errors } else { 0 };
        Self { document: document.clone(), state, errors, warnings: 0, diagnostics: Vec::new(), files: Files::default(), draftable: false }
    }

    /// Why it was not made, if it failed.
    pub fn failure(&self) -> Option<String> {
        let State::Failed(failure) = &self.state else { return None };
        Some(match failure {
            Failure::Findings => format!("{} 个错误", self.errors),
            Failure::Error(error) => error.to_string(),
            Failure::Panicked(message) => format!("程序出错（{message}），请报告；其他部门不受影响"),
            Failure::TimedOut(limit) => format!("{} 秒还没有生成完，放弃了；用 --time-limit 可以放宽", limit.as_secs()),
            Failure::NoThread(reason) => format!("系统不能再开线程（{reason}），用 -j 减少同时生成的份数"),
        })
    }

    /// What made it fail, where other departments fail the same way: a place in a standard's file, a full disk.
    pub fn common_cause(&self) -> Option<&str> {
        let State::Failed(Failure::Error(error)) = &self.state else { return None };
        if let Some(refusal) = error.refusal().and_then(system::full) {
            return Some(refusal);
        }
        match error.as_ref() {
            CountyError::Build(BuildError::Edition(EditionError::Typeset { template, .. })) => {
                template.as_ref().map(|origin| origin.place.as_str())
            }
            _ => None,
        }
    }

    /// The report without what only a failed document needs.
    pub fn lightened(mut self) -> Self {
        if matches!(self.state, State::Built(_)) {
            self.diagnostics = Vec::new();
            self.files = Files::default();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::*;

    fn failed(error: impl Into<CountyError>) -> Report {
        Report::bare(&Document::new("2024/041-甲.yaml"), State::Failed(Failure::Error(Box::new(error.into()))))
    }

    #[test]
    fn a_full_disk_is_one_cause_for_all() {
        let write = |path: &str, kind: ErrorKind| BuildError::from(OutputError::Write { path: path.into(), source: kind.into() });
        for kind in [ErrorKind::StorageFull, ErrorKind::QuotaExceeded] {
            let full = [
                failed(write("1.pdf", kind)),
                failed(write("2.pdf", kind)),
                failed(BuildError::Folder { path: "数据/041".into(), source: kind.into() }),
                failed(RecordError::from(write("041.json", kind))),
                failed(CountyError::Output { output: "公开".into(), source: kind.into() }),
            ];
            let cause = full[0].common_cause();
            assert!(cause.is_some() && full.iter().all(|report| report.common_cause() == cause), "{kind:?}");
        }
        let reason = failed(write("1.pdf", ErrorKind::StorageFull)).failure().expect("it failed");
        assert!(reason.contains("磁盘已满。原有文件没有改动；腾出空间"), "{reason}");
        assert!(failed(write("3.pdf", ErrorKind::PermissionDenied)).common_cause().is_none());
    }
}
